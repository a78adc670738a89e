"""The words that the things of the project ask for, by their paths: of each thing of each kind.

Whoever adds a thing without its words is told which are missing, all at once.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from hyoka.evaluation.figures import FIGURES, Definition
from hyoka.model import Record, Records
from hyoka.opendata.column import DataColumn
from hyoka.opendata.files.resources import RESOURCES
from hyoka.opendata.table import DataTable
from hyoka.pages.kinds import PAGE_KINDS
from hyoka.wording import Language
from hyoka.wording.notation import TERM
from tests.building import ROOT

PACKAGE = ROOT / "generator" / "hyoka"


def of_figure(figure: Definition) -> Iterator[str]:
    """What a figure and its inputs are called, and what it means."""
    yield from (f"labels.{figure.name}", f"meanings.{figure.name}")
    yield from (f"labels.{name}" for name in TERM.findall(figure.formula))


def of_table(table: DataTable, language: Language) -> Iterator[str]:
    """What a table of open data, its columns and their codes are."""
    yield from (f"datasets.{table.name}.title", f"datasets.{table.name}.about")
    for column in table.columns:
        yield from _of_column(column, language)


def _of_column(column: DataColumn[Any], language: Language) -> Iterator[str]:
    if not language.has(f"labels.{column.name}"):
        yield f"data_columns.titles.{column.name}"
    if column.figure not in FIGURES:
        yield f"data_columns.about.{column.name}"
    if column.choices and not language.below(column.choices):
        yield f"{column.choices}.*"


def of_page_kind(name: str) -> Iterator[str]:
    """What pages of a kind are called in the search and where two have one title."""
    yield f"kinds_of_page.{name}"


def of_rule(name: str) -> Iterator[str]:
    """What is said where a rule is broken, how that is mended, and why there is the rule."""
    yield from (f"problems.{name}.message", f"problems.{name}.hint", f"rules.{name}.why")


def of_things(tables: Iterable[DataTable], language: Language) -> Iterator[str]:
    """The words of all that there is."""
    for figure in FIGURES.values():
        yield from of_figure(figure)
    for table in tables:
        yield from of_table(table, language)
    for kind in PAGE_KINDS:
        yield from of_page_kind(kind.name)
    for resource in RESOURCES:
        yield from (f"{resource.words}.{resource.name}.{what}" for what in ("title", "about"))
    for case in (ROOT / "tests" / "rules").glob("*.yml"):
        yield from of_rule(case.stem)


def untitled_fields() -> Iterator[str]:
    """The fields of records that do not say what they are called."""
    for record in set(_below(Record)) - {Records}:
        for name, field in record.model_fields.items():
            if not field.title:
                yield f"{record.__name__}.{name}"


def _below(record: type[Record]) -> Iterator[type[Record]]:
    for each in record.__subclasses__():
        yield each
        yield from _below(each)


def said_in_code(folder: Path = PACKAGE) -> Iterator[str]:
    """The words that the code asks for by their whole path."""
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="word" | "label" as asked),
                    args=[ast.Constant(value=str(path)), *_],
                ):
                    yield path if asked == "word" else f"labels.{path}"


THEME = ROOT / "theme"
_OF_THEME = re.compile(r"""\bwords\.t\((["'])([a-z_.]+)\1\)""")


def said_in_theme(folder: Path = THEME) -> Iterator[str]:
    """The words that the theme asks for by their whole path."""
    for file in folder.rglob("*.html"):
        for _, path in _OF_THEME.findall(file.read_text(encoding="utf-8")):
            yield f"theme.{path}"


_ASKED = re.compile(r"""(?:\bw|\.(word|label))\((["'])([a-z_.]+)\2[,)]""")


def said_in_templates(folder: Path = PACKAGE) -> Iterator[str]:
    """The words that the templates and the long texts ask for by their whole path."""
    for file in folder.rglob("*.md"):
        for asked, _, path in _ASKED.findall(file.read_text(encoding="utf-8")):
            yield f"labels.{path}" if asked == "label" else path
