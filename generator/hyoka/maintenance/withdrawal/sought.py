"""What is sought: a text in all its ways of writing and encoding, or files by their content."""

import gzip
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from html import escape
from urllib.parse import quote

LEAST = 2
"""A text of fewer letters stands everywhere."""
_BLACKED, _BLACKED_ASCII = "■■■", "XXX"
"""What stands in place of it: of ASCII signs such, for these are the same in every encoding."""
_ENCODINGS = ("cp932", "euc_jp", "iso2022_jp", "utf-16-le", "utf-16-be")
_ALIKE = ("-‐‑‒–—―−－ー﹣", "〜~∼", "'‘’", '"“”')
"""Signs that keyboards and programs put in each other's place."""
_UNSEEN = "[\u00ad\u180b-\u180f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
"""What may stand behind a sign and is not seen, or chooses one of its forms."""
_BETWEEN = rf"(?:\s|{_UNSEEN}|\\\r?\n)*"
"""What may stand between two signs: also the end of a line that YAML goes on with."""
_MOST = 100_000_000
"""Bytes of what is packed in a file, beyond which it is not unpacked."""
_BINARY = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class WithdrawnContent:
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


def sought_in(lines: Iterable[str], contents: Iterable[bytes] = ()) -> WithdrawnContent:
    """What the lines say, one text each, and files of these contents.

    Raises:
        ValueError: a text is too short to be sought.
    """
    texts = [text for line in lines if (text := _plain(line))]
    if any(len(text) < LEAST for text in texts):
        raise ValueError(LEAST)
    pattern = "|".join(map(_text, texts))
    found = re.compile(pattern, re.IGNORECASE) if pattern else None
    return WithdrawnContent(found, frozenset(sha256(content).digest() for content in contents))


def is_searchable(data: bytes) -> bool:
    """Whether what a file says can be read here: not so of PDFs, office files and pictures."""
    return not data.startswith((*_BINARY, _ZIP))


def _blacked(found: re.Match[str]) -> str:
    return _BLACKED_ASCII if found[0].isascii() else _BLACKED


def _plain(text: str) -> str:
    """Without widths, composition, white space and what is not seen."""
    return "".join(re.sub(_UNSEEN, "", unicodedata.normalize("NFKC", text)).split())


def _text(text: str) -> str:
    """A pattern of all ways of writing a text in which no white space is."""
    parts, at = [], 0
    while at < len(text):
        end = max(_ends(text, at), default=at + 1)
        signs = _BETWEEN.join(map(_sign, text[at:end]))
        whole = map(re.escape, _forms().get(text[at:end], ()))
        parts.append(f"(?:{'|'.join([*whole, signs])})" if end - at > 1 else signs)
        at = end
    return _BETWEEN.join(parts)


def _ends(text: str, at: int) -> Iterator[int]:
    """Where several signs end that may be written as one, such as ㈱ for (株)."""
    return (at + size for size in range(2, _LONGEST + 1) if text[at : at + size] in _forms())


def _sign(sign: str) -> str:
    """A pattern of all ways of writing a sign: widths, composition, escapes of JSON, HTML, URLs."""
    alike = next((signs for signs in _ALIKE if sign in signs), sign)
    ways = {*alike, *(form for each in alike for form in _forms().get(each, ()))}
    ways |= {unicodedata.normalize("NFD", way) for way in ways}
    ways |= {_half_width(way) for way in ways}
    ways |= {way for each in alike for way in _escapes(each)}
    # The longest first: of `&amp;` nothing may be left.
    return f"(?:{'|'.join(map(re.escape, sorted(ways, key=lambda way: (-len(way), way))))})"


def _escapes(sign: str) -> Iterator[str]:
    """In URLs, HTML, JSON and YAML; hexadecimal digits are found in either case."""
    number = ord(sign)
    yield from (quote(sign, safe=""), escape(sign), f"&#{number};", f"&#x{number:x};")
    units = sign.encode("utf-16-be").hex()
    yield "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
    yield from (json.dumps(sign, ensure_ascii=False)[1:-1], f"\\U{number:08x}")
    yield from {"'": ("''", "\\'", "&apos;"), "/": ("\\/",)}.get(sign, ())


_LONGEST = 4
"""Signs that are written as one: ㍿ for 株式会社."""


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """The single signs that mean the same as others: full width, half width, circled, squared."""
    forms: dict[str, list[str]] = defaultdict(list)
    for place in (*range(0xA0, 0xD800), *range(0xF900, 0x10000), *range(0x1F100, 0x2FA20)):
        written = chr(place)
        meant = unicodedata.normalize("NFKC", written)
        if meant != written and len(meant) <= _LONGEST and not any(map(str.isspace, meant)):
            forms[meant].append(written)
    return {meant: tuple(written) for meant, written in forms.items()}


_HALF = {unicodedata.normalize("NFKC", chr(p)): chr(p) for p in range(0xFF66, 0xFF9E)}
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
    if encoding == "iso2022_jp" and b"\x1b" not in data:
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
