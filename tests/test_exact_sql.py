"""The SQL of the round trip rounds as exact arithmetic does: ties, long numbers, roots."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import duckdb
import pytest

from hyoka.evaluation import figures
from hyoka.units import EXACT, rounded
from tests.building import ROOT
from tests.csv_database import run


@pytest.fixture
def exact() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        run(connection, [ROOT / "tests" / "round_trip" / "exact.sql"])
        yield connection


def test_sql_rounds_as_exact_arithmetic_does(exact: duckdb.DuckDBPyConnection) -> None:
    cases = [_case(Random(seed)) for seed in range(2000)]  # noqa: S311 - no secret
    asked = "SELECT way(a, b, c, '0', n) AS told FROM (SELECT unnest(?, recursive := true))"
    told = exact.execute(asked, [cases]).fetchall()
    assert told == [(_exactly(**case),) for case in cases]


def _case(random: Random) -> dict[str, Any]:
    """Numbers as long as records have them; a third of the ratios may be ties."""
    places, digits = random.randint(0, 3), random.randint(1, 9)
    a, b, c = (random.randint(-(10**digits), 10**digits) for _ in range(3))
    if random.random() < 1 / 3:
        c = 8 * 10 ** random.randint(1, 4)
    numbers = {k: f"{Decimal(v).scaleb(-places):f}" for k, v in zip("abc", (a, b, c), strict=True)}
    return numbers | {"n": random.randint(0, 3)}


def _exactly(a: str, b: str, c: str, n: int) -> str | None:
    found = EXACT.subtract(Decimal(a), Decimal(b))
    if Decimal(c) == 0:
        return None
    rate = EXACT.divide(EXACT.multiply(found, Decimal(100)), Decimal(c))
    return f"{rounded(rate, n):f}"


def test_sql_draws_roots_as_exact_arithmetic_does(exact: duckdb.DuckDBPyConnection) -> None:
    random = Random(1)  # noqa: S311 - no secret
    cases: list[dict[str, Any]] = [
        {"p": f"{Decimal(random.randint(1, 999)).scaleb(-1)}", "m": random.randint(1, 5000), "n": n}
        for n in (0, 1, 2)
        for _ in range(500)
    ]
    asked = """SELECT margin(spread(p, 1), 100 * m::HUGEINT, n) AS told
        FROM (SELECT unnest(?, recursive := true))"""
    told = exact.execute(asked, [cases]).fetchall()
    for case, (margin,) in zip(cases, told, strict=True):
        share, asked_of = Decimal(case["p"]), Decimal(case["m"])
        value = figures.share_margin(share, asked_of)
        assert isinstance(value, Decimal)
        assert margin == f"{rounded(value, case['n']):f}"
