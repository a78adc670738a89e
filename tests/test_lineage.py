"""What became of records: lineage, breaks of comparability, measures' sheets, corrections."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka.checks.ids import unknown_id
from hyoka.checks.lineage import succession_circle, succession_too_early
from hyoka.content import read_folder
from hyoka.content.record_paths import path_of
from hyoka.content.records import read_records
from hyoka.evaluation import (
    CorrectedValue,
    EvaluatedIndicatorYear,
    EvaluatedMeasure,
    EvaluatedSite,
    History,
    RoundingRules,
    evaluate,
    evaluate_indicator,
)
from hyoka.evaluation.figures import Reason, Status
from hyoka.model import (
    Break,
    Direction,
    FormerName,
    Indicator,
    IndicatorYear,
    MeasureSheet,
    Project,
    Records,
    name_in,
)
from hyoka.pages import Page
from hyoka.site import build
from hyoka.units import FiscalYear, Missing
from hyoka.urls import corrected_path
from hyoka.wording import load_language
from tests.building import made_of

TOWN = Path(__file__).parent / "town" / "content"
BAD = Path(__file__).parent / "rules"
JAPANESE = load_language("ja")
Y2017, Y2018, Y2019 = (FiscalYear(year) for year in range(2017, 2020))


def _records(content: Path) -> Records:
    records = read_records(read_folder(content)).records
    assert records is not None
    return records


@pytest.fixture(scope="module")
def town() -> EvaluatedSite:
    return evaluate(_records(TOWN))


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return {page.path: page for page in made_of(TOWN, files=True).pages}


# Names.


def test_a_record_is_called_by_the_name_of_the_year() -> None:
    names = (
        FormerName(name="二番目", until=FiscalYear(2019)),
        FormerName(name="一番目", until=FiscalYear(2016)),
    )
    project = Project(id="a", name="今", former_names=names)
    called = [name_in(project, FiscalYear(year)) for year in (2015, 2016, 2017, 2019, 2020)]
    assert called == ["一番目", "一番目", "二番目", "二番目", "今"]


def test_old_sheets_print_the_name_of_their_time(pages: dict[str, Page]) -> None:
    old, new = (pages[f"policies/komorebi-2/{year}.md"] for year in (2023, 2024))
    assert old.title.startswith("川とともにあるまちづくり　令和5年度")
    assert new.title.startswith("川と生きるまちづくり　令和6年度")
    assert old.policy == new.policy == "川と生きるまちづくり"
    assert "川辺の広場活用事業</a>" in old.markdown
    assert "川辺の広場にぎわい事業</a>" in new.markdown
    sheet = pages["plans/komorebi-2/hiroba/2023.md"]
    assert sheet.title.startswith("川辺の広場の活用　令和5年度")
    assert "広場の利用者数（目視）</a></th>" in sheet.markdown
    assert "第1章「川と暮らし」" in sheet.markdown
    assert "川とともにあるまちづくり</a>" in pages["years/2023.md"].markdown


# Lineage.


def _told(history: History) -> tuple[list[str], list[str]]:
    """The names of the predecessors and of the successors."""
    return (
        [related.lineal.named.name for related in history.predecessors],
        [related.lineal.named.name for related in history.successors],
    )


def _project(town: EvaluatedSite, name: str) -> Project:
    return next(p.project for p in town.projects if p.project.id == name)


def test_a_succession_is_recorded_once_and_told_from_both_sides(town: EvaluatedSite) -> None:
    merged = _project(town, "kawabe-hiroba")
    assert _told(town.lineage.of(merged)) == (["川辺の朝市事業", "川辺の花壇づくり事業"], [])
    for name in ("kawabe-ichi", "kawabe-kadan"):
        project = _project(town, name)
        assert project.succeeds == ()
        assert _told(town.lineage.of(project)) == ([], ["川辺の広場にぎわい事業"])
    split = town.lineage.of(_project(town, "suigai-sonae"))
    assert _told(split) == ([], ["水害を学ぶ教室事業", "水害避難訓練事業"])


def test_what_has_no_history_tells_none(town: EvaluatedSite) -> None:
    assert not town.lineage.of(_project(town, "chonaikai"))
    assert town.lineage.of(_project(town, "kawabe-ichi"))


def test_an_indicator_goes_on_in_another_record(town: EvaluatedSite) -> None:
    hiroba = town.parts["komorebi-2", "hiroba"]
    history = town.lineage.of(hiroba, hiroba.described.indicators[0])
    (related,) = history.predecessors
    assert related.lineal.owner == town.parts["komorebi-1", "tsudoi"]
    assert (
        JAPANESE.related_name(history.of, related)
        == "「川辺のつどいとそなえ」の川辺の広場を使った人の数"
    )
    kunren = _project(town, "suigai-kunren")
    (within,) = town.lineage.of(kunren, kunren.indicators[1]).predecessors
    assert JAPANESE.related_name(town.lineage.of(kunren, kunren.indicators[1]).of, within) == (
        "避難訓練に参加した世帯の割合"
    )


def test_pages_link_both_ways(pages: dict[str, Page]) -> None:
    new, old = pages["projects/kawabe-hiroba.md"], pages["projects/kawabe-ichi.md"]
    before = '<li>旧：<a href="../kawabe-ichi/">川辺の朝市事業</a>（令和4年度まで。統合）</li>'
    after = (
        '<li>後継：<a href="../kawabe-hiroba/">川辺の広場にぎわい事業</a>（令和5年度から。統合）'
    )
    assert before in new.markdown
    assert after in old.markdown
    assert "<li>旧：川辺の広場活用事業（令和5年度まで。改称）</li>" in new.markdown
    moved = pages["projects/kawabe-seisou.md"].markdown
    assert "（令和5年度まで。移管。環境課から公園課へ。）" in moved


# Checks.


def _project_file(content: Path, name: str, succeeds: dict[str, int]) -> None:
    lines = [f"name: 事業{name}\n", "succeeds:\n" if succeeds else ""]
    for identifier, year in succeeds.items():
        lines.append(f"  - id: {identifier}\n    kind: merged\n    fiscal_year: {year}\n")
    (content / f"projects/{name}.yml").write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(BAD / "base", tmp_path / "content")


def test_each_circle_is_found_once_with_its_ids(content: Path) -> None:
    successions: dict[str, dict[str, int]] = {
        "a": {"b": 2018},
        "b": {"c": 2018, "a": 2018},
        "c": {"a": 2018},
        "d": {"a": 2018},
        "e": {"f": 2018},
        "f": {"e": 2018},
        "g": {"h": 2018},
        "h": {},
    }
    for name, succeeds in successions.items():
        _project_file(content, name, succeeds)
    found = [finding.values["circle"] for finding in succession_circle(_records(content))]
    assert found == ["a → b → c → a", "e → f → e"]


def test_a_long_line_of_successions_is_no_circle(content: Path) -> None:
    for number in range(200):
        _project_file(content, f"p{number}", {f"p{number + 1}": 2018} if number < 199 else {})
    assert list(succession_circle(_records(content))) == []


def test_a_successor_begins_after_its_predecessor(content: Path) -> None:
    _project_file(content, "a", {"matsuri": 2019})
    assert list(succession_too_early(_records(content))) == []
    _project_file(content, "a", {"matsuri": 2018})
    (finding,) = succession_too_early(_records(content))
    assert finding.values == {"id": "matsuri", "first": "2018", "year": "2018"}


def test_a_predecessor_that_could_not_be_read_is_known(content: Path) -> None:
    _project_file(content, "a", {"matsuri": 2019})
    (content / "projects/matsuri.yml").write_text("name: '\n", encoding="utf-8")
    assert list(unknown_id(_records(content))) == []


@pytest.mark.parametrize(("folder", "rule"), [("zzz/kizuna", "no_plan"), ("keikaku/z", "no_part")])
def test_a_measures_sheet_lies_in_the_folder_of_its_measure(
    content: Path, folder: str, rule: str
) -> None:
    file = content / "measures" / folder / "2018.yml"
    file.parent.mkdir(parents=True)
    file.write_text("fiscal_year: 2018\nedition: 2019\ndocument: r1-hyoka\n", encoding="utf-8")
    (finding,) = unknown_id(_records(content))
    assert (finding.rule, finding.path) == (rule, f"measures/{folder}/2018.yml")


def test_an_unread_plan_hides_no_sheet_of_its_measures(content: Path) -> None:
    file = content / "measures/keikaku/kizuna/2018.yml"
    file.parent.mkdir(parents=True)
    file.write_text("fiscal_year: 2018\nedition: 2019\ndocument: r1-hyoka\n", encoding="utf-8")
    (content / "plans/keikaku.yml").write_text("name: '\n", encoding="utf-8")
    records = _records(content)
    assert list(unknown_id(records)) == []
    assert records.count + len(records.unread) == len(list(content.rglob("*.yml")))
    (sheet,) = records.measure_sheets
    assert path_of(sheet) == "measures/keikaku/kizuna/2018.yml"


# Breaks of comparability.


def _indicator(breaks: tuple[int, ...], **fields: object) -> Indicator:
    changed = tuple(Break(fiscal_year=FiscalYear(year), reason="改めた。") for year in breaks)
    base = {"id": "a", "name": "指標", "unit": "件", "direction": "higher", "breaks": changed}
    return Indicator.model_validate({**base, **fields})


def _years(indicator: Indicator, *actuals: int) -> list[EvaluatedIndicatorYear]:
    """The years from 2017 on."""
    rows = {
        Y2017.plus(passed): IndicatorYear(id="a", actual=Decimal(actual), target=Decimal(100))
        for passed, actual in enumerate(actuals)
    }
    return list(evaluate_indicator(indicator, rows, RoundingRules(1)))


def test_nothing_is_compared_across_a_break() -> None:
    before, year, after = _years(_indicator((2018,), baseline=Decimal(10)), 20, 5, 7)
    assert (before.change.value, before.status) == (Decimal(10), Status.IMPROVED)
    apart = Reason("measured_otherwise", "baseline")
    for figure in (year.change, year.change_rate, year.progress_rate, after.change):
        assert figure is not None
        assert (figure.value, figure.reason) == (None, apart)
    assert year.year_on_year.reason == Reason("measured_otherwise", "previous_actual")
    assert year.year_on_year_rate is not None
    assert year.year_on_year_rate.reason == Reason("measured_otherwise", "previous_actual")
    assert (year.status, year.judgement.reason) == (Status.UNDETERMINED, apart)
    assert year.judgement.target_met is False
    assert after.year_on_year.value == 2


def test_behind_a_break_the_status_rests_on_last_year() -> None:
    *_, after = _years(_indicator((2018,), baseline=Decimal(10)), 20, 5, 7)
    assert (after.status, after.judgement.compared_with) == (Status.IMPROVED, "previous_actual")
    assert (
        JAPANESE.sentence(after) == "この年度の目標の7.0％の水準で、前年度より2件多くなっています。"
    )


def test_a_target_that_is_met_is_met_whatever_came_before() -> None:
    _, year = _years(_indicator((2018,), baseline=Decimal(10)), 20, 120)
    assert year.status is Status.ACHIEVED
    assert year.achievement_rate.value == 120


def test_a_baseline_of_a_later_year_is_comparable_after_the_break() -> None:
    indicator = _indicator((2018,), baseline=Decimal(10), baseline_year=2018)
    before, year = _years(indicator, 20, 15)
    assert before.change.reason == Reason("measured_otherwise", "baseline")
    assert (year.change.value, year.status) == (Decimal(5), Status.IMPROVED)


def test_without_a_baseline_last_year_is_what_cannot_be_compared() -> None:
    _, year = _years(_indicator((2018,)), 20, 15)
    assert year.judgement.reason == Reason("measured_otherwise", "previous_actual")
    assert year.change.reason == Reason("absent", "baseline")


def test_what_is_missing_is_told_before_the_break() -> None:
    rows = {Y2018: IndicatorYear(id="a", actual=Missing.PENDING)}
    (year,) = evaluate_indicator(_indicator((2018,), baseline=Decimal(10)), rows, RoundingRules(1))
    assert year.change.reason == Reason("missing", "actual", Missing.PENDING)
    assert year.judgement.reason == Reason("missing", "actual", Missing.PENDING)


def test_a_break_changes_nothing_on_its_own_side() -> None:
    indicator = _indicator((2030, 1990), baseline=Decimal(10), baseline_year=2016)
    plain = indicator.model_copy(update={"breaks": ()})
    assert [
        (year.change, year.year_on_year, year.judgement) for year in _years(indicator, 20, 15, 30)
    ] == [(year.change, year.year_on_year, year.judgement) for year in _years(plain, 20, 15, 30)]


def test_without_a_direction_a_break_gives_no_other_reason() -> None:
    _, year = _years(_indicator((2018,), direction=Direction.NONE, baseline=Decimal(10)), 20, 15)
    assert year.judgement.reason == Reason("neither")


# Measures.


def _measure(town: EvaluatedSite, plan: str, name: str) -> EvaluatedMeasure:
    found = (m for m in town.measures if (m.part.plan.id, m.part.id) == (plan, name))
    return next(found)


def test_a_measure_has_its_sheets_indicators_projects_and_money(town: EvaluatedSite) -> None:
    measure = _measure(town, "komorebi-2", "hiroba")
    assert [year.fiscal_year.year for year in measure.sheets] == [2023, 2024]
    assert [indicator.owner for indicator in measure.indicators] == [measure.part] * 2
    latest = measure.years[-1]
    assert [p.project.id for p in latest.projects] == ["kawabe-hiroba", "kawabe-seisou"]
    assert (latest.money.total.value, latest.money.total.of) == (Decimal(1070), 2)
    assert not latest.money.same_projects


def test_a_project_belongs_to_the_measure_that_it_names(town: EvaluatedSite) -> None:
    measure = _measure(town, "komorebi-2", "sonae")
    names = {project.project.id for project in measure.projects}
    assert names == {"suigai-sonae", "suigai-kunren"}  # those of a level below are not of it
    assert [sheet.fiscal_year.year for sheet in measure.sheets] == [2023, 2024]
    # The project is older than the plan: its first years are none of the measure's.
    assert [year.fiscal_year.year for year in measure.years] == [2023, 2024]


def test_a_chapter_may_have_sheets_and_indicators(town: EvaluatedSite) -> None:
    chapter = _measure(town, "komorebi-2", "kawabe")
    assert chapter.part.measure is None
    assert [year.fiscal_year.year for year in chapter.sheets] == [2023, 2024]
    assert str(chapter.sheets[-1].indicators[0].achievement_rate.shown) == "98.7"


def test_only_what_is_more_than_a_name_has_a_page(
    town: EvaluatedSite, pages: dict[str, Page]
) -> None:
    of_plans = {path for path, page in pages.items() if page.kind == "measure"}
    recorded = {f"plans/{m.part.plan.id}/{m.part.id}/index.md" for m in town.measures if m.recorded}
    assert of_plans == recorded
    assert "plans/keikaku-4/hikari/index.md" not in of_plans
    assert "plans/komorebi-2/ichiba/index.md" in of_plans


def test_the_plans_page_says_what_is_not_registered(pages: dict[str, Page]) -> None:
    assert (
        "この計画の章・施策・基本事業の評価表は未登録です。"
        in pages["plans/keikaku-4/index.md"].markdown
    )
    page = pages["plans/komorebi-2/index.md"].markdown
    assert "この計画の章・施策・基本事業の評価表は未登録です。" not in page
    assert '<a href="hiroba/2024/">令和6年度（2024年度）</a>' in page


def test_every_indicator_is_on_the_list_of_indicators(
    town: EvaluatedSite, pages: dict[str, Page]
) -> None:
    listed = pages["indicators/index.md"].markdown
    indicators = [indicator for policy in town.policies for indicator in policy.indicators]
    indicators += [indicator for measure in town.measures for indicator in measure.indicators]
    indicators += [indicator for project in town.projects for indicator in project.indicators]
    assert listed.count('<th scope="row"><a') == len(indicators)
    assert 'href="../plans/komorebi-2/hiroba/indicators/riyou/"' in listed


def test_a_year_lists_the_sheets_of_measures(town: EvaluatedSite, pages: dict[str, Page]) -> None:
    year = next(year for year in town.years if year.fiscal_year.year == 2024)
    assert [measure.part.id for measure in year.measures] == ["kawabe", "hiroba", "sonae", "manabi"]
    assert 'href="../../plans/komorebi-2/hiroba/2024/"' in pages["years/2024.md"].markdown
    assert "{#measures}" not in pages["years/2022.md"].markdown


def test_a_survey_about_another_plan_says_nothing_of_a_policy(town: EvaluatedSite) -> None:
    policy = town.policies_by_id["komorebi-2"]
    assert [year.survey for year in policy.years] == [None, None]


# Corrections.


def _correction(town: EvaluatedSite, place: str) -> CorrectedValue:
    return next(value for value in town.corrections if value.correction.place == place)


def test_corrections_come_newest_first(town: EvaluatedSite) -> None:
    dates = [value.correction.date for value in town.corrections]
    assert len(dates) == 10
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    ("place", "way", "before", "after"),
    [
        ("years/2023/settlement", "令和5年度 ／ 決算額", "1,240千円", "812千円"),
        ("indicators/kansei/actual", "川辺の遊歩道の整備率 ／ 実績値", "45.2％", "42.5％"),
        (
            "indicators/kansei/baseline",
            "川辺の遊歩道の整備率 ／ 策定時の数値（基準値）",
            "34％",
            "35.0％",
        ),
        ("indicators/manzoku/actual", "広場に満足している人の割合 ／ 実績値", "未集計", "68.4％"),
        ("results/katsudou/count", "市民活動 ／ 人数", "49", "94"),
        ("division", "所管課", "都市計画課", "公園課（A|B <x> 係）"),
    ],
)
def test_a_correction_is_told_in_words(
    town: EvaluatedSite, place: str, way: str, before: str, after: str
) -> None:
    value = _correction(town, place)
    assert JAPANESE.corrected_value_path(value) == way
    assert JAPANESE.recorded(value.correction.before, value.unit) == before
    assert JAPANESE.recorded(value.after, value.unit) == after


def test_every_correction_stands_on_its_record_and_in_the_list(
    town: EvaluatedSite, pages: dict[str, Page]
) -> None:
    listed = pages["about/corrections.md"].markdown
    for value in town.corrections:
        page = pages[corrected_path(value.record)].markdown
        assert "## 訂正 {#corrections}" in page
        for told in (
            JAPANESE.date(value.correction.date),
            f"{JAPANESE.corrected_value_path(value)}<",
        ):
            assert told in page
            assert told in listed
    assert listed.count("<del>") == len(town.corrections)
    assert JAPANESE.corrected_record(_correction(town, "division")) == (
        "川辺の広場のにぎわい（令和6年度の実績の評価表）"
    )


def test_the_mark_stands_beside_the_corrected_value_alone(pages: dict[str, Page]) -> None:
    marks = [
        line
        for line in pages["projects/kawabe-hiroba.md"].markdown.splitlines()
        if "訂正あり" in line
    ]
    assert len(marks) == 1
    assert "令和5年度（2023年度）" in marks[0]


def test_a_site_without_corrections_says_so() -> None:
    pages = {page.path: page.markdown for page in build(read_folder(BAD / "base")).pages}
    assert "訂正はありません。" in pages["about/corrections.md"]
    assert not any("## 訂正 {#corrections}" in page for page in pages.values())


@pytest.mark.parametrize("before", [1240, Decimal("45.2"), "前の文章。", "pending"])
def test_what_was_published_before_is_kept_as_typed(before: object) -> None:
    fields = {"date": "2024-11-05", "place": "division", "before": before, "reason": "誤り。"}
    base = {"plan": "a", "measure": "b", "fiscal_year": 2023, "edition": 2024, "document": "d"}
    sheet = MeasureSheet.model_validate({**base, "corrections": (fields,)})
    assert sheet.corrections[0].before == before
