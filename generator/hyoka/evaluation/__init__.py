"""Evaluated records: the recorded ones with their figures. A new type for each noun.

So an input can never be taken for a result. Every tuple is in the order in which it is shown.
"""

from hyoka.evaluation.completeness import Due, DueKind, DueValues, completeness_of
from hyoka.evaluation.correction import (
    Corrected,
    CorrectedValue,
    FieldTitle,
    corrected_records,
)
from hyoka.evaluation.costs import Costs, evaluate_costs
from hyoka.evaluation.cumulative import Cumulative, summed
from hyoka.evaluation.divisions import division_of_sheet, divisions_answering, divisions_of
from hyoka.evaluation.funding import FundedAmount, FundingSource, funded_amounts
from hyoka.evaluation.gathered import Gathered, GatheredBy, GatheredKey
from hyoka.evaluation.indicator import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    RoundingRules,
    rank_among,
    rounding_rules,
    rows_by_indicator,
)
from hyoka.evaluation.indicator_figures import (
    evaluate_achievement_rate,
    evaluate_indicator,
)
from hyoka.evaluation.indicator_groups import (
    group_as_indicator,
    group_as_row,
    is_given_by_group,
)
from hyoka.evaluation.lineage import (
    History,
    Lineage,
    LineageItem,
    Node,
    Owner,
    Related,
    Step,
    lineals,
    steps,
)
from hyoka.evaluation.plan import EvaluatedMeasure, EvaluatedPlan, MeasureYear
from hyoka.evaluation.policy import EvaluatedPolicy, PolicyYear
from hyoka.evaluation.project import (
    EvaluatedProject,
    EvaluatedProjectYear,
)
from hyoka.evaluation.project_groups import (
    GroupedYear,
    Money,
    MoneyAlike,
    ProjectGroup,
    ProjectSet,
)
from hyoka.evaluation.project_tree import Branch, project_tree
from hyoka.evaluation.recommendation import (
    CountedRecommendations,
    EvaluatedRecommendation,
    RecommendationStatus,
    count_recommendations,
    fiscal_year_of,
)
from hyoka.evaluation.root import EvaluatedSite, compute, evaluate, subjects_of
from hyoka.evaluation.survey import EvaluatedSurvey, EvaluatedSurveyResult, survey_share
from hyoka.evaluation.survey_question import (
    AskedAbout,
    EvaluatedFinding,
    EvaluatedQuestion,
    decimals_of,
    respondents_of,
    share_of,
)
from hyoka.evaluation.survey_ranks import RankedSurveys, in_order_of_rank, ranked_surveys
from hyoka.evaluation.tagged import goals_of, tags_of
from hyoka.evaluation.target import (
    EffectiveTarget,
    direction_of,
    final_target,
    interim_target,
    meant_direction,
    numeric_targets,
    passed,
    unclear_direction,
)
from hyoka.evaluation.year import EvaluatedYear
from hyoka.evaluation.year_changes import (
    ComparedIndicator,
    ComparedProject,
    MoneyChanges,
    StatusChange,
    StatusChanges,
    YearChanges,
)
from hyoka.evaluation.year_lineage import Renamed, Succeeded

__all__ = [
    "AskedAbout",
    "Branch",
    "ComparedIndicator",
    "ComparedProject",
    "Corrected",
    "CorrectedValue",
    "Costs",
    "CountedRecommendations",
    "Cumulative",
    "Due",
    "DueKind",
    "DueValues",
    "EffectiveTarget",
    "EvaluatedFinding",
    "EvaluatedIndicator",
    "EvaluatedIndicatorYear",
    "EvaluatedMeasure",
    "EvaluatedPlan",
    "EvaluatedPolicy",
    "EvaluatedProject",
    "EvaluatedProjectYear",
    "EvaluatedQuestion",
    "EvaluatedRecommendation",
    "EvaluatedSite",
    "EvaluatedSurvey",
    "EvaluatedSurveyResult",
    "EvaluatedYear",
    "FieldTitle",
    "FundedAmount",
    "FundingSource",
    "Gathered",
    "GatheredBy",
    "GatheredKey",
    "GroupedYear",
    "History",
    "Lineage",
    "LineageItem",
    "MeasureYear",
    "Money",
    "MoneyAlike",
    "MoneyChanges",
    "Node",
    "Owner",
    "PolicyYear",
    "ProjectGroup",
    "ProjectSet",
    "RankedSurveys",
    "RecommendationStatus",
    "Related",
    "Renamed",
    "RoundingRules",
    "StatusChange",
    "StatusChanges",
    "Step",
    "Succeeded",
    "YearChanges",
    "completeness_of",
    "compute",
    "corrected_records",
    "count_recommendations",
    "decimals_of",
    "direction_of",
    "division_of_sheet",
    "divisions_answering",
    "divisions_of",
    "evaluate",
    "evaluate_achievement_rate",
    "evaluate_costs",
    "evaluate_indicator",
    "final_target",
    "fiscal_year_of",
    "funded_amounts",
    "goals_of",
    "group_as_indicator",
    "group_as_row",
    "in_order_of_rank",
    "interim_target",
    "is_given_by_group",
    "lineals",
    "meant_direction",
    "numeric_targets",
    "passed",
    "project_tree",
    "rank_among",
    "ranked_surveys",
    "respondents_of",
    "rounding_rules",
    "rows_by_indicator",
    "share_of",
    "steps",
    "subjects_of",
    "summed",
    "survey_share",
    "tags_of",
    "unclear_direction",
]
