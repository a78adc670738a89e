"""Everything that is published, evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.evaluation.policy import EvaluatedPolicy, evaluate_policies
from generator.evaluation.project import EvaluatedProject, evaluate_project
from generator.evaluation.survey import EvaluatedSurvey, evaluate_survey
from generator.evaluation.year import EvaluatedYear, evaluate_years
from generator.model import Document, Municipality, Records


@dataclass(frozen=True)
class Evaluation:
    """Everything that is published, evaluated."""

    municipality: Municipality
    documents: Mapping[str, Document]
    policies: tuple[EvaluatedPolicy, ...]
    projects: tuple[EvaluatedProject, ...]
    surveys: tuple[EvaluatedSurvey, ...]
    years: tuple[EvaluatedYear, ...]
    """Oldest first."""

    @property
    def latest(self) -> EvaluatedYear | None:
        """The newest year that has a sheet; without any, the newest year."""
        with_sheets = [year for year in self.years if year.sheets]
        return next(reversed(with_sheets or self.years), None)

    @cached_property
    def policies_by_id(self) -> Mapping[str, EvaluatedPolicy]:
        """The policies by their id."""
        return {policy.policy.id: policy for policy in self.policies}


def evaluate(records: Records) -> Evaluation:
    """The records with all their figures. The records have passed every check."""
    projects = tuple(
        evaluate_project(project, records.municipality) for project in records.projects
    )
    surveys = tuple(evaluate_survey(survey, records) for survey in records.surveys)
    policies = evaluate_policies(records, projects, surveys)
    projects = _in_order(policies, projects)
    return Evaluation(
        records.municipality,
        {document.id: document for document in records.municipality.documents},
        policies,
        projects,
        surveys,
        evaluate_years(policies, projects, surveys, records.municipality),
    )


def _in_order(
    policies: tuple[EvaluatedPolicy, ...], projects: tuple[EvaluatedProject, ...]
) -> tuple[EvaluatedProject, ...]:
    """The projects as the policies' sheets list them, then those without a policy."""
    listed = [project for policy in policies for project in policy.projects]
    return tuple({project.project.id: project for project in [*listed, *projects]}.values())
