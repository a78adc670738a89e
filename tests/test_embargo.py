"""Records that are held back until a declared day: nothing that is made knows of them before."""

import datetime
import re
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka import site
from hyoka.__main__ import main
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation.embargo import HeldBack, day_of, held_back, published
from hyoka.git import GitFolder
from hyoka.history.git_log import read_revisions
from hyoka.history.github_links import Repository
from hyoka.pages import Origin, atom_feed, calendar_file
from hyoka.problems import Problem, errors_in
from hyoka.report.waiting import days
from hyoka.units import AS_OF, today
from hyoka.wording import load_language
from tests.building import PUBLISHED, REAL, TOWN, build
from tests.git_histories import begin, commit, git

pytestmark = pytest.mark.usefixtures("each_text_is_read_once")
JA = load_language("ja")
DAY = datetime.date(2999, 12, 10)
"""The declared day of these tests; it is still to come."""
EVE = DAY - datetime.timedelta(days=1)
FILES = (
    "measures/komorebi-2/hiroba/2024.yml",
    "plans/komorebi-1.yml",
    "policies/kigou/policy.yml",
    "policies/tsunagari/2024.yml",
    "projects/kawabe-ichi.yml",
    "recommendations/kyougikai-hiroba.yml",
    "surveys/2024.yml",
)
"""One of every kind of record; a plan, a policy and a project to which others refer."""
CITY = Repository("city/hyoka", "main", "content/")


@pytest.fixture(autouse=True)
def quick_workbooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of each workbook all that it would be written of, which takes half as long."""
    monkeypatch.setattr("hyoka.opendata.files.workbook.written", lambda *of: repr(of).encode())


def hyoka(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=environment)


def copy(folder: Path, original: Path = TOWN) -> Path:
    return Path(shutil.copytree(original, folder / "content"))


def declare(file: Path, day: datetime.date = DAY) -> None:
    """Let a whole record be published on a day, in place of one that has come."""
    text = re.sub(r"^publish_on: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(f"{text.rstrip()}\npublish_on: {day}\n", encoding="utf-8", newline="\n")


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, (file, old, text.count(old))
    file.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def errors(content: Path, day: datetime.date = EVE) -> tuple[Problem, ...]:
    return errors_in(site.check(read_folder(content), day)[1])


def made(content: Path, day: datetime.date) -> Mapping[str, object]:
    """All that is published as of a day: every page with what the theme knows of it, every file."""
    built = site.build(
        read_folder(content), root=PUBLISHED, origin=Origin(revisions=NO_HISTORY), day=day
    )
    told = atom_feed.entries(built.evaluation, built.pages, built.revisions, JA)
    feeds = [*atom_feed.feeds_of(built.evaluation, told, JA)]
    written = b"".join(atom_feed.atom(built.evaluation, feed, JA, PUBLISHED) for feed in feeds)
    calendars = calendar_file.calendars_of(built.evaluation, told, JA)
    written += b"".join(calendar_file.written(it, PUBLISHED, None) for it in calendars)
    pages = {page.path: (page, page.make_text()) for page in built.pages}
    return {**pages, **{file.path: file.content for file in built.files}, "feed": written}


NO_HISTORY = Origin().revisions


@cache
def whole_town() -> Mapping[str, object]:
    return made(TOWN, EVE)


def hold_back(content: Path, path: str) -> set[str]:
    """Declare the day of a record and, as check asks for it, of all that refer to it."""
    held = {path}
    declare(content / path)
    while told := errors(content):
        assert {one.rule for one in told} == {"reference_held_back"}
        found = {one.path.removeprefix("content/") for one in told}
        assert not held & found
        for other in found:
            declare(content / other)
        held |= found
    return held


def without(content: Path, paths: Iterable[str]) -> Path:
    for path in paths:
        (content / path).unlink()
    return content


def tell_difference(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """The names of what is not the same; comparing all at once would print megabytes."""
    return sorted(name for name in {**one, **other} if one.get(name) != other.get(name))


@pytest.mark.parametrize("path", FILES)
def test_before_its_day_a_record_is_as_if_nobody_had_written_it(tmp_path: Path, path: str) -> None:
    content = copy(tmp_path)
    held = hold_back(content, path)
    bare = without(copy(tmp_path / "bare"), held)
    assert tell_difference(made(content, EVE), made(bare, EVE)) == []
    assert tell_difference(made(content, DAY), whole_town()) == []
    assert held_by(content) == held


def held_by(content: Path) -> set[str]:
    return {one.path for one in held_back(read_records(read_folder(content)).records, EVE)}


YEAR = """  - fiscal_year: 2024
    document: hyoka-r7
    settlement: 905
    indicators:
      - id: kaisai
        actual: 18
        target: 18
"""
HIROBA = Path("projects", "kawabe-hiroba.yml")


def test_a_year_of_a_project_is_held_back_alone_with_its_corrections(tmp_path: Path) -> None:
    content, bare = copy(tmp_path), copy(tmp_path / "bare")
    # The sheets that list it show its year, and have to wait with it.
    sheets = ["measures/komorebi-2/hiroba/2024.yml", "policies/komorebi-2/2024.yml"]
    for sheet in sheets:
        declare(content / sheet)
        (bare / sheet).unlink()
    replace(content / HIROBA, YEAR, f"{YEAR}    publish_on: {DAY}\n")
    with (content / HIROBA).open("a", encoding="utf-8") as end:
        end.write("  - date: 2025-12-01\n    place: years/2024/settlement\n")
        end.write("    before: 1\n    reason: 誤り。\n")
    replace(bare / HIROBA, YEAR, "")
    assert errors(content) == ()
    assert tell_difference(made(content, EVE), made(bare, EVE)) == []
    assert "誤り。" in str(made(content, DAY)["about/corrections.md"])


def test_a_year_of_a_list_is_held_back_alone_and_with_the_list(tmp_path: Path) -> None:
    content, bare = copy(tmp_path), copy(tmp_path / "bare")
    listed = Path("measures", "komorebi-2", "sonae", "years.yml")
    text = (content / listed).read_text(encoding="utf-8").rstrip()
    before, year = text.rsplit("\n  - fiscal_year: ", 1)
    own = f"    publish_on: {DAY}\n    self_evaluation:\n      date: {EVE}\n      text: 済。\n"
    (content / listed).write_text(f"{text}\n{own}", encoding="utf-8", newline="\n")
    (bare / listed).write_text(f"{before}\n", encoding="utf-8", newline="\n")
    assert errors(content) == ()
    assert tell_difference(made(content, EVE), made(bare, EVE)) == []
    assert f"plans/komorebi-2/sonae/{year[:4]}.md" in made(content, DAY)
    (held,) = held_back(read_records(read_folder(content)).records, EVE)
    assert (held.path, held.place[0]) == (str(listed), "years")
    declare(content / listed, DAY + datetime.timedelta(days=1))  # of the list: it is the later day
    assert f"plans/komorebi-2/sonae/{year[:4]}.md" not in made(content, DAY)


def test_a_document_is_held_back_with_all_that_was_taken_from_it(tmp_path: Path) -> None:
    content = copy(tmp_path, REAL)
    replace(
        content / "municipality.yml",
        "  - id: r1-kizuna\n",
        f"  - id: r1-kizuna\n    publish_on: {DAY}\n",
    )
    told = {(one.path.removeprefix("content/"), one.rule) for one in errors(content)}
    assert told == {
        (path, "reference_held_back")
        for path in ("policies/kizuna/2018.yml", "surveys/2018.yml", *projects_of(content))
    }
    assert errors(content, DAY) == ()


def projects_of(content: Path) -> list[str]:
    return [f"projects/{file.name}" for file in (content / "projects").iterdir()]


# What would point at it too early.


def test_what_is_held_back_waits_for_what_it_refers_to(tmp_path: Path) -> None:
    content = copy(tmp_path)
    for path in FILES[:1]:
        declare(content / path)
    assert errors(content) == ()
    declare(content / "plans/komorebi-2.yml", DAY + datetime.timedelta(days=1))
    told = {one.path.removeprefix("content/") for one in errors(content)}
    assert FILES[0] in told  # on the day it would be published without its plan
    assert errors(content, DAY + datetime.timedelta(days=1)) == ()


def test_a_day_that_has_come_binds_nobody(tmp_path: Path) -> None:
    content = copy(tmp_path)
    declare(content / "projects/kawabe-ichi.yml", datetime.date(2020, 1, 1))
    assert site.check(read_folder(content))[1] == ()


def test_a_link_of_a_page_by_hand_to_it_is_told(tmp_path: Path) -> None:
    content = copy(tmp_path)
    declare(content / FILES[3])
    (content / "kekka.md").write_text("# 結果\n\n[評価表](policies/tsunagari/2024.md)\n", "utf-8")
    (problem,) = errors(content)
    assert (problem.rule, problem.line) == ("link_held_back", 3)
    assert errors(content, DAY) == ()


# Who is told, and of what.


def test_check_says_what_a_day_does_not_protect_until_a_record_silences_it(tmp_path: Path) -> None:
    content = copy(tmp_path)
    declare(content / FILES[3])
    done = hyoka("check", "--content", content)
    assert done.exit_code == 0
    assert f"警告[held_back] publish_on: {DAY}まで、サイトにもデータにも載せません。" in done.output
    assert "公開のリポジトリでは、記録のファイルも変更の提案も" in done.output
    with (content / FILES[3]).open("a", encoding="utf-8") as end:
        end.write("silenced:\n  - rule: held_back\n    reason: 非公開のリポジトリにある。\n")
    assert site.check(read_folder(content), EVE)[1] == ()


@pytest.mark.parametrize("written", ["2026年12月10日", "20261210", "R8-12-10", "2026-12-32"])
def test_a_day_is_an_iso_date(tmp_path: Path, written: str) -> None:
    content = copy(tmp_path)
    with (content / FILES[3]).open("a", encoding="utf-8") as end:
        end.write(f"publish_on: {written}\n")
    (problem,) = errors(content)
    assert (problem.rule, problem.place) == ("date", ("publish_on",))


def test_the_commands_take_the_day_and_say_what_waits(tmp_path: Path) -> None:
    content = copy(tmp_path)
    declare(content / FILES[3])
    page, table = "policies/tsunagari/2024.md", "data"
    for number, (day, there) in enumerate([(EVE, False), (DAY, True)]):
        pages, files = tmp_path / f"pages-{number}", tmp_path / f"files-{number}"
        assert hyoka("write", pages, "--content", content, "--as-of", day).exit_code == 0
        assert (pages / page).exists() == there
        done = hyoka("export", files, "--content", content, **{AS_OF: str(day)})
        assert done.exit_code == 0
        assert sheets_in(files / table) == sheets_in(pages / table)
        assert ("policies/tsunagari/2024/" in sheets_in(files / table)) == there
    assert hyoka("check", "--content", content, "--as-of", "あした").exit_code == 2


def sheets_in(data: Path) -> set[str]:
    """The pages of the sheets that the published table lists."""
    (file,) = data.glob("*_sheets.csv")
    return set(re.findall(r"policies/[a-z0-9-]+/\d+/", file.read_text(encoding="utf-8")))


def test_due_says_what_waits_and_what_came(tmp_path: Path) -> None:
    content = copy(tmp_path)
    output = tmp_path / "output"
    assert hyoka("due", "--content", content).output == "公開する日まで載せないものはありません。\n"
    declare(content / FILES[3])
    told = hyoka("due", "--content", content).output
    assert told == f"公開する日まで載せないものが1件あります。\n{DAY}まで：{FILES[3]}\n"
    found = {EVE: "false", DAY: "true", DAY + datetime.timedelta(1): "true"}
    for day, due in {**found, DAY + datetime.timedelta(2): "false"}.items():
        output.unlink(missing_ok=True)
        done = hyoka("due", "--content", content, "--as-of", day, GITHUB_OUTPUT=str(output))
        assert output.read_text(encoding="utf-8") == f"due={due}\n"
        assert (f"{DAY}に公開する日が来たもの：{FILES[3]}" in done.output) == (due == "true")


def test_a_part_of_a_record_is_told_by_its_place() -> None:
    held = [HeldBack(DAY, "projects/a.yml", ("years", 1)), HeldBack(EVE, "plans/b.yml")]
    told = [f"{EVE}まで：plans/b.yml", f"{DAY}まで：projects/a.yml years → 2番目"]
    assert days(held, JA) == told


def test_the_day_is_japan_s_unless_the_environment_names_another() -> None:
    assert day_of({}) == day_of({AS_OF: ""}) == today()
    assert day_of({AS_OF: "2026-12-10"}) == datetime.date(2026, 12, 10)
    now = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=9)
    assert abs(today() - now.date()) <= datetime.timedelta(days=1)
    with pytest.raises(ValueError, match="tomorrow"):
        day_of({AS_OF: "tomorrow"})


def test_records_without_a_day_are_left_as_they_are() -> None:
    records = read_records(read_folder(TOWN)).records
    assert published(records, datetime.date(1, 1, 1)) is not None
    assert published(records, today()) is records


# The site as MkDocs makes it.


def test_mkdocs_leaves_it_out_and_says_so_and_shows_it_to_who_looks_ahead(tmp_path: Path) -> None:
    content = copy(tmp_path, REAL)
    held = Path("policies", "kizuna", "2018.yml")
    declare(content / held)
    early = build(content, tmp_path, **{AS_OF: str(EVE)})
    assert not (early / "policies" / "kizuna" / "2018").exists()
    for file in early.rglob("*"):
        # The description of the files has that address as its example, on any site.
        told = file.suffix in {".html", ".json", ".xml", ".csv"} and file.name != "openapi.json"
        if file.is_file() and told:
            assert "policies/kizuna/2018" not in file.read_text(encoding="utf-8"), file
    ahead = build(content, tmp_path, **{AS_OF: str(DAY)})
    page = (ahead / "policies" / "kizuna" / "2018" / "index.html").read_text(encoding="utf-8")
    assert "2999年12月10日" in page
    assert "の時点のサイトの下見です。まだ公開していないものが載っています。" in page


# What git's history tells.


def histories(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of the town: in the second, a sheet and a project's year came, to be held back."""
    before = begin(tmp_path / "before")
    bare = Path(shutil.copytree(TOWN, before / "content"))
    (bare / FILES[3]).unlink()
    for path in ("measures/komorebi-2/hiroba/2024.yml", "policies/komorebi-2/2024.yml"):
        (bare / path).unlink()
    replace(bare / HIROBA, YEAR, "")
    commit(before, "2025-12-01")
    after = Path(shutil.copytree(before, tmp_path / "after"))
    return before, after


def prepare(after: Path) -> Path:
    content = after / "content"
    for path in (FILES[3], "measures/komorebi-2/hiroba/2024.yml", "policies/komorebi-2/2024.yml"):
        shutil.copy(TOWN / path, content / path)
        declare(content / path)
    shutil.copy(TOWN / HIROBA, content / HIROBA)
    replace(content / HIROBA, YEAR, f"{YEAR}    publish_on: {DAY}\n")
    return content


@pytest.mark.parametrize("way", ["commit", "merge", "rename"])
def test_no_page_tells_of_the_commits_that_prepared_it(tmp_path: Path, way: str) -> None:
    before, after = histories(tmp_path)
    if way != "commit":
        git(after, "switch", "-q", "-c", "himitsu")
    content = prepare(after)
    if way == "rename":
        sheet = content / FILES[3]
        sheet.rename(sheet.with_name("2025.yml"))
        commit(after, "2026-01-10")
        sheet.with_name("2025.yml").rename(sheet)
    commit(after, "2026-01-11")
    if way != "commit":
        git(after, "switch", "-q", "main")
        git(after, "merge", "-q", "--no-ff", "-m", "Merge branch 'himitsu'", "himitsu")
    early = site.build(read_folder(content), files=False, origin=origin(after), day=EVE)
    bare = site.build(read_folder(before / "content"), files=False, origin=origin(before), day=EVE)
    assert early.revisions == bare.revisions
    assert changes(early) == changes(bare)
    late = site.build(read_folder(content), files=False, origin=origin(after), day=DAY)
    assert "policies/tsunagari/2024/" in changes(late)


def test_of_a_commit_that_changed_more_the_rest_is_told_without_its_words(tmp_path: Path) -> None:
    _, after = histories(tmp_path)
    content = prepare(after)
    with (content / "surveys" / "2024.yml").open("a", encoding="utf-8") as end:
        end.write("# 確かめた。\n")
    commit(after, "2026-01-11")
    git(after, "commit", "-q", "--amend", "-m", "秘密の評価表", committed="2026-01-11T12:00+09:00")
    name = git(after, "rev-parse", "HEAD")
    early = site.build(read_folder(content), files=False, origin=origin(after), day=EVE)
    told = changes(early)
    assert "surveys/2024/" in told.split("2025年12月1日")[0]
    assert "秘密の評価表" not in told
    assert name not in told
    assert name in changes(
        site.build(read_folder(content), files=False, origin=origin(after), day=DAY)
    )


def origin(repository: Path) -> Origin:
    return Origin(CITY, read_revisions(GitFolder(repository / "content")))


def changes(made: site.Site) -> str:
    (page,) = (page.markdown for page in made.pages if page.path == "about/changes.md")
    return page
