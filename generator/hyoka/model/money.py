"""The money of a project, beside its budgets and its settlement."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hyoka.model.fields import (
    DIFFERENCE,
    NAMED_UNITS,
    Amount,
    CountedIn,
    Line,
    Measured,
    PrintedAmount,
    PrintedPercentage,
    Record,
)
from hyoka.units import Value


class CostBasis(StrEnum):
    """Which cost a unit cost is made of."""

    SETTLEMENT = "settlement"
    TOTAL_COST = "total_cost"


class CombinedFunding(Record):
    """Sources of funding that a municipality puts together, or names itself."""

    name: Line = Field(
        title="財源の名前",
        description="評価表に書かれた名前。例：{example}。",
        json_schema_extra={"example": "国・都支出金"},
    )
    amount: Annotated[Measured, CountedIn.MONEY] = Field(
        title="金額", description="その財源の額。単位は municipality.yml の money_unit。"
    )


class Funding(Record):
    """Where an amount came from 財源内訳. Parts that are not recorded are not zero."""

    national: Amount = Field(None, title="国庫支出金", description="国からの負担金や補助金。")
    prefectural: Amount = Field(
        None, title="都道府県支出金", description="都道府県からの負担金や補助金。"
    )
    bonds: Amount = Field(None, title="地方債", description="その年度に借りた額。")
    other: Amount = Field(
        None, title="その他", description="使用料、手数料、寄附金、基金の繰入金など。"
    )
    general: Amount = Field(
        None, title="一般財源", description="使いみちの決められていない、市税など。"
    )

    combined: tuple[CombinedFunding, ...] = Field(
        (),
        title="まとめた財源、独自の財源",
        description="評価表がまとめたり、別の名前で分けたりした財源。"
        "ほかの財源に含まれる額は書きません。ここに書くときは、書いた財源を足すと全体の額になります。",
    )

    @property
    def parts(self) -> tuple[Value | None, ...]:
        """What is recorded of each part; of those that every municipality has, maybe nothing."""
        return (*self.by_source.values(), *(part.amount for part in self.combined))

    @property
    def by_source(self) -> Mapping[str, Value | None]:
        """What is recorded of the sources that every municipality has, by their fields."""
        return {name: getattr(self, name) for name in FUNDING_SOURCES}

    @property
    def whole(self) -> bool:
        """Whether every part is recorded, with its value or the reason why there is none.

        Where a municipality puts sources together, those that it records are all.
        """
        return bool(self.combined) or None not in self.by_source.values()


FUNDING_SOURCES = ("national", "prefectural", "bonds", "other", "general")
"""The fields of a funding that hold a source which every municipality has."""


class Staff(Record):
    """How much work of the staff a project takes, as far as it is recorded."""

    staff_years: Annotated[Measured | None, CountedIn.STAFF_YEARS] = Field(
        None, title="人工", description="一人が一年間に働く量を1とした、従事した職員の量。"
    )
    staff_count: Annotated[Measured | None, CountedIn.PEOPLE] = Field(
        None, title="人数", description="従事した職員の人数（人）。"
    )
    staff_hours: Annotated[Measured | None, CountedIn.HOURS] = Field(
        None, title="延べ業務時間", description="従事した職員の業務時間の合計（時間）。"
    )


STAFF_UNITS: Mapping[str, str] = {
    "staff_years": NAMED_UNITS[CountedIn.STAFF_YEARS],
    "staff_count": NAMED_UNITS[CountedIn.PEOPLE],
    "staff_hours": NAMED_UNITS[CountedIn.HOURS],
}
"""The fields of a `Staff`, each with its unit."""


class StaffRate(Record):
    """By what amount personnel cost is reckoned 人件費の単価."""

    amount: Measured = Field(title="単価", description="評価表に書かれた単価の額。")
    unit: Line = Field(
        title="単価の単位",
        description="例：{example}。",
        json_schema_extra={"example": "千円／人工"},
    )


class BudgetLine(Record):
    """A line of the budget 予算科目 that a project's money stands in: codes or names."""

    budget_account: Line | None = Field(
        None,
        title="会計",
        description="名前か番号。例：{example}。番号は引用符で囲みます。",
        json_schema_extra={"example": "一般会計"},
    )
    budget_category: Line | None = Field(
        None, title="款", description="名前か番号。", examples=["03 民生費"]
    )
    budget_section: Line | None = Field(
        None, title="項", description="名前か番号。", examples=["01 社会福祉費"]
    )
    budget_item: Line | None = Field(
        None, title="目", description="名前か番号。", examples=["03 老人福祉費"]
    )
    budget_project: Line | None = Field(
        None,
        title="予算の事業",
        description="予算書での事業の名前か番号。",
        examples=["1200 高齢者見守り事業費"],
    )
    amount: Amount = Field(
        None, title="金額", description="この科目の額。評価表に書かれているときだけ。"
    )

    @property
    def names(self) -> tuple[str | None, ...]:
        """What it is called, from the account down."""
        return (
            self.budget_account,
            self.budget_category,
            self.budget_section,
            self.budget_item,
            self.budget_project,
        )


class WholePlan(Record):
    """What a project is to take over all its years 全体計画."""

    planned_cost: Amount = Field(
        None, title="計画事業費", description="事業の全期間に見込んだ事業費。"
    )
    funding: Funding | None = Field(
        None, title="財源内訳", description="計画事業費の財源。足すと計画事業費になります。"
    )
    staff: Staff | None = Field(None, title="職員", description="事業の全期間に見込んだ職員の量。")
    personnel_cost: Amount = Field(
        None, title="人件費", description="事業の全期間に見込んだ、職員の人件費。"
    )


class UnitCost(Record):
    """What a cost is divided by 単位コスト, such as the users of a service."""

    quantity: Measured = Field(
        title="数量", description="費用を割る数。例：利用者が1250人なら 1250。"
    )
    unit: Line = Field(title="数量の単位", description="人、件、世帯など。")
    of: Annotated[CostBasis, Field(strict=False)] = Field(
        title="割られる費用", description="決算額なら settlement、総事業費なら total_cost。"
    )


class PrintedMoney(Record):
    """A year's computed amounts as the official sheet prints them 公表値."""

    execution_rate: PrintedPercentage = Field(
        None, title="執行率（公表値）", description="評価表に印刷された執行率（％）。"
    )
    total_cost: PrintedAmount = Field(
        None, title="総事業費（公表値）", description="評価表に印刷された総事業費。"
    )
    unit_cost: PrintedAmount = Field(
        None, title="単位コスト（公表値）", description="評価表に印刷された単位コスト。"
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=DIFFERENCE)
