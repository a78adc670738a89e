"""`datapackage.json`: what every CSV file holds, for programs (Frictionless Data Package 2.0).

Source: https://datapackage.org/standard/data-package/, …/table-schema/.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hyoka.model import Document, Municipality
from hyoka.opendata.column import ABSENT, DataColumn, DataType
from hyoka.opendata.files.file import Download
from hyoka.opendata.table import FORMAT, DataTable
from hyoka.opendata.words import choices, heads
from hyoka.wording import Language

Json = Mapping[str, object]

NAME = "datapackage.json"
"""The standard's own name: programs look for it, so no code stands before it."""
_TYPES = {
    DataType.NUMBER: "number",
    DataType.INTEGER: "integer",
    DataType.YEAR: "integer",
    DataType.DATE: "date",
    DataType.TRUTH: "boolean",
}


def package(
    files: Sequence[Download],
    municipality: Municipality,
    documents: Sequence[Document],
    language: Language,
    root: str,
) -> bytes:
    """The description of `files`, the CSV of each table; `root`: the site's address, if known."""
    publisher = municipality.publisher
    described: dict[str, object] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"hyoka-{municipality.code}",
        "title": language.word("downloads.title", name=municipality.name),
        "description": language.word("downloads.about", name=municipality.name),
        "version": FORMAT,
        "homepage": f"{root}data/" if root else None,
        "licenses": _licences(municipality),
        "rights": municipality.rights,
        "contributors": [{"title": publisher.name, "path": publisher.url, "roles": ["publisher"]}],
        "sources": [{"title": document.name, "path": document.url} for document in documents],
        "resources": [_resource(f, f.table, language) for f in files if f.table],
    }
    return as_json(described)


def as_json(value: object) -> bytes:
    """JSON that a person can read, without what is not known."""
    return (json.dumps(_known(value), ensure_ascii=False, indent=1) + "\n").encode()


def _known(value: object) -> object:
    match value:
        case Mapping():
            return {key: _known(part) for key, part in value.items() if part not in (None, [], ())}
        case list() | tuple():
            return [_known(part) for part in value]
        case _:
            return value


def _licences(municipality: Municipality) -> list[Json]:
    licence = municipality.licence
    return [{"title": licence.name, "path": licence.url}] if licence else []


def _resource(file: Download, table: DataTable, language: Language) -> Json:
    return {
        "name": table.name,
        "type": "table",
        "title": language.word(f"datasets.{table.name}.title"),
        "description": language.word(f"datasets.{table.name}.about"),
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"header": True, "delimiter": ",", "lineTerminator": "\r\n"},
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": {
            "fields": [f for column in table.columns for f in _fields(column, language)],
            "missingValues": ["", *_absences(table)],
            "primaryKey": list(table.key),
            "foreignKeys": list(_references(table)),
        },
    }


def _absences(table: DataTable) -> tuple[str, ...]:
    """The texts that stand for no value: none where such a text is itself what is told."""
    return ABSENT if any(column.is_text and column.absent for column in table.columns) else ()


def _fields(column: DataColumn[Any], language: Language) -> Iterator[Json]:
    for name, title, description in heads(column, language):
        own = name == column.name
        codes = list(choices(column, language).items()) if own else []
        yield {
            "name": name,
            "type": _TYPES.get(column.kind, "string") if own else "string",
            "title": title,
            "description": description,
            "unit": column.unit if own and column.unit else None,
            "computed": column.computed if own else None,
            "figure": column.figure if own and column.figure else None,
            "constraints": {"required": True} if own and not column.absent else None,
            "categories": [{"value": code, "label": label} for code, label in codes],
        }


def _references(table: DataTable) -> Iterator[Json]:
    # Without the municipality's code, the same in the whole package: a reference is optional only
    # where all its fields may be missing.
    for key in table.foreign_keys:
        fields = list(key.columns)
        yield {"fields": fields, "reference": {"resource": key.table, "fields": fields}}
