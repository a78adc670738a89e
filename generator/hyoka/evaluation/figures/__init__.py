"""FIGURES: every computed number, a pure function of recorded ones. Exact; rounded to be printed.

A figure's formula is written once, beside the function that computes it, in the words of the
records (`actual ÷ target × 100`). The method page and every receipt are made from it, and the
tests recompute each figure from the formula's text.
"""

# In the order of the method page: a figure is registered when its module is imported.
from hyoka.evaluation.figures.bounded import Bounded, judge_bounded, meets_rule
from hyoka.evaluation.figures.definition import (
    FIGURES,
    HUNDRED,
    Definition,
    Figure,
    Reason,
    Sign,
    compute,
    figure,
    without,
)
from hyoka.evaluation.figures.indicators import (
    achievement_rate,
    achievement_rate_cumulative,
    achievement_rate_difference,
    achievement_rate_from_baseline,
    achievement_rate_ratio,
    change,
    change_of_rank,
    change_rate,
    progress_rate,
    unit_of_change,
    year_on_year,
    year_on_year_of_rank,
    year_on_year_rate,
)
from hyoka.evaluation.figures.margins import (
    Z,
    change_margin,
    share,
    share_margin,
    within_margin,
    year_on_year_margin,
)
from hyoka.evaluation.figures.money import (
    Total,
    execution_rate,
    general_share,
    settlement_change,
    settlement_change_rate,
    total,
    total_cost,
    unit_cost,
)
from hyoka.evaluation.figures.status import (
    Judgement,
    Status,
    count_statuses,
    direction_of,
    distance,
    judge,
    judge_cumulative,
    project_status,
)

__all__ = [
    "FIGURES",
    "HUNDRED",
    "Bounded",
    "Definition",
    "Figure",
    "Judgement",
    "Reason",
    "Sign",
    "Status",
    "Total",
    "Z",
    "achievement_rate",
    "achievement_rate_cumulative",
    "achievement_rate_difference",
    "achievement_rate_from_baseline",
    "achievement_rate_ratio",
    "change",
    "change_margin",
    "change_of_rank",
    "change_rate",
    "compute",
    "count_statuses",
    "direction_of",
    "distance",
    "execution_rate",
    "figure",
    "general_share",
    "judge",
    "judge_bounded",
    "judge_cumulative",
    "meets_rule",
    "progress_rate",
    "project_status",
    "settlement_change",
    "settlement_change_rate",
    "share",
    "share_margin",
    "total",
    "total_cost",
    "unit_cost",
    "unit_of_change",
    "within_margin",
    "without",
    "year_on_year",
    "year_on_year_margin",
    "year_on_year_of_rank",
    "year_on_year_rate",
]
