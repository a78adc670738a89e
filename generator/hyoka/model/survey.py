"""A citizens' survey."""

from pydantic import Field

from hyoka.model.fields import (
    DIFFERENCE,
    PUBLISH_ON,
    Count,
    Date,
    FileRecord,
    Id,
    Line,
    Positive,
    PrintedPercentage,
    Record,
    Year,
)
from hyoka.model.history import CORRECTIONS, Correction


class PrintedShare(Record):
    """A survey's share as the official sheet prints it 公表値, kept beside the computed one."""

    share: PrintedPercentage = Field(
        None, title="割合（公表値）", description="評価表に印刷された割合（％）。"
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=DIFFERENCE)


class SurveyResult(Record):
    """How many respondents named a measure."""

    measure: Id = Field(title="節", description="計画の節（施策）の id。")
    count: Count = Field(title="人数", description="選んだ人の数。")
    rank: Positive | None = Field(
        None, title="順位", description="全節のなかの順位。必ず measure_count とともに示します。"
    )
    printed: PrintedShare | None = Field(
        None, title="公表値", description="評価表に印刷された割合。計算値と照らし合わせます。"
    )


class Survey(FileRecord):
    """A citizens' survey 市民意識調査: `surveys/<fiscal_year>.yml`."""

    fiscal_year: Year = Field(title="年度", description="調査の年度。ファイル名と同じ年度です。")
    name: Line = Field(
        title="調査名",
        description="例：{example}。",
        json_schema_extra={"example": "平成30年度所沢市市民意識調査"},
    )
    document: Id = Field(
        title="出典", description="municipality.yml の documents の id。", examples=["r1-kizuna"]
    )
    plan: Id = Field(title="計画", description="節がどの計画のものか。")
    question: Line = Field(title="問い", description="何を尋ねたか。")
    method: Line | None = Field(
        None,
        title="調査方法",
        description="例：{example}。",
        json_schema_extra={"example": "無作為抽出、郵送"},
    )
    respondents: Positive = Field(title="回答者数", description="割合の分母になる人数。")
    measure_count: Positive = Field(title="節の総数", description="順位の分母。")
    results: tuple[SurveyResult, ...] = Field((), title="結果", description="節ごとの結果。")
    corrections: tuple[Correction, ...] = Field((), title="訂正", description=CORRECTIONS)
    publish_on: Date | None = Field(
        None,
        title="公開する日",
        description=PUBLISH_ON,
        json_schema_extra={"example": "2026-12-10"},
    )
