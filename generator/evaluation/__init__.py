"""Evaluated records: the recorded ones with their figures. A new type for each noun.

So an input can never be taken for a result. Every tuple is in the order in which it is shown.
"""

from generator.evaluation.correction import (
    Corrected,
    CorrectedValue,
    corrected_records,
)
from generator.evaluation.costs import Costs, evaluate_costs
from generator.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    Manner,
    evaluate_indicator,
    manner_of,
)
from generator.evaluation.lineage import (
    History,
    Kin,
    Lineage,
    Lineal,
    Node,
    Owner,
    Step,
    lineals,
    steps,
)
from generator.evaluation.plan import EvaluatedMeasure, EvaluatedPlan, MeasureYear
from generator.evaluation.policy import EvaluatedPolicy, PolicyYear
from generator.evaluation.project import (
    EvaluatedProject,
    EvaluatedProjectYear,
    GroupedYear,
    Money,
    ProjectGroup,
    ProjectSet,
)
from generator.evaluation.survey import EvaluatedSurvey, EvaluatedSurveyResult, survey_share
from generator.evaluation.target import (
    HeldTarget,
    direction_of,
    interim_target,
    numeric_targets,
    passed,
    unclear_direction,
)
from generator.evaluation.whole import Evaluation, evaluate
from generator.evaluation.year import EvaluatedYear

__all__ = [
    "Corrected",
    "CorrectedValue",
    "Costs",
    "EvaluatedIndicator",
    "EvaluatedIndicatorYear",
    "EvaluatedMeasure",
    "EvaluatedPlan",
    "EvaluatedPolicy",
    "EvaluatedProject",
    "EvaluatedProjectYear",
    "EvaluatedSurvey",
    "EvaluatedSurveyResult",
    "EvaluatedYear",
    "Evaluation",
    "GroupedYear",
    "HeldTarget",
    "History",
    "Kin",
    "Lineage",
    "Lineal",
    "Manner",
    "MeasureYear",
    "Money",
    "Node",
    "Owner",
    "PolicyYear",
    "ProjectGroup",
    "ProjectSet",
    "Step",
    "corrected_records",
    "direction_of",
    "evaluate",
    "evaluate_costs",
    "evaluate_indicator",
    "interim_target",
    "lineals",
    "manner_of",
    "numeric_targets",
    "passed",
    "steps",
    "survey_share",
    "unclear_direction",
]
