"""One YAML file into plain data, with the place of every value.

What is wrong with a file is told in `rules/`, see test_records.py.
"""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hyoka.content.content import MAX_BYTES, entry_of
from hyoka.content.documents import (
    YamlDocument,
    examine_text,
    parse_document,
    read_document,
    read_words,
)
from hyoka.content.folder import read_file
from hyoka.content.positions import Span, lines_of
from hyoka.content.text import page_text
from hyoka.content.yaml_reader import MAX_DEPTH
from hyoka.problems import Problem

PATIENT = settings(deadline=None, derandomize=True)


def _read(text: str) -> YamlDocument:
    document = parse_document(text, "a.yml")
    assert isinstance(document, YamlDocument), document
    return document


def _problems(text: str) -> list[Problem]:
    found = parse_document(text, "a.yml")
    assert isinstance(found, tuple)
    return list(found)


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1e", "\r"])
def test_a_line_end_that_no_editor_shows_is_refused_on_its_line(end: str) -> None:
    """What follows one would be read as a value, and look like the rest of a comment."""
    text = f"a: あ\nb: い # 未記入{end}c: 1\nd: う\n"
    for lines in (text, text.replace("\n", "\r\n"), f"\ufeff{text}"):
        (problem,) = _problems(lines)
        assert (problem.rule, problem.line, problem.column) == ("control_character", 2, 11)
        assert problem.excerpt == f"b: い # 未記入{end}c: 1"
        assert problem.values == {"code": f"U+{ord(end):04X}"}


@pytest.mark.parametrize("escape", ["L", "P", "N", "r", "u2028", "u2029", "v", "f"])
def test_an_escaped_line_end_is_refused_too(escape: str) -> None:
    (problem,) = _problems(f'a: い\nb: "あ\\{escape}う"\n')
    assert (problem.rule, problem.line) == ("control_character", 2)


def test_a_text_of_an_old_mac_is_read_by_its_own_lines() -> None:
    document = parse_document("a: い\rb: う\rb: え\r", "a.yml")
    assert isinstance(document, tuple)
    assert [(problem.rule, problem.line) for problem in document] == [("duplicate_key", 3)]


def test_a_page_by_hand_has_no_hidden_line_end_either() -> None:
    for end in ("\u2028", "\u2029", "\x85", "\r"):
        found = page_text(entry_of("a.md", f"# あ\n\n一{end}二\n".encode()), "a.md")
        assert isinstance(found, tuple)
        assert [(problem.rule, problem.line) for problem in found] == [("control_character", 3)]


@pytest.mark.parametrize("sign", ["[", "{"])
def test_a_bracket_at_the_end_is_told(sign: str) -> None:
    (problem,) = _problems(f"a: あ\nb: {sign}\n")
    assert (problem.rule, problem.line, problem.column) == ("bracket", 2, 4)
    assert problem.values["sign"] == sign


def test_a_slip_is_not_seen_in_a_text_above() -> None:
    (problem,) = _problems("a:\n  text: |\n    　一つめの段落。\n    　二つめの段落。\n b: い\n")
    assert (problem.rule, problem.line) == ("indentation", 5)


def test_every_slip_above_the_line_is_told() -> None:
    problems = _problems("a_key：い\n\nb:ろ\n-c\nd: に\n")
    assert [(problem.rule, problem.line) for problem in sorted(problems)] == [
        *[("colon_wide", 1), ("colon_space", 3), ("dash_space", 4)]
    ]


# Values.


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        *[("65.0", Decimal("65.0")), ("-0.10", Decimal("-0.10")), ("0", 0), ("-3", -3)],
        *[("9929", 9929), ("true", True), ("false", False), ("'65.0'", "65.0"), ('"3"', "3")],
        *[("True", "True"), ("yes", "yes"), ("no", "no"), ("on", "on"), ("NULL", "NULL")],
        *[("007", "007"), ("+5", "+5"), ("65.", "65."), (".5", ".5"), ("1e3", "1e3")],
        *[(".nan", ".nan"), (".inf", ".inf"), ("0x1F", "0x1F"), ("0o17", "0o17")],
        *[("1_000", "1_000"), ("12:30", "12:30"), ("９", "９"), ("١٢", "١٢"), ("2³", "2³")],
        *[("2019-07-26", "2019-07-26"), ("9,929", "9,929"), ("--3", "--3"), ("''", "")],
        *[("[]", ()), ("[1, 'a']", (1, "a")), ("{}", {})],
    ],
)
def test_only_plain_numbers_and_true_and_false_are_not_text(typed: str, value: object) -> None:
    data = _read(f"a: {typed}\n").data
    assert data == {"a": value}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(value)
    assert str(data["a"]) == str(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
@PATIENT
def test_a_number_keeps_its_digits(number: Decimal) -> None:
    assert str(_read(f"{number:f}").data) == f"{number:f}"


@pytest.mark.parametrize("digits", [4301, 100_000])
def test_a_number_longer_than_python_reads_is_still_data(digits: int) -> None:
    assert isinstance(_read("a: " + "7" * digits).data, dict)


def test_keys_are_text() -> None:
    assert _read("2018: a\ntrue: b\n1.0: c\n").data == {"2018": "a", "true": "b", "1.0": "c"}


def test_a_block_keeps_its_lines() -> None:
    assert _read("a: |\n  一\n\n  二 #3\nb: >\n  三\n").data == {"a": "一\n\n二 #3\n", "b": "三\n"}


# Places.

TOWN = """\
name: 見本市
decimals:
  share: 1
documents:
  - id: a
    title: 題
  - id: b
    titel: 長い題
"""


@pytest.mark.parametrize(
    ("place", "at_key", "span"),
    [
        ((), False, Span(1, 1, 1)),
        (("name",), False, Span(1, 7, 3)),
        (("name",), True, Span(1, 1, 4)),
        (("decimals",), False, Span(2, 1, 8)),
        (("decimals", "share"), False, Span(3, 10, 1)),
        (("decimals", "rate"), True, Span(2, 1, 8)),
        (("documents", 1, "titel"), True, Span(8, 5, 5)),
        (("documents", 1, "titel"), False, Span(8, 12, 3)),
        (("documents", 1), True, Span(7, 5, 1)),
        (("documents", 7), False, Span(4, 1, 9)),
        (("nothing",), False, Span(1, 1, 1)),
    ],
)
def test_a_value_is_found_or_its_nearest_holder(
    place: tuple[str | int, ...], *, at_key: bool, span: Span
) -> None:
    assert _read(TOWN).locate(place, at_key=at_key) == span


def test_a_problem_shows_the_line_as_it_stands() -> None:
    problem = _read(TOWN).problem("text", ("documents", 1, "titel"), {"got": "長い題"})
    assert (problem.path, problem.line, problem.column, problem.length) == ("a.yml", 8, 12, 3)
    assert problem.excerpt == "    titel: 長い題"


def test_characters_outside_the_first_plane_count_once() -> None:
    (problem,) = _problems("a: 𩸽𩸽 #1\n")
    assert (problem.rule, problem.column) == ("comment", 7)


def test_lines_are_counted_as_git_counts_them() -> None:
    (problem,) = _problems("a: い\r\nb: 1\r\nb: 2\r\n")
    assert (problem.rule, problem.line, problem.excerpt) == ("duplicate_key", 3, "b: 2")


# What could do harm.


@pytest.mark.parametrize(
    "text",
    [
        *["[" * 100_000, "{" * 100_000, "- " * 100_000, "? " * 20_000, "a: " + "[" * 100_000],
        *["[" * 60 + "]" * 60, "[\n" * 20_000, "\n".join(" " * n + "a:" for n in range(600))],
        *["{a: " * 50_000, "- - ? " * 9_000, "\n".join("  " * n + "- a:" for n in range(300))],
    ],
)
def test_no_depth_ends_the_process(text: str) -> None:
    found = parse_document(text, "a.yml")
    if isinstance(found, tuple):
        assert {problem.rule for problem in found} <= {"too_deep", "blank", "bracket"}


def test_the_limit_of_depth_is_far_from_any_record() -> None:
    assert MAX_DEPTH == 32
    deep = "[" * 31 + "]" * 31
    assert isinstance(parse_document(f"a: {deep}\nb: [{'[],' * 60}]\n", "a.yml"), YamlDocument)


def test_aliases_never_expand() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    problems = _problems("\n".join(lines))
    assert {problem.rule for problem in problems} == {"sign"}
    assert len(problems) == 12


def test_an_anchor_that_holds_itself_is_refused() -> None:
    assert [problem.rule for problem in _problems("a: &a [*a]\n")] == ["sign"]


def test_a_merge_key_is_refused_unless_it_is_quoted() -> None:
    assert [problem.rule for problem in _problems("<<: {a: 1}\n")] == ["merge_key"]
    assert _read("'<<': 1\n").data == {"<<": 1}


@pytest.mark.parametrize("code", [0x00, 0x08, 0x0B, 0x1B, 0x7F, 0x85, 0x9F, 0xFDD0, 0xFFFE, 0xFFFF])
def test_control_characters_are_refused_wherever_they_come_from(code: int) -> None:
    for text in (f"a: い{chr(code)}\n", f'a: "\\u{code:04x}"\n', f'"\\u{code:04x}": い\n'):
        (problem,) = _problems(text)
        assert problem.rule == "control_character", repr(text)
        assert problem.values["code"] == f"U+{code:04X}"


@given(st.text())
@example("a: |\n")
@example("{あ: }")
@example("? ")
@example("!")
@example('a: "\\N"')
@example("\ufeff\ufeffa")
@settings(PATIENT, max_examples=400)
def test_any_text_is_data_or_told(text: str) -> None:
    found = parse_document(text, "a.yml")
    if isinstance(found, tuple):
        assert found
        for problem in found:
            assert problem.line >= 1
            assert problem.column >= 1
            assert problem.length >= 1


_PIECES = ["a", ": ", ":", "\n", "  ", "- ", "-", "'", '"', "[", "]", "{", "}", ",", "#", "&", "*"]
_PIECES += [
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "?",
    "\t",
    "\\",
    "あ",
    "　",
    "1",
    ".",
    "~",
    "---\n",
    "...",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
@settings(PATIENT, max_examples=1500)
def test_any_text_of_signs_is_data_or_told(text: str) -> None:
    found = parse_document(text, "a.yml")
    if isinstance(found, tuple):
        lines = lines_of(text)
        for problem in found:
            assert problem.excerpt == lines[problem.line - 1]
            assert problem.column <= len(problem.excerpt) + 1


# Files.


def test_a_file_is_refused_unread_when_it_is_too_large(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    with file.open("wb") as sparse:
        os.truncate(sparse.fileno(), MAX_BYTES + 1)
    assert read_file(file).data is None
    found = read_document(read_file(file), "a.yml")
    assert isinstance(found, tuple)
    assert [problem.rule for problem in found] == ["too_large"]
    file.write_bytes(b"a: |\n  " + b"a" * (MAX_BYTES - 8) + b"\n")
    assert isinstance(read_document(read_file(file), "a.yml"), YamlDocument)


def test_the_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"name: a\n" + "所沢".encode("cp932"))
    found = read_document(read_file(tmp_path / "a.yml"), "a.yml")
    assert isinstance(found, tuple)
    assert [(problem.rule, problem.line) for problem in found] == [("encoding", 2)]


def test_words_of_our_own_are_read_or_a_bug() -> None:
    assert read_words("a: い\n".encode(), "ja.yml") == {"a": "い"}
    with pytest.raises(ValueError, match="quote"):
        read_words("a: 'い\n".encode(), "ja.yml")


@pytest.mark.parametrize("text", ["a: {b: 1:3}\n", "- [1:3]\n", "a: [http://x.example/]\n"])
def test_a_colon_between_brackets_is_told_as_one(text: str) -> None:
    found = examine_text(text, "a.yml").problems[0]
    assert found.rule == "colon"
    assert text[found.column - 1] == ":"
