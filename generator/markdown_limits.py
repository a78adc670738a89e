"""How much a page by hand may hold of what Markdown takes long for: its time grows with the square.

Measured, none of the limits lets a page take more than a few seconds; a page that people read has
a tenth of any. A block is what stands between two blank lines, over which Markdown reads nothing
as one but code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from generator.problems import Problem

MOST_CHARACTERS = 200_000
MOST_LINES = 5_000
MOST_LINES_OF_BLOCK = 1_000
MOST_CELLS = 15_000
"""Of the tables of a page: a row has as many as the longest, however few are written."""
DEEPEST = 80
"""Columns of marks and spaces before a line of a list or a quotation; a level takes up to four."""
MOST_MARKS = 20_000
"""Columns of such marks and spaces before all lines of lists and quotations together."""
MOST_OF_PAGE: Mapping[str, int] = {
    "[": 2_500,
    "<": 6_000,
    "<!": 100,
    "<?": 100,
    "{": 2_000,
    "\\": 5_000,
    "&": 10_000,
    "@": 2_000,
    "*": 10_000,
    "_": 10_000,
    "`": 4_000,
}
MOST_OF_BLOCK: Mapping[str, int] = {"[": 500, "*": 4_000, "_": 4_000}
MOST_OPEN_TAGS = 500
"""Signs `<` that no `>` follows before the next."""
MOST_FENCES = 500
MOST_HEADINGS = 1_000

_OPEN_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_FENCE = re.compile(r"^ *(?:```|~~~)", re.MULTILINE)
_HEADING = re.compile(r"^#|^(?:=+|-+)[ ]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_MARKS = re.compile(r"(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}\.(?=[ \t]))*")


@dataclass(frozen=True, slots=True)
class _Text:
    """A page's text, and how it is named in a problem."""

    text: str
    path: str

    def problem(self, rule: str, at: int, limit: int, **values: str) -> Problem:
        """What is too much, with the sign at which it becomes so."""
        number = self.text.count("\n", 0, at) + 1
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        excerpt = self.text[start : end if end >= 0 else None]
        column = at - start + 1
        named = {"limit": f"{limit:,}", **values}
        return Problem(self.path, number, column, rule, (), named, excerpt)


def find(text: str, path: str) -> Iterator[Problem]:
    """Everything of which the page has too much, each where it becomes so; `path` names it."""
    page = _Text(text, path)
    if len(text) > MOST_CHARACTERS:
        yield page.problem(
            "page_too_long", MOST_CHARACTERS, MOST_CHARACTERS, count=f"{len(text):,}"
        )
        return
    yield from _lines(page)
    yield from _signs(page)
    starts = [0, *(blank.end() for blank in _BLANK.finditer(text)), len(text)]
    blocks = list(pairwise(starts))
    for start, end in blocks:
        yield from _block(page, start, end)
    yield from _cells(page, blocks)


def _lines(page: _Text) -> Iterator[Problem]:
    at = marked = 0
    for number, line in enumerate(page.text.split("\n")):
        marks = _MARKS.match(line)
        depth = len(marks[0].expandtabs(4)) if marks and marks[0].strip() else 0
        if depth > DEEPEST:
            yield page.problem("nested_too_deep", at, DEEPEST)
            break
        marked += depth
        if marked > MOST_MARKS:
            yield page.problem("too_many_marks", at, MOST_MARKS)
            break
        if number == MOST_LINES:
            yield page.problem("too_many_lines", at, MOST_LINES)
            break
        at += len(line) + 1


def _signs(page: _Text) -> Iterator[Problem]:
    for sign, most in MOST_OF_PAGE.items():
        yield from _too_many(page, re.compile(re.escape(sign)), most, "too_many_signs", sign)
    yield from _too_many(page, _OPEN_TAG, MOST_OPEN_TAGS, "too_many_open_tags", "<")
    yield from _too_many(page, _FENCE, MOST_FENCES, "too_many_signs", "```")
    yield from _too_many(page, _HEADING, MOST_HEADINGS, "too_many_headings", "#")


def _too_many(
    page: _Text, form: re.Pattern[str], most: int, rule: str, sign: str
) -> Iterator[Problem]:
    one = next(islice(form.finditer(page.text), most, None), None)
    if one:
        yield page.problem(rule, one.start(), most, sign=sign)


def _block(page: _Text, start: int, end: int) -> Iterator[Problem]:
    for sign, most in MOST_OF_BLOCK.items():
        if page.text.count(sign, start, end) > most:
            at = start - 1
            for _ in range(most + 1):
                at = page.text.find(sign, at + 1)
            yield page.problem("too_many_signs_in_block", at, most, sign=sign)
    if page.text.count("\n", start, end) > MOST_LINES_OF_BLOCK:
        yield page.problem("block_too_long", start, MOST_LINES_OF_BLOCK)


def _cells(page: _Text, blocks: list[tuple[int, int]]) -> Iterator[Problem]:
    cells = 0
    for start, end in blocks:
        lines = page.text[start:end].strip("\n").split("\n")
        columns = max(line.count("|") for line in lines)
        cells += (columns + 1) * len(lines) if columns else 0
        if cells > MOST_CELLS:
            yield page.problem("too_many_cells", start, MOST_CELLS)
            return
