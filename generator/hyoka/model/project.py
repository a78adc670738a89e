"""A project with all its years."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from hyoka.model.classification import ProjectClass
from hyoka.model.fields import (
    Amount,
    CountedIn,
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
    MeasureKey,
    Succession,
)
from hyoka.model.indicator import Indicator, IndicatorYear
from hyoka.model.money import (
    BudgetLine,
    Funding,
    PrintedMoney,
    Staff,
    StaffRate,
    UnitCost,
    WholePlan,
)
from hyoka.model.rating import STEP_EVALUATIONS, ChosenAction, Evaluation, StepEvaluation
from hyoka.model.tag import SDGS, TAGS, Goal

PROJECT_TEXTS = ("overview", "purpose", "contribution", "background")
"""The fields of a project that hold prose with a heading of its own."""


class ProjectYear(Record):
    """What a fiscal year adds to a project. Amounts are in the municipality's unit of money."""

    fiscal_year: Year = Field(title="年度", description="決算額と実績の年度。")
    document: Id = Field(
        title="出典", description="municipality.yml の documents の id。", examples=["hyoka-r6"]
    )
    division: Line | None = Field(
        None, title="その年度の所管課", description="今の所管課と違う年度にだけ書きます。"
    )
    planned_cost: Amount = Field(
        None, title="計画事業費", description="実施計画などで、その年度に見込んだ事業費。"
    )
    initial_budget: Amount = Field(None, title="当初予算額", description="年度の初めの予算。")
    supplementary_budget: Amount = Field(
        None, title="補正予算額", description="年度の途中の増減。減額なら負の数。"
    )
    budget: Amount = Field(
        None, title="予算現額", description="補正や繰越を含む最終の予算。執行率の分母です。"
    )
    planned_cost_funding: Funding | None = Field(
        None,
        title="計画事業費の財源内訳",
        description="計画事業費の財源。足すと計画事業費になります。",
    )
    initial_budget_funding: Funding | None = Field(
        None,
        title="当初予算額の財源内訳",
        description="当初予算額の財源。足すと当初予算額になります。",
    )
    supplementary_budget_funding: Funding | None = Field(
        None,
        title="補正予算額の財源内訳",
        description="補正予算額の財源。減額なら負の数。足すと補正予算額になります。",
    )
    budget_funding: Funding | None = Field(
        None, title="予算現額の財源内訳", description="予算現額の財源。足すと予算現額になります。"
    )
    settlement_forecast: Amount = Field(
        None, title="決算見込額", description="決算の前に、評価表に書かれた見込みの額。"
    )
    settlement_forecast_funding: Funding | None = Field(
        None,
        title="決算見込額の財源内訳",
        description="決算見込額の財源。足すと決算見込額になります。",
    )
    settlement: Amount = Field(
        None, title="決算額", description="単位は municipality.yml の money_unit。"
    )
    carried_over: Amount = Field(
        None, title="翌年度への繰越額", description="予算現額のうち、翌年度に使うことにした額。"
    )
    variance_reason: Text | None = Field(
        None,
        title="予算と決算の差の理由",
        description="評価表に書かれた説明。段落は改行で分けます。",
    )
    planned_staff: Staff | None = Field(
        None, title="計画した職員", description="その年度に見込んだ、職員の量。"
    )
    staff: Staff | None = Field(
        None, title="従事した職員", description="その年度に従事した、職員の量。"
    )
    staff_rate: StaffRate | None = Field(
        None, title="人件費の単価", description="職員の量から人件費を出すときの単価。"
    )
    planned_personnel_cost: Amount = Field(
        None, title="計画人件費", description="その年度に見込んだ、職員の人件費。"
    )
    personnel_cost: Amount = Field(
        None, title="人件費", description="決算額に含まれない、職員の人件費。"
    )
    funding: Funding | None = Field(
        None, title="財源内訳", description="決算額の財源。足すと決算額になります。"
    )
    total_cost_funding: Funding | None = Field(
        None,
        title="総事業費の財源内訳",
        description="決算額と人件費を足した総事業費の財源。足すと総事業費になります。",
    )
    user_charges: Amount = Field(
        None,
        title="受益者負担額",
        description="使用料や参加費など、事業を利用した人が負担した額。",
    )
    unit_cost: Annotated[UnitCost | None, CountedIn.MONEY] = Field(
        None, title="単位コスト", description="利用者一人あたりなど、費用を何で割るか。"
    )
    budget_lines: tuple[BudgetLine, ...] = Field(
        (), title="予算科目", description="予算のどの科目の事業か。いくつあっても構いません。"
    )
    printed: PrintedMoney | None = Field(
        None, title="公表値", description="評価表に印刷された金額や率。計算値と照らし合わせます。"
    )
    indicators: tuple[IndicatorYear, ...] = Field(
        (), title="指標", description="この年度の指標の実績と目標。"
    )
    activities: tuple[Text, ...] = Field(
        (), title="活動内容", description="この年度に行ったこと。「・」ごとに一つ。"
    )
    planned_activities: tuple[Text, ...] = Field(
        (), title="活動の計画", description="この年度に行うことの計画。「・」ごとに一つ。"
    )
    self_evaluation: Evaluation | None = Field(None, title="自己評価", description="所管課の評価。")
    council_evaluation: Evaluation | None = Field(
        None, title="庁内の会議における評価", description="政策会議など、庁内の会議の評価。"
    )
    external_evaluation: Evaluation | None = Field(
        None, title="外部評価", description="外部の委員会などの評価。"
    )
    evaluations: tuple[StepEvaluation, ...] = Field(
        (), title="段階ごとの評価", description=STEP_EVALUATIONS
    )
    circumstances: Text | None = Field(
        None,
        title="取り巻く状況の変化",
        description="この事業をめぐる環境の、これまでとこれからの変化。",
    )
    requests: Text | None = Field(
        None, title="意見・要望", description="市民や議会から寄せられた意見や要望。"
    )
    issues: tuple[Text, ...] = Field(
        (), title="課題", description="これから解決すること。「・」ごとに一つ。"
    )
    next_action: ChosenAction | None = Field(
        None, title="今後の方向性", description="評価の結果、これからどうするか。"
    )
    publish_on: PublishOn = None


FUNDED: Mapping[str, str] = {
    "planned_cost": "planned_cost_funding",
    "initial_budget": "initial_budget_funding",
    "supplementary_budget": "supplementary_budget_funding",
    "budget": "budget_funding",
    "settlement_forecast": "settlement_forecast_funding",
    "settlement": "funding",
    "total_cost": "total_cost_funding",
}
"""The amounts of a year whose funding can be recorded, and the field that holds it."""


class Project(FileRecord):
    """A project 事務事業（主要事業） with all its years: `projects/<id>.yml`."""

    id: Id = Field(title="識別子", description="ファイル名から決まります。使い回しません。")
    number: Line | None = Field(
        None,
        title="事業番号",
        description="評価表に書かれた番号。数字だけの番号は引用符で囲みます。",
        examples=["0086"],
    )
    name: Line = Field(title="事業名", description="評価表に書かれた事業名。")
    policy: Id | None = Field(None, title="重点課題", description="この事業が属する重点課題。")
    measure: MeasureKey | None = Field(
        None, title="施策", description="この事業が属する章か施策（節）。計画と id で指します。"
    )
    division: Line | None = Field(None, title="所管課", description="今この事業を受け持つ部署。")
    joint_divisions: tuple[Line, ...] = Field(
        (), title="関係課", description="所管課とともにこの事業に関わる部署。一つずつ。"
    )
    overview: Text | None = Field(
        None, title="事業概要", description="何をする事業か。段落は改行で分けます。"
    )
    purpose: Text | None = Field(
        None, title="目的", description="何のための事業か。段落は改行で分けます。"
    )
    contribution: Text | None = Field(
        None,
        title="上位の目的への貢献",
        description="目的を果たすと、上位の施策などにどう役立つか。段落は改行で分けます。",
    )
    background: Text | None = Field(
        None, title="始めたきっかけ", description="いつ、なぜ始めたか。段落は改行で分けます。"
    )
    whole_plan: WholePlan | None = Field(
        None, title="全体計画", description="期間の限られた事業の、全期間の事業費と職員。"
    )
    target_group: Text | None = Field(
        None,
        title="対象",
        description="だれ、何のための事業か。いくつかあれば改行で分けます。例：{example}。",
        json_schema_extra={"example": "市内に住む65歳以上の人"},
    )
    legal_basis: Line | None = Field(None, title="根拠法令", description="法律、条例、要綱など。")
    implementation: Line | None = Field(
        None, title="実施方法", description="直営、委託、補助など。"
    )
    classes: tuple[ProjectClass, ...] = Field(
        (), title="事業の区分", description="municipality.yml の classifications による区分。"
    )
    tags: tuple[Id, ...] = Field((), title="タグ", description=TAGS)
    sdgs: tuple[Goal, ...] = Field((), title="SDGsの目標", description=SDGS)
    started: Year | None = Field(
        None, title="開始年度", description="事業を始めた年度。わかるときだけ。"
    )
    ended: Year | None = Field(
        None, title="終了年度", description="事業を終えた、または終える年度。決まっているときだけ。"
    )
    duration: Line | None = Field(
        None,
        title="事業期間の区分",
        description="例：{example}。",
        json_schema_extra={"example": "単年度繰返、期間限定"},
    )
    indicators: tuple[Indicator, ...] = Field((), title="指標", description="この事業の指標。")
    years: tuple[ProjectYear, ...] = Field((), title="年度", description="年度ごとの決算と実績。")
    former_names: tuple[FormerName, ...] = Field((), title="旧名称", description=FORMER_NAMES)
    succeeds: tuple[Succession, ...] = Field((), title="引き継いだ事業", description=SUCCEEDS)
    corrections: Corrections = ()
    publish_on: PublishOn = None

    @property
    def division_in_charge(self) -> str | None:
        """The division 所管課 in charge now, or in the newest year that names one."""
        by_year = sorted(self.years, key=lambda year: year.fiscal_year, reverse=True)
        of_years = (year.division for year in by_year)
        return self.division or next((name for name in of_years if name), None)
