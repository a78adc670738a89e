"""An indicator: what stays of it, and what a fiscal year adds."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from generator.model.fields import DIFFERENCE, Id, Line, Measured, Number, Record, Year
from generator.model.history import FORMER_NAMES, SUCCEEDS, Break, FormerName, IndicatorSuccession
from generator.units import FiscalYear


class Direction(StrEnum):
    """Which way an indicator should move 望ましい方向."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Kind(StrEnum):
    """What an indicator measures: what was achieved 成果指標, or what was done 活動指標."""

    OUTCOME = "outcome"
    OUTPUT = "output"


class Indicator(Record):
    """What stays of an indicator 指標: its name, where it started and where it should arrive."""

    id: Id = Field(title="識別子", description="この重点課題や事業の中で一つだけの名前。")
    name: Line = Field(title="指標名", description="評価表に書かれた指標の名前。")
    unit: Line = Field(title="単位", description="％、件、人など。")
    kind: Annotated[Kind, Field(strict=False)] | None = Field(
        None, title="種類", description="成果指標なら outcome、活動指標なら output。"
    )
    direction: Annotated[Direction, Field(strict=False)] | None = Field(
        None,
        title="望ましい方向",
        description="高いほどよいなら higher、低いほどよいなら lower、どちらでもないなら none。",
    )
    baseline: Measured | None = Field(
        None, title="策定時の数値（基準値）", description="計画を作った時の数値。"
    )
    baseline_year: Year | None = Field(
        None, title="策定時の年度", description="基準値の年度。わかるときだけ。"
    )
    target: Measured | None = Field(None, title="目標値", description="計画期間の最終の目標値。")
    target_year: Year | None = Field(None, title="目標の年度", description="目標値を達成する年度。")
    breaks: tuple[Break, ...] = Field(
        (),
        title="測り方の変更",
        description="前の年度と比べられなくなった年度と理由。その前後は比べず、線でつなぎません。",
    )
    former_names: tuple[FormerName, ...] = Field((), title="旧名称", description=FORMER_NAMES)
    succeeds: tuple[IndicatorSuccession, ...] = Field(
        (), title="引き継いだ指標", description=SUCCEEDS
    )

    def comparable(self, one: FiscalYear, other: FiscalYear) -> bool:
        """Whether both years are measured the same way: no break lies between them."""
        return not any(
            min(one, other) < break_.fiscal_year <= max(one, other) for break_ in self.breaks
        )

    def comparable_with_baseline(self, fiscal_year: FiscalYear) -> bool:
        """Whether the baseline is measured as the year is: without a year, as before any break."""
        if self.baseline_year is not None:
            return self.comparable(self.baseline_year, fiscal_year)
        return not any(break_.fiscal_year <= fiscal_year for break_ in self.breaks)


class PrintedRate(Record):
    """A rate as the official sheet prints it 公表値, kept beside the computed one."""

    achievement_rate: Number | None = Field(
        None, title="達成率（公表値）", description="評価表に印刷された達成率（％）。"
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=DIFFERENCE)


class IndicatorYear(Record):
    """What a fiscal year adds to an indicator."""

    id: Id = Field(title="指標", description="指標の id。")
    actual: Measured = Field(
        title="実績値", description="その年度の実績。値がないときは pending などの理由を書きます。"
    )
    target: Measured | None = Field(
        None, title="その年度の目標値", description="年度ごとの目標があるときだけ書きます。"
    )
    printed: PrintedRate | None = Field(
        None, title="公表値", description="評価表に印刷された率。計算値と照らし合わせます。"
    )
