"""What a page offers to be taken away: the tables of open data that have its numbers."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from hyoka.elements import Table
from hyoka.wording import Language


def page_downloads(tables: Iterable[Table], language: Language) -> list[tuple[str, str]]:
    """The titles of the tables of open data that its tables lead to, and the ways to their rows.

    Each once: narrowed down by what all ways to it have in common.
    """
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        if table.data:
            way = urlsplit(table.data.url)
            asked = dict(parse_qsl(way.query))
            known = found.setdefault(way.path, asked)
            found[way.path] = {k: v for k, v in known.items() if asked.get(k) == v}
    return [
        (language.word(f"datasets.{path.split('/')[-2]}.title"), _address(path, asked))
        for path, asked in found.items()
    ]


def _address(path: str, asked: dict[str, str]) -> str:
    return f"{path}?{urlencode(asked)}" if asked else path
