"""The reference of the rules: each is explained, and its examples break and keep it."""

from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.content.builder import Plain
from hyoka.site import check
from hyoka.wording import load_language
from tests.rule_cases import copy_base

JAPANESE = load_language("ja")
WITHOUT_EXAMPLE = {
    "block_too_long",
    "byte_order_mark",
    "control_character",
    "correction_before_document",
    "criterion_failed",
    "decomposed_link",
    "decomposed_name",
    "empty",
    "encoding",
    "foreign_picture",
    "html_attribute",
    "html_comment",
    "html_element",
    "html_end_tag",
    "html_too_deep",
    "html_unclosed",
    "invalid",
    "line_ends",
    "link",
    "link_held_back",
    "link_without_address",
    "lost_anchor",
    "lost_link",
    "name_too_long",
    "nested_too_deep",
    "no_picture",
    "own_id",
    "page_too_long",
    "partial_without_plan",
    "picture_without_text",
    "prose_change",
    "redirection",
    "reference_held_back",
    "rooted_link",
    "same_anchor",
    "same_project_number",
    "succession_too_early",
    "too_large",
    "too_many",
    "too_many_cells",
    "too_many_headings",
    "too_many_lines",
    "too_many_marks",
    "too_many_open_tags",
    "too_many_signs",
    "too_many_signs_in_block",
    "sheet_twice",
    "too_many_unclosed",
    "unreadable",
    "unsafe_link",
}
"""What cannot be seen in a text, or takes more than one file or too many lines."""


def _mapping(value: Plain) -> dict[str, Plain]:
    assert isinstance(value, dict)
    return value


RULES = _mapping(JAPANESE.words["rules"])
TOLD = _mapping(JAPANESE.words["problems"])
WITH_FILE = [rule for rule, about in RULES.items() if "file" in _mapping(about)]
NAMES = [rule for rule in RULES if rule not in {*WITH_FILE, *WITHOUT_EXAMPLE}]


SHEET = "fiscal_year: 2018\nedition: 2019\ndocument: r1-hyoka\n"
"""Of a measure; the base has none."""


LISTS = """\
classifications:
  - id: jimu
    name: 事務の区分
    values: [法定受託事務, 自治事務]
rating_scales:
  - id: sogo
    name: 総合評価
    best: first
    ratings:
      - value: A
      - value: B
next_actions:
  - id: keizoku
    name: 継続
"""
"""What a municipality chooses from; the base does without."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    made = copy_base(tmp_path / "content")
    with (made / "municipality.yml").open("a", encoding="utf-8", newline="") as end:
        end.write(LISTS)
    return made


def _problems(content: Path) -> set[str]:
    return {problem.rule for problem in check(read_folder(content))[1]}


def _lay(file: Path, part: str, example: str) -> None:
    """Put the example in place of a part of the file, as deep as that stands."""
    text = file.read_text(encoding="utf-8")
    deep = (part.replace("\n", f"\n{' ' * column}") for column in range(0, 12, 2))
    whole = next(known for known in deep if known in text)
    start = text.index(whole)
    column = start - (text.rfind("\n", 0, start) + 1)
    laid = example.replace("\n", f"\n{' ' * column}")
    file.write_text(text.replace(whole, laid, 1), encoding="utf-8", newline="")


def test_every_rule_is_explained_and_every_explanation_is_a_rules() -> None:
    assert RULES.keys() == TOLD.keys()
    for rule in RULES:
        assert JAPANESE.word(f"rules.{rule}.why").endswith("。"), rule
    assert {rule for rule, about in RULES.items() if "wrong" not in _mapping(about)} == (
        WITHOUT_EXAMPLE
    )


@pytest.mark.parametrize("rule", WITH_FILE)
def test_the_examples_of_a_rule_break_it_and_keep_it(rule: str, content: Path) -> None:
    about = {key: JAPANESE.word(f"rules.{rule}.{key}") for key in _mapping(RULES[rule])}
    part = about.get("of", about["right"])
    file = content / about["file"]
    before = file.read_text(encoding="utf-8")
    _lay(file, part, about["right"])
    assert _problems(content) == set()
    file.write_text(before, encoding="utf-8", newline="")
    _lay(file, part, about["wrong"])
    assert _problems(content) == {rule}


@pytest.mark.parametrize("rule", NAMES)
def test_the_wrong_name_of_a_file_breaks_the_rule(rule: str, content: Path) -> None:
    wrong, right = (JAPANESE.word(f"rules.{rule}.{key}") for key in ("wrong", "right"))
    if not (content / right).exists():
        (content / right).parent.mkdir(parents=True, exist_ok=True)
        (content / right).write_text(SHEET, encoding="utf-8", newline="")
    assert _problems(content) == set()
    (content / wrong).parent.mkdir(parents=True, exist_ok=True)
    (content / right).rename(content / wrong)
    assert rule in _problems(content)
