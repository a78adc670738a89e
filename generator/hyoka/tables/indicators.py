"""Tables of indicators: those of a sheet, of a fiscal year, one over its years."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from hyoka.elements import BREAK, Cell, CellType, ColumnType, Inline, Link, Row, Table, note
from hyoka.evaluation import (
    CorrectedValue,
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    EvaluatedYear,
    MeasureYear,
    Owner,
    PolicyYear,
)
from hyoka.evaluation.figures import Figure
from hyoka.model import Indicator, Policy
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column, share
from hyoka.tables.phrases import corrected_mark
from hyoka.tables.stated import stated_cells, stated_columns, stated_in
from hyoka.urls import indicator_anchor

_NUMBER, _SHORT = ColumnType.NUMBER, ColumnType.SHORT
_FIGURES: Mapping[str, Callable[[EvaluatedIndicatorYear], tuple[Figure | None, Figure | None]]] = {
    "progress_rate": lambda year: (year.progress_rate, None),
    "change": lambda year: (year.change, year.change_margin),
    "change_rate": lambda year: (year.change_rate, None),
    "year_on_year": lambda year: (year.year_on_year, year.year_on_year_margin),
    "year_on_year_rate": lambda year: (year.year_on_year_rate, None),
}
"""The columns of computed figures: each with its margin, where it can have one."""


def indicators_of_sheet(
    year: PolicyYear | MeasureYear, caption: str, context: PageContext, *, with_year_on_year: bool
) -> Table | None:
    """The indicators of a sheet, as the sheet has them and with what is computed.

    `None` without any; target groups have a table of their own.
    """
    indicators = [one for one in year.indicators if not one.indicator.is_target_group]
    if not indicators:
        return None
    context = context.of_all(one.indicator for one in indicators)
    label, computed = context.label, context.word("columns.computed")
    owner = year.policy if isinstance(year, PolicyYear) else year.part
    names = ["progress_rate", "change"]
    names += ["change_rate"] if any(one.change_rate for one in indicators) else []
    names += ["year_on_year"] if with_year_on_year else []
    stated = stated_in(indicators)
    columns = (
        column(label("indicator")),
        column(label("unit"), _SHORT),
        column(label("baseline"), _NUMBER),
        column(label("actual"), _NUMBER, context.language.short_year(year.fiscal_year)),
        column(label("target"), _NUMBER),
        share(label("achievement_rate")),
        *(column(label(name), _NUMBER, computed) for name in names),
        column(label("status"), unit=computed),
        *stated_columns(stated, context),
    )
    corrections = context.evaluation.corrections_of(year.sheet) if year.sheet else ()
    rows = (
        Row(
            (
                *_cells_of_sheet(one, owner, names, corrections, context),
                *stated_cells(one, stated, context),
            ),
            key=one.indicator.id,
        )
        for one in indicators
    )
    data = context.links.data("indicators", owner, fiscal_year=year.fiscal_year)
    return context.table("indicators", caption, columns, rows, data=data, leading=6)


def _cells_of_sheet(
    year: EvaluatedIndicatorYear,
    owner: Owner,
    names: Iterable[str],
    corrections: tuple[CorrectedValue, ...],
    context: PageContext,
) -> Iterator[Cell]:
    heading, context = context.language, context.of(year.indicator)
    language, lines = context.language, context.lines.indicator(owner, year)
    mark = corrected_mark(corrections, f"indicators/{year.indicator.id}", language)
    yield cells.header(Link(year.name, context.links.indicator_of(owner, year.indicator)), mark)
    yield cells.unit(year.indicator)
    yield cells.baseline(year.indicator, language)
    yield cells.actual(year, language, with_year=language is not heading)
    yield cells.target(year, language)
    yield cells.calculated(
        year.achievement_rate, context, difference=year.difference, lines=lines, of_sheet=True
    )
    yield from (_computed(year, name, context) for name in names)
    yield cells.status(year, language)


def _computed(year: EvaluatedIndicatorYear, name: str, context: PageContext) -> Cell:
    """A figure of an indicator's year, with its margin where there may be one."""
    figure, margin = _FIGURES[name](year)
    if figure is None and year.indicator.is_rank:
        no_rate = context.word("sheet.no_rate_of_rank")
        return Cell((cells.DASH, BREAK, note(no_rate)), CellType.NONE, absence=no_rate)
    return cells.calculated(figure, context, margin=margin)


def indicators_of_year(year: EvaluatedYear, context: PageContext) -> Table:
    """The indicators of the policies in a fiscal year."""
    label, language, links = context.label, context.language, context.links
    names = ("progress_rate", "change", "year_on_year")
    columns = (
        column(label("indicator")),
        *((column(label("status")),) if context.evaluation.judges else ()),
        column(label("unit"), _SHORT),
        *(column(label(name), _NUMBER) for name in ("baseline", "actual", "target")),
        share(label("achievement_rate")),
        *(column(label(name), _NUMBER) for name in names),
        column(label("policy")),
    )

    def rows() -> Iterator[Row]:
        for policy in year.sheets:
            link = Link(policy.name, f"{links.sheet(policy)}#indicators")
            for one in policy.indicators:
                told = _row_of_year(one, policy.policy, names, context)
                yield Row((*told, cells.text(link)), key=f"{policy.policy.id}_{one.indicator.id}")

    caption = context.word("year.indicators_caption", year=language.year(year.fiscal_year))
    data = context.links.data("indicators", owner_type="policy", fiscal_year=year.fiscal_year)
    return context.table("indicators", caption, columns, rows(), data=data, leading=7)


def _row_of_year(
    one: EvaluatedIndicatorYear, policy: Policy, names: Iterable[str], context: PageContext
) -> tuple[Cell, ...]:
    language, own = context.language, context.of(one.indicator)
    return (
        cells.header(Link(one.name, context.links.indicator_of(policy, one.indicator))),
        *((cells.status(one, language),) if context.evaluation.judges else ()),
        cells.unit(one.indicator),
        cells.baseline(one.indicator, language),
        cells.actual(one, language, with_year=True),
        cells.target(one, language),
        cells.calculated(one.achievement_rate, own, difference=one.difference),
        *(_computed(one, name, own) for name in names),
    )


def of_indicators(
    indicators: Iterable[EvaluatedIndicator], context: PageContext
) -> Mapping[str, object]:
    """The tables of each indicator of a page, by its id: of its years, and of its breaks."""
    every = {one.indicator.id: one for one in indicators if not one.indicator.is_target_group}
    return {
        "indicator_years": {
            id_: indicator_years(one, context) for id_, one in every.items() if one.years
        },
        "indicator_breaks": {
            id_: indicator_breaks(one, context)
            for id_, one in every.items()
            if one.indicator.breaks
        },
    }


def indicator_years(indicator: EvaluatedIndicator, context: PageContext) -> Table:
    """An indicator over its years, newest first; its baseline below them."""
    its = indicator.indicator
    context = context.of(its)
    label = context.label
    target = "columns.own_targets" if _has_own_targets(indicator) else "labels.target"
    names = _changes_of(indicator)
    stated = stated_in(indicator.years)
    rate = () if _has_no_rates(indicator) else ("achievement_rate",)
    columns = (
        column(label("fiscal_year")),
        column(label("actual"), _NUMBER, its.unit),
        column(context.word(target), _NUMBER, its.unit),
        *(share(label(name)) for name in rate),
        *(column(label(name), _NUMBER) for name in names),
        column(label("status")),
        *stated_columns(stated, context),
    )
    rows = [
        Row(
            (
                *_cells_of_year(year, indicator, names, context),
                *stated_cells(year, stated, context),
            ),
            key=str(year.fiscal_year),
        )
        for year in reversed(indicator.years)
    ]
    rows.append(_baseline_row(its, len(columns), context))
    form = "caption" if its.unit else "caption_in_words"
    caption = context.word(f"indicator.{form}", name=its.name, unit=its.unit)
    data = context.links.data("indicators", indicator.owner, indicator_id=its.id)
    return context.table(indicator_anchor(indicator), caption, columns, rows, data=data, leading=4)


def _changes_of(indicator: EvaluatedIndicator) -> list[str]:
    """The figures that say how it changed: those that its years can have."""
    with_rate = bool(indicator.years) and indicator.years[0].change_rate is not None
    return [
        *(() if indicator.indicator.is_rank else ("progress_rate",)),
        "change",
        *(("change_rate",) if with_rate else ()),
        "year_on_year",
        *(("year_on_year_rate",) if with_rate else ()),
    ]


def _has_no_rates(indicator: EvaluatedIndicator) -> bool:
    """Whether there is no achievement rate in any year: its values are ranks."""
    printed = any(year.achievement_rate.printed is not None for year in indicator.years)
    return indicator.indicator.is_rank and not printed


def _has_own_targets(indicator: EvaluatedIndicator) -> bool:
    """Whether each of its years has a target for that very year."""
    return all(year.record.target is not None for year in indicator.years)


def _cells_of_year(
    year: EvaluatedIndicatorYear,
    indicator: EvaluatedIndicator,
    names: Iterable[str],
    context: PageContext,
) -> Iterator[Cell]:
    language = context.language
    is_break = any(one.fiscal_year == year.fiscal_year for one in indicator.indicator.breaks)
    mark = (BREAK, note(language.word("breaks.mark"))) if is_break else ()
    yield cells.header(language.year(year.fiscal_year), mark)
    yield cells.actual(year, language)
    yield cells.target(year, language, with_aim=not _has_own_targets(indicator))
    yield from () if _has_no_rates(indicator) else (_rate(year, indicator, context),)
    yield from (_computed(year, name, context) for name in names)
    yield cells.status(year, language, briefly=True)


def _rate(
    year: EvaluatedIndicatorYear, indicator: EvaluatedIndicator, context: PageContext
) -> Cell:
    lines = context.lines.indicator(indicator.owner, year)
    rate, difference = year.achievement_rate, year.difference
    return cells.calculated(rate, context, difference=difference, lines=lines)


def _baseline_row(indicator: Indicator, width: int, context: PageContext) -> Row:
    language, year = context.language, indicator.baseline_year
    of_year: Inline = (BREAK, note(language.year(year))) if year else ()
    if year is None and indicator.baseline is not None:
        of_year = (BREAK, note(context.word("indicator.no_baseline_year")))
    return Row(
        (
            cells.header(context.label("baseline"), of_year),
            cells.baseline(indicator, language),
            cells.none("", columns=width - 2),
        )
    )


def indicator_breaks(indicator: EvaluatedIndicator, context: PageContext) -> Table:
    """The years from which an indicator is measured in another way, and why."""
    its = indicator.indicator
    context = context.of(its)
    language = context.language
    columns = (
        column(context.label("fiscal_year")),
        column(context.word("corrections.reason"), ColumnType.PROSE),
    )
    rows = (
        Row(
            (
                cells.header(context.word("breaks.from", year=language.year(one.fiscal_year))),
                cells.text(one.reason),
            )
        )
        for one in sorted(its.breaks, key=lambda one: one.fiscal_year)
    )
    caption = context.word("breaks.caption", name=its.name)
    data = context.links.data("indicator_breaks", indicator.owner, indicator_id=its.id)
    return context.table(f"{indicator_anchor(indicator)}-breaks", caption, columns, rows, data=data)
