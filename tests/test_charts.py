"""Charts are well-formed, accessible, and nothing in them is cut off or runs together."""

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.charts import (
    Amount,
    Chart,
    CountedStatus,
    StatusBar,
    amounts,
    legend,
    progress,
    result_bar,
    result_values,
    spark,
    status_bars,
    trend,
)
from hyoka.charts.drawing import BOTTOM, HEIGHT, RIGHT, TOP, WIDTH, axis
from hyoka.content import read_folder
from hyoka.evaluation import EvaluatedIndicator, RoundingRules, evaluate_indicator
from hyoka.evaluation.figures import Status
from hyoka.model import (
    Break,
    Indicator,
    IndicatorYear,
    InterimTarget,
    Policy,
    TargetRange,
)
from hyoka.site import build
from hyoka.units import EXACT, FiscalYear, Missing, Value
from hyoka.wording import Language, load_language
from tests.building import REAL, TOWN

JAPANESE = load_language("ja")
PATIENT = settings(deadline=None, derandomize=True)
POLICY = Policy(id="machi", number=1, name="まちづくり", plan="a")
LAST = 2018
Drawer = Callable[[EvaluatedIndicator, Sequence[FiscalYear], Language], str]


def _evaluated(  # noqa: PLR0913 - what a chart is drawn from
    actuals: Sequence[Value | None],
    *,
    baseline: Value | None = None,
    targets: Sequence[Value | None] = (),
    unit: str = "％",
    name: str = "関心度",
    within: TargetRange | None = None,
    breaks: Sequence[int] = (),
    baseline_year: int | None = None,
) -> tuple[EvaluatedIndicator, list[FiscalYear]]:
    """An indicator whose last year is `LAST`; a year without an actual is not recorded."""
    years = [FiscalYear(LAST - back) for back in reversed(range(len(actuals)))]
    indicator = Indicator(
        id="a",
        name=name,
        unit=unit,
        baseline=baseline,
        baseline_year=FiscalYear(baseline_year) if baseline_year else None,
        range=within,
        breaks=tuple(Break(fiscal_year=FiscalYear(year), reason="改めた。") for year in breaks),
    )
    wanted = [*[None] * (len(years) - len(targets)), *targets]
    rows = {
        year: IndicatorYear(id="a", actual=actual, target=target)
        for year, actual, target in zip(years, actuals, wanted, strict=True)
        if actual is not None
    }
    evaluated = evaluate_indicator(indicator, rows, RoundingRules(1))
    return EvaluatedIndicator(indicator, POLICY, evaluated), years


def _numbers(*values: str) -> list[Value | None]:
    return [Missing(v) if v in list(Missing) else Decimal(v) if v else None for v in values]


def _read(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own


def _drawn(svg: str) -> ET.Element:
    """A drawing as if each of its marks were an element with a class, without its key's samples."""
    drawn = _taken_apart(svg)
    for element in [*drawn]:
        height = float(element.get("y1") or element.get("cy") or 0)
        if element.tag != "text" and height > HEIGHT - 5 and "chart-key" in svg:
            drawn.remove(element)
    return drawn


def _taken_apart(svg: str) -> ET.Element:
    root = _read(svg)
    drawn = ET.Element(root.tag, root.attrib)
    for element in root:
        if element.tag == "g":
            drawn.extend(ET.Element(e.tag, {**e.attrib, **element.attrib}) for e in element)
            for copy, e in zip(drawn[-len(element) :], element, strict=True):
                copy.text = e.text
        elif element.tag == "path":
            drawn.extend(_in_parts(element.attrib["class"], element.attrib["d"]))
        else:
            drawn.append(element)
    return drawn


_N = r"-?[\d.]+"
_PATHS = {
    rf"({_N}) ({_N})H({_N})": ("line", "x1 y1 x2"),
    rf"({_N}) ({_N})V({_N})": ("line", "x1 y1 y2"),
    rf"({_N}) ({_N})h0": ("circle", "cx cy"),
    rf"({_N}) ({_N})h({_N})v({_N})h-\3z": ("rect", "x y width height"),
    rf"({_N}(?: {_N}){{5}})z": ("polygon", "points"),
    rf"({_N} {_N}(?: {_N} {_N})+)": ("polyline", "points"),
    rf"({_N}) ({_N})((?:[HV]{_N}){{2,}})": ("steps", "x1 y1 way"),
    rf"({_N}) ({_N})l-5 -8h10z": ("sign", "cx cy"),
}
"""What each part of a path draws."""
_RADII = {"chart-actual": "4", "chart-actual chart-small": "2.5"}
"""Half of the theme's `stroke-width`."""


def _in_parts(kind: str, data: str) -> Iterator[ET.Element]:
    for path in data.split("M")[1:]:
        ((found, tag, names),) = (
            (found, *made) for form, made in _PATHS.items() if (found := re.fullmatch(form, path))
        )
        attributes = dict(zip(names.split(), found.groups(), strict=True))
        if tag == "line":
            ends = {"x2": attributes["x1"], "y2": attributes["y1"]}
            attributes = ends | attributes
        elif tag == "circle":
            attributes["r"] = _RADII[kind]
        elif tag in {"polygon", "polyline"}:
            pairs = re.findall(rf"({_N}) ({_N})", attributes["points"])
            attributes["points"] = " ".join(map(",".join, pairs))
        yield ET.Element(tag, {**attributes, "class": kind})


def _kinds(svg: str, kind: str) -> int:
    """How many marks of a class there are."""
    return sum(element.attrib["class"] == kind for element in _drawn(svg))


def _circles(svg: str) -> int:
    return len(list(_drawn(svg).iter("circle")))


def _title(svg: str) -> str:
    assert isinstance(svg, Chart)
    return svg.caption.title


def _said(svg: str) -> str:
    """What is said to those who do not see the drawing, behind its title."""
    name, title = _read(svg).attrib["aria-label"], f"{_title(svg)} "
    assert name.startswith(title)
    return name[len(title) :]


@dataclass(frozen=True, slots=True)
class Box:
    """The room of a text, by a cautious guess: 12 px type."""

    kind: str
    text: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


_ANCHORS = {
    **dict.fromkeys(["chart-mark", "chart-target-label"], 1.0),
    **dict.fromkeys(["chart-year", "chart-era", "chart-value"], 0.5),
    **dict.fromkeys(["chart-break-label", "chart-change-label"], 0.5),
}
"""Which share of a text stands left of its x: the theme's `text-anchor`."""


def _boxes(svg: str) -> list[Box]:
    return list(_boxes_in(_drawn(svg)))


def _boxes_in(root: ET.Element) -> Iterator[Box]:
    for element in root.iter("text"):
        text, kind = element.text or "", element.attrib["class"]
        long = sum(12 if unicodedata.east_asian_width(c) in "WFA" else 7 for c in text)
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        left = x - long * _ANCHORS.get(kind, 0)
        yield Box(kind, text, left, left + long, y - 10, y + 2)


def _check_room(svg: str) -> None:
    boxes = _boxes(svg)
    width, height = map(float, _drawn(svg).attrib["viewBox"].split()[2:])
    for box in boxes:
        assert box.left >= -0.1, box
        assert box.right <= width + 0.1, box
        assert box.top >= 0, box
        assert box.bottom <= height, box
    for one, other in combinations(boxes, 2):
        assert not one.meets(other), (one, other)


def _check_form(svg: str) -> None:
    root = _read(svg)
    assert root.tag == "svg"
    assert root.attrib["role"] == "img"
    assert isinstance(svg, Chart)
    title, description = svg.caption.title, svg.caption.description
    assert title
    assert description
    assert root.attrib["aria-label"] == f"{title} {description}"
    _check_readings(root)
    for element in root.iter():
        assert element.tag in {"svg", "g", "text", "path", "circle"}
        allowed = {"class", "x", "y", "cx", "cy", "r", "d"}
        named = {"viewBox", "role", "aria-label", "data-readings"}
        assert element.attrib.keys() <= allowed | named
    assert {element.tag for element in _drawn(svg)} <= {"text", *_SHAPES}
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb|style=|<script|href|on\w+=", _without_text(svg))


def _check_readings(root: ET.Element) -> None:
    """Whoever puts a finger on the drawing is told something, from left to right."""
    if not (readings := root.get("data-readings")):
        return
    width = float(root.attrib["viewBox"].split()[2])
    places = []
    for reading in readings.split("|"):
        place, _, text = reading.partition(" ")
        places.append(float(place.partition(",")[0]))
        assert text
    assert 0 <= min(places) <= max(places) <= width
    if "," not in readings.partition(" ")[0]:
        assert places == sorted(places)


_SHAPES = {"steps", "sign", "line", "circle", "polyline", "polygon", "rect"}


def _without_text(svg: str) -> str:
    return re.sub(">[^<]*<", "><", svg)


def _check_places(svg: str) -> None:
    """Every mark lies inside the drawing."""
    root = _drawn(svg)
    heights = [float(c.attrib["cy"]) for c in root.iter("circle")]
    heights += [float(line.attrib["y1"]) for line in root.iter("line")]
    assert all(TOP <= y <= HEIGHT - BOTTOM for y in heights)
    for circle in root.iter("circle"):
        assert 0 < float(circle.attrib["cx"]) < WIDTH - RIGHT
    for line in root.iter("line"):
        left, right = float(line.attrib["x1"]), float(line.attrib["x2"])
        upright = line.attrib["class"] == "chart-break"
        assert 0 < left <= right <= WIDTH
        assert (left == right) is upright


def _texts(svg: str, kind: str) -> list[str]:
    return [box.text for box in _boxes(svg) if box.kind == kind]


TYPICAL = {
    "one year": (_numbers("55.1"), {"baseline": Decimal("57.8")}),
    "one year and its target": (
        _numbers("55.1"),
        {"baseline": Decimal("57.8"), "targets": _numbers("65.0")},
    ),
    "without a baseline": (_numbers("46"), {"targets": _numbers("48"), "unit": "件"}),
    "one point alone": (_numbers("5"), {"unit": "件"}),
    "a constant": (_numbers("5", "5", "5"), {"baseline": Decimal(5), "unit": "件"}),
    "zero alone": (_numbers("0", "0"), {"unit": "件"}),
    "negative": (_numbers("-95", "-120", "15"), {"baseline": Decimal(-80), "unit": "人"}),
    "a constant below zero": (_numbers("-7"), {"unit": "人"}),
    "up and down": (
        _numbers("57.8", "54.2", "60.1", "55.1"),
        {"baseline": Decimal("57.8"), "targets": _numbers("", "", "", "65.0")},
    ),
    "over its target": (
        _numbers("55.0", "64.8"),
        {"baseline": Decimal("50.0"), "targets": _numbers("", "59.3")},
    ),
    "on its target": (_numbers("60", "65.0"), {"targets": _numbers("", "65.0")}),
    "a target each year": (
        _numbers("45", "46", "47", "46"),
        {"targets": _numbers("46", "47", "48", "49"), "unit": "件"},
    ),
    "gaps": (_numbers("5", "", "7", "pending", "6"), {"unit": "件"}),
    "six years": (_numbers("1", "2", "3", "4", "5", "6"), {"baseline": Decimal(1)}),
    "ten years": (
        _numbers(*map(str, range(1010, 1110, 10))),
        {"baseline": Decimal(1000), "unit": "人", "targets": _numbers("1200")},
    ),
    "thirty years": (_numbers(*map(str, range(30))), {"unit": "人"}),
    "ten digits": (
        _numbers("1234567890", "2345678901", "9876543210"),
        {"baseline": Decimal(1000000000), "unit": "円", "targets": _numbers("9999999999")},
    ),
    "eighteen digits": (_numbers("999999999999999999", "1"), {"unit": "円"}),
    "many decimals": (_numbers("0.000000000000000001", "0.000000000000000002"), {}),
    "a long unit": (
        _numbers("5", "6"),
        {"unit": "人口十万人あたりの年齢調整後の件数（五年間の移動平均による）"},
    ),
    "a range above": (
        _numbers("18", "19.5", "21"),
        {"within": TargetRange(lowest=Decimal(20), highest=Decimal(30)), "unit": "度"},
    ),
    "within a narrow range": (
        _numbers("25.1", "25.0", "25.2"),
        {"within": TargetRange(lowest=Decimal("25.0"), highest=Decimal("25.1"))},
    ),
    "a range without an end": (
        _numbers("18", "22"),
        {"within": TargetRange(highest=Decimal(20)), "baseline": Decimal(30)},
    ),
    "a break": (
        _numbers("57.8", "54.2", "60.1", "55.1"),
        {"baseline": Decimal("57.8"), "breaks": (2017,), "targets": _numbers("", "", "", "65.0")},
    ),
    "breaks in every year": (
        _numbers("5", "6", "7", "8"),
        {"baseline": Decimal(5), "breaks": (2015, 2016, 2017, 2018), "unit": "件"},
    ),
    "a break and a long unit": (
        _numbers("5", "6"),
        {"unit": "人口十万人あたりの年齢調整後の件数（五年間の移動平均による）", "breaks": (2018,)},
    ),
    "hostile": (_numbers("5", "6"), {"unit": '<b>"&', "name": "<script>alert(1)</script>]]>&amp;"}),
}


@pytest.mark.parametrize("case", TYPICAL)
def test_a_typical_chart_is_whole(case: str) -> None:
    actuals, rest = TYPICAL[case]
    svg = trend(*_evaluated(actuals, **rest), JAPANESE)  # type: ignore[arg-type]
    _check_form(svg)
    _check_places(svg)
    _check_room(svg)


@pytest.mark.parametrize("content", [REAL, TOWN])
def test_every_chart_of_our_records_is_whole(content: Path) -> None:
    evaluation = build(read_folder(content)).evaluation
    years = [year.fiscal_year for year in evaluation.years]
    drawn = 0
    indicators = [indicator for policy in evaluation.policies for indicator in policy.indicators]
    indicators += [indicator for project in evaluation.projects for indicator in project.indicators]
    indicators += [indicator for measure in evaluation.measures for indicator in measure.indicators]
    for indicator in indicators:
        if svg := trend(indicator, years, JAPANESE):
            drawn += 1
            _check_form(svg)
            _check_places(svg)
            _check_room(svg)
    assert drawn >= 9


_VALUES = st.one_of(
    st.none(),
    st.sampled_from(Missing),
    st.decimals(-100, 100, places=1),
    st.decimals(-(10**11), 10**11, places=2),
    st.integers(-(10**18) + 1, 10**18 - 1).map(Decimal),
    st.integers(-(10**17), 10**17).map(lambda n: Decimal(n).scaleb(-17)),
)


@given(
    st.lists(_VALUES, min_size=1, max_size=14),
    _VALUES,
    st.lists(_VALUES, max_size=1),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool),
    st.lists(st.integers(LAST - 15, LAST + 2), max_size=3, unique=True),
)
@settings(PATIENT, max_examples=300)
def test_any_indicator_has_a_whole_chart_or_none(
    actuals: list[Value | None],
    baseline: Value | None,
    targets: list[Value | None],
    text: str,
    breaks: list[int],
) -> None:
    indicator, years = _evaluated(
        actuals, baseline=baseline, targets=targets, unit=text, name=text, breaks=breaks
    )
    svg = trend(indicator, years, JAPANESE)
    drawn = [v for v in (*actuals, baseline) if isinstance(v, Decimal)]
    if drawn:
        assert svg
    if svg:
        _check_form(svg)
        _check_places(svg)
        _check_room(svg)
        assert _circles(svg) == len(drawn)
        assert _title(svg) == f"{text}の推移（単位：{text}）"


def test_without_a_number_there_is_no_chart() -> None:
    indicator, years = _evaluated(_numbers("pending", ""), baseline=Missing.NOT_COMPARABLE)
    assert trend(indicator, years, JAPANESE) == ""
    indicator, _ = _evaluated([])
    assert trend(indicator, [], JAPANESE) == ""


def test_the_description_says_what_is_drawn() -> None:
    svg = trend(
        *_evaluated(
            _numbers("54.0", "pending", "55.1"),
            baseline=Decimal("57.8"),
            targets=_numbers("", "", "65.0"),
        ),
        JAPANESE,
    )
    assert _title(svg) == "関心度の推移（単位：％）"
    assert _said(svg) == (
        "策定時 57.8％、平成28年度（2016年度） 54.0％、平成29年度（2017年度）は数値なし、"
        "平成30年度（2018年度） 55.1％、平成30年度の目標 65.0％"
    )


def test_above_a_table_of_its_values_a_chart_says_the_first_and_the_last_alone() -> None:
    case = _evaluated(
        _numbers("54.0", "pending", "55.1"),
        baseline=Decimal("57.8"),
        targets=_numbers("", "", "65.0"),
    )
    svg = trend(*case, JAPANESE, tabled=True)
    assert _said(svg) == (
        "策定時 57.8％から、平成30年度（2018年度） 55.1％まで。すべての値は、下の表にあります。"
    )
    assert isinstance(svg, Chart)
    assert svg.caption.description == _said(trend(*case, JAPANESE))
    few = trend(*_evaluated(_numbers("54.0")), JAPANESE, tabled=True)
    assert _said(few) == "平成30年度（2018年度） 54.0％"


def test_a_gap_splits_the_line() -> None:
    indicator, years = _evaluated(_numbers("1", "2", "", "3", "4", "pending", "5"))
    svg = trend(indicator, years, JAPANESE)
    assert [len(line.attrib["points"].split()) for line in _drawn(svg).iter("polyline")] == [2, 2]
    assert _circles(svg) == 5


def _lines(svg: str) -> list[int]:
    """How many points each line joins."""
    lines = [e for e in _drawn(svg).iter("polyline") if e.attrib["class"] == "chart-line"]
    return [len(line.attrib["points"].split()) for line in lines]


# Years without a value.


def _of_years(
    actuals: Mapping[int, str], *, baseline: str = "", baseline_year: int | None = None
) -> tuple[EvaluatedIndicator, list[FiscalYear]]:
    """An indicator that records these years alone, which are all that its chart is given."""
    indicator = Indicator(
        id="a",
        name="満足度",
        unit="点",
        baseline=Decimal(baseline) if baseline else None,
        baseline_year=FiscalYear(baseline_year) if baseline_year else None,
    )
    rows = {
        FiscalYear(year): IndicatorYear(id="a", actual=actual, actual_words=_words_of(actual))
        for year, actual in zip(actuals, _numbers(*actuals.values()), strict=True)
        if actual is not None
    }
    evaluated = evaluate_indicator(indicator, rows, RoundingRules(1))
    return EvaluatedIndicator(indicator, POLICY, evaluated), [FiscalYear(year) for year in actuals]


def _words_of(actual: Value) -> str | None:
    return "整った" if actual is Missing.NOT_QUANTIFIABLE else None


def _places(svg: str) -> list[float]:
    """Where the points lie, from left to right."""
    return sorted(float(circle.attrib["cx"]) for circle in _drawn(svg).iter("circle"))


@pytest.mark.parametrize("draw", [trend, spark])
def test_years_that_are_not_recorded_keep_their_places(draw: Drawer) -> None:
    svg = draw(*_of_years({2010: "51", 2011: "52", 2018: "59"}), JAPANESE)
    first, second, last = _places(svg)
    assert last - second == pytest.approx((second - first) * 7, abs=0.5)
    assert _lines(svg) == [2]
    assert _said(svg) == (
        "平成22年度（2010年度） 51点、平成23年度（2011年度） 52点、"
        "平成24年度（2012年度）から平成29年度（2017年度）までは数値なし、"
        "平成30年度（2018年度） 59点"
    )


def test_every_year_of_a_gap_is_named_below_the_axis() -> None:
    svg = trend(*_of_years({2010: "51", 2011: "52", 2018: "59"}), JAPANESE)
    assert sorted(_texts(svg, "chart-year")) == [*map(str, range(2010, 2019))]
    assert sorted(_texts(svg, "chart-era")) == [f"H{year}" for year in range(22, 31)]


@pytest.mark.parametrize("draw", [trend, spark])
@pytest.mark.parametrize("cause", ["", *Missing])
def test_a_line_ends_at_a_year_without_a_value_whatever_the_cause(draw: Drawer, cause: str) -> None:
    years = {2014: "1", 2015: "2", 2016: cause, 2017: "4", 2018: "5"}
    svg = draw(*_of_years(years), JAPANESE)
    assert _lines(svg) == [2, 2]
    assert "2点、平成28年度（2016年度）は数値なし、平成29年度" in _said(svg)


@pytest.mark.parametrize("draw", [trend, spark])
def test_a_point_between_two_gaps_is_seen(draw: Drawer) -> None:
    svg = draw(*_of_years({2010: "1", 2014: "3", 2018: "2"}), JAPANESE)
    assert _lines(svg) == []
    assert len(_places(svg)) == 3
    told = _said(svg)
    assert "2013年度）までは数値なし、平成26年度（2014年度） 3点、平成27年度" in told


def test_the_newest_year_is_told_though_it_has_no_value() -> None:
    svg = trend(*_of_years({2016: "1", 2017: "2", 2018: "not_surveyed"}), JAPANESE)
    assert _said(svg).endswith("2点、平成30年度（2018年度）は数値なし")
    assert _texts(svg, "chart-year")[0] == "2018"


def test_years_to_come_are_no_gap() -> None:
    svg = trend(*_of_years({2015: "", 2016: "1", 2017: "2", 2018: ""}), JAPANESE)
    assert "数値なし" not in _said(svg)


@pytest.mark.parametrize("draw", [trend, spark])
def test_a_baseline_lies_in_its_own_year(draw: Drawer) -> None:
    case = _of_years({2014: "2", 2015: "3"}, baseline="1", baseline_year=2010)
    svg = draw(*case, JAPANESE)
    start, first, second = _places(svg)
    assert first - start == pytest.approx((second - first) * 4, abs=0.5)
    assert _lines(svg) == [2]
    assert _kinds(svg, "chart-baseline") == 1
    assert _said(svg).startswith(
        "策定時の平成22年度（2010年度） 1点、平成23年度（2011年度）から平成25年度"
    )
    if draw is trend:
        assert _texts(svg, "chart-year")[:2] == ["2015", "2010"]
        assert "策定時" not in _texts(svg, "chart-year")


def test_a_baseline_of_the_year_before_begins_the_line() -> None:
    case = _of_years({2014: "2", 2015: "3"}, baseline="1", baseline_year=2013)
    assert _lines(trend(*case, JAPANESE)) == [3]


def test_a_baseline_amid_the_years_closes_no_gap_but_its_own() -> None:
    case = _of_years({2010: "1", 2012: "3", 2015: "4"}, baseline="2", baseline_year=2011)
    svg = trend(*case, JAPANESE)
    assert _lines(svg) == [3]
    assert _places(svg) == sorted(_places(svg))
    assert "策定時の平成23年度（2011年度） 2点、平成24年度（2012年度） 3点" in (_said(svg))


def test_a_baseline_and_an_actual_of_one_year_lie_above_each_other() -> None:
    svg = trend(*_of_years({2014: "2", 2015: "3"}, baseline="1", baseline_year=2014), JAPANESE)
    places = _places(svg)
    assert places[0] == places[1] < places[2]
    assert "数値なし" not in _said(svg)


@pytest.mark.parametrize(
    ("first", "last"), [(2010, 2018), (2003, 2024), (1989, 2024), (1950, 2018), (1868, 2200)]
)
@pytest.mark.parametrize("dated", [True, False])
def test_of_many_years_the_first_and_the_last_are_named(
    first: int, last: int, *, dated: bool
) -> None:
    start = {"baseline": "1", "baseline_year": first if dated else None}
    years = {first: "1234", first + 1: "2", last - 1: "3", last: "4"}
    svg = trend(*_of_years(years, **start), JAPANESE)  # type: ignore[arg-type]
    _check_form(svg)
    _check_places(svg)
    _check_room(svg)
    named = _texts(svg, "chart-year")
    assert {str(first), str(last)} <= {*named}
    assert ("策定時" in named) is not dated
    regular = sorted((int(year) for year in named if year.isdigit()), reverse=True)[:-1]
    assert len({b - a for a, b in pairwise(regular)}) <= 1
    assert all(float(circle.attrib["r"]) >= 2.5 for circle in _drawn(svg).iter("circle"))


def test_no_line_is_drawn_across_a_break() -> None:
    values = _numbers("1", "2", "3", "4")
    svg = trend(*_evaluated(values, baseline=Decimal(0), breaks=(2017,)), JAPANESE)
    assert _lines(svg) == [3, 2]
    assert _kinds(svg, "chart-break-label") == 1
    assert _texts(svg, "chart-break-label") == ["測り方の変更"]
    description = _said(svg)
    assert description.endswith("平成29年度（2017年度）から測り方が変わり、前とは比べられない")
    (line,) = [e for e in _drawn(svg).iter("line") if e.attrib["class"] == "chart-break"]
    places = [float(circle.attrib["cx"]) for circle in _drawn(svg).iter("circle")]
    assert places[2] < float(line.attrib["x1"]) < places[3]


def test_a_break_in_a_year_without_a_record_still_splits_the_line() -> None:
    indicator, years = _evaluated(_numbers("1", "2", "3", "4"), breaks=(2018, 2016))
    assert _lines(trend(indicator, years, JAPANESE)) == [2]


def test_a_baseline_stands_on_the_side_of_its_year() -> None:
    values = _numbers("1", "2", "3")
    before = trend(*_evaluated(values, baseline=Decimal(0), breaks=(2016,)), JAPANESE)
    assert _lines(before) == [3]
    assert _kinds(before, "chart-break") == 1
    after = {"breaks": (2016,), "baseline_year": 2016}
    same = trend(*_evaluated(values, baseline=Decimal(0), **after), JAPANESE)  # type: ignore[arg-type]
    assert _lines(same) == [4]
    assert "chart-break" not in same


def test_a_break_with_nothing_before_it_is_not_drawn() -> None:
    svg = trend(*_evaluated(_numbers("1", "2"), breaks=(2010, 2030)), JAPANESE)
    assert "chart-break" not in svg
    assert _lines(svg) == [2]


def test_the_baseline_is_the_lines_beginning_and_another_mark() -> None:
    svg = trend(*_evaluated(_numbers("1", "2"), baseline=Decimal(0)), JAPANESE)
    (line,) = _drawn(svg).iter("polyline")
    assert len(line.attrib["points"].split()) == 3
    assert _kinds(svg, "chart-baseline") == 1
    assert _kinds(svg, "chart-actual") == 2
    assert _texts(svg, "chart-year") == ["2018", "策定時", "2017"]


def test_without_a_baseline_nothing_tells_of_one() -> None:
    indicator, years = _evaluated(_numbers("1", "2"))
    svg = trend(indicator, years, JAPANESE)
    assert "chart-baseline" not in svg
    assert "策定時" not in _texts(svg, "chart-year")
    assert _texts(svg, "chart-key") == ["実績"]


def test_the_legend_tells_of_what_is_drawn() -> None:
    every = _evaluated(_numbers("1", "2"), baseline=Decimal(3), targets=_numbers("4", "5"))
    assert _texts(trend(*every, JAPANESE), "chart-key") == [
        "策定時（計画を作った時の数値）",
        "実績",
        "目標",
    ]
    assert _texts(trend(*_evaluated(_numbers("1")), JAPANESE), "chart-key") == ["実績"]
    within = _evaluated(_numbers("1"), within=TargetRange(lowest=Decimal(20)))
    assert _texts(trend(*within, JAPANESE), "chart-key") == ["実績", "望ましい範囲の端"]
    assert legend(within[0], JAPANESE).startswith("点のない年度は、数値がありません。")


def test_the_last_value_and_year_are_always_told() -> None:
    for count in range(1, 31):
        indicator, years = _evaluated(_numbers(*map(str, range(100, 100 + count))))
        svg = trend(indicator, years, JAPANESE)
        assert _texts(svg, "chart-value")[0] == str(99 + count)
        assert _texts(svg, "chart-year")[0] == str(LAST)


def test_few_values_are_all_told() -> None:
    svg = trend(
        *_evaluated(_numbers("57.8", "54.2", "60.1", "55.1"), baseline=Decimal("57.8")), JAPANESE
    )
    assert sorted(_texts(svg, "chart-value")) == ["54.2", "55.1", "57.8", "57.8", "60.1"]


def test_a_single_target_is_told_beside_its_mark() -> None:
    svg = trend(*_evaluated(_numbers("55.1"), targets=_numbers("65.0")), JAPANESE)
    assert _texts(svg, "chart-target-label") == ["平成30年度の目標 65.0"]
    each = trend(*_evaluated(_numbers("1", "2"), targets=_numbers("3", "4")), JAPANESE)
    assert _texts(each, "chart-target-label") == []
    assert _kinds(each, "chart-target") == 1


def _target_lines(svg: str) -> list[str]:
    """The paths of the targets, each from where it begins."""
    root = _read(svg)
    (path,) = (e.attrib["d"] for e in root if e.attrib["class"] == "chart-target")
    lines = path.split("M")[1:]
    return [line for line in lines if float(re.split("[ HV]", line)[1]) <= HEIGHT - BOTTOM]


def test_targets_of_neighbouring_years_are_one_line_that_steps() -> None:
    same = trend(*_evaluated(_numbers("1", "2", "3"), targets=_numbers("3", "3", "4")), JAPANESE)
    (line,) = _target_lines(same)
    assert re.fullmatch(rf"{_N} {_N}H{_N}V{_N}H{_N}", line)
    start, end = (float(re.split("[ HV]", line)[at]) for at in (0, -1))
    places = _places(same)
    assert start < places[0]
    assert places[-1] < end <= WIDTH - RIGHT
    apart = trend(*_evaluated(_numbers("1", "2", "3"), targets=_numbers("3", "", "4")), JAPANESE)
    assert len(_target_lines(apart)) == 2
    case = _evaluated(_numbers("1", "2", "3"), targets=_numbers("3", "3", "4"), breaks=(2018,))
    assert len(_target_lines(trend(*case, JAPANESE))) == 2


def test_a_changed_target_is_marked_and_told_where_it_begins_to_hold() -> None:
    changed = ({"fiscal_year": 2021, "before": 7, "reason": "見直し"},)
    wanted: dict[str, object] = {"target": 9, "target_year": 2023, "direction": "higher"}
    rows: list[dict[str, object]] = [{"actual": 5}, {"actual": 6}, {"actual": "pending"}]
    svg = trend(*_with(wanted | {"target_changes": changed}, rows), JAPANESE)
    _check_form(svg)
    _check_room(svg)
    assert _texts(svg, "chart-change-label") == ["目標の変更"]
    assert _kinds(svg, "chart-change") == 1
    first, second, third = _readings(svg)
    assert first == "令和2年度（2020年度） 5件"
    assert second == "令和3年度（2021年度） 6件、目標を7件から9件に変更"
    assert third == "令和4年度（2022年度） 未集計"


def _readings(svg: str) -> list[str]:
    """What the drawing says at its places."""
    return [text.partition(" ")[2] for text in _read(svg).attrib["data-readings"].split("|")]


def test_whoever_puts_a_finger_on_a_year_is_told_its_values_or_why_there_are_none() -> None:
    case = _evaluated(
        _numbers("54.0", "", "pending", "55.1"),
        baseline=Decimal("57.8"),
        targets=_numbers("", "", "", "65.0"),
        unit="％|",
        breaks=(2018,),
    )
    assert _readings(trend(*case, JAPANESE)) == [
        "策定時 57.8％｜",
        "平成27年度（2015年度） 54.0％｜",
        "平成28年度（2016年度） 記載なし",
        "平成29年度（2017年度） 未集計",
        (
            "平成30年度（2018年度） 55.1％｜、目標 65.0％｜、"
            "この年度から測り方が変わり、前とは比べられません"
        ),
    ]
    given = [*_money("100", "", "pending"), Amount(FiscalYear(2019), Decimal(3), partial=True)]
    assert _readings(_amounts(given))[1:] == [
        "平成29年度（2017年度） 記載なし",
        "平成30年度（2018年度） 未集計",
        "令和元年度（2019年度） 3千円（一部の事業を除いた合計）",
    ]


@given(st.lists(_VALUES, min_size=2, max_size=24))
@settings(PATIENT, max_examples=200)
def test_where_not_all_years_are_named_each_value_that_is_told_has_its_year(
    values: list[Value | None],
) -> None:
    years = [FiscalYear(LAST - back) for back in reversed(range(len(values)))]
    given = [Amount(year, value) for year, value in zip(years, values, strict=True)]
    for svg in (trend(*_evaluated(values), JAPANESE), _amounts(given)):
        named = _texts(svg, "chart-year") if svg else []
        if 0 < len(named) < len(values):
            told = [box for box in _boxes(svg) if box.kind == "chart-value"]
            assert len(told) <= len(named)
            if svg.startswith('<svg class="chart"') and "chart-bar" in svg:
                _check_labels_beside_bars(svg, told)


def _check_labels_beside_bars(svg: str, told: Sequence[Box]) -> None:
    """No amount lies on a bar but, at the bottom, its own."""
    for bar in _drawn(svg).iter("rect"):
        left, top = float(bar.attrib["x"]), float(bar.attrib["y"])
        right, bottom = left + float(bar.attrib["width"]), top + float(bar.attrib["height"])
        ground = Box("bar", "", left, right, top, bottom)
        for box in told:
            if not left <= (box.left + box.right) / 2 <= right:
                assert not box.meets(ground)


def test_what_a_target_is_does_not_lie_on_a_point() -> None:
    svg = trend(*_evaluated(_numbers("5", "101"), targets=_numbers("", "100")), JAPANESE)
    (label,) = (box for box in _boxes(svg) if box.kind == "chart-target-label")
    for point in _drawn(svg).iter("circle"):
        x, y = float(point.attrib["cx"]), float(point.attrib["cy"])
        assert not label.meets(Box("point", "", x - 3, x + 3, y - 3, y + 3))


def _on_the_way(*actuals: str, baseline: str = "0") -> EvaluatedIndicator:
    case, _ = _evaluated(
        _numbers(*actuals),
        baseline=Decimal(baseline),
        targets=_numbers(*["100"] * len(actuals)),
    )
    return case


def test_indicators_lie_side_by_side_on_one_scale_of_progress() -> None:
    cases = [
        _on_the_way("20", "", "60"),
        _on_the_way("-900", "50", baseline="1"),
        _on_the_way("50", "950"),
    ]
    svg = progress(cases, ["indicator-a", "indicator-b", "indicator-c"], JAPANESE)
    _check_room(svg)
    root = _read(svg)
    assert [link.attrib["href"] for link in root.iter("a")] == [
        "#indicator-a",
        "#indicator-b",
        "#indicator-c",
    ]
    assert {link.attrib["tabindex"] for link in root.iter("a")} == {"-1"}
    assert _texts(svg, "chart-value") == ["60.0％", "49.5％", "▲950.0％"]
    assert _lines(svg) == [2, 2]
    assert isinstance(svg, Chart)
    assert svg.caption.description == (
        "関心度 平成30年度 60.0％、関心度 平成30年度 49.5％、関心度 平成30年度 950.0％"
    )
    assert [box.text for box in _boxes(svg) if box.kind == "chart-mark"] == ["0％", "100％"] * 2
    assert progress(cases[:1], ["a"], JAPANESE) == ""


def test_no_line_leads_from_the_way_to_one_target_to_that_of_another() -> None:
    change = {"fiscal_year": LAST, "before": Decimal(100), "reason": "下げた。"}
    told = {
        "id": "a",
        "name": "関心度",
        "unit": "％",
        "baseline": Decimal(0),
        "target": Decimal(40),
    }
    indicator = Indicator.model_validate({**told, "target_changes": (change,)})
    row = IndicatorYear(id="a", actual=Decimal(20))
    rows = {FiscalYear(LAST - back): row for back in range(3)}
    years = evaluate_indicator(indicator, rows, RoundingRules(1))
    changed = EvaluatedIndicator(indicator, POLICY, years)
    svg = progress([changed, _on_the_way("20", "30", "40")], ["a", "b"], JAPANESE)
    assert _texts(svg, "chart-value") == ["50.0％", "40.0％"]
    assert _lines(svg) == [2, 3]


@given(st.lists(st.tuples(_VALUES, _VALUES, _VALUES), min_size=2, max_size=5))
@settings(PATIENT, max_examples=100)
def test_any_indicators_side_by_side_stay_within_the_drawing(
    values: list[tuple[Value | None, Value | None, Value | None]],
) -> None:
    cases = [
        _evaluated([one, other], baseline=start, targets=[None, Decimal(7)])[0]
        for one, other, start in values
    ]
    svg = progress(cases, [f"i{number}" for number in range(len(cases))], JAPANESE)
    if svg:
        width, height = map(float, _read(svg).attrib["viewBox"].split()[2:])
        for circle in _drawn(svg).iter("circle"):
            assert 0 <= float(circle.attrib["cx"]) <= width
            assert 0 <= float(circle.attrib["cy"]) <= height


def test_what_is_counted_has_no_half_on_its_axis() -> None:
    whole = trend(*_evaluated(_numbers("2", "3"), unit="団体"), JAPANESE)
    assert _texts(whole, "chart-mark") == ["2", "3"]
    share = trend(*_evaluated(_numbers("2.0", "2.9"), unit="団体"), JAPANESE)
    assert "2.5" in _texts(share, "chart-mark")


def test_the_ends_of_a_range_are_lines_from_side_to_side() -> None:
    wanted = TargetRange(lowest=Decimal(20), highest=Decimal(30))
    svg = trend(*_evaluated(_numbers("18", "25"), within=wanted), JAPANESE)
    lines = [e for e in _drawn(svg).iter("line") if e.attrib["class"] == "chart-target"]
    assert len(lines) == 2
    assert {(line.attrib["x1"], line.attrib["x2"]) for line in lines} == {
        ("44", str(WIDTH - RIGHT))
    }
    assert _texts(svg, "chart-target-label") == ["望ましい範囲 20〜30"]
    description = _said(svg)
    assert description is not None
    assert description.endswith("、望ましい範囲 20〜30％")
    half = TargetRange(lowest=Decimal(20))
    svg = trend(*_evaluated(_numbers("18", "25"), within=half), JAPANESE)
    assert _kinds(svg, "chart-target") == 1


def test_interim_targets_are_drawn_also_in_years_without_an_actual() -> None:
    indicator = Indicator(
        id="a",
        name="関心度",
        unit="％",
        target=Decimal(70),
        target_year=FiscalYear(2020),
        interim_targets=tuple(
            InterimTarget(fiscal_year=FiscalYear(year), target=Decimal(target))
            for year, target in ((2017, 50), (2018, 60))
        ),
    )
    rows = {FiscalYear(2017): IndicatorYear(id="a", actual=Decimal(45), preliminary=True)}
    evaluated = EvaluatedIndicator(
        indicator, POLICY, evaluate_indicator(indicator, rows, RoundingRules(1))
    )
    svg = trend(evaluated, [FiscalYear(year) for year in range(2017, 2021)], JAPANESE)
    _check_form(svg)
    _check_room(svg)
    assert len(_target_lines(svg)) == 2
    assert _texts(svg, "chart-value") == ["45（速報値）"]
    assert _said(svg) == (
        "平成29年度（2017年度） 45％（速報値）、平成29年度の中間目標 50％、"
        "平成30年度の中間目標 60％、計画の目標（令和2年度） 70％"
    )


# The axis.


@given(
    st.lists(
        st.tuples(st.integers(-(10**18) + 1, 10**18 - 1), st.integers(0, 18)).map(
            lambda pair: Decimal(pair[0]).scaleb(-pair[1], EXACT)
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(PATIENT, max_examples=400)
def test_an_axis_covers_its_values_with_a_few_round_marks(values: list[Decimal]) -> None:
    with localcontext(EXACT):
        scale = axis(values)
        assert scale.low <= min(values)
        assert scale.high >= max(values)
        assert 2 <= len(scale.marks) <= 6
        assert scale.marks[0] == scale.low
        assert scale.marks[-1] == scale.high
        assert scale.step.normalize().as_tuple().digits in {(1,), (2,), (5,)}
        assert all(mark % scale.step == 0 for mark in scale.marks)
        assert all(TOP <= scale.y(value) <= HEIGHT - BOTTOM for value in values)


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        (["55.1", "57.8", "65.0"], ["55", "60", "65"]),
        (["5"], ["4", "6"]),
        (["0"], ["0", "1"]),
        (["0.0", "0.4"], ["0", "0.2", "0.4"]),
        (["-3", "3"], ["-4", "-2", "0", "2", "4"]),
        (["0", "100"], ["0", "50", "100"]),
    ],
)
def test_the_marks_of_an_axis(values: list[str], marks: list[str]) -> None:
    found = [f"{mark.normalize():f}" for mark in axis([Decimal(value) for value in values]).marks]
    assert found == marks


def test_a_unit_of_any_length_is_cut_to_its_room() -> None:
    cut = [
        _texts(trend(*_evaluated(_numbers("1", "2"), unit="人" * length), JAPANESE), "chart-unit")
        for length in (1_000, 200_000)
    ]
    assert cut[0] == cut[1]
    assert cut[0][0].endswith("人…")


# A card's small trend.


def test_a_small_trend_shows_the_same_in_less_room() -> None:
    case = _evaluated(
        _numbers("54.0", "pending", "55.1"),
        baseline=Decimal("57.8"),
        targets=_numbers("", "", "65.0"),
    )
    svg = spark(*case, JAPANESE)
    _check_form(svg)
    assert _title(svg) == _title(trend(*case, JAPANESE))
    assert _said(svg) == _said(trend(*case, JAPANESE))
    assert _boxes(svg) == []
    assert (_circles(svg), _kinds(svg, "spark-gap"), _kinds(svg, "chart-target")) == (
        3,
        1,
        1,
    )


def test_a_small_trend_has_no_dots_across_a_break() -> None:
    svg = spark(*_evaluated(_numbers("1", "", "2"), breaks=(2017,)), JAPANESE)
    assert "spark-gap" not in svg


def test_without_a_number_there_is_no_small_trend() -> None:
    assert spark(*_evaluated(_numbers("pending")), JAPANESE) == ""


def test_a_constant_lies_in_the_middle_of_a_small_trend() -> None:
    svg = spark(*_evaluated(_numbers("5", "5"), baseline=Decimal(5)), JAPANESE)
    assert {circle.attrib["cy"] for circle in _drawn(svg).iter("circle")} == {"20"}


# A year as a bar.


def _bar(svg: ET.Element, kind: str) -> tuple[float, float]:
    """Where a bar begins and ends."""
    (bar,) = [r for r in svg.iter("rect") if r.attrib["class"] == kind]
    left = float(bar.attrib["x"])
    return left, left + float(bar.attrib["width"])


def _marks(svg: ET.Element, kind: str) -> list[float]:
    return [float(e.attrib["x1"]) for e in svg.iter("line") if e.attrib["class"] == kind]


def _result(indicator: dict[str, object], row: dict[str, object]) -> tuple[ET.Element, list[str]]:
    """The bar of a year, and what is told below it."""
    case, _ = _with(indicator, [row])
    assert case.latest
    svg = result_bar(case.latest)
    assert _read(svg).attrib["aria-hidden"] == "true"  # all of it is told below
    return _drawn(svg), result_values(case.latest, JAPANESE)


def test_a_way_back_is_seen_beside_where_it_began_and_was_to_lead() -> None:
    svg, told = _result({"baseline": Decimal("57.8")}, {"actual": Decimal("55.1"), "target": 65})
    back, start = _bar(svg, "gauge-back")
    ring, place = (float(it.attrib["cx"]) for it in svg.iter("circle"))
    (target,) = _marks(svg, "result-target")
    assert (back, start) == pytest.approx((place, ring))
    assert (start - back) / (target - back) == pytest.approx(2.7 / 9.9, abs=0.01)
    assert told == ["○ 策定時 57.8件", "● 実績 55.1件", "┃ 目標値 65件"]


def test_what_is_wanted_lies_to_the_right_where_lower_is_better() -> None:
    fields: dict[str, object] = {"baseline": 20, "direction": "lower"}
    svg, _ = _result(fields, {"actual": 15, "target": 9})
    start, forward = _bar(svg, "gauge-forward")
    assert start < forward < _marks(svg, "result-target")[0]


def test_a_year_without_a_start_is_as_long_as_its_actual() -> None:
    svg, told = _result({"direction": "higher"}, {"actual": 50, "target": 100})
    start, end = _bar(svg, "gauge-rate")
    assert (end - start) / (_marks(svg, "result-target")[0] - start) == pytest.approx(0.5)
    assert len(list(svg.iter("circle"))) == 1
    assert told == ["● 実績 50件", "┃ 目標値 100件"]


def test_a_rank_without_a_start_has_a_place_and_no_length() -> None:
    svg, told = _result({"unit": "位", "rank_among": 24}, {"actual": 7, "target": 5})
    assert list(svg.iter("rect")) == []
    (place,) = (float(it.attrib["cx"]) for it in svg.iter("circle"))
    assert place < _marks(svg, "result-target")[0]
    assert told == ["● 実績 7位／24", "┃ 目標値 5位"]


def test_the_plan_s_last_target_stands_beside_the_year_s() -> None:
    fields: dict[str, object] = {"baseline": 50, "target": 70, "target_year": 2022}
    svg, told = _result(fields, {"actual": 55, "target": 60})
    (own,), (final,) = _marks(svg, "result-target"), _marks(svg, "chart-target")
    start, end = _bar(svg, "gauge-forward")
    assert start < end < own < final
    assert told[-2:] == ["┃ この年度の目標 60件", "┇ 計画の目標（令和4年度） 70件"]


def test_the_wanted_range_lies_behind_the_bar() -> None:
    fields: dict[str, object] = {"baseline": 50, "range": {"highest": 80}, "direction": "range"}
    svg, told = _result(fields, {"actual": 70})
    low, high = _bar(svg, "gauge-room")
    assert low < _bar(svg, "gauge-forward")[1] < high
    assert told[-1] == "▭ 目標値 80件以下"


def test_what_cannot_be_drawn_is_told_without_signs() -> None:
    case, _ = _with({"baseline": 5}, [{"actual": "not_surveyed", "target": 9}])
    assert case.latest
    assert result_bar(case.latest) == ""
    told = result_values(case.latest, JAPANESE)
    assert told == ["策定時 5件", "実績 調査なし", "この年度の目標 9件"]


@given(_VALUES, _VALUES, _VALUES, st.text("件人％<&", min_size=1, max_size=30))
@settings(PATIENT, max_examples=200)
def test_any_year_s_bar_is_whole(
    actual: Value | None, baseline: Value | None, target: Value | None, unit: str
) -> None:
    case, _ = _evaluated([actual], baseline=baseline, targets=[target], unit=unit)
    if case.latest and (svg := result_bar(case.latest)):
        root = _drawn(svg)
        width = float(root.attrib["viewBox"].split()[2])
        assert all(0 <= place <= width for place in _marks(root, "result-target"))
        assert all(0 <= float(it.attrib["cx"]) <= width for it in root.iter("circle"))


# Money.


def _money(*values: str) -> list[Amount]:
    years = [FiscalYear(LAST - back) for back in reversed(range(len(values)))]
    return [Amount(year, value) for year, value in zip(years, _numbers(*values), strict=True)]


def _amounts(given: Sequence[Amount]) -> str:
    return amounts("決算額の推移（単位：千円）", given, "千円", JAPANESE)


def test_amounts_are_bars_from_zero() -> None:
    svg = _amounts(_money("100", "50", "200"))
    _check_form(svg)
    _check_room(svg)
    heights = [float(bar.attrib["height"]) for bar in _drawn(svg).iter("rect")]
    assert heights[0] / heights[1] == pytest.approx(2, rel=0.01)
    assert heights[2] / heights[0] == pytest.approx(2, rel=0.01)
    assert sorted(_texts(svg, "chart-value")) == ["100", "200", "50"]


def test_a_year_without_an_amount_keeps_its_place() -> None:
    svg = _amounts([*_money("100", "pending", "200", ""), Amount(FiscalYear(2012), Decimal(3))])
    bars = [float(bar.attrib["x"]) for bar in _drawn(svg).iter("rect")]
    assert len(bars) == 3
    assert _texts(svg, "chart-year") == ["2017", "2012", "2016", "2015", "2014", "2013"]
    assert "0千円" not in _said(svg).replace("100千円", "").replace("200千円", "")


def test_above_a_table_of_them_the_first_and_the_last_amount_are_said() -> None:
    given = _money("", "100", "50", "200", "pending")
    title, unit = "決算額の推移（単位：千円）", "千円"
    svg = amounts(title, given, unit, JAPANESE, tabled=True)
    assert _said(svg) == (
        "平成27年度（2015年度） 100千円から、平成29年度（2017年度） 200千円まで。"
        "すべての値は、下の表にあります。"
    )


def test_a_partial_sum_is_drawn_and_told_as_one() -> None:
    given = _money("100", "200")
    svg = _amounts([given[0], Amount(given[1].fiscal_year, given[1].value, partial=True)])
    assert _kinds(svg, "chart-bar chart-bar-part") == 1
    assert _said(svg).endswith("200千円（一部の事業を除いた合計）")


def test_years_without_an_amount_are_told_and_the_newest_keeps_its_place() -> None:
    given = [Amount(FiscalYear(2012), Decimal(3)), *_money("100", "pending")]
    svg = _amounts(given)
    assert _texts(svg, "chart-year") == ["2018", "2012", "2017", "2016", "2015", "2014", "2013"]
    assert _said(svg) == (
        "平成24年度（2012年度） 3千円、"
        "平成25年度（2013年度）から平成28年度（2016年度）までは数値なし、"
        "平成29年度（2017年度） 100千円、平成30年度（2018年度）は数値なし"
    )


def test_a_year_of_which_no_amount_could_be_added_up_keeps_its_place() -> None:
    none = Amount(FiscalYear(2019), None, partial=True)
    assert _texts(_amounts([*_money("100", "200"), none]), "chart-year")[0] == "2019"


def test_one_amount_alone_is_not_drawn() -> None:
    assert _amounts(_money("100")) == _amounts(_money("pending", "100", "")) == ""


@given(st.lists(_VALUES, min_size=2, max_size=14))
@settings(PATIENT, max_examples=200)
def test_any_amounts_are_whole(values: list[Value | None]) -> None:
    years = [FiscalYear(LAST - back) for back in reversed(range(len(values)))]
    svg = _amounts([Amount(year, value) for year, value in zip(years, values, strict=True)])
    if svg:
        _check_form(svg)
        _check_room(svg)
        for bar in _drawn(svg).iter("rect"):
            top, high = float(bar.attrib["y"]), float(bar.attrib["height"])
            assert top >= TOP - 0.1
            assert top + high <= HEIGHT - BOTTOM + 0.1


# What is drawn of ranks, of sums of years, of numbers that are but a bound.


def _with(
    indicator: dict[str, object], rows: Sequence[dict[str, object]]
) -> tuple[EvaluatedIndicator, list[FiscalYear]]:
    its = Indicator.model_validate({"id": "a", "name": "指標", "unit": "件", **indicator})
    years = [FiscalYear(2020 + number) for number in range(len(rows))]
    recorded = {
        year: IndicatorYear.model_validate({"id": "a", **row})
        for year, row in zip(years, rows, strict=True)
    }
    evaluated = evaluate_indicator(its, recorded, RoundingRules(1))
    return EvaluatedIndicator(its, POLICY, evaluated), years


def _heights(svg: str) -> list[float]:
    """How far down the points lie, from left to right."""
    circles = sorted(_drawn(svg).iter("circle"), key=lambda one: float(one.attrib["cx"]))
    return [float(circle.attrib["cy"]) for circle in circles]


@pytest.mark.parametrize("draw", [trend, spark])
def test_the_first_rank_lies_highest(draw: Drawer) -> None:
    rows: list[dict[str, object]] = [{"actual": 9}, {"actual": 1}, {"actual": 4, "rank_among": 24}]
    svg = draw(*_with({"rank_among": 25}, rows), JAPANESE)
    low, top, between = _heights(svg)
    assert top < between < low
    assert _lines(svg) == [2]
    assert _said(svg).endswith("令和3年度（2021年度） 1件／25、令和4年度（2022年度） 4件／24")


@pytest.mark.parametrize("draw", [trend, spark])
def test_where_a_target_counts_the_sum_that_is_drawn(draw: Drawer) -> None:
    summed: dict[str, object] = {"direction": "higher", "baseline": 9, "cumulative_from": 2020}
    rows: list[dict[str, object]] = [{"actual": 5}, {"actual": 4}, {"actual": "pending"}]
    svg = draw(*_with(summed, rows), JAPANESE)
    assert _title(svg) == "指標の累計の推移（令和2年度から、単位：件）"
    assert _said(svg) == (
        "令和2年度（2020年度） 5件、令和3年度（2021年度） 9件、令和4年度（2022年度）は累計なし"
    )
    rows = [{"actual": 5, "actual_qualifier": "about"}, {"actual": 4, "forecast": True}]
    foreseen = _with(summed, rows)
    assert _said(draw(*foreseen, JAPANESE)) == (
        "令和2年度（2020年度） 約5件、令和3年度（2021年度） 約9件（見込）"
    )
    assert "累計がありません" in legend(foreseen[0], JAPANESE)


@pytest.mark.parametrize("draw", [trend, spark])
def test_a_target_for_no_year_is_drawn_from_side_to_side(draw: Drawer) -> None:
    rows: list[dict[str, object]] = [{"actual": 5}, {"actual": 6}]
    wanted: dict[str, object] = {"direction": "higher", "target": 9, "target_qualifier": "at_least"}
    svg = draw(*_with(wanted, rows), JAPANESE)
    assert _said(svg).endswith("、計画の目標 9件以上")
    assert _kinds(svg, "chart-target") == 1
    changed = ({"fiscal_year": 2021, "before": 7, "reason": "見直し"},)
    assert "目標" not in _said(draw(*_with(wanted | {"target_changes": changed}, rows), JAPANESE))


def test_the_target_is_told_as_the_sheet_means_it() -> None:
    wanted: dict[str, object] = {"direction": "lower", "baseline": 20, "target": 9}
    case, _ = _with(wanted | {"target_qualifier": "at_most"}, [{"actual": 15}])
    assert case.latest
    assert result_values(case.latest, JAPANESE)[-1] == "┃ 目標値 9件以下"


@pytest.mark.parametrize("draw", [trend, spark])
def test_no_line_leads_to_what_is_but_a_bound(draw: Drawer) -> None:
    rows: list[dict[str, object]] = [
        {"actual": 5},
        {"actual": 6, "actual_qualifier": "about"},
        {"actual": 9, "actual_qualifier": "at_least"},
        {"actual": 8},
    ]
    its = _with({}, rows)
    svg = draw(*its, JAPANESE)
    assert _lines(svg) == [2]
    assert "約6件" in _said(svg)
    assert "9件以上" in _said(svg)
    assert legend(its[0], JAPANESE).endswith("付いた値は、線でつなぎません。")


def test_a_bar_of_statuses_shows_shares_and_each_part_leads_to_what_it_counts() -> None:
    counts = {Status.ACHIEVED: 60, Status.UNCHANGED: 0, Status.WORSENED: 339, Status.IMPROVED: 1}
    parts = tuple(CountedStatus(of, count, f"a/?b=1&s={of}") for of, count in counts.items())
    one, alone = StatusBar("令和6年度", parts), StatusBar("令和5年度", parts[:1])
    svg = status_bars("事業", [one, alone], JAPANESE)
    root = _read(svg)
    assert root.attrib["aria-hidden"] == "true"
    assert "role" not in root.attrib
    linked = {link.attrib["href"]: link for link in root.iter("a")}
    assert [*linked] == [f"a/?b=1&s={of}" for of in ("achieved", "worsened", "improved")]
    assert {link.attrib["tabindex"] for link in root.iter("a")} == {"-1"}
    paths = [path.attrib["d"] for path in root.iter("path")]
    widths = [Decimal(wide) for path in paths for wide in re.findall(r"h([\d.]+)v", path)]
    achieved, whole, worsened, improved = widths
    assert whole == WIDTH - 2
    assert abs(achieved + worsened + improved - whole) <= Decimal("0.2")
    assert worsened > 5 * achieved
    assert improved > 3
    # On what is filled no sign has a light edge, within which ○ is read as ◎.
    assert 'class="on-gauge-forward chart-value"' in svg
    assert 'class="on-gauge-back chart-value"' in svg
    assert [text.text for text in root.iter("text")] == [
        "令和6年度",
        "令和5年度",
        "◎60",
        "◎60",
        "▼339",
    ]
