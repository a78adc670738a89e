"""What everything else points to: the municipality, its documents, its plans and policies."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.addresses import measure_path, plan_path, policy_path, url_of
from hyoka.evaluation import EvaluatedMeasure, Evaluation
from hyoka.language import Language
from hyoka.model import Approach, Document, Municipality, Plan, Policy
from hyoka.opendata.tables.table import (
    FORMAT,
    NOT_APPLICABLE,
    NOT_RECORDED,
    Dataset,
    code,
    date,
    identifier,
    integer,
    text,
    truth,
    year,
)


@dataclass(frozen=True)
class _Node:
    """A plan, or a chapter or measure of it."""

    plan: Plan
    measure: EvaluatedMeasure | None = None

    @property
    def level(self) -> str:
        if self.measure is None:
            return "plan"
        return "chapter" if self.measure.part.measure is None else "measure"

    @property
    def above(self) -> str | None:
        """The chapter that a measure lies in."""
        return self.measure.part.chapter.id if self.measure and self.level == "measure" else None

    @property
    def page(self) -> str | None:
        if self.measure is None:
            return url_of(plan_path(self.plan))
        return url_of(measure_path(self.measure.part)) if self.measure.recorded else None


def _municipality(evaluation: Evaluation, _: Language) -> Iterator[Municipality]:
    yield evaluation.municipality


def _documents(evaluation: Evaluation, _: Language) -> Iterator[Document]:
    yield from evaluation.documents.values()


def _nodes(evaluation: Evaluation, _: Language) -> Iterator[_Node]:
    for plan in evaluation.plans:
        yield _Node(plan.plan)
        yield from (_Node(plan.plan, measure) for measure in plan.measures)


def _policies(evaluation: Evaluation, _: Language) -> Iterator[Policy]:
    yield from (policy.policy for policy in evaluation.policies)


def _approaches(evaluation: Evaluation, _: Language) -> Iterator[tuple[Policy, Approach]]:
    for policy in evaluation.policies:
        yield from ((policy.policy, approach) for approach in policy.policy.approaches)


MUNICIPALITY = Dataset(
    "municipality",
    _municipality,
    (
        text("publisher", lambda row: row.publisher.name),
        truth("official", lambda row: row.publisher.official),
        text("licence_name", lambda row: row.licence and row.licence.name, NOT_RECORDED),
        identifier("licence_url", lambda row: row.licence and row.licence.url, NOT_RECORDED),
        text("rights", lambda row: row.rights, NOT_RECORDED),
        text("money_unit", lambda row: row.money_unit.value),
        code(
            "declared_method",
            lambda row: row.achievement_method,
            "achievement_methods",
            NOT_RECORDED,
        ),
        integer("policy_rate_places", lambda row: row.decimals.policy_rate, "桁"),
        integer("project_rate_places", lambda row: row.decimals.project_rate, "桁"),
        integer("share_places", lambda row: row.decimals.share, "桁"),
        integer("money_rate_places", lambda row: row.decimals.money_rate, "桁"),
        integer("unit_cost_places", lambda row: row.decimals.unit_cost, "桁"),
        identifier("format_version", lambda _: FORMAT),
    ),
    (),
)

DOCUMENTS = Dataset(
    "documents",
    _documents,
    (
        identifier("document_id", lambda row: row.id),
        text("title", lambda row: row.title),
        text("subject", lambda row: row.subject, NOT_RECORDED),
        text("issuer", lambda row: row.issuer),
        year("edition", lambda row: row.edition),
        date("published", lambda row: row.published),
        identifier("url", lambda row: row.url, NOT_RECORDED),
    ),
    ("document_id",),
)

PLANS = Dataset(
    "plans",
    _nodes,
    (
        identifier("plan_id", lambda row: row.plan.id),
        code("level", lambda row: row.level, "plan_levels"),
        identifier("measure_id", lambda row: row.measure and row.measure.part.id, NOT_APPLICABLE),
        identifier("chapter_id", lambda row: row.above, NOT_APPLICABLE),
        integer(
            "number",
            lambda row: row.measure and row.measure.part.described.number,
            "番",
            NOT_APPLICABLE,
        ),
        text("name", lambda row: row.measure.part.name if row.measure else row.plan.name),
        text(
            "division",
            lambda row: row.measure and row.measure.part.described.division,
            NOT_RECORDED,
        ),
        year("first_year", lambda row: row.plan.first_year),
        year("last_year", lambda row: row.plan.last_year),
        identifier("page", lambda row: row.page, NOT_APPLICABLE),
    ),
    ("plan_id", "measure_id"),
)

POLICIES = Dataset(
    "policies",
    _policies,
    (
        identifier("policy_id", lambda row: row.id),
        integer("number", lambda row: row.number, "番"),
        text("policy_name", lambda row: row.name),
        identifier("plan_id", lambda row: row.plan),
        text("division", lambda row: row.division, NOT_RECORDED),
        identifier("page", lambda row: url_of(policy_path(row))),
    ),
    ("policy_id",),
)

APPROACHES = Dataset(
    "approaches",
    _approaches,
    (
        identifier("policy_id", lambda row: row[0].id),
        identifier("approach_id", lambda row: row[1].id),
        integer("number", lambda row: row[1].number, "番"),
        text("approach_name", lambda row: row[1].name),
        identifier("page", lambda row: url_of(policy_path(row[0]))),
    ),
    ("policy_id", "approach_id"),
)
