"""Tables of what is complete and what is missing, a year a row."""

from collections.abc import Iterator

from hyoka.elements import Column, ColumnType, Inline, Link, Row, Table
from hyoka.evaluation import Due, DueValues
from hyoka.model import name_in
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.units import FiscalYear, Missing

_NUMBER = ColumnType.NUMBER


def due_values(due: DueValues, context: PageContext) -> Table:
    """How many of a kind are due in each year, and how far they are."""
    columns = (
        column(context.label("fiscal_year")),
        column(context.word("completeness.due"), _NUMBER),
        *_state_columns(due, context),
    )
    language = context.language
    rows = (
        Row(
            (
                cells.header(_year(year, context)),
                cells.number(counts.total(), language),
                *(cells.number(counts[state], language) for state in due.states),
            )
        )
        for year, counts in due.by_year.items()
    )
    caption = context.word(f"completeness.captions.{due.kind}")
    return context.table(due.kind, caption, columns, rows)


def _year(year: FiscalYear, context: PageContext) -> Inline:
    """The way to a year; there is none to one of which nothing is recorded."""
    name = context.language.year(year)
    told = year in context.evaluation.years_by_number
    return Link(name, context.links.year(year)) if told else name


def _state_columns(due: DueValues, context: PageContext) -> Iterator[Column]:
    return (column(state_called(state, context), _NUMBER) for state in due.states)


def state_called(state: str, context: PageContext) -> str:
    """What a state is called: the reason where one is recorded."""
    if state in set(map(str, Missing)):
        return context.language.missing(Missing(state))
    return context.word(f"completeness.states.{state}")


def missing_of(due: DueValues, year: FiscalYear, context: PageContext) -> list[tuple[Link, str]]:
    """Those of a year that have no value: the way to each, and why."""
    return [(_way(one, context), state_called(one.state, context)) for one in due.missing(year)]


def _way(due: Due, context: PageContext) -> Link:
    owner = name_in(due.of.owner, due.fiscal_year)
    if due.of.indicator is None:
        return Link(owner, context.links.owner(due.of.owner))
    name = name_in(due.of.indicator, due.fiscal_year)
    told = context.word("projects.indicator_of", project=owner, indicator=name)
    return Link(told, context.links.lineal(due.of))
