"""What lies in `content/` besides the records: pages written by hand, and files to be published.

Nothing here may do more than be read: no link leads out of the folder, no file brings a script or
a style of its own or is one that programs obey, and the head of a page says only what a head may.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from hyoka import markdown_limits
from hyoka.content_folder import RECORDS, Entry, Kind, entries, shown_path
from hyoka.documents import YamlDocument, examine_text, parse_document, read_text
from hyoka.file_names import broken_by, composed
from hyoka.problems import CHOICES, Problem
from hyoka.radicals import letters, radicals_in

HOME = "index.md"
"""The hand-written introduction, which stands on the generated home page."""
PAGE = ".md"
PICTURES = (".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".webp")
"""The ends of names, in lower case, of what a page can show as a picture."""
PUBLISHED = (
    *PICTURES,
    *(".csv", ".geojson", ".json", ".tsv", ".txt", ".zip"),
    *(".doc", ".docx", ".odp", ".ods", ".odt", ".pdf", ".ppt", ".pptx", ".xls", ".xlsx"),
)
"""The ends of names, in lower case, of files that are published as they are.

No browser takes one for a page or a script, which a file on the site's own host could be: SVG, XML
and HTML run scripts, and a script that lies there is one of the site's own to any policy.
"""
HEAD = {"title": str, "description": str, "hide": tuple}
"""What the head of a page may say. MkDocs would take a template from it."""

_OBEYED = frozenset({".json", ".txt"})
"""The ends of names, in lower case, of files that programs obey at the root of a site: robots.txt,
ads.txt, security.txt; vercel.json, staticwebapp.config.json."""
_LEFT_OUT = re.compile(r"^templates/|(^|/)README\.md$")
"""What MkDocs leaves out unless it is told otherwise, or publishes only where no `index.md` is."""

_NOT_IN_NAMES = re.compile(
    r'[\x00-\x1f"#%*:<>?\\|\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]'
)
"""What other systems, addresses or a log's readers take for something else than a name."""
_UNSEEN_IN_NAMES = re.compile(
    r"[\xa0\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2000-\u200d\u202f\u205f-\u206f\u2800"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What makes another name of one that looks the same."""
_HEAD = re.compile(r"---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
"""As MkDocs finds it."""

_HEADING = re.compile(r"^#[ \t](.+?)[ \t#]*$", re.MULTILINE)


def read_page(content: Path, inside: str) -> str | tuple[Problem, ...]:
    """The text of the page at `inside`, or everything that is wrong with it."""
    path = shown_path(content, inside)
    text = read_text(content / inside, path)
    if isinstance(text, tuple):
        return text
    return (*_head_problems(text, path), *markdown_limits.find(text, path)) or text


@dataclass(frozen=True, slots=True)
class ByHand:
    """What the site shows besides what is made of the records."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """The Markdown of every page that can be read, by its path."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 digest, in hexadecimal, of every file that is published as it is, by its path."""


def read_by_hand(content: Path) -> ByHand:
    """All of it that lies in the folder and that nothing is wrong with."""
    paths = published(content)
    read = {path: read_page(content, path) for path in paths if path.endswith(PAGE)}
    return ByHand(
        {path: text for path, text in read.items() if isinstance(text, str)},
        {path: _digest(content / path) for path in paths if not path.endswith(PAGE)},
    )


def published(content: Path) -> list[str]:
    """The paths of the pages by hand, and of the files that are published as they are."""
    others = (entry for entry in entries(content) if not _is_record(entry))
    return [entry.path for entry in others if _refusal(entry) is None]


def misnamed(content: Path) -> frozenset[str]:
    """What the files will be called whose names are refused for the form of their letters."""
    others = (entry for entry in entries(content) if not _is_record(entry))
    refused = ((entry.path, _refusal(entry)) for entry in others)
    return frozenset(composed(p) for p, why in refused if why and why[0] == "decomposed_name")


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def title_of(path: str, text: str) -> str:
    """What a page by hand is called: in its head, else by its first heading, else by its path."""
    if title := head_of(path, text).get("title"):
        return str(title)
    heading = _HEADING.search(text)
    return heading[1] if heading else path


def head_of(path: str, text: str) -> Mapping[str, Any]:
    """What the head of a page says, of which nothing is wrong."""
    head = _head(text, path)
    data = head.data if isinstance(head, YamlDocument) and isinstance(head.data, dict) else {}
    return {key: data[key] for key in HEAD if key in data}


def body_of(text: str, path: str) -> str:
    """A page without its head; a head that is no mapping is a part of the text, as in MkDocs."""
    head = _head(text, path)
    found = _HEAD.match(text)
    is_head = isinstance(head, YamlDocument) and isinstance(head.data, dict)
    return text[found.end() :] if found and is_head else text


def is_name(path: str) -> bool:
    """Whether a path holds nothing that other systems, addresses or a log's readers mistake."""
    return not (_NOT_IN_NAMES.search(path) or _UNSEEN_IN_NAMES.search(path))


def find(content: Path) -> Iterator[Problem]:
    """Everything that is wrong with the folder, but for what the records say."""
    for entry in entries(content):
        path = shown_path(content, entry.path)
        if _is_record(entry):
            continue  # the records tell
        if refusal := _refusal(entry):
            rule, values = refusal
            yield Problem(path, 1, 1, rule, (), values)
        elif entry.suffix == PAGE:
            page = read_page(content, entry.path)
            yield from page if isinstance(page, tuple) else ()


def _is_record(entry: Entry) -> bool:
    """Whether it is, or should be, a record."""
    return entry.kind is Kind.FILE and entry.suffix in RECORDS


def _refusal(entry: Entry) -> tuple[str, dict[str, str]] | None:
    """The rule that something breaks, whatever it holds, and what the rule's message names."""
    if entry.kind is not Kind.FILE:
        return "link" if entry.kind is Kind.LINK else "unreadable", {}
    name = PurePath(entry.path).name
    if entry.hidden or (name == entry.path and entry.suffix in _OBEYED):
        return "obeyed_file", {"name": name}
    if refusal := _name_refusal(entry.path):
        return refusal
    if entry.suffix not in PUBLISHED and not entry.path.endswith(PAGE):
        kind = PurePath(name).suffix or "―"
        return "unsafe_kind", {"suffix": kind, "known": CHOICES.join(PUBLISHED)}
    return None


def _name_refusal(path: str) -> tuple[str, dict[str, str]] | None:
    """The same of what its name, and those of the folders around it, alone say."""
    if sign := _NOT_IN_NAMES.search(path):
        return "unsafe_name", {"sign": sign[0]}
    if sign := _UNSEEN_IN_NAMES.search(path):
        return "unsafe_name", {"sign": f"U+{ord(sign[0]):04X}"}
    if signs := radicals_in(path):
        return "radical", {"letters": letters(signs)}
    if broken := broken_by(path):
        rule, name = broken
        return rule, {"got": name, "name": composed(name)}
    return ("left_out", {}) if _LEFT_OUT.search(path) else None


def _head_problems(text: str, path: str) -> Iterator[Problem]:
    if head := _HEAD.match(text):
        examined = examine_text(f"\n{head[1]}", path)
        yield from examined.problems
        if examined.document:
            yield from _key_problems(examined.document)


def _head(text: str, path: str) -> YamlDocument | tuple[Problem, ...] | None:
    """What stands in the head of a page, or all that is wrong with it; none without a head."""
    head = _HEAD.match(text)
    return parse_document(f"\n{head[1]}", path) if head else None


def _key_problems(head: YamlDocument) -> Iterator[Problem]:
    """Of a mapping; MkDocs leaves anything else in the text."""
    data = head.data if isinstance(head.data, dict) else {}
    for key, value in data.items():
        kind = HEAD.get(key)
        if kind is None:
            values = {"key": key, "known": CHOICES.join(HEAD)}
            yield head.problem("unknown_key", (key,), values, at_key=True)
        elif (key,) not in head.unreadable and not isinstance(value, kind):
            yield head.problem(
                "list" if kind is tuple else "text", (key,), {"got": str(value)[:40]}
            )
