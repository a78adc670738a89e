"""Nothing that a record or a page says runs: the pages' policy, and what a browser does then."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from tests.building import PUBLISHED, REPOSITORY, TOWN, build
from tests.cases import copy_base
from tests.malicious.texts import ELSEWHERE, RAN, fill, shaped, text_fields
from tests.web.kinds import one_of_each_kind

Serve = Callable[[Path], AbstractContextManager[str]]

POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
DATA = "application/ld+json"
"""The only kind of script in a page: what no browser runs."""


class Tags(HTMLParser):
    """The tags of a page in their order, each with its attributes."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def policy_of(file: Path) -> dict[str, str]:
    """The directives of the page's policy, which stands before all that it rules."""
    first, second = Tags(file).found[2:4]
    assert first == ("meta", {"charset": "utf-8"})
    assert second[0] == "meta"
    assert second[1]["http-equiv"] == "Content-Security-Policy"
    directives = str(second[1]["content"]).split("; ")
    return {name: rest for name, _, rest in (each.partition(" ") for each in directives)}


@pytest.mark.parametrize("site", ["published_site", "real_site"])
def test_every_page_has_the_policy(site: str, request: pytest.FixtureRequest) -> None:
    pages = list(request.getfixturevalue(site).rglob("*.html"))
    assert len(pages) > 20
    assert [page for page in pages if policy_of(page) != POLICY] == []


def test_no_page_has_a_script_or_a_style_in_it(published_site: Path) -> None:
    for page in published_site.rglob("*.html"):
        for tag, attributes in Tags(page).found:
            assert tag != "style"
            assert tag != "script" or attributes.get("type") == DATA or attributes.get("src")
            assert [name for name in attributes if name == "style" or name.startswith("on")] == []


class Watch:
    """What pages in a window do that only a script, or markup of a text, would do."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.done: list[str] = []
        page.on("dialog", self._dialog)
        page.context.on("requestfinished", self._request)
        page.context.on("requestfailed", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self.done.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        if "csp" in str(request.failure).lower():
            return  # Chromium tells of what the policy kept from being sent
        if not request.url.startswith((self.address, "data:image/svg+xml")):
            self.done.append(f"request: {request.url}")

    def look(self, url: str) -> None:
        """Open a page and everything on it that opens."""
        self.page.goto(f"{self.address}{url}")
        self.page.evaluate("document.querySelectorAll('details').forEach((e) => (e.open = true))")
        self.stays(url)

    def stays(self, url: str) -> None:
        """Nothing ran in the window, and nothing led it elsewhere."""
        assert self.page.evaluate(f"window.{RAN}") is None, url
        assert self.page.url == f"{self.address}{url}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="ja")
    yield context.new_page()
    context.close()


def test_no_text_of_a_record_runs(page: Page, tmp_path: Path, serve: Serve) -> None:
    """Every text of the town is one that wants to be HTML; nothing is there for the policy to do,
    which `nothing_is_refused` sees to."""
    content = tmp_path / "content"
    assert fill(TOWN, content, shaped(200)) == text_fields()
    site = build(content, tmp_path, **REPOSITORY, SITE_URL=PUBLISHED)
    with serve(site) as address:
        watch = Watch(page, address)
        for url in one_of_each_kind(content).values():
            watch.look(url)
        watch.look("")
        page.locator("header").get_by_role("button", name="検索").click()
        page.get_by_role("searchbox", name="さがす言葉").fill("script")
        results = page.get_by_role("list", name="検索結果").get_by_role("link")
        expect(results.first).to_be_visible()
        assert page.evaluate(f"window.{RAN}") is None
        assert watch.done == []


WRITTEN = f"""<h1>題</h1>
<script>window.{RAN} = 1</script>
<script src="{ELSEWHERE}x.js"></script>
<script src="data:text/javascript,window.{RAN}=1"></script>
<p id="here" onclick="window.{RAN} = 1" style="color: red">段落</p>
<a id="link" href="javascript:window.{RAN}=1">リンク</a>
<img src="{ELSEWHERE}x.png" onerror="window.{RAN} = 1">
<iframe srcdoc="<script>parent.{RAN} = 1</script>"></iframe>
<iframe src="{ELSEWHERE}"></iframe>
<form action="{ELSEWHERE}"><button>送る</button></form>
<base href="{ELSEWHERE}">

<p onmouseover="window.{RAN} = 1">段落</p>
"""
"""HTML with everything that the policy refuses; no page by hand may hold it."""


@contextmanager
def is_refused(page: Page, kind: str) -> Iterator[None]:
    """Waits until the browser has told of such a refusal, since it decides after the act."""
    with page.expect_console_message(lambda told: "violates" in told.text and kind in told.text):
        yield


@pytest.mark.parametrize("url", ["", "about/x/"])
def test_no_script_of_a_page_would_run(
    url: str, page: Page, tmp_path: Path, serve: Serve, refused: list[str]
) -> None:
    """Were it ever published: the policy alone is tried."""
    content = copy_base(tmp_path / "content")
    for path in ("index.md", "about/x.md"):
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_text("ここに書く。\n", encoding="utf-8")
    site = build(content, tmp_path, **REPOSITORY)
    for path in ("index.html", "about/x/index.html"):
        text = (site / path).read_text(encoding="utf-8")
        assert "<p>ここに書く。</p>" in text
        (site / path).write_text(text.replace("<p>ここに書く。</p>", WRITTEN), encoding="utf-8")
    with serve(site) as address:
        watch = Watch(page, address)
        watch.look(url)
        page.locator("#here").click()
        with is_refused(page, "JavaScript URL"):
            page.locator("#link").click()
        with is_refused(page, "form data"):
            page.get_by_role("button", name="送る").dispatch_event("click")
        watch.stays(url)
        assert watch.done == []
    kinds = ("script", "event handler", "javascript:", "framing", "image", "form", "style")
    told = "\n".join(refused).lower()
    assert [kind for kind in kinds if kind not in told] == []
    refused.clear()


def test_a_page_by_hand_brings_no_template(tmp_path: Path) -> None:
    """MkDocs would take it from the first lines of a text too; a part of a page has no policy."""
    content = copy_base(tmp_path / "content")
    (content / "about").mkdir()
    written = "template: partials/content.html\nscript: x\nhide: toc\n\n# 題\n"
    (content / "about/x.md").write_text(written, encoding="utf-8")
    made = build(content, tmp_path, **REPOSITORY) / "about/x/index.html"
    assert policy_of(made) == POLICY


def test_what_runs_would_be_found(page: Page, tmp_path: Path, serve: Serve) -> None:
    text = f"<!DOCTYPE html><title>x</title><script>window.{RAN} = 1; alert(1)</script>"
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    with serve(tmp_path) as address:
        watch = Watch(page, address)
        with pytest.raises(AssertionError):
            watch.look("x.html")
        assert watch.done == ["dialog: 1"]
