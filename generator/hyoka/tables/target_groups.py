"""Tables of target groups 対象指標: how many those are for whom something is done, never judged."""

from collections.abc import Iterable, Iterator, Sequence

from hyoka.elements import Cell, Column, ColumnType, Inline, Link, Row, Table
from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    MeasureYear,
    Owner,
    PolicyYear,
)
from hyoka.model import Indicator, Kind, Project
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.stated import stated_cells, stated_columns, stated_in
from hyoka.units import FiscalYear
from hyoka.urls import indicator_anchor

_NUMBER, _SHORT = ColumnType.NUMBER, ColumnType.SHORT
_ID = "target-groups"


def target_groups_of_sheet(year: PolicyYear | MeasureYear, context: PageContext) -> Table | None:
    """The target groups of a sheet, as the sheet has them; `None` where it has none."""
    every = [one for one in year.indicators if one.indicator.is_target_group]
    if not every:
        return None
    sheet, context = context, context.of_all(one.indicator for one in every)
    language, stated = context.language, stated_in(every)
    owner = year.policy if isinstance(year, PolicyYear) else year.part
    with_baseline = _have_baseline(one.indicator for one in every)
    columns = (
        *_columns(context, with_baseline=with_baseline),
        column(context.label("actual"), _NUMBER, language.short_year(year.fiscal_year)),
        column(context.label("year_on_year"), _NUMBER, context.word("columns.computed")),
        *stated_columns(stated, context),
    )
    rows = (
        Row(
            (
                *_first_cells(
                    Link(one.name, context.links.indicator_of(owner, one.indicator)),
                    one.indicator,
                    context,
                    with_baseline=with_baseline,
                ),
                cells.actual(one, language, with_year=language is sheet.language),
                cells.calculated(one.year_on_year, context.of(one.indicator)),
                *stated_cells(one, stated, context),
            ),
            key=one.indicator.id,
        )
        for one in every
    )
    caption = context.word(
        "target_groups.of_sheet", name=year.name, year=sheet.language.year(year.fiscal_year)
    )
    data = context.links.data("indicators", owner, fiscal_year=year.fiscal_year)
    return context.table(_ID, caption, columns, rows, data=data)


def target_groups(indicators: Iterable[EvaluatedIndicator], context: PageContext) -> Table | None:
    """The target groups of a policy, a measure or a project over the years; `None` without any."""
    every = [one for one in indicators if one.indicator.is_target_group]
    if not every:
        return None
    years = sorted({year for one in every for year in one.by_year})
    with_baseline = _have_baseline(one.indicator for one in every)
    columns = (
        *_columns(context, with_baseline=with_baseline),
        *(column(context.language.short_year(year), _NUMBER) for year in years),
    )
    rows = (
        Row(
            (
                *_first_cells(
                    _named(one, context), one.indicator, context, with_baseline=with_baseline
                ),
                *_actuals(one, years, context),
            ),
            id=indicator_anchor(one),
        )
        for one in every
    )
    owner: Owner = every[0].owner
    caption = context.word("target_groups.caption", name=owner.name)
    data = context.links.data("indicators", owner)
    return context.table(_ID, caption, columns, rows, data=data)


def _named(one: EvaluatedIndicator, context: PageContext) -> Inline:
    """Its name, which leads to its page from any other that has this table."""
    way = context.links.indicator(one)
    is_here = way == "./" or isinstance(one.owner, Project)
    return one.indicator.name if is_here else Link(one.indicator.name, way)


def _have_baseline(indicators: Iterable[Indicator]) -> bool:
    return any((one.baseline, one.baseline_words) != (None, None) for one in indicators)


def _columns(context: PageContext, *, with_baseline: bool) -> Iterator[Column]:
    yield column(context.language.kind(Kind.TARGET_GROUP))
    yield column(context.label("unit"), _SHORT)
    if with_baseline:
        yield column(context.label("baseline"), _NUMBER)


def _first_cells(
    name: Inline, indicator: Indicator, context: PageContext, *, with_baseline: bool
) -> Iterator[Cell]:
    yield cells.header(name)
    yield cells.unit(indicator)
    if with_baseline:
        yield cells.baseline(indicator, context.language)


def _actuals(
    indicator: EvaluatedIndicator, years: Sequence[FiscalYear], context: PageContext
) -> Iterator[Cell]:
    found: Iterable[EvaluatedIndicatorYear | None] = map(indicator.by_year.get, years)
    for year in found:
        language = context.language
        yield (cells.actual(year, language, with_year=True) if year else cells.absent(language))
