"""What a text of a record may be: something that can be seen; an address that can be opened."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from hyoka.content.documents import YamlDocument, parse_document
from hyoka.model.fields import Before, Line, Text, Url
from hyoka.model.rating import Mark
from hyoka.model.texts import has_form
from hyoka.model.web_addresses import fault_of

UNSEEN = (
    *(
        "",
        " ",
        "\u3000",
        "\u00a0",
        "\u2003",
        "\u3164",
        "\u2800",
        "\u115f\u1160",
        "\uffa0",
        "\u180e",
    ),
    *("\u200b", "\u200c\u200d", "\u2060", "\ufeff", "\u00ad", "\ufe0f", "\U000e0100", "\u0301"),
    *("\u3099", "\U000e0041\U000e0042", "\u034f", "\u2064", "\ufff9", "\U000e0001", "\u17b4", "\t"),
    *("\u3164 \u200b\u3000\u2800", "\u20dd", "\U000e0fff", "\u2065", "\n\u2800\n"),
)


@pytest.mark.parametrize(
    "kind",
    [TypeAdapter(Line), TypeAdapter(Text), TypeAdapter(Before), TypeAdapter(Mark)],
    ids=["line", "text", "before", "mark"],
)
@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_a_text_without_anything_that_can_be_seen_is_none(
    kind: TypeAdapter[object], text: str
) -> None:
    with pytest.raises(ValidationError, match="nothing that can be seen"):
        kind.validate_python(text, strict=True)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "葛\U000e0100城市",
            "👨\u200d👩\u200d👧",
            "❤\ufe0f",
            "か\u3099",
            "―",
            "・",
            "※",
            "\ue000",
        ),
        *("a\u00adb", "ㅤあ", "🏴\U000e0067\U000e0062\U000e007f", "１", "ｶﾞ", "🇯🇵", "\U000323b0"),
    ],
)
def test_a_text_that_can_be_seen_keeps_what_belongs_to_it(text: str) -> None:
    assert TypeAdapter(Line).validate_python(text) == text
    assert isinstance(parse_document(f"a: '{text}'\n", "a.yml"), YamlDocument)


@pytest.mark.parametrize("text", ["あ\U000e0041", "\U000e0020い", "a\U000e007fb", "😀\U000e0062"])
def test_letters_that_nobody_sees_are_refused_behind_others(text: str) -> None:
    for written in (f"a: {text}\n", f'a: "{text.encode("unicode_escape").decode()}"\n'):
        found = parse_document(written, "a.yml")
        assert isinstance(found, tuple)
        assert [problem.rule for problem in found] == ["control_character"]


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
@settings(deadline=None, derandomize=True)
def test_a_text_is_seen_as_soon_as_one_character_is(text: str) -> None:
    assert has_form(f"{text}a\u200b")


FAULTS = {
    "scheme": ["http://a.jp", "ftp://a.jp", "a.jp", "//a.jp", "javascript:alert(1)", "HTTPS:a.jp"],
    "hidden": [
        *("https://a.jp/a b", "https://a.jp/\n", "https://a.jp/\t", "https://a.jp/\u3000"),
        *("https://exa\u200bmple.jp/", "https://ex\u00admple.jp", "https://a.jp/\u202ea"),
        *("https://a.jp/\u3164", "https://a\ufe0f.jp/", "https://a.jp/\U000e0041", "https://a.jp\x00"),
    ],
    "sign": [
        *("https://a.jp\\@b.jp", "https://a.jp/'", 'https://a.jp/"', "https://a.jp/”", "https://a.jp/<"),
        *("https://a.jp/」", "https://a.jp/。", "https://a.jp/{x}", "https://a.jp/a|b", "https://`"),
    ],
    "percent": ["https://a.jp/%", "https://a.jp/%zz", "https://a.jp/100%", "https://%.jp/"],
    "userinfo": ["https://user:password@host.jp/", "https://a.jp@b.jp/", "https://@a.jp/"],
    "port": ["https://a.jp:99999/", "https://a.jp:0/", "https://a.jp:/", "https://a.jp:x/"],
    "host": [
        *("https://", "https://[", "https:///path", "https://?q", "https://#a", "https://.", "https://a..b"),
        *("https://.a.jp", "https://a_b.jp", "https://-a.jp", "https://a-.jp", "https://localhost/"),
        *(f"https://{'あ' * 70}.jp/", f"https://{'a' * 64}.jp/", f"https://{'a.' * 127}jp/"),
        *("https://127.1/", "https://0x7f.1/", "https://010.8.8.8/", "https://1234567/", "https://1.2.3/"),
        *("https://192.168.0.1/", "https://127.0.0.1/", "https://[::1]/", "https://[fe80::1%25a]/"),
        *("https://256.1.1.1/", "https://[8.8.8.8]x/", "https://ｅ.jp/", "https://a。jp/", "https://[]/"),
        *("https://a%2eb.jp/", "https://a,b.jp/", "https://a.jp]/"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("fault", "url"), [(f, url) for f, urls in FAULTS.items() for url in urls])
def test_an_address_that_leads_nowhere_or_elsewhere_is_refused(fault: str, url: str) -> None:
    assert fault_of(url) == fault
    with pytest.raises(ValidationError) as told:
        TypeAdapter(Url).validate_python(url, strict=True)
    assert [(e["type"], e["ctx"]["fault"]) for e in told.value.errors()] == [("url_form", fault)]


@pytest.mark.parametrize(
    "url",
    [
        *("https://www.city.tokorozawa.saitama.jp/a/b.html?x=1&y[]=2#z", "https://A.JP", "https://a.jp:8443/"),
        *("https://日本.jp/評価?年度=令和元", "https://xn--wgv71a.jp/", "https://8.8.8.8/", "https://a.jp/@x"),
        *("https://[2001:4860:4860::8888]/", "https://a.jp/%E3%81%82", "https://a.jp/(1)", "https://a.jp/か\u3099"),
        *("https://a.jp/a~b;c,d!$&*+=:", "https://3.example.jp/", "https://a--b.jp/"),
    ],
)  # fmt: skip
def test_an_address_that_can_be_opened_is_kept(url: str) -> None:
    assert fault_of(url) is None
    assert TypeAdapter(Url).validate_python(url, strict=True) == url


@given(st.text().map(lambda rest: f"https://{rest}"))
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_text_is_an_address_or_has_a_fault(url: str) -> None:
    assert fault_of(url) in {None, *FAULTS}
