"""What the HTML of a page by hand may be made of: all else is refused.

The list holds what text, lists, tables and pictures need, and nothing that loads, runs, sends,
hides, or passes for the site's own: a file beside the page can be a script to any policy.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from hyoka.model.web_addresses import fault_of

ELEMENTS = frozenset(
    """
    a abbr address b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt
    em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp
    section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr
    """.split()  # noqa: SIM905 - a list of so many words reads best as a text
)
"""The elements that are published."""
SILENT = frozenset(
    """
    audio canvas datalist embed iframe noembed noframes noscript object script select style svg math
    template textarea title video xmp
    """.split()  # noqa: SIM905 - the same
)
"""Of the others, those of which not even the text is."""

_ANY = re.compile(r"[^\x00-\x08\x0b-\x1f]*")
_ADDRESS = re.compile(r".*", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,4}")
_SPAN = re.compile(r"[1-9][0-9]?|100")
"""Of more columns or rows than that, a browser makes a table for seconds."""
_NAMES = re.compile(r"\S+( \S+)*")
_ID = re.compile(r"[\w.:-]+")
_EVERYWHERE: Mapping[str, re.Pattern[str]] = {
    "id": _ID,
    "lang": re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*"),
    "title": _ANY,
}
_CELL = {
    "align": re.compile("left|center|right"),
    "colspan": _SPAN,
    "headers": _NAMES,
    "rowspan": _SPAN,
}
_DATED = {"datetime": re.compile("[0-9A-Za-z:+. -]+")}
_OF: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "a": {
        "download": _ANY,
        "href": _ADDRESS,
        "hreflang": _EVERYWHERE["lang"],
        # By `opener`, a page elsewhere could put another one in this one's place.
        "rel": re.compile("(?!opener( |$))[a-z]+( (?!opener( |$))[a-z]+)*"),
        "target": re.compile("_blank"),
    },
    "code": {"class": re.compile("language-[A-Za-z0-9_+#.-]+")},
    "col": {"span": _SPAN},
    "colgroup": {"span": _SPAN},
    "del": _DATED,
    "details": {"open": re.compile("(open)?")},
    "img": {
        "alt": _ANY,
        "height": _NUMBER,
        "loading": re.compile("lazy|eager"),
        "src": _ADDRESS,
        "width": _NUMBER,
    },
    "ins": _DATED,
    "li": {"value": re.compile("-?[0-9]{1,6}")},
    "ol": {
        "reversed": re.compile("(reversed)?"),
        "start": re.compile("-?[0-9]{1,6}"),
        "type": re.compile("[1aAiI]"),
    },
    "td": _CELL,
    "th": {**_CELL, "abbr": _ANY, "scope": re.compile("(col|row)(group)?")},
    "time": _DATED,
}
"""The attributes of an element besides those of all, each with the form of its values."""
ADDRESS = {"a": "href", "img": "src"}
"""The attribute of an element that is an address."""

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link to elsewhere may begin with."""
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_IGNORED = re.compile(r"[\t\n\r]")
"""What browsers take out of an address before they read it."""
_SPACE = "".join(map(chr, range(0x21)))
"""What they take away around it."""
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")

_OWN_IDS = re.compile(
    r"(main|toc|top|contents|sources|corrections|plain|latest|money|policies|measures|years|projects"
    r"|about|report|filters|.*-counted|.*-caption|.*-query|(finder|policy|indicator|column|chart)-.*"
    r"|finder|__.*)"
)
"""The ids by which the site's scripts, styles and links find its own parts."""


def is_own_id(name: str) -> bool:
    """Whether the site has, or may have, a part of its own by that id."""
    return _OWN_IDS.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that may not stand in a page by hand."""

    rule: str
    values: Mapping[str, str]
    """What the rule's message names."""
    attribute: str = ""
    """The name of the attribute that is meant; empty: the whole element."""
    written: str = ""
    """Of an address, how it is written."""


def address(url: str) -> str:
    """An address as browsers read it: without what they take no notice of."""
    return _IGNORED.sub("", url).strip(_SPACE)


def scheme(url: str) -> str:
    """What a clean address begins with, in lower case: `https`; empty: a way in the site."""
    found = _SCHEME.match(url)
    return found[0][:-1].lower() if found else ""


def refusals(name: str, attributes: Iterable[tuple[str, str]]) -> Iterator[Refusal]:
    """All that is refused of a start tag; `name` and the attributes' names are in lower case."""
    given = list(attributes)
    if any(key == "http-equiv" for key, _ in given):
        yield Refusal("redirection", {}, "http-equiv")
    elif name not in ELEMENTS:
        yield Refusal("html_element", {"name": name[:40]})
    else:
        for key, value in given:
            yield from _of_attribute(name, key, value)


def _of_attribute(name: str, key: str, value: str) -> Iterator[Refusal]:
    if not is_allowed(name, key, value):
        yield Refusal("html_attribute", {"attribute": key[:40], "name": name}, key)
    elif key == "id" and is_own_id(value):
        yield Refusal("own_id", {"id": value}, key)
    elif ADDRESS.get(name) == key:
        yield from _of_address(name, key, value)


def _of_address(name: str, key: str, value: str) -> Iterator[Refusal]:
    url = address(value)
    shown = {"url": value.strip()[:80]}
    if name == "img" and (scheme(url) or _is_elsewhere(url)):
        yield Refusal("foreign_picture", shown, key, value)
    elif not is_safe_address(url):
        yield Refusal("unsafe_link", shown, key, value)
    elif fault := _fault(url):
        values = {"got": shown["url"], "fault": fault}
        yield Refusal("url_form", values, key, value)


def _fault(url: str) -> str | None:
    """What is wrong with an address on the web, as with those of records; http passes in pages."""
    begins = scheme(url)
    if begins not in {"http", "https"}:
        return None
    return fault_of(f"https{url[len(begins) :]}")


def _is_elsewhere(url: str) -> bool:
    """Whether it leads to another host without saying how."""
    return url.replace("\\", "/").startswith("//")


def is_safe_address(url: str) -> bool:
    """Whether a clean address leads into the site, or to elsewhere in a way that runs nothing."""
    try:
        urlsplit(url)
    except ValueError:  # a bracket that belongs to no address
        return False
    known = not scheme(url) or scheme(url) in _SCHEMES
    return known and not _UNSEEN.search(url) and not _is_elsewhere(url)


def is_allowed(name: str, key: str, value: str) -> bool:
    """Whether a listed element may have that attribute with that value."""
    form = _OF.get(name, {}).get(key) or _EVERYWHERE.get(key)
    return form is not None and form.fullmatch(value) is not None
