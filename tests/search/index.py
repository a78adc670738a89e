"""What an index says of each word, whoever wrote it: the places where it stands, by page."""

import gzip
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

from hyoka.search.pagefind_engine import run

Places = dict[str, dict[str, list[int]]]
"""By word, then by page."""
_SIGNATURE = b"pagefind_dcd"


def places(bundle: Path) -> Places:
    """What the index in a bundle says; a word always has the usual weight, and no more is said."""
    (file,) = bundle.glob("*.pf_meta")
    _, pages, pieces, *_ = _cbor(file)
    urls = [_url(bundle / "fragment" / f"{name}.pf_fragment") for name, _ in pages]
    found: Places = {}
    for first, last, name in pieces:
        (words,) = _cbor(bundle / "index" / f"{name}.pf_index")
        assert words[0][0].startswith(first)
        assert words[-1][0].startswith(last)
        for word, stands, more in words:
            numbers = accumulate(since for since, _, _ in stands)
            assert [*more, *(more for _, _, more in stands)] == [[]] * len(stands)
            assert {at[0] for _, at, _ in stands} == {-25}
            on = zip(numbers, (at[1:] for _, at, _ in stands), strict=True)
            found[word] = {urls[number]: [*accumulate(at)] for number, at in on}
    assert list(found) == sorted(found)
    return found


def by_pagefind(known: Places, folder: Path) -> Places:
    """What Pagefind itself says of pages with the same words at the same places."""
    pages: dict[str, dict[int, str]] = {}
    for word, stands in known.items():
        for url, at in stands.items():
            pages.setdefault(url, {}).update(dict.fromkeys(at, word))
    folder.mkdir()
    for url, words in pages.items():
        text = " ".join(words[place] for place in range(len(words)))
        page = f'<html lang="zxx"><body><p>{text}</p></body></html>'
        (folder / url.removeprefix("/")).write_text(page, "ascii")
    run(folder, folder / "pagefind")
    return places(folder / "pagefind")


def _url(fragment: Path) -> str:
    data = gzip.decompress(fragment.read_bytes()).removeprefix(_SIGNATURE)
    url: str = json.loads(data)["url"]
    return url


def _cbor(file: Path) -> Any:  # noqa: ANN401 - whatever it holds
    data = gzip.decompress(file.read_bytes()).removeprefix(_SIGNATURE)
    value, end = _value(data, 0)
    assert end == len(data)
    return value


def _value(data: bytes, at: int) -> tuple[Any, int]:
    """A number, a text or a list that begins there, and where it ends."""
    kind, number = divmod(data[at], 32)
    at += 1
    if number >= 24:
        width = 1 << number - 24
        number, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == 3:
        return data[at : at + number].decode(), at + number
    if kind != 4:
        return (number, -1 - number)[kind], at
    values = []
    for _ in range(number):
        value, at = _value(data, at)
        values.append(value)
    return values, at
