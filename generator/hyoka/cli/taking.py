"""`hyoka take`: what was filled into workbooks of `hyoka workbook`, into the records."""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import NoReturn

import click

from hyoka import site
from hyoka.cli.files import data_of, sheets_of, write_files
from hyoka.cli.group import main, progress
from hyoka.cli.options import CONTENT, end_with_errors, language_in
from hyoka.content import Content, read_folder
from hyoka.importing.cells import UnreadableFileError
from hyoka.problems import Problem, errors_in
from hyoka.report import annotation, headline, summarize, summary, tell_first
from hyoka.report.github import MAX_ANNOTATIONS
from hyoka.terminal import sanitize, visible_lines
from hyoka.units import FiscalYear
from hyoka.wording import Language
from hyoka.workbook.inspection import inspected
from hyoka.workbook.layout import LISTS, Workbook
from hyoka.workbook.reader import FilledWorkbook, ForeignWorkbookError, filled
from hyoka.workbook.records import Taken, TakenRecord, taken
from hyoka.workbook.sheets import workbook_of
from hyoka.workbook.taking import Taking, strays


@main.command("take")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
)
@CONTENT
@click.option("--dry-run", is_flag=True, help="書かずに、記録のどの行が変わるかを示します。")
@click.option(
    "--public-workbook",
    "is_public",
    is_flag=True,
    help="ブックそのものも公開されるとき。人の名前やコメントなどがあれば、読みません。",
)
@click.option(
    "--all-or-none",
    "is_whole",
    is_flag=True,
    help="取り込めないところが一つでもあれば、どの記録も書き換えません。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="text は読む人のため、github はワークフローの注釈とまとめのため。",
)
def take_command(  # noqa: PLR0913 - one argument an option
    files: tuple[Path, ...],
    content: Path,
    form: str,
    *,
    dry_run: bool,
    is_public: bool,
    is_whole: bool,
) -> None:
    """ブック（hyoka workbook で作ったExcelのファイル）に書き込まれた値を、記録に取り込みます。

    変えたセルだけを、ブックを作ったときから記録が変わっていないところにだけ書きます。
    取り込めないセルは番地とともに示し、そのほかを取り込みます。
    """
    language = language_in(content)
    with progress(language):
        records = read_folder(content)
        checked = site.examine(records)
        end_with_errors(checked.reading.problems, language)
        taking = _Files(language, checked, is_public=is_public).take(files)
        made = taken(records, checked, taking)
    held = bool(is_whole and errors_in(made.problems))
    if not dry_run and not held:
        write_files({content / it.path: it.data for it in made.records}, content, language)
    done = "held" if held else "would" if dry_run else "done"
    click.echo("\n".join(_summary(files, made, language, done)))
    if dry_run:
        click.echo("".join(_diff(records, made.records)), nl=False)
    if form == "github":
        _annotate(files, made.problems, language)
    if made.problems:
        _end_with(made.problems, language, held=held)


class _Files:
    """Takes files one after the other: of one that is refused nothing, of the others all."""

    def __init__(self, language: Language, checked: site.Checked, *, is_public: bool) -> None:
        self.language = language
        self.records = checked.records
        self.is_public = is_public
        own = {LISTS, language.word("year_workbook.guide.name")}
        self.taking = Taking(frozenset(own))
        self.years: dict[FiscalYear, Workbook] = {}

    def take(self, files: Sequence[Path]) -> Taking:
        for file in files:
            if (workbook := self._filled(file)) is not None:
                year = FiscalYear.parse(workbook.snapshot.year)
                self.taking.take(workbook, self._now(year))
        for now in self.years.values():
            self.taking.leave_out(now)
        return self.taking

    def _now(self, year: FiscalYear) -> Workbook:
        """The workbook that the records would make of a year now."""
        if year not in self.years:
            self.years[year] = workbook_of(self.records, year, self.language)
        return self.years[year]

    def _filled(self, file: Path) -> FilledWorkbook | None:
        """A file's workbook; none where it is refused, which is told."""
        try:
            data = data_of(file)
            if not self._is_harmless(file, data):
                return None
            tables = (replace(table, file=file.name) for table in sheets_of(data))
            found = filled(tuple(tables), self.records.municipality.code)
            FiscalYear.parse(found.snapshot.year)
        except (UnreadableFileError, ForeignWorkbookError) as error:
            self._refuse(file, error.rule, **error.values)
            return None
        except ValueError as error:
            self._refuse(file, "workbook_of_no_year", got=str(error))
            return None
        if self.is_public and (left := [*strays(found, self.taking.own_sheets)]):
            self.taking.problems += left
            return None
        return found

    def _is_harmless(self, file: Path, data: bytes) -> bool:
        """Whether nothing keeps its data from being read; what they hold beside cells is told."""
        held = inspected(data)
        is_refused = self.is_public or any(it.is_dangerous for it in held)
        parts = {it.rule: it.part for it in reversed(held)}  # of many pictures the first is told
        told = [Problem(file.name, 0, 1, rule, (), {"part": parts[rule]}) for rule in parts]
        if is_refused:
            self.taking.problems += told
        else:
            self.taking.notices += told
        return not (held and is_refused)

    def _refuse(self, file: Path, rule: str, **values: str) -> None:
        self.taking.problems.append(Problem(file.name, 0, 1, rule, (), values))


def _summary(files: Sequence[Path], made: Taken, language: Language, done: str) -> Iterator[str]:
    """What was taken by record, what was not, and what somebody should see.

    `done`: what became of it, a word of the language.
    """
    names = language.word("formats.list").join(sanitize(file.name) for file in files)
    yield language.word("take.files", files=names)
    values = sum(record.values for record in made.records)
    form = done if made.records else "none"
    counts = {"records": f"{len(made.records):,}", "values": f"{values:,}"}
    yield language.word(f"take.{form}", **counts)
    for records, told in ((made.records, "record"), (made.refused, "refused")):
        for it in records:
            name = f"（{sanitize(it.name)}）" if it.name else ""
            count = f"{it.values:,}"
            yield language.word(f"take.{told}", path=sanitize(it.path), name=name, count=count)
    if made.notices:
        yield language.word("take.notices", count=f"{len(made.notices):,}")
    for notice in made.notices:
        message = sanitize(" ".join(language.message(notice).split("\n")))
        yield language.word("take.notice", cell=sanitize(notice.path), message=message)


def _diff(content: Content, records: Sequence[TakenRecord]) -> Iterator[str]:
    """The lines of the records that change."""
    entries = {entry.path: entry.data or b"" for entry in content.entries}
    for record in records:
        path = content.shown_path(record.path)
        sides = (entries.get(record.path, b""), record.data)
        before, after = (side.decode().splitlines(keepends=True) for side in sides)
        lines = unified_diff(before, after, path, path, n=1)
        yield from (f"{sanitize(line.rstrip())}\n" for line in lines)


def _annotate(files: Sequence[Path], problems: Sequence[Problem], language: Language) -> None:
    """Tell the first problems at their workbooks, and all in the summary of the job."""
    if not problems:
        return
    paths = {file.name: file.as_posix() for file in files}
    for problem in problems[:MAX_ANNOTATIONS]:
        name, _, cell = problem.path.partition("!")
        lines = [f"{sanitize(cell)} {headline(problem, language)}".strip()]
        lines += visible_lines(language.hint(problem))
        path = paths.get(name, name)
        click.echo(annotation(path, "\n".join(lines), severity=problem.severity))
    heading = f"## {language.word('take.heading')}\n"
    summarize(summary(problems, language, heading), os.environ)


def _end_with(problems: Sequence[Problem], language: Language, *, held: bool) -> NoReturn:
    told = tell_first(problems, language)
    errors = len(errors_in(problems))
    if errors:
        form = "none_taken" if held else "problems"
        told.append(language.word(f"take.{form}", count=str(errors)))
    click.echo("\n" + "\n\n".join(told), err=True)
    sys.exit(1 if errors else 0)
