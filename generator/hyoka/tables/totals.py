"""Tables of sums and counts: settlements of sets of projects, statuses, policies of a year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hyoka.elements import Cell, Column, ColumnType, Inline, Link, Row, Table
from hyoka.evaluation import (
    EvaluatedMeasure,
    EvaluatedPolicy,
    EvaluatedProject,
    EvaluatedSite,
    EvaluatedYear,
    MeasureYear,
    Money,
    MoneyAlike,
    PolicyYear,
    ProjectGroup,
    ProjectSet,
)
from hyoka.evaluation.figures import Status
from hyoka.model import PlanPart, Policy
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.phrases import project_set, status
from hyoka.units import FiscalYear
from hyoka.urls import narrowed

_NUMBER = ColumnType.NUMBER


def of_project_sets(
    of: EvaluatedPolicy | EvaluatedMeasure, context: PageContext
) -> Mapping[str, object]:
    """The tables of each set of projects of a policy or a measure."""
    return {
        "settlements": {which: settlements_of_set(of, which, context) for which in of.shown_sets},
        "sums": {which: sums_of_set(of, which, context) for which in of.shown_sets},
    }


def settlements_of_set(
    of: EvaluatedPolicy | EvaluatedMeasure, which: ProjectSet, context: PageContext
) -> Table:
    """The projects of a set by their settlements in each year, newest first."""
    owner, language = _owner(of), context.language
    years: tuple[PolicyYear | MeasureYear, ...] = of.years_of(which)
    columns = (
        column(context.label("project")),
        *(_settlement_column(year.fiscal_year, context) for year in reversed(years)),
    )
    rows = (_project_row(project, years, which, context) for project in of.projects_of(which))
    named = language.named_set(owner, which)
    caption = context.word("grouped.caption", set=named) if years else named
    chosen = {"project_set": which} if years else {}
    dataset = "listed_projects" if years else "project_definitions"
    data = context.links.data(dataset, owner, **chosen)
    return context.table(f"{prefix(of, which)}projects", caption, columns, rows, data=data)


def _settlement_column(fiscal_year: FiscalYear, context: PageContext) -> Column:
    return column(context.language.short_year(fiscal_year), _NUMBER, context.money_unit)


def _project_row(
    project: EvaluatedProject,
    years: Sequence[PolicyYear | MeasureYear],
    which: ProjectSet,
    context: PageContext,
) -> Row:
    language = context.language
    name = Link(project.project.name, context.links.project(project.project))
    row = [cells.header(name)]
    for year in reversed(years):
        group = year.group_of(which)
        if group is not None and project.project.id in group.ids:
            row.append(cells.settlement(project.by_year[year.fiscal_year], language))
        else:
            row.append(cells.dash() if which is ProjectSet.LISTED else cells.absent(language))
    return Row(tuple(row))


def sums_of_set(
    of: EvaluatedPolicy | EvaluatedMeasure, which: ProjectSet, context: PageContext
) -> Table:
    """The sums of a set's settlements by year, newest first, and how they changed."""
    owner, language = _owner(of), context.language
    years: tuple[PolicyYear | MeasureYear, ...] = of.years_of(which)
    columns = (
        column(context.label("fiscal_year")),
        *sum_columns(context),
        *change_columns(context),
    )

    def rows() -> Iterator[Row]:
        for year in reversed(years):
            group = year.group_of(which)
            assert group is not None  # noqa: S101 - for the type checker: the years of the set
            yield Row(
                (
                    cells.header(language.year(year.fiscal_year)),
                    *cells.total(group.money, language, planned=group.planned),
                    *change_cells(group.money, context),
                ),
                key=str(year.fiscal_year),
            )

    caption = context.word("grouped.money_caption", set=language.named_set(owner, which))
    data = context.links.data("totals", owner, project_set=which)
    return context.table(f"{prefix(of, which)}money", caption, columns, rows(), data=data)


def prefix(of: EvaluatedPolicy | EvaluatedMeasure, which: ProjectSet) -> str:
    """What the ids of a set's tables begin with, where two sets are told."""
    return "listed-" if which is ProjectSet.LISTED and len(of.shown_sets) > 1 else ""


def _owner(of: EvaluatedPolicy | EvaluatedMeasure) -> Policy | PlanPart:
    return of.policy if isinstance(of, EvaluatedPolicy) else of.part


def sum_columns(context: PageContext) -> tuple[Column, ...]:
    """What projects came to, and how many of them are in the sum: as `cells.total` has it."""
    return (
        column(context.label("settlement_total"), _NUMBER, context.money_unit),
        column(context.word("totals.counted_column")),
    )


def change_columns(context: PageContext, remark: str = "") -> tuple[Column, ...]:
    """By how much a sum changed, and by what part."""
    return (
        column(context.label("settlement_change"), _NUMBER, remark),
        column(context.label("settlement_change_rate"), _NUMBER, remark),
    )


def change_cells(money: Money | MoneyAlike, context: PageContext) -> tuple[Cell, ...]:
    """The values of `change_columns`."""
    return cells.calculated(money.change, context), cells.calculated(money.change_rate, context)


def policies_of_year(year: EvaluatedYear, context: PageContext) -> Table:
    """The sums of each policy's sets of projects in a fiscal year, and of all projects."""
    language = context.language
    columns = (
        column(context.label("policy")),
        column(context.label("sheet")),
        column(context.word("totals.set_column")),
        *sum_columns(context),
        *change_columns(context),
    )
    rows = [row for policy in year.policies for row in _policy_rows(policy, context)]
    if context.evaluation.projects:
        rows.append(_row_of_all(year, context))
    caption = context.word("year.policies_caption", year=language.year(year.fiscal_year))
    data = context.links.data("totals", owner_type="policy", fiscal_year=year.fiscal_year)
    return context.table("policies", caption, columns, rows, data=data)


def _row_of_all(year: EvaluatedYear, context: PageContext) -> Row:
    """What all projects of a year come to."""
    language = context.language
    count = language.number(len(year.projects))
    every = language.word("totals.set", name=language.word("totals.sets.all"), count=count)
    return Row(
        (
            cells.header(context.word("totals.all_projects")),
            cells.dash(),
            cells.text(Link(every, context.links.year_projects(year.fiscal_year))),
            *cells.total(year.money, language, planned=year.planned),
            *change_cells(year.money, context),
        ),
        is_total=True,
        key="all",
    )


def _policy_rows(policy: PolicyYear, context: PageContext) -> Iterator[Row]:
    height = len(policy.shown_groups)
    name = Link(policy.name, context.links.policy(policy.policy))
    beside: tuple[Cell, ...]
    beside = (cells.header(name, rows=height), cells.text(sheet_of(policy, context), rows=height))
    for group in policy.shown_groups:
        changes = change_cells(group.money, context)
        key = f"{policy.policy.id}_{group.which}"
        yield Row((*beside, *_group_cells(policy, group, context), *changes), key=key)
        beside = ()


def sheet_of(policy: PolicyYear, context: PageContext) -> Inline:
    """The way to a policy's sheet of a year, or that there is none."""
    if not policy.sheet:
        return context.word("policies.no_sheet")
    edition = context.language.short_year(policy.sheet.edition)
    return Link(context.word("year.edition", edition=edition), context.links.sheet(policy))


def _group_cells(
    year: PolicyYear | MeasureYear, group: ProjectGroup, context: PageContext
) -> tuple[Cell, ...]:
    language = context.language
    named = (
        cells.text(project_set(year, group, context)) if group.projects else cells.absent(language)
    )
    return named, *cells.total(group.money, language, planned=group.planned)


def measures_of_year(year: EvaluatedYear, context: PageContext) -> Table:
    """Each chapter and measure in a fiscal year, with the sums of its sets of projects."""
    money = context.evaluation.projects
    columns = (
        column(context.label("part")),
        column(context.label("sheet")),
        *((column(context.word("totals.set_column")), *sum_columns(context)) if money else ()),
    )
    rows = (row for measure in year.measures for row in _measure_rows(measure, context))
    caption = context.word("year.measures_caption", year=context.language.year(year.fiscal_year))
    data = context.links.data("totals", owner_type="measure", fiscal_year=year.fiscal_year)
    return context.table("measures", caption, columns, rows, data=data)


def _measure_rows(measure: MeasureYear, context: PageContext) -> Iterator[Row]:
    height = len(measure.shown_groups)
    name = Link(measure.name, context.links.measure(measure.part))
    assert measure.sheet is not None  # noqa: S101 - for the type checker
    edition = context.language.short_year(measure.sheet.edition)
    sheet = Link(
        context.word(
            "year.measure_edition", edition=edition, level=context.language.level(measure.part)
        ),
        context.links.measure_sheet(measure),
    )
    beside: tuple[Cell, ...]
    beside = (cells.header(name, rows=height), cells.text(sheet, rows=height))
    with_projects = bool(context.evaluation.projects)
    for group in measure.shown_groups:
        yield Row((*beside, *(_group_cells(measure, group, context) if with_projects else ())))
        beside = ()


def years(evaluation: EvaluatedSite, context: PageContext) -> Table:
    """Every fiscal year with what is recorded of it, newest first."""
    language = context.language
    with_sheets = any(year.sheet_count for year in evaluation.years)
    sheets = column(context.label("sheet"), _NUMBER, context.word("units.sheets"))
    change = column(context.label("settlement_change"), _NUMBER)
    columns = (
        column(context.label("fiscal_year")),
        *((sheets,) if with_sheets else ()),
        column(context.word("counts.projects"), _NUMBER, context.word("counts.project_unit")),
        *((*sum_columns(context), change) if evaluation.records_settlement else ()),
        *((column(context.label("survey")),) if evaluation.surveys else ()),
    )

    def rows() -> Iterator[Row]:
        for year in reversed(evaluation.years):
            name = Link(language.year_of(year), context.links.year(year.fiscal_year))
            money = (
                *cells.total(year.money, language, planned=year.planned),
                cells.figure(year.money.change, language),
            )
            yield Row(
                (
                    cells.header(name),
                    *((cells.count(year.sheet_count, language),) if with_sheets else ()),
                    cells.count(len(year.projects), language),
                    *(money if evaluation.records_settlement else ()),
                    *((_survey(year, context),) if evaluation.surveys else ()),
                )
            )

    data = context.links.data("totals", owner_type="municipality")
    return context.table("years", context.word("years.caption"), columns, rows(), data=data)


def _survey(year: EvaluatedYear, context: PageContext) -> Cell:
    if year.survey is None:
        return cells.text(context.word("absent"))
    return cells.text(Link(year.survey.survey.name, context.links.survey(year.fiscal_year)))


@dataclass(frozen=True, slots=True)
class CountedStatuses:
    """How many things of a kind have each status in a fiscal year, and the list that has them."""

    id: str
    name: str
    unit: str
    counts: Mapping[Status, int]
    compared: int
    """Of how many it is known whether they met their target."""
    missed_by_status: Mapping[Status, int]
    """How many missed their target, by their status."""
    address: str
    narrowing: Mapping[str, str]
    """The choices by which the list shows these things alone."""

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    @property
    def missed(self) -> int:
        """How many missed their target, of whatever status."""
        return sum(self.missed_by_status.values())

    def url(self, **choices: str) -> str:
        """The way to those that have the `choices`."""
        return narrowed(self.address, **self.narrowing, **choices)


def counted_statuses(
    year: EvaluatedYear, context: PageContext, narrowing: Mapping[str, str] | None = None
) -> list[CountedStatuses]:
    """Of the indicators of policies, those of measures, and the projects; those that there are.

    `narrowing`: the choices by which lists show what the year tells, where that is a part of all.
    """
    narrowing = narrowing or {}
    every = (
        *_counted_indicators(year, context, narrowing),
        _counted_projects(year, context, narrowing),
    )
    return [one for one in every if one.count]


def _counted_indicators(
    year: EvaluatedYear, context: PageContext, narrowing: Mapping[str, str]
) -> Iterator[CountedStatuses]:
    address, unit = context.links.year_indicators(year.fiscal_year), context.word("counts.unit")
    yield CountedStatuses(
        "indicators",
        context.word("counts.indicators"),
        unit,
        year.indicator_statuses,
        year.indicators_compared,
        year.indicators_missed,
        address,
        {"of": "policy", **narrowing},
    )
    yield CountedStatuses(
        "measures",
        context.word("counts.measure_indicators"),
        unit,
        year.measure_statuses,
        year.measures_compared,
        year.measures_missed,
        address,
        {"of": "measure", **narrowing},
    )


def _counted_projects(
    year: EvaluatedYear, context: PageContext, narrowing: Mapping[str, str]
) -> CountedStatuses:
    return CountedStatuses(
        "projects",
        context.word("counts.projects"),
        context.word("counts.project_unit"),
        year.project_statuses,
        year.every_project.compared,
        year.projects_missed,
        context.links.year_projects(year.fiscal_year),
        narrowing,
    )


def status_counts(year: EvaluatedYear, context: PageContext) -> Table:
    """How many indicators and projects have each status, each the way to what it counts."""
    language = context.language
    counted = counted_statuses(year, context)
    columns = (
        column(context.label("status")),
        *(column(one.name, _NUMBER, one.unit) for one in counted),
    )
    rows = [
        Row(
            (
                cells.header(status(value, language)),
                *(
                    cells.linked_count(one.counts[value], one.url(status=value), language)
                    for one in counted
                ),
            )
        )
        for value in Status
    ]
    missed = (cells.linked_count(one.missed, one.url(missed="1"), language) for one in counted)
    rows.append(Row((cells.header(context.word("counts.missed")), *missed)))
    words = "caption" if context.evaluation.projects else "caption_without_projects"
    caption = context.word(f"counts.{words}", year=language.year(year.fiscal_year))
    data = context.links.data(
        "status_counts", owner_type="municipality", fiscal_year=year.fiscal_year
    )
    return context.table("statuses", caption, columns, rows, data=data)
