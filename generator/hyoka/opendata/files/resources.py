"""Which JSON files there are, and which rows of which tables each of them holds.

The money and indicators of the projects of a policy, a chapter or a measure are many: they stand in
the files of the projects, of the sheets and of the years, not in that of all its years.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hyoka.opendata.tables import DATASETS

API = "api/v1"
"""The folder of the files. What stays as it is as long as this is `v1`: DATA-CHANGELOG.md."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that belong to a file."""

    table: str
    by: tuple[str, ...] | None = None
    """The columns by which they are found; `None`: those that the file's address names."""
    through: str = ""
    """The part whose rows name them; empty: the file's address does."""


@dataclass(frozen=True, slots=True)
class Resource:
    """A kind of file."""

    name: str
    path: str
    """Below `API`; the columns in braces tell its files apart: `policies/{policy_id}.json`."""
    of: str
    """The table whose rows tell which files there are."""
    parts: tuple[Part, ...]
    words: str = "api_files"
    """Where the words of its title and of what it holds stand in the language."""

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that its address names."""
        return tuple(re.findall(r"{(\w+)}", self.path))


_INDICATORS = tuple(
    Part(table)
    for table in (
        *("indicator_definitions", "indicator_targets", "indicator_breaks"),
        *("indicator_group_definitions", "indicator_groups", "indicator_other_values"),
        "indicators",
    )
)
_COUNTED = (Part("totals"), Part("status_counts"), Part("listed_projects"))
_EVALUATED = (Part("ratings"), Part("texts"))
_CORRECTIONS = Part("corrections", ("page",))
_ANSWERED = tuple(
    Part(table, ("recommendation_id",), "recommendation_subjects")
    for table in ("recommendations", "responses")
)
_RECOMMENDED = (Part("recommendation_subjects"), *_ANSWERED)
"""What is recommended about a policy, chapter, measure or project."""
_HISTORY = (Part("former_names"), Part("successions"), _CORRECTIONS)
_TAGGED = (Part("tagged"), Part("sdgs"))
_LISTED = Part("projects", ("project_id", "fiscal_year"), "listed_projects")
_DEFINED = Part("project_definitions", ("project_id",), "listed_projects")


def _documents(through: str) -> Part:
    return Part("documents", ("document_id",), through)


def _all_years(first: Sequence[Part]) -> tuple[Part, ...]:
    """Of a policy, chapter or measure."""
    sheets = (Part("sheets"), _documents("sheets"))
    told = (*_COUNTED, _DEFINED, *sheets, *_EVALUATED, *_RECOMMENDED)
    return (*first, *_TAGGED, *_INDICATORS, *told, *_HISTORY)


_SHEET = (
    Part("sheets"),
    Part("indicators"),
    *_COUNTED,
    _LISTED,
    *_EVALUATED,
    Part("uncertain_values"),
    _CORRECTIONS,
    _documents("sheets"),
)

_BY_DIVISION = (
    "policies",
    "plans",
    "sheets",
    "project_definitions",
    "projects",
    "recommendations",
)


def _with(through: str) -> Iterator[Part]:
    """The policies, chapters, measures and projects that the rows of a table name."""
    yield Part("policies", ("policy_id",), through)
    yield Part("plans", ("plan_id", "measure_id"), through)
    yield Part("project_definitions", ("project_id",), through)
    yield Part("projects", ("project_id",), through)


_SURVEYS = tuple(
    Part(f"survey{table}") for table in ("_definitions", "s", "_groups", "_questions", "_results")
)

_DECLARED = (
    Resource("policies", "policies.json", "municipality", (Part("policies"), Part("approaches"))),
    Resource(
        "policy",
        "policies/{policy_id}.json",
        "policies",
        _all_years(
            (
                *(Part("policies"), Part("approaches")),
                *(Part("survey_results"), Part("uncertain_values")),
            )
        ),
    ),
    Resource("policy_sheet", "policies/{policy_id}/{fiscal_year}.json", "sheets", _SHEET),
    Resource("plans", "plans.json", "municipality", (Part("plans"),)),
    Resource(
        "plan",
        "plans/{plan_id}.json",
        "plans",
        (
            *(Part("plans"), Part("policies"), Part("texts", ("page",))),
            *(*_HISTORY, Part("uncertain_values"), _documents("plans")),
        ),
    ),
    Resource(
        "measure",
        "plans/{plan_id}/{measure_id}.json",
        "plans",
        _all_years((Part("plans"), Part("surveys"), Part("survey_results"), _documents("plans"))),
    ),
    Resource("measure_sheet", "plans/{plan_id}/{measure_id}/{fiscal_year}.json", "sheets", _SHEET),
    Resource("projects", "projects.json", "municipality", (Part("project_definitions"),)),
    Resource(
        "project",
        "projects/{project_id}.json",
        "project_definitions",
        (
            Part("project_definitions"),
            Part("projects"),
            Part("funding"),
            Part("budget_lines"),
            *_TAGGED,
            *_INDICATORS,
            *_EVALUATED,
            *_RECOMMENDED,
            *_HISTORY,
            _documents("projects"),
        ),
    ),
    Resource("indicators", "indicators.json", "municipality", (Part("indicator_definitions"),)),
    Resource(
        "policy_indicator",
        "policies/{policy_id}/indicators/{indicator_id}.json",
        "indicator_definitions",
        _INDICATORS,
    ),
    Resource(
        "measure_indicator",
        "plans/{plan_id}/{measure_id}/indicators/{indicator_id}.json",
        "indicator_definitions",
        _INDICATORS,
    ),
    Resource("years", "years.json", "municipality", (Part("totals"),)),
    Resource(
        "year",
        "years/{fiscal_year}.json",
        "totals",
        (Part("totals"), Part("status_counts"), Part("sheets")),
    ),
    Resource(
        "year_changes",
        "years/{fiscal_year}/changes.json",
        "status_changes",
        (Part("status_changes"),),
    ),
    Resource("money", "money.json", "municipality", (Part("totals"), Part("funding_totals"))),
    Resource(
        "year_money",
        "years/{fiscal_year}/money.json",
        "totals",
        (Part("totals"), Part("status_counts"), Part("funding_totals")),
    ),
    Resource("year_projects", "years/{fiscal_year}/projects.json", "totals", (Part("projects"),)),
    Resource(
        "year_indicators", "years/{fiscal_year}/indicators.json", "totals", (Part("indicators"),)
    ),
    Resource("surveys", "surveys.json", "municipality", _SURVEYS),
    Resource(
        "survey",
        "surveys/{fiscal_year}.json",
        "survey_definitions",
        (
            *_SURVEYS,
            _CORRECTIONS,
            _documents("survey_definitions"),
        ),
    ),
    Resource(
        "recommendations",
        "recommendations.json",
        "recommendations",
        (Part("recommendations"), Part("recommendation_subjects"), Part("responses")),
    ),
    Resource(
        "recommendation",
        "recommendations/{recommendation_id}.json",
        "recommendations",
        (
            Part("recommendations"),
            Part("recommendation_subjects"),
            Part("responses"),
            _CORRECTIONS,
            _documents("recommendations"),
            _documents("responses"),
        ),
    ),
    Resource("divisions", "divisions.json", "municipality", (Part("divisions"),)),
    Resource(
        "division",
        "divisions/{division_id}.json",
        "divisions",
        (
            Part("divisions"),
            *(Part(table, ("division",), "divisions") for table in _BY_DIVISION),
        ),
    ),
    Resource("tags", "tags.json", "municipality", (Part("tags"),)),
    Resource(
        "tag",
        "tags/{tag_id}.json",
        "tags",
        (Part("tags"), Part("tagged"), *_with("tagged")),
    ),
    Resource("goal", "sdgs/{sdg}.json", "sdgs", (Part("sdgs"), *_with("sdgs"))),
    Resource("corrections", "corrections.json", "municipality", (Part("corrections"),)),
    Resource("documents", "documents.json", "municipality", (Part("documents"),)),
)
EVERYWHERE = Part("municipality", ())
"""What every file begins with: who publishes it on which terms, and the version of its format."""


def _alone(declared: Iterable[Resource]) -> Iterator[Resource]:
    """A file each of the tables of which no other file has rows: all that they hold."""
    shown = {part.table for resource in declared for part in (EVERYWHERE, *resource.parts)}
    for name in (dataset.name for dataset in DATASETS if dataset.name not in shown):
        yield Resource(name, f"{name}.json", EVERYWHERE.table, (Part(name),), "datasets")


RESOURCES: tuple[Resource, ...] = (*_DECLARED, *_alone(_DECLARED))
