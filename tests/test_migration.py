"""Records of an older format: what is turned, what stays, and what is said of a newer one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka import site
from hyoka.__main__ import main
from hyoka.authoring.migration import (
    STEPS,
    Migration,
    UnsafeMigrationError,
    in_present_format,
    migration,
)
from hyoka.content import content_from_memory, read_folder
from hyoka.model import FIRST_FORMAT, RECORD_FORMAT, RENAMED_KEYS, noun_of
from hyoka.problems import Problem
from tests.building import TOWN
from tests.rule_cases import BASE

Files = dict[str, bytes]
MUNICIPALITY = "municipality.yml"
PROJECT = "projects/matsuri.yml"


def files_of(folder: Path) -> Files:
    return {entry.path: entry.data or b"" for entry in read_folder(folder).entries}


def older_town() -> Files:
    """The town's records as they were in the first format."""
    found = files_of(TOWN)
    head = found[MUNICIPALITY].replace(b"record_format: 2\n", b"")
    return {path: _older(data) for path, data in found.items()} | {MUNICIPALITY: head}


def _older(data: bytes) -> bytes:
    for it in RENAMED_KEYS:
        for before in (" ", "\n"):
            data = data.replace(f"{before}{it.after}:".encode(), f"{before}{it.before}:".encode())
    return data


def turned(files: Files) -> Files:
    found = migration(content_from_memory(files))
    assert isinstance(found, Migration)
    return {**files, **{file.path: file.after.encode() for file in found.files}}


def project(text: str) -> Files:
    """The records that the rules are tried on, with another project."""
    return {**files_of(BASE), PROJECT: text.encode()}


def migrate(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["migrate", "--content", str(folder), *options])


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A folder with the town's records in the first format."""
    for path, data in older_town().items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path / "content"


def test_the_steps_lead_from_the_first_format_to_the_present_one() -> None:
    assert [step.to for step in STEPS] == [*range(FIRST_FORMAT + 1, RECORD_FORMAT + 1)]
    assert {it.since for it in RENAMED_KEYS} <= {step.to for step in STEPS}
    for it in RENAMED_KEYS:
        assert it.after in it.noun.model_fields
        assert it.before not in it.noun.model_fields


def test_every_renamed_key_of_a_town_is_turned_back_byte_for_byte() -> None:
    before = older_town()
    assert all(
        any(
            b" " + it.before.encode() + b":" in data or b"\n" + it.before.encode() + b":" in data
            for data in before.values()
        )
        for it in RENAMED_KEYS
    )
    assert turned(before) == files_of(TOWN)


def test_what_was_turned_checks_as_it_did_and_is_not_turned_again() -> None:
    _, problems = site.check(content_from_memory(older_town()))
    assert {found.rule for found in problems if found.severity == "error"} == {"renamed_key"}
    after = turned(older_town())
    assert site.check(content_from_memory(after))[1] == site.check(read_folder(TOWN))[1]
    again = migration(content_from_memory(after))
    assert isinstance(again, Migration)
    assert not again.files


LETTERS = """\
# period: は、まだ古い名前です。
name: 祭り支援事業
"period" : '単年度'   # 期間は period: です
classes: [{id: jimu, value: "id: 1"}, { 'id': syurui , value: b}]
overview: |
  period: 4月から
years:
  - fiscal_year: 2018
    document: r1-hyoka
    settlement: 9929.00
    budget_lines:
      - account: 一般会計
        item: "03"
    indicators:
      -   id: kensu
          as_of:   4月1日現在
          actual: 46.0
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_nothing_but_the_keys_changes(end: str, mark: str) -> None:
    meant = (
        LETTERS.replace('"period" :', '"duration" :')
        .replace("[{id:", "[{classification:")
        .replace("'id':", "'classification':")
        .replace("- account:", "- budget_account:")
        .replace('item: "03"', 'budget_item: "03"')
        .replace("as_of:", "reference_period:")
    )
    written, expected = (mark + text.replace("\n", end) for text in (LETTERS, meant))
    municipality = (mark + files_of(BASE)[MUNICIPALITY].decode().replace("\n", end)).encode()
    after = turned({**project(written), MUNICIPALITY: municipality})
    assert after[PROJECT].decode() == expected
    begin = len(mark.encode())
    head = municipality[:begin] + f"record_format: 2{end}".encode() + municipality[begin:]
    assert after[MUNICIPALITY] == head


def test_a_declared_format_is_written_over() -> None:
    before = b"record_format: 1 # 1\n" + files_of(BASE)[MUNICIPALITY]
    after = turned({**files_of(BASE), MUNICIPALITY: before})
    assert after[MUNICIPALITY] == before.replace(b"t: 1 #", b"t: 2 #")


def test_a_key_whose_new_name_stands_beside_it_is_left_for_a_person() -> None:
    files = project("name: 祭り\nperiod: 単年度\nduration: 毎年\n")
    assert turned(files)[PROJECT] == files[PROJECT]
    _, problems = site.check(content_from_memory(turned(files)))
    told = [found for found in problems if found.rule == "renamed_key"]
    assert [(found.line, "older" in found.values) for found in told] == [(2, False)]


def test_records_in_braces_are_not_touched() -> None:
    files = {**files_of(BASE), MUNICIPALITY: b'{name: x, code: "012025"}\n'}
    with pytest.raises(UnsafeMigrationError):
        migration(content_from_memory(files))
    assert in_present_format(content_from_memory(files)) == content_from_memory(files)


def test_the_command_tells_each_file_and_writes_all(older: Path) -> None:
    before = files_of(older)
    tried = migrate(older, "--dry-run")
    assert tried.exit_code == 0
    assert files_of(older) == before
    assert "+duration: 期間限定 <A|B>" in tried.output
    assert "content/projects/kouminkan.yml：id を classification に（1か所）\n" in tried.output
    done = migrate(older)
    assert done.exit_code == 0, done.output
    assert files_of(older) == files_of(TOWN)
    assert "gitで管理されていない" in done.stderr
    assert migrate(older).output == "記録は、すでに今の書式（2）です。直すところはありません。\n"


def test_where_one_record_cannot_be_read_none_is_written(older: Path) -> None:
    (older / "surveys" / "2018.yml").parent.mkdir(exist_ok=True)
    (older / "surveys" / "2018.yml").write_text("name: [", encoding="utf-8")
    before = files_of(older)
    done = migrate(older)
    assert done.exit_code == 1
    assert "bracket" in done.stderr
    assert files_of(older) == before


def test_one_that_was_broken_off_is_done_by_the_next(
    older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    renamed: list[Path] = []

    def killed(new: Path, file: Path) -> Path:
        if len(renamed) == 2:
            raise KeyboardInterrupt
        renamed.append(file)
        return Path(shutil.move(new, file))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        assert migrate(older).exit_code != 0
    assert len(renamed) == 2
    assert MUNICIPALITY not in {file.name for file in renamed}
    assert migrate(older).exit_code == 0
    assert files_of(older) == files_of(TOWN)


def test_a_difference_from_records_of_an_older_format_is_told(older: Path) -> None:
    done = CliRunner().invoke(main, ["diff", str(older), "--content", str(TOWN)])
    assert done.exit_code == 0, done.output
    assert "変わりません" in done.output or "ありません" in done.output


def of_newer_format() -> Files:
    files = files_of(BASE)
    head = b"record_format: 3\nnovelty: true\n" + files[MUNICIPALITY]
    return {**files, MUNICIPALITY: head, "novelties/a.yml": b"name: a\n", "a.html": b"<p>"}


def test_records_of_a_newer_format_are_told_as_such_and_nothing_else() -> None:
    _, problems = site.check(content_from_memory(of_newer_format()))
    assert [found.rule for found in problems] == ["newer_format"]
    found = migration(content_from_memory(of_newer_format()))
    assert isinstance(found, tuple)
    assert [problem.rule for problem in found] == ["newer_format"]


def commands(folder: Path) -> Iterator[list[str]]:
    yield ["new", "survey", "2031"]
    yield ["migrate"]
    yield ["export", str(folder.parent / "out")]
    yield ["due"]


def test_every_command_that_reads_them_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    for path, data in of_newer_format().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    for command in commands(folder):
        done = CliRunner().invoke(main, [*command, "--content", str(folder)])
        assert done.exit_code != 0, command
        assert "記録の書式の版は 3 ですが" in done.stderr, command


@pytest.mark.parametrize("written", ["0", "two", "-1", "true", "1.5"])
def test_what_is_no_format_is_an_error_of_its_own(written: str) -> None:
    head = f"record_format: {written}\n".encode() + files_of(BASE)[MUNICIPALITY]
    content = content_from_memory({**files_of(BASE), MUNICIPALITY: head})
    _, problems = site.check(content)
    assert [found.place for found in problems if found.severity == "error"] == [("record_format",)]
    found = migration(content)
    assert isinstance(found, tuple)
    assert all(isinstance(problem, Problem) for problem in found)
    assert found


def test_which_noun_a_field_holds() -> None:
    (of_year, of_project, *_) = RENAMED_KEYS
    years = noun_of(of_project.noun, "years")
    assert years is not None
    assert noun_of(years, "indicators") is of_year.noun
    assert noun_of(of_project.noun, "name") is None
