"""Projects: what stays of each, and the money and status of each of its years."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.addresses import project_path, url_of
from hyoka.evaluation import EvaluatedProject, EvaluatedProjectYear, Evaluation
from hyoka.language import Language
from hyoka.model import Funding, Municipality, PrintedMoney
from hyoka.opendata.tables.table import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    Dataset,
    code,
    figure,
    fiscal_year,
    identifier,
    number,
    text,
    truth,
    year,
)
from hyoka.units import PERCENT


@dataclass(frozen=True)
class _Year:
    """A project in one fiscal year."""

    project: EvaluatedProject
    year: EvaluatedProjectYear
    municipality: Municipality
    basis: str
    """What its status was judged by, in words."""

    @cached_property
    def funding(self) -> Funding:
        return self.year.record.funding or Funding()

    @cached_property
    def printed(self) -> PrintedMoney:
        return self.year.record.printed or PrintedMoney()

    @property
    def next_action(self) -> str | None:
        chosen = self.year.record.next_action
        return chosen.id if chosen else None

    @property
    def next_action_name(self) -> str | None:
        names = {action.id: action.name for action in self.municipality.next_actions}
        return names[self.next_action] if self.next_action else None


def _definitions(evaluation: Evaluation, _: Language) -> Iterator[EvaluatedProject]:
    yield from evaluation.projects


def _years(evaluation: Evaluation, language: Language) -> Iterator[_Year]:
    for project in evaluation.projects:
        for of_year in project.years:
            basis = language.project_movement(of_year)
            yield _Year(project, of_year, evaluation.municipality, basis)


def _page(project: EvaluatedProject) -> str:
    return url_of(project_path(project.project))


DEFINITIONS = Dataset(
    "project_definitions",
    _definitions,
    (
        identifier("project_id", lambda row: row.project.id),
        text("project_name", lambda row: row.project.name),
        identifier("policy_id", lambda row: row.project.policy, NOT_RECORDED),
        identifier(
            "plan_id", lambda row: row.project.measure and row.project.measure.plan, NOT_RECORDED
        ),
        identifier(
            "measure_id", lambda row: row.project.measure and row.project.measure.id, NOT_RECORDED
        ),
        text("division", lambda row: row.division, NOT_RECORDED),
        text("target_group", lambda row: row.project.target_group, NOT_RECORDED),
        text("legal_basis", lambda row: row.project.legal_basis, NOT_RECORDED),
        text("implementation", lambda row: row.project.implementation, NOT_RECORDED),
        year("started", lambda row: row.project.started, NOT_RECORDED),
        identifier("page", _page),
    ),
    ("project_id",),
)

PROJECTS = Dataset(
    "projects",
    _years,
    (
        identifier("project_id", lambda row: row.project.project.id),
        text("project_name", lambda row: row.year.name),
        identifier("policy_id", lambda row: row.project.project.policy, NOT_RECORDED),
        *fiscal_year(lambda row: row.year.fiscal_year),
        text(
            "division", lambda row: row.year.record.division or row.project.division, NOT_RECORDED
        ),
        text("money_unit", lambda row: row.municipality.money_unit.value),
        number("initial_budget", lambda row: row.year.record.initial_budget, "money_unit"),
        number(
            "supplementary_budget", lambda row: row.year.record.supplementary_budget, "money_unit"
        ),
        number("budget", lambda row: row.year.record.budget, "money_unit"),
        number("settlement", lambda row: row.year.record.settlement, "money_unit"),
        number("personnel_cost", lambda row: row.year.record.personnel_cost, "money_unit"),
        number("national", lambda row: row.funding.national, "money_unit"),
        number("prefectural", lambda row: row.funding.prefectural, "money_unit"),
        number("bonds", lambda row: row.funding.bonds, "money_unit"),
        number("other", lambda row: row.funding.other, "money_unit"),
        number("general", lambda row: row.funding.general, "money_unit"),
        code(
            "unit_cost_of",
            lambda row: row.year.record.unit_cost and row.year.record.unit_cost.of,
            "cost_bases",
            NOT_RECORDED,
        ),
        number(
            "quantity",
            lambda row: row.year.record.unit_cost and row.year.record.unit_cost.quantity,
            "quantity_unit",
        ),
        text(
            "quantity_unit",
            lambda row: row.year.record.unit_cost and row.year.record.unit_cost.unit,
            NOT_RECORDED,
        ),
        figure("settlement_change", lambda row: row.year.settlement_change, "money_unit"),
        figure("settlement_change_rate", lambda row: row.year.settlement_change_rate, PERCENT),
        figure("execution_rate", lambda row: row.year.costs.execution_rate, PERCENT),
        figure("total_cost", lambda row: row.year.costs.total_cost, "money_unit"),
        text(
            "unit_cost_unit",
            lambda row: row.year.costs.unit_cost and row.year.costs.unit_cost.unit,
            NOT_APPLICABLE,
        ),
        figure("unit_cost", lambda row: row.year.costs.unit_cost, "unit_cost_unit"),
        figure("general_share", lambda row: row.year.costs.general_share, PERCENT),
        number("printed_execution_rate", lambda row: row.printed.execution_rate, PERCENT),
        number("printed_total_cost", lambda row: row.printed.total_cost, "money_unit"),
        number("printed_unit_cost", lambda row: row.printed.unit_cost, "unit_cost_unit"),
        text("difference", lambda row: row.printed.difference, NOT_RECORDED),
        code("status", lambda row: row.year.status, "statuses", computed=True),
        text("status_basis", lambda row: row.basis),
        identifier(
            "decisive_indicator_id",
            lambda row: row.year.decisive and row.year.decisive.indicator.id,
            NOT_APPLICABLE,
        ),
        truth("missed", lambda row: row.year.missed, computed=True),
        identifier("next_action", lambda row: row.next_action, NOT_RECORDED),
        text("next_action_name", lambda row: row.next_action_name, NOT_RECORDED),
        identifier("document_id", lambda row: row.year.record.document),
        identifier("page", lambda row: _page(row.project)),
    ),
    ("project_id", "fiscal_year"),
)
