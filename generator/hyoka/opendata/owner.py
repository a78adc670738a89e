"""Whose a fact is: of a policy, a chapter or measure, a project, or all of the municipality.

And the keys by which a table points to those that describe a fact's owner and its document.
"""

from collections.abc import Callable
from dataclasses import dataclass

from hyoka.evaluation import Owner
from hyoka.model import Plan, PlanPart, Policy, Project, name_in
from hyoka.opendata.column import NOT_APPLICABLE, DataColumn, Row, code, identifier, repeating, text
from hyoka.opendata.table import ForeignKey
from hyoka.units import FiscalYear
from hyoka.urls import owner_path, plan_path, url_of


@dataclass(frozen=True, slots=True)
class OwnerIds:
    """The ids of what a fact belongs to; `None`: it is no such thing."""

    type: str
    name: str
    page: str
    policy: str | None = None
    plan: str | None = None
    measure: str | None = None
    """A chapter's or a measure's id."""
    project: str | None = None


OWNER_KEY = ("owner_type", "policy_id", "plan_id", "measure_id", "project_id")
"""The columns that tell whose a fact is."""

OF_POLICY = ForeignKey(("policy_id",), "policies")
OF_PART = ForeignKey(("plan_id", "measure_id"), "plans")
OF_PROJECT = ForeignKey(("project_id",), "project_definitions")
OF_DOCUMENT = ForeignKey(("document_id",), "documents")
OF_OWNER = (OF_POLICY, OF_PART, OF_PROJECT)


def whose(owner: Owner, fiscal_year: FiscalYear | None = None, page: str = "") -> OwnerIds:
    """Whose a fact is: by its name of that year, and the page that shows it."""
    name = owner.name if fiscal_year is None else name_in(owner, fiscal_year)
    page = page or url_of(owner_path(owner))
    match owner:
        case Policy():
            return OwnerIds("policy", name, page, policy=owner.id)
        case PlanPart():
            return OwnerIds("measure", name, page, plan=owner.plan.id, measure=owner.id)
        case Project():
            return OwnerIds("project", name, page, project=owner.id)


def of_plan(plan: Plan) -> OwnerIds:
    """That a fact is of a whole plan."""
    return OwnerIds("plan", plan.name, url_of(plan_path(plan)), plan=plan.id)


def owner(
    get: Callable[[Row], OwnerIds], prefix: str = "", *, project: bool = True
) -> tuple[DataColumn[Row], ...]:
    """The columns that tell whose a row's fact is; `project`: whether it may be a project's."""
    of_project = identifier(f"{prefix}project_id", lambda row: get(row).project, NOT_APPLICABLE)
    name = text(f"{prefix}owner_name", lambda row: get(row).name)
    return (
        code(f"{prefix}owner_type", lambda row: get(row).type, "owner_types"),
        identifier(f"{prefix}policy_id", lambda row: get(row).policy, NOT_APPLICABLE),
        identifier(f"{prefix}plan_id", lambda row: get(row).plan, NOT_APPLICABLE),
        identifier(f"{prefix}measure_id", lambda row: get(row).measure, NOT_APPLICABLE),
        *((of_project,) if project else ()),
        name if prefix else repeating(name),
    )
