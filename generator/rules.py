"""CHECKS: the checks that need more than one record, or a figure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from generator.evaluation import evaluate_indicator, survey_share
from generator.figures import Figure
from generator.model import (
    Indicator,
    IndicatorYear,
    Policy,
    PrintedRate,
    PrintedShare,
    Project,
    Record,
    Records,
    Sheet,
)
from generator.problems import Finding, Place
from generator.records import path_of
from generator.units import FiscalYear


def unknown_id(records: Records) -> Iterator[Finding]:
    """An id that no record has."""
    for record, place, identifier, noun, known in _references(records):
        if identifier in known:
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


def printed_differs(records: Records) -> Iterator[Finding]:
    """A figure that the official sheet prints otherwise than its own numbers make it."""
    decimals = records.municipality.decimals
    policies = {policy.id: policy for policy in records.policies}
    for sheet in records.sheets:
        if policy := policies.get(sheet.policy):
            places = decimals.policy_rate
            for index, row in enumerate(sheet.indicators):
                yield from _printed_rate(
                    sheet,
                    ("indicators", index),
                    policy.indicators,
                    sheet.fiscal_year,
                    row,
                    places,
                )
    for project in records.projects:
        for number, year in enumerate(project.years):
            places = decimals.project_rate
            for index, row in enumerate(year.indicators):
                yield from _printed_rate(
                    project,
                    ("years", number, "indicators", index),
                    project.indicators,
                    year.fiscal_year,
                    row,
                    places,
                )
    for survey in records.surveys:
        for index, result in enumerate(survey.results):
            figure = survey_share(survey, result, decimals.share)
            yield from _differs(survey, ("results", index), figure, result.printed)


def _printed_rate(  # noqa: PLR0913 - a row, where it stands, and what it is measured by
    record: Record,
    place: Place,
    indicators: Sequence[Indicator],
    fiscal_year: FiscalYear,
    row: IndicatorYear,
    places: int,
) -> Iterator[Finding]:
    if row.printed is None:
        return
    indicator = next((known for known in indicators if known.id == row.id), None)
    if indicator is not None:
        (year,) = evaluate_indicator(indicator, {fiscal_year: row}, places)
        yield from _differs(record, place, year.achievement_rate, row.printed)


def _differs(
    record: Record, place: Place, figure: Figure, printed: PrintedRate | PrintedShare | None
) -> Iterator[Finding]:
    if figure.agrees is not False or printed is None or printed.difference is not None:
        return
    rule = "printed_alone" if figure.shown is None else "printed_differs"
    values = {"figure": figure.name, "printed": f"{figure.printed:f}"}
    if figure.shown is not None:
        values["computed"] = f"{figure.shown:f}"
    yield Finding(path_of(record), (*place, "printed", figure.name), rule, values)


def project_without_year(records: Records) -> Iterator[Finding]:
    """A sheet lists a project that records nothing for the sheet's fiscal year."""
    years = {p.id: {year.fiscal_year for year in p.years} for p in records.projects}
    for sheet in records.sheets:
        for index, project in enumerate(sheet.projects):
            if sheet.fiscal_year not in years.get(project, {sheet.fiscal_year}):
                values = {"id": project, "year": str(sheet.fiscal_year)}
                place = ("projects", index)
                yield Finding(path_of(sheet), place, "project_without_year", values)


def years_in_order(records: Records) -> Iterator[Finding]:
    """A plan that ends before it begins, or a sheet made before the year that it evaluates."""
    for plan in records.plans:
        if plan.last_year < plan.first_year:
            values = {"first": str(plan.first_year), "last": str(plan.last_year)}
            yield Finding(path_of(plan), ("last_year",), "plan_years", values)
    for sheet in records.sheets:
        if sheet.edition < sheet.fiscal_year:
            values = {"edition": str(sheet.edition), "year": str(sheet.fiscal_year)}
            yield Finding(path_of(sheet), ("edition",), "edition_too_early", values)


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


def uncertain_place(records: Records) -> Iterator[Finding]:
    """An uncertain value that is not there."""
    for sheet in records.sheets:
        for index, uncertain in enumerate(sheet.uncertain):
            if value_at(sheet, uncertain.place) is None:
                place = ("uncertain", index, "place")
                values = {"place": uncertain.place}
                yield Finding(path_of(sheet), place, "uncertain_place", values)


def value_at(record: Record, place: str) -> object:
    """The value at a written place such as `years/2015/goal`; `None` where there is none."""
    value: object = record
    for step in place.split("/"):
        if isinstance(value, tuple):
            value = next((item for item in value if step in _names(item)), None)
        else:
            fields = type(value).model_fields if isinstance(value, Record) else {}
            value = getattr(value, step) if step in fields else None
    return value


def _names(item: object) -> set[str]:
    keys = ("id", "fiscal_year", "measure")
    return {str(getattr(item, key)) for key in keys if hasattr(item, key)}


CHECKS: tuple[Callable[[Records], Iterator[Finding]], ...] = (
    unknown_id,
    duplicate_id,
    printed_differs,
    project_without_year,
    years_in_order,
    survey_limits,
    uncertain_place,
)
