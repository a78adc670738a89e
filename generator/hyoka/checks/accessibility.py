"""What the publisher states of the site's accessibility: no conformance without its grounds."""

from collections.abc import Iterator
from itertools import pairwise

from hyoka.checks.registry import check
from hyoka.content.record_paths import MUNICIPALITY
from hyoka.model import (
    CRITERIA,
    Accessibility,
    AccessibilityResult,
    Conformance,
    Outcome,
    Records,
)
from hyoka.problems import CHOICES, Finding, RecordPath

_Rule = tuple[str, RecordPath, dict[str, str]]
"""A rule that a result breaks, where in the result, and the values of its message."""


@check(needs_municipality=True)
def stated_conformance(records: Records) -> Iterator[Finding]:
    """A conformance 対応度 that WAIC's guideline does not allow on what else is stated."""
    if (stated := records.municipality.accessibility) is None:
        return
    for index, result in enumerate(stated.results):
        for rule, inside, values in _broken(stated, result):
            place = ("accessibility", "results", index, *inside)
            yield Finding(MUNICIPALITY, place, rule, values)


def _broken(stated: Accessibility, result: AccessibilityResult) -> Iterator[_Rule]:
    claim = {"level": result.level.value, "conformance": result.conformance.value}
    if stated.policy is None:
        yield "conformance_without_policy", ("conformance",), claim
    if result.conformance is Conformance.CONSIDERED:
        return  # no test is needed to say so much
    told = {criterion.id for criterion in result.criteria}
    if lacking := [known for known in CRITERIA[result.level] if known not in told]:
        yield "criterion_left_off", ("conformance",), claim | {"lacking": CHOICES.join(lacking)}
    if result.conformance is Conformance.PARTIAL:
        if result.plan is None:
            yield "partial_without_plan", ("conformance",), claim
        return
    for index, criterion in enumerate(result.criteria):
        if criterion.outcome is Outcome.FAILED and criterion.id in CRITERIA[result.level]:
            yield "criterion_failed", ("criteria", index, "outcome"), claim | {"id": criterion.id}


@check(needs_municipality=True)
def dates_reversed(records: Records) -> Iterator[Finding]:
    """A test that ended before it began, or whose results were published before it ended."""
    if (stated := records.municipality.accessibility) is None:
        return
    for index, result in enumerate(stated.results):
        dates = [(name, getattr(result, name)) for name in _IN_ORDER]
        for (first, before), (then, after) in pairwise(dates):
            if after < before:
                values = {"first": first, "before": str(before), "then": then, "after": str(after)}
                place = ("accessibility", "results", index, then)
                yield Finding(MUNICIPALITY, place, "dates_reversed", values)


_IN_ORDER = ("tested_from", "tested_until", "published")
