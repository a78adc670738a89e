"""Tables of what projects cost in a fiscal year: over the years, by policy, source and status."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from hyoka.elements import Cell, Column, ColumnType, Inline, Link, Row, Table, strong
from hyoka.evaluation import (
    EvaluatedPolicy,
    EvaluatedProjectYear,
    EvaluatedSite,
    EvaluatedYear,
    FundedAmount,
    FundingSource,
    MeasureYear,
    MoneyAlike,
    PolicyYear,
    ProjectSet,
    funded_amounts,
)
from hyoka.evaluation.figures import Status, Total, total
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.lists import place_of
from hyoka.tables.phrases import status
from hyoka.tables.totals import change_cells, change_columns
from hyoka.units import FiscalYear
from hyoka.urls import narrowed
from hyoka.wording import Language

LARGEST_COSTS = 20
"""How many of the projects that cost most are told."""
_NUMBER = ColumnType.NUMBER


@dataclass(frozen=True, slots=True)
class Uncompared:
    """How many projects of two years are not in the sums that are compared, and why."""

    now: int
    """Only the later year's settlement is known."""
    before: int
    """Only the earlier year's."""
    neither: int

    @property
    def given(self) -> Mapping[str, int]:
        """Those reasons of which there are any."""
        counts = {"now": self.now, "before": self.before, "neither": self.neither}
        return {name: count for name, count in counts.items() if count}


def uncompared(year: EvaluatedYear, before: EvaluatedYear) -> Uncompared:
    """Those of a year and of the one before."""
    compared = year.every_project.money_alike.count
    now = year.money.total.counted - compared
    then = before.money.total.counted - compared
    every = len(year.every_project.ids | before.every_project.ids)
    return Uncompared(now, then, every - compared - now - then)


def tells_money(evaluation: EvaluatedSite) -> list[EvaluatedYear]:
    """The years that have a page of their money, oldest first."""
    return [year for year in evaluation.years if year.tells_money]


# Over the years.


def money_of_years(evaluation: EvaluatedSite, context: PageContext) -> Mapping[str, object]:
    """The tables of all years; those without a row are left out."""
    years = tells_money(evaluation)[::-1]
    return {
        "years": _years(years, context),
        "policies": _policies_by_year(evaluation, years, context),
        "sources": _sources_by_year(years, context),
    }


def _years(years: Sequence[EvaluatedYear], context: PageContext) -> Table:
    """Each year's sum, and what the same projects came to in it and the year before."""
    language, label = context.language, context.label
    columns = (
        column(label("fiscal_year")),
        *_sum_columns(context),
        column(context.word("money.before_column"), _NUMBER, context.money_unit),
        column(context.word("money.now_column"), _NUMBER, context.money_unit),
        *_change_columns(context),
    )
    largest = cells.largest(year.money.total.value for year in years)

    def rows() -> Iterator[Row]:
        for year in years:
            name = Link(language.year(year.fiscal_year), context.links.year_money(year.fiscal_year))
            money, alike = year.money, year.every_project.money_alike
            yield Row(
                (
                    cells.header(name),
                    *_sum_cells(money.total, largest, context),
                    *_both_sums(alike, language),
                    *_changes(alike, context),
                )
            )

    data = context.links.data("totals", owner_type="municipality")
    return context.table("money", context.word("money.years_caption"), columns, rows(), data=data)


def _both_sums(alike: MoneyAlike, language: Language) -> tuple[Cell, ...]:
    """What the same projects came to in the year before and in the year."""
    if not alike.count:
        return cells.dash(), cells.dash()
    return tuple(cells.number(one.told, language) for one in (alike.then, alike.now))


def _sum_columns(context: PageContext) -> tuple[Column, ...]:
    return (
        column(context.word("counts.projects"), _NUMBER),
        column(context.label("settlement_total"), _NUMBER, context.money_unit),
    )


def _sum_cells(
    of: Total, largest: Decimal | None, context: PageContext, status: Status | None = None
) -> tuple[Cell, Cell]:
    """How many projects there are, and their sum: its bar, and how many are not in it."""
    value = cells.with_bar(_sum(of, context), of.value, largest, status)
    return cells.number(of.of, context.language), value


def _change_columns(context: PageContext) -> tuple[Column, ...]:
    compared = column(context.word("money.compared_column"), _NUMBER)
    return compared, *change_columns(context, context.word("money.same"))


def _changes(alike: MoneyAlike, context: PageContext) -> tuple[Cell, ...]:
    """Of how many projects both years are known, and how much these changed."""
    return cells.number(alike.count, context.language), *change_cells(alike, context)


def _policies_by_year(
    evaluation: EvaluatedSite, years: Sequence[EvaluatedYear], context: PageContext
) -> Table | None:
    """The sums of each policy's own projects, newest year first."""
    policies = [one for one in evaluation.policies if one.own]
    if not policies:
        return None
    rows = (_policy_by_year(policy, years, context) for policy in policies)
    caption = context.word("money.policies_by_year_caption")
    data = context.links.data("totals", owner_type="policy", project_set="own")
    columns = (column(context.label("policy")), *_year_columns(years, context))
    return context.table("policies", caption, columns, rows, data=data)


def _policy_by_year(
    policy: EvaluatedPolicy, years: Sequence[EvaluatedYear], context: PageContext
) -> Row:
    by_year = {year.fiscal_year: year.own for year in policy.years if year.own.members}
    name = Link(policy.policy.name, context.links.policy(policy.policy))
    found = (by_year.get(year.fiscal_year) for year in years)
    sums = (_sum(group.money.total if group else None, context) for group in found)
    return Row((cells.header(name), *sums))


def _sum(of: Total | None, context: PageContext) -> Cell:
    """A sum, and how many projects it lacks; or why there is none."""
    language = context.language
    if of is None or not of.of:
        return cells.none(context.word("totals.no_projects"))
    cell = cells.number(of.told, language)
    if not of.excluded or of.value is None:
        return cell
    lacks = context.word("money.excluded", count=language.number(of.excluded))
    return cells.with_note(cell, lacks)


def _year_columns(years: Sequence[EvaluatedYear], context: PageContext) -> tuple[Column, ...]:
    names = (context.language.short_year(year.fiscal_year) for year in years)
    return tuple(column(name, _NUMBER, context.money_unit) for name in names)


def _sources_by_year(years: Sequence[EvaluatedYear], context: PageContext) -> Table | None:
    """What each source gave to the settlements, newest year first."""
    by_source = _by_source(years)
    if not by_source:
        return None
    rows = (
        Row(
            (
                cells.header(name or context.label(source)),
                *(_given(sums.get(year.fiscal_year), context) for year in years),
            )
        )
        for (source, name), sums in by_source.items()
    )
    columns = (column(context.word("project.funding_source")), *_year_columns(years, context))
    data = context.links.data("funding_totals", funding_of="settlement")
    caption = context.word("money.sources_by_year_caption")
    return context.table("sources", caption, columns, rows, data=data)


def _by_source(
    years: Sequence[EvaluatedYear],
) -> Mapping[tuple[str, str], Mapping[FiscalYear, Total]]:
    """What each source gave in each year, by its field and its name."""
    found: dict[tuple[str, str], dict[FiscalYear, Total]] = {}
    for year in years:
        funded = settled_by_source(year)
        for given in funded.sources if funded else ():
            found.setdefault((given.source, given.name), {})[year.fiscal_year] = given.total
    return found


def _given(of: Total | None, context: PageContext) -> Cell:
    return cells.absent(context.language) if of is None else cells.number(of.told, context.language)


def settled_by_source(year: EvaluatedYear) -> FundedAmount | None:
    """Where the settlements of a year came from, of the projects that tell it."""
    funded = funded_amounts(year.every_project)
    return next((one for one in funded if one.amount == "settlement"), None)


# Of one year.


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
    return f"{_by_money(year, context)}&missed=1"


def _by_money(year: EvaluatedYear, context: PageContext) -> str:
    """The way to a year's projects, those that cost most first."""
    place = place_of("settlement", year.projects, with_status=context.evaluation.judges)
    address = context.links.year_projects(year.fiscal_year)
    return narrowed(address, sort=f"-{place}")


def status_sums(year: EvaluatedYear) -> Mapping[Status, Decimal]:
    """What the projects of each status come to, of those statuses that have a sum."""
    sums = year.every_project.money_by_status
    return {it: found.value for it, found in sums.items() if found.value is not None}


def _statuses(year: EvaluatedYear, context: PageContext) -> Table:
    """What the projects of each status come to; below, all that missed a target."""
    language, group = context.language, year.every_project
    columns = (column(context.label("status")), *_sum_columns(context))
    sums = group.money_by_status
    largest = cells.largest(found.value for found in (*sums.values(), group.money_missed))
    address = _by_money(year, context)

    def row(name: Inline, of: Total, it: Status | None, **choices: str) -> Row:
        count = cells.linked_count(of.of, f"{address}&{urlencode(choices)}", language)
        return Row((cells.header(name), count, _sum_cells(of, largest, context, it)[1]))

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
        *_sum_columns(context),
        *_change_columns(context),
    )
    largest = cells.largest(one.own.money.total.value for one, _ in owned)

    def rows() -> Iterator[Row]:
        for one, way in owned:
            yield Row(
                (
                    cells.header(Link(one.name, way)),
                    *_sum_cells(one.own.money.total, largest, context),
                    *_changes(one.own.money_alike, context),
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
        yield Row((name, *_sum_cells(of, None, context), *_NOT_COMPARED))


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
