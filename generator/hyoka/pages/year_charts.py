"""What is drawn of fiscal years: settlements, how many things have each status, what they cost."""

from hyoka import charts, tables
from hyoka.charts import Amount, CountedStatus, StatusBar
from hyoka.evaluation import (
    EvaluatedMeasure,
    EvaluatedPolicy,
    EvaluatedProject,
    EvaluatedSite,
    EvaluatedYear,
    ProjectSet,
)
from hyoka.tables import CountedBeside, PageContext, status_sums, tells_money
from hyoka.urls import narrowed
from hyoka.wording import Language


def settlements(
    of: EvaluatedPolicy | EvaluatedMeasure | EvaluatedProject | EvaluatedSite,
    which: ProjectSet | None,
) -> list[Amount]:
    """What is drawn of the settlements over the years; of a policy's or measure's set `which`."""
    if isinstance(of, EvaluatedSite):
        sums = [(year.fiscal_year, year.money.total) for year in tells_money(of)]
        return [Amount(year, total.value, total.excluded > 0) for year, total in sums]
    if isinstance(of, EvaluatedProject):
        return [Amount(year.fiscal_year, year.record.settlement) for year in of.years]
    assert which is not None  # noqa: S101 - for the type checker: such a page tells its sets
    groups = [(year.fiscal_year, year.group_of(which)) for year in of.years_of(which)]
    totals = [(year, group.money.total) for year, group in groups if group]
    return [Amount(year, total.value, total.excluded > 0) for year, total in totals]


def status_bars(told: CountedBeside, language: Language) -> str:
    """The things of a kind by their status, in the year and in the one before."""
    bars = [
        StatusBar(
            f"{language.short_year(year)} {tables.things(counted, language)}",
            tuple(
                CountedStatus(status, count, counted.url(status=status))
                for status, count in counted.counts.items()
            ),
        )
        for year, counted in told.bars
    ]
    return charts.status_bars(told.now.name, bars, language)


def money_bars(year: EvaluatedYear, context: PageContext) -> str:
    """What the projects of each status come to, in a year and in the one before."""
    language, site = context.language, context.evaluation
    last = site.years_by_number.get(year.fiscal_year.plus(-1))
    told = [(one, sums) for one in (year, last) if one and (sums := status_sums(one))]
    if any(value < 0 for _, sums in told for value in sums.values()):
        return ""  # no part of a bar is less than nothing
    bars = [
        StatusBar(
            f"{language.short_year(one.fiscal_year)} "
            f"{language.quantity(one.money.total.value, context.money_unit)}",
            tuple(
                CountedStatus(
                    it, value, narrowed(context.links.year_projects(one.fiscal_year), status=it)
                )
                for it, value in sums.items()
            ),
        )
        for one, sums in told
    ]
    return charts.status_bars(language.word("money.statuses"), bars, language) if bars else ""
