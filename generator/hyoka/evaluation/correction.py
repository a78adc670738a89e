"""Corrections 訂正: what a published value was, what it is now, and where it stands in words."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hyoka.model import (
    NAMED_UNITS,
    AnswerFinding,
    Approach,
    ApproachProgress,
    BudgetLine,
    ChosenAction,
    Correction,
    CountedIn,
    GroupFinding,
    GroupYear,
    Indicator,
    IndicatorYear,
    MeasureKey,
    MeasureSheet,
    Municipality,
    Plan,
    Policy,
    Project,
    ProjectClass,
    QuestionResult,
    Rating,
    Recommendation,
    Record,
    Records,
    Response,
    Sheet,
    StepEvaluation,
    Survey,
    SurveyQuestion,
    SurveyResult,
    counted_in,
    values_along,
)
from hyoka.units import FiscalYear

Corrected = Sheet | MeasureSheet | Project | Survey | Policy | Plan | Recommendation
"""What may have corrections."""


class FieldTitle(str):
    """The title of a field: a word of the project's, not of a record."""

    __slots__ = ()


@dataclass(frozen=True)
class CorrectedValue:
    """A correction, with the place in words and the present value."""

    record: Corrected
    name: str
    """What the record is called; a sheet by what it evaluates."""
    correction: Correction
    steps: tuple[str | FiscalYear | datetime.date, ...]
    """The way to the value: names, years, days, titles of fields."""
    after: object
    """The value that stands there now."""
    unit: str
    """The value's unit; empty where it has none."""


@dataclass(frozen=True)
class _Known:
    """What the ids in a record stand for."""

    name: str
    """What the record is called."""
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    approaches: Mapping[str, Approach] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)
    """Their names."""
    classifications: Mapping[str, str] = field(default_factory=dict)
    """The names of the ways to sort projects."""
    steps: Mapping[str, str] = field(default_factory=dict)
    """The names of the municipality's own steps of evaluation."""
    actions: Mapping[str, str] = field(default_factory=dict)
    """The names of the next actions."""


def corrected_records(records: Records) -> Iterator[Corrected]:
    """Every record that may have corrections."""
    yield from records.plans
    yield from records.policies
    yield from records.sheets
    yield from records.measure_sheets
    yield from records.projects
    yield from records.surveys
    yield from records.recommendations


def evaluate_corrections(records: Records) -> tuple[CorrectedValue, ...]:
    """Every correction, newest first; those of one day in the order of their records."""
    municipality = records.municipality
    money = municipality.money_unit.value
    found = []
    for record in corrected_records(records):
        if record.corrections:
            known = _with_declared(_known_in(record, records), municipality)
            found += [_value(record, it, known, money) for it in record.corrections]
    return tuple(sorted(found, key=lambda value: value.correction.date, reverse=True))


def _with_declared(known: _Known, municipality: Municipality) -> _Known:
    """With the names of what the municipality declares."""
    return replace(
        known,
        classifications={one.id: one.name for one in municipality.classifications},
        steps={step.id: step.name for step in municipality.evaluation_steps},
        actions={action.id: action.name for action in municipality.next_actions},
    )


def _known_in(record: Corrected, records: Records) -> _Known:
    match record:
        case Sheet():
            policy = next(policy for policy in records.policies if policy.id == record.policy)
            return _known(policy.name, policy.indicators, policy.approaches)
        case MeasureSheet():
            plan = next(plan for plan in records.plans if plan.id == record.plan)
            part = next(part for part in plan.parts if part.id == record.measure)
            return _known(part.name, part.described.indicators)
        case Survey():
            of_plan = [plan for plan in records.plans if plan.id == record.plan]
            measures = {part.id: part.name for plan in of_plan for part in plan.parts}
            return _Known(record.name, measures=measures)
        case Project():
            return _known(record.name, record.indicators)
        case Recommendation():
            return _Known(record.title)
        case _:
            return _Known(record.name)


def _known(
    name: str, indicators: Iterable[Indicator], approaches: Iterable[Approach] = ()
) -> _Known:
    return _Known(
        name,
        {indicator.id: indicator for indicator in indicators},
        {approach.id: approach for approach in approaches},
    )


def _value(record: Corrected, correction: Correction, known: _Known, money: str) -> CorrectedValue:
    keys = correction.place.split("/")
    values = values_along(record, correction.place)
    steps: list[str | FiscalYear | datetime.date] = []
    holders: list[object] = [record, *values[:-1]]
    for holder, key, value in zip(holders, keys, values, strict=True):
        if isinstance(value, GroupYear):
            steps[-1] = _group_name(value, holders, known)
        elif isinstance(holder, tuple):
            steps[-1] = _item(value, known)  # its name says more than the title of its list
        elif isinstance(holder, Record):
            steps.append(FieldTitle(type(holder).model_fields[key].title or key))
    unit = _unit(keys[-1], holders, known, money)
    return CorrectedValue(record, known.name, correction, tuple(steps), values[-1], unit)


def _group_name(of: GroupYear, holders: Iterable[object], known: _Known) -> str:
    """What the group is called of which a row tells, in one of the `holders`."""
    row = next(one for one in holders if isinstance(one, IndicatorYear))
    groups = known.indicators[row.id].groups
    return next(group.name for group in groups if group.id == of.group)


def _item(  # noqa: C901, PLR0912 - one answer a noun
    item: object, known: _Known
) -> str | FiscalYear | datetime.date:
    """What an item of a list is called."""
    called: str | FiscalYear | datetime.date
    match item:
        case IndicatorYear():
            called = known.indicators[item.id].name
        case ApproachProgress():
            called = known.approaches[item.id].name
        case SurveyResult():
            called = known.measures[item.measure]
        case QuestionResult():
            called = known.measures.get(item.measure or "") or item.policy or item.item or ""
        case SurveyQuestion():
            called = "".join(item.question.splitlines())
        case AnswerFinding():
            called = item.answer
        case GroupFinding():
            called = item.group
        case ProjectClass():
            called = known.classifications[item.classification]
        case StepEvaluation():
            called = known.steps[item.step]
        case ChosenAction():
            called = known.actions[item.id]
        case Rating():
            called = item.aspect or item.scale
        case Response():
            called = item.date
        case MeasureKey():
            called = item.id
        case BudgetLine():
            called = "　".join(filter(None, item.names))
        case str():
            called = item
        case _:
            called = getattr(item, "name", "") or getattr(item, "fiscal_year", "")
    return called


def _unit(key: str, holders: Sequence[object], known: _Known, money: str) -> str:
    """The unit of the value at `key` of the last of its `holders`, the record's first."""
    holder = holders[-1]
    match counted_in(holder, key) if isinstance(holder, Record) else None:
        case CountedIn.MONEY:
            return money
        case CountedIn.INDICATOR:
            rows = [known.indicators[row.id] for row in holders if isinstance(row, IndicatorYear)]
            indicators = [*rows, *(one for one in holders if isinstance(one, Indicator))]
            return indicators[-1].unit
        case CountedIn() as unit:
            return NAMED_UNITS[unit]
    return ""
