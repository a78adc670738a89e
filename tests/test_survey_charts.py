"""What a survey found, drawn: bars on the scale of what was asked, numbered points."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka import site
from hyoka.charts import (
    AskedYear,
    Chart,
    Item,
    RankedOver,
    item_bars,
    items_legend,
    rank_rows,
    scatter,
)
from hyoka.content import content_from_memory, read_folder
from hyoka.evaluation import ranked_surveys
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from tests.building import TOWN, made_of

JA = load_language("ja")
Ends = tuple[Decimal, Decimal]
FIVE: Ends = Decimal(1), Decimal(5)
NAMES = "満足度", "重要度"
SCORES = st.decimals(1, 5, places=2)


def bars(*values: str | Decimal, ends: Ends | None = FIVE, unit: str = "点") -> str:
    items = [Item(f"項目<{number}>", Decimal(value)) for number, value in enumerate(values)]
    return item_bars("満足度", items, unit, ends, JA)


def svg(chart: str) -> ET.Element:
    return ET.fromstring(chart)  # noqa: S314 - our own


def drawn(chart: str, kind: str) -> str:
    """The path of the marks of a kind."""
    found = (it for it in svg(chart).iter() if it.get("class") == kind)
    return next((it.attrib["d"] for it in found if "d" in it.attrib), "")


def lengths(chart: str) -> list[Decimal]:
    """Of the bars that are not empty."""
    return [Decimal(found) for found in re.findall(r"h([\d.]+)v", drawn(chart, "chart-bar"))]


def line(chart: str) -> Decimal:
    """How long the lines are, on which the bars lie."""
    (end,) = {Decimal(found) for found in re.findall(r"H([\d.]+)", drawn(chart, "chart-grid"))}
    return end - 2


def test_a_bar_reaches_from_the_lowest_score_as_far_as_the_mean_is_above_it() -> None:
    chart = bars("1", "3", "5")
    assert lengths(chart) == [line(chart) / 2, line(chart)], "the lowest score has no bar"
    assert [text for text in svg(chart).itertext() if "点" in text] == [
        "1点",
        "3点",
        "5点",
    ]
    assert items_legend("点", FIVE, JA).startswith("棒の左の端は1点、棒の下の線の右の端は5点です。")


def test_a_scale_can_lie_on_both_sides_of_zero() -> None:
    chart = bars("-10", "0", "10", ends=(Decimal(-10), Decimal(10)))
    assert lengths(chart) == [line(chart) / 2, line(chart)]


def test_shares_are_parts_of_a_hundred() -> None:
    chart = bars("25.0", "50.0", ends=(Decimal(0), Decimal(100)), unit="％")
    assert [round(length / line(chart), 2) for length in lengths(chart)] == [
        Decimal("0.25"),
        Decimal("0.5"),
    ]


def test_without_a_recorded_scale_bars_begin_at_zero_and_no_end_is_told() -> None:
    chart = bars("2", "4", ends=None)
    first, second = lengths(chart)
    assert second == 2 * first
    assert drawn(chart, "chart-grid") == ""
    assert items_legend("点", None, JA).startswith("棒の長さは0から始まります。")


@pytest.mark.parametrize("values", [(), ("3",), ("3", "5.1"), ("0.9", "3"), ("3",) * 61])
def test_what_cannot_be_compared_is_not_drawn(values: tuple[str, ...]) -> None:
    assert bars(*values) == ""


@given(st.lists(SCORES, min_size=2, max_size=9), st.sampled_from([FIVE, None]))
@settings(deadline=None, derandomize=True)
def test_any_bars_are_whole(values: list[Decimal], ends: Ends | None) -> None:
    chart = bars(*values, ends=ends)
    texts = list(svg(chart).iter("text"))
    assert len(texts) == 2 * len(values)
    assert len(lengths(chart)) == sum(value > (ends[0] if ends else 0) for value in values)
    assert all(length <= 356 for length in lengths(chart))


def test_a_margin_is_drawn_to_both_sides_of_the_end_of_its_bar_and_said() -> None:
    items = [Item("多い", Decimal(30), Decimal(3)), Item("少ない", Decimal(20))]
    chart = item_bars("割合", items, "％", None, JA)
    (long, _) = lengths(chart)
    start, end = map(Decimal, re.findall(r"M([\d.]+) 24H([\d.]+)", drawn(chart, "gauge-mark"))[0])
    assert start < 2 + long < end
    assert abs((end - start) - long / 5) <= 1
    assert len(re.findall("M", drawn(chart, "gauge-mark"))) == 3
    assert "30％（±3）" in chart
    assert "20％</text>" in chart
    assert "±" not in items_legend("％", None, JA)
    assert "誤差" in items_legend("％", None, JA, with_margins=True)


def test_only_ranks_among_as_many_are_drawn_and_each_is_told_with_its_denominator() -> None:
    years = [AskedYear(FiscalYear(2018), 42), AskedYear(FiscalYear(2021), 42)]
    measures = [RankedOver("防災", (3, 1)), RankedOver("福祉", (None, 2), "▼悪化1")]
    chart = rank_rows("順位", years, measures, JA)
    assert len(re.findall("M", drawn(chart, "chart-line"))) == 1
    assert len(re.findall("M", drawn(chart, "chart-actual"))) == 2
    texts = list(svg(chart).itertext())
    assert texts == ["防災", "福祉　▼悪化1", "1位（前は3位）", "2位"]
    assert isinstance(chart, Chart)
    assert "平成30年度は42のうち3位" in chart.caption.description
    other = [AskedYear(FiscalYear(2016), 40), *years]
    earlier = [RankedOver("防災", (9, 3, 1))]
    assert "9位" not in rank_rows("順位", other, earlier, JA)
    assert rank_rows("順位", other[:2], [RankedOver("防災", (9, 3))], JA) == ""


def test_surveys_that_asked_something_else_are_not_compared() -> None:
    town = made_of(TOWN).evaluation
    groups = ranked_surveys(town.surveys)
    assert [[one.survey.fiscal_year.year for one in group.surveys] for group in groups] == [
        [2024],
        [2022],
    ]
    for group in groups:
        latest = [ranks[-1] for ranks in map(group.ranks, group.results) if ranks[-1]]
        assert latest == sorted(latest)


def test_one_survey_s_ranks_are_told_again_only_beside_how_its_measures_stand() -> None:
    files = {entry.path: entry.data or b"" for entry in read_folder(TOWN).entries}
    assert "いまの状態" not in _surveys_of(files), "each survey's own page tells as much"
    belongs = b"measure: {plan: keikaku-4, id: bousai}\nyears:"
    project = files["projects/minato-matsuri.yml"].replace(b"\nyears:", b"\n" + belongs, 1)
    told = _surveys_of({**files, "projects/minato-matsuri.yml": project})
    row = re.search("<tr.*?防災・減災.*?</tr>", told)
    assert row
    assert "1位／5節" in row[0]
    assert "達成</span> 1" in row[0]


def _surveys_of(files: dict[str, bytes]) -> str:
    """The list of surveys of a folder's files."""
    pages = site.build(content_from_memory(files), files=False).pages
    return next(page.markdown for page in pages if page.url == "surveys/")


def test_satisfaction_lies_to_the_right_and_importance_above() -> None:
    points = [(Decimal("2.5"), Decimal("4.5")), (Decimal("3.5"), Decimal(4))]
    chart = scatter("二つ", NAMES, points, "点", JA)
    (x1, y1), (x2, y2) = (
        (Decimal(x), Decimal(y))
        for x, y in re.findall(r"M([\d.]+) ([\d.]+)h0", drawn(chart, "chart-actual"))
    )
    assert x1 < x2
    assert y1 < y2, "what is more important lies higher"
    texts = list(svg(chart).itertext())
    assert {"→ 満足度", "↑ 重要度", "1", "2"} <= set(texts)
    assert scatter("一つ", NAMES, points[:1], "点", JA) == ""


@given(st.lists(st.tuples(SCORES, SCORES), min_size=2, max_size=9))
@settings(deadline=None, derandomize=True)
def test_any_points_lie_between_the_axes(points: list[tuple[Decimal, Decimal]]) -> None:
    chart = scatter("二つ", NAMES, points, "点", JA)
    places = re.findall(r"M([\d.]+) ([\d.]+)h0", drawn(chart, "chart-actual"))
    assert len(places) == len(points)
    for x, y in places:
        assert 40 <= Decimal(x) <= 346
        assert 24 <= Decimal(y) <= 324
