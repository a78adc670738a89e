"""The columns of a sheet: those that the city uses, and those that are always asked for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from hyoka.importing.fields import is_list
from hyoka.model import (
    ChosenAction,
    GroupYear,
    IndicatorYear,
    MeasureSheet,
    Municipality,
    ProjectYear,
    Record,
    Sheet,
)
from hyoka.model.fields import NAMED_UNITS, CountedIn, StrictModel, noun_of
from hyoka.units import FiscalYear, Missing
from hyoka.wording import Language
from hyoka.wording.messages import called, without_yaml
from hyoka.workbook.fields import Field, field_at, known_by, recorded_places
from hyoka.workbook.layout import PREVIOUS, REASON, CellKind, Choice, Column, Place, Role

ALWAYS: tuple[tuple[type[Record], tuple[Place, ...]], ...] = (
    (ProjectYear, (("document",), ("budget",), ("settlement",))),
    (Sheet, (("edition",), ("document",))),
    (MeasureSheet, (("edition",), ("document",))),
    (IndicatorYear, (("actual",), ("target",))),
    (GroupYear, (("actual",),)),
)
"""What is asked for even where the city has recorded none yet."""
_OF_ONE = ("next_action", "id")
"""The place of the one action of a year; of an evaluation each action has a column."""
_NOT_BESIDE = frozenset({"document", "edition", "publish_on", "date"})
"""Of which nobody needs to see what it was in the year before."""


@dataclass(frozen=True)
class ColumnMaker:
    """Makes the columns of fields."""

    municipality: Municipality
    language: Language
    year: FiscalYear

    def columns(self, field: Field) -> Iterator[Column]:
        """A field's columns: what it was in the year before, what it is, why it is not known."""
        key, title, unit = "/".join(field.place), self.title(field), self._unit(field)
        choices = self.choices(field)
        reasons = _named(Missing, self.language) if field.takes_missing else ()
        made = partial(Column, place=field.place)
        if field.key not in _NOT_BESIDE:
            last = f"{title}\n{self.language.short_year(self.year.plus(-1))}"
            shown = choices or reasons
            yield made(f"{key}{PREVIOUS}", Role.PREVIOUS, last, unit, field.kind, shown)
        yield made(key, Role.INPUT, title, unit, field.kind, choices, self._about(field))
        if reasons:
            told = self.language.word("year_workbook.reason", title=title)
            about = self.language.word("year_workbook.help.reason")
            yield made(f"{key}{REASON}", Role.INPUT, told, "", CellKind.REASON, reasons, about)

    def title(self, field: Field) -> str:
        """What a field is called below its row: 財源内訳・国庫支出金."""
        found: list[str] = []
        noun: type[StrictModel] | None = field.noun
        steps = list(field.place)
        while steps and noun is not None:
            key = steps.pop(0)
            inner = noun_of(noun, key)
            if inner is not None and is_list(noun, key):
                found.append(self._item(noun, key, steps.pop(0)))
                steps = [] if steps in (["amount"], ["value"], ["id"]) else steps
            else:
                found.append(self.language.titled(str(noun.model_fields[key].title)))
            noun = inner
        *above, own = found
        # What the field's own title says again is said once.
        return self.language.word("year_workbook.within").join(
            [*(it for it in above if it not in own), own]
        )

    def _item(self, noun: type[StrictModel], key: str, name: str) -> str:
        """What an item of a list is called."""
        inner = noun_of(noun, key)
        if inner is ChosenAction:
            names = {it.id: it.name for it in self.municipality.next_actions}
            told = self.language.label("next_action"), names.get(name, name)
            return self.language.word("year_workbook.within").join(told)
        if inner is None or known_by(inner) != "scale":
            return name
        scale, _, aspect = name.partition(" ")
        names = {it.id: it.name for it in self.municipality.rating_scales}
        return aspect or names.get(scale, scale)

    def _unit(self, field: Field) -> str:
        unit = field.unit
        if unit is CountedIn.MONEY:
            return self.municipality.money_unit.value
        return NAMED_UNITS.get(unit, "") if unit else ""

    def _about(self, field: Field) -> str:
        """What is to be typed: what the field is, and how its kind of cell is filled in."""
        kind = "measured" if field.takes_missing else field.kind.value
        told = [self.language.word(f"year_workbook.help.{kind}")]
        if field.kind not in {CellKind.CHOICE, CellKind.FLAG}:
            told.insert(0, self._described(field))
        return "".join(told)

    def _described(self, field: Field) -> str:
        """What the records' reference says of a field, without what only YAML needs."""
        known = field.holder.model_fields[field.key]
        extra = known.json_schema_extra
        example = str(extra.get("example", "")) if isinstance(extra, dict) else ""
        told = self.language.titled(str(known.description or "").replace("{example}", example))
        return without_yaml(told)

    def choices(self, field: Field) -> tuple[Choice, ...]:
        """What can be chosen, by the words that it is chosen by."""
        if field.kind is CellKind.FLAG:
            words = (self.language.word(f"yes_or_no.{it}") for it in ("yes", "no"))
            return tuple(map(Choice, (True, False), words))
        if field.kind is not CellKind.CHOICE:
            return ()
        if field.options:
            return self._of_enumeration(field.options)
        return self._declared(field)

    def _of_enumeration(self, options: Sequence[str]) -> tuple[Choice, ...]:
        found = (of for of in called() if [it.value for it in of] == list(options))
        of = next(found, None)
        return _named(of, self.language) if of else tuple(Choice(it, it) for it in options)

    def _declared(self, field: Field) -> tuple[Choice, ...]:
        """What the municipality's own record lets choose."""
        declared = self.municipality
        if field.key == "document":
            return told_apart((it.id, it.name) for it in declared.documents)
        if field.key == "id" and len(field.place) > len(_OF_ONE):
            return (Choice(field.place[-2], self.language.word("year_workbook.chosen")),)
        if field.key == "id":
            return told_apart((it.id, it.name) for it in declared.next_actions)
        if field.key == "scale":
            return told_apart((it.id, it.name) for it in declared.rating_scales)
        named = field.place[-2].partition(" ")[0]
        known = {it.id for it in declared.rating_scales}
        scales = (it for it in declared.rating_scales if named not in known or it.id == named)
        marks = dict.fromkeys(rating.value for scale in scales for rating in scale.ratings)
        return tuple(Choice(mark, mark) for mark in marks)


def told_apart(named: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """Choices by their names; of two that have the same, each with its id."""
    pairs = [*named]
    names = [name for _, name in pairs]
    return tuple(
        Choice(id_, name if names.count(name) == 1 else f"{name}（{id_}）") for id_, name in pairs
    )


def _named(of: type[StrEnum], language: Language) -> tuple[Choice, ...]:
    group = called()[of]
    return tuple(Choice(it.value, language.word(f"{group}.{it.value}")) for it in of)


def used_fields(
    noun: type[Record],
    years: Iterable[Record],
    taken: frozenset[CellKind] | None = None,
    together: Sequence[Place] = (),
) -> tuple[Field, ...]:
    """The fields that any of the years has, and those always asked for, in the model's order.

    `taken`: only those of these kinds; `together`: all of these where there is any of them.
    """
    always = next((places for of, places in ALWAYS if issubclass(noun, of)), ())
    used = dict.fromkeys(place for year in years for place in recorded_places(year))
    any_of = together if any(place in used for place in together) else ()
    found = dict.fromkeys((*always, *any_of, *used))
    fields = [field_at(noun, place) for place in found]
    seen: list[str] = [step for place in found for step in place]
    ordered = sorted(fields, key=lambda field: _order(field, seen))
    return tuple(field for field in ordered if taken is None or field.kind in taken)


def _order(field: Field, seen: Sequence[str]) -> tuple[int, ...]:
    """Where a field stands among those of its row; items of a list as they came first."""
    found: list[int] = []
    noun: type[StrictModel] | None = field.noun
    steps = list(field.place)
    while steps and noun is not None:
        key = steps.pop(0)
        found.append(list(noun.model_fields).index(key))
        inner = noun_of(noun, key)
        if inner is not None and steps and is_list(noun, key):
            found.append(seen.index(steps.pop(0)))
        noun = inner
    return tuple(found)
