"""What was published and corrected, newest first, as an Atom feed (RFC 4287).

From the records alone, so that the same records make the same feed. A sheet has the day its
document was published; where that is not recorded, the last day on which it was evaluated; a sheet
of neither is left out. A correction has its own day.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from generator.addresses import corrected_path, url_of
from generator.evaluation import CorrectedValue, Evaluation
from generator.language import Language
from generator.model import EVALUATIONS, Document, MeasureSheet, Sheet
from generator.pages import Page

LONGEST = 100
"""Entries of the feed."""
_ATOM = "http://www.w3.org/2005/Atom"
_JAPAN = datetime.timezone(datetime.timedelta(hours=9))
_NOT_IN_XML = {code: None for code in (*range(32), 0xFFFE, 0xFFFF) if code not in {9, 10, 13}}


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that was published or corrected."""

    id: str
    """From the municipality's code and the page's path: it stays, wherever the site lies."""
    url: str
    """From the site's root."""
    title: str
    summary: str
    date: datetime.date


def entries(evaluation: Evaluation, pages: tuple[Page, ...], language: Language) -> list[Entry]:
    """What there is to tell, newest first, at most `LONGEST`."""
    described = {page.path: page for page in pages}
    found = [*_corrections(evaluation, language), *_sheets(evaluation, described)]
    return sorted(found, key=lambda entry: entry.date, reverse=True)[:LONGEST]


def _id(evaluation: Evaluation, url: str) -> str:
    return f"urn:hyoka:{evaluation.municipality.code}:{url}"


def _sheets(evaluation: Evaluation, pages: dict[str, Page]) -> Iterator[Entry]:
    sheets = [year.sheet for policy in evaluation.policies for year in policy.sheets]
    of_measures = [year.sheet for measure in evaluation.measures for year in measure.sheets]
    for sheet in filter(None, (*sheets, *of_measures)):
        assert isinstance(sheet, Sheet | MeasureSheet)  # noqa: S101 - for the type checker
        page = pages.get(corrected_path(sheet))
        date = _date(sheet, evaluation.documents[sheet.document])
        if page and date:
            identifier = _id(evaluation, page.url)
            yield Entry(identifier, page.url, page.unique_title, page.summary.description, date)


def _date(sheet: Sheet | MeasureSheet, document: Document) -> datetime.date | None:
    if document.published:
        return document.published
    evaluated = (getattr(sheet, name) for name in EVALUATIONS)
    return max((one.date for one in evaluated if one and one.date), default=None)


def _corrections(evaluation: Evaluation, language: Language) -> Iterator[Entry]:
    for value in evaluation.corrections:
        correction = value.correction
        url = url_of(corrected_path(value.record))
        yield Entry(
            _id(evaluation, f"{url}:{correction.date}:{correction.place}"),
            f"{url}#corrections",
            language.word(
                "feed.correction", name=language.corrected_record(value), place=language.way(value)
            ),
            _change(value, language),
            correction.date,
        )


def _change(value: CorrectedValue, language: Language) -> str:
    return language.word(
        "feed.change",
        before=language.recorded(value.correction.before, value.unit),
        after=language.recorded(value.after, value.unit),
        reason=value.correction.reason,
    )


def atom(evaluation: Evaluation, found: list[Entry], language: Language, root: str) -> bytes:
    """The feed of `found`, which is not empty; `root`: the site's address, with its final `/`."""
    municipality = evaluation.municipality
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language.code})
    _tell(feed, "id", _id(evaluation, ""))
    _tell(feed, "title", language.word("feed.title", name=municipality.name))
    _tell(feed, "updated", _moment(found[0].date))
    _tell(ET.SubElement(feed, "author"), "name", municipality.publisher.name)
    ET.SubElement(feed, "link", {"rel": "self", "href": f"{root}feed.xml"})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": root})
    for entry in found:
        element = ET.SubElement(feed, "entry")
        _tell(element, "id", entry.id)
        _tell(element, "title", entry.title)
        _tell(element, "updated", _moment(entry.date))
        ET.SubElement(element, "link", {"rel": "alternate", "href": f"{root}{entry.url}"})
        _tell(element, "summary", entry.summary)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, "utf-8", xml_declaration=True)
    return written + b"\n"


def _tell(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text.translate(_NOT_IN_XML)


def _moment(date: datetime.date) -> str:
    """The beginning of a day in Japan."""
    return datetime.datetime.combine(date, datetime.time(), _JAPAN).isoformat()
