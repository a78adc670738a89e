"""A page in few words, and what its data is about: for search engines, previews and programs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    EvaluatedMeasure,
    EvaluatedPlan,
    EvaluatedPolicy,
    EvaluatedProject,
    EvaluatedSurvey,
    EvaluatedYear,
    MeasureYear,
    Money,
    PolicyYear,
)
from hyoka.figures import Status, count_statuses
from hyoka.language import Language
from hyoka.model import Municipality
from hyoka.units import FiscalYear

_OF_NUMBERS = "0123456789.,+−％"
LONGEST = 120
"""Characters of a description; search engines show about as many."""


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator that a page has values of."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a page tells, without its figures."""

    description: str
    """Plain text, at most `LONGEST` characters."""
    years: tuple[FiscalYear, ...] = ()
    """The fiscal years that its data is of, oldest first; none: it is not a page of data."""
    measured: tuple[Measured, ...] = ()


def summarize(it: object, title: str, municipality: Municipality, language: Language) -> Summary:
    """The summary of the page that is titled `title` and about `it`, an evaluated record."""
    teller = _Teller(municipality, language)
    told = _fitting(teller.sentences(it)) or _fitting([teller.general(title)])
    return Summary(told, _years(it), _measured(it))


def _fitting(sentences: Iterable[str]) -> str:
    """As many whole sentences as there is room for, from the first on; of one at least a part."""
    told = ""
    for sentence in sentences:
        if len(told) + len(sentence) > LONGEST:
            # Never inside of a number: 69.0 cut short would be another.
            return told or f"{sentence[: LONGEST - 1].rstrip(_OF_NUMBERS)}…"
        told += sentence
    return told


def _years(it: object) -> tuple[FiscalYear, ...]:
    match it:
        case PolicyYear() | MeasureYear() | EvaluatedYear():
            return (it.fiscal_year,)
        case EvaluatedSurvey():
            return (it.survey.fiscal_year,)
        case EvaluatedPolicy() | EvaluatedMeasure() | EvaluatedProject():
            return tuple(year.fiscal_year for year in it.years)
        case _:
            return ()


def _measured(it: object) -> tuple[Measured, ...]:
    indicators: tuple[EvaluatedIndicator | EvaluatedIndicatorYear, ...] = ()
    match it:
        case EvaluatedPolicy() | EvaluatedMeasure() | EvaluatedProject():
            indicators = it.indicators
        case PolicyYear() | MeasureYear():
            of_projects = (year for project in it.projects for year in project.indicators)
            indicators = (*it.indicators, *of_projects)
        case EvaluatedYear():  # a city has thousands of projects; their own pages tell theirs
            indicators = tuple(year for policy in it.policies for year in policy.indicators)
    named = (Measured(one.indicator.name, one.indicator.unit) for one in indicators)
    return tuple(dict.fromkeys(named))


@dataclass(frozen=True)
class _Teller:
    municipality: Municipality
    language: Language

    def general(self, title: str) -> str:
        """What is said of a page of which there is nothing else to say."""
        if title == self.language.word("site.title", name=self.municipality.name):
            return self.language.word("site.description", name=self.municipality.name)
        return self._word("general", title=title, name=self.municipality.name)

    def sentences(self, it: object) -> Iterator[str]:
        """What there is to say, the most telling first."""
        match it:
            case PolicyYear() | MeasureYear() if it.planned:
                year = self.language.year(it.fiscal_year)
                yield self._word("planned_sheet", name=it.name, year=year)
            case EvaluatedYear() if it.planned:
                year = self.language.year(it.fiscal_year)
                yield self._word("planned_year", name=self.municipality.name, year=year)
            case PolicyYear() | MeasureYear():
                yield self._word("sheet", name=it.name, year=self.language.year(it.fiscal_year))
                statuses = [indicator.status for indicator in it.indicators]
                yield from self._counted("indicators", count_statuses(statuses))
                owner = it.policy if isinstance(it, PolicyYear) else it.part
                yield from self._money(it.money, self.language.project_set(owner, it.leading.which))
            case EvaluatedPolicy() | EvaluatedMeasure():
                yield from self._latest(it.indicators)
            case EvaluatedProject():
                yield from self._settlement(it)
                yield from self._latest(it.indicators)
            case EvaluatedYear():
                year = self.language.year(it.fiscal_year)
                yield self._word("year", name=self.municipality.name, year=year)
                yield from self._counted("indicators", it.indicator_statuses)
                yield from self._counted("measures", it.measure_statuses)
                yield from self._counted("projects", it.project_statuses)
                yield from self._money(it.money, self.language.word("totals.sets.all"))
            case EvaluatedPlan():
                first, last = it.plan.first_year, it.plan.last_year
                yield self._word(
                    "plan",
                    name=it.plan.name,
                    first=self.language.year(first),
                    last=self.language.year(last),
                )
            case EvaluatedSurvey():
                yield self._survey(it)

    def _word(self, path: str, **values: str) -> str:
        return self.language.word(f"descriptions.{path}", **values)

    def _counted(self, kind: str, counts: Mapping[Status, int]) -> Iterator[str]:
        """目標指標3件（悪化3件）。"""
        if every := sum(counts.values()):
            some = self.language.word("formats.list").join(
                self._word("status", status=self.language.status(status), count=str(count))
                for status, count in counts.items()
                if count
            )
            yield self._word(kind, count=self.language.number(every), statuses=some)

    def _money(self, money: Money, projects: str) -> Iterator[str]:
        if money.total.value is not None:
            unit = self.municipality.money_unit.value
            amount = self.language.quantity(money.total.value, unit)
            counted = self.language.counted(money.total)
            yield self._word("money", projects=projects, amount=amount, counted=counted)

    def _latest(self, indicators: Iterable[EvaluatedIndicator]) -> Iterator[str]:
        """What the latest year of each indicator says."""
        for indicator in indicators:
            if (year := indicator.latest) and (sentence := self.language.sentence(year)):
                yield self._word(
                    "indicator",
                    name=indicator.indicator.name,
                    year=self.language.year(year.fiscal_year),
                    sentence=sentence,
                )

    def _settlement(self, project: EvaluatedProject) -> Iterator[str]:
        if (year := project.latest) and not year.planned:
            unit = self.municipality.money_unit.value
            known = isinstance(year.record.settlement, Decimal)
            yield self._word(
                "settlement" if known else "no_settlement",
                name=project.project.name,
                year=self.language.year(year.fiscal_year),
                amount=self.language.quantity(year.record.settlement, unit),
            )

    def _survey(self, it: EvaluatedSurvey) -> str:
        return self._word(
            "survey",
            name=it.survey.name,
            year=self.language.year(it.survey.fiscal_year),
            respondents=self.language.number(it.survey.respondents),
        )
