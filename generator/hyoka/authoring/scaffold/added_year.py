"""A new year at the end of a project's file, whose other characters stay as they are."""

import re
from collections.abc import Sequence

from hyoka.authoring.format import end_of
from hyoka.content.documents import YamlDocument, parse_document
from hyoka.content.positions import lines_of
from hyoka.content.text import line_end


def with_year(raw: str, document: YamlDocument, rows: Sequence[str]) -> str | None:
    """The file's text with a new year at the end of `years`; `None` where that is no such list.

    All other characters stay as they are, line ends and byte order mark included.
    """
    data = document.data
    assert isinstance(data, dict)  # noqa: S101 - for the type checker: it is a project's file
    years = data.get("years", ())
    place = end_of(document, "years")
    if place is None and "years" in data:
        return None
    number, indent = place or (len(lines_of(document.text)), 2)
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", raw)
    # Comments that are indented further belong to the last year.
    while number < len(lines) and re.match(rf" {{{indent + 1},}}#", lines[number]):
        number += 1
    end = line_end(raw)
    head = "".join(lines[:number])
    head += "" if head.endswith(("\r", "\n")) else end
    key = "" if place else f"years:{end}"
    text = head + key + "".join(" " * indent + row + end for row in rows) + "".join(lines[number:])
    again = parse_document(text, document.path)
    if isinstance(again, tuple) or not isinstance(again.data, dict):
        return None
    now = again.data["years"]
    kept = isinstance(now, tuple) and now[:-1] == years
    return text if kept and {**again.data, "years": years} == {**data, "years": years} else None
