"""The Atom feed of what was published and corrected."""

import datetime
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.evaluation import EvaluatedSite
from hyoka.history.git_log import Revision, Revisions, Unknown
from hyoka.pages import atom_feed
from hyoka.wording import load_language
from tests.building import PUBLISHED, ROOT, TOWN, made_of
from tests.git_histories import CAME, TOUCHED_ON
from tools.xmllint import find_xmllint

ATOM = "{http://www.w3.org/2005/Atom}"
JA = load_language("ja")
NO_HISTORY = Revisions(Unknown.NO_GIT)
DAY = datetime.date(2024, 4, 1)


@cache
def town() -> site.Site:
    return made_of(TOWN)


def entries(revisions: Revisions = NO_HISTORY) -> list[atom_feed.FeedEntry]:
    return atom_feed.entries(town().evaluation, town().pages, revisions, JA)


def whole(
    found: Sequence[atom_feed.FeedEntry], evaluation: EvaluatedSite | None = None
) -> atom_feed.Feed:
    """The feed of all."""
    return next(atom_feed.feeds_of(evaluation or town().evaluation, found, JA))


def written(
    found: Sequence[atom_feed.FeedEntry], evaluation: EvaluatedSite | None = None
) -> ET.Element:
    """The feed of `found`, which xmllint finds to be Atom."""
    site_of = evaluation or town().evaluation
    made = atom_feed.atom(site_of, whole(found, site_of), JA, PUBLISHED)
    assert_is_atom(made)
    return ET.fromstring(made)  # noqa: S314 - made right here


def assert_is_atom(made: bytes) -> None:
    """Without an xmllint the tests fail: skipped tests would look like passed ones."""
    xmllint = find_xmllint()
    if xmllint is None:
        pytest.fail("no xmllint was found; `make test` installs one", pytrace=False)
    schema = ROOT / "tests/feed.rng"
    done = subprocess.run(
        [xmllint, "--noout", "--nonet", "--relaxng", schema, "-"],
        input=made,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.fixture(params=["no history", "one day"])
def history(request: pytest.FixtureRequest) -> Revisions:
    return NO_HISTORY if request.param == "no history" else lives(CAME)


def lives(first: str, last: str = TOUCHED_ON) -> Revisions:
    """A history in which every sheet appeared and changed on the same days."""
    revision = Revision(
        datetime.date.fromisoformat(first), datetime.date.fromisoformat(last), "0" * 40
    )
    return Revisions(None, {page.record: revision for page in town().pages if page.sheet})


def test_the_published_feed_is_atom(published_site: Path) -> None:
    made = (published_site / "feed.xml").read_bytes()
    assert_is_atom(made)
    root = ET.fromstring(made)  # noqa: S314 - our own file
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "架空市 わたぐも課"
    own = root.find(f"{ATOM}link[@rel='self']")
    assert own is not None
    assert own.get("href") == f"{PUBLISHED}feed.xml"
    # As in the history, and no day of the build.
    assert root.findtext(f"{ATOM}updated") == f"{CAME}T00:00:00+09:00"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<id>", "<id>x"),
        ("+09:00", ""),
        ("updated>", "changed>"),
        ("<summary>", "<summary><b/>"),
        ("href", "hreflang"),
        ("</feed>", ""),
    ],
)
def test_what_is_not_atom_is_found(right: str, wrong: str) -> None:
    made = atom_feed.atom(town().evaluation, whole(entries()), JA, PUBLISHED).decode()
    assert_is_atom(made.encode())
    with pytest.raises(AssertionError, match="error"):
        assert_is_atom(made.replace(right, wrong).encode())


def test_every_entry_leads_to_a_page(published_site: Path) -> None:
    root = ET.parse(published_site / "feed.xml").getroot()  # noqa: S314 - our own file
    for link in root.findall(f"{ATOM}entry/{ATOM}link"):
        path, _, fragment = str(link.get("href")).removeprefix(PUBLISHED).partition("#")
        text = (published_site / path / "index.html").read_text(encoding="utf-8")
        assert not fragment or f'id="{fragment}"' in text


def test_what_changed_to_a_year_is_told_on_the_last_day_of_its_documents() -> None:
    (told,) = [one for one in entries() if one.url == "years/2023/changes/"]
    assert told.title == "令和4年度（2022年度）から変わったこと：令和5年度（2023年度）の政策評価"
    assert told.published == told.updated == datetime.date(2024, 10, 1)
    assert told.id == "urn:hyoka:999999:years/2023/changes/"
    assert "両年度を比べられるものだけ" in told.summary


def test_newest_first_and_each_thing_once(history: Revisions) -> None:
    found = entries(history)
    assert [entry.updated for entry in found] == sorted((e.updated for e in found), reverse=True)
    assert all(entry.published <= entry.updated for entry in found)
    assert len({entry.id for entry in found}) == len(found)
    assert all(entry.id.startswith("urn:hyoka:999999:") and entry.id.isascii() for entry in found)
    assert written(found).findtext(f"{ATOM}updated") == f"{found[0].updated}T00:00:00+09:00"


def test_a_sheet_was_published_with_its_document_else_when_it_came(history: Revisions) -> None:
    days = {entry.url: entry.published for entry in entries(history)}
    made = town().evaluation
    ways = set()
    for year in (year for policy in made.policies for year in policy.sheets):
        assert year.sheet
        published = made.documents[year.sheet.document].published
        told = [year.sheet.self_evaluation, year.sheet.council_evaluation]
        told.append(year.sheet.external_evaluation)
        evaluated = max((one.date for one in told if one and one.date), default=None)
        came = datetime.date.fromisoformat(CAME) if history.by_path else evaluated
        assert days.get(f"policies/{year.policy.id}/{year.fiscal_year}/") == (published or came)
        ways.add((published is not None, evaluated is not None))
    assert {(True, True), (False, True)} <= ways  # the town has both


def test_a_sheet_was_updated_when_it_came_or_was_corrected() -> None:
    url = "plans/komorebi-2/hiroba/2024/"  # published 2025-08-29, corrected 2025-10-08

    def updated(history: Revisions) -> str:
        return next(str(entry.updated) for entry in entries(history) if entry.url == url)

    assert updated(NO_HISTORY) == "2025-10-08"
    assert updated(lives("2025-09-01")) == "2025-10-08"
    assert updated(lives("2025-12-01", "2026-02-03")) == "2025-12-01"


def test_a_correction_tells_before_and_after_with_units() -> None:
    (entry,) = (e for e in entries() if ":2025-10-08:indicators/manzoku/actual:" in e.id)
    assert entry.url == "plans/komorebi-2/hiroba/2024/#corrections"
    assert entry.summary == "訂正前：未集計 → 訂正後：68.4％。理由：調査の集計が終わった。"
    assert entry.published == entry.updated == datetime.date(2025, 10, 8)


def test_two_corrections_of_a_place_on_a_day_are_two_entries(tmp_path: Path) -> None:
    def corrected(*before: int) -> list[tuple[str, str]]:
        """What the entries of one place tell, and their ids; the record has them in this order."""
        content = shutil.copytree(TOWN, tmp_path / "-".join(map(str, before)))
        file = content / "projects/kawabe-hiroba.yml"
        text = file.read_text(encoding="utf-8")
        (one,) = re.findall(r"  - date: 2024-11-05\n(?:    .*\n)+", text)
        several = "".join(one.replace("1240", str(number)) for number in before)
        file.write_text(text.replace(one, several), encoding="utf-8")
        made = site.build(read_folder(content), files=False)
        found = atom_feed.entries(made.evaluation, made.pages, NO_HISTORY, JA)
        written(found)
        return sorted((e.summary, e.id) for e in found if ":years/2023/settlement:" in e.id)

    alone, two = corrected(1240), corrected(1240, 1250)
    assert len({identifier for _, identifier in two}) == 2
    assert corrected(1250, 1240) == two
    assert set(alone) < set(two)
    # There and back in one day, one value twice: still no two entries of one id.
    there_and_back = corrected(1240, 1250, 1240)
    assert len({identifier for _, identifier in there_and_back}) == 3
    assert set(two) < set(there_and_back)


def test_hostile_text_stays_text() -> None:
    one = atom_feed.FeedEntry(
        "urn:hyoka:999999:x/", "x/", "<b>&\x0b\ud800\uffff", lambda: "]]>", DAY, DAY
    )
    entry = written([one]).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "<b>&"
    assert entry.findtext(f"{ATOM}summary") == "]]>"
    assert entry.findtext(f"{ATOM}published") == "2024-04-01T00:00:00+09:00"


def test_the_feed_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 3 < len(whole(entries()).entries) <= atom_feed.MAX_LENGTH
    newest = entries()[:3]
    monkeypatch.setattr(atom_feed, "MAX_LENGTH", 3)
    feeds = list(atom_feed.feeds_of(town().evaluation, entries(), JA))
    assert feeds[0].entries == newest
    assert all(0 < len(feed.entries) <= 3 for feed in feeds)


def test_each_feed_of_its_own_is_atom_and_has_an_id_of_its_own() -> None:
    feeds = list(atom_feed.feeds_of(town().evaluation, entries(), JA))
    made = [atom_feed.atom(town().evaluation, feed, JA, PUBLISHED) for feed in feeds]
    for one in made:
        assert_is_atom(one)
    ids = [ET.fromstring(one).findtext(f"{ATOM}id") for one in made]  # noqa: S314 - ours
    assert len(set(ids)) == len(ids) > 3
