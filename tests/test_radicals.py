"""Signs that are drawn like kanji and are none: what is told, and what are names."""

import re
import unicodedata

import pytest

from hyoka.model.radicals import letters, radicals_in


def assigned(first: int, last: int) -> list[str]:
    signs = map(chr, range(first, last + 1))
    return [sign for sign in signs if unicodedata.category(sign) != "Cn"]


def test_every_radical_has_its_kanji() -> None:
    """All that are assigned, but for ⺀, which is drawn like no kanji."""
    for sign in (*assigned(0x2E81, 0x2EF3), *assigned(0x2F00, 0x2FD5)):
        (kanji,) = radicals_in(f"一{sign}").values()
        assert re.fullmatch("[\u3400-\u9fff\U00020000-\U0003ffff]", kanji), sign
        assert radicals_in(kanji) == {}


def test_a_radical_s_kanji_is_what_unicode_composes_it_to_but_where_japan_draws_another() -> None:
    signs = [
        sign for sign in assigned(0x2E80, 0x2FD5) if unicodedata.normalize("NFKC", sign) != sign
    ]
    other = {
        sign for sign in signs if radicals_in(sign)[sign] != unicodedata.normalize("NFKC", sign)
    }
    assert other == set("⼾⾭⿈⿊")


@pytest.mark.parametrize(
    ("text", "kanji"),
    [
        ("⺠⻑⻄⻘⻝⻤⻩⻫⻭⻲⺟⻨⻯", "民長西青食鬼黄斉歯亀母麦竜"),
        ("⽀⾏⽣⽤⼾⿊⾼⾯", "支行生用戸黒高面"),
        ("㇐㇑", "一丨"),
        ("\uf90a\uf9d1\ufa08\uf907", "金六行龜"),
    ],
)
def test_what_pdfs_give_is_told(text: str, kanji: str) -> None:
    assert "".join(radicals_in(text).values()) == kanji


@pytest.mark.parametrize(
    "text",
    [
        "﨑髙德濵𠮷栁彅",
        "\uf91d\uf928\uf929\uf936\uf970\uf9d0\uf9dc\ufa19\ufa1b\ufa26\ufa67",
        "葛\U000e0100城",
        "ー々〆ヶ⿰〇",
    ],
)
def test_letters_that_names_are_written_with_are_none(text: str) -> None:
    assert radicals_in(text) == {}


def test_many_signs_are_not_all_named() -> None:
    named = letters(radicals_in("".join(map(chr, range(0x2F00, 0x2F20)))))
    assert named.startswith("⼀ U+2F00 → 一、")
    assert named.endswith("、…")
    assert named.count("→") == 10
