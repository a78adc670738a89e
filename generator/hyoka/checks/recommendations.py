"""Recommendations: days in their order, and a reason where nothing will be done."""

from collections.abc import Iterator

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.model import Recommendation, Records, ResponseStatus
from hyoka.problems import Finding


@check(scope=Scope.EACH_PROJECT)
def recommendation_days(records: Records) -> Iterator[Finding]:
    """A recommendation made before the year that it is about, or answered before it was made."""
    for told in records.recommendations:
        if told.fiscal_year and told.date < told.fiscal_year.first_day:
            values = {"date": told.date.isoformat(), "year": str(told.fiscal_year)}
            yield Finding(path_of(told), ("date",), "recommendation_too_early", values)
        yield from _responses_in_order(told)


def _responses_in_order(told: Recommendation) -> Iterator[Finding]:
    """Each response is of a later day than the one above it; the first not before what it answers.

    So the last one says how far the city is, and a day names one.
    """
    before = None
    for index, response in enumerate(told.responses):
        place = ("responses", index, "date")
        values = {"date": response.date.isoformat()}
        if response.date < told.date:
            values["made"] = told.date.isoformat()
            yield Finding(path_of(told), place, "response_too_early", values)
        elif before and response.date <= before:
            values["before"] = before.isoformat()
            yield Finding(path_of(told), place, "responses_not_in_order", values)
        before = response.date


@check(scope=Scope.EACH_PROJECT)
def declined_without_reason(records: Records) -> Iterator[Finding]:
    """A response that declines and does not say why, or gives a reason and does not decline."""
    for told in records.recommendations:
        for index, response in enumerate(told.responses):
            declines = response.status is ResponseStatus.DECLINED
            if declines and response.reason is None:
                place = ("responses", index, "status")
                yield Finding(path_of(told), place, "declined_without_reason")
            elif response.reason is not None and not declines:
                values = {"status": response.status.value}
                place = ("responses", index, "reason")
                yield Finding(path_of(told), place, "reason_without_declining", values, at_key=True)
