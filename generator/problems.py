"""The only error a record can have."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[str | int, ...]
"""The way from a record's root to a value: keys, and positions counted from 0."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a record, and where it stands.

    It carries no prose: `rule` names the message and its hint in `generator/languages/`, `values`
    fill them in. So the same problem can be told in any language, as text or as data.
    """

    path: str
    """The record's path as a reader knows it, with `/`: `content/policies/kizuna/2018.yml`."""
    line: int
    """Counted from 1."""
    column: int
    """Counted from 1, in characters."""
    rule: str
    place: Place = field(default=(), compare=False)
    values: Mapping[str, str] = field(default_factory=dict, compare=False)
    excerpt: str = field(default="", compare=False)
    """The line as it stands in the file, without its end."""
    length: int = field(default=1, compare=False)
    """How many characters of `excerpt`, from `column`, are meant."""


class BadRecords(Exception):  # noqa: N818 - what it says is what it is
    """Records that no site may be made from, with every problem found in them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """`problems` is not empty and is sorted by path and line."""
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a record that was read: a `Problem` that has no line yet."""

    path: str
    """The record's path inside `content/`."""
    place: Place
    rule: str
    values: Mapping[str, str] = field(default_factory=dict)
    at_key: bool = False
