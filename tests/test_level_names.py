"""A city's own names for the levels of its evaluations, and for its site."""

import re
from functools import cache

import pytest

from hyoka import site
from hyoka.content import content_from_memory, read_folder
from hyoka.pages import Page
from hyoka.wording import load_language
from tests.rule_cases import BASE

NAMES = """\
rights: だれでも使えます。
site_title: 見本市の事務事業評価
level_names:
  chapter: 基本目標
  measure: 基本施策
  policy: 重点プロジェクト
"""
USUAL = re.compile("重点課題|章・施策|章と施策|第[0-9]+[章節]|[0-9]節|節（施策）|(?<!基本)施策")


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
    language = load_language("ja", None, odd, "{title}")
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
