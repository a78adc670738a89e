"""The largest records and pages that are read at all: nothing keeps a check busy for long."""

from pathlib import Path

import pytest

from generator import documents
from generator.documents import MAX_BYTES, examine_text
from generator.language import load_language
from generator.problems import MOST_ERRORS
from generator.report import report
from generator.site import check
from tests.cases import copy_base
from tests.guard import bounded

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
        problems = check(content)[1]
    assert {problem.path for problem in problems} == {"content/projects/x.yml"}
    assert len(problems) <= MOST_ERRORS + 1
    assert report(problems, JAPANESE)
    record.write_text("#" * (MAX_BYTES + 1), encoding="utf-8")
    (problem,) = check(content)[1]
    assert (problem.rule, problem.values["limit"]) == ("too_large", f"{MAX_BYTES:,}")


@pytest.mark.parametrize("size", [1_000, 100_000, 400_000])
def test_a_long_record_is_read_again_less_often(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many errors it has, what is read grows with its size alone."""
    read, compose = [], documents._compose  # noqa: SLF001 - there is no other place to count at

    def counted(text: str) -> object:
        read.append(len(text))
        return compose(text)

    monkeypatch.setattr(documents, "_compose", counted)
    text = "- a\n" * (size // 4) + "- 'a' b\n" * 60
    assert examine_text(text, "x.yml").problems
    assert 2 <= len(read) <= 2 * 21
    assert sum(read) <= 2 * max(len(text) + 1_000_000, 2 * len(text))


def test_thirty_years_of_twenty_indicators_fit_twice_into_a_record() -> None:
    year = "      - fiscal_year: 2018\n        target: 12,345.6\n        actual: 12345.6\n"
    note = "        document: hyoka-2018\n        note: " + "評価の対象から外した月がある。" * 2
    record = f"{year}{note}\n" * 30 * 20
    assert 2 * len(record.encode()) < MAX_BYTES
