"""What appeared and what falls due, as a calendar (iCalendar, RFC 5545).

What appeared are the entries of the feed, each on the day on which it was published. What falls due
is what the records date: the last day of a plan, of the year of a target, of the municipality's own
deadline for accessibility. A day before which a record is held back stands nowhere. The same
records with the same history make the same calendar: an event says as its stamp the day of the
newest entry of the feed, not that of the build.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hyoka.evaluation import EvaluatedSite, LineageItem, is_given_by_group
from hyoka.evaluation.lineage import Node, items_of
from hyoka.evaluation.recommendation import fiscal_year_of
from hyoka.model import Indicator, Period, name_in
from hyoka.pages.atom_feed import FeedEntry
from hyoka.pages.topics import by_topic, nodes_of
from hyoka.units import JAPAN, FiscalYear, Missing
from hyoka.urls import CALENDAR, feed_path, owner_path, plan_path, url_of
from hyoka.wording import Language

_OCTETS = 75
"""So long a line is at most (RFC 5545, 3.1)."""
_BESIDE = dict.fromkeys({*range(32), 127} - {10})


@dataclass(frozen=True, slots=True)
class Event:
    """A day on which something appeared or falls due."""

    uid: str
    """It stays, wherever the site lies."""
    day: datetime.date
    title: str
    url: str
    """From the site's root."""
    subjects: frozenset[Node] = frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar: of all, or of one policy, division or tag."""

    path: str
    page: str
    """The path of the page of which it is the calendar."""
    title: str
    events: list[Event]
    """Not none; the oldest first."""


def calendars_of(
    site: EvaluatedSite, found: Iterable[FeedEntry], language: Language
) -> Iterator[Calendar]:
    """The calendar of all, then those of each policy, division and tag with an event."""
    appeared = [Event(one.id, one.published, one.title, one.url, one.subjects) for one in found]
    every = sorted([*appeared, *_due(site, language)], key=lambda one: (one.day, one.uid))
    name = site.municipality.name
    if every:
        title = language.word("calendar.title", name=name)
        yield Calendar(CALENDAR, "index.md", title, every)
        for topic, about in by_topic(site, every):
            titled = language.word("calendar.title_of", name=name, topic=topic.name)
            yield Calendar(feed_path(topic.page, "ics"), topic.page, titled, about)


def _due(site: EvaluatedSite, language: Language) -> Iterator[Event]:
    prefix = f"urn:hyoka:{site.municipality.code}:due"
    for planned in site.plans:
        plan, url = planned.plan, url_of(plan_path(planned.plan))
        title = language.word("calendar.plan", name=plan.name)
        yield Event(f"{prefix}:{url}", plan.last_year.last_day, title, url)
    for (_, day), items in _targets(site).items():
        owner = items[0].owner
        url = url_of(owner_path(owner))
        title = language.word(
            "calendar.target",
            name=name_in(owner, fiscal_year_of(day)),
            count=language.number(len(items)),
        )
        yield Event(f"{prefix}:{url}:{day}", day, title, url, nodes_of([owner]))
    accessibility = site.municipality.accessibility
    stated = accessibility.policy if accessibility else None
    if stated and stated.deadline:
        url = url_of("about/accessibility.md")
        yield Event(
            f"{prefix}:{url}", stated.deadline, language.word("calendar.accessibility"), url
        )


def _targets(site: EvaluatedSite) -> Mapping[tuple[Node, datetime.date], list[LineageItem]]:
    """The indicators by whose they are and by the last day of the year of their target."""
    found: dict[tuple[Node, datetime.date], list[LineageItem]] = defaultdict(list)
    # As they are recorded: to evaluate them would make each save wait for all figures.
    for it in items_of(site.owners):
        if it.indicator and it.indicator.target_year and _has_target(it.indicator):
            found[it.owner_node, _last_day(it.indicator, it.indicator.target_year)].append(it)
    return found


def _last_day(indicator: Indicator, year: FiscalYear) -> datetime.date:
    """Of a year of an indicator."""
    is_calendar_year = indicator.period is Period.CALENDAR_YEAR
    return datetime.date(year.year, 12, 31) if is_calendar_year else year.last_day


def _has_target(indicator: Indicator) -> bool:
    """Whether the plan has one: a number, a range, words, or targets of groups alone."""
    if isinstance(indicator.target, Decimal) or is_given_by_group(indicator, "target"):
        return True
    words = indicator.target_words if indicator.target is not Missing.NOT_STATED else None
    return any((indicator.range, indicator.target_rule, words))


def written(calendar: Calendar, root: str, stamp: datetime.date | None) -> bytes:
    """A calendar as a file; `root`: the site's address, with its final `/`.

    `stamp`: the day since which it is as it is; without one, each event's own.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//hyoka//hyoka//JA",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(calendar.title)}",
        f"X-WR-CALNAME:{_text(calendar.title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for event in calendar.events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(event.uid)}",
            f"DTSTAMP:{_moment(stamp or event.day)}",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"SUMMARY:{_text(event.title)}",
            f"URL:{root}{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for text in lines for part in _folded(text))


def _text(text: str) -> str:
    """A text as a property has it (RFC 5545, 3.3.11)."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.translate(_BESIDE).replace("\n", "\\n")


def _moment(day: datetime.date) -> str:
    """The beginning of a day in Japan, in UTC."""
    begins = datetime.datetime.combine(day, datetime.time(), JAPAN)
    return begins.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> Iterator[bytes]:
    """A line in parts of no more octets than are allowed; no sign is torn."""
    part, begin = b"", b""
    for sign in line:
        octets = sign.encode(errors="replace")
        if len(begin) + len(part) + len(octets) > _OCTETS:
            yield begin + part
            part, begin = b"", b" "
        part += octets
    yield begin + part
