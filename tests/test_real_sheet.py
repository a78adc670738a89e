"""The published sheet stands in `seed/content/` whole: nothing is lost, nothing is invented.

`seed/sheet.txt` is the text of the sheet as it came out of its PDF, the cells out of order.
`seed/places.tsv` says of all its words where they stand in the records; `form` are the words that
the form prints on every sheet. `seed/ours.tsv` lists the recorded values that are no words of the
sheet, each with the reason why it is there.
"""

import csv
import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from hyoka.content import read_folder
from hyoka.content.record_paths import path_of
from hyoka.content.records import read_records
from hyoka.model import (
    Document,
    Indicator,
    IndicatorYear,
    Kind,
    Policy,
    Project,
    ProjectYear,
    Record,
    Records,
    Sheet,
    Survey,
)
from hyoka.units import FiscalYear
from tests.building import REAL

SEED = Path(__file__).parent / "seed"
DOCUMENT = "r1-kizuna"
LINES = ("", *(SEED / "sheet.txt").read_text(encoding="utf-8").split("\n"))
"""Counted from 1, as in `places.tsv`."""

ONE_SPELLING = {
    "令和 元 年度　政策評価表": "令和元年度 政策評価表",
    "第５次所沢市総合計画後期基本計画": "第5次所沢市総合計画後期基本計画",
    "「コミュニティ」": "コミュニティ",
    "「地域コミュニティ」": "地域コミュニティ",
    "「市民活動」": "市民活動",
}
"""The only names that are not recorded letter by letter: the site's own labels use one spelling."""


def _rows(name: str) -> list[dict[str, str]]:
    with (SEED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the sheet, and the place in the records where they stand."""

    first: int
    last: int
    words: str
    """Empty: the lines from `first` to `last` as they are."""
    file: str
    """`form` for words of the form itself, `residue` for a sign that belongs nowhere."""
    place: str
    """`-` for words that are not recorded."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The words, cut as the sheet cuts them."""
        return (self.words,) if self.words else LINES[self.first : self.last + 1]


def _passages() -> Iterator[Passage]:
    for row in _rows("places.tsv"):
        first, _, last = row["lines"].partition("-")
        yield Passage(int(first), int(last or first), row["words"], row["file"], row["place"])


PASSAGES = tuple(_passages())
RECORDED = tuple(passage for passage in PASSAGES if passage.place != "-")


@pytest.fixture(scope="module")
def records() -> Records:
    """The real records, without a problem in them."""
    reading = read_records(read_folder(REAL))
    assert reading.problems == ()
    return reading.records


def _files(records: Records) -> dict[str, Record]:
    found = (
        records.municipality,
        *records.plans,
        *records.policies,
        *records.sheets,
        *records.projects,
        *records.surveys,
    )
    return {path_of(record): record for record in found}


def _key(record: Record) -> str:
    """What a record is called in its list."""
    named = ("id", "fiscal_year", "measure", "place")
    return next(str(getattr(record, name)) for name in named if name in type(record).model_fields)


def _values_at(value: object, place: Sequence[str]) -> Iterator[object]:
    """Every value at `place`; `*` is each item of a list."""
    if not place:
        yield value
    elif isinstance(value, tuple):
        for item in value:
            if place[0] in ("*", _key(item)):
                yield from _values_at(item, place[1:])
    elif isinstance(value, Record) and place[0] in type(value).model_fields:
        yield from _values_at(getattr(value, place[0]), place[1:])


def _values(value: object, place: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """Every value that comes from this sheet, with its place; a list of texts is one value."""
    if isinstance(value, Record):
        if _is_of_this_sheet(value):
            for name in type(value).model_fields:
                yield from _values(getattr(value, name), (*place, name))
    elif isinstance(value, tuple) and any(isinstance(item, Record) for item in value):
        for item in value:
            yield from _values(item, (*place, _key(item)))
    elif value is not None and value != ():
        yield "/".join(place), value


def _is_of_this_sheet(record: Record) -> bool:
    """Whether the record is not one of those that later sheets add."""
    match record:
        case Sheet() | ProjectYear() | Survey():
            return record.document == DOCUMENT
        case Document():
            return record.id == DOCUMENT
        case Project():
            return any(year.document == DOCUMENT for year in record.years)
        case _:
            return True


def _compact(text: str) -> str:
    return "".join(text.split())


def _items(lines: Sequence[str]) -> tuple[str, ...]:
    """The items of a list: a line that begins with 「・」 begins one, the others continue it."""
    assert lines[0].startswith("・")
    items: list[str] = []
    for line in lines:
        if line.startswith("・"):
            items.append(line[1:])
        else:
            items[-1] += line
    return tuple(items)


def _text(lines: Sequence[str]) -> str:
    """Prose whose lines were cut at the width of a column; an indented line begins a paragraph."""
    indented = re.compile("^\u3000")
    return "".join(indented.sub("\n", line) for line in lines).removeprefix("\n")


def _number(words: str) -> str:
    """The digits of a number as they are printed, without its signs and its thousands comma."""
    signs = r"[第全(]?([\d,.]+)(?:章|節|人|位|%|人中\)|節中順位)?"
    match = re.fullmatch(signs, unicodedata.normalize("NFKC", words))
    return match[1].replace(",", "") if match else ""


def _fiscal_year(words: str) -> FiscalYear | None:
    match = re.fullmatch(r"(?:H|平成)(\d+)(?:年度)?", unicodedata.normalize("NFKC", words))
    return FiscalYear(1988 + int(match[1])) if match else None


def _date(words: str) -> datetime.date | None:
    match = re.fullmatch(r"R(\d+)\.(\d+)\.(\d+)", words)
    return datetime.date(2018 + int(match[1]), int(match[2]), int(match[3])) if match else None


def _says(value: object, lines: Sequence[str]) -> bool:
    """Whether a recorded value says what the sheet says in `lines`."""
    words = "".join(lines)
    said: object
    match value:
        case tuple():
            said = _items(lines)
        case Kind():
            said = {"成果指標": Kind.OUTCOME}.get(words)
        case str():
            said = ONE_SPELLING.get(words, _text(lines))
        case FiscalYear():
            said = _fiscal_year(words)
        case datetime.date():
            said = _date(words)
        case _:
            # As text: 65.0 is not 65.
            return str(value) == _number(words)
    return value == said


# Nothing is lost.


def test_every_line_has_its_place_once() -> None:
    """No line of the sheet is left out, none is used twice."""
    ranges = {(passage.first, passage.last) for passage in PASSAGES}
    used = Counter(line for first, last in ranges for line in range(first, last + 1))
    assert used == Counter(number for number, line in enumerate(LINES) if line.strip())


def test_every_word_has_its_place() -> None:
    """The passages of a line are the whole line, in its order."""
    said: dict[tuple[int, int], str] = {}
    for passage in PASSAGES:
        lines = (passage.first, passage.last)
        said[lines] = said.get(lines, "") + _compact("".join(passage.lines))
    sheet = {lines: _compact("".join(LINES[lines[0] : lines[1] + 1])) for lines in said}
    assert said == sheet


def test_only_one_sign_belongs_nowhere() -> None:
    """What cannot be placed is known."""
    residue = [passage for passage in PASSAGES if passage.file == "residue"]
    assert [(passage.first, passage.words) for passage in residue] == [(362, "」")]
    assert {passage.file for passage in PASSAGES if passage.place == "-"} == {"form", "residue"}


@pytest.mark.parametrize("passage", RECORDED, ids=lambda p: f"L{p.first}-{p.file}-{p.place}")
def test_a_passage_stands_in_the_records(passage: Passage, records: Records) -> None:
    """Letter by letter, digit by digit, item by item."""
    found = [
        value
        for path, record in _files(records).items()
        if fnmatchcase(path, passage.file) and _is_of_this_sheet(record)
        for value in _values_at(record, passage.place.split("/"))
    ]
    assert found
    assert [value for value in found if not _says(value, passage.lines)] == []


# Nothing is invented.


def test_every_value_is_of_the_sheet_or_said_to_be_ours(records: Records) -> None:
    """A value that the sheet does not say has its reason in `ours.tsv`."""
    known = [(p.file, p.place) for p in RECORDED]
    known += [(row["file"], row["place"]) for row in _rows("ours.tsv")]
    strange = [
        (path, place, value)
        for path, record in _files(records).items()
        for place, value in _values(record)
        if not any(fnmatchcase(path, file) and fnmatchcase(place, at) for file, at in known)
    ]
    assert strange == []


def test_every_reason_is_needed(records: Records) -> None:
    """`ours.tsv` says nothing of values that are not there."""
    values = [
        (path, place) for path, record in _files(records).items() for place, _ in _values(record)
    ]
    idle = [
        row
        for row in _rows("ours.tsv")
        if not any(fnmatchcase(f, row["file"]) and fnmatchcase(p, row["place"]) for f, p in values)
    ]
    assert idle == []


def test_every_sentence_is_of_the_sheet(records: Records) -> None:
    """Also without the list of places, and nothing but the sheet's line breaks was taken out."""
    sheet = _sheet(records)
    texts = [sheet.aim or "", *(year.goal or "" for year in sheet.years)]
    texts += [text for year in sheet.years for text in year.activities]
    texts += [text for approach in sheet.approaches for text in approach.items]
    for evaluation in (sheet.self_evaluation, sheet.council_evaluation):
        assert evaluation is not None
        texts += (evaluation.text or "").split("\n")
    published = _compact("".join(LINES))
    assert [text for text in texts if not text or text not in published] == []
    assert len(texts) == 1 + 4 + 24 + 18 + 4


def test_the_introduction_states_no_figure() -> None:
    """Hand-written pages hold no numbers: those come from the records."""
    introduction = (REAL / "index.md").read_text(encoding="utf-8")
    assert re.search(r"\d", introduction) is None


# The values.


def _sheet(records: Records) -> Sheet:
    return next(sheet for sheet in records.sheets if sheet.document == DOCUMENT)


def _policy(records: Records, number: int) -> Policy:
    return next(policy for policy in records.policies if policy.number == number)


def _indicator_year(years: Sequence[IndicatorYear], indicator: Indicator) -> IndicatorYear:
    return next(year for year in years if year.id == indicator.id)


def _project_year(project: Project) -> ProjectYear:
    return next(year for year in project.years if year.document == DOCUMENT)


def _printed_rate(year: IndicatorYear) -> Decimal:
    assert year.printed is not None
    assert year.printed.achievement_rate is not None
    return year.printed.achievement_rate


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "絆を紡ぐまちづくり"),
        (2, "子どもを大切にするまちづくり"),
        (3, "人と自然が共生するまち“エコタウン所沢”の実現"),
        (4, "所沢ブランドの推進とまちの活性化"),
    ],
)
def test_policy(number: int, name: str, records: Records) -> None:
    """The city has four."""
    assert _policy(records, number).name == name
    assert len({policy.number for policy in records.policies}) == len(records.policies)


def test_header(records: Records) -> None:
    """Three years on one sheet: its own, the one it evaluates, the one it was filled in."""
    sheet = _sheet(records)
    assert (sheet.policy, sheet.fiscal_year, sheet.edition) == (
        "kizuna",
        FiscalYear(2018),
        FiscalYear(2019),
    )
    assert sheet.lead is not None
    assert (sheet.lead.post, sheet.lead.name) == ("市民部長", "川上　一人")
    assert sheet.self_evaluation is not None
    assert sheet.self_evaluation.date == datetime.date(2019, 7, 26)
    assert sheet.council_evaluation is not None
    assert sheet.council_evaluation.date == datetime.date(2019, 8, 27)
    assert (records.municipality.name, records.municipality.code) == ("所沢市", "112089")


def test_document(records: Records) -> None:
    """Where the values are from; what the sheet does not say of itself is absent."""
    (document,) = (known for known in records.municipality.documents if known.id == DOCUMENT)
    assert (document.title, document.issuer, document.edition) == (
        "令和元年度 政策評価表",
        "所沢市",
        FiscalYear(2019),
    )
    assert document.subject == "総合的に取り組む重点課題「絆を紡ぐまちづくり」"
    assert (document.published, document.url) == (None, None)


def test_plan(records: Records) -> None:
    """All four policies belong to the plan, whose years are the sheet's four columns."""
    policies = [_policy(records, number) for number in (1, 2, 3, 4)]
    (plan,) = (known for known in records.plans if known.id == policies[0].plan)
    assert {policy.plan for policy in policies} == {plan.id}
    assert plan.name == "第5次所沢市総合計画後期基本計画"
    assert (plan.first_year, plan.last_year) == (FiscalYear(2015), FiscalYear(2018))


def test_activities(records: Records) -> None:
    """Section 1: how many items a year has."""
    counts = {year.fiscal_year.year: len(year.activities) for year in _sheet(records).years}
    assert counts == {2015: 6, 2016: 5, 2017: 7, 2018: 6}


@pytest.mark.parametrize(
    "row",
    [
        ("地域活動への関心度", "％", "57.8", "55.1", "65.0", "84.8"),
        ("地域活動への協力意向", "％", "49.1", "47.8", "55.0", "86.9"),
        ("地域のつながりの変化", "％", "14.2", "13.6", "20.0", "68.0"),
    ],
    ids=lambda row: row[0],
)
def test_indicator(row: tuple[str, ...], records: Records) -> None:
    """Section 2: baseline, actual, target and the printed rate, with the digits printed."""
    policy = _policy(records, 1)
    indicator = next(known for known in policy.indicators if known.name == row[0])
    year = _indicator_year(_sheet(records).indicators, indicator)
    numbers = (indicator.baseline, year.actual, indicator.target, _printed_rate(year))
    assert (indicator.name, indicator.unit, *map(str, numbers)) == row
    assert indicator.target_year == FiscalYear(2018)


@pytest.mark.parametrize(
    "row",
    [
        (1, "コミュニティ", 1, "地域コミュニティ", "192", "9.3", "26"),
        (1, "コミュニティ", 2, "市民活動", "94", "4.5", "40"),
    ],
    ids=lambda row: row[3],
)
def test_survey_result(row: tuple[int | str, ...], records: Records) -> None:
    """Section 3: count, printed share, and the rank with its denominator."""
    survey = next(survey for survey in records.surveys if survey.document == DOCUMENT)
    plan = next(plan for plan in records.plans if plan.id == survey.plan)
    chapter, measure = next(
        (chapter, measure)
        for chapter in plan.chapters
        for measure in chapter.measures
        if measure.name == row[3]
    )
    result = next(result for result in survey.results if result.measure == measure.id)
    assert result.printed is not None
    numbers = (result.count, result.printed.share, result.rank)
    assert (chapter.number, chapter.name, measure.number, measure.name, *map(str, numbers)) == row
    assert (survey.respondents, survey.measure_count) == (2073, 42)


PROJECTS = [
    ("地域づくり支援事業", "9929", "地域づくり協議会交付金事業申請件数", "件", "46", "48", "96"),
    ("公民館主催事業", "7358", "市民等と協働で企画実施した事業の割合", "％", "64.8", "59.3", "109"),
    ("所沢市コミュニティ活動推進事業", "15473", "事業実施件数", "件", "5", "5", "100"),
    ("自治会・町内会応援事業", "21573", "自治会・町内会加入率", "％", "61.9", "69", "90"),
    ("「紡ごう絆」地域応援事業", "1547", "事業申請件数", "件", "26", "17", "153"),
    ("市民活動支援事業", "9186", "講座受講者の満足度", "％", "76.7", "80", "96"),
]


@pytest.mark.parametrize("row", PROJECTS, ids=lambda row: row[0])
def test_project(row: tuple[str, ...], records: Records) -> None:
    """Section 4: settlement, the one indicator, and the printed rate, with the digits printed."""
    project = next(project for project in records.projects if project.name == row[0])
    (indicator,) = project.indicators
    year = _project_year(project)
    values = _indicator_year(year.indicators, indicator)
    numbers = (values.actual, values.target, _printed_rate(values))
    what = (project.name, str(year.settlement), indicator.name, indicator.unit)
    assert (*what, *map(str, numbers)) == row
    assert (project.policy, year.fiscal_year) == ("kizuna", FiscalYear(2018))


def test_lists_of_the_sheet(records: Records) -> None:
    """The sheet's own order; together the projects settled 65,066 千円."""
    sheet = _sheet(records)
    projects = {project.id: project for project in records.projects}
    listed = [projects[id_] for id_ in sheet.projects]
    assert [project.name for project in listed] == [row[0] for row in PROJECTS]
    settled = [_project_year(project).settlement for project in listed]
    assert sum(amount for amount in settled if isinstance(amount, Decimal)) == Decimal(65066)
    assert sheet.measures == ("chiiki-community", "shimin-katsudo")
    assert [year.id for year in sheet.indicators] == ["kanshindo", "kyoryoku-iko", "tsunagari"]
    assert [(came.id, len(came.items)) for came in sheet.approaches] == [
        ("kyogikai-katsudo", 3),
        ("gyosei-taisei", 5),
        ("kankyo-zukuri", 5),
        ("jichi-katsudo", 5),
    ]


# The printed figures.


def _percentage(part: object, whole: object, places: int) -> str:
    assert isinstance(part, Decimal | int)
    assert isinstance(whole, Decimal | int)
    quotient = Decimal(part) * 100 / Decimal(whole)
    return str(quotient.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def _printed_and_computed(records: Records) -> Iterator[tuple[str, str]]:
    decimals = records.municipality.decimals
    policy, sheet = _policy(records, 1), _sheet(records)
    for indicator in policy.indicators:
        year = _indicator_year(sheet.indicators, indicator)
        computed = _percentage(year.actual, indicator.target, decimals.policy_rate)
        yield str(_printed_rate(year)), computed
    for project in records.projects:
        if _is_of_this_sheet(project):
            (year,) = _project_year(project).indicators
            computed = _percentage(year.actual, year.target, decimals.project_rate)
            yield str(_printed_rate(year)), computed
    survey = next(survey for survey in records.surveys if survey.document == DOCUMENT)
    for result in survey.results:
        assert result.printed is not None
        computed = _percentage(result.count, survey.respondents, decimals.share)
        yield str(result.printed.share), computed


def test_every_printed_figure_reproduces(records: Records) -> None:
    """3 + 6 rates and 2 shares, rounded half up, with the decimals of their tables."""
    figures = list(_printed_and_computed(records))
    assert [printed for printed, computed in figures if printed != computed] == []
    assert len(figures) == 3 + 6 + 2


# What is not certain.


def test_uncertain_values(records: Records) -> None:
    """What was placed with a certainty under 90 % says so, and points at a text that is there."""
    sheet = _sheet(records)
    assert {uncertain.place: uncertain.certainty for uncertain in sheet.uncertain} == {
        "years/2015/goal": 85,
        "years/2016/goal": 85,
        "years/2017/goal": 85,
        "self_evaluation/text": 85,
        "council_evaluation/text": 85,
    }
    for uncertain in sheet.uncertain:
        (text,) = _values_at(sheet, uncertain.place.split("/"))
        assert isinstance(text, str)
