"""What a workbook's rows are about: a year of a project, a policy or a measure, and what is in it.

Each with this year's record and the year before's, where there are any.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from hyoka.authoring.selection import Selection, is_succeeded, refuse_unknown, successor_years
from hyoka.content.builder import Plain
from hyoka.content.record_paths import file_of, path_of
from hyoka.model import (
    Indicator,
    ListedMeasureSheet,
    MeasureSheet,
    Plan,
    PlanPart,
    Project,
    ProjectYear,
    Record,
    Records,
    Sheet,
    SheetKind,
)
from hyoka.model.history import name_in
from hyoka.units import FiscalYear
from hyoka.workbook.layout import Place


@dataclass(frozen=True, slots=True)
class Subject:
    """A year of a project, a policy or a measure."""

    kind: SheetKind
    noun: type[Record]
    """What its years are: `ProjectYear`, `Sheet`, `MeasureSheet`."""
    path: str
    """The file that holds the year, or is to."""
    place: Place
    """Where in it."""
    name: str
    number: str
    division: str
    indicators: tuple[Indicator, ...]
    """Those that it has, over all years."""
    now: Record | None
    last: Record | None
    """The year before."""
    names: tuple[tuple[str, str], ...] = ()
    """Of its approaches, by their ids."""

    @property
    def years(self) -> Iterator[Record]:
        """What is recorded of either year, the year before first."""
        yield from (year for year in (self.last, self.now) if year is not None)


def subjects_of(records: Records, year: FiscalYear, selection: Selection) -> tuple[Subject, ...]:
    """Everything that is to be filled in for a year: projects, then policies, then measures.

    Raises:
        UnknownSelectionError: no record has a division or a policy that is selected.
    """
    refuse_unknown(records, selection)
    return (
        *_projects(records, year, selection),
        *_policies(records, year, selection),
        *_measures(records, year, selection),
    )


_Year = TypeVar("_Year", ProjectYear, Sheet, MeasureSheet)


def _of_year(years: Iterable[_Year], year: FiscalYear) -> _Year | None:
    return next((it for it in years if it.fiscal_year == year), None)


def _projects(records: Records, year: FiscalYear, selection: Selection) -> Iterator[Subject]:
    told = (it.fiscal_year for project in records.projects for it in project.years)
    newest, successors = max(told, default=year), successor_years(records.projects)
    for project in records.projects:
        takes = selection.takes(project.division_in_charge, project.policy)
        if takes and _is_asked(project, year, newest, successors.get(project.id)):
            yield Subject(
                SheetKind.PROJECT,
                ProjectYear,
                path_of(project),
                ("years", str(year)),
                name_in(project, year),
                project.number or "",
                project.division_in_charge or "",
                project.indicators,
                _of_year(project.years, year),
                _of_year(project.years, year.plus(-1)),
            )


def _is_asked(
    project: Project, year: FiscalYear, newest: FiscalYear, successor: FiscalYear | None
) -> bool:
    """Whether anything of the year is to be filled in: it goes on, or has the year already.

    `newest`: the last year of any project; one that has none yet is in no earlier year.
    `successor`: the first year of those that took its place.
    """
    if _of_year(project.years, year):
        return True
    has_ended = project.ended and project.ended < year
    if has_ended or is_succeeded(project, year, successor):
        return False
    begun = project.started is None or project.started <= year
    if not project.years:
        return begun and year >= newest
    return begun and _of_year(project.years, year.plus(-1)) is not None


def _policies(records: Records, year: FiscalYear, selection: Selection) -> Iterator[Subject]:
    plans = {plan.id: plan for plan in records.plans}
    for policy in records.policies:
        sheets = records.sheets_of(policy)
        now, last = _of_year(sheets, year), _of_year(sheets, year.plus(-1))
        asked = now or (last and _goes_on(plans.get(policy.plan), year))
        if asked and selection.takes(policy.division, policy.id):
            yield Subject(
                SheetKind.POLICY,
                Sheet,
                f"policies/{policy.id}/{year}.yml",
                (),
                name_in(policy, year),
                str(policy.number),
                policy.division or "",
                policy.indicators,
                now,
                last,
                tuple((approach.id, approach.name) for approach in policy.approaches),
            )


def _goes_on(plan: Plan | None, year: FiscalYear) -> bool:
    return plan is None or year <= plan.last_year


def _measures(records: Records, year: FiscalYear, selection: Selection) -> Iterator[Subject]:
    if selection.policies:
        return
    for plan in records.plans:
        for part in plan.parts:
            sheets = records.sheets_of_part(part)
            now, last = _of_year(sheets, year), _of_year(sheets, year.plus(-1))
            division = records.division_of(part)
            asked = now or (last and _goes_on(plan, year))
            if asked and selection.takes(division, None):
                yield _measure(part, year, now, last, division or "")


def _measure(
    part: PlanPart,
    year: FiscalYear,
    now: MeasureSheet | None,
    last: MeasureSheet | None,
    division: str,
) -> Subject:
    recorded = now or last
    listed = isinstance(recorded, ListedMeasureSheet)
    path = f"measures/{part.plan.id}/{part.id}/{year}.yml"
    return Subject(
        SheetKind.MEASURE,
        MeasureSheet,
        file_of(recorded) if recorded and listed else path,
        ("years", str(year)) if listed else (),
        name_in(part, year),
        str(part.described.number),
        division,
        part.described.indicators,
        now,
        last,
    )


@dataclass(frozen=True, slots=True)
class Item:
    """What one row tells: a subject itself, or an indicator, a group, an evaluation of it."""

    subject: Subject
    noun: type[Record]
    place: Place
    """In the subject's file."""
    labels: tuple[str, ...]
    now: Record | None
    last: Record | None
    unit: str = ""
    """Of its numbers, where the sheet's columns do not say it."""
    closed: Sequence[str] = ()
    """The keys of what it cannot have."""
    suggested: Mapping[str, Plain] = field(default_factory=dict)
    """What a year that is not there yet must have and can only be, by its keys."""

    @property
    def years(self) -> Iterator[Record]:
        """What is recorded of either year, the year before first."""
        yield from (year for year in (self.last, self.now) if year is not None)
