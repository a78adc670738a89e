"""The divisions that records name, and the ids that stand for them in addresses."""

from collections.abc import Iterator

from hyoka.evaluation import EvaluatedSite, Gathered, divisions_of
from hyoka.opendata import column
from hyoka.opendata.table import Comparison, Dataset
from hyoka.urls import division_id, gathered_path, url_of
from hyoka.wording import Language


def _divisions(evaluation: EvaluatedSite, _: Language) -> Iterator[Gathered]:
    yield from divisions_of(evaluation)


TABLE = Dataset(
    name="divisions",
    position=155,
    rows=_divisions,
    columns=(
        column.identifier("division_id", lambda row: division_id(row.key.value)),
        column.text("division", lambda row: row.key.value),
        column.page(lambda row: url_of(gathered_path(row.key))),
    ),
    key=("division_id",),
    compared=Comparison(named_by=("division",)),
)
