"""Exact search in Japanese: pages -> coded text -> Pagefind's index.

Pagefind finds words and phrases. Japanese puts no spaces between words, so the index is fed with
pairs of neighbouring characters instead: 自治会 becomes 自治 治会, and the phrase of a query's
pairs stands exactly where the query itself stands. All words are lower-case ASCII letters, for
Pagefind folds, stems and splits what else it is given. `coding.js` in the theme is the twin of the
coding here; `finder.js` asks the questions.

What is compared is Unicode's NFKC_Casefold of the text: NPO = ＮＰＯ, ｺﾐｭﾆﾃｨ = コミュニティ, and
characters that nobody sees (variation selectors, zero-width spaces, soft hyphens) do not count.
Signs that keyboards and systems give for one another are one sign: - − ‐ –, 〜 ～ ~, ・ ·. What is
written otherwise stays apart: the long vowel mark ー and a dash, ヶ and か, 、 and a comma, 1,000
and 1000. A space, a line break and the edge of a block (paragraph, cell, heading …) end a run of
text: no query is found across them.

What a page says again is in the index once: a run of text that stands there holds the same queries.
At the top of a page it is there each time, so that its places are those of the page's words.

| word in the index | what it says of a page |
|---|---|
| eight letters, the first a–d | the two UTF-16 units, four letters each, stand side by side |
| `x` and four letters | the unit stands somewhere on the page: for queries of one character |
| `y` and four letters | the page mentions that fiscal year 年度, however it writes it |
| `f` and fourteen letters | the page has that value of a filter |
| `z` and four letters | the text breaks off, and goes on with the unit that it ended with |
"""

from .coded_page import CodedPage, IndexedPage, code
from .index import PageFolder, SearchIndex, build_index, index_coded
from .page import Guide, SearchPage
from .pagefind_engine import BUNDLE, ENGINE, SearchError, engine

__all__ = [
    "BUNDLE",
    "ENGINE",
    "CodedPage",
    "Guide",
    "IndexedPage",
    "PageFolder",
    "SearchError",
    "SearchIndex",
    "SearchPage",
    "build_index",
    "code",
    "engine",
    "index_coded",
]
