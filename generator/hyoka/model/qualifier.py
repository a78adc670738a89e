"""What a sheet says beside a number: 約1,200人, 90％以上, 10位以内."""

from enum import StrEnum


class Qualifier(StrEnum):
    """How a recorded number is meant."""

    ABOUT = "about"
    """It is about so much."""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"

    @property
    def bounds(self) -> bool:
        """Whether it only says above or below what the value is."""
        return self is not Qualifier.ABOUT


class TargetRule(StrEnum):
    """A target that is set beside the baseline, in no number 策定時と比べた目標."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    """No worse than the baseline; the same, where neither way is better."""
