"""A recommendation 指摘 of an assembly, auditor or committee, and the city's responses 対応."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hyoka.model.fields import Date, FileRecord, Id, Line, PublishOn, Record, Text, Year
from hyoka.model.history import Corrections, MeasureKey


class RecommenderKind(StrEnum):
    """What kind of body recommends."""

    ASSEMBLY = "assembly"
    AUDITOR = "auditor"
    COMMITTEE = "committee"
    OTHER = "other"


class ResponseStatus(StrEnum):
    """How far the city is, as its response says."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    DECLINED = "declined"


class Recommender(Record):
    """The body that recommends something."""

    kind: Annotated[RecommenderKind, Field(strict=False)] = Field(
        title="種類",
        description=(
            "議会なら assembly、監査委員なら auditor、外部評価などの委員会なら committee、"
            "ほかは other。"
        ),
    )
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "決算特別委員会"},
    )


class Response(Record):
    """What the city answered on a day, and how far it was then."""

    date: Date = Field(title="回答の日", description="回答や報告を公表した日。")
    fiscal_year: Year | None = Field(
        None, title="対応の年度", description="どの年度の取り組みについての回答か。わかるときだけ。"
    )
    status: Annotated[ResponseStatus, Field(strict=False)] = Field(
        title="対応の状況",
        description=(
            "対応予定なら planned、対応中なら in_progress、対応済なら done、"
            "対応しないなら declined。"
        ),
    )
    text: Text = Field(title="回答の内容", description="回答に書かれた文章。")
    reason: Text | None = Field(
        None, title="対応しない理由", description="declined のときに必ず書きます。"
    )
    document: Id | None = Field(
        None,
        title="出典",
        description="回答が載っている文書。municipality.yml の documents の id。",
    )


class Recommendation(FileRecord):
    """What a body recommended, and what the city answered: `recommendations/<id>.yml`."""

    id: Id = Field(title="識別子", description="ファイル名から決まります。使い回しません。")
    title: Line = Field(
        title="題名",
        description="短くいうと何の指摘か。例：{example}。",
        json_schema_extra={"example": "祭りの警備費の見直し"},
    )
    by: Recommender = Field(title="指摘した機関", description="だれの指摘か。")
    date: Date = Field(title="指摘の日", description="報告書などが出された日。")
    fiscal_year: Year | None = Field(
        None,
        title="評価対象の年度",
        description="どの年度の取り組みについての指摘か。年度によらないものなら書きません。",
    )
    document: Id = Field(
        title="出典", description="municipality.yml の documents の id。", examples=["hyoka-r6"]
    )
    category: Line | None = Field(
        None,
        title="区分",
        description="報告書に書かれた区分。例：{example}。",
        json_schema_extra={"example": "要望"},
    )
    division: Line | None = Field(None, title="所管課", description="この指摘に対応する部署。")
    text: Text = Field(title="指摘の内容", description="報告書に書かれた文章。")
    projects: tuple[Id, ...] = Field(
        (), title="事業", description="どの事業についての指摘か、その id。"
    )
    policies: tuple[Id, ...] = Field(
        (), title="重点課題", description="どの重点課題についての指摘か、その id。"
    )
    measures: tuple[MeasureKey, ...] = Field(
        (), title="章・施策", description="どの章や施策についての指摘か。計画と id で指します。"
    )
    responses: tuple[Response, ...] = Field(
        (), title="回答", description="回答の一覧。古い順に書き足し、前の回答は消しません。"
    )
    corrections: Corrections = ()
    publish_on: PublishOn = None
