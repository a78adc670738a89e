"""What the tables say of themselves: titles, what a column means, what its codes stand for."""

import datetime
from collections.abc import Mapping
from typing import Any

from hyoka.evaluation.figures import FIGURES, Reason
from hyoka.opendata.column import Cell, DataColumn, DataType
from hyoka.units import FiscalYear, Missing
from hyoka.wording import Language


def title(column: DataColumn[Any], language: Language) -> str:
    """What a column is called: as on the pages, where it is called so there."""
    own = f"data_columns.titles.{column.name}"
    return language.word(own) if language.has(own) else language.label(column.name)


def about(column: DataColumn[Any], language: Language) -> str:
    """What a column holds; of a computed one its formula, and how it is rounded."""
    if column.figure not in FIGURES:
        return language.word(f"data_columns.about.{column.name}")
    rounding = "exact" if column.exact else "rounded"
    methods = {found.formula for found in FIGURES.values() if found.figure == column.figure}
    return language.word(
        "data_columns.figure" if len(methods) == 1 else "data_columns.figure_of_methods",
        formula=language.formula(column.figure),
        rounding=language.word(f"data_columns.{rounding}"),
    )


def heads(column: DataColumn[Any], language: Language) -> tuple[tuple[str, str, str], ...]:
    """Name, title and description of each column of the file that a column makes."""
    own = title(column, language)
    found = [(column.name, own, about(column, language))]
    for name in column.names[1:]:
        text = language.word("data_columns.missing.title", title=own)
        found.append((name, text, language.word("data_columns.missing.about", title=own)))
    return tuple(found)


def choices(column: DataColumn[Any], language: Language) -> Mapping[str, str]:
    """The codes that a column can hold and what they stand for; without those of `ABSENT`."""
    if column.kind is not DataType.CODE:
        return {}
    words = language.below(column.choices)
    paths = {code: f"{code}.word" if isinstance(it, dict) else code for code, it in words.items()}
    return {code: language.word(f"{column.choices}.{path}") for code, path in paths.items()}


def cell_in_words(
    column: DataColumn[Any], cell: Cell, code: str, unit: str, language: Language
) -> str:
    """A cell as a person reads it, with its `unit`; `code`: why it is blank."""
    if cell is None or cell == column.absent:
        absent = code if cell is None else str(cell)
        return meaning(absent, language).removesuffix("。") if absent else ""
    if isinstance(cell, str):
        return choices(column, language).get(cell, cell)
    if isinstance(cell, bool):
        return language.word(f"yes_or_no.{'yes' if cell else 'no'}")
    if isinstance(cell, datetime.date):
        return language.date(cell)
    if column.kind is DataType.YEAR:
        return language.year(FiscalYear(int(cell)))
    return f"{language.number(cell)}{unit}"


def meaning(code: str, language: Language) -> str:
    """What a code stands for that tells why a value is not there."""
    if code in list(Missing):
        return language.missing(Missing(code))
    own = f"absent_codes.{code}"
    return language.word(own) if language.has(own) else language.reason(_reason(code))


_WITH_INPUT = (
    *("absent", "zero", "negative", "target_behind_baseline", "equal", "above_baseline"),
    *(
        "measured_otherwise",
        "other_rank_among",
        "unknown_rank_among",
        "bounded",
        "not_after_baseline",
        "not_a_share",
        "no_spread",
    ),
)
"""The reasons that name what they are about."""


def _reason(code: str) -> Reason:
    """The reason that `reason_code` wrote."""
    for kind in Missing:
        if code.endswith(f"_{kind}"):
            return Reason("missing", code.removesuffix(f"_{kind}"), kind)
    for why in _WITH_INPUT:
        if code.endswith(f"_{why}"):
            return Reason(why, code.removesuffix(f"_{why}"))
    return Reason(code)
