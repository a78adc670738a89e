"""Links and pictures of pages by hand: where they lead in the site, and those that lead nowhere."""

import posixpath
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from hyoka.content.content import PAGE, Content
from hyoka.files.file_names import composed
from hyoka.links.reserved_paths import THEME
from hyoka.opendata.files import API, DATA
from hyoka.problems import CHOICES, MAX_ERRORS, Problem
from hyoka.static_pages.html_allowlist import is_safe_address, scheme
from hyoka.static_pages.html_tags import HtmlLink
from hyoka.static_pages.page_html import PageHtml
from hyoka.static_pages.reader import PICTURES, StaticPages
from hyoka.urls import CALENDAR, FEED, PDF, Links, url_of

_TOP = "top"
"""Where every page begins, by HTML's own word."""
MOST = MAX_ERRORS + 1
"""So many links of a page are told; of one more than are shown, `problems.told` says so."""
_MAX_ANCHORS = 20
"""So many of a page's are told where one is not found."""
_OF_GIT = frozenset({"about/changes.md"})
"""Pages whose anchors nobody knows but git."""
_MADE_FOLDERS = frozenset({DATA, API.split("/")[0], PDF})


@dataclass(frozen=True, slots=True)
class Known:
    """What the site has besides its pages by hand; each is asked for where a link leads there."""

    pages: Collection[str]
    """The paths of the pages that are made of the records."""
    to_come: Collection[str]
    """Those of the pages whose records are held back until a day."""
    files: Callable[[], Collection[str] | None]
    """The paths of the files that are made of them; none while these cannot be evaluated."""
    anchors: Callable[[str], Collection[str] | None]
    """The ids in one of those pages; none while it cannot be made."""
    has_address: bool
    """Whether it is known where the site is published."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A link inside the site, as it is written."""

    path: str
    """From the folder of the pages to a file; empty: the page itself."""
    query: str
    anchor: str


def _way(path: str, url: str) -> _Way | None:
    """Where a clean address of the page at `path` leads; none: elsewhere, or to the site's root."""
    parts = urlsplit(url)
    if scheme(url) or url.startswith(("/", "\\")):
        return None
    to = unquote(parts.path)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), to)) if to else ""
    return _Way(target, parts.query, unicodedata.normalize("NFC", unquote(parts.fragment)))


def lead(path: str, url: str) -> str:
    """The address to write on the published page, for one that is written in the page at `path`."""
    way = _way(path, url)
    if way is None:
        return url
    links = Links(url_of(path))
    there = way.path and (
        links(url_of(way.path)) if way.path.endswith(PAGE) else links.file(way.path)
    )
    return urlunsplit(("", "", quote(there), way.query, way.anchor))


def find(
    content: Content, static: StaticPages, rendered: Mapping[str, PageHtml], known: Known
) -> Iterator[Problem]:
    """Every link or picture that leads nowhere, in the pages by hand that could be rendered."""
    # What is misnamed is told, and stops the site.
    site = _Site(frozenset(static.published) | static.misnamed, content.assets, rendered, known)
    for path, page in rendered.items():
        shown = content.shown_path(path)
        found = (
            (link, _wrong(path, link, site)) for link in page.links if is_safe_address(link.url)
        )
        # Nobody is told more, and it takes long to find so many places.
        for link, wrong in islice(((link, wrong) for link, wrong in found if wrong), MOST):
            rule, values = wrong
            yield page.problem(shown, link.mark, rule, {"url": link.url[:200], **values})


@dataclass(frozen=True, slots=True)
class _Site:
    by_hand: Collection[str]
    assets: Collection[str]
    """The theme's files: no record or page by hand is called so."""
    rendered: Mapping[str, PageHtml]
    known: Known


def _wrong(path: str, link: HtmlLink, site: _Site) -> tuple[str, dict[str, str]] | None:
    """The rule that a link breaks, and what the rule's message names."""
    if link.url.startswith(("/", "\\")):
        return "rooted_link", _offer(path, link.url, site)
    way = _way(path, link.url)
    if way is None:
        return None
    if link.is_picture and not way.path.lower().endswith(PICTURES):
        return "no_picture", {"forms": CHOICES.join(PICTURES)}
    if way.path in {FEED, CALENDAR} and not site.known.has_address:
        return "link_without_address", {}
    if way.path and not _exists(way.path, site):
        return _lost_rule(way.path, site), {"target": way.path}
    return _lost_anchor(way.path or path, way.anchor, site)


def _lost_rule(target: str, site: _Site) -> str:
    """Why nothing is there."""
    there = (composed(target) in paths for paths in (site.known.pages, site.by_hand))
    if any(there):
        return "decomposed_link"
    return "link_held_back" if target in site.known.to_come else "lost_link"


def _offer(path: str, url: str, site: _Site) -> dict[str, str]:
    """How to write a link from `/`, where what it means is known."""
    inside = unquote(urlsplit(url).path).strip("/\\")
    pages = (f"{inside}.md", f"{inside}/index.md" if inside else "index.md", inside)
    meant = next((one for one in pages if one in site.known.pages or one in site.by_hand), None)
    return {"offer": posixpath.relpath(meant, posixpath.dirname(path) or ".")} if meant else {}


def _exists(target: str, site: _Site) -> bool:
    if target in site.by_hand or target in site.known.pages or target in THEME | {FEED, CALENDAR}:
        return True
    first = target.split("/", maxsplit=1)[0]
    if first in _MADE_FOLDERS:
        files = site.known.files()
        return files is None or target in files
    return target in site.assets


def _lost_anchor(target: str, name: str, site: _Site) -> tuple[str, dict[str, str]] | None:
    if name in {"", _TOP} or name.startswith(":~:") or not target.endswith(PAGE):
        return None
    there = _anchors(target, site)
    if there is None or name in there:
        return None
    some = sorted(there)[:_MAX_ANCHORS]
    return "lost_anchor", {"anchor": name[:80], "known": CHOICES.join(some) or "―"}


def _anchors(target: str, site: _Site) -> Collection[str] | None:
    """The ids in a page; none where they are not known."""
    page = site.rendered.get(target)
    if target in site.by_hand and (page is None or page.root is None):
        return None
    if target not in site.known.pages or (page and target != "index.md"):
        return page.anchors if page else None
    if target in _OF_GIT:
        return None
    made = site.known.anchors(target)
    return made if made is None or page is None else {*made, *page.anchors}
