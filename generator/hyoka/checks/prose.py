"""Prose: where it plainly speaks of a number of the table, it says the same number.

Only what is certain is told. A sentence that could be about another year, a target or another
thing is passed over: a false alarm would teach people not to read the true ones.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from hyoka.checks.indicators import ActualRow, plain, rows_of, rows_of_project
from hyoka.checks.once import once
from hyoka.checks.registry import check
from hyoka.content.record_paths import path_of
from hyoka.evaluation import Node
from hyoka.evaluation.figures import unit_of_change
from hyoka.model import (
    MeasureSheet,
    PlacedEvaluation,
    Project,
    Record,
    Records,
    Sheet,
    evaluations_of,
)
from hyoka.problems import Finding, RecordPath
from hyoka.units import EXACT, FiscalYear, rounded

_SENTENCE_END = re.compile(r"[。\n]")
_CLAUSE_END = re.compile(r"[、（）()「」]")
_NUMBER = r"(?P<number>-?\d[\d,]{0,20}(?:\.\d{1,20})?)"
_STATED = re.compile(
    rf"(?:年度?の)?(?P<name>[一-龥々ァ-ヶーA-Za-z][一-龥々ァ-ヶーA-Za-z・のへ]{{0,60}})は{_NUMBER}"
    r"(?P<unit>[^\d\s]{1,20})"
)
"""加入率は61.9％"""
_CHANGED = re.compile(rf"{_NUMBER}(?P<unit>\D{{1,8}}?)の?(?P<way>増|減|ふえ|へっ)(?:加|少)?")
"""7件増加"""
_ELSEWHEN = re.compile(
    r"策定|基準|目標|計画|前年|昨年|前回|以前|当初|従来|翌年|来年|今後|これまで|累計|合計|延べ"
    r"|全国|県内|平均|見込|予定|予想|月|四半期|上半期|下半期"
)
"""Words of a sentence about something else than the sheet's fiscal year."""
_YEAR = re.compile(r"(?:令和|平成|昭和|大正|明治|[RHS])(?:\d{1,2}|元)年度?|\d{4}年度?")
_NOT_THE_ACTUAL = re.compile(
    r"以上|以下|未満|を?超|程度|前後|台|弱|強|から|より|増|減|を上回|を下回|を目|に届|には|まで"
)
"""What follows a number that an actual is only compared with."""
_LAST_YEAR = re.compile(r"前年度?|昨年度?")
_SHORTEST = 3
"""A shorter name, such as 件数, could mean any indicator."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What the tables beside a text say."""

    fiscal_year: FiscalYear
    rows: Sequence[ActualRow]
    previous: Mapping[Node, Decimal]
    """Last year's actuals."""


@check(needs_municipality=True)
def prose_number(records: Records) -> Iterator[Finding]:
    """A sentence that states another number than the table, or another change."""
    projects = {project.id: project for project in records.projects}
    of_owners: dict[Node, list[ActualRow]] = defaultdict(list)
    for row in rows_of(records.model_copy(update={"projects": ()})):
        of_owners[_owner(row.record)].append(row)
    for sheet in records.every_sheet:
        if _sentences(sheet):
            listed = [_by_year(projects[id_]) for id_ in sheet.projects if id_ in projects]
            yield from _contradictions(sheet, _known(sheet, of_owners[_owner(sheet)], listed))


def _owner(sheet: Record) -> Node:
    match sheet:
        case Sheet():
            return ("policy", sheet.policy)
        case MeasureSheet():
            return ("measure", sheet.plan, sheet.measure)
    return ()


_ByYear = Mapping[FiscalYear, Sequence[ActualRow]]


@once
def _by_year(project: Project) -> _ByYear:
    """What each year records of a project's indicators."""
    found: dict[FiscalYear, list[ActualRow]] = defaultdict(list)
    for row in rows_of_project(project):
        found[row.fiscal_year].append(row)
    return dict(found)


def _known(
    sheet: Sheet | MeasureSheet, of_owner: Sequence[ActualRow], listed: Sequence[_ByYear]
) -> _Known:
    year, last = sheet.fiscal_year, sheet.fiscal_year.plus(-1)
    before = [row for row in of_owner if row.fiscal_year == last]
    before += chain.from_iterable(years.get(last, ()) for years in listed)
    actuals = {row.node: row.actual for row in before}
    rows = [row for row in of_owner if row.record is sheet]
    rows += chain.from_iterable(years.get(year, ()) for years in listed)
    previous = {
        row.node: actual
        for row in rows
        if (actual := actuals.get(row.node)) is not None and row.indicator.comparable(last, year)
    }
    return _Known(year, rows, previous)


@once
def _sentences(sheet: Sheet | MeasureSheet) -> tuple[tuple[RecordPath, str], ...]:
    """The sentences that speak of a number in a way that could contradict the tables."""
    return tuple(
        (place, sentence)
        for place, text in _texts(sheet)
        for sentence in _SENTENCE_END.split(unicodedata.normalize("NFKC", text))
        if _STATED.search(sentence) or _CHANGED.search(sentence)
    )


def _contradictions(sheet: Sheet | MeasureSheet, known: _Known) -> Iterator[Finding]:
    for place, sentence in _sentences(sheet):
        for rule, values in (*_stated(sentence, known), *_changed(sentence, known)):
            yield Finding(path_of(sheet), place, rule, values)


def _texts(sheet: Sheet | MeasureSheet) -> Iterator[tuple[RecordPath, str]]:
    """The sheet's prose about its own fiscal year."""
    for placed in evaluations_of(sheet):
        yield from _texts_of(placed)
    if isinstance(sheet, MeasureSheet):
        if sheet.summary is not None:
            yield ("summary",), sheet.summary
        return
    for number, progress in enumerate(sheet.approaches):
        for index, item in enumerate(progress.items):
            yield ("approaches", number, "items", index), item
    for number, year in enumerate(sheet.years):
        if year.fiscal_year == sheet.fiscal_year:
            for index, item in enumerate(year.activities):
                yield ("years", number, "activities", index), item


def _texts_of(placed: PlacedEvaluation) -> Iterator[tuple[RecordPath, str]]:
    if placed.evaluation.text is not None:
        yield (*placed.place, "text"), placed.evaluation.text
    for index, rating in enumerate(placed.evaluation.ratings):
        if rating.text is not None:
            yield (*placed.place, "ratings", index, "text"), rating.text


_Told = tuple[str, Mapping[str, str]]
"""A rule and its values."""


def _stated(sentence: str, known: _Known) -> Iterator[_Told]:
    for match in _STATED.finditer(sentence):
        before = _CLAUSE_END.split(_before(sentence, match.end("name")))[-1]
        if _ELSEWHEN.search(before) or _names_another_year(before, (known.fiscal_year,)):
            continue
        row = _only_one_meant(match["name"], match["unit"], known.rows)
        if row is None or row.actual is None or _same(_decimal(match["number"]), row.actual):
            continue
        unit = plain(row.indicator.unit)
        if not _NOT_THE_ACTUAL.match(match["unit"].removeprefix(unit)):
            stated = f"{match['name']}は{match['number']}{unit}"
            yield "prose_number", _values(stated, row, f"{row.actual:,f}{row.indicator.unit}")


_FAR = 200
"""What stands further from a number than this many characters does not speak of it."""


def _before(sentence: str, end: int) -> str:
    return sentence[max(0, end - _FAR) : end]


def _only_one_meant(name: str, unit: str, rows: Sequence[ActualRow]) -> ActualRow | None:
    if len(name) < _SHORTEST:
        return None
    meant = [
        row
        for row in rows
        if name in plain(row.indicator.name) and unit.startswith(plain(row.indicator.unit))
    ]
    return meant[0] if len(meant) == 1 else None


def _changed(sentence: str, known: _Known) -> Iterator[_Told]:
    around = _LAST_YEAR.sub("", sentence)
    years = (known.fiscal_year, known.fiscal_year.plus(-1))
    if _ELSEWHEN.search(around) or _names_another_year(sentence, years):
        return
    compact = plain(sentence)
    named = [row for row in known.rows if plain(row.indicator.name) in compact]
    change = _change(named[0], known) if len(named) == 1 else None
    if change is None:
        return
    (row,) = named
    unit = unit_of_change(plain(row.indicator.unit))
    for match in _CHANGED.finditer(sentence):
        stated = _decimal(match["number"]) * (1 if match["way"] in {"増", "ふえ"} else -1)
        if match["unit"] == unit and stated != change:
            number = f"{change:+,f}{unit_of_change(row.indicator.unit)}"
            yield "prose_change", _values(match[0], row, number)


def _change(row: ActualRow, known: _Known) -> Decimal | None:
    """How much the actual changed from the year before."""
    before = known.previous.get(row.node)
    return (
        EXACT.subtract(row.actual, before)
        if row.actual is not None and before is not None
        else None
    )


def _names_another_year(text: str, own: Sequence[FiscalYear]) -> bool:
    return any(_year(year) not in own for year in _YEAR.findall(text))


def _year(text: str) -> FiscalYear | None:
    try:
        return FiscalYear.parse(text)
    except ValueError:
        return None


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _same(stated: Decimal, actual: Decimal) -> bool:
    """Whether the prose says the actual, perhaps rounded."""
    exponent = stated.as_tuple().exponent
    return isinstance(exponent, int) and rounded(actual, max(-exponent, 0)) == stated


def _values(stated: str, row: ActualRow, number: str) -> Mapping[str, str]:
    return {"stated": stated, "name": row.indicator.name, "number": number}
