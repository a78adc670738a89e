"""The tags and goals of policies, plans' parts and projects: those that refer, and that repeat."""

from collections.abc import Collection, Iterator

from hyoka.model import Record, Records, Tagged
from hyoka.problems import RecordPath


def tagged(records: Records) -> Iterator[tuple[Record, RecordPath, Tagged]]:
    """All that may have tags: its record, the place in it, and the thing itself."""
    for policy in records.policies:
        yield policy, (), policy
    for project in records.projects:
        yield project, (), project
    for plan in records.plans:
        for number, chapter in enumerate(plan.chapters):
            place: RecordPath = ("chapters", number)
            yield plan, place, chapter
            for index, measure in enumerate(chapter.measures):
                yield plan, (*place, "measures", index), measure


def tag_references(
    records: Records,
) -> Iterator[tuple[Record, RecordPath, str, str, Collection[str]]]:
    """Every tag that something has, as `ids.references` tells it."""
    known = {tag.id for tag in records.municipality.tags}
    for record, place, of in tagged(records):
        for index, tag in enumerate(of.tags):
            yield record, (*place, "tags", index), tag, "tag", known


def listed(records: Records) -> Iterator[tuple[Record, list[tuple[RecordPath, str]]]]:
    """The tags of each thing, and its goals: each stands there once."""
    for record, place, of in tagged(records):
        yield record, [((*place, "tags", i), tag) for i, tag in enumerate(of.tags)]
        yield record, [((*place, "sdgs", i), str(goal)) for i, goal in enumerate(of.sdgs)]
