"""What an indicator's numbers say, as one sentence made by rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    EvaluatedProjectYear,
    rank_among,
)
from hyoka.evaluation.figures import HUNDRED, Reason, Status, unit_of_change, within_margin
from hyoka.model import Kind
from hyoka.units import EXACT, FiscalYear, is_percent
from hyoka.wording.notation import Formatter


@dataclass(frozen=True, slots=True)
class _Movement:
    """How an actual stands to what it was compared with."""

    status: Status
    compared_with: str
    """`baseline` or `previous_actual`"""
    amount: Decimal
    unit: str
    rate: bool = False
    """Whether the indicator itself is in ％: rates are high or low, amounts are more or less."""
    within_margin: bool = False
    """Whether it may be but chance 誤差の範囲内."""
    about: bool = False
    """Whether it is only about so much 約."""
    by_distance: bool = False
    """Whether it is how much nearer to the wanted range the actual is; below 0: farther."""


def sentence(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    """What an indicator's numbers say, as one sentence made by rule; empty if nothing."""
    if not isinstance(year.actual, Decimal):
        return ""
    language = language.of(year.indicator)
    if year.indicator.kind is Kind.OUTPUT:
        told = _planned(language, year)
    else:
        told = _achieved(language, year) or _not_achieved(language, year)
    if told and year.record.preliminary:
        told = language.word("sentences.preliminary", sentence=told)
    if told and year.record.forecast:
        told = language.word("sentences.forecast", sentence=told)
    return language.word("sentences.whole", sentence=told) if told else ""


def movement(language: Formatter, year: EvaluatedIndicatorYear, *, briefly: bool = False) -> str:
    """What the status of an indicator's year was judged by, in a few words; or why there is none.

    So that no status stands beside another movement alone. `briefly`: where the year's target and
    its actual stand beside it.
    """
    language = language.of(year.indicator)
    judgement, word = year.judgement, language.word
    reference = word(f"sentences.short_references.{judgement.compared_with or 'baseline'}")
    if year.status is Status.ACHIEVED:
        form = "reached" if year.effective_target.range is None else "inside"
        return word(
            f"movement.{form}",
            aim=language.aim(year),
            target=language.target(year),
            actual=language.compared_actual(year),
        )
    if judgement.reason is not None:
        return _no_movement(language, year, judgement.reason, briefly=briefly)
    if judgement.distance is not None and judgement.reference_distance is not None:
        unit = unit_of_change(year.indicator.unit)
        now, then = judgement.distance, judgement.reference_distance
        told = {"now": language.quantity(now, unit), "then": language.quantity(then, unit)}
        form = "distance" if then else "distance_from_inside"
        return word(f"movement.{form}", reference=reference, **told)
    if year.moved.value is None:
        told = {"reference": reference, "before": before(language, year)}
        return word("movement.bounded", actual=language.actual(year), **told)
    form = "same" if year.status is Status.UNCHANGED else "moved"
    change = language.figure(year.moved)
    moved = word(f"movement.{form}", reference=reference, change=change)
    return word("preliminary.marked", value=moved) if year.record.preliminary else moved


def before(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    """What an actual was compared with."""
    last, its = year.previous, year.indicator
    if last is None or not year.moved_lately:
        return language.baseline(its)
    return language.ranked(last.actual, its.unit, rank_among(its, last), last.actual_qualifier)


def _no_movement(
    language: Formatter, year: EvaluatedIndicatorYear, reason: Reason, *, briefly: bool
) -> str:
    if reason.code == "output" and isinstance(year.target, Decimal) and not briefly:
        told = {"target": language.target(year), "actual": language.compared_actual(year)}
        return language.word("movement.planned", aim=language.aim(year), **told)
    if year.planned:
        return language.word("movement.why.to_come")
    if reason.code == "cumulative" and isinstance(year.target, Decimal):
        told = {"target": language.target(year), "actual": language.compared_actual(year)}
        return language.word("movement.reached", aim=language.aim(year), **told)
    kind = language.missing(reason.kind) if reason.kind else ""
    return language.word(f"movement.why.{reason.code}", kind=kind)


def project_movement(language: Formatter, year: EvaluatedProjectYear) -> str:
    """What the status of a project's year was judged by: which indicator, and how that moved."""
    decisive = year.decisive
    if year.planned:
        return language.word("movement.why.to_come")
    if decisive is None:
        return language.word(f"movement.none.{_none_decisive(year)}")
    text = language.word(
        "movement.of_indicator", name=decisive.name, movement=movement(language, decisive)
    )
    if not (others := len(year.decisive_ones) - 1):
        return text
    status = language.status(year.status)
    return language.word(
        "movement.and_others", told=text, count=language.number(others), status=status
    )


def _none_decisive(year: EvaluatedProjectYear) -> str:
    """Why no indicator decides how a project's year stands."""
    kinds = {it.kind for it in year.project.indicators}
    if kinds == {Kind.OUTPUT}:
        return "outputs"
    if kinds == {Kind.TARGET_GROUP}:
        return "target_groups"
    if kinds == {Kind.OUTPUT, Kind.TARGET_GROUP}:
        return "no_outcomes"
    return "this_year" if year.status is Status.UNDETERMINED else "indicators"


def missed_of(language: Formatter, year: EvaluatedProjectYear) -> str:
    """Which indicators of a project's year are known to have missed their target."""
    missed = [it.name for it in year.indicators if it.judgement.target_met is False]
    if not missed:
        return ""
    names = language.word("formats.list").join(missed[:_MAX_MISSED])
    more = language.number(len(missed) - _MAX_MISSED)
    form = "missed_and_more" if len(missed) > _MAX_MISSED else "missed"
    return language.word(f"attained.{form}", names=names, more=more)


_MAX_MISSED = 2


def _planned(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    """What was planned and what was done, of an indicator that tells what was done."""
    if not isinstance(year.target, Decimal):
        return ""
    told = {"aim": language.aim(year), "target": language.target(year)}
    return language.word("sentences.planned", actual=_compared(language, year), **told)


def _compared(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    """The actual, or the sum that the target counts; that it is preliminary is told elsewhere."""
    unit = year.indicator.unit
    return language.cumulative(year.cumulative, unit) or language.exact_actual(year)


def no_actual_since(language: Formatter, indicator: EvaluatedIndicator) -> str:
    """That the years after an indicator's latest have no actual, and why; empty where none are."""
    language = language.of(indicator.indicator)
    since = {
        year: "" if of and of.planned else language.actual(of) if of else language.word("absent")
        for year, of in indicator.years_since.items()
    }
    years = enumerate(since.items())
    runs = groupby(years, lambda one: (one[1][1], one[1][0].year - one[0]))
    told = [
        _without_actual(language, [year for _, (year, _) in run], reason)
        for (reason, _), run in runs
    ]
    joined = language.word("formats.list").join(told)
    return language.word("sentences.no_actual_since", told=joined) if told else ""


def begun(language: Formatter, evaluated: EvaluatedIndicator) -> str:
    """Where an indicator without a year starts, what it aims at, and that it has no actual yet."""
    indicator = evaluated.indicator
    baseline = language.baseline(indicator)
    target = language.plan_target(indicator)
    known = {
        "baseline": (indicator.baseline_words, indicator.baseline),
        "aim": (
            *(indicator.target_words, indicator.target, indicator.range),
            indicator.target_rule,
        ),
    }
    told = {"baseline": baseline, "aim": language.final_aim(indicator), "target": target}
    parts = [
        language.word(f"begun.{name}", **told)
        for name, recorded in known.items()
        if any(it is not None for it in recorded)
    ]
    actual = "actual" if evaluated.begins else "absent"
    return language.word("formats.list").join([*parts, language.word(f"begun.{actual}")])


def _without_actual(language: Formatter, years: Sequence[FiscalYear], reason: str) -> str:
    """Why neighbouring years have no actual; without a reason, it is still to come."""
    form = "no_actual" if reason else "to_come"
    first, last = language.year(years[0]), language.year(years[-1])
    if len(years) == 1:
        return language.word(f"sentences.{form}", year=first, reason=reason)
    return language.word(f"sentences.{form}s", first=first, last=last, reason=reason)


def _achieved(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    if year.status is not Status.ACHIEVED:
        return ""
    form = "achieved" if year.effective_target.range is None else "range_achieved"
    told = {"aim": language.aim(year), "target": language.target(year)}
    return language.word(f"sentences.{form}", actual=_compared(language, year), **told)


def _not_achieved(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    if year.indicator.cumulative_from is not None:
        return _cumulative(language, year)
    moved, rate = _movement(year), year.achievement_rate
    if rate.shown is None:
        return _without_rate(language, year, moved)
    if _is_full_yet_missed(year):
        return _without_rate(language, year, moved) or _not_reached(language, year)
    if rate.method != rate.name:
        return _by_method(language, year, moved)
    missed = "rate" if year.judgement.target_met is None else "missed"
    form = f"rate_{moved.status}" if moved else missed
    return language.word(
        f"sentences.{form}",
        aim=language.aim(year),
        rate=_rate(language, year),
        **_moved(language, year, moved),
    )


def _cumulative(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    """What the sum of the years comes to, beside the target that counts it."""
    if year.cumulative is None or not isinstance(year.target, Decimal):
        return ""
    form = "cumulative" if year.judgement.target_met is None else "cumulative_missed"
    if form == "cumulative_missed" and (
        year.achievement_rate.value is None or _is_full_yet_missed(year)
    ):
        form = "cumulative_missed_alone"
    return language.word(
        f"sentences.{form}",
        aim=language.aim(year),
        target=language.target(year),
        actual=_compared(language, year),
        rate=_rate(language, year),
    )


def _by_method(language: Formatter, year: EvaluatedIndicatorYear, moved: _Movement | None) -> str:
    """Where lower is better: 80 ％ is then no level of the target, so the rate comes last."""
    told = _without_rate(language, year, moved) or _not_reached(language, year)
    return language.word(
        "sentences.by_method",
        sentence=told,
        method=language.method(year.achievement_rate),
        rate=_rate(language, year),
    )


def _not_reached(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    told = {"aim": language.aim(year), "target": language.target(year)}
    return language.word("sentences.not_reached", **told)


def _is_full_yet_missed(year: EvaluatedIndicatorYear) -> bool:
    """Whether a rate of 100％ would tell of a target as reached that wants more than its number."""
    rate = year.achievement_rate.value
    return year.judgement.target_met is False and rate is not None and rate >= HUNDRED


def _rate(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    """The achievement rate; a bare 100％ only where the target is met, not rounded to it."""
    figure, missed = year.achievement_rate, year.judgement.target_met is False
    exact, shown = figure.value, figure.shown
    rate = language.unmarked_figure(figure)  # the sentence tells it of the actual
    nearly = missed and exact is not None and exact < HUNDRED and shown == HUNDRED
    return language.word("sentences.nearly", rate=rate) if nearly else rate


def _without_rate(
    language: Formatter, year: EvaluatedIndicatorYear, moved: _Movement | None
) -> str:
    if moved is None:
        return ""
    form = str(moved.status)
    if year.effective_target.range is not None:
        form = f"range_{form}"
    elif moved.by_distance:
        form = f"near_{form}"
    elif not isinstance(year.target, Decimal) and not _misses_rule(year):
        form = "same" if moved.status is Status.UNCHANGED else "moved"
    return language.word(
        f"sentences.{form}",
        aim=language.aim(year),
        target=language.target(year),
        **_moved(language, year, moved),
    )


def _misses_rule(year: EvaluatedIndicatorYear) -> bool:
    return year.effective_target.rule is not None and year.judgement.target_met is False


def _movement(year: EvaluatedIndicatorYear) -> _Movement | None:
    compared_with = year.judgement.compared_with
    if not compared_with:
        return None
    judgement = year.judgement
    if year.moved.value is None:  # what is only known to be above or below moved by no number
        return None
    if judgement.distance is not None and judgement.reference_distance is not None:
        nearer = EXACT.subtract(judgement.reference_distance, judgement.distance)
        unit = unit_of_change(year.indicator.unit)
        about = bool(year.moved.about)
        return _Movement(year.status, compared_with, nearer, unit, by_distance=True, about=about)
    return _Movement(
        year.status,
        compared_with,
        year.moved.value or Decimal(0),
        year.moved.unit,
        rate=_is_rate(year),
        within_margin=within_margin(year.moved, year.moved_margin),
        about=bool(year.moved.about),
    )


def _reference(language: Formatter, year: EvaluatedIndicatorYear, compared_with: str) -> str:
    """What an actual was compared with; a baseline with its year, where that is recorded."""
    start = year.indicator.baseline_year
    if compared_with == "baseline" and start is not None:
        return language.word("sentences.baseline_of", year=language.short_year(start))
    return language.word(f"sentences.references.{compared_with}")


def _moved(
    language: Formatter, year: EvaluatedIndicatorYear, moved: _Movement | None
) -> dict[str, str]:
    """The words of a movement, by their names in the sentences."""
    if moved is None:
        return {}
    change = f"{language.number(abs(moved.amount))}{language.unit(moved.unit)}"
    more = ("higher", "lower") if moved.rate else ("more", "less")
    better = language.word(f"sentences.{more[moved.amount < 0]}")
    if year.indicator.is_rank:
        better = language.word(f"sentences.{'risen' if moved.amount < 0 else 'fallen'}")
        change = language.word("ranks.count", count=language.number(abs(moved.amount)))
    if moved.about:
        change = language.word("qualifiers.about", value=change)
    if moved.within_margin:
        better += language.word("margins.marked")
    reference = _reference(language, year, moved.compared_with)
    return {"reference": reference, "change": change, "better": better}


def _is_rate(year: EvaluatedIndicatorYear) -> bool:
    unit = year.indicator.unit
    return is_percent(unit) or unit in _OF_HEIGHT


_OF_HEIGHT = frozenset({"‰", "歳", "点", "度", "℃"})
"""Units of what is high or low besides rates: an age, a mark, a temperature."""
