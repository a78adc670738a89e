"""The Atom feed of what was published and corrected."""

import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from generator import feed, site
from generator.language import load_language
from tests.building import PUBLISHED, TOWN

ATOM = "{http://www.w3.org/2005/Atom}"
JA = load_language("ja")


def entries() -> list[feed.Entry]:
    made = site.build(TOWN)
    return feed.entries(made.evaluation, made.pages, JA)


def test_the_feed_is_atom(published_site: Path) -> None:
    root = ET.parse(published_site / "feed.xml").getroot()  # noqa: S314 - our own file
    assert root.tag == f"{ATOM}feed"
    for holder in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (element,) = holder.findall(f"{ATOM}{name}")
            assert element.text
            if name == "updated":
                assert datetime.datetime.fromisoformat(element.text).tzinfo
        assert holder.find(f"{ATOM}link[@rel='alternate']") is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "架空市 わたぐも課"
    own = root.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == f"{PUBLISHED}feed.xml"


def test_every_entry_leads_to_a_page(published_site: Path) -> None:
    root = ET.parse(published_site / "feed.xml").getroot()  # noqa: S314 - our own file
    for link in root.findall(f"{ATOM}entry/{ATOM}link"):
        path, _, fragment = str(link.get("href")).removeprefix(PUBLISHED).partition("#")
        text = (published_site / path / "index.html").read_text(encoding="utf-8")
        assert not fragment or f'id="{fragment}"' in text


def test_newest_first_and_each_thing_once() -> None:
    found = entries()
    assert [entry.date for entry in found] == sorted((e.date for e in found), reverse=True)
    assert len({entry.id for entry in found}) == len(found)
    assert all(entry.id.startswith("urn:hyoka:999999:") and entry.id.isascii() for entry in found)


def test_a_sheet_has_the_day_of_its_document_or_of_its_last_evaluation() -> None:
    dates = {entry.url: entry.date for entry in entries()}
    made = site.build(TOWN).evaluation
    years = [year for policy in made.policies for year in policy.sheets]
    ways = set()
    for year in years:
        assert year.sheet
        published = made.documents[year.sheet.document].published
        written = [year.sheet.self_evaluation, year.sheet.council_evaluation]
        written.append(year.sheet.external_evaluation)
        days = [one.date for one in written if one and one.date]
        expected = published or max(days, default=None)
        assert dates.get(f"policies/{year.policy.id}/{year.fiscal_year}/") == expected
        ways.add((published is not None, expected is not None))
    assert {(True, True), (False, True)} <= ways  # the town has both


def test_a_correction_tells_before_and_after_with_units() -> None:
    (entry,) = (e for e in entries() if e.id.endswith(":2025-10-08:indicators/manzoku/actual"))
    assert entry.url == "plans/komorebi-2/hiroba/2024/#corrections"
    assert entry.summary == "訂正前：未集計 → 訂正後：68.4％。理由：調査の集計が終わった。"


def test_the_feed_has_an_end_and_hostile_text_stays_text() -> None:
    made = site.build(TOWN)
    one = feed.Entry("urn:x", "x/", "<b>&\x0b", "]]>", datetime.date(2024, 4, 1))
    written = feed.atom(made.evaluation, [one], JA, PUBLISHED)
    entry = ET.fromstring(written).find(f"{ATOM}entry")  # noqa: S314 - made right here
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "<b>&"
    assert entry.findtext(f"{ATOM}summary") == "]]>"
    assert entry.findtext(f"{ATOM}updated") == "2024-04-01T00:00:00+09:00"
    assert len(entries()) <= feed.LONGEST
