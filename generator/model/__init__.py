"""The nouns: what a municipality records. Frozen, exact, no input or output.

One class describes a record once: its fields' names are the YAML keys and the columns of the data,
their titles and descriptions are what staff read. Which file holds what: `records.py`.
"""

from generator.model.fields import FileRecord, Record, Silenced
from generator.model.indicator import Direction, Indicator, IndicatorYear, Kind, PrintedRate
from generator.model.municipality import (
    Decimals,
    Document,
    Licence,
    MoneyUnit,
    Municipality,
    Publisher,
)
from generator.model.plan import Chapter, Measure, Plan
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
    "Chapter",
    "Decimals",
    "Direction",
    "Document",
    "Evaluation",
    "FileRecord",
    "Indicator",
    "IndicatorYear",
    "Kind",
    "Lead",
    "Licence",
    "Measure",
    "MoneyUnit",
    "Municipality",
    "Plan",
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
    "Silenced",
    "Survey",
    "SurveyResult",
    "Uncertain",
]
