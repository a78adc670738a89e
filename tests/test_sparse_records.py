"""What pages say where the records tell little: no more than these tell, and why it is no more."""

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import content_from_memory, read_folder
from hyoka.evaluation import EvaluatedIndicatorYear, RoundingRules, evaluate_indicator
from hyoka.evaluation.figures import Reason, Status, unit_of_change
from hyoka.mkdocs_plugin.menu import menu
from hyoka.model import Direction, Indicator, IndicatorYear
from hyoka.opendata.column import reason_code
from hyoka.opendata.words import meaning
from hyoka.pages.summary import MAX_LENGTH, _fitting
from hyoka.units import FiscalYear, Missing
from hyoka.wording import load_language
from tests.rule_cases import BASE
from tests.small_city import MUNICIPALITY, PLAN, write_city

JA = load_language("ja")
SHEET = "fiscal_year: 2018\nedition: 2019\ndocument: r1\n"


def _pages(folder: Path, **records: str) -> Mapping[str, str]:
    content = write_city(folder, **records)
    return {page.url: page.markdown for page in site.build(read_folder(content), files=False).pages}


def _without_policies(folder: Path, **records: str) -> Mapping[str, str]:
    content = write_city(folder, **records)
    (content / "policies" / "kosodate" / "policy.yml").unlink()
    (content / "policies" / "kosodate").rmdir()
    return {page.url: page.markdown for page in site.build(read_folder(content), files=False).pages}


def _text(page: str) -> str:
    return re.sub(r"<[^>]*>", "", page)


def _year(indicator: dict[str, object], **rows: object) -> EvaluatedIndicatorYear:
    made = Indicator.model_validate({"id": "a", "name": "あ", "unit": "件"} | indicator)
    by_year = {
        FiscalYear(int(year[1:])): IndicatorYear.model_validate({"id": "a", "actual": actual})
        for year, actual in rows.items()
    }
    return evaluate_indicator(made, by_year, RoundingRules(1))[-1]


# A project's status.

PROJECT = """name: 見守り事業
policy: kosodate
indicators:
  - {{id: a, name: 満足度, unit: ％, kind: {a}}}
  - {{id: b, name: 参加者, unit: 人, kind: {b}, direction: {direction}}}
years:
  - {{fiscal_year: 2018, document: r1, settlement: 5, indicators: [{rows}]}}
"""
BOTH = "{id: a, actual: 50}, {id: b, actual: 7}"


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        (
            {"a": "output", "b": "output", "direction": "higher", "rows": BOTH},
            "判定しない",
            "活動指標だけなので、判定しません",
        ),
        (
            {"a": "output", "b": "outcome", "direction": "none", "rows": BOTH},
            "判定しない",
            "判定する指標の記録がありません",
        ),
        (
            {"a": "output", "b": "outcome", "direction": "higher", "rows": "{id: a, actual: 50}"},
            "判定できない",
            "この年度の成果指標の記録がありません",
        ),
        (
            {"a": "outcome", "b": "outcome", "direction": "higher", "rows": BOTH},
            "判定できない",
            "満足度：望ましい方向の記録がありません（ほかに1件も「判定できない」）",
        ),
    ],
)
def test_a_project_s_status_says_what_it_rests_on(
    tmp_path: Path, fields: dict[str, str], status: str, said: str
) -> None:
    judged = PROJECT.format(a="outcome", b="output", direction="higher", rows="{id: a, actual: 50}")
    pages = _pages(
        tmp_path,
        projects__mimamori=PROJECT.format(**fields),
        projects__judged=judged.replace("unit: ％", "unit: ％, direction: higher, baseline: 40"),
    )
    for url in ("projects/", "projects/mimamori/", "years/2018/projects/"):
        assert f"{status} {said}" in _text(pages[url]).replace("\n", "")


def test_a_city_of_which_nothing_is_judged_has_no_statuses_to_choose_or_count(
    tmp_path: Path,
) -> None:
    sheet = f"{SHEET}indicators: [{{id: manzoku, actual: %s}}]\n"
    project = PROJECT.format(a="output", b="output", direction="higher", rows=BOTH)
    told = ("", "years/2018/", "years/2018/indicators/", "indicators/", "projects/")
    marks = {}
    for actual in ("55", "not_surveyed"):
        pages = _pages(
            tmp_path / actual, projects__a=project, policies__kosodate__2018=sheet % actual
        )
        bodies = {url: pages[url].split("---", 2)[2] for url in told}
        marks[actual] = {url for url in told if re.search("判定し|状態", bodies[url])}
        assert ("<dt>状態</dt>" in pages["policies/kosodate/"]) == (actual == "55")
    assert marks == {"55": set(told), "not_surveyed": set()}


# Figures.


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "actual"),
    [("higher", 30000, 28000, 27500), ("lower", 10, 15, 20), ("higher", 5, 4, 6)],
)
def test_there_is_no_progress_towards_a_target_on_the_unwanted_side(
    direction: str, baseline: int, target: int, actual: int
) -> None:
    declared = {"direction": direction, "baseline": baseline, "target": target}
    year = _year(declared, y2018=actual)
    assert year.progress_rate.value is None
    assert year.progress_rate.reason == Reason("target_behind_baseline", "target")


def test_the_value_before_the_first_year_is_the_baseline() -> None:
    declared = {"direction": "higher", "baseline": 5, "baseline_year": 2017}
    year = _year(declared, y2018=7)
    assert year.year_on_year.reason == Reason("previous_is_baseline")
    assert JA.figure(year.change) == "+2件"
    later = _year(declared, y2019=7)
    assert later.year_on_year.reason == Reason("absent", "previous_actual")


@pytest.mark.parametrize(
    ("unit", "difference"),
    [("位以内", "位"), ("分以内", "分"), ("件以下", "件"), ("％", "ポイント"), ("以上", "以上")],
)
def test_a_difference_of_limits_is_no_limit(unit: str, difference: str) -> None:
    assert unit_of_change(unit) == difference


@pytest.mark.parametrize("unit", ["－", "-", "―", "ー"])
def test_a_dash_for_a_unit_is_no_minus_behind_the_number(unit: str) -> None:
    year = _year(
        {"unit": unit, "direction": "higher", "baseline": Decimal("1.36")}, y2018=Decimal("1.30")
    )
    assert JA.actual(year) == "1.30"
    assert JA.figure(year.change) == "−0.06"


def test_why_nothing_is_judged_is_told_in_words_of_judging() -> None:
    declared = {"direction": Direction.HIGHER, "baseline": 1}
    explained = JA.status_explanation(_year(declared, y2018="not_surveyed"))
    assert "判定できない理由：実績値が調査されていないため、判定できません。" in explained
    neither = JA.status_explanation(_year({"direction": "none"}, y2018=1))
    assert [line for line in neither if line.startswith("判定しない理由：")]
    assert "計算" not in "".join(neither)


def test_where_nobody_says_which_way_is_better_nothing_is_guessed() -> None:
    declared = {"direction": Direction.NOT_STATED, "baseline": 50, "target": 60}
    year = _year(declared, y2018=70)
    assert year.judgement.status is Status.UNDETERMINED
    assert year.judgement.target_met is None
    assert year.judgement.reason == Reason("no_direction")
    for figure in (year.achievement_rate, year.progress_rate):
        assert figure.value is None
        assert figure.reason == Reason("undeclared_direction")
    assert year.change.value == 20


def test_a_direction_is_not_said_to_be_taken_where_nothing_is_judged(tmp_path: Path) -> None:
    policy = """name: 子育て
number: 1
plan: keikaku
indicators:
  - {id: a, name: 満足度, unit: ％, baseline: 50.1, target: 60.2}
"""
    rows = "indicators: [{{id: a, actual: {}}}]\n"
    pages = {
        actual: _pages(
            tmp_path / actual,
            policies__kosodate__policy=policy,
            policies__kosodate__2018=f"{SHEET}{rows.format(actual)}",
        )["policies/kosodate/2018/"]
        for actual in ("55.5", "not_surveyed")
    }
    assert "高いほどよいものとして判定" in pages["55.5"]
    assert "高いほどよいものとして判定" not in pages["not_surveyed"]


def test_a_status_by_a_preliminary_actual_says_so() -> None:
    indicator = Indicator.model_validate(
        {"id": "a", "name": "あ", "unit": "件", "direction": "higher", "baseline": 5}
    )
    row = IndicatorYear.model_validate({"id": "a", "actual": 3, "preliminary": True})
    (year,) = evaluate_indicator(indicator, {FiscalYear(2018): row}, RoundingRules(1))
    assert year.status is Status.WORSENED
    assert JA.movement(year) == "策定時より−2件（速報値）"


def test_the_baseline_s_year_is_told_where_it_is_known() -> None:
    declared = {"direction": "higher", "baseline": 5, "baseline_year": 2014, "target": 9}
    assert "計画を作った時の数値（平成26年度）より2件多くなっています" in JA.sentence(
        _year(declared, y2018=7)
    )


# What there is none of.


def test_a_city_without_policies_is_told_of_none(tmp_path: Path) -> None:
    project = PROJECT.format(a="outcome", b="output", direction="higher", rows=BOTH)
    project = project.replace("policy: kosodate\n", "")
    pages = _without_policies(tmp_path, projects__mimamori=project)
    year = _text(pages["years/2018/"])
    assert "重点課題" not in year
    assert "決算額の合計" in year
    assert "5千円" in year
    assert not pages.keys() & {"policies/", "surveys/"}
    assert "重点課題" not in _text(pages["projects/mimamori/"])
    assert not re.search('<th scope="col"[^>]*>評価表', pages["years/"])


def test_of_what_a_city_records_nothing_there_is_no_list_and_no_way_to_one() -> None:
    files = {entry.path: entry.data or b"" for entry in read_folder(BASE).entries}
    project = files["projects/matsuri.yml"].replace(b"policy: machi\n", b"")
    content = {"municipality.yml": files["municipality.yml"], "projects/matsuri.yml": project}
    pages = site.build(content_from_memory(content), files=False).pages
    paths = {page.path for page in pages}
    lists = {f"{name}/index.md" for name in ("policies", "plans", "surveys", "recommendations")}
    assert not paths & lists
    assert "projects/index.md" in paths
    assert not lists & {
        path for it in menu(JA, paths) for path in it.values() if isinstance(path, str)
    }
    leading = re.compile(r"\((?:\.\./)*(?:policies|plans|surveys|recommendations)/\)")
    assert [page.path for page in pages if leading.search(page.markdown)] == []


@pytest.mark.parametrize(
    ("records", "lacking"),
    [
        (
            {"policies__kosodate__2018": f"{SHEET}indicators: [{{id: manzoku, actual: 5}}]\n"},
            "projects",
        ),
        ({}, "projects|years"),
    ],
)
def test_without_projects_or_years_there_is_no_list_of_them_either(
    tmp_path: Path, records: Mapping[str, str], lacking: str
) -> None:
    pages = _pages(tmp_path, **records)
    assert [url for url in pages if re.search(rf"^(?:.*\d/)?(?:{lacking})/$", url)] == []
    assert any(re.search("years/2018/$", url) for url in pages) == bool(records)
    leading = re.compile(
        rf"""(?:href="|]\()(?:[./]*|years/\d+/)(?:{lacking})/(?:[?#][^"')]*)?["')]"""
    )
    told = {url: page for url, page in pages.items() if not url.startswith("data/")}
    assert [url for url, page in told.items() if leading.search(page)] == []


def test_the_sheets_of_a_year_are_those_of_chapters_and_measures_too(tmp_path: Path) -> None:
    plan = PLAN.replace(
        "name: 子育て}",
        "name: 子育て, indicators: [{id: a, name: 数, unit: 件, direction: higher}]}",
    )
    pages = _without_policies(
        tmp_path,
        plans__keikaku=plan,
        measures__keikaku__m1__2018=f"{SHEET}indicators: [{{id: a, actual: 3}}]\n",
    )
    years = pages["years/"]
    assert re.search("<td[^>]*>1</td>", years)
    assert not re.search("<td[^>]*>0</td>", years)
    counts = pages["years/2018/"].split('id="statuses"')[0]
    assert "章・施策の指標" in pages["years/2018/"]
    for page in (pages[""], pages["years/2018/"]):  # the city records no projects
        assert not re.search("事業の(範囲|一覧)|事業や指標|指標と事業|合計した", _text(page))
    assert "重点課題の指標" not in counts


def test_a_sheet_without_projects_is_not_told_of_0(tmp_path: Path) -> None:
    sheet = f"{SHEET}indicators: [{{id: manzoku, actual: 55}}]\n"
    year = _pages(tmp_path, policies__kosodate__2018=sheet)["years/2018/"]
    row = year.split("<tbody>")[2].split("</tr>")[0]
    assert "記載なし" in row
    assert not re.search("<td[^>]*>0</td>", row)


def test_a_sum_of_nothing_but_pending_amounts_is_pending(tmp_path: Path) -> None:
    year = "  - {fiscal_year: 2018, document: r1, settlement: pending, activities: [ある]}\n"
    pages = _pages(
        tmp_path,
        projects__a=f"name: あ\npolicy: kosodate\nyears:\n{year}",
        projects__b=f"name: い\npolicy: kosodate\nyears:\n{year}",
        policies__kosodate__2018=f"{SHEET}indicators: [{{id: manzoku, actual: 55}}]\n",
    )
    told = _text(pages["years/2018/"])
    assert "決算額がまだ集計されていないため、計算できません。" in told
    assert "決算額の記録がないため" not in told


def test_the_comparison_of_policies_has_their_sums(tmp_path: Path) -> None:
    year = "  - {fiscal_year: 2018, document: r1, settlement: 1234}\n"
    other = "name: 防災\nnumber: 2\nplan: keikaku\n"
    compared = _text(
        _pages(
            tmp_path,
            policies__bousai__policy=other,
            projects__a=f"name: あ\npolicy: kosodate\nyears:\n{year}",
            projects__b=f"name: い\npolicy: bousai\nyears:\n{year}",
            projects__c=f"name: う\npolicy: bousai\nyears:\n{year}",
        )["years/2018/compare/"]
    )
    assert "1,234" in compared
    assert "2,468" in compared
    assert "2事業中2事業の合計" in compared


# The municipality's own words.


def test_a_heading_of_the_municipality_s_own_is_that_of_its_data_too(tmp_path: Path) -> None:
    own = f"{MUNICIPALITY}headings: {{council_evaluation: '課長{{等}}意見'}}\n"
    content = write_city(
        tmp_path,
        municipality=own,
        policies__kosodate__2018=f"{SHEET}council_evaluation: {{text: よい。}}\n",
    )
    made = site.build(read_folder(content))
    (codes,) = (file for file in made.files if file.path.endswith("_codes.csv"))
    assert "council_evaluation,課長{等}意見" in codes.content.decode()
    assert "会議における評価" not in codes.content.decode()


def test_what_no_project_names_is_not_told_as_known(tmp_path: Path) -> None:
    pages = _pages(tmp_path, projects__a="name: あ\nyears: []\n")
    assert "重点課題" not in pages["projects/a/"]
    assert "属さない" not in pages["projects/a/"] + pages["projects/"]


def test_a_city_that_records_no_money_has_no_section_and_no_column_of_it(tmp_path: Path) -> None:
    year = "years:\n  - {fiscal_year: 2018, document: r1, activities: [警備をした。]%s}\n"
    measure = "name: あ\nmeasure: {plan: keikaku, id: m1}\n"
    told = ("years/", "years/2018/projects/", "projects/", "projects/a/", "plans/keikaku/m1/")
    without = _pages(tmp_path / "without", projects__a=measure + year % "")
    assert [url for url in told if "決算額" in without[url]] == []
    assert 'id="indicators"' not in without["projects/a/"]
    known = _pages(tmp_path / "known", projects__a=measure + year % ", settlement: 12")
    assert [url for url in told if "決算額" not in known[url]] == []


def test_a_year_of_pending_actuals_before_one_with_results_is_no_plan(tmp_path: Path) -> None:
    rows = {2017: "55", 2018: "pending", 2019: "58", 2020: "pending"}
    sheets = {
        f"policies__kosodate__{year}": f"fiscal_year: {year}\nedition: {year + 1}\ndocument: r1\n"
        f"indicators: [{{id: manzoku, actual: {actual}}}]\n"
        for year, actual in rows.items()
    }
    pages = _pages(tmp_path, **sheets)
    assert "平成30年度（2018年度）の実績" in pages["policies/kosodate/"]
    assert "未集計" in pages["policies/kosodate/2018/"]
    assert "これから" not in pages["policies/kosodate/2018/"]
    assert "令和2年度（2020年度）の予定" in pages["policies/kosodate/"]


def test_where_no_target_can_be_compared_none_is_said_to_be_missed(tmp_path: Path) -> None:
    policy = """name: 子育て
number: 1
plan: keikaku
indicators:
  - {id: a, name: 相談, unit: 件, direction: lower, baseline: 5}
"""
    home = _pages(
        tmp_path,
        policies__kosodate__policy=policy,
        policies__kosodate__2018=f"{SHEET}indicators: [{{id: a, actual: 4}}]\n",
    )[""]
    assert "目標と比べられる指標は、ありません。" in home
    assert "目標に届いたものは" not in home


def test_preliminary_verdicts_are_counted_apart(tmp_path: Path) -> None:
    row = "indicators: [{{id: manzoku, actual: 55{}}}]\n"
    pages = {
        mark: _pages(
            tmp_path / str(len(mark)), policies__kosodate__2018=f"{SHEET}{row.format(mark)}"
        )
        for mark in ("", ", preliminary: true")
    }
    told = "指標のうち1件は、速報値で判定しています。"
    assert all(told in pages[", preliminary: true"][url] for url in ("", "years/2018/"))
    assert not any(told in pages[""][url] for url in ("", "years/2018/"))


def test_without_any_baseline_none_is_explained(tmp_path: Path) -> None:
    policy = """name: 子育て
number: 1
plan: keikaku
indicators:
  - {id: a, name: 相談, unit: 件, direction: lower}
"""
    pages = _pages(tmp_path, policies__kosodate__policy=policy)
    assert "「策定時」とあるのは" not in pages[""] + pages["indicators/"]
    with_one = _pages(tmp_path / "other")
    assert "「策定時」とあるのは" in with_one["indicators/"]


@pytest.mark.parametrize(
    ("baseline_year", "actual", "status", "reason"),
    [
        (2019, 7, Status.UNDETERMINED, Reason("not_after_baseline", "baseline")),
        (2018, 5, Status.UNDETERMINED, Reason("not_after_baseline", "baseline")),
        (2018, 7, Status.IMPROVED, None),
        (2017, 5, Status.UNCHANGED, None),
    ],
)
def test_no_year_is_compared_with_a_later_baseline_or_with_itself(
    baseline_year: int, actual: int, status: Status, reason: Reason | None
) -> None:
    year = _year(
        {"direction": "higher", "baseline": 5, "baseline_year": baseline_year}, y2018=actual
    )
    assert (year.status, year.judgement.reason) == (status, reason)
    assert (year.change.value is None) == (reason is not None)


def test_every_reason_is_told_by_its_code_in_the_data() -> None:
    reasons = JA.words["reasons"]
    assert isinstance(reasons, dict)
    for code, word in reasons.items():
        if code == "missing":
            continue  # they are one code for a value that is missing for such a cause
        named = "{input}" in str(word)
        reason = Reason(code, "target" if named else "")
        assert meaning(reason_code(reason), JA) == JA.reason(reason)
    behind = Reason("target_behind_baseline", "target")
    assert meaning(reason_code(behind), JA) == JA.reason(behind)


def test_a_target_of_0_is_told_before_there_is_a_year(tmp_path: Path) -> None:
    policy = """name: 子育て
number: 1
plan: keikaku
indicators:
  - {id: a, name: 待機児童, unit: 人, direction: lower, baseline: 30, target: 0}
"""
    home = _pages(tmp_path, policies__kosodate__policy=policy)[""]
    assert "策定時 30人、計画の目標 0人、実績はこれからです" in home


def test_a_plan_that_others_have_followed_is_not_told_as_to_come(tmp_path: Path) -> None:
    plan = PLAN.replace("2016", "2010").replace("2020", "2014")
    pages = _pages(
        tmp_path,
        plans__mae=plan,
        policies__mukashi__policy="name: 昔\nnumber: 1\nplan: mae\nindicators:\n"
        "  - {id: a, name: 数, unit: 件, direction: higher, baseline: 1, target: 2}\n",
        policies__kosodate__2018=f"{SHEET}indicators: [{{id: manzoku, actual: 55}}]\n",
    )
    assert "策定時 1件、計画の目標 2件、実績の記録はありません" in pages[""]
    assert "これから" not in pages["policies/mukashi/"]


def test_who_missed_a_target_is_named_beside_another_s_status(tmp_path: Path) -> None:
    project = """name: 見守り事業
policy: kosodate
indicators:
  - {id: a, name: 満足度, unit: ％, kind: outcome, direction: higher, baseline: 40, target: 60}
  - {id: b, name: 参加者, unit: 人, kind: outcome, direction: higher, baseline: 5}
years:
  - fiscal_year: 2018
    document: r1
    indicators: [{id: a, actual: 50}, {id: b, actual: not_surveyed}]
"""
    pages = _pages(tmp_path, projects__mimamori=project)
    for url in ("projects/", "projects/mimamori/"):
        told = _text(pages[url]).replace("\n", "")
        assert "参加者：実績値は「調査なし」です目標に届いていない指標：満足度" in told


def test_a_range_left_behind_says_that_the_baseline_was_inside() -> None:
    indicator = {"direction": "range", "range": {"highest": 20}, "baseline": 19}
    year = _year(indicator | {"unit": "度"}, y2018=21)
    assert JA.movement(year) == "望ましい範囲まで1度、策定時は範囲の中"


def test_no_description_ends_inside_a_number() -> None:
    told = _fitting(["あ" * (MAX_LENGTH - 6) + "達成率69.05％です。"])
    assert told.endswith("達成率…")


@pytest.mark.parametrize("unit", ["分以内", "件以下", "人以上"])
def test_a_limit_is_no_share(unit: str) -> None:
    year = _year({"unit": unit, "direction": "lower", "baseline": 10}, y2018=8)
    assert year.change_rate is not None
    assert JA.figure(year.change_rate) == "−20.0％"


def test_a_baseline_without_a_number_is_not_said_to_be_of_a_later_year() -> None:
    declared = {"direction": "higher", "baseline": "not_surveyed", "baseline_year": 2019}
    year = _year(declared, y2018=8)
    assert year.judgement.reason == Reason("no_reference")
    assert year.change.reason == Reason("missing", "baseline", Missing.NOT_SURVEYED)


def test_every_planned_year_after_the_last_actual_is_told(tmp_path: Path) -> None:
    rows = {2017: "55", 2018: "pending", 2019: "pending"}
    sheets = {
        f"policies__kosodate__{year}": f"fiscal_year: {year}\nedition: {year + 1}\ndocument: r1\n"
        f"indicators: [{{id: manzoku, actual: {actual}}}]\n"
        for year, actual in rows.items()
    }
    home = _pages(tmp_path, **sheets)[""]
    assert "平成30年度（2018年度）から令和元年度（2019年度）までの実績はこれからです。" in home


SURVEY = """fiscal_year: 2018
name: 調査
document: r1
plan: keikaku
respondents: 500
questions:
  - id: manzoku
    question: 満足していますか。
    asks: satisfaction
    lowest_mean: 0
    highest_mean: 10
    results: [{{measure: m1, share: 30.2, mean: 5.6}}, {{measure: c1, share: 17.5, mean: 4.1}}]
  - id: juuyou
    question: 重要ですか。
    asks: importance
    lowest_mean: 0
    highest_mean: 10
    results: [{{measure: m1, share: 60.4{mean}}}, {{measure: c1, share: 20.3{mean}}}]
"""


@pytest.mark.parametrize(
    ("mean", "unit", "first"), [("", "割合", "30.2％60.4％"), (", mean: 7.5", "平均点", "5.67.5")]
)
def test_what_only_one_of_two_questions_has_a_mean_of_is_told_in_shares(
    mean: str, unit: str, first: str, tmp_path: Path
) -> None:
    page = _pages(tmp_path, surveys__2018=SURVEY.format(mean=mean))["surveys/2018/"]
    beside = _text(page.split("{#beside}")[1])
    assert f"重要度 （{unit}）" in beside
    assert first in re.sub(r"\s", "", beside)
    assert "記載なし" not in beside.split("出典")[0]


# Levels of a plan.


def test_a_level_whose_sheets_have_no_indicators_has_no_section_for_them(tmp_path: Path) -> None:
    below = (
        "measures: [{id: m2, number: 1, name: 保育, indicators: "
        "[{id: a, name: 待機児童, unit: 人, direction: lower, target: 0, target_year: 2020}]}]"
    )
    plan = PLAN.replace("name: 子育て}", f"name: 子育て, {below}}}")
    records = {
        "plans__keikaku": plan,
        "measures__keikaku__m1__2018": SHEET + "self_evaluation: {text: 進んでいる。}\n",
        "measures__keikaku__m2__2018": SHEET + "indicators: [{id: a, actual: 3}]\n",
    }
    pages = _pages(tmp_path, **records)
    assert "{#indicators}" in pages["plans/keikaku/m2/2018/"]
    above = pages["plans/keikaku/m1/2018/"]
    assert "進んでいる。" in above
    assert "{#indicators}" not in above
    assert JA.word("sheet.nothing") not in above
