"""Figures and statuses of numbers beside which a sheet says more: 約1,200人, 90％以上."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from hyoka.evaluation.figures import (
    Bounded,
    Figure,
    Judgement,
    Reason,
    Status,
    judge_bounded,
    meets_rule,
)
from hyoka.evaluation.target import EffectiveTarget
from hyoka.model import Qualifier
from hyoka.units import Value


def qualified(figure: Figure, qualifiers: Mapping[str, Qualifier]) -> Figure:
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


def certain(
    judgement: Judgement,
    qualifiers: Mapping[str, Qualifier],
    actual: Value,
    target: EffectiveTarget,
    references: Mapping[str, Value | None],
) -> Judgement:
    """The same judgement; of what is only known to be above or below a number, where it is sure."""
    if judgement.status is Status.NOT_JUDGED or not isinstance(actual, Decimal):
        return judgement
    if not any(qualifier.bounds for qualifier in qualifiers.values()):
        return judgement
    if target.range is not None or judgement.direction is None:
        bounded = "actual" in qualifiers and qualifiers["actual"].bounds
        return _unsure(judgement) if bounded else judgement
    name = "baseline" if isinstance(references["baseline"], Decimal) else "previous_actual"
    reference = _bounded(references[name], qualifiers.get(name))
    told = replace(
        judgement, status=Status.UNDETERMINED, target_met=None, compared_with=name, reason=None
    )
    of_actual = Bounded(actual, qualifiers.get("actual"))
    return judge_bounded(of_actual, _bounded(target.value, target.qualifier), reference, told)


def by_rule(
    judgement: Judgement,
    qualifiers: Mapping[str, Qualifier],
    actual: Value,
    target: EffectiveTarget,
    references: Mapping[str, Value | None],
) -> Judgement:
    """The same judgement; where the target is set beside the baseline, whether it is met."""
    of_actual = _bounded(actual, qualifiers.get("actual"))
    baseline = _bounded(references["baseline"], qualifiers.get("baseline"))
    untold = target.rule is None or judgement.status is Status.NOT_JUDGED
    if untold or target.rule is None or of_actual is None or baseline is None:
        return judgement
    met = meets_rule(of_actual, baseline, target.rule, judgement.direction)
    if not met:
        return replace(judgement, target_met=met)
    achieved = replace(judgement, status=Status.ACHIEVED, target_met=True)
    return replace(achieved, compared_with="", reason=None)


def _unsure(judgement: Judgement) -> Judgement:
    unsure = Reason("bounded")
    return replace(
        judgement,
        status=Status.UNDETERMINED,
        target_met=None,
        compared_with="",
        reason=unsure,
        distance=None,
        reference_distance=None,
    )


def _bounded(value: Value | None, qualifier: Qualifier | None) -> Bounded | None:
    return Bounded(value, qualifier) if isinstance(value, Decimal) else None
