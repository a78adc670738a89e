"""What a year came to, in a line each: statuses, money beside last year's, evaluations."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from hyoka.elements import BREAK, Inline, Link, joined, note, strong
from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    EvaluatedProject,
    EvaluatedProjectYear,
    MeasureYear,
    PolicyYear,
)
from hyoka.evaluation.figures import Figure, count_statuses
from hyoka.model import Evaluation, Rating
from hyoka.tables.context import PageContext
from hyoka.tables.phrases import calculated, of, project_set, status
from hyoka.units import FiscalYear
from hyoka.urls import narrowed

_LONGEST = 90
"""So many characters are told of an evaluation's first sentence, at most."""
_HEADING = 12
"""A first line as short as this, without a full stop, heads the next one."""


def counted(
    indicators: Iterable[EvaluatedIndicatorYear],
    context: PageContext,
    address: str = "",
    narrowing: Mapping[str, str] = MappingProxyType({}),
) -> Inline:
    """How many of the indicators have each status that occurs.

    `address`: that of a list that has them, `narrowing`: the choices by which it shows them alone.
    """
    language = context.language
    told = list[Inline]()
    for value, count in count_statuses([one.status for one in indicators]).items():
        if count:
            of_status = (status(value, language), " ", strong(language.number(count)))
            way = narrowed(address, **narrowing, status=value)
            told.append(Link(of_status, way) if address else of_status)
    return joined(tuple(told), context.word("result.between"))


def spent(year: PolicyYear | MeasureYear, context: PageContext) -> Inline:
    """What the leading set of projects spent, beside what the same ones spent the year before."""
    language, unit, group = context.language, context.money_unit, year.leading
    total, alike = group.money.total, group.money_alike
    named = project_set(year, group, context)
    counts = note(named, "：", language.counted(total)) if total.excluded else note(named)
    if total.value is None:
        return context.word("totals.none"), " ", counts
    told = (strong(language.quantity(total.value, unit)), " ", counts, BREAK)
    if not alike.count:
        return *told, note(context.word("result.no_money_before"))
    form = "money_before" if alike.count == total.counted else "money_alike"
    then, now = (language.quantity(it.value, unit) for it in (alike.then, alike.now))
    number = language.number(alike.count)
    before = context.word(f"result.{form}", count=number, before=then, now=now)
    return (
        *told,
        note(before),
        " ",
        _changed(alike.change, alike.change_rate, year.fiscal_year, context),
    )


def spent_by_project(
    year: EvaluatedProjectYear, project: EvaluatedProject, context: PageContext
) -> Inline:
    """What a project spent, beside what it spent the year before."""
    language, unit = context.language, context.money_unit
    told = strong(language.quantity(year.record.settlement, unit)), BREAK
    change, rate = year.settlement_change, year.settlement_change_rate
    if change.reason is not None:
        return *told, note(language.reason(change.reason))
    before = language.quantity(project.recorded[year.fiscal_year.plus(-1)].settlement, unit)
    return (
        *told,
        note(context.word("result.before", before=before)),
        " ",
        _changed(change, rate, year.fiscal_year, context),
    )


def _changed(change: Figure, rate: Figure, year: FiscalYear, context: PageContext) -> Inline:
    """By what part an amount changed; where that cannot be told, by how much."""
    return of(calculated(change if rate.value is None else rate, context, row="top"), year)


def concluded(evaluation: Evaluation, context: PageContext) -> Inline:
    """An evaluation in short: its ratings, its first sentence, the next actions."""
    actions = {action.id: action.name for action in context.evaluation.municipality.next_actions}
    told: list[Inline] = [*_rated(evaluation.ratings, context)]
    if evaluation.text:
        told.append(beginning(evaluation.text))
    if evaluation.next_actions:
        chosen = "・".join(actions[one.id] for one in evaluation.next_actions)
        told.append((context.label("next_action"), " ", strong(chosen)))
    return joined(tuple(told))


def _rated(ratings: Iterable[Rating], context: PageContext) -> Iterator[Inline]:
    """The ratings of each scale in a line, with what place on it they have."""
    scales = {scale.id: scale for scale in context.evaluation.municipality.rating_scales}
    by_scale: dict[str, list[Inline]] = {}
    for rating in ratings:
        name = rating.aspect or scales[rating.scale].name
        by_scale.setdefault(rating.scale, []).append((name, " ", strong(rating.value)))
    for id_, told in by_scale.items():
        place = context.word("sheet.rating_place", place=context.language.scale(scales[id_]))
        yield joined(tuple(told), context.word("result.between")), note(place)


def beginning(text: str) -> str:
    """The first sentence of a text, with … where more follows."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = lines[0]
    if len(lines) > 1 and len(first) <= _HEADING and "。" not in first:
        first = f"{first} {lines[1]}"
    sentence = re.split("(?<=。)", first, maxsplit=1)[0]
    whole = sentence == " ".join(lines)
    cut = sentence[:_LONGEST]
    return sentence if whole and cut == sentence else f"{cut.removesuffix('。')}…"
