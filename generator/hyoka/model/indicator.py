"""An indicator: what stays of it, and what a fiscal year adds."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hyoka.model.fields import (
    CountedIn,
    Date,
    Id,
    Line,
    Measured,
    Number,
    Positive,
    Record,
    Text,
    Year,
)
from hyoka.model.history import FORMER_NAMES, SUCCEEDS, Break, FormerName, IndicatorSuccession
from hyoka.model.indicator_group import GroupYear, IndicatorGroup
from hyoka.model.method import AchievementMethod
from hyoka.model.printed import OtherValue, PrintedRate
from hyoka.model.qualifier import Qualifier, TargetRule
from hyoka.model.rating import Rating
from hyoka.units import FiscalYear, Missing


class Direction(StrEnum):
    """Which way an indicator should move 望ましい方向."""

    HIGHER = "higher"
    LOWER = "lower"
    RANGE = "range"
    NONE = "none"
    NOT_STATED = "not_stated"
    """The sheet does not say, and nobody decided: it is neither guessed nor judged by."""


class Kind(StrEnum):
    """What an indicator measures: what was achieved, what was done, or for how many 対象指標."""

    OUTCOME = "outcome"
    OUTPUT = "output"
    TARGET_GROUP = "target_group"
    """How many those are for whom something is done: no success and no failure of anybody's."""


class Period(StrEnum):
    """Of which time an indicator's values are 値の期間."""

    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    """January to December: 2015年, which is no 2015年度."""
    DATE = "date"
    """A day, which each year names."""


class TargetRange(Record):
    """A target that is a range 望ましい範囲, ends included; open where an end is not recorded."""

    lowest: Annotated[Number | None, CountedIn.INDICATOR] = Field(
        None, title="下限", description="範囲の下の端。この値も範囲に入ります。"
    )
    highest: Annotated[Number | None, CountedIn.INDICATOR] = Field(
        None, title="上限", description="範囲の上の端。この値も範囲に入ります。"
    )


class TargetChange(Record):
    """A change of the plan's target 目標値の変更."""

    fiscal_year: Year = Field(
        title="変更後の最初の年度", description="変更後の目標値で評価する最初の年度。"
    )
    date: Date | None = Field(
        None,
        title="変更した日",
        description="例：{example}。わかるときだけ。",
        json_schema_extra={"example": "2023-03-24"},
    )
    before: Annotated[Measured, CountedIn.INDICATOR] = Field(
        title="変更前の目標値", description="変更後の値は、次の変更の before か target です。"
    )
    reason: Line = Field(title="変更の理由", description="なぜ変更したか。")


class InterimTarget(Record):
    """A target on the way to the final one 中間目標."""

    fiscal_year: Year = Field(title="年度", description="中間目標の年度。")
    target: Annotated[Number, CountedIn.INDICATOR] = Field(
        title="中間目標", description="その年度に届きたい数値。"
    )
    target_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="中間目標の限定",
        description="評価表が中間目標を「約…」（about）、「…以上」（at_least）、「…以下・以内」"
        "（at_most）、「…超」（more_than）、「…未満」（less_than）と示しているときだけ。",
    )


class Indicator(Record):
    """What stays of an indicator 指標: its name, where it started and where it should arrive."""

    id: Id = Field(title="識別子", description="この重点課題や事業の中で一つだけの名前。")
    number: Line | None = Field(
        None,
        title="番号",
        description="評価表や計画に書かれた、指標の番号やコード。数字だけなら引用符で囲みます。",
        examples=["KPI 1-2"],
    )
    name: Line = Field(title="指標名", description="評価表に書かれた指標の名前。")
    definition: Text | None = Field(
        None, title="指標の説明", description="何を表す指標か。評価表に説明があるとき。"
    )
    formula: Text | None = Field(
        None,
        title="算出方法",
        description="例：{example}。評価表に書かれているとき。",
        json_schema_extra={"example": "参加した人の数÷対象の人の数×100"},
    )
    source: Line | None = Field(
        None,
        title="データの出所",
        description="例：{example}。評価表に書かれているとき。",
        json_schema_extra={"example": "国勢調査、介護保険事業状況報告"},
    )
    unit: Line = Field(
        "", title="単位", description="％、件、人など。すべての値が言葉の指標では書きません。"
    )
    period: Annotated[Period, Field(strict=False)] | None = Field(
        None,
        title="値の期間",
        description="1月から12月までの値なら calendar_year（2024年度の行に2024年の値を書きます）、"
        "ある時点の値なら date（いつかは reference_period に書きます）。年度の値なら書きません。",
    )
    kind: Annotated[Kind, Field(strict=False)] | None = Field(
        None,
        title="種類",
        description="成果指標なら outcome、活動指標なら output、"
        "対象の数を表す対象指標なら target_group。",
    )
    direction: Annotated[Direction, Field(strict=False)] | None = Field(
        None,
        title="望ましい方向",
        description="高いほどよいなら higher、低いほどよいなら lower、"
        "範囲の中がよいなら range、どちらでもないなら none。目標値が数値なら書きます。"
        "評価表に書かれておらず、決められないうちは not_stated（達成率も状態も出しません）。",
    )
    direction_note: Line | None = Field(
        None,
        title="望ましい方向の根拠",
        description="評価表に望ましい方向が書かれていないとき、なぜ direction をそう書いたか。",
    )
    achievement_method: Annotated[AchievementMethod, Field(strict=False)] | None = Field(
        None,
        title="達成率の方法",
        description="低いほどよい指標の達成率の方法。municipality.yml と違うときだけ書きます。"
        "この指標では達成率を計算しないなら、どの方向の指標でも none。",
    )
    baseline: Annotated[Measured | None, CountedIn.INDICATOR] = Field(
        None, title="策定時の数値（基準値）", description="計画を作った時の数値。"
    )
    baseline_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="策定時の数値の限定",
        description="評価表が策定時の数値を「約…」（about）、「…以上」（at_least）、「…以下・以内」"
        "（at_most）、「…超」（more_than）、「…未満」（less_than）と示しているときだけ。",
    )
    baseline_words: Line | None = Field(
        None,
        title="策定時の状況",
        description="数値で表せない指標の、策定時の状況を表す言葉。"
        "baseline は not_quantifiable とします。値の記載がなく（not_stated）、"
        "評価表がそこに「なし」などと印刷しているときは、その言葉。",
    )
    baseline_year: Year | None = Field(
        None, title="策定時の年度", description="基準値の年度。わかるときだけ。"
    )
    baseline_respondents: Positive | None = Field(
        None,
        title="策定時の回答者数",
        description="基準値が調査で得た割合（％）のとき、その調査の回答者数。わかるときだけ。",
    )
    target: Annotated[Measured | None, CountedIn.INDICATOR] = Field(
        None, title="目標値", description="計画期間の最終の目標値。"
    )
    target_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="目標値の限定",
        description="評価表が目標値を「約…」（about）、「…以上」（at_least）、「…以下・以内」"
        "（at_most）、「…超」（more_than）、「…未満」（less_than）と示しているときだけ。",
    )
    target_words: Line | None = Field(
        None,
        title="目標とする状態",
        description="数値で表せない指標の、目標を表す言葉。target は not_quantifiable とします。"
        "値の記載がないとき（not_stated）は、評価表がそこに印刷している言葉。",
    )
    target_rule: Annotated[TargetRule, Field(strict=False)] | None = Field(
        None,
        title="策定時と比べた目標",
        description="目標が数値ではなく、策定時より増やす（increase）、減らす（decrease）、"
        "保つ（maintain）と示されているときだけ。",
    )
    target_note: Line | None = Field(
        None,
        title="目標値がない理由",
        description="target が no_target などのとき、なぜ目標値がないかを書きます。",
    )
    target_reason: Text | None = Field(
        None,
        title="目標値の考え方",
        description="なぜその目標値にしたか。評価表に書かれているとき。",
    )
    range: TargetRange | None = Field(
        None,
        title="望ましい範囲",
        description="direction が range のとき、target の代わりに書きます。",
    )
    target_year: Year | None = Field(None, title="目標の年度", description="目標値を達成する年度。")
    rank_among: Measured | None = Field(
        None,
        title="順位の母数",
        description="値が順位（1が最もよい）の指標の、いくつの中の順位か。"
        "評価表に書かれていなければ not_stated。順位の指標に direction は要りません。",
        examples=[47],
    )
    cumulative_from: Year | None = Field(
        None,
        title="累計の最初の年度",
        description="目標値が、年度ごとの実績値の累計についてのものなら、累計の最初の年度。"
        "その年度の目標値と中間目標も、そこまでの累計についてのものとします。",
    )
    grouped_by: Line | None = Field(
        None,
        title="区分の種類",
        description="指標の値を何ごとに示すか。groups を書くときに書きます。",
        examples=["地区"],
    )
    groups: tuple[IndicatorGroup, ...] = Field(
        (),
        title="区分",
        description="地区、年齢、性別、学年などごとの値があるとき、その一覧。評価表の順に書きます。",
    )
    target_changes: tuple[TargetChange, ...] = Field(
        (), title="目標値の変更", description="計画の途中で目標値を変えたとき、古い順に書きます。"
    )
    interim_targets: tuple[InterimTarget, ...] = Field(
        (), title="中間目標", description="最終の目標値とは別に、途中の年度に置いた目標。"
    )
    breaks: tuple[Break, ...] = Field(
        (),
        title="測り方の変更",
        description="前の年度と比べられなくなった年度と理由。その前後は比べず、線でつなぎません。",
    )
    former_names: tuple[FormerName, ...] = Field((), title="旧名称", description=FORMER_NAMES)
    succeeds: tuple[IndicatorSuccession, ...] = Field(
        (), title="引き継いだ指標", description=SUCCEEDS
    )

    @property
    def is_target_group(self) -> bool:
        """Whether it tells how many those are for whom something is done 対象指標."""
        return self.kind is Kind.TARGET_GROUP

    @property
    def values_of(self) -> Period:
        """Of which time its values are: of fiscal years where nothing is said."""
        return self.period or Period.FISCAL_YEAR

    @property
    def is_rank(self) -> bool:
        """Whether its values are ranks 順位, of which 1 is best."""
        return self.rank_among is not None

    def comparable(self, one: FiscalYear, other: FiscalYear) -> bool:
        """Whether both years are measured the same way: no break lies between them."""
        return not any(
            min(one, other) < break_.fiscal_year <= max(one, other) for break_ in self.breaks
        )

    def comparable_with_baseline(self, fiscal_year: FiscalYear) -> bool:
        """Whether the baseline is measured as the year is: without a year, as before any break."""
        if self.baseline_year is not None:
            return self.comparable(self.baseline_year, fiscal_year)
        return not any(break_.fiscal_year <= fiscal_year for break_ in self.breaks)


class IndicatorYear(Record):
    """What a fiscal year adds to an indicator."""

    id: Id = Field(title="指標", description="指標の id。")
    actual: Annotated[Measured, CountedIn.INDICATOR] = Field(
        title="実績値", description="その年度の実績。値がないときは pending などの理由を書きます。"
    )
    actual_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="実績値の限定",
        description="評価表が実績値を「約…」（about）、「…以上」（at_least）、「…以下・以内」"
        "（at_most）、「…超」（more_than）、「…未満」（less_than）と示しているときだけ。",
    )
    actual_words: Line | None = Field(
        None,
        title="実績の状況",
        description="数値で表せない指標の、実績を表す言葉。actual は not_quantifiable とします。"
        "値の記載がないとき（not_stated）は、評価表がそこに印刷している言葉。",
    )
    reference_period: Line | None = Field(
        None,
        title="値の時点・期間",
        description="例：{example}。評価表に書かれているとき。",
        json_schema_extra={"example": "令和6年10月1日現在、令和6年1月〜12月"},
    )
    preliminary: bool | None = Field(
        None,
        title="速報値か",
        description="actual が速報値なら true。確定したら、この行を消して actual を直します。",
    )
    forecast: bool | None = Field(
        None,
        title="見込値か",
        description="actual が、年度の途中などで見込んだ値なら true。"
        "実績が決まったら、この行を消して actual を直します。",
    )
    preliminary_actual: Annotated[Number | None, CountedIn.INDICATOR] = Field(
        None,
        title="速報値",
        description="actual が確定値のとき、先に公表した速報値を残すならここに書きます。",
    )
    rank_among: Measured | None = Field(
        None,
        title="その年度の順位の母数",
        description="順位の母数が、指標の rank_among と違う年度だけ書きます。",
    )
    respondents: Positive | None = Field(
        None,
        title="回答者数",
        description="実績値が調査で得た割合（％）のとき、その調査の回答者数。わかるときだけ。",
    )
    target: Annotated[Measured | None, CountedIn.INDICATOR] = Field(
        None, title="その年度の目標値", description="年度ごとの目標があるときだけ書きます。"
    )
    target_words: Line | None = Field(
        None,
        title="その年度の目標とする状態",
        description="その年度の目標を表す言葉。target は not_quantifiable とします。",
    )
    target_qualifier: Annotated[Qualifier, Field(strict=False)] | None = Field(
        None,
        title="その年度の目標値の限定",
        description="評価表がその年度の目標値を「約…」（about）、「…以上」（at_least）、「…以下・以内」"
        "（at_most）、「…超」（more_than）、「…未満」（less_than）と示しているときだけ。",
    )
    printed: PrintedRate | None = Field(
        None, title="公表値", description="評価表に印刷された率。計算値と照らし合わせます。"
    )
    rating: Rating | None = Field(
        None,
        title="指標の評価",
        description="評価表がこの指標につけた評価区分。計算した状態と並べて示します。",
    )
    achieved: bool | None = Field(
        None,
        title="達成したか（評価表の記載）",
        description="評価表が目標の達成・未達成を書いているとき、達成なら true、未達成なら false。"
        "計算した状態と並べて示し、件数には数えません。",
    )
    other_values: tuple[OtherValue, ...] = Field(
        (),
        title="実績のほかの値",
        description="評価表が、その年度の実績のほかに示す値。年度の途中の値や参考値など。"
        "実績のそばに示し、計算にも判定にも使いません。",
    )
    by_group: tuple[GroupYear, ...] = Field(
        (),
        title="区分ごとの値",
        description="区分ごとの実績。全体の値を評価表が示していなければ、"
        "上の actual は not_stated とします。",
    )
    note: Line | None = Field(
        None, title="備考", description="この年度の値についての、評価表の備考。"
    )

    @property
    def is_in_words(self) -> bool:
        """Whether the actual is told in words; not where they only stand for its absence."""
        return self.actual_words is not None and self.actual is not Missing.NOT_STATED

    @property
    def is_only_by_group(self) -> bool:
        """Whether the sheet gives values of groups, and none of the whole."""
        return bool(self.by_group) and self.actual is Missing.NOT_STATED
