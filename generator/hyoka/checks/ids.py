"""Ids: every one that is referred to is there."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from hyoka.checks.indicator_groups import group_references
from hyoka.checks.ratings import evaluations, judged, ratings
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.checks.tags import tag_references
from hyoka.content.record_paths import MUNICIPALITY, path_of
from hyoka.evaluation import Node, Step, lineals, steps
from hyoka.model import (
    IndicatorSuccession,
    MeasureKey,
    MeasureSuccession,
    Policy,
    Project,
    Record,
    Records,
    Sheet,
    StepEvaluation,
    Survey,
    is_id,
)
from hyoka.problems import CHOICES, Finding, RecordPath


@check(scope=Scope.ALL_BUT_NUMBERS)
def unknown_id(records: Records) -> Iterator[Finding]:
    """An id that no record has."""
    unknown = 0
    for record, place, identifier, noun, known in references(records):
        if identifier in known or (noun in _OF_MUNICIPALITY and MUNICIPALITY in records.unread):
            continue
        if not place:
            yield Finding(path_of(record), place, f"no_{noun}", {"id": identifier})
            continue
        unknown += 1
        guess = _guess(identifier, known) if unknown <= _MAX_GUESSES else []
        values = {"id": identifier, "noun": noun, "known": _list(known)}
        values |= {} if known else {"offer_none": noun}
        if guess:
            yield Finding(path_of(record), place, "misspelt_id", values | {"guess": guess[0]})
        else:
            yield Finding(path_of(record), place, "unknown_id", values)


_MAX_GUESSES = 100
"""So many ids are compared with all that there are; the work grows with both."""


def _guess(identifier: str, known: Collection[str]) -> list[str]:
    """What was probably meant."""
    return get_close_matches(identifier, known, n=1, cutoff=0.6)


_OF_MUNICIPALITY = frozenset(
    {"classification", "document", "evaluation_step", "next_action", "rating_scale"}
)

_MOST = 20
"""So many ids are listed; more would hide the message."""


def _list(ids: Collection[str]) -> str:
    shown = sorted(ids)[:_MOST]
    return CHOICES.join([*shown, "…"] if len(ids) > _MOST else shown) or "―"


Reference = tuple[Record, RecordPath, str, str, Collection[str]]
"""The record, the place in it, the id that stands there, its noun, and the ids there are."""


def references(records: Records) -> Iterator[Reference]:
    """Every id that stands for something that is recorded elsewhere."""
    documents = {document.id for document in records.municipality.documents}
    classifications = {one.id for one in records.municipality.classifications}
    policies = {policy.id: policy for policy in records.policies}
    plan_ids, policy_ids, projects = _known_ids(records)
    measures = {plan.id: {part.id for part in plan.parts if part.measure} for plan in records.plans}
    parts = {plan.id: {part.id for part in plan.parts} for plan in records.plans}
    yield from _plan_references(records, documents)
    for policy in records.policies:
        yield policy, ("plan",), policy.plan, "plan", plan_ids
    for sheet in records.sheets:
        yield sheet, (), sheet.policy, "policy", policy_ids
        yield sheet, ("document",), sheet.document, "document", documents
        yield from _listed(sheet, "projects", sheet.projects, "project", projects)
        if policy_of_sheet := policies.get(sheet.policy):
            yield from _sheet_references(sheet, policy_of_sheet)
            if (plan := policy_of_sheet.plan) in measures:
                yield from _listed(sheet, "measures", sheet.measures, "measure", measures[plan])
    for project in records.projects:
        if project.policy is not None:
            yield project, ("policy",), project.policy, "policy", policy_ids
        yield from _project_references(project, documents)
        for index, one in enumerate(project.classes):
            place = ("classes", index, "classification")
            yield project, place, one.classification, "classification", classifications
        yield from _key_references(project, ("measure",), project.measure, plan_ids, parts)
    yield from tag_references(records)
    for measure_sheet in records.measure_sheets:
        yield measure_sheet, (), measure_sheet.plan, "plan", plan_ids
        yield measure_sheet, ("document",), measure_sheet.document, "document", documents
        yield from _listed(measure_sheet, "projects", measure_sheet.projects, "project", projects)
    yield from _measure_sheet_references(records)
    yield from _succession_references(records, plan_ids)
    yield from _survey_references(records, plan_ids, documents, parts)
    yield from _recommendation_references(records, documents)
    yield from _judgement_references(records)
    yield from group_references(records)


def _plan_references(records: Records, documents: Collection[str]) -> Iterator[Reference]:
    for plan in records.plans:
        if plan.document is not None:
            yield plan, ("document",), plan.document, "document", documents


def _known_ids(records: Records) -> tuple[set[str], set[str], set[str]]:
    """The ids of the plans, policies and projects that there are."""
    plans = {plan.id for plan in records.plans} | _unread(records, "plans/*.yml")
    policies = {one.id for one in records.policies} | _unread(records, "policies/*/policy.yml")
    projects = {one.id for one in records.projects} | _unread(records, "projects/*.yml")
    return plans, policies, projects


def _unread(records: Records, pattern: str) -> set[str]:
    """The ids of the records that are there but could not be read: nobody knows their contents."""
    paths = (PurePosixPath(path) for path in records.unread if fnmatchcase(path, pattern))
    names = (path.parent.name if path.name == "policy.yml" else path.stem for path in paths)
    return set(filter(is_id, names))  # a file with a name that none can be has no id yet


def _listed(
    record: Record, key: str, ids: Sequence[str], noun: str, known: Collection[str]
) -> Iterator[Reference]:
    for index, identifier in enumerate(ids):
        yield record, (key, index), identifier, noun, known


def _sheet_references(sheet: Sheet, policy: Policy) -> Iterator[Reference]:
    indicators = {indicator.id for indicator in policy.indicators}
    approaches = {approach.id for approach in policy.approaches}
    for index, row in enumerate(sheet.indicators):
        yield sheet, ("indicators", index, "id"), row.id, "indicator", indicators
    for index, progress in enumerate(sheet.approaches):
        yield sheet, ("approaches", index, "id"), progress.id, "approach", approaches


def _project_references(project: Project, documents: Collection[str]) -> Iterator[Reference]:
    indicators = {indicator.id for indicator in project.indicators}
    for number, year in enumerate(project.years):
        yield project, ("years", number, "document"), year.document, "document", documents
        for index, row in enumerate(year.indicators):
            place = ("years", number, "indicators", index, "id")
            yield project, place, row.id, "indicator", indicators


def _key_references(
    record: Record,
    place: RecordPath,
    key: MeasureKey | None,
    plan_ids: Collection[str],
    parts: Mapping[str, Collection[str]],
) -> Iterator[Reference]:
    """Of a chapter or measure: its plan, and where that could be read, itself."""
    if key is None:
        return
    yield record, (*place, "plan"), key.plan, "plan", plan_ids
    if key.plan in parts:
        yield record, (*place, "id"), key.id, "part", parts[key.plan]


def _survey_references(
    records: Records,
    plan_ids: Collection[str],
    documents: Collection[str],
    parts: Mapping[str, Collection[str]],
) -> Iterator[Reference]:
    for survey in records.surveys:
        yield survey, ("document",), survey.document, "document", documents
        if survey.plan is not None:
            yield survey, ("plan",), survey.plan, "plan", plan_ids
        known = parts.get(survey.plan or "")
        for index, result in enumerate(survey.results):
            place = ("results", index, "measure")
            if known is not None:
                yield survey, place, result.measure, "part", known
        yield from _question_references(records, survey, known)


def _question_references(
    records: Records, survey: Survey, parts: Collection[str] | None
) -> Iterator[Reference]:
    """Of what was asked about, of the answers and of the groups."""
    _, policies, _ = _known_ids(records)
    groups = {group.id for group in survey.groups}
    for number, question in enumerate(survey.questions):
        for index, result in enumerate(question.results):
            place: RecordPath = ("questions", number, "results", index)
            if result.measure is not None and parts is not None:
                yield survey, (*place, "measure"), result.measure, "part", parts
            if result.policy is not None:
                yield survey, (*place, "policy"), result.policy, "policy", policies
            for i, answer in enumerate(result.answers):
                at = (*place, "answers", i, "answer")
                yield survey, at, answer.answer, "answer", question.answers
            for i, of_group in enumerate(result.by_group):
                yield survey, (*place, "by_group", i, "group"), of_group.group, "group", groups


def _recommendation_references(records: Records, documents: Collection[str]) -> Iterator[Reference]:
    """Of recommendations and the responses to them: their documents, and what they are about."""
    plans, policies, projects = _known_ids(records)
    parts = {plan.id: {part.id for part in plan.parts} for plan in records.plans}
    for told in records.recommendations:
        yield told, ("document",), told.document, "document", documents
        yield from _listed(told, "projects", told.projects, "project", projects)
        yield from _listed(told, "policies", told.policies, "policy", policies)
        for index, key in enumerate(told.measures):
            yield from _key_references(told, ("measures", index), key, plans, parts)
        for index, response in enumerate(told.responses):
            if response.document is not None:
                place = ("responses", index, "document")
                yield told, place, response.document, "document", documents


def _measure_sheet_references(records: Records) -> Iterator[Reference]:
    """Of what a plan that could be read knows: the part that a sheet is of, and its indicators."""
    plans = {plan.id: {part.id: part for part in plan.parts} for plan in records.plans}
    for sheet in records.measure_sheets:
        if (parts := plans.get(sheet.plan)) is None:
            continue
        yield sheet, (), sheet.measure, "part", parts
        if part := parts.get(sheet.measure):
            indicators = {indicator.id for indicator in part.described.indicators}
            for index, row in enumerate(sheet.indicators):
                yield sheet, ("indicators", index, "id"), row.id, "indicator", indicators


def _succession_references(records: Records, plan_ids: Collection[str]) -> Iterator[Reference]:
    ids = _ids_by_holder(records)
    for step in steps(records):
        yield from _holder_references(step, ids, plan_ids)
        *holder, identifier = step.predecessor
        if (known := ids.get(tuple(holder))) is not None:
            noun = {"measure": "part"}.get(holder[0], holder[0])
            yield step.record, (*step.place, "id"), identifier, noun, known


def _ids_by_holder(records: Records) -> Mapping[Node, set[str]]:
    """The ids that there are, by what holds them: the last step of every node, by the others."""
    ids: dict[Node, set[str]] = {
        ("policy",): _unread(records, "policies/*/policy.yml"),
        ("project",): _unread(records, "projects/*.yml"),
        **{("measure", plan.id): set() for plan in records.plans},
    }
    for _, _, lineal in lineals(records):
        ids.setdefault(lineal.node[:-1], set()).add(lineal.node[-1])
        if lineal.indicator is None:
            ids.setdefault(("indicator", *lineal.node), set())
    return ids


def _holder_references(
    step: Step, ids: Mapping[Node, Collection[str]], plan_ids: Collection[str]
) -> Iterator[Reference]:
    """The plan, or the record whose indicator it was, where a succession names one."""
    match step.succession:
        case MeasureSuccession(plan=str(plan)):
            yield step.record, (*step.place, "plan"), plan, "plan", plan_ids
        case IndicatorSuccession(policy=policy, project=project, measure=measure):
            for noun, identifier in (("policy", policy), ("project", project)):
                if identifier is not None:
                    place = (*step.place, noun)
                    yield step.record, place, identifier, noun, ids[(noun,)]
            parts = {holder[1]: found for holder, found in ids.items() if holder[0] == "measure"}
            place = (*step.place, "measure")
            yield from _key_references(step.record, place, measure, plan_ids, parts)


def _judgement_references(records: Records) -> Iterator[Reference]:
    scales = {scale.id for scale in records.municipality.rating_scales}
    actions = {action.id for action in records.municipality.next_actions}
    for record, place, rating in ratings(records):
        yield record, (*place, "scale"), rating.scale, "rating_scale", scales
    steps_ = {step.id for step in records.municipality.evaluation_steps}
    for record, place, evaluation in evaluations(records):
        if isinstance(evaluation, StepEvaluation):
            yield record, (*place, "step"), evaluation.step, "evaluation_step", steps_
        for index, chosen in enumerate(evaluation.next_actions):
            at = (*place, "next_actions", index, "id")
            yield record, at, chosen.id, "next_action", actions
    for record, place, found in judged(records):
        if (action := found.next_action) is not None:
            yield record, (*place, "next_action", "id"), action.id, "next_action", actions
