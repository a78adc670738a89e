"""Headings whose lines do not end inside what belongs together, and parts that are folded."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from hyoka.render import kept_together, with_whole_words

Serve = Callable[[Path], AbstractContextManager[str]]
SHEET = "policies/kizuna/2018/"


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("絆を紡ぐまちづくり　平成30年度（2018年度）の実績", ["平成30年度", "（2018年度）"]),
        (
            "2026年11月29日（令和8年11月29日）",
            ["2026年", "11月", "29日", "（令和8年", "11月", "29日）"],
        ),
        ("川辺の広場の実績（令和7年度 政策評価表）", ["（令和7年度"]),
        ("第1節「コミュニティ」、第2節「地域」", ["第1節", "「コミュニティ」、", "第2節"]),
        ("令和元年度 政策評価表のまとめ方", ["令和元年度"]),
        ("第5次所沢市総合計画内にある施策", ["第5次"]),
        ("1. ゼネラルな活動と1,200千円の費用", ["ゼネラル", "1,200千円"]),
        ("満足した人の割合は84.8％でした", ["84.8％"]),
        ("第十二回の会議と3団体のまとめ方", ["第十二回", "3団体"]),
        ("コミュニティセンターで3か年に1,200万人", ["コミュニティセンター", "3か年", "1,200万人"]),
        ("第Ⅱ期計画による３ヶ月ごとのごみ2千トンの減", ["第Ⅱ期", "３ヶ月", "2千", "トン"]),
        ("インフォメーションテクノロジーの講座です", []),
        ("平成30年度", []),
        ("&#60;A&#124;B&#62; という名の 事業", []),
    ],
)
def test_no_line_ends_inside_what_belongs_together(text: str, wholes: list[str]) -> None:
    told = kept_together(text)
    assert told.replace('<span class="whole">', "").replace("</span>", "") == text
    assert [part.split("<")[0] for part in told.split('<span class="whole">')[1:]] == wholes


def test_only_texts_of_headings_are_looked_at() -> None:
    page = '<h2 id="第5次計画の概要">{}総合計画の概要と資料</h2>\n<p>第5次総合計画の概要です。</p>'
    told = with_whole_words(page.format("第5次"))
    assert told == page.format('<span class="whole">第5次</span>')


def test_earlier_years_are_folded_and_open_for_a_link_and_on_paper(
    real_site: Path, browser: Browser, serve: Serve
) -> None:
    text = "地域づくり協議会（地域ネットワーク）の構築支援と事業活動の促進"
    with serve(real_site) as address:
        page = browser.new_page(java_script_enabled=False)
        page.goto(f"{address}{SHEET}")
        expect(page.get_by_text(text)).to_be_hidden()
        expect(page.locator("#years-2018")).to_be_visible()
        page.emulate_media(media="print")
        assert page.locator(".folded > :not(summary)").first.evaluate("e => e.checkVisibility()")
        page.emulate_media(media="screen")
        page.goto(f"{address}{SHEET}#years-2015")
        expect(page.get_by_text(text)).to_be_visible()
        page.close()


def test_a_phone_s_contents_have_the_indicators(
    real_site: Path, browser: Browser, serve: Serve
) -> None:
    with serve(real_site) as address:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(f"{address}policies/kizuna/")
        page.locator(".contents summary").click()
        expect(page.locator(".contents").get_by_text("地域のつながりの変化")).to_be_visible()
        every = "e => [...e.querySelectorAll('a')].map((a) => a.hash)"
        assert page.locator(".contents").evaluate(every) == page.locator(".toc").evaluate(every)
        page.close()
