"""The schemas that editors read, and the page about every field: made from the model, and true."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft7Validator

from hyoka.__main__ import main
from hyoka.authoring.field_reference import FieldSection, reference
from hyoka.authoring.format import canonical
from hyoka.authoring.schema import Schema, schemas
from hyoka.content.documents import YamlDocument, parse_document, read_document
from hyoka.content.folder import read_file
from hyoka.content.record_paths import FILE_KINDS, FileKind
from hyoka.units import Missing
from hyoka.wording import load_language
from tests.building import REAL, ROOT, TOWN, made_of
from tools.demo import write_demo

JAPANESE = load_language("ja")
SCHEMAS = schemas(JAPANESE)
KINDS = pytest.mark.parametrize("kind", FILE_KINDS, ids=lambda kind: kind.name)


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def kind_of(path: str) -> FileKind:
    """The kind that the model's reader takes a file for; the first that fits."""
    return next(
        kind
        for kind in FILE_KINDS
        if re.fullmatch(re.sub("<[a-z_]+>", "[^/]+", re.escape(kind.path)), path)
    )


def record_files(content: Path) -> Iterator[tuple[FileKind, Path]]:
    for file in sorted(content.rglob("*.yml")):
        yield kind_of(file.relative_to(content).as_posix()), file


def errors(kind: str, data: object) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMAS[kind]).iter_errors(_lists(data))]


def _lists(data: object) -> object:
    """Plain data with JSON's lists."""
    if isinstance(data, dict):
        return {key: _lists(value) for key, value in data.items()}
    return [_lists(item) for item in data] if isinstance(data, tuple) else data


def plain(file: Path) -> object:
    document = read_document(read_file(file), file.name)
    assert isinstance(document, YamlDocument)
    return document.data


# What editors read.


def test_the_committed_schemas_are_fresh() -> None:
    done = hyoka("schema", "--check", ROOT / "schemas")
    assert done.exit_code == 0, done.output


@KINDS
def test_a_schema_is_one(kind: FileKind) -> None:
    made = SCHEMAS[kind.name]
    Draft7Validator.check_schema(made)
    assert made["title"] == JAPANESE.word(f"file_kinds.{kind.name}")


@KINDS
def test_a_schema_holds_every_field_but_those_that_the_file_s_name_says(kind: FileKind) -> None:
    made = SCHEMAS[kind.name]
    assert set(made["properties"]) == set(kind.noun.model_fields) - kind.from_name
    assert not kind.from_name & set(made["required"])
    assert not made["additionalProperties"]


def parts(made: Schema) -> Iterator[tuple[str, Schema]]:
    nouns = [made, *(noun for noun in made["definitions"].values() if "properties" in noun)]
    for noun in nouns:
        assert not noun["additionalProperties"]
        yield from noun["properties"].items()


@KINDS
def test_every_field_is_explained_in_japanese(kind: FileKind) -> None:
    made = SCHEMAS[kind.name]
    japanese = re.compile("[ぁ-んァ-ヶ一-龠]|^URL$")
    for key, part in parts(made):
        assert japanese.search(part["title"]), key
        assert japanese.search(part["description"]), key
        assert "null" not in json.dumps(part), key
        assert "$ref" not in part or len(part) == 1, key
    english = [noun for noun in made["definitions"].values() if {"title", "description"} & {*noun}]
    assert english == []


@KINDS
def test_every_example_is_a_value_that_the_field_may_have(kind: FileKind) -> None:
    made = SCHEMAS[kind.name]
    for key, part in parts(made):
        whole = {**part, "definitions": made["definitions"]}
        for example in part.get("examples", ()):
            assert list(Draft7Validator(whole).iter_errors(example)) == [], key


@KINDS
def test_an_example_in_a_description_is_one_of_the_fields_examples(kind: FileKind) -> None:
    for key, part in parts(SCHEMAS[kind.name]):
        assert "{" not in part["description"], key
        assert "example" not in part, key
        if part.get("type") == "string" and "例：" in part["description"]:
            assert any(f"例：{example}。" in part["description"] for example in part["examples"])


def test_every_choice_is_called_something_or_means_itself() -> None:
    """Those without words of their own are Japanese already, or the levels of a standard."""
    plain = set()
    for made in SCHEMAS.values():
        for name, choice in made["definitions"].items():
            if "enum" in choice and "enumDescriptions" not in choice:
                plain.add(name)
    assert plain == {"Conformance", "Level", "MoneyUnit"}


def test_choices_say_what_they_are_called() -> None:
    actual = SCHEMAS["sheet"]["definitions"]["IndicatorYear"]["properties"]["actual"]
    choice = actual["anyOf"][1]
    assert choice["enum"] == [str(kind) for kind in Missing]
    assert choice["enumDescriptions"] == [JAPANESE.missing(kind) for kind in Missing]
    direction = SCHEMAS["policy"]["definitions"]["Direction"]
    assert len(direction["enumDescriptions"]) == len(direction["enum"])


@pytest.mark.parametrize("content", [REAL, TOWN], ids=str)
def test_every_record_is_valid(content: Path) -> None:
    for kind, file in record_files(content):
        assert errors(kind.name, plain(file)) == [], file


def test_every_record_of_a_demo_is_valid(tmp_path: Path) -> None:
    write_demo(tmp_path, policies=2, projects=20, years=4)
    for kind, file in record_files(tmp_path / "content"):
        assert errors(kind.name, plain(file)) == [], file


SHEET = {"fiscal_year": 2018, "edition": 2019, "document": "r1"}
ROW = {"id": "a", "actual": 1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"document": "R1"},
        {"fiscal_year": True},
        {"policy": "kizuna"},
        {"aim": 1},
        {"projects": "a"},
        {"lead": {"post": "市民部長"}},
        {"indicators": [ROW | {"actual": "なし"}]},
        {"indicators": [ROW | {"actual": None}]},
        {"indicators": [ROW | {"target": "55.1"}]},
        {"indicators": [ROW | {"printed": {"achievement_rate": "pending"}}]},
        {"uncertain": [{"place": "aim", "certainty": 100, "note": "あ"}]},
    ],
    ids=str,
)
def test_what_the_model_refuses_is_underlined(wrong: dict[str, object]) -> None:
    assert errors("sheet", SHEET | {"indicators": [ROW]}) == []
    assert errors("sheet", SHEET | wrong) != []


@pytest.mark.parametrize("key", SHEET)
def test_a_field_that_must_be_there_is_asked_for(key: str) -> None:
    assert errors("sheet", {name: value for name, value in SHEET.items() if name != key}) != []


@KINDS
def test_a_misspelt_key_is_refused_in_every_place(kind: FileKind) -> None:
    for found, file in record_files(TOWN):
        if found is not kind:
            continue
        for wrong in misspelt(plain(file)):
            assert errors(kind.name, wrong) != [], wrong


def misspelt(data: object) -> Iterator[Any]:
    """The data again and again, each time with one more key that does not exist."""
    if isinstance(data, dict):
        yield {**data, "goaal": "x"}
        for key, value in data.items():
            yield from ({**data, key: wrong} for wrong in misspelt(value))
    elif isinstance(data, tuple):
        for index, item in enumerate(data):
            yield from ((*data[:index], wrong, *data[index + 1 :]) for wrong in misspelt(item))


@pytest.mark.parametrize("year", [2018, "H30", "平成30年度", "Ｒ１"])
def test_a_year_may_be_written_as_the_model_reads_it(year: object) -> None:
    assert errors("sheet", SHEET | {"fiscal_year": year}) == []
    assert errors("sheet", SHEET | {"fiscal_year": 2018.5}) != []


# The command.


def test_schemas_are_written_and_stale_ones_told(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    assert hyoka("schema", folder, "--check").exit_code == 1
    done = hyoka("schema", folder)
    assert (done.exit_code, len(list(folder.iterdir()))) == (0, len(FILE_KINDS) + 1), done.output
    assert hyoka("schema", folder, "--check").exit_code == 0
    (folder / "plan.json").write_text("{}", encoding="utf-8")
    (folder / "gone.json").write_text("{}", encoding="utf-8")
    done = hyoka("schema", folder, "--check")
    assert done.exit_code == 1
    assert done.stderr.count("最新のものではありません") == 2
    assert "plan.json" in done.stderr
    assert "gone.json" in done.stderr
    assert (folder / "plan.json").read_text(encoding="utf-8") == "{}"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = hyoka("schema", tmp_path / "file" / "schemas")
    assert done.exit_code == 1
    assert "書けません" in done.stderr


# The editor's settings.


def test_the_editor_takes_each_record_by_its_own_schema() -> None:
    """As yaml-language-server reads a pattern: `*` is anything, and only the end is bound."""
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    association = settings["yaml.schemas"]
    assert {Path(name).stem for name in association} == set(SCHEMAS)
    for name in association:
        assert (ROOT / name).is_file()
    for content in (REAL, TOWN):
        for kind, file in record_files(content):
            fitting = [
                Path(name).stem
                for name, patterns in association.items()
                for pattern in ([patterns] if isinstance(patterns, str) else patterns)
                if re.search(re.escape(pattern).replace(r"\*", ".*") + "$", file.as_posix())
            ]
            assert fitting == [kind.name], file


def test_the_editor_s_extension_is_recommended() -> None:
    found = json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))
    assert found == {"recommendations": ["redhat.vscode-yaml"]}


# The page about every field.


SECTIONS = reference(JAPANESE)


def test_every_field_of_every_noun_is_on_the_page() -> None:
    told = {(section.anchor, field.key) for section in SECTIONS for field in section.fields}
    nested = {section.anchor for section in SECTIONS}
    for kind in FILE_KINDS:
        for key in set(kind.noun.model_fields) - kind.from_name:
            assert (kind.name.replace("_", "-"), key) in told
    assert {"sheet-indicators-printed", "plan-chapters-measures", "project-years"} <= nested


def test_each_kind_of_file_says_where_it_lies() -> None:
    heads = [section for section in SECTIONS if section.path]
    assert [section.path for section in heads] == [f"content/{kind.path}" for kind in FILE_KINDS]


ROWS = "indicators:\n  - id: chiiki-zukuri\n    actual: 55.1"


def field_of(anchor: str, key: str) -> tuple[str, bool, str, str]:
    section = next(section for section in SECTIONS if section.anchor == anchor)
    found = next(field for field in section.fields if field.key == key)
    return found.type, found.required, found.example, found.section


@pytest.mark.parametrize(
    ("anchor", "key", "told"),
    [
        ("sheet", "fiscal_year", ("年度", True, "fiscal_year: 2018", "")),
        ("sheet", "indicators", ("「目標指標」の項目の一覧", False, ROWS, "sheet-indicators")),
        ("sheet", "projects", ("識別子（id）の一覧", False, "projects:\n  - chiiki-zukuri", "")),
        ("sheet-self-evaluation", "date", ("日付", False, "date: 2019-07-26", "")),
        (
            "project-years-indicators",
            "actual",
            ("数値、または値がない理由", True, "actual: 55.1", ""),
        ),
        (
            "municipality",
            "money_unit",
            ("次のどれか：円、千円、百万円", True, "money_unit: 円", ""),
        ),
        ("municipality", "code", ("文字", True, 'code: "112089"', "")),
        ("municipality-publisher", "official", ("true か false", True, "official: true", "")),
        ("municipality-publisher", "url", ("URL", False, "url: https://www.example.lg.jp/", "")),
        ("municipality-decimals", "share", ("整数", True, "share: 1", "")),
        ("survey-results-printed", "share", ("数値", False, "share: 55.1", "")),
        ("municipality", "notice", ("文字", False, "notice: （おことわり）", "")),
    ],
)
def test_a_field_is_told_in_plain_words(
    anchor: str, key: str, told: tuple[str, bool, str, str]
) -> None:
    assert field_of(anchor, key) == told


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.anchor)
def test_every_example_can_be_copied_into_a_record(section: FieldSection) -> None:
    for field in section.fields:
        document = parse_document(f"{field.example}\n", "example.yml")
        assert isinstance(document, YamlDocument), field.example
        assert isinstance(document.data, dict)
        assert list(document.data) == [field.key]
        assert canonical(document) == f"{field.example}\n"


def test_the_page_can_be_linked_to_in_ascii() -> None:
    (page,) = (page for page in made_of(TOWN).pages if page.path == "about/fields.md")
    headings = re.findall(r"^#+ .*\{#(.*)\}$", page.markdown, re.MULTILINE)
    assert len(headings) == len(set(headings)) == len(SECTIONS) + 2
    assert all(re.fullmatch("[a-z][a-z0-9-]*", heading) for heading in headings)
    assert page.markdown.count("<caption") == len(SECTIONS) + 1
