"""The only error a record can have."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

RecordPath = tuple[str | int, ...]
"""The way from a record's root to a value: keys, and positions counted from 0."""


class Severity(StrEnum):
    """What a problem means for the site; the gravest first."""

    ERROR = "error"
    """There is no site until it is mended."""
    WARNING = "warning"
    """Something looks wrong. Whoever knows that it is right can silence it, with a reason."""
    NOTICE = "notice"
    """It is right, and yet worth knowing."""


SEVERITIES: Mapping[str, Severity] = {
    "byte_order_mark": Severity.NOTICE,
    "direction_inferred": Severity.NOTICE,
    "kind_assumed": Severity.NOTICE,
    "line_ends": Severity.NOTICE,
    "silences_nothing": Severity.NOTICE,
    "achieved_otherwise": Severity.WARNING,
    "budget_left_off": Severity.WARNING,
    "check_digit": Severity.WARNING,
    "differing_actual": Severity.WARNING,
    "document_too_early": Severity.WARNING,
    "published_too_early": Severity.WARNING,
    "correction_before_document": Severity.WARNING,
    "evaluation_before_year": Severity.WARNING,
    "evaluation_far_off": Severity.WARNING,
    "group_left_off": Severity.WARNING,
    "groups_never_told": Severity.WARNING,
    "held_back": Severity.WARNING,
    "indicator_left_off": Severity.WARNING,
    "link_without_address": Severity.WARNING,
    "picture_without_text": Severity.WARNING,
    "prose_change": Severity.WARNING,
    "prose_number": Severity.WARNING,
    "same_project_number": Severity.WARNING,
    "settlement_over_budget": Severity.WARNING,
    "answers_not_whole": Severity.WARNING,
    "groups_over_respondents": Severity.WARNING,
    "question_without_results": Severity.WARNING,
    "carried_over_too_much": Severity.WARNING,
    "slipped_digit": Severity.WARNING,
    "unknown_division": Severity.WARNING,
    "target_left_off": Severity.WARNING,
    "year_outside_plan": Severity.WARNING,
    "year_to_come": Severity.WARNING,
}
"""The rules that do not stop the site. Every other rule is an error."""


def severity_of(rule: str) -> Severity:
    """What breaking `rule` means for the site."""
    return SEVERITIES.get(rule, Severity.ERROR)


CHOICES = "、"
"""What stands between choices, ids or keys where a problem's value names several."""

IN_WORKBOOK = "in_workbook"
"""A value of what is told of a record at the cell of a workbook that it comes from."""

_OF_PAGES = frozenset({"link_without_address", "picture_without_text"})
"""Warnings of pages by hand, which have no place to silence one."""

WARNINGS = tuple(
    rule
    for rule, severity in SEVERITIES.items()
    if severity is Severity.WARNING and rule not in _OF_PAGES
)
"""The rules that a record can silence, by their names."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a record, and where it stands.

    It carries no prose: `rule` names the message and its hint in `generator/hyoka/locales/`,
    `values` fill them in. So the same problem can be told in any language, as text or as data.
    """

    path: str
    """The record's path as a reader knows it, with `/`: `content/policies/kizuna/2018.yml`."""
    line: int
    """Counted from 1; 0 for a cell of a table, whose address the path ends with."""
    column: int
    """Counted from 1, in characters."""
    rule: str
    place: RecordPath = field(default=(), compare=False)
    values: Mapping[str, str] = field(default_factory=dict, compare=False)
    excerpt: str = field(default="", compare=False)
    """The line as it stands in the file, without its end."""
    length: int = field(default=1, compare=False)
    """How many characters of `excerpt`, from `column`, are meant."""

    @property
    def severity(self) -> Severity:
        """What it means for the site."""
        return severity_of(self.rule)


def sort_by_severity(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Errors first, then warnings, then notices; each by path and place."""
    ranks = list(Severity)
    return tuple(sorted(problems, key=lambda found: (ranks.index(found.severity), found)))


MAX_ERRORS = 100
"""So many errors of one file are told; nobody mends more before looking again."""


def limit_errors_per_file(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems but for the errors of a file that has too many, which says so itself."""
    counts = Counter[str]()
    for problem in problems:
        if problem.severity is Severity.ERROR:
            counts[problem.path] += 1
        if counts[problem.path] <= MAX_ERRORS or problem.severity is not Severity.ERROR:
            yield problem
    for path, count in counts.items():
        if count > MAX_ERRORS:
            yield Problem(path, 1, 1, "too_many", (), {"limit": str(MAX_ERRORS)})


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those that stop the site."""
    return tuple(found for found in problems if found.severity is Severity.ERROR)


class BadRecords(Exception):  # noqa: N818 - what it says is what it is
    """Records that no site may be made from, with every problem found in them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """`problems` has an error in it and is sorted by importance."""
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a record that was read: a `Problem` that has no line yet."""

    path: str
    """The record's path inside `content/`."""
    place: RecordPath
    rule: str
    values: Mapping[str, str] = field(default_factory=dict)
    at_key: bool = False
