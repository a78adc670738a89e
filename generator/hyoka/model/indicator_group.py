"""The groups that an indicator is given by 区分: districts, ages, sexes, school years."""

from typing import Annotated

from pydantic import Field

from hyoka.model.fields import CountedIn, Id, Line, Measured, Positive, Record
from hyoka.model.qualifier import Qualifier


class IndicatorGroup(Record):
    """One of those that an indicator is given by: what stays of it."""

    id: Id = Field(title="識別子", description="この指標の区分の中で一つだけの名前。")
    name: Line = Field(title="区分の名前", description="評価表に書かれた名前。", examples=["北部"])
    baseline: Annotated[Measured | None, CountedIn.INDICATOR] = Field(
        None,
        title="区分の策定時の数値",
        description="計画を作った時の、この区分の数値。年度は指標の baseline_year です。",
    )
    baseline_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="区分の策定時の数値の限定",
        description="about（約）など。書き方は指標の baseline_qualifier と同じです。",
    )
    baseline_respondents: Positive | None = Field(
        None,
        title="区分の策定時の回答者数",
        description="策定時の数値が調査で得た割合（％）のとき、この区分の回答者数。わかるときだけ。",
    )
    target: Annotated[Measured | None, CountedIn.INDICATOR] = Field(
        None,
        title="区分の目標値",
        description="この区分の最終の目標値。評価表が区分ごとに示しているときだけ。"
        "年度は指標の target_year です。",
    )
    target_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="区分の目標値の限定",
        description="about（約）など。書き方は指標の target_qualifier と同じです。",
    )


class GroupYear(Record):
    """What a fiscal year adds to a group."""

    group: Id = Field(title="区分", description="指標の groups の id。")
    actual: Annotated[Measured, CountedIn.INDICATOR] = Field(
        title="区分の実績値",
        description="その年度の、この区分の実績。値がないときは pending などの理由を書きます。",
    )
    actual_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="区分の実績値の限定",
        description="about（約）など。書き方は全体の actual_qualifier と同じです。",
    )
    preliminary: bool | None = Field(
        None,
        title="区分の速報値か",
        description="この区分の実績が速報値なら true。全体と同じなら書きません。",
    )
    forecast: bool | None = Field(
        None,
        title="区分の見込値か",
        description="この区分の実績が見込んだ値なら true。全体と同じなら書きません。",
    )
    actual_words: Line | None = Field(
        None,
        title="区分の実績の状況",
        description="数値で表せないとき（not_quantifiable）の、実績を表す言葉。"
        "値の記載がないとき（not_stated）は、評価表がそこに印刷している言葉。",
    )
    target: Annotated[Measured | None, CountedIn.INDICATOR] = Field(
        None,
        title="区分のその年度の目標値",
        description="区分に、年度ごとの目標があるときだけ書きます。",
    )
    target_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="区分のその年度の目標値の限定",
        description="about（約）など。書き方は指標の target_qualifier と同じです。",
    )
    respondents: Positive | None = Field(
        None,
        title="区分の回答者数",
        description="実績値が調査で得た割合（％）のとき、この区分の回答者数。わかるときだけ。",
    )
    note: Line | None = Field(
        None, title="区分の備考", description="この区分のこの年度の値についての、評価表の備考。"
    )
