"""The groups that an indicator is given by, each as an indicator of its own.

So a group is computed and judged by the same functions as the whole; it has its own baseline and
target, and everything else of the whole's that holds for each part of it.
"""

from collections.abc import Iterator, Mapping

from hyoka.model import GroupYear, Indicator, IndicatorGroup, IndicatorYear
from hyoka.units import FiscalYear, Missing

_OF_THE_WHOLE: Mapping[str, object] = {
    **dict.fromkeys(
        (
            *("number", "definition", "formula", "source", "baseline_words", "target_words"),
            *("target_rule", "target_note", "target_reason", "range", "grouped_by"),
        )
    ),
    **dict.fromkeys(
        ("groups", "target_changes", "interim_targets", "former_names", "succeeds"), ()
    ),
}
"""What is said of the whole, and not of each group of it."""


def group_as_indicator(indicator: Indicator, group: IndicatorGroup) -> Indicator:
    """A group of an indicator, with the whole's unit, direction and breaks."""
    return indicator.model_copy(update={**_OF_THE_WHOLE, **dict(group)})


def group_as_row(row: IndicatorYear, of_group: GroupYear) -> IndicatorYear:
    """What a year says of a group; of what it leaves out, some is as it is of the whole."""
    own = {key: value for key, value in of_group if value is not None and key != "group"}
    # What is a forecast of a group is not preliminary, though the whole be, nor the other way.
    is_marked = any(own.get(mark) for mark in _MARKS)
    of_whole = ("rank_among", *(() if is_marked else _MARKS))
    whole = {key: getattr(row, key) for key in of_whole}
    return IndicatorYear.model_construct(id=of_group.group, **{**whole, **own})


_MARKS = ("preliminary", "forecast")
"""What can be said of an actual that is not final: one of them."""


def groups_of(
    indicator: Indicator, rows: Mapping[FiscalYear, IndicatorYear]
) -> Iterator[tuple[Indicator, Mapping[FiscalYear, IndicatorYear]]]:
    """Each group of an indicator with what each year says of it."""
    for group in indicator.groups:
        of_group = {
            year: group_as_row(row, found)
            for year, row in rows.items()
            for found in row.by_group
            if found.group == group.id
        }
        yield group_as_indicator(indicator, group), of_group


def is_given_by_group(indicator: Indicator, name: str) -> bool:
    """Whether a value (`baseline`, `target`) is recorded of groups, and none of the whole."""
    others = (indicator.range, indicator.target_rule) if name == "target" else ()
    if any((getattr(indicator, f"{name}_words"), *others)):
        return False
    if getattr(indicator, name) not in {None, Missing.NOT_STATED}:
        return False
    return any(getattr(group, name) is not None for group in indicator.groups)
