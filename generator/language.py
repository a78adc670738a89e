"""The words of the site, and how numbers, years, dates and sentences are written in them.

The words stand in `languages/<code>/*.yml`, the long hand-made texts in its folders.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from functools import cache, cached_property
from pathlib import Path
from string import Formatter

from generator.documents import Plain, read_words
from generator.evaluation import CorrectedValue, EvaluatedIndicatorYear, Kin, Lineal
from generator.figures import (
    FIGURES,
    HUNDRED,
    Figure,
    Reason,
    Status,
    Total,
    unit_of_change,
    within_margin,
)
from generator.model import (
    Best,
    Chapter,
    CriterionResult,
    Direction,
    Kind,
    Measure,
    MeasureSheet,
    RatingScale,
    Sheet,
    SuccessionKind,
    SurveyResult,
    TargetRange,
    name_in,
)
from generator.problems import CHOICES, Place, Problem, Severity
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

    def size(self, count: int) -> str:
        """How large a file of `count` bytes is, rounded up: 1 KB, 12 KB, 1.3 MB; of 1,000 each."""
        kilobytes = -(-count // 1000)
        if kilobytes < 1000:  # noqa: PLR2004 - kilobytes in a megabyte
            return f"{kilobytes} KB"
        return f"{-(-kilobytes // 100) / 10:,.1f} MB"

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

    def range(self, wanted: TargetRange, unit: str = "") -> str:
        """A wanted range: 20〜30, 20以上, 30以下; with its unit."""
        ends = {"lowest": wanted.lowest, "highest": wanted.highest}
        known = {end: self.number(value) for end, value in ends.items() if value is not None}
        form = "range" if len(known) > 1 else f"range_{''.join(known)}"
        return self.word(f"formats.{form}", unit=unit, **known)

    def actual(self, year: EvaluatedIndicatorYear) -> str:
        """A year's actual with its unit, or in words; marked where it is preliminary."""
        record = year.record
        if record.actual_words is not None:
            return record.actual_words
        actual = self.quantity(record.actual, year.indicator.unit)
        return self.word("preliminary.marked", value=actual) if record.preliminary else actual

    def target(self, year: EvaluatedIndicatorYear) -> str:
        """A year's target with its unit: a number, a range, or why there is none."""
        unit = year.indicator.unit
        if year.held.range is not None:
            return self.range(year.held.range, unit)
        return self.quantity(year.target, unit)

    def missing(self, kind: Missing) -> str:
        """未集計, 調査なし, …"""
        return self.word(f"missing.{kind}")

    def criterion(self, criterion: CriterionResult) -> str:
        """1.1.1 非テキストコンテンツ."""
        names = self.words["criteria"]
        assert isinstance(names, dict)  # noqa: S101 - for the type checker
        return f"{criterion.id} {names[criterion.id]}"

    def outcome(self, criterion: CriterionResult) -> str:
        """○ 満たしている, …"""
        return self.word(f"outcomes.{criterion.outcome}")

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

    def chapter(self, chapter: Chapter, fiscal_year: FiscalYear | None = None) -> str:
        """第1章「コミュニティ」; by its name of that year, else by its present one."""
        number = self.number(chapter.number)
        name = chapter.name if fiscal_year is None else name_in(chapter, fiscal_year)
        return self.word("formats.chapter", number=number, name=name)

    def measure(self, measure: Measure, fiscal_year: FiscalYear | None = None) -> str:
        """第1節「地域コミュニティ」; by its name of that year, else by its present one."""
        number = self.number(measure.number)
        name = measure.name if fiscal_year is None else name_in(measure, fiscal_year)
        return self.word("formats.measure", number=number, name=name)

    def status(self, status: Status) -> str:
        """達成, 改善, …"""
        return self.word(f"statuses.{status}.word")

    def symbol(self, status: Status) -> str:
        """The sign beside a status's word."""
        return self.word(f"statuses.{status}.symbol")

    def direction(self, direction: Direction) -> str:
        """高いほどよい, …"""
        return self.word(f"directions.{direction}")

    def scale(self, scale: RatingScale) -> str:
        """The place that a rating has on its scale: S〜Dの5段階、Sが最もよい."""
        first, last = scale.ratings[0].value, scale.ratings[-1].value
        return self.word(
            "formats.scale",
            first=first,
            last=last,
            count=self.number(len(scale.ratings)),
            best=first if scale.best is Best.FIRST else last,
        )

    def kind(self, kind: Kind) -> str:
        """成果指標, 活動指標."""
        return self.word(f"kinds.{kind}")

    def succession(self, kind: SuccessionKind) -> str:
        """改称, 統合, …"""
        return self.word(f"successions.{kind}")

    def recorded(self, value: object, unit: str = "") -> str:
        """Any single recorded value in words, with its unit where it is a number."""
        text = self.word("corrections.as_shown")
        match value:
            case Direction():
                text = self.direction(value)
            case Kind():
                text = self.kind(value)
            case Decimal() | int():
                text = f"{self.number(value)}{unit}"
            case FiscalYear():
                text = self.year(value)
            case datetime.date():
                text = self.date(value)
            case str():  # of what there was before, the kind of its absence is a text
                text = self.missing(Missing(value)) if value in list(Missing) else value
        return text

    def way(self, value: CorrectedValue) -> str:
        """The way to a corrected value: 平成30年度 ／ 決算額."""
        return self.word("corrections.separator").join(
            self.short_year(step) if isinstance(step, FiscalYear) else step for step in value.steps
        )

    def corrected_record(self, value: CorrectedValue) -> str:
        """What a corrected record is called; a sheet with its year."""
        if isinstance(value.record, Sheet | MeasureSheet):
            year = self.short_year(value.record.fiscal_year)
            return self.word("corrections.sheet", name=value.name, year=year)
        return value.name

    def kin(self, of: Lineal, kin: Kin) -> str:
        """A predecessor's or successor's name; of an indicator of another record, with whose."""
        name, owner = kin.lineal.named.name, kin.lineal.owner
        if kin.lineal.indicator is None or kin.lineal.owner_node == of.owner_node:
            return name
        return self.word("lineage.of", owner=owner.name, name=name)

    # Figures.

    def figure(self, figure: Figure) -> str:
        """A figure as it is printed, with its unit; differences with their sign."""
        if figure.shown is None:
            return "―"
        if _is_margin(figure):
            return f"±{self.number(figure.shown)}{figure.unit}"
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
        formula = f"{self.label(figure.name)} ＝ {self.formula(figure.method)}"
        lines = [(self.word("receipts.formula"), formula)]
        if figure.method != figure.name:
            lines.insert(0, (self.word("receipts.method"), self.method(figure)))
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

    def method(self, figure: Figure) -> str:
        """Which method a figure is computed by, where there are several: 比による方法."""
        method = figure.method.removeprefix(f"{figure.name}_")
        return self.word(f"achievement_methods.{method}")

    def margin(self, change: Figure, margin: Figure) -> list[tuple[str, str]]:
        """How a change's margin came about, as terms and what they are, and what it says of it.

        Of a change beyond its margin nothing is said.
        """
        formula = f"{self.label(margin.name)} ＝ {self.formula(margin.method)}"
        lines = [
            (self.label(margin.name), self.figure(margin)),
            (self.word("receipts.margin_formula"), formula),
            (self.word("receipts.margin_numbers"), self.calculation(margin)),
        ]
        if within_margin(change, margin):
            lines.append((self.word("receipts.margin_compared"), self.word("margins.within")))
        return lines

    def addition(self, total: Total, unit: str) -> str:
        """A sum with what was added up: 46 ＋ 5 ＝ 51千円."""
        amounts = self.word("totals.plus").join(self.number(amount) for amount in total.amounts)
        return self.word("totals.addition", amounts=amounts, sum=self.quantity(total.value, unit))

    def counted(self, total: Total) -> str:
        """Of how many projects a sum is: 3事業中2事業の合計（決算額のない1事業を除く）."""
        numbers = {"of": total.of, "counted": total.counted, "excluded": total.excluded}
        form = "some" if total.excluded else "all"
        written = {name: self.number(number) for name, number in numbers.items()}
        return self.word(f"totals.{form}", **written)

    def grounds(self, year: EvaluatedIndicatorYear) -> list[tuple[str, str]]:
        """What an indicator's status rests on, as terms and what they are."""
        judgement = year.judgement
        by_range = judgement.direction is Direction.RANGE and judgement.reason is None
        meaning = "judgement.range_rule.{}" if by_range else "statuses.{}.meaning"
        lines = [(self.word("judgement.rule"), self.word(meaning.format(judgement.status)))]
        if judgement.attained is not None:
            attained = self.word("attained.true" if judgement.attained else "attained.false")
            lines.append((self.word("judgement.target"), attained))
        if judgement.compared_with:
            compared = self.label(judgement.compared_with)
            lines.append((self.word("judgement.compared_with"), compared))
        lines += self._distances(year)
        if judgement.reason is not None:
            lines.append((self.word("receipts.why_not"), self.reason(judgement.reason)))
        if judgement.direction is not None:
            assumed = self.word("judgement.assumed") if judgement.assumed else ""
            direction = f"{self.direction(judgement.direction)}{assumed}"
            lines.append((self.label("direction"), direction))
        return lines

    def _distances(self, year: EvaluatedIndicatorYear) -> list[tuple[str, str]]:
        """How far the actual and what it was compared with lie outside the wanted range."""
        judgement, unit = year.judgement, unit_of_change(year.indicator.unit)
        if judgement.distance is None:
            return []
        told = [("actual", judgement.distance)]
        told.append((judgement.compared_with, judgement.reference_distance or Decimal(0)))
        return [
            (
                self.word("judgement.distance", of=self.label(of)),
                self.quantity(distance, unit) if distance else self.word("judgement.inside"),
            )
            for of, distance in told
        ]

    def calculation(self, figure: Figure) -> str:
        """A figure's formula with its numbers: 55.1 ÷ 65.0 × 100."""
        inputs = dict(figure.inputs)

        def filled(key: re.Match[str]) -> str:
            value = inputs[key[0]]
            text = self._exactly(value) if isinstance(value, Decimal) else self.value(value)
            # 3 − −2 would be misread.
            negative = isinstance(value, Decimal) and value < 0
            return f"（{text}）" if negative else text

        return _NAME.sub(filled, FIGURES[figure.method].formula)

    def unrounded(self, figure: Figure) -> str:
        """The value before rounding; cut after ten decimals with … where it goes on."""
        if figure.value is None:
            return "―"
        return f"{self._exactly(figure.value.normalize(EXACT))}{figure.unit}"

    def _exactly(self, value: Decimal) -> str:
        """A number with all its decimals; cut after ten with … where it is a computed one."""
        kept = value.quantize(_SHOWN_DECIMALS, rounding=ROUND_DOWN, context=EXACT)
        return self.number(value) if kept == value else f"{self.number(kept)}…"

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
        sentence = self._achieved(year) or self._not_achieved(year)
        if sentence and year.record.preliminary:
            return self.word("sentences.preliminary", sentence=sentence)
        return sentence

    def _achieved(self, year: EvaluatedIndicatorYear) -> str:
        if year.status is not Status.ACHIEVED:
            return ""
        form = "achieved" if year.held.range is None else "range_achieved"
        actual = self.quantity(year.actual, year.indicator.unit)
        return self.word(f"sentences.{form}", target=self.target(year), actual=actual)

    def _not_achieved(self, year: EvaluatedIndicatorYear) -> str:
        moved, rate = self._movement(year), year.achievement_rate
        if rate.shown is None:
            return self._sentence_without_rate(year, moved)
        if rate.method != rate.name:
            return self._sentence_by_method(year, moved)
        missed = "rate" if year.judgement.attained is None else "missed"
        form = f"rate_{moved.status}" if moved else missed
        return self.word(f"sentences.{form}", rate=self._rate(year), **self._moved(moved))

    def _sentence_by_method(self, year: EvaluatedIndicatorYear, moved: "_Movement | None") -> str:
        """Where lower is better: 80 ％ is then no level of the target, so the rate comes last."""
        sentence = self._sentence_without_rate(year, moved)
        if not sentence:
            sentence = self.word("sentences.not_reached", target=self.target(year))
        return self.word(
            "sentences.by_method",
            sentence=sentence,
            method=self.method(year.achievement_rate),
            rate=self._rate(year),
        )

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
        if year.held.range is not None:
            form = f"range_{form}"
        elif moved.by_distance:
            form = f"near_{form}"
        elif not isinstance(year.target, Decimal):
            form = "same" if moved.status is Status.UNCHANGED else "moved"
        return self.word(f"sentences.{form}", target=self.target(year), **self._moved(moved))

    def _movement(self, year: EvaluatedIndicatorYear) -> "_Movement | None":
        compared_with = year.judgement.compared_with
        if not compared_with:
            return None
        judgement = year.judgement
        if judgement.distance is not None and judgement.reference_distance is not None:
            nearer = EXACT.subtract(judgement.reference_distance, judgement.distance)
            unit = unit_of_change(year.indicator.unit)
            return _Movement(year.status, compared_with, nearer, unit, by_distance=True)
        of_baseline = compared_with == "baseline"
        figure = year.change if of_baseline else year.year_on_year
        margin = year.change_margin if of_baseline else year.year_on_year_margin
        return _Movement(
            year.status,
            compared_with,
            figure.value or Decimal(0),
            figure.unit,
            rate=_is_rate(year),
            within_margin=within_margin(figure, margin),
        )

    def _moved(self, moved: "_Movement | None") -> dict[str, str]:
        """The words of a movement, by their names in the sentences."""
        if moved is None:
            return {}
        more = ("higher", "lower") if moved.rate else ("more", "less")
        better = self.word(f"sentences.{more[moved.amount < 0]}")
        if moved.within_margin:
            better += self.word("margins.marked")
        return {
            "reference": self.word(f"sentences.references.{moved.compared_with}"),
            "change": f"{self.number(abs(moved.amount))}{moved.unit}",
            "better": better,
        }

    # Problems.

    def message(self, problem: Problem) -> str:
        """What is wrong."""
        return self.word(f"problems.{problem.rule}.message", **self._values(problem))

    def hint(self, problem: Problem) -> str:
        """How to mend it; with what was probably meant, where that can be guessed."""
        form = "offer" if "offer" in problem.values else "hint"
        form = "offer_of_unit" if "typed_unit" in problem.values else form
        return self.word(f"problems.{problem.rule}.{form}", **self._values(problem))

    def meanings(self, choices: Sequence[str]) -> list[str]:
        """What the choices are called, where there is a word for each of them and for no other."""
        for words in self.words.values():
            if choices and isinstance(words, dict) and words.keys() == set(choices):
                return [str(words[choice]) for choice in choices]
        return []

    def severity(self, severity: Severity) -> str:
        """エラー, 警告, お知らせ."""
        return self.word(f"severities.{severity}")

    def place(self, place: Place) -> str:
        """The way to a value: indicators → 1番目 → actual."""
        return self.word("place.separator").join(
            self.word("place.nth", n=str(step + 1)) if isinstance(step, int) else step
            for step in place
        )

    def _explained(self, choices: Sequence[str]) -> str:
        """The choices, each with what it is called."""
        meanings = self.meanings(choices)
        told = (
            [
                self.word("formats.choice", choice=choice, meaning=meaning)
                for choice, meaning in zip(choices, meanings, strict=True)
            ]
            if meanings
            else choices
        )
        return CHOICES.join(told)

    def _values(self, problem: Problem) -> dict[str, str]:
        values = dict(problem.values)
        if problem.rule == "choice":
            values["expected"] = self._explained(values["expected"].split(CHOICES))
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
    rate: bool = False
    """Whether the indicator itself is in ％: rates are high or low, amounts are more or less."""
    within_margin: bool = False
    """Whether it may be but chance 誤差の範囲内."""
    by_distance: bool = False
    """Whether it is how much nearer to the wanted range the actual is; below 0: farther."""


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


def _is_margin(figure: Figure) -> bool:
    return figure.name.endswith("_margin")


def _is_change(figure: Figure) -> bool:
    return "change" in figure.name or "year_on_year" in figure.name


def _is_rate(year: EvaluatedIndicatorYear) -> bool:
    return year.indicator.unit in {PERCENT, "%"}
