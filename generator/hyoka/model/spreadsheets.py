"""What a spreadsheet makes of a text in a CSV file: a formula, a number, a date or the text itself.

CSV cannot say what a cell is, and a click on a file asks nobody. Taken together here is what Excel
and LibreOffice read, Japanese and English: where one of them takes a text for something else, it is
something else.
"""

import re
import unicodedata

_SIGNS = frozenset("=+-@\N{MINUS SIGN}")
"""What a formula begins with; full-width ones, too, once they are half-width."""
_BEFORE = "\t\r\n \u00a0\u3000\u200b\ufeff'\"‘’“”＇＂"
"""What may stand before it: some programs leave it out before they look."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_TIME = r"\d{1,4}:\d{1,2}(?::\d{1,2}(?:\.\d+)?)?(?: ?[ap]m?)?"
_ERA = r"(?:明治|大正|昭和|平成|令和|[mtshr])"
_READ = (
    "true|false",
    r"#(?:n/a|ref!|value!|div/0!|name\?|null!|num!)",
    r"[¥\\$€£]?\d[\d,]*(?:\.\d*)?(?:e[+-]?\d+)?%?|[¥\\$€£]?\.\d+%?",  # 1,000; 3e5; ¥100; 50%
    r"\([¥\\$€£]?\d[\d,]*(?:\.\d*)?%?\)",  # (100), which is less than nothing
    r"(?:\d+ )?\d+/\d+",  # 1 1/2
    rf"\d{{1,4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,4}})?(?:[ t]+{_TIME})?",  # 2020-01; 1-2-3
    rf"\d{{1,2}}[-/]\d{{4}}|{_TIME}|\d{{1,2}} [ap]m?",
    rf"{_ERA}\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}",  # h30-4-1
    rf"\d{{1,4}}[-/. ]*{_MONTH}(?:[-/., ]*\d{{1,4}})?",  # 1-mar-2020
    rf"{_MONTH}[-/. ]*\d{{1,4}}(?:[-/., ]+\d{{1,4}})?",  # mar-1; sept2
    rf"(?:{_ERA}?(?:\d{{1,4}}|元)年)?\d{{1,2}}月(?:\d{{1,2}}日)?",
    r"\d{1,2}時(?:\d{1,2}分(?:\d{1,2}秒)?)?",
)
_CONVERTED = re.compile("|".join(_READ))
_AS_IT_STANDS = re.compile(r"(?:0|[1-9]\d{0,10})(?:\.\d{0,4}[1-9])?")
"""A number that is written with the same signs as the text."""


def is_formula(text: str) -> bool:
    """Whether a program may take the text for a formula, to be computed as soon as it is read."""
    left = text.lstrip(_BEFORE)
    return text.startswith(("\t", "\r", "\n")) or bool(left and _half_width(left[0])[0] in _SIGNS)


def is_converted(text: str) -> bool:
    """Whether a program may show the text otherwise: as a number, a date or a truth value."""
    if _AS_IT_STANDS.fullmatch(text):
        return False
    return _CONVERTED.fullmatch(_half_width(text).strip().casefold()) is not None


def _half_width(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
