"""`hyoka new`: records to be filled in."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path

import click

from hyoka.authoring.scaffold import (
    RecordScaffolder,
    ScaffoldedFile,
    ScaffoldError,
    YearOfMany,
    year_of_many,
)
from hyoka.authoring.selection import Selection, UnknownSelectionError
from hyoka.cli.files import unwritable, write_files
from hyoka.cli.group import main, progress
from hyoka.cli.options import CONTENT, DIVISIONS, POLICIES, language_in, unknown_selection
from hyoka.content import Content, read_folder
from hyoka.terminal import sanitize
from hyoka.wording import Language


@main.group("new")
def new_command() -> None:
    """新しい記録のひな形を作ります。前の年度の記録があれば、その値を写します。

    政策、施策、事業は、自治体での呼び名（municipality.yml の level_names）に読み替えてください。
    """


class _Misuse(click.ClickException):
    """What was typed cannot be done; the exit code is the one for that."""

    exit_code = click.UsageError.exit_code


NAME = click.option("--name", required=True, help="名称。")


@new_command.command("plan")
@click.argument("identifier", metavar="ID")
@NAME
@CONTENT
def new_plan(identifier: str, name: str, content: Path) -> None:
    """計画のひな形を plans/ID.yml に作ります。"""
    _make(content, lambda scaffolder: scaffolder.plan(identifier, name))


@new_command.command("policy")
@click.argument("identifier", metavar="ID")
@NAME
@CONTENT
def new_policy(identifier: str, name: str, content: Path) -> None:
    """政策のひな形を policies/ID/policy.yml に作ります。"""
    _make(content, lambda scaffolder: scaffolder.policy(identifier, name))


@new_command.command("project")
@click.argument("identifier", metavar="ID")
@NAME
@click.option("--policy", metavar="ID", help="属する政策。")
@CONTENT
def new_project(identifier: str, name: str, policy: str | None, content: Path) -> None:
    """事業のひな形を projects/ID.yml に作ります。"""
    _make(content, lambda scaffolder: scaffolder.project(identifier, name, policy))


@new_command.command("survey")
@click.argument("year", metavar="年度")
@click.option("--name", help="調査名。")
@CONTENT
def new_survey(year: str, name: str | None, content: Path) -> None:
    """市民意識調査のひな形を surveys/年度.yml に作ります。"""
    _make(content, lambda scaffolder: scaffolder.survey(year, name))


@new_command.command("recommendation")
@click.argument("identifier", metavar="ID")
@click.option("--title", required=True, help="短くいうと何の指摘か。")
@CONTENT
def new_recommendation(identifier: str, title: str, content: Path) -> None:
    """議会、監査委員、委員会などの指摘のひな形を recommendations/ID.yml に作ります。"""
    _make(content, lambda scaffolder: scaffolder.recommendation(identifier, title))


@new_command.command("sheet")
@click.argument("policy", metavar="政策")
@click.argument("year", metavar="年度")
@CONTENT
def new_sheet(policy: str, year: str, content: Path) -> None:
    """政策の評価表のひな形を policies/政策/年度.yml に作ります。

    年度は 2019、R1、令和元年度 のように書きます。
    """
    _make(content, lambda scaffolder: scaffolder.sheet(policy, year))


@new_command.command("measure-sheet")
@click.argument("plan", metavar="計画")
@click.argument("measure", metavar="施策")
@click.argument("year", metavar="年度")
@click.option("--one-file", is_flag=True, help="全年度を1つのファイルに書く、その最初の年度。")
@CONTENT
def new_measure_sheet(plan: str, measure: str, year: str, content: Path, *, one_file: bool) -> None:
    """施策など、計画の段階の評価表のひな形を measures/計画/施策/年度.yml に作ります。

    全年度を1つのファイルに書く指標の一覧（KPI一覧）なら、初めの年度に --one-file を付けます。
    measures/計画/施策/years.yml ができ、次の年度からはそのファイルに書き足します。
    """
    if one_file:
        _make(content, lambda scaffolder: scaffolder.measure_years(plan, measure, year))
    else:
        _make(content, lambda scaffolder: scaffolder.measure_sheet(plan, measure, year))


@new_command.command("year")
@click.argument("names", nargs=-1, metavar="[事業] 年度")
@click.option("--all", "every", is_flag=True, help="続いているすべての事業と、年度ごとの評価表。")
@DIVISIONS
@POLICIES
@click.option("--dry-run", is_flag=True, help="書かずに、書き足す行を示します。")
@CONTENT
def new_year(  # noqa: PLR0913 - one argument an option
    names: tuple[str, ...],
    divisions: tuple[str, ...],
    policies: tuple[str, ...],
    content: Path,
    *,
    every: bool,
    dry_run: bool,
) -> None:
    """事業の記録に、新しい年度を書き足します。ほかの行は変えません。

    --all、--division、--policy のどれかを付けると、当てはまるすべての事業に書き足します。
    前の年度の評価表がある政策と施策には、評価表のひな形も作ります。
    すべてのファイルを書くか、1つも書かないかのどちらかです。
    """
    language = language_in(content)
    many = every or bool(divisions or policies)
    if len(names) != (1 if many else _PROJECT_AND_YEAR):
        raise click.UsageError(language.word("new.year_names"))
    if not many:
        _make(content, lambda scaffolder: scaffolder.year(*names), dry_run=dry_run)
        return
    with _misuse(), progress(language):
        scaffolder = _scaffolder(content, language)
        try:
            begun = year_of_many(scaffolder, names[0], Selection(divisions, policies))
        except UnknownSelectionError as unknown:
            raise unknown_selection(unknown, language) from None
    _put(scaffolder.content, content, begun.files, language, dry_run=dry_run)
    click.echo("\n".join(_summary(begun, language, dry_run=dry_run)))


_PROJECT_AND_YEAR = 2


def _make(
    content: Path, make: Callable[[RecordScaffolder], ScaffoldedFile], *, dry_run: bool = False
) -> None:
    language = language_in(content)
    with _misuse():
        scaffolder = _scaffolder(content, language)
        made = make(scaffolder)
    _put(scaffolder.content, content, [made], language, dry_run=dry_run)
    if not dry_run:
        file = str(content / made.path)
        click.echo(language.word("new.made" if made.is_new else "new.added", file=file))
        click.echo("\n".join([language.word("new.next"), *made.next]))


@contextmanager
def _misuse() -> Iterator[None]:
    """What cannot be made is what was typed wrong."""
    try:
        yield
    except ScaffoldError as refused:
        raise _Misuse(str(refused)) from None


def _scaffolder(content: Path, language: Language) -> RecordScaffolder:
    return RecordScaffolder.at(read_folder(content), language, content, _schemas(content))


def _put(
    read: Content,
    content: Path,
    files: Sequence[ScaffoldedFile],
    language: Language,
    *,
    dry_run: bool,
) -> None:
    """Write all files, or none; as a dry run, show the lines that come."""
    if not dry_run:
        _write(content, files, language)
        return
    before = {entry.path: (entry.data or b"").decode() for entry in read.entries}
    for made in files:
        sides = before.get(made.path, "").splitlines(), made.text.splitlines()
        shown = str(content / made.path)
        for line in unified_diff(*sides, shown, shown, lineterm="", n=0):
            click.echo(sanitize(line))


def _write(content: Path, files: Sequence[ScaffoldedFile], language: Language) -> None:
    try:
        # The records were read a moment ago; and some systems know no upper and lower case.
        for file in (content / made.path for made in files if made.is_new):
            if file.exists() or file.is_symlink():
                raise _Misuse(language.word("new.exists", file=str(file)))
    except OSError as error:
        raise unwritable(error, content, language) from None
    write_files({content / made.path: made.text for made in files}, content, language)


# What is told of a year of many records.


def _summary(begun: YearOfMany, language: Language, *, dry_run: bool) -> Iterator[str]:
    form = "would" if dry_run else "done"
    for noun, files in (("projects", begun.projects), ("sheets", begun.sheets)):
        if files:
            yield _line(f"{form}.{noun}", [_name(made.path) for made in files], begun, language)
    if not begun.files:
        yield _line("none", [], begun, language)
    for why, ids in begun.left_out.items():
        yield _line(f"left_out.{why}", ids, begun, language)
    if begun.recorded_sheets:
        yield _line("recorded_sheets", [*map(_name, begun.recorded_sheets)], begun, language)
    if begun.unread:
        yield _line("unread", begun.unread, begun, language)
    if begun.files:
        yield from (language.word("new.next"), *_next(begun, language))


def _line(key: str, names: Sequence[str], begun: YearOfMany, language: Language) -> str:
    """What is told of some records."""
    year, before = begun.year, begun.year_before or begun.year
    values = {
        "year": language.short_year(year),
        "before": language.short_year(before),
        "edition": language.short_year(year.plus(1)),
        "number": str(year),
        "count": str(len(names)),
        "names": _named(names, language),
    }
    return language.word(f"new.many.{key}", **values)


def _next(begun: YearOfMany, language: Language) -> Iterator[str]:
    """What is still to be done, each once, with the records that it is about."""
    about: dict[str, list[str]] = {}
    for made in begun.files:
        for todo in made.next[:-1]:
            about.setdefault(todo, []).append(_name(made.path))
    for todo, names in about.items():
        every = len(names) == len(begun.files)
        form = "every" if every else "some" if len(names) <= _FEW_NAMES else "many"
        told = {"count": str(len(names)), "names": _named(names, language)}
        yield todo + language.word(f"new.many.about.{form}", **told)
    if not begun.has_document:
        yield _line("no_document", [], begun, language)
    if begun.listed_without_year:
        yield _line("listed_without_year", begun.listed_without_year, begun, language)
    yield begun.files[0].next[-1]


def _name(path: str) -> str:
    """A record's path as it is told: of a project its id."""
    return path.removeprefix("projects/").removesuffix(".yml")


_MOST_NAMES = 40
_FEW_NAMES = 10


def _named(names: Sequence[str], language: Language) -> str:
    told = language.word("formats.list").join(map(sanitize, names[:_MOST_NAMES]))
    more = len(names) - _MOST_NAMES
    return told if more <= 0 else language.word("new.many.more", names=told, count=str(more))


def _schemas(content: Path) -> Mapping[str, str]:
    """Of the JSON Schemas beside the folder, the way from the folder to each, by its name."""
    folder = content.absolute()
    found = (folder.parent / "schemas").glob("*.json")
    ways = {file.stem: os.path.relpath(file, folder) for file in found if file.is_file()}
    return {name: Path(way).as_posix() for name, way in ways.items()}
