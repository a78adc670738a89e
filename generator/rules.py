"""CHECKS: the checks that need more than one record, or a figure."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from generator.evaluation import (
    Manner,
    Node,
    Step,
    corrected_records,
    evaluate_costs,
    evaluate_indicator,
    lineals,
    manner_of,
    steps,
    survey_share,
)
from generator.figures import Figure, total
from generator.indicator_rules import INDICATOR_CHECKS
from generator.model import (
    EVALUATIONS,
    Evaluation,
    Indicator,
    IndicatorSuccession,
    IndicatorYear,
    MeasureKey,
    MeasureSheet,
    MeasureSuccession,
    Plan,
    PlanPart,
    Policy,
    PrintedMoney,
    PrintedRate,
    PrintedShare,
    Project,
    ProjectYear,
    Rating,
    Record,
    Records,
    Sheet,
    value_at,
)
from generator.problems import Finding, Place
from generator.records import path_of
from generator.units import EXACT, FiscalYear


def unknown_id(records: Records) -> Iterator[Finding]:
    """An id that no record has."""
    for record, place, identifier, noun, known in _references(records):
        if identifier in known:
            continue
        if not place:
            yield Finding(path_of(record), place, f"no_{noun}", {"id": identifier})
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
        yield from _key_references(project, ("measure",), project.measure, plan_ids, parts)
    for measure_sheet in records.measure_sheets:
        yield measure_sheet, (), measure_sheet.plan, "plan", plan_ids
        yield measure_sheet, ("document",), measure_sheet.document, "document", documents
        yield from _listed(measure_sheet, "projects", measure_sheet.projects, "project", projects)
    yield from _measure_sheet_references(records)
    yield from _succession_references(records, plan_ids)
    yield from _survey_references(records, plan_ids, documents, measures)
    yield from _judgement_references(records)


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


def _judgement_references(records: Records) -> Iterator[_Reference]:
    scales = {scale.id for scale in records.municipality.rating_scales}
    actions = {action.id for action in records.municipality.next_actions}
    for record, place, rating in _ratings(records):
        yield record, (*place, "scale"), rating.scale, "rating_scale", scales
    for record, place, judged in _judged(records):
        if (action := judged.next_action) is not None:
            yield record, (*place, "next_action", "id"), action.id, "next_action", actions


def _judged(records: Records) -> Iterator[tuple[Record, Place, Sheet | MeasureSheet | ProjectYear]]:
    """What is evaluated, with its record and its place in it."""
    for sheet in _sheets(records):
        yield sheet, (), sheet
    for project in records.projects:
        for number, year in enumerate(project.years):
            yield project, ("years", number), year


def _evaluations(records: Records) -> Iterator[tuple[Record, Place, Evaluation]]:
    for record, place, judged in _judged(records):
        for name in EVALUATIONS:
            if evaluation := getattr(judged, name):
                yield record, (*place, name), evaluation


def _ratings(records: Records) -> Iterator[tuple[Record, Place, Rating]]:
    for record, place, evaluation in _evaluations(records):
        for index, rating in enumerate(evaluation.ratings):
            yield record, (*place, "ratings", index), rating


def _key_references(
    record: Record,
    place: Place,
    key: MeasureKey | None,
    plan_ids: Collection[str],
    parts: Mapping[str, Collection[str]],
) -> Iterator[_Reference]:
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
) -> Iterator[_Reference]:
    for survey in records.surveys:
        yield survey, ("document",), survey.document, "document", documents
        yield survey, ("plan",), survey.plan, "plan", plan_ids
        for index, result in enumerate(survey.results):
            place = ("results", index, "measure")
            if survey.plan in measures:
                yield survey, place, result.measure, "measure", measures[survey.plan]


def _measure_sheet_references(records: Records) -> Iterator[_Reference]:
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


def _succession_references(records: Records, plan_ids: Collection[str]) -> Iterator[_Reference]:
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
) -> Iterator[_Reference]:
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
    municipality = records.municipality
    yield municipality, _ids(("documents",), municipality.documents)
    yield municipality, _ids(("next_actions",), municipality.next_actions)
    yield municipality, _ids(("rating_scales",), municipality.rating_scales)
    for index, scale in enumerate(municipality.rating_scales):
        yield municipality, _ids(("rating_scales", index, "ratings"), scale.ratings, "value")
    for plan in records.plans:
        measures: _Ids = []
        for index, chapter in enumerate(plan.chapters):
            measures += _ids(("chapters", index, "measures"), chapter.measures)
        yield plan, _ids(("chapters",), plan.chapters) + measures
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
        yield project, _ids(("indicators",), project.indicators)
        yield project, _ids(("years",), project.years, "fiscal_year")
        for number, year in enumerate(project.years):
            yield project, _ids(("years", number, "indicators"), year.indicators)
    for survey in records.surveys:
        yield survey, _ids(("results",), survey.results, "measure")
    for record, place, evaluation in _evaluations(records):
        yield record, _rated(place, evaluation)


def _rated(place: Place, evaluation: Evaluation) -> _Ids:
    """What was rated on which scale: one thing has one rating."""
    return [
        ((*place, "ratings", i, "scale"), "・".join(filter(None, (rating.scale, rating.aspect))))
        for i, rating in enumerate(evaluation.ratings)
    ]


def _unique_in_parts(records: Records) -> Iterator[tuple[Record, _Ids]]:
    """Of breaks and successions, of chapters and measures, and of their sheets."""
    for record, place, lineal in lineals(records):
        if lineal.indicator is not None:
            yield record, _ids((*place, "breaks"), lineal.indicator.breaks, "fiscal_year")
        if isinstance(record, Plan) and isinstance(lineal.owner, PlanPart) and not lineal.indicator:
            yield record, _ids((*place, "indicators"), lineal.owner.described.indicators)
    before: dict[Node, list[Step]] = defaultdict(list)
    for step in steps(records):
        before[step.successor.node].append(step)
    for found in before.values():
        ids = [((*step.place, "id"), "/".join(step.predecessor[1:])) for step in found]
        yield found[0].record, ids
    for measure_sheet in records.measure_sheets:
        yield measure_sheet, _ids(("indicators",), measure_sheet.indicators)
        yield (
            measure_sheet,
            [(("projects", i), project) for i, project in enumerate(measure_sheet.projects)],
        )


def _ids(place: Place, items: Sequence[Record], key: str = "id") -> _Ids:
    return [((*place, i, key), str(getattr(item, key))) for i, item in enumerate(items)]


def printed_differs(records: Records) -> Iterator[Finding]:
    """A figure that the official sheet prints otherwise than its own numbers make it."""
    decimals = records.municipality.decimals
    policies = {policy.id: policy for policy in records.policies}
    for sheet in records.sheets:
        if policy := policies.get(sheet.policy):
            manner = manner_of(records.municipality, decimals.policy_rate)
            for index, row in enumerate(sheet.indicators):
                yield from _printed_rate(
                    sheet,
                    ("indicators", index),
                    policy.indicators,
                    sheet.fiscal_year,
                    row,
                    manner,
                )
    yield from _printed_differs_in_measures(records)
    for project in records.projects:
        for number, year in enumerate(project.years):
            for figure in evaluate_costs(year, records.municipality).figures:
                yield from _differs(project, ("years", number), figure, year.printed)
            manner = manner_of(records.municipality, decimals.project_rate)
            for index, row in enumerate(year.indicators):
                yield from _printed_rate(
                    project,
                    ("years", number, "indicators", index),
                    project.indicators,
                    year.fiscal_year,
                    row,
                    manner,
                )
    for survey in records.surveys:
        for index, result in enumerate(survey.results):
            figure = survey_share(survey, result, decimals.share)
            yield from _differs(survey, ("results", index), figure, result.printed)


def _printed_differs_in_measures(records: Records) -> Iterator[Finding]:
    parts = {(plan.id, part.id): part.described for plan in records.plans for part in plan.parts}
    manner = manner_of(records.municipality, records.municipality.decimals.policy_rate)
    for measure_sheet in records.measure_sheets:
        if part := parts.get((measure_sheet.plan, measure_sheet.measure)):
            for index, row in enumerate(measure_sheet.indicators):
                yield from _printed_rate(
                    measure_sheet,
                    ("indicators", index),
                    part.indicators,
                    measure_sheet.fiscal_year,
                    row,
                    manner,
                )


def _printed_rate(  # noqa: PLR0913 - a row, where it stands, and what it is measured by
    record: Record,
    place: Place,
    indicators: Sequence[Indicator],
    fiscal_year: FiscalYear,
    row: IndicatorYear,
    manner: Manner,
) -> Iterator[Finding]:
    indicator = next((known for known in indicators if known.id == row.id), None)
    if indicator is not None:
        (year,) = evaluate_indicator(indicator, {fiscal_year: row}, manner)
        yield from _differs(record, place, year.achievement_rate, row.printed)


def _differs(
    record: Record,
    place: Place,
    figure: Figure,
    printed: PrintedRate | PrintedShare | PrintedMoney | None,
) -> Iterator[Finding]:
    if figure.agrees is not False or printed is None or printed.difference is not None:
        return
    rule = "printed_alone" if figure.shown is None else "printed_differs"
    values = {"figure": figure.name, "printed": f"{figure.printed:f}"}
    if figure.shown is not None:
        values["computed"] = f"{figure.shown:f}"
    yield Finding(path_of(record), (*place, "printed", figure.name), rule, values)


def funding_sum(records: Records) -> Iterator[Finding]:
    """Funding that does not add up to the settlement, or of which a part alone exceeds it."""
    unit = records.municipality.money_unit.value
    for project in records.projects:
        for number, year in enumerate(project.years):
            for rule, values in _unbalanced(year):
                place = ("years", number, "funding")
                yield Finding(path_of(project), place, rule, values | {"unit": unit})


def _unbalanced(year: ProjectYear) -> Iterator[tuple[str, dict[str, str]]]:
    if year.funding is None or not isinstance(year.settlement, Decimal):
        return
    recorded = total([part for part in year.funding.parts if part is not None])
    if recorded.value is None or recorded.excluded:
        return  # nobody knows the sum
    difference = EXACT.subtract(recorded.value, year.settlement)
    if difference > 0 or (year.funding.whole and difference):
        rule = "funding_over" if difference > 0 else "funding_under"
        values = {
            "sum": f"{recorded.value:,f}",
            "settlement": f"{year.settlement:,f}",
            "difference": f"{abs(difference):,f}",
        }
        yield rule if year.funding.whole else "funding_part_over", values


def rating_off_scale(records: Records) -> Iterator[Finding]:
    """A rating that its scale does not have."""
    scales = {scale.id: scale for scale in records.municipality.rating_scales}
    for record, place, rating in _ratings(records):
        if (scale := scales.get(rating.scale)) is None:
            continue
        known = [step.value for step in scale.ratings]
        if rating.value not in known:
            values = {"value": rating.value, "scale": scale.name, "known": "、".join(known)}
            alike = [mark for mark in known if _folded(mark) == _folded(rating.value)]
            offer = {"offer": alike[0]} if alike else {}
            yield Finding(path_of(record), (*place, "value"), "rating_off_scale", values | offer)


_LOOK_ALIKE = str.maketrans("〇◯x✕✖▲", "○○×××△")
"""Signs that a keyboard gives for another one."""


def _folded(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark).casefold().translate(_LOOK_ALIKE)


def project_without_year(records: Records) -> Iterator[Finding]:
    """A sheet lists a project that records nothing for the sheet's fiscal year."""
    years = {p.id: {year.fiscal_year for year in p.years} for p in records.projects}
    for sheet in _sheets(records):
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
    for sheet in _sheets(records):
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


def _sheets(records: Records) -> Iterator[Sheet | MeasureSheet]:
    yield from records.sheets
    yield from records.measure_sheets


def uncertain_place(records: Records) -> Iterator[Finding]:
    """An uncertain value that is not there."""
    for sheet in _sheets(records):
        for index, uncertain in enumerate(sheet.uncertain):
            if value_at(sheet, uncertain.place) is None:
                place = ("uncertain", index, "place")
                values = {"place": uncertain.place}
                yield Finding(path_of(sheet), place, "uncertain_place", values)


def correction_place(records: Records) -> Iterator[Finding]:
    """A corrected value that is not there."""
    for record in corrected_records(records):
        for index, correction in enumerate(record.corrections):
            if value_at(record, correction.place) is None:
                place = ("corrections", index, "place")
                values = {"place": correction.place}
                yield Finding(path_of(record), place, "correction_place", values)


def two_owners(records: Records) -> Iterator[Finding]:
    """An earlier indicator that is said to be of two records."""
    for step in steps(records):
        if isinstance(step.succession, IndicatorSuccession):
            owners = ("policy", "project", "measure")
            named = [name for name in owners if getattr(step.succession, name) is not None]
            if len(named) > 1:
                values = {"first": named[0], "second": named[1]}
                yield Finding(path_of(step.record), step.place, "two_owners", values)


def succession_circle(records: Records) -> Iterator[Finding]:
    """A record that succeeds itself, at once or by way of others."""
    before: dict[Node, list[Step]] = defaultdict(list)
    for step in steps(records):
        if step.predecessor == step.successor.node:
            values = {"id": step.successor.node[-1]}
            place = (*step.place, "id")
            yield Finding(path_of(step.record), place, "self_succession", values)
        else:
            before[step.successor.node].append(step)
    left = _without_ends(before)
    while left:
        circle = _circle(left)
        first = circle[0]
        ids = [step.successor.node for step in circle] + [first.successor.node]
        values = {"circle": " → ".join(_told(node) for node in ids)}
        yield Finding(path_of(first.record), (*first.place, "id"), "succession_circle", values)
        left = _without_ends({n: s for n, s in left.items() if n not in ids})


def _without_ends(before: Mapping[Node, Sequence[Step]]) -> dict[Node, list[Step]]:
    """The steps that come back to where they began: those whose predecessors never end."""
    left = {node: list(found) for node, found in before.items()}
    while True:
        kept = {
            node: inner
            for node, found in left.items()
            if (inner := [step for step in found if step.predecessor in left])
        }
        if kept == left:
            return left
        left = kept


def _circle(before: Mapping[Node, Sequence[Step]]) -> list[Step]:
    """A circle among steps of which every one has another before it."""
    way: list[Step] = []
    node = min(before)
    while node not in [step.successor.node for step in way]:
        way.append(before[node][0])
        node = way[-1].predecessor
    return way[[step.successor.node for step in way].index(node) :]


def _told(node: Node) -> str:
    """A node's ids as they are written in records."""
    return "/".join(node[2:] if node[0] == "indicator" else node[1:])


def succession_too_early(records: Records) -> Iterator[Finding]:
    """A project that took the place of one which had not begun yet."""
    first = {p.id: min(y.fiscal_year for y in p.years) for p in records.projects if p.years}
    for step in steps(records):
        if step.predecessor[0] == "project" and step.predecessor != step.successor.node:
            began = first.get(step.succession.id)
            if began is not None and step.succession.fiscal_year <= began:
                values = {"id": step.succession.id, "first": str(began)}
                values["year"] = str(step.succession.fiscal_year)
                place = (*step.place, "fiscal_year")
                yield Finding(path_of(step.record), place, "succession_too_early", values)


CHECKS: tuple[Callable[[Records], Iterator[Finding]], ...] = (
    unknown_id,
    duplicate_id,
    printed_differs,
    funding_sum,
    rating_off_scale,
    project_without_year,
    years_in_order,
    survey_limits,
    uncertain_place,
    *INDICATOR_CHECKS,
    correction_place,
    two_owners,
    succession_circle,
    succession_too_early,
)
