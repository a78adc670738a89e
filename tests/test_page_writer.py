"""Pages that the plugin writes itself: to the byte those that MkDocs would write."""

import logging
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import EVENTS, BasePlugin, PluginCollection
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from hyoka.mkdocs_plugin import HyokaPlugin
from hyoka.mkdocs_plugin.html_blocks import split_blocks, with_blocks
from hyoka.mkdocs_plugin.page_writer import Frame, is_listened_to, write_beside
from tests.building import PUBLISHED, REAL, REPOSITORY, ROOT, build
from tests.rule_cases import copy_base

BY_MKDOCS = "plugins: [{hyoka: {branch: main, pdf: !ENV [HYOKA_PDF, ''], pages: mkdocs}}]\n"
"""All pages are written by MkDocs."""


def files_of(site: Path) -> Mapping[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def assert_same(site: Path, other: Path) -> None:
    """Every file: pages, 404, the sitemap as it is and packed, feed, open data, search index."""
    files, others = files_of(site), files_of(other)
    assert {"404.html", "sitemap.xml", "sitemap.xml.gz", "pagefind/site.json"} <= files.keys()
    assert sorted(files) == sorted(others)
    assert [path for path in files if files[path] != others[path]] == []


def test_the_published_town_is_what_mkdocs_would_write(
    published_site: Path, tmp_path: Path
) -> None:
    """It has an address, a feed, days of changes and PDFs."""
    content = published_site.parent / "town" / "content"
    published = {"SITE_URL": PUBLISHED, "HYOKA_PDF": "2024"}
    by_mkdocs = build(content, tmp_path, BY_MKDOCS, **REPOSITORY, **published)
    assert "feed.xml" in files_of(by_mkdocs)
    assert_same(published_site, by_mkdocs)


def test_the_real_site_is_what_mkdocs_would_write(real_site: Path, tmp_path: Path) -> None:
    """It has a text by hand on its home page."""
    assert_same(real_site, build(REAL, tmp_path, BY_MKDOCS, **REPOSITORY))


OVERRIDE = """{% extends "main.html" %}
{% block footer %}
  {{ super() }}
  {% for file in pages %}
    <p>{{ file.url }} {{ file.page.title }} {{ file.page.update_date }} {{ file.page.meta.changed }}
    {{ file.page.content | length }} {{ file.page.toc | length }} {{ file.page.active }}</p>
  {% endfor %}
  {{ page and page.previous_page }} {{ page and page.next_page }}
{% endblock %}
"""
"""A template of a city's own that shows something of every page on each."""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A folder with a few records, a page by hand, and a theme that has been changed."""
    content = copy_base(tmp_path / "content")
    (content / "index.md").write_text("# 手で\n\n書いた文章です。\n", encoding="utf-8")
    (content / "files.md").write_text("---\ntitle: 手 & 足\n---\n\n# 題\n", encoding="utf-8")
    theme = Path(shutil.copytree(ROOT / "theme", tmp_path / "theme"))
    main = (theme / "main.html").read_text(encoding="utf-8")
    (theme / "ours.html").write_text(main, encoding="utf-8")
    overridden = OVERRIDE.replace("main.html", "ours.html")
    (theme / "main.html").write_text(overridden, encoding="utf-8")
    return tmp_path


def build_city(city: Path, settings: str) -> Path:
    folder = city / str(len([*city.iterdir()]))
    folder.mkdir()
    own = f"theme: {{custom_dir: {city / 'theme'}}}\n"
    own += "markdown_extensions: [attr_list, footnotes, {toc: {permalink: true}}]\n"
    return build(city / "content", folder, own + settings, SITE_URL=PUBLISHED)


def test_a_theme_of_a_city_s_own_is_shown_alike(city: Path) -> None:
    ours, by_mkdocs = build_city(city, "strict: true\n"), build_city(city, BY_MKDOCS)
    assert_same(ours, by_mkdocs)
    policy = (ours / "policies" / "index.html").read_text(encoding="utf-8")
    assert policy.count(" True</p>") == 1  # it knows that it is the page that is shown
    for url in ("files/ 手 &amp; 足", "about/rules/ ", "policies/machi/ "):
        assert f"<p>{url}" in policy


HOOK = """from pathlib import Path

def on_page_content(html, page, config, files):
    return html + f'<p>{page.file.src_uri} was seen</p>'
"""


def test_a_hook_that_listens_to_pages_is_asked_about_each(city: Path) -> None:
    (city / "hook.py").write_text(HOOK, encoding="utf-8")
    site = build_city(city, f"hooks: [{city / 'hook.py'}]\n")
    pages = list(site.rglob("index.html"))
    assert len(pages) > len([*(city / "content").rglob("*.yml")])
    for page in pages:
        assert page.read_text(encoding="utf-8").count(".md was seen</p>") == 1, page


@pytest.mark.parametrize("event", EVENTS)
def test_whoever_may_change_pages_makes_mkdocs_write_them(event: str) -> None:
    before_and_after = ("startup", "config", "pre_build", "post_build", "build_error")
    around = event in {*before_and_after, "serve", "shutdown"}
    config, own = MkDocsConfig(), HyokaPlugin()
    config.plugins = PluginCollection()
    config.plugins["hyoka"] = own
    assert not is_listened_to(config, own)
    other = type("Other", (BasePlugin,), {f"on_{event}": lambda *_, **__: None})
    config.plugins["other"] = other()
    assert is_listened_to(config, own) is not around


# One page.


@pytest.fixture
def page() -> Page:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x"})
    page = Page("頁", File("a/b.md", None, "site", use_directory_urls=True), config)
    page.markdown = "# 題\n"
    return page


class Template:
    """Of the theme; `get_template` gives it, too."""

    def __init__(self, text: str) -> None:
        self.text = text

    def get_template(self, name: str) -> "Template":
        return self if name == "main.html" else Template(name)

    def render(self, context: Mapping[str, Any]) -> str:
        assert context["page"].active
        assert context["config"]._current_page is context["page"]  # noqa: SLF001 - as MkDocs does
        return self.text.format(**context)


def frame(template: str) -> Frame:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x"})
    return Frame(config, Template(template), Navigation([], []), [])


def test_a_page_is_written_alone_and_leaves_nothing_behind(page: Page) -> None:
    shared = frame("{base_url} {page.title} \ud83c")
    assert [shared.render(page), shared.render(page)] == 2 * ["../.. 頁 &#55356;".encode()]
    assert not page.active
    assert shared.config._current_page is None  # noqa: SLF001 - as MkDocs does
    page.meta["template"] = "other.html"
    assert shared.render(page) == b"other.html"


def test_a_chart_that_a_page_has_no_longer_lies_beside_it_no_longer(
    page: Page, tmp_path: Path
) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "site_dir": str(tmp_path)})
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/zu.png").touch()
    for name in ("chart-x.svg", "chart-y.svg"):
        write_beside({name: b""}, page, config)
        assert {file.name for file in (tmp_path / "a/b").iterdir()} == {"zu.png", name}


def test_what_the_theme_shows_nothing_of_is_not_written(page: Page) -> None:
    assert frame(" \n").render(page) == b""


def test_a_page_that_cannot_be_shown_is_named(page: Page, caplog: pytest.LogCaptureFixture) -> None:
    shared = frame("{nothing}")
    with caplog.at_level(logging.ERROR), pytest.raises(KeyError):
        shared.render(page)
    assert "Error building page 'a/b.md': 'nothing'" in caplog.text
    assert not page.active


# Blocks of HTML.


TABLE = """<div class="table" role="region">
<table>

<caption>*x*</caption>
</table>
<div>\\1 {other}</div>
</div>"""


def test_blocks_of_html_come_back_in_their_places() -> None:
    markdown = f"# 題\n\n{TABLE}\n<p>x</p>\n\n*y* <b>z</b>\n{TABLE}"
    left, blocks = split_blocks(markdown)
    assert blocks == (TABLE, "<p>x</p>", TABLE)
    assert left.count("<") == 2 * len(blocks) + len(("<b>", "</b>"))
    assert with_blocks(left, blocks) == markdown


@pytest.mark.parametrize(
    "markdown",
    [
        "# 題\n",
        "<div>\nnever closed\n",
        "<p>one</p> and *more*\n",
        "text <div>inline</div>\n",
        "```html\n<div>\ncode\n</div>\n```\n",
        "    <p>code</p>\n",
        "<hr>\n\n<b>x</b>\n",
    ],
)
def test_what_is_no_block_is_left_to_markdown(markdown: str) -> None:
    assert split_blocks(markdown) == (markdown, ())


def test_templates_are_compiled_once_a_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`serve` makes the site anew at each save, and each page itself."""
    monkeypatch.setattr("hyoka.processes.processors", lambda: 1)
    content = copy_base(tmp_path / "content")
    first = build(content, tmp_path)
    before = (first / "index.html").read_bytes()
    monkeypatch.delattr("jinja2.Environment.compile")
    assert (build(content, tmp_path) / "index.html").read_bytes() == before
