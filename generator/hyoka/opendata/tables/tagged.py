"""What has which of the municipality's tags."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Tag
from hyoka.opendata import column
from hyoka.opendata.owner import OF_OWNER, OWNER_KEY, OwnerIds, owner
from hyoka.opendata.sheets import every_described
from hyoka.opendata.table import Comparison, Dataset, ForeignKey
from hyoka.wording import Language


@dataclass(frozen=True)
class _Tagged:
    """A tag of a policy, a chapter or measure, or a project."""

    whose: OwnerIds
    tag: Tag


def _tagged(evaluation: EvaluatedSite, _: Language) -> Iterator[_Tagged]:
    tags = {tag.id: tag for tag in evaluation.municipality.tags}
    for whose, described in every_described(evaluation):
        yield from (_Tagged(whose, tags[tag]) for tag in described.tags)


TABLE = Dataset(
    name="tagged",
    position=157,
    rows=_tagged,
    columns=(
        *owner(lambda row: row.whose),
        column.identifier("tag_id", lambda row: row.tag.id),
        column.text("tag_name", lambda row: row.tag.name),
        column.page(lambda row: row.whose.page),
    ),
    key=(*OWNER_KEY, "tag_id"),
    foreign_keys=(ForeignKey(("tag_id",), "tags"), *OF_OWNER),
    compared=Comparison(named_by=("owner_name", "tag_name")),
)
