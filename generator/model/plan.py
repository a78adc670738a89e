"""A plan with its chapters and measures."""

from pydantic import Field

from generator.model.fields import Count, FileRecord, Id, Line, Record, Year


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


class Plan(FileRecord):
    """A plan 総合計画・基本計画: `plans/<id>.yml`."""

    id: Id = Field(title="識別子", description="ファイル名から決まります。")
    name: Line = Field(title="計画名", description="例：第5次所沢市総合計画後期基本計画。")
    first_year: Year = Field(title="最初の年度", description="計画期間の最初の年度。")
    last_year: Year = Field(title="最後の年度", description="計画期間の最後の年度。")
    chapters: tuple[Chapter, ...] = Field((), title="章", description="計画の章。")
