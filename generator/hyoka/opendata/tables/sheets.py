"""Evaluation sheets: what each is, its texts, its ratings, and what was uncertain in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.addresses import measure_sheet_path, sheet_path, url_of
from hyoka.evaluation import Evaluation, MeasureYear, PolicyYear
from hyoka.language import Language
from hyoka.model import (
    EVALUATIONS,
    Best,
    MeasureSheet,
    NextAction,
    ProjectYear,
    Rating,
    RatingScale,
    Sheet,
    Uncertain,
)
from hyoka.opendata.tables.owner import OWNER_KEY, Whose, owner, page, whose
from hyoka.opendata.tables.table import (
    NOT_RECORDED,
    Dataset,
    code,
    fiscal_year,
    identifier,
    integer,
    text,
    year,
)
from hyoka.units import PERCENT, FiscalYear


@dataclass(frozen=True)
class EvaluatedSheet:
    """A sheet of a policy or a measure, or what is recorded of a project's year."""

    record: Sheet | MeasureSheet | ProjectYear
    whose: Whose
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


def every_sheet(evaluation: Evaluation) -> Iterator[EvaluatedSheet]:
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


def _of_policy(year: PolicyYear) -> Whose:
    page = url_of(sheet_path(year.policy, year.fiscal_year))
    return whose(year.policy, year.fiscal_year, page)


def _of_measure(year: MeasureYear) -> Whose:
    page = url_of(measure_sheet_path(year.part, year.fiscal_year))
    return whose(year.part, year.fiscal_year, page)


def every_evaluated(evaluation: Evaluation) -> Iterator[EvaluatedSheet]:
    """All sheets, then the projects' years: whatever can have an evaluation."""
    yield from every_sheet(evaluation)
    for project in evaluation.projects:
        for of_year in project.years:
            of = whose(project.project, of_year.fiscal_year)
            yield EvaluatedSheet(of_year.record, of, evaluation.municipality.next_actions)


def _sheets(evaluation: Evaluation, _: Language) -> Iterator[EvaluatedSheet]:
    yield from every_sheet(evaluation)


SHEETS = Dataset(
    "sheets",
    _sheets,
    (
        *owner(lambda row: row.whose),
        *fiscal_year(lambda row: row.fiscal_year),
        year("edition", lambda row: getattr(row.record, "edition", None)),
        text("division", lambda row: getattr(row.record, "division", None), NOT_RECORDED),
        text("lead_post", lambda row: _lead(row, "post"), NOT_RECORDED),
        text("lead_name", lambda row: _lead(row, "name"), NOT_RECORDED),
        identifier("next_action", lambda row: row.next_action and row.next_action.id, NOT_RECORDED),
        text(
            "next_action_name", lambda row: row.next_action and row.next_action.name, NOT_RECORDED
        ),
        identifier("document_id", lambda row: row.record.document),
        page(lambda row: row.whose),
    ),
    (*OWNER_KEY, "fiscal_year"),
)


def _lead(sheet: EvaluatedSheet, what: str) -> str | None:
    lead = sheet.record.lead if isinstance(sheet.record, Sheet) else None
    return getattr(lead, what) if lead else None


@dataclass(frozen=True)
class _Rating:
    """A rating that was given, and the scale that it is on."""

    sheet: EvaluatedSheet
    evaluation: str
    position: int
    rating: Rating
    scale: RatingScale

    @cached_property
    def place(self) -> int:
        """1: the best of the scale."""
        values = [step.value for step in self.scale.ratings]
        best_first = values if self.scale.best is Best.FIRST else values[::-1]
        return best_first.index(self.rating.value) + 1

    @property
    def meaning(self) -> str | None:
        steps = (step for step in self.scale.ratings if step.value == self.rating.value)
        return next(steps).meaning


def _ratings(evaluation: Evaluation, _: Language) -> Iterator[_Rating]:
    scales = {scale.id: scale for scale in evaluation.municipality.rating_scales}
    for sheet in every_evaluated(evaluation):
        for name in EVALUATIONS:
            of = getattr(sheet.record, name)
            for position, rating in enumerate(of.ratings if of else (), start=1):
                yield _Rating(sheet, name, position, rating, scales[rating.scale])


RATINGS = Dataset(
    "ratings",
    _ratings,
    (
        *owner(lambda row: row.sheet.whose),
        *fiscal_year(lambda row: row.sheet.fiscal_year),
        code("evaluation", lambda row: row.evaluation, "evaluations"),
        integer("position", lambda row: row.position, "番目"),
        text("aspect", lambda row: row.rating.aspect, NOT_RECORDED),
        identifier("scale_id", lambda row: row.scale.id),
        text("scale_name", lambda row: row.scale.name),
        text("rating", lambda row: row.rating.value),
        text("rating_meaning", lambda row: row.meaning, NOT_RECORDED),
        integer("rating_place", lambda row: row.place, "番目"),
        integer("rating_count", lambda row: len(row.scale.ratings), "区分"),
        page(lambda row: row.sheet.whose),
    ),
    (*OWNER_KEY, "fiscal_year", "evaluation", "position"),
)


@dataclass(frozen=True)
class _Uncertain:
    """A value that was placed by judgement when it was transcribed."""

    sheet: EvaluatedSheet
    it: Uncertain


def _uncertain(evaluation: Evaluation, _: Language) -> Iterator[_Uncertain]:
    for sheet in every_sheet(evaluation):
        assert not isinstance(sheet.record, ProjectYear)  # noqa: S101 - for the type checker
        yield from (_Uncertain(sheet, it) for it in sheet.record.uncertain)


UNCERTAIN = Dataset(
    "uncertain_values",
    _uncertain,
    (
        *owner(lambda row: row.sheet.whose),
        *fiscal_year(lambda row: row.sheet.fiscal_year),
        identifier("place", lambda row: row.it.place),
        integer("certainty", lambda row: row.it.certainty, PERCENT),
        text("note", lambda row: row.it.note),
        page(lambda row: row.sheet.whose),
    ),
    (*OWNER_KEY, "fiscal_year", "place"),
)
