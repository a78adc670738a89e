"""The lines of a new record's file: what is known of it, and of all else what it is for."""

from collections.abc import Iterator, Mapping

from hyoka.authoring.field_reference import begun
from hyoka.authoring.scaffold.known_values import KnownValues
from hyoka.authoring.schema import schema
from hyoka.content.record_paths import FILE_KINDS
from hyoka.model import Record
from hyoka.wording import Language


def template(
    noun: type[Record],
    filled: KnownValues,
    language: Language,
    known: Mapping[str, str],
    *,
    every: bool = True,
) -> Iterator[str]:
    """The record's lines; not of `every` field: of those that are known or must be written.

    `known`: what may stand in any field of that name.
    """
    kind = next(kind for kind in FILE_KINDS if kind.noun is noun)
    made = schema(kind, language)
    word = language.word
    yield f"# {word('new.heading', noun=made['title'])}"
    for key, part in made["properties"].items():
        lines = filled.values.get(key)
        must = lines is None and key in made["required"]
        if not (every or lines or must):
            continue
        text = word("new.must") if must else ""
        yield f"# {text}{word('new.field', title=part['title'], text=part['description'])}"
        yield from (f"# {note}" for note in filled.notes.get(key, ()))
        if lines is None:
            shown = filled.examples.get(key) or begun(
                key, part, made["definitions"], language, known
            )
            yield from (f"# {line}" for line in shown)
        else:
            yield from lines
