"""The accessibility page: it tells what the publisher states, and claims nothing by itself."""

import datetime
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import read_folder
from hyoka.model import CRITERIA, Conformance, Level, level_of
from hyoka.site import check
from hyoka.wording import load_language
from tests.building import REAL, ROOT, TOWN, made_of
from tests.rule_cases import copy_base

JAPANESE = load_language("ja")
PAGE = "about/accessibility.md"
CLAIM = re.compile("準拠|適合(?:して|済|し、|宣言)|conform(?:s|ant) (?:to|with)|complian")
"""Words that a reader could take for a claim to follow the standard."""
TEMPLATE = ROOT / "docs" / "accessibility.yml"


def _texts() -> Iterator[Path]:
    """Everything that a page is made of: words, templates, theme, scripts, and the real records.

    Not `content/`: a city may claim a conformance that its results bear out.
    """
    about_records = {"problems.yml", "rules.yml"}  # they quote what a record says
    parts = [
        ROOT / folder
        for folder in ("generator/hyoka/locales", "generator/hyoka/templates", "theme")
    ]
    for part in (*parts, REAL):
        for file in sorted(part.rglob("*")):
            written = file.suffix in {".yml", ".md", ".html", ".js", ".css"}
            if written and file.name not in about_records:
                yield file


def test_nothing_that_a_page_is_made_of_claims_a_conformance() -> None:
    texts = list(_texts())
    assert len(texts) > 40
    claims = [file for file in texts if CLAIM.search(file.read_text(encoding="utf-8"))]
    assert claims == []


DAY = datetime.date(2027, 4, 1)
"""As of which the template is filled in: after the days in it."""


def _page(content: Path) -> str:
    records, problems = check(read_folder(content), DAY)
    assert [problem.rule for problem in problems] == []
    assert records.municipality is not None
    return next(
        page.markdown
        for page in site.build(read_folder(content), files=False, day=DAY).pages
        if page.path == PAGE
    )


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "content")


def _state(content: Path, text: str) -> None:
    with (content / "municipality.yml").open("a", encoding="utf-8", newline="") as end:
        end.write(text)


def test_where_nothing_is_stated_the_page_says_so(content: Path) -> None:
    page = _page(content)
    assert "ウェブアクセシビリティ方針をまだ示していません。" in page
    assert "試験結果をまだ示していません。" in page
    assert "docs/accessibility.yml" in page
    assert "../fields/#municipality-accessibility" in unescape(page)
    assert not CLAIM.search(page)


POLICY = """\
accessibility:
  policy:
    scope: このサイトのすべてのページ。
    level: AA
    conformance: {conformance}
    division: 広報課
"""


@pytest.mark.parametrize("conformance", Conformance)
def test_a_policy_alone_is_an_aim_in_the_publishers_words(
    conformance: Conformance, content: Path
) -> None:
    _state(content, POLICY.format(conformance=conformance))
    page = _page(content)
    assert "これは目標です。" in page
    assert f"対応度は「{conformance}」" in page
    assert "試験結果をまだ示していません。" in page
    assert len(CLAIM.findall(page)) == conformance.count("準拠")


def test_results_stand_newest_first_whatever_their_order() -> None:
    page = next(page.markdown for page in made_of(TOWN).pages if page.path == PAGE)
    headings = re.findall(r"^### (\d{4})年.*\{#(.*)\}$", page, re.MULTILINE)
    assert headings == [("2026", "result-2"), ("2025", "result-1")]


def test_a_failed_criterion_stands_above_the_list_too() -> None:
    page = next(page.markdown for page in made_of(TOWN).pages if page.path == PAGE)
    above, _, below = page.partition('<div class="table"')
    for part in (above, below):
        assert "1.1.1 非テキストコンテンツ" in part
    assert "1.3.1 情報及び関係性" not in above
    assert below.count('<tr><th scope="row">') == len(CRITERIA[Level.AA])


# The criteria of JIS X 8341-3:2016, which are those of WCAG 2.0.


def test_the_levels_have_as_many_criteria_as_the_standard() -> None:
    assert {level: len(found) for level, found in CRITERIA.items()} == {Level.A: 25, Level.AA: 38}
    assert set(CRITERIA[Level.A]) < set(CRITERIA[Level.AA])
    assert [level_of(found) for found in ("1.4.1", "1.4.3")] == [Level.A, Level.AA]


def test_every_criterion_has_its_name_and_no_name_is_left_over() -> None:
    names = JAPANESE.words["criteria"]
    assert isinstance(names, dict)
    assert list(names) == list(CRITERIA[Level.AA])


# The template that a city fills in.


CHOSEN = {"level": "AA", "conformance": "一部準拠", "outcome": "passed"}
"""What the template leaves blank: nobody may claim it by forgetting to change it."""


def _template() -> str:
    """The template as its first lines tell to use it."""
    _, _, template = TEMPLATE.read_text(encoding="utf-8").partition("\n\n")
    return "".join(line.removeprefix("# ") for line in template.splitlines(keepends=True))


def test_the_template_is_comments_alone() -> None:
    text = TEMPLATE.read_text(encoding="utf-8")
    assert all(line.startswith("#") or not line for line in text.splitlines())


def test_the_template_claims_nothing_until_it_is_filled_in(content: Path) -> None:
    _state(content, _template())
    problems = check(read_folder(content))[1]
    assert {problem.rule for problem in problems} == {"blank"}
    assert {str(problem.place[-1]) for problem in problems} == CHOSEN.keys()


def test_the_template_filled_in_states_everything(content: Path) -> None:
    blank = re.compile(rf"^( *(?:- )?({'|'.join(CHOSEN)})):$", re.MULTILINE)
    _state(content, blank.sub(lambda found: f"{found[1]}: {CHOSEN[found[2]]}", _template()))
    assert "記載なし" not in _page(content)
