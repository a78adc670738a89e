"""Signs that are drawn like a kanji and are none: whoever copies text from a PDF gets them.

Fonts draw 民 and the radical ⺠ alike, so a PDF may name either. To a computer they are two: a word
with a radical in it is not found, and sorts elsewhere.

Which kanji a sign stands for is Unicode's property Equivalent_Unified_Ideograph (version 17.0.0;
its notice is in NOTICE.md); of the radicals U+2F00–2FD5, NFKC says the same.
"""

import re
import unicodedata
from functools import cache

from hyoka.problems import CHOICES

_KANJI = """
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺑𡯂 ⺒巳
⺓幺 ⺔彑 ⺕𫜹 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫
⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌
⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝
⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风
⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯
⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟 ㇆𠃌 ㇏乀 ㇐一 ㇑丨 ㇒丿 ㇓丿 ㇔丶 ㇕𠃍 ㇖乛 ㇗𠃊 ㇘𠃎 ㇙𠄌
㇚亅 ㇛𡿨 ㇜𠃋 ㇝乀 ㇞𠃑 ㇟乚 ㇠乙 ㇡𠄎
"""
"""Each sign of the blocks CJK Radicals Supplement and CJK Strokes, then its kanji."""
_IN_JAPAN = "⼾戸 ⾭青 ⿈黄 ⿊黒"
"""Radicals that Japanese fonts draw as these; Unicode names the forms 戶, 靑, 黃, 黑."""
_RADICALS = range(0x2F00, 0x2FD6)
_DOUBLES = range(0xF900, 0xFA0E)
"""Kanji that Korean and Taiwanese codes have twice, and so Unicode, drawn alike …"""
_OLD_FORMS = frozenset("\uf91d\uf928\uf929\uf936\uf970\uf9d0\uf9dc")
"""… but for these, forms of their own of 欄廊朗虜殺類隆 in JIS X 0213: names are written so."""

_MAY_BE = re.compile("[\u2e80-\u2fd5\u31c0-\u31ef\uf900-\ufa0d]")
_MOST = 10
"""Signs that a message names."""


@cache
def _kanji() -> dict[str, str]:
    kanji = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _RADICALS}
    doubles = (chr(code) for code in _DOUBLES)
    kanji |= {sign: unicodedata.normalize("NFC", sign) for sign in doubles}
    kanji |= {pair[0]: pair[1] for pair in (*_KANJI.split(), *_IN_JAPAN.split())}
    return {sign: meant for sign, meant in kanji.items() if sign not in _OLD_FORMS}


def radicals_in(text: str) -> dict[str, str]:
    """The signs of this kind that stand in a text, each once, by which kanji it is drawn like."""
    found = dict.fromkeys(_MAY_BE.findall(text))
    return {sign: _kanji()[sign] for sign in found if sign in _kanji()}


def letters(signs: dict[str, str]) -> str:
    """The signs as a message names them, with their kanji: `⺠ U+2EA0 → 民`."""
    named = [f"{sign} U+{ord(sign):04X} → {kanji}" for sign, kanji in signs.items()]
    return CHOICES.join([*named[:_MOST], *(["…"] if named[_MOST:] else [])])
