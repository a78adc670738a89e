"""How an achievement rate is computed where lower is better."""

from enum import StrEnum


class AchievementMethod(StrEnum):
    """The method of 達成率 where lower is better; actual ÷ target would praise the worse value."""

    RATIO = "ratio"
    """target ÷ actual"""
    DIFFERENCE = "difference"
    """(2 × target − actual) ÷ target"""
    FROM_BASELINE = "from_baseline"
    """(baseline − actual) ÷ (baseline − target)"""
    NONE = "none"
    """There is no rate; of an indicator, whichever way is better."""
