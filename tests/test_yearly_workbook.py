"""The workbook of a year: a city's values in Excel, this year's beside the year before's."""

import datetime
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast
from zipfile import ZipFile

import openpyxl
import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from hyoka.__main__ import main
from hyoka.authoring.selection import Selection, UnknownSelectionError
from hyoka.cli.options import language_in
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.importing.cells import letters
from hyoka.importing.fields import is_list
from hyoka.importing.workbook_reader import read_workbook
from hyoka.model import (
    Evaluation,
    GroupYear,
    IndicatorYear,
    ListedMeasureSheet,
    MeasureSheet,
    ProjectYear,
    Record,
    Records,
    Sheet,
    StepEvaluation,
)
from hyoka.model.fields import noun_of
from hyoka.units import FiscalYear
from hyoka.workbook.fields import (
    LEFT_OUT,
    OF_OTHER_SHEETS,
    OF_ROW,
    holder_of,
    known_by,
    recorded_places,
)
from hyoka.workbook.layout import LISTS, CellKind, Column, Role, Workbook, WorkbookCell, text_of
from hyoka.workbook.sheets import evaluated, fits, workbook_of
from hyoka.workbook.snapshot import SHEET, read_snapshot, rows_of, snapshot_of
from hyoka.workbook.writer import HEAD, sheet_names, shown, written
from tests.building import TOWN

YEARS = (2021, 2022, 2023, 2024)
NOUNS: tuple[type[Record], ...] = (
    ProjectYear,
    Sheet,
    MeasureSheet,
    IndicatorYear,
    GroupYear,
    StepEvaluation,
    Evaluation,
)
"""What a row can be about."""


JA = language_in(TOWN)


@cache
def town() -> Records:
    return read_records(read_folder(TOWN)).records


@cache
def workbook(year: int) -> Workbook:
    return workbook_of(town(), FiscalYear(year), JA)


Known = tuple[str, str]
"""A noun's name and that of its field."""


def fields_in(noun: type[Record], *, listed: bool = False) -> Iterator[Known]:
    """The fields of a noun that a row of its own could fill, and those of the nouns in it."""
    named = {*OF_ROW.get(noun, ()), *OF_OTHER_SHEETS}
    left = {name for of, name in LEFT_OUT if issubclass(noun, of)}
    of_item = {known_by(noun), "aspect"} if listed else set()
    for key in noun.model_fields.keys() - named - left - of_item:
        inner = noun_of(noun, key)
        if inner is None:
            yield noun.__name__, key
        else:
            yield from fields_in(cast("type[Record]", inner), listed=is_list(noun, key))


def recorded() -> Iterator[Record]:
    """All that the town's rows are about."""
    for year in (*(year for it in town().projects for year in it.years), *town().every_sheet):
        yield from (year, *evaluated(year).values(), *year.indicators)
        yield from (group for row in year.indicators for group in row.by_group)


def test_every_field_has_a_column_or_a_reason_why_it_has_none() -> None:
    wanted = {field for noun in NOUNS for field in fields_in(noun)}
    nouns = {noun: noun for noun in NOUNS} | {ListedMeasureSheet: MeasureSheet}
    found = {
        (holder_of(nouns[type(row)], place).__name__, place[-1])
        for row in recorded()
        for place in recorded_places(row)
    }
    assert found == wanted
    assert all(name in noun.model_fields for noun, name in LEFT_OUT)


def test_every_recorded_value_is_in_a_cell() -> None:
    found = {
        (row.path, cell.place) for year in YEARS for _, row, _, cell in workbook(year).inputs()
    }
    for project in town().projects:
        for year in project.years:
            if year.fiscal_year.year in YEARS:
                path, place = f"projects/{project.id}.yml", ("years", str(year.fiscal_year))
                for below in values_in(year):
                    assert (path, (*place, *below)) in found


def values_in(year: ProjectYear) -> Iterator[tuple[str, ...]]:
    yield from recorded_places(year)
    for indicator in year.indicators:
        place = ("indicators", indicator.id)
        yield from ((*place, *below) for below in recorded_places(indicator))
        for group in indicator.by_group:
            yield from ((*place, "by_group", group.group, *it) for it in recorded_places(group))
    for own, evaluation in evaluated(year).items():
        yield from ((*own, *below) for below in recorded_places(evaluation))


def test_a_cell_and_its_reason_are_of_one_place_and_never_both_filled() -> None:
    for sheet in workbook(2024).sheets:
        assert len({row.key for row in sheet.rows}) == len(sheet.rows)
        assert len({column.key for column in sheet.columns}) == len(sheet.columns)
        for row in sheet.rows:
            filled = [it.place for it in row.cells if it.place and it.value is not None]
            assert len(filled) == len(set(filled))
            assert row.cells[0].value == row.key


def test_what_the_cells_were_is_kept_to_the_letter() -> None:
    made = snapshot_of(workbook(2024))
    assert read_snapshot([*rows_of(made)]) == made
    assert read_snapshot([]) is read_snapshot([("other",)]) is None
    filled = [
        (row, column, cell)
        for _, row, column, cell in workbook(2024).inputs()
        if text_of(cell.value)
    ]
    assert list(made.values.values()) == [text_of(cell.value) for *_, cell in filled]
    assert made.values["indicator_years", f"{KANYU} {KANYU_ROW}", "actual:reason"] == "pending"
    assert (
        made.values["project_years", "projects/kawabe-hiroba.yml years/2024", "settlement"] == "905"
    )


KANYU, KANYU_ROW = "projects/chonaikai.yml", "years/2024/indicators/kanyu"


def test_a_workbook_holds_what_is_selected_and_says_what_there_is() -> None:
    language, year = JA, FiscalYear(2024)
    some = workbook_of(town(), year, language, Selection(policies=("anzen",)))
    owners = {row.path for sheet in some.sheets for row in sheet.rows}
    assert "policies/anzen/2024.yml" in owners
    assert not any(path.startswith("measures/") for path in owners)
    assert {row.path for row in some.sheets[0].rows} == {
        f"projects/{it.id}.yml" for it in town().projects if it.policy == "anzen"
    }
    with pytest.raises(UnknownSelectionError) as error:
        workbook_of(town(), year, language, Selection(divisions=("公園かん",)))
    assert "公園課" in error.value.known


def projects_in(records: Records, year: int) -> set[str]:
    made = workbook_of(records, FiscalYear(year), JA)
    return {row.path for sheet in made.sheets if sheet.key == "project_years" for row in sheet.rows}


def test_a_project_is_asked_for_as_long_as_it_goes_on() -> None:
    replaced = {f"projects/{name}.yml" for name in ("suigai-sonae", "kawabe-seisou-kankyou")}
    assert replaced <= projects_in(town(), 2023)
    assert not replaced & projects_in(town(), 2024), "others took their places in 2024"
    ending = (it.model_copy(update={"ended": FiscalYear(2024)}) for it in town().projects)
    records = town().model_copy(update={"projects": tuple(ending)})
    assert projects_in(records, 2024) == projects_in(town(), 2024)
    assert projects_in(town(), 2025)
    assert not projects_in(records, 2025)


def test_an_evaluation_can_choose_any_action_that_there_is() -> None:
    (sheet,) = (it for it in workbook(2024).sheets if it.key == "evaluations")
    titles = [it.title for it in sheet.columns if it.key.endswith("/id")]
    assert titles == [f"今後の方向性・{it.name}" for it in town().municipality.next_actions]
    chosen = {
        cell.place[-2]
        for *_, cell in workbook(2024).inputs()
        if cell.place[-3:-2] == ("next_actions",) and cell.value
    }
    assert chosen
    shown_as = {
        shown(it, WorkbookCell(it.key.split("/")[1]))
        for it in sheet.columns
        if it.key.endswith("/id")
    }
    assert shown_as == {"○"}


def test_no_sheet_has_a_column_that_nobody_uses() -> None:
    keys = {column.key for column in workbook(2021).sheets[0].columns if column.role is Role.INPUT}
    assert {"document", "budget", "settlement"} <= keys
    assert "staff_rate/amount" not in keys


@cache
def file_of_town() -> bytes:
    return written(workbook(2024), JA)


@cache
def opened() -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(file_of_town()))


def cells_by_address() -> Iterator[tuple[str, str, Column, WorkbookCell]]:
    """Every cell beneath the headings: its sheet, its address, its column and what it is."""
    names = sheet_names(workbook(2024))
    for sheet in workbook(2024).sheets:
        for number, row in enumerate(sheet.rows, start=HEAD + 2):
            for place, (column, cell) in enumerate(zip(sheet.columns, row.cells, strict=True), 1):
                yield names[sheet.key], f"{letters(place)}{number}", column, cell


def test_the_same_records_make_the_same_bytes() -> None:
    assert written(workbook_of(town(), FiscalYear(2024), JA), JA) == (file_of_town())


def test_what_is_written_is_what_two_programs_read() -> None:
    read = {
        table.name: {cell.address: cell for cell in table.cells.values()}
        for table in read_workbook(file_of_town())
    }
    calamine = CalamineWorkbook.from_filelike(BytesIO(file_of_town()))
    rows = {
        name: calamine.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in calamine.sheet_names
    }
    for name, address, column, cell in cells_by_address():
        meant = shown(column, cell)
        found = read[name].get(address)
        told = found.value if found else ""
        assert (str(told), type(told)) == (str(meant), type(meant)), (name, address)
        head = opened()[name][address]
        other = rows[name][head.row - 1][head.column - 1]
        assert Decimal(str(other)) == meant if isinstance(meant, Decimal) else other == meant


def test_only_what_is_to_be_filled_in_can_be() -> None:
    book = opened()
    assert book[SHEET].sheet_state == "veryHidden"
    assert book[LISTS].sheet_state == "hidden"
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert not sheet.protection.password
    for name, address, column, cell in cells_by_address():
        assert book[name][address].protection.locked is cell.locked
        assert cell.locked or column.role is Role.INPUT
    for name in sheet_names(workbook(2024)).values():
        assert book[name].column_dimensions["A"].hidden
        assert book[name].row_dimensions[1].hidden
        assert book[name].auto_filter.ref.startswith("A2:")


def test_every_choice_is_in_its_list_and_every_cell_says_what_it_takes() -> None:
    book = opened()
    lists = {
        letters(number): {c.value for c in column}
        for number, column in enumerate(book[LISTS].columns, 1)
    }
    names = sheet_names(workbook(2024))
    for sheet in workbook(2024).sheets:
        rules = {
            str(it.sqref).split(":")[0]: it
            for it in book[names[sheet.key]].data_validations.dataValidation
        }
        for number, column in enumerate(sheet.columns, 1):
            rule = rules.get(f"{letters(number)}{HEAD + 2}")
            assert (rule is not None) is (column.role is Role.INPUT)
            if rule is not None and column.choices:
                chosen = lists[rule.formula1.split("$")[1]]
                assert {choice.shown for choice in column.choices} <= chosen
                assert rule.error
            assert rule is None or rule.prompt


def test_what_is_said_of_a_cell_speaks_of_no_key_of_yaml() -> None:
    told = {column.help for sheet in workbook(2024).sheets for column in sheet.columns}
    assert not {text for text in told if re.search("[a-z_]{3,}", text.replace("Enter", ""))}
    assert "年度の初めの予算。数だけを書きます。ないときは空けて、右の列で理由を選びます。" in told
    assert max(map(len, told)) <= 255


def test_a_number_and_its_reason_turn_red_but_where_the_number_is_awaited() -> None:
    (indicators,) = (it for it in workbook(2024).sheets if it.key == "indicator_years")
    key = [it.key for it in indicators.columns].index("actual")
    marked = [
        area
        for area in opened()[sheet_names(workbook(2024))["indicator_years"]].conditional_formatting
        if area.rules[0].formula[0].startswith("AND(")
    ]
    for number, row in enumerate(indicators.rows, start=HEAD + 2):
        is_red = any(f"{letters(key + 1)}{number}" in area for area in marked)
        assert is_red is (row.cells[key + 1].value != "pending")


def test_nobody_is_named_in_the_file() -> None:
    properties = opened().properties
    assert (properties.creator or "") == (properties.lastModifiedBy or "") == ""
    assert properties.created == datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - as it is written
    with ZipFile(BytesIO(file_of_town())) as packed:
        assert b'<workbookPr filterPrivacy="1"' in packed.read("xl/workbook.xml")


def test_what_excel_cannot_hold_is_shown_and_locked() -> None:
    assert not fits(Decimal("1234567890123456.5"))
    assert not fits("あ" * 40_000)
    assert not fits(("一つ目\n・続き", "二つ目"))
    assert fits(("●重点", "・二つ目"))
    assert fits(("一つ目\nの続き", "二つ目"))
    assert fits(Decimal("65.0"))


def test_a_text_that_no_cell_can_hold_is_shown_as_far_as_it_fits() -> None:
    (sheet,) = (it for it in workbook(2024).sheets if it.key == "texts")
    cell = WorkbookCell("あ" * 40_000, kind=CellKind.TEXT)
    row = replace(sheet.rows[0], cells=(*sheet.rows[0].cells[:-2], cell, cell))
    made = written(replace(workbook(2024), sheets=(replace(sheet, rows=(row,)),)), JA)
    found = read_workbook(made)[1].cells[3, 4].value
    assert found == "あ" * 32_000 + "…"


def test_sheets_are_named_as_excel_takes_them() -> None:
    one, other, *_ = workbook(2024).sheets
    named = (replace(one, name="政策/[施策]"), replace(other, name="政策・・施策・"))
    long = replace(other, key="long", name="あ" * 40)
    names = sheet_names(replace(workbook(2024), sheets=(*named, long)))
    assert [*names.values()] == ["政策・・施策・", "政策・・施策・2", "あ" * 29]


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["workbook", *arguments, "--content", str(TOWN)])


def test_the_command_writes_a_file_and_says_what_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = ask("R6")
    assert done.output == (
        "hyoka-2024.xlsx を作りました（事業 17行、重点課題 5行、章・施策・基本事業 4行、指標 62行、"
        "指標の区分 5行、評価 121行、文章 160行）。\n"
    )
    assert (tmp_path / "hyoka-2024.xlsx").read_bytes() == file_of_town()
    again = ask("2024")
    assert again.exit_code == 1
    assert "すでにあります" in again.stderr
    assert ask("2024", "--force").exit_code == 0
    assert ask("2024", "--division", "公園課").exit_code == 0
    assert (tmp_path / "hyoka-2024-公園課.xlsx").is_file()
    assert "令和8年度の文書が municipality.yml の documents に1つだけあれば" in ask("2025").output


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["令和"], 2, "「令和」は年度として読めません"),
        (["2024", "--division", "公園かん"], 2, "公園課"),
        (["2024", "--policy", "anzenn"], 2, "anzen"),
        (["1990"], 1, "平成2年度（1990年度）に書くものがありません"),
        (["1989"], 1, "いちばん新しい記録は令和6年度（2024年度）です"),
    ],
)
def test_what_cannot_be_made_is_told(
    arguments: list[str], code: int, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = ask(*arguments)
    assert done.exit_code == code
    assert told in done.stderr
    assert not [*tmp_path.iterdir()]


def test_without_the_library_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delitem(sys.modules, "hyoka.workbook.writer")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert "hyoka[excel]" in ask("2024").stderr


def test_no_workbook_is_made_of_records_of_which_one_cannot_be_read(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(TOWN, content)
    (content / "projects" / "mimawari.yml").write_text("name: [\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["workbook", "2024", "--content", str(content)])
    assert done.exit_code == 1
    assert "mimawari.yml" in done.stderr
