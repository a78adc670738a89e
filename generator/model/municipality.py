"""Who is evaluated, who publishes, and the documents that values come from."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from generator.model.fields import Date, FileRecord, Id, Line, Places, Record, Text, Url, Year


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
        None, title="URL", description="公表されている場所。https:// で始まる住所。"
    )


class Publisher(Record):
    """Who publishes this site."""

    name: Line = Field(title="発行者", description="このサイトを公開している者の名前。")
    official: bool = Field(
        title="公式か", description="自治体自身のサイトなら true、そうでなければ false。"
    )
    contact: Line | None = Field(None, title="連絡先", description="問い合わせ先の電話番号や住所。")
    url: Url | None = Field(None, title="発行者のサイト", description="https:// で始まる住所。")


class Licence(Record):
    """On which terms the data may be used."""

    name: Line = Field(title="ライセンス名", description="例：公共データ利用規約（第1.0版）。")
    url: Url = Field(title="ライセンスの URL", description="条文のある住所。")


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


class Municipality(FileRecord):
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
