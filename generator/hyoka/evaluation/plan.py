"""A plan: its chapters and measures over their years."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hyoka.evaluation.figures import Status
from hyoka.evaluation.indicator_figures import OwnIndicators
from hyoka.evaluation.lineage import Lineage
from hyoka.evaluation.project import (
    EvaluatedProject,
)
from hyoka.evaluation.project_groups import (
    CountedProjects,
    GroupedProjects,
    GroupedYear,
    with_listed,
)
from hyoka.evaluation.survey import EvaluatedSurvey, EvaluatedSurveyResult
from hyoka.model import (
    MeasureSheet,
    Municipality,
    Plan,
    PlanPart,
    Policy,
    Records,
    Survey,
    name_in,
    planned_years,
)
from hyoka.units import FiscalYear


@dataclass(frozen=True)
class MeasureYear(GroupedYear):
    """A chapter or measure in one fiscal year: its sheet, if there is one, and the figures."""

    sheet: MeasureSheet | None
    part: PlanPart

    @property
    def name(self) -> str:
        """What the chapter or measure was called in this year."""
        return name_in(self.part, self.fiscal_year)


@dataclass(frozen=True)
class EvaluatedMeasure(GroupedProjects[MeasureYear]):
    """A chapter or measure over its years, oldest first."""

    part: PlanPart
    survey_results: tuple[tuple[Survey, EvaluatedSurveyResult], ...]
    """What the surveys say of it, oldest first."""
    inherits: bool
    """Whether it has a predecessor or a successor."""
    is_recommended: bool
    """Whether a recommendation is about it."""
    is_asked_about: bool
    """Whether a question of a survey is about it."""

    @property
    def sheets(self) -> tuple[MeasureYear, ...]:
        """The years that have a sheet."""
        return tuple(year for year in self.years if year.sheet is not None)

    @cached_property
    def result_by_year(self) -> Mapping[FiscalYear, EvaluatedSurveyResult]:
        """What the surveys say of it, by their year."""
        return {survey.fiscal_year: result for survey, result in self.survey_results}

    @property
    def division(self) -> str | None:
        """The division in charge: its own, else that of the newest sheet that names one."""
        of_sheets = (year.sheet.division for year in reversed(self.years) if year.sheet)
        return self.part.described.division or next((name for name in of_sheets if name), None)

    @property
    def indicator_statuses(self) -> list[Status]:
        """How its indicators stand, each in the latest year that has an actual."""
        return [indicator.latest.status for indicator in self.indicators if indicator.latest]

    @property
    def project_statuses(self) -> list[Status]:
        """How its own projects stand, each in its latest year."""
        return [project.latest.status for project in self.own if project.latest]

    @property
    def recorded(self) -> bool:
        """Whether there is more of it than its name: only then it has a page."""
        told = self.part.described
        known = (told.aim, told.division, told.former_names, told.indicators, self.projects)
        beside = (self.survey_results, self.inherits, self.is_recommended, self.is_asked_about)
        return any((*known, self.years, *beside))


@dataclass(frozen=True)
class EvaluatedPlan:
    """A plan, with its chapters and measures in its order, each chapter before its measures."""

    plan: Plan
    measures: tuple[EvaluatedMeasure, ...]
    policies: tuple[Policy, ...]
    """The policies of the plan."""

    @property
    def surveys(self) -> tuple[Survey, ...]:
        """The surveys that say something of its measures, oldest first."""
        found = {s.fiscal_year: s for measure in self.measures for s, _ in measure.survey_results}
        return tuple(found[year] for year in sorted(found))

    def measure(self, identifier: str) -> EvaluatedMeasure:
        """The chapter or measure with this id."""
        return next(one for one in self.measures if one.part.id == identifier)

    @property
    def sheet_count(self) -> int:
        """How many sheets its chapters and measures have."""
        return sum(len(measure.sheets) for measure in self.measures)


@dataclass(frozen=True)
class _Known:
    """What is known of plans' parts besides the plans: by plan and id."""

    municipality: Municipality
    lineage: Lineage
    by_id: Mapping[str, EvaluatedProject]
    over: frozenset[str]
    """The plans of which years after them are told."""
    sheets: Mapping[tuple[str, str], list[MeasureSheet]] = field(
        default_factory=lambda: defaultdict(list)
    )
    projects: Mapping[tuple[str, str], list[EvaluatedProject]] = field(
        default_factory=lambda: defaultdict(list)
    )
    results: Mapping[tuple[str, str], list[tuple[Survey, EvaluatedSurveyResult]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    recommended: frozenset[tuple[str, str]] = frozenset()
    """Those that a recommendation is about."""
    asked_about: frozenset[tuple[str, str]] = frozenset()
    """Those that a question of a survey is about."""


def evaluate_plans(
    records: Records,
    projects: tuple[EvaluatedProject, ...],
    surveys: tuple[EvaluatedSurvey, ...],
    lineage: Lineage,
    over: frozenset[str],
) -> tuple[EvaluatedPlan, ...]:
    """Every plan, the newest first, with its chapters and measures over their years.

    `over`: the plans of which years after them are told.
    """
    by_id = {project.project.id: project for project in projects}
    recommended = {(key.plan, key.id) for one in records.recommendations for key in one.measures}
    known = _Known(
        records.municipality,
        lineage,
        by_id,
        over,
        recommended=frozenset(recommended),
        asked_about=frozenset(_asked_about(records)),
    )
    for sheet in records.measure_sheets:
        known.sheets[sheet.plan, sheet.measure].append(sheet)
    for project in projects:
        if (key := project.project.measure) is not None:
            known.projects[key.plan, key.id].append(project)
    for survey in surveys:
        for result in survey.results:
            asked = (survey.survey.plan or "", result.part.id)
            known.results[asked].append((survey.survey, result))
    newest_first = sorted(
        records.plans, key=lambda p: (-p.first_year.year, -p.last_year.year, p.id)
    )
    return tuple(
        EvaluatedPlan(
            plan,
            tuple(_measure(part, known) for part in plan.parts),
            tuple(policy for policy in records.policies if policy.plan == plan.id),
        )
        for plan in newest_first
    )


def _asked_about(records: Records) -> Iterator[tuple[str, str]]:
    for survey in records.surveys:
        every = (result.measure for asked in survey.questions for result in asked.results)
        yield from ((survey.plan or "", measure) for measure in every if measure)


def _measure(part: PlanPart, known: _Known) -> EvaluatedMeasure:
    key = (part.plan.id, part.id)
    sheets = known.sheets[key]
    history = known.lineage.of(part)
    over = part.plan.id in known.over
    indicators = OwnIndicators(
        part, part.described.indicators, tuple(sheets), known.municipality, over=over
    )
    listed = [sheet.projects for sheet in sheets]
    own = tuple(known.projects[key])
    projects = with_listed(own, listed, known.by_id)
    return EvaluatedMeasure(
        projects,
        own,
        _years(part, sheets, indicators, projects, own),
        indicators,
        part,
        tuple(known.results[key]),
        inherits=bool(history.predecessors or history.successors),
        is_recommended=key in known.recommended,
        is_asked_about=key in known.asked_about,
    )


def _years(
    part: PlanPart,
    sheets: Sequence[MeasureSheet],
    indicators: OwnIndicators,
    projects: tuple[EvaluatedProject, ...],
    own: tuple[EvaluatedProject, ...],
) -> tuple[MeasureYear, ...]:
    by_year, planned = {sheet.fiscal_year: sheet for sheet in sheets}, planned_years(sheets)
    counted = CountedProjects(by_year, projects, own, indicators.municipality)
    every = {year for project in own for year in project.recorded}
    with_projects = {year for year in every if part.plan.includes(year)}
    return tuple(
        MeasureYear(
            year,
            counted,
            by_year.get(year),
            year in planned,
            indicators,
            part,
        )
        for year in sorted({*by_year, *with_projects})
    )
