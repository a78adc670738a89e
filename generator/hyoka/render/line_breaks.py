"""Where a heading's lines may not end.

Between 第 and its number, a number and its unit, an era and its year, inside a word in katakana,
and between one of these and the bracket or the comma at it.
"""

import re

_NUMBER = "[0-9０-９][0-9０-９.,．，]*"
_TOGETHER = re.compile(
    rf"""[（「『]*(?:
    (?:明治|大正|昭和|平成|令和)(?:元|{_NUMBER})年度?
    | 第(?:{_NUMBER}|[一二三四五六七八九十百Ⅰ-Ⅻ]+)[次期回章節条項号部編]?
    | {_NUMBER}[百千万億]{{0,2}}(?:
        年[度間目]|ポイント|[かカヵヶケ箇][所月年国]|[団世地事指時][体帯区業標間]|[％%一-龠]
      )
    | (?<![ァ-ヴー])[ァ-ヴー]{{2,12}}(?![ァ-ヴー])
    )[）」』、。：]*""",
    re.VERBOSE,
)
"""A longer word in katakana is left alone: a part of it would be torn from the rest.

The brackets at it are kept too: a browser would leave them alone at the end or start of a line.
"""
_SHORT = 10
"""So many characters fit into any line."""
_HEADING = re.compile(r"(<h([1-4])\b[^>]*>)(.*?)(?=</h\2>)", re.DOTALL)
_TAG = re.compile("(<[^>]*>)")


def kept_together(text: str) -> str:
    """A text as HTML, what belongs together in spans that no line ends in."""
    if len(text) <= _SHORT:
        return text
    return "".join(
        part if part.startswith("<") else _TOGETHER.sub(r'<span class="whole">\g<0></span>', part)
        for part in _TAG.split(text)
    )


def with_whole_words(html: str) -> str:
    """The HTML of a page, its headings' texts `kept_together`."""
    return _HEADING.sub(lambda heading: heading[1] + kept_together(heading[3]), html)
