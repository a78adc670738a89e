"""The ways from a page to the lines of the records on which its values stand."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedIndicator, EvaluatedSite, evaluate
from hyoka.history.github_links import Repository
from hyoka.pages import Origin
from hyoka.tables import Line, Lines, lines_in
from hyoka.units import Missing
from tests.building import TOWN

CITY = Repository("city/hyoka", "main", "content/")
BLOB = "https://github.com/city/hyoka/blob/main/content/"
WRITTEN = re.compile(r"[ -]*(?P<key>[a-z_]+): *(?P<value>.*?)(?:\s+#.*)?")


@cache
def lines() -> Lines:
    return lines_in(CITY, read_records(read_folder(TOWN)))


@cache
def evaluation() -> EvaluatedSite:
    return evaluate(read_records(read_folder(TOWN)).records)


def written_at(line: Line) -> tuple[str, str]:
    """The key and the value that stand on a line of a record."""
    assert line.address.startswith(BLOB)
    path, number = line.address.removeprefix(BLOB).split("#L")
    assert int(number) == line.number
    text = (TOWN / path).read_text(encoding="utf-8").splitlines()[line.number - 1]
    found = WRITTEN.fullmatch(text)
    assert found, text
    return found["key"], found["value"]


def indicators() -> Iterator[EvaluatedIndicator]:
    made = evaluation()
    for owners in (made.policies, made.projects, made.measures):
        for owner in owners:
            yield from owner.indicators


def test_the_line_of_every_actual_and_target_says_its_value() -> None:
    seen = set()
    for indicator in indicators():
        for year in indicator.years:
            for line in lines().indicator(indicator.owner, year):
                key, value = written_at(line)
                seen.add((line.name, key))
                if key in {"actual", "target"}:
                    shown = year.actual if line.name == "actual" else year.target
                    assert value == str(shown.value if isinstance(shown, Missing) else shown)
    assert {("actual", "actual"), ("target", "target"), ("target", "range")} <= seen
    assert {name for name, _ in seen} == {"actual", "target", "baseline"}


def test_every_year_of_an_indicator_has_the_line_of_its_actual() -> None:
    for indicator in indicators():
        for year in indicator.years:
            assert lines().indicator(indicator.owner, year)[0].name == "actual"


def test_the_target_of_a_plan_is_led_to_where_it_stands_now_and_nowhere_where_it_did_once() -> None:
    for indicator in indicators():
        for year in indicator.years:
            names = [line.name for line in lines().indicator(indicator.owner, year)]
            own = year.record.target is not None
            if year.effective_target.replaced or year.effective_target.interim:
                assert ("target" in names) is own
            if year.target is None and not (
                year.effective_target.range or year.effective_target.words
            ):
                assert "target" not in names


def test_the_line_of_every_settlement_says_it() -> None:
    found = 0
    for project in evaluation().projects:
        for year in project.years:
            for line in lines().settlement(project.project, year.fiscal_year):
                value = year.record.settlement
                expected = value.value if isinstance(value, Missing) else value
                assert written_at(line) == ("settlement", str(expected))
                found += 1
    assert found > 10


def pages(origin: Origin) -> dict[str, str]:
    return {
        page.path: page.markdown
        for page in site.build(read_folder(TOWN), files=False, origin=origin).pages
    }


def test_a_calculation_leads_to_the_lines_where_the_repository_is_known() -> None:
    made = pages(Origin(CITY))
    for path in ("policies/anzen/2024.md", "policies/anzen/index.md", "projects/rousui.md"):
        links = re.findall(rf'<a href="{BLOB}[^"]*#L\d+">(.*?)</a>', made[path])
        assert links, path
        assert not [link for link in links if re.search(r"\d", link)], links


def test_without_a_repository_there_is_no_way() -> None:
    assert not [path for path, text in pages(Origin()).items() if "/blob/" in text]


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    for file in (TOWN.parent.parent / "rules/base").rglob("*.yml"):
        place = content / file.relative_to(TOWN.parent.parent / "rules/base")
        place.parent.mkdir(parents=True, exist_ok=True)
        # As an editor on Windows leaves it.
        text = "\ufeff# 一行目\r\n" + file.read_text(encoding="utf-8").replace("\n", "\r\n")
        place.write_bytes(text.encode())
    return content


def test_the_lines_are_those_of_the_file_as_it_is_stored(odd: Path) -> None:
    reading = read_records(read_folder(odd))
    assert reading.sources
    for path, source in reading.sources.items():
        stored = (odd / path).read_bytes().decode("utf-8-sig").split("\r\n")
        for place in source.positions.keys():  # noqa: SIM118 - it is no mapping
            number = source.positions.line_of_key(place)
            assert number
            assert f"{place[-1]}:" in stored[number - 1]
