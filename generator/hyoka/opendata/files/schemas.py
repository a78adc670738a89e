"""What the JSON files hold, as JSON Schema (2020-12): a schema a table, and one a kind of file.

More properties may come within `v1`, so that a schema allows those that it does not know.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from hyoka.opendata.column import MISSING, DataColumn, DataType
from hyoka.opendata.files.file import Download, Form
from hyoka.opendata.files.package import as_json
from hyoka.opendata.files.resources import API, EVERYWHERE, RESOURCES, Resource
from hyoka.opendata.table import DataTable
from hyoka.opendata.words import choices, heads
from hyoka.wording import Language

Schema = Mapping[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
INDEX = "index"
"""What the list of all files is called among the kinds of file."""
_TYPES = {
    DataType.NUMBER: "number",
    DataType.INTEGER: "integer",
    DataType.YEAR: "integer",
    DataType.TRUTH: "boolean",
}
_WHY: Schema = {"type": "string", "pattern": "^[a-z_]+$"}


def schemas(tables: Iterable[DataTable], language: Language, place: str) -> dict[str, Schema]:
    """A schema for every kind of file, then one for the rows of every table in them.

    `place`: where they will stand in their document, with a final `/`: `#/$defs/`.
    """
    used = {part.table for resource in RESOURCES for part in (EVERYWHERE, *resource.parts)}
    return {
        INDEX: _index(language, place),
        **{resource.name: _resource(resource, language, place) for resource in RESOURCES},
        **{_row_name(t.name): _row(t, language) for t in tables if t.name in used},
    }


def schema_files(tables: Iterable[DataTable], language: Language, root: str) -> Iterator[Download]:
    """A file a kind of file, with all that it needs: `api/v1/schemas/policy.json`."""
    every = schemas(tables, language, "#/$defs/")
    for name, schema in every.items():
        if not name.endswith(_ROW):
            path = schema_path(name)
            rows = {row: every[row] for row in _rows_of(name)}
            own = {"$schema": DIALECT, "$id": f"{root}{path}" if root else None}
            described = {**own, **schema, "$defs": rows}
            yield Download(path, Form.DESCRIPTION, partial(as_json, described))


def schema_path(name: str) -> str:
    """Where the schema of a kind of file lies, from the site's root."""
    return f"{API}/schemas/{name}.json"


_ROW = "_row"


def _row_name(table: str) -> str:
    return f"{table}{_ROW}"


def _rows_of(name: str) -> list[str]:
    resources = (resource for resource in RESOURCES if resource.name == name)
    parts = (part for resource in resources for part in resource.parts)
    return [_row_name(part.table) for part in (EVERYWHERE, *parts)]


def _index(language: Language, place: str) -> Schema:
    """Of the list of all files: their kinds, addresses, and the columns which those name."""
    kinds = {
        resource.name: language.word(f"{resource.words}.{resource.name}.title")
        for resource in RESOURCES
    }
    properties: dict[str, Schema] = {
        "resource": {"type": "string", "enum": list(kinds), "x-enumDescriptions": kinds},
        "path": {"type": "string", "description": language.word("api.path")},
    }
    entry = {"type": "object", "properties": properties, "required": list(properties)}
    return _object(
        f"api_files.{INDEX}",
        {
            EVERYWHERE.table: _list(EVERYWHERE.table, language, place),
            "resources": {"type": "array", "items": entry},
        },
        language,
    )


def _resource(resource: Resource, language: Language, place: str) -> Schema:
    parts = (EVERYWHERE, *resource.parts)
    lists = {part.table: _list(part.table, language, place) for part in parts}
    return _object(f"{resource.words}.{resource.name}", lists, language)


def _object(words: str, properties: Mapping[str, Schema], language: Language) -> Schema:
    return {
        "title": language.word(f"{words}.title"),
        "description": language.word(f"{words}.about"),
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _list(table: str, language: Language, place: str) -> Schema:
    return {
        "title": language.word(f"datasets.{table}.title"),
        "type": "array",
        "items": {"$ref": f"{place}{_row_name(table)}"},
    }


def _row(table: DataTable, language: Language) -> Schema:
    return {
        "title": language.word(f"datasets.{table.name}.title"),
        "description": language.word(f"datasets.{table.name}.about"),
        "type": "object",
        "properties": {
            name: schema for column in table.columns for name, schema in _columns(column, language)
        },
        "required": [name for name in table.names if not name.endswith(MISSING)],
    }


def _columns(column: DataColumn[Any], language: Language) -> Iterator[tuple[str, Schema]]:
    """The schema of a column, and of the one that tells why it is blank."""
    for name, title, about in heads(column, language):
        schema = column_schema(column, language) if name == column.name else _WHY
        yield name, {"title": title, "description": about, **schema}


def column_schema(column: DataColumn[Any], language: Language) -> Schema:
    """What a column can hold; its unit, and how it is computed, by names of our own (`x-`)."""
    kind = _TYPES.get(column.kind, "string")
    schema: dict[str, object] = {
        "type": [kind, "null"] if len(column.names) > 1 else kind,
        "format": "date" if column.kind is DataType.DATE else None,
        "x-unit": column.unit or None,
        "x-computed": column.computed or None,
        "x-figure": column.figure or None,
    }
    if told := choices(column, language):
        schema["enum"] = [*told, *filter(None, [column.absent])]
        schema["x-enumDescriptions"] = told
    return {name: value for name, value in schema.items() if value is not None}
