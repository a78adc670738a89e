"""Any text in any field survives YAML -> Markdown -> HTML as itself, and nothing but itself."""

import json
import re
import tempfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from hyoka import site
from hyoka.checks.units import means_percent
from hyoka.content import read_folder
from hyoka.model.radicals import radicals_in
from hyoka.units import is_at_most, is_rank
from hyoka.wording import load_language

# A municipality in which every text is the same. `{text}` is written as JSON, which is YAML.
FILES = {
    "municipality.yml": """
name: {text}
code: "999997"
publisher: {{name: {text}, official: false, contact: {text}}}
notice: {text}
licence: {{name: {text}, url: "https://example.jp/"}}
money_unit: 千円
decimals: {{policy_rate: 1, project_rate: 0, share: 1, money_rate: 1}}
headings: {{lead: {text}, external_evaluation: {text}, next_action: {text}, issues: {text}}}
rating_scales:
  - {{id: s, name: {text}, best: last, ratings: [{{value: 0}}, {{value: 1, meaning: {text}}}]}}
next_actions: [{{id: n, name: {text}}}]
documents:
  - {{id: d, title: {text}, subject: {text}, issuer: {text}, edition: 2019}}
""",
    "plans/p.yml": """
name: {text}
first_year: 2018
last_year: 2018
uncertain: [{{place: first_year, certainty: 80, note: {text}}}]
chapters:
  - {{id: c, number: 1, name: {text}, measures: [{{id: m, number: 1, name: {text}}}]}}
""",
    "policies/a/policy.yml": """
number: 1
name: {text}
plan: p
division: {text}
uncertain: [{{place: number, certainty: 80, note: {text}}}]
approaches: [{{id: w, number: 1, name: {text}}}]
indicators:
  - {{id: i, number: {text}, name: {text}, definition: {text}, formula: {text}, source: {text},
     unit: {text},
     baseline: 1, target: 3, target_reason: {text}, target_year: 2018,
     target_changes: [{{fiscal_year: 2018, before: 2, reason: {text}}}]}}
  - {{id: w, name: {text}, unit: {text}, baseline: not_quantifiable, baseline_words: {text},
     target: not_quantifiable, target_words: {text}}}
  - {{id: n, name: {text}, unit: {text}, target: no_target, target_note: {text}}}
  - {{id: r, name: {text}, unit: {text}, direction: range, range: {{lowest: 1, highest: 2}},
     baseline: 4}}
""",
    "policies/a/2018.yml": """
fiscal_year: 2018
edition: 2019
document: d
lead: {{post: {text}, name: {text}}}
aim: {text}
years: [{{fiscal_year: 2018, goal: {text}, activities: [{text}]}}]
indicators:
  - {{id: i, actual: 2, printed: {{achievement_rate: 9, difference: {text}}},
     other_values: [{{name: {text}, value: not_stated, value_words: {text}}}]}}
  - {{id: w, actual: not_quantifiable, actual_words: {text}}}
  - {{id: n, actual: 1, reference_period: {text}, note: {text},
     rating: {{scale: s, value: 1, aspect: {text}}}}}
  - {{id: r, actual: 3, preliminary: true}}
measures: [m]
projects: [r]
approaches: [{{id: w, items: [{text}]}}]
self_evaluation: {{text: {text}}}
council_evaluation: {{text: {text}}}
external_evaluation:
  {{evaluator: {text}, ratings: [{{scale: s, value: 1, aspect: {text}}}], text: {text}}}
next_action: {{id: n, note: {text}}}
uncertain: [{{place: aim, certainty: 80, note: {text}}}]
""",
    "projects/r.yml": """
name: {text}
policy: a
division: {text}
overview: {text}
purpose: {text}
target_group: {text}
legal_basis: {text}
implementation: {text}
indicators: [{{id: i, name: {text}, unit: {text}}}]
years:
  - fiscal_year: 2018
    document: d
    division: {text}
    settlement: 1
    unit_cost: {{quantity: 1, unit: {text}, of: settlement}}
    printed: {{unit_cost: 2, difference: {text}}}
    indicators: [{{id: i, actual: 1}}]
    activities: [{text}]
    issues: [{text}]
    self_evaluation: {{text: {text}}}
    next_action: {{id: n, note: {text}}}
""",
    "surveys/2018.yml": """
fiscal_year: 2018
name: {text}
document: d
plan: p
question: {text}
method: {text}
respondents: 10
measure_count: 2
results: [{{measure: m, count: 1, rank: 1}}]
""",
}

VOID = {"br", "input", "img", "hr", "meta", "link"}


class Texts(HTMLParser):
    """The text of every element, and the sequence of tags with their attributes' names."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[list[str]] = []
        self.texts: list[str] = []
        self.shape: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append(f"{tag} {' '.join(name for name, _ in attrs)}")
        if tag not in VOID:
            self.open.append([])

    def handle_data(self, data: str) -> None:
        for texts in self.open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self.shape.append(f"/{tag}")
        self.texts.append(plain("".join(self.open.pop())))

    def handle_comment(self, data: str) -> None:
        self.shape.append(f"comment {data}")


def plain(text: str) -> str:
    """As a browser shows it: runs of ASCII white space are one space."""
    return re.sub("[ \t\n\r\f]+", " ", text).strip(" ")


def rendered(text: str) -> dict[str, Texts]:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder)
        for path, form in FILES.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            written = form.format(text=json.dumps(text, ensure_ascii=False))
            (content / path).write_text(written, encoding="utf-8")
        pages = site.build(read_folder(content), files=False).pages
    html = {}
    for page in pages:
        _, _, body = page.markdown.split("---\n", 2)
        # A short unit stands in a piece that no line ends in.
        body = re.sub(r'<span class="unit">(.*?)</span>', r"\1", body)
        # A chart leaves out the labels that have no room; tests/test_charts.py looks after them.
        # A division's address is made of its name.
        path = re.sub("divisions/[0-9a-f]{10}", "divisions/text", page.path)
        html[path] = shown(re.sub("<svg.*?</svg>", "", body))
    return html


@cache
def shown(body: str) -> Texts:
    """A page as HTML; many hold no text of a record, and are the same again and again."""
    # MkDocs's own extensions and the project's.
    markdown = Markdown(extensions=["tables", "fenced_code", "attr_list", "toc"])
    return Texts(markdown.convert(body))


HARMLESS = "害のない文"


@pytest.fixture(scope="module")
def harmless() -> dict[str, Texts]:
    return rendered(HARMLESS)


REFUSED = "".join(map(chr, (0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Signs that turn the direction of a text: no record may hold one."""
ALPHABET = st.characters(
    exclude_categories=["Cc", "Cs", "Cn"],
    exclude_characters=REFUSED,
    max_codepoint=0x2FFFF,
)
SNIPPETS = st.sampled_from(
    ["# ", "- ", "1. ", "*", "_", "**", "`", "```", "~~~", "[a](b)", "![x](y)", "<b>", "</td>",
     "<!--", "-->", "&amp;", "&#42;", "{: #x }", "{#x}", "{{ x }}", "{% x %}", "|", "\\", "---",
     "===", ": ", "> ", "    ", "http://x.jp", "a@b.jp", "\u3000", "\U00020bb7", "😀", "'", '"',
     "javascript:alert(1)", "<script>", "[^1]", "*[x]: y", "[x]: y", "$x$", "^x^", "~x~", "==x=="]
)  # fmt: skip


def _is_taken(text: str) -> bool:
    """Whether a record may hold the text: a radical in place of a kanji is refused."""
    return not radicals_in(text)


def _asks_for_more(text: str) -> bool:
    """Whether a unit or a name of such words is refused, or needs a direction."""
    return means_percent(text) or is_rank(text) or is_at_most(text, text)


TEXT = st.lists(st.one_of(SNIPPETS, st.text(ALPHABET, min_size=1, max_size=5)), min_size=1).map(
    lambda parts: "".join(parts)[:80]
)
"""Longer ones are cut short where a page tells first what its evaluations say."""


@given(TEXT.filter(lambda text: text.strip() != "" and not _asks_for_more(text)).filter(_is_taken))
@example("# 見出し #")
@example("1. 番号")
@example("+ 足す")
@example("- ")
@example("[x]: y")
@example("<script>alert(1)</script>")
@example("{{ 7 * 7 }}")
@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_any_text_is_shown_as_itself(harmless: dict[str, Texts], text: str) -> None:
    pages = rendered(text)
    as_unit = load_language("ja").unit(text.strip())  # without a dash, which stands for none
    assert list(pages) == list(harmless)
    for path, page in pages.items():
        assert page.shape == harmless[path].shape, path
        assert page.open == []
        if path.startswith("data/"):
            continue  # an example of a value is cut short, and has no white space for looks
        # Wherever the harmless text is all that an element holds, this one must be.
        for shown, was in zip(page.texts, harmless[path].texts, strict=True):
            if was == HARMLESS:
                assert shown in {plain(text.strip()), plain(as_unit)}, path
            elif as_unit:
                assert was.count(HARMLESS) <= shown.count(plain(text.strip())), path
