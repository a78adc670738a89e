"""Tables of citizens' surveys 市民意識調査: results, a measure over the surveys, all surveys."""

from collections import Counter
from decimal import Decimal

from hyoka.elements import (
    BREAK,
    Cell,
    CellType,
    Column,
    ColumnType,
    Link,
    Row,
    Table,
    joined,
    note,
)
from hyoka.evaluation import (
    CorrectedValue,
    EvaluatedMeasure,
    EvaluatedSite,
    EvaluatedSurvey,
    EvaluatedSurveyResult,
    RankedSurveys,
)
from hyoka.evaluation.figures import Status
from hyoka.model import Survey
from hyoka.tables import cells, phrases
from hyoka.tables.context import PageContext, column
from hyoka.tables.phrases import corrected_mark
from hyoka.wording import Language

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


def ranks_over_surveys(ranked: RankedSurveys, number: int, context: PageContext) -> Table | None:
    """Each measure's rank in the surveys that asked the same, beside how its indicators stand.

    `number`: which of the site's questions it is, from 1. `None` where one survey alone asked and
    nothing stands beside it: its own page tells as much.
    """
    evaluation, word = context.evaluation, context.word
    surveys = ranked.surveys[::-1]
    measures = {
        key: evaluation.measures_by_key[ranked.part(key).plan.id, key] for key in ranked.results
    }
    told = evaluation.judges
    stands = any(it.indicator_statuses or it.project_statuses for it in measures.values())
    if len(surveys) == 1 and not (told and stands):
        return None
    columns = (
        column(context.label("measure")),
        *(column(context.language.short_year(one.survey.fiscal_year), _NUMBER) for one in surveys),
        *((column(word("surveys.indicators")),) if told else ()),
        *((column(word("surveys.projects")),) if told and evaluation.projects else ()),
    )
    rows = (_ranks_row(measure, ranked, context) for measure in measures.values())
    caption = word("surveys.ranks_caption", question=ranked.question)
    data = context.links.data("surveys")
    return context.table(f"ranks-{number}", caption, columns, rows, data=data)


def _ranks_row(measure: EvaluatedMeasure, ranked: RankedSurveys, context: PageContext) -> Row:
    language, part = context.language, measure.part
    by_year = ranked.results[part.id]
    name = cells.header(Link(language.part(part), context.links.measure(part)))
    ranks = []
    for one in reversed(ranked.surveys):
        found = by_year.get(one.survey.fiscal_year)
        if found is None:
            ranks.append(cells.absent(language))
        else:
            rank = language.rank(found.result, one.survey.measure_count)
            ranks.append(Cell((rank, BREAK, note(_share(found, language))), CellType.NUMBER))
    if not context.evaluation.judges:
        return Row((name, *ranks))
    of_projects = [measure.project_statuses] if context.evaluation.projects else []
    beside = (measure.indicator_statuses, *of_projects)
    return Row((name, *ranks, *(_statuses(each, language) for each in beside)))


def _share(found: EvaluatedSurveyResult, language: Language) -> str:
    share = language.figure(found.share)
    if found.share_margin.value is None:
        return share
    return language.word(
        "surveys.with_margin", share=share, margin=language.figure(found.share_margin)
    )


def _statuses(found: list[Status], language: Language) -> Cell:
    """How many have each status; what is worst comes first."""
    counts = Counter(found)
    parts = [
        (phrases.status(status, language), f" {language.number(counts[status])}")
        for status in _WORST_FIRST
        if counts[status]
    ]
    return cells.text(joined(tuple(parts))) if parts else cells.no_text(language.word("absent"))


_WORST_FIRST = (
    Status.WORSENED,
    Status.UNCHANGED,
    Status.IMPROVED,
    Status.ACHIEVED,
    Status.UNDETERMINED,
    Status.NOT_JUDGED,
)
