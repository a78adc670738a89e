"""Each indicator in each of its years: target, actual, and all that is computed of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedIndicatorYear, EvaluatedSite
from hyoka.model import Indicator, PrintedRate, Rating, RatingScale
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.indicator_figures import indicator_figures, sum_of_years
from hyoka.opendata.indicators import qualifier
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner, whose
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import PERCENT
from hyoka.wording import Language


@dataclass(frozen=True)
class _Year:
    """An indicator in one fiscal year."""

    year: EvaluatedIndicatorYear
    whose: OwnerIds
    written: str
    """The year as it is written in Japan: 平成30年度, 平成30年."""
    basis: str
    """What its status was judged by, in words."""
    includes: str
    """What the sum has in it that is not final or exact, in words."""
    scale: RatingScale | None
    """That of the sheet's rating of the indicator."""

    @property
    def rating(self) -> Rating | None:
        return self.year.record.rating

    @property
    def meaning(self) -> str | None:
        """What the rating stands for."""
        if self.scale is None or self.rating is None:
            return None
        return self.scale.meaning_of(self.rating.value)

    @property
    def it(self) -> Indicator:
        return self.year.indicator

    @property
    def printed(self) -> PrintedRate:
        return self.year.record.printed or PrintedRate()


def _years(evaluation: EvaluatedSite, language: Language) -> Iterator[_Year]:
    for indicator in evaluation.indicators:
        for of_year in indicator.years:
            whose_ = whose(indicator.owner, of_year.fiscal_year)
            written = language.of(indicator.indicator).short_year(of_year.fiscal_year)
            rating = of_year.record.rating
            scale = evaluation.municipality.scale(rating.scale) if rating else None
            basis, includes = language.movement(of_year), language.included(of_year.cumulative)
            yield _Year(of_year, whose_, written, basis, includes, scale)


TABLE = Dataset(
    name="indicators",
    position=10,
    rows=_years,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("indicator_id", lambda row: row.it.id),
        column.repeating(column.text("indicator_name", lambda row: row.year.name)),
        *column.fiscal_year(lambda row: row.year.fiscal_year, written=lambda row: row.written),
        column.repeating(column.code("period", lambda row: row.it.values_of, "periods")),
        column.repeating(column.text("unit", lambda row: row.it.unit or None, NOT_APPLICABLE)),
        column.repeating(column.code("kind", lambda row: row.it.kind, "kinds", NOT_RECORDED)),
        column.repeating(column.number("baseline", lambda row: row.it.baseline, "unit")),
        column.repeating(qualifier("baseline_qualifier", lambda row: row.it.baseline_qualifier)),
        column.repeating(
            column.year("baseline_year", lambda row: row.it.baseline_year, NOT_RECORDED)
        ),
        column.number("year_target", lambda row: row.year.record.target, "unit"),
        column.number("target", lambda row: row.year.target, "unit"),
        qualifier("target_qualifier", lambda row: row.year.effective_target.qualifier),
        column.text("target_words", lambda row: row.year.effective_target.words, NOT_RECORDED),
        column.number(
            "lowest",
            lambda row: row.year.effective_target.range and row.year.effective_target.range.lowest,
            "unit",
        ),
        column.number(
            "highest",
            lambda row: row.year.effective_target.range and row.year.effective_target.range.highest,
            "unit",
        ),
        column.year("target_year", lambda row: row.year.target_year, NOT_RECORDED),
        column.number(
            "final_target", lambda row: dict(row.year.progress_rate.inputs)["target"], "unit"
        ),
        column.number("actual", lambda row: row.year.actual, "unit"),
        qualifier("actual_qualifier", lambda row: row.year.record.actual_qualifier),
        column.number("rank_among", lambda row: row.year.rank_among, "位"),
        sum_of_years(lambda row: row.year),
        column.text("cumulative_includes", lambda row: row.includes or None, NOT_APPLICABLE),
        column.text("actual_words", lambda row: row.year.record.actual_words, NOT_RECORDED),
        column.text("reference_period", lambda row: row.year.record.reference_period, NOT_RECORDED),
        column.telling(
            column.boolean("preliminary", lambda row: bool(row.year.record.preliminary)), (True,)
        ),
        column.telling(
            column.boolean("forecast", lambda row: bool(row.year.record.forecast)), (True,)
        ),
        column.number("preliminary_actual", lambda row: row.year.record.preliminary_actual, "unit"),
        column.integer("respondents", lambda row: row.year.record.respondents, "人", NOT_RECORDED),
        *indicator_figures(lambda row: row.year, lambda row: row.basis),
        column.identifier("scale_id", lambda row: row.scale and row.scale.id, NOT_RECORDED),
        column.text("scale_name", lambda row: row.scale and row.scale.name, NOT_RECORDED),
        column.text("aspect", lambda row: row.rating and row.rating.aspect, NOT_RECORDED),
        column.text("rating", lambda row: row.rating and row.rating.value, NOT_RECORDED),
        column.text("rating_meaning", lambda row: row.meaning, NOT_RECORDED),
        column.telling(
            column.boolean("achieved", lambda row: row.year.record.achieved, NOT_RECORDED),
            (True, False),
        ),
        column.number(
            "printed_achievement_rate", lambda row: row.printed.achievement_rate, PERCENT
        ),
        column.text("difference", lambda row: row.printed.difference, NOT_RECORDED),
        column.text("note", lambda row: row.year.record.note, NOT_RECORDED),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "indicator_id", "fiscal_year"),
    foreign_keys=OF_OWNER,
    compared=Comparison(named_by=("owner_name", "indicator_name", "fiscal_year")),
)
