"""Every file to take away, from the tables: CSV, workbooks, JSON, and what tells of them."""

import datetime
from collections.abc import Iterator, Sequence

from generator.datasets import Table, tables
from generator.downloads import api, csv_files
from generator.downloads.api import page_file
from generator.downloads.catalogue import Catalogue
from generator.downloads.file import DATA, Download, Form, csv_path, file_name
from generator.downloads.openapi import openapi
from generator.downloads.package import NAME, package
from generator.downloads.schemas import schema_files
from generator.evaluation import Evaluation
from generator.language import Language
from generator.model import Municipality


def downloads(
    evaluation: Evaluation,
    language: Language,
    root: str = "",
    modified: datetime.date | None = None,
) -> tuple[Download, ...]:
    """Every file to take away; none where nobody has said on which terms.

    `root`: the site's address with its final `/`, where it is known; the catalogue needs it, for
    whoever gathers catalogues reads them elsewhere. `modified`: when a record last changed.
    """
    municipality = evaluation.municipality
    if not has_terms(municipality):
        return ()
    every = tables(evaluation, language)
    data = (
        *_csv_files(every, municipality),
        _package(every, evaluation, language, root),
    )
    catalogue = Catalogue(municipality, language, root, modified)
    told = (catalogue.download(every, data),) if root else ()
    return (*data, *told, *_api(every, municipality, language, root))


def has_terms(municipality: Municipality) -> bool:
    """Whether it is said on which terms the data may be used."""
    return municipality.licence is not None or municipality.rights is not None


def _csv_files(every: Sequence[Table], municipality: Municipality) -> Iterator[Download]:
    for table in every:
        path = csv_path(municipality, table.name)
        yield Download(path, Form.CSV, csv_files.plain(table), table)
        path = csv_path(municipality, f"{table.name}_excel")
        yield Download(path, Form.EXCEL_CSV, csv_files.for_excel(table), table)


def _package(
    every: Sequence[Table], evaluation: Evaluation, language: Language, root: str
) -> Download:
    documents = tuple(evaluation.documents.values())
    content = package(every, evaluation.municipality, documents, language, root)
    return Download(f"{DATA}/{NAME}", Form.DESCRIPTION, content)


def _api(
    every: Sequence[Table], municipality: Municipality, language: Language, root: str
) -> Iterator[Download]:
    answers = tuple(api.answers(every))
    yield openapi(answers, every, municipality, language, root)
    yield from schema_files(every, language, root)
    yield api.index(answers, every)
    yield from (answer.download for answer in answers)


__all__ = [
    "DATA",
    "Download",
    "Form",
    "csv_path",
    "downloads",
    "file_name",
    "has_terms",
    "page_file",
]
