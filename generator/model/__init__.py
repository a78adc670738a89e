"""The nouns: what a municipality records. Frozen, exact, no input or output.

One class describes a record once: its fields' names are the YAML keys and the columns of the data,
their titles and descriptions are what staff read. Which file holds what: `records.py`.
"""

from generator.model.fields import FileRecord, Record, Silenced
from generator.model.history import (
    Break,
    Correction,
    FormerName,
    IndicatorSuccession,
    MeasureKey,
    MeasureSuccession,
    Named,
    Succession,
    SuccessionKind,
    name_in,
)
from generator.model.indicator import (
    Direction,
    Indicator,
    IndicatorYear,
    InterimTarget,
    Kind,
    PrintedRate,
    TargetChange,
    TargetRange,
)
from generator.model.measure import MeasureSheet
from generator.model.method import AchievementMethod
from generator.model.money import CostBasis, Funding, PrintedMoney, UnitCost
from generator.model.municipality import (
    Decimals,
    Document,
    Headings,
    Licence,
    MoneyUnit,
    Municipality,
    Publisher,
)
from generator.model.places import value_at, values_along
from generator.model.plan import Chapter, Measure, Plan, PlanPart
from generator.model.policy import (
    Approach,
    ApproachProgress,
    Lead,
    PlanYear,
    Policy,
    Sheet,
    Uncertain,
)
from generator.model.project import Project, ProjectYear
from generator.model.rating import (
    EVALUATIONS,
    Best,
    ChosenAction,
    Evaluation,
    NextAction,
    Rating,
    RatingScale,
    ScaleRating,
)
from generator.model.records import Records
from generator.model.survey import PrintedShare, Survey, SurveyResult

__all__ = [
    "EVALUATIONS",
    "AchievementMethod",
    "Approach",
    "ApproachProgress",
    "Best",
    "Break",
    "Chapter",
    "ChosenAction",
    "Correction",
    "CostBasis",
    "Decimals",
    "Direction",
    "Document",
    "Evaluation",
    "FileRecord",
    "FormerName",
    "Funding",
    "Headings",
    "Indicator",
    "IndicatorSuccession",
    "IndicatorYear",
    "InterimTarget",
    "Kind",
    "Lead",
    "Licence",
    "Measure",
    "MeasureKey",
    "MeasureSheet",
    "MeasureSuccession",
    "MoneyUnit",
    "Municipality",
    "Named",
    "NextAction",
    "Plan",
    "PlanPart",
    "PlanYear",
    "Policy",
    "PrintedMoney",
    "PrintedRate",
    "PrintedShare",
    "Project",
    "ProjectYear",
    "Publisher",
    "Rating",
    "RatingScale",
    "Record",
    "Records",
    "ScaleRating",
    "Sheet",
    "Silenced",
    "Succession",
    "SuccessionKind",
    "Survey",
    "SurveyResult",
    "TargetChange",
    "TargetRange",
    "Uncertain",
    "UnitCost",
    "name_in",
    "value_at",
    "values_along",
]
