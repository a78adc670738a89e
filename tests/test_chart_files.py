"""Charts as files: whole, with looks and source in themselves, whatever they are told."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka.charts import Amount, Chart, Picture, amounts
from hyoka.charts.standalone import LIGHT, LOOKS
from hyoka.pages.picture_source import picture_source
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from tests.building import ROOT, TOWN, made_of

JAPANESE = load_language("ja")
_SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>" onload="alert(2)" class="x" ]]>&amp;|</svg>'


def _picture(title: str, unit: str, *source: str) -> Picture:
    given = [Amount(FiscalYear(2020 + number), Decimal(number)) for number in range(1, 4)]
    chart = amounts(title, given, unit, JAPANESE)
    assert isinstance(chart, Chart)
    return Picture("a", chart, f"読み方{title}", source)


@pytest.mark.parametrize(
    "text", [HOSTILE, "長" * 5_000, "https://example.jp/" + "a" * 500, "  \n "]
)
def test_a_chart_s_file_is_whole_and_runs_nothing_whatever_it_is_told(text: str) -> None:
    content = _picture(text, text, text, text).content.decode()
    root = ET.fromstring(content)  # noqa: S314 - our own
    tags = {element.tag.removeprefix(_SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "text", "path", "circle"}
    for element in root.iter():
        assert not {name for name in element.attrib if name.startswith("on")}
        assert "class" not in element.attrib
        assert "href" not in element.attrib
    assert len(content) < 200_000
    height, lowest = float(root.attrib["viewBox"].split()[3]), 0.0
    for element in root.findall(f"{_SVG}g/{_SVG}text"):
        lowest = max(lowest, float(element.attrib["y"]))
    assert lowest < height
    for group in root.findall(f"{_SVG}g[@font-size]"):
        assert len(text) < 500 or str(group[-1].text).endswith("…")
    assert root.findtext(f"{_SVG}title") is not None


def test_a_chart_s_file_says_what_it_is_and_where_it_is_from(town_site: Path) -> None:
    files = sorted(town_site.rglob("chart-*.svg"))
    assert len(files) > 40
    for file in files:
        root = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own
        said = "".join(text.text or "" for text in root.iter(f"{_SVG}text"))
        assert "出典：架空市" in said
        assert "利用条件：" in said
        assert root.findtext(f"{_SVG}title")
        page = (file.parent / "index.html").read_text(encoding="utf-8")
        assert f'id="{file.stem}"' in page
        assert f'<a href="{file.name}" download>' in page


def test_each_chart_with_an_address_has_a_file(town_site: Path) -> None:
    for page in town_site.rglob("index.html"):
        for name in re.findall(r'<figure class="trend" id="([^"]+)"', page.read_text("utf-8")):
            assert (page.parent / f"{name}.svg").is_file(), (page, name)


def test_the_colours_of_the_files_are_those_of_the_theme_in_the_light() -> None:
    styles = (ROOT / "theme/assets/stylesheets/hyoka.css").read_text(encoding="utf-8")
    light, _, _ = styles.partition('[data-md-color-scheme="slate"]')
    names = {"text": "md-default-fg-color", "note": "md-default-fg-color--light"}
    for name, colour in LIGHT.items():
        if name != "ground":
            assert f"--{names.get(name, f'hyoka-{name}')}: {colour};" in light


def test_every_kind_of_marks_has_its_looks_in_the_theme_too() -> None:
    files = (ROOT / "theme/assets/stylesheets").glob("*.css")
    styles = "".join(file.read_text(encoding="utf-8") for file in files)
    for kinds in LOOKS:
        for kind in kinds.split():
            on = kind.startswith("on-") and '[class^="on-"]' in styles
            assert f".{kind}" in styles or on or not LOOKS[kinds] or kind.endswith("value")


def test_without_terms_no_chart_is_given_as_a_file_but_each_has_its_address() -> None:
    municipality = made_of(TOWN).evaluation.municipality
    bare = municipality.model_copy(update={"licence": None, "rights": None, "notice": None})
    assert len([*picture_source(bare, "題", JAPANESE)]) == 1
    with_rights = bare.model_copy(update={"rights": "転載を禁じます。"})
    assert [*picture_source(with_rights, "題", JAPANESE)][1] == "転載を禁じます。"
