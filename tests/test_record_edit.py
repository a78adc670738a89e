"""Editing a record's text: what is wanted is there, and no other line is another one."""

import difflib
import random
from decimal import Decimal
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from hyoka.authoring.record_edit import edited, same
from hyoka.authoring.yaml_writer import mapping
from hyoka.content.builder import Plain
from hyoka.content.documents import YamlDocument, parse_document
from hyoka.content.record_paths import layout_of
from hyoka.content.validation import noun_at
from hyoka.model import Project
from hyoka.model.fields import StrictModel
from tests.building import REAL, TOWN

VALUES: tuple[Plain, ...] = (
    *("文字", "二行\n目", '"引用" #', "  前後の空白 ", "2024-01-01", "１２", "- x", "it's", "true"),
    *(
        "長い" * 40,
        "a: b",
        "",
        Decimal("12.30"),
        7,
        True,
        "行\n\n間",
        "0086",
        "no",
        "～から",
        "*強調*",
    ),
)


def parsed(text: str) -> YamlDocument:
    document = parse_document(text, "record.yml")
    assert isinstance(document, YamlDocument), (text, document)
    return document


def edit(text: str, data: Plain, noun: type[StrictModel] = Project) -> str:
    def order(keys: tuple[str, ...]) -> list[str]:
        try:
            return [*noun_at(noun, keys).model_fields]
        except (IndexError, KeyError):
            return []

    assert isinstance(data, dict)
    return edited(parsed(text), data, order).text


def data_of(text: str) -> dict[str, Plain]:
    data = parsed(text).data
    assert isinstance(data, dict)
    return data


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


RECORD = """\
# 架空の事業です。
name: "見守り" # 引用
division: '福祉部'
overview: |-
  一行目
  二行目
started: 2012 # 条例の年
years:
  - fiscal_year: 2022
    settlement: 65.0
    # 2022年度のおわり
  - fiscal_year: H35
    settlement: pending
    activities:
      - 一つ
      - "二つ" # 終
"""


@pytest.mark.parametrize(
    ("place", "value", "lines"),
    [
        (
            ("name",),
            "見回り",
            ['- name: "見守り" # 引用', '+ name: "見回り" # 引用'],
        ),
        (("division",), "市民's部", ["- division: '福祉部'", "+ division: '市民''s部'"]),
        (("started",), 2013, ["- started: 2012 # 条例の年", "+ started: 2013 # 条例の年"]),
        (("overview",), "一行目\n三行目", ["-   二行目", "+   三行目"]),
        (("overview",), "一行", ["- overview: |-", "+ overview: 一行", "-   一行目", "-   二行目"]),
        (("started",), "元年", ["- started: 2012 # 条例の年", '+ started: "元年" # 条例の年']),
        (("legal_basis",), "条例", ["+ legal_basis: 条例"]),
        (("target_group",), "一\n二", ["+ target_group: |-", "+   一", "+   二"]),
        (("years", 0, "settlement"), 66, ["-     settlement: 65.0", "+     settlement: 66"]),
        (("years", 0, "budget"), 70, ["+     budget: 70"]),
        (
            ("years", 1, "activities", 1),
            "三つ",
            ['-       - "二つ" # 終', '+       - "三つ" # 終'],
        ),
    ],
)
def test_one_value_is_one_change(
    place: tuple[str | int, ...], value: Plain, lines: list[str]
) -> None:
    after = edit(RECORD, replaced(data_of(RECORD), place, value))
    assert changed_lines(RECORD, after) == lines


def replaced(data: Plain, place: tuple[str | int, ...], value: Plain) -> Plain:
    if not place:
        return value
    step, *rest = place
    if isinstance(data, dict):
        return {**data, str(step): replaced(data.get(str(step)), tuple(rest), value)}
    assert isinstance(data, tuple)
    assert isinstance(step, int)
    return (*data[:step], replaced(data[step], tuple(rest), value), *data[step + 1 :])


def test_a_new_year_stands_behind_the_last_ones_comments() -> None:
    data = data_of(RECORD)
    years = data["years"]
    assert isinstance(years, tuple)
    new: Plain = {"fiscal_year": 2024, "settlement": Decimal("1.50")}
    assert edit(RECORD, {**data, "years": (*years, new)}) == (
        RECORD + "  - fiscal_year: 2024\n    settlement: 1.50\n"
    )
    between = edit(RECORD, {**data, "years": (years[0], {"fiscal_year": 2021}, years[1])})
    assert "    # 2022年度のおわり\n  - fiscal_year: 2021\n  - fiscal_year: H35\n" in between


def test_a_number_of_the_same_value_keeps_its_digits() -> None:
    data = replaced(data_of(RECORD), ("years", 0, "settlement"), 65)
    assert edit(RECORD, data) == RECORD


def test_another_text_of_the_same_digits_is_another_value() -> None:
    assert not same("65", 65)
    assert same(Decimal("65.0"), 65)


@pytest.mark.parametrize("text", ["<<", "<", "On", "null", "~", "=", "0086", "１２", "- x", "a: b"])
def test_a_new_text_is_a_text_to_another_reader(text: str) -> None:
    written = "\n".join(mapping({"name": text}, 0))
    for version in ((1, 1), (1, 2)):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(written) == {"name": text}


def records() -> list[tuple[str, Path, type[StrictModel]]]:
    found: list[tuple[str, Path, type[StrictModel]]] = []
    for folder in (TOWN, REAL):
        for file in sorted(folder.rglob("*.yml")):
            path = file.relative_to(folder).as_posix()
            layout, _ = layout_of(path)
            if layout is not None:
                found.append((f"{folder.parent.name}-{path}", file, layout.noun))
    return found


@pytest.mark.parametrize(("name", "file", "noun"), records(), ids=[it[0] for it in records()])
def test_every_record_takes_random_edits_and_is_the_same_without_any(
    name: str, file: Path, noun: type[StrictModel]
) -> None:
    """Several edits of each, by chance: the text says what was wanted, or `edited` would raise."""
    text = file.read_text(encoding="utf-8")
    before = data_of(text)
    assert edit(text, before, noun) == text
    chance = random.Random(name)  # noqa: S311 - no secret
    for _ in range(12):
        wanted = mutated(before, chance)
        assert isinstance(wanted, dict)
        after = edit(text, wanted, noun)
        assert same(data_of(after), wanted)
        assert edit(after, wanted, noun) == after


def mutated(value: Plain, chance: random.Random) -> Plain:
    """The value with one edit somewhere in it: a part gone, a part new, another value."""
    lot = chance.choices(("less", "more", "other"), (1, 1, 6))[0]
    if isinstance(value, dict) and value:
        return _mutated_mapping(value, lot, chance)
    if isinstance(value, tuple) and value:
        at = chance.randrange(len(value))
        middle: tuple[Plain, ...] = {
            "less": () if len(value) > 1 else value,
            "more": (_another(value[at]), value[at]),
            "other": (mutated(value[at], chance),),
        }[lot]
        return (*value[:at], *middle, *value[at + 1 :])
    return chance.choice(VALUES)


def _mutated_mapping(value: dict[str, Plain], lot: str, chance: random.Random) -> Plain:
    key = chance.choice([*value])
    if lot == "less" and len(value) > 1:
        return {name: part for name, part in value.items() if name != key}
    if lot == "more":
        new: Plain = {"a": "b", "c": ("x", "二\n行")}
        return {**value, "note": chance.choice([*VALUES, new])}
    return {**value, key: mutated(value[key], chance)}


def _another(item: Plain) -> Plain:
    if not isinstance(item, dict):
        return "新しい項目: 1"
    key, value = next(iter(item.items()))
    return {**item, key: f"{value}-x" if isinstance(value, str) else 2035}
