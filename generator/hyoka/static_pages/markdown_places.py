"""Where something stands in the Markdown of which it was made: Markdown itself tells no places.

What stands in the HTML as it was written is looked for in the text, as many times as its like
stood before it. What stands in code is passed over.
"""

import re
from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True, slots=True)
class Mark:
    """How something is found."""

    form: str = ""
    """A regular expression; empty: it stands nowhere that could be told."""
    nth: int = 0
    """How many of the same form stand before it."""
    inside: str = ""
    """The name of an attribute in what is found; empty: the whole."""
    otherwise: "Mark | None" = None
    """What to look for where it stands nowhere."""


def tag(written: str, nth: int = 0, inside: str = "") -> Mark:
    """A tag as it is written."""
    return Mark(re.escape(written), nth, inside)


def url(written: str, nth: int = 0) -> Mark:
    """An address, in a link of Markdown or an attribute."""
    one = re.escape(written)
    form = rf"(?<=[(<\"'=]){one}(?=[)\s>\"'])|(?<=\]:){one}(?!\S)|(?<=\]: ){one}(?!\S)"
    return Mark(form if written else r"(?<=\]\()(?=\))", nth)


def listed_attribute(name: str, nth: int = 0) -> Mark:
    """An attribute in a list of Markdown: `{: style="…" }`; `.x` is a class, `#x` an id."""
    short = {"class": r"\.[\w-]+", "id": r"#[^\s}]+"}.get(name)
    form = rf"(?<=[\s{{:]){re.escape(name)}(?=\s*=)" + (rf"|(?<=[\s{{:]){short}" if short else "")
    return Mark(rf"(?i:{form})", nth)


class Places:
    """Finds marks in a page's text."""

    def __init__(self, text: str) -> None:
        """`text`: the whole page, with its head."""
        self._text = _without_code(text)

    def find(self, mark: Mark) -> tuple[int, int, int]:
        """The line and the column, from 1, and the length; the page's begin where it is not so."""
        matches = re.finditer(mark.form, self._text) if mark.form else iter(())
        found = [*islice(matches, mark.nth + 1)]
        if not found:
            return self.find(mark.otherwise) if mark.otherwise else (1, 1, 1)
        start, end = found[-1].span()
        if mark.inside:
            name = rf"(?i)(?<=[\s/\"']){re.escape(mark.inside)}(?=[\s=/>])"
            if inner := re.search(name, found[-1][0]):
                start, end = start + inner.start(), start + inner.end()
        before = self._text[:start]
        length = len(self._text[start:end].split("\n")[0])
        return before.count("\n") + 1, start - before.rfind("\n"), max(length, 1)


_FENCE = re.compile(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ ]*$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)")


def _without_code(text: str) -> str:
    """The text with a space for every letter of code, so that all places stay."""

    def blank(found: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", found[0])

    return _CODE.sub(blank, _FENCE.sub(blank, text))
