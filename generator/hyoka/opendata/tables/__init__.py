"""DATASETS: every table of open data, a module each. What a column means stands with the language.

A module that lies here is a table that is offered: its `TABLE` is in the files, on the pages, in
the difference of two sets of records and in all that describes them, and is named nowhere else.
"""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality
from hyoka.opendata.data_dictionary import DESCRIBING, describe
from hyoka.opendata.table import Dataset, DataTable
from hyoka.progress import counted
from hyoka.wording import Language


def _found() -> Iterator[Dataset[Any]]:
    for module in pkgutil.iter_modules(__path__):
        dataset = import_module(f"{__name__}.{module.name}").TABLE
        assert isinstance(dataset, Dataset)  # noqa: S101 - a bug, seen at import
        assert dataset.name == module.name, dataset.name  # noqa: S101 - so that it is found
        yield dataset


DATASETS: tuple[Dataset[Any], ...] = tuple(sorted(_found(), key=lambda it: (it.position, it.name)))
"""In the order in which they are offered: what is asked for most comes first."""


def tables(evaluation: EvaluatedSite, language: Language) -> tuple[DataTable, ...]:
    """Every table with its rows, and the two that describe them: `columns` and `codes`."""
    every = recorded_tables(evaluation, language)
    return (*every, *describe(every, evaluation.municipality, language))


def recorded_tables(evaluation: EvaluatedSite, language: Language) -> tuple[DataTable, ...]:
    """The tables with their rows that tell of the records, not of other tables."""
    return tuple(dataset.table(evaluation, language) for dataset in counted("filling", DATASETS))


TABLES = (*(dataset.name for dataset in DATASETS), *DESCRIBING)
"""The names of all that `tables` makes, in its order."""


def empty_tables(municipality: Municipality, language: Language) -> tuple[DataTable, ...]:
    """Every table as it is before a record is read: what its columns are, without rows."""
    every = tuple(dataset.empty() for dataset in DATASETS)
    return (*every, *describe(every, municipality, language))
