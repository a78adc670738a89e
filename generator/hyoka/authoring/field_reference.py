"""Every field of every kind of record, for people who write them; made from the schemas."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hyoka.authoring.schema import USUAL_TITLE, Schema, example, resolve, schemas
from hyoka.authoring.yaml_writer import scalar
from hyoka.content.placeholders import placeholder
from hyoka.content.record_paths import FILE_KINDS
from hyoka.model import ID_PATTERN, URL_PATTERN
from hyoka.units import Missing
from hyoka.wording import Language

_ASKED_FOR: Mapping[str, tuple[str, ...]] = {
    "Indicator": ("unit", "direction", "baseline", "target", "target_year")
}
"""What nearly all records of a kind must say, by the kind: a target without its direction is told
by check, and no direction is taken as the usual one."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record."""

    key: str
    title: str
    type: str
    """In words."""
    required: bool
    description: str
    example: str
    """As it could stand in a file, in one line or more."""
    section: str
    """The anchor of the section about these; empty where it holds none."""


@dataclass(frozen=True, slots=True)
class FieldSection:
    """The fields that stand together: a kind of file, or a part of one."""

    anchor: str
    title: str
    path: str
    """The files' path in `content/`; empty for a part."""
    fields: tuple[Field, ...]


def reference(language: Language) -> tuple[FieldSection, ...]:
    """Each kind of file, followed by the parts of it."""
    made = schemas(language)
    found: list[FieldSection] = []
    for kind in FILE_KINDS:
        name = kind.name.replace("_", "-")
        about = _About(made[kind.name]["definitions"], language, f"content/{kind.path}")
        found += about.sections(made[kind.name], name, made[kind.name]["title"])
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _About:
    """What a kind of file's schema says, in words."""

    definitions: Mapping[str, Schema]
    language: Language
    path: str
    begun: Mapping[str, str] | None = None
    """Of a record that is only begun, the values that are known, by their keys: what nobody knows
    yet has no example, which could be left and published, but a placeholder."""

    def sections(
        self, noun: Schema, anchor: str, title: str, above: tuple[int, ...] = ()
    ) -> Iterator[FieldSection]:
        """A noun's section and those of the nouns inside it; `above`: those that hold it."""
        path = "" if above else self.path
        yield FieldSection(anchor, title, path, tuple(self.fields(noun, anchor)))
        for key, part in noun["properties"].items():
            inner = self.inner(part)
            if inner is not None and id(inner) not in (*above, id(noun)):
                below = f"{title}{self.language.word('fields.separator')}{part['title']}"
                name = f"{anchor}-{key.replace('_', '-')}"
                yield from self.sections(inner, name, below, (*above, id(noun)))

    def fields(self, noun: Schema, anchor: str) -> Iterator[Field]:
        for key, part in noun["properties"].items():
            yield Field(
                key,
                part["title"],
                self.type_of(part),
                key in noun.get("required", ()),
                part["description"],
                "\n".join(self.lines(key, part)),
                self.section(noun, part, f"{anchor}-{key.replace('_', '-')}", anchor),
            )

    def section(self, noun: Schema, part: Schema, below: str, own: str) -> str:
        """Where the fields inside one are told of: in the noun's `own` section, if it is that."""
        inner = self.inner(part)
        if inner is None:
            return ""
        return own if inner is noun else below

    def inner(self, part: Schema) -> Schema | None:
        """The noun that a field holds, one or many of."""
        noun = resolve(part.get("items", part), self.definitions)
        return noun if "properties" in noun else None

    def type_of(self, part: Schema) -> str:
        """What a field may hold."""
        word = self.language.word
        if self.inner(part) is not None:
            form = "list_of_fields" if "items" in part else "fields"
            return word(f"field_types.{form}", title=part["title"])
        if "items" in part:
            return word("field_types.list", of=self.type_of(part["items"]))
        whole = {**resolve(part, self.definitions), **part}
        text = word(f"field_types.{_type_name(whole)}")
        return text + word("formats.list").join(map(str, whole.get("enum", ())))

    def lines(self, key: str, part: Schema) -> list[str]:
        """A field as it could stand in a record; of fields inside it, those that must be there."""
        inner = self.inner(part)
        if inner is None:
            value = in_yaml(self.value(key, part))
            return [f"{key}:", f"  - {value}"] if "items" in part else [f"{key}: {value}"]
        wanted = [*(inner.get("required") or inner["properties"]), *self.asked_for(inner)]
        properties = inner["properties"]
        lines = [line for name in wanted for line in self.lines(name, properties[name])]
        mark = "- " if "items" in part else ""
        rest = " " * len(mark)
        return [f"{key}:", *(f"  {rest if n else mark}{line}" for n, line in enumerate(lines))]

    def asked_for(self, noun: Schema) -> tuple[str, ...]:
        """What a record that is only begun asks for, though it can be left out."""
        if self.begun is None:
            return ()
        name = next((name for name, known in self.definitions.items() if known is noun), "")
        return _ASKED_FOR.get(name, ())

    def value(self, key: str, part: Schema) -> str | float:
        """What the field could hold."""
        one = part.get("items", part)
        whole = {**resolve(one, self.definitions), **one}
        chosen = "enum" in whole and key != "direction"
        if self.begun is None or chosen or whole.get("type") == "boolean":
            found = example(one, self.definitions)
        else:
            found = self.begun.get(key)
        if found is not None:
            return found
        # Whoever checks one record knows no city's names, and has to know what was left in it.
        title = part["title"] if self.begun is None else str(part.get(USUAL_TITLE, part["title"]))
        return placeholder(title)


def _type_name(part: Schema) -> str:
    names = {
        "choice": "enum" in part,
        "measured": any(choice.get("enum") == list(Missing) for choice in part.get("anyOf", ())),
        "fiscal_year": part.get("type") == ["integer", "string"],
        "number": part.get("type") == "number",
        "whole_number": part.get("type") == "integer",
        "truth": part.get("type") == "boolean",
        "date": part.get("format") == "date",
        "url": part.get("pattern") == URL_PATTERN,
        "id": part.get("pattern") == ID_PATTERN,
    }
    return next((name for name, true in names.items() if true), "text")


def in_yaml(value: str | float) -> str:
    """A value as it is written in a record: quoted only where it must be."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(scalar(value)) if isinstance(value, str) else str(value)


def begun(
    key: str,
    part: Schema,
    definitions: Mapping[str, Schema],
    language: Language,
    known: Mapping[str, str],
) -> list[str]:
    """The lines of a field to be filled in, with what is `known` of those inside it, by their keys.

    Of fields inside it, those that must be there.
    """
    return _About(definitions, language, "", known).lines(key, part)
