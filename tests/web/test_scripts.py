"""Nothing that a record or a page says runs: the pages' policy, and what a browser does then."""

import json
import re
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256, sha512
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect

from tests.building import PUBLISHED, REPOSITORY, TOWN, build
from tests.commands import run_here
from tests.malicious.texts import ELSEWHERE, RAN, fill, shaped, text_fields
from tests.rule_cases import copy_base
from tests.web.page_kinds import one_of_each_kind

Serve = Callable[[Path], AbstractContextManager[str]]

POLICY = {
    "default-src": "'none'",
    "worker-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
"""All but `script-src`, which names the scripts of the site."""
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


def digest(file: Path) -> str:
    return f"sha256-{b64encode(sha256(file.read_bytes()).digest()).decode()}"


def whole_policy(site: Path) -> dict[str, str]:
    """The policy that lets in every script of a built site, and nothing else."""
    digests = sorted(f"'{digest(file)}'" for file in site.rglob("*.js"))
    assert len(digests) > 10
    return POLICY | {"script-src": " ".join([*digests, "'wasm-unsafe-eval'"])}


def in_order(policy: dict[str, str]) -> dict[str, str]:
    return policy | {"script-src": " ".join(sorted(policy["script-src"].split(), key=_last))}


def _last(source: str) -> tuple[bool, str]:
    return not source.startswith("'sha256-"), source


@pytest.mark.parametrize("site", ["published_site", "real_site"])
def test_every_page_has_the_policy(site: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(site)
    pages = list(folder.rglob("*.html"))
    assert len(pages) > 20
    expected = whole_policy(folder)
    assert [page for page in pages if in_order(policy_of(page)) != expected] == []


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
        # An opened calculation has its own address.
        assert re.sub(r"\?figure=.*", "", self.page.url) == f"{self.address}{url}"


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
        page.get_by_role("searchbox", name="検索する言葉").fill("script")
        results = page.get_by_role("list", name="検索結果").get_by_role("link")
        expect(results.first).to_be_visible()
        assert page.evaluate(f"window.{RAN}") is None
        assert watch.done == []


STOCK = """site_name: 政策評価
theme:
  name: material
  language: ja
  font: false
  features: [navigation.tabs, navigation.indexes, navigation.path, navigation.footer,
    search.suggest, search.highlight, search.share, toc.follow]
plugins: [search]
markdown_extensions: [attr_list, {toc: {permalink: true}}]
"""
"""Material as it comes: it prints titles and descriptions as they are, on pages without policy."""


def under_material(content: Path, folder: Path) -> Path:
    """The site that Material makes of the pages that `hyoka write` writes."""
    written = run_here("hyoka", "write", str(folder / "pages"), "--content", str(content))
    assert written.returncode == 0, written.stderr
    (folder / "mkdocs.yml").write_text(f"{STOCK}docs_dir: pages\n", encoding="utf-8")
    built = run_here("mkdocs", "build", "-f", str(folder / "mkdocs.yml"))
    assert built.returncode == 0, built.stderr
    return folder / "site"


def test_no_text_of_a_record_runs_under_material_alone(
    page: Page, tmp_path: Path, serve: Serve
) -> None:
    content = tmp_path / "content"
    fill(TOWN, content, shaped(200))
    site = under_material(content, tmp_path)
    with serve(site) as address:
        watch = Watch(page, address)
        for url in one_of_each_kind(content).values():
            if (site / url).is_dir():
                watch.look(url)
        watch.look("")
        page.get_by_role("textbox", name="検索").first.fill("script")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert page.evaluate(f"window.{RAN}") is None
        assert watch.done == []


NAMED = "A&B <i>と</i> &amp; \"C\" 'D'"
"""A name that HTML says in other letters, one of which looks like HTML already."""


@pytest.mark.parametrize("theme", ["ours", "material"])
def test_a_name_is_shown_as_it_is_written(
    theme: str, page: Page, tmp_path: Path, serve: Serve
) -> None:
    """In the title, the navigation, the description, a result of the search: never `A&amp;B`."""
    content = copy_base(tmp_path / "content")
    record = next(content.glob("policies/*/policy.yml"))
    text = record.read_text(encoding="utf-8")
    named = re.sub(r"\bname: .*", lambda _: f"name: {json.dumps(NAMED)}", text)
    record.write_text(named, encoding="utf-8")
    stock = theme == "material"
    site = under_material(content, tmp_path) if stock else build(content, tmp_path, **REPOSITORY)
    with serve(site) as address:
        page.goto(f"{address}policies/{record.parent.name}/")
        expect(page).to_have_title(re.compile(re.escape(NAMED)))
        description = page.locator("meta[name=description]").get_attribute("content")
        assert description is not None
        assert NAMED in description
        expect(page.get_by_role("heading", level=1)).to_contain_text(NAMED)
        if stock:
            expect(page.locator("nav.md-nav", has_text=NAMED).first).to_be_attached()
            page.get_by_role("textbox", name="検索").first.fill("政策")
            expect(page.locator(".md-search-result__item", has_text=NAMED).first).to_be_visible()
        else:
            page.goto(f"{address}?q=A")
            results = page.get_by_role("list", name="検索結果").get_by_role("link")
            expect(results.filter(has_text=NAMED).first).to_be_visible()


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


SCRIPT = f"window.{RAN} = 1;"
KINDS = ("txt", "json", "geojson", "tsv", "csv", "zip", "pdf", "xlsx", "png", "md", "js", "mjs")
FILES = [f"files/d.{kind}" for kind in KINDS]
"""Files that are scripts to whoever runs them; `check` lets through the names of most."""


def tags(site: Path) -> list[str]:
    """Whatever in a page would run a file of the site, or bring it where a script finds it."""
    own = digest(site / "assets/javascripts/menu.js")
    foreign = [
        f"sha256-{b64encode(sha256(SCRIPT.encode()).digest()).decode()}",
        f"sha512-{b64encode(sha512(SCRIPT.encode()).digest()).decode()}",
    ]
    marks = ["", own, *foreign, *(f"{own} {each}" for each in foreign)]
    plain = [f'<script src="../{file}"></script>' for file in FILES]
    modules = [f'<script type="module" src="../{file}"></script>' for file in FILES]
    marked = [
        f'<{tag} integrity="{mark}" {to}="../files/d.js?{number}">{end}'
        for number, mark in enumerate(marks)
        for tag, to, end in (
            ("link rel=modulepreload", "href", ""),
            ("link rel=preload as=script", "href", ""),
            ("script", "src", "</script>"),
            ("script type=module", "src", "</script>"),
        )
    ]
    preloaded = [
        '<link rel="modulepreload" href="../files/d.js">',
        '<script type="module" src="../files/d.js"></script>',
        f'<script type="module" src="../files/d.js" integrity="{own}"></script>',
    ]
    inline = [
        """<script type="importmap">{"imports": {"../files/d.js": "../files/d.txt"}}</script>""",
        """<script type="module">import "../files/d.js";</script>""",
        """<script>new Worker("../files/d.js"); import("../files/d.js");</script>""",
        """<img src="x" onerror="import('../files/d.js')">""",
        """<details open ontoggle="new Worker('../files/d.js')"></details>""",
        """<svg><script href="../files/d.txt"></script></svg>""",
        """<template data-finder="engine"><script src="../files/d.txt"></script></template>""",
        """<object data="../files/d.txt"></object><embed src="../files/d.txt">""",
        """<iframe src="../files/d.txt"></iframe>""",
    ]
    return [*plain, *modules, *marked, *preloaded, *inline]


def slip_in(site: Path, html: str) -> None:
    """A page by hand that no check has seen."""
    page = site / "about/index.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<article", f"{html}<article", 1), encoding="utf-8")


def test_no_file_of_the_site_runs(
    page: Page, town_site: Path, tmp_path: Path, serve: Serve, refused: list[str]
) -> None:
    """What `content/` may hold is no script, even where a page says it is."""
    site = Path(shutil.copytree(town_site, tmp_path / "site"))
    for file in FILES:
        (site / file).parent.mkdir(exist_ok=True)
        (site / file).write_text(SCRIPT, encoding="utf-8")
    slip_in(site, "\n".join(tags(site)))
    with serve(site) as address:
        watch = Watch(page, address)
        watch.look("about/")
        search(page)
        watch.stays("about/?q=%E4%BA%8B%E6%A5%AD")
        assert watch.done == []
    told = "\n".join(refused)
    assert [file for file in FILES if file not in told] == []
    refused.clear()


def search(page: Page) -> None:
    """The scripts of the page itself run: the search, which another script is loaded for, too."""
    page.locator("header").get_by_role("button", name="検索").click()
    page.get_by_role("searchbox", name="検索する言葉").fill("事業")
    results = page.get_by_role("list", name="検索結果").get_by_role("link")
    expect(results.first).to_be_visible()


def test_no_file_of_the_site_is_a_style(
    page: Page, town_site: Path, tmp_path: Path, serve: Serve
) -> None:
    site = Path(shutil.copytree(town_site, tmp_path / "site"))
    files = [file for file in FILES if not file.endswith("js")]
    for file in files:
        (site / file).parent.mkdir(exist_ok=True)
        (site / file).write_text("body { display: none }", encoding="utf-8")
    slip_in(site, "".join(f'<link rel="stylesheet" href="../{file}">' for file in files))
    with serve(site) as address:
        page.goto(f"{address}about/")
        expect(page.locator("body")).to_be_visible()


def test_a_file_of_the_site_would_run_without_the_policy(
    page: Page, town_site: Path, tmp_path: Path, serve: Serve
) -> None:
    site = Path(shutil.copytree(town_site, tmp_path / "site"))
    (site / "d.txt").write_text(SCRIPT, encoding="utf-8")
    about = site / "about/index.html"
    text = about.read_text(encoding="utf-8").replace("http-equiv", "data-was", 1)
    about.write_text(text, encoding="utf-8")
    slip_in(site, '<script src="../d.txt"></script>')
    with serve(site) as address:
        page.goto(f"{address}about/")
        assert page.evaluate(f"window.{RAN}") == 1


def test_a_page_by_hand_brings_no_template(tmp_path: Path) -> None:
    """MkDocs would take it from the first lines of a text too; a part of a page has no policy."""
    content = copy_base(tmp_path / "content")
    (content / "about").mkdir()
    written = "template: partials/content.html\nscript: x\nhide: toc\n\n# 題\n"
    (content / "about/x.md").write_text(written, encoding="utf-8")
    made = build(content, tmp_path, **REPOSITORY) / "about/x/index.html"
    assert in_order(policy_of(made)) == whole_policy(made.parents[2])


def test_what_runs_would_be_found(page: Page, tmp_path: Path, serve: Serve) -> None:
    text = f"<!DOCTYPE html><title>x</title><script>window.{RAN} = 1; alert(1)</script>"
    (tmp_path / "x.html").write_text(text, encoding="utf-8")
    with serve(tmp_path) as address:
        watch = Watch(page, address)
        with pytest.raises(AssertionError):
            watch.look("x.html")
        assert watch.done == ["dialog: 1"]
