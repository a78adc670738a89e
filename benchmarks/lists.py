"""How soon a phone shows the longest lists of a city's site, and how soon they can be used."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.records import built, demo, settings_of
from tools.browser import launch, need_browser
from tools.demo import LAST_YEAR
from tools.serving import host

LISTS = ("projects/", f"years/{LAST_YEAR.year}/projects/", f"years/{LAST_YEAR.year}/indicators/")
SLOWER = 4
"""How many times slower the phone's processor is than this machine's."""
_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
"""A line of 1.6 Mbit/s whose answers take 150 ms."""
_NOTE_WHEN_USABLE = """new MutationObserver((_, observer) => {
    const form = document.querySelector("form.filters:not([hidden])");
    if (form) {
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => (window.usable = performance.now())));
    }
}).observe(document, { attributes: true, attributeFilter: ["hidden"], subtree: true })"""
"""A list can be used once its script has it in hand, and what that changed is painted."""
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
_ROWS = "document.querySelectorAll('tbody tr').length"
_ELEMENTS = "document.getElementsByTagName('*').length"
_LOOKS = 50
"""Milliseconds between two looks whether it can be used: each look takes the page's time."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a phone took for a list."""

    painted: float
    """Seconds until its first text was painted."""
    usable: float
    """Seconds until it could be narrowed down and sorted."""
    processor: float
    """Seconds of the page's own processor meanwhile: others' work on the machine adds none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A list, and the medians of its visits."""

    page: str
    rows: int
    elements: int
    sent: int
    """Bytes of all that came to the phone, as they are sent."""
    taken: Visit


def shown(folder: Path, projects: int, runs: int) -> Iterator[Shown]:
    """What a phone takes for each of the longest lists of a fictional city."""
    demo(folder, projects)
    built(settings_of(folder))
    yield from of_site(folder / "site", runs)


def of_site(site: Path, runs: int) -> Iterator[Shown]:
    """The same of a site that is built."""
    executable = need_browser()
    with host(site) as address, sync_playwright() as playwright:
        browser = launch(playwright, executable)
        for page in LISTS:
            visits = [_visit(browser, f"{address}{page}") for _ in range(runs)]
            taken = Visit(
                median(visit.painted for visit, _ in visits),
                median(visit.usable for visit, _ in visits),
                median(visit.processor for visit, _ in visits),
            )
            rows, elements, sent = visits[0][1]
            yield Shown(page, rows, elements, sent, taken)
        browser.close()


def _visit(browser: Browser, url: str) -> tuple[Visit, tuple[int, int, int]]:
    """A visit of somebody who was never there; the rows, the elements, the bytes that came."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    sent: list[int] = []
    devtools.on("Network.loadingFinished", lambda one: sent.append(int(one["encodedDataLength"])))
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", _LINE)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.add_init_script(_NOTE_WHEN_USABLE)
    page.goto(url)
    while not (usable := page.evaluate("window.usable")):
        page.wait_for_timeout(_LOOKS)
    painted, elements, rows = page.evaluate(f"[{_PAINTED}, {_ELEMENTS}, {_ROWS}]")
    visit = Visit(painted / 1000, usable / 1000, _task_seconds(devtools))
    context.close()
    return visit, (rows, elements, sum(sent))


def _task_seconds(devtools: CDPSession) -> float:
    """Of the processor, all that the page's own thread did."""
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))
