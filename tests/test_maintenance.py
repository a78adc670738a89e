"""`hyoka weekly`: what is late, which links lead nowhere, and the issue that says so."""

import datetime
import re
import shutil
import socket
from collections.abc import Iterator
from html import unescape
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from hyoka.__main__ import main
from hyoka.content import content_from_memory, read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.maintenance import (
    MARKER,
    DeadLink,
    MaintenanceReport,
    Network,
    OverdueSheet,
    RecordedLink,
    UnansweredRecommendation,
    as_markdown,
    dead_links,
    late_forecasts,
    links_of,
    long_pending,
    overdue_sheets,
    unanswered,
)
from hyoka.static_pages.page_html import PageHtml, render
from hyoka.static_pages.reader import read_static_pages
from hyoka.units import FiscalYear
from hyoka.wording import load_language
from tests.building import REAL, TOWN
from tests.fake_github import ISSUES, OPEN_ISSUES, REPOSITORY, Forge, forge

JA = load_language("ja")
DAY = datetime.date(2026, 4, 1)


def evaluated(content: Path) -> EvaluatedSite:
    return evaluate(read_records(read_folder(content)).records)


def late(found: tuple[OverdueSheet, ...]) -> list[tuple[str, int]]:
    return [(one.url, one.fiscal_year.year) for one in found]


# What is late.


def test_a_policy_without_a_sheet_is_late_a_year_after_the_year_ended() -> None:
    real = evaluated(REAL)
    assert overdue_sheets(real, datetime.date(2020, 3, 31)) == ()
    assert late(overdue_sheets(real, datetime.date(2020, 4, 1))) == [
        ("policies/kodomo/", 2018),
        ("policies/ecotown/", 2018),
        ("policies/brand/", 2018),
    ]


def test_no_sheet_is_asked_for_before_the_first_nor_after_the_plan(tmp_path: Path) -> None:
    content = shutil.copytree(REAL, tmp_path / "content")
    (content / "policies" / "kizuna" / "2018.yml").unlink()
    assert overdue_sheets(evaluated(content), DAY) == ()
    assert {year for _, year in late(overdue_sheets(evaluated(REAL), DAY))} == {2018}


def test_pending_values_are_told_once_their_year_is_long_over(tmp_path: Path) -> None:
    content = shutil.copytree(REAL, tmp_path / "content")
    file = content / "projects" / "jichikai-chonaikai-oen.yml"
    text = file.read_text(encoding="utf-8").replace("settlement: 21573", "settlement: pending")
    file.write_text(text, encoding="utf-8")
    found = evaluated(content)
    assert long_pending(found, JA, datetime.date(2020, 3, 31)) == ()
    (one,) = long_pending(found, JA, datetime.date(2020, 4, 1))
    assert one == OverdueSheet(
        "自治会・町内会応援事業 決算額", FiscalYear(2018), "projects/jichikai-chonaikai-oen/"
    )


def test_every_pending_value_of_the_town_is_found_in_the_end() -> None:
    far = datetime.date(2200, 1, 1)
    found = long_pending(evaluated(TOWN), JA, far)
    assert found
    assert all(one.url and one.name for one in found)


def test_a_forecast_is_told_once_its_year_is_long_over_and_nothing_has_replaced_it(
    tmp_path: Path,
) -> None:
    content = shutil.copytree(TOWN, tmp_path / "content")
    file = content / "projects" / "mimamori.yml"
    text = file.read_text(encoding="utf-8")
    year = int(re.findall(r"fiscal_year: (\d+)", text.split("settlement_forecast:")[0])[-1])
    town = evaluated(content)
    assert late_forecasts(town, JA, datetime.date(2026, 3, 31)) == ()
    (one,) = late_forecasts(town, JA, DAY)
    assert (one.fiscal_year, one.url) == (FiscalYear(2024), "policies/mimori/")
    assert one.name.endswith("実績値")
    file.write_text(text.replace("    settlement: 10925\n", ""), encoding="utf-8")
    (two,) = set(late_forecasts(evaluated(content), JA, datetime.date(year + 2, 4, 1))) - {one}
    assert (two.fiscal_year.year, two.name.split()[-1]) == (year, "決算見込額")


def test_a_recommendation_without_a_response_is_told_after_a_year(tmp_path: Path) -> None:
    content = shutil.copytree(TOWN, tmp_path / "content")
    file = content / "recommendations" / "kyougikai-hiroba.yml"
    text = file.read_text(encoding="utf-8").split("responses:")[0]
    file.write_text(text, encoding="utf-8")
    made = datetime.date.fromisoformat(re.findall(r"date: (\S+)", text)[0])
    town = evaluated(content)
    before, after = (
        made.replace(year=made.year + 1) - datetime.timedelta(1),
        made.replace(year=made.year + 1),
    )
    url = "recommendations/kyougikai-hiroba/"
    assert url not in {one.url for one in unanswered(town, before)}
    assert url in {one.url for one in unanswered(town, after)}


# Links.


class Server(BaseHTTPRequestHandler):
    """Answers by the path: `/404`, `/get` (to GET alone), `/to?…` (leads on)."""

    asked: list[str]

    def _answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        kind, _, to = self.path[1:].partition("?")
        if kind == "circle":
            to = "/circle"
        if to:
            self.send_response(302)
            self.send_header("Location", to)
        elif kind == "get":
            self.send_response(200 if self.command == "GET" else 405)
        else:
            self.send_response(int(kind.split("/")[0]))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = _answer  # noqa: N815 - the names that http.server calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Server.asked = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    thread = Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


PUBLIC = "93.184.215.14"


@pytest.fixture
def network(server: ThreadingHTTPServer) -> Network:
    """Every name leads to the server, but for those with `private` in them."""

    def addresses(host: str) -> list[str]:
        return [PUBLIC, "10.0.0.1"] if "private" in host else [PUBLIC]

    def connect(_: str, __: str, address: str) -> HTTPConnection:
        assert address == PUBLIC
        return HTTPConnection("127.0.0.1", server.server_port, timeout=30)

    return Network(addresses, connect)


@pytest.mark.parametrize(
    ("path", "reason", "status"),
    [
        ("200", "", 0),
        ("get", "", 0),
        ("404", "status", 404),
        ("503", "status", 503),
        ("to?https://b.example/200", "", 0),
        ("to?/404", "status", 404),
        ("to?https://private.example/200", "private", 0),
        ("to?http://a.example/200", "not_https", 0),
        ("to?https://a.example:8443/200", "not_asked", 0),
        ("to?https://b.example/to?https://private.example/", "private", 0),
        ("to?https://[::1", "not_https", 0),
    ],
)
def test_where_a_link_leads(network: Network, path: str, reason: str, status: int) -> None:
    link = RecordedLink(f"https://a.example/{path}", "資料")
    expected = (DeadLink(link, reason, status),) if reason else ()
    assert dead_links([link], network) == expected


def test_a_link_that_leads_in_circles_is_left(network: Network) -> None:
    link = RecordedLink("https://a.example/circle", "資料")
    assert [dead.reason for dead in dead_links([link], network)] == ["redirects"]
    assert len(Server.asked) <= 7


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "224.0.0.1"),
        *("::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1", "0.0.0.0"),  # noqa: S104 - to be refused
    ],
)
def test_no_address_of_a_closed_network_is_asked(address: str) -> None:
    def connect(*_: str) -> HTTPConnection:
        pytest.fail("it was asked")

    (dead,) = dead_links(
        [RecordedLink("https://a.example/", "資料")], Network(lambda _: [address], connect)
    )
    assert dead.reason == "private"


@pytest.mark.parametrize(
    "url", ["https:///x", "https://a.example:99999/", "https://[::1", "https://" + "あ" * 70 + "/"]
)
def test_what_is_no_address_is_not_asked(url: str) -> None:
    (dead,) = dead_links([RecordedLink(url, "資料")], Network(lambda _: pytest.fail("asked")))
    assert dead.reason == "not_asked"


def test_http_is_asked_and_may_lead_to_https(network: Network) -> None:
    asked = [
        RecordedLink(f"http://a.example/{path}", "資料")
        for path in ("200", "to?https://b.example/404")
    ]
    assert [dead.status for dead in dead_links(asked, network)] == [404]


@pytest.mark.parametrize("host", ["a.example", "2001:db8::8080"])
@pytest.mark.parametrize(("scheme", "port"), [("http", 80), ("https", 443)])
def test_a_host_is_asked_by_its_name_at_the_address_that_was_looked_at(
    host: str, scheme: str, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(place: tuple[str, int], _: float) -> socket.socket:
        assert place == (PUBLIC, port)
        raise TimeoutError

    monkeypatch.setattr(socket, "create_connection", connected)
    reached = Network(lambda _: [PUBLIC])
    url = f"{scheme}://[{host}]/" if ":" in host else f"{scheme}://{host}/"
    (dead,) = dead_links([RecordedLink(url, "資料")], reached)
    assert dead.reason == "timeout"
    connection = reached.connect(scheme, host, PUBLIC)
    assert (connection.host, connection.port, connection.default_port) == (host, port, port)


def test_a_path_in_japanese_is_asked_for_as_a_browser_would(network: Network) -> None:
    assert dead_links([RecordedLink("https://a.example/200/資料", "資料")], network) == ()
    assert Server.asked == ["HEAD /200/%E8%B3%87%E6%96%99"]


def test_links_are_those_of_the_municipality_each_once() -> None:
    municipality = evaluated(TOWN).municipality
    urls = [link.url for link in links_of(municipality, {}, JA)]
    assert len(urls) == len(set(urls))
    assert {document.url for document in municipality.documents if document.url} <= set(urls)
    assert municipality.accessibility
    tested = [page.url for result in municipality.accessibility.results for page in result.pages]
    assert tested
    assert set(tested) <= set(urls)


def linked(**texts: str) -> list[tuple[str, str]]:
    """The links of pages by hand alone, with where they stand."""
    municipality = evaluated(TOWN).municipality
    content = content_from_memory({f"about/{name}.md": t.encode() for name, t in texts.items()})
    pages = read_static_pages(content).pages
    rendered = {path: render(page, path) for path, page in pages.items()}
    by_hand = {path: page for path, page in rendered.items() if isinstance(page, PageHtml)}
    of_records = links_of(municipality, {}, JA)
    found = links_of(municipality, by_hand, JA)
    return [(link.url, link.name) for link in found if link not in of_records]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("[語](https://a.example/b_(c) '題')", "https://a.example/b_(c)"),
        ("[語][1]\n\n[1]: http://a.example/", "http://a.example/"),
        ("<https://a.example/>", "https://a.example/"),
        ("<p><A HREF='https://a.example/?b&amp;c'>語</A>", "https://a.example/?b&c"),
        ("<area href=' //a.example/ '>", "https://a.example/"),
        ("|語|\n|-|\n|[語](HTTPS://a.example/)|", "HTTPS://a.example/"),
        ("[語](https://[a.example/)", "https://[a.example/"),
    ],
)
def test_links_of_a_page_by_hand(text: str, url: str) -> None:
    assert linked(a=text) == [(url, "ページ about/a.md")]


@pytest.mark.parametrize(
    "text",
    [
        "[語](../b.md) [語](#c) [語](mailto:a@a.example) [語](javascript:alert(1)) [語](file:///a)",
        "`<https://a.example/>`\n\n```\n[語](https://a.example/)\n```",
        "<!-- [語](https://a.example/) --> ![語](https://a.example/b.png) https://a.example/",
    ],
)
def test_what_is_no_link_out_of_the_site_is_not_asked(text: str) -> None:
    assert linked(a=text) == []


def test_a_page_that_many_lead_to_is_asked_once_and_all_are_told() -> None:
    text = "[語](https://a.example/#b) [語](https://a.example/#c)"
    assert linked(a=text, b=text) == [
        ("https://a.example/#b", "ページ about/a.md、ページ about/b.md")
    ]
    many = {f"a{number}": text for number in range(9)}
    ((_, told),) = linked(**many)
    assert told == "ページ about/a0.md、ページ about/a1.md、ページ about/a2.md、ほか6か所"


def test_a_dead_link_of_a_page_by_hand_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = shutil.copytree(REAL, tmp_path / "content")
    (content / "about").mkdir(exist_ok=True)
    (content / "about" / "links.md").write_text("[語](https://a.example/b)\n", encoding="utf-8")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("10.0.0.1", 0))])
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    done = CliRunner().invoke(main, ["weekly", "--content", str(content)])
    assert done.exit_code == 0
    (told,) = [line for line in done.output.splitlines() if "links.md" in line]
    assert unescape(told).replace("\u200b", "") == (
        "- ページ about/links.md https://a.example/b （だれでも見られるアドレスではありません）"
    )


# The issue.


def test_what_was_found_in_words() -> None:
    found = MaintenanceReport(
        (OverdueSheet("<b>事業</b>", FiscalYear(2019), "projects/a/"),),
        (),
        (),
        (
            UnansweredRecommendation(
                "<b>指摘</b>", datetime.date(2024, 3, 25), "recommendations/b/"
            ),
        ),
        (DeadLink(RecordedLink("https://a.example/x", "資料"), "status", 404),),
        DAY,
    )
    told = as_markdown(found, JA, "https://city.example/")
    assert told.startswith(f"{MARKER}\n")
    assert "](<https://city.example/projects/a/>) 令和元年度（2019年度）" in told
    assert "<b>" not in told
    assert "（HTTP 404）" in told
    assert "](<https://city.example/recommendations/b/>) 2024年3月25日" in told
    assert told.count("\nありません。") == 2


def test_an_address_of_any_length_leaves_room_for_others() -> None:
    dead = DeadLink(RecordedLink(f"https://a.example/{'b' * 100_000}", "資料"), "tls")
    told = as_markdown(MaintenanceReport((), (), (), (), (dead, dead), DAY), JA)
    assert told.count("\n- ") == 2
    assert len(told) < 5000


def test_a_long_list_ends_with_how_many_are_left() -> None:
    every = tuple(OverdueSheet(f"<{n}>", FiscalYear(2018), "a/") for n in range(3000))
    dead = tuple(
        DeadLink(RecordedLink(f"https://a.example/{n}", "<資料>"), "tls") for n in range(3000)
    )
    asked = tuple(UnansweredRecommendation(f"<{n}>", DAY, "a/") for n in range(3000))
    told = as_markdown(MaintenanceReport(every, every, every, asked, dead, DAY), JA)
    assert 50_000 < len(told) < 65_536  # what GitHub takes
    assert told.count("（3,000件）") == 5
    listed = sum(line.startswith("- ") for line in told.splitlines()) - 5
    left = [int(count.replace(",", "")) for count in re.findall("ほかに([0-9,]+)件", told)]
    assert listed + sum(left) == 15_000


@pytest.fixture
def github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forge:
    made = forge(tmp_path / "gh")
    monkeypatch.setenv("PATH", made.path)
    monkeypatch.setenv("GITHUB_REPOSITORY", REPOSITORY)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return made


def weekly(today: str, *more: str) -> Result:
    content = str(REAL)
    asked = ["weekly", "--content", content, "--no-links", "--today", today, *more]
    return CliRunner().invoke(main, asked)


def test_the_first_finding_opens_the_issue(github: Forge) -> None:
    assert weekly("2026-04-01", "--post").exit_code == 0
    ((method, path, values),) = github.sent
    assert (method, path) == ("POST", ISSUES)
    assert values["title"] == JA.word("weekly.title")
    assert "まだない評価表" in values["body"]


def test_nothing_found_opens_no_issue_but_ends_what_an_open_one_says(github: Forge) -> None:
    done = weekly("2020-03-31", "--post")
    assert done.exit_code == 0
    assert "何も書きません" in done.output
    assert github.sent == []
    own = {"number": 3, "author": "github-actions[bot]", "body": MARKER}
    github.answer(OPEN_ISSUES, [own])
    assert weekly("2020-03-31", "--post").exit_code == 0
    ((method, path, values),) = github.sent
    assert (method, path) == ("PATCH", f"{ISSUES}/3")
    assert values["body"].count("ありません。") == 4
    assert "開けないリンク" not in values["body"]  # which nobody asked for


def test_records_with_errors_are_told(tmp_path: Path) -> None:
    content = shutil.copytree(REAL, tmp_path / "content")
    (content / "municipality.yml").unlink()
    done = CliRunner().invoke(main, ["weekly", "--content", str(content), "--no-links"])
    assert done.exit_code == 1
    assert "municipality.yml" in done.output
