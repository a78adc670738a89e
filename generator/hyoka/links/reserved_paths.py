"""Names and addresses on the site that are taken: of the files in `content/` none may have them.

A page by hand stands in place of one that is made here by having its path. By another path that
leads to the same address, one of the two would be lost without a word.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import PurePosixPath

from hyoka.charts import is_file_of_chart
from hyoka.checks.municipality import answering_divisions
from hyoka.content.content import PAGE, Content
from hyoka.content.record_paths import file_of
from hyoka.evaluation import GatheredBy, GatheredKey, corrected_records, evaluate
from hyoka.model import Indicator, PlanPart, Policy, Record, Records, Tagged
from hyoka.opendata.files import API, DATA
from hyoka.pages import page_specs
from hyoka.problems import Problem
from hyoka.search import BUNDLE
from hyoka.static_pages.reader import HOME
from hyoka.urls import (
    CALENDAR,
    FEED,
    FEEDS,
    INDICATOR_COMPARISON,
    PDF,
    PROJECT_MAP,
    corrected_path,
    gathered_path,
    indicator_path,
    measure_path,
    policy_comparison_path,
    url_of,
    year_changes_path,
    year_comparison_path,
    year_indicators_path,
    year_money_path,
    year_path,
    year_projects_path,
)
from hyoka.wording import Language

THEME = frozenset({"404.html", "assets", "sitemap.xml", "sitemap.xml.gz"})
"""What MkDocs and the theme put at the root of the site."""
NAMES = THEME | {PurePosixPath(API).parts[0], BUNDLE, DATA, CALENDAR, FEED, FEEDS, PDF}
"""The files at the root of the site, and the folders in which all is made here; in lower case."""
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class GeneratedPaths:
    """The paths of the pages that are made here."""

    always: frozenset[str]
    """Those that a municipality has that has recorded nothing else."""
    of_records: frozenset[str]
    """Those about a record or a fiscal year, and some that more records would make."""

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return self.always | self.of_records


def made_paths(records: Records, language: Language) -> GeneratedPaths:
    """Of every page that is made of the records; the municipality's has to be read.

    It takes no evaluation of the records, which takes as long as all that is checked.
    """
    return GeneratedPaths(
        frozenset(_paths_of_none(records, language)), frozenset(_paths_of(records))
    )


def find(
    content: Content, records: Records, published: Iterable[str], made: GeneratedPaths
) -> Iterator[Problem]:
    """Every record, page by hand and file to be published that may not lie where it does.

    `published`: the paths of these pages and files.
    """
    for record in corrected_records(records):
        if (page := corrected_path(record)) in made.always.union(_LISTS.values()):
            yield _same_address(content, file_of(record), page)
    for naming, page in _gathered_twice(records):
        yield _same_address(content, file_of(naming), page)
    by_hand = [path for path in published if path != HOME]
    yield from _by_hand(content, by_hand, made.all)


def _by_hand(content: Content, by_hand: Sequence[str], made: AbstractSet[str]) -> Iterator[Problem]:
    """The same of what lies beside the records; `made`: the paths of the pages made of them."""
    holders = _holders([*made, *by_hand])
    for path in (path for path in by_hand if path not in made):
        if name := _taken_name(path):
            yield Problem(content.shown_path(path), 1, 1, "taken_name", (), {"name": name})
        elif other := _other(path, holders):
            yield _same_address(content, path, other)


def _same_address(content: Content, path: str, other: str) -> Problem:
    return Problem(content.shown_path(path), 1, 1, "same_address", (), {"other": other})


def _paths_of_none(records: Records, language: Language) -> Iterator[str]:
    """The pages that a municipality has that has recorded nothing else."""
    nothing = evaluate(Records.model_construct(municipality=records.municipality))
    return (page.path for _, page in page_specs(nothing, language))


_LISTS = {
    name: f"{name}/index.md"
    for name in ("policies", "plans", "projects", "surveys", "recommendations")
}
"""The page of the list of all records of a kind, where there are any."""
_TAGS = "tags/index.md"
_YEARS = "years/index.md"
_MONEY = "money/index.md"


def _paths_of(records: Records) -> Iterator[str]:
    """The pages about a record or a fiscal year."""
    yield from map(corrected_path, corrected_records(records))
    yield from (measure_path(part) for plan in records.plans for part in plan.parts)
    yield from [INDICATOR_COMPARISON] if records.policies or records.plans else []
    yield from map(policy_comparison_path, records.policies)
    yield from (indicator_path(owner, it.id) for owner, it in _indicators(records))
    yield from (path for name, path in _LISTS.items() if getattr(records, name))
    yield from _gathered(records)
    yield from [PROJECT_MAP] if records.projects else []
    years = {record.fiscal_year for record in (*records.every_sheet, *records.surveys)}
    years |= {year.fiscal_year for project in records.projects for year in project.years}
    yield from [_YEARS] if years else []
    yield from [_MONEY] if records.projects else []
    of_years = [year_path, year_indicators_path, year_comparison_path, year_changes_path]
    of_projects = [year_projects_path, year_money_path] if records.projects else []
    for path in (*of_years, *of_projects):
        yield from map(path, years)


def _indicators(records: Records) -> Iterator[tuple[Policy | PlanPart, Indicator]]:
    """Those of policies, chapters and measures."""
    for policy in records.policies:
        yield from ((policy, it) for it in policy.indicators)
    for part in (part for plan in records.plans for part in plan.parts):
        yield from ((part, it) for it in part.described.indicators)


def _gathered(records: Records) -> Iterator[str]:
    """The pages of divisions and goals, and the lists of them, where records name any."""
    named = {name for _, name in _divisions(records)}
    keys = [GatheredKey(GatheredBy.DIVISION, name) for name in named]
    goals = {number for of in _tagged(records) for number in of.sdgs}
    keys += [GatheredKey(GatheredBy.GOAL, str(number)) for number in goals]
    yield from map(gathered_path, keys)
    yield from ["divisions/index.md"] if named else []
    yield from [_TAGS] if goals else []


def _divisions(records: Records) -> Iterator[tuple[Record, str]]:
    """Every division that is named, with the record that names it."""
    joint = ((it, name) for it in records.projects for name in it.joint_divisions)
    asked = ((told, told.division) for told in records.recommendations)
    for record, name in (*answering_divisions(records), *joint, *asked):
        if name:
            yield record, name


def _gathered_twice(records: Records) -> Iterator[tuple[Record, str]]:
    """The records by which two things would have a page at the same path, with the path.

    A division's is made of its name by a short digest: who looks for two alike finds them.
    """
    tags = {gathered_path(GatheredKey(GatheredBy.TAG, tag.id)) for tag in records.municipality.tags}
    yield from [(records.municipality, _TAGS)] if _TAGS in tags else []
    names: dict[str, str] = {}
    for record, name in _divisions(records):
        path = gathered_path(GatheredKey(GatheredBy.DIVISION, name))
        if names.setdefault(path, name) != name:
            yield record, path


def _tagged(records: Records) -> Iterator[Tagged]:
    yield from records.policies
    yield from records.projects
    yield from (part.described for plan in records.plans for part in plan.parts)


def _place(path: str) -> str:
    """Where it lies on the site, in lower case: some systems know no other."""
    return (f"{url_of(path)}{_INDEX}" if path.endswith(PAGE) else path).lower()


def _taken_name(path: str) -> str | None:
    """The name on its way that is taken, if one is."""
    first, *others = PurePosixPath(_place(path)).parts
    if first in NAMES:
        return first
    chart = next(filter(is_file_of_chart, (first, *others)), None)
    return chart or (_INDEX if _INDEX in (first, *others)[:-1] else None)


def _holders(paths: Iterable[str]) -> Mapping[str, str]:
    """Whose every place is: that of the first of `paths`."""
    holders: dict[str, str] = {}
    for path in paths:
        holders.setdefault(_place(path), path)
    return holders


def _other(path: str, holders: Mapping[str, str]) -> str | None:
    """Who holds its place, or a place that would have to be a folder for it."""
    place = PurePosixPath(_place(path))
    held = (holders.get(str(way)) for way in (place, *place.parents))
    return next((other for other in held if other not in {None, path}), None)
