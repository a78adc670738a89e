"""The drafts of a year for many records at once: of projects, and of the sheets beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, partial
from itertools import chain

from hyoka.authoring.scaffold.drafts import ScaffoldedFile
from hyoka.authoring.scaffold.known_values import known_document
from hyoka.authoring.scaffold.record_arguments import RecordArguments, ScaffoldError
from hyoka.authoring.scaffold.scaffolder import RecordScaffolder
from hyoka.authoring.selection import Selection, is_succeeded, refuse_unknown, successor_years
from hyoka.content.record_paths import file_of
from hyoka.model import (
    MeasureSheet,
    Plan,
    Project,
    ProjectYear,
    Records,
    Sheet,
)
from hyoka.progress import counted
from hyoka.units import FiscalYear


class LeftOut(StrEnum):
    """Why a project gets no draft."""

    RECORDED = "recorded"
    """The year is there already."""
    ENDED = "ended"
    """It ended before the year."""
    SUCCEEDED = "succeeded"
    """Another project has taken its place by then."""
    NOT_YET = "not_yet"
    """It begins after the year."""
    PAUSED = "paused"
    """It has no record of the year before, of which others have one."""


@dataclass(frozen=True)
class YearOfMany:
    """The drafts of a year, and which records have none."""

    year: FiscalYear
    year_before: FiscalYear | None
    """The newest earlier year of which any project has a record."""
    projects: tuple[ScaffoldedFile, ...]
    sheets: tuple[ScaffoldedFile, ...]
    """Those of policies, then those of chapters and measures."""
    left_out: Mapping[LeftOut, tuple[str, ...]]
    """The ids of projects."""
    recorded_sheets: tuple[str, ...]
    """The paths of the sheets of the year that are there already."""
    listed_without_year: tuple[str, ...]
    """The ids of the projects that a new sheet lists and that get no draft."""
    unread: tuple[str, ...]
    """The paths of the files that cannot be read, so that nobody knows what they lack."""
    has_document: bool
    """Whether one document is known which the projects' values come from."""

    @property
    def files(self) -> tuple[ScaffoldedFile, ...]:
        """All files to be written."""
        return (*self.projects, *self.sheets)


def year_of_many(scaffolder: RecordScaffolder, year: str, selection: Selection) -> YearOfMany:
    """The drafts of a year for all that is selected.

    Raises:
        ScaffoldError: the year is none, or a file cannot take it.
        UnknownSelectionError: no record has a division or a policy that is selected.
    """
    typed = RecordArguments(scaffolder.folder, scaffolder.language, scaffolder.records)
    refuse_unknown(scaffolder.records, selection)
    return _Drafts(scaffolder, typed.year(year), selection).all()


@dataclass(frozen=True)
class _Drafts:
    """The drafts of a year of what is selected."""

    scaffolder: RecordScaffolder
    year: FiscalYear
    selection: Selection

    @property
    def _records(self) -> Records:
        return self.scaffolder.records

    def all(self) -> YearOfMany:
        """Every draft, and what has none."""
        begun, left_out = self._projects()
        there, new = self._sheets()
        lacking = {i for why, ids in left_out.items() if why is not LeftOut.RECORDED for i in ids}
        listed = {name for sheet in new for name in sheet.last.projects}
        year = str(self.year)
        made = _made(
            [*(partial(self.scaffolder.year, name, year) for name in begun), *(s.make for s in new)]
        )
        projects, sheets = made[: len(begun)], made[len(begun) :]
        return YearOfMany(
            self.year,
            self.year_before,
            projects,
            sheets,
            left_out,
            there,
            tuple(sorted(lacking & listed)),
            tuple(sorted(self._records.unread)),
            self._document is not None,
        )

    @property
    def _document(self) -> str | None:
        city, language = self._records.municipality, self.scaffolder.language
        return known_document(city, self.year.plus(1), None, language)[0]

    # Projects.

    def _projects(self) -> tuple[list[str], dict[LeftOut, tuple[str, ...]]]:
        """The ids of those whose year is begun, and of the others by what leaves them out."""
        takes = self.selection.takes
        found: dict[LeftOut | None, list[str]] = {}
        for project in self._records.projects:
            if takes(project.division_in_charge, project.policy):
                found.setdefault(self._left_out(project), []).append(project.id)
        reasons = {why: tuple(found[why]) for why in LeftOut if why in found}
        return found.get(None, []), reasons

    def _left_out(self, project: Project) -> LeftOut | None:
        years = {row.fiscal_year for row in project.years}
        if self.year in years:
            return LeftOut.RECORDED
        if project.ended is not None and project.ended < self.year:
            return LeftOut.ENDED
        last = max((year for year in years if year < self.year), default=None)
        if is_succeeded(project, self.year, self._successor_years.get(project.id)):
            return LeftOut.SUCCEEDED
        if (project.started or self.year) > self.year or (years and last is None):
            return LeftOut.NOT_YET
        return LeftOut.PAUSED if last and last < (self.year_before or last) else None

    @cached_property
    def _successor_years(self) -> Mapping[str, FiscalYear]:
        return successor_years(self._records.projects)

    @cached_property
    def year_before(self) -> FiscalYear | None:
        """The newest earlier year of which any project has a record."""
        years = (row.fiscal_year for project in self._records.projects for row in project.years)
        return max((year for year in years if year < self.year), default=None)

    # Sheets.

    def _sheets(self) -> tuple[tuple[str, ...], list["_NewSheet"]]:
        """The paths of those that are there already, and those that follow an earlier one."""
        there: list[str] = []
        new: list[_NewSheet] = []
        for sheets, make in chain[_Owned](self._of_policies(), self._of_parts()):
            found = next((sheet for sheet in sheets if sheet.fiscal_year == self.year), None)
            earlier = [sheet for sheet in sheets if sheet.fiscal_year < self.year]
            if found is not None:
                there.append(file_of(found))
            elif earlier:
                new.append(_NewSheet(max(earlier, key=lambda it: it.fiscal_year), make))
        return tuple(there), new

    def _of_policies(self) -> Iterator["_Owned"]:
        """Those of each policy of a plan that has the year."""
        plans = {plan.id for plan in self._plans()}
        for policy in self._records.policies:
            if policy.plan in plans and self.selection.takes(policy.division, policy.id):
                sheets = self._records.sheets_of(policy)
                yield sheets, partial(self._for_sheets.sheet, policy.id, str(self.year))

    def _of_parts(self) -> Iterator["_Owned"]:
        """Those of each of its chapters and measures."""
        for plan in self._plans():
            for part in plan.parts:
                if self.selection.takes(self._records.division_of(part), None):
                    make = partial(self._for_sheets.measure_sheet, plan.id, part.id, str(self.year))
                    yield self._records.sheets_of_part(part), make

    def _plans(self) -> Iterator[Plan]:
        plans = self._records.plans
        return (plan for plan in plans if plan.first_year <= self.year <= plan.last_year)

    @cached_property
    def _for_sheets(self) -> RecordScaffolder:
        """With the year in every project: which have none is told once, of all sheets."""
        rows = (ProjectYear.model_construct(fiscal_year=self.year, document=""),)
        projects = tuple(it.model_copy(update={"years": rows}) for it in self._records.projects)
        records = self._records.model_copy(update={"projects": projects})
        return replace(self.scaffolder, records=records)


_Make = Callable[[], ScaffoldedFile]
_Owned = tuple[Sequence[Sheet | MeasureSheet], _Make]
"""The sheets of a policy, a chapter or a measure, and what makes the next one."""


@dataclass(frozen=True)
class _NewSheet:
    last: Sheet | MeasureSheet
    """The one whose year it follows."""
    make: _Make


def _made(makers: Sequence[_Make]) -> tuple[ScaffoldedFile, ...]:
    """What each makes.

    Raises:
        ScaffoldError: one or more cannot be made; each says why.
    """
    made: list[ScaffoldedFile] = []
    refused: list[str] = []
    for make in counted("beginning", makers):
        try:
            made.append(make())
        except ScaffoldError as error:
            refused.append(str(error))
    if refused:
        raise ScaffoldError("\n".join(refused))
    return tuple(made)
