"""PAGES: the list of page kinds: about which subjects, by which template, with which script."""

from dataclasses import dataclass

from hyoka.lists import list_indicators, list_projects
from hyoka.pages.data import data, datasets
from hyoka.pages.plans import measure_sheets, measures, plans
from hyoka.pages.policies import policies, policy_comparisons, sheet_documents, sheets
from hyoka.pages.projects import projects
from hyoka.pages.subject import Subjects
from hyoka.pages.surveys import survey_documents, surveys
from hyoka.pages.whole import ABOUT, about, home, index, latest
from hyoka.pages.years import year_comparisons, year_indicators, year_projects, years


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page."""

    name: str
    subjects: Subjects
    template: str = ""
    """`<name>.md` unless said otherwise; long texts stand with the language."""
    script: str = ""
    """The script of the theme that its pages need besides those of every page: `list`."""


PAGES: tuple[PageKind, ...] = (
    PageKind("home", home),
    PageKind("policies", index("policies", "policies/", sheet_documents)),
    PageKind("policy", policies),
    PageKind("policy_compare", policy_comparisons, script="compare"),
    PageKind("sheet", sheets),
    PageKind("plans", index("plans", "plans/")),
    PageKind("plan", plans),
    PageKind("measure", measures),
    PageKind("measure_sheet", measure_sheets),
    PageKind("years", index("years", "policies/")),
    PageKind("year", years),
    PageKind("year_projects", year_projects, script="list"),
    PageKind("year_indicators", year_indicators, script="list"),
    PageKind("year_compare", year_comparisons, script="compare"),
    PageKind("projects", latest("projects", list_projects), script="list"),
    PageKind("project", projects),
    PageKind("indicators", latest("indicators", list_indicators), script="list"),
    PageKind("surveys", index("surveys", "surveys/", survey_documents)),
    PageKind("survey", surveys),
    PageKind("data", data, "data/index.md", script="data"),
    PageKind("dataset", datasets, script="data"),
    *(PageKind("about", about(name), f"about/{name}.md") for name in ABOUT),
)
