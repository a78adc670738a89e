"""How much a page by hand may hold of what Markdown takes long for: its time grows with the square.

Measured, none of the limits lets a page take more than a few seconds; a page that people read has
a tenth of any. A block is what stands between two blank lines, over which Markdown reads nothing
as one but code.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from hyoka.problems import Problem

MAX_CHARACTERS = 200_000
MAX_LINES = 5_000
MAX_LINES_OF_BLOCK = 1_000
MAX_CELLS = 15_000
"""Of the tables of a page: a row has as many as the longest, however few are written."""
DEEPEST = 80
"""Columns of marks and spaces before a line of a list or a quotation; a level takes up to four."""
MAX_MARKS = 20_000
"""Columns of such marks and spaces before all lines of lists and quotations together."""
MAX_OF_PAGE: Mapping[str, int] = {
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
MAX_OF_BLOCK: Mapping[str, int] = {"[": 500, "*": 4_000, "_": 4_000}
MAX_OPEN_TAGS = 500
"""Signs `<` that no `>` follows before the next."""
MAX_READ_AGAIN = 2_000_000
"""Characters of a page that are read in search of the ends of brackets and code that have none:
for each, Markdown reads up to the end of the paragraph, item or cell."""
MAX_FENCES = 500
MAX_HEADINGS = 1_000

_OPEN_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")
_UNCLOSED: Mapping[str, re.Pattern[str]] = {
    "[": re.compile(r"\[(?=[^\[\]]*(?:\[|\Z))"),
    "](": re.compile(
        r"""\]\((?![^()"'\[]*(?:\([^()"'\[]*\)[^()"'\[]*)*(?:"[^"\[]*"|'[^'\[]*')?\s*\))"""
    ),
}
_TICKS = re.compile("`+")
_INLINE = re.compile(r"[\\*_`&<\[]")
_PLACEHOLDER = 15
"""Characters that stand in a text for what was read already."""
_HTML_IS_FASTER = 20
"""Characters that are read for a tag's end while one is for a bracket's."""
_ITEM = re.compile(r"^[ >]*(?:[-*+]|\d+\.) ", re.MULTILINE)
_LINE = re.compile("^", re.MULTILINE)
_TABLE = re.compile(r"([^\n`\\]*)\n([ >]*[|:-][ |:-]*)(?:\n|\Z)")
_DIVIDES = re.compile(r"^[ >]*(?:#|<|```|~~~|[=*_-][=*_ -]*$)", re.MULTILINE)
"""A line after which Markdown begins anew."""
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
    if len(text) > MAX_CHARACTERS:
        yield page.problem("page_too_long", MAX_CHARACTERS, MAX_CHARACTERS, count=f"{len(text):,}")
        return
    starts = [0, *(blank.end() for blank in _BLANK.finditer(text)), len(text)]
    blocks = list(pairwise(starts))
    counted = [*_lines(page), *_signs(page), *_blocks(page, blocks), *_cells(page, blocks)]
    yield from counted or _read_again(page, blocks)


def _lines(page: _Text) -> Iterator[Problem]:
    at = marked = 0
    for number, line in enumerate(page.text.split("\n")):
        marks = _MARKS.match(line)
        depth = len(marks[0].expandtabs(4)) if marks and marks[0].strip() else 0
        if depth > DEEPEST:
            yield page.problem("nested_too_deep", at, DEEPEST)
            break
        marked += depth
        if marked > MAX_MARKS:
            yield page.problem("too_many_marks", at, MAX_MARKS)
            break
        if number == MAX_LINES:
            yield page.problem("too_many_lines", at, MAX_LINES)
            break
        at += len(line) + 1


def _signs(page: _Text) -> Iterator[Problem]:
    for sign, most in MAX_OF_PAGE.items():
        yield from _too_many(page, re.compile(re.escape(sign)), most, "too_many_signs", sign)
    yield from _too_many(page, _OPEN_TAG, MAX_OPEN_TAGS, "too_many_open_tags", "<")
    yield from _too_many(page, _FENCE, MAX_FENCES, "too_many_signs", "```")
    yield from _too_many(page, _HEADING, MAX_HEADINGS, "too_many_headings", "#")


def _too_many(
    page: _Text, form: re.Pattern[str], most: int, rule: str, sign: str
) -> Iterator[Problem]:
    one = next(islice(form.finditer(page.text), most, None), None)
    if one:
        yield page.problem(rule, one.start(), most, sign=sign)


def _blocks(page: _Text, blocks: list[tuple[int, int]]) -> Iterator[Problem]:
    for start, end in blocks:
        yield from _block(page, start, end)


def _block(page: _Text, start: int, end: int) -> Iterator[Problem]:
    for sign, most in MAX_OF_BLOCK.items():
        if page.text.count(sign, start, end) > most:
            at = start - 1
            for _ in range(most + 1):
                at = page.text.find(sign, at + 1)
            yield page.problem("too_many_signs_in_block", at, most, sign=sign)
    if page.text.count("\n", start, end) > MAX_LINES_OF_BLOCK:
        yield page.problem("block_too_long", start, MAX_LINES_OF_BLOCK)


def _cells(page: _Text, blocks: list[tuple[int, int]]) -> Iterator[Problem]:
    cells = 0
    for start, end in blocks:
        lines = page.text[start:end].strip("\n").split("\n")
        columns = max(line.count("|") for line in lines)
        cells += (columns + 1) * len(lines) if columns else 0
        if cells > MAX_CELLS:
            yield page.problem("too_many_cells", start, MAX_CELLS)
            return


def _read_again(page: _Text, blocks: list[tuple[int, int]]) -> Iterator[Problem]:
    read = 0
    for sign, at, characters in _searches(page.text, blocks):
        read += characters
        if read > MAX_READ_AGAIN:
            yield page.problem("too_many_unclosed", at, MAX_READ_AGAIN, sign=sign)
            return


def _searches(text: str, blocks: list[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
    """For ends that are not there: of which sign, where first, over how many characters in all."""
    if opened := [one.start() for one in _OPEN_TAG.finditer(text)]:
        yield "<", opened[0], len(opened) * len(text) // _HTML_IS_FASTER
    for start, end in (piece for block in blocks for piece in _pieces(text, *block)):
        piece = text[start:end]
        length = len(piece) + _PLACEHOLDER * len(_INLINE.findall(piece))
        for sign, count, first in _unclosed(piece):
            yield sign, start + first, count * length


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What Markdown reads as one of a block: items of a list, rows of a table, else all of it."""
    while start < end and text[start] == "\n":
        start += 1
    begins = None
    if not _DIVIDES.search(text, start, end):
        if _ITEM.match(text, start, end):
            begins = _ITEM
        elif _is_table(text, start, end):
            begins = _LINE
    starts = [one.start() for one in begins.finditer(text, start, end)] if begins else []
    yield from pairwise([start, *starts, end])


def _is_table(text: str, start: int, end: int) -> bool:
    rows = _TABLE.match(text, start, end)
    columns = {row.strip(" >").strip("|").count("|") for row in rows.groups()} if rows else ()
    return len(columns) == 1 and columns != {0}


def _unclosed(text: str) -> Iterator[tuple[str, int, int]]:
    """Each sign that opens and is not closed before it stands again, how often, and where first."""
    for sign, form in _UNCLOSED.items():
        if places := [one.start() for one in form.finditer(text)]:
            yield sign, len(places), places[0]
    runs = [(len(run[0]), run.start()) for run in _TICKS.finditer(text)]
    number = 0
    while number < len(runs):
        length, at = runs[number]
        if number + 1 == len(runs) or runs[number + 1][0] != length:
            # All that follow may be paired otherwise, too.
            yield "`", len(runs), at
            return
        number += 2
