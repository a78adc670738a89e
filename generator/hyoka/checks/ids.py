"""Ids: every one that is referred to is there, and stands once where it may stand once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from hyoka.checks.indicator_groups import group_references
from hyoka.checks.indicators import rows_of
from hyoka.checks.ratings import evaluations, judged, ratings
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.checks.tags import listed, tag_references
from hyoka.content.record_paths import MUNICIPALITY, path_of
from hyoka.evaluation import Node, Step, lineals, steps
from hyoka.model import (
    Evaluation,
    IndicatorSuccession,
    ListedMeasureSheet,
    MeasureKey,
    MeasureSuccession,
    Plan,
    PlanPart,
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
    yield from _survey_references(records, plan_ids, documents, measures)
    yield from _recommendation_references(records, documents)
    yield from _judgement_references(records)
    yield from group_references(records)


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
    measures: Mapping[str, Collection[str]],
) -> Iterator[Reference]:
    for survey in records.surveys:
        yield survey, ("document",), survey.document, "document", documents
        if survey.plan is not None:
            yield survey, ("plan",), survey.plan, "plan", plan_ids
        known = measures.get(survey.plan or "")
        for index, result in enumerate(survey.results):
            place = ("results", index, "measure")
            if known is not None:
                yield survey, place, result.measure, "measure", known
        yield from _question_references(records, survey, known)


def _question_references(
    records: Records, survey: Survey, measures: Collection[str] | None
) -> Iterator[Reference]:
    """Of what was asked about, of the answers and of the groups."""
    _, policies, _ = _known_ids(records)
    groups = {group.id for group in survey.groups}
    for number, question in enumerate(survey.questions):
        for index, result in enumerate(question.results):
            place: RecordPath = ("questions", number, "results", index)
            if result.measure is not None and measures is not None:
                yield survey, (*place, "measure"), result.measure, "measure", measures
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


@check(scope=Scope.EACH_PROJECT)
def duplicate_id(records: Records) -> Iterator[Finding]:
    """The same id, or the same fiscal year, twice where it may stand once."""
    for record, places in _unique_ids(records):
        seen: set[str] = set()
        for place, identifier in places:
            if identifier in seen:
                yield Finding(path_of(record), place, "duplicate_id", {"id": identifier})
            seen.add(identifier)


@check(scope=Scope.EACH_PROJECT)
def sheet_twice(records: Records) -> Iterator[Finding]:
    """A measure's fiscal year in a file of its own and in the list of all its years, too."""
    alone = {
        (sheet.plan, sheet.measure, sheet.fiscal_year): sheet
        for sheet in records.measure_sheets
        if not isinstance(sheet, ListedMeasureSheet)
    }
    for sheet in records.measure_sheets:
        other = alone.get((sheet.plan, sheet.measure, sheet.fiscal_year), sheet)
        if other is not sheet:
            values = {"path": path_of(other)}
            yield Finding(path_of(sheet), ("fiscal_year",), "sheet_twice", values)


_Ids = list[tuple[RecordPath, str]]


def _unique_ids(records: Records) -> Iterator[tuple[Record, _Ids]]:
    yield from ((records.municipality, ids) for ids in _unique_in_municipality(records))
    for plan in records.plans:
        by_level = sorted(plan.placed_parts, key=lambda placed: placed[1].level)
        yield plan, [((*place, "id"), part.id) for place, part in by_level]
    yield from _unique_in_parts(records)
    for policy in records.policies:
        yield policy, _ids(("approaches",), policy.approaches)
        yield policy, _ids(("indicators",), policy.indicators)
    for sheet in records.sheets:
        yield sheet, _ids(("indicators",), sheet.indicators)
        yield sheet, _ids(("approaches",), sheet.approaches)
        yield sheet, _ids(("years",), sheet.years, "fiscal_year")
        yield sheet, [(("projects", i), project) for i, project in enumerate(sheet.projects)]
        yield sheet, [(("measures", i), measure) for i, measure in enumerate(sheet.measures)]
    for project in records.projects:
        yield project, _ids(("classes",), project.classes, "classification")
        yield project, _ids(("indicators",), project.indicators)
        yield project, _ids(("years",), project.years, "fiscal_year")
        for number, year in enumerate(project.years):
            yield project, _ids(("years", number, "indicators"), year.indicators)
    for survey in records.surveys:
        yield survey, _ids(("results",), survey.results, "measure")
        yield from ((survey, ids) for ids in _unique_in_survey(survey))
    yield from _unique_in_recommendations(records)
    yield from listed(records)
    for record, place, evaluation in evaluations(records):
        yield record, _rated(place, evaluation)
        yield record, _ids((*place, "next_actions"), evaluation.next_actions)
    for record, place, found in judged(records):
        yield record, _ids((*place, "evaluations"), found.evaluations, "step")


def _unique_in_municipality(records: Records) -> Iterator[_Ids]:
    municipality = records.municipality
    yield _ids(("documents",), municipality.documents)
    yield _ids(("classifications",), municipality.classifications)
    for index, one in enumerate(municipality.classifications):
        yield [(("classifications", index, "values", i), it) for i, it in enumerate(one.values)]
    yield _ids(("tags",), municipality.tags)
    yield _ids(("evaluation_steps",), municipality.evaluation_steps)
    yield _ids(("populations",), municipality.populations, "fiscal_year")
    yield _ids(("next_actions",), municipality.next_actions)
    yield _ids(("rating_scales",), municipality.rating_scales)
    for index, scale in enumerate(municipality.rating_scales):
        yield _ids(("rating_scales", index, "ratings"), scale.ratings, "value")
    results = municipality.accessibility.results if municipality.accessibility else ()
    for index, result in enumerate(results):
        yield _ids(("accessibility", "results", index, "criteria"), result.criteria)


def _rated(place: RecordPath, evaluation: Evaluation) -> _Ids:
    """What was rated on which scale: one thing has one rating."""
    return [
        ((*place, "ratings", i, "scale"), "・".join(filter(None, (rating.scale, rating.aspect))))
        for i, rating in enumerate(evaluation.ratings)
    ]


def _unique_in_recommendations(records: Records) -> Iterator[tuple[Record, _Ids]]:
    """What each is about."""
    for told in records.recommendations:
        yield told, [(("projects", i), project) for i, project in enumerate(told.projects)]
        yield told, [(("policies", i), policy) for i, policy in enumerate(told.policies)]
        keys = [f"{key.plan}/{key.id}" for key in told.measures]
        yield told, [(("measures", i, "id"), key) for i, key in enumerate(keys)]


def _unique_in_survey(survey: Survey) -> Iterator[_Ids]:
    """Its groups and questions; of a question the answers, and each thing that it asks about."""
    yield _ids(("groups",), survey.groups)
    yield _ids(("questions",), survey.questions)
    for number, question in enumerate(survey.questions):
        place = ("questions", number)
        yield [((*place, "answers", i), answer) for i, answer in enumerate(question.answers)]
        for key in ("measure", "policy", "item"):
            asked = [(i, getattr(result, key)) for i, result in enumerate(question.results)]
            yield [((*place, "results", i, key), of) for i, of in asked if of is not None]
        for index, result in enumerate(question.results):
            yield _ids((*place, "results", index, "answers"), result.answers, "answer")
            yield _ids((*place, "results", index, "by_group"), result.by_group, "group")


def _unique_in_parts(records: Records) -> Iterator[tuple[Record, _Ids]]:
    """Of breaks and successions, of chapters and measures, and of their sheets."""
    for row in rows_of(records):
        yield row.record, _ids((*row.place, "by_group"), row.row.by_group, "group")
    for record, place, lineal in lineals(records):
        if lineal.indicator is not None:
            yield record, _ids((*place, "breaks"), lineal.indicator.breaks, "fiscal_year")
            yield record, _ids((*place, "groups"), lineal.indicator.groups)
        if isinstance(record, Plan) and isinstance(lineal.owner, PlanPart) and not lineal.indicator:
            yield record, _ids((*place, "indicators"), lineal.owner.described.indicators)
    before: dict[Node, list[Step]] = defaultdict(list)
    for step in steps(records):
        before[step.successor.node].append(step)
    for found in before.values():
        ids = [((*step.place, "id"), "/".join(step.predecessor[1:])) for step in found]
        yield found[0].record, ids
    for years in records.measure_years:
        yield years, _ids(("years",), years.years, "fiscal_year")
    for measure_sheet in records.measure_sheets:
        yield measure_sheet, _ids(("indicators",), measure_sheet.indicators)
        yield (
            measure_sheet,
            [(("projects", i), project) for i, project in enumerate(measure_sheet.projects)],
        )


def _ids(place: RecordPath, items: Sequence[Record], key: str = "id") -> _Ids:
    return [((*place, i, key), str(getattr(item, key))) for i, item in enumerate(items)]
