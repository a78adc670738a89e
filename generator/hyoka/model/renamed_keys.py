"""The keys that are called otherwise in a newer format of the records."""

from dataclasses import dataclass

from hyoka.model.classification import ProjectClass
from hyoka.model.fields import StrictModel
from hyoka.model.indicator import IndicatorYear
from hyoka.model.money import BudgetLine
from hyoka.model.project import Project


@dataclass(frozen=True, slots=True)
class RenamedKey:
    """A key of a noun that is called otherwise since a format."""

    noun: type[StrictModel]
    before: str
    after: str
    since: int


RENAMED_KEYS = (
    RenamedKey(IndicatorYear, "as_of", "reference_period", 2),
    RenamedKey(Project, "period", "duration", 2),
    RenamedKey(ProjectClass, "id", "classification", 2),
    RenamedKey(BudgetLine, "account", "budget_account", 2),
    RenamedKey(BudgetLine, "category", "budget_category", 2),
    RenamedKey(BudgetLine, "section", "budget_section", 2),
    RenamedKey(BudgetLine, "item", "budget_item", 2),
)


def renamed_key(noun: type[StrictModel], key: str) -> RenamedKey | None:
    """What a key is called now that a noun had before; none where it had no such key."""
    return next((it for it in RENAMED_KEYS if it.noun is noun and it.before == key), None)
