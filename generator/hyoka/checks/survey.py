"""Surveys: no more people than were asked, no rank beyond the last."""

from collections.abc import Iterator

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.model import Records
from hyoka.problems import Finding


@check(scope=Scope.EACH_PROJECT)
def survey_limits(records: Records) -> Iterator[Finding]:
    """More people than were asked, or a rank beyond the last."""
    for survey in records.surveys:
        for index, result in enumerate(survey.results):
            if result.count > survey.respondents:
                values = {"count": f"{result.count:,}", "respondents": f"{survey.respondents:,}"}
                place = ("results", index, "count")
                yield Finding(path_of(survey), place, "count_over_respondents", values)
            if result.rank is not None and result.rank > survey.measure_count:
                values = {"rank": str(result.rank), "of": str(survey.measure_count)}
                place = ("results", index, "rank")
                yield Finding(path_of(survey), place, "rank_over_measures", values)
