"""Lists 一覧 of projects and indicators: their rows, and what they can be narrowed down by.

A list is of one fiscal year, or of the latest year of each thing; of an indicator, the latest that
has an actual.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Generic

from hyoka.evaluation import (
    ComparedIndicator,
    ComparedProject,
    EvaluatedIndicatorYear,
    EvaluatedMeasure,
    EvaluatedPolicy,
    EvaluatedProject,
    EvaluatedProjectYear,
    EvaluatedSite,
    Gathered,
    Owner,
    division_of_sheet,
)
from hyoka.evaluation.figures import Status
from hyoka.model import PlanPart, Policy, Project, Tagged
from hyoka.tables.list_rows import (
    NOTHING,
    AnyRow,
    Choice,
    Filter,
    IndicatorRow,
    ProjectRow,
    called,
)
from hyoka.units import FiscalYear
from hyoka.wording import Language

_Holder = EvaluatedPolicy | EvaluatedMeasure | EvaluatedProject
"""What has indicators, evaluated."""


@dataclass(frozen=True, eq=False)
class Listing(Generic[AnyRow]):
    """The rows of a list, made when they are first asked for: most who know of it ask for none."""

    fiscal_year: FiscalYear | None
    """`None`: each thing's latest year."""
    make_rows: Callable[[], Iterable[AnyRow]] = field(repr=False)
    alike: str = ""
    """The name of the filter of which all of its rows have the same: no column tells that."""

    @cached_property
    def rows(self) -> tuple[AnyRow, ...]:
        """The rows, made when they are asked for: of most lists nobody does."""
        return tuple(self.make_rows())

    def __eq__(self, other: object) -> bool:
        """Whether it is of the same year and has the same rows."""
        if not isinstance(other, Listing):
            return NotImplemented
        return (self.fiscal_year, self.rows) == (other.fiscal_year, other.rows)

    __hash__ = None  # type: ignore[assignment] # its rows have none

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """Those that tell some rows from others."""
        names: dict[str, None] = dict.fromkeys(key for row in self.rows for key in row.choices)
        several: dict[str, None] = dict.fromkeys(key for row in self.rows for key in row.several)
        found: Iterable[Filter] = (
            *(Filter(name, self._choices(name)) for name in names),
            *(Filter(name, self._several(name), several=True) for name in several),
        )
        return tuple(sorted((f for f in found if len(f.choices) > 1), key=_place))

    @property
    def missed(self) -> bool:
        """Whether some rows missed their target, and some did not."""
        return len({row.missed for row in self.rows}) > 1

    def has(self, name: str) -> bool:
        """Whether any row records something of a filter: else its column would be empty."""
        rows = () if name == self.alike else self.rows
        return any(row.choices[name].value != NOTHING for row in rows)

    def _choices(self, name: str) -> tuple[Choice, ...]:
        return _distinct(name, (row.choices[name] for row in self.rows))

    def _several(self, name: str) -> tuple[Choice, ...]:
        return _distinct(name, (one for row in self.rows for one in row.several.get(name, ())))


def _distinct(name: str, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    by_value = {choice.value: choice for choice in choices}
    return tuple(sorted(by_value.values(), key=lambda choice: _order(name, choice)))


_FILTERS = (
    "what",
    "change",
    "of",
    "fiscal-year",
    "policy-id",
    "part",
    "division",
    "tag-id",
    "sdg",
    "status",
)
"""In the order in which they are offered. None is a name of the site's search: its dialog opens for
those."""


def choice_value(text: str) -> str:
    """A text of a record as the value of a choice: each another one, and none is `NOTHING`."""
    return f"{NOTHING}{text}" if text.startswith(NOTHING) else text


def class_filter(classification: str) -> str:
    """The name of the filter by one of the municipality's classifications of projects."""
    return f"class-{classification}"


def _place(found: Filter) -> tuple[int, bool]:
    """Those by classes follow that by the division."""
    is_class = found.name not in _FILTERS
    return _FILTERS.index("division" if is_class else found.name), is_class


def _order(name: str, choice: Choice) -> tuple[bool, int, str]:
    """Policies and measures stay as the rows have them; what records nothing comes last."""
    if choice.value == NOTHING:
        return True, 0, ""
    match name:
        case "division":
            return False, 0, choice.name
        case "fiscal-year":
            return False, -int(choice.value), ""
        case "status":
            return False, list(Status).index(Status(choice.value)), ""
        case _:
            return False, choice.order, ""


def list_projects(
    evaluation: EvaluatedSite, language: Language, fiscal_year: FiscalYear | None = None
) -> Listing[ProjectRow]:
    """The projects that record the year, or all in their latest."""
    rows = partial(_project_rows, evaluation, language, fiscal_year, evaluation.projects)
    return Listing(fiscal_year, rows)


def list_gathered_projects(gathered: Gathered, language: Language) -> Listing[ProjectRow]:
    """Those of a division, a tag or a goal, in their latest year."""
    rows = partial(_project_rows, gathered.site, language, None, gathered.projects)
    return Listing(None, rows, gathered.key.by)


def _project_rows(
    evaluation: EvaluatedSite,
    language: Language,
    fiscal_year: FiscalYear | None,
    projects: Iterable[EvaluatedProject],
) -> Iterator[ProjectRow]:
    choose = Chooser(language, fiscal_year, evaluation.judges)
    for project in projects:
        if fiscal_year is not None and fiscal_year not in project.recorded:
            continue
        latest = project.latest
        year = project.by_year[fiscal_year] if fiscal_year is not None else latest
        yield ProjectRow(
            project,
            year,
            missed=year is not None and year.missed,
            choices={
                **choose.of_year(year),
                **choose.of_project(evaluation, project, year),
                **choose.classes(evaluation, project),
            },
            several=choose.several(evaluation, project),
        )


def list_indicators(
    evaluation: EvaluatedSite, language: Language, fiscal_year: FiscalYear | None = None
) -> Listing[IndicatorRow]:
    """The indicators that record the year, or all in their latest, whosever they are."""
    owners: tuple[_Holder, ...]
    owners = (*evaluation.policies, *evaluation.measures, *evaluation.projects)
    return Listing(fiscal_year, partial(_indicator_rows, evaluation, language, fiscal_year, owners))


def list_gathered_indicators(gathered: Gathered, language: Language) -> Listing[IndicatorRow]:
    """Those of a division's, a tag's or a goal's policies, chapters and measures."""
    owners: tuple[_Holder, ...] = (*gathered.policies, *gathered.present_measures)
    rows = partial(_indicator_rows, gathered.site, language, None, owners)
    return Listing(None, rows, gathered.key.by)


def _indicator_rows(
    evaluation: EvaluatedSite,
    language: Language,
    fiscal_year: FiscalYear | None,
    owners: Iterable[_Holder],
) -> Iterator[IndicatorRow]:
    choose = Chooser(language, fiscal_year, evaluation.judges)
    for owner in owners:
        for indicator in owner.indicators:
            if fiscal_year is not None and fiscal_year not in indicator.by_year:
                continue
            year = indicator.latest if fiscal_year is None else indicator.by_year[fiscal_year]
            yield IndicatorRow(
                indicator,
                year,
                missed=year is not None and year.judgement.target_met is False,
                choices={**choose.of_year(year), **choose.of_owner(evaluation, owner, year)},
                several=choose.several(evaluation, owner),
            )


def _tagged(of: _Holder) -> Tagged:
    match of:
        case EvaluatedPolicy():
            return of.policy
        case EvaluatedMeasure():
            return of.part.described
    return of.project


@dataclass(frozen=True)
class Chooser:
    """Finds the choices of a row."""

    language: Language
    fiscal_year: FiscalYear | None
    with_status: bool
    """Whether the site tells any status."""

    def of_year(
        self, year: EvaluatedProjectYear | EvaluatedIndicatorYear | None
    ) -> Mapping[str, Choice]:
        """What a year is: which one, where the list has several, and its status."""
        number = status = Choice(NOTHING, self.language.word("no_year"))
        if year is not None:
            number = Choice(str(year.fiscal_year), self.language.year_of(year))
            status = Choice(str(year.status), self.language.status(year.status))
        return {"fiscal-year": number} | ({"status": status} if self.with_status else {})

    def of_owner(
        self,
        evaluation: EvaluatedSite,
        owner: _Holder,
        year: EvaluatedIndicatorYear | None,
    ) -> Mapping[str, Choice]:
        """Whose an indicator is."""
        match owner:
            case EvaluatedProject():
                of_year = owner.by_year.get(year.fiscal_year) if year else None
                return {**self._of("project"), **self.of_project(evaluation, owner, of_year)}
            case EvaluatedMeasure():
                return {
                    **self._of("measure"),
                    **self._belongs(None, owner.part, self._of_measure(owner, year)),
                }
            case EvaluatedPolicy():
                policy = owner.policy
                return {**self._of("policy"), **self._belongs(policy, None, policy.division)}

    def _of_measure(
        self, measure: EvaluatedMeasure, year: EvaluatedIndicatorYear | None
    ) -> str | None:
        """The division of the year's sheet; in a list of the latest years, the present one."""
        sheets = {sheet.fiscal_year: sheet for sheet in measure.sheets}
        if self.fiscal_year and year and (sheet := sheets.get(year.fiscal_year)):
            return division_of_sheet(sheet)
        return measure.part.described.division if self.fiscal_year else measure.division

    def of_project(
        self,
        evaluation: EvaluatedSite,
        project: EvaluatedProject,
        year: EvaluatedProjectYear | None,
    ) -> Mapping[str, Choice]:
        """What a project belongs to."""
        record = project.project
        policy = evaluation.policies_by_id[record.policy].policy if record.policy else None
        key = record.measure
        part = evaluation.parts[key.plan, key.id] if key else None
        # Only what a record says: in another year it may have been another division.
        of_year = year.record.division if year else None
        now = record.division if self.fiscal_year else project.division
        return self._belongs(policy, part, of_year or now)

    def of_compared(
        self, evaluation: EvaluatedSite, one: ComparedIndicator | ComparedProject
    ) -> Mapping[str, Choice]:
        """What something that is compared belongs to."""
        if isinstance(one, ComparedProject):
            return self.of_project(evaluation, one.evaluated, one.now)
        match one.indicator.owner:
            case Policy() as policy:
                return self._belongs(policy, None, policy.division)
            case PlanPart() as part:
                measure = evaluation.measures_by_key[part.plan.id, part.id]
                return self._belongs(None, part, self._of_measure(measure, one.now))
            case Project() as project:
                evaluated = evaluation.projects_by_id[project.id]
                return self.of_project(evaluation, evaluated, None)

    def classes(self, evaluation: EvaluatedSite, project: EvaluatedProject) -> Mapping[str, Choice]:
        """Where a project belongs by each of the municipality's classifications."""
        given = {one.classification: one.value for one in project.project.classes}
        absent = Choice(NOTHING, self.language.word("absent"))
        return {
            class_filter(of.id): Choice(
                choice_value(given[of.id]), given[of.id], of.values.index(given[of.id])
            )
            if of.id in given
            else absent
            for of in evaluation.municipality.classifications
        }

    def several(self, evaluation: EvaluatedSite, of: _Holder) -> Mapping[str, tuple[Choice, ...]]:
        """The tags and the goals of a project, or of whose an indicator is."""
        tagged, tags = _tagged(of), evaluation.municipality.tags
        own = (Choice(t.id, t.name, n) for n, t in enumerate(tags) if t.id in tagged.tags)
        goals = (Choice(str(n), self.language.goal(n), n) for n in tagged.sdgs)
        nothing = (Choice(NOTHING, self.language.word("absent")),)
        return {"tag-id": tuple(own) or nothing, "sdg": tuple(goals) or nothing}

    def _of(self, noun: str) -> Mapping[str, Choice]:
        return {"of": Choice(noun, self.language.word(f"lists.of.{noun}"))}

    def _belongs(
        self, policy: Policy | None, part: PlanPart | None, division: str | None
    ) -> Mapping[str, Choice]:
        absent = Choice(NOTHING, self.language.word("absent"))
        alone = Choice(NOTHING, self.language.word("projects.no_policy"))
        return {
            "policy-id": Choice(policy.id, self._called(policy)) if policy else alone,
            "part": Choice(f"{part.plan.id}/{part.id}", self._called(part)) if part else absent,
            "division": Choice(choice_value(division), division) if division else absent,
        }

    def _called(self, named: Owner) -> str:
        return called(named, self.fiscal_year)
