"""The texts of plans and projects, and of each sheet; a paragraph a row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import PROJECT_TEXTS, Sheet
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED
from hyoka.opendata.owner import (
    OF_OWNER,
    OWNER_KEY,
    OwnerIds,
    owner,
    whose,
)
from hyoka.opendata.sheets import EvaluatedSheet, OfEvaluation, every_evaluated, of_step
from hyoka.opendata.table import Comparison, Dataset
from hyoka.units import FiscalYear
from hyoka.urls import plan_path, url_of
from hyoka.wording import Language


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph, and where it stands."""

    whose: OwnerIds
    section: str
    item: int
    """Which of the section's texts, from 1: a 「・」 of a list."""
    number: int
    """Which of the text's paragraphs, from 1."""
    text: str
    fiscal_year: FiscalYear | None = None
    """The year of the sheet; `None`: it stands on no sheet."""
    text_year: FiscalYear | None = None
    """The year that the text speaks of, where a sheet tells of several."""
    approach: str | None = None
    of: OfEvaluation | None = None
    """The evaluation that it is of."""


@dataclass(frozen=True)
class _Section:
    """A section of a sheet, or of what stays."""

    whose: OwnerIds
    name: str
    texts: tuple[str | None, ...]
    fiscal_year: FiscalYear | None = None
    text_year: FiscalYear | None = None
    approach: str | None = None
    of: OfEvaluation | None = None
    """The evaluation that it is of."""

    @property
    def paragraphs(self) -> Iterator[_Paragraph]:
        """All its paragraphs, in their order."""
        for item, told in enumerate(filter(None, self.texts), start=1):
            lines = (line.strip() for line in told.splitlines())
            for number, line in enumerate(filter(None, lines), start=1):
                yield _Paragraph(
                    self.whose,
                    self.name,
                    item,
                    number,
                    line,
                    self.fiscal_year,
                    self.text_year,
                    self.approach,
                    self.of,
                )


def _paragraphs(evaluation: EvaluatedSite, _: Language) -> Iterator[_Paragraph]:
    for section in (*_lasting(evaluation), *_of_sheets(evaluation)):
        yield from section.paragraphs


def _lasting(evaluation: EvaluatedSite) -> Iterator[_Section]:
    """Of plans' parts and projects, whatever the year."""
    for measure in evaluation.measures:
        of = whose(measure.part, page=url_of(plan_path(measure.part.plan)))
        yield _Section(of, "aim", (measure.part.described.aim,))
    for project in evaluation.projects:
        of = whose(project.project)
        for name in PROJECT_TEXTS:
            yield _Section(of, name, (getattr(project.project, name),))


def _of_sheets(evaluation: EvaluatedSite) -> Iterator[_Section]:
    for sheet in every_evaluated(evaluation):
        yield from _own(sheet)
        for of in sheet.evaluations:
            texts = (of.evaluation.text,)
            yield _Section(sheet.whose, of.placed.field, texts, sheet.fiscal_year, of=of)
        chosen = sheet.record.next_action
        yield _Section(
            sheet.whose, "next_action", (chosen.note if chosen else None,), sheet.fiscal_year
        )


def _own(sheet: EvaluatedSheet) -> Iterator[_Section]:
    """What stands before the evaluations."""
    record = sheet.record
    if isinstance(record, Sheet):
        yield _Section(sheet.whose, "aim", (record.aim,), sheet.fiscal_year)
        yield from _plan_of_activities(sheet, record)
        return
    for name in ("aim", "summary", "variance_reason"):
        yield _Section(sheet.whose, name, (getattr(record, name, None),), sheet.fiscal_year)
    for name in ("circumstances", "requests"):
        yield _Section(sheet.whose, name, (getattr(record, name, None),), sheet.fiscal_year)
    for name in ("activities", "planned_activities", "issues"):
        texts: Iterable[str] = getattr(record, name, ())
        yield _Section(sheet.whose, name, tuple(texts), sheet.fiscal_year)


def _plan_of_activities(sheet: EvaluatedSheet, record: Sheet) -> Iterator[_Section]:
    for of in record.years:
        told = (("goal", (of.goal,)), ("activities", of.activities))
        for name, texts in told:
            yield _Section(sheet.whose, name, texts, sheet.fiscal_year, of.fiscal_year)
    for progress in record.approaches:
        yield _Section(
            sheet.whose, "progress", progress.items, sheet.fiscal_year, approach=progress.id
        )


TABLE = Dataset(
    name="texts",
    position=80,
    rows=_paragraphs,
    columns=(
        *owner(lambda row: row.whose),
        *column.fiscal_year(lambda row: row.fiscal_year, NOT_APPLICABLE),
        column.code("section", lambda row: row.section, "text_sections"),
        *of_step(lambda row: row.of),
        column.year("text_year", lambda row: row.text_year, NOT_APPLICABLE),
        column.identifier("approach_id", lambda row: row.approach, NOT_APPLICABLE),
        column.date("written", lambda row: row.of and row.of.evaluation.date),
        column.text("evaluator", lambda row: row.of and row.of.evaluation.evaluator, NOT_RECORDED),
        column.integer("item", lambda row: row.item, "番目"),
        column.integer("paragraph", lambda row: row.number, "番目"),
        column.text("text", lambda row: row.text),
        column.page(lambda row: row.whose.page),
    ),
    key=(
        *OWNER_KEY,
        "fiscal_year",
        "section",
        "step_id",
        "text_year",
        "approach_id",
        "item",
        "paragraph",
    ),
    foreign_keys=OF_OWNER,
    compared=Comparison(
        named_by=("owner_name", "fiscal_year", "section", "step_name"),
        numbered_by=("item", "paragraph"),
        read="text",
    ),
)
