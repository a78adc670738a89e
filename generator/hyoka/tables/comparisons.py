"""Tables side by side: the years of a policy, the policies of a year."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from hyoka.elements import (
    BREAK,
    Cell,
    CellType,
    ColumnType,
    Inline,
    Link,
    ListedInline,
    Row,
    RowGroup,
    Table,
    note,
)
from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    EvaluatedPolicy,
    EvaluatedYear,
    PolicyYear,
    ProjectGroup,
    ProjectSet,
)
from hyoka.evaluation.figures import Figure, Status
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.phrases import calendar_year, project_set, status, status_with_movement
from hyoka.tables.totals import sheet_of
from hyoka.units import FiscalYear
from hyoka.urls import narrowed
from hyoka.wording import Language


def _row(title: Inline, row_cells: Iterable[Cell], key: str = "") -> Row:
    return Row((cells.header(title), *row_cells), key=key)


def _sheets(years: Iterable[PolicyYear], context: PageContext) -> Row:
    return _row(context.label("sheet"), (cells.text(sheet_of(year, context)) for year in years))


def compare_years(policy: EvaluatedPolicy, context: PageContext) -> Table:
    """The years of a policy side by side, newest first."""
    years, language = policy.years[::-1], context.language
    columns = (
        column(context.word("compare.item")),
        *(column(language.year(year.fiscal_year), ColumnType.NUMBER) for year in years),
    )
    counted = RowGroup(
        tuple(_indicator_counts_of_years(policy, years, context)),
        context.word("compare.indicator_statuses"),
    )
    groups = [
        *((counted,) if context.evaluation.judges else ()),
        *(_indicator_group(indicator, years, context) for indicator in policy.indicators),
    ]
    if policy.projects:
        groups += [
            RowGroup(
                tuple(_money_rows(years, which, context)),
                context.word("compare.money", set=language.project_set(policy.policy, which)),
            )
            for which in policy.shown_sets
        ]
        groups.append(_settlements(policy, years, context))
    recorded = any(indicator.years for indicator in policy.indicators)
    return context.table(
        "compare",
        context.word("policy_compare.caption", name=policy.policy.name),
        columns,
        [_sheets(years, context)],
        groups=groups,
        data=context.links.data("indicators" if recorded else "totals", policy.policy),
    )


def _status_rows(count: Callable[[Status], Iterable[Cell]], language: Language) -> Iterator[Row]:
    """How many have each status; `count`: the cells of one."""
    return (_row(status(value, language), count(value)) for value in Status)


def _indicator_counts_of_years(
    policy: EvaluatedPolicy, years: Iterable[PolicyYear], context: PageContext
) -> Iterator[Row]:
    owner = {"of": "policy", "policy-id": policy.policy.id}

    def counts(value: Status) -> Iterator[Cell]:
        for year in years:
            known = year.indicator_statuses[value] if year.sheet else None
            url = context.links.year_indicators(year.fiscal_year)
            yield _count(year, known, url, {**owner, "status": value}, context.language)

    return _status_rows(counts, context.language)


def _count(
    year: PolicyYear, count: int | None, url: str, choices: dict[str, str], language: Language
) -> Cell:
    """How many there are and the way to them; `None`: that is not known."""
    if year.planned:
        return cells.to_come(language)
    if count is None:
        return cells.absent(language)
    return cells.linked_count(count, narrowed(url, **choices), language)


def _indicator_group(
    indicator: EvaluatedIndicator, years: Iterable[PolicyYear], context: PageContext
) -> RowGroup:
    its = indicator.indicator
    name, context = Link(its.name, context.links.indicator(indicator)), context.of(its)
    language = context.language
    if not indicator.years:
        return RowGroup((), (name, BREAK, note(language.begun(indicator))))
    by_name: dict[str, Callable[[EvaluatedIndicatorYear], Cell]] = {
        "actual": lambda year: cells.actual(year, language, its.unit, with_year=True),
        "target": lambda year: cells.target(year, language, its.unit),
        "achievement_rate": lambda year: cells.calculated(
            year.achievement_rate, context, difference=year.difference
        ),
        "change": lambda year: cells.calculated(year.change, context, margin=year.change_margin),
        "year_on_year": lambda year: cells.calculated(
            year.year_on_year, context, margin=year.year_on_year_margin
        ),
        "status": lambda year: cells.status(year, language),
    }
    found = [indicator.by_year.get(year.fiscal_year) for year in years]
    rows = (
        _row(
            context.label(name),
            (
                cells.of(cell(year), year.fiscal_year) if year else cells.absent(language)
                for year in found
            ),
            f"{its.id}_{name.replace('_', '-')}",
        )
        for name, cell in by_name.items()
        if not its.is_target_group or name in _OF_TARGET_GROUP
    )
    return RowGroup(tuple(rows), name)


_OF_TARGET_GROUP = ("actual", "year_on_year")
"""What is compared of an indicator that has no target and is not judged."""


def _money_rows(
    years: Iterable[PolicyYear], which: ProjectSet, context: PageContext
) -> Iterator[Row]:
    """The sum of a set of projects, of how many it is, and its change."""
    language = context.language
    groups = [(year, year.group_of(which)) for year in years]
    title = (context.label("settlement_total"), BREAK, note(context.money_unit))
    yield _row(title, (_sum(group, language) for _, group in groups))
    counted = context.word("totals.counted_column")
    yield _row(counted, (_counted(year, group, context) for year, group in groups))
    for name in ("change", "change_rate"):
        changes = (_change(year, name, group, context) for year, group in groups)
        yield _row(
            context.label(f"settlement_{name}"), changes, f"{which}_{name.replace('_', '-')}"
        )


def _change(year: PolicyYear, name: str, group: ProjectGroup | None, context: PageContext) -> Cell:
    """How the sum of a set changed in a year of a policy, as an amount or a rate."""
    if group is None or not group.projects:
        return cells.absent(context.language)
    figure: Figure = getattr(group.money, name)
    return cells.of(cells.calculated(figure, context), f"{year.policy.id}.{year.fiscal_year}")


def _sum(group: ProjectGroup | None, language: Language) -> Cell:
    if group and group.planned:
        return cells.to_come(language)
    if group and group.projects:
        return cells.number(group.money.total.told, language)
    return cells.absent(language)


def _counted(year: PolicyYear, group: ProjectGroup | None, context: PageContext) -> Cell:
    if group and group.projects:
        counted = context.language.counted(group.money.total)
        return cells.text(project_set(year, group, context), BREAK, counted)
    return cells.text(context.word("totals.no_projects"))


def _settlements(
    policy: EvaluatedPolicy, years: Iterable[PolicyYear], context: PageContext
) -> RowGroup:
    rows = (
        _row(
            Link(project.project.name, context.links.project(project.project)),
            (
                cells.settlement(project.by_year.get(year.fiscal_year), context.language)
                for year in years
            ),
        )
        for project in policy.projects
    )
    title = context.word("compare.settlements", unit=context.money_unit)
    return RowGroup(tuple(rows), title)


def compare_indicators(indicators: Sequence[EvaluatedIndicator], context: PageContext) -> Table:
    """Indicators side by side, newest year first."""
    language = context.language
    years = sorted({year for one in indicators for year in one.by_year}, reverse=True)
    columns = (
        column(context.word("compare.item")),
        *(column(one.indicator.name) for one in indicators),
    )
    rows = [_row(context.word("compare.owner"), (_owner(one, context) for one in indicators))]
    rows += [
        _row(language.year(year), (_of_year(one, year, context) for one in indicators))
        for year in years
    ]
    data = context.links.data("indicators")
    caption = context.word("indicator_compare.caption")
    return context.table("compare", caption, columns, rows, data=data)


def _owner(indicator: EvaluatedIndicator, context: PageContext) -> Cell:
    """Whose an indicator is, and the way to its own page."""
    whose = Link(indicator.owner.name, context.links.owner(indicator.owner))
    page = Link(context.word("indicator.link"), context.links.indicator(indicator))
    return cells.text(whose, BREAK, page)


def _of_year(indicator: EvaluatedIndicator, fiscal_year: FiscalYear, context: PageContext) -> Cell:
    """An indicator's actual, target and status in a year."""
    language = context.language
    year = indicator.by_year.get(fiscal_year)
    if year is None:
        return cells.absent(language)
    judged = (status(year.status, language), " ", BREAK) if context.evaluation.judges else ""
    return cells.text(judged, _compared(year, language), calendar_year(year, language))


def compare_policies(year: EvaluatedYear, context: PageContext) -> Table:
    """The policies of a year side by side."""
    columns = (
        column(context.word("compare.item")),
        *(column(policy.name) for policy in year.compared),
    )
    sets = (ProjectSet.LISTED, ProjectSet.OWN) if _lists(year) else (ProjectSet.OWN,)
    groups = [
        *_status_groups(year, context),
        *(
            RowGroup(
                tuple(_money_rows(year.compared, which, context)),
                context.word("compare.money", set=context.word(f"totals.sets.{which}_of_policy")),
            )
            for which in sets
        ),
    ]
    return context.table(
        "compare",
        context.word("year_compare.caption", year=context.language.year(year.fiscal_year)),
        columns,
        [_sheets(year.compared, context)],
        groups=groups,
        data=context.links.data("indicators", owner_type="policy", fiscal_year=year.fiscal_year),
    )


def _status_groups(year: EvaluatedYear, context: PageContext) -> Iterator[RowGroup]:
    """How many indicators and projects have each status; the indicators themselves."""
    listed = _row(
        context.word("compare.indicators"),
        (_listed(policy, context) for policy in year.compared),
    )
    if not context.evaluation.judges:
        yield RowGroup((listed,), context.label("indicator"))
        return
    rows = (*_indicator_rows(year, context), listed)
    yield RowGroup(rows, context.word("compare.indicator_statuses"))
    yield RowGroup(tuple(_project_rows(year, context)), context.word("compare.project_statuses"))


def _lists(year: EvaluatedYear) -> bool:
    return any(policy.listed for policy in year.compared)


def _indicator_rows(year: EvaluatedYear, context: PageContext) -> Iterator[Row]:
    url = context.links.year_indicators(year.fiscal_year)

    def count(policy: PolicyYear, of: int, **choices: str) -> Cell:
        known = of if policy.sheet else None
        owner = {"of": "policy", "policy-id": policy.policy.id}
        return _count(policy, known, url, {**owner, **choices}, context.language)

    yield from _status_rows(
        lambda value: (
            count(policy, policy.indicator_statuses[value], status=value)
            for policy in year.compared
        ),
        context.language,
    )
    missed = (count(policy, policy.indicators_missed, missed="1") for policy in year.compared)
    yield _row(context.word("counts.missed"), missed)


def _listed(policy: PolicyYear, context: PageContext) -> Cell:
    """Every indicator of a policy with its status, its actual and its target."""
    language, judges = context.language, context.evaluation.judges
    if not policy.indicators:
        return cells.absent(language)
    items = tuple(
        (
            Link(year.name, context.links.indicator_of(policy.policy, year.indicator)),
            calendar_year(year, language),
            (BREAK, status_with_movement(year, language)) if judges else "",
            BREAK,
            _compared(year, language),
        )
        for year in policy.indicators
    )
    return Cell(ListedInline(items), CellType.WORDS)


def _project_rows(year: EvaluatedYear, context: PageContext) -> Iterator[Row]:
    url = context.links.year_projects(year.fiscal_year)

    def count(policy: PolicyYear, of: int, **choices: str) -> Cell:
        known = of if policy.own.projects else None
        owner = {"policy-id": policy.policy.id}
        return _count(policy, known, url, {**owner, **choices}, context.language)

    yield from _status_rows(
        lambda value: (
            count(policy, policy.own.statuses[value], status=value) for policy in year.compared
        ),
        context.language,
    )
    missed = (count(policy, policy.own.missed, missed="1") for policy in year.compared)
    yield _row(context.word("counts.missed"), missed)


def _compared(year: EvaluatedIndicatorYear, language: Language) -> str:
    """An indicator's actual beside its target, and which target that is."""
    held = year.effective_target
    known = held.range or held.words or held.rule or isinstance(year.target, Decimal)
    aim = language.aim(year) if known else language.label("target")
    actual, target = language.compared_actual(year), language.target(year)
    return language.word("compare.indicator", actual=actual, aim=aim, target=target)
