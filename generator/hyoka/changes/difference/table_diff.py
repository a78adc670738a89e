"""What differs between a table of open data before and after: row by row, cell by cell."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import compress
from typing import Any

from hyoka.changes.difference.changes import HOME, CellChange, ChangeType, RowChange
from hyoka.changes.difference.renames import matched
from hyoka.changes.difference.text_diff import items, paragraphs
from hyoka.model import Period
from hyoka.opendata.column import ABSENT, MISSING, Cell, DataColumn, DataType
from hyoka.opendata.table import Comparison, DataTable
from hyoka.opendata.words import cell_in_words, title
from hyoka.wording import Language

Row = tuple[Cell, ...]
Key = tuple[Cell, ...]


Names = Mapping[str, Mapping[str, str]]
"""What ids stand for, by the column: `policy_id`."""


def changed_rows(
    before: DataTable, after: DataTable, names: Names, language: Language
) -> Iterator[tuple[str, RowChange]]:
    """The rows that changed, came or went, each with the address of its page."""
    return _Pair(before, after, names, language).facts()


_TELLING = frozenset({DataType.DATE, DataType.YEAR})
"""Parts of a key that tell something. A row that has only these otherwise has changed."""


def _same(old: Sequence[Row], new: Sequence[Row]) -> bool:
    """Whether rows are printed alike: 61.2 and 61.20 are one number, and not the same digits."""
    return old == new and all(
        str(one) == str(other)
        for before, after in zip(old, new, strict=True)
        for one, other in zip(before, after, strict=True)
        if isinstance(one, Decimal)
    )


@dataclass(frozen=True)
class _Pair:
    """A table before and after."""

    before: DataTable
    after: DataTable
    names: Names
    language: Language

    @cached_property
    def columns(self) -> Mapping[str, DataColumn[Any]]:
        return {column.name: column for column in self.after.columns}

    @cached_property
    def places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.after.names)}

    @property
    def compared(self) -> Comparison:
        return self.after.compared

    def facts(self) -> Iterator[tuple[str, RowChange]]:
        """The page and what changed on it, each."""
        old, new = self._by_key(self.before), self._by_key(self.after)
        former = self._former(old, new)
        changed = set(former.values())
        for key, rows in new.items():
            was = old.get(former.get(key, key))
            if was is None:
                yield from self._whole((), rows)
            elif not _same(was, rows) and (changes := self._changes(was, rows)):
                restated = self._is_restated(was[0], rows[0])
                yield self._fact(rows[0], ChangeType.CHANGED, changes, restated=restated)
        for key, rows in old.items():
            if key not in new and key not in changed:
                yield from self._whole(rows, ())

    def _former(self, old: Collection[Key], new: Collection[Key]) -> Mapping[Key, Key]:
        """The former key of each row of which only the day or the year is another."""
        names = [name for name in self.after.key if name not in self.compared.numbered_by]
        loose = [self.columns[name].kind in _TELLING and name != "fiscal_year" for name in names]
        if not any(loose):
            return {}
        kept = [not is_loose for is_loose in loose]
        came, went = (key for key in new if key not in old), (key for key in old if key not in new)
        return matched(came, went, lambda key: tuple(compress(key, kept)))

    def _whole(self, old: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[str, RowChange]]:
        """A row, or a running text, that came or went; but for a count of none."""
        row = (*old, *new)[0]
        counts = self.compared.counts
        if counts and not row[self.places[counts]]:
            return
        yield self._fact(
            row, ChangeType.REMOVED if old else ChangeType.ADDED, self._all_of(old, new)
        )

    def _by_key(self, table: DataTable) -> Mapping[Key, list[Row]]:
        places = [self.places[name] for name in table.key if name not in self.compared.numbered_by]
        found: dict[Key, list[Row]] = defaultdict(list)
        for row in table.rows:
            found[tuple(row[place] for place in places)].append(row)
        return found

    def _is_restated(self, old: Row, new: Row) -> bool:
        """Whether a recorded number of a year was one before, and is another."""
        numbers = (
            self.places[column.name]
            for column in self._compared
            if column.kind is DataType.NUMBER and not column.computed
        )
        changed = any(old[p] is not None and old[p] != new[p] for p in numbers)
        return changed and self._year(new) is not None

    def _year(self, row: Row) -> int | None:
        """Of a row of a year."""
        year = row[self.places["fiscal_year"]] if "fiscal_year" in self.places else None
        return year if isinstance(year, int) else None

    def _fact(
        self, row: Row, what: ChangeType, changes: tuple[CellChange, ...], *, restated: bool = False
    ) -> tuple[str, RowChange]:
        there = (self.columns[name] for name in self.compared.named_by)
        named = (self._shown(column, row) for column in there if self._is_there(column, row))
        name = " ".join(dict.fromkeys(word for word in named if word))
        fact = RowChange(self.after.name, name, what, changes, self._year(row), restated)
        return self._page(row), fact

    def _page(self, row: Row) -> str:
        """The page that shows the row; of a chapter without one, its plan's."""
        page = self.columns.get("page")
        if page is None:
            return HOME
        if self._is_there(page, row):
            return str(row[self.places["page"]])
        return self.compared.page_otherwise.format_map(
            dict(zip(self.after.names, row, strict=True))
        )

    def _changes(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[CellChange, ...]:
        before, after = old[0], new[0]
        changes = [(column, self._change(column, before, after)) for column in self._compared]
        numbers = any(it.kind is DataType.NUMBER for it, change in changes if not change.same)
        told = (
            change
            for column, change in changes
            if not change.same or (numbers and column.accompanies and self._is_there(column, after))
        )
        return (*told, *self._paragraphs(old, new))

    @property
    def _compared(self) -> Iterator[DataColumn[Any]]:
        """The columns that tell something of their own, but for what is read in one piece."""
        apart = {*self.compared.numbered_by, self.compared.read}
        all_tell = self.after.is_of_publisher
        for name, column in self.columns.items():
            named = f"{name.removesuffix('_id')}_name" if column.kind is DataType.ID else ""
            tells = all_tell or not column.repeats
            if tells and name not in apart and named not in self.columns:
                yield column

    def _all_of(self, old: Sequence[Row], new: Sequence[Row]) -> tuple[CellChange, ...]:
        """Of a row that came or went, or of a running text that did, the values it holds."""
        row = (*old, *new)[0]
        changes = (
            self._change(column, row if old else None, row if new else None)
            for column in self._compared
            if self._is_told(column, row)
        )
        return (*changes, *self._paragraphs(old, new))

    def _is_told(self, column: DataColumn[Any], row: Row) -> bool:
        """Whether a value is told of a row that came or went."""
        name, cell = column.name, row[self.places[column.name]]
        in_key = name in self.after.key and column.kind not in _TELLING
        if in_key or name in self.compared.named_by:
            return False
        if column.only_with:
            return self._is_there(self.columns[column.only_with], row)
        match column.kind:
            case DataType.ID:
                return name in self.names and self._is_there(column, row)
            case DataType.TRUTH:
                return cell in column.told_truths
            case DataType.NUMBER if cell is None and not column.computed:
                return self._why(column, row) not in {"", *ABSENT}
            case _:
                return self._is_there(column, row)

    def _paragraphs(self, old: Sequence[Row], new: Sequence[Row]) -> Iterator[CellChange]:
        """What changed of what is read in one piece."""
        if self.compared.read:
            name = title(self.columns[self.compared.read], self.language)
            place = self.places[self.compared.read]
            before, after = ([str(row[place]) for row in rows] for rows in (old, new))
            if self.compared.is_list:
                yield from items(name, self.language.word("difference.order"), before, after)
            else:
                yield from paragraphs(name, before, after)

    def _is_there(self, column: DataColumn[Any], row: Row) -> bool:
        cell = row[self.places[column.name]]
        return cell is not None and cell != column.absent

    def _change(self, column: DataColumn[Any], before: Row | None, after: Row | None) -> CellChange:
        return CellChange(
            self._title(column),
            self._shown(column, before) if before else "",
            self._shown(column, after) if after else "",
            column.computed,
            column.kind in {DataType.CODE, DataType.TRUTH},
        )

    def _title(self, column: DataColumn[Any]) -> str:
        if column.name in self.names:
            return self.language.word(f"difference.of_id.{column.name}")
        return title(column, self.language)

    def _shown(self, column: DataColumn[Any], row: Row) -> str:
        """A cell as it is read, with its unit, or why there is no value."""
        cell = row[self.places[column.name]]
        unit = column.unit
        if unit in self.places:
            unit = str(row[self.places[unit]])
        if named := self.names.get(column.name, {}).get(str(cell)):
            return named
        language = self.language
        if "period" in self.places and row[self.places["period"]] == Period.CALENDAR_YEAR:
            language = language.of_calendar_years
        return cell_in_words(column, cell, self._why(column, row), unit, language)

    def _why(self, column: DataColumn[Any], row: Row) -> str:
        """The code of why there is no value."""
        place = self.places.get(f"{column.name}{MISSING}")
        return str(row[place] or "") if place is not None else ""
