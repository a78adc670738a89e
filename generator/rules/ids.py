"""Ids: every one that is referred to is there, and stands once where it may stand once."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from generator.model import Policy, Project, Record, Records, Sheet
from generator.problems import Finding, Place
from generator.records import MUNICIPALITY, path_of


def unknown_id(records: Records) -> Iterator[Finding]:
    """An id that no record has."""
    for record, place, identifier, noun, known in _references(records):
        if identifier in known or (noun == "document" and MUNICIPALITY in records.unread):
            continue
        if not place:
            yield Finding(path_of(record), place, "no_policy", {"id": identifier})
            continue
        guess = get_close_matches(identifier, known, n=1, cutoff=0.6)
        values = {"id": identifier, "noun": noun, "known": _list(known)}
        if guess:
            yield Finding(path_of(record), place, "misspelt_id", values | {"guess": guess[0]})
        else:
            yield Finding(path_of(record), place, "unknown_id", values)


_MOST = 20
"""So many ids are listed; more would hide the message."""


def _list(ids: Collection[str]) -> str:
    shown = sorted(ids)[:_MOST]
    return "、".join([*shown, "…"] if len(ids) > _MOST else shown) or "―"


_Reference = tuple[Record, Place, str, str, Collection[str]]
"""The record, the place in it, the id that stands there, its noun, and the ids there are."""


def _references(records: Records) -> Iterator[_Reference]:
    documents = {document.id for document in records.municipality.documents}
    policies = {policy.id: policy for policy in records.policies}
    plan_ids = {plan.id for plan in records.plans} | _unread(records, "plans/*.yml")
    policy_ids = policies.keys() | _unread(records, "policies/*/policy.yml")
    projects = {project.id for project in records.projects} | _unread(records, "projects/*.yml")
    measures = {
        plan.id: {measure.id for chapter in plan.chapters for measure in chapter.measures}
        for plan in records.plans
    }
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
    for survey in records.surveys:
        yield survey, ("document",), survey.document, "document", documents
        yield survey, ("plan",), survey.plan, "plan", plan_ids
        for index, result in enumerate(survey.results):
            place = ("results", index, "measure")
            if survey.plan in measures:
                yield survey, place, result.measure, "measure", measures[survey.plan]


def _unread(records: Records, pattern: str) -> set[str]:
    """The ids of the records that are there but could not be read: nobody knows their contents."""
    paths = (PurePosixPath(path) for path in records.unread if fnmatchcase(path, pattern))
    return {path.parent.name if path.name == "policy.yml" else path.stem for path in paths}


def _listed(
    record: Record, key: str, ids: Sequence[str], noun: str, known: Collection[str]
) -> Iterator[_Reference]:
    for index, identifier in enumerate(ids):
        yield record, (key, index), identifier, noun, known


def _sheet_references(sheet: Sheet, policy: Policy) -> Iterator[_Reference]:
    indicators = {indicator.id for indicator in policy.indicators}
    approaches = {approach.id for approach in policy.approaches}
    for index, row in enumerate(sheet.indicators):
        yield sheet, ("indicators", index, "id"), row.id, "indicator", indicators
    for index, progress in enumerate(sheet.approaches):
        yield sheet, ("approaches", index, "id"), progress.id, "approach", approaches


def _project_references(project: Project, documents: Collection[str]) -> Iterator[_Reference]:
    indicators = {indicator.id for indicator in project.indicators}
    for number, year in enumerate(project.years):
        yield project, ("years", number, "document"), year.document, "document", documents
        for index, row in enumerate(year.indicators):
            place = ("years", number, "indicators", index, "id")
            yield project, place, row.id, "indicator", indicators


def duplicate_id(records: Records) -> Iterator[Finding]:
    """The same id, or the same fiscal year, twice where it may stand once."""
    for record, places in _unique_ids(records):
        seen: set[str] = set()
        for place, identifier in places:
            if identifier in seen:
                yield Finding(path_of(record), place, "duplicate_id", {"id": identifier})
            seen.add(identifier)


_Ids = list[tuple[Place, str]]


def _unique_ids(records: Records) -> Iterator[tuple[Record, _Ids]]:
    yield records.municipality, _ids(("documents",), records.municipality.documents)
    for plan in records.plans:
        measures: _Ids = []
        for index, chapter in enumerate(plan.chapters):
            measures += _ids(("chapters", index, "measures"), chapter.measures)
        yield plan, _ids(("chapters",), plan.chapters) + measures
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
        yield project, _ids(("indicators",), project.indicators)
        yield project, _ids(("years",), project.years, "fiscal_year")
        for number, year in enumerate(project.years):
            yield project, _ids(("years", number, "indicators"), year.indicators)
    for survey in records.surveys:
        yield survey, _ids(("results",), survey.results, "measure")


def _ids(place: Place, items: Sequence[Record], key: str = "id") -> _Ids:
    return [((*place, i, key), str(getattr(item, key))) for i, item in enumerate(items)]
