"""Charts answer a finger, a pointer and the arrow keys, and are given away."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

POLICY = "policies/anzen/"
FIGURE = "#chart-indicator-rousui"
WHOLE = "令和4年度（2022年度） 10.5％"
NEXT = "令和5年度（2023年度） 9.5％、目標を9.0％から8.0％に変更"


def _at(plot: Locator, share: float) -> tuple[float, float]:
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box
    return box["x"] + box["width"] * share, box["y"] + box["height"] * 0.2


def test_a_finger_and_then_the_arrow_keys_read_a_chart(phone: Page, address: str) -> None:
    phone.goto(f"{address}{POLICY}")
    figure = phone.locator(FIGURE)
    said, slider = figure.locator(".reading"), figure.get_by_role("slider")
    hint = said.inner_text()
    phone.touchscreen.tap(*_at(figure.locator(".plot"), 0.5))
    expect(said).to_have_text(WHOLE)
    phone.keyboard.press("ArrowRight")
    expect(said).to_have_text(NEXT)
    expect(slider).to_have_attribute("aria-valuetext", NEXT)
    expect(figure.locator(".chart-cursor")).to_have_attribute("d", re.compile(r"^M220\.2 "))
    phone.keyboard.press("Home")
    expect(said).to_have_text("策定時の令和2年度（2020年度） 12.0％")
    phone.keyboard.press("Escape")
    expect(said).to_have_text(hint)


def test_a_pointer_reads_a_chart_and_leaves_it(page: Page, address: str) -> None:
    page.goto(f"{address}{POLICY}")
    figure = page.locator(FIGURE)
    said = figure.locator(".reading")
    hint = said.inner_text()
    page.mouse.move(*_at(figure.locator(".plot"), 0.5))
    expect(said).to_have_text(WHOLE)
    page.mouse.move(1, 1)
    expect(said).to_have_text(hint)


def test_a_chart_is_given_as_a_file_as_a_picture_and_for_another_page(
    page: Page, browser: Browser, address: str, tmp_path: Path
) -> None:
    page.goto(f"{address}{POLICY}")
    figure = page.locator(FIGURE)
    figure.locator("summary").click()
    link = figure.get_by_role("link", name="SVG")
    file = link.get_attribute("href")
    assert file == "chart-indicator-rousui.svg"
    with page.expect_download() as saved:
        figure.get_by_role("button", name="PNG").click()
    assert saved.value.suggested_filename == "chart-indicator-rousui.png"
    saved.value.save_as(tmp_path / "chart.png")
    picture = (tmp_path / "chart.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 20_000
    expect(figure.locator("textarea")).to_have_value(re.compile("^<a href=.*></a>$"))
    text = figure.locator("textarea").input_value()
    other = browser.new_page(java_script_enabled=False)
    other.set_content(text)
    image = other.get_by_role("img")
    assert "令和6年度（2024年度） 7.9％" in str(image.get_attribute("alt"))
    other.wait_for_function("it => it.complete", arg=image.element_handle())
    box = image.bounding_box()
    assert box
    assert box["width"] == 720
    assert box["height"] > 500
    assert other.get_by_role("link").get_attribute("href") == f"{address}{POLICY}{FIGURE}"
    other.close()


def test_without_a_script_the_file_is_there_and_each_value_can_be_read(
    browser: Browser, address: str
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}{POLICY}")
    figure = page.locator(FIGURE)
    assert figure.get_by_role("link", name="SVG").is_visible()
    assert figure.locator(".reading").count() == 0
    table = page.locator("#indicator-rousui ~ div table").first
    assert "10.5" in table.inner_text()
    page.close()
