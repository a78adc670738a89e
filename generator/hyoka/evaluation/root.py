"""Everything that is published, evaluated."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from hyoka.evaluation.correction import CorrectedValue, evaluate_corrections
from hyoka.evaluation.indicator import EvaluatedIndicator
from hyoka.evaluation.lineage import Lineage, LineageItem, Node, Owner, trace_lineage
from hyoka.evaluation.plan import EvaluatedMeasure, EvaluatedPlan, evaluate_plans
from hyoka.evaluation.policy import EvaluatedPolicy, evaluate_policies
from hyoka.evaluation.project import EvaluatedProject
from hyoka.evaluation.recommendation import (
    EvaluatedRecommendation,
    evaluate_recommendations,
)
from hyoka.evaluation.sections import measure_sheet_sections, sheet_sections
from hyoka.evaluation.survey import EvaluatedSurvey, evaluate_survey
from hyoka.evaluation.survey_question import EvaluatedFinding
from hyoka.evaluation.year import EvaluatedYear, evaluate_years
from hyoka.evaluation.year_changes import YearChanges, changes_by_year
from hyoka.model import (
    Document,
    MeasureSheet,
    Municipality,
    PlacedEvaluation,
    PlanPart,
    ProjectYear,
    Recommendation,
    Record,
    Records,
    Sheet,
    evaluations_of,
    plans_over,
)
from hyoka.progress import counted
from hyoka.units import FiscalYear


@dataclass(frozen=True)
class EvaluatedSite:
    """Everything that is published, evaluated."""

    municipality: Municipality
    documents: Mapping[str, Document]
    plans: tuple[EvaluatedPlan, ...]
    """Newest first."""
    policies: tuple[EvaluatedPolicy, ...]
    projects: tuple[EvaluatedProject, ...]
    surveys: tuple[EvaluatedSurvey, ...]
    years: tuple[EvaluatedYear, ...]
    """Oldest first."""
    lineage: Lineage
    corrections: tuple[CorrectedValue, ...]
    """Newest first."""
    recommendations: tuple[EvaluatedRecommendation, ...]
    """The open ones first, of these and of the others the newest first."""

    @property
    def latest(self) -> EvaluatedYear | None:
        """The newest year with a sheet; without any, the newest year: of those not only planned.

        Where every year is only planned, the first.
        """
        known = [year for year in self.years if not year.planned] or list(self.years[:1])
        with_sheets = [year for year in known if year.evaluated]
        return next(reversed(with_sheets or known), None)

    @cached_property
    def has_baselines(self) -> bool:
        """Whether any indicator has a baseline 策定時の数値."""
        every = [policy.policy.indicators for policy in self.policies]
        every += [measure.part.described.indicators for measure in self.measures]
        every += [project.project.indicators for project in self.projects]
        recorded = ((it.baseline, it.baseline_words) for it in chain.from_iterable(every))
        return any(baseline != (None, None) for baseline in recorded)

    @cached_property
    def records_settlement(self) -> bool:
        """Whether a settlement is recorded of any project: else the city publishes no money."""
        return any(project.records_settlement for project in self.projects)

    @cached_property
    def judges(self) -> bool:
        """Whether it is known of any indicator in any year how it went: else no status is told."""
        return any(year.judgement.is_verdict for it in self.indicators for year in it.years)

    @cached_property
    def dated_steps(self) -> frozenset[tuple[str, str]]:
        """The evaluations of which some say when they were made: of what, and which of its."""
        years = (year for project in self.projects for year in project.project.years)
        sheets = (year.sheet for policy in self.policies for year in policy.sheets)
        of_measures = (year.sheet for measure in self.measures for year in measure.sheets)
        every: tuple[Sheet | MeasureSheet | ProjectYear | None, ...]
        every = (*sheets, *of_measures, *years)
        return frozenset(
            (type(one).__name__, it.written_place)
            for one in every
            if one
            for it in evaluations_of(one)
            if it.evaluation.date
        )

    def dates(self, of: Sheet | MeasureSheet | ProjectYear, placed: PlacedEvaluation) -> bool:
        """Whether evaluations of this step say elsewhere when they were made."""
        return (type(of).__name__, placed.written_place) in self.dated_steps

    @cached_property
    def sheet_sections(self) -> frozenset[str]:
        """The sections that the policies' sheets use."""
        return sheet_sections(year for policy in self.policies for year in policy.sheets)

    @cached_property
    def measure_sheet_sections(self) -> frozenset[tuple[int, str]]:
        """The sections that the sheets of each level of a plan use."""
        return measure_sheet_sections(year for measure in self.measures for year in measure.sheets)

    @cached_property
    def years_by_number(self) -> Mapping[FiscalYear, EvaluatedYear]:
        """The years by their number."""
        return {year.fiscal_year: year for year in self.years}

    @cached_property
    def compared_indicators(self) -> tuple[EvaluatedIndicator, ...]:
        """Those of policies, chapters and measures that have a year: they stand side by side.

        None where there is one alone.
        """
        owners: Iterable[EvaluatedPolicy | EvaluatedMeasure]
        owners = chain(self.policies, (one for one in self.measures if one.recorded))
        every = (it for owner in owners for it in owner.indicators if it.years)
        found = tuple(it for it in every if not it.indicator.is_target_group)
        return found if len(found) > 1 else ()

    def compares(self, indicator: EvaluatedIndicator) -> bool:
        """Whether it is one of them."""
        return any(indicator is one for one in self.compared_indicators)

    @cached_property
    def policies_by_id(self) -> Mapping[str, EvaluatedPolicy]:
        """The policies by their id."""
        return {policy.policy.id: policy for policy in self.policies}

    @cached_property
    def projects_by_id(self) -> Mapping[str, EvaluatedProject]:
        """The projects by their id."""
        return {project.project.id: project for project in self.projects}

    @cached_property
    def plans_by_id(self) -> Mapping[str, EvaluatedPlan]:
        """The plans by their id."""
        return {plan.plan.id: plan for plan in self.plans}

    @cached_property
    def changes(self) -> Mapping[FiscalYear, YearChanges]:
        """What changed to each year from the one before, where both are told."""
        return changes_by_year(self)

    @property
    def measures(self) -> tuple[EvaluatedMeasure, ...]:
        """The chapters and measures of every plan."""
        return tuple(measure for plan in self.plans for measure in plan.measures)

    @property
    def owners(self) -> Iterator[Owner]:
        """The policies, the chapters and measures, then the projects."""
        yield from (policy.policy for policy in self.policies)
        yield from (measure.part for measure in self.measures)
        yield from (project.project for project in self.projects)

    @property
    def indicators(self) -> Iterator[EvaluatedIndicator]:
        """All of theirs, in the same order."""
        owners: Iterable[EvaluatedPolicy | EvaluatedMeasure | EvaluatedProject]
        owners = chain(self.policies, self.measures, self.projects)
        return (indicator for owner in owners for indicator in owner.indicators)

    @cached_property
    def measures_by_key(self) -> Mapping[tuple[str, str], EvaluatedMeasure]:
        """The chapters and measures, as evaluated, by their plan and id."""
        return {(measure.part.plan.id, measure.part.id): measure for measure in self.measures}

    @cached_property
    def parts(self) -> Mapping[tuple[str, str], PlanPart]:
        """The chapters and measures by their plan and id."""
        return {key: measure.part for key, measure in self.measures_by_key.items()}

    def has_page(self, part: PlanPart) -> bool:
        """Whether more of a chapter or measure is recorded than its name."""
        return self.measures_by_key[part.plan.id, part.id].recorded

    def findings_about(
        self, owner: Owner, fiscal_year: FiscalYear | None = None
    ) -> tuple[EvaluatedFinding, ...]:
        """What questions of surveys found of it, the newest survey first; of a year's alone."""
        return tuple(
            found
            for survey in reversed(self.surveys)
            if fiscal_year in {None, survey.survey.fiscal_year}
            for asked in survey.questions
            for result in asked.results
            if result.is_about(owner)
            for found in asked.of(result.result)
        )

    def corrections_of(self, record: Record) -> tuple[CorrectedValue, ...]:
        """A record's corrections, newest first."""
        return tuple(value for value in self.corrections if value.record is record)

    def recommendations_about(
        self, subject: Owner, fiscal_year: FiscalYear | None = None
    ) -> tuple[EvaluatedRecommendation, ...]:
        """Those about it; of a `fiscal_year`, those that its sheet shows."""
        about = self._recommendations_by_subject.get(LineageItem(subject).node, ())
        return tuple(it for it in about if fiscal_year is None or it.is_on_sheet(fiscal_year))

    @cached_property
    def _recommendations_by_subject(self) -> Mapping[Node, Sequence[EvaluatedRecommendation]]:
        found: dict[Node, list[EvaluatedRecommendation]] = defaultdict(list)
        for it in self.recommendations:
            for subject in it.subjects:
                found[subject].append(it)
        return found


def subjects_of(recommendation: Recommendation, evaluation: EvaluatedSite) -> tuple[Owner, ...]:
    """What it is about: projects, then policies, then chapters and measures; none: the city."""
    return (
        *(evaluation.projects_by_id[one].project for one in recommendation.projects),
        *(evaluation.policies_by_id[one].policy for one in recommendation.policies),
        *(evaluation.parts[key.plan, key.id] for key in recommendation.measures),
    )


def evaluate(
    records: Records, last: EvaluatedSite | None = None, day: datetime.date | None = None
) -> EvaluatedSite:
    """The records with all their figures. The records have passed every check.

    Figures of projects are computed when they are asked for: who looks at one page needs few.
    `last`: what was evaluated before; of a project whose record is the very same, and the
    municipality's too, nothing is computed again. `day`: as of which years are counted.
    """
    municipality = records.municipality
    kept = last.projects if last and last.municipality is municipality else ()
    known = {id(project.project): project for project in kept}
    projects = tuple(
        known.get(id(project)) or EvaluatedProject(project, municipality)
        for project in records.projects
    )
    surveys = tuple(evaluate_survey(survey, records) for survey in records.surveys)
    over = plans_over(records)
    policies = evaluate_policies(records, projects, surveys, over)
    lineage = trace_lineage(records)
    plans = evaluate_plans(records, projects, surveys, lineage, over)
    recommendations = evaluate_recommendations(records.recommendations, day)
    projects = _in_order(policies, projects)
    return EvaluatedSite(
        records.municipality,
        {document.id: document for document in records.municipality.documents},
        plans,
        policies,
        projects,
        surveys,
        evaluate_years(policies, plans, projects, surveys, records.municipality),
        lineage,
        evaluate_corrections(records),
        recommendations,
    )


def compute(evaluation: EvaluatedSite) -> EvaluatedSite:
    """The same, with the figures of all projects made: for whoever needs them in any case.

    Processes that are forked before would each make them.
    """
    for project in counted("evaluating", evaluation.projects):
        project.years  # noqa: B018 - kept once it was asked for
    return evaluation


def _in_order(
    policies: tuple[EvaluatedPolicy, ...], projects: tuple[EvaluatedProject, ...]
) -> tuple[EvaluatedProject, ...]:
    """The projects as the policies' sheets list them, then those without a policy."""
    listed = [project for policy in policies for project in policy.projects]
    return tuple({project.project.id: project for project in [*listed, *projects]}.values())
