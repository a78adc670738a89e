"""Every file to take away, from the tables: CSV, workbooks, JSON, and what tells of them."""

import datetime
from collections.abc import Iterator, Sequence
from functools import partial

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality
from hyoka.opendata.files import api, csv_files
from hyoka.opendata.files.api import page_file
from hyoka.opendata.files.catalogue import Catalogue
from hyoka.opendata.files.file import DATA, Download, Form, csv_path, file_name
from hyoka.opendata.files.openapi import openapi
from hyoka.opendata.files.package import NAME, package
from hyoka.opendata.files.resources import API
from hyoka.opendata.files.schemas import schema_files
from hyoka.opendata.files.workbook import Workbooks
from hyoka.opendata.table import DataTable
from hyoka.opendata.tables import tables
from hyoka.wording import Language


def downloads(
    evaluation: EvaluatedSite,
    language: Language,
    root: str = "",
    modified: datetime.date | None = None,
) -> tuple[Download, ...]:
    """Every file to take away; none where nobody has said on which terms.

    `root`: the site's address with its final `/`, where it is known; the catalogue needs it, for
    whoever gathers catalogues reads them elsewhere. `modified`: when a record last changed.
    """
    if not has_terms(evaluation.municipality):
        return ()
    every = tables(evaluation, language)
    return tuple(files(every, evaluation, language, root, modified))


def files(
    every: Sequence[DataTable],
    evaluation: EvaluatedSite,
    language: Language,
    root: str = "",
    modified: datetime.date | None = None,
) -> Iterator[Download]:
    """Every file that holds or describes the tables, each made when it is asked for."""
    municipality = evaluation.municipality
    data: list[Download] = []
    for file in _data(every, evaluation, language, root):
        data.append(file)
        yield file
    if root:
        yield Catalogue(municipality, language, root, modified).download(every, data)
    yield from _api(every, municipality, language, root)


def _data(
    every: Sequence[DataTable], evaluation: EvaluatedSite, language: Language, root: str
) -> Iterator[Download]:
    """What the catalogue lists."""
    yield from _workbooks(every, evaluation, language, root)
    csv = []
    for file in _csv_files(every, evaluation.municipality):
        csv.append(file)
        yield file
    yield _package([f for f in csv if f.form is Form.CSV], evaluation, language, root)


def has_terms(municipality: Municipality) -> bool:
    """Whether it is said on which terms the data may be used."""
    return municipality.licence is not None or municipality.rights is not None


def _workbooks(
    every: Sequence[DataTable], evaluation: EvaluatedSite, language: Language, root: str
) -> Iterator[Download]:
    workbooks = Workbooks(every, evaluation.municipality, language, root)
    for book in workbooks.of([year.fiscal_year for year in evaluation.years]):
        path = f"{DATA}/{file_name(evaluation.municipality, book.name)}.xlsx"
        yield Download(path, Form.WORKBOOK, book.content, made_of=book.made_of)


def _csv_files(every: Sequence[DataTable], municipality: Municipality) -> Iterator[Download]:
    for table in every:
        pair = csv_files.CsvPair(table)
        plain = csv_path(municipality, table.name)
        yield Download(plain, Form.CSV, pair.plain, table, made_of=pair.made_of)
        path = csv_path(municipality, f"{table.name}_excel")
        yield Download(path, Form.EXCEL_CSV, pair.for_excel, table, made_of=pair.made_of)


def _package(
    csv: Sequence[Download], evaluation: EvaluatedSite, language: Language, root: str
) -> Download:
    documents = tuple(evaluation.documents.values())
    make = partial(package, csv, evaluation.municipality, documents, language, root)
    return Download(f"{DATA}/{NAME}", Form.DESCRIPTION, make)


def _api(
    every: Sequence[DataTable], municipality: Municipality, language: Language, root: str
) -> Iterator[Download]:
    answers = tuple(api.answers(every))
    yield openapi(answers, every, municipality, language, root)
    yield from schema_files(every, language, root)
    yield api.index(answers, every)
    yield from (answer.download for answer in answers)


__all__ = [
    "API",
    "DATA",
    "Download",
    "Form",
    "csv_path",
    "downloads",
    "file_name",
    "files",
    "has_terms",
    "page_file",
]
