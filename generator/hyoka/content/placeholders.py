"""What a begun record has in place of a value that nobody has written yet: 「（評価）」.

Whoever forgets one would publish it, so that it is a problem wherever it is left.
"""

import re
from collections.abc import Iterator
from functools import cache

from hyoka.model import Record
from hyoka.problems import RecordPath


def placeholder(title: str) -> str:
    """What stands for a value of the field that is called `title`."""
    return f"（{title}）"


def placeholders_in(text: str, data: object) -> Iterator[tuple[RecordPath, str]]:
    """The places of the placeholders that are left in a record, with the titles they tell.

    `text`: of its file, `data`: what that holds as plain data.
    """
    return _left((), data) if _form().search(text) else iter(())


def _left(place: RecordPath, value: object) -> Iterator[tuple[RecordPath, str]]:
    """The same of what stands at `place`."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _left((*place, key), part)
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _left((*place, index), part)
    elif isinstance(value, str) and (found := _form().fullmatch(value.strip())):
        yield place, found["title"]


@cache
def _form() -> re.Pattern[str]:
    titles = {str(info.title) for noun in _nouns(Record) for info in noun.model_fields.values()}
    return re.compile(placeholder(f"(?P<title>{'|'.join(map(re.escape, sorted(titles)))})"))


def _nouns(noun: type[Record]) -> Iterator[type[Record]]:
    yield noun
    for narrower in noun.__subclasses__():
        yield from _nouns(narrower)
