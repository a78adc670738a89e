"""The evaluation sheets that are published."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Sheet
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.owner import OF_DOCUMENT, OF_OWNER, OWNER_KEY, owner
from hyoka.opendata.sheets import EvaluatedSheet, every_sheet, expected
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


def _sheets(evaluation: EvaluatedSite, _: Language) -> Iterator[EvaluatedSheet]:
    yield from every_sheet(evaluation)


def _lead(sheet: EvaluatedSheet, what: str) -> str | None:
    lead = sheet.record.lead if isinstance(sheet.record, Sheet) else None
    return getattr(lead, what) if lead else None


TABLE = Dataset(
    name="sheets",
    position=70,
    rows=_sheets,
    columns=(
        *owner(lambda row: row.whose),
        *column.fiscal_year(lambda row: row.fiscal_year),
        column.year("edition", lambda row: getattr(row.record, "edition", None)),
        column.text("division", lambda row: getattr(row.record, "division", None), NOT_RECORDED),
        column.text("lead_post", lambda row: _lead(row, "post"), NOT_RECORDED),
        column.text("lead_name", lambda row: _lead(row, "name"), NOT_RECORDED),
        column.identifier(
            "next_action", lambda row: row.next_action and row.next_action.id, NOT_RECORDED
        ),
        column.text(
            "next_action_name", lambda row: row.next_action and row.next_action.name, NOT_RECORDED
        ),
        *expected(lambda row: row.record.next_action),
        column.identifier("document_id", lambda row: row.record.document),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "fiscal_year"),
    foreign_keys=(*OF_OWNER, OF_DOCUMENT),
    compared=Comparison(named_by=("owner_name", "fiscal_year")),
)
