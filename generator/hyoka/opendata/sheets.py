"""Evaluation sheets, and whatever else is evaluated: what tables about them have in common."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite, MeasureYear, PolicyYear
from hyoka.model import MeasureSheet, NextAction, ProjectYear, Sheet
from hyoka.opendata.owner import (
    OwnerIds,
    whose,
)
from hyoka.units import FiscalYear
from hyoka.urls import measure_sheet_path, sheet_path, url_of


@dataclass(frozen=True)
class EvaluatedSheet:
    """A sheet of a policy or a measure, or what is recorded of a project's year."""

    record: Sheet | MeasureSheet | ProjectYear
    whose: OwnerIds
    next_actions: tuple[NextAction, ...]

    @property
    def fiscal_year(self) -> FiscalYear:
        """The year that is evaluated."""
        return self.record.fiscal_year

    @property
    def next_action(self) -> NextAction | None:
        """The next action that was decided on."""
        chosen = self.record.next_action
        return next((a for a in self.next_actions if chosen and a.id == chosen.id), None)


def every_sheet(evaluation: EvaluatedSite) -> Iterator[EvaluatedSheet]:
    """The policies' sheets, then the measures'."""
    actions = evaluation.municipality.next_actions
    for policy in evaluation.policies:
        for of_policy in policy.sheets:
            assert of_policy.sheet is not None  # noqa: S101 - for the type checker
            yield EvaluatedSheet(of_policy.sheet, _of_policy(of_policy), actions)
    for measure in evaluation.measures:
        for of_measure in measure.sheets:
            assert of_measure.sheet is not None  # noqa: S101 - for the type checker
            yield EvaluatedSheet(of_measure.sheet, _of_measure(of_measure), actions)


def _of_policy(year: PolicyYear) -> OwnerIds:
    page = url_of(sheet_path(year.policy, year.fiscal_year))
    return whose(year.policy, year.fiscal_year, page)


def _of_measure(year: MeasureYear) -> OwnerIds:
    page = url_of(measure_sheet_path(year.part, year.fiscal_year))
    return whose(year.part, year.fiscal_year, page)


def every_evaluated(evaluation: EvaluatedSite) -> Iterator[EvaluatedSheet]:
    """All sheets, then the projects' years: whatever can have an evaluation."""
    yield from every_sheet(evaluation)
    for project in evaluation.projects:
        for of_year in project.years:
            of = whose(project.project, of_year.fiscal_year)
            yield EvaluatedSheet(of_year.record, of, evaluation.municipality.next_actions)
