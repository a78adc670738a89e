"""What differs between two texts, or two lists, that are read in one piece."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from hyoka.changes.difference.changes import CellChange


def paragraphs(name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[CellChange]:
    """The paragraphs that changed, came or went, each as a change of what is called `name`.

    A new paragraph is no change of all that follow it.
    """
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            continue
        for number in range(max(a2 - a1, b2 - b1)):
            was = before[a1 + number] if a1 + number < a2 else ""
            now = after[b1 + number] if b1 + number < b2 else ""
            yield CellChange(name, was, now)


def items(
    name: str, order: str, before: Sequence[str], after: Sequence[str]
) -> Iterator[CellChange]:
    """The items that came or went, then whether those that stayed stand in another order."""
    yield from (CellChange(name, item, "") for item in before if item not in after)
    yield from (CellChange(name, "", item) for item in after if item not in before)
    was = [item for item in before if item in after]
    now = [item for item in after if item in before]
    if was != now:
        yield CellChange(order, _BETWEEN.join(was), _BETWEEN.join(now))


_BETWEEN = " / "
