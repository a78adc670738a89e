"""The calendar of what appeared and what falls due, by the rules of RFC 5545."""

import datetime
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from hyoka.evaluation import evaluate
from hyoka.model import Period
from hyoka.pages import atom_feed, calendar_file
from hyoka.pages.topics import topics_of
from tests.building import PUBLISHED
from tests.test_atom_feed import JA, NO_HISTORY, town

STAMP = datetime.date(2026, 2, 3)


@cache
def calendars() -> dict[str, calendar_file.Calendar]:
    found = atom_feed.entries(town().evaluation, town().pages, NO_HISTORY, JA)
    made = calendar_file.calendars_of(town().evaluation, found, JA)
    return {one.path: one for one in made}


def lines_of(made: bytes) -> list[tuple[str, str]]:
    """The names and values of a calendar's lines, unfolded; each as the standard says."""
    assert made.endswith(b"\r\n")
    folded = made.removesuffix(b"\r\n").split(b"\r\n")
    assert all(0 < len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in folded)
    for line in folded:
        line.decode()  # no sign is torn
    whole = made.decode().removesuffix("\r\n").replace("\r\n ", "").split("\r\n")
    return [(name, value) for name, _, value in (line.partition(":") for line in whole)]


def events_of(made: bytes) -> list[dict[str, str]]:
    """The properties of each event; every calendar and event is opened and closed once."""
    lines = lines_of(made)
    assert (lines[0], lines[-1]) == (("BEGIN", "VCALENDAR"), ("END", "VCALENDAR"))
    assert {("VERSION", "2.0"), ("PRODID", "-//hyoka//hyoka//JA")} < set(lines)
    events: list[dict[str, str]] = []
    is_open = False
    for line in lines[1:-1]:
        if line[1] == "VEVENT":
            assert is_open is (line[0] == "END")
            is_open = not is_open
            events += [{}] if is_open else []
        elif is_open:
            assert line[0] not in events[-1]
            events[-1][line[0]] = line[1]
    assert not is_open
    return events


def test_every_calendar_is_as_the_standard_says() -> None:
    assert len(calendars()) > 3
    for one in calendars().values():
        events = events_of(calendar_file.written(one, PUBLISHED, STAMP))
        assert len(events) == len(one.events)
        assert len({event["UID"] for event in events}) == len(events)
        for event in events:
            assert event["DTSTAMP"] == "20260202T150000Z"
            assert re.fullmatch(r"\d{8}", event["DTSTART;VALUE=DATE"])
            assert event["URL"].startswith(PUBLISHED)


def test_what_falls_due_is_what_the_records_date() -> None:
    told = {one.title: one.day for one in calendars()["calendar.ics"].events}
    plan = town().evaluation.plans[0].plan
    assert told[f"計画期間の最後の日：{plan.name}"] == datetime.date(plan.last_year.year + 1, 3, 31)
    due = [title for title in told if title.startswith("目標の年度の最後の日：")]
    assert due
    counts = [int(found[1]) for title in due if (found := re.search(r"（(\d+)指標）$", title))]
    assert len(counts) == len(due)


def test_each_target_of_a_plan_falls_due_whatever_it_is() -> None:
    site, told = town().evaluation, Counter[datetime.date]()
    kinds = set()
    for it in (one.indicator for one in site.indicators):
        numbers = [it.target, *(group.target for group in it.groups)]
        known = any(isinstance(value, Decimal) for value in numbers)
        found = (known, bool(it.range), bool(it.target_words or it.target_rule))
        if it.target_year is not None and any(found):
            kinds.add(found)
            ends = (it.target_year.year, 12, 31), (it.target_year.year + 1, 3, 31)
            told[datetime.date(*ends[it.period is not Period.CALENDAR_YEAR])] += 1
    assert len(kinds) > 1
    made = Counter[datetime.date]()
    for one in calendars()["calendar.ics"].events:
        if found_count := re.search(r"^目標の年度の最後の日：.*（(\d+)指標）$", one.title):
            made[one.day] += int(found_count[1])
    assert made == told


def test_what_falls_due_is_told_before_any_figure_is_made() -> None:
    # While the site is shown, each save asks what falls due; a page makes its figures when asked.
    site = evaluate(town().records)
    assert [*calendar_file.calendars_of(site, [], JA)]
    assert site.projects
    assert not [it for it in site.projects if {"indicators", "years"} & vars(it).keys()]


def test_what_appeared_is_what_the_feed_tells() -> None:
    found = atom_feed.entries(town().evaluation, town().pages, NO_HISTORY, JA)
    told = {(one.uid, one.day) for one in calendars()["calendar.ics"].events}
    assert {(entry.id, entry.published) for entry in found} < told


def test_each_policy_division_and_tag_has_its_own_alone() -> None:
    found = atom_feed.entries(town().evaluation, town().pages, NO_HISTORY, JA)
    feeds = {feed.page: feed for feed in atom_feed.feeds_of(town().evaluation, found, JA)}
    of_page = {one.page: one for one in calendars().values()}
    kinds = {page.split("/")[0] for page in feeds}
    assert {"index.md", "policies", "divisions", "tags"} <= kinds
    for topic in topics_of(town().evaluation):
        about = [entry for entry in found if entry.subjects & topic.subjects]
        assert (topic.page in feeds) == bool(about)
        if about:
            assert feeds[topic.page].entries == about[: atom_feed.MAX_LENGTH]
            assert {it.id for it in about} <= {it.uid for it in of_page[topic.page].events}
            assert all(it.subjects & topic.subjects for it in of_page[topic.page].events)


def test_a_hostile_title_stays_a_title() -> None:
    title = "a\r\nEND:VCALENDAR\nBEGIN:VEVENT;,\\\x00" + "長" * 60
    event = calendar_file.Event("urn:x", STAMP, title, "x/")
    one = calendar_file.Calendar("calendar.ics", "index.md", title, [event])
    (told,) = events_of(calendar_file.written(one, PUBLISHED, None))
    assert told["SUMMARY"] == "a\\nEND:VCALENDAR\\nBEGIN:VEVENT\\;\\,\\\\" + "長" * 60


@pytest.mark.parametrize("name", ["calendar.ics", "feeds/policies/tsunagari.ics"])
def test_a_published_page_leads_to_its_calendar_and_feed(published_site: Path, name: str) -> None:
    events_of((published_site / name).read_bytes())
    page = "about" if name == "calendar.ics" else "policies/tsunagari"
    html = (published_site / page / "index.html").read_text(encoding="utf-8")
    feed = "feed.xml" if name == "calendar.ics" else "feeds/policies/tsunagari.xml"
    assert (published_site / feed).is_file()
    assert re.search(rf'<a href="[./]*{name}" type="text/calendar">', html)
    assert re.search(rf'<link rel="alternate" type="application/atom\+xml"[^>]*/{feed}"', html)
