"""JSON Schemas of the record files: what an editor completes, explains and underlines by.

Everything comes from the model. Draft 7: the newest that editors of YAML know whole.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hyoka.content.record_paths import FILE_KINDS, FileKind
from hyoka.model import ID_PATTERN, RECORD_FORMAT, URL_PATTERN, FileRecord
from hyoka.model.fields import StrictModel
from hyoka.model.import_mapping import ImportMapping
from hyoka.wording import Language

Schema = dict[str, Any]
"""JSON, as Python's plain data."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_DEFINITIONS = "#/definitions/"
_BY_FORMAT = {"date": "2019-07-26"}
_BY_TYPE: dict[str, Any] = {"number": 55.1, "integer": 1, "boolean": True}
_BY_PATTERN = {URL_PATTERN: "https://www.example.lg.jp/", ID_PATTERN: "chiiki-zukuri"}
_EXAMPLE = "example"
"""The key of the example that a field's description gives; in a schema it is one of `examples`."""
USUAL_TITLE = "x-usual-title"
"""The key of what a field is called elsewhere, where a city has names of its own for its levels."""


def schemas(language: Language) -> dict[str, Schema]:
    """Each kind of record file's schema, by its name."""
    return {kind.name: schema(kind, language) for kind in FILE_KINDS}


def mapping_schema(language: Language) -> Schema:
    """The schema of a mapping for `hyoka import`."""
    title, about = language.word("file_kinds.import_mapping"), language.word("import.mapping")
    return _file_schema(ImportMapping, frozenset(), title, about, language)


def schema(kind: FileKind, language: Language) -> Schema:
    """What may stand in a file of this kind; what the file's name says may not."""
    title = language.word(f"file_kinds.{kind.name}")
    return _file_schema(kind.noun, kind.from_name, title, f"content/{kind.path}", language)


def _file_schema(
    noun: type[StrictModel], from_name: frozenset[str], title: str, about: str, language: Language
) -> Schema:
    made = schema_of(noun)
    definitions = made.get("$defs", {})
    whole = _without(made, from_name)
    return {
        "$schema": _DRAFT,
        "x-record-format": RECORD_FORMAT,
        "title": title,
        "description": about,
        **_noun(whole, definitions, language),
        "definitions": {
            name: _noun(definition, definitions, language)
            if "properties" in definition
            else _choice(definition, language)
            for name, definition in definitions.items()
        },
    }


@cache
def schema_of(noun: type[StrictModel]) -> Schema:
    """The validator's own, not to be changed: it takes longer to make than all pages of a city."""
    return noun.model_json_schema(ref_template=f"{_DEFINITIONS}{{model}}")


def resolve(part: Schema, definitions: Mapping[str, Schema]) -> Schema:
    """The definition that `part` refers to, or `part` itself where it refers to none."""
    references = [step.get("$ref") for step in (part, *part.get("allOf", ()))]
    name = next((str(found).removeprefix(_DEFINITIONS) for found in references if found), None)
    return part if name is None else definitions[name]


def example(part: Schema, definitions: Mapping[str, Schema]) -> str | float | None:
    """A value that the field could have; `None` for a text that nobody gave an example of."""
    found = next(_examples(part, definitions), None)
    assert found is None or isinstance(found, str | int | float)  # noqa: S101 - JSON's scalars
    return found


def _examples(part: Schema, definitions: Mapping[str, Schema]) -> Iterator[object]:
    part = {**resolve(part, definitions), **part}
    yield from part.get("examples", ())
    if _EXAMPLE in part:
        yield part[_EXAMPLE]
    yield from part.get("enum", ())
    if part.get("format") in _BY_FORMAT:
        yield _BY_FORMAT[part["format"]]
    if part.get("type") in ("number", "integer", "boolean"):
        yield max(_BY_TYPE[part["type"]], part.get("minimum", 0))
    if part.get("pattern") in _BY_PATTERN:
        yield _BY_PATTERN[part["pattern"]]
    for choice in part.get("anyOf", ()):
        yield from _examples(choice, definitions)


def _without(noun: Schema, names: frozenset[str]) -> Schema:
    kept = [key for key in noun["properties"] if key not in names]
    own_first = sorted(kept, key=lambda key: key in FileRecord.model_fields)
    properties = {key: noun["properties"][key] for key in own_first}
    required = [key for key in noun.get("required", ()) if key not in names]
    return {**noun, "properties": properties, "required": required}


def _choice(part: Schema, language: Language) -> Schema:
    """A choice without its English name and docstring, but with what its values are called."""
    told = {key: value for key, value in part.items() if key not in {"title", "description"}}
    meanings = language.meanings(part.get("enum", []))
    return {**told, "enumDescriptions": meanings} if meanings else told


def _noun(noun: Schema, definitions: Mapping[str, Schema], language: Language) -> Schema:
    """A noun without its English name and docstring."""
    kept: Schema = {
        key: noun[key] for key in ("type", "additionalProperties", "required") if key in noun
    }
    properties = noun["properties"].items()
    return {
        **kept,
        "properties": {key: _part(part, definitions, language) for key, part in properties},
    }


def _part(part: Schema, definitions: Mapping[str, Schema], language: Language) -> Schema:
    """A field: never null, for a blank is a problem; with an example, where there is one."""
    told = {key: value for key, value in part.items() if key != "anyOf"}
    if told.get("default", ()) in (None, []):
        del told["default"]
    choices = [_choice(c, language) for c in part.get("anyOf", ()) if c != {"type": "null"}]
    if len(choices) > 1:
        told["anyOf"] = choices
    elif choices:
        told |= choices[0]
    if "$ref" in told and len(told) > 1:  # what stands beside a reference is not read
        told = {"allOf": [{"$ref": told.pop("$ref")}], **told}
    found = example(told, definitions)
    usual = told.get("title")
    told |= {key: language.titled(told[key]) for key in ("title", "description") if key in told}
    if told.get("title") != usual:
        told[USUAL_TITLE] = usual
    if given := told.pop(_EXAMPLE, None):
        told["description"] = told["description"].replace("{example}", given)
    return told if found is None or "examples" in told else {**told, "examples": [found]}
