"""What was published and corrected, newest first, as an Atom feed (RFC 4287).

The same records with the same history make the same feed. A sheet was published on the day that its
document records; where that is not recorded, on the day on which its file appeared in the history;
where no history is known of it, on the last day on which it was evaluated; a sheet of none of these
is left out. It was updated (RFC 4287, 4.2.15: in a way that the publisher considers significant) on
the last of the days on which it was published, appeared here, or had a value corrected: not when
its file was only laid out anew. A correction was published and updated on its own day, and so was a
response to a recommendation; a recommendation on the day on which it was made. What changed from a
year to the next was published on the last day that a document of the later year records.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from urllib.parse import quote
from xml.etree import ElementTree as ET

from hyoka.evaluation import CorrectedValue, EvaluatedSite, subjects_of
from hyoka.evaluation.lineage import Node
from hyoka.history.git_log import Revision, Revisions
from hyoka.model import (
    Correction,
    Document,
    MeasureSheet,
    Policy,
    Project,
    Recommendation,
    Record,
    Response,
    Sheet,
    evaluations_of,
)
from hyoka.pages.rendering import Page
from hyoka.pages.topics import by_topic, nodes_of
from hyoka.units import JAPAN
from hyoka.urls import (
    FEED,
    corrected_path,
    feed_path,
    recommendation_path,
    url_of,
    year_changes_path,
    year_path,
)
from hyoka.wording import Language

MAX_LENGTH = 100
"""Entries of the feed."""
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = dict.fromkeys({*range(32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF} - {9, 10, 13})


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """Something that was published or corrected."""

    id: str
    """From the municipality's code and the page's path: it stays, wherever the site lies."""
    url: str
    """From the site's root."""
    title: str
    make_summary: Callable[[], str] = field(repr=False, compare=False)
    """Makes its `summary`: whether there is anything to tell is asked more often."""
    published: datetime.date
    updated: datetime.date
    """Not before it was published."""
    subjects: frozenset[Node] = frozenset()
    """What it is about: policies, chapters and measures, projects; none: the whole."""

    @property
    def summary(self) -> str:
        """What was published, or how it was corrected."""
        return self.make_summary()


def entries(
    evaluation: EvaluatedSite, pages: tuple[Page, ...], revisions: Revisions, language: Language
) -> list[FeedEntry]:
    """All there is to tell, newest first; a feed has the first `MAX_LENGTH`."""
    described = {page.path: page for page in pages}
    found = [
        *_corrections(evaluation, language),
        *_sheets(evaluation, described, revisions),
        *_recommendations(evaluation, described, revisions, language),
        *_year_changes(evaluation, described, language),
    ]
    found.sort(key=lambda entry: (entry.updated, entry.published), reverse=True)
    return found


def _id(evaluation: EvaluatedSite, url: str) -> str:
    return f"urn:hyoka:{evaluation.municipality.code}:{url}"


def _sheets(
    evaluation: EvaluatedSite, pages: dict[str, Page], revisions: Revisions
) -> Iterator[FeedEntry]:
    sheets = [year.sheet for policy in evaluation.policies for year in policy.sheets]
    of_measures = [year.sheet for measure in evaluation.measures for year in measure.sheets]
    corrected = _last_corrected(evaluation)
    for sheet in filter(None, (*sheets, *of_measures)):
        assert isinstance(sheet, Sheet | MeasureSheet)  # noqa: S101 - for the type checker
        path = corrected_path(sheet)
        if (page := pages.get(path)) is None:
            continue
        revision = revisions.of(page.record)
        if published := _published(sheet, evaluation.documents[sheet.document], revision):
            title, told = page.unique_title, partial(_description, page)
            days = (published, revision.first if revision else None, corrected.get(path))
            updated = max(day for day in days if day)
            identifier = _id(evaluation, page.url)
            yield FeedEntry(
                identifier, page.url, title, told, published, updated, _subjects(sheet, evaluation)
            )


def _subjects(record: Record, evaluation: EvaluatedSite) -> frozenset[Node]:
    """Of which policy, chapter or measure, or project a record tells."""
    match record:
        case Sheet():
            return nodes_of([evaluation.policies_by_id[record.policy].policy])
        case MeasureSheet():
            return nodes_of([evaluation.parts[record.plan, record.measure]])
        case Policy() | Project():
            return nodes_of([record])
        case Recommendation():
            return nodes_of(subjects_of(record, evaluation))
    return frozenset()


def _description(page: Page) -> str:
    return page.summary.description


def _published(
    sheet: Sheet | MeasureSheet, document: Document, revision: Revision | None
) -> datetime.date | None:
    if document.published:
        return document.published
    if revision and revision.first:
        return revision.first
    evaluated = (placed.evaluation.date for placed in evaluations_of(sheet))
    return max(filter(None, evaluated), default=None)


def _last_corrected(evaluation: EvaluatedSite) -> dict[str, datetime.date]:
    """The day of the last correction of each page that has any."""
    oldest_first = reversed(evaluation.corrections)
    return {corrected_path(value.record): value.correction.date for value in oldest_first}


def _corrections(evaluation: EvaluatedSite, language: Language) -> Iterator[FeedEntry]:
    alike = Counter[str]()
    for value in evaluation.corrections:
        url = url_of(corrected_path(value.record))
        identifier = _id(evaluation, f"{url}:{_name(value.correction)}")
        alike[identifier] += 1
        date = value.correction.date
        yield FeedEntry(
            identifier if alike[identifier] == 1 else f"{identifier}:{alike[identifier]}",
            f"{url}#corrections",
            language.word(
                "feed.correction",
                name=language.corrected_record(value),
                place=language.corrected_value_path(value),
            ),
            partial(_change, value, language),
            published=date,
            updated=date,
            subjects=_subjects(value.record, evaluation),
        )


def _recommendations(
    evaluation: EvaluatedSite, pages: dict[str, Page], revisions: Revisions, language: Language
) -> Iterator[FeedEntry]:
    """What was recommended, and each response to it."""
    corrected = _last_corrected(evaluation)
    for told in (it.recommendation for it in evaluation.recommendations):
        path = recommendation_path(told)
        if (page := pages.get(path)) is None:
            continue
        revision = revisions.of(page.record)
        days = (told.date, revision.first if revision else None, corrected.get(path))
        title = language.word("feed.recommendation", title=told.title, name=told.by.name)
        yield FeedEntry(
            _id(evaluation, page.url),
            page.url,
            title,
            partial(_one_line, told.text),
            told.date,
            max(day for day in days if day),
            _subjects(told, evaluation),
        )
        yield from (_response(evaluation, told, one, language) for one in told.responses)


def _response(
    evaluation: EvaluatedSite, told: Recommendation, response: Response, language: Language
) -> FeedEntry:
    url = url_of(recommendation_path(told))
    status = language.word(f"response_statuses.{response.status}")
    return FeedEntry(
        _id(evaluation, f"{url}:{response.date}"),
        f"{url}#response-{response.date}",
        language.word("feed.response", title=told.title, status=status),
        partial(_one_line, response.text),
        published=response.date,
        updated=response.date,
        subjects=_subjects(told, evaluation),
    )


def _year_changes(
    evaluation: EvaluatedSite, pages: dict[str, Page], language: Language
) -> Iterator[FeedEntry]:
    """What changed from a year to the next, on the last day on which the later was published."""
    for year in evaluation.years:
        page = pages.get(year_changes_path(year.fiscal_year))
        documents = pages[year_path(year.fiscal_year)].find_documents() if page else ()
        days = [document.published for document in documents if document.published]
        if page and days:
            told, last = partial(_description, page), year.fiscal_year.plus(-1)
            title = language.word(
                "feed.year_changes",
                last=language.year(last),
                year=language.year(year.fiscal_year),
            )
            identifier = _id(evaluation, page.url)
            yield FeedEntry(identifier, page.url, title, told, max(days), max(days))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _name(correction: Correction) -> str:
    """What tells a correction from the others of its record, in whatever order they are written.

    A place may be corrected twice in a day: what stood there before tells the two apart.
    """
    before = sha256(str(correction.before).encode()).hexdigest()
    return f"{correction.date}:{quote(correction.place)}:{before[:8]}"


def _change(value: CorrectedValue, language: Language) -> str:
    return language.word(
        "feed.change",
        before=language.recorded(value.correction.before, value.unit),
        after=language.recorded(value.after, value.unit),
        reason=value.correction.reason,
    )


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of its own: of all, or of one policy, division or tag."""

    path: str
    """Where it lies, from the site's root."""
    page: str
    """The path of the page of which it is the feed."""
    title: str
    entries: list[FeedEntry]
    """Not none."""


def feeds_of(
    evaluation: EvaluatedSite, found: Sequence[FeedEntry], language: Language
) -> Iterator[Feed]:
    """The feed of all, then those of each policy, division and tag of which there is an entry."""
    if found:
        name = evaluation.municipality.name
        title = language.word("feed.title", name=name)
        yield Feed(FEED, "index.md", title, [*found[:MAX_LENGTH]])
        for topic, about in by_topic(evaluation, found):
            titled = language.word("feed.title_of", name=name, topic=topic.name)
            yield Feed(feed_path(topic.page), topic.page, titled, about[:MAX_LENGTH])


def atom(evaluation: EvaluatedSite, told: Feed, language: Language, root: str) -> bytes:
    """A feed as a file; `root`: the site's address, with its final `/`."""
    municipality, page = evaluation.municipality, url_of(told.page)
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language.code})
    _tell(feed, "id", _id(evaluation, page))
    _tell(feed, "title", told.title)
    _tell(feed, "updated", _moment(told.entries[0].updated))
    _tell(ET.SubElement(feed, "author"), "name", municipality.publisher.name)
    ET.SubElement(feed, "link", {"rel": "self", "href": f"{root}{told.path}"})
    ET.SubElement(feed, "link", {"rel": "alternate", "href": f"{root}{page}"})
    for entry in told.entries:
        element = ET.SubElement(feed, "entry")
        _tell(element, "id", entry.id)
        _tell(element, "title", entry.title)
        _tell(element, "published", _moment(entry.published))
        _tell(element, "updated", _moment(entry.updated))
        ET.SubElement(element, "link", {"rel": "alternate", "href": f"{root}{entry.url}"})
        _tell(element, "summary", entry.summary)
    ET.indent(feed)
    written: bytes = ET.tostring(feed, "utf-8", xml_declaration=True)
    return written + b"\n"


def _tell(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = text.translate(_NOT_IN_XML)


def _moment(date: datetime.date) -> str:
    """The beginning of a day in Japan."""
    return datetime.datetime.combine(date, datetime.time(), JAPAN).isoformat()
