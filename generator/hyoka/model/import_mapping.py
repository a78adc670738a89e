"""A mapping: which cell of a municipality's own form is which field of a record.

It is YAML with a schema, and read and checked as records are.
"""

import re
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from hyoka.model.fields import Id, Line, Positive, StrictModel, Year, fiscal_year
from hyoka.units import FiscalYear, Missing

FROM_YEAR = re.compile(r"year([+-][0-9]{1,2})?")
"""The mapping's fiscal year, or the one so many years from it: `year-1`."""
_PLACE = (
    "記録の中の場所。キーを / でつなぎ、リストの中は id・年度・番号で指します。"
    "{year} はその年度に（{year-1} は前の年度に）、{見出し} はその行のその見出しのセルの文字に"
    "変わります。"
)


class RecordKind(StrEnum):
    """A kind of record that rows can be taken into."""

    PROJECT = "project"
    POLICY = "policy"
    SHEET = "sheet"
    MEASURE_SHEET = "measure_sheet"
    MEASURE_YEARS = "measure_years"
    PLAN = "plan"
    SURVEY = "survey"


class ImportEncoding(StrEnum):
    """In which code a CSV file is written."""

    UTF_8 = "utf-8"
    CP932 = "cp932"
    """What Excel in Japan writes as CSV."""


class ImportChoice(StrictModel):
    """What a cell's text means where a field takes one of several values."""

    cell: Line = Field(title="セルの文字", description="例：１　現状維持。")
    value: Line = Field(title="記録に書く値", description="選択肢の id か値。")


class ImportSign(StrictModel):
    """A sign that stands for the lack of a value."""

    cell: Line = Field(title="セルの文字", description="例：－、未集計。")
    value: Annotated[Missing, Field(strict=False)] | None = Field(
        None,
        title="値がない理由",
        description="pending（未集計）、not_stated（記載なし）など。書かなければ、何も書き込みません。",
    )


class ImportBeside(StrictModel):
    """What is written beside a value that a cell gives."""

    field: Line = Field(title="項目", description="セルの値と同じところに書く項目のキー。")
    value: Line | bool | int = Field(title="値", description="いつも同じ値。")
    only_number: bool | None = Field(
        None, title="数のときだけか", description="セルの値が数のときだけ書くなら true。"
    )


class ImportColumn(StrictModel):
    """A column, or in a form with a record a sheet a cell, and the field that it fills."""

    column: Line | None = Field(
        None, title="列", description="列の文字。例：AB。なければ、見出しで探します。"
    )
    heading: Line | None = Field(
        None,
        title="見出し",
        description="列の見出し。見出しが何段かあるときは / でつなぎます。列の文字もあるときは、"
        "その列の見出しと同じかを確かめます。",
    )
    cell: Line | None = Field(
        None, title="セル", description="1シートに1件の様式で、値のあるセル。例：C5。"
    )
    label: Line | None = Field(
        None,
        title="ラベル",
        description="1シートに1件の様式で、値の左か上にある言葉。cell もあるときは、"
        "その左か上にこの言葉があるかを確かめます。",
    )
    field: Line | None = Field(None, title="項目", description=_PLACE)
    ignored: Line | None = Field(
        None, title="取り込まない理由", description="記録に書かない列だけ。項目の代わりに書きます。"
    )
    unit: Line | None = Field(
        None,
        title="セルの単位",
        description="セルの数が記録と違う単位のとき。金額なら 円、千円、百万円。",
    )
    choices: tuple[ImportChoice, ...] = Field(
        (), title="選択肢", description="セルの文字と、記録に書く値の対応。"
    )
    other_texts: bool | None = Field(
        None,
        title="選択肢にない文字",
        description="choices にない文字を、そのまま取り込むなら true。文の項目だけ。",
    )
    blank: Annotated[Missing, Field(strict=False)] | None = Field(
        None,
        title="空のセル",
        description="空のセルを、値がない理由として書くとき。only_with の列に値がある行だけです。",
    )
    only_with: Line | None = Field(
        None,
        title="一緒にあるべき列",
        description="この列（文字か見出し）に値がある行だけ取り込みます。",
    )
    split: Line | None = Field(
        None,
        title="区切り",
        description="いくつかの値を1つのセルに書いているとき、その区切り。行なら lines、"
        "「・」で始まる項目なら items。項目に {part} があれば、何番目かの番号になります。",
    )
    empty: tuple[Line, ...] = Field(
        (),
        title="値がない文字",
        description="この列で、何も書かれていないことを表す文字。例：0、-。",
    )
    beside: tuple[ImportBeside, ...] = Field(
        (), title="一緒に書く値", description="評価区分の scale など、値と一緒に書くもの。"
    )
    clears: tuple[Line, ...] = Field(
        (),
        title="消す項目",
        description="セルの値を書くとき、同じところから消す項目のキー。例：forecast。",
    )
    words: bool | None = Field(
        None,
        title="言葉の値を取り込むか",
        description="数の項目で、数でない文字を言葉の値（…_words）として取り込むなら true。",
    )

    @model_validator(mode="after")
    def _has_one_end(self) -> "ImportColumn":
        if not (self.column or self.heading or self.cell or self.label):
            raise PydanticCustomError("column_without_source", "no column")
        if (self.field is None) == (self.ignored is None):
            raise PydanticCustomError("column_without_field", "a field or a reason")
        return self


def _year_of_columns(raw: object) -> FiscalYear | str:
    return raw if isinstance(raw, str) and FROM_YEAR.fullmatch(raw) else fiscal_year(raw)


YearOfColumns = Annotated[
    FiscalYear | str,
    PlainValidator(_year_of_columns),
    WithJsonSchema({"type": ["integer", "string"]}),
]
"""A fiscal year, or one so many years from the mapping's."""


class RepeatedColumns(StrictModel):
    """Equal groups of columns that follow one another, a year each."""

    first: Line = Field(title="最初の列", description="1つ目のまとまりの最初の列。例：BT。")
    width: Positive = Field(title="列の数", description="1つのまとまりの列の数。")
    years: tuple[YearOfColumns, ...] = Field(
        min_length=1,
        title="年度",
        description="まとまりの年度。左から順に書きます。year-1 は、{year} の前の年度です。",
    )
    columns: tuple[ImportColumn, ...] = Field(
        title="列", description="1つ目のまとまりの列。{year} がそのまとまりの年度になります。"
    )


class ImportConstant(StrictModel):
    """What is written where a record says nothing yet, and no cell does."""

    field: Line = Field(title="項目", description=_PLACE)
    value: Line | bool | int = Field(
        title="値",
        description="記録にまだ値がないところに書く値。{見出し} はその行のセルの文字に変わります。",
    )
    when_changed: bool | None = Field(
        None,
        title="変わったときも書くか",
        description="同じところの値がセルによって変わるとき、もうある値も書き直すなら true。"
        "例：出典（document）。",
    )


class MappedRecord(StrictModel):
    """A record that each row, or each sheet, is taken into."""

    kind: Annotated[RecordKind, Field(strict=False)] = Field(
        title="記録の種類", description="project（事業）など。"
    )
    id: Line | None = Field(
        None,
        title="識別子",
        description="記録の id。{見出し} はその行のセルの文字に変わります。"
        "例：jigyou-{事務事業ID}。",
    )
    not_ids: tuple[Line, ...] = Field(
        (),
        title="識別子にならない文字",
        description="識別子に使うセルにあっても、識別子ではない文字。例：0。その行は取り込みません。",
    )
    plan: Id | None = Field(None, title="計画", description="施策の評価表のとき、計画の id。")
    measure: Line | None = Field(
        None, title="施策", description="施策の評価表のとき、施策の id。{見出し} が使えます。"
    )
    policy: Line | None = Field(
        None, title="重点課題", description="重点課題の評価表のとき、その id。{見出し} が使えます。"
    )
    constants: tuple[ImportConstant, ...] = Field(
        (), title="いつも同じ値", description="出典（document）など、セルにない値。"
    )
    columns: tuple[ImportColumn, ...] = Field((), title="列", description="列と項目の対応。")
    repeated: tuple[RepeatedColumns, ...] = Field(
        (), title="年度ごとの列", description="年度ごとに同じ列が繰り返すところ。"
    )


class NamingColumn(StrictModel):
    """A column whose words name something in braces: how they are read there."""

    column: Line = Field(title="列", description="列の文字か見出し。例：記号。")
    choices: tuple[ImportChoice, ...] = Field(
        (), title="読み替え", description="セルの文字と、{見出し} に入れる文字の対応。例：ア は a。"
    )
    from_above: bool | None = Field(
        None, title="上のセルからか", description="空のセルを、上の行の文字とみなすなら true。"
    )


class SkippedRows(StrictModel):
    """Rows that are no records: totals, notes, another table."""

    column: Line = Field(title="列", description="見る列の文字か見出し。例：B。")
    begins: Line = Field(
        title="始まりの文字",
        description="その列のセルがこの文字で始まる行を、取り込みません。例：合計、※。",
    )
    all_below: bool | None = Field(
        None, title="下の行もか", description="その行から下をすべて取り込まないなら true。"
    )
    ignored: Line = Field(title="取り込まない理由", description="例：合計の行です。")


class ImportMapping(StrictModel):
    """How a file's cells are taken into records: the whole of a mapping."""

    name: Line | None = Field(None, title="様式の名前", description="何の様式か。")
    encoding: Annotated[ImportEncoding, Field(strict=False)] | None = Field(
        None,
        title="文字コード",
        description="CSVの文字コード。utf-8 か cp932（ExcelのCSV）。書かなければ utf-8。",
    )
    sheets: tuple[Line, ...] = Field(
        (), title="シート", description="読むシートの名前。書かなければ、すべてのシート。"
    )
    sheet_each: bool | None = Field(
        None, title="1シートに1件か", description="1枚のシートが1件の様式なら true。"
    )
    heading_rows: tuple[Positive, ...] = Field(
        (), title="見出しの行", description="見出しのある行の番号。何段かあるときは上から順に。"
    )
    first_row: Positive | None = Field(
        None, title="最初の行", description="値の最初の行。書かなければ、見出しの次の行。"
    )
    names: tuple[NamingColumn, ...] = Field(
        (), title="名前の列", description="{見出し} で指す列の、文字の読み替え方。"
    )
    skipped_rows: tuple[SkippedRows, ...] = Field(
        (), title="取り込まない行", description="合計や注など、記録ではない行。"
    )
    year: Year | None = Field(
        None, title="年度", description="{year} の年度。コマンドの --year が優先します。"
    )
    signs: tuple[ImportSign, ...] = Field(
        (), title="値がない印", description="「－」など、値がないことを表す文字。"
    )
    records: tuple[MappedRecord, ...] = Field(
        min_length=1, title="記録", description="1行（1シート）から書く記録。"
    )
