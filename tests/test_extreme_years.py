"""Every year and date that passes the check is told on every page and in every file."""

import datetime
from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.problems import errors_in
from hyoka.site import build, check, export
from hyoka.units import FIRST_YEAR, LAST_YEAR, FiscalYear
from hyoka.wording import load_language
from tests.rule_cases import copy_base

DATES = (
    *("0001-01-01", "1868-01-01", "1872-12-31", "1873-01-01", "1899-12-31", "1900-02-28"),
    *("2019-07-26", "1912-07-29", "1912-07-30", "1926-12-24", "1926-12-25", "9999-12-31"),
)


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


def _made(content: Path) -> str:
    """All that is made of the records: pages and files."""
    assert errors_in(check(read_folder(content))[1]) == ()
    pages = "".join(page.markdown for page in build(read_folder(content)).pages)
    files, _ = export(read_folder(content), root="https://town.example/")
    return pages + "".join(file.content.decode(errors="replace") for file in files)


def _move(content: Path, year: int) -> None:
    """All the records of the base to another fiscal year."""
    sheet, survey = content / "policies/machi/2018.yml", content / "surveys/2018.yml"
    for file in (sheet, survey, content / "projects/matsuri.yml"):
        for written in ("平成30年度\n", "2018\n", "Ｈ３０"):
            text = file.read_text(encoding="utf-8")
            now = text.replace(f"fiscal_year: {written.strip()}", f"fiscal_year: {year}")
            file.write_text(now, encoding="utf-8", newline="")
    _replace(sheet, "edition: 2019", f"edition: {year}")
    _replace(sheet, "years/2018", f"years/{year}")
    _replace(content / "municipality.yml", "edition: R1", f"edition: {year}")
    _replace(content / "plans/keikaku.yml", "H27", str(year))
    _replace(content / "plans/keikaku.yml", "H30", str(year))
    _replace(content / "policies/machi/policy.yml", "target_year: 2018", f"target_year: {year}")
    for file in (sheet, survey):
        file.rename(file.with_name(f"{year}.yml"))


@pytest.mark.parametrize("year", [FIRST_YEAR, 1911, 1912, 1925, 1926, LAST_YEAR])
def test_records_of_every_fiscal_year_are_told(year: int, tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    _move(content, year)
    assert f"（{year}年度）" in _made(content)


@pytest.mark.parametrize("year", [FIRST_YEAR, FIRST_YEAR + 1, 1912, 1926, LAST_YEAR])
def test_what_took_the_place_of_another_in_any_year_is_told(year: int, tmp_path: Path) -> None:
    """The year before the first one, in which the earlier project ended, is told too."""
    content = copy_base(tmp_path / "content")
    (content / "projects/mae.yml").write_text("name: 前の祭り\n", encoding="utf-8")
    project = content / "projects/matsuri.yml"
    more = f"started: {year}\nformer_names:\n  - name: 旧\n    until: {year}\nsucceeds:\n"
    more += f"  - id: mae\n    kind: renamed\n    fiscal_year: {year}\n"
    project.write_text(project.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert load_language("ja").short_year(FiscalYear(year - 1)) in _made(content)


@pytest.mark.parametrize("date", DATES)
def test_every_date_is_told(date: str, tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    _replace(content / "municipality.yml", "edition: R1", f"edition: R1\n    published: {date}")
    sheet = content / "policies/machi/2018.yml"
    evaluation = (
        f"self_evaluation:\n  date: {date}\n  text: よい。\ncorrections:\n  - date: {date}\n"
    )
    evaluation += "    place: indicators/kanshin/actual\n    before: 1\n    reason: 誤り\n"
    sheet.write_text(sheet.read_text(encoding="utf-8") + evaluation, encoding="utf-8")
    year, month, day = map(int, date.split("-"))
    told = load_language("ja").date(datetime.date(year, month, day))
    assert f"{year}年{month}月{day}日" in told
    problems = errors_in(check(read_folder(content))[1])
    assert {problem.rule for problem in problems} <= {"date_too_early", "date_to_come"}
    if not problems:
        assert told in _made(content)


@pytest.mark.parametrize("date", ["0000-01-01", "10000-01-01", "-001-01-01", "2019-02-29", "0"])
def test_what_is_no_date_is_refused(date: str, tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    _replace(content / "municipality.yml", "edition: R1", f"edition: R1\n    published: '{date}'")
    assert [problem.rule for problem in check(read_folder(content))[1]] == ["date"]
