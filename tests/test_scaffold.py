"""New records: what stands in them, what `hyoka check` says of them, and what is never touched."""

import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka import site
from hyoka.__main__ import main
from hyoka.authoring.format import formatted
from hyoka.authoring.scaffold import RecordDraft, RecordScaffolder
from hyoka.content import read_folder
from hyoka.content.documents import YamlDocument, parse_document, read_document
from hyoka.content.folder import read_file
from hyoka.content.records import read_records
from hyoka.units import FiscalYear, Missing
from hyoka.wording import load_language
from tests.building import REAL, ROOT, TOWN
from tools.demo import write_demo

JA = load_language("ja")


def hyoka(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The fictional town, with the schemas beside it."""
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    return shutil.copytree(TOWN, tmp_path / "content")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    return shutil.copytree(REAL, tmp_path / "content")


def new(content: Path, *arguments: str) -> Result:
    return hyoka("new", *arguments, "--content", content)


def problems(content: Path) -> set[tuple[str, str]]:
    """What is wrong now, and was not before the test."""
    before = {(problem.path, problem.rule) for problem in site.check(read_folder(TOWN))[1]}
    return {
        (problem.path, problem.rule) for problem in site.check(read_folder(content))[1]
    } - before


def files(content: Path) -> dict[str, bytes]:
    return {str(f.relative_to(content)): f.read_bytes() for f in content.rglob("*.yml")}


def assert_canonical(file: Path) -> None:
    made = formatted(read_file(file), file.name)
    assert not isinstance(made, tuple)
    assert not made.changed, made.diff


# Sheets.


def test_a_sheet_carries_over_what_is_known(town: Path) -> None:
    done = new(town, "sheet", "tsunagari", "R7")
    assert done.exit_code == 0, done.output
    file = town / "policies" / "tsunagari" / "2025.yml"
    assert_canonical(file)
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schemas/sheet.json\n")
    assert (
        "  # 地域活動への関心度（単位：％）（令和6年度：実績値 55.1、目標値 65.0）\n"
        "  - id: kanshin\n    actual: pending\n"
    ) in text
    assert "# （令和6年度：市民部長 見本 一郎）\n# lead:\n" in text
    assert "令和8年度の文書は、まだありません。" in text
    data = plain(file)
    assert data["fiscal_year"] == 2025
    assert data["edition"] == 2026
    assert data["projects"] == plain(TOWN / "policies" / "tsunagari" / "2024.yml")["projects"]
    assert {"id": "sonae", "items": ()} in data["approaches"]  # type: ignore[operator]
    assert "lead" not in data
    assert "aim" not in data


def test_a_sheet_names_what_its_city_chooses_from_and_nothing_of_another(town: Path) -> None:
    new(town, "sheet", "anzen", "2025")
    text = _text(town / "policies" / "anzen" / "2025.yml")
    assert "次のどれかの id を書きます：sogo（総合評価）、junni（5段階の順位）" in text
    assert "#     - scale: sogo\n#       value: （評価区分）\n" in text
    assert "次のどれかの id を書きます：kakujuu（拡充）、keizoku（継続）" in text
    for foreign in ("r1-kizuna", "chiiki-zukuri", "2019-07-26", "行政評価委員会", "市民部長"):
        assert foreign not in text


def plain(file: Path) -> dict[str, object]:
    document = read_document(read_file(file), file.name)
    assert isinstance(document, YamlDocument)
    assert isinstance(document.data, dict)
    return dict(document.data)


def test_the_check_asks_for_what_nobody_can_know(town: Path) -> None:
    new(town, "sheet", "tsunagari", "2025")
    assert problems(town) == {("content/policies/tsunagari/2025.yml", "missing_field")}
    done = hyoka("check", "--content", town)
    assert "「document」がありません。" in done.output


def test_a_sheet_whose_document_is_known_passes_but_for_the_projects_years(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026)
    done = new(town, "sheet", "tsunagari", "2025")
    assert "document: hyoka-r8\n" in _text(town / "policies" / "tsunagari" / "2025.yml")
    assert {rule for _, rule in problems(town)} == {"project_without_year"}
    commands = [line.split() for line in done.output.splitlines() if "hyoka new year" in line]
    listed = plain(town / "policies" / "tsunagari" / "2025.yml")["projects"]
    assert [command[3] for command in commands] == [*listed]  # type: ignore[misc]
    for command in commands:
        assert hyoka(*command[1:]).exit_code == 0
    assert problems(town) == set()


def test_a_document_that_is_about_another_policy_is_not_taken(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026, subject="「未来をひらくまちづくり」")
    new(town, "sheet", "tsunagari", "2025")
    text = _text(town / "policies" / "tsunagari" / "2025.yml")
    assert "令和8年度の文書は hyoka-r8（令和8年度 政策評価表） です。" in text
    assert "\ndocument:" not in text
    new(town, "sheet", "mirai", "2025")
    assert "\ndocument: hyoka-r8\n" in _text(town / "policies" / "mirai" / "2025.yml")


def test_a_first_sheet_and_one_between_others(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026)
    assert new(town, "sheet", "mirai", "2025").exit_code == 0
    assert problems(town) == set()
    assert new(town, "sheet", "kigou", "R4").exit_code == 0
    data = plain(town / "policies" / "kigou" / "2022.yml")
    assert "projects" not in data, "2021 listed none; 2023 is later"


# Sheets of measures.


def test_a_sheet_of_a_measure_carries_over_what_is_known(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026)
    done = new(town, "measure-sheet", "komorebi-2", "hiroba", "R7")
    assert done.exit_code == 0, done.output
    file = town / "measures" / "komorebi-2" / "hiroba" / "2025.yml"
    assert_canonical(file)
    text = _text(file)
    schema = "# yaml-language-server: $schema=../../../../schemas/measure_sheet.json\n"
    assert text.startswith(schema)
    assert "（令和6年度：実績値 19850、目標値 25000）\n  - id: riyou\n    actual: pending\n" in text
    assert "# （令和6年度：公園課（A|B <x> 係））\n# division:" in text
    data = plain(file)
    assert (data["fiscal_year"], data["edition"], data["document"]) == (2025, 2026, "hyoka-r8")
    assert data["projects"] == ("kawabe-hiroba", "kawabe-seisou")
    assert not {"plan", "measure", "aim", "summary"} & data.keys()
    assert "hyoka new year kawabe-hiroba 2025" in done.output
    assert {rule for _, rule in problems(town)} == {"project_without_year"}


def test_a_first_sheet_of_a_chapter_passes_at_once(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026)
    assert new(town, "measure-sheet", "keikaku-4", "chiiki", "2025").exit_code == 0
    assert problems(town) == set()


def _add_document(content: Path, identifier: str, edition: int, subject: str = "") -> None:
    file = content / "municipality.yml"
    added = f"documents:\n  - id: {identifier}\n    title: 令和8年度 政策評価表\n"
    added += f"    issuer: 架空市\n    edition: {edition}\n"
    added += f"    subject: {subject}\n" if subject else ""
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("documents:\n", added, 1), encoding="utf-8")


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


# Policies, projects, plans, surveys.


def begun(content: Path, page: str) -> RecordDraft:
    found = RecordScaffolder.at(read_folder(content), JA).next_sheet(page)
    assert found is not None
    return found


def test_the_next_sheet_begins_as_hyoka_new_begins_it(town: Path) -> None:
    sheet = begun(town, "policies/tsunagari/index.md")
    assert sheet.path == "policies/tsunagari/2025.yml"
    assert not (town / sheet.path).exists()
    explained, bare = sheet.texts
    assert "（令和6年度：実績値 55.1、目標値 65.0）" in explained
    assert "# 【必ず書きます】出典" in explained
    assert new(town, "sheet", "tsunagari", "2025").exit_code == 0
    made = read_document(read_file(town / sheet.path), "x.yml")
    for text in (explained, bare):
        read = parse_document(text, "x.yml")
        assert isinstance(read, YamlDocument)
        assert isinstance(made, YamlDocument)
        assert read.data == made.data
    assert [line for line in bare.splitlines() if line.lstrip().startswith("#")] == []


def test_the_next_sheet_of_a_measure_passes(town: Path) -> None:
    sheet = begun(town, "plans/komorebi-2/kawabe/index.md")
    file = town / sheet.path
    assert sheet.path == "measures/komorebi-2/kawabe/2025.yml"
    file.write_text(f"document: hyoka-r7\n{sheet.texts[0]}", encoding="utf-8")
    found = {rule for path, rule in problems(town) if path.endswith(sheet.path)}
    assert found == set(), "last year's document may hold what is planned for this year"


@pytest.mark.parametrize(
    "page",
    ["projects/index.md", "policies/kizuna/index.md", "plans/sogo5-koki/chiiki-community/index.md"],
)
def test_there_is_no_next_sheet_after_the_plan_or_of_another_page(real: Path, page: str) -> None:
    assert RecordScaffolder.at(read_folder(real), JA).next_sheet(page) is None


def test_a_first_sheet_is_of_the_newest_year_of_the_other_policies(real: Path) -> None:
    assert begun(real, "policies/kodomo/index.md").path == "policies/kodomo/2018.yml"


def test_a_policy_passes_at_once(town: Path) -> None:
    records = read_records(read_folder(TOWN)).records
    assert records is not None
    number = records.policies[-1].number + 1
    plan = max(records.plans, key=lambda plan: plan.last_year)
    done = new(town, "policy", "midori", "--name", "水とみどり: 守る #1")
    assert done.exit_code == 0, done.output
    file = town / "policies" / "midori" / "policy.yml"
    assert_canonical(file)
    assert plain(file) == {"number": number, "name": "水とみどり: 守る #1", "plan": plan.id}
    assert problems(town) == set()


def test_a_project_passes_at_once(town: Path) -> None:
    assert new(town, "project", "kawa", "--name", "川の掃除", "--policy", "kigou").exit_code == 0
    file = town / "projects" / "kawa.yml"
    assert_canonical(file)
    assert plain(file) == {"name": "川の掃除", "policy": "kigou"}
    assert problems(town) == set()


def test_a_plan_begins_where_the_last_one_ends(town: Path) -> None:
    records = read_records(read_folder(TOWN)).records
    assert records is not None
    last_year = max(plan.last_year.year for plan in records.plans)
    done = new(town, "plan", "keikaku-5", "--name", "第5次架空市総合計画")
    assert "・最後の年度（last_year）を書きます。" in done.output
    assert plain(town / "plans" / "keikaku-5.yml")["first_year"] == last_year + 1
    assert problems(town) == {("content/plans/keikaku-5.yml", "missing_field")}


def test_a_survey_asks_the_question_of_the_last_one(town: Path) -> None:
    name, before = f"name: {'長い' * 200}\n", town / "surveys" / "2024.yml"
    before.write_text(re.sub("name: .*\n", name, _text(before), count=1), encoding="utf-8")
    done = new(town, "survey", "令和7年度")
    assert done.exit_code == 0, done.output
    file = town / "surveys" / "2025.yml"
    assert_canonical(file)
    last = read_records(read_folder(TOWN)).records
    assert last is not None
    assert plain(file)["question"] == last.surveys[-1].question
    assert {rule for _, rule in problems(town)} == {"missing_field"}
    assert "respondents" not in plain(file)
    assert "# \n" not in _text(file)
    assert "・回答者数（respondents）を書きます。\n・施策の総数（measure_count）" in done.output


def test_a_survey_asks_the_questions_of_the_last_one_again_without_what_was_found(
    town: Path,
) -> None:
    (town / "surveys" / "2024.yml").unlink()
    done = new(town, "survey", "2025")
    assert done.exit_code == 0, done.output
    assert "（respondents）" in done.output
    assert "（measure_count）" not in done.output, "no question asks which measures are named"
    file = town / "surveys" / "2025.yml"
    assert_canonical(file)
    assert {rule for _, rule in problems(town)} == {"missing_field"}
    text = f"{_text(file)}name: 調査\ndocument: ishiki-r6\n"
    file.write_text(text, encoding="utf-8", newline="\n")
    assert {rule for _, rule in problems(town)} == {"question_without_results"}
    *_, last, begun = read_records(read_folder(town)).records.surveys
    for one, before in zip(begun.questions, last.questions, strict=True):
        assert one == before.model_copy(
            update={"results": (), "respondents": None, "item_count": None}
        )
    groups = [group.model_copy(update={"respondents": None}) for group in last.groups]
    assert list(begun.groups) == groups


def uncommented(text: str) -> str:
    """Every example taken for good, as an author would begin."""
    return re.sub(r"^# (?=\s*- |\s*[a-z_]+:)", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("policy", "x", "--name", "え"), "policies/x/policy.yml"),
        (("project", "x", "--name", "え"), "projects/x.yml"),
        (("plan", "x", "--name", "え"), "plans/x.yml"),
        (("survey", "2025"), "surveys/2025.yml"),
        (("recommendation", "x", "--title", "え"), "recommendations/x.yml"),
        (("sheet", "mirai", "2023"), "policies/mirai/2023.yml"),
    ],
)
def test_the_examples_of_a_template_fit_the_model(
    town: Path, arguments: tuple[str, ...], path: str
) -> None:
    assert new(town, *arguments).exit_code == 0
    file = town / path
    file.write_text(uncommented(_text(file)), encoding="utf-8", newline="\n")
    assert_canonical(file)
    found = [
        problem for problem in read_records(read_folder(town)).problems if path in problem.path
    ]
    assert {problem.rule for problem in found} == {"placeholder"}
    assert all(problem.values["got"] in problem.excerpt for problem in found)
    # None is left that the check does not tell.
    assert len(found) == _text(file).count(": （") + _text(file).count("- （")


# A project's new year.


def projects(content: Path) -> Iterator[Path]:
    yield from sorted((content / "projects").glob("*.yml"))


def _only_added(before: bytes, after: bytes) -> bool:
    """Whether all lines are as they were, but for new ones in one place."""
    lines, now = before.splitlines(keepends=True), after.splitlines(keepends=True)
    same = next((n for n, (a, b) in enumerate(zip(lines, now, strict=False)) if a != b), len(lines))
    return now[len(now) - (len(lines) - same) :] == lines[same:]


def test_a_year_is_added_and_nothing_else_changes(town: Path) -> None:
    for file in projects(town):
        before = file.read_bytes()
        done = new(town, "year", file.stem, "令和7年度")
        assert done.exit_code == 0, done.output
        after = file.read_bytes()
        assert _only_added(before, after)
        assert_canonical(file)
        years = plain(file)["years"]
        assert isinstance(years, tuple)
        assert years[-1]["fiscal_year"] == 2025


def test_a_year_s_values_are_pending_and_last_year_s_beside_them(real: Path) -> None:
    assert new(real, "year", "kominkan-shusai", "R1").exit_code == 0
    text = _text(real / "projects" / "kominkan-shusai.yml")
    assert (
        "  - fiscal_year: 2019\n    # 【必ず書きます】令和2年度の文書は、まだありません。" in text
    )
    assert text.endswith("""\
    # document: （出典）
    # 決算額（平成30年度：7358）
    settlement: pending
    indicators:
      # 市民等と協働で企画実施した事業の割合（単位：％）（平成30年度：実績値 64.8、目標値 59.3）
      - id: kyodo-wariai
        actual: pending
        target: pending
        # 公表値（平成30年度：達成率（公表値） 109）
        # printed:
        #   achievement_rate: （達成率（公表値））
""")
    assert problems(real) == {("content/projects/kominkan-shusai.yml", "missing_field")}


def test_a_year_has_every_field_that_the_year_before_had(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026)
    assert new(town, "year", "mimamori", "2025").exit_code == 0
    file = town / "projects" / "mimamori.yml"
    before, year = plain(file)["years"][-2:]  # type: ignore[index]
    assert year["funding"] == dict.fromkeys(before["funding"], "pending")
    assert year["planned_cost_funding"] == {
        "general": "pending",
        "combined": tuple(
            part | {"amount": "pending"} for part in before["planned_cost_funding"]["combined"]
        ),
    }
    assert year["staff"] == dict.fromkeys(before["staff"], "pending")
    assert year["staff_rate"] == {"amount": "pending", "unit": "千円／人工"}
    first, second = year["budget_lines"]
    assert first == before["budget_lines"][0] | {"amount": "pending"}
    assert second["budget_project"] == "見守り体制整備費"
    assert year["unit_cost"] == {**before["unit_cost"], "quantity": "pending"}
    amounts = [key for key, value in before.items() if isinstance(value, int | Decimal)]
    money = ("planned_cost", "budget", "settlement_forecast", "carried_over", "user_charges")
    assert {*money, "initial_budget", "settlement", "personnel_cost"} < set(amounts)
    assert {year[key] for key in amounts if key != "fiscal_year"} == {"pending"}
    assert "variance_reason" not in year
    told = _text(file).partition("- fiscal_year: 2025")[2]
    assert "      # 国庫支出金（令和6年度：3600）\n      national: pending\n" in told
    assert (
        "# 公表値（令和6年度：執行率（公表値） 95.0、総事業費（公表値） 15225、単位コスト" in told
    )
    assert "    #   execution_rate: （執行率（公表値））\n" in told
    assert (
        "    # 自己評価（令和6年度：有効性 1、民間でできないか 1、総合評価 S、効率性 ある）\n"
        in told
    )
    assert "    #       value: （評価区分）\n    #       aspect: 有効性\n" in told
    assert (
        "# 段階ごとの評価（令和6年度：市長の判断 今後の方向性 拡充、今後の方向性 見直し、課長"
        in told
    )
    assert "    #   - step: shicho\n    #     date: （記入日）\n" in told
    assert "    # 活動の計画\n    # planned_activities:\n    #   - （活動の計画）\n" in told
    assert "    # 意見・要望\n    # requests: （意見・要望）\n" in told
    assert "    # next_action:\n    #   id: （今後の方向性）\n" in told
    assert "        # reference_period: （値の時点・期間）\n" in told
    assert "        #   - name: （値の見出し）\n        #     value: （値）\n" in told
    assert "# 指標の評価（令和6年度：進み具合の印 <A|B> *強調* ◎）\n        # rating:\n" in told
    assert "        #   scale: shirushi\n        #   value: （評価区分）\n" in told
    assert "# 達成したか（評価表の記載）（令和6年度：はい）\n        # achieved: （" in told
    assert problems(town) == set()
    added = told.partition("\nsilenced")[0]
    written = re.sub(r"(?m)^    # (?=\s*- |\s*[a-z_]+:)", "    ", added)
    file.write_text(_text(file).replace(added, written), encoding="utf-8", newline="\n")
    found = {p.rule for p in read_records(read_folder(town)).problems if "mimamori" in p.path}
    assert found == {"placeholder"}
    assert_canonical(file)


def test_what_is_noted_of_a_year_stays_with_it_when_the_next_is_added(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026)
    new(town, "year", "mimamori", "2025")
    file = town / "projects" / "mimamori.yml"
    first = _text(file).partition("- fiscal_year: 2025")[2].partition("\nsilenced")[0]
    text = _text(town / "municipality.yml").replace("edition: 2026", "edition: 2027", 1)
    (town / "municipality.yml").write_text(text, encoding="utf-8")
    assert new(town, "year", "mimamori", "2026").exit_code == 0
    assert f"- fiscal_year: 2025{first}\n  - fiscal_year: 2026\n" in _text(file)


def test_a_year_s_own_target_is_asked_for_again_in_every_draft(town: Path) -> None:
    _add_document(town, "hyoka-r8", 2026)
    new(town, "sheet", "tsunagari", "2025")
    new(town, "measure-sheet", "komorebi-2", "hiroba", "2025")
    new(town, "year", "kouminkan", "2025")
    sheet = plain(town / "policies" / "tsunagari" / "2025.yml")
    rows = {row["id"]: row for row in sheet["indicators"]}  # type: ignore[attr-defined]
    assert rows["kanshin"] == {"id": "kanshin", "actual": "pending", "target": "pending"}
    assert rows["koe"] == {"id": "koe", "actual": "pending"}, "it has no target"
    measure = plain(town / "measures" / "komorebi-2" / "hiroba" / "2025.yml")
    assert measure["indicators"][0]["target"] == "pending"  # type: ignore[index]
    project = plain(town / "projects" / "kouminkan.yml")["years"]
    assert isinstance(project, tuple)
    assert {row["target"] for row in project[-1]["indicators"]} == {"pending"}
    for text in begun(TOWN, "policies/tsunagari/index.md").texts:
        assert "actual: pending\n    target: pending\n" in text


def test_a_sheet_s_ratings_are_asked_for_on_the_scales_of_the_last_one(town: Path) -> None:
    new(town, "measure-sheet", "komorebi-2", "hiroba", "2025")
    last = plain(town / "measures" / "komorebi-2" / "hiroba" / "2024.yml")
    text = _text(town / "measures" / "komorebi-2" / "hiroba" / "2025.yml")
    given = [
        rating
        for name in ("self_evaluation", "council_evaluation", "external_evaluation")
        for rating in last.get(name, {}).get("ratings", ())  # type: ignore[attr-defined]
    ]
    assert given
    for rating in given:
        assert f"#     - scale: {rating['scale']}\n#       value: （評価区分）\n" in text


def test_line_ends_marks_and_what_follows_stay(town: Path) -> None:
    file = town / "projects" / "chonaikai.yml"
    text = "\ufeffyears:\r\n- fiscal_year: 2024\r\n  document: hyoka-r7\r\n# 後\r\nname: あ\r\n"
    file.write_bytes(text.encode())
    _add_document(town, "hyoka-r8", 2026)
    assert new(town, "year", "chonaikai", "2025").exit_code == 0
    head, tail = text.encode().split("# 後".encode())
    after = file.read_bytes()
    assert after.startswith(head)
    assert after.endswith("# 後".encode() + tail)
    assert b"- fiscal_year: 2025\r\n" in after
    assert b"\n" not in after.replace(b"\r\n", b"")


def test_a_file_without_a_last_line_end_gets_one(town: Path) -> None:
    file = town / "projects" / "junbi.yml"
    file.write_text("name: あ", encoding="utf-8")
    assert new(town, "year", "junbi", "2024").exit_code == 0
    assert _text(file).startswith("name: あ\nyears:\n  - fiscal_year: 2024\n")
    records = read_records(read_folder(town)).records
    assert records is not None
    project = next(p for p in records.projects if p.id == "junbi")
    assert [row.fiscal_year for row in project.years] == [FiscalYear(2024)]


def test_years_in_brackets_are_left_alone(town: Path) -> None:
    file = town / "projects" / "junbi.yml"
    file.write_text("name: あ\nyears: []\n", encoding="utf-8")
    done = new(town, "year", "junbi", "2024")
    assert done.exit_code == 2
    assert "何も書いていません" in done.output
    assert _text(file) == "name: あ\nyears: []\n"


def test_every_project_of_a_large_city_takes_a_year(tmp_path: Path) -> None:
    write_demo(tmp_path, policies=2, projects=6, years=3)
    content = tmp_path / "content"
    for file in projects(content):
        assert new(content, "year", file.stem, "2025").exit_code == 0
    records = read_records(read_folder(content))
    assert {problem.rule for problem in records.problems} <= {"missing_field"}
    for file in projects(content):
        last = plain(file)["years"][-1]  # type: ignore[index]
        assert last["settlement"] == Missing.PENDING.value


# What is refused. Nothing is written then.


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("sheet", "tsunagri", "2025"), "「tsunagari」の書き誤りではありませんか。"),
        (("sheet", "zzz", "2025"), "使える重点課題の id：tsunagari、"),
        (("sheet", "tsunagari", "2024"), "2024.yml はすでにあります。"),
        (("sheet", "tsunagari", "H0"), "「H0」は年度として読めません。"),
        (("sheet", "tsunagari", "../x"), "「../x」は年度として読めません。"),
        (("measure-sheet", "komorebi", "hiroba", "2025"), "「komorebi-2」の書き誤りでは"),
        (("measure-sheet", "komorebi-2", "zzz", "2025"), "使える章・施策・基本事業の id："),
        (("measure-sheet", "komorebi-2", "hiroba", "R6"), "2024.yml はすでにあります。"),
        (("policy", "mirai", "--name", "あ"), "policy.yml はすでにあります。"),
        (("policy", "Mirai", "--name", "あ"), "「Mirai」は識別子（id）に使えません。"),
        (("project", "../../x", "--name", "あ"), "「../../x」は識別子（id）に使えません。"),
        (("project", "a\n", "--name", "あ"), "識別子（id）に使えません。"),
        (("project", "a" * 81, "--name", "あ"), "識別子（id）に使えません。"),
        (("project", "1-2", "--name", "あ"), "取り違えるため、識別子（id）に使えません。何のこと"),
        (("plan", "0102", "--name", "あ"), "前に付けてください（例：jigyo-0102）。"),
        (("project", "con", "--name", "あ"), "「con」は、Windowsが機器の名前として使うため"),
        (("policy", "lpt9", "--name", "あ"), "別の名前にしてください（例：jigyo-lpt9）。"),
        (("project", "kigou", "--name", "あ"), "kigou.yml はすでにあります。"),
        (("project", "x", "--name", "あ", "--policy", "kigo"), "「kigou」の書き誤りでは"),
        (("project", "x"), "--name"),
        (("plan", "keikaku-4", "--name", "あ"), "keikaku-4.yml はすでにあります。"),
        (("survey", "R4"), "2022.yml はすでにあります。"),
        (("year", "chonaika", "2025"), "「chonaikai」の書き誤りではありませんか。"),
        (("year", "chonaikai", "R6"), "令和6年度の記録がすでにあります。"),
        (("year", "chonaikai", "来年"), "「来年」は年度として読めません。"),
    ],
)
def test_what_cannot_be_made_is_misuse(town: Path, arguments: tuple[str, ...], told: str) -> None:
    before = files(town)
    done = new(town, *arguments)
    assert done.exit_code == 2
    assert told in done.stderr
    assert files(town) == before
    assert sorted(path.name for path in town.parent.iterdir()) == ["content", "schemas"]


def test_a_record_that_cannot_be_read_is_told(town: Path) -> None:
    file = town / "projects" / "chonaikai.yml"
    file.write_text("name: [\n", encoding="utf-8")
    done = new(town, "year", "chonaikai", "2025")
    assert done.exit_code == 2
    assert "chonaikai.yml に問題があり、読めません。" in done.stderr
    assert _text(file) == "name: [\n"


def test_without_a_municipality_nothing_is_made(tmp_path: Path) -> None:
    done = new(tmp_path, "project", "x", "--name", "あ")
    assert done.exit_code == 2
    assert "municipality.yml" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_left_as_it_was(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("hyoka.files.atomic_write.Path.replace", refuse)
    done = new(town, "policy", "midori", "--name", "あ")
    assert done.exit_code == 1
    assert "書けません（Permission denied）。何も書いていません。" in done.stderr
    assert not (town / "policies" / "midori").exists()


def test_without_schemas_there_is_no_line_for_the_editor(real: Path) -> None:
    assert new(real, "project", "x", "--name", "あ").exit_code == 0
    assert "yaml-language-server" not in _text(real / "projects" / "x.yml")
