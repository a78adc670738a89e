"""Where each word stands on each page, in the form that Pagefind's script reads: CBOR, RFC 8949.

Pagefind itself holds all words of all pages in memory, some 750 kB a page, and begins anew in every
build. Here each page is inverted where it is made, and kept with it; what is left to be done of
them all is to put them one after the other. `pagefind_engine` sees to it that Pagefind's own form
is this one.

    piece of the index = [[word, …]]           word = [text, [page, …], []]
    page = [pages since the last one, [-25, place, places since the last one, …], []]

-25 says that a word has the usual weight; the empty lists are for what this index does not use:
other spellings of a word, and words of the page's metadata.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from operator import sub

_NUMBER, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4
"""CBOR's major types."""
_SMALL = 24
"""Numbers from here on stand behind the first byte, in as few bytes as can be of these: …"""
_WIDTHS = (1, 2, 4)
_PIECE = 60_000
"""A piece of the index is full with so many bytes; packed, it has half of them."""


def _head(kind: int, number: int) -> bytes:
    """A number, or how long what follows is."""
    if number < _SMALL:
        return bytes([kind << 5 | number])
    place, width = next((at, of) for at, of in enumerate(_WIDTHS) if number < 1 << 8 * of)
    return bytes([kind << 5 | _SMALL + place]) + number.to_bytes(width, "big")


class _Numbers(dict[int, bytes]):
    """Each number as it is written."""

    def __missing__(self, number: int) -> bytes:
        return self.setdefault(number, _head(_NUMBER, number))


_NUMBERS = _Numbers()
_EMPTY = _head(_LIST, 0)
_THREE = _head(_LIST, 3)
_USUAL = _head(_NEGATIVE, 25 - 1)
_ONCE = _head(_LIST, 2) + _USUAL


def written(value: str) -> bytes:
    """A text in ASCII."""
    return _head(_TEXT, len(value)) + value.encode("ascii")


def sequence(values: Sequence[bytes]) -> bytes:
    """A list of what is written already."""
    return _head(_LIST, len(values)) + b"".join(values)


def inverted(words: Sequence[str]) -> bytes:
    """Where each word of a page stands: the words, how long what is told of each is, and that."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word, []).append(place)
    told = [_places(at) for at in places.values()]
    head = f"{' '.join(places)}\n{' '.join(map(str, map(len, told)))}\n"
    return head.encode("ascii") + b"".join(told)


def _places(at: Sequence[int]) -> bytes:
    if len(at) == 1:
        return _ONCE + _NUMBERS[at[0]] + _EMPTY
    since = map(sub, at[1:], at)
    return sequence([_USUAL, _NUMBERS[at[0]], *map(_NUMBERS.__getitem__, since)]) + _EMPTY


def _read(page: bytes) -> Iterator[tuple[str, bytes]]:
    """Each word of an inverted page, and where it stands."""
    words, lengths, told = page.split(b"\n", 2)
    ends = [0, *accumulate(map(int, lengths.split()))]
    for word, (start, end) in zip(words.decode("ascii").split(), pairwise(ends), strict=True):
        yield word, told[start:end]


@dataclass(slots=True)
class _Word:
    """The pages on which a word stands, as far as they are known."""

    pages: bytearray = field(default_factory=bytearray)
    count: int = 0
    last: int = 0

    def stands_on(self, page: int, places: bytes) -> None:
        self.pages += _THREE + _NUMBERS[page - self.last] + places
        self.count += 1
        self.last = page


def joined(pages: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Each word in its order, with all inverted pages on which it stands, as written."""
    words: defaultdict[str, _Word] = defaultdict(_Word)
    for number, page in enumerate(pages):
        for word, places in _read(page):
            words[word].stands_on(number, places)
    for text in sorted(words):
        stands = words[text]
        pages_of = _head(_LIST, stands.count) + stands.pages
        yield text, _THREE + written(text) + pages_of + _EMPTY


def pieces(words: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, str, bytes]]:
    """The index in pieces, each with its first and its last word."""
    names: list[str] = []
    told: list[bytes] = []
    size = 0
    for name, word in words:
        names.append(name)
        told.append(word)
        size += len(word)
        if size >= _PIECE:
            yield names[0], names[-1], sequence([sequence(told)])
            names, told, size = [], [], 0
    if names:
        yield names[0], names[-1], sequence([sequence(told)])


def metadata(
    version: str,
    pages: Iterable[tuple[str, int]],
    pieces_of: Iterable[tuple[str, str, str]],
) -> bytes:
    """The head of the index: what the script reads first.

    `version`: Pagefind's. `pages`: the name and the number of words of each, in the site's order.
    `pieces_of`: the first word, the last word and the name of each piece.
    """
    told = [sequence([written(name), _NUMBERS[count]]) for name, count in pages]
    named = [sequence(list(map(written, piece))) for piece in pieces_of]
    order = sequence([written("order"), sequence([_NUMBERS[at] for at in range(len(told))])])
    unused = _EMPTY  # filters and fields of Pagefind's own
    return sequence(
        [written(version), sequence(told), sequence(named), unused, sequence([order]), unused]
    )
