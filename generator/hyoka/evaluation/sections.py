"""Which sections of its sheets a municipality uses: one that no year records has no heading."""

from collections.abc import Iterable, Iterator

from hyoka.evaluation.plan import MeasureYear
from hyoka.evaluation.policy import PolicyYear


def sheet_sections(years: Iterable[PolicyYear]) -> frozenset[str]:
    """Those that any of the policies' sheets has something in."""
    return frozenset(name for year in years for name in _used(year))


def measure_sheet_sections(years: Iterable[MeasureYear]) -> frozenset[tuple[int, str]]:
    """Those that any sheet of a level of the plan has something in, each with the level."""
    return frozenset((year.part.level, name) for year in years for name in _listed(year))


def _used(year: PolicyYear) -> Iterator[str]:
    sheet = year.sheet
    if sheet is None:
        return
    yield from _listed(year)
    told = {
        "plan": sheet.aim or sheet.years or year.policy.approaches,
        "survey": sheet.measures,
        "progress": sheet.approaches,
        "self_evaluation": sheet.self_evaluation,
        "council_evaluation": sheet.council_evaluation,
    }
    yield from (name for name, found in told.items() if found)


def _listed(year: PolicyYear | MeasureYear) -> Iterator[str]:
    if year.sheet and year.sheet.indicators:
        yield "indicators"
    if year.leading.members:
        yield "projects"
