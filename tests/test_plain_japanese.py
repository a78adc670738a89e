"""A year in plain Japanese: what it says, and that it says it plainly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal

import pytest

from hyoka.evaluation import EvaluatedYear, Money
from hyoka.evaluation.figures import Status, Total
from hyoka.model import MoneyUnit, Municipality
from hyoka.pages.plain_japanese import plain
from hyoka.wording import load_language
from tests.building import REAL, made_of

JAPANESE = load_language("ja")
EVALUATION = made_of(REAL).evaluation
MUNICIPALITY = EVALUATION.municipality


@dataclass(frozen=True)
class _Told(EvaluatedYear):
    """A year of other figures than its records make."""

    statuses: Mapping[Status, int]
    spent: Money

    @property
    def indicator_statuses(self) -> Mapping[Status, int]:
        return self.statuses

    @property
    def money(self) -> Money:
        return self.spent


def _year(counts: dict[Status, int], total: Total | None = None) -> EvaluatedYear:
    latest = EVALUATION.latest
    assert latest is not None
    statuses = {status: counts.get(status, 0) for status in Status}
    money = replace(latest.money, total=total or Total(None, (), 0))
    recorded = {field.name: getattr(latest, field.name) for field in fields(latest)}
    return _Told(**recorded, statuses=statuses, spent=money)


def _told(year: EvaluatedYear, municipality: Municipality = MUNICIPALITY) -> list[str]:
    """The sentences after the first, which is always the same."""
    return re.findall("[^。]+。", plain(year, municipality, JAPANESE))[1:]


def _money(amount: str, unit: MoneyUnit = MoneyUnit.THOUSAND_YEN) -> str:
    value = Decimal(amount)
    municipality = MUNICIPALITY.model_copy(update={"money_unit": unit})
    return _told(_year({}, Total(value, (value,), 1)), municipality)[-1]


def test_the_real_year_in_plain_words() -> None:
    assert EVALUATION.latest is not None
    assert plain(EVALUATION.latest, MUNICIPALITY, JAPANESE) == (
        "このページは、所沢市が2018年度（2018年4月から2019年3月まで）にしたことのうち、記録があるものを、まとめたものです。"
        "重点課題の指標（仕事の進み具合を表すもの）は、3個です。良い・悪いを決めるもののうち、目標に届いたものは、ありません。"
        "計画を作った時や前の年度より悪くなったものは3個です。"
        "所沢市の仕事（事業）は、6個のっています。使ったお金は、あわせておよそ6,507万円です。"
    )


def test_every_status_that_occurs_is_told_once() -> None:
    told = _told(_year(dict.fromkeys(Status, 2)))
    assert told == [
        "重点課題の指標（仕事の進み具合を表すもの）は、12個です。",
        "良い・悪いを決めるもののうち、目標に届いたものは2個です。",
        "計画を作った時や前の年度より良くなったものは2個です。",
        "計画を作った時や前の年度と変わらないものは2個です。",
        "計画を作った時や前の年度より悪くなったものは2個です。",
        "良くなったか悪くなったかがわからないものは2個です。",
        "良い・悪いを決めないものは2個です。",
    ]


def test_when_all_is_achieved_nothing_else_is_told() -> None:
    assert _told(_year({Status.ACHIEVED: 4}))[1:] == ["すべて目標に届きました。"]


def test_without_indicators_and_projects_only_the_year_is_told() -> None:
    assert _told(_year({})) == []


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        ("9", "9,000円"),
        ("10", "1万円"),
        ("65066", "およそ6,507万円"),
        ("65065", "およそ6,507万円"),
        ("65064", "およそ6,506万円"),
        ("99999999", "およそ1,000億円"),
        ("100000", "1億円"),
        ("123450", "1億2,345万円"),
        ("0", "0円"),
    ],
)
def test_money_is_told_in_units_of_everyday(amount: str, told: str) -> None:
    assert _money(amount) == f"使ったお金は、あわせて{told}です。"


def test_money_in_yen() -> None:
    assert _money("65.066", MoneyUnit.MILLION_YEN) == "使ったお金は、あわせておよそ6,507万円です。"
    assert _money("65066000", MoneyUnit.YEN) == "使ったお金は、あわせておよそ6,507万円です。"


def test_what_is_not_counted_is_told() -> None:
    total = Total(Decimal(100), (Decimal(100),), 3)
    assert _told(_year({}, total))[-2:] == [
        "いくら使ったかわからない仕事が2個あります。",
        "その分は入っていません。",
    ]


def test_money_that_nobody_knows_is_not_told() -> None:
    assert len(_told(_year({}, Total(None, (), 3)))) == 1


def test_sentences_are_short_and_in_western_years() -> None:
    for sentence in _told(_year(dict.fromkeys(Status, 2), Total(Decimal(1), (Decimal(1),), 2))):
        assert len(sentence) <= 40
        assert re.search("(です|ます|ました|ません)。$", sentence)
        assert not re.search("平成|令和", sentence)
