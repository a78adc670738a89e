"""What the tables of a page are made with: words, links, and what a municipality declared."""

from collections.abc import Iterable
from dataclasses import dataclass

from hyoka.elements import (
    Calculated,
    Column,
    ColumnType,
    Link,
    Row,
    RowGroup,
    Table,
)
from hyoka.evaluation import EvaluatedSite
from hyoka.evaluation.figures import FIGURES
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
    ) -> Table:
        """A table of `rows`, with `groups` of rows below them.

        `data`: the address of its numbers as open data.
        """
        parts = (RowGroup(tuple(rows)), *groups)
        return Table(
            id_,
            caption,
            tuple(columns),
            parts,
            data=Link(self.word("tables.data"), data) if data and self.data.offered else None,
            formulas=tuple(self._formulas(parts)),
            formulas_title=self.word("calculations.formulas"),
            hint=self.word("tables.hint"),
            is_searchable=is_searchable,
        )

    def _formulas(self, groups: Iterable[RowGroup]) -> Iterable[Link]:
        """The ways to the formulas of all cells, in the order in which they come first."""
        names: dict[str, None] = {}
        for group in groups:
            for row in group.rows:
                for cell in row.cells:
                    if type(cell.content) is Calculated:
                        names |= dict.fromkeys(cell.content.calculation.formulas)
        return [self._formula(name) for name in names]

    def _formula(self, name: str) -> Link:
        url = f"{self.links(_METHOD)}#{name.replace('_', '-')}"
        if name == STATUS_FORMULA:
            return Link(self.word("home.status_rule"), url)
        figure = FIGURES[name].figure
        label = self.label(figure)
        if name != figure:
            method = self.word(f"achievement_methods.{name.removeprefix(f'{figure}_')}")
            label = self.word("calculations.formula_by", name=label, method=method)
        return Link(label, url)


def column(title: str, type_: ColumnType = ColumnType.TEXT, unit: str = "") -> Column:
    """A column that cannot be sorted."""
    return Column(title, unit, type_)
