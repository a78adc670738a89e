"""The lines of the records on which the values of a page stand, for whoever wants to mend one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hyoka.content.positions import SourceText
from hyoka.content.record_paths import path_of
from hyoka.content.records import Reading
from hyoka.evaluation import EvaluatedIndicatorYear, Owner
from hyoka.history.github_links import Repository
from hyoka.model import Indicator, IndicatorYear, Plan, PlanPart, Policy, Project, Records
from hyoka.problems import RecordPath
from hyoka.units import FiscalYear

_ACTUAL = ("actual", "actual_words")
_TARGET = ("target", "range", "target_words")
"""The keys that a value may have."""

_Owned = tuple[str, str]
"""`policies`, `projects` or the id of a plan, and the id in it."""
_Part = tuple[_Owned, FiscalYear | None, str]
"""A part of a record: whose it is; of which year, where it is a year's; of which indicator."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a record."""

    name: str
    """What stands there: `actual`."""
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Where recorded values stand; nowhere while it is not known where the records are kept."""

    repository: Repository | None = None
    sources: Mapping[str, SourceText] = field(default_factory=dict)
    """The texts of the records, by their paths in the folder."""
    places: Mapping[_Part, tuple[str, RecordPath]] = field(default_factory=dict)
    """Of each part the record's path and the place in it."""

    def indicator(self, owner: Owner, year: EvaluatedIndicatorYear) -> list[Line]:
        """The lines of an indicator's actual and target in a year, and of its baseline.

        `owner`: whose indicator it is.
        """
        name = year.indicator.id
        of_year, defined = (_id_of(owner), year.fiscal_year, name), (_id_of(owner), None, name)
        target = self._line("target", of_year, ("target", "target_words"))
        if target is None and _has_plan_target(year):
            target = self._line("target", defined, _TARGET)
        actual = self._line("actual", of_year, _ACTUAL)
        baseline = self._line("baseline", defined, ("baseline", "baseline_words"))
        return [line for line in (actual, target, baseline) if line]

    def settlement(self, project: Project, fiscal_year: FiscalYear) -> list[Line]:
        """The line of a project's settlement of a year."""
        line = self._line("settlement", (_id_of(project), fiscal_year, ""), ("settlement",))
        return [line] if line else []

    def _line(self, name: str, part: _Part, keys: Iterable[str]) -> Line | None:
        """The line of the first of `keys` that is written in a part of a record."""
        if self.repository is None:
            return None
        path, place = self.places[part]
        positions = self.sources[path].positions
        written = (positions.line_of_key((*place, key)) for key in keys)
        number = next(filter(None, written), None)
        return Line(name, number, self.repository.line(path, number)) if number else None


def lines_in(repository: Repository, reading: Reading) -> Lines:
    """Where the values stand of what was read; `repository`: where it is kept."""
    places = _places(reading.records)
    return Lines(
        repository, reading.sources, {part: reading.located(*where) for part, where in places}
    )


def _has_plan_target(year: EvaluatedIndicatorYear) -> bool:
    """Whether the target that held in the year is the one that the plan has now."""
    held = year.effective_target
    known = held.value is not None or held.range is not None or held.words is not None
    return known and not held.interim and held.replaced is None


def _id_of(owner: Owner) -> _Owned:
    match owner:
        case PlanPart():
            return owner.plan.id, owner.id
        case Policy():
            return "policies", owner.id
        case Project():
            return "projects", owner.id


_Placed = tuple[_Part, tuple[str, RecordPath]]
"""A part of a record, with the record's path and the place in it."""


def _places(records: Records) -> Iterator[_Placed]:
    for policy in records.policies:
        yield from _listed(path_of(policy), (), _id_of(policy), None, policy.indicators)
    for plan in records.plans:
        yield from _places_in_plan(plan)
    for sheet in records.sheets:
        owner, year = ("policies", sheet.policy), sheet.fiscal_year
        yield from _listed(path_of(sheet), (), owner, year, sheet.indicators)
    for of_measure in records.measure_sheets:
        owner, year = (of_measure.plan, of_measure.measure), of_measure.fiscal_year
        yield from _listed(path_of(of_measure), (), owner, year, of_measure.indicators)
    for project in records.projects:
        yield from _places_in_project(project)


def _listed(
    path: str,
    place: RecordPath,
    owner: _Owned,
    year: FiscalYear | None,
    indicators: Iterable[Indicator | IndicatorYear],
) -> Iterator[_Placed]:
    """The places of the indicators that are listed in what stands at `place`."""
    for number, indicator in enumerate(indicators):
        yield (owner, year, indicator.id), (path, (*place, "indicators", number))


def _places_in_plan(plan: Plan) -> Iterator[_Placed]:
    path = path_of(plan)
    for place, part in plan.placed_parts:
        yield from _listed(path, place, (plan.id, part.id), None, part.described.indicators)


def _places_in_project(project: Project) -> Iterator[_Placed]:
    path, owner = path_of(project), _id_of(project)
    yield from _listed(path, (), owner, None, project.indicators)
    for number, year in enumerate(project.years):
        place: RecordPath = ("years", number)
        yield (owner, year.fiscal_year, ""), (path, place)
        yield from _listed(path, place, owner, year.fiscal_year, year.indicators)
