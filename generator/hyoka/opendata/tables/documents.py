"""The official documents that values were transcribed from."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Document
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


def _documents(evaluation: EvaluatedSite, _: Language) -> Iterator[Document]:
    yield from evaluation.documents.values()


TABLE = Dataset(
    name="documents",
    position=220,
    rows=_documents,
    columns=(
        column.identifier("document_id", lambda row: row.id),
        column.text("title", lambda row: row.title),
        column.text("subject", lambda row: row.subject, NOT_RECORDED),
        column.text("issuer", lambda row: row.issuer),
        column.year("edition", lambda row: row.edition),
        column.date("published", lambda row: row.published),
        column.identifier("url", lambda row: row.url, NOT_RECORDED),
    ),
    key=("document_id",),
    compared=Comparison(named_by=("title",)),
)
