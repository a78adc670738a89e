"""The rows of open data that an address asks for, and the code to copy, as a reader uses them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ASKED = "data/indicators/?policy_id=tsunagari&fiscal_year=2023"
NAME = "999999_indicators"


def lines(town_site: Path, name: str) -> list[str]:
    """The head of a table, and its rows that `ASKED` asks for, as the file has them."""
    text = (town_site / "data" / name).read_bytes().decode("utf-8")
    head, *rows = text.removesuffix("\r\n").split("\r\n")
    return [head, *(r for r in rows if ",policy,tsunagari," in r and ",2023,令和5年度," in r)]


@pytest.mark.parametrize("form", ["", "_excel"])
def test_the_rows_that_are_asked_for_are_shown_and_saved(
    town_site: Path, page: Page, address: str, form: str, tmp_path: Path
) -> None:
    wanted = lines(town_site, f"{NAME}{form}.csv")
    page.goto(f"{address}{ASKED}")
    asked = "（重点課題の識別子が「tsunagari」、年度が「2023」）"
    status = page.locator(".narrowed [role=status]")
    expect(status).to_contain_text(f"{len(wanted) - 1}行があてはまります{asked}")
    expect(page.locator(".narrowed tbody tr")).to_have_count(5)
    expect(page.locator(".narrowed th", has_text="actual").first).to_be_visible()
    with page.expect_download() as downloading:
        page.locator(f".narrowed button[data-file$='{NAME}{form}.csv']").click()
    saved = downloading.value
    assert saved.suggested_filename == f"{NAME}_tsunagari_2023{form}.csv"
    saved.save_as(tmp_path / "saved.csv")
    assert (tmp_path / "saved.csv").read_bytes().decode() == "\r\n".join([*wanted, ""])


def test_where_nothing_fits_it_is_said(page: Page, address: str) -> None:
    page.goto(f"{address}data/indicators/?policy_id=%3Cb%3E")
    status = page.locator(".narrowed [role=status]")
    expect(status).to_contain_text("あてはまる行はありません（重点課題の識別子が「<b>」）")
    expect(page.locator(".narrowed table")).to_be_hidden()


@pytest.mark.parametrize("query", ["", "?utm_source=x"])
def test_who_asks_for_no_column_sees_the_whole_table_alone(
    page: Page, address: str, query: str
) -> None:
    fetched: list[str] = []
    page.on("request", lambda it: fetched.append(it.url))
    page.goto(f"{address}data/indicators/{query}", wait_until="networkidle")
    expect(page.locator(".narrowed")).to_be_hidden()
    assert not [url for url in fetched if url.endswith(".csv")]


def test_a_file_that_cannot_be_read_is_told(page: Page, address: str) -> None:
    page.route("**/*.csv", lambda route: route.abort())
    page.goto(f"{address}{ASKED}")
    expect(page.locator(".narrowed [role=status]")).to_contain_text("読み込めませんでした")
    for button in page.locator(".narrowed button").all():
        expect(button).to_be_disabled()


def test_the_link_below_a_table_leads_to_its_rows(page: Page, address: str) -> None:
    page.goto(f"{address}policies/tsunagari/")
    page.get_by_role("link", name="このデータ 地域活動への関心度").click()
    expect(page.locator(".narrowed [role=status]")).to_contain_text("「kanshin」")


def test_a_recipe_is_copied_as_it_stands(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}data/")
    recipe = page.locator("pre[aria-labelledby='recipe-python']")
    button = recipe.locator("+ button")
    button.click()
    expect(button).to_have_text("コピーしました")
    assert page.evaluate("navigator.clipboard.readText()") == recipe.text_content()
