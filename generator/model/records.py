"""Everything that is recorded."""

from generator.model.fields import Record
from generator.model.measure import MeasureSheet
from generator.model.municipality import Municipality
from generator.model.plan import Plan
from generator.model.policy import Policy, Sheet
from generator.model.project import Project
from generator.model.survey import Survey


class Records(Record):
    """Everything in `content/`, each list in the order of the files' names."""

    municipality: Municipality
    plans: tuple[Plan, ...] = ()
    policies: tuple[Policy, ...] = ()
    """In the order of their numbers."""
    sheets: tuple[Sheet, ...] = ()
    measure_sheets: tuple[MeasureSheet, ...] = ()
    projects: tuple[Project, ...] = ()
    surveys: tuple[Survey, ...] = ()
    unread: frozenset[str] = frozenset()
    """The paths inside `content/` of the files that could not be read."""

    @property
    def count(self) -> int:
        """How many files they were read from."""
        sheets = len(self.sheets) + len(self.measure_sheets)
        lists = (self.plans, self.policies, self.projects, self.surveys)
        return 1 + sheets + sum(len(records) for records in lists)
