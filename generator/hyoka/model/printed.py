"""What a sheet prints of an indicator's year beside the actual."""

from typing import Annotated

from pydantic import Field

from hyoka.model.fields import (
    DIFFERENCE,
    CountedIn,
    Line,
    Measured,
    PrintedPercentage,
    Record,
)


class PrintedRate(Record):
    """A rate as the official sheet prints it 公表値, kept beside the computed one."""

    achievement_rate: PrintedPercentage = Field(
        None, title="達成率（公表値）", description="評価表に印刷された達成率（％）。"
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=DIFFERENCE)


class OtherValue(Record):
    """A value that is not the year's actual: of a part of the year, or for reference 参考値."""

    name: Line = Field(
        title="値の見出し",
        description="評価表がその値につけた見出し。例：{example}。",
        json_schema_extra={"example": "9月30日現在、上半期、参考（平成26年）"},
    )
    value: Annotated[Measured, CountedIn.INDICATOR] = Field(
        title="値", description="評価表に印刷された値。"
    )
    value_words: Line | None = Field(
        None,
        title="値を表す言葉",
        description="値が数値でないとき（not_quantifiable）の言葉。"
        "値の記載がないとき（not_stated）は、評価表がそこに印刷している言葉。",
    )
