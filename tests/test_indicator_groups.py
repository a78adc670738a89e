"""An indicator by groups: each is judged by its own target, and none is counted."""

from decimal import Decimal

import pytest

from hyoka.charts import groups
from hyoka.content import content_from_memory, read_folder
from hyoka.evaluation import EvaluatedIndicator, evaluate, group_as_row
from hyoka.evaluation.figures import Reason, Status
from hyoka.model import GroupYear, IndicatorYear, Qualifier, Records
from hyoka.site import examine
from hyoka.wording import load_language
from tests.building import TOWN

JA = load_language("ja")


def indicator_of(policy: str, id_: str, records: Records | None = None) -> EvaluatedIndicator:
    site = evaluate(records or examine(read_folder(TOWN)).records)
    every = next(one.indicators for one in site.policies if one.policy.id == policy)
    return next(one for one in every if one.indicator.id == id_)


def test_each_group_is_judged_by_its_own_target_and_the_whole_is_not() -> None:
    whole = indicator_of("mimori", "anshin")
    assert whole.latest is not None
    assert whole.latest.judgement.reason == Reason("by_group")
    assert {year.status for year in whole.years} == {Status.NOT_JUDGED}
    kita, minami, shima = (group.latest for group in whole.groups)
    assert kita
    assert minami
    assert shima
    assert (kita.status, kita.achievement_rate.shown) == (Status.ACHIEVED, Decimal("100.3"))
    assert (minami.status, minami.judgement.target_met) == (Status.WORSENED, False)
    assert minami.target == 62, "the year's own target goes before the plan's"
    assert [year.has_own_verdict for year in (kita, minami, shima)] == [True, True, False]


def test_a_group_says_of_its_own_numbers_what_the_sheet_says_beside_them() -> None:
    kita, minami, shima = indicator_of("mimori", "anshin").groups
    assert minami.latest
    assert minami.latest.record.preliminary
    assert minami.latest.effective_target.qualifier is Qualifier.AT_LEAST
    assert [year.record.preliminary for year in kita.years] == [None, None], "not the whole year is"
    assert shima.years[0].status is Status.UNDETERMINED, "it is a forecast"
    assert kita.latest
    assert kita.latest.change_margin
    assert kita.latest.year_on_year_margin, "both years say how many answered"


@pytest.mark.parametrize(
    ("whole", "own", "marks"),
    [
        ({"preliminary": True}, {}, (True, None)),
        ({"preliminary": True}, {"forecast": True}, (None, True)),
        ({"forecast": True}, {"preliminary": True}, (True, None)),
        ({"preliminary": True}, {"preliminary": False}, (False, None)),
    ],
)
def test_a_group_s_actual_has_one_mark_whatever_the_whole_s_is(
    whole: dict[str, bool], own: dict[str, bool], marks: tuple[bool | None, bool | None]
) -> None:
    row = IndicatorYear.model_validate({"id": "anshin", "actual": Decimal(70), **whole})
    group = GroupYear.model_validate({"group": "kita", "actual": Decimal(71), **own})
    made = group_as_row(row, group)
    assert (made.preliminary, made.forecast) == marks


def test_groups_have_targets_though_no_sheet_says_which_way_is_wanted() -> None:
    files = {entry.path: entry.data or b"" for entry in read_folder(TOWN).entries}
    policy = files["policies/mimori/policy.yml"]
    direction = b"direction: higher\n    baseline: not_stated"
    assert policy.count(direction) == 1
    unknown = policy.replace(direction, direction.replace(b"higher", b"not_stated"))
    examined = examine(content_from_memory(files | {"policies/mimori/policy.yml": unknown}))
    assert not [it for it in examined.problems if it.rule == "group_impossible"]
    kita, *_ = indicator_of("mimori", "anshin", examined.records).groups
    assert kita.latest
    assert kita.latest.target == 70
    assert kita.latest.judgement.reason == Reason("no_direction")


def test_all_groups_are_drawn_on_one_scale_and_told_in_words() -> None:
    whole = indicator_of("mimori", "anshin")
    chart = groups(whole, [year.fiscal_year for year in whole.years], JA)
    assert chart.count('<text class="chart-unit"') == 1
    assert (
        "南の浜は、策定時の令和2年度（2020年度） 55.0％、令和6年度（2024年度） 53.8％（速報値）。"
        in chart
    )
    assert groups(indicator_of("mimori", "hansou"), [], JA) == ""
