"""What lies in `content/` besides the records: pages written by hand, and files to be published.

Nothing here may do more than be read: no link leads out of the folder, no file brings a script or
a style of its own or is one that programs obey, and the head of a page says only what a head may.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from hyoka.content import markdown_limits
from hyoka.content.content import PAGE, RECORDS, Content, Entry, EntryType
from hyoka.content.documents import Examined, YamlDocument, examine_text
from hyoka.content.text import page_text
from hyoka.files.file_names import broken_by, composed
from hyoka.model.radicals import letters, radicals_in
from hyoka.problems import CHOICES, Problem

HOME = "index.md"
"""The hand-written introduction, which stands on the generated home page."""
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


@dataclass(frozen=True)
class StaticPage:
    """A page by hand that nothing is wrong with but, perhaps, its HTML."""

    path: str
    """Inside the content."""
    text: str
    head: Mapping[str, Any] = field(default_factory=dict)
    """What its head says."""
    body: str = ""
    """The text without the head."""

    @cached_property
    def title(self) -> str:
        """What it is called: in its head, else by its first heading, else by its path."""
        if title := self.head.get("title"):
            return str(title)
        heading = _HEADING.search(self.text)
        return heading[1] if heading else self.path


@dataclass(frozen=True, slots=True)
class StaticPages:
    """What the site shows besides what is made of the records."""

    pages: Mapping[str, StaticPage] = field(default_factory=dict)
    """Every page that can be read, by its path."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 digest, in hexadecimal, of every file that is published as it is, by its path;
    empty where nobody asked for it."""
    published: tuple[str, ...] = ()
    """The paths of all pages and files, also of the pages that cannot be read."""
    misnamed: frozenset[str] = frozenset()
    """What the files will be called whose names are refused for the form of their letters."""
    problems: tuple[Problem, ...] = ()
    """Everything that is wrong, but for what the records say and for the pages' HTML."""


def read_static_pages(content: Content) -> StaticPages:
    """All of it that lies beside the records, and what is wrong with it."""
    pages: dict[str, StaticPage] = {}
    files: dict[str, str] = {}
    published: list[str] = []
    misnamed: set[str] = set()
    problems: list[Problem] = []
    for entry in content.entries:
        if _is_record(entry):
            continue  # the records tell
        path = content.shown_path(entry.path)
        if refusal := _refusal(entry):
            rule, values = refusal
            problems.append(Problem(path, 1, 1, rule, (), values))
            if rule == "decomposed_name":
                misnamed.add(composed(entry.path))
            continue
        published.append(entry.path)
        if not entry.path.endswith(PAGE):
            files[entry.path] = entry.digest
            continue
        page = _page(entry, path)
        if isinstance(page, StaticPage):
            pages[entry.path] = page
        else:
            problems += page
    return StaticPages(pages, files, tuple(published), frozenset(misnamed), tuple(problems))


def published(content: Content) -> list[str]:
    """The paths of the pages by hand, and of the files that are published as they are."""
    others = (entry for entry in content.entries if not _is_record(entry))
    return [entry.path for entry in others if _refusal(entry) is None]


def _page(entry: Entry, path: str) -> StaticPage | tuple[Problem, ...]:
    """A page, or everything that is wrong with it; `path` names it."""
    text = page_text(entry, path)
    if isinstance(text, tuple):
        return text
    found = _HEAD.match(text)
    head = examine_text(f"\n{found[1]}", path) if found else Examined(None)
    if problems := (*_head_problems(head), *markdown_limits.find(text, path)):
        return problems
    data = head.document.data if head.document else None
    if found is None or not isinstance(data, dict):
        # A head that is no mapping is a part of the text, as in MkDocs.
        return StaticPage(entry.path, text, {}, text)
    said = {key: data[key] for key in HEAD if key in data}
    return StaticPage(entry.path, text, said, text[found.end() :])


def is_name(path: str) -> bool:
    """Whether a path holds nothing that other systems, addresses or a log's readers mistake."""
    return not (_NOT_IN_NAMES.search(path) or _UNSEEN_IN_NAMES.search(path))


def _is_record(entry: Entry) -> bool:
    """Whether it is, or should be, a record."""
    return entry.type is EntryType.FILE and entry.suffix in RECORDS


def _refusal(entry: Entry) -> tuple[str, dict[str, str]] | None:
    """The rule that something breaks, whatever it holds, and what the rule's message names."""
    if entry.type is not EntryType.FILE:
        return "link" if entry.type is EntryType.LINK else "unreadable", {}
    name = PurePosixPath(entry.path).name
    if entry.hidden or (name == entry.path and entry.suffix in _OBEYED):
        return "obeyed_file", {"name": name}
    if refusal := _name_refusal(entry.path):
        return refusal
    if entry.suffix not in PUBLISHED and not entry.path.endswith(PAGE):
        kind = PurePosixPath(name).suffix or "―"
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


def _head_problems(head: Examined) -> Iterator[Problem]:
    yield from head.problems
    if head.document:
        yield from _key_problems(head.document)


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
