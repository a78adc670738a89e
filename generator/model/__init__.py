"""The nouns: what a municipality records. Frozen, exact, no input or output.

One class describes a record once: its fields' names are the YAML keys and the columns of the data,
their titles and descriptions are what staff read. Which file holds what: `records.py`.
"""

from generator.model.fields import Record
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
from generator.model.indicator import Direction, Indicator, IndicatorYear, Kind, PrintedRate
from generator.model.measure import MeasureSheet
from generator.model.municipality import (
    Decimals,
    Document,
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
    Evaluation,
    Lead,
    PlanYear,
    Policy,
    Sheet,
    Uncertain,
)
from generator.model.project import Project, ProjectYear
from generator.model.records import Records
from generator.model.survey import PrintedShare, Survey, SurveyResult

__all__ = [
    "Approach",
    "ApproachProgress",
    "Break",
    "Chapter",
    "Correction",
    "Decimals",
    "Direction",
    "Document",
    "Evaluation",
    "FormerName",
    "Indicator",
    "IndicatorSuccession",
    "IndicatorYear",
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
    "Plan",
    "PlanPart",
    "PlanYear",
    "Policy",
    "PrintedRate",
    "PrintedShare",
    "Project",
    "ProjectYear",
    "Publisher",
    "Record",
    "Records",
    "Sheet",
    "Succession",
    "SuccessionKind",
    "Survey",
    "SurveyResult",
    "Uncertain",
    "name_in",
    "value_at",
    "values_along",
]
