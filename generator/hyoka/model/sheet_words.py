"""What a municipality calls the sections of its sheets 評価表 and the levels of its evaluations."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from hyoka.model.fields import Line, Record


class Headings(Record):
    """The municipality's own words for the sections of its sheets; the site's where left out."""

    lead: Line | None = Field(None, title="責任者", description="責任者の肩書きの欄。")
    plan: Line | None = Field(None, title="活動計画", description="活動計画の欄の見出し。")
    aim: Line | None = Field(None, title="方向性", description="計画期間の方向性の見出し。")
    approaches: Line | None = Field(
        None, title="取り組み方針", description="取り組み方針の見出し。"
    )
    years: Line | None = Field(
        None, title="各年度の目標と活動", description="各年度の目標と活動内容の見出し。"
    )
    indicators: Line | None = Field(None, title="指標", description="目標指標の欄の見出し。")
    survey: Line | None = Field(
        None, title="市民意識調査", description="市民意識調査の結果の欄の見出し。"
    )
    projects: Line | None = Field(None, title="主要事業", description="主要事業の欄の見出し。")
    progress: Line | None = Field(
        None, title="進捗状況", description="取り組み方針ごとの進捗状況の欄の見出し。"
    )
    self_evaluation: Line | None = Field(
        None, title="自己評価", description="自己評価の欄の見出し。"
    )
    council_evaluation: Line | None = Field(
        None, title="庁内の会議の評価", description="政策会議など、庁内の会議の評価の欄の見出し。"
    )
    external_evaluation: Line | None = Field(
        None, title="外部評価", description="外部評価の欄の見出し。"
    )
    issues: Line | None = Field(None, title="課題", description="課題の欄の見出し。")
    next_action: Line | None = Field(
        None, title="今後の方向性", description="今後の方向性の欄の見出し。"
    )


class SheetKind(StrEnum):
    """Which of a municipality's sheets 評価表 is meant."""

    POLICY = "policy"
    MEASURE = "measure"
    PROJECT = "project"


class SheetSection(StrEnum):
    """A section of a sheet, by the field that holds what stands in it."""

    LEAD = "lead"
    PLAN = "plan"
    AIM = "aim"
    APPROACHES = "approaches"
    YEARS = "years"
    INDICATORS = "indicators"
    SURVEY = "survey"
    PROJECTS = "projects"
    PROGRESS = "progress"
    SUMMARY = "summary"
    OVERVIEW = "overview"
    PURPOSE = "purpose"
    CONTRIBUTION = "contribution"
    BACKGROUND = "background"
    TARGET_GROUP = "target_group"
    LEGAL_BASIS = "legal_basis"
    IMPLEMENTATION = "implementation"
    WHOLE_PLAN = "whole_plan"
    BUDGET_LINES = "budget_lines"
    VARIANCE_REASON = "variance_reason"
    ACTIVITIES = "activities"
    PLANNED_ACTIVITIES = "planned_activities"
    CIRCUMSTANCES = "circumstances"
    REQUESTS = "requests"
    SELF_EVALUATION = "self_evaluation"
    COUNCIL_EVALUATION = "council_evaluation"
    EXTERNAL_EVALUATION = "external_evaluation"
    ISSUES = "issues"
    NEXT_ACTION = "next_action"


class SheetHeading(Record):
    """What one kind of sheet calls a section; every kind's are `headings`."""

    sheet: Annotated[SheetKind, Field(strict=False)] = Field(
        title="評価表の種類",
        description="重点課題の評価表なら policy、施策の評価表なら measure、"
        "事業の評価表なら project。",
    )
    section: Annotated[SheetSection, Field(strict=False)] = Field(
        title="欄", description="欄に書かれるものの項目のキー。例：purpose、activities。"
    )
    heading: Line = Field(
        title="見出し",
        description="例：{example}。",
        json_schema_extra={"example": "③ 意図（対象をどう変えるのか）"},
    )


class LevelNames(Record):
    """What the municipality calls the levels of its evaluations; the site's words where left out.

    They are numbered by these words, too: 政策1, in place of 第1章.
    """

    chapter: Line | None = Field(
        None,
        title="計画の1つ目の段階",
        description="計画のいちばん上の段階。例：{example}。",
        json_schema_extra={"example": "政策、基本目標"},
    )
    measure: Line | None = Field(
        None,
        title="計画の2つ目の段階",
        description="1つ目の段階のすぐ下のもの。例：{example}。",
        json_schema_extra={"example": "施策、重点施策"},
    )
    submeasures: tuple[Line, ...] = Field(
        (),
        title="計画の3つ目からの段階",
        description="2つ目の段階より下の呼び名を、上から順に。例：基本事業。",
    )
    policy: Line | None = Field(
        None,
        title="毎年評価する政策",
        description="policies/ に書くもの。例：{example}。",
        json_schema_extra={"example": "重点課題、重点プロジェクト、基本目標"},
    )
    project: Line | None = Field(
        None,
        title="予算の付いた個々の仕事",
        description="projects/ に書くもの。例：{example}。",
        json_schema_extra={"example": "事業、事務事業、取組"},
    )
    survey: Line | None = Field(
        None,
        title="住民に尋ねる調査",
        description="surveys/ に書くもの。例：{example}。"
        "書かなければ、市なら「市民意識調査」、県なら「県民意識調査」です。",
        json_schema_extra={"example": "市民満足度調査、町民アンケート"},
    )
