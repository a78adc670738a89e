"""How much a page weighs: whoever has a slow line waits for each byte."""

import re
from pathlib import Path

import pytest

from tests.building import build
from tools.demo import write_demo

MOST_BYTES = 75_000
"""Of a project's page with ten years, as it is sent without compression."""
MOST_ELEMENTS = 2_000
MORE = 1.35
"""How much more a page may weigh of a project of which the fictional city tells details."""
DETAILS = [mark.encode() for mark in ("県内の市のなかの順位", "予算科目", "部長の評価")]
"""What stands on the pages of these: further indicators, funding of each amount, steps."""
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
    return page.partition(b'id="settlement-caption"')[2].partition(b"</table>")[0].count(b"<tr><th")


def test_a_project_of_ten_years_has_a_light_page(pages: dict[str, bytes]) -> None:
    assert len(pages) > 8
    most = {
        id_: MORE if any(mark in page for mark in DETAILS) else 1 for id_, page in pages.items()
    }
    weights = {id_: len(page) for id_, page in pages.items()}
    assert {id_: n for id_, n in weights.items() if n > MOST_BYTES * most[id_]} == {}
    elements = {id_: _elements(page) for id_, page in pages.items()}
    assert {id_: n for id_, n in elements.items() if n > MOST_ELEMENTS * most[id_]} == {}


def _elements(page: bytes) -> int:
    return len(re.findall(rb"<[a-z]", page))


def test_a_page_does_not_carry_the_indentation_of_its_templates(town_site: Path) -> None:
    seen = 0
    for page in town_site.rglob("*.html"):
        frame = page.read_text(encoding="utf-8").partition("<article")[0]
        assert not re.search(r"^\s+<|\n\n", frame, re.MULTILINE), page
        seen += 1
    assert seen > 50
