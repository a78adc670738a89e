"""What charts draw of an indicator: its baseline, its actuals, its targets, its breaks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from hyoka.charts.drawing import Caption, Slot, every_year, gap_description
from hyoka.evaluation import EvaluatedIndicator, EvaluatedIndicatorYear, interim_target
from hyoka.model import Indicator, Qualifier
from hyoka.units import FiscalYear, Value
from hyoka.wording import Language


@dataclass(frozen=True, slots=True)
class Point:
    """What a year has in its slot: the baseline, or an actual; a value, or none."""

    slot: Slot
    value: Decimal | None
    name: str
    """The year in full, for those who do not see where the point lies."""
    said: str = "charts.point"
    """The word that tells it to those who do not see it."""
    mark: str = ""
    """How its value is marked: `preliminary`, `forecast`, or not."""
    side: int = 0
    """How many breaks of comparability lie before it: only points of one side are compared."""
    baseline: bool = False
    aim: str = ""
    """Of a target: which one it is."""
    among: Value | None = None
    """Of a rank: among how many."""
    qualifier: Qualifier | None = None
    """What the sheet says beside its value."""
    recorded: bool = True
    """Whether the records say anything of it, be it only why there is no value."""

    @property
    def bounded(self) -> bool:
        """Whether its value is only known to be above or below the number that is drawn."""
        return self.qualifier is not None and self.qualifier.bounds

    def joins(self, other: "Point") -> bool:
        """Whether a line may lead from one to the other: they are measured alike, and known."""
        alike = (self.side, self.among) == (other.side, other.among)
        return alike and not self.bounded and not other.bounded


@dataclass(frozen=True, slots=True)
class BreakMark:
    """A break of comparability between two slots."""

    slot: int
    """The first slot behind it."""
    fiscal_year: FiscalYear


@dataclass(frozen=True, slots=True)
class ChangeMark:
    """A change of the plan's target."""

    slot: int
    """The first slot that it holds for."""
    told: str
    """What it was, and what it became."""


@dataclass(frozen=True)
class Series:
    """Everything of an indicator that has a place in a chart."""

    slots: tuple[Slot, ...]
    """Every year from the first to the last; before them the baseline where its year is unknown."""
    points: tuple[Point, ...]
    """The baseline, if there is one, then a point for each year, the baseline's year too."""
    targets: tuple[Point, ...]
    """Those that there are."""
    breaks: tuple[BreakMark, ...]
    ends: tuple[Decimal, ...]
    """The ends of the wanted range, those that there are; the highest first."""
    undated_target: Point | None
    """The plan's target where it is for no year: every year is compared with it."""
    changes: tuple[ChangeMark, ...] = ()
    """Where the plan's target was changed."""

    @property
    def every_target(self) -> tuple[Point, ...]:
        """The targets, that for no year last."""
        return (*self.targets, *((self.undated_target,) if self.undated_target else ()))

    @cached_property
    def numbers(self) -> list[Decimal]:
        """The values that are drawn, but for the range's."""
        return [p.value for p in (*self.points, *self.every_target) if p.value is not None]

    @cached_property
    def valued(self) -> frozenset[int]:
        """The slots that have a value or a target."""
        points = (*self.points, *self.targets)
        return frozenset(_place(point) for point in points if point.value is not None)

    @property
    def levels(self) -> tuple[Decimal, ...]:
        """What is drawn from side to side: the ends of the range, or the target for no year."""
        target = self.undated_target.value if self.undated_target else None
        return self.ends if target is None else (*self.ends, target)

    @cached_property
    def drawn(self) -> list[tuple[Point, Decimal]]:
        """The points that have a value, with it, from left to right."""
        points = sorted(self.points, key=_place)
        return [(point, point.value) for point in points if point.value is not None]

    @cached_property
    def runs(self) -> list[list[tuple[Point, Decimal]]]:
        """The points that a line may join: without a gap or a break between them."""
        found: list[list[tuple[Point, Decimal]]] = [[]]
        valued = {_place(point) for point, _ in self.drawn}
        points = sorted(self.points, key=_place)
        last = points[0]
        for point in points:
            if _place(point) not in valued or not point.joins(last):
                found.append([])
            last = point
            if point.value is not None:
                found[-1].append((point, point.value))
        return [run for run in found if len(run) > 1]

    @cached_property
    def gaps(self) -> list[tuple[Point, Point]]:
        """The first and the last of neighbouring years that have no value.

        None before the first year of which anything is recorded, and none after the last.
        """
        valued = {_place(point) for point, _ in self.drawn}
        known = {*valued, *(_place(point) for point in self.points if point.recorded)}
        found: list[tuple[Point, Point]] = []
        for point in (point for point in self.points if not point.baseline):
            place = _place(point)
            if place in valued or not min(known) <= place <= max(known):
                continue
            if found and _place(found[-1][1]) == place - 1:
                found[-1] = found[-1][0], point
            else:
                found.append((point, point))
        return found


def _place(point: Point) -> int:
    return point.slot.number


def series_of(
    evaluated: EvaluatedIndicator, years: Sequence[FiscalYear], language: Language
) -> Series:
    """An indicator over `years` and all that lie between them, its baseline's included."""
    indicator = evaluated.indicator
    language = language.of(indicator)
    started = _started(indicator)
    start = indicator.baseline_year if started else None
    shown = every_year([*years, start] if start else years)
    undated = (Slot(0, language.word("charts.baseline")),) if started and start is None else ()
    first = len(undated)
    slots = {year: Slot.of(number, year) for number, year in enumerate(shown, start=first)}
    own = slots[start] if start else next(iter(undated), None)
    baseline = (_baseline(indicator, own, language),) if own and started else ()
    points = (*baseline, *(_point(evaluated, slot, year, language) for year, slot in slots.items()))
    targets = (_target(evaluated, slot, year, language) for year, slot in slots.items())
    wanted = indicator.range
    ends = (wanted.highest, wanted.lowest) if wanted else ()
    places = (*undated, *slots.values())
    return Series(
        places,
        points,
        tuple(target for target in targets if target.value is not None),
        tuple(_breaks(indicator, points, slots)),
        tuple(end for end in ends if end is not None),
        _undated_target(indicator, places[-1], language) if places else None,
        tuple(_changes(evaluated, slots, language)),
    )


def _started(indicator: Indicator) -> bool:
    """Whether the baseline has a place; not where sums of years are drawn."""
    return indicator.baseline is not None and indicator.cumulative_from is None


def _undated_target(indicator: Indicator, slot: Slot, language: Language) -> Point | None:
    """The plan's target that is for no year; of one that was changed, each year had its own."""
    target = known(indicator.target)
    if target is None or indicator.target_year is not None or indicator.target_changes:
        return None
    aim, qualifier = language.final_aim(indicator), indicator.target_qualifier
    return Point(slot, target, "", "charts.target", aim=aim, qualifier=qualifier)


def _baseline(indicator: Indicator, slot: Slot, language: Language) -> Point:
    start = indicator.baseline_year
    return Point(
        slot,
        known(indicator.baseline),
        language.word("charts.baseline_of", year=language.year(start)) if start else slot.label,
        side=_side(indicator, start) if start else 0,
        among=indicator.rank_among,
        qualifier=indicator.baseline_qualifier,
        baseline=True,
    )


def _point(
    evaluated: EvaluatedIndicator, slot: Slot, fiscal_year: FiscalYear, language: Language
) -> Point:
    year = evaluated.by_year.get(fiscal_year)
    value, mark, qualifier = _drawn_of(year) if year else (None, "", None)
    return Point(
        slot,
        value,
        language.year(fiscal_year),
        f"charts.{mark}_point" if mark else "charts.point",
        mark,
        _side(evaluated.indicator, fiscal_year),
        among=year.rank_among if year else evaluated.indicator.rank_among,
        qualifier=qualifier,
        recorded=year is not None,
    )


def _drawn_of(year: EvaluatedIndicatorYear) -> tuple[Decimal | None, str, Qualifier | None]:
    """What is drawn of a year: its actual, or the sum that its target counts; how it is meant."""
    total, value, record = year.cumulative, known(year.actual), year.record
    if year.indicator.cumulative_from is None:
        mark = _mark(forecast=record.forecast is True, preliminary=record.preliminary is True)
        return value, mark, record.actual_qualifier if value is not None else None
    if total is None or value is None:
        return None, "", None
    mark = _mark(forecast=total.forecast, preliminary=total.preliminary)
    return total.whole, mark, Qualifier.ABOUT if total.about else None


def _mark(*, forecast: bool, preliminary: bool) -> str:
    return "forecast" if forecast else "preliminary" if preliminary else ""


def _target(
    evaluated: EvaluatedIndicator, slot: Slot, fiscal_year: FiscalYear, language: Language
) -> Point:
    value, aim, qualifier = _target_for(evaluated, fiscal_year, language)
    name = language.year(fiscal_year)
    side = _side(evaluated.indicator, fiscal_year)
    told = "charts.target"
    return Point(slot, known(value), name, told, side=side, aim=aim, qualifier=qualifier)


def _target_for(
    evaluated: EvaluatedIndicator, fiscal_year: FiscalYear, language: Language
) -> tuple[object, str, Qualifier | None]:
    """The target that is for this very year, which one it is, and how it is meant."""
    year, indicator = evaluated.by_year.get(fiscal_year), evaluated.indicator
    if year is not None:
        value = year.target if year.target_year == fiscal_year else None
        return value, language.aim(year, alone=True), year.effective_target.qualifier
    interim = interim_target(indicator, fiscal_year)
    if interim is not None:
        aim = language.word("aims.interim_of", year=language.short_year(fiscal_year))
        return interim.target, aim, interim.target_qualifier
    value = indicator.target if indicator.target_year == fiscal_year else None
    return value, language.final_aim(indicator), indicator.target_qualifier


def _breaks(
    indicator: Indicator, points: Sequence[Point], slots: Mapping[FiscalYear, Slot]
) -> Iterator[BreakMark]:
    """The breaks that have something drawn before them, and a year behind them."""
    for fiscal_year in sorted(break_.fiscal_year for break_ in indicator.breaks):
        behind = next((slot for year, slot in slots.items() if year >= fiscal_year), None)
        side = _side(indicator, fiscal_year)
        if behind and any(p.value is not None and p.side < side for p in points):
            yield BreakMark(behind.number, fiscal_year)


def _changes(
    evaluated: EvaluatedIndicator, slots: Mapping[FiscalYear, Slot], language: Language
) -> Iterator[ChangeMark]:
    """The changes of the plan's target that hold from one of the years on."""
    indicator, changes = evaluated.indicator, evaluated.target_changes
    after = [language.quantity(value, indicator.unit) for _, value in changes[:-1]]
    for (change, _), became in zip(
        changes, (*after, language.plan_target(indicator)), strict=False
    ):
        if slot := slots.get(change.fiscal_year):
            before = language.quantity(change.before, indicator.unit)
            told = language.word("charts.change_point", before=before, after=became)
            yield ChangeMark(slot.number, told)


def _side(indicator: Indicator, fiscal_year: FiscalYear) -> int:
    return sum(break_.fiscal_year <= fiscal_year for break_ in indicator.breaks)


def known(value: object) -> Decimal | None:
    """A value that can be drawn."""
    return value if isinstance(value, Decimal) else None


def captioned(
    series: Series, indicator: Indicator, language: Language, *, tabled: bool = False
) -> Caption:
    """What a chart shows, for those who do not see it; `tabled`: a table has every value."""
    language = language.of(indicator)
    title = language.word("charts.trend", name=indicator.name, unit=indicator.unit)
    if (start := indicator.cumulative_from) is not None:
        told = {"name": indicator.name, "unit": indicator.unit}
        title = language.word("charts.cumulative_trend", first=language.short_year(start), **told)
    brief = ""
    if tabled and series.drawn:
        first, last = (
            point_told(point, indicator, language)
            for point, _ in (series.drawn[0], series.drawn[-1])
        )
        brief = language.word("charts.tabled", first=first, last=last)
    return Caption(title, _described(series, indicator, language), brief)


def _described(series: Series, indicator: Indicator, language: Language) -> str:
    said = [*_told(series, indicator, language)]
    said += [point_told(target, indicator, language) for target in series.every_target]
    if indicator.range is not None:
        wanted = language.range(indicator.range, indicator.unit)
        said.append(language.word("charts.range", range=wanted))
    said += [
        language.word("charts.break_point", year=language.year(found.fiscal_year))
        for found in series.breaks
    ]
    return language.word("formats.list").join(said)


def _told(series: Series, indicator: Indicator, language: Language) -> Iterator[str]:
    """The values and the gaps between them, from left to right."""
    of = "gap" if indicator.cumulative_from is None else "gap_of_sum"
    told = [(_place(p), point_told(p, indicator, language)) for p, _ in series.drawn]
    told += [
        (_place(first), gap_description(first.name, last.name, language, of=of))
        for first, last in series.gaps
    ]
    return (text for _, text in sorted(told, key=lambda one: one[0]))


def point_told(point: Point, indicator: Indicator, language: Language) -> str:
    """A point in words."""
    known = point.value is not None
    unit = indicator.unit
    value = language.ranked(point.value, unit, point.among, point.qualifier) if known else ""
    return language.word(point.said, year=point.name, aim=point.aim, value=value)
