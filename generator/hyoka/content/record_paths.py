"""Which file of `content/` holds which record.

| file | record |
|---|---|
| `municipality.yml` | `Municipality` |
| `plans/<id>.yml` | `Plan` |
| `policies/<id>/policy.yml` | `Policy` |
| `policies/<policy>/<fiscal_year>.yml` | `Sheet` |
| `measures/<plan>/<measure>/<fiscal_year>.yml` | `MeasureSheet` |
| `measures/<plan>/<measure>/years.yml` | `MeasureYears`: a `ListedMeasureSheet` a year |
| `projects/<id>.yml` | `Project` |
| `surveys/<fiscal_year>.yml` | `Survey` |
| `recommendations/<id>.yml` | `Recommendation` |
"""

import re
from dataclasses import dataclass

from hyoka.model import (
    ListedMeasureSheet,
    MeasureSheet,
    MeasureYears,
    Municipality,
    Plan,
    Policy,
    Project,
    Recommendation,
    Record,
    Sheet,
    Survey,
)

MUNICIPALITY = "municipality.yml"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which files hold a noun, and what their names say."""

    noun: type[Record]
    pattern: re.Pattern[str]
    """Matches the path inside `content/`; its groups are fields of the record."""


_LAYOUTS = (
    Layout(Municipality, re.compile(r"municipality\.yml")),
    Layout(Plan, re.compile(r"plans/(?P<id>[^/]+)\.yml")),
    Layout(Policy, re.compile(r"policies/(?P<id>[^/]+)/policy\.yml")),
    Layout(Sheet, re.compile(r"policies/(?P<policy>[^/]+)/(?P<fiscal_year>[^/]+)\.yml")),
    Layout(MeasureYears, re.compile(r"measures/(?P<plan>[^/]+)/(?P<measure>[^/]+)/years\.yml")),
    Layout(
        MeasureSheet,
        re.compile(r"measures/(?P<plan>[^/]+)/(?P<measure>[^/]+)/(?P<fiscal_year>[^/]+)\.yml"),
    ),
    Layout(Project, re.compile(r"projects/(?P<id>[^/]+)\.yml")),
    Layout(Survey, re.compile(r"surveys/(?P<fiscal_year>[^/]+)\.yml")),
    Layout(Recommendation, re.compile(r"recommendations/(?P<id>[^/]+)\.yml")),
)


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of record file, as its authors and their editors know it."""

    name: str
    """`sheet`"""
    noun: type[Record]
    path: str
    """Inside `content/`, with what its name says in angle brackets: `surveys/<fiscal_year>.yml`."""
    from_name: frozenset[str]
    """The keys that do not stand in the file, for its name says them."""


def _file_kind(layout: Layout) -> FileKind:
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", layout.pattern.pattern).replace("\\", "")
    named = frozenset(layout.pattern.groupindex) - {"fiscal_year"}
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", layout.noun.__name__).lower()
    return FileKind(name, layout.noun, path, named)


FILE_KINDS = tuple(_file_kind(layout) for layout in _LAYOUTS)


def path_of(record: Record) -> str:  # noqa: PLR0911 - one answer a noun
    """The path inside `content/` of the file that holds `record`.

    Of a sheet that stands in a list, that of the list with the year: no other record has it.
    """
    match record:
        case Plan() | Project() | Recommendation():
            return f"{type(record).__name__.lower()}s/{record.id}.yml"
        case Policy():
            return f"policies/{record.id}/policy.yml"
        case Sheet():
            return f"policies/{record.policy}/{record.fiscal_year}.yml"
        case ListedMeasureSheet():
            return (
                f"measures/{record.plan}/{record.measure}/years.yml{_YEAR_IN}{record.fiscal_year}"
            )
        case MeasureYears():
            return f"measures/{record.plan}/{record.measure}/years.yml"
        case MeasureSheet():
            return f"measures/{record.plan}/{record.measure}/{record.fiscal_year}.yml"
        case Survey():
            return f"surveys/{record.fiscal_year}.yml"
        case Municipality():
            return MUNICIPALITY
        case _:
            raise TypeError(record)


_YEAR_IN = "#"
"""Between the path of a list and the year of one of its sheets."""


def file_of(record: Record) -> str:
    """The path inside `content/` of the file that holds `record`, be it alone or in a list."""
    return path_of(record).partition(_YEAR_IN)[0]


def layout_of(path: str) -> tuple[Layout | None, dict[str, str]]:
    """Which noun the file at `path` holds, and what the path says of it; none: no record's file."""
    for layout in _LAYOUTS:
        if match := layout.pattern.fullmatch(path):
            return layout, match.groupdict()
    return None, {}


FOLDERS = {layout.pattern.pattern.split("/")[0] for layout in _LAYOUTS} - {r"municipality\.yml"}
"""Where records stand: what a link in place of one leads to cannot be read."""


def from_name(noun: type[object]) -> set[str]:
    """The fields that the file's path gives, and that do not stand in the file."""
    keys = {key for layout in _LAYOUTS if layout.noun is noun for key in layout.pattern.groupindex}
    return keys - {"fiscal_year"}
