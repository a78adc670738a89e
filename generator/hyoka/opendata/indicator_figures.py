"""What is computed of an indicator in a year, as columns: of the whole, or of a group of it."""

from collections.abc import Callable
from decimal import Decimal

from hyoka.evaluation import EvaluatedIndicatorYear, summed
from hyoka.evaluation.figures import Figure, Reason, unit_of_change
from hyoka.opendata import column
from hyoka.opendata.column import NOT_APPLICABLE, NOT_RECORDED, DataColumn, Getter, Row
from hyoka.units import PERCENT

_Year = Callable[[Row], EvaluatedIndicatorYear]
"""What a row is of."""


def sum_of_years(get: _Year[Row]) -> DataColumn[Row]:
    """The sum of the years that the target counts; where one of them is not known, none."""
    return column.figure(
        "cumulative", lambda row: _cumulative(get(row)), "unit", of="sum", exact=True
    )


def _cumulative(year: EvaluatedIndicatorYear) -> Decimal | Reason | None:
    if year.indicator.cumulative_from is None:
        return None
    return summed(year.indicator, year.fiscal_year, year.cumulative)


def _method(rate: Figure) -> str | None:
    """By which formula a rate was computed; none where none was."""
    return None if rate.value is None else rate.method


def indicator_figures(get: _Year[Row], basis: Getter[Row]) -> tuple[DataColumn[Row], ...]:
    """Rates, changes and the status; `basis`: what that was judged by, in words."""
    return (*_directions(get), *_rates(get), *_changes(get), *_verdict(get, basis))


def _directions(get: _Year[Row]) -> tuple[DataColumn[Row], ...]:
    """What a year can be compared with, and which way is better."""
    return (
        column.boolean(
            "comparable_with_baseline",
            lambda row: get(row).indicator.comparable_with_baseline(get(row).fiscal_year),
        ),
        column.boolean(
            "comparable_with_previous",
            lambda row: get(row).indicator.comparable(
                get(row).fiscal_year.plus(-1), get(row).fiscal_year
            ),
        ),
        column.code(
            "direction",
            lambda row: get(row).judgement.direction,
            "directions",
            NOT_RECORDED,
            computed=True,
        ),
        column.boolean(
            "direction_assumed", lambda row: get(row).judgement.direction_inferred, computed=True
        ),
    )


def _rates(get: _Year[Row]) -> tuple[DataColumn[Row], ...]:
    return (
        column.belonging(
            column.code(
                "achievement_method",
                lambda row: _method(get(row).achievement_rate),
                "achievement_rate_methods",
                NOT_APPLICABLE,
                computed=True,
            ),
            to="achievement_rate",
        ),
        column.accompanying(
            column.figure("achievement_rate", lambda row: get(row).achievement_rate, PERCENT)
        ),
        column.accompanying(
            column.figure("progress_rate", lambda row: get(row).progress_rate, PERCENT)
        ),
    )


def _changes(get: _Year[Row]) -> tuple[DataColumn[Row], ...]:
    return (
        column.repeating(
            column.text(
                "change_unit",
                lambda row: unit_of_change(get(row).indicator.unit) or None,
                NOT_APPLICABLE,
            )
        ),
        column.figure("change", lambda row: get(row).change, "change_unit", exact=True),
        column.figure("change_rate", lambda row: get(row).change_rate, PERCENT),
        column.figure("change_margin", lambda row: get(row).change_margin, "change_unit"),
        column.figure("year_on_year", lambda row: get(row).year_on_year, "change_unit", exact=True),
        column.figure("year_on_year_rate", lambda row: get(row).year_on_year_rate, PERCENT),
        column.figure(
            "year_on_year_margin", lambda row: get(row).year_on_year_margin, "change_unit"
        ),
    )


def _verdict(get: _Year[Row], basis: Getter[Row]) -> tuple[DataColumn[Row], ...]:
    return (
        column.accompanying(
            column.telling(
                column.boolean(
                    "attained",
                    lambda row: (
                        Reason("undetermined")
                        if get(row).judgement.target_met is None
                        else get(row).judgement.target_met
                    ),
                    NOT_APPLICABLE,
                    computed=True,
                ),
                (True, False),
            )
        ),
        column.accompanying(
            column.code("status", lambda row: get(row).status, "statuses", computed=True)
        ),
        column.text("status_basis", basis),
        column.code(
            "compared_with",
            lambda row: get(row).judgement.compared_with or None,
            "compared_with",
            NOT_APPLICABLE,
            computed=True,
        ),
    )
