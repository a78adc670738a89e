"""Evaluations: what is judged, and that every rating is one of its scale's."""

import unicodedata
from collections.abc import Iterator

from hyoka.checks.indicators import rows_of
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.model import (
    Evaluation,
    MeasureSheet,
    ProjectYear,
    Rating,
    Record,
    Records,
    Sheet,
    evaluations_of,
)
from hyoka.problems import CHOICES, Finding, RecordPath


def judged(
    records: Records,
) -> Iterator[tuple[Record, RecordPath, Sheet | MeasureSheet | ProjectYear]]:
    """What is evaluated, with its record and its place in it."""
    for sheet in records.every_sheet:
        yield sheet, (), sheet
    for project in records.projects:
        for number, year in enumerate(project.years):
            yield project, ("years", number), year


def evaluations(records: Records) -> Iterator[tuple[Record, RecordPath, Evaluation]]:
    """Every evaluation, with its record and its place in it."""
    for record, place, found in judged(records):
        for placed in evaluations_of(found):
            yield record, (*place, *placed.place), placed.evaluation


def ratings(records: Records) -> Iterator[tuple[Record, RecordPath, Rating]]:
    """Every rating, of an evaluation or an indicator, with its record and its place in it."""
    for record, place, evaluation in evaluations(records):
        for index, rating in enumerate(evaluation.ratings):
            yield record, (*place, "ratings", index), rating
    for row in rows_of(records):
        if row.row.rating is not None:
            yield row.record, (*row.place, "rating"), row.row.rating


@check(needs_municipality=True, scope=Scope.EACH_PROJECT)
def rating_off_scale(records: Records) -> Iterator[Finding]:
    """A rating that its scale does not have."""
    scales = {scale.id: scale for scale in records.municipality.rating_scales}
    for record, place, rating in ratings(records):
        if (scale := scales.get(rating.scale)) is None:
            continue
        known = [step.value for step in scale.ratings]
        if rating.value not in known:
            values = {"value": rating.value, "scale": scale.name, "known": CHOICES.join(known)}
            alike = [mark for mark in known if _folded(mark) == _folded(rating.value)]
            offer = {"offer": alike[0]} if alike else {}
            yield Finding(path_of(record), (*place, "value"), "rating_off_scale", values | offer)


_LOOK_ALIKE = str.maketrans("〇◯x✕✖▲", "○○×××△")
"""Signs that a keyboard gives for another one."""


def _folded(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark).casefold().translate(_LOOK_ALIKE)
