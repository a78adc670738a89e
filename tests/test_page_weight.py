"""How much a page weighs: whoever has a slow line waits for each byte."""

import re
from pathlib import Path

import pytest

from tests.building import build
from tools.demo import write_demo

MOST_BYTES = 85_500
"""Of a project's page with ten years and three indicators, as it is sent without compression."""
MOST_ELEMENTS = 2_100
INDICATORS = 3
BYTES_EACH = 13_500
"""Of each further indicator with ten years, and of each table of an indicator's groups."""
BYTES_OF_EVALUATION = 600
"""Of each step's evaluation."""
BYTES_OF_BUDGET_LINES = 7_500
"""Of three years' budget lines and the funding of each of their amounts."""
ELEMENTS_EACH = 370
YEARS = 10


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pages of a fictional city's projects that have ten years, by the projects' ids."""
    folder = tmp_path_factory.mktemp("weight")
    write_demo(folder, policies=2, projects=20, years=YEARS)
    site = build(folder / "content", folder)
    every = {page.parent.name: page.read_bytes() for page in site.glob("projects/*/index.html")}
    return {id_: page for id_, page in every.items() if _years(page) == YEARS}


def _years(page: bytes) -> int:
    """How many rows the table of settlements has."""
    return (
        page.partition(b'id="settlement-caption"')[2]
        .partition(b"</table>")[0]
        .count(b'<th scope="row"')
    )


def test_a_project_of_ten_years_has_a_light_page(pages: dict[str, bytes]) -> None:
    assert len(pages) > 8
    assert any(_further(page) for page in pages.values())
    weights = {id_: len(page) - _allowed(page) for id_, page in pages.items()}
    assert {id_: n for id_, n in weights.items() if n > MOST_BYTES} == {}
    elements = {
        id_: _elements(page) - ELEMENTS_EACH * _further(page) for id_, page in pages.items()
    }
    assert {id_: n for id_, n in elements.items() if n > MOST_ELEMENTS} == {}


def _allowed(page: bytes) -> int:
    """So many bytes a page may have for what others do not tell."""
    evaluations = page.count("の評価</h".encode())
    money = BYTES_OF_BUDGET_LINES if "予算科目".encode() in page else 0
    return BYTES_EACH * _further(page) + BYTES_OF_EVALUATION * evaluations + money


def _further(page: bytes) -> int:
    """How many indicators and groups of indicators a page tells of beyond three indicators."""
    return max(len(re.findall(rb'<h[34] id="indicator-', page)) - INDICATORS, 0)


def _elements(page: bytes) -> int:
    return len(re.findall(rb"<[a-z]", page))


def test_a_page_does_not_carry_the_indentation_of_its_templates(town_site: Path) -> None:
    seen = 0
    for page in town_site.rglob("*.html"):
        frame = page.read_text(encoding="utf-8").partition("<article")[0]
        assert not re.search(r"^\s+<|\n\n", frame, re.MULTILINE), page
        seen += 1
    assert seen > 50
