"""The words of the site, and how numbers, years, dates and sentences are written in them.

The words stand in `languages/<code>/*.yml`, the long hand-made texts in its folders.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cache, cached_property
from pathlib import Path
from string import Formatter

from generator.documents import Plain, read_words
from generator.evaluation import EvaluatedIndicatorYear
from generator.figures import FIGURES, HUNDRED, Figure, Reason, Status, Total
from generator.model import Chapter, Direction, Measure, SurveyResult
from generator.problems import Place, Problem, Severity
from generator.units import EXACT, PERCENT, FiscalYear, Missing, Value

FOLDER = Path(__file__).parent / "languages"

_ERA_DAYS = (
    (datetime.date(2019, 5, 1), "令和", 2019),
    (datetime.date(1989, 1, 8), "平成", 1989),
    (datetime.date(1926, 12, 25), "昭和", 1926),
)
"""The first day of each era and the calendar year that is its year 1; newest first."""


_Part = tuple[str, str | None]
"""A piece of a word as it stands, and the name of the value that follows it."""


@dataclass(frozen=True)
class Language:
    """One language's words. Every method takes exact values and returns what is shown."""

    code: str
    words: Mapping[str, Plain]

    @property
    def texts(self) -> Path:
        """The folder of its long texts."""
        return FOLDER / self.code

    def word(self, path: str, /, **values: str) -> str:
        """The word at `path` (`reasons.zero`), with its `{names}` filled in.

        Raises:
            KeyError: there is no such word: a bug, found by the tests.
        """
        parts = self._forms[path]
        if len(parts) == 1 and parts[0][1] is None:
            return parts[0][0]
        return "".join(text + (values[name] if name else "") for text, name in parts)

    def form(self, path: str) -> str:
        """The word at `path` with … for each of its `{names}`."""
        return "".join(text + ("…" if name else "") for text, name in self._forms[path])

    @cached_property
    def _forms(self) -> Mapping[str, tuple[_Part, ...]]:
        """Every word by its path, cut at its `{names}` once: a site says a million words."""
        return dict(_forms("", self.words))

    def label(self, name: str) -> str:
        """What a field, a figure or a noun is called."""
        return self.word(f"labels.{name}")

    # Numbers.

    def number(self, value: Decimal | int) -> str:
        """`9929` → 9,929; the digits as they were entered: `65.0` → 65.0; a real minus sign."""
        return f"{Decimal(value):,f}".replace("-", self.word("formats.minus"))

    def signed(self, value: Decimal) -> str:
        """A difference with its sign: +2.7, −2.7, ±0."""
        if value == 0:
            return f"±{self.number(abs(value))}"
        return f"+{self.number(value)}" if value > 0 else self.number(value)

    def value(self, value: Value | None) -> str:
        """A recorded number without its unit, or why there is none."""
        if value is None:
            return self.word("absent")
        return self.missing(value) if isinstance(value, Missing) else self.number(value)

    def quantity(self, value: Value | None, unit: str) -> str:
        """A recorded number with its unit."""
        text = self.value(value)
        return f"{text}{unit}" if isinstance(value, Decimal) else text

    def missing(self, kind: Missing) -> str:
        """未集計, 調査なし, …"""
        return self.word(f"missing.{kind}")

    def rank(self, result: SurveyResult, of: int) -> str:
        """A rank with its denominator: 26位／42節."""
        if result.rank is None:
            return self.word("absent")
        return self.word("formats.rank", rank=self.number(result.rank), of=self.number(of))

    # Years and days.

    def year(self, fiscal_year: FiscalYear) -> str:
        """平成30年度（2018年度）."""
        return self._year("fiscal_year", fiscal_year)

    def short_year(self, fiscal_year: FiscalYear) -> str:
        """平成30年度."""
        return self._year("fiscal_year_short", fiscal_year)

    def _year(self, form: str, fiscal_year: FiscalYear) -> str:
        return self.word(
            f"formats.{form}",
            era=fiscal_year.era.name,
            era_year=self._era_year(fiscal_year.era_year),
            year=str(fiscal_year),
        )

    def _era_year(self, number: int) -> str:
        return self.word("formats.first_year") if number == 1 else str(number)

    def date(self, date: datetime.date) -> str:
        """2019年7月26日（令和元年7月26日）; without an era before 1926-12-25."""
        day = {"year": str(date.year), "month": str(date.month), "day": str(date.day)}
        for first_day, era, first in _ERA_DAYS:
            if date >= first_day:
                era_year = self._era_year(date.year - first + 1)
                return self.word("formats.date", era=era, era_year=era_year, **day)
        return self.word("formats.western_date", **day)

    # Names.

    def chapter(self, chapter: Chapter) -> str:
        """第1章「コミュニティ」."""
        number = self.number(chapter.number)
        return self.word("formats.chapter", number=number, name=chapter.name)

    def measure(self, measure: Measure) -> str:
        """第1節「地域コミュニティ」."""
        number = self.number(measure.number)
        return self.word("formats.measure", number=number, name=measure.name)

    def status(self, status: Status) -> str:
        """達成, 改善, …"""
        return self.word(f"statuses.{status}.word")

    def symbol(self, status: Status) -> str:
        """The sign beside a status's word."""
        return self.word(f"statuses.{status}.symbol")

    def direction(self, direction: Direction) -> str:
        """高いほどよい, …"""
        return self.word(f"directions.{direction}")

    # Figures.

    def figure(self, figure: Figure) -> str:
        """A figure as it is printed, with its unit; differences with their sign."""
        if figure.shown is None:
            return "―"
        number = self.signed if _is_change(figure) else self.number
        return f"{number(figure.shown)}{figure.unit}"

    def reason(self, reason: Reason) -> str:
        """Why there is no figure."""
        return self.word(
            f"reasons.{reason.code}",
            input=self.label(reason.input) if reason.input else "",
            kind=self.missing(reason.kind) if reason.kind else "",
        )

    def formula(self, name: str) -> str:
        """A figure's formula in words: 実績値 ÷ 目標値 × 100."""
        return self._formulas[name]

    @cached_property
    def _formulas(self) -> Mapping[str, str]:
        return {
            name: _NAME.sub(lambda key: self.label(key[0]), definition.formula)
            for name, definition in FIGURES.items()
        }

    def receipt(self, figure: Figure, difference: str | None = None) -> list[tuple[str, str]]:
        """How a figure came about, as terms and what they are.

        Formula, numbers, unrounded value, rounding, and the printed figure with whether it agrees;
        or the reason why there is no figure. `difference` says why a printed one does not agree.
        """
        formula = f"{self.label(figure.name)} ＝ {self.formula(figure.name)}"
        lines = [(self.word("receipts.formula"), formula)]
        if figure.reason is not None:
            lines.append((self.word("receipts.why_not"), self.reason(figure.reason)))
        else:
            lines += [
                (self.word("receipts.numbers"), self.calculation(figure)),
                (self.word("receipts.unrounded"), self.unrounded(figure)),
                (self.word("receipts.rounding"), self.rounding(figure)),
            ]
        if figure.printed is not None:
            compared = "agrees" if figure.agrees else "differs"
            compared = "alone" if figure.value is None else compared
            printed = self.quantity(figure.printed, figure.unit)
            told = f"{printed}（{self.word(f'receipts.{compared}')}）"
            lines.append((self.word("receipts.printed"), told))
        if difference is not None:
            lines.append((self.word("receipts.difference"), difference))
        return lines

    def addition(self, total: Total, unit: str) -> str:
        """A sum with what was added up: 46 ＋ 5 ＝ 51千円."""
        amounts = self.word("totals.plus").join(self.number(amount) for amount in total.amounts)
        return self.word("totals.addition", amounts=amounts, sum=self.quantity(total.value, unit))

    def grounds(self, year: EvaluatedIndicatorYear) -> list[tuple[str, str]]:
        """What an indicator's status rests on, as terms and what they are."""
        judgement = year.judgement
        meaning = self.word(f"statuses.{judgement.status}.meaning")
        lines = [(self.word("judgement.rule"), meaning)]
        if judgement.attained is not None:
            attained = self.word("attained.true" if judgement.attained else "attained.false")
            lines.append((self.word("judgement.target"), attained))
        if judgement.compared_with:
            compared = self.label(judgement.compared_with)
            lines.append((self.word("judgement.compared_with"), compared))
        if judgement.reason is not None:
            lines.append((self.word("receipts.why_not"), self.reason(judgement.reason)))
        if judgement.direction is not None:
            assumed = self.word("judgement.assumed") if judgement.assumed else ""
            direction = f"{self.direction(judgement.direction)}{assumed}"
            lines.append((self.label("direction"), direction))
        return lines

    def calculation(self, figure: Figure) -> str:
        """A figure's formula with its numbers: 55.1 ÷ 65.0 × 100."""
        inputs = dict(figure.inputs)

        def filled(key: re.Match[str]) -> str:
            value = inputs[key[0]]
            text = self.value(value)
            # 3 − −2 would be misread.
            negative = isinstance(value, Decimal) and value < 0
            return f"（{text}）" if negative else text

        return _NAME.sub(filled, FIGURES[figure.name].formula)

    def unrounded(self, figure: Figure) -> str:
        """The value before rounding; cut after ten decimals with … where it goes on."""
        if figure.value is None:
            return "―"
        exact = figure.value.normalize(EXACT)
        kept = exact.quantize(_SHOWN_DECIMALS, rounding=ROUND_DOWN, context=EXACT)
        if kept != exact:
            return f"{self.number(kept)}…{figure.unit}"
        return f"{self.number(exact)}{figure.unit}"

    def rounding(self, figure: Figure) -> str:
        """How a figure is rounded."""
        if figure.places is None:
            return self.word("receipts.exact")
        if figure.places == 0:
            return self.word("receipts.whole")
        places = str(figure.places)
        return self.word("receipts.places", places=places, next=str(figure.places + 1))

    def sentence(self, year: EvaluatedIndicatorYear) -> str:
        """What an indicator's numbers say, as one sentence made by rule; empty if nothing."""
        if not isinstance(year.actual, Decimal):
            return ""
        if year.status is Status.ACHIEVED:
            return self.word(
                "sentences.achieved",
                target=self.quantity(year.target, year.indicator.unit),
                actual=self.quantity(year.actual, year.indicator.unit),
            )
        moved = self._movement(year)
        if year.achievement_rate.shown is None:
            return self._sentence_without_rate(year, moved)
        missed = "rate" if year.judgement.attained is None else "missed"
        form = f"rate_{moved.status}" if moved else missed
        return self.word(f"sentences.{form}", rate=self._rate(year), **self._moved(moved))

    def _rate(self, year: EvaluatedIndicatorYear) -> str:
        """The achievement rate; a bare 100％ only where the target is met, not rounded to it."""
        rate, shown = self.figure(year.achievement_rate), year.achievement_rate.shown
        nearly = year.judgement.attained is False and shown is not None and shown >= HUNDRED
        return self.word("sentences.nearly", rate=rate) if nearly else rate

    def _sentence_without_rate(
        self, year: EvaluatedIndicatorYear, moved: "_Movement | None"
    ) -> str:
        if moved is None:
            return ""
        form = str(moved.status)
        if not isinstance(year.target, Decimal):
            form = "same" if moved.status is Status.UNCHANGED else "moved"
        target = self.quantity(year.target, year.indicator.unit)
        return self.word(f"sentences.{form}", target=target, **self._moved(moved))

    def _movement(self, year: EvaluatedIndicatorYear) -> "_Movement | None":
        compared_with = year.judgement.compared_with
        if not compared_with:
            return None
        figure = year.change if compared_with == "baseline" else year.year_on_year
        amount = figure.value or Decimal(0)
        return _Movement(year.status, compared_with, amount, figure.unit, rate=_is_rate(year))

    def _moved(self, moved: "_Movement | None") -> dict[str, str]:
        """The words of a movement, by their names in the sentences."""
        if moved is None:
            return {}
        more = ("higher", "lower") if moved.rate else ("more", "less")
        return {
            "reference": self.word(f"sentences.references.{moved.compared_with}"),
            "change": f"{self.number(abs(moved.amount))}{moved.unit}",
            "better": self.word(f"sentences.{more[moved.amount < 0]}"),
        }

    # Problems.

    def message(self, problem: Problem) -> str:
        """What is wrong."""
        return self.word(f"problems.{problem.rule}.message", **self._values(problem))

    def hint(self, problem: Problem) -> str:
        """How to mend it; with what was probably meant, where that can be guessed."""
        form = "offer" if "offer" in problem.values else "hint"
        return self.word(f"problems.{problem.rule}.{form}", **self._values(problem))

    def severity(self, severity: Severity) -> str:
        """エラー, 警告, お知らせ."""
        return self.word(f"severities.{severity}")

    def place(self, place: Place) -> str:
        """The way to a value: indicators → 1番目 → actual."""
        return self.word("place.separator").join(
            self.word("place.nth", n=str(step + 1)) if isinstance(step, int) else step
            for step in place
        )

    def _values(self, problem: Problem) -> dict[str, str]:
        values = dict(problem.values)
        if "noun" in values:
            values["noun"] = self.word(f"nouns.{values['noun']}")
        if "kind" in values:
            values["kind"] = self.word(f"value_kinds.{values['kind']}")
        if "figure" in values:
            values["figure"] = self.label(values["figure"])
        return values


_SHOWN_DECIMALS = Decimal("1E-10")
_NAME = re.compile("[a-z_]+")


@dataclass(frozen=True, slots=True)
class _Movement:
    """How an actual stands to what it was compared with."""

    status: Status
    compared_with: str
    """`baseline` or `previous_actual`"""
    amount: Decimal
    unit: str
    rate: bool
    """Whether the indicator itself is in ％: rates are high or low, amounts are more or less."""


@cache
def load_language(code: str) -> Language:
    """The language `ja`, …

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    words: dict[str, Plain] = {}
    for file in sorted(f for f in (FOLDER / code).iterdir() if f.suffix == ".yml"):
        read = read_words(file)
        if not isinstance(read, dict):
            raise TypeError(file)
        words |= read
    return Language(code, words)


def _forms(path: str, words: Mapping[str, Plain]) -> Iterator[tuple[str, tuple[_Part, ...]]]:
    for key, word in words.items():
        if isinstance(word, dict):
            yield from _forms(f"{path}{key}.", word)
        elif isinstance(word, str):
            parts = ((text, name) for text, name, _, _ in Formatter().parse(word))
            yield f"{path}{key}", tuple(parts)


def _is_change(figure: Figure) -> bool:
    return "change" in figure.name or "year_on_year" in figure.name


def _is_rate(year: EvaluatedIndicatorYear) -> bool:
    return year.indicator.unit in {PERCENT, "%"}
