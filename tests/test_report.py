"""Problems as text, on GitHub and as JSON. The texts stand in `rules/`, see test_records.py."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.problems import BadRecords, Problem
from hyoka.report import annotations, as_json, report, summary, tell, tell_first
from hyoka.terminal import width
from hyoka.wording import load_language

JAPANESE = load_language("ja")
ENGLISH = load_language("en")


def _told(excerpt: str, column: int, length: int, line: int = 3) -> tuple[str, str]:
    """The line as it is shown, and the marks below it."""
    problem = Problem("content/a.yml", line, column, "blank", (), {}, excerpt, length)
    _, _, shown, marks, _ = tell(problem, JAPANESE).split("\n")
    assert shown.startswith(f"{line} | ")
    assert marks.startswith(" " * len(str(line)) + " | ")
    return shown.split(" | ", 1)[1], marks.split(" | ", 1)[1]


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    place = ("years", 0, "indicators", 1, "actual")
    values = {"got": "４６", "kind": "text"}
    problem = Problem("content/a.yml", 12, 17, "number", place, values, "        actual: ４６", 2)
    assert JAPANESE.place(place) == "years → 1番目 → indicators → 2番目 → actual"
    assert tell(problem, JAPANESE).split("\n") == [
        f"エラー[number] {JAPANESE.place(place)}: 数値を書くところに文字「４６」があります。",
        "   --> content/a.yml:12:17",
        "12 |         actual: ４６",
        "   |                 ^^^^",
        f"   = 直し方: {JAPANESE.hint(problem)}",
    ]


def test_a_problem_without_a_line_shows_none() -> None:
    problem = Problem("content/a.yml", 1, 1, "link")
    assert tell(problem, JAPANESE).split("\n") == [
        "エラー[link] シンボリックリンクは読めません。",
        "  --> content/a.yml:1:1",
        "  = 直し方: ファイルそのものを置いてください。",
    ]


def test_of_many_problems_the_first_hundred_are_told() -> None:
    problems = [Problem("content/a.yml", n, 1, "link") for n in range(1, 103)]
    first, more = tell_first(problems[:100], JAPANESE), tell_first(problems, JAPANESE)
    assert first == [tell(problem, JAPANESE) for problem in problems[:100]]
    assert more == [*first, "ほかに2件あります。"]


def test_the_report_ends_with_the_number_of_problems() -> None:
    problems = [Problem("content/a.yml", n, 1, "link") for n in (1, 2)]
    text = report(problems, JAPANESE)
    assert text.endswith("。\n\nエラーが2件あります。サイトは作りません。")
    assert text.count("エラー[link]") == 2


def test_every_severity_is_counted_and_only_errors_stop_the_site() -> None:
    rules = ("link", "check_digit", "check_digit", "line_ends")
    problems = [Problem("content/a.yml", 1, 1, rule, (), CODE) for rule in rules]
    assert report(problems, JAPANESE).endswith(
        "エラーが1件、警告が2件、お知らせが1件あります。サイトは作りません。"
    )
    assert report(problems[1:3], JAPANESE).endswith("。\n\n警告が2件あります。")
    assert report(problems, ENGLISH).endswith(
        "Found errors: 1, warnings: 2, notices: 1. No site is made."
    )


CODE = {"code": "012052", "digit": "2", "right": "0"}


# On GitHub.


def _problem(rule: str, line: int = 1) -> Problem:
    values = {"got": "100%, or\r\n::error::x", "kind": "text", **CODE}
    return Problem("content/a,b:c.yml", line, 5, rule, ("years", 0), values, "a: b", 3)


def test_an_annotation_is_escaped_as_the_runner_reads_it() -> None:
    told = annotations([_problem("number", 7)], ENGLISH, "town")
    assert told == (
        "::error file=town/content/a%2Cb%3Ac.yml,line=7,col=5,endColumn=8,"
        "title=error[number] years → no. 1"
        "::There is the text “100%25, or� ::error::x” where a number is expected."
        "%0Ato mend it: Write ASCII digits only, without thousands separators, units or quotation"
        " marks. Minus is an ASCII “-” (55.1, 0.5, -3, 9929)."
    )


def test_severities_are_commands_of_the_runner() -> None:
    problems = [_problem(rule) for rule in ("link", "check_digit", "line_ends")]
    told = annotations(problems, JAPANESE, ".")
    commands = [line.split(" ")[0] for line in told.split("\n")]
    assert commands == ["::error", "::warning", "::notice"]


def test_the_first_ten_are_annotations_and_the_summary_has_all() -> None:
    problems = [_problem("link", line) for line in range(1, 26)]
    told = annotations(problems, JAPANESE, ".")
    assert [f"line={line}," in told for line in (1, 10, 11)] == [True, True, False]
    whole = summary(problems, JAPANESE)
    assert whole.startswith("## 記録の確認\n\nエラーが25件あります。")
    assert whole.count("```text\n") == whole.count("\n```\n") == 25


def test_a_summary_is_no_larger_than_github_takes() -> None:
    problems = [_problem("link", line) for line in range(1, 20_001)]
    whole = summary(problems, JAPANESE)
    assert 800_000 < len(whole.encode()) < 1_048_576
    assert int(whole.split("ほかに")[1].split("件")[0]) + whole.count("```text\n") == 20_000


# As JSON.


def test_json_has_every_problem_and_the_counts() -> None:
    problems = [_problem("number", 7), _problem("check_digit")]
    read = json.loads(as_json(problems, ENGLISH, 12))
    assert list(read) == ["problems", "counts", "files"]
    assert read["counts"] == {"error": 1, "warning": 1, "notice": 0}
    assert read["files"] == 12
    first = read["problems"][0]
    keys = ["path", "line", "column", "length", "severity", "rule", "place", "message", "hint"]
    assert list(first) == keys
    assert [first[key] for key in keys[:7]] == [
        *("content/a,b:c.yml", 7, 5, 3, "error", "number", ["years", 0])
    ]
    assert json.loads(as_json([], JAPANESE, 0))["problems"] == []


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
