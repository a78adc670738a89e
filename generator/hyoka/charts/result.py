"""An indicator's year as one bar: where it began, how far it came, and where it is to come.

What is wanted lies to the right, whichever way the numbers run. Without a start, the bar is as long
as the actual, from 0. The values stand below the drawing, each behind the sign of its mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property

from hyoka.charts.drawing import Mark, across, bar, dot, ring, svg, tenth, upright
from hyoka.charts.series import known
from hyoka.evaluation import EvaluatedIndicatorYear, final_target, passed
from hyoka.evaluation.figures import Status
from hyoka.evaluation.target import EffectiveTarget
from hyoka.model import Direction, Indicator
from hyoka.units import EXACT
from hyoka.wording import Language

WIDTH, HEIGHT = 320, 20
_EDGE, _MIDDLE = 6, 10
_FILLED = {
    Status.ACHIEVED: "gauge-forward",
    Status.IMPROVED: "gauge-forward",
    Status.WORSENED: "gauge-back",
}


@dataclass(frozen=True)
class _Result:
    """The numbers of an indicator's year; `None` for each that there is not."""

    year: EvaluatedIndicatorYear

    @cached_property
    def actual(self) -> Decimal | None:
        """What the target is compared with: the actual, or the sum that the target counts."""
        if self._its.cumulative_from is None:
            return known(self.year.actual)
        return self.year.cumulative.whole if self.year.cumulative else None

    @cached_property
    def start(self) -> Decimal | None:
        """What the actual is compared with: the baseline, or the actual of the year before."""
        if self._its.cumulative_from is not None or self.year.moved.value is None:
            return None
        if not self.year.moved_lately:
            return known(self._its.baseline)
        return known(self.year.previous.actual) if self.year.previous else None

    @cached_property
    def target(self) -> Decimal | None:
        """The target that held in the year."""
        return known(self.year.target)

    @cached_property
    def final(self) -> EffectiveTarget | None:
        """The plan's last target where it is another than the year's."""
        its, held = self._its, self.year.effective_target
        if its.target is None or passed(its, self.year.fiscal_year):
            return None
        final = final_target(its, self.year.fiscal_year, held)
        told = (final.value, final.qualifier) != (held.value, held.qualifier)
        return final if told and known(final.value) is not None else None

    @cached_property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """The ends of what is drawn, the unwanted one first; nothing to draw beside is no bar."""
        wanted = self.year.effective_target.range
        beside = [self.start, self.target]
        beside += [known(self.final.value)] if self.final else []
        beside += [wanted.lowest, wanted.highest] if wanted else []
        numbers = [value for value in beside if value is not None]
        if self.actual is None or not numbers:
            return None
        numbers.append(self.actual)
        if self.is_amount:
            numbers.append(Decimal(0))
        ends = min(numbers), max(numbers)
        return (ends[1], ends[0]) if self._is_lower_better else ends

    @property
    def _its(self) -> Indicator:
        return self.year.indicator

    @property
    def is_amount(self) -> bool:
        """Whether the bar is as long as the actual: there is no start, and it is no rank."""
        return self.start is None and not self._its.is_rank

    @property
    def _is_lower_better(self) -> bool:
        by_rank = self._its.is_rank
        return not self.is_amount and (by_rank or self.year.judgement.direction is Direction.LOWER)

    def x(self, value: Decimal) -> Decimal:
        """Where a value lies, or the end that is nearest to it."""
        assert self.ends is not None  # noqa: S101 - for the type checker: asked of what is drawn
        first, last = self.ends
        share = (value - first) / (last - first) if last != first else Decimal("0.5")
        return tenth(_EDGE + min(max(share, Decimal(0)), Decimal(1)) * (WIDTH - 2 * _EDGE))


def result_bar(year: EvaluatedIndicatorYear) -> str:
    """The bar of an indicator's year; empty where there is no actual, or nothing beside it."""
    result = _Result(year)
    if result.ends is None:
        return ""
    with localcontext(EXACT):
        marks = list(_marks(result))
    return svg("gauge", (WIDTH, HEIGHT), None, marks)


def _marks(result: _Result) -> Iterator[Mark]:
    assert result.actual is not None  # noqa: S101 - for the type checker: asked of what is drawn
    yield across("chart-grid", _EDGE, WIDTH - _EDGE, _MIDDLE)
    wanted = result.year.effective_target.range
    if wanted:
        unwanted, end = result.ends or (Decimal(0), Decimal(0))
        low, high = sorted((unwanted, end))
        ends = [wanted.lowest if wanted.lowest is not None else low]
        ends.append(wanted.highest if wanted.highest is not None else high)
        yield _between("gauge-room", result.x(ends[0]), result.x(ends[1]), 16)
    place = result.x(result.actual)
    if result.is_amount:
        yield _between("gauge-rate", result.x(Decimal(0)), place, 8)
    elif result.start is not None:
        start = result.x(result.start)
        yield _between(_FILLED.get(result.year.status, "gauge-same"), start, place, 8)
        yield ring("chart-baseline", start, _MIDDLE, 4)
    if result.target is not None:
        yield upright("result-target", result.x(result.target), 1, HEIGHT - 1)
    if result.final and isinstance(result.final.value, Decimal):
        yield upright("chart-target", result.x(result.final.value), 1, HEIGHT - 1)
    yield dot("chart-actual", place, _MIDDLE)


def _between(kind: str, one: Decimal, other: Decimal, high: int) -> Mark:
    return bar(kind, min(one, other), _MIDDLE - high // 2, abs(other - one), high)


def result_values(year: EvaluatedIndicatorYear, language: Language) -> list[str]:
    """What is drawn of an indicator's year, and what cannot be: each behind its mark's sign."""
    return list(_told(_Result(year), language.of(year.indicator)))


def _told(result: _Result, language: Language) -> Iterator[str]:
    year, its = result.year, result.year.indicator
    if result.start is not None:
        started = "before" if year.moved_lately else "baseline"
        yield _value(started, language.before(year), result.ends, language)
    elif its.baseline is not None and its.cumulative_from is None:
        yield _value("baseline", language.baseline(its), None, language)
    yield _value("actual", language.compared_actual(year), result.ends, language)
    if year.effective_target != EffectiveTarget() or year.has_target_by_group:
        yield _target(result, language)
    if result.final:
        final = language.ranked(result.final.value, its.unit, None, result.final.qualifier)
        yield _value("final", final, result.ends, language, aim=language.final_aim(its))


def _target(result: _Result, language: Language) -> str:
    """The target that held; which one it is, where the judgement does not say so beside it."""
    year = result.year
    name = "range" if year.effective_target.range else "target"
    drawn = result.ends if name == "range" or result.target is not None else None
    told = year.judgement.target_met is not None
    aim = language.label("target") if told and result.final is None else language.aim(year)
    return _value(name, language.target(year), drawn, language, aim=aim)


def _value(name: str, told: str, drawn: object, language: Language, **names: str) -> str:
    """A value with what it is, behind the sign of its mark where it is `drawn`."""
    sign = language.word(f"result.signs.{name}") if drawn else ""
    return f"{sign}{language.word(f'result.values.{name}', value=told, **names)}"
