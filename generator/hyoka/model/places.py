"""Written places: the way to a value in a record, such as `years/2015/goal`."""

from hyoka.model.fields import Record

NAMES = (
    "id",
    "fiscal_year",
    "measure",
    "classification",
    "policy",
    "item",
    "answer",
    "group",
    "scale",
    "step",
    "date",
)
"""The fields by which an item of a list is known in a place."""


def value_at(record: Record, place: str) -> object:
    """The value at a written place such as `years/2015/goal`; `None` where there is none."""
    return values_along(record, place)[-1]


def values_along(record: Record, place: str) -> list[object]:
    """What stands at each step of a place, the last one's value at the end; `None` from a miss."""
    found: list[object] = []
    value: object = record
    for step in place.split("/"):
        value = _child(value, step)
        found.append(value)
    return found


def _child(value: object, step: str) -> object:
    if isinstance(value, tuple):
        named = ((number, _names(item), item) for number, item in enumerate(value, start=1))
        return next((item for n, names, item in named if step in (names or {str(n)})), None)
    fields = type(value).model_fields if isinstance(value, Record) else {}
    return getattr(value, step) if step in fields else None


def _names(item: object) -> set[str]:
    if isinstance(item, str):
        return {item}
    names = {str(getattr(item, key)) for key in NAMES if hasattr(item, key)}
    return names or ({str(item.name)} if hasattr(item, "name") else set())
