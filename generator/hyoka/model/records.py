"""Everything that is recorded."""

from hyoka.model.fields import Record
from hyoka.model.measure import MeasureSheet, MeasureYears
from hyoka.model.municipality import Municipality
from hyoka.model.plan import Plan, PlanPart
from hyoka.model.policy import Policy, Sheet
from hyoka.model.project import Project
from hyoka.model.recommendation import Recommendation
from hyoka.model.survey import Survey


class Records(Record):
    """Everything in `content/`, each list in the order of the files' names."""

    municipality: Municipality
    plans: tuple[Plan, ...] = ()
    policies: tuple[Policy, ...] = ()
    """In the order of their numbers."""
    sheets: tuple[Sheet, ...] = ()
    measure_sheets: tuple[MeasureSheet, ...] = ()
    """Those of a file each, and those of lists."""
    measure_years: tuple[MeasureYears, ...] = ()
    """The lists themselves."""
    projects: tuple[Project, ...] = ()
    surveys: tuple[Survey, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    unread: frozenset[str] = frozenset()
    """The paths inside `content/` of the files that could not be read, or are missing."""

    @property
    def every_sheet(self) -> tuple[Sheet | MeasureSheet, ...]:
        """The policies' sheets, then the measures'."""
        return (*self.sheets, *self.measure_sheets)

    def sheets_of(self, policy: Policy) -> tuple[Sheet, ...]:
        """A policy's sheets."""
        return tuple(sheet for sheet in self.sheets if sheet.policy == policy.id)

    def sheets_of_part(self, part: PlanPart) -> tuple[MeasureSheet, ...]:
        """A chapter's or measure's sheets."""
        of = (part.plan.id, part.id)
        return tuple(it for it in self.measure_sheets if (it.plan, it.measure) == of)

    def division_of(self, part: PlanPart) -> str | None:
        """The division in charge of a chapter or measure, or of its newest sheet that names one."""
        by_year = sorted(self.sheets_of_part(part), key=lambda it: it.fiscal_year, reverse=True)
        of_sheets = (sheet.division for sheet in by_year)
        return part.described.division or next((name for name in of_sheets if name), None)

    @property
    def count(self) -> int:
        """How many files they were read from."""
        municipality = "municipality.yml" not in self.unread
        listed = sum(len(years.years) for years in self.measure_years)
        sheets = len(self.sheets) + len(self.measure_sheets) - listed
        lists = (
            *(self.plans, self.policies, self.measure_years, self.projects, self.surveys),
            self.recommendations,
        )
        return municipality + sheets + sum(len(records) for records in lists)
