"""Tables of projects: those of a sheet, one over its years, a list."""

from collections.abc import Iterator
from decimal import Decimal

from hyoka.elements import (
    BREAK,
    Calculated,
    Calculation,
    Cell,
    CellType,
    Column,
    ColumnType,
    Link,
    Row,
    Table,
    note,
)
from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    EvaluatedProject,
    EvaluatedProjectYear,
    MeasureYear,
    PolicyYear,
)
from hyoka.model import Kind
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column, share
from hyoka.tables.filters import Listing
from hyoka.tables.list_rows import ProjectRow
from hyoka.tables.lists import (
    chosen_cell,
    latest_year_column,
    row_attributes,
    sortable,
    told_of_projects,
)
from hyoka.tables.phrases import corrected_mark, project_status_with_movement
from hyoka.wording import Language

_NUMBER, _SHORT = ColumnType.NUMBER, ColumnType.SHORT
_INDICATOR_COLUMNS = 6


def projects_of_sheet(year: PolicyYear | MeasureYear, caption: str, context: PageContext) -> Table:
    """The projects of a sheet with their settlements and indicators, and the sum."""
    label = context.label
    columns = (
        column(label("project")),
        column(label("settlement"), _NUMBER, context.money_unit),
        column(label("indicator")),
        column(label("unit"), _SHORT),
        *(column(label(name), _NUMBER) for name in ("actual", "target")),
        share(label("achievement_rate")),
        column(label("year_on_year"), _NUMBER, context.word("columns.computed")),
    )
    rows = [row for project in year.projects for row in _rows_of_sheet(project, context)]
    rows.append(_total_row(year, context))
    owner = year.policy if isinstance(year, PolicyYear) else year.part
    which = year.leading.which
    data = context.links.data(
        "listed_projects", owner, fiscal_year=year.fiscal_year, project_set=which
    )
    return context.table("projects", caption, columns, rows, data=data)


def _rows_of_sheet(project: EvaluatedProjectYear, context: PageContext) -> Iterator[Row]:
    """A row an indicator; the project and its settlement stand beside all of them."""
    language, height = context.language, len(project.indicators) or 1
    name = Link(project.name, context.links.project(project.project))
    settlement = cells.settlement(project, language)
    beside: tuple[Cell, ...] = (cells.header(name, rows=height), _over(settlement, height))
    if not project.indicators:
        words = context.word("project.no_indicators")
        yield Row((*beside, cells.none(words, columns=_INDICATOR_COLUMNS)))
    for year in project.indicators:
        key = f"{project.project.id}_{year.indicator.id}"
        yield Row((*beside, *_indicator_cells(project, year, context)), key=key)
        beside = ()


def _over(cell: Cell, rows: int) -> Cell:
    return Cell(cell.content, cell.type, rows=rows)


def _indicator_cells(
    project: EvaluatedProjectYear, year: EvaluatedIndicatorYear, context: PageContext
) -> Iterator[Cell]:
    context = context.of(year.indicator)
    language = context.language
    link = context.links.indicator_of(project.project, year.indicator)
    yield cells.text(Link(year.name, link))
    yield cells.unit(year.indicator)
    yield cells.actual(year, language, with_year=True)
    if year.indicator.is_target_group:
        yield cells.none(language.kind(Kind.TARGET_GROUP), columns=2)
    else:
        yield from _target_cells(project, year, context)
    yield cells.calculated(year.year_on_year, context, margin=year.year_on_year_margin)


def _target_cells(
    project: EvaluatedProjectYear, year: EvaluatedIndicatorYear, context: PageContext
) -> Iterator[Cell]:
    yield cells.target(year, context.language)
    yield cells.calculated(
        year.achievement_rate,
        context,
        difference=year.difference,
        lines=context.lines.indicator(project.project, year),
        of_sheet=True,
    )


def _total_row(year: PolicyYear | MeasureYear, context: PageContext) -> Row:
    language, total = context.language, year.money.total
    if total.value is not None:
        added = language.addition(total, context.money_unit)
        text = f"{context.word('totals.added')}：{added}"
        opens = Calculated(
            language.number(total.value), Calculation((text,), figure="settlement-total")
        )
        value = Cell(opens, CellType.NUMBER)
    elif year.leading.planned:
        value = cells.to_come(language)
    else:
        value = cells.number(total.told, language)
    computed = note(context.word("columns.computed"))
    title = cells.header(context.word("totals.row"), BREAK, computed)
    counted = cells.text(language.counted(total), columns=_INDICATOR_COLUMNS)
    return Row((title, value, counted), is_total=True, key="settlement-total")


def project_settlements(project: EvaluatedProject, context: PageContext) -> Table:
    """The settlements of a project over its years, newest first."""
    label, language = context.label, context.language
    per_resident = has_cost_per_resident(project)
    columns = (
        column(label("fiscal_year")),
        column(label("settlement"), _NUMBER, context.money_unit),
        column(label("settlement_change"), _NUMBER),
        column(label("settlement_change_rate"), _NUMBER),
        *(_per_resident_column(context) if per_resident else ()),
    )
    corrections = context.evaluation.corrections_of(project.project)
    rows = (
        Row(
            (
                cells.header(
                    Link(language.year_of(year), context.links.year(year.fiscal_year)),
                    corrected_mark(corrections, f"years/{year.fiscal_year}", language),
                ),
                cells.settlement(year, language),
                cells.calculated(
                    year.settlement_change,
                    context,
                    lines=context.lines.settlement(project.project, year.fiscal_year),
                ),
                cells.calculated(year.settlement_change_rate, context),
                *(_per_resident(year, context) if per_resident else ()),
            ),
            key=str(year.fiscal_year),
        )
        for year in reversed(project.years)
    )
    caption = context.word("project.money_caption", name=project.project.name)
    data = context.links.data("projects", project.project)
    return context.table("settlement", caption, columns, rows, data=data)


def has_cost_per_resident(project: EvaluatedProject) -> bool:
    """Whether it is known of a year what the project cost each resident."""
    costs = (year.costs.cost_per_resident for year in project.years)
    return any(cost is not None and cost.value is not None for cost in costs)


def _per_resident_column(context: PageContext) -> tuple[Column]:
    of = context.label(context.evaluation.municipality.cost_per_resident_of)
    divided = context.word("project.divided_by_population", cost=of)
    return (column(context.label("cost_per_resident"), _NUMBER, divided),)


def _per_resident(year: EvaluatedProjectYear, context: PageContext) -> Iterator[Cell]:
    if year.costs.cost_per_resident is not None:
        yield cells.calculated(year.costs.cost_per_resident, context)


def project_statuses(project: EvaluatedProject, context: PageContext) -> Table:
    """The status of a project in each of its years, newest first."""
    language = context.language
    columns = (
        column(context.label("fiscal_year")),
        column(context.label("status"), ColumnType.PROSE),
    )
    rows = (
        Row(
            (
                cells.header(language.year_of(year)),
                cells.text(project_status_with_movement(year, language)),
            )
        )
        for year in reversed(project.years)
    )
    caption = context.word("project.status_caption", name=project.project.name)
    data = context.links.data("projects", project.project)
    return context.table("status", caption, columns, rows, data=data)


def project_list(
    listing: Listing[ProjectRow], caption: str, context: PageContext, data: str | None = None
) -> Table:
    """A list of projects, each in one year."""
    label, year = context.label, listing.fiscal_year
    owners = (("policy-id", "policy"), ("part", "part"), ("division", "division"))
    shown = [(name, title) for name, title in owners if listing.has(name)]
    years = [row.year for row in listing.rows if row.year]
    told = told_of_projects(years, with_status=context.evaluation.judges)
    columns = (
        sortable(label("project")),
        *_columns_of_year(told, context),
        *latest_year_column(year, context),
        *(sortable(label(title)) for _, title in shown),
    )
    largest = cells.largest(it.record.settlement for it in years)

    def rows() -> Iterator[Row]:
        for row in listing.rows:
            named = row.year.name if row.year and year else row.project.project.name
            chosen = [*(() if year else ("fiscal-year",)), *(name for name, _ in shown)]
            yield Row(
                (
                    cells.header(Link(named, context.links.project(row.project.project))),
                    *_of_year(row.year, told, largest, context.language),
                    *(chosen_cell(name, row.choices[name], context) for name in chosen),
                ),
                attributes=row_attributes(listing, row),
            )

    if data is None:
        data = context.links.data("projects", fiscal_year=year)
    return context.table("projects", caption, columns, rows(), data=data, leading=3)


def _columns_of_year(told: tuple[str, ...], context: PageContext) -> Iterator[Column]:
    label = context.label
    by_name = {
        "status": sortable(label("status")),
        "settlement": sortable(label("settlement"), _NUMBER, context.money_unit),
        "settlement_change": sortable(label("settlement_change"), _NUMBER),
        "settlement_change_rate": sortable(label("settlement_change_rate"), _NUMBER),
        "rates": column(context.word("lists.rates")),
    }
    return (by_name[name] for name in told)


def _of_year(
    year: EvaluatedProjectYear | None,
    told: tuple[str, ...],
    largest: Decimal | None,
    language: Language,
) -> tuple[Cell, ...]:
    if year is None:
        first = cells.no_text(language.word("no_year"))
        return (first, *(cells.dash() for _ in told[1:])) if told else ()
    cell = {
        "status": lambda: cells.project_status(year, language),
        "settlement": lambda: cells.with_bar(
            cells.settlement(year, language, sorts=True), year.record.settlement, largest
        ),
        "settlement_change": lambda: cells.figure(year.settlement_change, language, sorts=True),
        "settlement_change_rate": lambda: cells.figure(
            year.settlement_change_rate, language, sorts=True
        ),
        "rates": lambda: cells.project_rates(year, language),
    }
    return tuple(cell[name]() for name in told)
