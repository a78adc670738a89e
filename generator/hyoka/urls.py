"""Where a noun's page lies. Every link is made from these."""

import hashlib
import posixpath
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from hyoka.evaluation import (
    Corrected,
    EvaluatedIndicator,
    GatheredBy,
    GatheredKey,
    LineageItem,
    MeasureYear,
    Owner,
    PolicyYear,
    ProjectGroup,
    ProjectSet,
)
from hyoka.model import (
    Indicator,
    MeasureSheet,
    Plan,
    PlanPart,
    Policy,
    Project,
    Recommendation,
    Sheet,
    Survey,
)
from hyoka.units import FiscalYear

FEED = "feed.xml"
"""Where the feed lies, from the site's root."""
CALENDAR = "calendar.ics"
"""Where the calendar lies."""
FEEDS = "feeds"
"""The folder of the feeds and calendars of one policy, division or tag each."""
INDICATOR_COMPARISON = "indicators/compare.md"
"""The indicators of policies and measures side by side."""
PROJECT_MAP = "map/index.md"
"""The newest year's projects by what they belong to."""
PDF = "pdf"
"""The folder of the sheets on paper."""


def url_of(path: str) -> str:
    """`policies/index.md` → `policies/`, `policies/kizuna/2018.md` → `policies/kizuna/2018/`."""
    stem = path.removesuffix(".md")
    stem = "" if stem == "index" else stem.removesuffix("/index")
    return f"{stem}/" if stem else ""


def feed_path(page: str, ending: str = "xml") -> str:
    """The feed of what a page is about; `ending`: `ics`: its calendar."""
    return f"{FEEDS}/{page.removesuffix('.md').removesuffix('/index')}.{ending}"


def policy_path(policy: Policy) -> str:
    """A policy over all its years."""
    return f"policies/{policy.id}/index.md"


def sheet_path(policy: Policy, fiscal_year: FiscalYear) -> str:
    """A policy's sheet of a year."""
    return f"policies/{policy.id}/{fiscal_year}.md"


def project_path(project: Project) -> str:
    """A project over all its years."""
    return f"projects/{project.id}.md"


def year_path(fiscal_year: FiscalYear) -> str:
    """All policies of a year."""
    return f"years/{fiscal_year}.md"


def year_projects_path(fiscal_year: FiscalYear) -> str:
    """The list of a year's projects."""
    return f"years/{fiscal_year}/projects.md"


def year_indicators_path(fiscal_year: FiscalYear) -> str:
    """The list of a year's indicators."""
    return f"years/{fiscal_year}/indicators.md"


def year_changes_path(fiscal_year: FiscalYear) -> str:
    """What changed from the year before to a year."""
    return f"years/{fiscal_year}/changes.md"


def year_money_path(fiscal_year: FiscalYear) -> str:
    """What a year's projects cost, by policy, source and status."""
    return f"years/{fiscal_year}/money.md"


def year_comparison_path(fiscal_year: FiscalYear) -> str:
    """A year's policies side by side."""
    return f"years/{fiscal_year}/compare.md"


def policy_comparison_path(policy: Policy) -> str:
    """A policy's years side by side."""
    return f"policies/{policy.id}/compare.md"


def survey_path(fiscal_year: FiscalYear) -> str:
    """A citizens' survey."""
    return f"surveys/{fiscal_year}.md"


def recommendation_path(recommendation: Recommendation) -> str:
    """A recommendation with the responses to it."""
    return f"recommendations/{recommendation.id}.md"


def plan_path(plan: Plan) -> str:
    """A plan with its chapters and measures."""
    return f"plans/{plan.id}/index.md"


def measure_path(part: PlanPart) -> str:
    """A chapter or measure over all its years."""
    return f"plans/{part.plan.id}/{part.id}/index.md"


def measure_sheet_path(part: PlanPart, fiscal_year: FiscalYear) -> str:
    """A chapter's or measure's sheet of a year."""
    return f"plans/{part.plan.id}/{part.id}/{fiscal_year}.md"


_FOLDERS = {GatheredBy.DIVISION: "divisions", GatheredBy.TAG: "tags", GatheredBy.GOAL: "sdgs"}


def gathered_path(key: GatheredKey) -> str:
    """A division, a tag or a goal."""
    name = division_id(key.value) if key.by is GatheredBy.DIVISION else key.value
    return f"{_FOLDERS[key.by]}/{name}.md"


def division_id(name: str) -> str:
    """What stands for a division in addresses: of its name alone, and safe whatever that is."""
    return hashlib.sha256(name.encode()).hexdigest()[:10]


def data_path(table: str) -> str:
    """A table of open data; its files lie beside it."""
    return f"data/{table}.md"


def owner_path(owner: Owner) -> str:
    """The page of what has indicators, on which they are shown over their years."""
    match owner:
        case Policy():
            return policy_path(owner)
        case Project():
            return project_path(owner)
        case PlanPart():
            return measure_path(owner)


def indicator_path(owner: Policy | PlanPart, indicator: str) -> str:
    """An indicator of a policy, a chapter or measure, by its id; a project's page has its own."""
    folder = owner_path(owner).removesuffix("index.md")
    return f"{folder}indicators/{indicator}.md"


def indicator_url(owner: Owner, indicator: str) -> str:
    """The page of an indicator; of a project's, its section there."""
    if isinstance(owner, Project):
        return f"{url_of(owner_path(owner))}#{_anchor(indicator)}"
    return url_of(indicator_path(owner, indicator))


def corrected_path(record: Corrected) -> str:
    """The page that shows a record's corrections."""
    match record:
        case Sheet():
            return f"policies/{record.policy}/{record.fiscal_year}.md"
        case MeasureSheet():
            return f"plans/{record.plan}/{record.measure}/{record.fiscal_year}.md"
        case Survey():
            return survey_path(record.fiscal_year)
        case Recommendation():
            return recommendation_path(record)
        case Plan():
            return plan_path(record)
        case _:
            return owner_path(record)


@dataclass(frozen=True)
class Links:
    """Addresses as the page at `base` writes them: relative, so that a site can lie anywhere."""

    base: str

    def __call__(self, url: str) -> str:
        """The way from this page to `url`, an address from the site's root."""
        address, _, fragment = url.partition("#")
        if fragment and address == self.base:
            return f"#{fragment}"
        way = self._ways.get(address)
        if way is None:
            way = posixpath.relpath(f"/{address}", f"/{self.base}")
            way = self._ways[address] = "./" if way == "." else f"{way}/"
        return f"{way}#{fragment}" if fragment else way

    @cached_property
    def _ways(self) -> dict[str, str]:
        """The ways from this page that were asked for, by their address."""
        return {}

    def file(self, path: str) -> str:
        """The way from this page to a file."""
        return posixpath.relpath(f"/{path}", f"/{self.base}")

    def data(self, table: str, owner: Owner | None = None, **chosen: object) -> str:
        """To a table of open data, narrowed down to the rows of `owner` that have the `chosen`."""
        way = self(url_of(data_path(table)))
        asked = {**_key(owner), **{name: value for name, value in chosen.items() if value}}
        return f"{way}?{urlencode(asked)}" if asked else way

    def policy(self, policy: Policy) -> str:
        """To a policy."""
        return self(url_of(policy_path(policy)))

    def sheet(self, year: PolicyYear) -> str:
        """To a policy's sheet of a year."""
        return self(url_of(sheet_path(year.policy, year.fiscal_year)))

    def project(self, project: Project) -> str:
        """To a project."""
        return self(url_of(project_path(project)))

    def year(self, fiscal_year: FiscalYear) -> str:
        """To a year."""
        return self(url_of(year_path(fiscal_year)))

    def project_set(self, year: PolicyYear | MeasureYear, group: ProjectGroup) -> str:
        """To a set of projects of a year: on its sheet, else in the list of the year's."""
        if isinstance(year, PolicyYear):
            sheet, chosen = self.sheet(year), {"policy-id": year.policy.id}
        else:
            part = year.part
            sheet, chosen = self.measure_sheet(year), {"part": f"{part.plan.id}/{part.id}"}
        if group.which is ProjectSet.LISTED:
            return f"{sheet}#projects"
        return f"{self.year_projects(year.fiscal_year)}?{urlencode(chosen)}"

    def year_projects(self, fiscal_year: FiscalYear) -> str:
        """To the list of a year's projects."""
        return self(url_of(year_projects_path(fiscal_year)))

    def year_indicators(self, fiscal_year: FiscalYear) -> str:
        """To the list of a year's indicators."""
        return self(url_of(year_indicators_path(fiscal_year)))

    def year_changes(self, fiscal_year: FiscalYear) -> str:
        """To what changed from the year before to a year."""
        return self(url_of(year_changes_path(fiscal_year)))

    def year_money(self, fiscal_year: FiscalYear) -> str:
        """To what a year's projects cost."""
        return self(url_of(year_money_path(fiscal_year)))

    def year_comparison(self, fiscal_year: FiscalYear) -> str:
        """To a year's policies side by side."""
        return self(url_of(year_comparison_path(fiscal_year)))

    def policy_comparison(self, policy: Policy) -> str:
        """To a policy's years side by side."""
        return self(url_of(policy_comparison_path(policy)))

    def survey(self, fiscal_year: FiscalYear) -> str:
        """To a survey."""
        return self(url_of(survey_path(fiscal_year)))

    def recommendation(self, recommendation: Recommendation) -> str:
        """To a recommendation."""
        return self(url_of(recommendation_path(recommendation)))

    def gathered(self, key: GatheredKey) -> str:
        """To a division, a tag or a goal."""
        return self(url_of(gathered_path(key)))

    def division(self, name: str) -> str:
        """To a division."""
        return self.gathered(GatheredKey(GatheredBy.DIVISION, name))

    def tag(self, identifier: str) -> str:
        """To a tag."""
        return self.gathered(GatheredKey(GatheredBy.TAG, identifier))

    def goal(self, number: int) -> str:
        """To a goal."""
        return self.gathered(GatheredKey(GatheredBy.GOAL, str(number)))

    def plan(self, plan: Plan) -> str:
        """To a plan."""
        return self(url_of(plan_path(plan)))

    def measure(self, part: PlanPart) -> str:
        """To a chapter or measure."""
        return self(url_of(measure_path(part)))

    def part(self, plan: str, part: str) -> str:
        """To the chapter or measure of these ids."""
        return self(f"plans/{plan}/{part}/")

    def measure_sheet(self, year: MeasureYear) -> str:
        """To a chapter's or measure's sheet of a year."""
        return self(url_of(measure_sheet_path(year.part, year.fiscal_year)))

    def owner(self, owner: Owner) -> str:
        """To what has indicators."""
        return self(url_of(owner_path(owner)))

    def lineal(self, lineal: LineageItem) -> str:
        """To what has a lineage: a record's page, or an indicator's."""
        if lineal.indicator:
            return self(indicator_url(lineal.owner, lineal.indicator.id))
        return self.owner(lineal.owner)

    def corrected(self, record: Corrected) -> str:
        """To the corrections on a record's page."""
        return self(f"{url_of(corrected_path(record))}#corrections")

    def compared(self, indicator: EvaluatedIndicator) -> str:
        """To an indicator beside another."""
        way = self(url_of(INDICATOR_COMPARISON))
        return narrowed(way, show=compared_key(indicator))

    def indicator(self, indicator: EvaluatedIndicator) -> str:
        """To an indicator."""
        return self.indicator_of(indicator.owner, indicator.indicator)

    def indicator_of(self, owner: Owner, indicator: Indicator) -> str:
        """To an indicator of something."""
        return self(indicator_url(owner, indicator.id))


def narrowed(url: str, **choices: object) -> str:
    """The address of a list, narrowed down; without a script it leads to the whole list."""
    return f"{url}?{urlencode(choices)}"


def _key(owner: Owner | None) -> dict[str, object]:
    """The columns that tell whose a row of open data is."""
    match owner:
        case Policy():
            return {"policy_id": owner.id}
        case PlanPart():
            return {"plan_id": owner.plan.id, "measure_id": owner.id}
        case Project():
            return {"project_id": owner.id}
        case None:
            return {}


def compared_key(indicator: EvaluatedIndicator) -> str:
    """What the address of the comparison calls an indicator: `policies/kizuna/kanshin`."""
    return f"{url_of(owner_path(indicator.owner))}{indicator.indicator.id}"


def indicator_anchor(indicator: EvaluatedIndicator) -> str:
    """The heading id of an indicator on its owner's page."""
    return _anchor(indicator.indicator.id)


def _anchor(indicator: str) -> str:
    return f"indicator-{indicator}"
