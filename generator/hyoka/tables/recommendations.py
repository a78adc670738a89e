"""Tables of recommendations 指摘: all of them, those about something, how many by body and year."""

from collections.abc import Iterable, Iterator, Mapping

from hyoka.elements import BREAK, ColumnType, Link, Row, Table, note
from hyoka.evaluation import (
    CountedRecommendations,
    EvaluatedRecommendation,
    EvaluatedSite,
    Owner,
    RecommendationStatus,
    count_recommendations,
)
from hyoka.tables import cells, phrases
from hyoka.tables.context import PageContext, column
from hyoka.units import FiscalYear


def recommendations(evaluation: EvaluatedSite, context: PageContext) -> Table:
    """All recommendations, the open ones first."""
    caption = context.word("recommendations.caption")
    data = context.links.data("recommendations")
    return recommendations_table(evaluation.recommendations, caption, data, context)


def recommended(
    owner: Owner, name: str, context: PageContext, fiscal_year: FiscalYear | None = None
) -> Mapping[str, Table | None]:
    """The recommendations about something; of a `fiscal_year`, those that its sheet shows."""
    found = context.evaluation.recommendations_about(owner, fiscal_year)
    if not found:
        return {"recommendations": None}
    caption = context.word("recommendation.caption", name=name)
    data = context.links.data("recommendation_subjects", owner)
    return {"recommendations": recommendations_table(found, caption, data, context)}


def recommendations_table(
    every: Iterable[EvaluatedRecommendation], caption: str, data: str, context: PageContext
) -> Table:
    """Some recommendations: how far each is, who made it and when."""
    label, language = context.label, context.language
    columns = (
        column(label("recommendation")),
        column(label("recommendation_status")),
        column(label("recommender")),
        column(context.word("sheet.evaluated")),
    )

    def rows() -> Iterator[Row]:
        for it in every:
            told = it.recommendation
            year = cells.no_text(context.word("absent"))
            if told.fiscal_year:
                year = cells.text(language.year(told.fiscal_year))
            yield Row(
                (
                    cells.header(Link(told.title, context.links.recommendation(told))),
                    cells.text(phrases.recommendation_status(it, language)),
                    cells.text(told.by.name, BREAK, note(language.date(told.date))),
                    year,
                )
            )

    return context.table("recommendations", caption, columns, rows(), data=data)


def recommendation_counts(evaluation: EvaluatedSite, context: PageContext) -> Table:
    """How many of each body and fiscal year have each status that there is."""
    counted = count_recommendations(evaluation.recommendations)
    shown = [s for s in RecommendationStatus if any(dict(one.counts)[s] for one in counted)]
    word, number = context.word, ColumnType.NUMBER
    columns = (
        column(context.label("recommender")),
        column(word("sheet.evaluated")),
        column(word("recommendations.count"), number),
        *(column(word(f"recommendation_statuses.{status}"), number) for status in shown),
    )
    rows = (_counts(one, shown, context) for one in counted)
    data = context.links.data("recommendations")
    caption = word("recommendations.counts_caption")
    return context.table("counts", caption, columns, rows, data=data)


def _counts(
    counted: CountedRecommendations, shown: Iterable[RecommendationStatus], context: PageContext
) -> Row:
    language, counts, year = context.language, dict(counted.counts), counted.fiscal_year
    return Row(
        (
            cells.header(language.recommender(counted.kind, counted.name)),
            cells.text(language.year(year) if year else context.word("absent")),
            cells.number(sum(counts.values()), language),
            *(cells.number(counts[status], language) for status in shown),
        )
    )
