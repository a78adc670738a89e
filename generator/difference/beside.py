"""What pages print of the municipality beside the tables of open data."""

import datetime
from collections.abc import Iterator, Mapping

from generator.language import Language
from generator.model import Municipality, Record

_BESIDE = ("publisher", "notice", "headings", "accessibility")
"""The fields that no table holds, or not in full."""
_IN_TABLES = {"publisher": ("name", "official")}


def named_values(municipality: Municipality, language: Language) -> Mapping[str, str]:
    """Every such value in words, by the names of its fields: 発行者 連絡先."""
    return {
        name: told
        for field in _BESIDE
        for name, told in _values(
            getattr(municipality, field),
            str(Municipality.model_fields[field].title),
            language,
            _IN_TABLES.get(field, ()),
        )
    }


def _values(
    value: object, name: str, language: Language, left_out: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    match value:
        case None:
            return
        case Record():
            for field, about in type(value).model_fields.items():
                if field not in left_out:
                    yield from _values(getattr(value, field), f"{name} {about.title}", language)
        case tuple():
            for number, item in enumerate(value, start=1):
                yield from _values(item, f"{name} {number}", language)
        case bool():
            yield name, language.word(f"yes_or_no.{'yes' if value else 'no'}")
        case datetime.date():
            yield name, language.date(value)
        case _:
            yield name, str(value)
