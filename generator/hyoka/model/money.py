"""The money of a project in a year, beside its budgets and its settlement."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hyoka.model.fields import (
    DIFFERENCE,
    Amount,
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


class Funding(Record):
    """Where a settlement came from 財源内訳. Parts that are not recorded are not zero."""

    national: Amount = Field(None, title="国庫支出金", description="国からの負担金や補助金。")
    prefectural: Amount = Field(
        None, title="県支出金", description="都道府県からの負担金や補助金。"
    )
    bonds: Amount = Field(None, title="地方債", description="その年度に借りた額。")
    other: Amount = Field(
        None, title="その他", description="使用料、手数料、寄附金、基金の繰入金など。"
    )
    general: Amount = Field(
        None, title="一般財源", description="使いみちの決められていない、市税など。"
    )

    @property
    def parts(self) -> tuple[Value | None, ...]:
        """What is recorded of each part."""
        return (self.national, self.prefectural, self.bonds, self.other, self.general)

    @property
    def whole(self) -> bool:
        """Whether every part is recorded, with its value or the reason why there is none."""
        return None not in self.parts


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
