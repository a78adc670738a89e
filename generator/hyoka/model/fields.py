"""What fields are made of: small checked kinds of text, number, year and date."""

import datetime
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from hyoka.files.file_names import is_device
from hyoka.model.radicals import letters, radicals_in
from hyoka.model.spreadsheets import is_converted
from hyoka.model.texts import has_form
from hyoka.model.web_addresses import fault_of
from hyoka.units import MAX_DIGITS, PERCENT, FiscalYear, Missing, Value


def _number(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise PydanticCustomError("number", "not a number")
    number = Decimal(raw)
    if not number.is_finite():
        raise PydanticCustomError("number", "not a number")
    _, digits, exponent = number.as_tuple()
    # 0.00…01 has one digit, and yet as many as a number with others in place of its zeros.
    if max(len(digits), -int(exponent)) > MAX_DIGITS:
        raise PydanticCustomError("digits", "too many digits", {"limit": MAX_DIGITS})
    return number.copy_abs() if number.is_zero() else number


def _value(raw: object) -> Value:
    if isinstance(raw, str) and raw in list(Missing):
        return Missing(raw)
    if isinstance(raw, str) and not re.search(r"\d", raw):  # a word: 未集計, なし, ―
        raise PydanticCustomError("missing_kind", "not a kind of missing value")
    return _number(raw)


def fiscal_year(raw: object) -> FiscalYear:
    """The fiscal year that is written.

    Raises:
        PydanticCustomError: there is none.
    """
    if isinstance(raw, FiscalYear):
        return raw
    try:
        return FiscalYear.parse(str(raw) if isinstance(raw, int | str) else "")
    except ValueError:
        raise PydanticCustomError("fiscal_year", "not a fiscal year") from None


def _date(raw: object) -> datetime.date:
    if isinstance(raw, datetime.date):
        return raw
    try:
        date = datetime.date.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        date = None
    if date is None or date.isoformat() != raw:  # Python also reads 20190726 and 2019-W30-5
        raise PydanticCustomError("date", "not an ISO date")
    return date


def _filled(text: str) -> str:
    if not has_form(text):
        raise PydanticCustomError("blank_text", "nothing that can be seen")
    if signs := radicals_in(text):
        raise PydanticCustomError("radical", "no kanji", {"letters": letters(signs)})
    return text.strip()


def _url(text: str) -> str:
    if fault := fault_of(text):
        raise PydanticCustomError("url_form", "not an address", {"fault": fault})
    return text


def _before(raw: object) -> Decimal | str:
    if isinstance(raw, str):
        return _filled(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise PydanticCustomError("number_or_text", "neither a number nor a text")
    return _number(raw)


def one_line(text: str) -> str:
    """The text without white space around it.

    Raises:
        PydanticCustomError: it holds nothing that can be seen, or more than one line.
    """
    filled = _filled(text)
    if len(filled.splitlines()) > 1:
        raise PydanticCustomError("one_line", "more than one line")
    return filled


ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What an `Id` looks like."""
URL_PATTERN = r"^https://[^\s<>\"'`\\]+$"
"""What a `Url` looks like."""
_LONGEST_ID = 80
_VALUE_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string", "enum": [kind.value for kind in Missing]}]
}
_YEAR_SCHEMA: dict[str, Any] = {"type": ["integer", "string"], "examples": [2018, "H30"]}


def id_problem(text: str) -> str | None:
    """The rule that keeps the text from being an `Id`, and so a file's name; none where it can."""
    if len(text) > _LONGEST_ID or not re.fullmatch(ID_PATTERN, text):
        return "id_form"
    if is_device(text):
        return "windows_name"
    return "converted_id" if is_converted(text) else None


def is_id(text: str) -> bool:
    """Whether the text can be an `Id`."""
    return id_problem(text) is None


def _id(text: str) -> str:
    if rule := id_problem(text):
        raise PydanticCustomError(rule, "no id")
    return text


Id = Annotated[
    str, StringConstraints(pattern=ID_PATTERN, max_length=_LONGEST_ID), AfterValidator(_id)
]
"""Lower-case ASCII letters, digits, single hyphens. Minted once, never reused; in addresses, names
of files and cells of spreadsheets: nothing that one of them takes for something else."""


Text = Annotated[str, AfterValidator(_filled)]
"""Prose. A line break begins a paragraph."""
Line = Annotated[str, AfterValidator(one_line)]
Number = Annotated[Decimal, PlainValidator(_number), WithJsonSchema({"type": "number"})]
Measured = Annotated[Value, PlainValidator(_value), WithJsonSchema(_VALUE_SCHEMA)]
"""A number, or the kind of its absence."""


class CountedIn(StrEnum):
    """The unit of a recorded number, where its field alone says it."""

    MONEY = "money"
    """The municipality's unit of money."""
    PERCENT = "percent"
    INDICATOR = "indicator"
    """That of the indicator that the number is of."""
    STAFF_YEARS = "staff_years"
    """What one person works in a year."""
    PEOPLE = "people"
    HOURS = "hours"


NAMED_UNITS: Mapping[CountedIn, str] = {
    CountedIn.PERCENT: PERCENT,
    CountedIn.STAFF_YEARS: "人工",
    CountedIn.PEOPLE: "人",
    CountedIn.HOURS: "時間",
}
"""What the units are called that are the same in every municipality."""


Amount = Annotated[Measured | None, CountedIn.MONEY]
PrintedAmount = Annotated[Number | None, CountedIn.MONEY]
PrintedPercentage = Annotated[Number | None, CountedIn.PERCENT]


Before = Annotated[
    Decimal | str, PlainValidator(_before), WithJsonSchema({"type": ["number", "string"]})
]
"""What stood somewhere before: a number or a text, kept as it was typed."""
Year = Annotated[FiscalYear, PlainValidator(fiscal_year), WithJsonSchema(_YEAR_SCHEMA)]
Date = Annotated[
    datetime.date, PlainValidator(_date), WithJsonSchema({"type": "string", "format": "date"})
]
Handle = Annotated[
    str, StringConstraints(pattern=r"^@[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9][\w.-]*)?$")
]
"""Who is asked on GitHub: `@city/shimin-bu`, a team of an organization, or `@hanako`."""
_URL_SCHEMA = {"type": "string", "pattern": URL_PATTERN}
Url = Annotated[str, AfterValidator(_url), WithJsonSchema(_URL_SCHEMA)]
"""An address on the web that anybody can open."""
_MOST = 10**MAX_DIGITS - 1
Count = Annotated[int, Field(ge=0, le=_MOST)]
Positive = Annotated[int, Field(ge=1, le=_MOST)]
Places = Annotated[int, Field(ge=0, le=6)]


PublishOn = Annotated[
    Date | None,
    Field(
        title="公開する日",
        description="日本時間でこの日になるまで、サイトにもデータにも載せません。"
        "すぐに載せるなら書きません。"
        "記録のファイルは、その前でも、リポジトリを見られる人には読めます。例：{example}。",
        json_schema_extra={"example": "2026-12-10"},
    ),
]
"""The first day of what is published later; the field `publish_on`, wherever there is one."""

DIFFERENCE = "公表値が計算と合わないことを確かめたうえで載せるとき、その理由を書きます。"
"""What the field `difference` is for, wherever a figure is printed."""


class StrictModel(BaseModel):
    """What is read of YAML: strict, frozen, no unknown key."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Record(StrictModel):
    """What every noun of the records has in common."""


def counted_in(record: Record, key: str) -> CountedIn | None:
    """What the number is counted in that a record's field holds; nothing of any other value."""
    known = type(record).model_fields[key].metadata
    return next((unit for unit in known if isinstance(unit, CountedIn)), None)


@cache
def noun_of(noun: type[StrictModel], key: str) -> type[StrictModel] | None:
    """The noun that a field holds, one or a list of it; none where it holds plain values."""
    field = noun.model_fields.get(key)
    return next(_nouns_in(field.annotation), None) if field else None


def _nouns_in(annotation: Any) -> Iterator[type[StrictModel]]:  # noqa: ANN401 - an annotation is any
    if isinstance(annotation, type) and issubclass(annotation, StrictModel):
        yield annotation
    for part in get_args(annotation):
        yield from _nouns_in(part)


class Silenced(Record):
    """A warning that somebody has looked into and found to be none."""

    rule: Line = Field(
        title="規則の名前", description="警告の［ ］の中に示された名前。エラーは消せません。"
    )
    place: Line | None = Field(
        None,
        title="場所",
        description="どの値への警告か。uncertain の place と同じ書き方で、なければファイル全体。",
        examples=["indicators/kanshindo/actual"],
    )
    reason: Line = Field(title="理由", description="なぜこのままで正しいのか。")


class FileRecord(Record):
    """What every noun that has a file of its own has in common."""

    silenced: tuple[Silenced, ...] = Field(
        (), title="消した警告", description="確かめたうえで、出さないことにした警告の一覧。"
    )
