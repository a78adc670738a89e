"""The municipality: its code is one that can be."""

from collections.abc import Iterator

from generator.model import Records
from generator.problems import Finding
from generator.records import path_of

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(records: Records) -> Iterator[Finding]:
    """A municipality's code whose sixth digit does not follow from the other five."""
    code = records.municipality.code
    right = right_check_digit(code)
    if code[-1] != right:
        values = {"code": code, "digit": code[-1], "right": right}
        yield Finding(path_of(records.municipality), ("code",), "check_digit", values)


def right_check_digit(code: str) -> str:
    """The check digit 検査数字 of a code 全国地方公共団体コード, from its first five digits.

    11 less the remainder of their weighted sum by 11; of a two-digit result, the last digit.
    """
    total = sum(int(digit) * weight for digit, weight in zip(code[:5], _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)
