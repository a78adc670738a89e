"""A page in few words, and what its data is about: for search engines, previews and programs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hyoka.evaluation import EvaluatedIndicator, EvaluatedIndicatorYear, Money
from hyoka.evaluation.figures import Status
from hyoka.model import Municipality
from hyoka.units import FiscalYear
from hyoka.wording import Language

_OF_NUMBERS = "0123456789.,+−％"
MAX_LENGTH = 120
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
    """Plain text, at most `MAX_LENGTH` characters."""
    years: tuple[FiscalYear, ...] = ()
    """The fiscal years that its data is of, oldest first; none: it is not a page of data."""
    measured: tuple[Measured, ...] = ()


@dataclass(frozen=True, slots=True)
class PageContent:
    """What there is to say of a page."""

    sentences: Iterable[str] = ()
    """The most telling first; without any, only its title is told."""
    years: tuple[FiscalYear, ...] = ()
    measured: tuple[Measured, ...] = ()


def summarize(content: PageContent, title: str, writer: "SummaryWriter") -> Summary:
    """The summary of the page that is titled `title`."""
    description = _fitting(content.sentences) or _fitting([writer.general(title)])
    return Summary(description, content.years, content.measured)


def measured(
    indicators: Iterable[EvaluatedIndicator | EvaluatedIndicatorYear],
) -> tuple[Measured, ...]:
    """The indicators of a page, each name once."""
    named = (Measured(one.indicator.name, one.indicator.unit) for one in indicators)
    return tuple(dict.fromkeys(named))


def _fitting(sentences: Iterable[str]) -> str:
    """As many whole sentences as there is room for, from the first on; of one at least a part."""
    text = ""
    for sentence in sentences:
        if len(text) + len(sentence) > MAX_LENGTH:
            # Never inside of a number: 69.0 cut short would be another.
            return text or f"{sentence[: MAX_LENGTH - 1].rstrip(_OF_NUMBERS)}…"
        text += sentence
    return text


@dataclass(frozen=True)
class SummaryWriter:
    """Writes the sentences that summaries share."""

    municipality: Municipality
    language: Language

    def sentence(self, path: str, **values: str) -> str:
        """A sentence of `descriptions`."""
        return self.language.word(f"descriptions.{path}", **values)

    def general(self, title: str) -> str:
        """What is said of a page of which there is nothing else to say."""
        if title == self.language.word("site.title", name=self.municipality.name):
            return self.language.word("site.description", name=self.municipality.name)
        return self.sentence("general", title=title, name=self.municipality.name)

    def counted(self, kind: str, counts: Mapping[Status, int]) -> Iterator[str]:
        """目標指標3件（悪化3件）。"""
        if every := sum(counts.values()):
            some = self.language.word("formats.list").join(
                self.sentence("status", status=self.language.status(status), count=str(count))
                for status, count in counts.items()
                if count
            )
            yield self.sentence(kind, count=self.language.number(every), statuses=some)

    def money(self, money: Money, projects: str) -> Iterator[str]:
        """The sum of the settlements of `projects`, where it is known."""
        if money.total.value is not None:
            unit = self.municipality.money_unit.value
            amount = self.language.quantity(money.total.value, unit)
            counted = self.language.counted(money.total)
            yield self.sentence("money", projects=projects, amount=amount, counted=counted)

    def of_indicators(
        self, indicators: Iterable[EvaluatedIndicator], years: Iterable[FiscalYear]
    ) -> PageContent:
        """What the latest numbers of the indicators say, whose data is of the `years`."""
        every = tuple(indicators)
        return PageContent(self.latest(every), tuple(years), measured(every))

    def latest(self, indicators: Iterable[EvaluatedIndicator]) -> Iterator[str]:
        """What the latest year of each indicator says."""
        for indicator in indicators:
            if (year := indicator.latest) and (sentence := self.language.sentence(year)):
                yield self.sentence(
                    "indicator",
                    name=indicator.indicator.name,
                    year=self.language.of(indicator.indicator).year(year.fiscal_year),
                    sentence=sentence,
                )
