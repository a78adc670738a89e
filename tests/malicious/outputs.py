"""What is said of a malicious folder, and whether anything in it is more than text."""

import re
import unicodedata
from html.parser import HTMLParser

from tests.malicious.folders import SECRET

ANNOTATION = re.compile(
    r"::(?:error|warning|notice) file=[^:]*,line=\d+,col=\d+,endColumn=\d+,title=[^:]*::\S.*"
)
"""A command to GitHub's runner that is ours, whole."""
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""The kinds of characters that command a terminal, or show another text than there is."""


def commands(output: str) -> list[str]:
    """The lines that GitHub's runner takes for commands."""
    lines = re.split(r"\r\n?|\n", output)
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


def is_only_read(output: str) -> bool:
    """Whether it leaks nothing, and commands no terminal."""
    return SECRET not in output and not any(
        unicodedata.category(c) in _UNSEEN for c in output.replace("\n", "")
    )


class _Running(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name.startswith("on") or (value or "").lower().startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value}>")


def running(html: str) -> list[str]:
    """The attributes of a page that a browser would run."""
    return _Running(html).found
