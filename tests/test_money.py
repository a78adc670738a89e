"""The money of a project's year: what is computed of it, and that its funding adds up."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.checks.money import (
    below_zero,
    carried_over_too_much,
    funding_sum,
    whole_plan_funding_sum,
)
from hyoka.checks.printed import printed_differs
from hyoka.evaluation import (
    Costs,
    EvaluatedSite,
    evaluate,
    evaluate_costs,
    funded_amounts,
)
from hyoka.evaluation.correction import evaluate_corrections
from hyoka.evaluation.figures import Figure, Reason, total
from hyoka.model import (
    FUNDED,
    FUNDING_SOURCES,
    CostBasis,
    Decimals,
    MoneyUnit,
    Municipality,
    Population,
    Project,
    ProjectYear,
    Publisher,
    Records,
    value_at,
)
from hyoka.problems import Finding
from hyoka.render import html
from hyoka.tables import cells, money_heading, uncompared
from hyoka.tables.year_money import largest_projects
from hyoka.units import FiscalYear, Missing, Value
from hyoka.wording import load_language
from tests.building import REAL, TOWN, made_of
from tests.small_city import write_city

PATIENT = settings(deadline=None, derandomize=True)
JAPANESE = load_language("ja")
PARTS = FUNDING_SOURCES

MUNICIPALITY = Municipality(
    name="架空市",
    code="999999",
    publisher=Publisher(name="架空市", official=False),
    money_unit=MoneyUnit.THOUSAND_YEN,
    decimals=Decimals(policy_rate=1, project_rate=0, share=1, money_rate=1, unit_cost=2),
)


def _year(fiscal_year: object = 2018, **fields: object) -> ProjectYear:
    return ProjectYear.model_validate({"fiscal_year": fiscal_year, "document": "d", **fields})


def _records(*years: ProjectYear, **fields: object) -> Records:
    named = {"id": "matsuri", "name": "祭り支援事業", **fields}
    project = Project.model_validate({**named, "years": years})
    return Records.model_construct(municipality=MUNICIPALITY, projects=(project,))


def _costs(**fields: object) -> Costs:
    return evaluate_costs(_year(**fields), MUNICIPALITY)


def _told(figure: Figure | None) -> str:
    """A figure as the page shows it, or why there is none."""
    assert figure is not None
    if figure.reason is not None:
        return JAPANESE.reason(figure.reason)
    return JAPANESE.figure(figure)


# What is computed.


def test_nothing_is_computed_where_nothing_but_the_settlement_is_recorded() -> None:
    assert _costs(settlement=9929).figures == ()


def test_a_year_with_everything() -> None:
    costs = _costs(
        settlement=10925,
        budget=11500,
        personnel_cost=4300,
        funding={"national": 5925, "general": 5000},
        unit_cost={"quantity": 700, "unit": "人", "of": "total_cost"},
    )
    assert _told(costs.execution_rate) == "95.0％"
    assert _told(costs.total_cost) == "15,225千円"
    assert _told(costs.unit_cost) == "21.75千円／人"
    assert _told(costs.general_share) == "45.8％"
    assert len(costs.figures) == 4


def test_a_unit_cost_says_of_which_cost_it_is() -> None:
    divided = {"quantity": 46, "unit": "件"}
    fields = {"settlement": 9929, "personnel_cost": 1200}
    settlement = _costs(**fields, unit_cost={**divided, "of": "settlement"}).unit_cost
    total_cost = _costs(**fields, unit_cost={**divided, "of": "total_cost"}).unit_cost
    assert settlement is not None
    assert total_cost is not None
    assert dict(settlement.inputs)["cost"] == 9929
    assert dict(total_cost.inputs)["cost"] == 11129


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"budget": "pending"}, "予算現額がまだ集計されていないため、計算できません。"),
        ({"budget": 0}, "予算現額が0のため、計算できません。"),
        ({"budget": -1}, "予算現額がマイナスのため、率では表せません。"),
        (
            {"printed": {"execution_rate": 99}},
            "予算現額の記録がないため、計算していません。",
        ),
    ],
)
def test_why_there_is_no_execution_rate(fields: dict[str, object], said: str) -> None:
    assert _told(_costs(settlement=9929, **fields).execution_rate) == said


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "人件費の記録がないため、計算していません。"),
        ({"personnel_cost": "undisclosed"}, "人件費が公表されていないため、計算できません。"),
        ({"personnel_cost": 1, "quantity": 0}, "数量が0のため、計算できません。"),
        (
            {"personnel_cost": 1, "quantity": "pending"},
            "数量がまだ集計されていないため、計算できません。",
        ),
    ],
)
def test_why_there_is_no_unit_cost(fields: dict[str, object], said: str) -> None:
    divided = {"quantity": fields.pop("quantity", 46), "unit": "件", "of": "total_cost"}
    assert _told(_costs(settlement=9929, **fields, unit_cost=divided).unit_cost) == said


def test_a_planned_total_needs_both_parts_and_takes_none_for_zero() -> None:
    planned = _costs(planned_cost=187260, planned_personnel_cost=1600).planned_total_cost
    assert _told(planned) == "188,860千円"
    assert _costs(planned_cost=187260).planned_total_cost is None
    undisclosed = _costs(planned_cost=5, planned_personnel_cost="undisclosed").planned_total_cost
    assert _told(undisclosed) == "計画人件費が公表されていないため、計算できません。"


def test_a_missing_personnel_cost_is_not_zero() -> None:
    costs = _costs(settlement=9929, personnel_cost="pending")
    assert costs.total_cost is not None
    assert costs.total_cost.value is None
    assert costs.total_cost.reason == Reason("missing", "personnel_cost", Missing.PENDING)


@pytest.mark.parametrize(
    ("fields", "sheet", "money"),
    [
        ({"settlement": 1}, False, False),
        ({"initial_budget": 0}, True, True),
        ({"personnel_cost": "pending"}, True, True),
        ({"planned_personnel_cost": 5}, True, True),
        ({"carried_over": 0}, True, True),
        ({"staff": {"staff_hours": 5}}, True, True),
        ({"budget_lines": ({"budget_account": "一般会計"},)}, True, False),
        ({"variance_reason": "入札による。"}, True, False),
        ({"division": "市民部"}, True, False),
        ({"issues": ("担い手の不足。",)}, True, False),
        ({"next_action": {"id": "keizoku"}}, True, False),
    ],
)
def test_a_year_has_a_sheet_when_more_is_recorded_than_the_lists_show(
    fields: dict[str, object], *, sheet: bool, money: bool
) -> None:
    (project,) = evaluate(_records(_year(**fields))).projects
    (year,) = project.years
    assert (year.has_sheet, year.has_money) == (sheet, money)
    assert project.sheets == ((year,) if sheet else ())


def test_the_division_is_the_present_one_or_the_newest_that_is_recorded() -> None:
    years = (_year(2017, division="文化課"), _year(2018, division="交流課"), _year(2019))
    (project,) = evaluate(_records(*years)).projects
    assert project.division == "交流課"
    (named,) = evaluate(_records(*years, division="市民課")).projects
    assert named.division == "市民課"
    (none,) = evaluate(_records(_year())).projects
    assert none.division is None


# Printed figures.


def _printed(**printed: object) -> list[Finding]:
    year = _year(settlement=9929, budget=10000, personnel_cost=1200, printed=printed)
    return list(printed_differs(_records(year)))


def test_printed_money_is_compared_with_what_is_computed() -> None:
    assert _printed(execution_rate=Decimal("99.3"), total_cost=11129) == []
    assert [finding.values["computed"] for finding in _printed(execution_rate=99)] == ["99.3"]
    assert [finding.values["computed"] for finding in _printed(total_cost=11130)] == ["11129"]
    assert [finding.rule for finding in _printed(unit_cost=1)] == ["printed_alone"]


def test_a_reason_lets_printed_money_differ_and_is_kept() -> None:
    assert _printed(total_cost=11130, difference="評価表の誤り。") == []
    costs = _costs(settlement=1, personnel_cost=1, printed={"total_cost": 3, "difference": "誤り"})
    assert costs.difference == "誤り"


# The cost per resident.


def _per_resident(
    municipality: Municipality = MUNICIPALITY, *, of: str = "settlement", **fields: object
) -> Figure | None:
    people = Population(fiscal_year=FiscalYear(2018), population=30000)
    update = {"populations": (people,), "cost_per_resident_of": CostBasis(of)}
    year = _year(**fields)
    return evaluate_costs(year, municipality.model_copy(update=update)).cost_per_resident


def test_a_cost_per_resident_is_in_yen_whatever_the_unit_of_money() -> None:
    in_yen = MUNICIPALITY.model_copy(update={"money_unit": MoneyUnit.YEN})
    assert _told(_per_resident(settlement=9929)) == "331円"
    assert _told(_per_resident(in_yen, settlement=9929000)) == "331円"
    in_millions = MUNICIPALITY.model_copy(update={"money_unit": MoneyUnit.MILLION_YEN})
    cost = _per_resident(in_millions, settlement=Decimal("9.929"))
    assert _told(cost) == "331円"
    assert cost is not None
    assert JAPANESE.calculation(cost)[0].startswith("9,929,000 ÷ 30,000")
    assert _told(_per_resident(settlement=15)) == "1円"
    assert _told(_per_resident(settlement=0)) == "0円"


def test_a_cost_per_resident_is_of_the_cost_that_is_declared() -> None:
    money: dict[str, Any] = {"settlement": 9929, "personnel_cost": 1200}
    figure = _per_resident(of="total_cost", **money)
    assert figure is not None
    assert dict(figure.inputs) == {"cost": 11129000, "population": 30000}
    assert JAPANESE.calculation(figure)[0] == "11,129,000 ÷ 30,000 ＝ 370.9666666666…円"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "決算額の記録がないため、計算していません。"),
        ({"settlement": "pending"}, "決算額がまだ集計されていないため、計算できません。"),
        ({"settlement": 5, "fiscal_year": 2019}, "人口の記録がないため、計算していません。"),
        ({"settlement": 5, "of": "total_cost"}, "人件費の記録がないため、計算していません。"),
    ],
)
def test_why_there_is_no_cost_per_resident(fields: dict[str, Any], said: str) -> None:
    assert _told(_per_resident(**fields)) == said


def test_without_a_population_nothing_is_told_of_residents() -> None:
    assert _costs(settlement=5).cost_per_resident is None


# Amounts beside the settlement.


@pytest.mark.parametrize(
    ("fields", "sum_"),
    [
        ({"budget": 100, "carried_over": 40}, []),
        ({"budget": 100, "carried_over": Decimal("40.1")}, ["100.1"]),
        ({"budget": 59, "carried_over": 40}, []),  # the settlement alone is told
        ({"budget": 100, "carried_over": "pending"}, []),
        ({"carried_over": 41}, []),
    ],
)
def test_no_more_is_carried_over_than_was_left(fields: dict[str, object], sum_: list[str]) -> None:
    found = carried_over_too_much(_records(_year(settlement=60, **fields)))
    assert [finding.values["sum"] for finding in found] == sum_


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"planned_cost": 5, "budget": 5, "settlement": 4}, "予算と決算"),
        ({"planned_cost": 5, "settlement": 4}, "計画と決算"),
        ({"carried_over": 5, "settlement": 4}, "決算"),
        ({"planned_cost": 5, "activities": ("ある",)}, "計画"),
        ({"budget": 5}, "予算"),
        ({"settlement_forecast": 5}, "費用など"),
    ],
)
def test_the_money_of_a_year_is_called_by_what_it_holds(
    fields: dict[str, object], word: str
) -> None:
    (project,) = evaluate(_records(_year(**fields))).projects
    assert JAPANESE.word(money_heading(project.years[0])) == word


# Funding.


def _funding(settlement: object, **parts: object) -> list[tuple[str, str]]:
    """The rules that are broken, and the difference that they tell."""
    found = funding_sum(_records(_year(settlement=settlement, funding=parts)))
    return [(finding.rule, finding.values["difference"]) for finding in found]


def test_funding_adds_up_to_the_settlement() -> None:
    whole = dict.fromkeys(PARTS, Decimal("0.1"))
    assert _funding(Decimal("0.5"), **whole) == []
    assert _funding(Decimal("0.50"), **whole) == []
    assert _funding(Decimal("0.4"), **whole) == [("funding_over", "0.1")]
    assert _funding(Decimal("0.6"), **whole) == [("funding_under", "0.1")]


def test_some_of_the_funding_may_be_less_but_not_more_than_the_settlement() -> None:
    assert _funding(100, national=60) == []
    assert _funding(100, national=60, general=40) == []
    assert _funding(100, national=60, general=41) == [("funding_part_over", "1")]


@pytest.mark.parametrize("settlement", [None, "pending"])
def test_nothing_is_compared_with_a_settlement_that_is_not_there(settlement: object) -> None:
    assert _funding(settlement, national=60) == []


def test_a_part_without_a_value_may_be_anything() -> None:
    parts: dict[str, object] = dict.fromkeys(PARTS, 100)
    assert _funding(100, **parts | {"bonds": "pending"}) == []


def test_the_funding_of_each_amount_adds_up_to_it() -> None:
    for amount, field in FUNDED.items():
        if amount == "total_cost":
            fields: dict[str, object] = {"settlement": 60, "personnel_cost": 40}
        else:
            fields = {amount: 100}
        whole = dict.fromkeys(PARTS, 20)
        assert not [*funding_sum(_records(_year(**fields, **{field: whole})))]
        (found,) = funding_sum(_records(_year(**fields, **{field: whole | {"other": 21}})))
        assert (found.rule, found.values["amount_of"]) == ("funding_over", amount)
        assert found.place[-1] == field


def test_sources_that_are_put_together_are_a_part_of_the_sum() -> None:
    combined = ({"name": "国・県支出金", "amount": 60}, {"name": "基金", "amount": 5})
    assert _funding(100, combined=combined, general=35) == []
    assert _funding(100, combined=combined, general=36) == [("funding_over", "1")]
    assert _funding(100, combined=combined) == [("funding_under", "35")]
    unknown = (*combined, {"name": "寄附金", "amount": "undisclosed"})
    assert _funding(100, combined=unknown) == []


def test_a_reduction_is_funded_by_less_and_by_more() -> None:
    def found(**parts: object) -> list[str]:
        year = _year(supplementary_budget=-8, supplementary_budget_funding=parts)
        return [finding.rule for finding in funding_sum(_records(year))]

    assert found(national=-10, combined=({"name": "基金", "amount": 2},)) == []
    assert found(national=-10, combined=({"name": "基金", "amount": 3},)) == ["funding_over"]
    assert found(national=2) == []
    assert not [*below_zero(_records(_year(supplementary_budget_funding={"national": -3})))]


def test_the_funding_of_the_total_cost_may_be_that_of_the_printed_one() -> None:
    money = {"settlement": 60, "personnel_cost": 40, "printed": {"total_cost": 99}}

    def found(general: int) -> list[str]:
        funding = {"general": general, "combined": ({"name": "特定財源", "amount": 50},)}
        year = _year(**money, total_cost_funding=funding)
        return [finding.values["difference"] for finding in funding_sum(_records(year))]

    assert [found(general) for general in (48, 49, 50)] == [["2"], [], []]


def test_the_funding_of_all_years_adds_up_to_what_they_are_to_cost() -> None:
    def found(general: int) -> list[tuple[str, str]]:
        plan = {"planned_cost": 100, "funding": dict.fromkeys(PARTS, 20) | {"general": general}}
        found = whole_plan_funding_sum(_records(whole_plan=plan))
        return [(finding.rule, finding.values["difference"]) for finding in found]

    assert (found(20), found(21), found(19)) == (
        [],
        [("funding_over", "1")],
        [("funding_under", "1")],
    )


def test_no_staff_is_less_than_nobody() -> None:
    year = _year(
        staff={"staff_years": Decimal("-0.1"), "staff_count": 0},
        staff_rate={"amount": -7, "unit": "千円／人工"},
        budget_lines=({"amount": 3}, {"amount": -3}),
    )
    plan = {"personnel_cost": -1, "staff": {"staff_hours": -2}, "funding": {"bonds": -3}}
    found = [finding.place for finding in below_zero(_records(year, whole_plan=plan))]
    assert found == [
        ("years", 0, "staff", "staff_years"),
        ("years", 0, "staff_rate", "amount"),
        ("years", 0, "budget_lines", 1, "amount"),
        ("whole_plan", "personnel_cost"),
        ("whole_plan", "funding", "bonds"),
        ("whole_plan", "staff", "staff_hours"),
    ]


@pytest.mark.parametrize(
    ("place", "unit"),
    [("staff_years", "人工"), ("staff_count", "人"), ("staff_hours", "時間")],
)
def test_a_corrected_number_of_staff_is_told_with_its_unit(place: str, unit: str) -> None:
    correction = {"date": "2020-01-01", "place": f"years/2018/staff/{place}", "before": 1}
    records = _records(_year(staff={place: 2}), corrections=(correction | {"reason": "誤記。"},))
    (corrected,) = evaluate_corrections(records)
    assert (corrected.unit, corrected.after) == (unit, 2)


@pytest.mark.parametrize(
    ("place", "steps", "after"),
    [
        ("funding/combined/国・県支出金/amount", ("財源内訳", "国・県支出金", "金額"), 3),
        ("budget_lines/2/amount", ("介護会計　03 民生費", "金額"), 5),
    ],
)
def test_a_source_is_corrected_by_its_name_and_a_line_of_the_budget_by_its_number(
    place: str, steps: tuple[str, ...], after: int
) -> None:
    year = _year(
        funding={"general": 1, "combined": ({"name": "国・県支出金", "amount": 3},)},
        budget_lines=(
            {"budget_item": "目"},
            {"budget_account": "介護会計", "budget_category": "03 民生費", "amount": 5},
        ),
    )
    correction = {"date": "2020-01-01", "before": 1, "reason": "誤記。"}
    told = {"place": f"years/2018/{place}", **correction}
    (corrected,) = evaluate_corrections(_records(year, corrections=(told,)))
    assert (corrected.steps[1:], corrected.after, corrected.unit) == (steps, after, "千円")
    assert value_at(_records(year).projects[0], "years/2018/budget_lines/3/amount") is None


def test_no_source_gives_less_than_nothing() -> None:
    funding = {"national": -1, "combined": ({"name": "基金", "amount": -2},)}
    found = below_zero(_records(_year(budget_funding=funding)))
    assert [finding.place[2:] for finding in found] == [
        ("budget_funding", "national"),
        ("budget_funding", "combined", 0, "amount"),
    ]


PART: st.SearchStrategy[Value | None] = st.one_of(
    st.none(), st.sampled_from(Missing), *[st.integers(-5, 20).map(Decimal)] * 4
)


@given(settlement=PART, parts=st.tuples(*[PART] * len(PARTS)))
@PATIENT
def test_a_funding_is_found_when_it_cannot_be_right(
    settlement: Value | None, parts: tuple[Value | None, ...]
) -> None:
    found = _funding(settlement, **dict(zip(PARTS, parts, strict=True)))
    known = [part for part in parts if isinstance(part, Decimal)]
    sure = not any(isinstance(part, Missing) for part in parts) and known
    if not sure or not isinstance(settlement, Decimal):
        assert found == []
    else:
        whole = None not in parts
        wrong = sum(known) != settlement if whole else sum(known) > settlement
        assert [difference for _, difference in found] == (
            [f"{abs(sum(known) - settlement)}"] if wrong else []
        )


# Totals.


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ([Decimal(1), Decimal(2)], "2事業中2事業の合計"),
        ([Decimal(1), None, Decimal(2)], "3事業中2事業の合計（決算額のわからない1事業を除く）"),
        ([Missing.PENDING], "1事業中0事業の合計（決算額のわからない1事業を除く）"),
    ],
)
def test_a_total_says_how_many_projects_it_leaves_out(
    amounts: list[Value | None], said: str
) -> None:
    assert JAPANESE.counted(total(amounts)) == said


def _years(*projects: tuple[object, object], **fields: object) -> EvaluatedSite:
    """The later of two years, of projects that each have a settlement in both, one or neither."""
    made = tuple(
        Project.model_validate(
            {
                "id": f"p{number}",
                "name": "祭り支援事業",
                "years": tuple(
                    _year(year, settlement=settlement, **fields)
                    for year, settlement in ((2017, then), (2018, now))
                    if settlement != "no year"
                ),
            }
        )
        for number, (then, now) in enumerate(projects)
    )
    return evaluate(Records.model_construct(municipality=MUNICIPALITY, projects=made))


def test_two_years_are_compared_by_the_projects_that_both_know() -> None:
    came_went_and_missing = [("no year", 900), (70, "no year"), (5, "pending"), ("pending", 8)]
    site = _years((100, Decimal("110.5")), (200, 190), (0, 0), *came_went_and_missing)
    alike = site.years[-1].every_project.money_alike
    assert (alike.count, alike.then.value, alike.now.value) == (3, Decimal(300), Decimal("300.5"))
    assert _told(alike.change) == "+0.5千円"
    assert _told(alike.change_rate) == "+0.2％"
    assert site.years[-1].money.total.value == Decimal("1208.5")
    left = uncompared(site.years[1], site.years[0])
    assert left.given == {"now": 2, "before": 2}
    assert sum(left.given.values()) + alike.count == len(site.projects)


def test_two_years_of_which_no_project_knows_both_are_not_compared() -> None:
    site = _years(("pending", "not_stated"), (7, "pending"))
    alike = site.years[-1].every_project.money_alike
    assert alike.now.value is None
    assert _told(alike.change).startswith("両方の年度に決算額のある事業がないため")
    assert uncompared(site.years[1], site.years[0]).given == {"before": 1, "neither": 1}


def test_what_is_said_of_sums_says_of_how_many_they_are(tmp_path: Path) -> None:
    indicator = "{id: a, name: 件数, unit: 件, kind: outcome, direction: higher, baseline: 1}"

    def project(*settlements: object) -> str:
        years = "".join(
            f"  - {{fiscal_year: {2017 + after}, document: r1, settlement: {settlement},"
            " indicators: [{id: a, actual: 3, target: 9}]}\n"
            for after, settlement in enumerate(settlements)
        )
        return f"name: 事業\nindicators: [{indicator}]\nyears:\n{years}"

    content = write_city(
        tmp_path,
        projects__a=project(0, 0),
        projects__b=project("pending", 7),
        projects__c=project(5, "undisclosed"),
    )
    (page,) = (it for it in made_of(content).pages if it.url == "years/2018/money/")
    then, now = "平成29年度（2017年度）", "平成30年度（2018年度）"
    assert (
        f"{then}と{now}の両方に決算額のある1事業で比べると、合計は{then}が0千円、{now}が0千円です"
        "（増減±0千円）。"
    ) in page.markdown
    assert (
        "目標に届いていないとわかる事業の決算額は、3事業中2事業の合計（決算額のわからない1事業を除く）で、"
        "7千円です。"
    ) in page.markdown


def test_a_project_older_than_its_policy_is_told_and_the_policy_was_not_there(
    tmp_path: Path,
) -> None:
    years = "".join(
        f"  - {{fiscal_year: {it}, document: r1, settlement: 5}}\n" for it in (2015, 2018)
    )
    old = f"name: 事業\npolicy: kosodate\nyears:\n{years}"
    new = "name: 祭り\nyears:\n  - {fiscal_year: 2017, document: r1, settlement: 7}\n"
    made = made_of(write_city(tmp_path, projects__a=old, projects__b=new))
    (page,) = (it for it in made.pages if it.url == "money/")
    row = page.markdown.split('id="policies-caption"')[1].split("<tbody>")[1].split("</tr>")[0]
    told = re.findall("<td[^>]*>(.*?)</td>", row)
    assert told == ["5", "事業の記録なし", "計画の期間外"]


def test_the_sums_of_statuses_and_of_what_belongs_come_to_the_whole() -> None:
    for site in (made_of(TOWN).evaluation, made_of(REAL).evaluation):
        for year in site.years:
            group, whole = year.every_project, year.money.total
            by_status = group.money_by_status.values()
            assert sum(one.value or 0 for one in by_status) == (whole.value or 0)
            assert sum(one.of for one in by_status) == whole.of
            missed = sum(one.value or 0 for one in group.money_missed_by_status.values())
            assert missed == (group.money_missed.value or 0)
            owned = [one for policy in year.policies for one in policy.own.ids]
            assert len(owned) == len(set(owned)), "no project is counted twice"


def test_a_source_is_summed_up_by_its_name_and_no_amount_with_another() -> None:
    combined = ({"name": "国・都支出金", "amount": 6}, {"name": "基金", "amount": "undisclosed"})
    funded: dict[str, object] = {
        "funding": {"national": 5, "general": 2},
        "budget_funding": {"general": 9},
    }
    own: dict[str, object] = {"funding": {"general": 1, "combined": combined}}
    projects = tuple(
        Project.model_validate({"id": f"p{n}", "name": "事業", "years": (_year(**fields),)})
        for n, fields in enumerate((funded, own))
    )
    (year,) = evaluate(Records.model_construct(municipality=MUNICIPALITY, projects=projects)).years
    found = {
        (funded.amount, given.source, given.name): given.total.told
        for funded in funded_amounts(year.every_project)
        for given in funded.sources
    }
    assert found == {
        ("budget", "general", ""): 9,
        ("settlement", "national", ""): 5,
        ("settlement", "general", ""): 3,
        ("settlement", "combined", "国・都支出金"): 6,
        ("settlement", "combined", "基金"): Missing.UNDISCLOSED,
    }


def test_those_that_cost_most_stand_first_and_what_is_not_known_is_none_of_them() -> None:
    site = _years((1, 5), (1, 900), (1, "pending"), (1, 900), (1, 0))
    found = largest_projects(site.years[-1])
    assert [one.record.settlement for one in found] == [900, 900, 5, 0]
    assert [one.project.id for one in found[:2]] == ["p1", "p3"]


@pytest.mark.parametrize(
    ("value", "percent"), [(Decimal(50), "25.0"), (Decimal("0.1"), "0.5"), (Decimal(200), "100.0")]
)
def test_a_bar_is_as_long_as_its_value_and_what_is_not_nothing_is_seen(
    value: Decimal, percent: str
) -> None:
    cell = cells.with_bar(cells.number(value, JAPANESE), value, Decimal(200))
    assert f'<rect width="{percent}%"/>' in html.inline(cell.content)


@pytest.mark.parametrize("value", [Decimal(0), Decimal(-5), Missing.PENDING, None])
def test_what_is_not_above_zero_has_no_bar(value: Value | None) -> None:
    cell = cells.number(value, JAPANESE)
    assert cells.with_bar(cell, value, Decimal(200)) is cell
