"""`hyoka withdraw`: for whoever has to take something back for good."""

import os
import sys
from pathlib import Path

import click

from hyoka import site
from hyoka.cli.group import main
from hyoka.cli.options import CONTENT
from hyoka.git import ask_git_or_none
from hyoka.github import GitHubError
from hyoka.history.github_links import find_repository, root_of
from hyoka.maintenance.withdrawal import (
    LEAST,
    Action,
    RewriteError,
    WithdrawnContent,
    as_text,
    contents_at,
    delete,
    hosted_places,
    local_places,
    remote_places,
    rewrite,
    sought_in,
)
from hyoka.terminal import sanitize
from hyoka.wording import Language, load_language


@main.command("withdraw")
@click.option("--path", "paths", multiple=True, metavar="PATH", help="ファイルごと取り下げる。")
@click.option(
    "--text/--no-text", default=None, help="文字も取り下げるか（--path がなければ文字）。"
)
@click.option("--repository", metavar="持ち主/名前", help="GitHub のリポジトリ。なければ origin。")
@click.option(
    "--do",
    "actions",
    type=click.Choice([action.value for action in Action]),
    multiple=True,
    help="すること。なければ調べるだけ。",
)
@click.option(
    "--clone",
    type=click.Path(path_type=Path),
    help="--do history で新しく作るリポジトリ。なければ、隣の「名前-withdrawn.git」。",
)
@click.option("--yes", is_flag=True, help="確かめずに実行する。")
@CONTENT
def withdraw_command(  # noqa: PLR0913 - one parameter an option
    paths: tuple[str, ...],
    repository: str | None,
    actions: tuple[str, ...],
    clone: Path | None,
    content: Path,
    *,
    text: bool,
    yes: bool,
) -> None:
    """誤って公開したもの、個人情報の取り下げ。どこに残っているかを調べ、できることをします。

    取り下げる文字は、標準入力から読むか、たずねます（1行に1つ）。引数には書きません。画面にも
    ファイルにも出しません。ファイルごとなら --path で指定します。

    作業中のファイル、git の履歴（消したブランチや stash も）、送り先のブランチとプルリクエスト、
    GitHub に残るもの（gh があるとき）を調べます。--do を付けなければ、何も変えません。
    """
    language = load_language(site.LANGUAGE)
    root = root_of(content)
    sought = _sought(root, paths, language, text=text or not paths)
    click.echo(language.word("withdraw.searching"), err=True)
    remote = (ask_git_or_none(root, "remote", "get-url", "origin") or b"").decode().strip()
    found = find_repository(os.environ, content, "main")
    named = repository or (found.name if found else "")
    places = [*local_places(root, sought), *(remote_places(remote, sought) if remote else ())]
    places += hosted_places(named, sought) if named else ()
    click.echo(as_text(places, language))
    if not named:
        click.echo(language.word("withdraw.no_repository"), err=True)
    if not actions:
        click.echo(language.word("withdraw.dry"))
    chosen = [Action(action) for action in dict.fromkeys(actions)]
    _delete([one for one in chosen if one is not Action.HISTORY], named, language, yes=yes)
    if Action.HISTORY in chosen:
        beside = clone or root.parent / f"{root.name}-withdrawn.git"
        _rewrite(remote or str(root), beside, sought, language, yes=yes)


def _sought(
    root: Path, paths: tuple[str, ...], language: Language, *, text: bool
) -> WithdrawnContent:
    """What must go.

    Raises:
        click.UsageError: there is nothing of the kind.
    """
    contents: list[bytes] = []
    for path in paths:
        if not (found := contents_at(root, path)):
            raise click.UsageError(language.word("withdraw.no_file", path=sanitize(path)))
        contents += found
    lines: list[str] = []
    if text:
        ask = sys.stdin.isatty()
        prompt = language.word("withdraw.prompt")
        given = click.prompt(prompt, hide_input=True) if ask else sys.stdin.read()
        lines = [line for line in str(given).splitlines() if line.strip()]
    if not lines and not contents:
        raise click.UsageError(language.word("withdraw.nothing"))
    try:
        return sought_in(lines, contents)
    except ValueError:
        raise click.UsageError(language.word("withdraw.short", least=str(LEAST))) from None


def _delete(actions: list[Action], repository: str, language: Language, *, yes: bool) -> None:
    if not actions:
        return
    if not repository:
        raise click.UsageError(language.word("withdraw.no_repository"))
    text = language.word("formats.list").join(action.value for action in actions)
    _confirm(language.word("withdraw.ask", repository=repository, actions=text), language, yes=yes)
    for action in actions:
        try:
            count = delete(repository, action)
        except GitHubError as error:
            words = {"action": action.value, "reason": sanitize(str(error))}
            raise click.ClickException(language.word("withdraw.failed", **words)) from None
        click.echo(language.word("withdraw.deleted", action=action.value, count=str(count)))


def _rewrite(
    remote: str, clone: Path, sought: WithdrawnContent, language: Language, *, yes: bool
) -> None:
    words = {"clone": str(clone), "remote": sanitize(remote)}
    _confirm(language.word("withdraw.ask_history", clone=str(clone)), language, yes=yes)
    try:
        rewrite(remote, clone, sought)
    except RewriteError as error:
        raise click.ClickException(language.word(f"withdraw.rewrite.{error}", **words)) from None
    click.echo(language.word("withdraw.rewritten", **words))


def _confirm(question: str, language: Language, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(language.word("withdraw.needs_yes"))
    click.confirm(question, abort=True)
