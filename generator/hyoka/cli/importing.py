"""`hyoka import`: what a municipality has in Excel or CSV, into its records."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from hyoka.cli.files import data_of, sheets_of, write_files
from hyoka.cli.group import main
from hyoka.cli.options import CONTENT, fiscal_year, language_in
from hyoka.content import Content, read_folder
from hyoka.content.documents import YamlDocument, read_document
from hyoka.content.folder import read_file
from hyoka.content.record_paths import MUNICIPALITY
from hyoka.content.records import read_records
from hyoka.content.text import as_before
from hyoka.content.validation import validated
from hyoka.importing.cells import Cell, Table, UnreadableFileError, ranges
from hyoka.importing.gathering import Gatherer
from hyoka.importing.importer import Imported, counts, imported
from hyoka.importing.layout import lay_out
from hyoka.importing.proposal import proposed
from hyoka.importing.text_reader import COMMA, TAB, read_text_table
from hyoka.model import Municipality
from hyoka.model.import_mapping import ImportEncoding, ImportMapping
from hyoka.problems import Problem
from hyoka.processes import without_collections
from hyoka.report import tell_first
from hyoka.terminal import sanitize
from hyoka.units import FiscalYear
from hyoka.wording import Language

_WORKBOOKS = (".xlsx", ".xlsm")
_SEPARATORS: Mapping[str, str] = {".csv": COMMA, ".tsv": TAB}
_OTHERS: Mapping[str, str] = {
    ".xls": "xls",
    ".xlsb": "xlsb",
    ".ods": "ods",
    ".fods": "ods",
    ".numbers": "numbers",
}
"""What is told of tables in other forms, by their suffix."""
_MOST_SHOWN = 5
"""So many ranges of cells are named on a line of the summary; `--list` names all."""


@main.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@click.option(
    "--by",
    "mapping_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="どのセルがどの項目かを書いた対応表（YAML）。",
)
@click.option(
    "--begin",
    "new_mapping",
    type=click.Path(path_type=Path, dir_okay=False),
    help="見出しから対応表の案を作り、このファイルに書きます。記録は書きません。",
)
@click.option(
    "--encoding",
    type=click.Choice([it.value for it in ImportEncoding]),
    default=ImportEncoding.UTF_8.value,
    show_default=True,
    help="--begin で読むCSVの文字コード。",
)
@CONTENT
@click.option("--year", callback=fiscal_year, help="対応表の {year} の年度。例：2024、R6。")
@click.option("--dry-run", is_flag=True, help="書かずに、何が変わるかを示します。")
@click.option("--list", "whole", is_flag=True, help="取り込まなかったセルの番地をすべて示します。")
def import_command(  # noqa: PLR0913 - one argument an option
    files: tuple[Path, ...],
    mapping_file: Path | None,
    new_mapping: Path | None,
    encoding: str,
    content: Path,
    year: FiscalYear | None,
    *,
    dry_run: bool,
    whole: bool,
) -> None:
    """ExcelやCSVの表から、記録を作ったり直したりします。

    FILES は .xlsx・.xlsm・.csv・.tsv。読めないセルは番地とともに示し、その値のほかを取り込みます。
    どのセルも、記録に入るか、取り込まなかったセルとして理由とともに示されます。
    """
    language = language_in(content)
    if new_mapping is not None:
        _begin(files[0], new_mapping, encoding, language)
        return
    if mapping_file is None:
        raise click.UsageError(language.word("import.needs_mapping"))
    document, mapping = _mapping(mapping_file, language)
    records = read_folder(content)
    with without_collections():
        made = _imported(files, mapping, document, records, year or mapping.year, language)
    if not dry_run:
        _write(content, made, records, language)
    click.echo("\n".join(_summary(files, made, language, whole=whole, dry_run=dry_run)))
    if made.problems:
        _end_with(made.problems, language, "problems")


def _begin(file: Path, mapping_file: Path, encoding: str, language: Language) -> None:
    """Write a mapping to begin with, for the sheet with the most cells."""
    if mapping_file.exists():
        words = language.word("import.exists", file=sanitize(str(mapping_file)))
        raise click.ClickException(words)
    table = max(_tables(file, encoding, language), key=lambda it: len(it.cells))
    write_files({mapping_file: proposed(table, encoding, language)}, mapping_file, language)
    click.echo(language.word("import.begun_file", file=sanitize(str(mapping_file))))


def _end_with(problems: Sequence[Problem], language: Language, word: str = "not_begun") -> NoReturn:
    count = language.word(f"import.{word}", count=str(len(problems)))
    click.echo("\n" + "\n\n".join([*tell_first(problems, language), count]), err=True)
    sys.exit(1)


def _mapping(file: Path, language: Language) -> tuple[YamlDocument, ImportMapping]:
    document = read_document(read_file(file), str(file))
    read = document if isinstance(document, tuple) else validated(document, ImportMapping, {})
    if isinstance(read, tuple):
        _end_with(read, language)
    assert isinstance(document, YamlDocument)  # noqa: S101 - for the type checker
    return document, read


def _imported(  # noqa: PLR0913 - files, how they are read and what they are put into
    files: Sequence[Path],
    mapping: ImportMapping,
    document: YamlDocument,
    content: Content,
    year: FiscalYear | None,
    language: Language,
) -> Imported:
    """What all files say together: two may tell of one record."""
    municipality = _municipality(content, language)
    gatherer = Gatherer(mapping, municipality)
    faults: set[Problem] = set()
    for file in files:
        encoding = mapping.encoding or ImportEncoding.UTF_8
        tables = _tables(file, encoding.value, language)
        faults |= set(_missing_sheets(file, tables, mapping, document))
        for table in tables:
            if mapping.sheets and table.name not in mapping.sheets:
                gatherer.leave_all(table, "no_sheet")
                continue
            if table.is_hidden and not mapping.sheets:
                gatherer.leave_all(table, "hidden_sheet")
                continue
            layout = lay_out(mapping, document, table, year, municipality.money_unit.value)
            faults |= set(layout.problems)
            if not layout.problems:
                gatherer.table(table, layout)
    if faults:
        _end_with(tuple(sorted(faults, key=lambda it: (it, it.rule))), language)
    return imported(gatherer, content)


def _municipality(content: Content, language: Language) -> Municipality:
    """The municipality's record; of all others none is asked."""
    own = tuple(entry for entry in content.entries if entry.path == MUNICIPALITY)
    reading = read_records(replace(content, entries=own))
    if reading.records.unread:
        _end_with(reading.problems, language)
    return reading.records.municipality


def _missing_sheets(
    file: Path, tables: Sequence[Table], mapping: ImportMapping, document: YamlDocument
) -> Iterator[Problem]:
    """The sheets that the mapping names and the file has not."""
    there = {table.name for table in tables}
    for number, name in enumerate(mapping.sheets):
        if name not in there:
            values = {"got": name, "file": file.name}
            yield document.problem("import_no_sheet", ("sheets", number), values)


def _tables(file: Path, encoding: str, language: Language) -> tuple[Table, ...]:
    try:
        return tuple(replace(table, file=file.name) for table in _read(file, encoding))
    except UnreadableFileError as error:
        words = language.word(f"import.unreadable.{error.rule}", **error.values)
        name = sanitize(str(file))
        raise click.ClickException(
            language.word("import.unreadable.file", file=name, reason=words)
        ) from None


def _read(file: Path, encoding: str) -> tuple[Table, ...]:
    suffix = file.suffix.lower()
    if suffix in _WORKBOOKS:
        return sheets_of(data_of(file))
    if suffix in _SEPARATORS:
        return (read_text_table(data_of(file), encoding, _SEPARATORS[suffix]),)
    raise UnreadableFileError(_OTHERS.get(suffix, "unknown_suffix"), suffix=sanitize(suffix))


def _write(content: Path, made: Imported, records: Content, language: Language) -> None:
    entries = {entry.path: entry for entry in records.entries}
    texts: dict[Path, str | bytes] = {}
    for record in made.records:
        if record.changed:
            entry = entries.get(record.path)
            before = (entry.data if entry else None) or b""
            texts[content / record.path] = as_before(before, record.after)
    write_files(texts, content, language)


def _summary(
    files: Sequence[Path], imported: Imported, language: Language, *, whole: bool, dry_run: bool
) -> Iterator[str]:
    numbers = counts(imported)
    count = {name: f"{numbers[name]:,}" for name in ("new", "changed", "same")}
    names = language.word("formats.list").join(sanitize(file.name) for file in files)
    yield language.word("import.file", file=names)
    form = "would" if dry_run else "done"
    yield language.word(f"import.{form}", cells=f"{imported.taken:,}", **count)
    left = sum(len(untaken.cells) for untaken in imported.untaken)
    if left:
        yield language.word("import.left", count=f"{left:,}")
    with_file = len(files) > 1
    for untaken in imported.untaken:
        key = f"import.untaken.{untaken.reason}"
        reason = language.word(key) if language.has(key) else sanitize(untaken.reason)
        where = _where(untaken.table, untaken.cells, language, whole=whole, with_file=with_file)
        yield language.word("import.reason", reason=reason, **where)
    for table, cells in imported.hidden:
        where = _where(table, cells, language, whole=whole, with_file=with_file)
        yield language.word("import.hidden", **where)


def _where(
    table: Table, cells: tuple[Cell, ...], language: Language, *, whole: bool, with_file: bool
) -> dict[str, str]:
    """The addresses of cells, and how many they are."""
    found = list(ranges(iter(cells)))
    shown = found if whole else found[:_MOST_SHOWN]
    more = language.word("import.more") if len(found) > len(shown) else ""
    addresses = language.word("formats.list").join(shown) + more
    name = table.path if with_file else table.name
    where = f"{sanitize(name)}!{addresses}" if name else addresses
    return {"cells": where, "count": f"{len(cells):,}"}
