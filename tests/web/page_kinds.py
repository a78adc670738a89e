"""One page of each kind, so that what a test finds on them holds for the kind."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from tests.building import made_of

LOST = "404.html"
"""The page of an address that does not exist; the site's host shows it."""


@cache
def one_of_each_kind(content: Path) -> Mapping[str, str]:
    """The fullest page of each kind: its kind -> its address from the site's root.

    The pages about the site are of one kind, but each is unlike the others: all are taken.
    """
    fullest: dict[str, tuple[int, str]] = {}
    for page in made_of(content).pages:
        kind = page.url.strip("/") if page.kind == "about" else page.kind
        fullest[kind] = max(fullest.get(kind, (0, "")), (len(page.markdown), page.url))
    return {kind: url for kind, (_, url) in fullest.items()} | {"lost": LOST}
