"""How figures and statuses came about, and of what a sum is: what a computed value opens to."""

from collections.abc import Container, Iterator
from decimal import Decimal
from functools import cache

from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    MeasureYear,
    PolicyYear,
    ProjectGroup,
    ProjectSet,
)
from hyoka.evaluation.figures import FIGURES, Figure, Total, unit_of_change, within_margin
from hyoka.model import PlanPart, Policy
from hyoka.units import EXACT, Value
from hyoka.wording.notation import TERM, Formatter

_SHOWN_DECIMALS = 10


def calculation(
    language: Formatter,
    figure: Figure,
    difference: str | None = None,
    margin: Figure | None = None,
) -> tuple[str, ...]:
    """How a figure came about, a line each.

    The formula with its numbers and the value before rounding, or why there is no figure; the
    published figure, and whether it agrees; `difference`, why it does not; its `margin`.
    """
    lines = [_computed(language, figure)]
    if figure.addends:
        lines.append(_added(language, figure))
    if figure.printed is not None:
        compared = "agrees" if figure.agrees else "differs"
        compared = "alone" if figure.value is None else compared
        lines.append(
            language.word(
                "calculations.printed",
                value=language.quantity(figure.printed, figure.unit),
                compared=language.word(f"calculations.{compared}"),
            )
        )
    if difference is not None:
        lines.append(language.word("calculations.difference", reason=difference))
    if margin is not None:
        lines.append(_margin(language, figure, margin))
    return tuple(lines)


def _computed(language: Formatter, figure: Figure) -> str:
    """55.1 ÷ 65.0 × 100 ＝ 84.7692307692…％; else why there is none."""
    if figure.reason is not None:
        text = language.reason(figure.reason)
    else:
        numbers, value = with_numbers(language, figure), unrounded(language, figure)
        text = language.word("calculations.exact", numbers=numbers, value=value)
    if FIGURES[figure.method].achievement_method is None:
        return text
    method = language.method(figure)
    return language.word("calculations.by_method", method=method, calculation=text)


def _added(language: Formatter, figure: Figure) -> str:
    """累計：令和3年度 210 ＋ 令和4年度 186 ＝ 396."""
    amounts = (
        language.word("cumulative.of_year", year=language.short_year(year), amount=amount)
        for year, amount in ((year, language.number(amount)) for year, amount in figure.addends)
    )
    return language.word(
        "cumulative.added",
        amounts=language.word("totals.plus").join(amounts),
        sum=language.value(dict(figure.inputs)["cumulative"]),
    )


def absence(language: Formatter, figure: Figure) -> str:
    """Why there is no figure; empty where there is one."""
    return language.reason(figure.reason) if figure.reason is not None else ""


def rounding(language: Formatter, figure: Figure) -> str:
    """How a figure was rounded: 小数第2位を四捨五入; empty where it was not."""
    if figure.reason is not None or figure.places is None:
        return ""
    return language.word("calculations.rounding", next=str(figure.places + 1))


def _margin(language: Formatter, change: Figure, margin: Figure) -> str:
    """What a change's margin is, how it came about, and whether the change lies within it."""
    text = language.word(
        "calculations.margin",
        name=language.label(margin.name),
        margin=language.figure(margin),
        numbers=with_numbers(language, margin),
    )
    return f"{text}{language.word('margins.marked')}" if within_margin(change, margin) else text


def with_numbers(language: Formatter, figure: Figure) -> str:
    """A figure's formula with its numbers: 55.1 ÷ 65.0 × 100."""
    values = {
        name: _input(language, value, about=name in figure.about) for name, value in figure.inputs
    }
    return _template(FIGURES[figure.method].formula) % values


@cache
def _template(formula: str) -> str:
    """A formula as `%` fills it in."""
    return TERM.sub(r"%(\g<0>)s", formula.replace("%", "%%"))


def _input(language: Formatter, value: Value | None, *, about: bool) -> str:
    if not isinstance(value, Decimal):
        return language.value(value)
    text = _exactly(language, value)
    if about:
        return language.word("qualifiers.about", value=text)
    # 3 − −2 would be misread.
    return f"（{text}）" if value < 0 else text


def unrounded(language: Formatter, figure: Figure) -> str:
    """The value before rounding; cut after ten decimals with … where it goes on."""
    if figure.value is None:
        return "―"
    text = f"{_exactly(language, figure.value.normalize(EXACT))}{language.unit(figure.unit)}"
    return language.word("qualifiers.about", value=text) if figure.about else text


def _exactly(language: Formatter, value: Decimal) -> str:
    """A number with all its decimals; cut after ten with … where it is a computed one."""
    text = language.number(value)
    whole, _, decimals = text.partition(".")
    goes_on = decimals[_SHOWN_DECIMALS:].strip("0")
    return f"{whole}.{decimals[:_SHOWN_DECIMALS]}…" if goes_on else text


def addition(language: Formatter, total: Total, unit: str) -> str:
    """A sum with what was added up: 46 ＋ 5 ＝ 51千円."""
    amounts = language.word("totals.plus").join(language.number(amount) for amount in total.amounts)
    return language.word(
        "totals.addition", amounts=amounts, sum=language.quantity(total.value, unit)
    )


def counted(language: Formatter, total: Total) -> str:
    """Of how many projects a sum is: 3事業中2事業の合計（決算額のない1事業を除く）."""
    numbers = {"of": total.of, "counted": total.counted, "excluded": total.excluded}
    form = "some" if total.excluded else "all"
    written = {name: language.number(number) for name, number in numbers.items()}
    return language.word(f"totals.{form}", **written)


def project_set(language: Formatter, owner: Policy | PlanPart, which: ProjectSet) -> str:
    """Which projects of a policy, a chapter or a measure are counted: 評価表に載る主要事業."""
    if isinstance(owner, Policy):
        return language.word(f"totals.sets.{which}_of_policy")
    return language.word(f"totals.sets.{which}_of_part", level=language.level(owner))


def named_set(
    language: Formatter, owner: Policy | PlanPart, which: ProjectSet, name: str | None = None
) -> str:
    """The same, told away from its owner's page: 「子育て」に属する事業.

    `name`: what the owner was called then, where that is not its present name.
    """
    of = "policy" if isinstance(owner, Policy) else "part"
    return language.word(f"totals.named_sets.{which}_of_{of}", name=name or owner.name)


def group(language: Formatter, year: PolicyYear | MeasureYear, group: ProjectGroup) -> str:
    """The projects that are counted together, and how many: 評価表に載る主要事業（12事業）."""
    name = project_set(language, _owner(year), group.which)
    return language.word("totals.set", name=name, count=language.number(len(group.projects)))


def named_group(language: Formatter, year: PolicyYear | MeasureYear, group: ProjectGroup) -> str:
    """The same, told away from its owner's page: 「子育て」に属する事業（3事業）."""
    name = named_set(language, _owner(year), group.which, year.name)
    return language.word("totals.set", name=name, count=language.number(len(group.projects)))


def _owner(year: PolicyYear | MeasureYear) -> Policy | PlanPart:
    return year.policy if isinstance(year, PolicyYear) else year.part


def status_explanation(
    language: Formatter, year: EvaluatedIndicatorYear, *, beside: Container[str] = ()
) -> tuple[str, ...]:
    """What an indicator's status rests on, a line each.

    `beside`: what stands beside it anyway: `met`, `missed`, `compared_with`, `direction`.
    """
    return tuple(
        language.word("judgement.line", term=term, detail=detail)
        for name, term, detail in _grounds(language, year)
        if name not in beside
    )


def _grounds(language: Formatter, year: EvaluatedIndicatorYear) -> Iterator[tuple[str, str, str]]:
    judgement, language = year.judgement, language.of(year.indicator)
    if judgement.target_met is not None:
        aim = language.aim(year, alone=True)
        form = "true_of" if judgement.target_met else "false_of"
        if year.effective_target.range is not None:
            form = "inside" if judgement.target_met else "outside"
        name = "met" if judgement.target_met else "missed"
        yield name, language.word("judgement.target"), language.word(f"attained.{form}", aim=aim)
    if judgement.compared_with:
        term, detail = language.word("judgement.compared_with"), judgement.compared_with
        yield "compared_with", term, language.label(detail)
    yield from (("distance", *told) for told in _distances(language, year))
    if why := _why_not(language, year):
        yield "reason", language.word(f"judgement.why_not.{judgement.status}"), why
    if judgement.direction is not None:
        why = language.word("judgement.inferred") if judgement.direction_inferred else ""
        wanted = f"{language.direction(judgement.direction)}{why}"
        yield "direction", language.label("direction"), wanted


def _why_not(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    reason = year.judgement.reason
    if reason is None:
        return ""
    if year.planned:
        return language.word("judgement.to_come")
    return language.reason(
        reason, "judgement" if reason.code in {"absent", "missing"} else "reasons"
    )


def no_status_because(language: Formatter, year: EvaluatedIndicatorYear) -> str:
    """Why nothing is known of how an indicator's year went; empty where something is."""
    return "" if year.judgement.is_verdict else _why_not(language.of(year.indicator), year)


def _distances(language: Formatter, year: EvaluatedIndicatorYear) -> list[tuple[str, str]]:
    """How far the actual and what it was compared with lie outside the wanted range."""
    judgement, unit = year.judgement, unit_of_change(year.indicator.unit)
    if judgement.distance is None:
        return []
    told = [("actual", judgement.distance)]
    told.append((judgement.compared_with, judgement.reference_distance or Decimal(0)))
    return [
        (
            language.word("judgement.distance", of=language.label(of)),
            language.quantity(distance, unit) if distance else language.word("judgement.inside"),
        )
        for of, distance in told
    ]
