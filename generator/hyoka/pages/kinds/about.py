"""Texts about the site; `content/about/<name>.md` replaces one."""

from collections.abc import Callable, Iterator, Mapping

from hyoka import tables
from hyoka.authoring.field_reference import reference
from hyoka.evaluation import EvaluatedSite, completeness_of
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import PageSpec, Subjects, breadcrumbs_along
from hyoka.tables import PageContext
from hyoka.wording import Language

ABOUT = (
    "index",
    "reading",
    "method",
    "glossary",
    "corrections",
    "completeness",
    "changes",
    "fields",
    "rules",
    "staff",
    "withdrawal",
    "licence",
    "accessibility",
    "sitemap",
)
"""The texts about the site, in the order in which they are listed."""
_CHANGE_WITH_ALL = frozenset({"changes", "completeness", "corrections"})
"""Those that change with any record."""

_Page = PageSpec[EvaluatedSite]


def _subjects(name: str) -> Subjects[EvaluatedSite]:
    def subjects(evaluation: EvaluatedSite, language: Language) -> Iterator[_Page]:
        above = (
            () if name == "index" else ((language.word("titles.about.index"), "about/index.md"),)
        )
        title = language.word(f"titles.about.{name}")
        yield PageSpec(f"about/{name}.md", title, evaluation, breadcrumbs_along(language, *above))

    return subjects


def _method(page: _Page, context: PageContext) -> Mapping[str, object]:
    return {
        "decimals": tables.decimals(page.record, context),
        "statuses": tables.status_meanings(context),
    }


def _reading(page: _Page, context: PageContext) -> Mapping[str, object]:
    scales = page.record.municipality.rating_scales
    return {"scales": {scale.id: tables.rating_scale(scale, context) for scale in scales}}


def _corrections(page: _Page, context: PageContext) -> Mapping[str, object]:
    return {"corrections": tables.corrections(page.record, page.title, context)}


def _completeness(page: _Page, context: PageContext) -> Mapping[str, object]:
    return {
        "due": [
            {
                "of": due,
                "table": tables.due_values(due, context),
                "missing": [(year, tables.missing_of(due, year, context)) for year in due.by_year],
            }
            for due in completeness_of(page.record)
        ]
    }


def _fields(_: _Page, context: PageContext) -> Mapping[str, object]:
    sections = reference(context.language)
    return {
        "missing": tables.missing_kinds(context),
        "sections": [(section, tables.fields_of_section(section, context)) for section in sections],
    }


def _accessibility(page: _Page, context: PageContext) -> Mapping[str, object]:
    stated = page.record.municipality.accessibility
    results = sorted(stated.results, key=lambda one: one.published) if stated else []
    return {
        "criteria": [
            tables.accessibility_criteria(
                result.criteria, number, context.language.date(result.published), context
            )
            for number, result in enumerate(results, start=1)
        ]
    }


def _nothing(_: _Page, __: PageContext) -> Mapping[str, object]:
    return {}


_TABLES: Mapping[str, Callable[[_Page, PageContext], Mapping[str, object]]] = {
    "method": _method,
    "reading": _reading,
    "corrections": _corrections,
    "completeness": _completeness,
    "fields": _fields,
    "accessibility": _accessibility,
}

KINDS = tuple(
    PageKind(
        "about",
        1000 + number,
        _subjects(name),
        _TABLES.get(name, _nothing),
        template=f"about/{name}.md",
        changes_with_all=name in _CHANGE_WITH_ALL,
    )
    for number, name in enumerate(ABOUT)
)
