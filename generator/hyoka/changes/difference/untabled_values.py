"""What pages print beside the tables of open data: of the municipality, and on sheets."""

import datetime
from collections.abc import Iterator, Mapping

from hyoka.changes.difference.changes import HOME
from hyoka.evaluation import EvaluatedSite
from hyoka.model import Municipality, Record, Sheet, evaluations_of
from hyoka.opendata.sheets import EvaluatedSheet, every_evaluated
from hyoka.wording import Language

_BESIDE = (
    "publisher",
    "notice",
    "site_title",
    "level_names",
    "headings",
    "sheet_headings",
    "accessibility",
    "rating_scales",
    "evaluation_steps",
    "classifications",
)
"""The fields that no table holds, or not in full."""
_OF_EVALUATION = ("ratings", "next_actions")
"""What tables hold of an evaluation, whether or not it has a text."""
_IN_TABLES = {"publisher": ("name", "official")}

UntabledPlace = tuple[str, str, str]
"""The address of a page, the year of the sheet on it or nothing, and a name: 発行者 連絡先."""


def named_values(evaluation: EvaluatedSite, language: Language) -> Mapping[UntabledPlace, str]:
    """Every such value, in words."""
    found = {(HOME, "", name): told for name, told in _of(evaluation.municipality, language)}
    for sheet in every_evaluated(evaluation):
        for name, told in _of_sheet(sheet, language):
            found[sheet.whose.page, language.year(sheet.fiscal_year), name] = told
    return found


def _of(municipality: Municipality, language: Language) -> Iterator[tuple[str, str]]:
    for field in _BESIDE:
        name = language.titled(str(Municipality.model_fields[field].title))
        value = getattr(municipality, field)
        yield from _values(value, name, language, _IN_TABLES.get(field, ()))


def _of_sheet(sheet: EvaluatedSheet, language: Language) -> Iterator[tuple[str, str]]:
    """The measures that it lists; when and by whom an evaluation without words was made."""
    if isinstance(sheet.record, Sheet):
        listed = sheet.record.measures
        yield from _values(
            listed, language.titled(str(Sheet.model_fields["measures"].title)), language
        )
    for placed in evaluations_of(sheet.record):
        if placed.evaluation.text is None:
            title = language.titled(str(type(sheet.record).model_fields[placed.field].title))
            name = " ".join(filter(None, (title, placed.step)))
            yield from _values(placed.evaluation, name, language, ("step", *_OF_EVALUATION))


def _values(
    value: object, name: str, language: Language, left_out: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    match value:
        case None:
            return
        case Record():
            for field, about in type(value).model_fields.items():
                if field not in left_out:
                    yield from _values(
                        getattr(value, field),
                        f"{name} {language.titled(str(about.title))}",
                        language,
                    )
        case tuple():
            for number, item in enumerate(value, start=1):
                yield from _values(item, f"{name} {number}", language)
        case bool():
            yield name, language.word(f"yes_or_no.{'yes' if value else 'no'}")
        case datetime.date():
            yield name, language.date(value)
        case _:
            yield name, str(value)
