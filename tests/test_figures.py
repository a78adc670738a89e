"""Every computed number, three times: by its function, exactly, and from its formula's text."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from itertools import product
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hyoka.evaluation import figures
from hyoka.evaluation.figures import (
    FIGURES,
    Figure,
    Judgement,
    Reason,
    Status,
    compute,
    count_statuses,
    direction_of,
    judge,
    project_status,
    total,
    unit_of_change,
)
from hyoka.model import Direction
from hyoka.units import MAX_DIGITS, Missing, Value

PATIENT = settings(deadline=None, derandomize=True)

INPUTS = {name: re.findall("[a-z_]+", d.formula) for name, d in FIGURES.items()}
"""The inputs that a figure's formula names, as often as it names them."""

RATES = {name for name, definition in FIGURES.items() if "÷" in definition.formula}
"""The figures that are rounded to be printed."""

PRECISE = Context(prec=100)
"""Roots are not rational: in the tests they have more digits than any figure."""

NUMBERS = st.one_of(
    st.decimals(-1000, 1000, places=1),
    st.integers(-20, 20).map(Decimal),
    st.tuples(st.integers(-(10**MAX_DIGITS) + 1, 10**MAX_DIGITS - 1), st.integers(0, 18)).map(
        lambda pair: Decimal((pair[0] < 0, tuple(map(int, str(abs(pair[0])))), -pair[1]))
    ),
)
"""What a record may hold; small numbers often, so that equal ones and zeros occur."""
VALUES: st.SearchStrategy[Value | None] = st.one_of(
    NUMBERS, st.sampled_from(Missing), st.none(), NUMBERS
)


def half_up(exact: Fraction, places: int) -> Fraction:
    """四捨五入, in whole numbers."""
    away = floor(abs(exact) * 10**places + Fraction(1, 2))
    return Fraction(away if exact >= 0 else -away, 10**places)


_SIGNS = str.maketrans({"÷": "/", "×": "*", "−": "-", "＋": "+", "√": "sqrt"})
_OPERATIONS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def by_formula(formula: str, values: Mapping[str, Fraction]) -> Fraction:
    """The value of a formula's text.

    Raises:
        ZeroDivisionError: it has none.
    """
    text = re.sub(r"\|([a-z_]+)\|", r"abs(\1)", formula)
    statement = ast.parse(text.translate(_SIGNS)).body[0]
    assert isinstance(statement, ast.Expr)
    return _value(statement.value, values)


def _value(node: ast.expr, values: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Name(name):
            return values[name]
        case ast.Constant(int(number)):
            return Fraction(number)
        case ast.Constant(float(number)):
            return Fraction(str(number))
        case ast.Call(ast.Name("sqrt"), [argument]):
            return root(_value(argument, values))
        case ast.Call(ast.Name("abs"), [argument]):
            return abs(_value(argument, values))
        case ast.BinOp(left, sign, right):
            return _OPERATIONS[type(sign)](_value(left, values), _value(right, values))
    raise AssertionError(ast.dump(node))


def root(square: Fraction) -> Fraction:
    """A square root, to a hundred digits.

    Raises:
        ArithmeticError: there is none.
    """
    quotient = PRECISE.divide(Decimal(square.numerator), Decimal(square.denominator))
    return Fraction(PRECISE.sqrt(quotient))


def _variance(share: Fraction, respondents: Fraction) -> Fraction:
    return (100 * share - share**2) / respondents


def _margin(*samples: tuple[Fraction, Fraction]) -> Fraction:
    variances = [_variance(*sample) for sample in samples]
    return Fraction(196, 100) * root(sum(variances, Fraction(0)))


EXACTLY: dict[str, Callable[..., Fraction]] = {
    "achievement_rate": lambda actual, target: 100 * actual / target,
    "achievement_rate_cumulative": lambda cumulative, target: 100 * cumulative / target,
    "achievement_rate_ratio": lambda actual, target: 100 * target / actual,
    "achievement_rate_difference": lambda actual, target: 200 - 100 * actual / target,
    "achievement_rate_from_baseline": lambda actual, baseline, target: (
        100 - 100 * (actual - target) / (baseline - target)
    ),
    "progress_rate": lambda actual, baseline, target: (
        100 * (actual - baseline) / (target - baseline)
    ),
    "change": lambda actual, baseline: actual - baseline,
    "change_of_rank": lambda actual, baseline: actual - baseline,
    "change_rate": lambda actual, baseline: 100 * (actual - baseline) / abs(baseline),
    "year_on_year": lambda actual, previous_actual: actual - previous_actual,
    "year_on_year_of_rank": lambda actual, previous_actual: actual - previous_actual,
    "year_on_year_rate": lambda actual, previous_actual: (
        100 * (actual - previous_actual) / abs(previous_actual)
    ),
    "share": lambda count, respondents: 100 * count / respondents,
    "share_margin": lambda share, respondents: _margin((share, respondents)),
    "share_change": lambda share, previous_share: share - previous_share,
    "share_change_margin": lambda share, respondents, previous_share, previous_respondents: _margin(
        (share, respondents), (previous_share, previous_respondents)
    ),
    "mean_change": lambda mean, previous_mean: mean - previous_mean,
    "change_margin": lambda actual, respondents, baseline, baseline_respondents: _margin(
        (actual, respondents), (baseline, baseline_respondents)
    ),
    "year_on_year_margin": (
        lambda actual, respondents, previous_actual, previous_respondents: _margin(
            (actual, respondents), (previous_actual, previous_respondents)
        )
    ),
    "settlement_change": lambda settlement, previous_settlement: settlement - previous_settlement,
    "settlement_change_rate": lambda settlement, previous_settlement: (
        100 * (settlement - previous_settlement) / abs(previous_settlement)
    ),
    "execution_rate": lambda settlement, budget: 100 * settlement / budget,
    "planned_total_cost": lambda planned_cost, planned_personnel_cost: (
        planned_cost + planned_personnel_cost
    ),
    "total_cost": lambda settlement, personnel_cost: settlement + personnel_cost,
    "unit_cost": lambda cost, quantity: cost / quantity,
    "cost_per_resident": lambda cost, population: cost / population,
    "general_share": lambda general, settlement: 100 * general / settlement,
}
"""Each figure once more, independently."""

WHOLES = {"achievement_rate": "target", "execution_rate": "budget", "general_share": "settlement"}
"""What a rate is a share of, where a share of a negative number would mislead."""


def _computed(name: str, inputs: Mapping[str, Value | None], places: int | None) -> Figure:
    return compute(FIGURES[name].function, inputs, places=places if name in RATES else None)


ON_THE_WAY = {"progress_rate", "achievement_rate_from_baseline"}
"""Figures of a way, which may have no length."""

SURVEYED = {
    "share_margin": ["share"],
    "share_change_margin": ["share", "previous_share"],
    "change_margin": ["actual", "baseline"],
    "year_on_year_margin": ["actual", "previous_actual"],
}
"""The shares that a margin is made of; each has its respondents."""

COUNTED = {
    "share": "respondents",
    "previous_share": "previous_respondents",
    "actual": "respondents",
    "baseline": "baseline_respondents",
    "previous_actual": "previous_respondents",
}


def _fit(name: str, key: str) -> st.SearchStrategy[Decimal]:
    """Any number; of a survey's, often one that it can have told."""
    if name not in SURVEYED:
        return NUMBERS
    if "respondents" in key:
        return st.one_of(st.integers(1, 5000).map(Decimal), st.integers(-1, 2).map(Decimal))
    return st.one_of(st.decimals(0, 100, places=1), st.decimals(0, 100, places=6), NUMBERS)


def _refused(name: str, values: Mapping[str, Fraction]) -> Reason | None:
    """Why there shall be no figure though its formula has a value."""
    if name in WHOLES and values[WHOLES[name]] < 0:
        return Reason("negative", WHOLES[name])
    if name == "achievement_rate_from_baseline" and values["target"] > values["baseline"]:
        return Reason("above_baseline", "target")
    if name in {"achievement_rate_ratio", "achievement_rate_difference"} and values["actual"] < 0:
        return Reason("negative", "actual")
    shares = {name for name in FIGURES if name.startswith("achievement_rate")} - ON_THE_WAY
    if name in shares and values["target"] < 0:
        return Reason("negative", "target")
    refused = (_refused_survey(share, values) for share in SURVEYED.get(name, ()))
    return next((reason for reason in refused if reason), None)


def _refused_survey(share: str, values: Mapping[str, Fraction]) -> Reason | None:
    if values[share] in {0, 100}:
        return Reason("no_spread", share)
    if not 0 < values[share] < 100:
        return Reason("not_a_share", share)
    if values[COUNTED[share]] <= 0:
        return Reason("negative" if values[COUNTED[share]] else "zero", COUNTED[share])
    return None


# Every figure.


@pytest.mark.parametrize("name", FIGURES)
@given(data=st.data())
@settings(PATIENT, max_examples=150)
def test_a_figure_is_what_exact_arithmetic_and_its_formula_make(
    name: str, data: st.DataObject
) -> None:
    inputs = {key: data.draw(_fit(name, key), key) for key in INPUTS[name]}
    places = data.draw(st.integers(0, 6), "places")
    figure = _computed(name, inputs, places)
    fractions = {key: Fraction(value) for key, value in inputs.items()}
    if refused := _refused(name, fractions):
        assert (figure.value, figure.reason) == (None, refused)
        return
    try:
        exact = EXACTLY[name](**fractions)
    except ZeroDivisionError:
        assert figure.value is None
        assert figure.reason is not None
        assert figure.reason.code == ("equal" if name in ON_THE_WAY else "zero")
        assert figure.reason.input in inputs
        with pytest.raises(ZeroDivisionError):
            by_formula(FIGURES[name].formula, fractions)
        return
    assert figure.reason is None
    assert figure.shown is not None
    assert by_formula(FIGURES[name].formula, fractions) == exact
    assert Fraction(figure.shown) == (half_up(exact, places) if name in RATES else exact)
    assert not (figure.shown.is_zero() and figure.shown.is_signed())


@pytest.mark.parametrize("name", FIGURES)
@given(data=st.data())
@settings(PATIENT, max_examples=60)
def test_a_figure_never_fails_and_is_never_zero_for_want_of_a_value(
    name: str, data: st.DataObject
) -> None:
    inputs = {key: data.draw(VALUES, key) for key in INPUTS[name]}
    figure = _computed(name, inputs, 1)
    assert tuple(figure.inputs) == tuple(inputs.items())
    assert (figure.value is None) == (figure.reason is not None)
    wanting = [(key, value) for key, value in inputs.items() if not isinstance(value, Decimal)]
    if wanting:
        key, value = wanting[0]
        code = "absent" if value is None else "missing"
        assert figure.reason == Reason(code, key, value if isinstance(value, Missing) else None)
        assert figure.shown is None


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("kind", [*Missing, None])
def test_each_missing_input_is_named_with_its_kind(name: str, kind: Missing | None) -> None:
    for wanting in INPUTS[name]:
        inputs = {key: None if key == wanting else Decimal(3) for key in INPUTS[name]}
        figure = _computed(name, inputs | {wanting: kind}, 1)
        code = "absent" if kind is None else "missing"
        assert figure.reason == Reason(code, wanting, kind)


def test_every_figure_is_recomputed() -> None:
    assert EXACTLY.keys() == FIGURES.keys()


def test_a_figure_is_registered_under_its_functions_name() -> None:
    for name, definition in FIGURES.items():
        assert definition.name == name == definition.function.__name__
        assert name.startswith(definition.figure)
        assert FIGURES[definition.figure].figure == definition.figure
        assert getattr(figures, name) is definition.function
        assert (definition.function.__doc__ or "").strip()


def test_a_formula_is_written_in_its_functions_own_words() -> None:
    for name, definition in FIGURES.items():
        code = definition.function.__code__
        assert list(dict.fromkeys(INPUTS[name])) == list(
            dict.fromkeys(sorted(code.co_varnames[: code.co_argcount], key=INPUTS[name].index))
        )


def test_the_evaluator_is_not_fooled() -> None:
    values = {"a": Fraction(-4), "b": Fraction(2)}
    assert by_formula("(a − b) ÷ |a| × 100", values) == -150
    assert by_formula("a − b − b", values) == -8
    assert by_formula("a ÷ b ÷ b × 100", values) == -100


# The sheet's own.


@pytest.mark.parametrize(
    ("actual", "target", "places", "printed"),
    [
        *[("55.1", "65.0", 1, "84.8"), ("47.8", "55.0", 1, "86.9"), ("13.6", "20.0", 1, "68.0")],
        *[("46", "48", 0, "96"), ("64.8", "59.3", 0, "109"), ("5", "5", 0, "100")],
        *[("61.9", "69", 0, "90"), ("26", "17", 0, "153"), ("76.7", "80", 0, "96")],
    ],
)
def test_the_printed_rates_of_the_sheet(
    actual: str, target: str, places: int, printed: str
) -> None:
    inputs: dict[str, Value | None] = {"actual": Decimal(actual), "target": Decimal(target)}
    figure = compute(figures.achievement_rate, inputs, places=places, printed=Decimal(printed))
    assert str(figure.shown) == printed
    assert figure.agrees is True
    assert figure.unit == "％"


@pytest.mark.parametrize(("count", "printed"), [(192, "9.3"), (94, "4.5")])
def test_the_printed_shares_of_the_sheet(count: int, printed: str) -> None:
    inputs: dict[str, Value | None] = {"count": Decimal(count), "respondents": Decimal(2073)}
    assert str(compute(figures.share, inputs, places=1).shown) == printed


@pytest.mark.parametrize(
    ("actual", "baseline", "target", "moved", "progress"),
    [
        ("55.1", "57.8", "65.0", "-2.7", "-37.5"),
        ("47.8", "49.1", "55.0", "-1.3", "-22.0"),
        ("13.6", "14.2", "20.0", "-0.6", "-10.3"),
    ],
)
def test_the_movement_that_the_sheet_does_not_print(
    actual: str, baseline: str, target: str, moved: str, progress: str
) -> None:
    inputs: dict[str, Value | None] = {"actual": Decimal(actual), "baseline": Decimal(baseline)}
    assert str(compute(figures.change, inputs).shown) == moved
    way = inputs | {"target": Decimal(target)}
    assert str(compute(figures.progress_rate, way, places=1).shown) == progress


# Rounding.


@pytest.mark.parametrize(
    ("actual", "target", "places", "shown"),
    [
        *[("5", "8", 0, "63"), ("-5", "8", 0, "-63"), ("3", "8", 0, "38")],
        *[("24.9", "40.0", 1, "62.3"), ("185", "2000", 1, "9.3"), ("1", "3", 6, "33.333333")],
        *[("0", "5", 0, "0"), ("-1", "1000", 0, "0"), ("-0.0", "5", 0, "0")],
        *[
            ("1", "200", 0, "1"),
            ("-1", "200", 0, "-1"),
            ("2", "3", 0, "67"),
            ("12", "12", 1, "100.0"),
        ],
    ],
)
def test_ties_go_away_from_zero_and_zero_has_no_sign(
    actual: str, target: str, places: int, shown: str
) -> None:
    inputs: dict[str, Value | None] = {"actual": Decimal(actual), "target": Decimal(target)}
    assert str(compute(figures.achievement_rate, inputs, places=places).shown) == shown


def test_a_difference_is_not_rounded() -> None:
    inputs: dict[str, Value | None] = {"actual": Decimal("6.900"), "baseline": Decimal("6.9")}
    figure = compute(figures.change, inputs, unit="トン")
    assert (str(figure.shown), figure.places, figure.unit) == ("0.000", None, "トン")


@pytest.mark.parametrize(
    ("printed", "agrees"), [(None, None), ("84.8", True), ("84.80", True), ("85", False)]
)
def test_a_printed_figure_agrees_when_it_is_the_same_number(
    printed: str | None, *, agrees: bool | None
) -> None:
    inputs: dict[str, Value | None] = {"actual": Decimal("55.1"), "target": Decimal("65.0")}
    given_by_sheet = None if printed is None else Decimal(printed)
    figure = compute(figures.achievement_rate, inputs, places=1, printed=given_by_sheet)
    assert figure.agrees is agrees


def test_a_printed_figure_where_none_can_be_computed_does_not_agree() -> None:
    inputs: dict[str, Value | None] = {"actual": Decimal(3), "target": Decimal(0)}
    figure = compute(figures.achievement_rate, inputs, places=1, printed=Decimal(0))
    assert figure.reason == Reason("zero", "target")
    assert figure.agrees is False


@pytest.mark.parametrize(
    ("unit", "unit_of_difference"),
    [
        ("％", "ポイント"),
        ("%", "ポイント"),
        ("件", "件"),
        ("人", "人"),
        ("％ポイント", "％ポイント"),
    ],
)
def test_between_percentages_the_difference_is_in_points(
    unit: str, unit_of_difference: str
) -> None:
    assert unit_of_change(unit) == unit_of_difference


# Totals.


def test_a_total_counts_what_has_a_value() -> None:
    amounts = [Decimal(9929), None, Missing.PENDING, Decimal("0.5"), Decimal(0)]
    counted = total(amounts)
    assert (str(counted.value), counted.counted, counted.of) == ("9929.5", 3, 5)


@pytest.mark.parametrize("amounts", [[], [None], [Missing.UNDISCLOSED, None]])
def test_a_total_of_nothing_is_not_zero(amounts: list[Value | None]) -> None:
    counted = total(amounts)
    assert (counted.value, counted.counted, counted.of) == (None, 0, len(amounts))


def test_the_total_of_the_sheet() -> None:
    amounts = [Decimal(n) for n in (9929, 7358, 15473, 21573, 1547, 9186)]
    assert str(total(amounts).value) == "65066"


def test_a_total_keeps_its_smallest_part() -> None:
    """36 digits: the default context would have 28."""
    amounts = [Decimal(10) ** 17, Decimal(1).scaleb(-18)]
    assert str(total(amounts).value) == "100000000000000000.000000000000000001"


@given(st.lists(VALUES, max_size=40))
@PATIENT
def test_a_total_is_exact_however_many_digits(amounts: list[Value | None]) -> None:
    known = [Fraction(amount) for amount in amounts if isinstance(amount, Decimal)]
    counted = total(amounts)
    assert counted.counted == len(known)
    assert counted.of == len(amounts)
    assert (None if counted.value is None else Fraction(counted.value)) == (
        sum(known, Fraction(0)) if known else None
    )


# The status.

HIGHER, LOWER, NONE = Direction.HIGHER, Direction.LOWER, Direction.NONE
ACHIEVED, IMPROVED, UNCHANGED = Status.ACHIEVED, Status.IMPROVED, Status.UNCHANGED
WORSENED, UNDETERMINED = Status.WORSENED, Status.UNDETERMINED


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "last", "declared", "status", "compared_with"),
    [
        # Reached, exactly or more; the comparison no longer counts.
        ("65.0", "65.0", "57.8", None, None, ACHIEVED, ""),
        ("65", "65.0", "70", "70", HIGHER, ACHIEVED, ""),
        ("70", "65", None, None, HIGHER, ACHIEVED, ""),
        ("6.9", "6.900", "7.2", None, LOWER, ACHIEVED, ""),
        ("3", "5", "10", None, LOWER, ACHIEVED, ""),
        ("0", "0", None, None, HIGHER, ACHIEVED, ""),
        ("-95", "-100", None, None, HIGHER, ACHIEVED, ""),
        # Not reached: against the baseline, also where last year says otherwise.
        ("60", "65", "57.8", "61", None, IMPROVED, "baseline"),
        ("57.80", "65", "57.8", "61", None, UNCHANGED, "baseline"),
        ("55.1", "65", "57.8", "50", None, WORSENED, "baseline"),
        ("8", "5", "10", "7", LOWER, IMPROVED, "baseline"),
        ("10.0", "5", "10", None, LOWER, UNCHANGED, "baseline"),
        ("11", "5", "10", "12", LOWER, WORSENED, "baseline"),
        # A declared direction wins over the way to the target.
        ("11", "5", "10", None, HIGHER, ACHIEVED, ""),
        # Without a baseline, last year's actual.
        ("46", "48", None, "45", HIGHER, IMPROVED, "previous_actual"),
        ("46", "48", None, "46.0", HIGHER, UNCHANGED, "previous_actual"),
        ("46", "48", None, "47", HIGHER, WORSENED, "previous_actual"),
        ("46", "48", "pending", "47", HIGHER, WORSENED, "previous_actual"),
        # Without a target, a declared direction is enough.
        ("46", None, "45", None, HIGHER, IMPROVED, "baseline"),
        ("46", "no_target", "45", None, LOWER, WORSENED, "baseline"),
        ("46", None, "46", None, LOWER, UNCHANGED, "baseline"),
    ],
)
def test_the_status_of_what_can_be_judged(  # noqa: PLR0913 - a row of the rule's table
    actual: str,
    target: str | None,
    baseline: str | None,
    last: str | None,
    declared: Direction | None,
    status: Status,
    compared_with: str,
) -> None:
    judgement = _judged(actual, target, baseline, last, declared)
    assert judgement.status is status
    assert judgement.compared_with == compared_with
    assert judgement.reason is None
    has_target = target is not None and target != "no_target"
    assert judgement.target_met is ((status is ACHIEVED) if has_target else None)


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "last", "declared", "reason"),
    [
        ("pending", "65", "57.8", None, HIGHER, Reason("missing", "actual", Missing.PENDING)),
        ("discontinued", None, None, None, None, Reason("missing", "actual", Missing.DISCONTINUED)),
        (None, "65", "57.8", "55", None, Reason("absent", "actual")),
        ("60", None, "57.8", "55", None, Reason("no_direction")),
        ("60", "no_target", "57.8", "55", None, Reason("no_direction")),
        ("60", "65", None, None, HIGHER, Reason("no_reference")),
        # A target that is not above the baseline tells no direction: nothing is judged.
        ("12", "0", None, "9", None, Reason("no_direction")),
        ("80", "100", "100", None, None, Reason("no_direction")),
        ("120", "100", "100", None, None, Reason("no_direction")),
        ("8", "5", "10", None, None, Reason("no_direction")),
        ("4", "5", "10", None, None, Reason("no_direction")),
        ("60", "65", "not_comparable", "pending", HIGHER, Reason("no_reference")),
        ("60", None, None, None, LOWER, Reason("no_reference")),
    ],
)
def test_what_cannot_be_judged_says_why(  # noqa: PLR0913 - a row of the rule's table
    actual: str | None,
    target: str | None,
    baseline: str | None,
    last: str | None,
    declared: Direction | None,
    reason: Reason,
) -> None:
    judgement = _judged(actual, target, baseline, last, declared)
    assert judgement.status is UNDETERMINED
    assert judgement.reason == reason
    assert judgement.compared_with == ""


@pytest.mark.parametrize("actual", ["60", "70", "pending"])
def test_what_has_no_better_way_is_not_judged(actual: str) -> None:
    judgement = _judged(actual, "65", "57.8", "55", NONE)
    assert judgement.status is NOT_JUDGED
    assert judgement.reason == Reason("neither")
    assert judgement.target_met is None


@pytest.mark.parametrize(
    ("declared", "baseline", "target", "direction"),
    [
        *[(d, b, t, d) for d in Direction for b in ("1", None) for t in ("2", "0", None)],
        *[(None, "1", "2", HIGHER), (None, "1", "1.0", None), (None, "2", "1", None)],
        *[(None, None, "1", None), (None, "pending", "1", None), (None, "1", None, None)],
        *[(None, "1", "no_target", None), (None, None, None, None)],
    ],
)
def test_the_direction_is_the_declared_one_or_that_of_a_target_above_the_baseline(
    declared: Direction | None,
    baseline: str | None,
    target: str | None,
    direction: Direction | None,
) -> None:
    assert direction_of(declared, _given(baseline), [_given(target)]) is direction
    judgement = _judged("1", target, baseline, None, declared)
    assert judgement.direction is direction
    assert judgement.direction_inferred is (declared is None and direction is not None)


@given(VALUES, VALUES, VALUES, VALUES, st.one_of(st.none(), st.sampled_from(Direction)))
@settings(PATIENT, max_examples=400)
def test_the_rule_as_the_method_page_tells_it(
    actual: Value | None,
    target: Value | None,
    baseline: Value | None,
    last: Value | None,
    declared: Direction | None,
) -> None:
    direction = direction_of(declared, baseline, [target])
    judged = judge(
        actual=actual,
        target=target,
        baseline=baseline,
        previous_actual=last,
        direction=direction,
        direction_inferred=direction is not declared,
    )
    not_judged = direction is Direction.NONE
    assert (judged.status is NOT_JUDGED) is not_judged
    assert (judged.status is UNDETERMINED) == (judged.reason is not None and not not_judged)
    assert (judged.status is ACHIEVED) == (judged.target_met is True)
    if judged.status in {IMPROVED, UNCHANGED, WORSENED}:
        assert isinstance(actual, Decimal)
        reference = baseline if judged.compared_with == "baseline" else last
        assert isinstance(reference, Decimal)
        better = (actual - reference) * (1 if judged.direction is HIGHER else -1)
        assert judged.status is (IMPROVED if better > 0 else WORSENED if better else UNCHANGED)


def _given(text: str | None) -> Value | None:
    if text is None:
        return None
    return Missing(text) if text in list(Missing) else Decimal(text)


def _judged(
    actual: str | None,
    target: str | None,
    baseline: str | None,
    last: str | None,
    declared: Direction | None,
) -> Judgement:
    direction = direction_of(declared, _given(baseline), [_given(target)])
    return judge(
        actual=_given(actual),
        target=_given(target),
        baseline=_given(baseline),
        previous_actual=_given(last),
        direction=direction,
        direction_inferred=direction is not declared,
    )


NOT_JUDGED = Status.NOT_JUDGED
WORST_FIRST = [WORSENED, UNDETERMINED, UNCHANGED, IMPROVED, ACHIEVED, NOT_JUDGED]


@pytest.mark.parametrize("statuses", list(product(Status, repeat=3)))
def test_a_projects_status_is_that_of_the_indicator_that_wants_most_attention(
    statuses: tuple[Status, ...],
) -> None:
    assert project_status(statuses) is WORST_FIRST[min(map(WORST_FIRST.index, statuses))]


def test_a_project_without_indicators_is_not_judged() -> None:
    assert project_status([]) is NOT_JUDGED


def test_statuses_are_counted_and_every_one_is_named() -> None:
    counted = count_statuses([WORSENED, ACHIEVED, WORSENED])
    assert counted == dict.fromkeys(Status, 0) | {ACHIEVED: 1, WORSENED: 2}
    assert list(count_statuses([])) == list(Status)
