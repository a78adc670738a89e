"""After a save nothing that is the same still is read or computed again; the site is the same."""

import datetime
import random
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from hyoka import site
from hyoka.checks import CHECKS, Check
from hyoka.checks.scope import Scope, without_numbers
from hyoka.content import content_from_memory, read_folder
from hyoka.content.record_paths import MUNICIPALITY, path_of
from hyoka.content.records import read_records
from hyoka.model import Records
from hyoka.opendata.files import Download
from hyoka.pages.inputs import inputs_of
from hyoka.problems import BadRecords, Problem
from tests.building import TOWN
from tests.rule_cases import BASE, read_cases, rule_names

Files = dict[str, bytes]


def files_of(folder: Path) -> Files:
    return {entry.path: entry.data or b"" for entry in read_folder(folder).entries}


def number(files: Files, chance: random.Random) -> None:
    """Another digit in a number, wherever it stands: a value, a year, an id."""
    path, text = any_record(files, chance)
    places = [found.start() for found in re.finditer(r"\d", text)]
    if places:
        at = chance.choice(places)
        files[path] = f"{text[:at]}{chance.randrange(10)}{text[at + 1 :]}".encode()


def name(files: Files, chance: random.Random) -> None:
    path, text = any_record(files, chance)
    files[path] = re.sub(r"name: ", f"name: 新{chance.randrange(9)}", text, count=1).encode()


def line(files: Files, chance: random.Random) -> None:
    """A line less: a value, a key that must be there, the head of a list."""
    path, text = any_record(files, chance)
    lines = text.splitlines(keepends=True)
    del lines[chance.randrange(len(lines))]
    files[path] = "".join(lines).encode()


def removed(files: Files, chance: random.Random) -> None:
    del files[any_record(files, chance)[0]]


def added(files: Files, chance: random.Random) -> None:
    """A copy of a record under another id."""
    path, text = any_record(files, chance)
    files[path.replace(".yml", f"-{chance.randrange(9)}.yml")] = text.encode()


def broken(files: Files, chance: random.Random) -> None:
    path, text = any_record(files, chance)
    files[path] = f"{text}\n: [".encode()


def page(files: Files, chance: random.Random) -> None:
    files["annai.md"] = f"# 案内{chance.randrange(9)}\n\n[頁](projects/)\n".encode()


EDITS = (number, number, number, name, name, line, removed, added, broken, page)


def any_record(files: Files, chance: random.Random) -> tuple[str, str]:
    path = chance.choice(sorted(path for path in files if path.endswith(".yml")))
    return path, files[path].decode()


def built(files: Files, last: site.Site | None = None) -> site.Site | tuple[Problem, ...]:
    try:
        return site.build(content_from_memory(files), files=False, last=last)
    except BadRecords as error:
        return error.problems


def pages_of(made: site.Site) -> Mapping[str, str]:
    return {page.path: page.markdown for page in made.pages}


Seen = dict[tuple[str, str, str, str], str]
"""Pages as they were, by path, what is told of them, and digests of what they are made of."""


def recall(seen: Seen, made: site.Site) -> int:
    """See that a page of which nothing changed is what it was; how many there are of them."""
    kept = 0
    files = [file.entry for file in made.checked.reading.files.values()]
    inputs = inputs_of(files, made.records, made.evaluation)
    by_hand = repr(sorted((path, page.page.body) for path, page in made.by_hand.items()))
    for page in made.pages:
        key = (page.path, repr(page.meta), inputs.digest(page.shown), by_hand)
        kept += key in seen
        assert seen.setdefault(key, page.markdown) == page.markdown, page.path
    return kept


def follow(files: Files, seed: int, edits: int) -> int:
    """How many of so many edits made a site; each is compared with what is made from nothing.

    One that breaks the records is mended.
    """
    seen: Seen = {}
    chance = random.Random(seed)  # noqa: S311 - whoever guesses it may
    last: site.Site | None = None
    good = 0
    for _ in range(edits):
        before = dict(files)
        chance.choice(EDITS)(files, chance)
        after, cold = built(files, last), built(files)
        if isinstance(cold, tuple):
            assert after == cold
            files = before
            continue
        assert isinstance(after, site.Site)
        assert after.problems == cold.problems
        assert pages_of(after) == pages_of(cold)
        recall(seen, cold)
        last, good = after, good + 1
    return good


@pytest.mark.parametrize("seed", range(4))
def test_edit_after_edit_the_site_is_as_made_from_nothing(seed: int) -> None:
    assert follow(files_of(BASE), seed, 20) > 1


def test_so_it_is_of_a_whole_town() -> None:
    assert follow(files_of(TOWN), 1, 5) > 0


def test_a_page_depends_on_what_it_shows_alone() -> None:
    files = files_of(TOWN)
    seen: Seen = {}
    first = site.build(content_from_memory(files), files=False)
    assert recall(seen, first) == 0
    path = next(path for path in files if path.startswith("projects/"))
    files[path] += b"# a remark\n"
    second = site.build(content_from_memory(files), files=False)
    projects = [page for page in first.pages if page.kind == "project"]
    assert len(projects) == len(first.records.projects)
    for page in projects:
        told = {path for path in page.shown if path.startswith("recommendations/")}
        assert page.shown - told == {page.record}
    assert len(first.pages) > recall(seen, second) >= len(projects) - 1


def test_a_recommendation_leads_to_its_year_while_that_is_recorded() -> None:
    files = files_of(BASE)
    files["recommendations/zeigai.yml"] = RECOMMENDATION.encode()
    project = "projects/matsuri.yml"
    seen: Seen = {}
    without_year = site.build(content_from_memory(files), files=False)
    recall(seen, without_year)
    files[project] = files[project].replace(b"years:\n", f"years:\n{YEAR}".encode())
    with_year = site.build(content_from_memory(files), files=False)
    recall(seen, with_year)
    ways = [
        "years/2012/" in pages_of(made)["recommendations/zeigai.md"]
        for made in (without_year, with_year)
    ]
    assert ways == [False, True]


RECOMMENDATION = """title: 補助金の見直し
by: {kind: auditor, name: 監査委員}
date: 2013-08-01
fiscal_year: 2012
document: r1-hyoka
text: 見直されたい。
"""
YEAR = "  - {fiscal_year: 2012, document: r1-hyoka, settlement: 1}\n"


def exported(files: Files) -> tuple[Download, ...]:
    try:
        return site.export(content_from_memory(files))[0]
    except BadRecords:
        return ()


def test_a_file_is_what_it_was_where_it_is_made_of_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A workbook is made of what it would be written of."""
    monkeypatch.setattr("hyoka.opendata.files.workbook.written", lambda *of: repr(of).encode())
    files, chance = files_of(TOWN), random.Random(1)  # noqa: S311 - whoever guesses it may
    seen: dict[tuple[str, ...], bytes] = {}
    kept, found = 0, exported(files)
    for _ in range(5):
        for file, made_of in [(file, file.made_of) for file in found if file.made_of]:
            key = (file.path, *made_of())
            kept += key in seen
            assert seen.setdefault(key, file.content) == file.content, file.path
        before = dict(files)
        chance.choice(EDITS)(files, chance)
        after = exported(files)
        files, found = (files, after) if after else (before, found)
    assert len(seen) > len({path for path, *_ in seen})
    assert kept


def test_what_is_the_same_is_not_read_again() -> None:
    files = files_of(BASE)
    first = site.build(content_from_memory(files), files=False)
    name(files, random.Random(0))  # noqa: S311 - the same
    second = site.build(content_from_memory(files), files=False, last=first)
    before, after = first.checked.reading.files, second.checked.reading.files
    assert len([path for path in after if after[path] is not before[path]]) == 1
    known = {id(project) for project in first.evaluation.projects}
    assert known & {id(project) for project in second.evaluation.projects}


def of_scope(*scopes: Scope) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("check", [one for one in CHECKS if one.scope in scopes])


@of_scope(Scope.EACH_PROJECT, Scope.PROJECT_AND_OTHERS)
def test_a_check_of_projects_finds_in_each_what_it_finds_in_all(check: Check) -> None:
    for records in read_records_of_all():
        whole = Counter(map(repr, check.find(records, DAY)))
        others = records.model_copy(update={"projects": ()})
        is_alone = check.scope is Scope.EACH_PROJECT
        beside = records.model_copy(update=dict.fromkeys(OTHERS, ())) if is_alone else records
        parts = (beside.model_copy(update={"projects": (one,)}) for one in records.projects)
        paths = {path_of(project) for project in records.projects}
        joined = Counter(map(repr, check.find(others, DAY)))
        for part in parts:
            joined += Counter(repr(it) for it in check.find(part, DAY) if it.path in paths)
        assert joined == whole


@of_scope(Scope.ALL_BUT_NUMBERS)
def test_a_check_of_all_but_numbers_finds_the_same_without_them(check: Check) -> None:
    for records in read_records_of_all():
        blank = {name: tuple(map(without_numbers, getattr(records, name))) for name in EVERY}
        found = list(check.find(records.model_copy(update=blank), DAY))
        assert found == list(check.find(records, DAY))


DAY = datetime.date(2026, 4, 1)
OTHERS = (
    *("plans", "policies", "sheets", "measure_sheets", "measure_years", "surveys"),
    "recommendations",
)
EVERY = (*OTHERS, "projects")


def read_records_of_all() -> list[Records]:
    return [read_records(read_folder(TOWN)).records, *bad_records(), *edited_records()]


@cache
def edited_records() -> list[Records]:
    """Those in which many numbers are others: editions, years, rounding, values."""
    found = []
    for seed in range(40):
        files, chance = files_of(BASE), random.Random(seed)  # noqa: S311 - the same each time
        for _ in range(4):
            number(files, chance)
        found.append(read_records(content_from_memory(files)).records)
    return [records for records in found if MUNICIPALITY not in records.unread]


@cache
def bad_records() -> list[Records]:
    """Those of all bad cases of which the municipality's record can be read."""
    base = files_of(BASE)
    cases = (case for rule in rule_names() for case in read_cases(rule))
    texts = (
        {path: text.encode(case.encoding) for path, text in case.files.items()} for case in cases
    )
    read = (read_records(content_from_memory(base | made)).records for made in texts)
    return [records for records in read if MUNICIPALITY not in records.unread]
