"""What the tables of a page are made with: words, links, and what a municipality declared."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from hyoka.elements import (
    Calculated,
    Calculation,
    Column,
    ColumnType,
    Link,
    OmittedColumn,
    Row,
    RowGroup,
    Table,
    without_omitted_columns,
)
from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.figures import FIGURES
from hyoka.model import Indicator
from hyoka.tables.open_data import OpenData
from hyoka.tables.source_lines import Lines
from hyoka.urls import Links, url_of
from hyoka.wording import Language

STATUS_FORMULA = "status"
"""Among names of formulas: how a status is decided."""
_METHOD = url_of("about/method.md")


@dataclass(frozen=True, slots=True)
class PageContext:
    """What is known wherever something is told on a page."""

    evaluation: EvaluatedSite
    language: Language
    links: Links
    """Addresses as this page writes them."""
    lines: Lines
    """Where recorded values stand."""
    data: OpenData
    """What there is to take away."""

    @property
    def money_unit(self) -> str:
        """The unit of amounts: 千円."""
        return self.evaluation.municipality.money_unit.value

    def word(self, path: str, **values: str) -> str:
        """A text of the site."""
        return self.language.word(path, **values)

    def label(self, name: str) -> str:
        """What a field or figure is called."""
        return self.language.label(name)

    def of(self, indicator: Indicator) -> "PageContext":
        """The same, told in the years that the indicator's values are of."""
        language = self.language.of(indicator)
        return self if language is self.language else replace(self, language=language)

    def of_all(self, indicators: Iterable[Indicator]) -> "PageContext":
        """The same, told in the years that all of the indicators are of, where they agree."""
        told = [self.of(indicator) for indicator in indicators]
        return told[0] if told and all(it.language is told[0].language for it in told) else self

    def table(  # noqa: PLR0913 - what a table is made of
        self,
        id_: str,
        caption: str,
        columns: Iterable[Column],
        rows: Iterable[Row] = (),
        *,
        groups: Iterable[RowGroup] = (),
        data: str = "",
        is_searchable: bool = True,
        leading: int = 0,
    ) -> Table:
        """A table of `rows`, with `groups` of rows below them.

        `data`: the address of its numbers as open data.
        """
        every = (RowGroup(tuple(rows)), *groups)
        shown, parts, omitted = without_omitted_columns(tuple(columns), every)
        calculations = [*_calculations(parts)]
        alike = _alike(calculations)
        return Table(
            id_,
            caption,
            shown,
            parts,
            data=Link(self.word("tables.data"), data) if data and self.data.offered else None,
            formulas=tuple(self._formulas(calculations)),
            formulas_title=self.word("calculations.formulas"),
            alike=frozenset(alike.items()),
            common=self._common(alike),
            omitted=self._omitted(omitted),
            is_searchable=is_searchable,
            leading=leading,
        )

    def _formulas(self, calculations: Iterable[Calculation]) -> Iterable[Link]:
        """The ways to the formulas of all cells, in the order in which they come first."""
        names = dict.fromkeys(name for one in calculations for name in one.formulas)
        return [self._formula(name) for name in names]

    def _formula(self, name: str) -> Link:
        url = f"{self.links(_METHOD)}#{name.replace('_', '-')}"
        if name == STATUS_FORMULA:
            return Link(self.word("home.status_rule"), url)
        return Link(self._named(name), url)

    def _common(self, alike: Mapping[str, str]) -> str:
        """What the values of formulas have in common: 達成率、進捗率：小数第2位を四捨五入."""
        said = []
        for common in dict.fromkeys(alike.values()):
            names = [self._named(name) for name, its in alike.items() if its == common]
            joined = self.word("formats.list").join(names)
            said.append(self.word("calculations.alike", names=joined, common=common))
        return self.word("charts.between").join(said)

    def _omitted(self, columns: Iterable[OmittedColumn]) -> str:
        """Which columns a table does not have, and why: those of one reason together."""
        by_reason: dict[str, list[str]] = {}
        for one in columns:
            if one.reason or one.column.type is ColumnType.NUMBER:
                by_reason.setdefault(self._absence(one), []).append(one.column.title)
        told = (
            self.word("calculations.alike", names=self.word("formats.list").join(names), common=why)
            for why, names in by_reason.items()
        )
        between = self.word("charts.between")
        return self.word("tables.omitted", columns=between.join(told)) if by_reason else ""

    def _absence(self, column: OmittedColumn) -> str:
        """Why no row has a value there; which rows have another reason."""
        others: dict[str, list[str]] = {}
        for row, reason in column.exceptions:
            others.setdefault(reason, []).append(row)
        told = (
            self.word("tables.omitted_in", rows=self.word("formats.list").join(rows), reason=reason)
            for reason, rows in others.items()
        )
        return "".join((column.reason or self.word("tables.no_value"), *told))

    def _named(self, name: str) -> str:
        """What the values of a formula are called."""
        if name == STATUS_FORMULA:
            return self.label(name)
        figure, by_method = FIGURES[name].figure, FIGURES[name].achievement_method
        label = self.label(figure if by_method else name)
        if by_method:
            method = self.word(f"achievement_methods.{name.removeprefix(f'{figure}_')}")
            label = self.word("calculations.formula_by", name=label, method=method)
        return label


def _calculations(groups: Iterable[RowGroup]) -> Iterator[Calculation]:
    for group in groups:
        for row in group.rows:
            for cell in row.cells:
                if type(cell.content) is Calculated:
                    yield cell.content.calculation


def _alike(calculations: Iterable[Calculation]) -> dict[str, str]:
    """What values have in common, by the formulas of which several have it, and all the same.

    Why there is no value counts only where there is none at all.
    """
    values, reasons = dict[str, list[str]](), dict[str, list[str]]()
    names = dict[str, None]()
    for one in calculations:
        if one.formulas:
            name = one.formulas[0]
            names[name] = None
            (values if one.lines else reasons).setdefault(name, []).append(one.common)
    alike = {name: values.get(name) or reasons[name] for name in names}
    return {
        name: its[0]
        for name, its in alike.items()
        if its[0] and len(its) > 1 and len(set(its)) == 1
    }


def column(title: str, type_: ColumnType = ColumnType.TEXT, unit: str = "") -> Column:
    """A column that cannot be sorted; a unit that its title ends with is not said again."""
    return Column(title, "" if title.endswith(unit) else unit, type_)


def share(title: str, *, sorts: bool = False) -> Column:
    """A column of how much of a target is reached."""
    return Column(title, type=ColumnType.NUMBER, is_sortable=sorts, is_share=True)
