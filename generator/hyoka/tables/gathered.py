"""Tables of a division, a tag or a goal: over the years, what changed, all of them."""

from collections.abc import Iterator, Mapping, Sequence

from hyoka.elements import Cell, Column, ColumnType, Link, Row, Table
from hyoka.evaluation import EvaluatedYear, Gathered, GatheredBy, YearChanges
from hyoka.evaluation.figures import Status
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.filters import (
    choice_value,
    list_gathered_indicators,
    list_gathered_projects,
)
from hyoka.tables.indicator_list import indicator_list
from hyoka.tables.projects import project_list
from hyoka.tables.recommendations import recommendations_table
from hyoka.tables.totals import change_cells, change_columns, sum_columns
from hyoka.tables.year_changes import TOLD_CHANGES, named, status_cells
from hyoka.urls import narrowed

_NUMBER = ColumnType.NUMBER
_LISTS = {GatheredBy.DIVISION: "projects", GatheredBy.TAG: "tagged", GatheredBy.GOAL: "sdgs"}
"""The tables of open data that have the rows of each."""
_OF_LISTS = {"divisions": "divisions", "tags": "tags", "goals": "sdgs"}
"""The same of the lists of all of them, by the lists' ids."""


def of_gathered(gathered: Gathered, name: str, context: PageContext) -> Mapping[str, object]:
    """The tables of a page of a division, a tag or a goal; `None` for those without a row.

    With them, what they are of: the projects' `listing` and its `dataset`, what `changed`.
    """
    projects = list_gathered_projects(gathered, context.language)
    caption = context.word("gathered.projects_caption", name=name)
    changes = gathered.changes
    return {
        "listing": projects,
        "dataset": _LISTS[gathered.key.by],
        "changed": changes,
        "projects": project_list(projects, caption, context, _data(gathered, context)),
        "indicators": _indicators(gathered, name, context),
        "changes": changes and _changes(changes, context),
        "statuses": _statuses(gathered, name, context),
        "money": _money(gathered, name, context),
        "recommendations": _recommended(gathered, name, context),
    }


def _indicators(gathered: Gathered, name: str, context: PageContext) -> Table | None:
    """Those of its policies, chapters and measures."""
    listing = list_gathered_indicators(gathered, context.language)
    caption = context.word("gathered.indicators_caption", name=name)
    data = context.links.data("indicators")
    return indicator_list(listing, caption, context, data) if listing.rows else None


def _recommended(gathered: Gathered, name: str, context: PageContext) -> Table | None:
    """What was recommended to it, or about what is its."""
    found = gathered.recommendations
    caption = context.word("recommendation.caption", name=name)
    data = context.links.data("recommendations")
    return recommendations_table(found, caption, data, context) if found else None


def narrowing(gathered: Gathered) -> Mapping[str, str]:
    """The choice by which lists show what belongs to it."""
    names = {GatheredBy.DIVISION: "division", GatheredBy.TAG: "tag-id", GatheredBy.GOAL: "sdg"}
    return {names[gathered.key.by]: choice_value(gathered.key.value)}


def _data(gathered: Gathered, context: PageContext) -> str:
    """The way to its rows among the open data."""
    columns = {GatheredBy.DIVISION: "division", GatheredBy.TAG: "tag_id", GatheredBy.GOAL: "sdg"}
    chosen = {columns[gathered.key.by]: gathered.key.value}
    return context.links.data(_LISTS[gathered.key.by], None, **chosen)


def _changes(changed: YearChanges, context: PageContext) -> Table | None:
    """Whose status changed from the year before, each before and after."""
    found = [(change, one) for change in TOLD_CHANGES for one in changed.of(change)]
    if not found:
        return None
    years = (changed.then.fiscal_year, changed.fiscal_year)
    columns = (
        column(context.word("year_changes.columns.what")),
        column(context.word("gathered.change")),
        *(column(context.language.short_year(year)) for year in years),
    )
    rows = (
        Row(
            (
                cells.header(named(one, context)),
                cells.text(context.word(f"status_changes.{change}.word")),
                *status_cells(one, context),
            )
        )
        for change, one in found
    )
    data = context.links.data("status_changes", fiscal_year=changed.fiscal_year)
    caption = context.word("gathered.changes_caption")
    return context.table("changed", caption, columns, rows, data=data)


def _statuses(gathered: Gathered, name: str, context: PageContext) -> Table | None:
    """How many of its projects have each status, a year a row, newest first."""
    years = [it for it in reversed(gathered.years) if it.every_project.members and not it.planned]
    if not years or not context.evaluation.judges:
        return None
    columns = (
        column(context.label("fiscal_year")),
        column(context.word("counts.projects"), _NUMBER, context.word("counts.project_unit")),
        *(column(context.language.status(value), _NUMBER) for value in Status),
        column(context.word("gathered.columns.missed"), _NUMBER),
    )
    rows = (_status_row(year, gathered, context) for year in years)
    caption = context.word("gathered.statuses_caption", name=name)
    return context.table("statuses", caption, columns, rows, data=_data(gathered, context))


def _status_row(year: EvaluatedYear, gathered: Gathered, context: PageContext) -> Row:
    language, chosen = context.language, narrowing(gathered)
    address = context.links.year_projects(year.fiscal_year)

    def counted(count: int, **more: str) -> Cell:
        return cells.linked_count(count, narrowed(address, **chosen, **more), language)

    return Row(
        (
            cells.header(Link(language.year_of(year), context.links.year(year.fiscal_year))),
            counted(len(year.projects)),
            *(counted(year.project_statuses[value], status=value) for value in Status),
            counted(year.every_project.missed, missed="1"),
        )
    )


def _money(gathered: Gathered, name: str, context: PageContext) -> Table | None:
    """What its projects came to, a year a row, newest first."""
    years = [year for year in reversed(gathered.years) if year.every_project.members]
    if not years or not context.evaluation.records_settlement:
        return None
    language = context.language
    columns = (
        column(context.label("fiscal_year")),
        *sum_columns(context),
        *change_columns(context),
    )
    rows = (
        Row(
            (
                cells.header(language.year_of(year)),
                *cells.total(year.money, language, planned=year.planned),
                *change_cells(year.money, context),
            ),
            key=str(year.fiscal_year),
        )
        for year in years
    )
    caption = context.word("gathered.money_caption", name=name)
    return context.table("money", caption, columns, rows, data=_data(gathered, context))


def list_of_gathered(
    every: Sequence[tuple[Gathered, str]], id_: str, caption: str, context: PageContext
) -> Table:
    """All divisions, tags or goals, with what is theirs; of projects in the newest year."""
    latest = context.evaluation.latest
    with_owners = any(gathered.policies or gathered.measures for gathered, _ in every)
    columns = (
        column(context.word(f"gathered.columns.{id_}")),
        column(context.word("counts.projects"), _NUMBER, context.word("counts.project_unit")),
        *_latest_columns(latest, context),
        *((column(context.word("gathered.columns.owners")),) if with_owners else ()),
    )
    rows = (
        _list_row(gathered, name, latest, context, with_owners=with_owners)
        for gathered, name in every
    )
    return context.table(id_, caption, columns, rows, data=context.links.data(_OF_LISTS[id_]))


def _latest_columns(latest: EvaluatedYear | None, context: PageContext) -> Iterator[Column]:
    """What is told of the newest year, as far as the city tells it at all."""
    year = context.language.short_year(latest.fiscal_year) if latest else ""
    if context.evaluation.judges:
        yield column(context.word("gathered.columns.compared"), _NUMBER, year)
        yield column(context.word("gathered.columns.missed"), _NUMBER, year)
    if context.evaluation.records_settlement:
        yield column(context.label("settlement_total"), _NUMBER, f"{year} {context.money_unit}")


def _list_row(
    gathered: Gathered,
    name: str,
    latest: EvaluatedYear | None,
    context: PageContext,
    *,
    with_owners: bool,
) -> Row:
    language = context.language
    owners = (
        *(Link(it.policy.name, context.links.policy(it.policy)) for it in gathered.policies),
        *(Link(it.part.name, context.links.measure(it.part)) for it in gathered.measures),
    )
    return Row(
        (
            cells.header(Link(name, context.links.gathered(gathered.key))),
            cells.count(len(gathered.projects), language),
            *_in_latest(gathered, latest, context),
            *((cells.links(owners, language.word("absent")),) if with_owners else ()),
        )
    )


def _in_latest(
    gathered: Gathered, latest: EvaluatedYear | None, context: PageContext
) -> Iterator[Cell]:
    year = gathered.in_year(latest.fiscal_year) if latest else None
    if year is None or not year.every_project.members:
        yield from (cells.dash() for _ in _latest_columns(latest, context))
        return
    language, compared = context.language, year.every_project.compared
    if context.evaluation.judges:
        yield cells.number(compared, language)
        # Of none that was compared, none missed its target: that would be no good news.
        yield cells.number(year.every_project.missed, language) if compared else cells.dash()
    if context.evaluation.records_settlement:
        yield cells.number(year.money.total.told, language)
