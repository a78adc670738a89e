"""The municipality: its code is one that can be, and its teams are of divisions that there are."""

from collections.abc import Iterator
from difflib import get_close_matches

from hyoka.checks.indicators import plain
from hyoka.checks.registry import check
from hyoka.checks.scope import Scope
from hyoka.content.record_paths import path_of
from hyoka.model import Record, Records
from hyoka.problems import Finding

_WEIGHTS = (6, 5, 4, 3, 2)


@check(needs_municipality=True)
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


@check(needs_municipality=True, scope=Scope.ALL_BUT_NUMBERS)
def unknown_division(records: Records) -> Iterator[Finding]:
    """A team of a division that no record names, so that it is asked about none."""
    if records.unread:
        return  # nobody knows which divisions these name
    known = {name for _, name in answering_divisions(records) if name}
    by_plain = {plain(division): division for division in sorted(known)}
    for index, team in enumerate(records.municipality.teams):
        if team.division is not None and team.division not in known:
            guess = get_close_matches(plain(team.division), by_plain, n=1, cutoff=0.6)
            values = {"division": team.division} | ({"offer": by_plain[guess[0]]} if guess else {})
            place = ("teams", index, "division")
            yield Finding(path_of(records.municipality), place, "unknown_division", values)


def answering_divisions(records: Records) -> Iterator[tuple[Record, str | None]]:
    """Every division that a record names, now or in any year, with the record."""
    for plan in records.plans:
        yield from ((plan, part.described.division) for part in plan.parts)
    yield from ((sheet, sheet.division) for sheet in records.measure_sheets)
    yield from ((policy, policy.division) for policy in records.policies)
    for project in records.projects:
        yield project, project.division
        yield from ((project, year.division) for year in project.years)
