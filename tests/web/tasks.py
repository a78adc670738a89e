"""What readers come for: each from the home page to its answer, which is checked by the records."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Locator, expect

from hyoka.evaluation import EvaluatedIndicator, EvaluatedPolicy, EvaluatedSite, divisions_of
from tests.web.reader import Reader

MOST_TAPS = 3


def costly_and_missed(reader: Reader, site: EvaluatedSite) -> None:
    """The costliest projects that missed their target."""
    reader.follow(_link(reader, re.compile("^目標に届いていない.*決算額の多い順")))
    assert site.latest
    missed = {
        year.name: year.record.settlement
        for project in site.projects
        for year in project.years
        if year.fiscal_year == site.latest.fiscal_year and year.missed
    }
    known = {name: spent for name, spent in missed.items() if isinstance(spent, Decimal)}
    costly = sorted(known, key=lambda name: known[name], reverse=True)[:10]
    rows = _rows(reader, "projects")
    expect(rows.first.get_by_role("link").first).to_have_text(costly[0])
    expect(reader.page.locator("form.filters [role=status]")).to_contain_text(f"{len(missed):,}")
    reader.look_at(rows.first)
    for row, name in zip(rows.all(), costly, strict=False):
        assert name in _text(row)
        assert _number(known[name]) in _text(row)


def indicator_over_years(reader: Reader, site: EvaluatedSite) -> None:
    """A named indicator over all years."""
    indicator = _longest(site)
    reader.search(indicator.indicator.name)
    found = reader.page.locator("ol.finder__results a")
    reader.follow(found.filter(has_text=indicator.indicator.name))
    expect(reader.page.locator("h1")).to_have_text(indicator.indicator.name)
    reader.look_at(reader.page.locator("article figure svg"))
    told = _by_year(reader.look_at(reader.page.locator("article table").first))
    for year, actual in _actuals(indicator).items():
        assert _number(actual) in told[year]


def money_over_years(reader: Reader, site: EvaluatedSite) -> None:
    """The money of one policy over the years."""
    policy = _policy(site)
    reader.follow(_link(reader, policy.policy.name))
    reader.tap(_link(reader, "年度ごとの決算額"))
    table = reader.look_at(reader.page.locator(":target ~ .table table").first)
    told = _by_year(table)
    assert policy.newest
    which = policy.newest.leading.which
    assert len(told) == len(policy.years_of(which)) > 1
    for year in policy.years_of(which):
        group = year.group_of(which)
        assert group
        records = [site.projects_by_id[it].recorded[year.fiscal_year] for it in group.ids]
        known = [it.settlement for it in records if isinstance(it.settlement, Decimal)]
        assert not known or _number(sum(known, Decimal())) in told[year.fiscal_year.year]


def word_in_a_text(reader: Reader, site: EvaluatedSite) -> None:
    """A word of an evaluation's text."""
    newest = _policy(site).newest
    evaluation = newest.sheet.self_evaluation if newest and newest.sheet else None
    text = evaluation.text if evaluation else None
    word = max(re.findall(r"[一-龥ァ-ヶー]{4,8}", text or ""), key=len)
    reader.search(word)
    hit = reader.page.locator("ol.finder__results li")
    expect(hit.first.locator("mark").first).to_be_visible()
    reader.follow(hit.locator("h3 a"))
    expect(reader.page.locator(".hits [role=status]")).to_contain_text(f"「{word}」が")
    assert word in reader.seen


def changed_since_last_year(reader: Reader, site: EvaluatedSite) -> None:
    """What changed since last year."""
    reader.follow(_link(reader, "前年度から何が変わったか"))
    assert site.latest
    changes = site.changes[site.latest.fiscal_year]
    assert changes.by_noun
    told = _text(reader.look_at(reader.page.locator("#statuses ~ ul").first))
    for found in changes.by_noun.values():
        then, now = found.achieved()
        assert re.search(
            f"比べられるのは{len(found.compared):,}[^、]*、[^、]*が{then:,}[^、]*、[^、]*が{now:,}",
            told,
        )
    expect(reader.page.locator("h1")).to_contain_text(f"（{site.latest.fiscal_year.year}年度）")


def table_for_a_thesis(reader: Reader, site: EvaluatedSite) -> None:
    """A table of all indicators, in a file."""
    reader.follow(_link(reader, "ダウンロード"))
    with reader.page.expect_download() as downloading:
        reader.tap(reader.page.locator("#indicators").get_by_role("link", name="CSV　"))
    rows = [*csv.DictReader(io.StringIO(Path(downloading.value.path()).read_text("utf-8")))]
    actual = {(it["policy_id"], it["indicator_id"], it["fiscal_year"]): it["actual"] for it in rows}
    recorded = [
        (actual[policy.policy.id, it.indicator.id, str(year.fiscal_year)], year.record.actual)
        for policy in site.policies
        for it in policy.indicators
        for year in it.years
        if isinstance(year.record.actual, Decimal)
    ]
    assert recorded
    assert all(told == str(known) for told, known in recorded)


def two_policies(reader: Reader, site: EvaluatedSite) -> None:
    """Two policies side by side, of which the site does not name one first."""
    assert site.latest
    *_, one, other = site.latest.compared
    reader.follow(_link(reader, one.name))
    reader.tap(reader.page.get_by_text(re.compile("ほかの.*と並べて比べる")))
    reader.follow(_link(reader, other.name))
    heads = reader.page.locator("table:has(#compare-caption) thead th:visible")
    expect(heads).to_have_text(["項目", one.name, other.name])
    reader.look_at(heads.last)
    for place, policy in enumerate((one, other)):
        cells = reader.page.locator("tbody tr", has_text="◎ 達成").first.locator("td:visible")
        achieved = sum(it.status.value == "achieved" for it in policy.indicators)
        assert _text(cells.nth(place)) == str(achieved)


def division_with_its_sum(reader: Reader, site: EvaluatedSite) -> None:
    """All of one division, with the sum of its projects."""
    division = max(divisions_of(site), key=lambda it: len(it.projects))
    reader.tap(reader.page.locator(".menu > summary"))
    reader.follow(reader.page.locator(".menu").get_by_role("link", name="所管課", exact=True))
    reader.follow(_link(reader, division.key.value))
    assert division.latest
    year = division.latest.fiscal_year
    names, spent = set(), Decimal()
    for project in division.projects:
        names.add(project.project.name)
        settled = project.recorded[year].settlement if year in project.recorded else None
        spent += settled if isinstance(settled, Decimal) else 0
    assert _number(spent) in _text(reader.look_at(reader.page.locator("#settlement ~ .amount")))
    rows = _rows(reader, "projects")
    assert {_text(row.locator("th a")) for row in rows.all()} == names
    reader.look_at(rows.first)


def link_to_a_number(reader: Reader, site: EvaluatedSite) -> None:
    """A link that leads to one number."""
    policy = _policy(site)
    reader.follow(_link(reader, policy.policy.name))
    number = reader.page.locator("article .calculation > summary")
    told = _text(number.first)
    reader.tap(number)
    reader.tap(reader.page.locator(".receipt:visible").get_by_role("button", name="リンク"))
    address = reader.page.evaluate("navigator.clipboard.readText()")
    reader.page.goto("about:blank")
    reader.page.goto(address)
    receipt = reader.page.locator(".receipt:popover-open")
    expect(receipt).to_contain_text(told)
    expect(receipt).to_be_in_viewport()


def sheet_on_paper(reader: Reader, site: EvaluatedSite) -> None:
    """One sheet on paper."""
    policy = _policy(site)
    name = reader.page.get_by_role("link", name=policy.policy.name, exact=True)
    cards = reader.page.locator(".card", has=name)
    reader.follow(cards.get_by_role("link", name=re.compile("評価表を見る")))
    reader.page.evaluate("window.print = () => { document.title = 'printed'; }")
    reader.tap(reader.page.get_by_role("button", name="印刷／PDF"))
    expect(reader.page).to_have_title("printed")
    expect(reader.page.locator("h1")).to_contain_text(policy.policy.name)
    reader.page.emulate_media(media="print")
    expect(reader.page.locator("header, .actions").first).to_be_hidden()


def first_screen(reader: Reader, site: EvaluatedSite) -> None:
    """What the site is, and what its newest year came to, without a tap."""
    assert site.latest
    seen = reader.seen.replace(" ", "")
    assert f"{site.municipality.name}の政策評価" in seen
    year = site.latest
    things = (
        [one.missed for one in year.projects],
        [it.judgement.target_met is False for policy in year.policies for it in policy.indicators],
    )
    answers = [
        f"{len(its):,}(事業|件)のうち{sum(its):,}(事業|件)が目標に届いていません" for its in things
    ]
    assert any(re.search(answer, seen) for answer in answers), seen


TASKS: Mapping[str, Callable[[Reader, EvaluatedSite], None]] = {
    "a": costly_and_missed,
    "b": indicator_over_years,
    "c": money_over_years,
    "d": word_in_a_text,
    "e": changed_since_last_year,
    "f": table_for_a_thesis,
    "g": two_policies,
    "h": division_with_its_sum,
    "i": link_to_a_number,
    "j": sheet_on_paper,
}


def _link(reader: Reader, name: str | re.Pattern[str]) -> Locator:
    return reader.page.get_by_role("main").get_by_role("link", name=name, exact=True)


def _rows(reader: Reader, table: str) -> Locator:
    """The rows of a list that are left of it."""
    return reader.page.locator(f"table:has(#{table}-caption) > tbody > tr:visible")


def _text(of: Locator) -> str:
    return " ".join((of.text_content() or "").split())


def _number(value: Decimal) -> str:
    """As pages print it."""
    return f"{value:,}".replace("-", "−")


def _by_year(table: Locator) -> Mapping[int, str]:
    """What a table says of each year."""
    rows = map(_text, table.locator("tbody tr").all())
    return {int(found[1]): row for row in rows if (found := re.search(r"（(\d{4})年度?）", row))}


def _actuals(indicator: EvaluatedIndicator) -> Mapping[int, Decimal]:
    """The actuals that are numbers, by year."""
    told = {year.fiscal_year.year: year.record.actual for year in indicator.years}
    return {year: value for year, value in told.items() if isinstance(value, Decimal)}


def _longest(site: EvaluatedSite) -> EvaluatedIndicator:
    """The indicator with the most actuals of those that have a name of their own."""
    every = [it for policy in site.policies for it in policy.indicators]
    names = Counter(it.indicator.name for it in site.indicators)
    alone = [it for it in every if names[it.indicator.name] == 1]
    return max(alone, key=lambda it: len(_actuals(it)))


def _policy(site: EvaluatedSite) -> EvaluatedPolicy:
    """The policy that has the most sheets."""
    return max(site.policies, key=lambda it: len(it.sheets))
