"""Tables of the groups that an indicator is given by: a row each, beside all years."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hyoka.elements import BREAK, Cell, CellType, Column, ColumnType, Row, Table, note
from hyoka.evaluation import EvaluatedIndicator, EvaluatedIndicatorYear
from hyoka.model import Indicator
from hyoka.tables import cells
from hyoka.tables.context import PageContext, column
from hyoka.units import FiscalYear
from hyoka.urls import indicator_anchor
from hyoka.wording import Language

_NUMBER = ColumnType.NUMBER


def of_groups(
    indicators: Iterable[EvaluatedIndicator], context: PageContext
) -> Mapping[str, Table]:
    """The table of the groups of each indicator that has some, by the indicator's id."""
    return {one.indicator.id: indicator_groups(one, context) for one in indicators if one.groups}


def indicator_groups(indicator: EvaluatedIndicator, context: PageContext) -> Table:
    """The groups of an indicator over its years; of the newest what is computed."""
    its = indicator.indicator
    context = context.of(its)
    shown = _Shown.of(indicator)
    form = "groups.caption" if its.unit else "groups.caption_in_words"
    caption = context.word(form, name=its.name, by=its.grouped_by or "", unit=its.unit)
    columns = tuple(_columns(indicator, shown, context))
    rows = (Row(tuple(_cells(group, shown, context))) for group in indicator.groups)
    data = context.links.data("indicator_groups", indicator.owner, indicator_id=its.id)
    return context.table(f"{indicator_anchor(indicator)}-groups", caption, columns, rows, data=data)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Which columns there is something to say in."""

    years: Sequence[FiscalYear]
    baseline: bool
    target: bool
    """Whether a group has one of the plan's."""
    judged: bool
    """Whether a group is judged in its newest year."""
    moved: bool
    """Whether a group's change is computed in its newest year."""

    @classmethod
    def of(cls, indicator: EvaluatedIndicator) -> "_Shown":
        groups = indicator.groups
        newest = [group.latest for group in groups if group.latest]
        return cls(
            sorted({year for group in groups for year in group.by_year}),
            baseline=any(group.indicator.baseline is not None for group in groups),
            target=any(group.indicator.target is not None for group in groups),
            judged=any(year.has_own_verdict for year in newest),
            moved=any(year.moved.value is not None for year in newest),
        )


def _columns(
    indicator: EvaluatedIndicator, shown: _Shown, context: PageContext
) -> Iterator[Column]:
    label, language, computed = context.label, context.language, context.word("columns.computed")
    yield column(indicator.indicator.grouped_by or context.word("groups.group"))
    its = indicator.indicator
    if shown.baseline:
        yield column(label("baseline"), _NUMBER, _short_year(its.baseline_year, context))
    if shown.target:
        yield column(label("target"), _NUMBER, _short_year(its.target_year, context))
    for year in shown.years:
        yield column(language.short_year(year), _NUMBER)
    if shown.moved:
        yield column(label("change" if shown.baseline else "year_on_year"), _NUMBER, computed)
    if shown.judged:
        yield column(label("achievement_rate"), _NUMBER, computed)
        yield column(label("status"), unit=computed)


def _short_year(year: FiscalYear | None, context: PageContext) -> str:
    return context.language.short_year(year) if year else ""


def _cells(group: EvaluatedIndicator, shown: _Shown, context: PageContext) -> Iterator[Cell]:
    language, newest = context.language, group.latest
    yield cells.header(group.indicator.name)
    if shown.baseline:
        yield cells.baseline(group.indicator, language)
    if shown.target:
        yield _target(group.indicator, language)
    for fiscal_year in shown.years:
        year = group.by_year.get(fiscal_year)
        yield _actual(year, context) if year else cells.absent(language)
    if shown.moved:
        yield _moved(newest, shown, context) if newest else cells.dash()
    if shown.judged:
        judged = newest if newest and newest.has_own_verdict else None
        yield cells.calculated(judged.achievement_rate, context) if judged else cells.dash()
        yield cells.status(judged, language, briefly=True) if judged else cells.no_text(cells.DASH)


def _target(group: Indicator, language: Language) -> Cell:
    target, told = group.target, group.target_qualifier
    if told is None or not isinstance(target, Decimal):
        return cells.number(target, language)
    return Cell(cells.number_of(target, group.unit, "", told, language), CellType.NUMBER)


def _moved(year: EvaluatedIndicatorYear, shown: _Shown, context: PageContext) -> Cell:
    if shown.baseline:
        return cells.calculated(year.change, context, margin=year.change_margin)
    return cells.calculated(year.year_on_year, context, margin=year.year_on_year_margin)


def _actual(year: EvaluatedIndicatorYear, context: PageContext) -> Cell:
    """An actual, with the target of that very year and the sheet's remark."""
    language, record = context.language, year.record
    cell = cells.actual(year, language)
    notes = []
    if record.target is not None:
        told, unit = language.value(record.target), year.indicator.unit
        target = language.qualified(told, record.target_qualifier, unit)
        notes.append(context.word("groups.year_target", target=target))
    if record.note is not None:
        notes.append(record.note)
    if not notes:
        return cell
    return replace(cell, content=(cell.content, *((BREAK, note(one)) for one in notes)))
