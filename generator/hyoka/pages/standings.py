"""How what a page is about stands: the search shows it in place of pieces of the page's tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.charts import spark_paths
from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedMeasure,
    EvaluatedPolicy,
    EvaluatedProject,
    EvaluatedProjectYear,
    EvaluatedSite,
    MeasureYear,
    PolicyYear,
)
from hyoka.evaluation.figures import Status, count_statuses
from hyoka.pages.summary import SummaryWriter
from hyoka.units import Missing
from hyoka.urls import indicator_anchor
from hyoka.wording import Language


@dataclass(frozen=True, slots=True)
class StandingStatus:
    """A status as it is shown."""

    id: str
    sign: str
    name: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an indicator, or all that the page is about, stands in its latest year."""

    section: str = ""
    """The id of the heading that it stands under; empty: it is what the page is about."""
    name: str = ""
    """What it is called, where the page's title does not say it."""
    status: StandingStatus | None = None
    movement: str = ""
    """What the status was judged by."""
    value: str = ""
    """The latest value with its unit and its year; of several things, what they come to."""
    drawing: tuple[tuple[str, str], ...] = ()
    """Its trend: the class and the data of each path."""


@dataclass(frozen=True)
class StandingWriter:
    """Tells how things stand."""

    evaluation: EvaluatedSite
    language: Language

    @cached_property
    def _summary(self) -> SummaryWriter:
        return SummaryWriter(self.evaluation.municipality, self.language)

    def _status(self, status: Status) -> StandingStatus | None:
        if not self.evaluation.judges:
            return None
        language = self.language
        return StandingStatus(str(status), language.symbol(status), language.status(status))

    def indicators(self, indicators: Iterable[EvaluatedIndicator]) -> Iterator[Standing]:
        """Indicators, each under the heading of its own."""
        for indicator in indicators:
            if indicator.latest is not None:
                section, name = indicator_anchor(indicator), indicator.indicator.name
                yield self.indicator(indicator, section, name)

    def indicator(
        self, evaluated: EvaluatedIndicator, section: str = "", name: str = ""
    ) -> Standing:
        """An indicator in its latest year that has an actual."""
        latest, language = evaluated.latest, self.language.of(evaluated.indicator)
        if latest is None:
            return Standing(section, name, value=language.begun(evaluated))
        status = None if evaluated.indicator.is_target_group else self._status(latest.status)
        year = language.year(latest.fiscal_year)
        return Standing(
            section,
            name,
            status,
            language.movement(latest) if status else "",
            self.language.word("search.value", year=year, value=language.actual(latest)),
            spark_paths(evaluated, tuple(evaluated.by_year), self.language),
        )

    def project(self, project: EvaluatedProject) -> Iterator[Standing]:
        """A project, then its indicators."""
        latest = project.latest
        if latest is not None:
            status = self._status(latest.status)
            movement = self._judged(latest) if status else ""
            yield Standing(status=status, movement=movement, value=self._settlement(project))
        yield from self.indicators(project.indicators)

    def _judged(self, year: EvaluatedProjectYear) -> str:
        """What a project's status rests on, and in which year: its settlement may be older."""
        movement, of_year = self.language.project_movement(year), self.language.year_of(year)
        return self.language.word("search.value", year=of_year, value=movement)

    def _settlement(self, project: EvaluatedProject) -> str:
        known = (year for year in reversed(project.years) if year.has_settlement)
        year = next(known, None)
        if year is None or isinstance(year.record.settlement, Missing):
            return ""
        unit = self.evaluation.municipality.money_unit.value
        return self.language.word(
            "search.settlement",
            year=self.language.year(year.fiscal_year),
            value=self.language.quantity(year.record.settlement, unit),
        )

    def _counted(self, year: PolicyYear | MeasureYear) -> list[str]:
        statuses = count_statuses([indicator.status for indicator in year.indicators])
        judges = self.evaluation.judges
        return [*self._summary.counted("indicators", statuses)] if judges else []

    def group(self, of: EvaluatedPolicy | EvaluatedMeasure) -> Iterator[Standing]:
        """A policy or a measure: what its newest sheet comes to; then its indicators."""
        year = of.newest
        if year is not None and not year.planned:
            owner = of.policy if isinstance(of, EvaluatedPolicy) else of.part
            told = self._counted(year)
            projects = self.language.project_set(owner, year.leading.which)
            told += self._summary.money(year.money, projects)
            if told:
                of_year = self.language.year(year.fiscal_year)
                value = self.language.word("search.value", year=of_year, value="".join(told))
                yield Standing(value=value)
        yield from self.indicators(of.indicators)
