"""Tables of plans 計画 and policies 重点課題: all of them, the parts of a plan."""

from collections import Counter
from collections.abc import Iterator

from hyoka.elements import BREAK, Cell, CellType, ColumnType, Inline, Link, Row, Table, note
from hyoka.evaluation import EvaluatedMeasure, EvaluatedPlan, EvaluatedSite
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column

_NUMBER = ColumnType.NUMBER


def plans(evaluation: EvaluatedSite, context: PageContext) -> Table:
    """All plans with the number of their parts of each level and of their sheets."""
    word, language = context.word, context.language
    with_sheets = any(plan.sheet_count for plan in evaluation.plans)
    deepest = max((m.part.level for m in evaluation.measures), default=1)
    levels = [language.level_called(level) for level in range(max(deepest, 1) + 1)]
    columns = (
        column(context.label("plan")),
        *(column(word("plans.parts", level=name), _NUMBER, name) for name in levels),
        *((column(word("plans.sheet"), _NUMBER, word("units.sheets")),) if with_sheets else ()),
    )

    def rows() -> Iterator[Row]:
        for evaluated in evaluation.plans:
            plan = evaluated.plan
            counts = Counter(part.level for part in plan.parts)
            term = word(
                "plans.to",
                first=language.year(plan.first_year),
                last=language.year(plan.last_year),
            )
            yield Row(
                (
                    cells.header(Link(plan.name, context.links.plan(plan)), BREAK, note(term)),
                    *(cells.number(counts[level], language) for level in range(len(levels))),
                    *((cells.count(evaluated.sheet_count, language),) if with_sheets else ()),
                )
            )

    data = context.links.data("plans")
    return context.table("plans", word("plans.caption"), columns, rows(), data=data)


def parts_of_plan(plan: EvaluatedPlan, context: PageContext) -> Table:
    """The chapters and measures of a plan with their sheets and their ranks in the surveys."""
    language = context.language
    columns = (
        column(context.label("part")),
        *((column(context.label("sheet")),) if plan.sheet_count else ()),
        *(
            column(context.word("plan.rank", year=language.short_year(survey.fiscal_year)), _NUMBER)
            for survey in plan.surveys
        ),
    )
    rows = (_part_row(measure, plan, context) for measure in plan.measures)
    caption = context.word("plan.parts_caption", name=plan.plan.name)
    data = context.links.data("plans", plan_id=plan.plan.id)
    return context.table("parts", caption, columns, rows, data=data)


def _part_row(measure: EvaluatedMeasure, plan: EvaluatedPlan, context: PageContext) -> Row:
    part, language = measure.part, context.language
    name = language.part(part)
    title: Inline = Link(name, context.links.measure(part)) if measure.recorded else name
    sheets = (
        Link(language.year_of(year), context.links.measure_sheet(year))
        for year in reversed(measure.sheets)
    )
    listed = cells.links(sheets, context.word("policies.unregistered"))
    return Row(
        (
            cells.header(title),
            *((listed,) if plan.sheet_count else ()),
            *_ranks(measure, plan, context),
        ),
        is_total=part.measure is None,
    )


def _ranks(measure: EvaluatedMeasure, plan: EvaluatedPlan, context: PageContext) -> Iterator[Cell]:
    """A measure's rank in each survey; a chapter has none."""
    for survey in plan.surveys:
        result = measure.result_by_year.get(survey.fiscal_year)
        if not measure.part.measure:
            yield cells.dash()
        elif result:
            rank = context.language.rank(result.result, survey.measure_count)
            yield Cell(Link(rank, context.links.survey(survey.fiscal_year)), CellType.NUMBER)
        else:
            yield cells.none(context.word("plan.not_in_survey"))


def policies(evaluation: EvaluatedSite, context: PageContext) -> Table:
    """All policies with their sheets and the number of their indicators and projects."""
    word, language = context.word, context.language
    columns = (
        column(context.label("policy")),
        column(context.label("sheet")),
        column(context.label("indicator"), _NUMBER, word("counts.unit")),
        column(word("policies.own"), _NUMBER, word("counts.project_unit")),
    )

    def rows() -> Iterator[Row]:
        for policy in evaluation.policies:
            name = Link(policy.policy.name, context.links.policy(policy.policy))
            sheets = (
                Link(language.year_of(year), context.links.sheet(year))
                for year in reversed(policy.sheets)
            )
            yield Row(
                (
                    cells.header(f"{policy.policy.number} ", name),
                    cells.links(sheets, word("policies.no_sheet")),
                    cells.count(len(policy.indicators), language),
                    cells.count(len(policy.own), language),
                )
            )

    data = context.links.data("policies")
    return context.table("policies", word("policies.caption"), columns, rows(), data=data)
