"""The addresses outside the site that its records and its pages by hand name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

from hyoka.model import Municipality
from hyoka.static_pages.page_html import PageHtml
from hyoka.wording import Language

_MAX_PLACES = 3


@dataclass(frozen=True, slots=True)
class RecordedLink:
    """An address outside the site, and where it stands."""

    url: str
    name: str


def links_of(
    municipality: Municipality, by_hand: Mapping[str, PageHtml], language: Language
) -> tuple[RecordedLink, ...]:
    """All of them, each once, however many parts of one page are named.

    `by_hand`: the pages by hand, by their paths.
    """
    places: dict[str, tuple[str, dict[str, None]]] = {}
    for url, place in (*_of_records(municipality, language), *_of_pages(by_hand, language)):
        _, names = places.setdefault(_page(url), (url, {}))
        names[place] = None
    return tuple(RecordedLink(url, _told(names, language)) for url, names in places.values())


def _of_records(municipality: Municipality, language: Language) -> Iterator[tuple[str, str]]:
    named = [(document.url, document.title) for document in municipality.documents]
    named.append((municipality.publisher.url, municipality.publisher.name))
    if municipality.licence:
        named.append((municipality.licence.url, language.word("weekly.licence")))
    results = municipality.accessibility.results if municipality.accessibility else ()
    named += [
        (page.url, language.word("weekly.tested", title=page.title))
        for result in results
        for page in result.pages
    ]
    yield from ((url, name) for url, name in named if url)


def _of_pages(pages: Mapping[str, PageHtml], language: Language) -> Iterator[tuple[str, str]]:
    """Those that links in Markdown or HTML lead to."""
    for path, page in pages.items():
        name = language.word("weekly.page", path=path)
        links = (link.url for link in page.links if not link.is_picture)
        yield from ((url, name) for link in links if (url := _outside(link)))


def _outside(href: str) -> str:
    """The address that a link leads to; empty: one in the site, or no page."""
    url = href.strip()
    if url.startswith("//"):
        return f"https:{url}"
    return url if url.lower().startswith(("https:", "http:")) else ""


def _page(url: str) -> str:
    try:
        return urldefrag(url).url
    except ValueError:  # no address at all, which is told
        return url


def _told(names: Mapping[str, None], language: Language) -> str:
    shown = language.word("formats.list").join([*names][:_MAX_PLACES])
    left = len(names) - _MAX_PLACES
    return shown if left <= 0 else language.word("weekly.places", names=shown, count=str(left))
