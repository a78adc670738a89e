"""A citizens' survey."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hyoka.model.fields import (
    DIFFERENCE,
    Count,
    CountedIn,
    FileRecord,
    Id,
    Line,
    Measured,
    Number,
    Positive,
    PrintedPercentage,
    PublishOn,
    Record,
    Text,
    Year,
)
from hyoka.model.history import Corrections


class PrintedShare(Record):
    """A survey's share as the official sheet prints it 公表値, kept beside the computed one."""

    share: PrintedPercentage = Field(
        None, title="割合（公表値）", description="評価表に印刷された割合（％）。"
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=DIFFERENCE)


class SurveyResult(Record):
    """How many respondents named a measure, or whatever level of a plan was asked about."""

    measure: Id = Field(title="章・施策", description="計画の章、節（施策）か、その下の段階の id。")
    count: Count = Field(title="人数", description="選んだ人の数。")
    rank: Positive | None = Field(
        None, title="順位", description="全節のなかの順位。必ず measure_count とともに示します。"
    )
    printed: PrintedShare | None = Field(
        None, title="公表値", description="評価表に印刷された割合。計算値と照らし合わせます。"
    )


class GroupKind(StrEnum):
    """By what the respondents are grouped."""

    SEX = "sex"
    AGE = "age"
    DISTRICT = "district"
    OTHER = "other"


class SurveyGroup(Record):
    """Some of the respondents: those of a sex, an age, a district."""

    id: Id = Field(title="識別子", description="結果の by_group がこの名前で指します。")
    name: Line = Field(
        title="名称", description="例：{example}。", json_schema_extra={"example": "18〜29歳"}
    )
    kind: Annotated[GroupKind, Field(strict=False)] = Field(
        title="分け方",
        description="性別なら sex、年齢なら age、地区なら district、ほかは other。",
    )
    respondents: Positive | None = Field(
        None, title="回答者数", description="この属性の回答者の数。"
    )


class Asks(StrEnum):
    """What a question asks for."""

    SATISFACTION = "satisfaction"
    IMPORTANCE = "importance"
    CHOICE = "choice"
    """Which of the answers or items are chosen."""
    OTHER = "other"


class SurveyFinding(Record):
    """What was found of some of the respondents: how many, which share, which mean."""

    respondents: Positive | None = Field(
        None,
        title="回答者数",
        description="割合の分母になる人数。設問や調査、属性の回答者数と違うときに書きます。",
    )
    count: Count | None = Field(None, title="人数", description="そう答えた人の数。")
    share: Annotated[Measured | None, CountedIn.PERCENT] = Field(
        None,
        title="割合",
        description="報告書に印刷された割合（％）。人数（count）もあれば、計算値と照らし合わせます。",
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=DIFFERENCE)


class AnswerFinding(SurveyFinding):
    """What was found of an answer."""

    answer: Line = Field(title="選択肢", description="設問の answers に書いたとおりの選択肢。")


class GroupFinding(SurveyFinding):
    """What was found of a group."""

    group: Id = Field(title="属性", description="調査の groups の id。")
    mean: Measured | None = Field(
        None, title="平均点", description="報告書に印刷された平均点（加重平均など）。"
    )


class QuestionResult(SurveyFinding):
    """What was found of a part of the plan, a policy, or another thing that was asked about."""

    measure: Id | None = Field(
        None,
        title="章・施策",
        description="尋ねた対象が計画の章、節（施策）か、その下の段階なら、その id。",
    )
    policy: Id | None = Field(
        None, title="重点課題", description="尋ねた対象が重点課題なら、その id。"
    )
    item: Line | None = Field(
        None,
        title="項目",
        description="計画の章や節でも重点課題でもない項目の名前。どれも書かなければ、設問全体の結果です。",
        json_schema_extra={"example": "公園の使いやすさ"},
    )
    mean: Measured | None = Field(
        None, title="平均点", description="報告書に印刷された平均点（加重平均など）。"
    )
    rank: Positive | None = Field(
        None, title="順位", description="報告書に印刷された、項目のなかの順位。"
    )
    answers: tuple[AnswerFinding, ...] = Field(
        (), title="選択肢ごとの結果", description="設問の選択肢の順に書きます。"
    )
    by_group: tuple[GroupFinding, ...] = Field(
        (), title="属性ごとの結果", description="性別、年齢、地区などの結果。"
    )


class SurveyQuestion(Record):
    """A question, and what was answered to it."""

    id: Id = Field(
        title="識別子",
        description="次の調査でも同じ設問なら、同じ id にします。前の調査と並べて示します。",
    )
    question: Text = Field(title="問い", description="何を尋ねたか。")
    asks: Annotated[Asks, Field(strict=False)] = Field(
        title="尋ねたこと",
        description="満足度なら satisfaction、重要度なら importance、選択肢や項目を選ぶ問いなら"
        " choice、ほかは other。",
    )
    share_of: Line | None = Field(
        None,
        title="割合に数える答え",
        description="例：{example}。",
        json_schema_extra={"example": "「満足」と「やや満足」"},
    )
    scale: Line | None = Field(
        None,
        title="点の付け方",
        description="例：{example}。",
        json_schema_extra={"example": "満足5点、やや満足4点、…、不満1点の平均"},
    )
    lowest_mean: Number | None = Field(None, title="最低点", description="平均点のいちばん低い点。")
    highest_mean: Number | None = Field(
        None, title="最高点", description="平均点のいちばん高い点。"
    )
    answers: tuple[Line, ...] = Field(
        (), title="選択肢", description="選択肢の名前を、調査票の順に書きます。"
    )
    several_answers: bool = Field(
        default=False, title="複数回答", description="いくつも選べる問いなら true。"
    )
    respondents: Positive | None = Field(
        None,
        title="回答者数",
        description="この設問の回答者の数。調査の回答者数と違うときに書きます。",
    )
    item_count: Positive | None = Field(None, title="項目の総数", description="順位の分母。")
    results: tuple[QuestionResult, ...] = Field(
        (), title="結果", description="節、重点課題、項目ごとの結果。"
    )


class Survey(FileRecord):
    """A citizens' survey 市民意識調査: `surveys/<fiscal_year>.yml`.

    How many named each measure stands in `question` and `results`; anything else that was asked
    in `questions`.
    """

    fiscal_year: Year = Field(title="年度", description="調査の年度。ファイル名と同じ年度です。")
    name: Line = Field(
        title="調査名",
        description="例：{example}。",
        json_schema_extra={"example": "令和6年度見本市市民アンケート"},
    )
    document: Id = Field(
        title="出典", description="municipality.yml の documents の id。", examples=["hyoka-r6"]
    )
    plan: Id | None = Field(
        None,
        title="計画",
        description="節がどの計画のものか。節について尋ねた調査では、必ず書きます。",
    )
    question: Line | None = Field(
        None,
        title="問い",
        description="節を選んだ人数だけの調査の問い。ほかの設問は questions に書きます。",
    )
    method: Line | None = Field(
        None,
        title="調査方法",
        description="例：{example}。",
        json_schema_extra={"example": "無作為抽出、郵送"},
    )
    conducted: Line | None = Field(
        None,
        title="調査期間",
        description="例：{example}。報告書に書かれているとき。",
        json_schema_extra={"example": "令和6年6月10日から6月28日まで"},
    )
    distributed: Positive | None = Field(
        None, title="配布数", description="調査票を配った数、答えるよう頼んだ人の数。"
    )
    respondents: Positive | None = Field(
        None, title="回答者数", description="割合の分母になる人数。question があれば必ず書きます。"
    )
    measure_count: Positive | None = Field(
        None, title="節の総数", description="順位の分母。question があれば必ず書きます。"
    )
    results: tuple[SurveyResult, ...] = Field(
        (), title="結果", description="question に対する、節ごとの結果。"
    )
    groups: tuple[SurveyGroup, ...] = Field(
        (), title="属性", description="性別、年齢、地区など、結果を分けて示す回答者の区分。"
    )
    questions: tuple[SurveyQuestion, ...] = Field(
        (),
        title="設問",
        description="満足度、重要度、平均点、選択肢ごとの割合などを尋ねた設問と、その結果。",
    )
    corrections: Corrections = ()
    publish_on: PublishOn = None
