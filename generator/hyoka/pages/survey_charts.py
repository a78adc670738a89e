"""What is drawn of a survey: its items and measures, satisfaction and importance, ranks."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from hyoka import charts
from hyoka.evaluation import (
    EvaluatedMeasure,
    EvaluatedQuestion,
    EvaluatedSite,
    EvaluatedSurvey,
    RankedSurveys,
    in_order_of_rank,
)
from hyoka.evaluation.figures import Status
from hyoka.tables.survey_questions import asked_item
from hyoka.units import PERCENT, Value
from hyoka.wording import Language


def item_bars(asked: EvaluatedQuestion, title: str, language: Language) -> tuple[str, str]:
    """The means of a question's items, else the shares, where all have one; and their legend."""
    names = [asked_item(one, language) for one in asked.results]
    low, high = asked.question.lowest_mean, asked.question.highest_mean
    scored = None if low is None or high is None else (low, high)
    nothing: list[Value | None] = [None] * len(names)
    margins = [one.share_margin.shown for one in asked.results]
    for values, beside, unit, ends in (
        ([one.mean for one in asked.results], nothing, language.word("units.score"), scored),
        ([one.told_share for one in asked.results], margins, PERCENT, _WHOLE),
    ):
        items = list(_items(names, values, beside))
        if items and len(items) == len(names):
            chart = charts.item_bars(title, items, unit, ends, language)
            with_margins = any(item.margin for item in items)
            return chart, charts.items_legend(unit, ends, language, with_margins=with_margins)
    return "", ""


_WHOLE = (Decimal(0), Decimal(100))
_FIRST = 20
"""So many measures are drawn of a survey; its table has all."""


def _items(
    names: Iterable[str], values: Iterable[Value | None], margins: Iterable[Value | None]
) -> Iterator[charts.Item]:
    """Those that have a number."""
    for name, value, margin in zip(names, values, margins, strict=True):
        if isinstance(value, Decimal):
            yield charts.Item(name, value, margin if isinstance(margin, Decimal) else None)


def measure_bars(survey: EvaluatedSurvey, title: str, language: Language) -> tuple[str, str]:
    """The measures of a survey by their rank, with their shares and margins; and their legend."""
    asked, ranked = survey.survey, in_order_of_rank(survey.results)
    names = []
    for one in ranked:
        place = language.part(one.part, asked.fiscal_year)
        rank = language.rank(one.result, asked.measure_count) if one.result.rank else ""
        names.append(f"{rank}　{place}" if rank else place)
    shares = [one.share.shown for one in ranked]
    margins = [one.share_margin.shown for one in ranked]
    items = list(_items(names, shares, margins))
    chart = charts.item_bars(title, items[:_FIRST], PERCENT, None, language)
    legend = charts.items_legend(
        PERCENT,
        None,
        language,
        order="items_by_rank",
        with_margins=any(item.margin for item in items),
    )
    cut = len(items) > _FIRST
    first = language.word("charts.items_first", count=language.number(_FIRST)) if cut else ""
    return chart, legend + first


def rank_rows(ranked: RankedSurveys, site: EvaluatedSite, language: Language) -> tuple[str, str]:
    """The ranks of measures in surveys that asked the same, with what got worse; their legend."""
    years = [
        charts.AskedYear(one.survey.fiscal_year, one.survey.measure_count or 0)
        for one in ranked.surveys
    ]
    measures = [
        charts.RankedOver(
            ranked.part(key).name,
            ranked.ranks(key),
            _worsened(site.measures_by_key[ranked.part(key).plan.id, key], language),
        )
        for key in ranked.results
    ]
    title = language.word("charts.ranks", question=ranked.question)
    legend = charts.ranks_legend(years[-1].among, language)
    worsened = language.word("charts.ranks_worsened") if site.judges else ""
    return charts.rank_rows(title, years, measures, language), legend + worsened


def _worsened(measure: EvaluatedMeasure, language: Language) -> str:
    """How many of its indicators and projects are worse, in the latest year of each."""
    statuses = (*measure.indicator_statuses, *measure.project_statuses)
    count = statuses.count(Status.WORSENED)
    if not count:
        return ""
    symbol, word = language.symbol(Status.WORSENED), language.status(Status.WORSENED)
    return f"{symbol}{word}{language.number(count)}"


def scatter(survey: EvaluatedSurvey, title: str, language: Language) -> str:
    """Satisfaction to the right, importance upwards."""
    pairs = survey.satisfaction_beside_importance
    with_means = survey.beside_as_means
    values = [tuple(one.mean if with_means else one.told_share for one in pair) for pair in pairs]
    known = [
        (asked_item(pair[0], language), (x, y))
        for pair, (x, y) in zip(pairs, values, strict=True)
        if isinstance(x, Decimal) and isinstance(y, Decimal)
    ]
    names = (language.word("asks.satisfaction"), language.word("asks.importance"))
    unit = language.word("units.score") if with_means else PERCENT
    points = [point for _, point in known]
    return charts.scatter(title, names, points, unit, language, [item for item, _ in known])
