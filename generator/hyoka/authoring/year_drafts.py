"""What the draft of a year takes over from the year before: each field that it had, not its value.

What may be `pending` is; anything else stands as a comment with placeholders. Beside each stands
what it was in the year before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hyoka.authoring.field_reference import in_yaml
from hyoka.content.placeholders import placeholder
from hyoka.model import (
    EVALUATION_FIELDS,
    ChosenAction,
    Evaluation,
    Funding,
    GroupYear,
    Indicator,
    IndicatorYear,
    MeasureSheet,
    Municipality,
    ProjectYear,
    Rating,
    Record,
    Staff,
    StaffRate,
    StepEvaluation,
    UnitCost,
)
from hyoka.units import FiscalYear, Missing, Value
from hyoka.wording import Language

PENDING = Missing.PENDING.value

_KEPT = ("step", "scale", "aspect", "unit", "of")
"""What is said of a value rather than being one: it is the same in the next year."""
_TOLD_ANEW = (
    *("variance_reason", "activities", "planned_activities", "circumstances", "requests"),
    *(*EVALUATION_FIELDS, "issues", "next_action"),
)
"""What a project's year tells in words, anew each year."""
_TOLD_OF_MEASURE = ("division", "aim", "summary", "issues", *EVALUATION_FIELDS, "next_action")
"""What a year of a measure tells in words."""
_SHORT = 60
"""How many letters a text may have to be told in a line."""
_OF_ITS_YEAR = ("division", "difference", "publish_on")
"""What is only written in a year that differs from the others."""


@dataclass(frozen=True)
class YearDraft:
    """Writes the lines of a draft, by what the year before recorded."""

    language: Language
    municipality: Municipality
    year_before: FiscalYear | None
    """`None`: there is none."""

    def indicators(
        self, indicators: Sequence[Indicator], before: Iterable[IndicatorYear]
    ) -> Iterator[str]:
        """A row for each indicator, its actual pending; its own target too, if it had one."""
        rows = {row.id: row for row in before}
        for indicator in indicators:
            row = rows.get(indicator.id)
            yield f"# {self._indicator(indicator, row)}"
            yield f"- id: {indicator.id}"
            yield f"  actual: {PENDING}"
            if row is not None:
                yield from _indented(self._beside_actual(row))

    def project_year(
        self, last: ProjectYear | None, indicators: Sequence[Indicator]
    ) -> Iterator[str]:
        """The lines of a project's year after its year and document."""
        yield from self._money(last) if last else ()
        if indicators:
            yield "indicators:"
            yield from _indented(self.indicators(indicators, last.indicators if last else ()))
        for key in _TOLD_ANEW if last else ():
            yield from self._commented(last, key)

    def measure_year(self, last: MeasureSheet) -> Iterator[str]:
        """The lines of a measure's year in a list after its indicators and projects."""
        for key in _TOLD_OF_MEASURE:
            yield from self._commented(last, key)

    def _money(self, last: ProjectYear) -> Iterator[str]:
        for key, value in _recorded(last):
            if isinstance(value, Value):
                yield from self._pending(last, key, value)
            elif isinstance(value, Funding | UnitCost | Staff | StaffRate):
                yield from (f"{key}:", *_indented(self._parts(value)))
        if last.budget_lines:
            yield from ("budget_lines:", *_indented(self._items(last.budget_lines)))
        yield from self._commented(last, "printed")

    def evaluations(self, last: Record) -> Mapping[str, Sequence[str]]:
        """The lines of what a sheet concluded, by the field, with placeholders."""
        found = {key: getattr(last, key) for key in (*EVALUATION_FIELDS, "next_action")}
        return {key: [*_with_placeholders(last, key)] for key, value in found.items() if value}

    def earlier(self, value: object) -> str:
        """What a field was in the year before, in brackets; empty where that is no short text."""
        told = self._told(value)
        if not told or self.year_before is None:
            return ""
        year = self.language.short_year(self.year_before)
        return self.language.word("new.earlier", year=year, told=told)

    def _indicator(self, indicator: Indicator, row: IndicatorYear | None) -> str:
        """An indicator's name and unit, and its values in the year before."""
        told = self.language.word("new.indicator", name=indicator.name, unit=indicator.unit)
        text = told if indicator.unit else indicator.name
        if row is None:
            return text
        values = [("actual", row.actual), ("target", row.target)]
        known = [
            f"{self.language.label(name)} {self._told(value)}"
            for name, value in values
            if value is not None
        ]
        return text + self.earlier(self.language.word("formats.list").join(known))

    def _beside_actual(self, row: IndicatorYear) -> Iterator[str]:
        if row.target is not None:
            yield f"target: {PENDING}"
        if row.by_group:
            yield from ("by_group:", *_indented(self._groups(row.by_group)))
        yield from self._commented(row, "target_words")
        yield from self._commented(row, "reference_period")
        yield from self._commented(row, "other_values")
        yield from self._commented(row, "respondents")
        yield from self._commented(row, "printed")
        yield from self._commented(row, "rating")
        yield from self._commented(row, "achieved")

    def _groups(self, groups: Iterable[GroupYear]) -> Iterator[str]:
        """The groups of the year before, each pending; its own target too, if it had one."""
        for before in groups:
            yield f"- group: {before.group}"
            yield from _indented(self._pending(before, "actual", before.actual))
            if before.target is not None:
                yield from _indented(self._pending(before, "target", before.target))
            yield from _indented(self._commented(before, "respondents"))

    def _pending(self, of: Record, key: str, value: Value) -> Iterator[str]:
        yield f"# {_title(of, key)}{self.earlier(value)}"
        yield f"{key}: {PENDING}"

    def _parts(self, of: Record) -> Iterator[str]:
        """The fields of a record inside the year's: its values pending, what they are as it was."""
        for key, value in _recorded(of):
            if isinstance(value, Value):
                yield from self._pending(of, key, value)
            elif isinstance(value, tuple):
                yield from (f"{key}:", *_indented(self._items(value)))
            else:
                yield f"{key}: {in_yaml(str(value))}"

    def _items(self, records: Iterable[Record]) -> Iterator[str]:
        for record in records:
            first, *rest = self._parts(record)
            yield from (f"- {first}", *_indented(rest))

    def _commented(self, of: Record | None, key: str) -> Iterator[str]:
        """A field that cannot be pending, as a comment; nothing where the year before had none."""
        value = getattr(of, key, None)
        if of is None or value is None or value == ():
            return
        yield f"# {_title(of, key)}{self.earlier(value)}"
        yield from (f"# {line}" for line in _with_placeholders(of, key))

    def _told(self, value: object) -> str:
        """A value in few words: a number as it is written in a record, or why there is none."""
        told = ""
        match value:
            case Missing():
                told = self.language.missing(value)
            case Decimal():
                told = f"{value:f}"
            case bool():
                told = self.language.word(f"yes_or_no.{'yes' if value else 'no'}")
            case int():
                told = str(value)
            case str() if "\n" not in value and len(value) <= _SHORT:
                told = value
            case Evaluation() | Rating() | tuple():
                told = self._listed(self._concluded(value))
            case ChosenAction():
                actions = {action.id: action.name for action in self.municipality.next_actions}
                told = actions.get(value.id, value.id)
            case Record():
                parts = ((key, part) for key, part in _recorded(value) if key not in _OF_ITS_YEAR)
                told = self._listed((_title(value, key), self._told(part)) for key, part in parts)
        return told

    def _concluded(
        self, value: Evaluation | Rating | tuple[object, ...]
    ) -> Iterator[tuple[str, str]]:
        """What an evaluation, a rating or the steps of an evaluation came to."""
        match value:
            case Rating():
                yield from self._given([value])
            case Evaluation():
                yield from self._given(value.ratings)
                label = self.language.label("next_action")
                yield from ((label, self._told(action)) for action in value.next_actions)
            case tuple():
                steps = {step.id: step.name for step in self.municipality.evaluation_steps}
                own = (it for it in value if isinstance(it, StepEvaluation))
                yield from ((steps.get(it.step, it.step), self._told(it)) for it in own)

    def _given(self, ratings: Iterable[Rating]) -> Iterator[tuple[str, str]]:
        """What was rated, and how."""
        scales = {scale.id: scale.name for scale in self.municipality.rating_scales}
        return ((r.aspect or scales.get(r.scale, r.scale), r.value) for r in ratings)

    def _listed(self, named: Iterable[tuple[str, str]]) -> str:
        return self.language.word("formats.list").join(f"{name} {told}" for name, told in named)


def _recorded(of: Record) -> Iterator[tuple[str, object]]:
    """The fields that a record has, in their order."""
    for key in type(of).model_fields:
        value = getattr(of, key)
        if value is not None and value != ():
            yield key, value


def _title(of: Record, key: str) -> str:
    return str(type(of).model_fields[key].title)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _with_placeholders(of: Record, key: str) -> Iterator[str]:
    """A field's lines as they are to be written, each value a placeholder."""
    value = getattr(of, key)
    if isinstance(value, Record):
        yield f"{key}:"
        yield from _indented(_inside(value))
    elif isinstance(value, tuple):
        yield f"{key}:"
        if not isinstance(value[0], Record):
            yield f"  - {placeholder(_title(of, key))}"
            return
        for part in value:
            first, *rest = _inside(part)
            yield from (f"  - {first}", *(f"    {line}" for line in rest))
    else:
        yield f"{key}: {in_yaml(value) if key in _KEPT else placeholder(_title(of, key))}"


def _inside(of: Record) -> Iterator[str]:
    for key, _ in _recorded(of):
        if key not in _OF_ITS_YEAR:
            yield from _with_placeholders(of, key)
