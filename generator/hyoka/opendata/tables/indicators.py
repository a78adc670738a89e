"""Indicators: what stays of each, its targets and breaks, and each of its years."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation import (
    EvaluatedIndicator,
    EvaluatedIndicatorYear,
    Evaluation,
)
from hyoka.figures import Figure, Reason, unit_of_change
from hyoka.language import Language
from hyoka.model import Break, Indicator, PrintedRate
from hyoka.opendata.tables.owner import OWNER_KEY, Whose, owner, page, whose
from hyoka.opendata.tables.table import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    Dataset,
    code,
    date,
    figure,
    fiscal_year,
    identifier,
    integer,
    number,
    text,
    truth,
    year,
)
from hyoka.units import PERCENT, FiscalYear, Value


@dataclass(frozen=True)
class _Definition:
    """An indicator, whatever the year."""

    evaluated: EvaluatedIndicator

    @property
    def it(self) -> Indicator:
        return self.evaluated.indicator

    @cached_property
    def whose(self) -> Whose:
        return whose(self.evaluated.owner)


@dataclass(frozen=True)
class _Year:
    """An indicator in one fiscal year."""

    year: EvaluatedIndicatorYear
    whose: Whose
    basis: str
    """What its status was judged by, in words."""

    @property
    def it(self) -> Indicator:
        return self.year.indicator

    @property
    def printed(self) -> PrintedRate:
        return self.year.record.printed or PrintedRate()


@dataclass(frozen=True)
class _Target:
    """A target on the way to the final one, or one that was given up for another."""

    definition: _Definition
    kind: str
    fiscal_year: FiscalYear
    target: Value
    changed: object = None
    reason: str | None = None


@dataclass(frozen=True)
class _Break:
    definition: _Definition
    it: Break


def every_indicator(evaluation: Evaluation) -> Iterator[EvaluatedIndicator]:
    """The policies', the measures', then the projects'."""
    for policy in evaluation.policies:
        yield from policy.indicators
    for measure in evaluation.measures:
        yield from measure.indicators
    for project in evaluation.projects:
        yield from project.indicators


def _definitions(evaluation: Evaluation, _: Language) -> Iterator[_Definition]:
    yield from map(_Definition, every_indicator(evaluation))


def _years(evaluation: Evaluation, language: Language) -> Iterator[_Year]:
    for indicator in every_indicator(evaluation):
        for of_year in indicator.years:
            basis = language.movement(of_year)
            yield _Year(of_year, whose(indicator.owner, of_year.fiscal_year), basis)


def _method(rate: Figure) -> str | None:
    """By which formula a rate was computed; none where none was."""
    return None if rate.value is None else rate.method


def _targets(evaluation: Evaluation, language: Language) -> Iterator[_Target]:
    for definition in _definitions(evaluation, language):
        for interim in definition.it.interim_targets:
            yield _Target(definition, "interim", interim.fiscal_year, interim.target)
        for change in definition.it.target_changes:
            first, before = change.fiscal_year, change.before
            yield _Target(definition, "superseded", first, before, change.date, change.reason)


def _breaks(evaluation: Evaluation, language: Language) -> Iterator[_Break]:
    for definition in _definitions(evaluation, language):
        yield from (_Break(definition, it) for it in definition.it.breaks)


DEFINITIONS = Dataset(
    "indicator_definitions",
    _definitions,
    (
        *owner(lambda row: row.whose),
        identifier("indicator_id", lambda row: row.it.id),
        text("indicator_name", lambda row: row.it.name),
        text("unit", lambda row: row.it.unit),
        code("kind", lambda row: row.it.kind, "kinds", NOT_RECORDED),
        code("declared_direction", lambda row: row.it.direction, "directions", NOT_RECORDED),
        text("direction_note", lambda row: row.it.direction_note, NOT_RECORDED),
        code(
            "declared_method",
            lambda row: row.it.achievement_method,
            "achievement_methods",
            NOT_RECORDED,
        ),
        number("baseline", lambda row: row.it.baseline, "unit"),
        text("baseline_words", lambda row: row.it.baseline_words, NOT_RECORDED),
        year("baseline_year", lambda row: row.it.baseline_year, NOT_RECORDED),
        integer(
            "baseline_respondents", lambda row: row.it.baseline_respondents, "人", NOT_RECORDED
        ),
        number("target", lambda row: row.it.target, "unit"),
        text("target_words", lambda row: row.it.target_words, NOT_RECORDED),
        text("target_note", lambda row: row.it.target_note, NOT_RECORDED),
        number("lowest", lambda row: row.it.range and row.it.range.lowest, "unit"),
        number("highest", lambda row: row.it.range and row.it.range.highest, "unit"),
        year("target_year", lambda row: row.it.target_year, NOT_RECORDED),
        page(lambda row: row.whose),
    ),
    (*OWNER_KEY, "indicator_id"),
)

INDICATORS = Dataset(
    "indicators",
    _years,
    (
        *owner(lambda row: row.whose),
        identifier("indicator_id", lambda row: row.it.id),
        text("indicator_name", lambda row: row.year.name),
        *fiscal_year(lambda row: row.year.fiscal_year),
        text("unit", lambda row: row.it.unit),
        code("kind", lambda row: row.it.kind, "kinds", NOT_RECORDED),
        number("baseline", lambda row: row.it.baseline, "unit"),
        year("baseline_year", lambda row: row.it.baseline_year, NOT_RECORDED),
        number("year_target", lambda row: row.year.record.target, "unit"),
        number("target", lambda row: row.year.target, "unit"),
        number("lowest", lambda row: row.year.held.range and row.year.held.range.lowest, "unit"),
        number("highest", lambda row: row.year.held.range and row.year.held.range.highest, "unit"),
        year("target_year", lambda row: row.year.target_year, NOT_RECORDED),
        number("final_target", lambda row: dict(row.year.progress_rate.inputs)["target"], "unit"),
        number("actual", lambda row: row.year.actual, "unit"),
        text("actual_words", lambda row: row.year.record.actual_words, NOT_RECORDED),
        truth("preliminary", lambda row: bool(row.year.record.preliminary)),
        number("preliminary_actual", lambda row: row.year.record.preliminary_actual, "unit"),
        integer("respondents", lambda row: row.year.record.respondents, "人", NOT_RECORDED),
        truth(
            "comparable_with_baseline",
            lambda row: row.it.comparable_with_baseline(row.year.fiscal_year),
        ),
        truth(
            "comparable_with_previous",
            lambda row: row.it.comparable(row.year.fiscal_year.plus(-1), row.year.fiscal_year),
        ),
        code(
            "direction",
            lambda row: row.year.judgement.direction,
            "directions",
            NOT_RECORDED,
            computed=True,
        ),
        truth(
            "direction_assumed", lambda row: row.year.judgement.direction_inferred, computed=True
        ),
        code(
            "achievement_method",
            lambda row: _method(row.year.achievement_rate),
            "achievement_rate_methods",
            NOT_APPLICABLE,
            computed=True,
        ),
        figure("achievement_rate", lambda row: row.year.achievement_rate, PERCENT),
        figure("progress_rate", lambda row: row.year.progress_rate, PERCENT),
        text("change_unit", lambda row: unit_of_change(row.it.unit)),
        figure("change", lambda row: row.year.change, "change_unit"),
        figure("change_rate", lambda row: row.year.change_rate, PERCENT),
        figure("change_margin", lambda row: row.year.change_margin, "change_unit"),
        figure("year_on_year", lambda row: row.year.year_on_year, "change_unit"),
        figure("year_on_year_rate", lambda row: row.year.year_on_year_rate, PERCENT),
        figure("year_on_year_margin", lambda row: row.year.year_on_year_margin, "change_unit"),
        truth(
            "attained",
            lambda row: (
                Reason("undetermined")
                if row.year.judgement.attained is None
                else row.year.judgement.attained
            ),
            NOT_APPLICABLE,
            computed=True,
        ),
        code("status", lambda row: row.year.status, "statuses", computed=True),
        text("status_basis", lambda row: row.basis),
        code(
            "compared_with",
            lambda row: row.year.judgement.compared_with or None,
            "compared_with",
            NOT_APPLICABLE,
            computed=True,
        ),
        number("printed_achievement_rate", lambda row: row.printed.achievement_rate, PERCENT),
        text("difference", lambda row: row.printed.difference, NOT_RECORDED),
        page(lambda row: row.whose),
    ),
    (*OWNER_KEY, "indicator_id", "fiscal_year"),
)

TARGETS = Dataset(
    "indicator_targets",
    _targets,
    (
        *owner(lambda row: row.definition.whose),
        identifier("indicator_id", lambda row: row.definition.it.id),
        text("indicator_name", lambda row: row.definition.it.name),
        code("target_type", lambda row: row.kind, "target_types"),
        *fiscal_year(lambda row: row.fiscal_year),
        number("target", lambda row: row.target, "unit"),
        text("unit", lambda row: row.definition.it.unit),
        date("changed", lambda row: row.changed),
        text("reason", lambda row: row.reason, NOT_APPLICABLE),
        page(lambda row: row.definition.whose),
    ),
    (*OWNER_KEY, "indicator_id", "target_type", "fiscal_year"),
)

BREAKS = Dataset(
    "indicator_breaks",
    _breaks,
    (
        *owner(lambda row: row.definition.whose),
        identifier("indicator_id", lambda row: row.definition.it.id),
        text("indicator_name", lambda row: row.definition.it.name),
        *fiscal_year(lambda row: row.it.fiscal_year),
        text("reason", lambda row: row.it.reason),
        page(lambda row: row.definition.whose),
    ),
    (*OWNER_KEY, "indicator_id", "fiscal_year"),
)
