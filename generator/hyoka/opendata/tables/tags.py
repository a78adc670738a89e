"""The tags that the municipality declares."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Tag
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED
from hyoka.opendata.table import Comparison, Dataset
from hyoka.wording import Language


def _tags(evaluation: EvaluatedSite, _: Language) -> Iterator[Tag]:
    yield from evaluation.municipality.tags


TABLE = Dataset(
    name="tags",
    position=156,
    rows=_tags,
    columns=(
        column.identifier("tag_id", lambda row: row.id),
        column.text("tag_name", lambda row: row.name),
        column.text("tag_description", lambda row: row.description, NOT_RECORDED),
    ),
    key=("tag_id",),
    compared=Comparison(named_by=("tag_name",)),
)
