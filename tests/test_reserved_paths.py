"""Names and addresses on the site that nothing beside the records may have."""

from pathlib import Path, PurePosixPath

import pytest

from hyoka.content import read_folder
from hyoka.content.record_paths import MUNICIPALITY
from hyoka.content.records import read_records
from hyoka.links.reserved_paths import NAMES, find, made_paths
from hyoka.problems import Problem
from hyoka.site import build, check
from hyoka.static_pages.reader import published
from hyoka.wording import load_language
from tests.building import REAL, TOWN
from tests.building import build as build_site
from tests.rule_cases import BASE, copy_base

JAPANESE = load_language("ja")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "content")


def _lay(content: Path, *paths: str) -> None:
    for path in paths:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text("# 題\n", encoding="utf-8")


@pytest.mark.parametrize("folder", [TOWN, REAL, BASE])
def test_every_page_that_is_made_is_known_before_it_is(folder: Path) -> None:
    made = {page.path for page in build(read_folder(folder), files=False).pages}
    assert made - made_paths(read_records(read_folder(folder)).records, JAPANESE).all == set()


def test_all_that_is_no_page_has_a_taken_name(published_site: Path) -> None:
    every = (file.relative_to(published_site) for file in published_site.rglob("*"))
    charts = {file for file in every if file.match("*/chart-*.svg")}
    assert all((published_site / chart).with_name("index.html").is_file() for chart in charts)
    files = {file.relative_to(published_site) for file in published_site.rglob("*")} - charts
    names = {file.parts[0] for file in files if "." in file.name and file.name != "index.html"}
    assert names == NAMES - {"pdf"}, "those are made by a command of their own"


def test_a_page_stands_in_place_of_another_by_its_path(content: Path) -> None:
    paths = ("projects/matsuri.md", "projects/index.md", "data/index.md", "years/2018.md")
    _lay(content, *paths)
    assert check(read_folder(content))[1] == ()
    assert not {page.path for page in build(read_folder(content), files=False).pages} & set(paths)


def test_without_a_municipality_it_is_not_known_what_is_made(content: Path) -> None:
    _lay(content, "projects.md")
    (content / MUNICIPALITY).unlink()
    assert {problem.rule for problem in check(read_folder(content))[1]} == {"no_municipality"}


def test_two_pages_by_hand_are_told_once(content: Path) -> None:
    _lay(content, "about/a.md", "about/A.md", "about/b.md", "about/c/index.md")
    found = Problem("content/about/a.md", 1, 1, "same_address")
    read = read_folder(content)
    records, paths = read_records(read).records, published(read)
    assert list(find(read, records, paths, made_paths(records, JAPANESE))) == [found]


def test_a_tag_that_would_stand_in_place_of_the_list_of_tags_is_told(content: Path) -> None:
    with (content / MUNICIPALITY).open("a", encoding="utf-8") as file:
        file.write("tags:\n  - id: index\n    name: 目次\n")
    found = [(problem.rule, problem.path) for problem in check(read_folder(content))[1]]
    assert found == [("same_address", "content/municipality.yml")]


PAGES = ("about/annai.md", "about/annai/a.md", "projects/templates/a.md", "memo/index.md")
FILES = ("files/robots.txt", "about/zu.png", "projects/data/a.csv", "favicon.ico")


def test_what_passes_is_published(content: Path) -> None:
    _lay(content, *PAGES, *FILES)
    assert check(read_folder(content))[1] == ()
    site = build_site(content, content.parent)
    places = (PurePosixPath(path).with_suffix("") for path in PAGES)
    found = [site / (place.parent if place.name == "index" else place) for place in places]
    assert [page for page in found if not (page / "index.html").is_file()] == []
    assert [file for file in FILES if not (site / file).is_file()] == []
    assert sorted([*PAGES, *FILES]) == sorted(published(read_folder(content)))


def test_what_a_setting_leaves_out_is_told(content: Path) -> None:
    _lay(content, "about/a.md", "about/b.png", "about/c.md")
    settings = "draft_docs: a.md\nexclude_docs: '*.png'\n"
    with pytest.raises(AssertionError, match=r"2件あります（about/a\.md、about/b\.png）"):
        build_site(content, content.parent, settings)
