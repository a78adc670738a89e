"""`hyoka format | schema | codeowners`: for those who write records."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import click

from hyoka import site
from hyoka.authoring import codeowners
from hyoka.authoring.format import Formatted, formatted
from hyoka.authoring.schema import mapping_schema, schemas
from hyoka.cli.files import write_files
from hyoka.cli.group import main
from hyoka.cli.options import CONTENT, checked, language_in
from hyoka.content import read_folder
from hyoka.content.content import Entry
from hyoka.content.folder import read_file
from hyoka.content.records import record_files
from hyoka.evaluation import evaluate
from hyoka.files.atomic_write import new_parents, replace_file
from hyoka.history.github_links import folder_in_repository, root_of
from hyoka.problems import Problem, Severity
from hyoka.report import annotation, report, summarize
from hyoka.terminal import sanitize
from hyoka.wording import Language, load_language


@main.command("format")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@CONTENT
@click.option("--check", is_flag=True, help="書き換えずに、変わるところを示します。")
def format_command(files: tuple[Path, ...], content: Path, *, check: bool) -> None:
    """記録のファイルの字下げや空白を整えます。値、注釈、項目の順は変えません。

    FILES がなければ、--content のすべての記録を整えます。
    """
    language = language_in(content)
    read = [(f, _formatted(entry, path, language)) for f, entry, path in _named(files, content)]
    changed = [(f, made) for f, made in read if isinstance(made, Formatted) and made.changed]
    problems = tuple(sorted(p for _, made in read if isinstance(made, tuple) for p in made))
    for file, made in changed:
        if check:
            click.echo(made.diff)
        else:
            _write(file, made.after, language)
    _tell(len(changed), len(read), language, check=check)
    unsafe = any(made is None for _, made in read)
    if problems:
        click.echo(report(problems, language), err=True)
    if problems or unsafe or (check and changed):
        sys.exit(1)


def _named(files: tuple[Path, ...], content: Path) -> Iterator[tuple[Path, Entry, str]]:
    """The files, what they hold, and their paths as readers know them; without any, all records."""
    for file in files:
        yield file, read_file(file), str(file)
    for entry in () if files else record_files(read_folder(content)):
        yield content / entry.path, entry, f"{content.name}/{entry.path}"


def _formatted(
    entry: Entry, path: str, language: Language
) -> Formatted | tuple[Problem, ...] | None:
    try:
        return formatted(entry, path)
    except ValueError:
        click.echo(language.word("format.unsafe", file=path), err=True)
        return None


def _tell(changed: int, files: int, language: Language, *, check: bool) -> None:
    count = {"changed": str(changed), "files": str(files)}
    form = "clean" if not changed else "would_change" if check else "changed"
    click.echo(language.word(f"format.{form}", **count), err=check and changed > 0)


def _write(file: Path, content: str | bytes, language: Language) -> None:
    try:
        with new_parents(file):
            replace_file(file, content)
    except OSError as error:
        told = {"file": str(file), "reason": error.strerror or str(error)}
        raise click.ClickException(language.word("format.unwritable", **told)) from None


@main.command("schema")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("schemas"))
@click.option("--check", is_flag=True, help="書かずに、今のものと同じかを確かめます。")
def schema_command(folder: Path, *, check: bool) -> None:
    """エディターのためのJSONスキーマを、フォルダーに書きます（指定がなければ schemas）。"""
    language = load_language(site.LANGUAGE)
    texts = {
        folder / f"{name}.json": json.dumps(made, ensure_ascii=False, indent=2) + "\n"
        for name, made in {
            **schemas(language),
            "import_mapping": mapping_schema(language),
        }.items()
    }
    if check:
        stale = [file for file, text in texts.items() if not _is(file, text)]
        stale += sorted(set(folder.glob("*.json")) - set(texts))
        for file in stale:
            click.echo(language.word("schema.stale", file=str(file)), err=True)
        if stale:
            sys.exit(1)
        click.echo(language.word("schema.fresh", folder=str(folder)))
        return
    write_files(texts, folder, language)
    count = str(len(texts))
    click.echo(language.word("schema.written", files=count, folder=str(folder)))


@main.command("codeowners")
@CONTENT
@click.option("--check", is_flag=True, help="書かずに、今のものと同じかを確かめます。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    show_default=True,
    help="text は読む人のため、github はプルリクエストのため。",
)
def codeowners_command(content: Path, form: str, *, check: bool) -> None:
    """municipality.yml の teams から、.github/CODEOWNERS を作ります。

    記録の変更を、その記録の所管課のチームが確認するようになります。手で書いた行は、そのまま残します。
    """
    language = language_in(content)
    evaluation = evaluate(checked(read_folder(content), language).records)
    file = root_of(content) / codeowners.FILE
    before = _text_of(file, language)
    folder = folder_in_repository(content)
    after = codeowners.renewed(before, codeowners.codeowners(evaluation, folder), folder)
    state = _state(before, after, has_teams=bool(evaluation.municipality.teams), check=check)
    if state == "written":
        _write(file, after, language)
    marks = {"head": codeowners.HEAD, "end": codeowners.END}
    words = language.word(f"codeowners.{state}", file=str(file), **marks)
    if state == "stale":
        words = f"{words}\n\n{codeowners.difference(before, after)}"
    click.echo(words, err=state in _WRONG)
    if state in _WRONG:
        if form == "github":
            click.echo(annotation(codeowners.FILE, words))
        summarize(indent(words, "    ", lambda _: True), os.environ)
        sys.exit(1)
    if state != "none":
        _tell_conflicts(after, folder, form, language)


def _text_of(file: Path, language: Language) -> str:
    """What CODEOWNERS holds; nothing where there is none."""
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError):
        words = language.word("codeowners.unreadable", file=str(file))
        raise click.ClickException(words) from None


def _tell_conflicts(text: str, folder: str, form: str, language: Language) -> None:
    """Say which lines by hand and made ones stand in each other's way; that may be meant so."""
    for found in codeowners.conflicts(text, folder):
        count = language.word("codeowners.records", count=language.number(found.records))
        values = {
            "line": str(found.line),
            "text": sanitize(found.text),
            "fitting": count if found.records else language.word("codeowners.rest"),
        }
        words = language.word(f"codeowners.{'overrides' if found.wins else 'in_vain'}", **values)
        click.echo(words, err=True)
        if form == "github":
            click.echo(
                annotation(codeowners.FILE, words, line=found.line, severity=Severity.WARNING)
            )


def _state(before: str, after: str, *, has_teams: bool, check: bool) -> str:
    """What there is to say of CODEOWNERS as it is and as it should be: a word of the language."""
    if not has_teams:
        return "left" if codeowners.is_ours(before) else "none"
    if before and not codeowners.is_ours(before):
        return "foreign"
    if check:
        return "fresh" if before == after else "stale"
    return "written"


_WRONG = frozenset({"foreign", "left", "stale"})
"""What is to be mended about CODEOWNERS."""


def _is(file: Path, text: str) -> bool:
    return file.is_file() and file.read_bytes() == text.encode()
