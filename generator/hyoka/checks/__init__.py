"""CHECKS: the checks that need more than one record, or a figure."""

import datetime
from collections.abc import Callable, Iterator
from itertools import chain

from hyoka.checks.accessibility import dates_reversed, stated_conformance
from hyoka.checks.dates import correction_before_document, date_to_come, date_too_early
from hyoka.checks.embargo import held_back_record, reference_held_back
from hyoka.checks.ids import duplicate_id, unknown_id
from hyoka.checks.indicators import differing_actual, indicator_left_off, slipped_digit
from hyoka.checks.lineage import (
    succession_circle,
    succession_too_early,
    two_owners,
    year_to_come,
)
from hyoka.checks.money import (
    below_zero,
    budget_left_off,
    funding_sum,
    settlement_over_budget,
)
from hyoka.checks.municipality import check_digit, unknown_division
from hyoka.checks.numbers import same_number
from hyoka.checks.places import (
    correction_before,
    correction_place,
    silence,
    uncertain_place,
)
from hyoka.checks.printed import printed_differs
from hyoka.checks.prose import prose_number
from hyoka.checks.ratings import rating_off_scale
from hyoka.checks.survey import survey_limits
from hyoka.checks.targets import (
    assumed_kind,
    impossible_share,
    inferred_direction,
    method_without_lower,
    preliminary_once,
    range_of_indicator,
    respondents_of_share,
    target_beside_range,
    target_left_off,
    targets_in_order,
    unknown_direction,
    words_beside_number,
)
from hyoka.checks.units import percent_unit
from hyoka.checks.years import (
    document_too_early,
    evaluation_date,
    project_without_year,
    published_too_early,
    target_before_baseline,
    year_outside_plan,
    years_in_order,
)
from hyoka.model import Records
from hyoka.problems import Finding
from hyoka.records import MUNICIPALITY
from hyoka.units import today

CHECKS: tuple[Callable[[Records], Iterator[Finding]], ...] = (
    unknown_id,
    duplicate_id,
    same_number,
    printed_differs,
    funding_sum,
    below_zero,
    settlement_over_budget,
    rating_off_scale,
    project_without_year,
    years_in_order,
    target_before_baseline,
    unknown_direction,
    range_of_indicator,
    target_beside_range,
    method_without_lower,
    targets_in_order,
    words_beside_number,
    preliminary_once,
    respondents_of_share,
    impossible_share,
    percent_unit,
    year_outside_plan,
    document_too_early,
    published_too_early,
    evaluation_date,
    date_too_early,
    correction_before_document,
    survey_limits,
    check_digit,
    unknown_division,
    stated_conformance,
    dates_reversed,
    slipped_digit,
    differing_actual,
    indicator_left_off,
    inferred_direction,
    assumed_kind,
    target_left_off,
    budget_left_off,
    prose_number,
    uncertain_place,
    correction_place,
    correction_before,
    two_owners,
    succession_circle,
    succession_too_early,
    year_to_come,
)

OF_A_DAY: tuple[Callable[[Records, datetime.date], Iterator[Finding]], ...] = (
    held_back_record,
    reference_held_back,
    date_to_come,
)
"""The checks that need the day as of which the site is made."""

_WITH_MUNICIPALITY = {
    printed_differs,
    funding_sum,
    settlement_over_budget,
    rating_off_scale,
    year_outside_plan,
    document_too_early,
    published_too_early,
    evaluation_date,
    date_too_early,
    correction_before_document,
    check_digit,
    unknown_division,
    stated_conformance,
    dates_reversed,
    slipped_digit,
    differing_actual,
    indicator_left_off,
    inferred_direction,
    assumed_kind,
    target_left_off,
    budget_left_off,
    prose_number,
    year_to_come,
}
"""Those that need the municipality's record, or tell what is worth reading after its errors."""

WITHOUT_MUNICIPALITY = tuple(check for check in CHECKS if check not in _WITH_MUNICIPALITY)
"""Those that can be made while the municipality's record cannot be read."""


def find(records: Records, day: datetime.date | None = None) -> Iterator[Finding]:
    """What all checks find, but for the warnings that a record silences.

    `day`: as of which the site is made; today in Japan unless another is given.
    """
    if MUNICIPALITY in records.unread:
        # Not all checks are made, so that nobody knows which warnings are silenced in vain.
        return (finding for check in WITHOUT_MUNICIPALITY for finding in check(records))
    found = (finding for check in CHECKS for finding in check(records))
    of_a_day = (finding for check in OF_A_DAY for finding in check(records, day or today()))
    return silence(records, chain(found, of_a_day))


__all__ = [
    "CHECKS",
    "OF_A_DAY",
    "assumed_kind",
    "below_zero",
    "budget_left_off",
    "check_digit",
    "correction_before",
    "correction_before_document",
    "correction_place",
    "date_to_come",
    "date_too_early",
    "dates_reversed",
    "differing_actual",
    "document_too_early",
    "duplicate_id",
    "evaluation_date",
    "find",
    "funding_sum",
    "held_back_record",
    "impossible_share",
    "indicator_left_off",
    "inferred_direction",
    "method_without_lower",
    "percent_unit",
    "preliminary_once",
    "printed_differs",
    "project_without_year",
    "prose_number",
    "published_too_early",
    "range_of_indicator",
    "rating_off_scale",
    "reference_held_back",
    "respondents_of_share",
    "same_number",
    "settlement_over_budget",
    "silence",
    "slipped_digit",
    "stated_conformance",
    "succession_circle",
    "succession_too_early",
    "survey_limits",
    "target_before_baseline",
    "target_beside_range",
    "target_left_off",
    "targets_in_order",
    "two_owners",
    "uncertain_place",
    "unknown_direction",
    "unknown_division",
    "unknown_id",
    "words_beside_number",
    "year_outside_plan",
    "year_to_come",
    "years_in_order",
]
