"""A city's own names for the levels of its evaluations, and for its site."""

import re
import shutil
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from hyoka import site
from hyoka.cli.options import language_in
from hyoka.content import content_from_memory, read_folder
from hyoka.pages import Page
from hyoka.wording import load_language
from hyoka.wording.language import language_of
from hyoka.wording.words import FOLDER, JAPANESE
from tests.building import TOWN, build
from tests.commands import run_here
from tests.rule_cases import BASE, copy_base

NAMES = """\
rights: だれでも使えます。
site_title: 見本市の事務事業評価
level_names:
  chapter: 基本目標
  measure: 基本施策
  policy: 重点プロジェクト
  project: 取組
"""
USUAL = re.compile("重点課題|章・施策|章と施策|第[0-9]+[章節]|[0-9]節|節（施策）|(?<!基本)施策")
PROJECT = re.compile("(?<![務本])(?<!予算の)(?<!予算書での)事業(?![費期])")
"""The usual name, but not in other words: 事務事業, 基本事業, 予算の事業, 事業費, 事業期間."""


EXAMPLES = ("施策、重点施策", "重点課題、重点プロジェクト")
"""Names that the field reference gives as what a city may have."""


@cache
def made() -> site.Site:
    files = {entry.path: entry.data or b"" for entry in read_folder(BASE).entries}
    files["municipality.yml"] += NAMES.encode()
    return site.build(content_from_memory(files))


def pages() -> list[Page]:
    return list(made().pages)


def test_no_page_says_the_usual_names() -> None:
    asked = made().records.surveys[0].question  # it has a word of its own
    said = re.compile("|".join([str(asked), *EXAMPLES]))
    usual = {page.path: USUAL.findall(said.sub("", page.markdown)) for page in pages()}
    assert {path: found for path, found in usual.items() if found} == {}


def named_town() -> site.Site:
    """The town, whose pages are of every kind, with another name for its projects."""
    files = {entry.path: entry.data or b"" for entry in read_folder(TOWN).entries}
    named = files["municipality.yml"].replace(
        b"level_names:", "level_names:\n  project: 取組".encode()
    )
    return site.build(content_from_memory(files | {"municipality.yml": named}), files=False)


EXAMPLE_FILES = ("guide.yml", "rules.yml")
FIELD_EXAMPLES = (
    "事業、事務事業、取組 事務の区分、事業の種類 総合評価、事業の達成度 介護保険事業状況報告"
)
UNIT = "<td>事業</td>"
"""Of counts in the open data: the same for all cities, as codes are."""


def test_no_kind_of_page_says_the_usual_name_of_a_project() -> None:
    records = (entry.data for entry in read_folder(TOWN).entries)
    shown = [(FOLDER / JAPANESE / name).read_text(encoding="utf-8") for name in EXAMPLE_FILES]
    given = "\n".join([*((data or b"").decode() for data in records), *shown, FIELD_EXAMPLES])
    left, kinds = set(), set()
    for page in named_town().pages:
        text = unescape(page.markdown.replace(UNIT, ""))
        kinds.update([page.kind] if "取組" in text else [])
        for found in PROJECT.finditer(text):
            around = text[found.start() - 2 : found.end()], text[found.start() : found.end() + 2]
            if not any(part in given for part in around):
                left.add((page.path, "".join(around)))
    assert left == set()
    assert {"home", "year", "projects", "year_projects", "policy", "measure_sheet", "data"} <= kinds


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A folder of a city with names of its own, in which a project's policy is none."""
    content = copy_base(tmp_path / "content")
    municipality, project = content / "municipality.yml", content / "projects" / "matsuri.yml"
    municipality.write_text(municipality.read_text("utf-8") + NAMES, encoding="utf-8")
    text = project.read_text("utf-8").replace("policy: machi", "policy: nashi")
    project.write_text(text, encoding="utf-8")
    return content


@pytest.mark.usefixtures("cached")
def test_a_check_told_again_says_the_city_s_names(faulty: Path) -> None:
    told = [run_here("hyoka", "check", "--content", str(faulty)).stdout for _ in range(2)]
    assert told[0] == told[1]
    assert "「nashi」という重点プロジェクトはありません" in told[0]


@pytest.mark.parametrize(
    "command",
    [
        *(["check", "--no-cache"], ["weekly", "--no-links"], ["due"], ["codeowners"]),
        *(["write", "{out}"], ["export", "{out}"], ["review", "HEAD"], ["diff", str(BASE)]),
        *(
            ["new", "sheet", "nashi", "2025"],
            ["new", "project", "a", "--name", "a", "--policy", "b"],
        ),
    ],
)
def test_every_command_says_the_city_s_names(command: list[str], faulty: Path) -> None:
    out = str(faulty.parent / "out")
    arguments = [part.replace("{out}", out) for part in command]
    if command[0] == "review":
        arguments += ["--output", out]
    done = run_here("hyoka", *arguments, "--content", str(faulty))
    told = (
        done.stdout
        + done.stderr
        + (Path(out).read_text("utf-8") if "--output" in arguments else "")
    )
    assert "重点プロジェクト" in told
    assert USUAL.findall(told) == []


def test_a_build_that_is_refused_says_the_city_s_names(faulty: Path) -> None:
    with pytest.raises(AssertionError, match="「nashi」という重点プロジェクトはありません"):
        build(faulty, faulty.parent)


@pytest.mark.parametrize("text", ["level_names: 政策", "level_names: {policy: 1}", "a: [", ""])
def test_where_the_names_cannot_be_read_the_usual_ones_are_said(text: str, faulty: Path) -> None:
    (faulty / "municipality.yml").write_text(text, encoding="utf-8")
    assert language_in(faulty).word("levels.policy") == "重点課題"
    (faulty / "municipality.yml").unlink()
    assert language_in(faulty).word("levels.policy") == "重点課題"


def test_a_difference_says_what_the_city_calls_its_projects(faulty: Path) -> None:
    shutil.copytree(faulty, before := faulty.parent / "before")
    for folder in (faulty, before):
        project = folder / "projects" / "matsuri.yml"
        text = project.read_text("utf-8").replace("policy: nashi", "policy: machi")
        project.write_text(
            text + ("overview: 踊り\n" if folder is faulty else ""), encoding="utf-8"
        )
    told = run_here("hyoka", "diff", str(before), "--content", str(faulty)).stdout
    assert "取組" in told
    assert PROJECT.findall(told.replace("祭り支援事業", "")) == []


@pytest.mark.parametrize("name", ["基本目標1「", "基本施策1「", "重点プロジェクト"])
def test_the_city_s_names_are_said(name: str) -> None:
    assert any(name in page.markdown for page in pages())


def test_tables_of_open_data_have_them_in_their_titles() -> None:
    (columns,) = (f for f in made().files if f.path.endswith("_columns.csv"))
    text = columns.content.decode()
    assert ",policy_name,重点プロジェクトの名称," in text
    assert USUAL.findall(text) == []


def test_the_site_is_called_what_the_city_calls_it() -> None:
    (home,) = (page for page in made().pages if page.path == "index.md")
    assert home.title == "見本市の事務事業評価"


def test_braces_of_a_name_are_no_value() -> None:
    names = made().records.municipality.level_names
    assert names is not None
    odd = names.model_copy(update={"chapter": "{name}", "measure": "%s"})
    language = load_language("ja", None, odd, (("site.title", "{title}"),))
    assert language.word("levels.part") == "{name}・%s"
    assert language.word("levels.chapter_number", number="1") == "{name}1"
    assert language.word("site.title", name="市") == "{title}"


def test_one_name_alone_leaves_the_others() -> None:
    names = made().records.municipality.level_names
    assert names is not None
    alone = names.model_copy(update={"chapter": None, "policy": None})
    language = load_language("ja", None, alone)
    assert language.word("levels.part") == "章・基本施策"
    assert language.word("levels.chapter_number", number="1") == "第1章"
    assert language.word("levels.measure_number", number="2") == "基本施策2"
    assert language.level_called(2) == "下位の基本施策"


def test_levels_below_have_names_of_their_own_as_far_as_the_city_names_them() -> None:
    names = made().records.municipality.level_names
    assert names is not None
    language = load_language("ja", None, names.model_copy(update={"submeasures": ("基本事業",)}))
    assert language.word("levels.part") == "基本目標・基本施策・基本事業"
    assert [language.level_called(level) for level in (2, 3)] == ["基本事業", "下位の基本施策"]
    assert language.word("levels.submeasure_2_number", number="3") == "基本事業3"


@pytest.mark.parametrize(
    ("name", "own", "called"),
    [
        ("見本市", None, "市民意識調査"),
        ("見本県", None, "県民意識調査"),
        ("見本町", None, "町民意識調査"),
        ("見本区", "{区政}世論調査", "{区政}世論調査"),
    ],
)
def test_a_survey_is_called_as_the_city_does_or_after_its_kind(
    name: str, own: str | None, called: str
) -> None:
    municipality = made().records.municipality
    assert municipality.level_names is not None
    names = municipality.level_names.model_copy(update={"survey": own})
    told = language_of(
        municipality.model_copy(update={"name": name, "level_names": names}), JAPANESE
    )
    assert told.label("survey") == called
    assert told.word("titles.surveys") == f"{called}の一覧"
    assert told.titled("市民意識調査の割合") == f"{called}の割合"
    assert told.word("levels.chapter") == "基本目標"


@pytest.mark.parametrize(
    ("code", "called"),
    [
        ("012301", "道支出金"),
        ("131016", "都支出金"),
        ("261009", "府支出金"),
        ("271004", "府支出金"),
        ("112089", "県支出金"),
    ],
)
def test_what_comes_from_the_prefecture_is_called_after_what_that_is(
    code: str, called: str
) -> None:
    municipality = made().records.municipality.model_copy(update={"code": code})
    assert language_of(municipality, JAPANESE).label("prefectural") == called


def test_of_many_levels_the_last_alone_follows_an_and() -> None:
    names = made().records.municipality.level_names
    assert names is not None
    language = load_language("ja", None, names.model_copy(update={"submeasures": ("基本事業",)}))
    assert language.word("levels.parts") == "基本目標、基本施策と基本事業"
