"""The workbook of a year: a city's values in Excel, this year's beside the year before's."""

from collections.abc import Iterator
from functools import cache
from typing import cast

import pytest

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.importing.fields import is_list
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
from hyoka.wording import load_language
from hyoka.workbook.fields import (
    LEFT_OUT,
    OF_OTHER_SHEETS,
    OF_ROW,
    holder_of,
    known_by,
    recorded_places,
)
from hyoka.workbook.layout import Role, Workbook, text_of
from hyoka.workbook.sheets import evaluated, workbook_of
from hyoka.workbook.snapshot import read_snapshot, rows_of, snapshot_of
from hyoka.workbook.subjects import Selection, UnknownSelectionError
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


@cache
def town() -> Records:
    return read_records(read_folder(TOWN)).records


@cache
def workbook(year: int) -> Workbook:
    return workbook_of(town(), FiscalYear(year), load_language("ja"))


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
    language, year = load_language("ja"), FiscalYear(2024)
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


def test_no_sheet_has_a_column_that_nobody_uses() -> None:
    keys = {column.key for column in workbook(2021).sheets[0].columns if column.role is Role.INPUT}
    assert {"document", "budget", "settlement"} <= keys
    assert "staff_rate/amount" not in keys
