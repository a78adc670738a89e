"""Calculations that open: each at an address of its own, beside its row, on every screen."""

import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from hyoka.elements import Calculated, Calculation, Cell, Column, Row, RowGroup, Table
from hyoka.render import html
from hyoka.render.addresses import Addresses
from tests.building import TOWN, made_of
from tests.web.reader import PHONE

NUMBER = Cell(Calculated("1", Calculation(("1 ÷ 1 ＝ 1",), figure="change")))

PAGES = ["policies/tsunagari/", "policies/anzen/2024/", "projects/machikado/", "surveys/2024/"]
COMPARED = "policies/tsunagari/compare/"

OUTSIDE = r'(<li id=.*?</span>\n)?(<details class="calculation"[^>]*>)'
"""A number outside of tables, with the item that has its address."""
APART = """(receipt) => {
  const number = receipt.parentElement.firstElementChild;
  const [row, other] = [receipt.closest("tr") ?? number, receipt]
    .map((it) => it.getBoundingClientRect());
  const fits = row.height < innerHeight - other.height - 70;
  const one = fits || innerWidth > 1000 ? row : number.getBoundingClientRect();
  return one.bottom <= other.top || other.bottom <= one.top ||
    one.right <= other.left || other.right <= one.left;
}"""
"""Whether a receipt leaves its row to be read; of a tall card on a phone its number."""
WHOLE = """(receipt) => {
  const { left, right, top, bottom } = receipt.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight &&
    receipt.contains(document.elementFromPoint(x, y));
}"""


def test_every_computed_number_has_an_address_that_no_other_has() -> None:
    found = Counter[tuple[str, str, str]]()
    for page in made_of(TOWN).pages:
        text = page.make_text()
        for table in text.tables:
            found.update((page.url, *one) for one in _addresses(table))
        for item, opens in re.findall(OUTSIDE, text.body):
            assert "data-figure=" in opens, (page.url, opens)
            assert item or "data-row=" in opens, (page.url, opens)
        rows = {"top", *(row for _, row, _ in found)}
        for row in re.findall(r'data-row="([^"]*)"', text.body):
            assert row in rows, (page.url, row)
    assert len(found) > 1000
    assert {one: n for one, n in found.items() if n > 1} == {}


def _addresses(table: Table) -> list[tuple[str, str]]:
    """Each row and figure of a table's computed numbers."""
    addresses = Addresses.of(table)
    found = []
    for row in (row for group in table.groups for row in group.rows):
        name = addresses.row(row)
        for cell in row.cells:
            if isinstance(cell.content, Calculated) and cell.content.calculation.told():
                assert cell.content.calculation.figure, (table.id, row.key)
                found.append((name, cell.content.calculation.figure))
    return found


def test_an_address_stays_when_rows_are_added() -> None:
    def rows(*keys: str) -> set[str]:
        every = tuple(Row((Cell(key, is_header=True), NUMBER), key=key) for key in keys)
        table = Table("t", "題", (Column("名"), Column("数")), (RowGroup(every),))
        return set(re.findall(r'<tr id="([^"]*)"', html.table(table)))

    assert rows("a_2023") == {"t_a_2023"}
    assert rows("b_2024", "a_2023", "b_2023") == {"t_a_2023", "t_b_2024", "t_b_2023"}
    assert rows("同 じ", "同 じ") == {"t_同-じ", "t_同-じ_2"}
    assert rows("a", "a_2", "a", "a") == {"t_a", "t_a_2", "t_a_3", "t_a_4"}


def receipts(page: Page) -> Locator:
    return page.locator(":is(.calculation, td > details)").filter(visible=True)


@pytest.mark.parametrize("viewport", [PHONE, {"width": 1366, "height": 900}])
@pytest.mark.parametrize("url", [*PAGES, COMPARED])
def test_an_address_opens_its_number_beside_its_row(
    browser: Browser, address: str, url: str, viewport: dict[str, int]
) -> None:
    page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
    page.goto(f"{address}{url}")
    every = receipts(page).all()
    opened = set()
    for one in (every[0], every[len(every) // 2], every[-1]):
        one.locator("summary").click()
        expect(one.locator(".receipt")).to_be_visible()
        value, told = page.url, one.locator("summary").inner_text()
        assert "#" in value
        opened.add(value)
        page.keyboard.press("Escape")
        again = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
        again.goto(value)
        receipt = again.locator(".receipt:popover-open")
        opens = again.locator("details[open] > summary:focus")
        expect(opens).to_have_text(told, use_inner_text=True)
        assert receipt.evaluate(WHOLE), value
        assert receipt.evaluate(APART), value
        again.close()
    assert len(opened) == min(len(every), 3)
    page.close()


def test_an_address_of_a_number_in_a_column_that_is_not_chosen_shows_the_column(
    page: Page, address: str
) -> None:
    page.goto(f"{address}{COMPARED}")
    hidden = page.locator("td[hidden] > details[data-figure$=year-on-year]").last
    figure = hidden.get_attribute("data-figure")
    row = hidden.evaluate("(it) => it.closest('tr').id")
    page.goto(f"{address}{COMPARED}?figure={figure}#{row}")
    expect(page.locator(f"[id='{row}'] .receipt:popover-open")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("fragment", ["%", "%E3%81", "%00", "a.b:c'\"]", "indicator-a&b"])
def test_an_address_that_is_no_text_breaks_nothing(page: Page, address: str, fragment: str) -> None:
    errors: list[object] = []
    page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - Playwright marks it
    page.goto(f"{address}{PAGES[1]}?figure=%#{fragment}")
    receipts(page).first.locator("summary").click()
    expect(page.locator(".receipt:popover-open")).to_be_visible()
    assert errors == []


def test_nothing_moves_when_a_number_opens(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGES[1]}")
    table = page.locator("#indicators-caption").locator("..")
    before = table.bounding_box()
    assert before
    table.locator("td > details > summary").last.click()
    expect(page.locator(".receipt:popover-open")).to_be_visible()
    after = table.bounding_box()
    assert after
    assert (after["width"], after["height"]) == (before["width"], before["height"])


def test_a_number_closes_by_a_key_a_click_and_another_number(page: Page, address: str) -> None:
    page.goto(f"{address}{PAGES[1]}")
    first, second = receipts(page).all()[:2]
    opened = page.locator(".receipt:popover-open")
    first.locator("summary").click()
    expect(opened).to_have_count(1)
    page.keyboard.press("Escape")
    expect(opened).to_have_count(0)
    expect(first.locator("summary")).to_be_focused()
    assert page.url == f"{address}{PAGES[1]}"
    second.locator("summary").click()
    first.locator("summary").click()
    expect(opened).to_have_count(1)
    page.locator("h1").click()
    expect(opened).to_have_count(0)


def test_a_link_to_a_number_is_copied_and_its_formula_explained(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}{PAGES[1]}")
    receipts(page).first.locator("summary").click()
    page.get_by_role("button", name="この数字へのリンクをコピー").click()
    expect(page.get_by_role("button", name="コピーしました").last).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    method = page.get_by_role("group").get_by_role("link", name="計算式の説明")
    method.click()
    explained = page.url.rpartition("#")[2]
    expect(page.locator(f"h3#{explained}")).to_be_in_viewport()
    context.close()


def test_without_a_script_an_address_leads_to_the_row_and_a_number_opens_where_it_stands(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page.goto(f"{address}projects/machikado/?figure=change#status_2024")
    page.goto(f"{address}{PAGES[0]}?figure=change#indicator-kanshin_2024")
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    calculation = row.locator("td > details").last
    told = calculation.inner_text()
    calculation.locator("summary").click()
    assert len(calculation.inner_text()) > len(told)
    page.close()
