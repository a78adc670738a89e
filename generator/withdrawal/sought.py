"""What is sought: a text in all its ways of writing and encoding, or files by their content."""

import gzip
import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

LEAST = 2
"""A text of fewer letters stands everywhere."""
_BLACKED, _BLACKED_ASCII = "■■■", "XXX"
"""What stands in place of it: of ASCII signs such, for these are the same in every encoding."""
_ENCODINGS = ("cp932", "euc_jp", "utf-16-le", "utf-16-be")
_HYPHENS = "-‐‑‒–—―−－ー"
_MOST = 100_000_000
"""Bytes of what is packed in a file, beyond which it is not unpacked."""
_BINARY = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Sought:
    """What must go. It is never printed, nor written to a file."""

    pattern: re.Pattern[str] | None
    """Matches the text, in any width, composition and case, with any white space in it."""
    digests: frozenset[bytes] = frozenset()
    """SHA-256 of the whole files that must go."""

    def is_in(self, data: bytes) -> bool:
        """Whether a file's content is, or holds, what is sought."""
        if sha256(data).digest() in self.digests:
            return True
        return self.pattern is not None and any(map(self.pattern.search, _texts(data)))

    def is_in_text(self, text: str) -> bool:
        """Whether a text holds it."""
        return self.pattern is not None and self.pattern.search(text) is not None

    def masked(self, text: str) -> str:
        """The text without it."""
        return self.pattern.sub(_blacked, text) if self.pattern else text

    def replaced(self, data: bytes) -> bytes:
        """The content of a text file without it; of another kind as it is."""
        if self.pattern is None or not is_searchable(data) or data.startswith(_GZIP):
            return data
        for encoding in ("utf-8", *_ENCODINGS):
            text = _decoded(data, encoding)
            if text is not None and self.pattern.search(text):
                data = self.masked(text).encode(encoding)
        text = data.decode("utf-8", "surrogateescape")  # a text with a few broken bytes
        if not self.pattern.search(text):
            return data
        return self.masked(text).encode("utf-8", "surrogateescape")


def sought_in(lines: Iterable[str], contents: Iterable[bytes] = ()) -> Sought:
    """What the lines say, one text each, and files of these contents.

    Raises:
        ValueError: a text is too short to be sought.
    """
    texts = [text for line in lines if (text := "".join(_plain(line).split()))]
    if any(len(text) < LEAST for text in texts):
        raise ValueError(LEAST)
    pattern = "|".join(r"\s*".join(map(_sign, text)) for text in texts)
    found = re.compile(pattern, re.IGNORECASE) if pattern else None
    return Sought(found, frozenset(sha256(content).digest() for content in contents))


def is_searchable(data: bytes) -> bool:
    """Whether what a file says can be read here: not so of PDFs, office files and pictures."""
    return not data.startswith((*_BINARY, _ZIP))


def _blacked(found: re.Match[str]) -> str:
    return _BLACKED_ASCII if found[0].isascii() else _BLACKED


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _sign(sign: str) -> str:
    """A pattern of all ways of writing a sign: widths, composition, escapes of JSON, HTML, URLs."""
    if sign in _HYPHENS:
        return f"[{re.escape(_HYPHENS)}]"
    ways = {sign, *_same(sign), unicodedata.normalize("NFD", sign)}
    ways |= {_half_width(way) for way in ways}
    escapes = {quote(sign, safe=""), f"&#{ord(sign)};", f"&#x{ord(sign):x};", _json(sign)}
    return f"(?:{'|'.join(map(re.escape, sorted(ways | escapes)))})"


def _json(sign: str) -> str:
    units = sign.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _same(sign: str) -> Iterator[str]:
    """The other signs that mean the same: full width, half width, circled and the like."""
    ranges = (range(0x2100, 0x2500), range(0x3200, 0x3400), range(0xF900, 0xFB00))
    for place in (*_chained(ranges), *range(0xFF01, 0xFFEF)):
        if _plain(chr(place)) == sign:
            yield chr(place)


def _chained(ranges: Iterable[range]) -> Iterator[int]:
    for one in ranges:
        yield from one


_HALF = {_plain(chr(place)): chr(place) for place in range(0xFF66, 0xFF9E)}
"""The katakana of half width, by those of full width."""
_MARKS = {"\u3099": "ﾞ", "\u309a": "ﾟ"}


def _half_width(text: str) -> str:
    signs = unicodedata.normalize("NFD", text)
    return "".join(_MARKS.get(sign) or _HALF.get(sign, sign) for sign in signs)


def _texts(data: bytes) -> Iterator[str]:
    """What the bytes may say: in every encoding in which they are a text, and unpacked."""
    yield data.decode("utf-8", "replace")
    for encoding in _ENCODINGS:
        if (text := _decoded(data, encoding)) is not None:
            yield text
    for part in _unpacked(data):
        yield part.decode("utf-8", "replace")


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text that the bytes are in an encoding, if they would be the same bytes again."""
    if encoding.startswith("utf-16") and b"\0" not in data[:4096] and data[:2] not in _MARKED:
        return None
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


_MARKED = (b"\xff\xfe", b"\xfe\xff")


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What is packed in the file, as far as it is not too much."""
    try:
        if data.startswith(_GZIP):
            yield gzip.GzipFile(fileobj=io.BytesIO(data)).read(_MOST)
        if data.startswith(_ZIP):
            with zipfile.ZipFile(io.BytesIO(data)) as packed:
                left = _MOST
                for member in packed.infolist():
                    left -= member.file_size
                    if left < 0:
                        return
                    yield packed.read(member)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        return  # a broken or locked file: nobody can read it here
