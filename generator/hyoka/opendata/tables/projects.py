"""Each project in each of its years: its money and status."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation import EvaluatedProject, EvaluatedProjectYear, EvaluatedSite
from hyoka.model import STAFF_UNITS, Funding, Municipality, PrintedMoney
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED, DataColumn
from hyoka.opendata.owner import OF_DOCUMENT, OF_POLICY, OF_PROJECT
from hyoka.opendata.sheets import expected
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import PERCENT
from hyoka.urls import project_path, url_of
from hyoka.wording import Language


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


def _years(evaluation: EvaluatedSite, language: Language) -> Iterator[_Year]:
    for project in evaluation.projects:
        for of_year in project.years:
            basis = language.project_movement(of_year)
            yield _Year(project, of_year, evaluation.municipality, basis)


_AMOUNTS = (
    "planned_cost",
    "initial_budget",
    "supplementary_budget",
    "budget",
    "settlement_forecast",
    "settlement",
    "carried_over",
    "planned_personnel_cost",
    "personnel_cost",
    "user_charges",
)
"""The fields of a year that are columns by their names."""


def _amount(name: str) -> DataColumn[_Year]:
    def get(row: _Year) -> object:
        return getattr(row.year.record, name)

    return column.number(name, get, "money_unit")


def _staff(prefix: str, name: str) -> DataColumn[_Year]:
    def get(row: _Year) -> object:
        return getattr(getattr(row.year.record, f"{prefix}staff"), name, None)

    return column.number(f"{prefix}{name}", get, STAFF_UNITS[name])


TABLE = Dataset(
    name="projects",
    position=20,
    rows=_years,
    columns=(
        column.identifier("project_id", lambda row: row.project.project.id),
        column.repeating(column.text("project_name", lambda row: row.year.name)),
        column.repeating(
            column.identifier("policy_id", lambda row: row.project.project.policy, NOT_RECORDED)
        ),
        *column.fiscal_year(lambda row: row.year.fiscal_year),
        column.text(
            "division", lambda row: row.project.division_in(row.year.fiscal_year), NOT_RECORDED
        ),
        column.repeating(column.text("money_unit", lambda row: row.municipality.money_unit.value)),
        *map(_amount, _AMOUNTS),
        *(_staff(prefix, name) for prefix in ("planned_", "") for name in STAFF_UNITS),
        column.number(
            "staff_rate",
            lambda row: row.year.record.staff_rate and row.year.record.staff_rate.amount,
            "staff_rate_unit",
        ),
        column.text(
            "staff_rate_unit",
            lambda row: row.year.record.staff_rate and row.year.record.staff_rate.unit,
            NOT_RECORDED,
        ),
        column.repeating(column.number("national", lambda row: row.funding.national, "money_unit")),
        column.repeating(
            column.number("prefectural", lambda row: row.funding.prefectural, "money_unit")
        ),
        column.repeating(column.number("bonds", lambda row: row.funding.bonds, "money_unit")),
        column.repeating(column.number("other", lambda row: row.funding.other, "money_unit")),
        column.repeating(column.number("general", lambda row: row.funding.general, "money_unit")),
        column.code(
            "unit_cost_of",
            lambda row: row.year.record.unit_cost and row.year.record.unit_cost.of,
            "cost_bases",
            NOT_RECORDED,
        ),
        column.number(
            "quantity",
            lambda row: row.year.record.unit_cost and row.year.record.unit_cost.quantity,
            "quantity_unit",
        ),
        column.text(
            "quantity_unit",
            lambda row: row.year.record.unit_cost and row.year.record.unit_cost.unit,
            NOT_RECORDED,
        ),
        column.accompanying(
            column.figure(
                "settlement_change",
                lambda row: row.year.settlement_change,
                "money_unit",
                exact=True,
            )
        ),
        column.figure(
            "settlement_change_rate", lambda row: row.year.settlement_change_rate, PERCENT
        ),
        column.figure("execution_rate", lambda row: row.year.costs.execution_rate, PERCENT),
        column.figure(
            "planned_total_cost",
            lambda row: row.year.costs.planned_total_cost,
            "money_unit",
            exact=True,
        ),
        column.figure(
            "total_cost", lambda row: row.year.costs.total_cost, "money_unit", exact=True
        ),
        column.text(
            "unit_cost_unit",
            lambda row: row.year.costs.unit_cost and row.year.costs.unit_cost.unit,
            NOT_APPLICABLE,
        ),
        column.figure("unit_cost", lambda row: row.year.costs.unit_cost, "unit_cost_unit"),
        column.figure("general_share", lambda row: row.year.costs.general_share, PERCENT),
        column.figure("cost_per_resident", lambda row: row.year.costs.cost_per_resident, "円"),
        column.number("printed_execution_rate", lambda row: row.printed.execution_rate, PERCENT),
        column.number("printed_total_cost", lambda row: row.printed.total_cost, "money_unit"),
        column.number("printed_unit_cost", lambda row: row.printed.unit_cost, "unit_cost_unit"),
        column.text("difference", lambda row: row.printed.difference, NOT_RECORDED),
        column.code("status", lambda row: row.year.status, "statuses", computed=True),
        column.text("status_basis", lambda row: row.basis),
        column.identifier(
            "decisive_indicator_id",
            lambda row: row.year.decisive and row.year.decisive.indicator.id,
            NOT_APPLICABLE,
        ),
        column.boolean("missed", lambda row: row.year.missed, computed=True),
        column.identifier("next_action", lambda row: row.next_action, NOT_RECORDED),
        column.text("next_action_name", lambda row: row.next_action_name, NOT_RECORDED),
        *expected(lambda row: row.year.record.next_action),
        column.identifier("document_id", lambda row: row.year.record.document),
        column.page(lambda row: url_of(project_path(row.project.project))),
    ),
    key=("project_id", "fiscal_year"),
    foreign_keys=(OF_POLICY, OF_PROJECT, OF_DOCUMENT),
    compared=Comparison(named_by=("project_name", "fiscal_year")),
)
