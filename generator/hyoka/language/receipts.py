"""How figures came about: what a computed number opens to, as terms and what they are."""

import re
from decimal import ROUND_DOWN, Decimal

from hyoka.evaluation import (
    EvaluatedIndicatorYear,
    MeasureYear,
    PolicyYear,
    ProjectGroup,
    ProjectSet,
)
from hyoka.figures import FIGURES, Figure, Total, unit_of_change, within_margin
from hyoka.language.notation import TERM, Notation
from hyoka.model import Direction, PlanPart, Policy
from hyoka.units import EXACT

_SHOWN_DECIMALS = Decimal("1E-10")


def receipt(
    language: Notation, figure: Figure, difference: str | None = None
) -> list[tuple[str, str]]:
    """How a figure came about, as terms and what they are.

    Formula, numbers, unrounded value, rounding, and the printed figure with whether it agrees;
    or the reason why there is no figure. `difference` says why a printed one does not agree.
    """
    formula = f"{language.label(figure.name)} ＝ {language.formula(figure.method)}"
    lines = [(language.word("receipts.formula"), formula)]
    if figure.method != figure.name:
        lines.insert(0, (language.word("receipts.method"), language.method(figure)))
    if figure.reason is not None:
        lines.append((language.word("receipts.why_not"), language.reason(figure.reason)))
    else:
        lines += [
            (language.word("receipts.numbers"), calculation(language, figure)),
            (language.word("receipts.unrounded"), unrounded(language, figure)),
            (language.word("receipts.rounding"), rounding(language, figure)),
        ]
    if figure.printed is not None:
        compared = "agrees" if figure.agrees else "differs"
        compared = "alone" if figure.value is None else compared
        printed = language.quantity(figure.printed, figure.unit)
        told = f"{printed}（{language.word(f'receipts.{compared}')}）"
        lines.append((language.word("receipts.printed"), told))
    if difference is not None:
        lines.append((language.word("receipts.difference"), difference))
    return lines


def calculation(language: Notation, figure: Figure) -> str:
    """A figure's formula with its numbers: 55.1 ÷ 65.0 × 100."""
    inputs = dict(figure.inputs)

    def filled(key: re.Match[str]) -> str:
        value = inputs[key[0]]
        text = _exactly(language, value) if isinstance(value, Decimal) else language.value(value)
        # 3 − −2 would be misread.
        negative = isinstance(value, Decimal) and value < 0
        return f"（{text}）" if negative else text

    return TERM.sub(filled, FIGURES[figure.method].formula)


def unrounded(language: Notation, figure: Figure) -> str:
    """The value before rounding; cut after ten decimals with … where it goes on."""
    if figure.value is None:
        return "―"
    return f"{_exactly(language, figure.value.normalize(EXACT))}{language.unit(figure.unit)}"


def _exactly(language: Notation, value: Decimal) -> str:
    """A number with all its decimals; cut after ten with … where it is a computed one."""
    kept = value.quantize(_SHOWN_DECIMALS, rounding=ROUND_DOWN, context=EXACT)
    return language.number(value) if kept == value else f"{language.number(kept)}…"


def rounding(language: Notation, figure: Figure) -> str:
    """How a figure is rounded."""
    if figure.places is None:
        return language.word("receipts.exact")
    if figure.places == 0:
        return language.word("receipts.whole")
    places = str(figure.places)
    return language.word("receipts.places", places=places, next=str(figure.places + 1))


def margin(language: Notation, change: Figure, margin: Figure) -> list[tuple[str, str]]:
    """How a change's margin came about, as terms and what they are, and what it says of it.

    Of a change beyond its margin nothing is said.
    """
    formula = f"{language.label(margin.name)} ＝ {language.formula(margin.method)}"
    lines = [
        (language.label(margin.name), language.figure(margin)),
        (language.word("receipts.margin_formula"), formula),
        (language.word("receipts.margin_numbers"), calculation(language, margin)),
    ]
    if within_margin(change, margin):
        lines.append((language.word("receipts.margin_compared"), language.word("margins.within")))
    return lines


def addition(language: Notation, total: Total, unit: str) -> str:
    """A sum with what was added up: 46 ＋ 5 ＝ 51千円."""
    amounts = language.word("totals.plus").join(language.number(amount) for amount in total.amounts)
    return language.word(
        "totals.addition", amounts=amounts, sum=language.quantity(total.value, unit)
    )


def counted(language: Notation, total: Total) -> str:
    """Of how many projects a sum is: 3事業中2事業の合計（決算額のない1事業を除く）."""
    numbers = {"of": total.of, "counted": total.counted, "excluded": total.excluded}
    form = "some" if total.excluded else "all"
    written = {name: language.number(number) for name, number in numbers.items()}
    return language.word(f"totals.{form}", **written)


def project_set(language: Notation, owner: Policy | PlanPart, which: ProjectSet) -> str:
    """Which projects of a policy, a chapter or a measure are counted: 評価表に載る主要事業."""
    if isinstance(owner, Policy):
        of = "policy"
    elif which is ProjectSet.LISTED:
        of = "part"
    else:
        of = "measure" if owner.measure else "chapter"
    return language.word(f"totals.sets.{which}_of_{of}")


def named_set(
    language: Notation, owner: Policy | PlanPart, which: ProjectSet, name: str | None = None
) -> str:
    """The same, told away from its owner's page: 「子育て」に属する事業.

    `name`: what the owner was called then, where that is not its present name.
    """
    of = "policy" if isinstance(owner, Policy) else "part"
    return language.word(f"totals.named_sets.{which}_of_{of}", name=name or owner.name)


def group(language: Notation, year: PolicyYear | MeasureYear, group: ProjectGroup) -> str:
    """The projects that are counted together, and how many: 評価表に載る主要事業（12事業）."""
    name = project_set(language, _owner(year), group.which)
    return language.word("totals.set", name=name, count=language.number(len(group.projects)))


def named_group(language: Notation, year: PolicyYear | MeasureYear, group: ProjectGroup) -> str:
    """The same, told away from its owner's page: 「子育て」に属する事業（3事業）."""
    name = named_set(language, _owner(year), group.which, year.name)
    return language.word("totals.set", name=name, count=language.number(len(group.projects)))


def _owner(year: PolicyYear | MeasureYear) -> Policy | PlanPart:
    return year.policy if isinstance(year, PolicyYear) else year.part


def grounds(language: Notation, year: EvaluatedIndicatorYear) -> list[tuple[str, str]]:
    """What an indicator's status rests on, as terms and what they are."""
    judgement = year.judgement
    by_range = judgement.direction is Direction.RANGE and judgement.reason is None
    meaning = "judgement.range_rule.{}" if by_range else "statuses.{}.meaning"
    lines = [(language.word("judgement.rule"), language.word(meaning.format(judgement.status)))]
    if judgement.attained is not None:
        aim = language.aim(year, alone=True)
        form = "true_of" if judgement.attained else "false_of"
        if year.held.range is not None:
            form = "inside" if judgement.attained else "outside"
        attained = language.word(f"attained.{form}", aim=aim)
        lines.append((language.word("judgement.target"), attained))
    if judgement.compared_with:
        compared = language.label(judgement.compared_with)
        lines.append((language.word("judgement.compared_with"), compared))
    lines += _distances(language, year)
    if judgement.reason is not None:
        term = language.word(f"judgement.why_not.{judgement.status}")
        of = "judgement" if judgement.reason.code in {"absent", "missing"} else "reasons"
        why = language.reason(judgement.reason, of)
        lines.append((term, language.word("judgement.to_come") if year.planned else why))
    if judgement.direction is not None:
        why = language.word("judgement.inferred") if judgement.direction_inferred else ""
        direction = f"{language.direction(judgement.direction)}{why}"
        lines.append((language.label("direction"), direction))
    return lines


def _distances(language: Notation, year: EvaluatedIndicatorYear) -> list[tuple[str, str]]:
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
