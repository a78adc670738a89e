"""The nouns: what a municipality records. Frozen, exact, no input or output.

One class describes a record once: its fields' names are the YAML keys and the columns of the data,
their titles and descriptions are what staff read. Which file holds what: `records.py`.
"""

import datetime
import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from generator.units import MAX_DIGITS, FiscalYear, Missing, Value


def _number(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise PydanticCustomError("number", "not a number")
    number = Decimal(raw)
    if not number.is_finite():
        raise PydanticCustomError("number", "not a number")
    _, digits, exponent = number.as_tuple()
    # 0.00…01 has one digit, and yet as many as a number with others in place of its zeros.
    if max(len(digits), -int(exponent)) > MAX_DIGITS:
        raise PydanticCustomError("digits", "too many digits", {"limit": MAX_DIGITS})
    return number.copy_abs() if number.is_zero() else number


def _value(raw: object) -> Value:
    if isinstance(raw, str) and raw in list(Missing):
        return Missing(raw)
    if isinstance(raw, str) and not re.search(r"\d", raw):  # a word: 未集計, なし, ―
        raise PydanticCustomError("missing_kind", "not a kind of missing value")
    return _number(raw)


def _year(raw: object) -> FiscalYear:
    if isinstance(raw, FiscalYear):
        return raw
    try:
        return FiscalYear.parse(str(raw) if isinstance(raw, int | str) else "")
    except ValueError:
        raise PydanticCustomError("fiscal_year", "not a fiscal year") from None


def _date(raw: object) -> datetime.date:
    if isinstance(raw, datetime.date):
        return raw
    try:
        date = datetime.date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        date = None
    if date is None or date.isoformat() != raw:  # Python also reads 20190726 and 2019-W30-5
        raise PydanticCustomError("date", "not an ISO date")
    return date


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank_text", "only white space")
    return text.strip()


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise PydanticCustomError("one_line", "more than one line")
    return text


_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_VALUE_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "enum": [kind.value for kind in Missing]}]
}
_YEAR_SCHEMA: dict[str, Any] = {"type": ["integer", "string"], "examples": [2018, "H30"]}

Id = Annotated[str, StringConstraints(pattern=_ID, max_length=80)]
"""Lower-case ASCII letters, digits, single hyphens. Minted once, never reused; in addresses."""
Text = Annotated[str, AfterValidator(_filled)]
"""Prose. A line break begins a paragraph."""
Line = Annotated[Text, AfterValidator(_one_line)]
Number = Annotated[Decimal, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Measured = Annotated[Value, PlainValidator(_value), WithJsonSchema(_VALUE_SCHEMA)]
"""A number, or the kind of its absence."""
Year = Annotated[FiscalYear, PlainValidator(_year), WithJsonSchema(_YEAR_SCHEMA)]
Date = Annotated[
    datetime.date, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})
]
Count = Annotated[int, Field(ge=0)]
Places = Annotated[int, Field(ge=0, le=6)]


class Direction(StrEnum):
    """Which way an indicator should move 望ましい方向."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


class Kind(StrEnum):
    """What an indicator measures: what was achieved 成果指標, or what was done 活動指標."""

    OUTCOME = "outcome"
    OUTPUT = "output"


class Record(BaseModel):
    """What every noun has in common: strict, frozen, no unknown key."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Uncertain(Record):
    """A value that was placed by judgement when it was transcribed 確度."""

    place: Line = Field(
        title="場所",
        description="どの値のことか。キーを / でつなぎ、リストの中は id か年度で指します。",
        examples=["years/2015/goal"],
    )
    certainty: Annotated[int, Field(ge=1, le=99)] = Field(
        title="確度（％）",
        description="書き写した人の見立て。自治体が確認したらこの項目ごと消します。",
    )
    note: Line = Field(title="理由", description="なぜ確かではないか。")


class Document(Record):
    """An official document that values were taken from 出典."""

    id: Id = Field(title="識別子", description="記録の document がこの名前で指します。")
    title: Line = Field(title="文書名", description="表紙に書かれた題名。")
    subject: Line | None = Field(None, title="対象", description="何についての文書か。")
    issuer: Line = Field(title="発行者", description="文書を公表した自治体や部署。")
    edition: Year = Field(title="評価表の年度", description="題名にある年度（公表年度）。")
    published: Date | None = Field(
        None, title="公表日", description="公表された日。わかるときだけ。"
    )
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"'`\\]+$")] | None = Field(
        None, title="URL", description="公表されている場所。https:// で始まる住所。"
    )


class Publisher(Record):
    """Who publishes this site."""

    name: Line = Field(title="発行者", description="このサイトを公開している者の名前。")
    official: bool = Field(
        title="公式か", description="自治体自身のサイトなら true、そうでなければ false。"
    )
    contact: Line | None = Field(None, title="連絡先", description="問い合わせ先の電話番号や住所。")
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"'`\\]+$")] | None = Field(
        None, title="発行者のサイト", description="https:// で始まる住所。"
    )


class Licence(Record):
    """On which terms the data may be used."""

    name: Line = Field(title="ライセンス名", description="例：公共データ利用規約（第1.0版）。")
    url: Annotated[str, StringConstraints(pattern=r"^https://[^\s<>\"'`\\]+$")] = Field(
        title="ライセンスの URL", description="条文のある住所。"
    )


class Decimals(Record):
    """How many decimals each table prints. Precision belongs to the table, not to the number."""

    policy_rate: Places = Field(
        title="重点課題の指標の率", description="達成率・進捗率・増減率の小数点以下の桁数。"
    )
    project_rate: Places = Field(
        title="事業の指標の率", description="達成率・進捗率・増減率の小数点以下の桁数。"
    )
    share: Places = Field(title="市民意識調査の割合", description="割合の小数点以下の桁数。")
    money_rate: Places = Field(title="決算額の増減率", description="増減率の小数点以下の桁数。")


class MoneyUnit(StrEnum):
    """The unit of every amount of money, as on the municipality's sheets."""

    YEN = "円"
    THOUSAND_YEN = "千円"


class Municipality(Record):
    """Who is evaluated, who publishes, and how numbers are printed: `municipality.yml`."""

    name: Line = Field(title="自治体名", description="例：所沢市。")
    code: Annotated[str, StringConstraints(pattern="^[0-9]{6}$")] = Field(
        title="全国地方公共団体コード", description="検査数字を含む6桁。引用符で囲みます。"
    )
    publisher: Publisher = Field(title="発行者", description="このサイトを公開している者。")
    notice: Text | None = Field(
        None, title="おことわり", description="全ページの上に出す文。試験公開や架空のデータなど。"
    )
    licence: Licence | None = Field(
        None, title="ライセンス", description="データの利用条件。決まっていなければ書きません。"
    )
    money_unit: Annotated[MoneyUnit, Field(strict=False)] = Field(
        title="金額の単位", description="決算額などの単位。円 か 千円。"
    )
    decimals: Decimals = Field(title="小数点以下の桁数", description="表ごとの桁数。")
    documents: tuple[Document, ...] = Field(
        (), title="出典の文書", description="値を書き写した公式の文書の一覧。"
    )


class Measure(Record):
    """A measure 施策 (節) of a plan's chapter."""

    id: Id = Field(title="識別子", description="計画の中で一つだけの名前。")
    number: Count = Field(title="節の番号", description="第1節なら 1。")
    name: Line = Field(title="節の名称", description="例：地域コミュニティ。")


class Chapter(Record):
    """A chapter 章 of a plan."""

    id: Id = Field(title="識別子", description="計画の中で一つだけの名前。")
    number: Count = Field(title="章の番号", description="第1章なら 1。")
    name: Line = Field(title="章の名称", description="例：コミュニティ。")
    measures: tuple[Measure, ...] = Field((), title="節", description="この章の節（施策）。")


class Plan(Record):
    """A plan 総合計画・基本計画: `plans/<id>.yml`."""

    id: Id = Field(title="識別子", description="ファイル名から決まります。")
    name: Line = Field(title="計画名", description="例：第5次所沢市総合計画後期基本計画。")
    first_year: Year = Field(title="最初の年度", description="計画期間の最初の年度。")
    last_year: Year = Field(title="最後の年度", description="計画期間の最後の年度。")
    chapters: tuple[Chapter, ...] = Field((), title="章", description="計画の章。")


class Approach(Record):
    """One of a policy's approaches 取り組み方針."""

    id: Id = Field(title="識別子", description="この重点課題の中で一つだけの名前。")
    number: Count = Field(title="番号", description="評価表に書かれた番号。")
    name: Line = Field(title="取り組み方針", description="例：住民自治活動の支援。")


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


_DIFFERENCE = "公表値が計算と合わないことを確かめたうえで載せるとき、その理由を書きます。"


class PrintedRate(Record):
    """A rate as the official sheet prints it 公表値, kept beside the computed one."""

    achievement_rate: Number | None = Field(
        None, title="達成率（公表値）", description="評価表に印刷された達成率（％）。"
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=_DIFFERENCE)


class PrintedShare(Record):
    """A survey's share as the official sheet prints it 公表値, kept beside the computed one."""

    share: Number | None = Field(
        None, title="割合（公表値）", description="評価表に印刷された割合（％）。"
    )
    difference: Line | None = Field(None, title="計算値と違う理由", description=_DIFFERENCE)


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


class Lead(Record):
    """Who answers for a policy: post and name. A name is never a key."""

    post: Line = Field(title="職名", description="例：市民部長。")
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


class Evaluation(Record):
    """What somebody concluded, and when."""

    date: Date | None = Field(None, title="記入日", description="例：2019-07-26。")
    text: Text = Field(title="評価", description="評価の文章。段落は改行で分けます。")


class Sheet(Record):
    """What a fiscal year adds to a policy: one evaluation sheet 評価表.

    `policies/<policy>/<fiscal_year>.yml`
    """

    policy: Id = Field(title="重点課題", description="フォルダー名から決まります。")
    fiscal_year: Year = Field(
        title="評価対象の年度", description="実績の年度。ファイル名と同じ年度です。"
    )
    edition: Year = Field(title="評価表の年度", description="表題の年度（公表年度）。")
    document: Id = Field(title="出典", description="municipality.yml の documents の id。")
    lead: Lead | None = Field(
        None, title="ゼネラルマネージャー", description="責任者の職名と氏名。"
    )
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
        (), title="市民意識調査の節", description="評価表が載せている節（施策）の id。"
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
        None, title="政策会議における評価", description="政策会議の評価。"
    )
    uncertain: tuple[Uncertain, ...] = Field(
        (), title="確かではない値", description="書き写すときに判断した値の一覧。"
    )


class Policy(Record):
    """What stays of a policy 政策（総合的に取り組む重点課題）: `policies/<id>/policy.yml`."""

    id: Id = Field(title="識別子", description="フォルダー名から決まります。")
    number: Count = Field(title="番号", description="重点課題の番号。")
    name: Line = Field(title="名称", description="例：絆を紡ぐまちづくり。")
    plan: Id = Field(title="計画", description="plans/ のファイル名。")
    approaches: tuple[Approach, ...] = Field(
        (), title="取り組み方針", description="計画に掲げた取り組み方針。"
    )
    indicators: tuple[Indicator, ...] = Field(
        (), title="目標指標", description="計画期間における目標指標。"
    )


class ProjectYear(Record):
    """What a fiscal year adds to a project."""

    fiscal_year: Year = Field(title="年度", description="決算額と実績の年度。")
    document: Id = Field(title="出典", description="municipality.yml の documents の id。")
    settlement: Measured | None = Field(
        None, title="決算額", description="単位は municipality.yml の money_unit。"
    )
    indicators: tuple[IndicatorYear, ...] = Field(
        (), title="指標", description="この年度の指標の実績と目標。"
    )


class Project(Record):
    """A project 事務事業（主要事業） with all its years: `projects/<id>.yml`."""

    id: Id = Field(title="識別子", description="ファイル名から決まります。使い回しません。")
    name: Line = Field(title="事業名", description="評価表に書かれた事業名。")
    policy: Id | None = Field(None, title="重点課題", description="この事業が属する重点課題。")
    indicators: tuple[Indicator, ...] = Field((), title="指標", description="この事業の指標。")
    years: tuple[ProjectYear, ...] = Field((), title="年度", description="年度ごとの決算と実績。")


class SurveyResult(Record):
    """How many respondents named a measure."""

    measure: Id = Field(title="節", description="計画の節（施策）の id。")
    count: Count = Field(title="人数", description="選んだ人の数。")
    rank: Annotated[int, Field(ge=1)] | None = Field(
        None, title="順位", description="全節のなかの順位。必ず measure_count とともに示します。"
    )
    printed: PrintedShare | None = Field(
        None, title="公表値", description="評価表に印刷された割合。計算値と照らし合わせます。"
    )


class Survey(Record):
    """A citizens' survey 市民意識調査: `surveys/<fiscal_year>.yml`."""

    fiscal_year: Year = Field(title="年度", description="調査の年度。ファイル名と同じ年度です。")
    name: Line = Field(title="調査名", description="例：平成30年度所沢市市民意識調査。")
    document: Id = Field(title="出典", description="municipality.yml の documents の id。")
    plan: Id = Field(title="計画", description="節がどの計画のものか。")
    question: Line = Field(title="問い", description="何を尋ねたか。")
    method: Line | None = Field(None, title="調査方法", description="例：無作為抽出、郵送。")
    respondents: Annotated[int, Field(ge=1)] = Field(
        title="回答者数", description="割合の分母になる人数。"
    )
    measure_count: Annotated[int, Field(ge=1)] = Field(title="節の総数", description="順位の分母。")
    results: tuple[SurveyResult, ...] = Field((), title="結果", description="節ごとの結果。")


class Records(Record):
    """Everything in `content/`, each list in the order of the files' names."""

    municipality: Municipality
    plans: tuple[Plan, ...] = ()
    policies: tuple[Policy, ...] = ()
    """In the order of their numbers."""
    sheets: tuple[Sheet, ...] = ()
    projects: tuple[Project, ...] = ()
    surveys: tuple[Survey, ...] = ()
    unread: frozenset[str] = frozenset()
    """The paths inside `content/` of the files that could not be read."""

    @property
    def count(self) -> int:
        """How many files they were read from."""
        lists = (self.plans, self.policies, self.sheets, self.projects, self.surveys)
        return 1 + sum(len(records) for records in lists)
