"""The table of a list of indicators, each in one year."""

from collections.abc import Iterator
from dataclasses import replace

from hyoka.elements import BREAK, Cell, CellType, ColumnType, Link, Row, Table, note
from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    is_given_by_group,
)
from hyoka.evaluation.figures import Status
from hyoka.model import Indicator, PlanPart, Policy, Project
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column, share
from hyoka.tables.filters import Listing
from hyoka.tables.list_rows import Choice, IndicatorRow
from hyoka.tables.lists import choice, chosen_cell, latest_year_column, row_attributes, sortable
from hyoka.tables.phrases import status_with_movement
from hyoka.units import Missing
from hyoka.wording import Language

_NUMBER = ColumnType.NUMBER


def indicator_list(
    listing: Listing[IndicatorRow], caption: str, context: PageContext, data: str | None = None
) -> Table:
    """A list of indicators, each in one year."""
    label, year = context.label, listing.fiscal_year
    with_division = listing.has("division")
    columns = (
        sortable(label("indicator")),
        *((sortable(label("status")),) if context.evaluation.judges else ()),
        share(label("achievement_rate"), sorts=True),
        *(column(label(name), _NUMBER) for name in ("actual", "target", "baseline", "change")),
        sortable(_owners(listing, context)),
        *latest_year_column(year, context),
        *((sortable(label("division")),) if with_division else ()),
    )
    rows = (_list_row(row, listing, context, with_division=with_division) for row in listing.rows)
    if data is None:
        data = context.links.data("indicators", fiscal_year=year)
    return context.table("indicators", caption, columns, rows, data=data, leading=5)


def _owners(listing: Listing[IndicatorRow], context: PageContext) -> str:
    """What those are called that have the indicators of a list: the kinds and levels there are."""
    owners = [row.indicator.owner for row in listing.rows]
    parts = (owner for owner in owners if isinstance(owner, PlanPart))
    called = [
        *([context.label("policy")] if any(isinstance(it, Policy) for it in owners) else []),
        *context.language.levels_called(parts),
        *([context.label("project")] if any(isinstance(it, Project) for it in owners) else []),
    ]
    return "・".join(called)


def _list_row(
    row: IndicatorRow, listing: Listing[IndicatorRow], context: PageContext, *, with_division: bool
) -> Row:
    indicator, language, of = row.indicator, context.language, listing.fiscal_year
    name = row.year.name if row.year and of else indicator.indicator.name
    row_cells = [
        cells.header(Link(name, context.links.indicator(indicator))),
        *((_status(row.year, language),) if context.evaluation.judges else ()),
        *(
            _recorded(row.year, language, with_year=of is not None)
            if row.year
            else _not_recorded(indicator, language)
        ),
        cells.text(Link(row.owner_name(of), context.links.owner(indicator.owner))),
    ]
    if of is None:
        since = language.no_actual_since(indicator)
        row_cells.append(choice(_latest_year(row, language), since))
    if with_division:
        row_cells.append(chosen_cell("division", row.choices["division"], context))
    return Row(tuple(row_cells), attributes=row_attributes(listing, row))


def _latest_year(row: IndicatorRow, language: Language) -> Choice:
    """The year of a row, as it is told of the indicator."""
    chosen = row.choices["fiscal-year"]
    if row.year is None:
        return chosen
    return replace(chosen, name=language.of(row.indicator.indicator).year_of(row.year))


def _status(year: EvaluatedIndicatorYear | None, language: Language) -> Cell:
    if year is None:
        return cells.dash()
    place = list(Status).index(year.status)
    return Cell(status_with_movement(year, language), CellType.STATUS, sort_key=place)


def _recorded(
    year: EvaluatedIndicatorYear, language: Language, *, with_year: bool
) -> Iterator[Cell]:
    unit = year.indicator.unit
    yield cells.figure(year.achievement_rate, language, sorts=True)
    yield cells.actual(year, language, unit, with_year=with_year)
    yield cells.target(year, language, unit)
    yield cells.baseline(year.indicator, language, unit)
    yield cells.figure(year.change, language, year.change_margin)


def _not_recorded(indicator: EvaluatedIndicator, language: Language) -> Iterator[Cell]:
    """What is known of an indicator of which no year is recorded."""
    yield cells.dash()
    yield cells.to_come(language) if indicator.begins else cells.absent(language)
    by_group = is_given_by_group(indicator.indicator, "target")
    target = cells.by_group(language) if by_group else _final_target(indicator.indicator, language)
    yield target
    yield cells.baseline(indicator.indicator, language, indicator.indicator.unit)
    yield cells.dash()


def _final_target(indicator: Indicator, language: Language) -> Cell:
    aim = (BREAK, note(language.final_aim(indicator)))
    if indicator.range:
        return Cell((language.range(indicator.range, indicator.unit), *aim), CellType.NUMBER)
    if indicator.target_rule is not None:
        return Cell((language.plan_target(indicator), *aim), CellType.WORDS)
    if indicator.target is Missing.NOT_STATED:
        return cells.not_stated(language, indicator.target_words)
    if indicator.target is None or isinstance(indicator.target, Missing):
        if indicator.target_words:
            return Cell((indicator.target_words, *aim), CellType.WORDS)
        return cells.none(language.value(indicator.target))
    return Cell((language.plan_target(indicator), *aim), CellType.NUMBER)
