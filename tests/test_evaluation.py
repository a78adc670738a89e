"""Records with their figures: which value goes into which figure."""

from decimal import Decimal

import pytest

from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    EvaluatedProject,
    EvaluatedSite,
    ProjectSet,
    RoundingRules,
    evaluate,
    evaluate_indicator,
)
from hyoka.evaluation.figures import Reason, Status, Total
from hyoka.model import (
    Chapter,
    Decimals,
    Direction,
    Indicator,
    IndicatorYear,
    Kind,
    Measure,
    MoneyUnit,
    Municipality,
    Plan,
    PlanYear,
    Policy,
    PrintedRate,
    Project,
    ProjectYear,
    Publisher,
    Records,
    Sheet,
    Survey,
    SurveyResult,
)
from hyoka.units import FiscalYear, Missing, Value
from hyoka.wording import load_language

Y2017, Y2018, Y2019, Y2020 = (FiscalYear(year) for year in range(2017, 2021))


def _indicator(**fields: object) -> Indicator:
    return Indicator.model_validate({"id": "a", "name": "指標", "unit": "％", **fields})


def _row(
    actual: str, target: str | None = None, printed: PrintedRate | None = None
) -> IndicatorYear:
    wanted = None if target is None else _value(target)
    return IndicatorYear(id="a", actual=_value(actual), target=wanted, printed=printed)


def _value(text: str) -> Value:
    return Missing(text) if text in list(Missing) else Decimal(text)


def _years(indicator: Indicator, **rows: IndicatorYear) -> list[EvaluatedIndicatorYear]:
    """The years from rows named `y2018`, …"""
    by_year = {FiscalYear(int(name[1:])): row for name, row in rows.items()}
    return list(evaluate_indicator(indicator, by_year, RoundingRules(1)))


# An indicator.


def test_years_come_oldest_first() -> None:
    years = _years(_indicator(), y2020=_row("3"), y2018=_row("1"), y2019=_row("2"))
    assert [year.fiscal_year for year in years] == [Y2018, Y2019, Y2020]


def test_last_years_actual_is_that_of_the_year_before_and_no_other() -> None:
    years = _years(_indicator(unit="件"), y2017=_row("1"), y2018=_row("3"), y2020=_row("9"))
    first, second, after_a_gap = years
    assert first.year_on_year.reason == Reason("absent", "previous_actual")
    assert second.year_on_year.value == 2
    assert after_a_gap.year_on_year.reason == Reason("absent", "previous_actual")


def test_a_rate_of_a_rate_is_not_computed() -> None:
    (percent,) = _years(_indicator(baseline=Decimal(2)), y2018=_row("3"))
    assert percent.change.unit == percent.year_on_year.unit == "ポイント"
    assert percent.change_rate is None
    assert percent.year_on_year_rate is None
    (count,) = _years(_indicator(unit="件", baseline=Decimal(2)), y2018=_row("3"))
    assert count.change.unit == "件"
    assert count.change_rate is not None
    assert str(count.change_rate.shown) == "50.0"


def test_the_years_own_target_comes_before_the_plans() -> None:
    indicator = _indicator(target=Decimal(10), target_year=2020)
    own, plans = _years(indicator, y2018=_row("4", "5"), y2019=_row("4"))
    assert (own.target, own.target_year) == (Decimal(5), Y2018)
    assert (plans.target, plans.target_year) == (Decimal(10), Y2020)
    assert own.achievement_rate.value == 80
    assert plans.achievement_rate.value == 40


def test_the_plans_target_ends_with_its_year() -> None:
    indicator = _indicator(target=Decimal(10), target_year=2018)
    in_time, after = _years(indicator, y2018=_row("4"), y2019=_row("4"))
    assert in_time.target == 10
    assert (after.target, after.target_year) == (None, None)
    assert after.achievement_rate.reason == Reason("past_target")


def test_a_year_may_take_the_target_away() -> None:
    indicator = _indicator(target=Decimal(10), target_year=2018)
    (year,) = _years(indicator, y2018=_row("4", "no_target"))
    assert (year.target, year.target_year) == (Missing.NO_TARGET, Y2018)
    assert year.achievement_rate.reason == Reason("missing", "target", Missing.NO_TARGET)


def test_a_year_may_aim_below_the_baseline_on_the_way_up() -> None:
    indicator = _indicator(baseline=Decimal("57.8"), target=Decimal("65.0"), target_year=2020)
    (year,) = _years(indicator, y2018=_row("58.0", "57.0"))
    assert year.judgement.direction is Direction.HIGHER
    assert (year.status, year.judgement.target_met) == (Status.ACHIEVED, True)
    assert str(year.achievement_rate.shown) == "101.8"


def test_a_years_own_target_tells_the_direction_where_the_plan_has_none() -> None:
    indicator = _indicator(baseline=Decimal(10))
    rising = _years(indicator, y2018=_row("11", "12"), y2019=_row("11", "14"))
    assert [year.judgement.direction for year in rising] == [Direction.HIGHER] * 2
    falling = _years(indicator, y2018=_row("11", "12"), y2019=_row("11", "9"))
    assert [year.judgement.direction for year in falling] == [None] * 2
    assert [year.status for year in falling] == [Status.UNDETERMINED] * 2


@pytest.mark.parametrize(
    "fields",
    [
        {"target": 0},
        {"baseline": 10, "target": 10},
        {"baseline": 100000, "target": 95000},
        {"unit": "位", "baseline": 10, "target": 20},
        {"unit": "位（47都道府県中）", "baseline": 10, "target": 20},
        {"name": "全国順位", "unit": "番", "baseline": 10, "target": 20},
        {"unit": "分以内", "baseline": 10, "target": 20},
        {
            "baseline": 10,
            "target": 20,
            "breaks": ({"fiscal_year": 2016, "reason": "新しい数え方"},),
        },
    ],
)
def test_where_the_numbers_tell_no_direction_nothing_is_judged(fields: dict[str, object]) -> None:
    (year,) = _years(_indicator(**fields), y2018=_row("12"))
    assert (year.status, year.judgement.target_met) == (Status.UNDETERMINED, None)
    assert year.judgement.reason == Reason("no_direction")


def test_credits_and_parts_are_no_ranks() -> None:
    for unit in ("単位", "部位", "件"):
        (year,) = _years(_indicator(unit=unit, baseline=10, target=20), y2018=_row("21"))
        assert year.status is Status.ACHIEVED


def test_the_direction_outlives_the_target() -> None:
    indicator = _indicator(baseline=Decimal("57.8"), target=Decimal("65.0"), target_year=2018)
    _, after = _years(indicator, y2018=_row("55.1"), y2019=_row("56.0"))
    assert (after.status, after.judgement.target_met) == (Status.WORSENED, None)
    assert after.judgement.direction is Direction.HIGHER
    assert after.progress_rate.reason == Reason("past_target")


def test_a_final_target_of_zero_is_a_target() -> None:
    down = {"direction": Direction.LOWER, "baseline": Decimal(10)}
    indicator = _indicator(**down, target=Decimal(0), target_year=2020)
    (year,) = _years(indicator, y2018=_row("5", "8"))
    assert year.progress_rate.value == 50
    assert year.judgement.direction is Direction.LOWER


def test_progress_is_made_towards_the_plans_target() -> None:
    indicator = _indicator(baseline=Decimal(0), target=Decimal(10), target_year=2020)
    (year,) = _years(indicator, y2018=_row("4", "5"))
    assert year.progress_rate.value == 40
    (own,) = _years(_indicator(baseline=Decimal(0)), y2018=_row("4", "5"))
    assert own.progress_rate.value == 80


def test_where_lower_is_better_no_rate_praises_the_worse_value() -> None:
    indicator = _indicator(direction=Direction.LOWER, baseline=Decimal(20))
    (year,) = _years(indicator, y2018=_row("15", "10", PrintedRate(achievement_rate=Decimal(150))))
    assert year.achievement_rate.value is None
    assert year.achievement_rate.reason == Reason("lower_is_better")
    assert year.achievement_rate.printed == 150
    assert year.achievement_rate.agrees is False
    assert year.progress_rate.value == 50
    assert year.status is Status.IMPROVED


def test_what_is_missing_is_told_before_that_lower_is_better() -> None:
    indicator = _indicator(direction=Direction.LOWER)
    (year,) = _years(indicator, y2018=_row("pending", "10"))
    assert year.achievement_rate.reason == Reason("missing", "actual", Missing.PENDING)


def test_why_a_printed_figure_differs_is_kept() -> None:
    printed = PrintedRate(achievement_rate=Decimal("84.7"), difference="切り捨て。")
    (year,) = _years(_indicator(), y2018=_row("55.1", "65.0", printed))
    assert year.difference == "切り捨て。"
    assert year.achievement_rate.printed == Decimal("84.7")


# Everything together.

MEASURE = Measure(id="kizuna", number=1, name="きずな")


def _municipality() -> Municipality:
    return Municipality(
        name="見本市",
        code="012025",
        publisher=Publisher(name="見本市", official=True),
        money_unit=MoneyUnit.THOUSAND_YEN,
        decimals=Decimals(policy_rate=1, project_rate=0, share=1, money_rate=1),
    )


def _project(
    name: str, settlements: dict[FiscalYear, Value | None], *, own: bool = True
) -> Project:
    years = tuple(
        ProjectYear(fiscal_year=year, document="d", settlement=amount)
        for year, amount in settlements.items()
    )
    return Project(id=name, name=name, policy="machi" if own else None, years=years)


def _sheet(year: FiscalYear, *projects: str, measures: tuple[str, ...] = ()) -> Sheet:
    return Sheet(
        policy="machi",
        fiscal_year=year,
        edition=year.plus(1),
        document="d",
        projects=projects,
        measures=measures,
    )


def _evaluated(
    *, sheets: tuple[Sheet, ...] = (), projects: tuple[Project, ...] = (), surveys: int = 0
) -> EvaluatedSite:
    chapter = Chapter(id="kurashi", number=1, name="くらし", measures=(MEASURE,))
    plan = Plan(id="plan", name="計画", first_year=Y2017, last_year=Y2020, chapters=(chapter,))
    survey = Survey(
        fiscal_year=Y2018,
        name="調査",
        document="d",
        plan="plan",
        question="？",
        respondents=2073,
        measure_count=42,
        results=(SurveyResult(measure="kizuna", count=192, rank=26),),
    )
    return evaluate(
        Records(
            municipality=_municipality(),
            plans=(plan,),
            policies=(Policy(id="machi", number=1, name="まち", plan="plan"),),
            sheets=sheets,
            projects=projects,
            surveys=(survey,) * surveys,
        )
    )


def test_a_years_money_is_that_of_the_projects_on_the_sheet() -> None:
    projects = (
        _project("a", {Y2017: Decimal(100), Y2018: Decimal(150)}),
        _project("b", {Y2018: Missing.PENDING}),
        _project("c", {Y2018: Decimal(7)}, own=False),
        _project("d", {Y2018: Decimal(9999)}),
    )
    evaluated = _evaluated(sheets=(_sheet(Y2018, "b", "a", "c"),), projects=projects)
    (policy,) = evaluated.policies
    before, year = policy.years
    assert [project.project.id for project in year.projects] == ["b", "a", "c"]
    assert year.money.total == Total(Decimal(157), (Decimal(150), Decimal(7)), of=3)
    assert before.sheet is None
    assert before.money.total.value == 100
    assert not year.money.same_projects
    # No sheet says which projects it would have listed the year before.
    assert year.money.change.reason == Reason("other_set")
    assert year.money.change_rate.reason == Reason("other_set")
    assert year.own.which is ProjectSet.OWN
    assert [project.project.id for project in year.own.projects] == ["a", "b", "d"]
    assert year.own.money.total == Total(Decimal(10149), (Decimal(150), Decimal(9999)), of=3)
    # Without the value of b, no difference of totals says how much more was spent.
    assert year.own.money.change.reason == Reason("other_projects")


def test_what_sheets_list_is_compared_with_what_the_last_sheet_lists() -> None:
    amounts: dict[FiscalYear, Value | None] = {Y2017: Decimal(100), Y2018: Decimal(150)}
    projects = (*(_project(name, amounts) for name in "abcd"),)
    sheets = _sheet(Y2017, "a"), _sheet(Y2018, "a", "b")
    (policy,) = _evaluated(sheets=sheets, projects=projects).policies
    assert policy.shown_sets == (ProjectSet.LISTED, ProjectSet.OWN)
    year = policy.years[-1]
    assert year.leading.money.total.value == 300
    assert year.leading.money.change.value == 200
    assert not year.leading.money.same_projects
    assert year.own.money.total.value == 600
    assert year.own.money.change.value == 200
    assert year.own.money.same_projects


def test_a_year_without_a_list_counts_its_own_projects_and_compares_them() -> None:
    amounts: dict[FiscalYear, Value | None] = {Y2017: Decimal(100), Y2018: Decimal(150)}
    projects = (*(_project(name, amounts) for name in "abcd"),)
    sheets = _sheet(Y2017, "a"), _sheet(Y2018)
    (policy,) = _evaluated(sheets=sheets, projects=projects).policies
    year = policy.years[-1]
    assert year.listed is None
    assert year.money.total.value == 600
    assert year.money.change.value == 200
    assert year.money.same_projects


def test_a_policy_whose_sheets_list_all_its_own_has_one_set() -> None:
    (policy,) = _evaluated(
        sheets=(_sheet(Y2018, "a"),), projects=(_project("a", {Y2018: Decimal(1)}),)
    ).policies
    assert policy.shown_sets == (ProjectSet.LISTED,)
    assert [group.which for group in policy.years[-1].shown_groups] == [ProjectSet.LISTED]


def test_a_new_project_adds_to_the_change_and_that_is_said() -> None:
    projects = (
        _project("a", {Y2017: Decimal(100), Y2018: Decimal(150)}),
        _project("c", {Y2018: Decimal(7)}),
    )
    (policy,) = _evaluated(projects=projects).policies
    money = policy.years[-1].money
    assert not money.same_projects
    assert money.change.value == 57
    assert money.change.unit == "千円"
    assert str(money.change_rate.shown) == "57.0"


def test_the_change_of_the_same_projects_is_marked_as_such() -> None:
    projects = (_project("a", {Y2017: Decimal(100), Y2018: Decimal(150)}),)
    (policy,) = _evaluated(projects=projects).policies
    assert policy.years[-1].money.same_projects
    assert policy.projects[0].years[-1].settlement_change.value == 50


def test_a_year_without_any_amount_has_no_total_and_no_change() -> None:
    projects = (_project("a", {Y2017: Decimal(100), Y2018: None}),)
    (policy,) = _evaluated(projects=projects).policies
    money = policy.years[-1].money
    assert money.total.value is None
    assert money.change.reason == Reason("absent", "settlement")


def test_a_years_total_counts_every_project_once() -> None:
    projects = (
        _project("a", {Y2018: Decimal(100)}),
        _project("c", {Y2018: Decimal(7)}, own=False),
    )
    evaluated = _evaluated(sheets=(_sheet(Y2018, "a", "c"),), projects=projects)
    (year,) = evaluated.years
    assert year.money.total.value == 107
    assert len(year.projects) == 2


def test_every_year_that_anything_happened_in_is_there() -> None:
    projects = (_project("c", {Y2017: Decimal(7)}, own=False),)
    evaluated = _evaluated(sheets=(_sheet(Y2020),), projects=projects, surveys=1)
    assert [year.fiscal_year for year in evaluated.years] == [Y2017, Y2018, Y2020]
    assert all(len(year.policies) == 1 for year in evaluated.years)
    assert [len(year.sheets) for year in evaluated.years] == [0, 0, 1]


def test_a_sheet_shows_the_measures_that_it_names() -> None:
    (policy,) = _evaluated(sheets=(_sheet(Y2018, measures=("kizuna",)),), surveys=1).policies
    (result,) = policy.years[0].survey_results
    assert (result.part.measure, str(result.share.shown)) == (MEASURE, "9.3")
    (unnamed,) = _evaluated(sheets=(_sheet(Y2018),), surveys=1).policies
    assert unnamed.years[0].survey_results == ()
    assert unnamed.years[0].survey is not None
    (no_survey,) = _evaluated(sheets=(_sheet(Y2018, measures=("kizuna",)),)).policies
    assert no_survey.years[0].survey_results == ()


def test_a_project_with_indicators_has_the_status_that_wants_most_attention() -> None:
    higher = {"unit": "件", "direction": Direction.HIGHER}
    indicators = (_indicator(**higher), _indicator(id="b", **higher, baseline=Decimal(9)))
    row = IndicatorYear(id="b", actual=Decimal(8), target=Decimal(10))
    year = ProjectYear(fiscal_year=Y2018, document="d", indicators=(_row("5", "5"), row))
    project = Project(id="a", name="a", policy="machi", indicators=indicators, years=(year,))
    evaluated = _evaluated(projects=(project,))
    statuses = [i.status for i in evaluated.projects[0].years[0].indicators]
    assert statuses == [Status.ACHIEVED, Status.WORSENED]
    assert evaluated.projects[0].years[0].status is Status.WORSENED
    assert evaluated.years[0].project_statuses[Status.WORSENED] == 1
    assert sum(evaluated.years[0].project_statuses.values()) == 1


OUTPUT = {"kind": Kind.OUTPUT, "unit": "枚", "direction": Direction.HIGHER}
OUTCOME = {"kind": Kind.OUTCOME, "unit": "％", "direction": Direction.HIGHER}


def _moved(*indicators: Indicator, before: str, now: str) -> EvaluatedProject:
    """A project of which every indicator went from one number to another."""
    rows = {
        year: tuple(IndicatorYear(id=it.id, actual=_value(actual)) for it in indicators)
        for year, actual in ((Y2017, before), (Y2018, now))
    }
    years = tuple(
        ProjectYear(fiscal_year=year, document="d", indicators=of) for year, of in rows.items()
    )
    project = Project(id="a", name="a", policy="machi", indicators=indicators, years=years)
    return _evaluated(projects=(project,)).projects[0]


def test_outcomes_decide_and_an_output_that_falls_turns_no_project_red() -> None:
    better_down = _indicator(**{**OUTCOME, "direction": Direction.LOWER})
    year = _moved(_indicator(id="b", **OUTPUT), better_down, before="900", now="400").years[-1]
    assert [it.status for it in year.indicators] == [Status.NOT_JUDGED, Status.IMPROVED]
    assert year.status is Status.IMPROVED
    assert year.decisive is year.indicators[1]
    assert not year.missed


def test_an_indicator_without_a_kind_counts_as_an_outcome() -> None:
    year = _moved(_indicator(direction=Direction.HIGHER), before="900", now="400").years[-1]
    assert year.status is Status.WORSENED


def test_a_project_of_outputs_alone_has_no_verdict_in_words() -> None:
    year = _moved(_indicator(**OUTPUT, target=1000), before="900", now="400").years[-1]
    assert (year.status, year.decisive, year.missed) == (Status.NOT_JUDGED, None, False)
    assert load_language("ja").project_movement(year) == "活動指標だけなので、判定しません"


def test_nothing_recorded_is_nothing_evaluated() -> None:
    evaluated = _evaluated()
    assert evaluated.years == ()
    assert evaluated.policies[0].years == ()
    assert evaluated.projects == ()


def test_the_newest_sheet_tells_of_a_year_and_no_year_is_lost() -> None:
    def told(fiscal_year: FiscalYear, *years: tuple[FiscalYear, str]) -> Sheet:
        plan = tuple(PlanYear(fiscal_year=year, goal=goal) for year, goal in years)
        return _sheet(fiscal_year).model_copy(update={"years": plan})

    first = told(Y2018, (Y2017, "一"), (Y2018, "二"))
    second = told(Y2019, (Y2018, "二の訂正"), (Y2019, "三"))
    (policy,) = _evaluated(sheets=(first, second), projects=()).policies
    assert [(year.fiscal_year, year.goal, sheet) for year, sheet in policy.plan_years] == [
        (Y2017, "一", first),
        (Y2018, "二の訂正", second),
        (Y2019, "三", second),
    ]


# The latest year, and what came after it.


def _over_years(**rows: IndicatorYear) -> EvaluatedIndicator:
    return EvaluatedIndicator(
        _indicator(),
        Policy(id="a", number=1, name="あ", plan="p"),
        tuple(_years(_indicator(), **rows)),
    )


@pytest.mark.parametrize("reason", Missing)
def test_the_latest_year_is_the_newest_that_has_an_actual(reason: str) -> None:
    over = _over_years(y2017=_row("57.9"), y2018=_row("60.1"), y2019=_row(reason))
    assert over.latest is over.years[1]
    assert over.years_since == {Y2019: over.years[2]}


def test_words_are_an_actual_too() -> None:
    words = IndicatorYear(id="a", actual=Missing.NOT_QUANTIFIABLE, actual_words="整った")
    over = _over_years(y2018=_row("60.1"), y2019=words)
    assert over.latest is over.years[1]
    assert over.years_since == {}


def test_words_in_place_of_a_value_that_is_not_stated_are_none() -> None:
    none = IndicatorYear(id="a", actual=Missing.NOT_STATED, actual_words="なし")
    over = _over_years(y2018=_row("60.1"), y2019=none)
    assert over.latest is over.years[0]
    assert over.years[1].judgement.reason == Reason("missing", "actual", Missing.NOT_STATED)


def test_without_any_actual_the_latest_year_is_the_newest() -> None:
    over = _over_years(y2018=_row("pending"), y2019=_row("not_surveyed"))
    assert over.latest is over.years[1]
    assert over.years_since == {}
    assert _over_years().latest is None
    assert _over_years().years_since == {}
