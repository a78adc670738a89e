"""The nouns themselves: strict, frozen, explained, and in accord with their schema."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from hyoka import model
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.model import (
    CountedIn,
    Evaluation,
    FileRecord,
    Indicator,
    IndicatorYear,
    ListedMeasureSheet,
    MeasureSheet,
    MeasureYears,
    Municipality,
    Plan,
    Policy,
    Project,
    ProjectYear,
    Recommendation,
    Record,
    Records,
    Sheet,
    Survey,
    SurveyFinding,
    SurveyResult,
)
from hyoka.units import FiscalYear, Missing

BASE = Path(__file__).parent / "rules" / "base"

PATIENT = settings(deadline=None, derandomize=True)

NOUNS = [
    noun
    for noun in vars(model).values()
    if isinstance(noun, type)
    and issubclass(noun, Record)
    and noun not in {FileRecord, Record, Records, SurveyFinding}
]
FILES = (
    *(Municipality, Plan, Policy, Sheet, MeasureSheet, MeasureYears, Project, Survey),
    Recommendation,
)


@pytest.mark.parametrize("noun", NOUNS)
def test_every_field_says_what_it_is(noun: type[Record]) -> None:
    assert (noun.__doc__ or "").strip()
    for name, field in noun.model_fields.items():
        assert field.title, name
        assert field.description, name
        assert field.description.endswith("。"), name


def _holds_a_number(kind: object) -> bool:
    return kind is Decimal or any(_holds_a_number(part) for part in get_args(kind))


def test_every_recorded_number_says_what_it_is_counted_in() -> None:
    """But for a quantity or a rate with its unit beside it, and for what may be a text as well."""
    silent = {
        (noun.__name__, name)
        for noun in NOUNS
        for name, field in noun.model_fields.items()
        if _holds_a_number(field.annotation)
        and not any(isinstance(about, CountedIn) for about in field.metadata)
    }
    assert silent == {
        ("Correction", "before"),
        ("UnitCost", "quantity"),
        ("StaffRate", "amount"),
        ("Indicator", "rank_among"),  # among how many, of whatever kind
        ("IndicatorYear", "rank_among"),
        *(("SurveyQuestion", "lowest_mean"), ("SurveyQuestion", "highest_mean")),  # of a scale
        *(("QuestionResult", "mean"), ("GroupFinding", "mean")),
    }


@pytest.mark.parametrize("noun", NOUNS)
def test_a_record_is_strict_and_frozen(noun: type[Record]) -> None:
    assert noun.model_config == {"strict": True, "frozen": True, "extra": "forbid"}


def test_a_record_cannot_be_changed() -> None:
    row = IndicatorYear(id="a", actual=Decimal(1))
    with pytest.raises(ValidationError, match="frozen"):
        row.actual = Decimal(2)  # type: ignore[misc]


@pytest.mark.parametrize("noun", FILES)
def test_a_schema_for_editors_can_be_made(noun: type[Record]) -> None:
    schema = noun.model_json_schema()
    assert schema["additionalProperties"] is False
    assert schema["properties"].keys() == noun.model_fields.keys()


def test_no_field_is_a_binary_float() -> None:
    def kinds(annotation: Any) -> set[Any]:  # noqa: ANN401 - an annotation is any
        return {annotation, *(kind for part in get_args(annotation) for kind in kinds(part))}

    for noun in NOUNS:
        for field in noun.model_fields.values():
            assert float not in kinds(field.annotation)


@pytest.mark.parametrize("raw", [1.5, "15", True, None, (1,), {"a": 1}, Decimal("NaN"), b"1"])
def test_what_is_no_number_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        IndicatorYear.model_validate({"id": "a", "actual": raw})


@pytest.mark.parametrize(
    ("raw", "accepted"),
    [
        *[(10**18 - 1, True), (10**18, False), (-(10**18) + 1, True)],
        *[(Decimal("0.000000000000000001"), True), (Decimal("0.0000000000000000001"), False)],
        *[(Decimal("123456789.987654321"), True), (Decimal("1234567890.987654321"), False)],
        *[(Decimal("Infinity"), False), (Decimal("1." + "0" * 18), False)],
    ],
)
def test_a_number_has_at_most_eighteen_digits(raw: object, *, accepted: bool) -> None:
    if accepted:
        assert IndicatorYear.model_validate({"id": "a", "actual": raw}).actual == raw
    else:
        with pytest.raises(ValidationError):
            IndicatorYear.model_validate({"id": "a", "actual": raw})


@pytest.mark.parametrize("kind", Missing)
def test_every_kind_of_missing_value_can_be_recorded(kind: Missing) -> None:
    row = IndicatorYear.model_validate({"id": "a", "actual": str(kind), "target": str(kind)})
    assert row.actual is kind
    assert row.target is kind


@pytest.mark.parametrize("word", ["", "Pending", "zero", "0", "なし", "-", "　", "pending "])
def test_no_other_word_is_a_missing_value(word: str) -> None:
    with pytest.raises(ValidationError):
        IndicatorYear.model_validate({"id": "a", "actual": word})


@pytest.mark.parametrize(
    ("identifier", "accepted"),
    [
        *[("a", True), ("chiiki-zukuri", True), ("r1-kizuna", True), ("0", True), ("a" * 80, True)],
        *[
            ("a" * 81, False),
            ("", False),
            ("A", False),
            ("a_b", False),
            ("-a", False),
            ("a-", False),
        ],
        *[
            ("a--b", False),
            ("a b", False),
            ("a\n", False),
            ("あ", False),
            ("１", False),
            ("../a", False),
        ],
    ],
)
def test_an_id_is_safe_in_an_address(identifier: str, *, accepted: bool) -> None:
    if accepted:
        assert SurveyResult(measure=identifier, count=0).measure == identifier
    else:
        with pytest.raises(ValidationError):
            SurveyResult(measure=identifier, count=0)


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        *[("https://www.city.example.lg.jp/a?b=c#d", True), ("http://a.example", False)],
        *[("javascript:alert(1)", False), ("https://", False), ("https://a b", False)],
        *[('https://a"onclick=x', False), ("https://a<b", False), ("//a.example", False)],
        *[("https://a\n", False), ("https://a\\b", False), (" https://a", False)],
    ],
)
def test_only_a_safe_address_is_taken(address: str, *, accepted: bool) -> None:
    fields = {"name": "発行者", "official": True, "url": address}
    if accepted:
        assert model.Publisher.model_validate(fields).url == address
    else:
        with pytest.raises(ValidationError):
            model.Publisher.model_validate(fields)


@pytest.mark.parametrize("code", ["112089", "012025"])
def test_a_municipality_code_has_six_digits(code: str) -> None:
    field = Municipality.model_fields["code"]
    assert field.metadata[0].pattern == "^[0-9]{6}$"
    assert len(code) == 6


def test_texts_are_trimmed_and_lines_have_no_break() -> None:
    assert Evaluation(text="　進んだ。\n").text == "進んだ。"
    for text in ("", " ", "　\n"):
        with pytest.raises(ValidationError):
            Evaluation(text=text)
    for text in ("あ\nい", "あ\rい", "あ\u2028い"):
        with pytest.raises(ValidationError):
            Indicator(id="a", name=text, unit="件")
    assert Evaluation(text="あ\nい").text == "あ\nい"


@given(st.dates())
@PATIENT
def test_a_date_is_written_as_a_date(date: datetime.date) -> None:
    read = Evaluation.model_validate({"date": date.isoformat(), "text": "進んだ。"})
    assert read.date == date


@pytest.mark.parametrize(
    "raw",
    ["20190726", "2019-W30-5", "2019-7-26", "２０１９-07-26", "2019-07-26 ", 20190727, None, ""],
)
def test_a_date_is_written_in_no_other_way(raw: object) -> None:
    if raw is None:
        assert Evaluation.model_validate({"date": raw, "text": "進んだ。"}).date is None
    else:
        with pytest.raises(ValidationError):
            Evaluation.model_validate({"date": raw, "text": "進んだ。"})


@pytest.mark.parametrize("raw", [2018, " 2018 ", "H30", "平成30年度", "Ｈ３０"])
def test_a_year_is_read_from_a_number_or_a_text(raw: object) -> None:
    fields = {"fiscal_year": raw, "document": "a"}
    assert ProjectYear.model_validate(fields).fiscal_year == FiscalYear(2018)


@pytest.mark.parametrize("raw", [True, None, Decimal("2018.0"), 2018.5, (2018,), -2018, 0, 10**400])
def test_what_is_no_year_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        ProjectYear.model_validate({"fiscal_year": raw, "document": "a"})


def _nouns_below(
    noun: type[BaseModel], above: frozenset[type[BaseModel]] = frozenset()
) -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = {noun}
    above |= {noun}
    for field in noun.model_fields.values():
        pending = [field.annotation]
        while pending:
            annotation = pending.pop()
            pending.extend(get_args(annotation))
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                found |= set() if annotation in above else _nouns_below(annotation, above)
    return found


def test_every_noun_stands_in_a_file() -> None:
    found = {noun for file in FILES for noun in _nouns_below(file)}
    assert found | {ListedMeasureSheet} == set(NOUNS)  # that stands in a list for one of its years


def test_records_are_counted_as_files() -> None:
    records = read_records(read_folder(BASE)).records
    assert records.count == len(list(BASE.rglob("*.yml")))
