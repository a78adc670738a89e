"""A project with all its years."""

from pydantic import Field

from generator.model.fields import FileRecord, Id, Line, Measured, Record, Year
from generator.model.indicator import Indicator, IndicatorYear


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


class Project(FileRecord):
    """A project 事務事業（主要事業） with all its years: `projects/<id>.yml`."""

    id: Id = Field(title="識別子", description="ファイル名から決まります。使い回しません。")
    name: Line = Field(title="事業名", description="評価表に書かれた事業名。")
    policy: Id | None = Field(None, title="重点課題", description="この事業が属する重点課題。")
    indicators: tuple[Indicator, ...] = Field((), title="指標", description="この事業の指標。")
    years: tuple[ProjectYear, ...] = Field((), title="年度", description="年度ごとの決算と実績。")
