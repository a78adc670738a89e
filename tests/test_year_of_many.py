"""A year of many records at once: the same drafts as one by one, all of them or none."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka import site
from hyoka.__main__ import main
from hyoka.authoring.scaffold import RecordScaffolder
from hyoka.authoring.selection import Selection
from hyoka.cli.options import language_in
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.units import FiscalYear
from hyoka.workbook.sheets import workbook_of
from tests.building import TOWN
from tools.demo import write_demo

JA = language_in(TOWN)
DOCUMENT = """documents:
  - id: hyoka-r8
    title: 令和8年度 政策評価表
    issuer: 架空市
    edition: 2026
"""
SHEETS = {
    *(f"policies/{name}/2025.yml" for name in ("tsunagari", "kigou", "mimori", "anzen")),
    *("policies/komorebi-2/2025.yml", "measures/komorebi-2/sonae/years.yml"),
    *(f"measures/komorebi-2/{name}/2025.yml" for name in ("kawabe", "hiroba", "manabi")),
}
LEFT_OUT = {"kawabe-ichi", "kawabe-kadan", "kawabe-seisou-kankyou", "suigai-sonae", "digital"}
"""What others took the place of, and what has no record of the year before."""


def new(content: Path, *arguments: str) -> Result:
    given = ["new", *arguments, "--content", str(content)]
    return CliRunner().invoke(main, given)


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The fictional town, whose document of the next year is known."""
    content = Path(shutil.copytree(TOWN, tmp_path / "content"))
    replace(content / "municipality.yml", "documents:\n", DOCUMENT)
    return content


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def files(content: Path) -> Mapping[str, bytes]:
    found = content.rglob("*.yml")
    return {file.relative_to(content).as_posix(): file.read_bytes() for file in found}


def changed(before: Mapping[str, bytes], content: Path) -> set[str]:
    return {path for path, data in files(content).items() if before.get(path) != data}


def test_all_is_what_each_would_be_and_nothing_but_lines_is_added(town: Path) -> None:
    before = files(town)
    alone = RecordScaffolder.at(read_folder(town), JA)
    done = new(town, "year", "R7", "--all")
    assert done.exit_code == 0, done.output
    begun = {Path(path).stem for path in changed(before, town) if path.startswith("projects/")}
    assert changed(before, town) == {f"projects/{name}.yml" for name in begun} | SHEETS
    assert begun == {Path(p).stem for p in before if p.startswith("projects/")} - LEFT_OUT
    each = [alone.year(name, "2025") for name in begun]
    for kind, *names, _ in (path.split("/") for path in SHEETS):
        if kind == "policies":
            each.append(alone.sheet(names[0], "2025"))
        else:
            each.append(alone.measure_sheet(names[0], names[1], "2025"))
    for made in each:
        assert (town / made.path).read_bytes().decode() == made.text
    for path in changed(before, town) & before.keys():
        lines, now = before[path].splitlines(), iter(files(town)[path].splitlines())
        assert all(line in now for line in lines), path
    assert site.check(read_folder(town))[1] == site.check(read_folder(TOWN))[1]


def test_what_gets_no_year_is_told_with_the_reason(town: Path) -> None:
    replace(town / "projects" / "youin.yml", "name:", "ended: 2024\nname:")
    replace(town / "projects" / "junbi.yml", "name:", "started: 2026\nname:")
    assert new(town, "year", "kigou", "2025").exit_code == 0
    assert new(town, "sheet", "kigou", "2025").exit_code == 0
    (town / "projects" / "rousui.yml").write_text("name: [\n", encoding="utf-8")
    told = new(town, "year", "2025", "--all").output.splitlines()
    assert "すでに令和7年度の記録がある事業（1件）：kigou" in told
    assert "令和7年度より前に終わったので書き足さない事業（1件）：youin" in told
    assert "令和7年度より後に始まるので書き足さない事業（1件）：junbi" in told
    assert (
        "令和6年度の記録がないので書き足さない事業"
        "（1件。書き足すなら、hyoka new year 事業 2025）：digital"
    ) in told
    (succeeded,) = (line for line in told if line.startswith("ほかの事業に引き継がれたので"))
    assert succeeded.partition("：")[2].split("、") == sorted(LEFT_OUT - {"digital"})
    assert "すでにある令和7年度の評価表（1件）：policies/kigou/2025" in told
    assert "）：projects/rousui.yml" in next(line for line in told if line.startswith("問題が"))
    listed = next(line for line in told if line.startswith("・評価表の projects に、"))
    assert listed.endswith("：youin"), "of all sheets together, each once"
    again = new(town, "year", "2025", "--all")
    assert "令和7年度を書き足すところは、ありません。" in again.output
    assert "次にすること" not in again.output


@pytest.mark.parametrize(
    ("options", "begun"),
    [
        (
            ("--division", "福祉部"),
            {"projects/mimamori.yml", "policies/mimori/2025.yml"},
        ),
        (("--division", "福祉部 見守り支援課", "--policy", "anzen"), set()),
        (
            ("--policy", "kigou", "--policy", "komorebi-2"),
            {
                *("policies/kigou/2025.yml", "policies/komorebi-2/2025.yml"),
                *("projects/kigou.yml", "projects/kawabe-hiroba.yml"),
                *("projects/shokuhin-loss.yml", "projects/suigai-kunren.yml"),
            },
        ),
        (
            ("--division", "公園課", "--division", "危機管理課"),
            {
                *("measures/komorebi-2/hiroba/2025.yml", "measures/komorebi-2/manabi/2025.yml"),
                "measures/komorebi-2/sonae/years.yml",
            },
        ),
    ],
)
def test_only_what_is_selected_gets_the_year(
    town: Path, options: tuple[str, ...], begun: set[str]
) -> None:
    before = files(town)
    assert new(town, "year", "2025", *options).exit_code == 0
    assert changed(before, town) == begun
    named = [*zip(options[::2], options[1::2], strict=True)]
    divisions, policies = (
        tuple(name for option, name in named if option == wanted)
        for wanted in ("--division", "--policy")
    )
    records = read_records(read_folder(town)).records
    asked = workbook_of(records, FiscalYear(2025), JA, Selection(divisions, policies))
    rows = {row.path for sheet in asked.sheets for row in sheet.rows}
    assert begun <= rows, "a workbook of the same asks for all that was begun"


def test_one_that_cannot_take_the_year_keeps_all_from_being_written(town: Path) -> None:
    for name in ("junbi", "youin"):
        (town / "projects" / f"{name}.yml").write_text("name: あ\nyears: []\n", encoding="utf-8")
    before = files(town)
    done = new(town, "year", "2025", "--all")
    assert done.exit_code == 2
    assert "junbi.yml の years に年度を書き足せません" in done.stderr
    assert "youin.yml の years に年度を書き足せません" in done.stderr
    assert files(town) == before


def test_where_one_file_cannot_be_written_none_is(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(town)
    monkeypatch.setattr(
        "hyoka.files.atomic_write.os.access", lambda file, _: "youin" not in str(file)
    )
    done = new(town, "year", "2025", "--all")
    assert done.exit_code == 1
    assert "何も書いていません。" in done.stderr
    assert files(town) == before


def test_a_dry_run_shows_the_lines_and_writes_none(town: Path) -> None:
    before = files(town)
    done = new(town, "year", "2025", "--division", "福祉部", "--dry-run")
    assert done.exit_code == 0
    assert "+  - fiscal_year: 2025\n+    # 「令和8年度 政策評価表」としました。" in done.output
    lines = done.output.partition("1件の事業に令和7年度を書き足します（まだ")[0].splitlines()
    assert [line for line in lines if not line.startswith(("+", "---", "@@"))] == []
    assert "--- " in new(town, "year", "mimamori", "2025", "--dry-run").output
    assert files(town) == before


def test_what_is_to_be_done_for_thirty_projects_is_read_at_a_glance(tmp_path: Path) -> None:
    write_demo(tmp_path, policies=2, projects=30, years=3)
    newest = max(file.stem for file in (tmp_path / "content" / "policies").rglob("2*.yml"))
    done = new(tmp_path / "content", "year", str(int(newest) + 1), "--all")
    assert done.exit_code == 0, done.output
    assert done.output.startswith("30件の事業に")
    lines = done.output.splitlines()
    assert "・出典（document）を書きます。" in lines
    assert any("の文書が municipality.yml の documents に1つだけあれば" in line for line in lines)
    assert len(lines) <= 10


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2025",), "事業の id と年度を書いてください。"),
        (("mimamori", "2025", "--all"), "年度だけを書き、--all、--division、--policy の"),
        (("--all",), "事業の id と年度を書いてください。"),
        (("来年", "--all"), "「来年」は年度として読めません。"),
        (("2025", "--division", "福士部"), "所管課「福士部」の記録はありません。"),
        (("2025", "--division", "福士部"), "福祉部 見守り支援課、"),
        (("2025", "--policy", "mimorii"), "重点課題「mimorii」の記録はありません。"),
    ],
)
def test_what_is_mistyped_is_told(town: Path, arguments: tuple[str, ...], told: str) -> None:
    before = files(town)
    done = new(town, "year", *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert files(town) == before
