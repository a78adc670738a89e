"""The site's navigation where `mkdocs.yml` gives none: `nav`, as MkDocs takes it."""

from collections.abc import Collection, Mapping
from html import escape

from hyoka.wording import Language

_LISTS = (
    *("policies", "plans", "years", "money", "projects", "indicators", "surveys"),
    *("divisions", "tags", "recommendations", "data"),
)
_ABOUT = (
    "index",
    "reading",
    "method",
    "staff",
    "withdrawal",
    "rules",
    "glossary",
    "corrections",
    "completeness",
    "changes",
    "fields",
    "licence",
    "accessibility",
    "sitemap",
)


def menu(language: Language, pages: Collection[str]) -> list[Mapping[str, str | list[str]]]:
    """The lists, of those that the site has, and the texts about it.

    `pages`: the paths of all pages: a list that would be empty is none of them.
    Records' pages are not listed: a thousand of them would cost a thousand times a thousand.
    """
    lists = [name for name in _LISTS if f"{name}/index.md" in pages]
    return [
        {_title(language, "menu.home"): "index.md"},
        *({_title(language, f"menu.{name}"): f"{name}/index.md"} for name in lists),
        {_title(language, "titles.about.index"): [f"about/{name}.md" for name in _ABOUT]},
    ]


def _title(language: Language, path: str) -> str:
    """A word as a title of the menu, which themes print as it is; in some are a city's own."""
    return escape(language.word(path))
