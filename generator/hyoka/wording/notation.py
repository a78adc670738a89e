"""How one thing is written: a number, a year, a day, a name, a figure."""

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Self

from hyoka.evaluation import (
    CorrectedValue,
    EvaluatedIndicatorYear,
    FieldTitle,
    LineageItem,
    Related,
    is_given_by_group,
)
from hyoka.evaluation.figures import FIGURES, Figure, Reason, Sign, Status
from hyoka.model import (
    Best,
    ChosenAction,
    CriterionResult,
    Direction,
    Indicator,
    InterimTarget,
    Kind,
    MeasureSheet,
    Municipality,
    Period,
    PlanPart,
    Population,
    RatingScale,
    RecommenderKind,
    Sheet,
    SuccessionKind,
    SurveyResult,
    TargetRule,
    name_in,
)
from hyoka.units import FiscalYear, Missing
from hyoka.wording.sums import SumFormatter

_LEVELS = ("chapter", "measure")
"""Those of plans that have one name each; below them lie as many as a plan has."""
TERM = re.compile("[a-z_]+")
"""The name of an input in a figure's formula."""


class Formatter(SumFormatter):
    """How one thing is written. Every method takes an exact value and returns what is shown."""

    def of(self, indicator: Indicator) -> Self:
        """The language as it tells of an indicator: in the years that its values are of."""
        return self.of_calendar_years if indicator.period is Period.CALENDAR_YEAR else self

    # Indicators.

    def baseline(self, indicator: Indicator) -> str:
        """An indicator's baseline with its unit, or in words."""
        if is_given_by_group(indicator, "baseline"):
            return self.word("groups.given")
        if not isinstance(indicator.baseline, Decimal):
            return self.worded(indicator.baseline, indicator.baseline_words, indicator.unit)
        among, qualifier = indicator.rank_among, indicator.baseline_qualifier
        return self.ranked(indicator.baseline, indicator.unit, among, qualifier)

    def plan_target(self, indicator: Indicator) -> str:
        """An indicator's last target with its unit: a number, a range or words."""
        if indicator.range is not None:
            return self.range(indicator.range, indicator.unit)
        if indicator.target_rule is not None:
            return self.ruled(indicator.target_rule, indicator.target_words)
        if is_given_by_group(indicator, "target"):
            return self.word("groups.given")
        if not isinstance(indicator.target, Decimal):
            return self.worded(indicator.target, indicator.target_words, indicator.unit)
        return self.ranked(indicator.target, indicator.unit, None, indicator.target_qualifier)

    def actual(self, year: EvaluatedIndicatorYear) -> str:
        """A year's actual with its unit, or in words; marked where it is preliminary."""
        record = year.record
        if year.to_come:
            return self.word("to_come")
        if not isinstance(record.actual, Decimal):
            return self.worded(record.actual, record.actual_words, year.indicator.unit)
        return self.marked(self.exact_actual(year), year)

    def marked(self, told: str, year: EvaluatedIndicatorYear) -> str:
        """What is told of a year's actual, marked where that is preliminary or a forecast."""
        if year.record.preliminary:
            return self.word("preliminary.marked", value=told)
        return self.word("forecast.marked", value=told) if year.record.forecast else told

    def exact_actual(self, year: EvaluatedIndicatorYear) -> str:
        """A year's actual with its unit; whether it is preliminary is told elsewhere."""
        unit, qualifier = year.indicator.unit, year.record.actual_qualifier
        return self.ranked(year.actual, unit, year.rank_among, qualifier)

    def compared_actual(self, year: EvaluatedIndicatorYear) -> str:
        """What a year's target is compared with: the actual, or the sum that the target counts."""
        return self.cumulative(year.cumulative, year.indicator.unit) or self.actual(year)

    def target(self, year: EvaluatedIndicatorYear) -> str:
        """A year's target with its unit: a number, a range, words, or why there is none."""
        unit = year.indicator.unit
        if year.has_target_by_group:
            return self.word("groups.given")
        if year.effective_target.range is not None:
            return self.range(year.effective_target.range, unit)
        if year.effective_target.rule is not None:
            return self.ruled(year.effective_target.rule, year.effective_target.words)
        if not isinstance(year.target, Decimal):
            return self.worded(year.target, year.effective_target.words, unit)
        return self.ranked(year.target, unit, None, year.effective_target.qualifier)

    def aim(self, year: EvaluatedIndicatorYear, *, alone: bool = False) -> str:
        """Which target a year is measured by: この年度の目標, 計画の目標（令和9年度）.

        `alone`: the year does not stand beside it: 令和6年度の目標.
        """
        kind = (
            "own"
            if year.record.target is not None
            else "interim"
            if year.effective_target.interim
            else ""
        )
        if not kind:
            return self.final_aim(year.indicator)
        its = self.of(year.indicator)
        if alone:
            return its.word(f"aims.{kind}_of", year=its.short_year(year.fiscal_year))
        return its.word(f"aims.{kind}")

    def interim(self, interim: InterimTarget, unit: str, *, bare: bool = False) -> str:
        """An interim target with its unit; `bare`: without it, for its column names it."""
        told = self.quantity(interim.target, "" if bare else unit)
        return self.qualified(told, interim.target_qualifier, unit)

    def reference_period(self, told: str) -> str:
        """Of what time a value is, as the sheet says; a day that is written as data, in words."""
        try:
            return self.date(datetime.date.fromisoformat(told))
        except ValueError:
            return told

    def ruled(self, rule: TargetRule, words: str | None = None) -> str:
        """A target that is set beside the baseline, in the sheet's words where it has some."""
        return self.word("formats.quoted", text=words or self.word(f"target_rules.{rule}"))

    def final_aim(self, indicator: Indicator) -> str:
        """The plan's last target, with its year where one is recorded."""
        if indicator.target_year is None:
            return self.word("aims.final")
        year = self.of(indicator).short_year(indicator.target_year)
        return self.word("aims.final_of", year=year)

    def rank(self, result: SurveyResult, of: int | None) -> str:
        """A rank with its denominator: 26位／42節."""
        if result.rank is None or of is None:
            return self.word("absent")
        return self.word("formats.rank", rank=self.number(result.rank), of=self.number(of))

    # Names.

    def part(self, part: PlanPart, fiscal_year: FiscalYear | None = None) -> str:
        """第1節「地域コミュニティ」; by its name of that year, else by its present one."""
        name = part.name if fiscal_year is None else name_in(part, fiscal_year)
        return self.word("formats.part", place=self.numbered(part), name=name)

    def numbered(self, part: PlanPart) -> str:
        """第1章, 第2節, 基本事業3."""
        number = self.number(part.described.number)
        return self.word(f"levels.{self._level(part.level)}_number", number=number)

    def level(self, part: PlanPart) -> str:
        """What the level of a part is called: 章, 施策, 基本事業."""
        return self.level_called(part.level)

    def level_called(self, level: int) -> str:
        """What a level of plans is called; 0: their chapters'."""
        return self.word(f"levels.{self._level(level)}")

    def levels_called(self, parts: Iterable[PlanPart]) -> list[str]:
        """What the levels that there are among parts are called, from the chapters' down."""
        return [self.level_called(level) for level in sorted({part.level for part in parts})]

    def _level(self, level: int) -> str:
        if level < len(_LEVELS):
            return _LEVELS[level]
        own = f"submeasure_{level}"
        return own if self.has(f"levels.{own}") else "submeasure"

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
        """The place that a rating has on its scale, and which end is best, if one is."""
        first, last = scale.ratings[0].value, scale.ratings[-1].value
        of_two = len(scale.ratings) == 2  # noqa: PLR2004 - two are no steps
        form = "formats.scale_of_two" if of_two else "formats.scale"
        if scale.best is Best.NONE:
            form = f"{form}_unordered"
        return self.word(
            form,
            first=first,
            last=last,
            count=self.number(len(scale.ratings)),
            best=first if scale.best is Best.FIRST else last,
        )

    def expected(self, chosen: ChosenAction) -> str:
        """期待する成果：向上、コスト：削減; empty where the sheet does not say."""
        told = (
            self.word(f"sheet.expected_{name}", change=self.word(f"expected_{name}s.{change}"))
            for name, change in (("outcome", chosen.outcome), ("cost", chosen.cost))
            if change is not None
        )
        return self.word("formats.list").join(told)

    def kind(self, kind: Kind) -> str:
        """成果指標, 活動指標."""
        return self.word(f"kinds.{kind}")

    def period(self, period: Period) -> str:
        """年度, 暦年, ある時点."""
        return self.word(f"periods.{period}")

    def succession(self, kind: SuccessionKind) -> str:
        """改称, 統合, …"""
        return self.word(f"successions.{kind}")

    def goal(self, number: int) -> str:
        """SDGs 3 すべての人に健康と福祉を."""
        name = self.word(f"sdgs.goal_{number}")
        return self.word("sdgs.goal", number=str(number), name=name)

    def criterion(self, criterion: CriterionResult) -> str:
        """1.1.1 非テキストコンテンツ."""
        return f"{criterion.id} {self.word(f'criteria.{criterion.id}')}"

    def outcome(self, criterion: CriterionResult) -> str:
        """○ 満たしている, …"""
        return self.word(f"outcomes.{criterion.outcome}")

    def recorded(self, value: object, unit: str = "") -> str:
        """Any single recorded value in words, with its unit where it is a number."""
        text = self.word("corrections.as_shown")
        match value:
            case Direction():
                text = self.direction(value)
            case Kind():
                text = self.kind(value)
            case Period():
                text = self.period(value)
            case Decimal() | int():
                text = f"{self.number(value)}{unit}"
            case FiscalYear():
                text = self.year(value)
            case datetime.date():
                text = self.date(value)
            case str():  # of what there was before, the kind of its absence is a text
                text = self.missing(Missing(value)) if value in list(Missing) else value
        return text

    def corrected_value_path(self, value: CorrectedValue) -> str:
        """The way to a corrected value: 平成30年度 ／ 決算額."""
        return self.word("corrections.separator").join(self._step(step) for step in value.steps)

    def _step(self, step: str | FiscalYear | datetime.date) -> str:
        match step:
            case FiscalYear():
                return self.short_year(step)
            case datetime.date():
                return self.date(step)
            case FieldTitle():
                return self.titled(step)
            case _:
                return step

    def corrected_record(self, value: CorrectedValue) -> str:
        """What a corrected record is called; a sheet with its year."""
        if isinstance(value.record, Sheet | MeasureSheet):
            year = self.short_year(value.record.fiscal_year)
            return self.word("corrections.sheet", name=value.name, year=year)
        return value.name

    def recommender(self, kind: RecommenderKind, name: str) -> str:
        """A body that recommends, with what kind it is: 決算特別委員会（議会）."""
        if kind is RecommenderKind.OTHER:
            return name
        return self.word(
            "recommendation.by", name=name, kind=self.word(f"recommender_kinds.{kind}")
        )

    def related_name(self, of: LineageItem, related: Related) -> str:
        """A predecessor's or successor's name; of an indicator of another record, with whose."""
        name, owner = related.lineal.named.name, related.lineal.owner
        if related.lineal.indicator is None or related.lineal.owner_node == of.owner_node:
            return name
        return self.word("lineage.of", owner=owner.name, name=name)

    def populations(self, municipality: Municipality, years: Iterable[FiscalYear]) -> str:
        """The populations of the years that have one, with their days, newest first."""
        known = filter(None, (municipality.population_in(year) for year in years))
        newest = sorted(known, key=lambda it: it.fiscal_year, reverse=True)
        return self.word("formats.between_populations").join(map(self._population, newest))

    def _population(self, of: Population) -> str:
        day = self.word("formats.as_of", date=self.date(of.as_of)) if of.as_of else ""
        count, year = self.number(of.population), self.short_year(of.fiscal_year)
        return self.word("formats.population", year=year, count=count, day=day)

    # Figures.

    def figure(self, figure: Figure) -> str:
        """A figure as it is printed, marked where it is made of a forecast."""
        text = self.unmarked_figure(figure)
        return self.word("forecast.marked", value=text) if figure.forecast else text

    def unmarked_figure(self, figure: Figure) -> str:
        """A figure with its unit; differences with their sign."""
        shown = figure.shown
        if shown is None:
            return "―"
        match FIGURES[figure.method].sign:
            case Sign.RANK:
                text = self._ranks(shown)
            case Sign.MARGIN:
                text = f"±{self.number(shown)}{self.unit(figure.unit)}"
            case Sign.DIFFERENCE:
                text = f"{self.signed(shown)}{self.unit(figure.unit)}"
            case Sign.NONE:
                text = f"{self.number(shown)}{self.unit(figure.unit)}"
        if figure.about:
            text = self.word("qualifiers.about", value=text)
        return text

    def _ranks(self, down: Decimal) -> str:
        """How many ranks down: 3ランク下降, 2ランク上昇, 変わらず."""
        way = "down" if down > 0 else "up" if down < 0 else "same"
        return self.word(f"ranks.{way}", count=self.number(abs(down)))

    def reason(self, reason: Reason, of: str = "reasons") -> str:
        """Why there is no figure; in the words of a `judgement`, why there is none of them."""
        return self.word(
            f"{of}.{reason.code}",
            input=self.label(reason.input) if reason.input else "",
            because=self.word(f"missing_because.{reason.kind}") if reason.kind else "",
        )

    def formula(self, name: str) -> str:
        """A figure's formula in words: 実績値 ÷ 目標値 × 100."""
        return self._formulas[name]

    @cached_property
    def _formulas(self) -> Mapping[str, str]:
        return {
            name: TERM.sub(lambda key: self.label(key[0]), definition.formula)
            for name, definition in FIGURES.items()
        }

    def method(self, figure: Figure) -> str:
        """Which method a figure is computed by, where there are several: 比による方法."""
        return self.word(f"achievement_methods.{FIGURES[figure.method].achievement_method}")
