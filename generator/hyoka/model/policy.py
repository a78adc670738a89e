"""A policy and its yearly evaluation sheet."""

from pydantic import Field

from hyoka.model.fields import (
    Count,
    FileRecord,
    Id,
    Line,
    PublishOn,
    Record,
    Text,
    Year,
)
from hyoka.model.history import (
    FORMER_NAMES,
    SUCCEEDS,
    Corrections,
    FormerName,
    Succession,
    UncertainValues,
)
from hyoka.model.indicator import Indicator, IndicatorYear
from hyoka.model.rating import STEP_EVALUATIONS, ChosenAction, Evaluation, StepEvaluation
from hyoka.model.tag import SDGS, TAGS, Goal


class Approach(Record):
    """One of a policy's approaches 取り組み方針."""

    id: Id = Field(title="識別子", description="この重点課題の中で一つだけの名前。")
    number: Count = Field(title="番号", description="評価表に書かれた番号。")
    name: Line = Field(
        title="取り組み方針",
        description="例：{example}。",
        json_schema_extra={"example": "住民自治活動の支援"},
    )


class Lead(Record):
    """Who answers for a policy: post and name. A name is never a key."""

    post: Line = Field(
        title="職名", description="例：{example}。", json_schema_extra={"example": "市民部長"}
    )
    name: Line = Field(title="氏名", description="評価表に書かれた氏名。")


class PlanYear(Record):
    """A column of a sheet's plan of activities: what one fiscal year aimed at and did."""

    fiscal_year: Year = Field(title="年度", description="この目標と活動の年度。")
    goal: Text | None = Field(None, title="年度の目標", description="各年度の目標。")
    activities: tuple[Text, ...] = Field(
        (), title="活動内容", description="各年度の活動内容。「・」ごとに一つ。"
    )


class ApproachProgress(Record):
    """How an approach 取り組み方針 came along in the sheet's fiscal year."""

    id: Id = Field(title="取り組み方針", description="取り組み方針の id。")
    items: tuple[Text, ...] = Field(title="進捗状況", description="「・」ごとに一つ。")


class Sheet(FileRecord):
    """What a fiscal year adds to a policy: one evaluation sheet 評価表.

    `policies/<policy>/<fiscal_year>.yml`
    """

    policy: Id = Field(title="重点課題", description="フォルダー名から決まります。")
    fiscal_year: Year = Field(
        title="評価対象の年度", description="実績の年度。ファイル名と同じ年度です。"
    )
    edition: Year = Field(title="評価表の年度", description="表題の年度（公表年度）。")
    document: Id = Field(
        title="出典", description="municipality.yml の documents の id。", examples=["hyoka-r6"]
    )
    lead: Lead | None = Field(None, title="責任者", description="責任者の職名と氏名。")
    aim: Text | None = Field(
        None, title="計画期間における方向性", description="活動計画の冒頭の文章。"
    )
    years: tuple[PlanYear, ...] = Field(
        (), title="各年度の目標と活動内容", description="評価表の活動計画の欄。"
    )
    indicators: tuple[IndicatorYear, ...] = Field(
        (), title="目標指標", description="この年度の指標の実績。"
    )
    measures: tuple[Id, ...] = Field(
        (), title="市民意識調査の施策", description="評価表が載せている節（施策）の id。"
    )
    projects: tuple[Id, ...] = Field(
        (), title="主要事業", description="評価表に載っている順の事業の id。"
    )
    approaches: tuple[ApproachProgress, ...] = Field(
        (), title="取り組み方針の進捗状況", description="取り組み方針ごとの進捗。"
    )
    self_evaluation: Evaluation | None = Field(
        None, title="自己評価", description="目標の達成に向けた推進状況及び自己評価。"
    )
    council_evaluation: Evaluation | None = Field(
        None, title="庁内の会議における評価", description="庁内の会議の評価。"
    )
    external_evaluation: Evaluation | None = Field(
        None, title="外部評価", description="外部の委員会などの評価。"
    )
    evaluations: tuple[StepEvaluation, ...] = Field(
        (), title="段階ごとの評価", description=STEP_EVALUATIONS
    )
    next_action: ChosenAction | None = Field(
        None, title="今後の方向性", description="評価の結果、これからどうするか。"
    )
    uncertain: UncertainValues = ()
    corrections: Corrections = ()
    publish_on: PublishOn = None


class Policy(FileRecord):
    """What stays of a policy 政策（総合的に取り組む重点課題）: `policies/<id>/policy.yml`.

    A policy has one plan. One that goes on in the next plan is a new record that succeeds it.
    """

    id: Id = Field(title="識別子", description="フォルダー名から決まります。")
    number: Count = Field(title="番号", description="重点課題の番号。")
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "安心して暮らせるまちづくり"},
    )
    plan: Id = Field(title="計画", description="plans/ のファイル名。")
    division: Line | None = Field(None, title="所管課", description="この重点課題を受け持つ部署。")
    tags: tuple[Id, ...] = Field((), title="タグ", description=TAGS)
    sdgs: tuple[Goal, ...] = Field((), title="SDGsの目標", description=SDGS)
    approaches: tuple[Approach, ...] = Field(
        (), title="取り組み方針", description="計画に掲げた取り組み方針。"
    )
    indicators: tuple[Indicator, ...] = Field(
        (), title="目標指標", description="計画期間における目標指標。"
    )
    former_names: tuple[FormerName, ...] = Field((), title="旧名称", description=FORMER_NAMES)
    succeeds: tuple[Succession, ...] = Field(
        (),
        title="引き継いだ重点課題",
        description=f"{SUCCEEDS}次の計画に続くときは、新しい重点課題として書きます。",
    )
    uncertain: UncertainValues = ()
    corrections: Corrections = ()
    publish_on: PublishOn = None
