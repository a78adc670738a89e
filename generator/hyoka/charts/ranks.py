"""The ranks of measures in the surveys that asked the same, a row a measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from hyoka.charts.drawing import (
    WIDTH,
    Caption,
    Mark,
    across,
    cut,
    dot,
    length,
    line,
    ring,
    svg,
    tenth,
    text_at,
)
from hyoka.units import EXACT, FiscalYear
from hyoka.wording import Language

_ROW, _EDGE, _RING = 34, 6, Decimal(4)
MOST = 20
"""So many measures are drawn; the table has the others, too."""


@dataclass(frozen=True, slots=True)
class AskedYear:
    """A survey: its year, and among how many it ranked."""

    fiscal_year: FiscalYear
    among: int


@dataclass(frozen=True, slots=True)
class RankedOver:
    """A measure, and its rank in each of the surveys."""

    name: str
    ranks: tuple[int | None, ...]
    remark: str = ""
    """What is said beside its name."""


def rank_rows(
    title: str, years: Sequence[AskedYear], measures: Sequence[RankedOver], language: Language
) -> str:
    """The way of each measure's rank, the first rank at the right end.

    Of earlier surveys, only those that ranked as many as the latest. Empty where there is none.
    """
    same = [place for place, year in enumerate(years) if year.among == years[-1].among]
    shown = [one for one in measures if one.ranks[-1] is not None][:MOST]
    if len(same) < 2 or not shown:  # noqa: PLR2004 - one rank goes no way
        return ""
    texts = [_said(one, years, same, language) for one in shown]
    with localcontext(EXACT):
        room = WIDTH - 2 * _EDGE - max(length(short) for short, _ in texts) - 8
        marks = [
            mark
            for number, (one, (short, _)) in enumerate(zip(shown, texts, strict=True))
            for mark in _row(number, one, [one.ranks[place] for place in same], short, room, years)
        ]
    said = language.word("formats.list").join(
        f"{one.name} {long}" for one, (_, long) in zip(shown, texts, strict=True)
    )
    caption = Caption(title, said, language.word("charts.ranks_tabled"))
    return svg("chart", (WIDTH, len(shown) * _ROW + 4), caption, marks)


def _row(  # noqa: PLR0913 - what a row is made of
    number: int,
    one: RankedOver,
    ranks: Sequence[int | None],
    text: str,
    room: Decimal,
    years: Sequence[AskedYear],
) -> Iterator[Mark]:
    top, among = number * _ROW, years[-1].among
    y = Decimal(top + 25)

    def x(rank: int) -> Decimal:
        share = Decimal(among - rank) / (among - 1) if among > 1 else Decimal(1)
        return tenth(_EDGE + share * room)

    name = f"{one.name}　{one.remark}" if one.remark else one.name
    yield text_at("chart-item", 2, top + 13, cut(name, Decimal(WIDTH - 4)))
    yield across("chart-grid", _EDGE, tenth(_EDGE + room), y)
    known = [rank for rank in ranks if rank is not None]
    if len(known) > 1:
        yield line("chart-line", [(x(known[-2]), y), (x(known[-1]), y)])
    yield from (ring("chart-baseline", x(rank), y, _RING) for rank in known[:-1])
    yield dot("chart-actual", x(known[-1]), y)
    yield text_at("chart-item-value", tenth(_EDGE + room + 8), y + 4, text)


def _said(
    one: RankedOver, years: Sequence[AskedYear], same: Sequence[int], language: Language
) -> tuple[str, str]:
    """The latest rank and the one before it; all of them, each with its denominator."""
    known = [(years[place], rank) for place in same if (rank := one.ranks[place]) is not None]
    last = known[-2][1] if len(known) > 1 else None
    now = language.number(known[-1][1])
    short = (
        language.word("charts.ranks_first", rank=now)
        if last is None
        else language.word("charts.ranks_from", rank=now, before=language.number(last))
    )
    every = language.word("formats.list").join(
        language.word(
            "charts.ranks_point",
            year=language.short_year(year.fiscal_year),
            rank=language.number(rank),
            of=language.number(year.among),
        )
        for year, rank in known
    )
    return short, every
