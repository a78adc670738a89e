"""`api/v1/openapi.json`: which JSON files there are, and what they hold (OpenAPI 3.1).

Source: https://spec.openapis.org/oas/v3.1.1.html.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from hyoka.model import Municipality
from hyoka.opendata.files import api
from hyoka.opendata.files.api import ApiFile, Values
from hyoka.opendata.files.file import Download, Form
from hyoka.opendata.files.package import as_json
from hyoka.opendata.files.resources import API, RESOURCES, Resource
from hyoka.opendata.files.schemas import INDEX, column_schema, schemas
from hyoka.opendata.table import FORMAT, DataTable
from hyoka.opendata.words import about
from hyoka.wording import Language

Json = Mapping[str, object]

NAME = "openapi.json"


def openapi(
    answers: Iterable[ApiFile],
    tables: Sequence[DataTable],
    municipality: Municipality,
    language: Language,
    root: str,
) -> Download:
    """The description of all files; `root`: the site's address, if it is known."""
    make = partial(_content, answers, tables, municipality, language, root)
    return Download(f"{API}/{NAME}", Form.DESCRIPTION, make)


def _content(
    answers: Iterable[ApiFile],
    tables: Sequence[DataTable],
    municipality: Municipality,
    language: Language,
    root: str,
) -> bytes:
    examples: dict[str, Values] = {}
    for answer in answers:
        examples.setdefault(answer.resource.name, answer.values)
    described: Json = {
        "openapi": "3.1.0",
        "info": _info(municipality, language),
        "externalDocs": {"url": f"{root}data/"} if root else None,
        "servers": [{"url": f"{root}{API}" if root else "."}],
        "security": [{}],  # anybody may read
        "paths": {
            f"/{api.INDEX}": _path(INDEX, "api_files", (), language),
            **{
                f"/{resource.path}": _path(
                    resource.name,
                    resource.words,
                    _parameters(resource, tables, examples.get(resource.name, {}), language),
                    language,
                )
                for resource in RESOURCES
            },
        },
        "components": {"schemas": schemas(tables, language, _PLACE)},
    }
    return as_json(described)


_PLACE = "#/components/schemas/"


def _info(municipality: Municipality, language: Language) -> Json:
    licence, publisher = municipality.licence, municipality.publisher
    told = [language.word("api.about", name=municipality.name), municipality.rights]
    return {
        "title": language.word("api.title", name=municipality.name),
        "version": FORMAT,
        "description": "\n\n".join(filter(None, told)),
        "contact": {"name": publisher.name, "url": publisher.url},
        "license": {"name": licence.name, "url": licence.url} if licence else None,
    }


def _path(name: str, words: str, parameters: Iterable[Json], language: Language) -> Json:
    title, description = (language.word(f"{words}.{name}.{what}") for what in ("title", "about"))
    content = {"application/json": {"schema": {"$ref": f"{_PLACE}{name}"}}}
    return {
        "get": {
            "operationId": name,
            "summary": title,
            "description": description,
            "parameters": list(parameters),
            "responses": {
                "200": {"description": title, "content": content},
                "404": {"description": language.word("api.no_file")},
            },
        }
    }


def _parameters(
    resource: Resource, tables: Iterable[DataTable], example: Values, language: Language
) -> Iterator[Json]:
    """The columns that the address names; their examples together name a file that is there."""
    table = next(table for table in tables if table.name == resource.of)
    columns = {column.name: column for column in table.columns}
    for name in resource.key:
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": about(columns[name], language),
            "schema": column_schema(columns[name], language),
            "example": example.get(name),
        }
