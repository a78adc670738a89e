"""Tables of citizens' surveys 市民意識調査: results, a measure over the surveys, all surveys."""

from decimal import Decimal

from hyoka.elements import BREAK, Cell, CellType, Column, ColumnType, Link, Row, Table, note
from hyoka.evaluation import (
    CorrectedValue,
    EvaluatedMeasure,
    EvaluatedSite,
    EvaluatedSurvey,
    EvaluatedSurveyResult,
)
from hyoka.model import Survey
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.tables.phrases import corrected_mark

_NUMBER = ColumnType.NUMBER


def survey_results(
    survey: Survey,
    results: tuple[EvaluatedSurveyResult, ...],
    context: PageContext,
    *,
    with_margins: bool = False,
    corrections: tuple[CorrectedValue, ...] = (),
) -> Table:
    """Those of a survey's `results` that are shown; with the margin of each share."""
    label, word, language = context.label, context.word, context.language
    margin = column(word("margins.label"), _NUMBER, word("columns.computed"))
    columns = (
        column("・".join(language.levels_called(one.part for one in results)) or label("part")),
        column(label("rank"), _NUMBER),
        column(label("share"), _NUMBER),
        column(label("count"), _NUMBER, word("units.people")),
        *((margin,) if with_margins else ()),
    )
    rows = (
        Row(
            (
                _measure(survey, result, corrections, context),
                Cell(language.rank(result.result, survey.measure_count), CellType.NUMBER),
                cells.calculated(result.share, context, of_sheet=True),
                cells.number(result.result.count, language),
                *((cells.calculated(result.share_margin, context),) if with_margins else ()),
            ),
            key=f"{result.part.plan.id}_{result.part.id}",
        )
        for result in results
    )
    caption = word(
        "sheet.survey_caption",
        survey=survey.name,
        respondents=language.value(_number(survey.respondents)),
        measures=language.value(_number(survey.measure_count)),
    )
    data = context.links.data("surveys", fiscal_year=survey.fiscal_year)
    return context.table("results", caption, columns, rows, data=data)


def _number(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)


def _measure(
    survey: Survey,
    result: EvaluatedSurveyResult,
    corrections: tuple[CorrectedValue, ...],
    context: PageContext,
) -> Cell:
    """A measure that was asked about, by its name of that year."""
    language, year = context.language, survey.fiscal_year
    part = result.part
    above = context.word("measure.path").join(language.part(it, year) for it in part.above)
    return cells.header(
        Link(language.part(part, year), context.links.measure(part)),
        BREAK,
        note(above),
        corrected_mark(corrections, f"results/{part.id}", language),
    )


def survey_results_of_measure(measure: EvaluatedMeasure, context: PageContext) -> Table:
    """What every survey found about a measure, newest first."""
    label, language = context.label, context.language
    people = context.word("units.people")
    columns: tuple[Column, ...] = (
        column(label("survey")),
        column(label("count"), _NUMBER, people),
        column(label("respondents"), _NUMBER, people),
        column(label("share"), _NUMBER),
        column(label("rank"), _NUMBER),
    )
    rows = (
        Row(
            (
                cells.header(Link(survey.name, context.links.survey(survey.fiscal_year))),
                cells.number(result.result.count, language),
                cells.number(survey.respondents, language),
                cells.calculated(result.share, context),
                Cell(language.rank(result.result, survey.measure_count), CellType.NUMBER),
            ),
            key=str(survey.fiscal_year),
        )
        for survey, result in reversed(measure.survey_results)
    )
    caption = context.word("measure.survey_caption", name=measure.part.name)
    data = context.links.data("surveys", measure.part)
    return context.table("survey", caption, columns, rows, data=data)


def surveys(evaluation: EvaluatedSite, context: PageContext) -> Table:
    """All surveys, newest first."""
    label, language = context.label, context.language
    columns = (
        column(label("survey")),
        column(label("fiscal_year")),
        column(label("respondents"), _NUMBER, context.word("units.people")),
    )
    rows = (_survey_row(survey, context) for survey in reversed(evaluation.surveys))
    data = context.links.data("survey_definitions")
    return context.table("surveys", language.word("surveys.caption"), columns, rows, data=data)


def _survey_row(evaluated: EvaluatedSurvey, context: PageContext) -> Row:
    survey, language = evaluated.survey, context.language
    return Row(
        (
            cells.header(Link(survey.name, context.links.survey(survey.fiscal_year))),
            cells.text(language.year(survey.fiscal_year)),
            cells.number(survey.respondents, language),
        )
    )
