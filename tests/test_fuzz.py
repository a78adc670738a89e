"""Records that something happened to: the right pages, or problems that can be told. Never more.

Good records are changed as slips of the hand, editors and transfers change them. `--fuzz 10000`
tries so many changed folders, at random; without it a few hundred, always the same ones.
"""

import json
import re
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hyoka.content import read_folder
from hyoka.opendata.files.csv_files import both
from hyoka.opendata.tables import tables
from hyoka.problems import BadRecords, Problem, errors_in, sort_by_severity
from hyoka.report import report
from hyoka.site import build, check
from hyoka.wording import load_language
from tests.building import REAL, ROOT, TOWN

JAPANESE = load_language("ja")
ENGLISH = load_language("en")
FOLDERS = {"base": ROOT / "tests/rules/base", "town": TOWN, "real": REAL}
FEW = {"base": 60, "town": 15, "real": 30}
"""How many of each are tried without `--fuzz`; of the larger, each takes longer."""
PATIENCE = 30
"""Seconds after which a folder is held to be stuck; none takes two."""

Files = dict[str, bytes]
"""The records by their paths."""

# What changes a file: the file's text, what may be put into it, and two numbers that choose where.
Change = Callable[[bytes, bytes, int, int], bytes]


def _cut(text: bytes, piece: bytes, at: int, length: int) -> bytes:  # noqa: ARG001
    start = at % (len(text) + 1)
    return text[:start] + text[start + length % 12 :]


def _put_in(text: bytes, piece: bytes, at: int, length: int) -> bytes:  # noqa: ARG001
    start = at % (len(text) + 1)
    return text[:start] + piece + text[start:]


def _flip(text: bytes, piece: bytes, at: int, bit: int) -> bytes:  # noqa: ARG001
    if not text:
        return text
    start = at % len(text)
    return text[:start] + bytes([text[start] ^ 1 << bit % 8]) + text[start + 1 :]


def _end_early(text: bytes, piece: bytes, at: int, length: int) -> bytes:  # noqa: ARG001
    return text[: at % (len(text) + 1)]


def _leave_out_line(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    lines = _lines(text)
    del lines[at % len(lines)]
    return b"".join(lines)


def _repeat_lines(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    lines = _lines(text)
    start = at % len(lines)
    return b"".join(lines[:start] + lines[start : start + 1 + other % 5] + lines[start:])


def _swap_lines(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    lines = _lines(text)
    one, two = at % len(lines), other % len(lines)
    lines[one], lines[two] = lines[two], lines[one]
    return b"".join(lines)


def _indent(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    lines = _lines(text)
    start = at % len(lines)
    space = [b" ", b"  ", b"\t", b"\xe3\x80\x80", b"\xc2\xa0", b""][other % 6]
    stripped = lines[start].lstrip(b" ")
    kept = lines[start] if other % 4 else stripped
    lines[start] = space + kept
    return b"".join(lines)


def _end_lines(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    lines = _lines(text)
    end = [b"\r\n", b"\r", b"\n\r", b"\xe2\x80\xa8", b"\xc2\x85", b"", b" ", b"\n\n"][other % 8]
    some = lines if other % 3 else lines[at % len(lines) :][:1]
    return b"".join(
        line.rstrip(b"\n") + end if line is some[0] or some is lines else line for line in lines
    )


def _replace_value(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    values = list(re.finditer(rb"(?<=: )\S.*|(?<=- )[^:\n]+$", text, re.MULTILINE))
    if not values:
        return text
    value = values[at % len(values)]
    return text[: value.start()] + piece + text[value.end() :]


def _replace_number(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    numbers = list(re.finditer(rb"(?<=: )-?[0-9.]+$", text, re.MULTILINE))
    if not numbers:
        return text
    number = numbers[at % len(numbers)]
    new = NUMBERS[other % len(NUMBERS)].encode()
    return text[: number.start()] + new + text[number.end() :]


def _replace_words(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    """Another text in place of one, written so that YAML takes it as it is."""
    return _replace_value(text, json.dumps(piece.decode(), ensure_ascii=False).encode(), at, 0)


def _replace_key(text: bytes, piece: bytes, at: int, other: int) -> bytes:
    keys = list(re.finditer(rb"[a-z_]+(?=:)", text))
    if not keys:
        return text
    key, new = keys[at % len(keys)], keys[other % len(keys)]
    return text[: key.start()] + (new[0] if other % 3 else piece) + text[key.end() :]


def _encode_anew(text: bytes, piece: bytes, at: int, other: int) -> bytes:  # noqa: ARG001
    codes = ["cp932", "utf-16", "utf-8-sig", "utf-7", "euc-jp", "utf-32-be"]
    return text.decode("utf-8", "replace").encode(codes[other % 6], "replace")


CHANGES: tuple[Change, ...] = (
    *(_replace_value, _replace_number, _replace_number, _replace_words, _replace_words),
    *(
        _replace_key,
        _put_in,
        _put_in,
        _cut,
        _flip,
        _end_early,
        _leave_out_line,
        _repeat_lines,
        _swap_lines,
    ),
    *(_indent, _end_lines, _encode_anew),
)

SIGNS = [
    *["", " ", "\n", "\t", "　", "\u00a0", "\ufeff", "\u200b", "\u202e", "\u2028", "\u0085", "\0"],
    *[
        "\x07",
        "\x1b[2J",
        "\ufffe",
        "\U0010ffff",
        "か\u3099",
        "𩸽",
        "🎏",
        "&",
        "*",
        "&a ",
        "*a",
        "!",
    ],
    *["{", "}", "[", "]", "|", ">", "%", "@", "`", "#", " #", ":", ": ", "：", "-", "- ", "－ "],
    *[
        "?",
        "? ",
        ",",
        "'",
        '"',
        "\\",
        '"\\x00"',
        '"\\ud800"',
        '"\\uD83D\\uDE00"',
        "<<: *a",
        "---\n",
    ],
    *["...\n", "%YAML 1.1\n", "!!str ", "!!python/object:a ", "{}", "{name}", "{0}", "%s", "<b>"],
    *["{{ name }}", "{% raw %}", "](https://a)", "|-\n  ", ">+\n", "a: b", "- - a", "\n- a\n", "$"],
    *["[" * 40, "{" * 40, "- " * 40, "[" * 20_000, "あ" * 3000, "a" * 200_000],
]
NUMBERS = [
    *["0", "-0", "-0.0", "0.0", "1", "-1", "2", "3", "0.5", "99.95", "100", "1000", "-5", "1.0"],
    *["999999999999999999", "-999999999999999999", "0.000000000000000001", "0.1", "33.333333"],
    *["999999999999999999.999999999999999999", "-0.000000000000000001", "2018", "2019", "1926"],
    *["9" * 25, "9" * 100, "-" + "9" * 100, "10000"],
]
VALUES = [
    *["0", "-0", "-0.0", "00", "007", "1e999", "1e-999", ".nan", "-.inf", "0x1F", "1_000", "12:30"],
    *["9" * 18, "9" * 19, "9" * 400, "9" * 5000, "0." + "0" * 17 + "1", "0." + "1" * 40, "-1"],
    *[
        "999999999999999999.999999999999999999",
        "0.000000000000000001",
        "1.",
        ".5",
        "+5",
        "５５．１",
    ],
    *["true", "True", "yes", "~", "null", "''", '""', "[]", "{}", "[1, a]", "{a: 1}", "[[[]]]"],
    *["2018", "2018-01-01", "H30", "H00", "R0", "S1", "M45", "令和元年", "2200", "1926", "1925"],
    *["2019-02-30", "0001-01-01", "9999-12-31", "R1.7.26", "１", "²", "١٢", "pending", "no_target"],
    *["undisclosed", "higher", "lower", "outcome", "円", "％", "%", "https://a", "javascript:a"],
    *["https://a b", "a", "a-b", "A", "-", "__class__", "years/2018/goal", "years//", "/", "../a"],
    *[
        "|\n    あ\n    い",
        ">\n    あ",
        "'a\n  b'",
        '"\\t"',
        '"\\n"',
        '" "',
        "'<script>'",
        "あ" * 300,
    ],
]


def _lines(text: bytes) -> list[bytes]:
    return text.splitlines(keepends=True) or [b""]


def _read(folder: Path) -> Files:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _values_in(files: Mapping[str, bytes]) -> list[str]:
    """What the records themselves say: in another place it may be wrong in a way of its own."""
    found = re.findall(r": (\S.*)$", "\n".join(t.decode() for t in files.values()), re.MULTILINE)
    return sorted(set(found))


def _changed(files: Files) -> st.SearchStrategy[Files]:
    """The files after one change, or a few; at times one file in place of another."""
    names = sorted(name for name in files if name.endswith(".yml"))
    pieces = st.sampled_from(SIGNS) | st.sampled_from(VALUES) | st.sampled_from(_values_in(files))
    number = st.integers(0, 2**20)
    change = st.tuples(st.sampled_from(CHANGES), st.sampled_from(names), pieces, number, number)
    moved = st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=1)

    def apply(
        changes: list[tuple[Change, str, str, int, int]], moves: list[tuple[str, str]]
    ) -> Files:
        after = dict(files)
        for one, two in moves:
            after[one], after[two] = after[two], after[one]
        for function, name, piece, at, other in changes:
            after[name] = function(after[name], piece.encode(), at, other)
        return after

    one = st.lists(change, min_size=1, max_size=1)
    few = st.lists(change, max_size=4)
    return st.builds(apply, one, st.just([])) | st.builds(apply, one | few, moved)


def _too_long(*_: object) -> None:
    raise TimeoutError(f"it takes more than {PATIENCE} s")


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    """Ends what is done with an error when it takes longer; where there are no alarms, it may."""
    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", FOLDERS)
def test_changed_records_make_a_site_or_problems(
    name: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    files = _read(FOLDERS[name])
    content = tmp_path / "content"
    shutil.copytree(FOLDERS[name], content)
    wanted: int | None = request.config.getoption("--fuzz")
    rules: Counter[str] = Counter()
    folders: Counter[str] = Counter()

    @seed(request.config.getoption("--fuzz-seed"))
    @settings(
        deadline=None,
        max_examples=-(-wanted // len(FOLDERS)) if wanted else FEW[name],
        derandomize=wanted is None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(_changed(files))
    def run(changed: Files) -> None:
        different = [path for path in files if changed[path] != files[path]]
        try:
            for path in different:
                (content / path).write_bytes(changed[path])
            with _no_longer_than(PATIENCE):
                told = _check_all(content)
            rules.update(told)
            folders["bad" if told else "clean"] += 1
        finally:
            for path in different:
                (content / path).write_bytes(files[path])

    run()
    clean = folders["clean"]
    print(f"{name}: {folders.total()} folders, {clean} without a problem; {rules}")  # noqa: T201 - for `make fuzz`


def _check_all(content: Path) -> set[str]:
    """The rules of the problems that were told."""
    _, problems = check(read_folder(content))
    assert problems == sort_by_severity(problems)
    told = report(problems, JAPANESE)
    assert report(problems, ENGLISH).encode()
    assert report(check(read_folder(content))[1], JAPANESE) == told
    assert told.encode()
    for problem in problems:
        _check_problem(problem, content)
    if errors_in(problems):
        with pytest.raises(BadRecords):
            build(read_folder(content))
    else:
        made = build(read_folder(content), files=False)
        assert made.pages
        assert all(page.markdown.encode() for page in made.pages)
        # Of the files only what they are made of: to write workbooks is most of the time.
        assert all(all(both(table)) for table in tables(made.evaluation, JAPANESE))
    return {problem.rule for problem in problems}


def _check_problem(problem: Problem, content: Path) -> None:
    assert JAPANESE.message(problem)
    assert JAPANESE.hint(problem)
    file = content.parent / problem.path
    text = file.read_bytes() if file.is_file() else b""
    assert 1 <= problem.line <= text.count(b"\n") + text.count(b"\r") + 1 or problem.excerpt
    assert problem.column >= 1
    assert problem.length >= 1
    if problem.excerpt:
        # Of a file with a few bytes that are no UTF-8 the rest is read, and a sign shown for each.
        whole = text.decode("utf-8-sig", "surrogateescape").replace("\r\n", "\n")
        whole = re.sub("[\udc80-\udcff]", "\ufffd", whole)
        lines = whole.split("\n" if "\n" in whole else "\r")
        assert problem.excerpt == lines[problem.line - 1]
        assert problem.column <= len(problem.excerpt) + 1
        assert problem.column + problem.length <= len(problem.excerpt) + 2
