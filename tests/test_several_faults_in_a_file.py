"""A sign that no record may hold costs one message: the rest of its file is told as well."""

from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.content.records import read_records
from tests.rule_cases import copy_base

BAD_ABOVE = "name: 祭り支援事業\npolicyy: machi\n"
BAD_BELOW = """\
years:
  - fiscal_year: 二千
    document: r1-hyoka
    settlement: 1
foo: 1
"""
ABOVE = [("misspelt_key", 2)]


def below(line: int) -> list[tuple[str, int]]:
    """What is wrong with `BAD_BELOW` where it begins on this line."""
    return [("fiscal_year", line + 1), ("unknown_key", line + 4)]


def told(tmp_path: Path, raw: bytes) -> list[tuple[str, int]]:
    """The rules of the errors in a project's file, and their lines."""
    content = copy_base(tmp_path / "content")
    (content / "projects/matsuri.yml").write_bytes(raw)
    problems = read_records(read_folder(content)).problems
    return [(p.rule, p.line) for p in problems if p.path.endswith("matsuri.yml")]


@pytest.mark.parametrize(
    ("between", "rules"),
    [
        ("division: ま\x07ち課\n", ["control_character"]),
        ("division: \u202eまち課\u202c\n", ["control_character", "control_character"]),
        ("# 注\u2028division: 課\n", ["control_character"]),
        ("# 注\rdivision: 課\n", ["control_character"]),
        ("division: まち課\x85bunrui: 1\n", ["control_character"]),
        ("division: まち課\u200f\n", ["control_character"]),
        ("divi\u200esion: まち課\n", ["control_character"]),
        ("\u2066division: まち課\n", ["control_character"]),
        ("division: まち課\x1b#1\n", ["control_character"]),
        ("\x00\n", ["control_character"]),
        ("\x00# 注\n", ["control_character"]),
        ("division: 課\U000e0041\U000e0042\n", ["control_character"]),
        ("=======\n", ["conflict"]),
        ("<<<<<<< a\ndivision: い課\n=======\ndivision: ろ課\nfoo: 1\n>>>>>>> b\n", ["conflict"]),
        ("<<<<<<< a\n=======\ndivision: ろ課\n>>>>>>> b\n", ["conflict"]),
        ("<<<<<<< a\nx: '\n||||||| c\ny: 1\n=======\ndivision: ろ課\n>>>>>>> b\n", ["conflict"]),
        (f"division: {'[' * 40}{']' * 40}\n# {'[ ' * 30}\n", ["too_deep"]),
        (f"division: {'{a: ' * 40}1{'}' * 40}\n# {'[ ' * 30}\n", ["too_deep"]),
        (f"{'- ' * 40}a\n", ["indentation"]),
    ],
)
def test_the_errors_around_a_bad_sign_are_told(
    between: str, rules: list[str], tmp_path: Path
) -> None:
    text = f"{BAD_ABOVE}{between}{BAD_BELOW}"
    expected = [*ABOVE, *((rule, 3) for rule in rules), *below(3 + between.count("\n"))]
    assert told(tmp_path, text.encode()) == expected


def test_a_byte_that_is_no_utf_8_is_told_at_its_place(tmp_path: Path) -> None:
    for between in (b"division: \xe3\x81\n", b"# \x83\n", b"divi\xffsion: 1\n"):
        folder = tmp_path / between.hex()
        found = told(folder, BAD_ABOVE.encode() + between + BAD_BELOW.encode())
        assert found == [*ABOVE, ("encoding", 3), *below(4)], between


@pytest.mark.parametrize("encoding", ["cp932", "euc-jp", "utf-16"])
def test_a_file_in_another_encoding_is_told_once(encoding: str, tmp_path: Path) -> None:
    found = told(tmp_path, f"{BAD_ABOVE}{BAD_BELOW}".encode(encoding))
    assert found == [("encoding", 1)]


def test_of_two_documents_the_first_is_read(tmp_path: Path) -> None:
    text = f"{BAD_ABOVE}{BAD_BELOW}---\nname: 別の事業\nfoo: 1\n"
    assert told(tmp_path, text.encode()) == [*ABOVE, *below(3), ("two_documents", 8)]


def test_what_stands_in_the_other_document_is_not_missing(tmp_path: Path) -> None:
    assert told(tmp_path, "policy: machi\n---\nname: 祭り\n".encode()) == [("two_documents", 2)]


def test_every_tab_is_told_and_the_lines_with_them_are_read(tmp_path: Path) -> None:
    text = f"{BAD_ABOVE}{BAD_BELOW}".replace("  - ", "\t- ").replace("    ", "\t  ")
    found = told(tmp_path, text.encode())
    tabs = [("tab", line) for line in (4, 5, 6)]
    assert found == sorted([*ABOVE, *tabs, *below(3)], key=lambda one: (one[1], one[0] != "tab"))


def test_a_tab_hides_no_other_line(tmp_path: Path) -> None:
    text = f"{BAD_ABOVE}\tdivision: まち課\n{BAD_BELOW}"
    assert told(tmp_path, text.encode()) == [*ABOVE, ("tab", 3), *below(4)]


def test_no_more_bad_signs_are_told_than_other_errors(tmp_path: Path) -> None:
    found = told(tmp_path, ("name: 祭り\n" + "# a\x07b" * 500).encode())
    assert 100 <= len(found) <= 102


def test_bad_signs_of_all_kinds_stand_together(tmp_path: Path) -> None:
    between = "# \u2028\ndivision: a\x07b\n=======\npolicy: 'x' y\n"
    found = told(tmp_path, (BAD_ABOVE + between + BAD_BELOW).encode())
    assert found == [
        *ABOVE,
        *[("control_character", 3), ("control_character", 4), ("conflict", 5), ("after_quote", 6)],
        *below(7),
    ]
