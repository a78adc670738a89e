"""The site's navigation where `mkdocs.yml` gives none: `nav`, as MkDocs takes it."""

from collections.abc import Mapping

from hyoka.wording import Language

_LISTS = (
    *("policies", "plans", "years", "projects", "indicators", "surveys"),
    *("recommendations", "data"),
)
_OPTIONAL = "recommendations"
"""The list that is there only where it would not be empty."""
_ABOUT = (
    "index",
    "reading",
    "method",
    "staff",
    "withdrawal",
    "rules",
    "glossary",
    "corrections",
    "changes",
    "fields",
    "licence",
    "accessibility",
    "sitemap",
)


def menu(
    language: Language, *, recommendations: bool = False
) -> list[Mapping[str, str | list[str]]]:
    """The lists and the texts about the site, which every site has; and `recommendations`.

    Records' pages are not listed: a thousand of them would cost a thousand times a thousand.
    """
    lists = [name for name in _LISTS if name != _OPTIONAL or recommendations]
    return [
        {language.word("menu.home"): "index.md"},
        *({language.word(f"menu.{name}"): f"{name}/index.md"} for name in lists),
        {language.word("titles.about.index"): [f"about/{name}.md" for name in _ABOUT]},
    ]
