"""Every file to take away, from the tables: CSV, workbooks, JSON, and what tells of them."""

from collections.abc import Iterator, Sequence

from generator.datasets import Table, tables
from generator.downloads import csv_files
from generator.downloads.file import DATA, Download, Form, file_name
from generator.downloads.package import NAME, package
from generator.evaluation import Evaluation
from generator.language import Language
from generator.model import Municipality


def downloads(evaluation: Evaluation, language: Language, root: str = "") -> tuple[Download, ...]:
    """Every file to take away; none where nobody has said on which terms.

    `root`: the site's address with its final `/`, where it is known.
    """
    if not has_terms(evaluation.municipality):
        return ()
    return tuple(files(tables(evaluation, language), evaluation, language, root))


def files(
    every: Sequence[Table], evaluation: Evaluation, language: Language, root: str = ""
) -> Iterator[Download]:
    """Every file that holds or describes the tables, each made when it is asked for."""
    yield from _csv_files(every, evaluation.municipality)
    yield _package(every, evaluation, language, root)


def has_terms(municipality: Municipality) -> bool:
    """Whether it is said on which terms the data may be used."""
    return municipality.licence is not None or municipality.rights is not None


def _csv_files(every: Sequence[Table], municipality: Municipality) -> Iterator[Download]:
    for table in every:
        name = file_name(municipality, table.name)
        plain = csv_files.plain(table)
        yield Download(f"{DATA}/{name}.csv", Form.CSV, plain, table)
        excel = csv_files.for_excel(table)
        yield Download(f"{DATA}/{name}_excel.csv", Form.EXCEL_CSV, excel, table)


def _package(
    every: Sequence[Table], evaluation: Evaluation, language: Language, root: str
) -> Download:
    documents = tuple(evaluation.documents.values())
    content = package(every, evaluation.municipality, documents, language, root)
    return Download(f"{DATA}/{NAME}", Form.DESCRIPTION, content)


__all__ = ["DATA", "Download", "Form", "downloads", "file_name", "files", "has_terms"]
