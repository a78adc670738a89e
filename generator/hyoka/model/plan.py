"""A plan with its chapters and measures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    MeasureSuccession,
    UncertainValues,
)
from hyoka.model.indicator import Indicator
from hyoka.model.tag import SDGS, TAGS, Goal
from hyoka.units import FiscalYear

_AIM = "計画に書かれた目指す姿や方向性。"
_DIVISION = "計画に書かれた所管の部や課。"
_INDICATORS = "計画に掲げた指標。実績は評価表のファイルに書きます。"


class Measure(Record):
    """A measure 施策 (節) of a plan's chapter, or one of a level below: 基本事業."""

    id: Id = Field(title="識別子", description="計画の中で一つだけの名前。章の id とも重ねません。")
    number: Count = Field(title="番号", description="計画に書かれた番号。")
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "地域コミュニティ"},
    )
    aim: Text | None = Field(None, title="目指す姿", description=_AIM)
    division: Line | None = Field(None, title="所管課", description=_DIVISION)
    tags: tuple[Id, ...] = Field((), title="タグ", description=TAGS)
    sdgs: tuple[Goal, ...] = Field((), title="SDGsの目標", description=SDGS)
    indicators: tuple[Indicator, ...] = Field((), title="指標", description=_INDICATORS)
    former_names: tuple[FormerName, ...] = Field((), title="旧名称", description=FORMER_NAMES)
    succeeds: tuple[MeasureSuccession, ...] = Field(
        (), title="引き継いだ章・施策", description=SUCCEEDS
    )
    measures: tuple["Measure", ...] = Field(
        (),
        title="下位の施策",
        description="この施策の下の段階（基本事業など）。さらに下の段階も、同じように書きます。",
    )


class Chapter(Record):
    """A chapter 章 of a plan."""

    id: Id = Field(title="識別子", description="計画の中で一つだけの名前。節の id とも重ねません。")
    number: Count = Field(title="番号", description="計画に書かれた番号。")
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "コミュニティ"},
    )
    aim: Text | None = Field(None, title="目指す姿", description=_AIM)
    division: Line | None = Field(None, title="所管課", description=_DIVISION)
    tags: tuple[Id, ...] = Field((), title="タグ", description=TAGS)
    sdgs: tuple[Goal, ...] = Field((), title="SDGsの目標", description=SDGS)
    indicators: tuple[Indicator, ...] = Field((), title="指標", description=_INDICATORS)
    former_names: tuple[FormerName, ...] = Field((), title="旧名称", description=FORMER_NAMES)
    succeeds: tuple[MeasureSuccession, ...] = Field(
        (), title="引き継いだ章・施策", description=SUCCEEDS
    )
    measures: tuple[Measure, ...] = Field((), title="節", description="この章の節（施策）。")


class Plan(FileRecord):
    """A plan 総合計画・基本計画: `plans/<id>.yml`."""

    id: Id = Field(title="識別子", description="ファイル名から決まります。")
    name: Line = Field(
        title="計画名",
        description="例：{example}。",
        json_schema_extra={"example": "第5次見本市総合計画後期基本計画"},
    )
    first_year: Year = Field(title="最初の年度", description="計画期間の最初の年度。")
    last_year: Year = Field(title="最後の年度", description="計画期間の最後の年度。")
    document: Id | None = Field(
        None,
        title="出典",
        description="計画の文書。municipality.yml の documents の id。"
        "計画に掲げた指標の出典として示します。",
        examples=["keikaku"],
    )
    chapters: tuple[Chapter, ...] = Field((), title="章", description="計画の章。")
    uncertain: UncertainValues = ()
    corrections: Corrections = ()
    publish_on: PublishOn = None

    def includes(self, fiscal_year: FiscalYear) -> bool:
        """Whether the fiscal year is one of the plan's."""
        return self.first_year <= fiscal_year <= self.last_year

    @property
    def parts(self) -> Iterator["PlanPart"]:
        """Every chapter and measure, each before those below it, in the plan's order."""
        return (part for _, part in self.placed_parts)

    @property
    def placed_parts(self) -> Iterator[tuple[tuple[str | int, ...], "PlanPart"]]:
        """The same, each after the place in the plan's record at which it stands."""
        for index, chapter in enumerate(self.chapters):
            part = PlanPart(self, chapter)
            yield from _with_those_below(("chapters", index), part)


@dataclass(frozen=True)
class PlanPart:
    """A chapter or a measure in its plan: what may have indicators and sheets of its own."""

    plan: Plan
    chapter: Chapter
    measure: Measure | None = None
    """`None` where the chapter itself is meant."""
    measures_above: tuple[Measure, ...] = ()
    """Of a measure of a level below, those that it lies in, the highest first."""

    @property
    def described(self) -> Chapter | Measure:
        """The chapter or the measure as it is recorded."""
        return self.measure or self.chapter

    @property
    def id(self) -> str:
        """Its id, which is the only one in the plan."""
        return self.described.id

    @property
    def name(self) -> str:
        """Its present name."""
        return self.described.name

    @property
    def former_names(self) -> Sequence[FormerName]:
        """Its names before."""
        return self.described.former_names

    @property
    def written_place(self) -> str:
        """Where it stands in the plan's record: `chapters/machi/measures/michi`."""
        below = (one.id for one in (*self.measures_above, self.measure) if one)
        return "/measures/".join((f"chapters/{self.chapter.id}", *below))

    @property
    def level(self) -> int:
        """0 of a chapter, 1 of a measure, 2 and more of those below."""
        return 0 if self.measure is None else 1 + len(self.measures_above)

    @property
    def above(self) -> tuple["PlanPart", ...]:
        """The parts that it lies in, the chapter first."""
        if self.measure is None:
            return ()
        measures = self.measures_above
        below = (PlanPart(self.plan, self.chapter, m, measures[:n]) for n, m in enumerate(measures))
        return (PlanPart(self.plan, self.chapter), *below)

    @property
    def below(self) -> tuple["PlanPart", ...]:
        """The measures of the next level in it."""
        above = (*self.measures_above, self.measure) if self.measure else ()
        measures = self.described.measures
        return tuple(PlanPart(self.plan, self.chapter, one, above) for one in measures)


def _with_those_below(
    place: tuple[str | int, ...], part: PlanPart
) -> Iterator[tuple[tuple[str | int, ...], PlanPart]]:
    yield place, part
    for index, below in enumerate(part.below):
        yield from _with_those_below((*place, "measures", index), below)
