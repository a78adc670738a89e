"""What a few records of the fictional municipality tell besides: sparse, as real sheets are."""

from collections.abc import Sequence

from hyoka.model import LAST_GOAL
from hyoka.units import FiscalYear
from tools.demo.records import Field, Fields

MUNICIPALITY: Fields = {
    "not_stated_sign": "－",
    "level_names": {"chapter": "分野", "submeasures": ["基本事業"]},
    "sheet_headings": [
        {"sheet": "project", "section": "purpose", "heading": "対象をどう変えるか"},
        {"sheet": "measure", "section": "aim", "heading": "めざす姿"},
    ],
    "classifications": [
        {"id": "jimu", "name": "事務の区分", "values": ["法定受託事務", "自治事務"]},
        {"id": "shudan", "name": "手段の区分", "values": ["ソフト事業", "ハード事業"]},
    ],
    "tags": [
        {"id": "kosodate", "name": "子育て"},
        {"id": "digital", "name": "デジタル化"},
        {"id": "bosai", "name": "防災"},
    ],
    "rating_scales": [
        {
            "id": "sogo",
            "name": "総合評価",
            "best": "first",
            "ratings": [{"value": value} for value in "ABCD"],
        },
        {
            "id": "yochi",
            "name": "見直しの余地",
            "best": "none",
            "ratings": [{"value": "余地がある"}, {"value": "余地がない"}],
        },
    ],
    "evaluation_steps": [
        {"id": "tanto", "name": "担当課の評価"},
        {"id": "bucho", "name": "部長の評価"},
        {"id": "iinkai", "name": "行政評価委員会の評価"},
    ],
    "next_actions": [
        {"id": "kakuju", "name": "拡充"},
        {"id": "keizoku", "name": "継続"},
        {"id": "minaoshi", "name": "見直し"},
    ],
}
_TAGS = ("kosodate", "digital", "bosai")
_POPULATION = 48_000
_ACTIONS: tuple[Fields, ...] = (
    {"id": "kakuju", "outcome": "increase", "cost": "increase"},
    {"id": "keizoku", "outcome": "maintain", "cost": "maintain"},
    {"id": "minaoshi", "outcome": "increase", "cost": "decrease"},
)
_ANSWERS: tuple[tuple[str, str], ...] = (
    ("planned", "次の年度の計画を作るときに、進め方を見直す。"),
    ("in_progress", "関係する課の会議を開き、見直しの案をまとめている。"),
)
_SUBMEASURES = ("担い手の育成", "場と設備の充実", "情報の発信")
_GROUPS = (("kita", "北部"), ("minami", "南部"))
"""The districts that some indicators are told by."""
_DETAILED = 8
"""How many of the projects that a sheet lists may have further details: every fourth each kind."""
_MEASURED, _FUNDED, _RATED = 1, 2, 3
"""The kinds of details: further indicators, money and staff, evaluations step by step."""
_RATED_YEARS = 3
"""How many of the newest years are evaluated step by step."""
_NOT_STATED = 2
"""The years before the one whose rank the sheet does not state."""


def _tells(position: int | None, kind: int) -> bool:
    return position is not None and position < _DETAILED and position % 4 == kind


def populations(years: Sequence[FiscalYear]) -> list[Field]:
    """How many lived there each year."""
    return [
        {
            "fiscal_year": year.year,
            "population": _POPULATION - 130 * passed,
            "as_of": f"{year}-10-01",
        }
        for passed, year in enumerate(years)
    ]


def tags(number: int) -> list[Field]:
    """By what a policy or a project is found besides."""
    return [_TAGS[number % len(_TAGS)]]


def goals(number: int) -> list[Field]:
    """Which of the Sustainable Development Goals it contributes to."""
    return [*sorted({number % LAST_GOAL + 1, 11})]


def submeasures(measure: str) -> list[Field]:
    """What lies below a measure."""
    return [
        {"id": _submeasure(measure, number), "number": number, "name": name}
        for number, name in enumerate(_SUBMEASURES, start=1)
    ]


def place_in_plan(plan: str, measure: str, position: int) -> Fields:
    """Where a project that a sheet lists lies in the plan: the first of them below a measure."""
    if position >= len(_SUBMEASURES):
        return {}
    return {"measure": {"plan": plan, "id": _submeasure(measure, position + 1)}}


def _submeasure(measure: str, number: int) -> str:
    return f"{measure}-kihon-{number}"


def identity(number: int, position: int | None) -> Fields:
    """What a project tells of itself.

    `position`: among those that a sheet lists; `None`: it is none of them.
    """
    kinds = ("自治事務", "ソフト事業") if number % 5 else ("法定受託事務", "ハード事業")
    fields: Fields = {"number": f"{number:04d}"}
    if position is None or position >= _DETAILED:
        return fields
    fields["classes"] = [
        {"classification": "jimu", "value": kinds[0]},
        {"classification": "shudan", "value": kinds[1]},
    ]
    fields |= {"tags": tags(number), "sdgs": goals(number)}
    if _tells(position, _FUNDED):
        fields |= {"duration": "期間限定", "whole_plan": _whole_plan(number)}
    return fields


def _whole_plan(number: int) -> Fields:
    national, general = 1000 * (number + 20), 1500 * (number + 20)
    return {
        "planned_cost": national + general,
        "funding": {"national": national, "general": general},
        "staff": {"staff_years": 3 + number % 5},
    }


def indicators(position: int | None, years: Sequence[FiscalYear]) -> list[Fields]:
    """What a project measures besides: of two that a sheet lists."""
    if not _tells(position, _MEASURED):
        return []
    before, last = years[0].year - 1, years[-1].year
    since: Fields = {"baseline_year": before, "target_year": last}
    return [
        {"id": "taisho", "name": "対象となる世帯の数", "unit": "世帯", "kind": "target_group"},
        {
            "id": "juni",
            "name": "県内の市のなかの順位",
            "source": "県の統計",
            "unit": "位",
            "kind": "outcome",
            "baseline": 24,
            "target": 12,
            "target_qualifier": "at_most",
            "rank_among": 37,
            **since,
        },
        {
            "id": "ruikei",
            "name": "修繕した箇所の数",
            "unit": "か所",
            "kind": "output",
            "direction": "higher",
            "target": 14 * len(years),
            "target_year": last,
            "cumulative_from": years[0].year,
            **_grouped({"target": 7 * len(years)}),
        },
        {
            "id": "zoka",
            "name": "手伝いに加わった人の数",
            "definition": "年度のうちに一度でも加わった人の、重なりを除いた数",
            "formula": "名簿にある人の数－名前の重なる人の数",
            "target_reason": "担い手がへらないことを第一にしたため",
            "unit": "人",
            "kind": "outcome",
            "direction": "higher",
            "baseline": 210,
            "target_rule": "increase",
            **_grouped({"baseline": 105, "target": 140}),
            **since,
        },
    ]


def _grouped(told: Fields) -> Fields:
    """What an indicator tells of each district."""
    groups = [{"id": group, "name": name, **told} for group, name in _GROUPS]
    return {"grouped_by": "地区", "groups": groups}


def _by_group(whole: int) -> Fields:
    """A year's actuals of the districts, which make the whole together."""
    parts = whole // 2, whole - whole // 2
    rows: list[Field] = [
        {"group": group, "actual": part} for (group, _), part in zip(_GROUPS, parts, strict=True)
    ]
    return {"by_group": rows}


def indicator_years(
    position: int | None, number: int, year: FiscalYear, years: Sequence[FiscalYear]
) -> list[Fields]:
    """What a year records of them."""
    if not _tells(position, _MEASURED):
        return []
    passed = years.index(year)
    helpers, mended = 205 + 3 * passed + number % 4, 10 + (passed * 7 + number) % 9
    people: Fields = {"id": "zoka", "actual": helpers, **_by_group(helpers)}
    if passed == 1:
        people |= {"actual_qualifier": "about"}
    elif year == years[-1]:
        people |= {"forecast": True}
    rank: Fields = {"id": "juni", "actual": max(9, 23 - passed - number % 3)}
    return [
        {"id": "taisho", "actual": 1800 + 12 * passed + number},
        {"id": "juni", "actual": "not_stated"} if passed == _NOT_STATED else rank,
        {"id": "ruikei", "actual": mended, **_by_group(mended)},
        people,
    ]


def money(position: int | None, number: int, year: Fields) -> Fields:
    """What a year with a budget tells of its money and staff: of two that a sheet lists."""
    budget = year.get("budget")
    if not _tells(position, _FUNDED) or not isinstance(budget, int):
        return {}
    initial = budget * 9 // 10
    together = initial * 2 // 5
    return {
        "planned_cost": budget,
        "initial_budget": initial,
        "initial_budget_funding": {
            "general": initial - together,
            "combined": [{"name": "国・県支出金", "amount": together}],
        },
        "supplementary_budget": budget - initial,
        "budget_funding": {
            "national": budget // 4,
            "prefectural": budget // 8,
            "bonds": 0,
            "other": 0,
            "general": budget - budget // 4 - budget // 8,
        },
        "planned_staff": {"staff_years": 1 + number % 3},
        "staff": {"staff_years": 1 + number % 3, "staff_hours": 1700 + 40 * (number % 7)},
        "personnel_cost": 7400 * (1 + number % 3),
        "budget_lines": [
            {
                "budget_account": "一般会計",
                "budget_category": "02 総務費",
                "budget_item": f"{number % 6 + 1:02d} 地域振興費",
            }
        ],
    }


def evaluations(
    position: int | None, number: int, year: FiscalYear, years: Sequence[FiscalYear]
) -> Fields:
    """How one of the newest years of two of the listed projects was evaluated, step by step."""
    if not _tells(position, _RATED) or year not in years[-_RATED_YEARS:]:
        return {}
    date = year.plus(1)
    room = ("余地がある", "余地がない")[(number + year.year) % 2]
    ratings: list[Field] = [
        {"scale": "sogo", "value": "ABBC"[(number + year.year) % 4]},
        {"scale": "yochi", "value": room, "aspect": "費用", "text": "委託の仕様を見比べた。"},
    ]
    return {
        "evaluations": [
            {"step": "tanto", "date": f"{date}-06-20", "ratings": ratings},
            {
                "step": "bucho",
                "date": f"{date}-07-15",
                "text": "ほかの事業との役割の分担を確かめること。",
                "next_actions": [_ACTIONS[number % len(_ACTIONS)]],
            },
            {"step": "iinkai", "date": f"{date}-08-28", "text": "取り組みの方向は妥当である。"},
        ]
    }


def recommendation(
    policy: str, position: int, year: FiscalYear, document: str, topic: str
) -> Fields:
    """What the committee recommended of a policy; the later its place, the fewer the responses."""
    answered = year.plus(2)
    return {
        "title": f"{topic}の進め方",
        "by": {"kind": "committee", "name": "行政評価委員会"},
        "date": f"{year.plus(1)}-10-03",
        "fiscal_year": year.year,
        "document": document,
        "category": "意見",
        "text": f"{topic}は、関わる課が多い。役割の分担を明らかにして進めること。",
        "policies": [policy],
        "responses": [
            {"date": f"{answered}-{month}-25", "status": status, "text": text}
            for month, (status, text) in zip(("05", "09"), _ANSWERS, strict=True)
        ][: max(0, 2 - position)],
    }
