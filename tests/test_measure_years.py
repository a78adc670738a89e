"""All years of a measure in one file: told as sheets are that have a file each."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka import site
from hyoka.__main__ import main
from hyoka.authoring.codeowners import codeowners
from hyoka.authoring.scaffold import RecordScaffolder
from hyoka.content import content_from_memory, read_folder
from hyoka.history.github_links import Repository
from hyoka.pages import Origin, Page
from hyoka.units import FiscalYear
from hyoka.urls import measure_path
from hyoka.wording import load_language
from tests.building import TOWN
from tests.rule_cases import BASE

Files = dict[str, bytes]
FOLDER, LIST = "measures/komorebi-2/hiroba", "measures/komorebi-2/hiroba/years.yml"
YEARS = ("2023", "2024")


def files_of(folder: Path) -> Files:
    return {entry.path: entry.data or b"" for entry in read_folder(folder).entries}


def in_one_file(files: Files) -> Files:
    """The town, with the sheets of one of its measures in a list."""
    texts = [files[f"{FOLDER}/{year}.yml"].decode() for year in YEARS]
    lines = ["years:", *(line for text in texts for line in _item(text))]
    rest = {path: data for path, data in files.items() if not path.startswith(f"{FOLDER}/")}
    return {**rest, LIST: "\n".join([*lines, ""]).encode()}


def _item(text: str) -> Iterator[str]:
    yield "  -"
    yield from (f"    {line}".rstrip() for line in text.splitlines())


def built(files: Files) -> site.Site:
    repository = Repository("city/hyoka", "main", "content/")
    return site.build(content_from_memory(files), origin=Origin(repository))


def told(pages: tuple[Page, ...]) -> Mapping[str, str]:
    """What the pages say, but for the paths of the records."""
    alone = re.compile(r"(hiroba)(?:/|%2F)(?:\d+|years)(\.yml)")
    return {page.path: alone.sub(r"\1\2", page.markdown) for page in pages}


def test_the_pages_are_those_of_the_same_sheets_in_files_of_their_own() -> None:
    files = files_of(TOWN)
    alone = site.build(content_from_memory(files), files=False)
    listed = site.build(content_from_memory(in_one_file(files)), files=False)
    assert told(listed.pages) == told(alone.pages)
    assert sum(page.record == LIST for page in listed.pages) == len(YEARS)


def test_the_open_data_differs_in_where_a_correction_stands_alone() -> None:
    files = files_of(TOWN)
    alone, listed = built(files), built(in_one_file(files))
    before = {file.path: file.content for file in alone.files if file.path.endswith(".csv")}
    after = {file.path: file.content for file in listed.files if file.path.endswith(".csv")}
    assert {path for path in before if before[path] != after[path]} == {
        path for path in before if "_corrections" in path
    }
    table = next(after[path] for path in after if path.endswith("_corrections.csv")).decode()
    assert f"{LIST}," in table
    assert "years/2024/indicators/manzoku/actual" in table


def test_a_value_leads_to_its_line_in_the_list() -> None:
    files = in_one_file(files_of(TOWN))
    lines = files[LIST].decode().splitlines()
    number = next(n for n, line in enumerate(lines, 1) if line.endswith("actual: 19850"))
    page = next(p for p in built(files).pages if p.path.endswith("hiroba/2024.md"))
    assert f"/blob/main/content/{LIST}#L{number}" in page.markdown


def test_a_problem_stands_on_its_line_in_the_list() -> None:
    files = in_one_file(files_of(TOWN))
    files[LIST] = files[LIST].replace(b"achievement_rate: 79.4", b"achievement_rate: 79.5")
    before = {
        problem.rule for problem in site.check(content_from_memory(in_one_file(files_of(TOWN))))[1]
    }
    (found,) = (p for p in site.check(content_from_memory(files))[1] if p.rule not in before)
    assert (found.path, found.excerpt.strip()) == (f"content/{LIST}", "achievement_rate: 79.5")


def rules(files: Files) -> set[str]:
    return {problem.rule for problem in site.check(content_from_memory(files))[1]}


def test_a_warning_is_silenced_in_its_year() -> None:
    files = in_one_file(files_of(TOWN))
    files[LIST] = files[LIST].replace(b"date: 2025-07-11", b"date: 2015-07-11")
    assert "evaluation_before_year" in rules(files)
    files[LIST] += b"    silenced:\n      - rule: evaluation_before_year\n        reason: checked\n"
    assert not rules(files) & {"evaluation_before_year", "silences_nothing"}


def test_of_the_list_there_is_one_line_in_codeowners() -> None:
    files = in_one_file(files_of(TOWN))
    team = "teams:\n  - division: 公園課（A|B <x> 係）\n    handle: '@kakuu/kouen'\n"
    files["municipality.yml"] = files["municipality.yml"].replace(b"teams:\n", team.encode())
    made = codeowners(built(files).evaluation, "content/").splitlines()
    assert [line for line in made if "hiroba" in line] == [f"/content/{LIST} @kakuu/kouen"]


def hyoka_new(content: Path, *arguments: str) -> Result:
    options = ["new", "measure-sheet", *arguments, "--content", str(content)]
    return CliRunner().invoke(main, options)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    for path, data in files_of(TOWN).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def test_a_new_year_is_added_to_the_list(town: Path) -> None:
    file = town / "measures" / "komorebi-2" / "sonae" / "years.yml"
    before = file.read_text(encoding="utf-8")
    done = hyoka_new(town, "komorebi-2", "sonae", "2025")
    assert (done.exit_code, "書き足しました" in done.output) == (0, True), done.output
    text = file.read_text(encoding="utf-8")
    assert text.startswith(before)
    file.write_text(text.replace("# document: （出典）", "document: hyoka-r7"), encoding="utf-8")
    records, _ = site.check(read_folder(town))
    (listed,) = records.measure_years
    assert [year.fiscal_year for year in listed.years][-1] == FiscalYear(2025)
    assert "    # 所管課（令和6年度：危機管理課）\n    # division: （所管課）\n" in text
    again = hyoka_new(town, "komorebi-2", "sonae", "2025")
    assert (again.exit_code, "すでにあります" in again.output) == (2, True), again.output


def test_a_new_year_of_a_list_has_what_the_year_before_had(town: Path) -> None:
    file = town / "measures" / "komorebi-2" / "sonae" / "years.yml"
    with file.open("a", encoding="utf-8") as end:
        end.write("    projects:\n      - mimawari\n    self_evaluation:\n      ratings:\n")
        end.write("        - scale: sogo\n          value: A\n      text: 備えが進んだ。\n")
    told = hyoka_new(town, "komorebi-2", "sonae", "2025").output
    assert "・出典（document）を書きます。" in told
    assert "hyoka new year mimawari 2025" in told
    text = file.read_text(encoding="utf-8").rsplit("  - fiscal_year: 2025\n", 1)[1]
    assert "    projects:\n      - mimawari\n" in text
    assert "    # 自己評価（令和6年度：総合評価 A）\n    # self_evaluation:\n" in text
    assert "    # 【必ず書きます】令和8年度の文書は、まだありません。" in text


def test_nothing_is_added_to_a_list_that_cannot_be_read(town: Path) -> None:
    file = town / "measures" / "komorebi-2" / "sonae" / "years.yml"
    file.write_text("years: 2023\n", encoding="utf-8")
    done = hyoka_new(town, "komorebi-2", "sonae", "2025")
    assert (done.exit_code, "読めません" in done.output) == (2, True), done.output
    assert [f.name for f in file.parent.iterdir()] == [file.name]


def test_a_list_is_begun_with_its_first_year(town: Path) -> None:
    done = hyoka_new(town, "komorebi-2", "kawabe", "2024", "--one-file")
    assert done.exit_code == 0, done.output
    text = (town / "measures" / "komorebi-2" / "kawabe" / "years.yml").read_text(encoding="utf-8")
    assert "  - fiscal_year: 2024" in text
    assert "      - id: shitashimi" in text


def test_the_web_begins_no_file_of_its_own_for_a_measure_in_a_list() -> None:
    content = content_from_memory(files_of(TOWN))
    scaffolder = RecordScaffolder.at(content, load_language("ja"))
    parts = {part.id: part for plan in scaffolder.records.plans for part in plan.parts}
    assert scaffolder.next_sheet(measure_path(parts["sonae"])) is None
    assert scaffolder.next_sheet(measure_path(parts["hiroba"])) is not None


def test_a_list_of_no_measure_is_told() -> None:
    files = files_of(BASE)
    year = "years:\n  - fiscal_year: 2018\n    edition: 2019\n    document: r1-hyoka\n"
    files["measures/keikaku/nai/years.yml"] = year.encode()
    found = [(p.path, p.rule) for p in site.check(content_from_memory(files))[1]]
    assert ("content/measures/keikaku/nai/years.yml", "no_part") in found
