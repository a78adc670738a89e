"""What became of the records: corrections, former names, and what took whose place."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hyoka.addresses import corrected_path, url_of
from hyoka.evaluation import CorrectedValue, Evaluation, Kin, Lineal, Owner
from hyoka.language import Language
from hyoka.model import FormerName, Indicator
from hyoka.opendata.tables.indicators import every_indicator
from hyoka.opendata.tables.owner import OWNER_KEY, Whose, owner, page, whose
from hyoka.opendata.tables.table import (
    NOT_APPLICABLE,
    NOT_RECORDED,
    Dataset,
    code,
    date,
    fiscal_year,
    identifier,
    text,
    year,
)
from hyoka.records import path_of
from hyoka.units import FiscalYear


@dataclass(frozen=True)
class _Correction:
    """A correction in words."""

    value: CorrectedValue
    record_name: str
    way: str
    before: str
    after: str


def _corrections(evaluation: Evaluation, language: Language) -> Iterator[_Correction]:
    for value in evaluation.corrections:
        yield _Correction(
            value,
            language.corrected_record(value),
            language.way(value),
            _told(value.correction.before, language),
            _told(value.after, language),
        )


def _told(value: object, language: Language) -> str:
    """A value that may be of any kind: numbers, years and dates as in the other tables."""
    match value:
        case FiscalYear():
            return str(value.year)
        case Decimal():
            return f"{value:f}"
        case datetime.date() | int():
            return str(value)
        case _:
            return language.recorded(value)


CORRECTIONS = Dataset(
    "corrections",
    _corrections,
    (
        identifier("record", lambda row: path_of(row.value.record)),
        text("record_name", lambda row: row.record_name),
        date("corrected", lambda row: row.value.correction.date, ""),
        identifier("place", lambda row: row.value.correction.place),
        text("place_name", lambda row: row.way),
        text("before", lambda row: row.before),
        text("after", lambda row: row.after),
        text("unit", lambda row: row.value.unit or None, NOT_APPLICABLE),
        text("reason", lambda row: row.value.correction.reason),
        identifier("page", lambda row: url_of(corrected_path(row.value.record))),
    ),
    ("record", "corrected", "place"),
)


@dataclass(frozen=True)
class _Named:
    """A name that something had before."""

    whose: Whose
    indicator: str | None
    former: FormerName
    name: str


@dataclass(frozen=True)
class _Succession:
    """What took the place of something."""

    whose: Whose
    indicator: str | None
    kin: Kin

    @property
    def before(self) -> Whose:
        return whose(self.kin.lineal.owner)


def _lineals(evaluation: Evaluation) -> Iterator[Lineal]:
    owners: tuple[Owner, ...] = (
        *(policy.policy for policy in evaluation.policies),
        *(measure.part for measure in evaluation.measures),
        *(project.project for project in evaluation.projects),
    )
    yield from map(Lineal, owners)
    for indicator in every_indicator(evaluation):
        yield Lineal(indicator.owner, indicator.indicator)


def _id(indicator: Indicator | None) -> str | None:
    return indicator.id if indicator else None


def _former_names(evaluation: Evaluation, _: Language) -> Iterator[_Named]:
    for lineal in _lineals(evaluation):
        for former in lineal.named.former_names:
            yield _Named(whose(lineal.owner), _id(lineal.indicator), former, lineal.named.name)


def _successions(evaluation: Evaluation, _: Language) -> Iterator[_Succession]:
    for lineal in _lineals(evaluation):
        for kin in evaluation.lineage.of(lineal.owner, lineal.indicator).predecessors:
            yield _Succession(whose(lineal.owner), _id(lineal.indicator), kin)


FORMER_NAMES = Dataset(
    "former_names",
    _former_names,
    (
        *owner(lambda row: row.whose),
        identifier("indicator_id", lambda row: row.indicator, NOT_APPLICABLE),
        text("name", lambda row: row.name),
        text("former_name", lambda row: row.former.name),
        year("until", lambda row: row.former.until),
        page(lambda row: row.whose),
    ),
    (*OWNER_KEY, "indicator_id", "until"),
)

SUCCESSIONS = Dataset(
    "successions",
    _successions,
    (
        *owner(lambda row: row.whose),
        identifier("indicator_id", lambda row: row.indicator, NOT_APPLICABLE),
        *fiscal_year(lambda row: row.kin.succession.fiscal_year),
        code("succession", lambda row: row.kin.succession.kind, "successions"),
        text("note", lambda row: row.kin.succession.note, NOT_RECORDED),
        *owner(lambda row: row.before, prefix="previous_"),
        identifier(
            "previous_indicator_id", lambda row: _id(row.kin.lineal.indicator), NOT_APPLICABLE
        ),
        page(lambda row: row.whose),
    ),
    (
        *OWNER_KEY,
        "indicator_id",
        "fiscal_year",
        *(f"previous_{name}" for name in OWNER_KEY),
        "previous_indicator_id",
    ),
)
