"""What the years add to a measure: a sheet of each, or a list of all."""

import datetime

from pydantic import Field

from hyoka.model.fields import FileRecord, Id, Line, PublishOn, Record, Text, Year
from hyoka.model.history import Corrections, UncertainValues
from hyoka.model.indicator import IndicatorYear
from hyoka.model.rating import STEP_EVALUATIONS, ChosenAction, Evaluation, StepEvaluation


class MeasureSheetBody(FileRecord):
    """What a fiscal year adds to a measure or a chapter, in a file of its own or in a list."""

    fiscal_year: Year = Field(title="評価対象の年度", description="実績の年度。")
    edition: Year = Field(title="評価表の年度", description="表題の年度（公表年度）。")
    document: Id = Field(title="出典", description="municipality.yml の documents の id。")
    division: Line | None = Field(
        None, title="所管課", description="この評価表に書かれた所管の部や課。"
    )
    aim: Text | None = Field(None, title="目指す姿", description="評価表に書かれた施策の目的。")
    indicators: tuple[IndicatorYear, ...] = Field(
        (), title="指標", description="この年度の指標の実績。"
    )
    projects: tuple[Id, ...] = Field(
        (), title="事業", description="評価表に載っている順の事業の id。"
    )
    summary: Text | None = Field(
        None, title="総括", description="施策の全体の取り組み状況や成果の文章。"
    )
    issues: tuple[Text, ...] = Field((), title="課題", description="残された課題。一つずつ。")
    self_evaluation: Evaluation | None = Field(
        None, title="自己評価", description="所管課による評価。"
    )
    council_evaluation: Evaluation | None = Field(
        None, title="庁内の会議における評価", description="庁内の会議の評価。"
    )
    external_evaluation: Evaluation | None = Field(
        None, title="外部評価", description="外部の委員会などの評価。"
    )
    evaluations: tuple[StepEvaluation, ...] = Field(
        (), title="段階ごとの評価", description=STEP_EVALUATIONS
    )
    next_action: ChosenAction | None = Field(
        None, title="今後の方向性", description="評価の結果、これからどうするか。"
    )
    uncertain: UncertainValues = ()
    corrections: Corrections = ()
    publish_on: PublishOn = None


class MeasureSheet(MeasureSheetBody):
    """One evaluation sheet 施策の評価表: `measures/<plan>/<measure>/<fiscal_year>.yml`."""

    fiscal_year: Year = Field(
        title="評価対象の年度", description="実績の年度。ファイル名と同じ年度です。"
    )
    plan: Id = Field(title="計画", description="フォルダー名から決まります。")
    measure: Id = Field(title="章・施策", description="フォルダー名から決まります。")


class ListedMeasureSheet(MeasureSheet):
    """A sheet that stands in the list of all years."""


class MeasureYears(Record):
    """All years of a measure or a chapter in one file, as of a list of indicators KPI一覧.

    `measures/<plan>/<measure>/years.yml`
    """

    plan: Id = Field(title="計画", description="フォルダー名から決まります。")
    measure: Id = Field(title="章・施策", description="フォルダー名から決まります。")
    years: tuple[MeasureSheetBody, ...] = Field(
        title="年度",
        description="年度ごとの実績。年度ごとのファイルの代わりに、ここに並べて書きます。",
    )
    publish_on: PublishOn = None

    @property
    def sheets(self) -> tuple[ListedMeasureSheet, ...]:
        """Its years, each as the sheet that it stands for, published with the list or later."""
        return tuple(
            ListedMeasureSheet.model_construct(
                **{**dict(year), "publish_on": _last(self.publish_on, year.publish_on)},
                plan=self.plan,
                measure=self.measure,
            )
            for year in self.years
        )


def _last(*days: datetime.date | None) -> datetime.date | None:
    return max(filter(None, days), default=None)
