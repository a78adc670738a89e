"""Tables of what projects cost in a fiscal year: by status, owner and source; the largest."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from hyoka.elements import Cell, ColumnType, Inline, Link, Row, Table, strong
from hyoka.evaluation import (
    EvaluatedProjectYear,
    EvaluatedYear,
    FundingSource,
    MeasureYear,
    PolicyYear,
    ProjectSet,
)
from hyoka.evaluation.figures import Status, Total, total
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.lists import place_of
from hyoka.tables.money import (
    alike_cells,
    alike_columns,
    count_and_sum,
    count_and_sum_columns,
    settled_by_source,
)
from hyoka.tables.phrases import status
from hyoka.urls import narrowed

LARGEST_COSTS = 20
"""How many of the projects that cost most are told."""
_NUMBER = ColumnType.NUMBER


def money_of_year(year: EvaluatedYear, context: PageContext) -> Mapping[str, object]:
    """The tables of a year; those without a row are left out."""
    return {
        "statuses": _statuses(year, context) if context.evaluation.judges else None,
        "largest": _largest(year, context),
        "policies": _policies(year, context),
        "measures": _measures(year, context),
        "sources": _sources(year, context),
    }


def missed_and_costly(year: EvaluatedYear, context: PageContext) -> str:
    """The way to the year's projects that missed their target, those that cost most first."""
    return _by_money(year, context)(missed="1")


def _by_money(year: EvaluatedYear, context: PageContext) -> Callable[..., str]:
    """Makes the way to those of a year's projects that have some choices, the costliest first."""
    place = place_of("settlement", year.projects, with_status=context.evaluation.judges)
    return partial(narrowed, context.links.year_projects(year.fiscal_year), sort=f"-{place}")


def status_sums(year: EvaluatedYear) -> Mapping[Status, Decimal]:
    """What the projects of each status come to, of those statuses that have a sum."""
    sums = year.every_project.money_by_status
    return {it: found.value for it, found in sums.items() if found.value is not None}


def _statuses(year: EvaluatedYear, context: PageContext) -> Table:
    """What the projects of each status come to; below, all that missed a target."""
    language, group = context.language, year.every_project
    columns = (column(context.label("status")), *count_and_sum_columns(context))
    sums = group.money_by_status
    largest = cells.largest(found.value for found in (*sums.values(), group.money_missed))
    way = _by_money(year, context)

    def row(name: Inline, of: Total, it: Status | None, **choices: str) -> Row:
        count = cells.linked_count(of.of, way(**choices), language)
        # That there are none is what the count says.
        came_to = count_and_sum(of, largest, context, it)[1] if of.of else cells.dash()
        return Row((cells.header(name), count, came_to))

    rows = [row(status(it, language), of, it, status=it) for it, of in sums.items()]
    rows.append(row(context.word("counts.missed"), group.money_missed, None, missed="1"))
    caption = context.word("money.statuses_caption", year=language.year(year.fiscal_year))
    data = context.links.data(
        "status_counts",
        owner_type="municipality",
        fiscal_year=year.fiscal_year,
        counted_things="projects",
    )
    return context.table("statuses", caption, columns, rows, data=data)


def largest_projects(year: EvaluatedYear) -> list[EvaluatedProjectYear]:
    """The projects that cost most; of those that cost alike, as the site has them."""
    known = [one for one in year.projects if isinstance(one.record.settlement, Decimal)]
    return sorted(known, key=_settled, reverse=True)[:LARGEST_COSTS]


def _settled(year: EvaluatedProjectYear) -> Decimal:
    spent = year.record.settlement
    assert isinstance(spent, Decimal)  # noqa: S101 - for the type checker: only these are sorted
    return spent


def _largest(year: EvaluatedYear, context: PageContext) -> Table | None:
    """The projects that cost most, each beside its result."""
    found, language, label = largest_projects(year), context.language, context.label
    if not found:
        return None
    judges = context.evaluation.judges
    columns = (
        column(label("project")),
        column(label("settlement"), _NUMBER, context.money_unit),
        *((column(label("status")), column(context.word("money.target_column"))) if judges else ()),
        column(context.word("lists.rates")),
        column(label("settlement_change_rate"), _NUMBER),
    )
    most = _settled(found[0])
    rows = (
        Row(
            (
                cells.header(Link(one.name, context.links.project(one.project))),
                cells.with_bar(
                    cells.settlement(one, language),
                    one.record.settlement,
                    most,
                    one.status if judges else None,
                ),
                *((cells.project_status(one, language), _met(one, context)) if judges else ()),
                cells.project_rates(one, language),
                cells.figure(one.settlement_change_rate, language),
            )
        )
        for one in found
    )
    caption = context.word("money.largest_caption", year=language.year(year.fiscal_year))
    data = context.links.data("projects", fiscal_year=year.fiscal_year)
    return context.table("largest", caption, columns, rows, data=data, leading=4)


def _met(year: EvaluatedProjectYear, context: PageContext) -> Cell:
    """Whether a project met its targets, as far as that is known."""
    if not year.compared:
        return cells.no_text(context.word("money.targets.unknown"))
    missed = strong(context.word("money.targets.missed"))
    return cells.text(missed if year.missed else context.word("money.targets.met"))


def _policies(year: EvaluatedYear, context: PageContext) -> Table | None:
    """The sums of each policy's own projects, and of those that belong to none."""
    owned = [(one, context.links.policy(one.policy)) for one in year.policies if one.own.members]
    return _by_owner("policies", context.label("policy"), owned, year, context)


def _measures(year: EvaluatedYear, context: PageContext) -> Table | None:
    """The same of chapters and measures, of whatever level: a project belongs to one of them."""
    number = year.fiscal_year
    years = (one for measure in context.evaluation.measures for one in measure.years)
    owned = [
        (one, context.links.measure(one.part))
        for one in years
        if one.fiscal_year == number and one.own.members
    ]
    return _by_owner("measures", context.label("part"), owned, year, context)


def _by_owner(
    noun: str,
    title: str,
    owned: Sequence[tuple[PolicyYear | MeasureYear, str]],
    year: EvaluatedYear,
    context: PageContext,
) -> Table | None:
    """The sums of the projects that name each as theirs; none is in two of them."""
    if not owned:
        return None
    columns = (
        column(title),
        *count_and_sum_columns(context),
        *alike_columns(context),
    )
    largest = cells.largest(one.own.money.total.value for one, _ in owned)

    def rows() -> Iterator[Row]:
        for one, way in owned:
            yield Row(
                (
                    cells.header(Link(one.name, way)),
                    *count_and_sum(one.own.money.total, largest, context),
                    *alike_cells(one.own.money_alike, context),
                )
            )
        yield from _of_no_owner(noun, [one for one, _ in owned], year, context)

    caption = context.word(f"money.{noun}_caption", year=context.language.year(year.fiscal_year))
    data = context.links.data(
        "totals",
        owner_type=_OWNER_TYPES[noun],
        fiscal_year=year.fiscal_year,
        project_set=ProjectSet.OWN,
    )
    return context.table(noun, caption, columns, rows(), data=data)


_OWNER_TYPES = {"policies": "policy", "measures": "measure"}


def _of_no_owner(
    noun: str,
    owned: Sequence[PolicyYear | MeasureYear],
    year: EvaluatedYear,
    context: PageContext,
) -> Iterator[Row]:
    """The projects that belong to none of them, where there are any; mostly far more than one's."""
    known = {identifier for one in owned for identifier in one.own.ids}
    others = [one for one in year.projects if one.project.id not in known]
    if others:
        of = total([one.record.settlement for one in others])
        name = cells.header(context.word(f"money.no_{noun}"))
        yield Row((name, *count_and_sum(of, None, context), *_NOT_COMPARED))


_NOT_COMPARED = (cells.dash(), cells.dash(), cells.dash())


def _sources(year: EvaluatedYear, context: PageContext) -> Table | None:
    """What each source gave to the year's settlements."""
    funded = settled_by_source(year)
    if funded is None:
        return None
    columns = (
        column(context.word("project.funding_source")),
        column(context.word("money.funding_column"), _NUMBER, context.money_unit),
        column(context.word("money.amounts_column"), _NUMBER, context.word("counts.unit")),
    )
    largest = cells.largest(given.total.value for given in funded.sources)
    rows = (_source(given, largest, context) for given in funded.sources)
    caption = context.word("money.sources_caption", year=context.language.year(year.fiscal_year))
    data = context.links.data(
        "funding_totals", fiscal_year=year.fiscal_year, funding_of="settlement"
    )
    return context.table("sources", caption, columns, rows, data=data)


def _source(given: FundingSource, largest: Decimal | None, context: PageContext) -> Row:
    language = context.language
    name = given.name or context.label(given.source)
    value = cells.with_bar(cells.number(given.total.told, language), given.total.value, largest)
    return Row((cells.header(name), value, cells.number(given.total.counted, language)))
