"""Ids and fiscal years: each stands once where it may stand once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hyoka.checks.indicators import rows_of
from hyoka.checks.ratings import evaluations, judged
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.checks.tags import listed
from hyoka.content.record_paths import path_of
from hyoka.evaluation import Node, Step, lineals, steps
from hyoka.model import (
    Evaluation,
    ListedMeasureSheet,
    Plan,
    PlanPart,
    Record,
    Records,
    Survey,
)
from hyoka.problems import Finding, RecordPath


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
        yield sheet, _listed_ids(("projects",), sheet.projects)
        yield sheet, _listed_ids(("measures",), sheet.measures)
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
        yield _listed_ids(("classifications", index, "values"), one.values)
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
        yield told, _listed_ids(("projects",), told.projects)
        yield told, _listed_ids(("policies",), told.policies)
        keys = [f"{key.plan}/{key.id}" for key in told.measures]
        yield told, [(("measures", i, "id"), key) for i, key in enumerate(keys)]


def _unique_in_survey(survey: Survey) -> Iterator[_Ids]:
    """Its groups and questions; of a question the answers, and each thing that it asks about."""
    yield _ids(("groups",), survey.groups)
    yield _ids(("questions",), survey.questions)
    for number, question in enumerate(survey.questions):
        place = ("questions", number)
        yield _listed_ids((*place, "answers"), question.answers)
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
        yield row.record, _ids((*row.place, "other_values"), row.row.other_values, "name")
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
        yield measure_sheet, _listed_ids(("projects",), measure_sheet.projects)


def _listed_ids(place: RecordPath, items: Sequence[str]) -> _Ids:
    """Ids that stand in a list themselves."""
    return [((*place, i), item) for i, item in enumerate(items)]


def _ids(place: RecordPath, items: Sequence[Record], key: str = "id") -> _Ids:
    return [((*place, i, key), str(getattr(item, key))) for i, item in enumerate(items)]
