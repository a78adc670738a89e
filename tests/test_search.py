"""The search finds every page that holds a query, and no other."""

import itertools
import json
import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from hyoka.search import SearchError, SearchPage, build_index, engine
from hyoka.search.coding import TOP, normalise, pairs, phrase, singles
from hyoka.search.page import sections
from hyoka.search.postings import inverted
from hyoka.search.years import mentioned_years, year_forms
from hyoka.units import FiscalYear
from tests.search import corpus, index
from tests.search.expected_matches import NAMES, fold, found, holders, missed_and_false, texts_of
from tests.search.words import ABSENT, WORDS

Serve = Callable[[Path], AbstractContextManager[str]]

THEME = Path(__file__).parent.parent / "theme"
PAGES = 1_000


def shown(html: str) -> list[tuple[str, str, list[str]]]:
    page = SearchPage("p/", "題", "事業", None, None, None, html)
    return [(section.id, section.heading, section.blocks) for section in sections(page)]


# What a page shows.


def test_sections_begin_at_headings_with_an_id() -> None:
    html = '<p>前</p><h1 id="t">表題</h1><p>一</p><h2 id="a">A</h2><h3>細目</h3><p>二</p>'
    assert shown(html) == [("", "", ["前"]), ("", "表題", ["一"]), ("a", "A", ["細目", "二"])]


def test_the_title_is_text_where_the_article_has_no_h1() -> None:
    assert shown("<p>文</p>") == [("", "題", []), ("", "", ["文"])]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p>自<b>治</b>会<wbr>に</p>", ["自治会に"]),
        ("<p>一<br>二</p>", ["一 二"]),
        ("<p>一\n  二&nbsp;三&#x3000;四</p>", ["一 二 三 四"]),
        ("<ul><li>一<ul><li>二</li></ul>三</li></ul>", ["一", "二", "三"]),
        ("<tr><th>一</th><td>二</td></tr>", ["一", "二"]),
        ("<details><summary>一</summary>二</details>", ["一", "二"]),
        ("<dl><dt>一</dt><dd>二</dd></dl><figcaption>三</figcaption>", ["一", "二", "三"]),
        (
            "<p><ruby>所沢<rp>(</rp><rt>ところざわ</rt><rp>)</rp></ruby>市</p>",
            ["所沢市", "ところざわ"],
        ),
        ("<p>A &amp; B &lt;c&gt;</p>", ["A & B <c>"]),
        ("<p>1 < 2</p>", ["1 < 2"]),
        ('<p title="a > b">文</p>', ["文"]),
        ("<!-- <p>無</p> --><p>文</p>", ["文"]),
        ("<nav><ol><li>無</li></ol></nav><p>文</p>", ["文"]),
        ("<svg><title>無</title><text>無</text></svg><p>文</p>", ["文"]),
        ('<p>文<svg role="img"><a><text>無</text></a></svg>字</p>', ["文", "字"]),
        ("<p>文<span hidden><svg><text>無</text></svg></span>字</p>", ["文字"]),
        ("<script>if (a < b) '<p>無</p>'</script><style>p > a</style><p>文</p>", ["文"]),
        (
            '<details class="calculation"><summary>9％</summary><p>8 ÷ 9<br>式</p></details>後',
            ["9％", "後"],
        ),
        ("<details><summary>問</summary><p>答</p></details>", ["問", "答"]),
        ('<div data-search="off"><div>無</div>無</div><p>文</p>', ["文"]),
        ("<p hidden>無</p><p>文<span hidden>無</span>字</p>", ["文字"]),
        ("<p>文</p><P>字</P>", ["文", "字"]),
        ('<p>文<a class="headerlink" href="#a">¶</a></p>', ["文"]),
    ],
)
def test_blocks_are_what_a_reader_sees_as_one_text(html: str, blocks: list[str]) -> None:
    assert shown(f"<h1></h1>{html}") == [("", "", blocks)]


def test_a_reading_above_a_heading_is_no_heading() -> None:
    html = '<h1></h1><h2 id="a"><ruby>所沢<rt>ところざわ</rt></ruby>市</h2>'
    assert shown(html) == [("a", "所沢市", ["ところざわ"])]


# The coding.


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NPO", "ｎｐｏ"),
        ("ｺﾐｭﾆﾃｨｰ･ﾊﾞｽ", "コミュニティー・バス"),
        ("①㈱㍻", "1(株)平成"),
        ("Straße", "STRASSE"),
        ("葛\U000e0100城", "葛城"),
        ("ま\u200bち\u00adづくり", "まちづくり"),
        ("か\u3099", "が"),
        ("％", "%"),
        ("«\\100»", "«￥100»"),
        ("“まち‘の’声”", "〝まち'の'声〟"),
        ("2∶1、1∕2、½", "2：1、1／2、1/2"),
        ("二〇一八", "二○一八"),
        ("65≦", "65≤"),
        ("センタ－", "センター"),
        ("04ー2998ー1111", "04-2998-1111"),
        *[("3ヶ所", "3か所"), ("３カ国", "3か国"), ("数箇所", "数ヶ所")],
        *[("10ケ月", "10か月"), ("十ヵ年", "十か年")],
    ],
)
def test_what_looks_alike_is_alike(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    "signs",
    [
        "-－−﹣‐‑‒–—―─━⁻₋⁃➖⸺⸻",
        "~～〜∼〰⁓",
        "・･·•‧∙⋅",
        '"＂“”„‟〝〞〟',
        "'＇‘’‚‛",
        ":：∶︓",
        "/／⁄∕",
        "\\＼¥￥",
        "‖∥",
        "○〇◯",
        "×✕✖☓",
        "≧≥",
        "≦≤",
        "…⋯",
        "%％﹪",
    ],
)
def test_signs_that_keyboards_give_for_one_another_are_one(signs: str) -> None:
    """Windows types －, ～ and ･ where Macs and the generator write −, 〜 and ・."""
    assert {normalise(sign) for sign in signs} == {normalise(signs[0])}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[
            ("が", "か"),
            ("々", "人"),
            ("ヶ", "ケ"),
            ("ヶ", "か"),
            ("ヶ所", "か所"),
            ("○", "●"),
            ("○", "0"),
        ],
        *[("ー", "−"), ("ー", "-"), ("一", "-"), ("ｰ", "-"), ("-", "~"), ("・", ".")],
        *[("、", ","), ("。", "."), ("1,000", "1000"), ("「」", '""'), ("×", "x")],
    ],
)
def test_what_is_different_stays_different(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text())
def test_normalising_once_is_enough(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def answers(query: str, texts: list[str]) -> bool:
    """Whether Pagefind would find the phrase of a query in a page of these texts."""
    words, wanted = pairs(texts).split() + singles(texts), phrase(query).split()
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))


few = st.text(alphabet="ああいかがー1 𠮷𠮸", max_size=12)


@given(st.lists(few | st.text(), max_size=6), few | st.text(max_size=4))
@example(["ああ", "あい"], "あああい")
@example(["あ", "い"], "あい")
@example(["あい", "う", "いう"], "あいう")
@example(["𠮷"], "𠮸")
def test_a_phrase_answers_where_its_text_stands_and_nowhere_else(
    texts: list[str], query: str
) -> None:
    texts, query = [normalise(text) for text in texts], "".join(normalise(query).split())
    if query:
        assert answers(query, texts) == any(query in text for text in texts)


@given(st.lists(few | st.text()))
def test_each_line_is_normalised_by_itself(texts: list[str]) -> None:
    lines = [" ".join(text.split()) for text in texts]
    assert normalise("\n".join(lines)) == "\n".join(map(normalise, lines))


def in_full(texts: list[str]) -> list[str]:
    """The words of every run of normalised texts, however often it is said."""
    words: list[str] = []
    for term in " ".join(texts).split():
        if not (coded := phrase(term).split())[0].startswith("x"):
            breaks = words and words[-1][-4:] == coded[0][:4]
            words += [f"z{coded[0][:4]}"] * bool(breaks) + coded
    return words


@given(st.lists(few | st.text(), max_size=6), st.integers(1, TOP))
def test_what_is_said_again_changes_no_place_at_the_top(texts: list[str], times: int) -> None:
    texts = [normalise(text) for text in texts] * times
    words, every = pairs(texts).split(), in_full(texts)
    assert words[:TOP] == every[:TOP]
    assert set(every) - set(words) <= {word for word in every if word.startswith("z")}


def test_what_is_said_again_below_the_top_is_coded_once() -> None:
    texts = [f"事業{number}" for number in range(3 * TOP)]
    assert pairs(texts * 2) == pairs(texts)


def test_the_script_asks_for_places_as_far_down_as_they_are_kept() -> None:
    finder = (THEME / "assets" / "javascripts" / "finder.js").read_text(encoding="utf-8")
    assert f"const TOP = {TOP};" in finder


@given(few, few)
def test_words_of_the_text_are_of_two_forms(first: str, second: str) -> None:
    words = pairs([first, second]).split()
    assert all(re.fullmatch("[a-d][a-z]{7}|z[a-z]{4}", word) for word in words)


def test_the_index_s_words_cannot_be_mistaken_for_one_another() -> None:
    assert phrase("\uffff\uffff") == "dsyp" * 2
    assert phrase("あ") == f"x{phrase('ああ')[:4]}"


# Fiscal years.


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("平成30年度の実績", [2018]),
        ("Ｈ３０(実績)", [2018]),
        ("H30実績、H29年度", [2018, 2017]),
        ("令和 元 年度", [2019]),
        ("R1", [2019]),
        ("Ｒ元年度", [2019]),
        ("平成31年度", [2019]),
        ("平成32年度の目標", [2020]),
        ("2018年度と２０１９年度", [2018, 2019]),
        ("(H27-30)", [2015]),
        ("R1.7.26", []),
        ("H30年2月", []),
        ("平成30年2月", []),
        ("平成30", []),
        ("H2O", []),
        ("AH30", []),
        ("H300", []),
        ("12018年度", []),
        ("9999年度、H0", []),
    ],
)
def test_fiscal_years_are_read_in_all_forms(text: str, years: list[int]) -> None:
    assert mentioned_years(normalise(text)) == {FiscalYear(year) for year in years}


def test_every_form_of_a_year_is_read_as_that_year() -> None:
    for year in (FiscalYear(number) for number in range(1980, 2060)):
        forms = year_forms(year)
        assert {FiscalYear.parse(form) for form in forms} == {year}
        assert forms == [normalise(form) for form in forms]
        assert all(mentioned_years(form) == {year} for form in forms)


def test_the_names_of_a_year_are_among_its_forms() -> None:
    assert all(fold(name) in year_forms(FiscalYear(year)) for name, year in NAMES.items())


# The index.


def simple(number: int, title: str = "題", html: str = "<h1>題</h1>") -> SearchPage:
    return SearchPage(f"p/{number}/", title, "事業", 2018, "平成30年度（2018年度）", "絆", html)


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    made = [one.page for one in corpus.make(40, seed=3)]
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        assert build_index(iter(made), tmp_path / name) == 40
    assert files(tmp_path / "one") == files(tmp_path / "other")


def test_nothing_but_the_bundle_is_left_behind(tmp_path: Path) -> None:
    build_index([simple(1)], tmp_path)
    build_index([simple(1), simple(2)], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["pagefind"]
    assert len(list((tmp_path / "pagefind" / "fragment").iterdir())) == 2
    assert not list(tmp_path.rglob("*ui*"))


def test_a_changed_page_gets_a_new_address_in_the_bundle(tmp_path: Path) -> None:
    """Else a browser would show the old text from its cache: ＮＰＯ and NPO are coded alike."""
    names = []
    for text in ("ＮＰＯ", "NPO"):
        build_index([simple(1, html=f"<h1>{text}</h1>")], tmp_path)
        names += [path.name for path in (tmp_path / "pagefind" / "fragment").iterdir()]
    assert len(set(names)) == 2


def test_a_failure_is_said_and_leaves_the_old_index(tmp_path: Path) -> None:
    build_index([simple(1)], tmp_path)
    before = files(tmp_path)
    with pytest.raises(SearchError, match="1 of 2"):
        build_index([simple(1), simple(1)], tmp_path)  # at one address
    assert files(tmp_path) == before


def test_another_form_of_index_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later Pagefind may write another one, which its script alone can read."""
    changed = "hyoka.search.pagefind_engine.inverted"
    monkeypatch.setattr(changed, lambda words: inverted(words[1:]))
    engine.cache_clear()
    with pytest.raises(SearchError, match="how Pagefind"):
        engine()
    engine.cache_clear()


def test_pagefind_itself_says_the_same_of_the_same_words(tmp_path: Path) -> None:
    made = [one.page for one in corpus.make(40, seed=3)]
    build_index(made, tmp_path)
    assert len(list((tmp_path / "pagefind" / "index").iterdir())) > 1
    known = index.places(tmp_path / "pagefind")
    assert known == index.by_pagefind(known, tmp_path / "own")


def test_a_page_without_text_is_indexed(tmp_path: Path) -> None:
    assert build_index([simple(1, title="", html="<h1></h1>")], tmp_path) == 1


# In the browser.


@pytest.fixture(scope="module")
def made() -> list[corpus.Made]:
    return corpus.make(PAGES, seed=1)


@pytest.fixture(scope="module")
def big_site(made: list[corpus.Made], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("big")
    corpus.write(made, folder, THEME)
    assert build_index((one.page for one in made), folder) == PAGES
    return folder


@pytest.fixture
def big_page(big_site: Path, browser: Browser, serve: Serve) -> Iterator[Page]:
    with serve(big_site) as address:
        page = browser.new_page()
        page.goto(address)
        yield page
        page.close()


@pytest.fixture(scope="module")
def texts(made: list[corpus.Made]) -> dict[str, list[str]]:
    pages = {one.page.url: [fold(block) for block in one.blocks] for one in made}
    return pages | {"": []}


def pieces(texts: dict[str, list[str]], count: int) -> list[str]:
    """Pieces of the pages' texts, and the ends and beginnings of neighbouring blocks joined."""
    chance = random.Random(2)  # noqa: S311 - no secret
    blocks = [block for page in texts.values() for block in page if block]
    found = []
    for at in chance.sample(range(len(blocks) - 1), k=count):
        first, second = blocks[at : at + 2]
        start, length = chance.randrange(len(first)), chance.randint(1, 9)
        found += [first[start : start + length], first[-2:] + second[:2], first[-1] + second[1:3]]
    return [piece for piece in found if piece.strip()]


def test_the_corpus_is_read_from_the_site_as_it_was_made(
    big_site: Path, texts: dict[str, list[str]]
) -> None:
    def held(pages: dict[str, list[str]]) -> dict[str, list[str]]:
        return {url: sorted(filter(None, blocks)) for url, blocks in pages.items()}

    assert held(texts_of(big_site)) == held(texts)


def test_in_1000_pages_every_page_is_found_and_no_other(
    big_page: Page, big_site: Path, texts: dict[str, list[str]]
) -> None:
    assert len(WORDS) >= 50
    queries = [*WORDS, *ABSENT, *pieces(texts, 60), *NAMES]
    assert missed_and_false(big_page, big_site, queries, texts) == ({}, {})
    assert not any(holders(texts, word) for word in ABSENT)
    assert sum(bool(holders(texts, word)) for word in WORDS) >= 50


@pytest.mark.parametrize("site", ["real_site", "town_site"])
def test_in_a_built_site_every_page_is_found_and_no_other(
    site: str, request: pytest.FixtureRequest, browser: Browser, serve: Serve
) -> None:
    folder = request.getfixturevalue(site)
    texts = texts_of(folder)
    with serve(folder) as address:
        page = browser.new_page()
        page.goto(address)
        queries = [*WORDS, *ABSENT, *pieces(texts, 40), *NAMES]
        assert missed_and_false(page, folder, queries) == ({}, {})
        page.close()


def test_names_of_a_year_find_the_same_pages(big_page: Page, big_site: Path) -> None:
    pages = found(big_page, big_site, list(NAMES))
    for year in set(NAMES.values()):
        named = [pages[name] for name, own in NAMES.items() if own == year]
        assert named[0]
        # H30 also stands in what is no year: H30.4.1.
        assert all(named[0] <= others for others in named)


def test_filters_narrow_what_is_found_and_are_counted(
    big_page: Page, made: list[corpus.Made], texts: dict[str, list[str]]
) -> None:
    held = holders(texts, "公民館")
    pages = [one.page for one in made]
    chosen = {"year": "2018", "kind": "事業", "policy": ""}
    hits, counts, listed, tagged = big_page.evaluate(
        """async (chosen) => {
            const { Finder } = await import(new URL("assets/javascripts/finder.js", location));
            const finder = await Finder.load(document.querySelector("[data-finder=engine]"));
            const read = async ({ hits }) =>
                (await Promise.all(hits.map((hit) => hit.data()))).map(({ record }) => record.url);
            const counts = await finder.counts("公民館", chosen);
            return [
                await read(await finder.find("公民館", chosen)),
                Object.fromEntries(Object.entries(counts).map(([k, v]) => [k, [...v]])),
                await read(await finder.find("", { policy: "エコタウンの実現" })),
                await read(await finder.find("", { tag: "子育て" })),
            ];
        }""",
        chosen,
    )
    assert set(hits) == {
        p.url for p in pages if p.url in held and p.fiscal_year == 2018 and p.kind == "事業"
    }
    years, kinds = dict(counts["year"]), dict(counts["kind"])
    assert list(years) == ["2019", "2018", "2017", "2016"]
    assert years["2016"] == sum(
        p.url in held and p.fiscal_year == 2016 and p.kind == "事業" for p in pages
    )
    assert kinds["指標"] == sum(
        p.url in held and p.fiscal_year == 2018 and p.kind == "指標" for p in pages
    )
    kinds_in_turn = list(dict.fromkeys(p.kind for p in pages))
    pages.sort(key=lambda p: (kinds_in_turn.index(p.kind), -(p.fiscal_year or 0)))
    assert listed == [p.url for p in pages if p.policy == "エコタウンの実現"]
    assert tagged == [p.url for p in pages if "子育て" in p.tags]
    assert len(tagged) not in {0, len(pages)}


def test_titles_come_first_then_tops_then_the_order_of_the_site(
    tmp_path: Path, browser: Browser, serve: Serve
) -> None:
    long = "あ" * 60
    made = [
        SearchPage(f"{name}/", name, "事業", 2018, None, None, f"<h1>{name}</h1><p>{text}</p>")
        for name, text in [
            ("二つ目", f"{long}公民館"),
            ("一つ目", f"{long}公民館 公民館"),
            ("先頭", "公民館"),
            ("新しい公民館", ""),
            ("公民館主催事業", ""),
            ("年度別", "H30"),
        ]
    ]
    corpus.write([corpus.Made(page, []) for page in made], tmp_path, THEME)
    build_index(made, tmp_path)
    with serve(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        order = page.evaluate(
            """async () => {
                const { Finder } = await import(new URL("assets/javascripts/finder.js", location));
                const template = document.querySelector("[data-finder=engine]");
                const { hits } = await (await Finder.load(template)).find("公民館");
                const data = await Promise.all(hits.map((hit) => hit.data()));
                return data.map(({ record }) => record.title);
            }"""
        )
        page.close()
    assert order == ["公民館主催事業", "先頭", "新しい公民館", "二つ目", "一つ目"]


SIGNED = {
    "居場所/": "6〜18歳の居場所",
    "前年度比/": "前年度比 −2.7ポイント、△1.2",
    "区間/": "本町～南町―北町‐東町",
    "催し/": "まち·ひと “応援” 10：00 1／2 ¥500",
    "長音/": "コミュニティー 2ー7",
}
"""The signs of several systems, each on a page of its own."""
TYPED = {
    "居場所/": ["6～18歳", "６~１８歳", "6〜18歳", "6∼18"],
    "前年度比/": ["−2.7", "－2.7ポイント", "-2.7ポイント", "–2.7", "—２.７"],
    "区間/": ["町〜南", "町~南町—北町-東町", "―北", "‐東", "－東町"],
    "催し/": ["まち・ひと", "ち･ひ", '"応援"', "”応", "10:00", "1/2", "￥500", "\\500"],
    "長音/": ["コミュニティー", "ｺﾐｭﾆﾃｨｰ", "2ー7"],
}
"""How other keyboards write what stands there and on no other page."""


def test_a_sign_is_found_whichever_keyboard_typed_it(
    tmp_path: Path, browser: Browser, serve: Serve
) -> None:
    made = [
        SearchPage(url, "題", "事業", None, None, None, f"<h1>題</h1><p>{text}</p>")
        for url, text in SIGNED.items()
    ]
    corpus.write([corpus.Made(page, []) for page in made], tmp_path, THEME)
    build_index(made, tmp_path)
    wanted = {query: {url} for url, queries in TYPED.items() for query in queries}
    with serve(tmp_path) as address:
        page = browser.new_page()
        page.goto(address)
        assert found(page, tmp_path, list(wanted)) == wanted
        page.close()


def test_a_hit_is_marked_whichever_keyboard_typed_it(big_page: Page) -> None:
    shown = big_page.evaluate(
        """async (asked) => {
            const load = (name) => import(new URL(`assets/javascripts/${name}.js`, location));
            const [{ marked }, { terms }] = await Promise.all([load("excerpt"), load("coding")]);
            const hits = (text, query) =>
                marked(text, terms(query).map((term) => [term])).filter((run) => run.marked);
            return asked.map(([text, query]) => hits(text, query).map((run) => run.text));
        }""",
        [["対象は6〜18歳…です⋯", "6～18歳 ..."], ["比 −2.7ポイント、コミュニティー", "－2.7"]],
    )
    assert shown == [["6〜18歳…", "⋯"], ["−2.7"]]


# The twins.


def coded(page: Page, texts: list[str]) -> list[list[str]]:
    """What the browser makes of texts: normalised, and the phrases of their terms."""
    made: list[list[str]] = page.evaluate(
        """async (texts) => {
            const coding = await import(new URL("assets/javascripts/coding.js", location));
            return texts.map((text) => [
                coding.normalise(text), ...coding.terms(text).map(coding.phrase)
            ]);
        }""",
        texts,
    )
    return made


def test_the_browser_codes_as_the_generator_does(big_page: Page) -> None:
    chance = random.Random(4)  # noqa: S311 - no secret
    alphabet = (
        "あア㌔ｶﾞか\u3099ー々・･ＡaßΣς１一〜～ \u3000\t\u200b\u00ad﷐𠮷\U000e0100İıﬃ각ᄀ\u11a8①%.-"
        "−‐–—―─~∼·•“”‘’∶⁄\\¥∥〇◯✕≥≤⋯≱\u0338"
    )
    texts = ["".join(chance.choices(alphabet, k=chance.randint(0, 12))) for _ in range(3_000)]
    for text, (normalised, *phrases) in zip(texts, coded(big_page, texts), strict=True):
        terms = dict.fromkeys(normalise(text).split())
        assert [normalised, *phrases] == [normalise(text), *map(phrase, terms)], ascii(text)


def test_the_browser_folds_every_character_as_the_generator_does(big_page: Page) -> None:
    characters = [
        chr(code)
        for code in itertools.chain(range(0xD800), range(0xE000, sys.maxunicode + 1))
        if unicodedata.category(chr(code)) not in {"Cn", "Co"}
    ]
    normalised = big_page.evaluate(
        """async (characters) => {
            const { normalise } = await import(new URL("assets/javascripts/coding.js", location));
            return JSON.stringify([...characters].map(normalise));
        }""",
        "".join(characters),
    )
    pairs_of = zip(characters, json.loads(normalised), strict=True)
    assert [one for one, other in pairs_of if normalise(one) != other] == []
