"""What is typed into a workbook's cell is taken for what `tests/workbooks/values.yml` says."""

import datetime
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from ruamel.yaml import YAML

from hyoka.importing.cells import Cell
from hyoka.importing.values import CellError
from hyoka.importing.workbook_reader import read_workbook
from hyoka.problems import Problem
from hyoka.wording import load_language
from hyoka.workbook.layout import CellKind, Choice, Column, Role, text_of
from hyoka.workbook.typed import typed

JA = load_language("ja")
FILE = Path(__file__).parent / "workbooks" / "values.yml"
TYPES: Mapping[str, Callable[[str], Any]] = {
    "number": float,
    "text": str,
    "date": datetime.datetime.fromisoformat,
    "truth": {"true": True, "false": False}.__getitem__,
    "error": str,
    "formula": str,
}
DATA_TYPES = {"text": "s", "error": "e", "formula": "f"}
"""Of a cell, where openpyxl would see another one in the text."""


def cases() -> list[dict[str, Any]]:
    """The lines of the table: every value is a text."""
    return list(YAML(typ="base").load(FILE))


def cell_of(case: dict[str, Any]) -> Cell | None:
    """What a workbook holds where the case was typed, read back from its file."""
    book = Workbook()
    cell = book.worksheets[0]["B2"]
    kind = next(key for key in TYPES if key in case)
    cell.value = TYPES[kind](case[kind])
    if kind in DATA_TYPES:
        cell.data_type = DATA_TYPES[kind]
    cell.number_format = case.get("format", cell.number_format)
    data = BytesIO()
    book.save(data)
    return read_workbook(data.getvalue())[0].at(2, 2)


def said(rule: str, got: str, **values: str) -> str:
    shown = " ".join(got.split())
    return JA.message(Problem("", 0, 1, rule, (), {"got": shown, **values}))


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_typed_value_is_taken_for_what_the_table_says(case: dict[str, Any]) -> None:
    cell = cell_of(case)
    choices = tuple(Choice(value, shown) for value, shown in case.get("choices", {}).items())
    column = Column("c", Role.INPUT, "c", choices=choices)
    taken, told = None, ""
    try:
        found = typed(cell, column, CellKind(case["kind"]), case.get("unit", ""))
    except CellError as error:
        assert cell is not None
        told = said(error.rule, cell.text, **error.values)
    else:
        taken = text_of(found.value)
        if found.is_read_as:
            assert cell is not None
            told = said("read_as", cell.text, value=taken)
    expected = case.get("taken")
    if isinstance(expected, list):
        assert found.value == tuple(expected)
        expected = text_of(tuple(expected))
    assert (taken, told) == (expected, case.get("says", ""))
