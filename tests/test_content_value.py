"""Content is a value: alike wherever it comes from, read once, and no file is opened later."""

import ast
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from hyoka import site
from hyoka.changes.compared_sources import compare_sources
from hyoka.changes.difference import as_text
from hyoka.content import Content, content_from_memory, read_folder
from hyoka.content.commit import commit_named, read_commit
from hyoka.content.content import DEEPEST, MAX_BYTES, MAX_BYTES_OF_PAGE
from hyoka.content.yaml_reader import compose
from hyoka.files import theme_folder
from hyoka.git import GitFolder
from hyoka.units import today
from hyoka.wording import load_language
from tests.building import ROOT
from tests.git_histories import begin, commit
from tests.rule_cases import copy_base

JA = load_language("ja")
PACKAGE = ROOT / "generator" / "hyoka"
WITH_A_WARNING = b'code: "012052"'
"""In place of the base's code: its check digit is wrong, which a finding tells on its line."""
ODD = {
    "a.yml": b"name: a\n",
    "a.YML": b"\xff",
    "large.yml": b"#" * (MAX_BYTES + 1),
    "full.yml": b"#" * MAX_BYTES,
    "large.md": b"a" * (MAX_BYTES_OF_PAGE + 1),
    "a.MD": b"a",
    "b.md": b"# b\n",
    "a/b.pdf": b"%PDF",
    "a.b": b"between `a` and what lies in it",
    ".hidden": b"",
    ".hidden/a.yml": b"",
    ".gitattributes": b"* text",
    ".hidden/.GitAttributes": b"* text",
    "あ/い.yml": "あ: い\n".encode(),
    f"{'a/' * DEEPEST}a.yml": b"a: 1\n",
    f"{'b/' * (DEEPEST + 1)}a.yml": b"a: 1\n",
    f"{'b/' * (DEEPEST + 3)}a.yml": b"a: 1\n",
}
"""What a folder may hold: of some nothing is read."""


def _files(folder: Path) -> dict[str, bytes]:
    found = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in found}


def _write(folder: Path, files: dict[str, bytes]) -> Path:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def base(tmp_path: Path) -> dict[str, bytes]:
    """Good records with a page and a file beside them."""
    files = _files(copy_base(tmp_path / "base"))
    page = "---\ntitle: 案内\n---\n# 案内\n\n[図](../files/zu.png)\n".encode()
    municipality = files["municipality.yml"] + "rights: 出典を示せば使えます。\n".encode()
    more = {"about/annai.md": page, "files/zu.png": b"\x89PNG"}
    return files | more | {"municipality.yml": municipality}


@pytest.fixture
def city(tmp_path: Path, base: dict[str, bytes]) -> Path:
    """A repository with these in its folder `content`, in two commits."""
    repository = begin(tmp_path / "city")
    _write(repository / "content", base)
    commit(repository, "2026-01-01")
    file = repository / "content/projects/matsuri.yml"
    file.write_bytes(file.read_bytes().replace("祭り".encode(), "大祭り".encode()))
    (repository / "content/files/zu.png").write_bytes(b"\x89PNG, anew")
    commit(repository, "2026-01-02")
    return repository


def _at(city: Path, name: str) -> Content:
    folder = GitFolder(city / "content")
    found = read_commit(folder, commit_named(folder, name))
    assert found is not None
    return found


def test_it_is_the_same_from_a_folder_a_commit_and_memory(tmp_path: Path) -> None:
    names = {os.path.normcase(path) for path in ODD}
    odd = {path: data for path, data in ODD.items() if path != ".hidden"}
    assert len(names) == len(ODD), "this system knows no upper and lower case"
    repository = begin(tmp_path / "odd")
    _write(repository / "content", odd)
    commit(repository, "2026-01-01")
    of_folder = read_folder(repository / "content", digests=True)
    without_theme = replace(of_folder, assets=frozenset())
    assert without_theme == _at(repository, "HEAD") == content_from_memory(odd)
    unread = {entry.path for entry in of_folder.entries if entry.data is None}
    assert unread == {"large.yml", "large.md", "a/b.pdf", "a.b", "a.MD"} | {
        *(".gitattributes", ".hidden/.GitAttributes", "/".join("b" * (DEEPEST + 1)))
    }


def _downloads(made: site.Site) -> list[tuple[str, bytes]]:
    return [(file.path, file.content) for file in made.files]


def test_what_the_site_says_is_the_same_too(city: Path, base: dict[str, bytes]) -> None:
    contents = (content_from_memory(base), _at(city, "HEAD~1"))
    one, other = (site.build(content, root="https://city.example/") for content in contents)
    assert [page.markdown for page in one.pages] == [page.markdown for page in other.pages]
    assert _downloads(one) == _downloads(other)
    assert one.by_hand.keys() == other.by_hand.keys() == {"about/annai.md"}
    assert one.pages
    assert one.files


_TOUCHING = ("open", "os.listdir", "os.mkdir", "os.scandir", "subprocess.Popen", "tempfile.")
_TOUCHED: list[list[str]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _TOUCHED and event.startswith(_TOUCHING) and not _is_ours(arguments):
        _TOUCHED[-1].append(f"{event} {arguments}")


def _is_ours(arguments: tuple[object, ...]) -> bool:
    """Whether it is of the package, its theme, a template or words; or a pipe, by a number."""
    own = str(PACKAGE), str(theme_folder.FOLDER)
    return isinstance(arguments[0], int) or str(arguments[0]).startswith(own)


sys.addaudithook(_note)


@contextmanager
def touched() -> Iterator[list[str]]:
    """Whatever Python opens, lists, makes or starts meanwhile."""
    _TOUCHED.append([])
    try:
        yield _TOUCHED[-1]
    finally:
        _TOUCHED.pop()


def test_what_is_opened_is_seen(tmp_path: Path) -> None:
    with touched() as found:
        (tmp_path / "a").write_bytes(b"")
        read_folder(tmp_path)
    assert {event.split()[0] for event in found} == {"open", "os.scandir"}


def test_a_site_is_checked_and_built_without_opening_a_file(base: dict[str, bytes]) -> None:
    content = content_from_memory(base)
    site.check(content)  # what is imported late is imported now
    site.build(content)
    with touched() as found:
        assert site.check(content)[1] == ()
        assert site.build(content).pages
        assert site.export(content)[0]
    assert found == []


def test_each_text_is_parsed_once(base: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []

    def counted(text: str) -> object:
        parsed.append(text)
        return compose(text)

    site.build(content_from_memory(base))  # our own words are read now
    monkeypatch.setattr("hyoka.content.documents.compose", counted)
    municipality = base["municipality.yml"].replace(b'code: "012025"', WITH_A_WARNING)
    content = content_from_memory(base | {"municipality.yml": municipality})
    (problem,) = site.build(content).problems
    assert (problem.rule, problem.excerpt) == ("check_digit", WITH_A_WARNING.decode())
    records = [path for path in base if path.endswith(".yml")]
    assert len(parsed) == len(records) + 1  # the head of the page
    assert max(Counter(parsed).values()) == 1


def test_commits_are_compared_without_a_file_being_written_or_read(city: Path) -> None:
    content = city / "content"
    shutil.rmtree(content)
    content.mkdir()
    compare_sources("HEAD", "HEAD", content, JA, today())  # what is imported late is imported now
    with touched() as found:
        told = as_text(compare_sources("HEAD~1", "HEAD", content, JA, today()), JA)
    assert "大祭り" in told
    assert "files/zu.png" in told
    assert {event.split()[0] for event in found} == {"subprocess.Popen"}
    assert not list(content.iterdir())


ABOVE = {"cli", "mkdocs_plugin"}
"""The commands and the plugin, to which the rule does not apply."""
OPENS = {
    "changes.compared_sources",
    *("content.folder", "files.theme_folder"),
    *("wording.words", "pages.templates"),  # our own files
    *("git", "history.github_links"),  # where the repository lies
    *("files.atomic_write", "files.cache", "files.file_lock", "files.staging"),
    *("search.coded_page", "search.pagefind_engine", "search.index", "report.github"),  # writers
    "changes.review.preview",  # the site that was built
    *(
        "maintenance.withdrawal.local",
        "maintenance.withdrawal.rewrite",
    ),  # what still stands on the disk
}
"""The modules that may take a path on the disk, or open what lies there."""
_DISK = {"glob", "os", "pathlib.Path", "shutil", "tempfile"}
_CALLS = {"open", "read_bytes", "read_text", "scandir", "write_bytes", "write_text"}


def _module(file: Path) -> str:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _touches(file: Path) -> Iterator[str]:
    """What a module has that can open a file; `os.fsdecode` opens none."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in _DISK)
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
            yield from names & _DISK
        elif isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            yield from {name} & _CALLS


def test_below_the_commands_nothing_takes_a_path_or_opens_a_file() -> None:
    found = {_module(file): set(_touches(file)) for file in sorted(PACKAGE.rglob("*.py"))}
    above = {module for module in found if module.partition(".")[0] in ABOVE}
    allowed = OPENS | above
    assert {module: what for module, what in found.items() if what and module not in allowed} == {
        "history.git_log": {"os"},  # to decode what git prints
        "importing.workbook_reader": {"open"},  # a part of what is in memory
        "processes": {"os"},  # for what the machine has
        "progress": {"os", "shutil"},  # for which process it is, and how wide a terminal
    }
    assert {module for module in OPENS if not found[module]} == set()
    assert above
