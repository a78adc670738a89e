"""The figures of an indicator, year by year, from what each year recorded."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from hyoka.evaluation import figures
from hyoka.evaluation.figures import Figure, Judgement, Reason, Status
from hyoka.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    RoundingRules,
    rounding_rules,
    rows_by_indicator,
)
from hyoka.evaluation.indicator_case import IndicatorCase
from hyoka.evaluation.indicator_groups import groups_of
from hyoka.evaluation.target import (
    EffectiveTarget,
    direction_of,
    leads_back,
    passed,
)
from hyoka.model import (
    AchievementMethod,
    Direction,
    Indicator,
    IndicatorYear,
    Kind,
    MeasureSheet,
    Municipality,
    PlanPart,
    Policy,
    Project,
    ProjectYear,
    Qualifier,
    Sheet,
    planned_years,
)
from hyoka.units import FiscalYear, Value

Inputs = dict[str, Value | None]
"""Recorded values by the names that they have in a formula."""


def evaluate_indicators(  # noqa: PLR0913 - what they are evaluated by
    owner: Policy | Project | PlanPart,
    indicators: Iterable[Indicator],
    years: Sequence[Sheet | MeasureSheet | ProjectYear],
    planned: frozenset[FiscalYear],
    manner: RoundingRules,
    *,
    over: bool = False,
) -> tuple[EvaluatedIndicator, ...]:
    """An owner's indicators over their years, from what each year recorded.

    `planned`: the years that hold nothing but plans. `over`: whether other records tell of years
    after the owner's plan.
    """
    rows = rows_by_indicator(years)
    told = tuple(sorted({year.fiscal_year for year in years} - planned))

    def evaluated(one: Indicator, its: Mapping[FiscalYear, IndicatorYear]) -> EvaluatedIndicator:
        groups = tuple(evaluated(group, of_group) for group, of_group in groups_of(one, its))
        of_years = evaluate_indicator(one, its, manner, planned)
        return EvaluatedIndicator(one, owner, of_years, told, over, groups)

    return tuple(evaluated(one, rows[one.id]) for one in indicators)


@dataclass(frozen=True)
class OwnIndicators:
    """The indicators of a policy or a measure over its sheets; computed when they are asked for."""

    owner: Policy | PlanPart
    indicators: tuple[Indicator, ...]
    sheets: tuple[Sheet | MeasureSheet, ...]
    municipality: Municipality = field(repr=False)
    over: bool = False
    """Whether other records tell of years after its plan."""

    @cached_property
    def evaluated(self) -> tuple[EvaluatedIndicator, ...]:
        """They, with every figure."""
        manner = rounding_rules(self.municipality, self.municipality.decimals.policy_rate)
        planned = planned_years(self.sheets)
        return evaluate_indicators(
            self.owner, self.indicators, self.sheets, planned, manner, over=self.over
        )


def evaluate_indicator(
    indicator: Indicator,
    rows: Mapping[FiscalYear, IndicatorYear],
    manner: RoundingRules,
    planned: Collection[FiscalYear] = (),
) -> tuple[EvaluatedIndicatorYear, ...]:
    """An indicator's years, oldest first, from what each year recorded.

    `planned`: the years of its owner that hold nothing but plans.
    """
    direction = direction_of(indicator, rows)
    cases = (
        IndicatorCase(indicator, direction, year, rows, manner, year in planned)
        for year in sorted(rows)
    )
    return tuple(_evaluated(case) for case in cases)


def evaluate_achievement_rate(
    indicator: Indicator,
    fiscal_year: FiscalYear,
    rows: Mapping[FiscalYear, IndicatorYear],
    manner: RoundingRules,
) -> Figure:
    """The 達成率 of a year alone, from what each year recorded."""
    case = IndicatorCase(
        indicator, direction_of(indicator, rows), fiscal_year, rows, manner, planned=False
    )
    return _compared(case, _told(case, _achievement_rate(case)))


def _evaluated(case: IndicatorCase) -> EvaluatedIndicatorYear:
    since, lately = case.actual | case.baseline, case.actual | case.last
    ranks = case.indicator.is_rank
    places = case.manner.places

    def difference(function: Callable[..., Decimal | Reason], of: Inputs) -> Figure:
        return _compared(case, figures.compute(function, of, unit=case.in_unit))

    def rate(function: Callable[..., Decimal | Reason], of: Inputs) -> Figure | None:
        if case.is_share or case.not_a_rate:
            return None
        return _compared(case, figures.compute(function, of, places=places))

    return EvaluatedIndicatorYear(
        case.indicator,
        case.fiscal_year,
        case.row,
        case.effective_target,
        _compared(case, _told(case, _achievement_rate(case))),
        _compared(case, _told(case, _progress_rate(case)), case.final_target),
        difference(figures.change_of_rank if ranks else figures.change, since),
        rate(figures.change_rate, since),
        _change_margin(case),
        difference(figures.year_on_year_of_rank if ranks else figures.year_on_year, lately),
        rate(figures.year_on_year_rate, lately),
        _year_on_year_margin(case),
        _judgement(case),
        case.planned,
        case.cumulative,
        case.previous,
    )


def _achievement_rate(case: IndicatorCase) -> Figure:
    inputs = case.actual | {"target": case.effective_target.value}
    places, printed = case.manner.places, case.row.printed
    by_sheet = printed.achievement_rate if printed else None
    method = case.indicator.achievement_method or case.manner.method
    unfit, function = case.not_a_rate or case.lacks_direction, figures.achievement_rate
    if case.indicator.achievement_method is AchievementMethod.NONE:
        unfit = unfit or Reason("no_rate")
    if case.indicator.cumulative_from is not None:
        return _cumulative_rate(case, by_sheet, unfit)
    lower = case.direction is Direction.LOWER and not unfit
    if lower and isinstance(case.effective_target.value, Decimal):
        if method in {None, AchievementMethod.NONE}:
            # Where lower is better, actual ÷ target would praise the worse value.
            unfit = Reason("lower_is_better")
        else:
            function = _METHODS[method]
            inputs |= case.baseline if method is AchievementMethod.FROM_BASELINE else {}
    return figures.compute(function, inputs, places=places, printed=by_sheet, unfit=unfit)


def _cumulative_rate(case: IndicatorCase, by_sheet: Decimal | None, unfit: Reason | None) -> Figure:
    counted, target = case.counted, case.effective_target.value
    inputs = {"cumulative": counted if isinstance(counted, Decimal) else None, "target": target}
    function, places = figures.achievement_rate_cumulative, case.manner.places
    figure = figures.compute(function, inputs, places=places, printed=by_sheet, unfit=unfit)
    if isinstance(counted, Reason):
        return replace(figure, reason=counted)
    if case.cumulative is None:
        return figure
    about = frozenset({"cumulative"} if case.cumulative.about else ())
    return replace(figure, addends=case.cumulative.amounts, about=about)


UNJUDGED = (Kind.OUTPUT, Kind.TARGET_GROUP)
"""The kinds of indicators that tell something without saying how well it went."""

_METHODS: Mapping[AchievementMethod, Callable[..., Decimal | Reason]] = {
    known.achievement_method: known.function
    for known in figures.FIGURES.values()
    if known.achievement_method is not None
}


def _progress_rate(case: IndicatorCase) -> Figure:
    final = case.final_target.value
    inputs = case.actual | case.baseline | {"target": final}
    backwards = leads_back(case.direction, case.indicator.baseline, final)
    unfit = Reason("target_behind_baseline", "target") if backwards else None
    if case.indicator.cumulative_from is not None:
        unfit = Reason("cumulative")
    unfit = case.not_a_rate or case.lacks_direction or unfit
    return figures.compute(figures.progress_rate, inputs, places=case.manner.places, unfit=unfit)


def _told(case: IndicatorCase, figure: Figure) -> Figure:
    """The same figure; where it only lacks a target because there can be none, it says so."""
    if figure.reason != Reason("absent", "target"):
        return figure
    if case.indicator.range is not None:
        return replace(figure, reason=Reason("range"))
    if case.effective_target.rule is not None:
        return replace(figure, reason=Reason("target_rule"))
    if passed(case.indicator, case.fiscal_year):
        return replace(figure, reason=Reason("past_target"))
    return figure


def _qualified(figure: Figure, qualifiers: Mapping[str, Qualifier]) -> Figure:
    """The same figure; none of what is only known to be above or below a number.

    A target is a number whatever is said beside it. Of about so much it is about so much.
    """
    names = [name for name, _ in figure.inputs if name in qualifiers]
    if figure.value is None or not names:
        return figure
    bounded = (name for name in names if name != "target" and qualifiers[name].bounds)
    if name := next(bounded, None):
        return replace(figure, value=None, reason=Reason("bounded", name))
    about = frozenset(name for name in names if not qualifiers[name].bounds)
    return replace(figure, about=figure.about | about)


def _compared(case: IndicatorCase, figure: Figure, target: EffectiveTarget | None = None) -> Figure:
    """The same figure; none where an input is unfit. What is absent tells first.

    `target`: the one that it is made of, where that is not the year's.
    """
    figure = _qualified(figure, case.qualifiers_with(target) if target else case.qualifiers)
    figure = _foreseen(figure, case)
    if figure.reason == _NO_PREVIOUS and case.previous_is_baseline:
        return replace(figure, reason=Reason("previous_is_baseline"))
    if figure.value is None or not case.unfit:
        return figure
    unfit = next((case.unfit[name] for name, _ in figure.inputs if name in case.unfit), None)
    return replace(figure, value=None, reason=unfit) if unfit else figure


def _foreseen(figure: Figure, case: IndicatorCase) -> Figure:
    """The same figure, marked where its actual, or one of its sum, is a forecast."""
    if any(name == "cumulative" for name, _ in figure.inputs):
        forecast = case.cumulative is not None and case.cumulative.forecast
    else:
        forecast = case.row.forecast is True
    return replace(figure, forecast=True) if forecast and figure.value is not None else figure


_NO_PREVIOUS = Reason("absent", "previous_actual")


def _change_margin(case: IndicatorCase) -> Figure | None:
    asked = case.row.respondents, case.indicator.baseline_respondents
    return _margin(case, figures.change_margin, case.baseline, "baseline_respondents", *asked)


def _year_on_year_margin(case: IndicatorCase) -> Figure | None:
    asked = case.row.respondents, case.previous.respondents if case.previous else None
    return _margin(case, figures.year_on_year_margin, case.last, "previous_respondents", *asked)


def _margin(  # noqa: PLR0913 - the two surveys that a margin is made of
    case: IndicatorCase,
    function: Callable[..., Decimal | Reason],
    reference: Inputs,
    counted: str,
    respondents: int | None,
    reference_respondents: int | None,
) -> Figure | None:
    """The margin of a change between two surveys; `None` where one of them is not known."""
    if not case.is_share or respondents is None or reference_respondents is None:
        return None
    names = case.actual.keys() | reference.keys()
    if (case.unfit.keys() | case.qualifiers.keys()) & names:
        return None
    asked = {"respondents": Decimal(respondents), counted: Decimal(reference_respondents)}
    places = case.manner.margin_places
    figure = figures.compute(
        function, case.actual | asked | reference, unit=case.in_unit, places=places
    )
    return None if figure.value is None else figure


def _judgement(case: IndicatorCase) -> Judgement:
    indicator, direction, target = case.indicator, case.direction, case.effective_target
    if (why_not := _not_judged(case)) is not None:
        return _unjudged(case, Status.NOT_JUDGED, why_not)
    if case.foreseen and direction is not Direction.NONE:
        # It may still turn out otherwise: nothing has been reached or missed yet.
        return _unjudged(case, Status.UNDETERMINED, case.foreseen.code)
    if indicator.cumulative_from is not None and direction is not Direction.NONE:
        return figures.judge_cumulative(case.counted, target.value, target.qualifier, direction)
    references = case.baseline | case.last
    judgement = figures.judge(
        actual=case.row.actual,
        target=target.range or target.value,
        direction=direction,
        direction_inferred=case.inferred,
        wanted=indicator.range,
        rule=target.rule,
        qualifiers=case.qualifiers,
        **{name: None if name in case.unfit else value for name, value in references.items()},
    )
    if case.row.is_in_words and judgement.reason is not None:
        return replace(judgement, reason=Reason("in_words"))
    numbers = [name for name, value in references.items() if isinstance(value, Decimal)]
    unfit = next((case.unfit[name] for name in numbers if name in case.unfit), None)
    if judgement.reason == Reason("no_reference") and unfit is not None:
        return replace(judgement, reason=unfit)
    return judgement


def _not_judged(case: IndicatorCase) -> str | None:
    """Why nothing is to be judged, whatever the numbers."""
    if case.indicator.kind in UNJUDGED:
        # More leaflets are no success, and fewer no failure: what was done is told, not judged.
        return str(case.indicator.kind)
    # Where a sheet says nothing of the whole, neither does the site.
    return "by_group" if case.row.is_only_by_group else None


def _unjudged(case: IndicatorCase, status: Status, reason: str) -> Judgement:
    return Judgement(
        status, None, case.direction, direction_inferred=case.inferred, reason=Reason(reason)
    )
