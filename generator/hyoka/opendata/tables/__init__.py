"""DATASETS: every table of open data. What a column means stands with the language."""

from typing import Any

from hyoka.evaluation import Evaluation
from hyoka.language import Language
from hyoka.model import Municipality
from hyoka.opendata.tables import (
    changes,
    indicators,
    plans,
    projects,
    sheets,
    surveys,
    texts,
    totals,
)
from hyoka.opendata.tables.describing import Code, Described, codes, describe, described
from hyoka.opendata.tables.table import (
    ABSENT,
    FORMAT,
    MISSING,
    Cell,
    Column,
    Dataset,
    Kind,
    Table,
)

DATASETS: tuple[Dataset[Any], ...] = (
    indicators.INDICATORS,
    projects.PROJECTS,
    totals.TOTALS,
    totals.STATUS_COUNTS,
    surveys.SURVEYS,
    sheets.RATINGS,
    sheets.SHEETS,
    texts.TEXTS,
    plans.POLICIES,
    plans.APPROACHES,
    plans.PLANS,
    indicators.DEFINITIONS,
    indicators.TARGETS,
    indicators.BREAKS,
    projects.DEFINITIONS,
    surveys.DEFINITIONS,
    totals.LISTED_PROJECTS,
    changes.CORRECTIONS,
    changes.FORMER_NAMES,
    changes.SUCCESSIONS,
    sheets.UNCERTAIN,
    plans.DOCUMENTS,
    plans.MUNICIPALITY,
)
"""In the order in which they are offered: what is asked for most comes first."""


def tables(evaluation: Evaluation, language: Language) -> tuple[Table, ...]:
    """Every table with its rows, and the two that describe them: `columns` and `codes`."""
    every = tuple(dataset.table(evaluation, language) for dataset in DATASETS)
    return (*every, *describe(every, evaluation.municipality, language))


def shapes(municipality: Municipality, language: Language) -> tuple[Table, ...]:
    """Every table as it is before a record is read: what its columns are, without rows."""
    every = tuple(dataset.shape() for dataset in DATASETS)
    return (*every, *describe(every, municipality, language))


__all__ = [
    "ABSENT",
    "DATASETS",
    "FORMAT",
    "MISSING",
    "Cell",
    "Code",
    "Column",
    "Dataset",
    "Described",
    "Kind",
    "Table",
    "codes",
    "described",
    "shapes",
    "tables",
]
