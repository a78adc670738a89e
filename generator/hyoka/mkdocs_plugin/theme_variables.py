"""What the theme may know of the site: its name, its notice, where records are edited."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from hyoka.evaluation.embargo import held_back
from hyoka.history.github_links import report_form
from hyoka.mkdocs_plugin.loading import LoadedSite
from hyoka.mkdocs_plugin.menu import menu
from hyoka.static_pages.reader import HOME
from hyoka.units import today

EXTRA = "hyoka"
"""Where they stand in `extra`."""
_DIALECT = "attr_list"
"""The extension of Markdown that the generated pages are written for."""


def set_variables(config: MkDocsConfig, loaded: LoadedSite, *, serving: bool) -> None:
    """Name the site after the municipality; `extra.hyoka` is what the theme's templates ask for."""
    language, repository = loaded.language, loaded.repository
    municipality = loaded.site.evaluation.municipality
    # Material prints these, and titles, as they are: they must be HTML.
    config.site_name = escape(language.word("site.title", name=municipality.name))
    config.site_description = escape(language.word("site.description", name=municipality.name))
    publisher = municipality.publisher
    if not config.copyright:
        config.copyright = escape(language.word("site.footer", publisher=publisher.name))
    if repository is not None and not config.edit_uri:
        config.edit_uri = repository.edit
    config.extra[EXTRA] = variables(config, loaded, serving=serving)
    _complete(config, loaded)


def variables(config: MkDocsConfig, loaded: LoadedSite, *, serving: bool) -> Mapping[str, object]:
    """What the theme's templates ask for."""
    repository, municipality = loaded.repository, loaded.site.evaluation.municipality
    publisher = municipality.publisher
    return {
        "municipality": municipality.name,
        "publisher": publisher.name,
        "publisher_url": publisher.url,
        "contact": publisher.contact,
        "notice": _notice(loaded),
        "edit": repository.edit if repository else None,
        "tree": repository.tree if repository else None,
        "history": repository.history if repository else None,
        "report": repository.report if repository else None,
        "form": report_form(Path(config.docs_dir)) if repository else None,
        "feed": loaded.feeds_by_page.get(HOME),
        "serving": serving,
    }


def _complete(config: MkDocsConfig, loaded: LoadedSite) -> None:
    """What every city needs of MkDocs, where its `mkdocs.yml` says nothing else."""
    pages = {page.path for page in loaded.site.pages} | loaded.site.by_hand.keys()
    config.nav = config.nav or menu(loaded.language, pages)
    config.extra.setdefault("generator", False)
    if _DIALECT not in config.markdown_extensions:
        config.markdown_extensions.append(_DIALECT)


def _notice(loaded: LoadedSite) -> str | None:
    """What stands above every page: the municipality's, and whether pages are ahead of time."""
    notice = loaded.site.evaluation.municipality.notice
    if not any(held_back(loaded.site.records, today())):
        return notice
    language = loaded.language
    ahead = language.word("embargo.ahead", day=language.date(loaded.day))
    return " ".join(filter(None, (ahead, notice)))
