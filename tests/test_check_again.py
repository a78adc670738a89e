"""A check of what has not changed tells what the last one found: the very same."""

import datetime
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from hyoka import site
from hyoka.__main__ import main
from hyoka.checks import CheckFindings, find_again
from hyoka.files.cache import FOLDER
from hyoka.model import Records
from hyoka.problems import Problem
from hyoka.report.kept import Found, from_bytes, to_bytes
from tests.git_histories import begin, commit, git
from tests.rule_cases import Case, copy_base, read_cases, rule_names

pytestmark = pytest.mark.usefixtures("cached")

FORMS = (["--format", "text"], ["--format", "json"], ["--format", "github"], ["--language", "en"])
CASES = [case for rule in rule_names() for case in read_cases(rule)[:1]]
"""The first of each rule."""
TYPED = ["--as-of", "2026-11-28"]


class ReadError(Exception):
    """A record was read."""


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called, no record may be read."""

    def fail(*_: object) -> None:
        raise ReadError

    return lambda: monkeypatch.setattr(site, "check", fail)


def checked(content: Path, *arguments: str, **environment: str) -> tuple[int, bytes, bytes]:
    typed = ["check", "--content", str(content), *TYPED, *arguments]
    done = CliRunner().invoke(main, typed, env=environment)
    if isinstance(done.exception, ReadError):
        raise done.exception
    return done.exit_code, done.stdout_bytes, done.stderr_bytes


def kept(content: Path) -> list[Path]:
    return list((content.parent / FOLDER / "check").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_every_rule_is_told_alike_again(
    tmp_path: Path, case: Case, unread: Callable[[], None]
) -> None:
    content = copy_base(tmp_path / "content")
    case.make(content)
    told = [checked(content, *form, "--no-cache") for form in FORMS]
    assert not (tmp_path / FOLDER).exists()
    assert checked(content, *FORMS[0]) == told[0]
    unread()
    assert [checked(content, *form) for form in FORMS] == told
    assert told[0][1]
    assert len(kept(content)) == 1


def test_what_is_right_is_told_alike_again(tmp_path: Path, unread: Callable[[], None]) -> None:
    content = copy_base(tmp_path / "content")
    told = [checked(content, *form, "--no-cache") for form in FORMS]
    assert checked(content)[0] == 0
    unread()
    assert [checked(content, *form) for form in FORMS] == told
    with pytest.raises(ReadError):
        checked(content, "--no-cache")


def test_a_summary_is_written_again(tmp_path: Path, unread: Callable[[], None]) -> None:
    content = copy_base(tmp_path / "content")
    CASES[0].make(content)
    summary = tmp_path / "summary"
    for _ in range(2):
        checked(content, "--format", "github", GITHUB_STEP_SUMMARY=str(summary))
        unread()
    first, second = summary.read_text(encoding="utf-8").split("## ")[1:]
    assert first == second


def _byte(content: Path) -> None:
    file = content / "projects/matsuri.yml"
    file.write_bytes(file.read_bytes() + b"\n")


def _renamed(content: Path) -> None:
    (content / "projects/matsuri.yml").rename(content / "projects/omatsuri.yml")


def _attributes(content: Path) -> None:
    (content / "projects/.gitattributes").write_bytes(b"")


def _link(content: Path) -> None:
    file = content / "projects/matsuri.yml"
    file.rename(content.parent / "matsuri.yml")
    file.symlink_to(content.parent / "matsuri.yml")


def _asset(content: Path) -> None:
    (content.parent / "theme/assets").mkdir(parents=True)
    (content.parent / "theme/assets/zu.png").write_bytes(b"")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a byte": _byte,
    "a file renamed": _renamed,
    "a file gone": lambda content: (content / "projects/matsuri.yml").unlink(),
    "a record more": lambda content: shutil.copy(
        content / "projects/matsuri.yml", content / "projects/odori.yml"
    ),
    "an empty file more": lambda content: (content / "zu.png").write_bytes(b""),
    "a page more": lambda content: (content / "a.md").write_bytes(b"# a\n"),
    "a hidden file that git obeys": _attributes,
    "a link in place of a file": _link,
    "a file of the theme": _asset,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_checked(
    tmp_path: Path, change: str, unread: Callable[[], None]
) -> None:
    content = copy_base(tmp_path / "content")
    before = checked(content)
    CHANGES[change](content)
    fresh = checked(content, "--no-cache")
    assert checked(content) == fresh
    assert before[0] == 0
    assert len(kept(content)) == 1, "no more than the last one is kept"
    unread()
    assert checked(content) == fresh


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [(["--as-of", "2026-11-29"], {}), ([], {"SITE_URL": "https://city.example/"})],
)
def test_another_day_or_address_is_checked(
    tmp_path: Path, arguments: list[str], environment: dict[str, str], unread: Callable[[], None]
) -> None:
    content = copy_base(tmp_path / "content")
    checked(content)
    unread()
    with pytest.raises(ReadError):
        checked(content, *arguments, **environment)


def test_another_hyoka_checks(
    tmp_path: Path, unread: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = copy_base(tmp_path / "content")
    checked(content)
    unread()
    monkeypatch.setattr("hyoka.cli.kept_checks.digest_of_hyoka", lambda: "another")
    with pytest.raises(ReadError):
        checked(content)


def test_a_folder_by_another_name_is_checked(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    CASES[0].make(content)
    checked(content)
    other = content.rename(tmp_path / "records")
    assert b"records/" in checked(other)[1]
    assert checked(other) == checked(other, "--no-cache")


def test_a_result_that_git_brings_is_not_believed(tmp_path: Path) -> None:
    """A proposal holds an error, and what says that there is none."""
    city = begin(tmp_path / "city")
    content = copy_base(city / "content")
    clean = checked(content)
    (result,) = kept(content)
    data, told = result.read_bytes(), to_bytes(Found((), 12))
    assert data.endswith(to_bytes(from_bytes(data[32:]) or Found((), 0)))
    case = next(case for case in CASES if case.rule == "unknown_key")
    case.make(content)
    bad = checked(content)
    (result,) = kept(content)
    result.write_bytes(result.read_bytes()[:32] + told)
    git(city, "add", "-f", ".cache")
    commit(city, "2026-01-01")
    assert checked(content) == bad != clean
    git(city, "checkout", "-q", ".")
    assert checked(content) == bad
    git(tmp_path, "clone", "-q", str(city), "clone")
    assert checked(tmp_path / "clone/content") == bad


def test_a_review_takes_what_a_check_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    city = begin(tmp_path / "city")
    content = copy_base(city / "content")
    (content / "files").mkdir()
    (content / "files/zu.png").write_bytes(b"")
    commit(city, "2026-01-01")
    name = content / "projects/matsuri.yml"
    name.write_bytes(name.read_bytes().replace("祭り".encode(), "大祭り".encode()))
    looked: list[object] = []

    def noted(records: Records, day: datetime.date, last: CheckFindings | None) -> CheckFindings:
        looked.append(records)
        return find_again(records, day, last)

    monkeypatch.setattr(site, "find_again", noted)
    output = tmp_path / "review.json"
    typed = ["review", "HEAD", "--content", str(content), "--output", str(output), *TYPED]
    told = []
    for expected in (2, 1):
        looked.clear()
        assert CliRunner().invoke(main, typed).exit_code == 0
        assert len(looked) == expected
        told.append(output.read_bytes())
    shutil.rmtree(city / ".cache")
    checked(content)
    looked.clear()
    assert CliRunner().invoke(main, typed).exit_code == 0
    assert len(looked) == 1, "what the present records are is looked at alone"
    assert told[0] == told[1] == output.read_bytes()
    assert "大祭り".encode() in told[0]


@pytest.mark.parametrize("data", [b"", b"x" * 100, b"[0, []]"])
def test_a_broken_result_is_written_anew(
    tmp_path: Path, data: bytes, unread: Callable[[], None]
) -> None:
    content = copy_base(tmp_path / "content")
    CASES[0].make(content)
    bad = checked(content)
    (result,) = kept(content)
    result.write_bytes(data)
    assert checked(content) == bad
    unread()
    assert checked(content) == bad


def test_where_nothing_can_be_kept_the_check_is_the_same(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_bytes(b"")
    content = copy_base(tmp_path / "content")
    assert checked(content) == checked(content) == checked(content, "--no-cache")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inside: st.lists(inside, max_size=9) | st.dictionaries(st.text(max_size=3), inside),
)
PROBLEMS = st.builds(
    Problem,
    *(st.text(), st.integers(1), st.integers(1), st.text(), st.tuples(st.text() | st.integers(0))),
    *(st.dictionaries(st.text(), st.text()), st.text(), st.integers(1)),
)


NAMES = st.none() | st.dictionaries(st.text(), st.text())


@given(st.builds(Found, st.lists(PROBLEMS).map(tuple), st.integers(0), NAMES))
def test_what_is_kept_is_what_was_found(found: Found) -> None:
    read = from_bytes(to_bytes(found))
    assert read is not None
    assert repr(read) == repr(found)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_of_anything_else_nothing_is_made(data: bytes) -> None:
    found = from_bytes(data)
    assert found is None or json.loads(to_bytes(found)) == json.loads(data)


@pytest.mark.parametrize(
    "problem",
    [
        ["a.yml", 1, 1, "empty", [], {}, ""],
        ["a.yml", 1, 1, "empty", [], {}, "", 1, 1],
        ["a.yml", "1", 1, "empty", [], {}, "", 1],
        ["a.yml", 1, 1, "empty", [None], {}, "", 1],
        ["a.yml", 1, 1, "empty", [], {"a": 1}, "", 1],
        {},
    ],
)
def test_of_what_is_no_problem_none_is_made(problem: object) -> None:
    assert from_bytes(json.dumps([1, [problem]]).encode()) is None


@pytest.mark.parametrize("rule", ["", "unknown_key"])
def test_told_again_it_waits_for_nothing_that_reads_records(tmp_path: Path, rule: str) -> None:
    content = copy_base(tmp_path / "content")
    for case in (case for case in CASES if case.rule == rule):
        case.make(content)
    checked(content)
    code = (
        "import atexit, sys\n"
        "heavy = ('pydantic', 'markdown', 'jinja2', 'justhtml', 'hyoka.model', 'hyoka.site')\n"
        "atexit.register(lambda: print([m for m in heavy if m in sys.modules], file=sys.stderr))\n"
        "from hyoka.__main__ import main\n"
        f"main(['check', '--content', {str(content)!r}, '--as-of', '2026-11-28'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "[]\n"
