"""Text -> words that Pagefind can keep in order. `coding.js` in the theme is its twin."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from string import ascii_lowercase
from struct import unpack

_IGNORED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""Control characters, and what Unicode calls Default_Ignorable_Code_Point."""

_SAME = (
    "-\u2010\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\u2796\u2e3a\u2e3b\u2500\u2501",
    "~\u301c\u223c\u223e\u2053\u3030",
    "・\u00b7\u2022\u2027\u2219\u22c5",
    '"\u201c\u201d\u201e\u201f\u301d\u301e\u301f',
    "'\u2018\u2019\u201a\u201b",
    ":\u2236\ua789",
    "/\u2044\u2215",
    "¥\\",
    "‖\u2225",
    "○\u3007\u25ef",
    "×\u2715\u2716\u2613",
    "≧\u2265",
    "≦\u2264",
)
"""Signs that keyboards, systems and encodings give for one another; the first stands for all.

Of each kind, what NFKC leaves apart. The long vowel mark ー is a letter, and no dash.
"""
_ONE = {sign: signs[0] for signs in _SAME for sign in signs[1:]} | {"⋯": "..."}
"""Also the dots of an ellipsis, of which NFKC makes three points where they lie low."""
_SIGNS = re.compile(f"[{re.escape(''.join(_ONE))}]")
_IN_PLACE = (
    (re.compile("(?<=[ァ-ヺ])-"), "ー"),
    (re.compile("(?<=[0-9])ー(?=[0-9])"), "-"),
    (re.compile("(?<=[0-9数何一二三四五六七八九十])[ヶケヵカ箇個](?=[所国月年])"), "か"),
)
"""Signs that are another only where they stand: センタ-, 04ー2998, 3ヶ所."""


TOP = 40
"""How many words from the top of a page tell by their places how much it is worth: `finder.js`."""


def normalise(text: str) -> str:
    """What is compared, of a page and of a query: NFKC_Casefold, with signs of a kind as one.

    Each line by itself: the lines of a text and their lines normalised are the same.
    """
    plain = _IGNORED.sub("", text)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", plain).casefold())
    told = _SIGNS.sub(lambda sign: _ONE[sign[0]], folded)
    for sign, meant in _IN_PLACE:
        told = sign.sub(meant, told)
    return told


def letters(number: int, length: int) -> str:
    """A number to the base of 26, the digits `a` to `z`: 28 in four letters is `aabc`."""
    digits = ""
    for _ in range(length):
        number, digit = divmod(number, len(ascii_lowercase))
        digits = ascii_lowercase[digit] + digits
    return digits


@cache
def _units(character: str) -> tuple[str, ...]:
    """The UTF-16 units of a character, four letters each."""
    coded = character.encode("utf-16-le")
    return tuple(letters(unit, 4) for unit in unpack(f"<{len(coded) // 2}H", coded))


class _Doubled(dict[int, str]):
    """Each unit of a character twice: `A A` and `B B`, side by side, make `A AB B`."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, "".join(f"{unit} {unit}" for unit in _units(chr(code))))


_DOUBLED = _Doubled()
"""What `str.translate` makes the words of a run by."""


def _words(run: str) -> str:
    """The words of a text without white space, a space between; none of a single unit."""
    return run.translate(_DOUBLED)[5:-5]


def pairs(texts: Iterable[str]) -> str:
    """The words of normalised texts, in order: a query's phrase stands where the query stands.

    A break stands wherever a run of text begins with the unit that the run before it ends with. A
    run that was said is said again at the top alone, so that no place there is another.
    """
    runs = [run for run in " ".join(texts).split() if len(run) > 1 or run > "\uffff"]
    top = runs[:TOP]
    below = dict.fromkeys(runs[TOP:])
    words = []
    last = ""
    for coded in map(_words, [*top, *(run for run in below if run not in top)]):
        if last and coded.startswith(last):
            words.append(f"z{last}")
        words.append(coded)
        last = coded[-4:]
    return " ".join(words)


def singles(texts: Iterable[str]) -> list[str]:
    """A word for every unit that stands in normalised texts."""
    characters = {*"".join(texts)}
    shown = (character for character in characters if not character.isspace())
    return sorted({f"x{unit}" for character in shown for unit in _units(character)})


def phrase(term: str) -> str:
    """What Pagefind is asked for a normalised term without white space."""
    return _words(term) or f"x{_units(term)[0]}"
