"""`hyoka workbook`: a year's values of all records, or some, to be filled in with Excel."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from hyoka.authoring.selection import Selection, UnknownSelectionError
from hyoka.cli.group import main, progress
from hyoka.cli.options import (
    CONTENT,
    DIVISIONS,
    POLICIES,
    end_with_errors,
    fiscal_year,
    language_in,
    unknown_selection,
)
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.files.atomic_write import new_parents, replace_file
from hyoka.model import Records
from hyoka.terminal import sanitize
from hyoka.units import FiscalYear
from hyoka.wording import Language
from hyoka.workbook.layout import Workbook
from hyoka.workbook.sheets import workbook_of

_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>| \t\u3000', "_"))
"""What no name of a file should hold."""


@main.command("workbook")
@click.argument("year", metavar="年度", callback=fiscal_year)
@DIVISIONS
@POLICIES
@CONTENT
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="作るファイル。書かなければ hyoka-年度.xlsx です。",
)
@click.option("--force", is_flag=True, help="すでにあるファイルを上書きします。")
def workbook_command(  # noqa: PLR0913 - one argument an option
    year: FiscalYear,
    divisions: tuple[str, ...],
    policies: tuple[str, ...],
    content: Path,
    output: Path | None,
    *,
    force: bool,
) -> None:
    """年度の実績、金額、評価、文章を書き込むExcelのブックを作ります。

    一行が一つの事業、指標、評価、文章です。前の年度の値が並び、選ぶ欄は一覧から選べます。

    例：hyoka workbook 2026 --division 市民課
    """
    language = language_in(content)
    file = output or Path(_file_name(year, (*divisions, *policies), language))
    if file.exists() and not force:
        words = language.word("year_workbook.exists", file=sanitize(str(file)))
        raise click.ClickException(words)
    with progress(language):
        records = _records(content, language)
        workbook = _workbook(records, year, Selection(divisions, policies), language)
        data = _written(workbook, language)
        with new_parents(file):
            replace_file(file, data)
    click.echo(_summary(file, workbook, language))


def _file_name(year: FiscalYear, selected: Sequence[str], language: Language) -> str:
    names = (
        language.word("year_workbook.selection", name=name.translate(_UNSAFE)) for name in selected
    )
    selection = sanitize("".join(names))
    return language.word("year_workbook.file", year=str(year), selection=selection)


def _records(content: Path, language: Language) -> Records:
    """All records; where one cannot be read, that is told and it ends: its rows would be lost."""
    reading = read_records(read_folder(content))
    end_with_errors(reading.problems, language)
    return reading.records


def _workbook(
    records: Records, year: FiscalYear, selection: Selection, language: Language
) -> Workbook:
    try:
        made = workbook_of(records, year, language, selection)
    except UnknownSelectionError as unknown:
        raise unknown_selection(unknown, language) from None
    if not made.sheets:
        newest = max(_years(records), default=year)
        years = {"year": year, "before": year.plus(-1), "newest": newest}
        told = {name: language.year(it) for name, it in years.items()}
        raise click.ClickException(language.word("year_workbook.empty", **told))
    return made


def _years(records: Records) -> Iterator[FiscalYear]:
    """Those that anything is recorded of."""
    yield from (it.fiscal_year for project in records.projects for it in project.years)
    yield from (sheet.fiscal_year for sheet in records.every_sheet)


def _written(workbook: Workbook, language: Language) -> bytes:
    try:
        from hyoka.workbook.writer import written  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        raise click.ClickException(language.word("year_workbook.no_library")) from None
    return written(workbook, language)


def _summary(file: Path, workbook: Workbook, language: Language) -> str:
    sheets = (
        language.word(
            "year_workbook.made_sheet", name=sanitize(sheet.name), count=f"{len(sheet.rows):,}"
        )
        for sheet in workbook.sheets
    )
    told = language.word("formats.list").join(sheets)
    lines = [language.word("year_workbook.made", file=sanitize(str(file)), sheets=told)]
    if _lacks_document(workbook):
        edition = language.short_year(workbook.year.plus(1))
        lines.append(language.word("year_workbook.no_document", edition=edition))
    return "\n".join(lines)


def _lacks_document(workbook: Workbook) -> bool:
    """Whether somebody has to choose the document of a project's year that is not there yet."""
    return any(
        cell.value is None
        for sheet, row, column, cell in workbook.inputs()
        if sheet.key == "project_years" and column.key == "document" and not row.exists
    )
