"""The largest records and pages that are read at all: nothing keeps a check busy for long."""

from pathlib import Path

import pytest

from hyoka.content import markdown_limits, read_folder
from hyoka.content.content import MAX_BYTES
from hyoka.content.documents import examine_text
from hyoka.content.yaml_reader import compose
from hyoka.problems import MAX_ERRORS
from hyoka.report import report
from hyoka.site import check
from hyoka.wording import load_language
from tests.resource_limits import bounded
from tests.rule_cases import copy_base

SECONDS = 20
"""It takes less than five on a quiet machine; this is no test of the machine."""
JAPANESE = load_language("ja")
FIRST = "name: あ\nyears:\n"


def _filled(unit: str, first: str = "", last: str = "") -> str:
    """A record as large as one may be, of the same again and again."""
    room = MAX_BYTES - len(first.encode()) - len(last.encode())
    return first + unit * (room // len(unit.encode())) + last


RECORDS = {
    "values in braces": _filled("  - {fiscal_year: 2018, document: a}\n", FIRST),
    "texts in braces": _filled("{a}, ", "name: [", "]\n"),
    "years": _filled("  - fiscal_year: 2018\n    document: a\n    settlement: 1\n", FIRST),
    "nothing in lists": _filled("-\n"),
    "anchors": _filled("- &a b\n"),
    "errors at the end": _filled("- {a: b}\n", last="- 'a' b\n- c: [1\n- d: @e\n" * 60),
    "quotation marks at the end": _filled("- [[],[],[]]\n", last="- 'a\n" * 60),
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The base, with a folder for a page by hand."""
    content = copy_base(tmp_path / "content")
    (content / "about").mkdir()
    return content


@pytest.mark.parametrize("name", RECORDS)
def test_the_largest_record_is_checked_soon(name: str, content: Path) -> None:
    record = content / "projects/x.yml"
    record.write_text(RECORDS[name], encoding="utf-8", newline="")
    with bounded(SECONDS):
        problems = check(read_folder(content))[1]
    assert {problem.path for problem in problems} == {"content/projects/x.yml"}
    assert len(problems) <= MAX_ERRORS + 1
    assert report(problems, JAPANESE)
    record.write_text("#" * (MAX_BYTES + 1), encoding="utf-8")
    (problem,) = check(read_folder(content))[1]
    assert (problem.rule, problem.values["limit"]) == ("too_large", f"{MAX_BYTES:,}")


@pytest.mark.parametrize("size", [1_000, 100_000, 400_000])
def test_a_long_record_is_read_again_less_often(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many errors it has, what is read grows with its size alone."""
    read = []

    def counted(text: str) -> object:
        read.append(len(text))
        return compose(text)

    monkeypatch.setattr("hyoka.content.documents.compose", counted)
    text = "- a\n" * (size // 4) + "- 'a' b\n" * 60
    assert examine_text(text, "x.yml").problems
    assert 2 <= len(read) <= 2 * 21
    assert sum(read) <= 2 * max(len(text) + 1_000_000, 2 * len(text))


def test_thirty_years_of_twenty_indicators_fit_twice_into_a_record() -> None:
    year = "      - fiscal_year: 2018\n        target: 12,345.6\n        actual: 12345.6\n"
    note = "        document: hyoka-2018\n        note: " + "評価の対象から外した月がある。" * 2
    record = f"{year}{note}\n" * 30 * 20
    assert 2 * len(record.encode()) < MAX_BYTES


PAGES = {
    "dashes in dashes": ("", "- " * 10 + "あ\n\n", "too_many_marks"),
    "addresses of mail": ("", "<a@b.c> あいうえおかきくけこ", "too_many_signs"),
    "addresses": ("", "<http://a.b> あいうえおかきくけこ", "too_many_signs"),
    "pictures that are never closed": ("", "![ あいうえおかきくけこ", "too_many_unclosed"),
    "brackets before a long paragraph": ("", "[x " + "長い段落です。" * 40, "too_many_unclosed"),
    "addresses before a long paragraph": (
        "",
        "[x](y " + "長い段落です。" * 40,
        "too_many_unclosed",
    ),
    "code before a long paragraph": ("", "`x``y " + "長い段落です。" * 40, "too_many_unclosed"),
    "cells": ("|a" * 50 + "|\n" + "|-" * 50 + "|\n", "|b" * 50 + "|\n", "too_many_cells"),
    "tables": ("", "|a|b|\n|-|-|\n\n", "too_many_lines"),
}
"""A page's beginning, what it repeats, and the rule that says when it is too much."""


def _most(first: str, unit: str) -> int:
    """How often a page may hold the unit."""
    low, high = 1, 200_000
    while high - low > 1:
        middle = (low + high) // 2
        passes = not any(markdown_limits.find(first + unit * middle, ""))
        low, high = (middle, high) if passes else (low, middle)
    return low


@pytest.mark.parametrize("name", PAGES)
def test_the_largest_page_is_checked_soon(name: str, content: Path) -> None:
    first, unit, rule = PAGES[name]
    most = _most(first, unit)
    page = content / "about/x.md"
    page.write_text(first + unit * most, encoding="utf-8", newline="")
    with bounded(SECONDS):
        problems = check(read_folder(content))[1]
    assert rule not in {problem.rule for problem in problems}
    page.write_text(first + unit * (most + 1), encoding="utf-8", newline="")
    assert rule in {problem.rule for problem in check(read_folder(content))[1]}


def test_a_long_page_that_people_read_is_within_all_limits(content: Path) -> None:
    """500 headings, 3,000 cells and 1,000 links in 180,000 characters."""
    section = "## 見出し{n}\n\n" + "評価の結果と、その理由を述べます。" * 17
    section += "[前へ](#id{n})、[初めへ](#id0)<span id='id{n}'></span>\n\n"
    section += "|年度|値|\n|-|-|\n|2018|1|\n|2019|2|\n\n"
    text = "# 資料\n\n" + "".join(section.format(n=n) for n in range(500))
    assert 180_000 < len(text) < markdown_limits.MAX_CHARACTERS
    (content / "about/x.md").write_text(text, encoding="utf-8", newline="")
    with bounded(SECONDS):
        assert not check(read_folder(content))[1]


def test_signs_that_nothing_closes_are_no_matter_in_a_list_or_a_table(content: Path) -> None:
    rows = "|区分|値|\n|-|-|\n" + "|[0, 10)|`1|\n" * 300
    items = "\n# 一覧\n\n" + "- [資料](#一覧)（1 < 2、[注\n" * 200
    (content / "about/x.md").write_text(f"# 表\n\n{rows}{items}", encoding="utf-8", newline="")
    assert not check(read_folder(content))[1]
