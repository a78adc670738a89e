"""Surveys: no more people than were asked, no rank beyond the last, no mean off its scale."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.evaluation import decimals_of, respondents_of, share_of
from hyoka.model import (
    GroupFinding,
    GroupKind,
    QuestionResult,
    Records,
    Survey,
    SurveyFinding,
    SurveyGroup,
    SurveyQuestion,
)
from hyoka.problems import CHOICES, Finding, RecordPath

_HUNDRED = Decimal(100)
_MUST = ("plan", "question", "respondents", "measure_count")
"""What a survey of how many named each measure must say; of any measures, the plan."""


@check(scope=Scope.EACH_PROJECT)
def survey_limits(records: Records) -> Iterator[Finding]:
    """More people than were asked, or a rank beyond the last."""
    for survey in records.surveys:
        asked, answered = survey.distributed, survey.respondents
        if asked is not None and answered is not None and answered > asked:
            values = {"respondents": f"{answered:,}", "distributed": f"{asked:,}"}
            yield Finding(path_of(survey), ("respondents",), "respondents_over_distributed", values)
        for index, result in enumerate(survey.results):
            yield from _too_many(survey, ("results", index), result.count, survey.respondents)
            of = survey.measure_count
            if result.rank is not None and of is not None and result.rank > of:
                values = {"rank": str(result.rank), "of": str(of)}
                place = ("results", index, "rank")
                yield Finding(path_of(survey), place, "rank_over_measures", values)
        for found in _findings(survey):
            yield from _too_many(survey, found.place, found.found.count, found.respondents)


def _too_many(
    survey: Survey, place: RecordPath, count: int | None, respondents: int | None
) -> Iterator[Finding]:
    if count is not None and respondents is not None and count > respondents:
        values = {"count": f"{count:,}", "respondents": f"{respondents:,}"}
        yield Finding(path_of(survey), (*place, "count"), "count_over_respondents", values)


@dataclass(frozen=True)
class _Found:
    """What was found of an item, an answer or a group, with its place."""

    place: RecordPath
    question: SurveyQuestion
    found: SurveyFinding
    respondents: int | None


def _findings(survey: Survey) -> Iterator[_Found]:
    groups = {group.id: group for group in survey.groups}
    for place, question, result in _results(survey):
        asked = respondents_of(survey, question, result)
        yield _Found(place, question, result, asked)
        for index, answer in enumerate(result.answers):
            of_answer = respondents_of(survey, question, answer)
            yield _Found((*place, "answers", index), question, answer, of_answer)
        for index, of in enumerate(result.by_group):
            of_group = respondents_of(survey, question, of, groups.get(of.group))
            yield _Found((*place, "by_group", index), question, of, of_group)


def _results(survey: Survey) -> Iterator[tuple[RecordPath, SurveyQuestion, QuestionResult]]:
    for number, question in enumerate(survey.questions):
        for index, result in enumerate(question.results):
            yield ("questions", number, "results", index), question, result


@check()
def survey_left_off(records: Records) -> Iterator[Finding]:
    """What a survey must say, by what it records; a question of which no result is recorded."""
    for survey in records.surveys:
        of_measures = survey.question or survey.results or not survey.questions
        asks_of_measures = any(result.measure for _, _, result in _results(survey))
        for key in _MUST if of_measures else _MUST[:1] if asks_of_measures else ():
            if getattr(survey, key) is None:
                yield Finding(path_of(survey), (), "missing_field", {"key": key}, at_key=True)
        for number, question in enumerate(survey.questions):
            if not question.results:
                place = ("questions", number)
                yield Finding(path_of(survey), place, "question_without_results", {})


@check()
def several_subjects(records: Records) -> Iterator[Finding]:
    """A result of more than one measure, policy or item."""
    for survey in records.surveys:
        for place, _, result in _results(survey):
            keys = [k for k in ("measure", "policy", "item") if getattr(result, k) is not None]
            if len(keys) > 1:
                values = {"keys": CHOICES.join(keys)}
                yield Finding(path_of(survey), (*place, keys[1]), "several_subjects", values)


@check()
def off_survey_scale(records: Records) -> Iterator[Finding]:
    """A mean off its scale, a rank beyond the last, a share that is none."""
    for survey in records.surveys:
        for one in _findings(survey):
            yield from _impossible(survey, one)


def _impossible(survey: Survey, one: _Found) -> Iterator[Finding]:
    found, question, path = one.found, one.question, path_of(survey)
    low, high = question.lowest_mean, question.highest_mean
    mean = found.mean if isinstance(found, QuestionResult | GroupFinding) else None
    if isinstance(mean, Decimal) and (
        (low is not None and mean < low) or (high is not None and mean > high)
    ):
        ends = {"lowest": "" if low is None else f"{low:f}"}
        ends |= {"highest": "" if high is None else f"{high:f}", "got": f"{mean:f}"}
        yield Finding(path, (*one.place, "mean"), "mean_off_scale", ends)
    rank = found.rank if isinstance(found, QuestionResult) else None
    if rank is not None and question.item_count is not None and rank > question.item_count:
        values = {"rank": str(rank), "of": str(question.item_count)}
        yield Finding(path, (*one.place, "rank"), "rank_over_items", values)
    if isinstance(found.share, Decimal) and not 0 <= found.share <= _HUNDRED:
        values = {"got": f"{found.share:f}"}
        yield Finding(path, (*one.place, "share"), "impossible_share", values)


@check(needs_municipality=True)
def survey_share_differs(records: Records) -> Iterator[Finding]:
    """A share that is printed otherwise than its own numbers make it."""
    places = records.municipality.decimals.share
    for survey in records.surveys:
        for one in _findings(survey):
            figure = share_of(one.found, one.respondents, places)
            if figure.agrees is False and figure.shown is not None and not one.found.difference:
                values = {"printed": f"{figure.printed:f}", "computed": f"{figure.shown:f}"}
                place = (*one.place, "share")
                yield Finding(path_of(survey), place, "share_differs", values)


@check()
def sums_of_survey(records: Records) -> Iterator[Finding]:
    """Answers whose shares are not 100 ％ together; groups of more people than answered."""
    for survey in records.surveys:
        for place, question, result in _results(survey):
            yield from _answers_together(survey, place, question, result)
        yield from _groups_together(survey)


def _answers_together(
    survey: Survey, place: RecordPath, question: SurveyQuestion, result: QuestionResult
) -> Iterator[Finding]:
    """Every share may be off by half of its last decimal."""
    shares = [answer.share for answer in result.answers]
    known = [share for share in shares if isinstance(share, Decimal)]
    if question.several_answers or len(known) < len(shares) or len(known) < len(question.answers):
        return
    if known:
        room = sum(Decimal(5).scaleb(-1 - decimals_of(share)) for share in known)
        if abs(sum(known) - _HUNDRED) > room:
            values = {"sum": f"{sum(known):f}"}
            yield Finding(path_of(survey), (*place, "answers"), "answers_not_whole", values)


def _groups_together(survey: Survey) -> Iterator[Finding]:
    by_kind: dict[GroupKind, list[SurveyGroup]] = defaultdict(list)
    for group in survey.groups:
        by_kind[group.kind].append(group)
    for kind, groups in by_kind.items():
        together = sum(group.respondents or 0 for group in groups)
        if kind is GroupKind.OTHER or survey.respondents is None:
            continue
        if together > survey.respondents:
            values = {"sum": f"{together:,}", "respondents": f"{survey.respondents:,}"}
            yield Finding(path_of(survey), ("groups",), "groups_over_respondents", values)
