"""The indicators of everything that has some: what tables about them have in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from hyoka.evaluation import EvaluatedIndicator, EvaluatedSite
from hyoka.model import Indicator
from hyoka.opendata import column
from hyoka.opendata.column import NOT_RECORDED, DataColumn, Getter, Row
from hyoka.opendata.owner import OwnerIds, whose
from hyoka.wording import Language


@dataclass(frozen=True)
class IndicatorDefinition:
    """An indicator, whatever the year."""

    evaluated: EvaluatedIndicator

    @property
    def it(self) -> Indicator:
        """As it is recorded."""
        return self.evaluated.indicator

    @cached_property
    def whose(self) -> OwnerIds:
        """Whose it is."""
        return whose(self.evaluated.owner)


def definitions(evaluation: EvaluatedSite, _: Language) -> Iterator[IndicatorDefinition]:
    """Every indicator."""
    yield from map(IndicatorDefinition, evaluation.indicators)


def qualifier(name: str, get: Getter[Row]) -> DataColumn[Row]:
    """What the sheet says beside a number: 以上, 約, …"""
    return column.code(name, get, "qualifier_names", NOT_RECORDED)
