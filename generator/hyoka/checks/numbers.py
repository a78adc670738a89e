"""Numbers of policies, approaches, chapters and measures: each once where it may stand once."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.model import Approach, Chapter, Measure, Policy, Project, Record, Records
from hyoka.problems import Finding, RecordPath


@dataclass(frozen=True, slots=True)
class _Numbered:
    """What has a number, and where it is recorded."""

    noun: Policy | Approach | Chapter | Measure
    record: Record
    place: RecordPath = ()

    def may_replace(self, other: "_Numbered") -> bool:
        """Whether it came after the other one, and so may have its number."""
        return any(step.id == other.noun.id for step in getattr(self.noun, "succeeds", ()))


@check(scope=Scope.EACH_PROJECT)
def same_number(records: Records) -> Iterator[Finding]:
    """Two policies of a plan, or chapters, measures of one part, approaches, with one number."""
    for group in _groups(records):
        seen: dict[int, list[_Numbered]] = {}
        for one in group:
            others = seen.setdefault(one.noun.number, [])
            if others and not any(_followed(one, other) for other in others):
                first = others[0]
                values = {"number": str(one.noun.number), "name": first.noun.name}
                values |= {"path": path_of(first.record)}
                yield Finding(path_of(one.record), (*one.place, "number"), "same_number", values)
            others.append(one)


def _followed(one: _Numbered, other: _Numbered) -> bool:
    return one.may_replace(other) or other.may_replace(one)


def _groups(records: Records) -> Iterator[list[_Numbered]]:
    """What is numbered together, in the order of the records."""
    for plan in dict.fromkeys(policy.plan for policy in records.policies):
        yield [_Numbered(policy, policy) for policy in records.policies if policy.plan == plan]
    for policy in records.policies:
        approaches = enumerate(policy.approaches)
        yield [_Numbered(one, policy, ("approaches", index)) for index, one in approaches]
    for plan_record in records.plans:
        chapters = enumerate(plan_record.chapters)
        yield [_Numbered(one, plan_record, ("chapters", index)) for index, one in chapters]
        for place, part in plan_record.placed_parts:
            at = (*place, "measures")
            measures = enumerate(part.described.measures)
            yield [_Numbered(one, plan_record, (*at, number)) for number, one in measures]


@check(scope=Scope.ALL_BUT_NUMBERS)
def same_project_number(records: Records) -> Iterator[Finding]:
    """Two projects that one division has in one year, of one policy or measure, with one number.

    A number may begin anew in each division, policy and measure, and be given again after its
    project ended.
    """
    seen: dict[tuple[object, ...], list[Project]] = {}
    for project in records.projects:
        if project.number is None:
            continue
        measure = project.measure and (project.measure.plan, project.measure.id)
        within = (project.number, project.division, project.policy, measure)
        others = seen.setdefault(within, [])
        if other := next((it for it in others if _are_at_once(it, project)), None):
            values = {"number": project.number, "name": other.name, "path": path_of(other)}
            yield Finding(path_of(project), ("number",), "same_project_number", values)
        others.append(project)


def _are_at_once(one: Project, other: Project) -> bool:
    """Whether a year tells of both, and neither took the other's place."""
    followed = other.id in {it.id for it in one.succeeds} or one.id in {
        it.id for it in other.succeeds
    }
    years = {year.fiscal_year for year in one.years} & {year.fiscal_year for year in other.years}
    return bool(years) and not followed
