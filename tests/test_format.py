"""The canonical form: what it looks like, that it is one, and that it changes nothing."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.__main__ import main
from hyoka.authoring.format import canonical, comments, end_of
from hyoka.content.documents import YamlDocument, parse_document
from tests.building import REAL, TOWN
from tools.demo import write_demo

PATIENT = settings(deadline=None, derandomize=True, max_examples=400)


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def parsed(text: str) -> YamlDocument:
    document = parse_document(text, "record.yml")
    assert isinstance(document, YamlDocument), (text, document)
    return document


def formatted(text: str) -> str:
    return canonical(parsed(text))


# What it looks like.


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("a:   1\n", "a: 1\n"),
        ("a: 1", "a: 1\n"),
        ("a: 1   \n\n\n", "a: 1\n"),
        ("\n\na: 1\n", "a: 1\n"),
        ("a: 1\n\n\n\nb: 2\n", "a: 1\n\nb: 2\n"),
        ("---\na: 1\n...\n", "a: 1\n"),
        ("--- # だれの記録か\na: 1\n", "# だれの記録か\na: 1\n"),
        ("a :\n    b: 1\n", "a:\n  b: 1\n"),
        ("a:\n- 1\n- 2\n", "a:\n  - 1\n  - 2\n"),
        ("a:\n    -   b: 1\n        c: 2\n", "a:\n  - b: 1\n    c: 2\n"),
        ("-\n  # x\n  a: 1\n", "# x\n- a: 1\n"),
        ("a:\n  -  - 1\n     - 2\n", "a:\n  - - 1\n    - 2\n"),
        ("a:\n  長い文章\n", "a: 長い文章\n"),
        ("? a\n: 1\n", "a: 1\n"),
        ("a: 1     # 一つ\n", "a: 1 # 一つ\n"),
        ("a: # まとまり\n   b: 1\n", "a: # まとまり\n  b: 1\n"),
        ("a: {b: 1,   c:  [2, 3]}\n", "a: {b: 1,   c:  [2, 3]}\n"),
        ("a: [1,\n       2, # 二つ\n    ]  # 終わり\n", "a: [1,\n  2, # 二つ\n] # 終わり\n"),
        ("a: |\n     一\n       二\n\n     三\n", "a: |\n  一\n    二\n\n  三\n"),
        ("a: >-   # 畳む\n     一\n     二\n", "a: >- # 畳む\n  一\n  二\n"),
        ("a: |4\n      一\n    二\n", "a: |2\n    一\n  二\n"),
        ("a:   |\nb: 1\n", "a: |\nb: 1\n"),
        ("a: |+\n    一\n\n\nb: 1\n", "a: |+\n  一\n\n\nb: 1\n"),
        ("a: |+\n    一\n\n\n", "a: |+\n  一\n\n\n"),
        ("a: |\n    一\n\n\nb: 1\n", "a: |\n  一\n\nb: 1\n"),
        ("a: |\n  # 注釈ではない\n # 注釈\nb: 1\n", "a: |\n  # 注釈ではない\n# 注釈\nb: 1\n"),
    ],
)
def test_a_text_has_its_form(text: str, form: str) -> None:
    assert formatted(text) == form
    assert formatted(form) == form


def test_a_text_whose_last_line_has_no_end_stays_without_one() -> None:
    """The file's line end would become the text's."""
    assert parsed("a: |\n  一").data == parsed(formatted("a: |\n  一")).data == {"a": "一"}
    assert formatted("a: |\n  一") == "a: |-\n  一\n"


def test_a_comment_stays_with_what_it_is_about() -> None:
    text = """\
# 記録
a:
# 一つめ
-   b: 1
    # 一つめの続き
# 二つめ
-   b: 2
    # 二つめの終わり
  # a の終わり
# c について
c: 1
# 終わり
"""
    assert (
        formatted(text)
        == """\
# 記録
a:
  # 一つめ
  - b: 1
    # 一つめの続き
  # 二つめ
  - b: 2
    # 二つめの終わり
  # a の終わり
# c について
c: 1
# 終わり
"""
    )


@pytest.mark.parametrize(
    "written",
    ["65.0", "'65.0'", '"65.0"', "0.50", "'あ''い'", '"\\u3042\\n"', "R5", "2019-07-26", "あ　い"],
)
def test_a_value_is_written_as_before(written: str) -> None:
    assert formatted(f"a:    {written}\n") == f"a: {written}\n"


def test_a_long_line_is_never_wrapped() -> None:
    text = "a: " + "とても長い文章 " * 1000 + "。\n"
    assert formatted(text) == text


def test_a_text_that_would_say_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    document = parsed("a: 1 # x\n")
    for wrong in ("a: 2 # x\n", "a: 1.0 # x\n", "a: 1 # y\n", "a: [\n"):
        monkeypatch.setattr("hyoka.authoring.format._Printer.print", lambda _, text=wrong: text)
        with pytest.raises(ValueError, match=r"record\.yml"):
            canonical(document)


# Every text: drawn with its data, and laid out as nobody should.

PIECES = st.text(st.sampled_from("あ亜ー９a1 　:#-'\"|>[]{}&*!%@`~=,.…(（"), max_size=6)
PLAIN = st.sampled_from(
    ["65.0", "0", "-3", "true", "pending", "R5", "あ い", "あ:い", "あ#い", "2019-07-26", "か　き"]
)


@st.composite
def scalars(draw: st.DrawFn, indent: int) -> str:
    """A value behind `key:` or `-`, with the white space before it and its line's end."""
    space = " " * draw(st.integers(1, 4))
    kind = draw(st.sampled_from(["plain", "single", "double", "flow", "text", "below"]))
    beside = draw(st.sampled_from(["", "  ", " # 注釈: [x]", "\t#x"]))
    if kind == "text":
        return f" {draw(texts(indent))}"
    if kind == "flow":
        inner = ", ".join(draw(st.lists(PLAIN, max_size=3))) or "1"
        wide = " " * (indent + 3)
        forms = [f"[{inner}]", f"[\n{wide}{inner}\n{wide}]", f"[{inner}, # x\n{wide}]"]
        return f"{space}{draw(st.sampled_from(forms))}{beside}\n"
    value = draw(PLAIN)
    if kind == "single":
        value = "'" + draw(PIECES).replace("'", "''") + "'"
    if kind == "double":
        value = '"' + draw(PIECES).replace('"', '\\"') + '"'
    if "#" in beside and not value.isascii() and value[0] not in "'\"":
        beside = ""  # that is a problem of its own: half of the text would be lost
    before = f"\n{' ' * (indent + 2)}" if kind == "below" else space
    return f"{before}{value}{beside}\n"


@st.composite
def texts(draw: st.DrawFn, indent: int) -> str:
    """A text under `|` or `>`."""
    depth = draw(st.integers(1, 5))
    explicit = draw(st.booleans())
    sign = draw(st.sampled_from("|>")) + (str(depth) if explicit else "")
    sign += draw(st.sampled_from(["", "-", "+"])) + draw(st.sampled_from(["", "  # 注釈"]))
    margin = " " * (indent + depth)
    lines = draw(
        st.lists(st.sampled_from(["あ", "# い", "- う: え", " 下げ", "", "末 "]), min_size=1)
    )
    first = "始め" if not explicit else draw(st.sampled_from(["始め", " 下げ"]))
    return "\n".join([sign, *(margin + x if x else "" for x in [first, *lines])]) + "\n"


@st.composite
def layouts(draw: st.DrawFn, indent: int = 0, depth: int = 0) -> str:
    """The lines of a mapping or a list that stands at `indent`, with comments between them."""
    listed = draw(st.booleans())
    made = []
    for number in range(draw(st.integers(1, 3))):
        made += draw(
            st.lists(st.sampled_from(["\n", "   \n", "# 注\n", "      # 深い注\n"]), max_size=2)
        )
        head = "-" if listed else draw(st.sampled_from(["k{}:", '"k{}":', "鍵{} :"])).format(number)
        made.append(" " * indent + head)
        if depth < 3 and draw(st.booleans()):
            deeper = indent + draw(st.integers(1, 4))
            inner = draw(layouts(deeper, depth + 1))
            made.append(draw(st.sampled_from(["\n", "  \n", "   # 注\n"])) + inner)
        else:
            made.append(draw(scalars(indent)))
    return "".join(made)


ENDS = st.sampled_from(["", "\n", "\n\n# 終わり", "\n  # 深い終わり\n", "...\n"])


def test_any_text_keeps_its_values_and_its_words() -> None:
    are_records: list[bool] = []

    @settings(PATIENT, database=None)
    @given(text=layouts(), end=ENDS)
    def look(text: str, end: str) -> None:
        document = parse_document(text + end, "record.yml")
        are_records.append(isinstance(document, YamlDocument))
        if isinstance(document, YamlDocument):  # what is no record is left alone
            assert_kept(document)

    look()
    assert sum(are_records) > len(are_records) / 2


def assert_kept(document: YamlDocument) -> None:
    form = canonical(document)
    again = parsed(form)
    assert repr(again.data) == repr(document.data)
    assert canonical(again) == form
    # Not a letter is lost or added, but for the signs that say how deep a text stands; and only
    # a comment that stood between a `-` and its value changes places with the `-`.
    assert letters(form) == letters(document.text)
    assert comments(again) == comments(document)


def letters(text: str) -> list[str]:
    without = re.sub(r"(?m)^\.\.\.$", "", text)
    return sorted("".join(re.sub(r"([|>])[1-9]?[-+]?", r"\1", without).split()))


# The records that there are.


@pytest.mark.parametrize("content", [REAL, TOWN])
def test_the_records_are_canonical(content: Path) -> None:
    done = hyoka("format", "--check", "--content", content)
    assert (done.exit_code, done.output.count("@@")) == (0, 0), done.output


def test_a_demo_is_canonical(tmp_path: Path) -> None:
    write_demo(tmp_path, policies=3, projects=12, years=4)
    done = hyoka("format", "--check", "--content", tmp_path / "content")
    assert done.exit_code == 0, done.output
    files = len(list(tmp_path.rglob("*.yml")))
    assert done.output == f"{files}件の記録は、すべて整った形です。\n"


RECORDS = [file.read_text(encoding="utf-8") for file in sorted(TOWN.rglob("*.yml"))]
SLIPS = [
    "\t",
    "\u3000",
    " ",
    "  ",
    "\n",
    ":",
    "- ",
    "-",
    "#",
    " #",
    "'",
    '"',
    "|",
    "&a ",
    "[",
    "{",
    "\r",
]


@PATIENT
@given(
    st.sampled_from(RECORDS),
    st.lists(st.tuples(st.integers(0), st.sampled_from(SLIPS)), max_size=4),
)
def test_a_mistyped_record_is_left_alone_or_keeps_its_values(
    text: str, slips: list[tuple[int, str]]
) -> None:
    for place, slip in slips:
        at = place % len(text)
        text = text[:at] + slip + text[at + 1 :]
    document = parse_document(text.replace("\r", "\n"), "record.yml")
    if isinstance(document, YamlDocument):
        form = canonical(document)
        assert repr(parsed(form).data) == repr(document.data)
        assert comments(parsed(form)) == comments(document)
        assert formatted(form) == form


# The command.


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    (folder / "projects").mkdir(parents=True)
    (folder / "projects" / "a.yml").write_text("name:  あ\n", encoding="utf-8")
    (folder / "projects" / "b.yml").write_text("name: い\n", encoding="utf-8")
    return folder


def test_format_writes_what_changes(content: Path) -> None:
    kept = (content / "projects" / "b.yml").stat().st_mtime_ns
    done = hyoka("format", "--content", content)
    assert (done.exit_code, done.output) == (0, "1件を整えました（全2件）。\n")
    assert (content / "projects" / "a.yml").read_bytes() == "name: あ\n".encode()
    assert (content / "projects" / "b.yml").stat().st_mtime_ns == kept
    assert sorted(file.name for file in (content / "projects").iterdir()) == ["a.yml", "b.yml"]


def test_format_check_prints_the_difference_and_writes_nothing(content: Path) -> None:
    done = hyoka("format", "--check", "--content", content)
    assert done.exit_code == 1
    expected = (
        "--- content/projects/a.yml",
        "+++ content/projects/a.yml",
        "-name:  あ",
        "+name: あ",
    )
    assert all(f"{line}\n" in done.stdout for line in expected), done.stdout
    assert "整っていない記録が1件あります" in done.stderr
    assert (content / "projects" / "a.yml").read_bytes() == "name:  あ\n".encode()


def test_only_the_named_files_are_formatted(content: Path) -> None:
    (content / "projects" / "b.yml").write_text("name:   い\n", encoding="utf-8")
    done = hyoka("format", content / "projects" / "a.yml", "--content", content)
    assert done.exit_code == 0
    assert (content / "projects" / "b.yml").read_bytes() == "name:   い\n".encode()


def test_line_ends_and_a_byte_order_mark_are_made_canonical(content: Path) -> None:
    file = content / "projects" / "a.yml"
    file.write_bytes("\ufeffname: あ\r\n".encode())
    done = hyoka("format", "--check", file)
    assert done.exit_code == 1
    assert "-\\ufeffname: あ\\r\n+name: あ\n" in done.stdout
    assert hyoka("format", file).exit_code == 0
    assert file.read_bytes() == "name: あ\n".encode()


def test_what_cannot_be_read_is_told_and_left_alone(content: Path) -> None:
    bad = content / "projects" / "b.yml"
    bad.write_bytes("name:\tい\nyears: [\n".encode())
    done = hyoka("format", "--content", content)
    assert done.exit_code == 1
    assert "--> content/projects/b.yml:" in done.stderr
    assert "直し方" in done.stderr
    assert bad.read_bytes() == "name:\tい\nyears: [\n".encode()
    assert (content / "projects" / "a.yml").read_bytes() == "name: あ\n".encode()


def test_a_file_that_cannot_be_written_stays_whole(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("hyoka.files.atomic_write.Path.replace", refuse)
    done = hyoka("format", "--content", content)
    assert done.exit_code == 1
    assert "書けません（Permission denied）。このファイルは元のままです。" in done.stderr
    assert sorted(file.name for file in (content / "projects").iterdir()) == ["a.yml", "b.yml"]
    assert (content / "projects" / "a.yml").read_bytes() == "name:  あ\n".encode()


def test_a_file_keeps_its_rights(content: Path) -> None:
    file = content / "projects" / "a.yml"
    file.chmod(0o640)
    assert hyoka("format", file).exit_code == 0
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_file_that_is_not_there_is_misuse() -> None:
    assert hyoka("format", "nowhere.yml").exit_code == 2


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("a:\n- 1\n- 2\n# 後\nb: 1\n", (3, 0)),
        ("a:\n  - b: |\n      あ\n      # い\n\n# 後\n", (4, 2)),
        ("a:\n  - b: [1,\n      2]\n", (3, 2)),
        ("a: []\n", None),
        ("b: 1\n", None),
    ],
)
def test_the_end_of_a_list(text: str, end: tuple[int, int] | None) -> None:
    assert end_of(parsed(text), "a") == end
