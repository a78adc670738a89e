"""The search dialog as its readers meet it."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from hyoka.search import SearchPage, build_index
from tests.search.expected_matches import holders, texts_of

Serve = Callable[[Path], AbstractContextManager[str]]

QUERY = "地域づくり協議会"

PAGEFINDS_OWN = "Failed to load Pagefind metadata"
"""Pagefind throws this once where nobody can catch it, beside what it answers."""


@pytest.fixture(scope="module")
def address(real_site: Path, serve: Serve) -> Iterator[str]:
    with serve(real_site) as address:
        yield address


@pytest.fixture
def page(address: str, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="ja")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    yield page
    context.close()
    assert [problem for problem in problems if problem != PAGEFINDS_OWN] == []


def opener(page: Page) -> Locator:
    return page.locator("header").get_by_role("button", name="検索")


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="サイト内検索")


def field(page: Page) -> Locator:
    return dialog(page).get_by_role("searchbox", name="検索する言葉")


def status(page: Page) -> Locator:
    return dialog(page).get_by_role("status")


def links(page: Page) -> Locator:
    return dialog(page).get_by_role("list", name="検索結果").get_by_role("link")


def expect_asked(page: Page, **asked: str) -> None:
    """Wait until the address asks for just this."""

    def is_asked(address: str) -> bool:
        return sorted(parse_qsl(urlsplit(address).query, keep_blank_values=True)) == sorted(
            asked.items()
        )

    page.wait_for_url(is_asked)


def search(page: Page, query: str) -> None:
    opener(page).click()
    field(page).fill(query)
    expect(status(page)).to_contain_text(re.compile("見つかり"))


def test_the_button_opens_it_and_escape_closes_it(page: Page) -> None:
    opener(page).click()
    expect(field(page)).to_be_focused()
    expect(status(page)).to_have_text("言葉を入力するか、絞り込みを選んでください。")
    field(page).fill(QUERY)
    page.keyboard.press("Escape")
    expect(dialog(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()


def test_the_button_works_by_keyboard(page: Page) -> None:
    opener(page).focus()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    expect(dialog(page)).to_be_visible()


@pytest.mark.parametrize("way", ["閉じる", "beside"])
def test_it_is_closed_by_its_button_and_by_a_click_beside_it(page: Page, way: str) -> None:
    opener(page).click()
    if way == "beside":
        page.mouse.click(5, 880)
    else:
        dialog(page).get_by_role("button", name=way).click()
    expect(dialog(page)).to_be_hidden()
    expect(opener(page)).to_be_focused()


def test_a_slash_opens_it(page: Page) -> None:
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("")
    page.keyboard.type("1/2")
    expect(field(page)).to_have_value("1/2")
    page.keyboard.press("Escape")
    expect(opener(page)).to_be_focused()


def test_a_slash_in_a_field_is_text(page: Page) -> None:
    page.locator("#home-query").press("/")
    expect(page.locator("#home-query")).to_have_value("/")
    expect(dialog(page)).to_be_hidden()


def test_the_slash_can_be_switched_off(page: Page) -> None:
    """WCAG 2.1.4: nobody is to open it by chance who speaks to the computer."""
    opener(page).click()
    dialog(page).get_by_label("「/」キーで検索を開く").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    expect(opener(page)).to_be_visible()
    page.keyboard.press("/")
    expect(dialog(page)).to_be_hidden()
    opener(page).click()
    expect(dialog(page).get_by_label("「/」キーで検索を開く")).not_to_be_checked()


def test_results_are_announced_shown_and_marked(page: Page, real_site: Path) -> None:
    search(page, QUERY)
    count = len(holders(texts_of(real_site), QUERY))
    expect(status(page)).to_have_text(f"{count}件のページが見つかりました")
    expect(links(page)).to_have_count(count)
    sheet = dialog(page).get_by_role("listitem").filter(has_text="評価表").first
    expect(sheet).to_contain_text("平成30年度（2018年度）")
    expect(dialog(page).locator("mark").first).to_have_text(QUERY)
    expect_asked(page, q=QUERY)


def test_every_result_leads_to_a_section_that_holds_the_word(page: Page, address: str) -> None:
    search(page, QUERY)
    for url in [link.get_attribute("href") for link in links(page).all()]:
        assert url is not None
        assert url.startswith(address)
        page.goto(url)
        name = urlsplit(url).fragment
        if name:
            expect(page.locator(f"[id='{name}']")).to_be_in_viewport()
        assert QUERY in page.locator("article").inner_text()
        expect(page.locator(".hits")).to_be_visible()
        assert QUERY in page.evaluate(_MARKED)


def test_an_indicator_is_shown_as_it_stands(page: Page) -> None:
    search(page, "地域活動への関心度")
    title = page.get_by_role("heading", name="絆を紡ぐまちづくり", exact=True)
    found = dialog(page).locator(".finder__result").filter(has=title)
    told = found.locator(".finder__standings li")
    expect(told).to_have_count(1)
    expect(told.locator(".status")).to_have_text("▼ 悪化")
    expect(told).to_contain_text("平成30年度（2018年度）：55.1％")
    expect(told).to_contain_text("策定時より")
    expect(told.locator("svg.spark path")).not_to_have_count(0)
    expect(found.locator(".finder__excerpt")).to_be_empty()


@pytest.mark.parametrize(
    ("word", "way", "kind"),
    [
        ("ダウンロード", "data/", "ご案内"),
        ("CSV", "data/", "ご案内"),
        ("ＰＤＦ", "about/reading/#using", "ご案内"),
        ("比べる", "about/reading/#using", "ご案内"),
        ("所管課 防災", "projects/", "ご案内"),
        ("進捗率", "about/glossary/#progress_rate", "用語の説明"),
        ("確定値", "about/glossary/#preliminary", "用語の説明"),
    ],
)
def test_words_that_people_use_lead_to_their_page_first(
    page: Page, address: str, word: str, way: str, kind: str
) -> None:
    search(page, word)
    guides = dialog(page).get_by_role("list", name="ご案内")
    hrefs = [link.get_attribute("href") for link in guides.get_by_role("link").all()]
    assert f"{address}{way}" in hrefs
    expect(guides.get_by_text(kind, exact=True).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(guides.get_by_role("link").first).to_be_focused()
    page.goto(f"{address}{way}")
    assert way.partition("#")[2] in {"", page.evaluate("document.querySelector(':target')?.id")}


_MARKED = """() => [...CSS.highlights.get("hit") ?? []].map(String)"""
_FOLDED = """() => [...CSS.highlights.get("hit-now")].every(
    ({ startContainer: { parentElement: it } }) => it.checkVisibility())"""


def test_what_was_sought_is_marked_until_it_is_switched_off(page: Page) -> None:
    search(page, f"{QUERY} h30")
    links(page).nth(1).click()
    bar = page.locator(".hits")
    expect(bar.get_by_role("status")).to_have_text(
        re.compile(f"「{QUERY}」が[0-9]+か所にあります。")
    )
    texts = page.evaluate(_MARKED)
    assert QUERY in texts
    assert set(texts) - {QUERY} <= {"平成30年度", "H30", "2018年度", "Ｈ３０"}
    for number in range(2, 5):
        bar.get_by_role("button", name="次へ").click()
        expect(bar.get_by_role("status")).to_contain_text("番め")
        assert page.evaluate(_FOLDED), number
    bar.get_by_role("button", name="印を消す").click()
    expect(bar).to_have_count(0)
    assert page.evaluate(_MARKED) == []
    assert "hit=" not in page.url


def test_an_address_has_nothing_told_on_the_page_that_does_not_stand_there(
    page: Page, address: str
) -> None:
    page.goto(f"{address}policies/?hit=閉鎖しました&hit=重点課題#%E3%")
    status = page.locator(".hits").get_by_role("status")
    expect(status).to_have_text(re.compile("「重点課題」が[0-9]+か所にあります。"))
    page.goto(f"{address}policies/?hit=閉鎖しました")
    expect(page.locator(".hits")).to_have_count(0)


def test_a_result_on_the_page_itself_leads_there(page: Page, address: str) -> None:
    page.goto(f"{address}policies/")
    search(page, "重点課題")
    links(page).filter(has_text="重点課題").first.click()
    expect(dialog(page)).to_be_hidden()


def test_the_address_brings_the_results_back(page: Page, address: str) -> None:
    page.goto(f"{address}?q={quote(QUERY)}&year=2018")
    expect(links(page).first).to_be_visible()
    expect(field(page)).to_have_value(QUERY)
    expect(dialog(page).get_by_label("年度")).to_have_value("2018")
    links(page).first.click()
    page.wait_for_url(re.compile(r"/(policies|projects|years|indicators|surveys)/"))
    page.go_back()
    expect(links(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect_asked(page)


def test_no_choice_stays_in_the_address_when_it_is_closed(page: Page) -> None:
    opener(page).click()
    expect(dialog(page).get_by_label("年度").locator("option").nth(1)).to_be_attached()
    selects = dialog(page).locator("select")
    asked = {}
    for select in selects.all():
        name = select.get_attribute("name")
        assert name is not None
        # Also where the site has nothing to choose from.
        select.evaluate("(field) => field.append(new Option('x', 'x'))")
        select.evaluate("(field) => (field.value = 'x')")
        asked[name] = "x"
    selects.first.dispatch_event("change", {"bubbles": True})
    expect_asked(page, **asked)
    page.keyboard.press("Escape")
    expect_asked(page)


def test_the_address_keeps_what_is_not_the_search_s(page: Page, address: str) -> None:
    page.goto(f"{address}policies/?source=mail#top")
    search(page, QUERY)
    expect_asked(page, source="mail", q=QUERY)
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{address}policies/?source=mail#top")


def test_an_answer_that_never_comes_is_given_up(page: Page) -> None:
    page.clock.install()
    page.reload()
    page.route("**/pagefind/index/*", lambda _: None)  # nobody answers
    opener(page).click()
    field(page).fill(QUERY)
    expect(status(page)).to_contain_text("検索しています")
    page.clock.fast_forward(31_000)
    expect(status(page)).to_contain_text("索引を読み込めませんでした")
    page.unroute("**/pagefind/index/*")
    dialog(page).get_by_role("button", name="もう一度").click()
    expect(status(page)).to_contain_text("見つかり")


def test_what_was_found_stays_said_while_the_filters_are_counted(page: Page, address: str) -> None:
    shown: list[Route] = []
    held: list[Route] = []

    def hold_once_shown(route: Route) -> None:
        if shown:
            held.append(route)
        else:
            route.continue_()

    def show(route: Route) -> None:
        shown.append(route)
        route.continue_()

    page.route("**/pagefind/fragment/*", show)
    page.route("**/pagefind/index/*", hold_once_shown)
    # Which words share a piece of the index is Pagefind's choice and shifts with every text.
    for query in (QUERY, "交付金", "市民", "自治会"):
        page.goto(address)
        shown.clear()
        search(page, query)
        page.wait_for_timeout(800)  # longer than it takes until a search is said to be under way
        if held:
            break
    assert held, "the filters' counts ask for no piece of the index: this tests nothing"
    expect(status(page)).to_contain_text("見つかり")
    for route in held:
        route.continue_()
    expect(dialog(page).locator("option", has_text="評価表 (")).to_have_count(1)


def test_filters_show_counts_narrow_and_are_cleared(page: Page) -> None:
    search(page, "の")
    everything = status(page).inner_text()
    kind = dialog(page).get_by_label("種別")
    option = kind.locator("option", has_text=re.compile(r"^事業 \(\d+\)$"))
    expect(option).to_have_count(1)
    count = option.inner_text().removeprefix("事業 (").removesuffix(")")
    kind.select_option("事業")
    expect(status(page)).to_have_text(re.compile(f"^{count}件"))
    expect_asked(page, q="の", kind="事業")
    field(page).fill("")
    expect(status(page)).to_have_text(re.compile("^[0-9]+件"))
    expect_asked(page, kind="事業")
    dialog(page).get_by_role("button", name="条件を消す").click()
    expect(status(page)).to_have_text("言葉を入力するか、絞り込みを選んでください。")
    expect(kind.locator("option", has_text=re.compile("^事業$"))).to_have_count(1)
    expect_asked(page)
    field(page).fill("の")
    expect(status(page)).to_have_text(everything)


def test_ten_results_come_at_a_time(page: Page) -> None:
    search(page, "の")
    expect(links(page)).to_have_count(10)
    expect(status(page)).to_contain_text("10件を表示しています")
    dialog(page).get_by_role("button", name="さらに表示").click()
    expect(links(page).nth(10)).to_be_focused()
    expect(status(page)).to_contain_text("20件を表示しています")


def test_arrows_walk_through_the_results(page: Page) -> None:
    search(page, QUERY)
    page.keyboard.press("ArrowDown")
    expect(links(page).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links(page).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()


def test_the_tab_key_goes_from_top_to_bottom(page: Page) -> None:
    search(page, QUERY)
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
    assert names == ["year", "kind", "policy", "reset", "", ""]
    expect(links(page).nth(1)).to_be_focused()


def test_nothing_found_is_said_with_advice(page: Page) -> None:
    search(page, "宇宙港")
    expect(status(page)).to_have_text("見つかりませんでした")
    expect(dialog(page).get_by_text("言葉を短くするか")).to_be_visible()
    field(page).fill(QUERY)
    expect(links(page).first).to_be_visible()
    expect(dialog(page).get_by_text("言葉を短くするか")).to_be_hidden()


def test_nothing_is_sought_while_a_word_is_being_composed(page: Page) -> None:
    opener(page).click()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "じちかい", "selectionStart": 4, "selectionEnd": 4}
    )
    page.wait_for_timeout(400)
    expect_asked(page)
    keyboard.send("Input.insertText", {"text": "自治会"})
    expect(links(page).first).to_be_visible()
    expect_asked(page, q="自治会")


def test_an_index_that_cannot_be_read_is_said_and_tried_again(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url) if "/pagefind.js?" in it.url else None)
    page.route("**/pagefind/**", lambda route: route.abort())
    opener(page).click()
    expect(status(page)).to_contain_text("索引を読み込めませんでした")
    page.unroute("**/pagefind/**")
    field(page).fill(QUERY)
    expect(links(page).first).to_be_visible()
    # A browser may remember of an address that no module came.
    assert len(set(asked)) == len(asked) == 2
    expect(dialog(page).get_by_role("button", name="もう一度検索する")).to_be_hidden()


@pytest.mark.parametrize("piece", ["pagefind-entry.json", "index/*", "fragment/*", "*.pf_meta"])
def test_a_piece_that_does_not_come_is_not_taken_for_nothing_found(page: Page, piece: str) -> None:
    """As when the site was built anew since the page was loaded."""
    page.route(f"**/pagefind/{piece}*", lambda route: route.fulfill(status=404))
    opener(page).click()
    field(page).fill(QUERY)
    expect(status(page)).to_contain_text("索引を読み込めませんでした")
    page.unroute(f"**/pagefind/{piece}*")
    dialog(page).get_by_role("button", name="もう一度検索する").click()
    expect(links(page).first).to_be_visible()


def test_a_site_without_an_index_says_so(
    real_site: Path, tmp_path: Path, browser: Browser, serve: Serve
) -> None:
    site = shutil.copytree(real_site, tmp_path / "site", ignore=lambda *_: {"pagefind"})
    with serve(site) as address:
        page = browser.new_page()
        page.goto(f"{address}?q=の")
        expect(status(page)).to_contain_text("索引を読み込めませんでした")
        shutil.copytree(real_site / "pagefind", site / "pagefind")
        dialog(page).get_by_role("button", name="もう一度検索する").click()
        expect(links(page).first).to_be_visible()
        page.close()


def test_the_site_may_lie_in_a_folder(
    real_site: Path, tmp_path: Path, browser: Browser, serve: Serve
) -> None:
    shutil.copytree(real_site, tmp_path / "hyoka")
    with serve(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}hyoka/policies/?q={quote(QUERY)}")
        expect(links(page).first).to_be_visible()
        hrefs = [link.get_attribute("href") or "" for link in links(page).all()]
        assert all(href.startswith(f"{address}hyoka/") for href in hrefs)
        page.close()


def test_text_is_never_taken_for_markup(
    real_site: Path, tmp_path: Path, browser: Browser, serve: Serve
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    site = shutil.copytree(real_site, tmp_path / "site")
    escaped = evil.replace("<", "&lt;")
    html = f'<h1>{escaped}</h1><h2 id="a&quot;b">{escaped}</h2><p>{escaped} わるもの</p>'
    build_index([SearchPage("x/", evil, evil, 2018, evil, evil, html, tags=(evil,))], site)
    with serve(site) as address:
        page = browser.new_page()
        page.on("dialog", lambda _: pytest.fail("a script of a record was run"))
        page.goto(f"{address}?q=わるもの")
        expect(links(page)).to_have_text([evil])
        assert (links(page).first.get_attribute("href") or "").startswith(f"{address}x/?hit=")
        assert (links(page).first.get_attribute("href") or "").endswith("#a%22b")
        assert dialog(page).locator("img").count() == 0
        page.close()


def test_it_works_under_a_strict_content_security_policy(address: str, browser: Browser) -> None:
    """`wasm-unsafe-eval` is all that the search asks for."""
    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'"

    def strict(route: Route) -> None:
        answer = route.fetch()
        headers = answer.headers | {"content-security-policy": policy}
        route.fulfill(response=answer, headers=headers)

    page = browser.new_page()
    page.route(f"{address}**", strict)
    page.goto(f"{address}?q={quote(QUERY)}")
    expect(links(page).first).to_be_visible()
    # What is still on its way would otherwise fail in the next test.
    page.unroute_all(behavior="wait")
    page.close()


def test_without_a_script_nothing_is_dead(address: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}?q={quote(QUERY)}")
    expect(page.locator("[data-finder=open]")).to_be_hidden()
    expect(page.locator("#finder")).to_be_hidden()
    expect(page.locator("a[href='policies/']").first).to_be_attached()
    context.close()


# On every screen, in both palettes.

_CONTRAST = """(root) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgb = (colors) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = ([r, g, b]) => {
        const [x, y, z] = [r, g, b].map((c) => c / 255)
            .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (element) => {
        const colors = [];
        for (let at = element; at; at = at.parentElement) {
            colors.unshift(getComputedStyle(at).backgroundColor);
        }
        return ["white", ...colors];
    };
    return [...root.querySelectorAll("*")]
        .filter((e) => e.checkVisibility() && [...e.childNodes].some(
            (node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
        .map((e) => {
            const [a, b] = [rgb([...ground(e), getComputedStyle(e).color]), rgb(ground(e))]
                .map(light).sort((x, y) => y - x);
            return [e.className || e.tagName, (a + 0.05) / (b + 0.05)];
        })
        .filter(([, contrast]) => contrast < 4.5);
}"""

_TARGETS = """(root) => [...root.querySelectorAll("a, button, input, select")]
    .filter((e) => e.checkVisibility())
    .map((e) => [e, (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([e, box]) => [e.outerHTML.slice(0, 80), box.width, box.height])"""


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (390, "dark"), (1366, "light"), (1366, "dark")]
)
def test_it_fits_can_be_read_and_touched(
    address: str, browser: Browser, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 640},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{address}?q={quote(QUERY)}")
    expect(links(page).first).to_be_visible()
    root = dialog(page).element_handle()
    palette = page.locator("body").get_attribute("data-md-color-scheme")
    assert palette == ("slate" if scheme == "dark" else "default")
    assert page.evaluate("(root) => root.getAnimations({ subtree: true }).length", root) == 0
    assert page.evaluate(_CONTRAST, root) == []
    assert page.evaluate(_TARGETS, root) == []
    panel = "(root) => root.firstElementChild.scrollWidth - root.firstElementChild.clientWidth"
    assert page.evaluate(panel, root) == 0
    box = dialog(page).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    button = opener(page).bounding_box()
    assert button is not None
    assert min(button["width"], button["height"]) >= 24
    context.close()
