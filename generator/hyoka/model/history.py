"""What became of a record: other names, predecessors, breaks of comparability, corrections."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import Field

from hyoka.model.fields import Before, Date, Id, Line, Record, Year
from hyoka.units import FiscalYear


class FormerName(Record):
    """A name that a record had before 旧名称."""

    name: Line = Field(title="旧名称", description="その時の評価表に書かれた名称。")
    until: Year = Field(title="最後の年度", description="この名称を使った最後の年度。")


class SuccessionKind(StrEnum):
    """How one record took the place of another."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"
    CONTINUED = "continued"


class Succession(Record):
    """A record whose place this one took. It stands on the successor alone."""

    id: Id = Field(title="前のもの", description="引き継いだ前のものの id。")
    kind: Annotated[SuccessionKind, Field(strict=False)] = Field(
        title="引き継ぎ方",
        description=(
            "改称なら renamed、統合なら merged、分割なら split、"
            "所管の移管なら moved、次の計画への継続なら continued。"
        ),
    )
    fiscal_year: Year = Field(title="最初の年度", description="新しいほうの最初の年度。")
    note: Line | None = Field(
        None, title="説明", description="移管先の課など、補うことがあるとき。"
    )


class MeasureSuccession(Succession):
    """A chapter or measure of this plan or an earlier one, whose place this one took."""

    plan: Id | None = Field(
        None, title="前の計画", description="前の計画のものを引き継ぐとき、plans/ のファイル名。"
    )


class MeasureKey(Record):
    """A chapter or measure 章・施策, by its plan."""

    plan: Id = Field(title="計画", description="plans/ のファイル名。")
    id: Id = Field(title="章・施策", description="計画の中の章か節（施策）の id。")


class IndicatorSuccession(Succession):
    """An indicator whose place this one took; of the same record unless another is named."""

    policy: Id | None = Field(
        None, title="重点課題", description="ほかの重点課題の指標だったとき、その id。"
    )
    project: Id | None = Field(
        None, title="事業", description="ほかの事業の指標だったとき、その id。"
    )
    measure: MeasureKey | None = Field(
        None, title="章・施策", description="ほかの章や施策の指標だったとき、その計画と id。"
    )


class Break(Record):
    """A break of comparability: from here on, an indicator is measured another way."""

    fiscal_year: Year = Field(title="変わった年度", description="新しい測り方で測った最初の年度。")
    reason: Line = Field(title="理由", description="測り方がどう変わったか。")


class Correction(Record):
    """A published value that was changed later 訂正. The present value stands in its place."""

    date: Date = Field(
        title="訂正日", description="例：{example}。", json_schema_extra={"example": "2019-10-01"}
    )
    place: Line = Field(
        title="場所",
        description="どの値のことか。キーを / でつなぎ、リストの中は id か年度で指します。"
        "まとめた財源は名前で、予算科目は上からの番号（1、2…）で指します。",
        examples=["years/2018/settlement"],
    )
    before: Before = Field(
        title="訂正前", description="前に公表した値。印刷されたとおりに書きます。"
    )
    reason: Line = Field(title="理由", description="なぜ訂正したか。")


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
        examples=[85],
    )
    note: Line = Field(title="理由", description="なぜ確かではないか。")


class Named(Protocol):
    """Whatever has a name, and may have had others."""

    @property
    def name(self) -> str:
        """The present name."""

    @property
    def former_names(self) -> Sequence[FormerName]:
        """The names before it."""


def name_in(named: Named, fiscal_year: FiscalYear) -> str:
    """What it was called in a fiscal year: the sheets of old years print the name of their time."""
    if not named.former_names:
        return named.name
    earlier = sorted(named.former_names, key=lambda former: former.until)
    return next((former.name for former in earlier if fiscal_year <= former.until), named.name)


FORMER_NAMES = "前の年度の評価表に別の名称で載っていたとき、その名称と最後の年度。"
"""What the field `former_names` is for."""
SUCCEEDS = "前のものを引き継いだとき、その id と引き継ぎ方。前のほうには書きません。"
"""What the field `succeeds` is for."""
UncertainValues = Annotated[
    tuple[Uncertain, ...],
    Field(title="確かではない値", description="書き写すときに判断した値の一覧。"),
]
"""The field `uncertain`, wherever there is one."""
Corrections = Annotated[
    tuple[Correction, ...],
    Field(title="訂正", description="公表したあとで直した値の、前の値と理由の一覧。"),
]
"""The field `corrections`, wherever there is one."""
