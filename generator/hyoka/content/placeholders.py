"""What a begun record has in place of a value that nobody has written yet: `text: （評価）`.

Whoever forgets one would publish it, so that it is a problem in the field that is called so. In any
other 「（見出し）」 is what a sheet says.
"""

import re
from collections.abc import Iterator
from functools import cache

from hyoka.model import noun_of
from hyoka.model.fields import StrictModel
from hyoka.problems import RecordPath


def placeholder(title: str) -> str:
    """What stands for a value of the field that is called `title`."""
    return f"（{title}）"


def placeholders_in(
    text: str, data: object, noun: type[StrictModel]
) -> Iterator[tuple[RecordPath, str]]:
    """The places of the placeholders that are left in a record, with the titles they tell.

    `text`: of its file, `data`: what that holds as plain data.
    """
    return _left((), data, noun, "") if _any_of(noun).search(text) else iter(())


def _left(
    place: RecordPath, value: object, noun: type[StrictModel], title: str
) -> Iterator[tuple[RecordPath, str]]:
    """The same of what stands at `place`, in a field that is called `title`."""
    if isinstance(value, dict):
        for key, part in value.items():
            if (field := noun.model_fields.get(key)) is not None:
                inner = noun_of(noun, key) or noun
                yield from _left((*place, key), part, inner, str(field.title))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _left((*place, index), part, noun, title)
    elif isinstance(value, str) and value.strip() == placeholder(title):
        yield place, title


@cache
def _any_of(noun: type[StrictModel]) -> re.Pattern[str]:
    titles = {str(info.title) for inner in _nouns(noun) for info in inner.model_fields.values()}
    return re.compile(placeholder(f"(?:{'|'.join(map(re.escape, sorted(titles)))})"))


def _nouns(
    noun: type[StrictModel], above: frozenset[type] = frozenset()
) -> Iterator[type[StrictModel]]:
    """A noun and those inside it."""
    yield noun
    for key in noun.model_fields:
        inner = noun_of(noun, key)
        if inner is not None and inner not in above | {noun}:
            yield from _nouns(inner, above | {noun})
