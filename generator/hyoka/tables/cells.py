"""Cells of evaluated records: what each says, or why it says nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from hyoka.elements import (
    BREAK,
    Bar,
    Calculated,
    Cell,
    CellType,
    Inline,
    Link,
    Styled,
    TextStyle,
    joined,
    note,
)
from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    EvaluatedProjectYear,
    Money,
    is_given_by_group,
)
from hyoka.evaluation.figures import Figure, Status
from hyoka.model import Indicator, Period, Qualifier
from hyoka.tables import phrases
from hyoka.tables.context import PageContext
from hyoka.tables.phrases import judgement, unit_of, within
from hyoka.tables.source_lines import Line
from hyoka.units import EXACT, Missing, Value, rounded
from hyoka.wording import Language

DASH = "―"
_UNBROKEN = 6
"""A unit of so many characters is written in one line."""


def header(*content: Inline, rows: int = 1) -> Cell:
    """The name of a row."""
    return Cell(content, is_header=True, rows=rows)


def text(*content: Inline, rows: int = 1, columns: int = 1) -> Cell:
    """A phrase."""
    return Cell(content, rows=rows, columns=columns)


def none(words: str, *, columns: int = 1, rows: int = 1) -> Cell:
    """Why there is no number."""
    return Cell(words, CellType.NONE, columns=columns, rows=rows)


def no_text(words: str) -> Cell:
    """Why there is no text."""
    return Cell(words, CellType.NO_TEXT)


def dash() -> Cell:
    """A place in which there can be no number."""
    return none(DASH)


def absent(language: Language) -> Cell:
    """That nothing is recorded."""
    return none(language.word("absent"))


def to_come(language: Language) -> Cell:
    """What a year that is only planned does not have yet."""
    return none(language.word("to_come"))


def number(
    value: Value | int | None, language: Language, unit: str = "", *, sorts: bool = False
) -> Cell:
    """A number with its unit, or why there is none; `sorts`: its column can be sorted."""
    if value is Missing.NOT_STATED:
        return not_stated(language)
    if value is None or isinstance(value, Missing):
        return none(language.value(value))
    content: Inline = language.number(value)
    if unit:
        content = (content, unit_of(unit, language))
    return Cell(content, CellType.NUMBER, sort_key=value if sorts else None)


def not_stated(language: Language, words: str | None = None) -> Cell:
    """What the sheet prints where it states no value, and that it states none."""
    printed = words or language.word("not_stated_sign")
    return Cell((printed, BREAK, note(language.missing(Missing.NOT_STATED))), CellType.NONE)


def by_group(language: Language) -> Cell:
    """That the sheet gives a value of groups, and none of the whole."""
    told = language.word("groups.given")
    return replace(none(told), absence=told)


def worded(value: Value | None, words: str | None, language: Language, unit: str = "") -> Cell:
    """A value told in words, or as a number."""
    if value is Missing.NOT_STATED:
        return not_stated(language, words)
    return Cell(words, CellType.WORDS) if words else number(value, language, unit)


def unit(indicator: Indicator) -> Cell:
    """What an indicator is counted in; a dash where all of its values are words."""
    if not indicator.unit:
        return no_text(DASH)
    whole = len(indicator.unit) <= _UNBROKEN
    return text(Styled(indicator.unit, TextStyle.UNIT) if whole else indicator.unit)


def baseline(indicator: Indicator, language: Language, unit: str = "") -> Cell:
    """What there was when the plan was made."""
    if is_given_by_group(indicator, "baseline"):
        return by_group(language)
    if indicator.is_rank and isinstance(indicator.baseline, Decimal):
        unit = indicator.unit
        among, qualifier = indicator.rank_among, indicator.baseline_qualifier
        return Cell(rank(indicator.baseline, unit, among, language, qualifier), CellType.NUMBER)
    if indicator.baseline_qualifier and isinstance(indicator.baseline, Decimal):
        own, told = indicator.unit, indicator.baseline_qualifier
        return Cell(number_of(indicator.baseline, own, unit, told, language), CellType.NUMBER)
    cell = worded(indicator.baseline, indicator.baseline_words, language, unit)
    return _told_once(cell, indicator.baseline, language)


def _told_once(cell: Cell, value: Value | None, language: Language) -> Cell:
    """The same cell; where it says no more than why there is no value, one for all its column."""
    is_why = cell.type is CellType.NONE and value is not Missing.NOT_STATED
    return replace(cell, absence=language.value(value)) if is_why else cell


def number_of(
    value: Decimal, own: str, unit: str, qualifier: Qualifier | None, language: Language
) -> Inline:
    """A number as the sheet means it; with its `unit`, where its column does not name its `own`."""
    number = language.number(value)
    if qualifier is not None:
        return language.qualified(f"{number}{language.unit(unit)}", qualifier, own)
    return (number, unit_of(unit, language)) if unit else number


def rank(
    value: Decimal,
    unit: str,
    among: Value | None,
    language: Language,
    qualifier: Qualifier | None = None,
) -> Inline:
    """A rank with its denominator, or that the sheet names none."""
    told = number_of(value, unit, unit, qualifier, language)
    if isinstance(among, Decimal):
        return told, language.word("ranks.among", rank="", among=language.number(among))
    return told, BREAK, note(language.word("ranks.no_denominator"))


def actual(
    year: EvaluatedIndicatorYear, language: Language, unit: str = "", *, with_year: bool = False
) -> Cell:
    """An actual: a number or words, whether it is preliminary, what was published before.

    `with_year`: also of which year, where that is another than the fiscal year beside it.
    """
    coming = year.to_come
    cell = to_come(language) if coming else _actual(year, language, unit)
    notes = [] if coming else [*_notes_of_actual(year, language, with_year=with_year)]
    notes += _other_values(year, language)
    return replace(cell, content=(cell.content, _noted(notes))) if notes else cell


def _actual(year: EvaluatedIndicatorYear, language: Language, unit: str) -> Cell:
    record, own = year.record, year.indicator.unit
    if not isinstance(record.actual, Decimal):
        if record.is_only_by_group and record.actual_words is None:
            return none(language.word("groups.given"))
        return worded(record.actual, record.actual_words, language)
    if year.indicator.is_rank:
        told = rank(record.actual, own, year.rank_among, language, record.actual_qualifier)
        return Cell(told, CellType.NUMBER)
    number = number_of(record.actual, own, unit, record.actual_qualifier, language)
    return Cell(number, CellType.NUMBER)


def _notes_of_actual(
    year: EvaluatedIndicatorYear, language: Language, *, with_year: bool
) -> Iterator[str]:
    record = year.record
    if record.preliminary:
        yield language.word("preliminary.mark")
    if record.forecast:
        yield language.word("forecast.mark")
    if record.reference_period is not None:
        yield language.reference_period(record.reference_period)
    elif with_year and year.indicator.period is Period.CALENDAR_YEAR:
        yield language.of(year.indicator).short_year(year.fiscal_year)
    if record.preliminary_actual is not None:
        before = language.number(record.preliminary_actual)
        yield language.word("preliminary.before", value=before)
    if year.cumulative is not None:
        yield from language.of(year.indicator).cumulative_lines(year.cumulative)
    if record.respondents:
        count = language.number(record.respondents)
        yield language.word("indicator.respondents", respondents=count)


def _other_values(year: EvaluatedIndicatorYear, language: Language) -> Iterator[str]:
    """What the sheet prints beside the actual: values of a part of the year, for reference."""
    for other in year.record.other_values:
        told = other.value_words or language.quantity(other.value, year.indicator.unit)
        yield language.word("judgement.line", term=other.name, detail=told)


def _noted(notes: Iterable[str]) -> Inline:
    return tuple(part for one in notes for part in (BREAK, note(one)))


def target(
    year: EvaluatedIndicatorYear, language: Language, unit: str = "", *, with_aim: bool = True
) -> Cell:
    """A target with its own year where that is another, and what kind of target it is.

    `with_aim`: also which one it is. A target group has none.
    """
    if year.indicator.is_target_group:
        return dash()
    return _held_target(year, language.of(year.indicator), unit, with_aim=with_aim)


def _held_target(
    year: EvaluatedIndicatorYear, language: Language, unit: str, *, with_aim: bool
) -> Cell:
    indicator, held = year.indicator, year.effective_target
    last, notes = indicator.target_year, _notes(year, language, with_aim=with_aim)
    if year.has_target_by_group:
        return by_group(language)
    if held.range:
        return Cell((language.range(held.range, unit), notes), CellType.NUMBER)
    if year.target is None and last and last < year.fiscal_year:
        return none(language.word("indicator.past_target", year=language.year(last)))
    if not isinstance(year.target, Decimal):
        return _target_without_number(year, notes, language)
    unit = indicator.unit if indicator.is_rank else unit
    value = number_of(year.target, indicator.unit, unit, held.qualifier, language)
    return Cell((value, notes), CellType.NUMBER)


def _target_without_number(year: EvaluatedIndicatorYear, notes: Inline, language: Language) -> Cell:
    """A target in words, or why there is none."""
    held = year.effective_target
    if held.rule is not None:
        return Cell((language.ruled(held.rule, held.words), notes), CellType.WORDS)
    if year.target is Missing.NOT_STATED:
        return not_stated(language, held.words)
    if held.words:
        return Cell((held.words, notes), CellType.WORDS)
    if held.note:
        reason = note(language.word("indicator.target_reason", note=held.note))
        return Cell((language.value(year.target), BREAK, reason), CellType.WORDS)
    return _told_once(number(year.target, language), year.target, language)


def _notes(year: EvaluatedIndicatorYear, language: Language, *, with_aim: bool) -> Inline:
    """Which target it is, which interim ones are to come, and whether it was changed."""
    held, notes = year.effective_target, [language.aim(year, alone=True)] if with_aim else []
    for interim in year.indicator.interim_targets:
        if interim.fiscal_year > year.fiscal_year and interim.fiscal_year != year.target_year:
            aim = language.interim(interim, year.indicator.unit, bare=True)
            of_year = language.short_year(interim.fiscal_year)
            notes.append(language.word("indicator.interim_of", year=of_year, target=aim))
    if held.changed_to:
        changed = language.short_year(held.changed_to.fiscal_year)
        before = language.value(held.changed_to.before)
        notes.append(language.word("indicator.brought", year=changed, before=before))
    if held.replaced:
        changed = language.short_year(held.replaced.fiscal_year)
        notes.append(language.word("indicator.superseded", year=changed))
    return _noted(notes)


def settlement(
    year: EvaluatedProjectYear | None, language: Language, *, sorts: bool = False
) -> Cell:
    """The settlement of a project's year; of one that is only planned it is still to come."""
    if year and year.planned:
        return to_come(language)
    return number(year.record.settlement if year else None, language, sorts=sorts)


def project_status(year: EvaluatedProjectYear, language: Language) -> Cell:
    """The status of a project's year with what decided it; sorted in the order of statuses."""
    told = phrases.project_status_with_movement(year, language)
    return Cell(told, CellType.STATUS, sort_key=list(Status).index(year.status))


def project_rates(year: EvaluatedProjectYear, language: Language) -> Cell:
    """The achievement rates of a project's year, a line an indicator."""
    rates: tuple[Inline, ...] = tuple(
        language.word("lists.rate", name=one.name, rate=language.figure(one.achievement_rate))
        for one in year.indicators
    )
    return text(joined(rates)) if rates else no_text(language.word("absent"))


def largest(values: Iterable[Value | None]) -> Decimal | None:
    """The largest of those that are known; `None` where no bar can be drawn of any."""
    known = [value for value in values if isinstance(value, Decimal)]
    return max(known, default=None)


def with_bar(
    cell: Cell, value: Value | None, of: Decimal | None, status: Status | None = None
) -> Cell:
    """The cell with a bar as long as its value is beside the largest one, `of`; from 0 on."""
    if of is None or not isinstance(value, Decimal) or value <= 0:
        return cell
    percent = rounded(EXACT.divide(EXACT.multiply(value, _WHOLE), of), 1)
    bar = Bar(max(percent, _LEAST), status or "")
    return replace(cell, content=(cell.content, bar))


_WHOLE, _LEAST = Decimal(100), Decimal("0.5")
"""In ％ of the largest: what is not nothing is seen."""


def figure(
    value: Figure | None, language: Language, margin: Figure | None = None, *, sorts: bool = False
) -> Cell:
    """A computed number as it is printed; whether it is within its margin."""
    if value is None or value.shown is None:
        return dash()
    shown = language.figure(value)
    key = value.shown if sorts else None
    return Cell((shown, within(value, margin, language)), CellType.NUMBER, sort_key=key)


def calculated(  # noqa: PLR0913 - what a computed number can tell
    value: Figure | None,
    context: PageContext,
    *,
    difference: str | None = None,
    margin: Figure | None = None,
    lines: Iterable[Line] = (),
    of_sheet: bool = False,
) -> Cell:
    """A computed number that opens to its calculation, as `phrases.calculated` has it."""
    if value is None:
        no_rate = context.word("sheet.no_rate")
        return Cell((DASH, BREAK, note(no_rate)), CellType.NONE, absence=no_rate)
    opens = phrases.calculated(
        value, context, difference=difference, margin=margin, lines=lines, of_sheet=of_sheet
    )
    absence = context.language.absence(value) if value.printed is None else ""
    return Cell(opens, CellType.NUMBER, absence=absence)


def of(cell: Cell, which: object) -> Cell:
    """The same cell, its value told apart from others of its row that are the same figure."""
    if not isinstance(cell.content, Calculated):
        return cell
    return replace(cell, content=phrases.of(cell.content, which))


def status(year: EvaluatedIndicatorYear, language: Language, *, briefly: bool = False) -> Cell:
    """The status of an indicator's year, which opens to what it rests on, as `judgement` has it."""
    told = judgement(year, language, briefly=briefly)
    return Cell(told, CellType.STATUS, absence=language.no_status_because(year))


def total(money: Money, language: Language, *, planned: bool = False) -> tuple[Cell, ...]:
    """A sum and of how many projects it is: two cells, or one that says that there are none."""
    if not money.total.of:
        return (none(language.word("totals.no_projects"), columns=2),)
    counted: Inline = language.counted(money.total)
    if money.change.value is not None and not money.same_projects:
        counted = (counted, BREAK, language.word("totals.other_projects"))
    value = to_come(language) if planned else number(money.total.told, language)
    return value, text(counted)


def count(of: int, language: Language) -> Cell:
    """A number of things; none recorded is not 0 of them."""
    return number(of, language) if of else absent(language)


def linked_count(of: int, url: str, language: Language) -> Cell:
    """A number of things, and the way to them."""
    return Cell(Link(language.number(of), url) if of else "0", CellType.NUMBER)


def links(ways: Iterable[Link], otherwise: str) -> Cell:
    """Links, a line each; without any, what is said instead."""
    return text(joined(tuple(ways)) or otherwise)
