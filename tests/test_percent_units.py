"""Units that mean per cent are refused, but for ％ and %; others stay what they are."""

import pytest

from hyoka.checks.units import means_percent
from hyoka.evaluation.figures import unit_of_change
from hyoka.units import POINTS

MEANT = [
    *("﹪", "パーセント", "ﾊﾟｰｾﾝﾄ", "ぱーせんと", "㌫", "パーセンテージ", "百分率", "百分比", "٪"),
    *(
        "percent",
        "Percent",
        "per cent",
        "PER CENT",
        "per-cent",
        "pct",
        "Pct.",
        "ｐｃｔ",
        "percentage",
    ),
    *(
        "％（割合）",
        "%（累計）",
        "(%)",
        "（％）",
        "［％］",
        "割合（％）",
        "達成率(%)",
        "前年度比％",
        "満足度％",
    ),
    *("％以上", "% 以下", "（加入率）％", "百分率（％）", "％程度"),
    *("％（注）（年度末）", "％※", "平均％", "累計 %", "年度末％", "全体の％", "約％", "％弱"),
    *("％：平均", "対計画％", "パ－セント", "100分率", "パーセント％", "点（％）", "％\u200b"),
]
OTHERS = [
    *(
        "件",
        "人",
        "ポイント",
        "％ポイント",
        "ポイント差",
        "‰",
        "割",
        "割合",
        "率",
        "mg/L（75%値）",
        "円/％",
    ),
    *("点", "人／％", "％値", "世帯（％の母数）", "pt", "千人当たり", "－", "倍", "%pt", "％/年"),
]


@pytest.mark.parametrize("unit", MEANT)
def test_what_means_per_cent_is_refused(unit: str) -> None:
    assert means_percent(unit)
    assert unit_of_change(unit) != POINTS


@pytest.mark.parametrize("unit", ["％", "%"])
def test_what_is_per_cent_gives_points(unit: str) -> None:
    assert not means_percent(unit)
    assert unit_of_change(unit) == POINTS


@pytest.mark.parametrize("unit", OTHERS)
def test_another_unit_is_none(unit: str) -> None:
    assert not means_percent(unit)
