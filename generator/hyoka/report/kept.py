"""What a check found, as bytes to be kept for the next one, and read again without any trust."""

import json
from dataclasses import dataclass

from hyoka.problems import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found; it is told in no language yet."""

    problems: tuple[Problem, ...]
    """Sorted by importance."""
    files: int
    """How many records were looked at."""


def to_bytes(found: Found) -> bytes:
    """It as JSON."""
    problems = [
        (p.path, p.line, p.column, p.rule, p.place, dict(p.values), p.excerpt, p.length)
        for p in found.problems
    ]
    return json.dumps([found.files, problems]).encode()


def from_bytes(data: bytes) -> Found | None:
    """What `to_bytes` made the bytes of; none where they are anything else."""
    try:
        match json.loads(data):
            case [int(files), list(problems)]:
                return Found(tuple(_problem(told) for told in problems), files)
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


def _are_plain(place: list[object], values: dict[str, object]) -> bool:
    """Whether they are what a problem's place and values can be."""
    steps = all(isinstance(step, str | int) for step in place)
    return steps and all(isinstance(value, str) for value in values.values())
