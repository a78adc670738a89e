"""Tables of what projects cost over the years: in all, by policy, by source of funding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hyoka.elements import BREAK, Cell, Column, ColumnType, Link, Row, Table, note
from hyoka.evaluation import (
    EvaluatedPolicy,
    EvaluatedSite,
    EvaluatedYear,
    FundedAmount,
    MoneyAlike,
    funded_amounts,
)
from hyoka.evaluation.figures import Status, Total
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.totals import change_cells, change_columns
from hyoka.units import FiscalYear
from hyoka.wording import Language

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
        *count_and_sum_columns(context),
        column(context.word("money.before_column"), _NUMBER, context.money_unit),
        column(context.word("money.now_column"), _NUMBER, context.money_unit),
        *alike_columns(context),
    )
    largest = cells.largest(year.money.total.value for year in years)

    def rows() -> Iterator[Row]:
        for year in years:
            name = Link(language.year(year.fiscal_year), context.links.year_money(year.fiscal_year))
            money, alike = year.money, year.every_project.money_alike
            yield Row(
                (
                    cells.header(name),
                    *count_and_sum(money.total, largest, context),
                    *_both_sums(alike, language),
                    *alike_cells(alike, context),
                )
            )

    data = context.links.data("totals", owner_type="municipality")
    return context.table("money", context.word("money.years_caption"), columns, rows(), data=data)


def _both_sums(alike: MoneyAlike, language: Language) -> tuple[Cell, ...]:
    """What the same projects came to in the year before and in the year."""
    if not alike.count:
        return cells.dash(), cells.dash()
    return tuple(cells.number(one.told, language) for one in (alike.then, alike.now))


def count_and_sum_columns(context: PageContext) -> tuple[Column, ...]:
    """The columns of `count_and_sum`."""
    return (
        column(context.word("counts.projects"), _NUMBER),
        column(context.label("settlement_total"), _NUMBER, context.money_unit),
    )


def count_and_sum(
    of: Total, largest: Decimal | None, context: PageContext, status: Status | None = None
) -> tuple[Cell, Cell]:
    """How many projects there are, and their sum: its bar, and how many are not in it."""
    value = cells.with_bar(_sum(of, context), of.value, largest, status)
    return cells.number(of.of, context.language), value


def alike_columns(context: PageContext) -> tuple[Column, ...]:
    """The columns of `alike_cells`."""
    compared = column(context.word("money.compared_column"), _NUMBER)
    return compared, *change_columns(context, context.word("money.same"))


def alike_cells(alike: MoneyAlike, context: PageContext) -> tuple[Cell, ...]:
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

    def sums() -> Iterator[Cell]:
        for year in (year.fiscal_year for year in years):
            if year in by_year or policy.plan.includes(year):
                yield _sum(by_year[year].money.total if year in by_year else None, context)
            else:
                # A project may be older than the policy that it belongs to now.
                yield cells.none(context.word("money.outside_plan"))

    return Row((cells.header(name), *sums()))


def _sum(of: Total | None, context: PageContext) -> Cell:
    """A sum, and how many projects it lacks; or why there is none."""
    language = context.language
    if of is None or not of.of:
        return cells.none(context.word("totals.no_projects"))
    cell = cells.number(of.told, language)
    if not of.excluded or of.value is None:
        return cell
    lacks = context.word("money.excluded", count=language.number(of.excluded))
    return replace(cell, content=(cell.content, BREAK, note(lacks)))


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
