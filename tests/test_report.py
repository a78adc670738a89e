"""Problems as text. The texts themselves stand in `bad/`, see test_records.py."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.language import load_language
from generator.problems import BadRecords, Problem
from generator.report import report, tell, width

JAPANESE = load_language("ja")


def _told(excerpt: str, column: int, length: int, line: int = 3) -> tuple[str, str]:
    """The line as it is shown, and the marks below it."""
    problem = Problem("content/a.yml", line, column, "blank", (), {}, excerpt, length)
    _, _, shown, marks, _ = tell(problem, JAPANESE).split("\n")
    assert shown.startswith(f"{line} | ")
    assert marks.startswith(" " * len(str(line)) + " | ")
    return shown.split(" | ", 1)[1], marks.split(" | ", 1)[1]


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    place = ("years", 0, "indicators", 1, "actual")
    values = {"got": "４６"}
    problem = Problem("content/a.yml", 12, 17, "number", place, values, "        actual: ４６", 2)
    assert JAPANESE.place(place) == "years → 1番目 → indicators → 2番目 → actual"
    assert tell(problem, JAPANESE).split("\n") == [
        f"エラー[number] {JAPANESE.place(place)}: 「４６」は数値として読めません。",
        "   --> content/a.yml:12:17",
        "12 |         actual: ４６",
        "   |                 ^^^^",
        f"   = 直し方: {JAPANESE.hint(problem)}",
    ]


def test_a_problem_without_a_line_shows_none() -> None:
    problem = Problem("content/a.yml", 1, 1, "link")
    assert tell(problem, JAPANESE).split("\n") == [
        "エラー[link] シンボリックリンクは記録として読めません。",
        "  --> content/a.yml:1:1",
        "  = 直し方: ファイルそのものを置いてください。",
    ]


def test_the_report_ends_with_the_number_of_problems() -> None:
    problems = [Problem("content/a.yml", n, 1, "link") for n in (1, 2)]
    text = report(problems, JAPANESE)
    assert text.endswith("。\n\nエラーが2件あります。サイトは作りません。")
    assert text.count("エラー[link]") == 2


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        *[("", 0), ("abc", 3), ("あいう", 6), ("ＡＢ", 4), ("ｱｲ", 2), ("％%", 3), ("→", 1)],
        *[("が", 2), ("か\u3099", 2), ("e\u0301", 1), ("𩸽", 2), ("🎏", 2), ("　", 2), ("…", 1)],
    ],
)
def test_the_width_of_a_text_on_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("excerpt", "column", "length", "marks"),
    [
        ("name: 長い題", 7, 3, "      ^^^^^^"),
        ("名前: x", 5, 1, "      ^"),
        ("ｶﾅ: １", 5, 1, "    ^^"),
        ("か\u3099: x", 5, 1, "    ^"),
        ("𩸽: x", 4, 1, "    ^"),
        ("\ta: b", 1, 1, "^"),
        ("\ta: b", 2, 1, " ^"),
        ("a:", 3, 1, "  ^"),
    ],
)
def test_the_marks_stand_under_what_is_meant(
    excerpt: str, column: int, length: int, marks: str
) -> None:
    assert _told(excerpt, column, length) == (excerpt.replace("\t", " "), marks)


def test_a_long_line_is_cut_so_that_its_marks_stay_under_it() -> None:
    shown, marks = _told("a: " + "あ" * 300 + "＃" + "い" * 300, 304, 1)
    assert shown == "…" + "あ" * 20 + "＃" + "い" * 10 + "…"
    assert marks == " " * 41 + "^^"


def test_what_is_meant_is_cut_too_when_it_is_long() -> None:
    shown, marks = _told("a: " + "あ" * 300, 4, 300)
    assert shown == "a: " + "あ" * 30 + "…"
    assert marks == "   " + "^" * 60


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
        lambda text: len(text.splitlines()) == 1
    ),
    st.data(),
)
@settings(deadline=None, derandomize=True)
def test_no_line_is_too_long_or_commands_the_terminal(excerpt: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(excerpt)))
    length = data.draw(st.integers(1, len(excerpt) - column + 1))
    shown, marks = _told(excerpt, column, length)
    assert width(shown) <= 130
    assert marks.strip(" ").strip("^") == ""
    assert marks.count("^") >= 1
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)


def test_a_file_name_cannot_command_the_terminal() -> None:
    problem = Problem("content/\x1b[2Ja\n.yml", 1, 1, "unknown_file")
    assert "\x1b" not in tell(problem, JAPANESE)
    assert tell(problem, JAPANESE).count("\n") == 2


def test_problems_are_sorted_by_path_and_place() -> None:
    places = [("b.yml", 1, 1), ("a.yml", 10, 1), ("a.yml", 9, 2), ("a.yml", 9, 1)]
    problems = sorted(Problem(path, line, column, "link") for path, line, column in places)
    assert [(p.path, p.line, p.column) for p in problems] == sorted(places)


def test_bad_records_carry_every_problem() -> None:
    problems = (Problem("a.yml", 1, 1, "link"), Problem("b.yml", 1, 1, "link"))
    assert BadRecords(problems).problems == problems
    assert str(BadRecords(problems)) == "2 problems"
