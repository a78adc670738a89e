"""CHECKS: the checks that need more than one record, or a figure."""

from collections.abc import Callable, Iterator

from generator.model import Records
from generator.problems import Finding
from generator.records import MUNICIPALITY
from generator.rules.ids import duplicate_id, unknown_id
from generator.rules.indicators import differing_actual, indicator_left_off, slipped_digit
from generator.rules.municipality import check_digit
from generator.rules.places import silence, uncertain_place, value_at
from generator.rules.printed import printed_differs
from generator.rules.prose import prose_number
from generator.rules.survey import survey_limits
from generator.rules.years import (
    evaluation_date,
    project_without_year,
    target_before_baseline,
    year_outside_plan,
    years_in_order,
)

CHECKS: tuple[Callable[[Records], Iterator[Finding]], ...] = (
    unknown_id,
    duplicate_id,
    printed_differs,
    project_without_year,
    years_in_order,
    target_before_baseline,
    year_outside_plan,
    evaluation_date,
    survey_limits,
    check_digit,
    slipped_digit,
    differing_actual,
    indicator_left_off,
    prose_number,
    uncertain_place,
)

WITHOUT_MUNICIPALITY = (
    unknown_id,
    duplicate_id,
    project_without_year,
    years_in_order,
    target_before_baseline,
    survey_limits,
    uncertain_place,
)
"""Those that can be made while the municipality's record cannot be read."""


def find(records: Records) -> Iterator[Finding]:
    """What all checks find, but for the warnings that a record silences."""
    if MUNICIPALITY in records.unread:
        # Not all checks are made, so that nobody knows which warnings are silenced in vain.
        return (finding for check in WITHOUT_MUNICIPALITY for finding in check(records))
    return silence(records, (finding for check in CHECKS for finding in check(records)))


__all__ = [
    "CHECKS",
    "check_digit",
    "differing_actual",
    "duplicate_id",
    "evaluation_date",
    "find",
    "indicator_left_off",
    "printed_differs",
    "project_without_year",
    "prose_number",
    "silence",
    "slipped_digit",
    "survey_limits",
    "target_before_baseline",
    "uncertain_place",
    "unknown_id",
    "value_at",
    "year_outside_plan",
    "years_in_order",
]
