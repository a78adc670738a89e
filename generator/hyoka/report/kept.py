"""What a check found, as bytes to be kept for the next one, and read again without any trust."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from hyoka.problems import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found; it is told in no language yet."""

    problems: tuple[Problem, ...]
    """Sorted by importance."""
    files: int
    """How many records were looked at."""
    levels: Mapping[str, str] | None = None
    """What the municipality calls its levels; none where it has no names of its own."""


def to_bytes(found: Found) -> bytes:
    """It as JSON."""
    problems = [
        (p.path, p.line, p.column, p.rule, p.place, dict(p.values), p.excerpt, p.length)
        for p in found.problems
    ]
    levels = found.levels and dict(found.levels)
    return json.dumps([found.files, problems, levels]).encode()


def from_bytes(data: bytes) -> Found | None:
    """What `to_bytes` made the bytes of; none where they are anything else."""
    try:
        match json.loads(data):
            case [int(files), list(problems), levels] if _are_names(levels):
                return Found(tuple(_problem(told) for told in problems), files, levels)
    except (ValueError, RecursionError):
        pass
    return None


def _problem(told: object) -> Problem:
    match told:
        case [str(path), int(line), int(column), str(rule), list(place), *rest]:
            match rest:
                case [dict(values), str(excerpt), int(length)] if _are_plain(place, values):
                    at = path, line, column, rule
                    return Problem(*at, tuple(place), values, excerpt, length)
    raise ValueError(told)


def _are_names(levels: object) -> TypeGuard[dict[str, str] | None]:
    """Whether it is what a municipality can call its levels."""
    return levels is None or (
        isinstance(levels, dict) and all(isinstance(word, str) for word in levels.values())
    )


def _are_plain(place: list[object], values: dict[str, object]) -> bool:
    """Whether they are what a problem's place and values can be."""
    steps = all(isinstance(step, str | int) for step in place)
    return steps and all(isinstance(value, str) for value in values.values())
