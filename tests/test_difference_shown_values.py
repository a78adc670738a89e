"""The pages that show what changed, though no value of theirs did: told, each and no other."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from hyoka import site
from hyoka.changes.difference import Difference, as_markdown, as_text, compare, with_others
from hyoka.changes.difference.compare import MAX_WRITTEN
from hyoka.content import read_folder
from hyoka.history.git_log import Revisions, Unknown
from hyoka.pages import Origin
from hyoka.problems import errors_in
from hyoka.wording import load_language
from tests.building import TOWN, side_of

pytestmark = pytest.mark.usefixtures("each_text_is_read_once")
JA = load_language("ja")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return shutil.copytree(TOWN, tmp_path / "content")


@cache
def shown(content: Path) -> dict[str, str]:
    """Every page as it is written, by its address, but those about the files of open data."""
    origin = Origin(revisions=Revisions(Unknown.NO_REPOSITORY))
    made = site.build(read_folder(content), files=False, origin=origin)
    return {page.url: page.markdown for page in made.pages if not page.url.startswith("data/")}


def difference(before: Path, after: Path, most: int) -> Difference:
    was, now = side_of(before, JA), side_of(after, JA)
    return with_others(compare(was, now, JA), was, now, most)


def told(before: Path, after: Path) -> tuple[set[str], set[str]]:
    """The addresses of the pages with changed values, and of the others."""
    found = difference(before, after, MAX_WRITTEN)
    return {page.url for page in found.pages}, {page.url for page in found.others or ()}


def expected(before: Path, after: Path) -> set[str]:
    """The addresses of the pages that are there on both sides and differ."""
    was, now = shown(before), shown(after)
    return {url for url in was.keys() & now.keys() if was[url] != now[url]}


def raise_amount(content: Path) -> None:
    file = content / "projects/mimawari.yml"
    text = file.read_text(encoding="utf-8")
    at = text.index("settlement: ") + len("settlement: ")
    file.write_text(f"{text[:at]}1{text[at:]}", encoding="utf-8")


def rename_policy(content: Path) -> None:
    file = content / "policies/mimori/policy.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: ", "name: 新しい", 1), encoding="utf-8")


def rename_city(content: Path) -> None:
    file = content / "municipality.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("name: ", "name: 新しい", 1), encoding="utf-8")


def rename_document(content: Path) -> None:
    file = content / "municipality.yml"
    text = file.read_text(encoding="utf-8")
    at = text.index("title: ", text.index("documents:\n")) + len("title: ")
    file.write_text(f"{text[:at]}新しい{text[at:]}", encoding="utf-8")


@pytest.mark.parametrize("change", [raise_amount, rename_policy, rename_city, rename_document])
def test_every_page_that_changes_is_told_and_no_other(
    change: Callable[[Path], None], town: Path
) -> None:
    change(town)
    assert not errors_in(site.check(read_folder(town))[1])
    pages, others = told(TOWN, town)
    assert not pages & others
    differing = expected(TOWN, town)
    assert differing
    assert others == differing - pages


def test_the_others_are_counted_and_named(town: Path) -> None:
    raise_amount(town)
    found = difference(TOWN, town, MAX_WRITTEN)
    assert found.others
    count = len(found.others)
    assert found.counts.others == count > 1
    for text in (as_text(found, JA), as_markdown(found, JA)):
        assert f"ほかに、同じ値を載せる一覧など{count}件のページも変わります。" in text
        assert found.others[0].title in text


def test_of_a_large_site_they_are_told_without_their_number(town: Path) -> None:
    raise_amount(town)
    found = difference(TOWN, town, most=10)
    assert found.counts.others is None
    for text in (as_text(found, JA), as_markdown(found, JA)):
        assert "同じ値を載せる一覧などのページも変わります" in text
    same = difference(TOWN, TOWN, most=10)
    assert as_text(same, JA) == "サイトで変わるところはありません。"
