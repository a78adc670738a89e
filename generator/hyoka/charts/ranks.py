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
_MOST = 20
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
    alike = [year for year in years if year.among == years[-1].among]
    shown = [one for one in measures if one.ranks[-1] is not None][:_MOST]
    if len(alike) < 2 or not shown:  # noqa: PLR2004 - one rank goes no way
        return ""
    every = [(one, _known(one, years)) for one in shown]
    texts = [_newest(ranks, language) for _, ranks in every]
    with localcontext(EXACT):
        room = WIDTH - 2 * _EDGE - max(map(length, texts)) - 8
        marks = [
            mark
            for number, (one, text) in enumerate(zip(every, texts, strict=True))
            for mark in _row(number, *one, text, room)
        ]
    said = language.word("formats.list").join(
        f"{one.name} {_said(ranks, language)}" for one, ranks in every
    )
    caption = Caption(title, said, language.word("charts.ranks_tabled"))
    return svg("chart", (WIDTH, len(shown) * _ROW + 4), caption, marks)


def ranks_legend(among: int, language: Language) -> str:
    """How the ranks are to be read, of which the last is `among`."""
    most = language.number(_MOST)
    return language.word("charts.ranks_legend", of=language.number(among), most=most)


_Ranks = Sequence[tuple[AskedYear, int]]


def _known(one: RankedOver, years: Sequence[AskedYear]) -> _Ranks:
    """A measure's ranks in the surveys that ranked as many as the latest."""
    every = zip(years, one.ranks, strict=True)
    alike = ((year, rank) for year, rank in every if year.among == years[-1].among)
    return [(year, rank) for year, rank in alike if rank is not None]


def _row(number: int, one: RankedOver, ranks: _Ranks, text: str, room: Decimal) -> Iterator[Mark]:
    top, among = number * _ROW, ranks[-1][0].among
    y = Decimal(top + 25)

    def x(rank: int) -> Decimal:
        share = Decimal(among - rank) / (among - 1) if among > 1 else Decimal(1)
        return tenth(_EDGE + share * room)

    name = f"{one.name}　{one.remark}" if one.remark else one.name
    yield text_at("chart-item", 2, top + 13, cut(name, Decimal(WIDTH - 4)))
    yield across("chart-grid", _EDGE, tenth(_EDGE + room), y)
    *before, newest = (x(rank) for _, rank in ranks)
    if before:
        yield line("chart-line", [(before[-1], y), (newest, y)])
    yield from (ring("chart-baseline", place, y, _RING) for place in before)
    yield dot("chart-actual", newest, y)
    yield text_at("chart-item-value", tenth(_EDGE + room + 8), y + 4, text)


def _newest(ranks: _Ranks, language: Language) -> str:
    """The latest rank, and the one before it."""
    *before, now = (language.number(rank) for _, rank in ranks)
    if not before:
        return language.word("charts.ranks_first", rank=now)
    return language.word("charts.ranks_from", rank=now, before=before[-1])


def _said(ranks: _Ranks, language: Language) -> str:
    """All ranks, each with its denominator."""
    return language.word("formats.list").join(
        language.word(
            "charts.ranks_point",
            year=language.short_year(year.fiscal_year),
            rank=language.number(rank),
            of=language.number(year.among),
        )
        for year, rank in ranks
    )
