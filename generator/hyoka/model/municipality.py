"""Who is evaluated, who publishes, and the documents that values come from."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from hyoka.model.accessibility import Accessibility
from hyoka.model.classification import Classification
from hyoka.model.fields import (
    Date,
    FileRecord,
    Handle,
    Id,
    Line,
    Places,
    Positive,
    PublishOn,
    Record,
    Text,
    Url,
    Year,
)
from hyoka.model.method import AchievementMethod
from hyoka.model.money import CostBasis
from hyoka.model.rating import EvaluationStep, NextAction, RatingScale
from hyoka.model.sheet_words import Headings, LevelNames, SheetHeading, SheetKind
from hyoka.model.tag import Tag
from hyoka.units import EXACT, FiscalYear

FIRST_FORMAT = 1
"""The format of records which do not say theirs."""
RECORD_FORMAT = 2
"""The format that this program reads: what it takes to be one is told in DATA-CHANGELOG.md."""


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
    url: Url | None = Field(
        None, title="URL", description="公表されている場所。https:// で始まるアドレス。"
    )
    publish_on: PublishOn = None

    @property
    def name(self) -> str:
        """Its title, with what it is about."""
        return " ".join(filter(None, (self.title, self.subject)))


class Publisher(Record):
    """Who publishes this site."""

    name: Line = Field(title="発行者", description="このサイトを公開している者の名前。")
    official: bool = Field(
        title="公式か", description="自治体自身のサイトなら true、そうでなければ false。"
    )
    contact: Line | None = Field(None, title="連絡先", description="問い合わせ先の電話番号や住所。")
    url: Url | None = Field(None, title="発行者のサイト", description="https:// で始まるアドレス。")


class Team(Record):
    """Who reviews the records of a division, on GitHub."""

    division: Line | None = Field(
        None,
        title="所管課",
        description="記録の division と同じ名前。書かなければ、ほかのすべての記録を受け持ちます。",
    )
    handle: Handle = Field(
        title="GitHubの名前",
        description="@ で始まるチームか人の名前。例：@city/shimin-bu。",
        examples=["@city/shimin-bu"],
    )


class Licence(Record):
    """On which terms the data may be used."""

    name: Line = Field(
        title="ライセンス名",
        description="例：{example}。",
        json_schema_extra={"example": "公共データ利用規約（第1.0版）"},
    )
    url: Url = Field(title="ライセンスの URL", description="条文のあるアドレス。")


class Decimals(Record):
    """How many decimals each table prints. Precision belongs to the table, not to the number."""

    policy_rate: Places = Field(
        title="重点課題の指標の率", description="達成率・進捗率・増減率の小数点以下の桁数。"
    )
    project_rate: Places = Field(
        title="事業の指標の率", description="達成率・進捗率・増減率の小数点以下の桁数。"
    )
    share: Places = Field(title="市民意識調査の割合", description="割合の小数点以下の桁数。")
    money_rate: Places = Field(
        title="金額の率", description="決算額の増減率・執行率・財源の割合の小数点以下の桁数。"
    )
    unit_cost: Places = Field(
        0, title="単位コスト", description="単位コストの小数点以下の桁数。書かなければ整数。"
    )
    cost_per_resident: Places = Field(
        0,
        title="住民一人あたりの費用",
        description="住民一人あたりの費用（円）の小数点以下の桁数。書かなければ整数。",
    )


class MoneyUnit(StrEnum):
    """The unit of every amount of money, as on the municipality's sheets."""

    YEN = "円"
    THOUSAND_YEN = "千円"
    MILLION_YEN = "百万円"

    def in_yen(self, amount: Decimal) -> Decimal:
        """An amount in it, in yen."""
        return EXACT.scaleb(amount, {"円": 0, "千円": 3, "百万円": 6}[self])


class Population(Record):
    """How many people live in the municipality, for what a project costs each of them."""

    fiscal_year: Year = Field(title="年度", description="この人口で費用を割る年度。")
    population: Positive = Field(title="人口", description="自治体の人口（人）。")
    as_of: Date | None = Field(
        None,
        title="人口の時点",
        description="いつの人口か。例：{example}。",
        json_schema_extra={"example": "2024-10-01"},
    )


class Municipality(FileRecord):
    """Who is evaluated, who publishes, and how numbers are printed: `municipality.yml`."""

    record_format: Positive = Field(
        FIRST_FORMAT,
        title="記録の書式の版",
        description="ここにある記録すべての書き方の版。"
        f"今の書き方は {RECORD_FORMAT} で、なければ 1 です。"
        "hyoka migrate が、記録をこの版に直して書き換えます。",
        examples=[RECORD_FORMAT],
    )
    name: Line = Field(
        title="自治体名", description="例：{example}。", json_schema_extra={"example": "見本市"}
    )
    code: Annotated[str, StringConstraints(pattern="^[0-9]{6}$")] = Field(
        title="全国地方公共団体コード",
        description="検査数字を含む6桁。引用符で囲みます。",
        examples=["112089"],
    )
    publisher: Publisher = Field(title="発行者", description="このサイトを公開している者。")
    notice: Text | None = Field(
        None, title="おことわり", description="全ページの上に出す文。試験公開や架空のデータなど。"
    )
    licence: Licence | None = Field(
        None, title="ライセンス", description="データの利用条件。決まっていなければ書きません。"
    )
    rights: Text | None = Field(
        None,
        title="データの権利",
        description="ライセンスを定められないとき、データと文章の権利がだれにあるか、"
        "どう使えるかの説明。",
    )
    money_unit: Annotated[MoneyUnit, Field(strict=False)] = Field(
        title="金額の単位", description="決算額などの単位。円、千円、百万円のどれか。"
    )
    populations: tuple[Population, ...] = Field(
        (),
        title="人口",
        description="年度ごとの人口。書くと、事業ごとに住民一人あたりの費用を計算します。",
    )
    cost_per_resident_of: Annotated[CostBasis, Field(strict=False)] = Field(
        CostBasis.SETTLEMENT,
        title="住民一人あたりの費用で割られる費用",
        description="決算額なら settlement、総事業費なら total_cost。書かなければ決算額です。",
    )
    achievement_method: Annotated[AchievementMethod, Field(strict=False)] | None = Field(
        None,
        title="達成率の方法",
        description="低いほどよい指標の達成率の方法。ratio（目標値÷実績値）、difference"
        "（(2×目標値−実績値)÷目標値）、from_baseline"
        "（(策定時の数値−実績値)÷(策定時の数値−目標値)）のどれか。計算しないと決めているなら none。"
        "決まっていなければ書きません。",
    )
    decimals: Decimals = Field(title="小数点以下の桁数", description="表ごとの桁数。")
    site_title: Line | None = Field(
        None,
        title="サイトの名前",
        description="例：{example}。書かなければ「（自治体名） 政策評価」です。",
        json_schema_extra={"example": "見本市 事務事業評価"},
    )
    level_names: LevelNames | None = Field(
        None,
        title="政策の段階の呼び名",
        description="計画や評価表の段階を、自治体の言葉で呼ぶときだけ。",
    )
    not_stated_sign: Line | None = Field(
        None,
        title="値の記載がない印",
        description="評価表が、値も理由も書かない欄に印刷する印。not_stated の値を、サイトでも"
        "そう示します。書かなければ「－」。",
        examples=["…"],
    )
    headings: Headings | None = Field(
        None, title="見出しの言葉", description="評価表の欄の見出し。自治体の言葉に変えるときだけ。"
    )
    sheet_headings: tuple[SheetHeading, ...] = Field(
        (),
        title="評価表の種類ごとの見出し",
        description="ある種類の評価表だけの、欄の見出し。headings より優先します。",
    )
    classifications: tuple[Classification, ...] = Field(
        (),
        title="事業の区分",
        description="法定受託・自治、ハード・ソフトなど、事業の分け方の一覧。",
    )
    tags: tuple[Tag, ...] = Field(
        (),
        title="タグ",
        description="政策、施策、事業に付けて、計画や課を越えて探すための分類の一覧。",
    )
    rating_scales: tuple[RatingScale, ...] = Field(
        (), title="評価区分の段階", description="S・A・B や 1〜5 など、評価に使う段階の一覧。"
    )
    evaluation_steps: tuple[EvaluationStep, ...] = Field(
        (),
        title="評価の段階",
        description="担当課、課長、部長、市長、委員会など、評価の段階の一覧。評価表の順に書きます。",
    )
    next_actions: tuple[NextAction, ...] = Field(
        (), title="今後の方向性", description="拡充・継続・廃止など、選べる方向性の一覧。"
    )
    accessibility: Accessibility | None = Field(
        None,
        title="ウェブアクセシビリティ",
        description="方針と試験結果。発行者が決めたことと確かめたことだけを書きます。",
    )
    teams: tuple[Team, ...] = Field(
        (),
        title="確認するチーム",
        description="記録の変更を、どの課の記録ならGitHubのだれが確認するか。"
        "hyoka codeowners が CODEOWNERS にします。",
    )
    documents: tuple[Document, ...] = Field(
        (), title="出典の文書", description="値を書き写した公式の文書の一覧。"
    )

    def heading_of(self, sheet: SheetKind, section: str) -> str | None:
        """What it calls a section of a kind of sheet, in its own words; none: as the site does."""
        own = (it for it in self.sheet_headings if it.sheet is sheet and it.section == section)
        if found := next(own, None):
            return found.heading
        heading: str | None = getattr(self.headings, section, None)
        return heading

    def scale(self, identifier: str) -> RatingScale:
        """The scale with this id."""
        return next(scale for scale in self.rating_scales if scale.id == identifier)

    def population_in(self, fiscal_year: FiscalYear) -> Population | None:
        """The population that a year's costs are divided by, if one is recorded."""
        return next((it for it in self.populations if it.fiscal_year == fiscal_year), None)
