"""A record that is made up: its fields, and the YAML that holds them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

Field = str | int | Decimal | bool | Sequence["Field"] | Mapping[str, "Field"]
Fields = dict[str, Field]


def yaml_file(record: Fields) -> str:
    """A record's file, which says first that it is fictional."""
    return "\n".join(["# 架空のデータです。", *_yaml_mapping(record, ""), ""])


def _yaml_mapping(fields: Mapping[str, Field], indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _yaml_mapping(value, indent + "  ")
        elif isinstance(value, str) or not isinstance(value, Sequence):
            yield f"{indent}{key}: {_yaml_scalar(value)}"
        elif value:
            yield f"{indent}{key}:"
            yield from _yaml_items(value, indent + "  ")
        else:
            yield f"{indent}{key}: []"


def _yaml_items(items: Sequence[Field], indent: str) -> Iterator[str]:
    for item in items:
        if isinstance(item, Mapping):
            lines = _yaml_mapping(item, indent + "  ")
            yield f"{indent}- {next(lines).lstrip()}"
            yield from lines
        elif isinstance(item, str | int | Decimal):
            yield f"{indent}- {_yaml_scalar(item)}"
        else:
            raise TypeError(item)


def _yaml_scalar(value: str | int | Decimal) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # What JSON writes between quotation marks means the same in YAML.
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
