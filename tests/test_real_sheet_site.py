"""The real sheet on its pages: what a reader of the published site must find there."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.figures import Figure, Status
from tests.building import REAL, made_of


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {page.url: page.markdown for page in made_of(REAL).pages}


@pytest.fixture(scope="module")
def evaluation() -> EvaluatedSite:
    return made_of(REAL).evaluation


def printed_figures(evaluation: EvaluatedSite) -> list[Figure]:
    year = evaluation.policies[0].years[-1]
    rows = [*year.indicators, *(row for project in year.projects for row in project.indicators)]
    return [row.achievement_rate for row in rows] + [row.share for row in year.survey_results]


def test_all_eleven_printed_figures_are_computed_alike(evaluation: EvaluatedSite) -> None:
    figures = printed_figures(evaluation)
    assert len(figures) == 11
    assert [figure.printed for figure in figures] == [figure.shown for figure in figures]
    assert all(figure.agrees for figure in figures)


def test_all_three_indicators_fell(evaluation: EvaluatedSite) -> None:
    year = evaluation.policies[0].years[-1]
    assert [str(row.change.shown) for row in year.indicators] == ["-2.7", "-1.3", "-0.6"]
    assert [str(row.progress_rate.shown) for row in year.indicators] == ["-37.5", "-22.0", "-10.3"]
    assert [row.status for row in year.indicators] == [Status.WORSENED] * 3


def test_the_total_of_the_settlements(evaluation: EvaluatedSite) -> None:
    total = evaluation.years[-1].money.total
    assert (total.value, total.counted, total.of) == (Decimal(65066), 6, 6)


def test_both_truths_stand_on_the_policy_s_page(pages: dict[str, str]) -> None:
    page = pages["policies/kizuna/"]
    assert (
        "計画の目標（平成30年度）の84.8％の水準ですが、計画を作った時の数値より2.7ポイント低くなっています"
        in page
    )
    assert (
        "計画の目標（平成30年度）の86.9％の水準ですが、計画を作った時の数値より1.3ポイント低くなっています"
        in page
    )
    assert (
        "計画の目標（平成30年度）の68.0％の水準ですが、計画を作った時の数値より0.6ポイント低くなっています"
        in page
    )


def test_the_sheet_s_sections_stand_in_the_official_order(pages: dict[str, str]) -> None:
    headings = re.findall(r"^## (\d)\. (.+?) \{", pages["policies/kizuna/2018/"], re.MULTILINE)
    assert headings == [
        ("1", "ゼネラルマネージャーによる活動計画"),
        ("2", "計画期間における目標指標"),
        (
            "3",
            "第5次所沢市総合計画後期基本計画内にある施策のうち「充実すべき施策」と感じている市民の数（「平成30年度所沢市市民意識調査」の結果）",
        ),
        ("4", "政策を構成する主要事業の進捗状況"),
        ("5", "各取り組み方針における進捗状況"),
        ("6", "平成30年度における目標の達成に向けた推進状況及び自己評価"),
        ("7", "政策会議における評価"),
    ]


def test_a_rank_never_without_its_denominator(pages: dict[str, str]) -> None:
    for url in ("policies/kizuna/2018/", "surveys/2018/", "years/2018/"):
        assert "26位／42節" in pages[url]
        assert "40位／42節" in pages[url]
        assert not re.search(r"(26|40)位(?!／42節)", pages[url])


def test_the_other_policies_have_no_sheet(pages: dict[str, str]) -> None:
    assert pages["policies/"].count("評価表は未登録") == 3
    for policy in ("kodomo", "ecotown", "brand"):
        assert "評価表は未登録" in pages[f"policies/{policy}/"]


def test_the_title_names_both_years(pages: dict[str, str]) -> None:
    title = "絆を紡ぐまちづくり　平成30年度（2018年度）の実績（令和元年度 政策評価表）"
    assert f"# {title} " in pages["policies/kizuna/2018/"]


def test_every_word_of_the_sheet_stands_on_its_page(pages: dict[str, str]) -> None:
    """Every prose of the record; that the record holds the whole sheet: test_real_sheet.py."""
    page = re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), pages["policies/kizuna/2018/"])
    page = re.sub(r"<[^>]+>|\s", "", page)
    (policy, *_) = made_of(REAL).evaluation.policies
    sheet = policy.years[-1].sheet
    assert sheet is not None
    prose = [sheet.aim, *(year.goal for year in sheet.years)]
    prose += [item for year in sheet.years for item in year.activities]
    prose += [item for progress in sheet.approaches for item in progress.items]
    for evaluation in (sheet.self_evaluation, sheet.council_evaluation):
        assert evaluation is not None
        prose.append(evaluation.text)
    assert len(prose) > 40
    for text in prose:
        assert text is not None
        assert re.sub(r"<[^>]+>|\s", "", text) in page


def test_the_sheet_s_edit_link_opens_its_record(real_site: Path) -> None:
    page = (real_site / "policies" / "kizuna" / "2018" / "index.html").read_text(encoding="utf-8")
    records = "https://github.com/city/hyoka/edit/main/tests/seed/content"
    assert f"{records}/policies/kizuna/2018.yml" in page
