"""The browser and the Japanese letters that the tests look at pages with.

`make test` runs this module before pytest: what is missing is installed, and what cannot be
installed is a failure with a hint. The tests take the browser that `find_browser` names.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tools.debian import apt_install, can_install, run
from tools.node import NODE, need_node
from tools.programs import ask

_SHELL = "chromium-headless-shell"
"""Chromium without its windows, which cost more than the pages do; Debian's name of both."""
_COMMANDS = (_SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

_NO_BROWSER = """
hyoka: the tests need Chromium: none was found that runs, and none could be installed.
  Debian: sudo apt-get install chromium fonts-noto-cjk
  Elsewhere: install Chrome or Chromium, or name yours: CHROMIUM=/path/to/chrome make test"""
_NO_FONT = """
hyoka: the tests need a font with Japanese letters, which `fc-list :lang=ja` would name.
  Debian, Ubuntu: sudo apt-get install fontconfig fonts-noto-cjk
  Elsewhere: put NotoSansCJK-Regular.ttc into ~/.local/share/fonts and run fc-cache"""


def find_browser() -> Path | None:
    """The Chromium to test with: $CHROMIUM, or one of the system, or Playwright's own in .venv.

    To be called before Playwright is started: it starts one of its own to ask for its browser.
    """
    # The Node that Playwright brings needs a library that a bare system does not have.
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    if named := os.environ.get("CHROMIUM"):
        return Path(named) if _runs(Path(named)) else None
    on_path = [Path(found) for command in _COMMANDS if (found := shutil.which(command))]
    for browser in (*on_path, _MAC):
        if _runs(browser):
            return browser
    playwrights = _playwrights_browser()
    return playwrights if _runs(playwrights) else None


def need_browser() -> Path:
    """The same, or the end with a hint."""
    browser = find_browser()
    if browser is None:
        sys.exit("hyoka: no Chromium was found; `.venv/bin/python -m tools.browser` installs one")
    return browser


_QUIET = (
    *("--disable-background-networking", "--disable-component-update", "--disable-gpu"),
    *("--disable-sync", "--no-first-run"),
)
_ROOTS = ("--no-sandbox",)
"""Chromium refuses to start as root with its sandbox."""


def launch(playwright: Playwright, browser: Path) -> Browser:
    """Start `browser`, which looks at our own pages alone."""
    is_root = sys.platform != "win32" and os.geteuid() == 0
    arguments = [*_QUIET, *(_ROOTS if is_root else ())]
    return playwright.chromium.launch(executable_path=browser, args=arguments)


def has_japanese_letters() -> bool:
    """Whether a font of this machine holds Japanese letters; macOS and Windows bring theirs."""
    if sys.platform in {"darwin", "win32"}:
        return True
    lister = shutil.which("fc-list")
    return lister is not None and bool(ask(lister, ":lang=ja", "family").output)


def main() -> None:
    """See to it that there are a browser and Japanese letters, or end with a hint."""
    need_node()
    install_shell()
    browser = find_browser() or _install_browser()
    if browser is None:
        sys.exit(_NO_BROWSER)
    if not has_japanese_letters():
        apt_install("fontconfig", "fonts-noto-cjk")
    if not has_japanese_letters():
        sys.exit(_NO_FONT)
    print(browser)


def _runs(browser: Path) -> bool:
    # A file alone proves nothing: Ubuntu's chromium-browser may be a stub that only asks for a
    # snap, and Playwright's browser lacks libraries on a bare system.
    return browser.is_file() and bool(ask(browser, "--version").output)


def _playwrights_browser() -> Path:
    # Inside .venv, so that nothing is left behind when the folder goes.
    os.environ.setdefault("PLAYWRIGHT_BROWSERS_PATH", "0")
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def install_shell() -> None:
    """Where Debian has it and it may be installed: the tests take half as long in it."""
    if "CHROMIUM" in os.environ or shutil.which(_SHELL) or not can_install():
        return
    if ask("apt-cache", "show", _SHELL).output:
        apt_install(_SHELL)


def _install_browser() -> Path | None:
    if "CHROMIUM" in os.environ:
        return None
    apt_install("chromium")
    if browser := find_browser():
        return browser
    playwright = (sys.executable, "-m", "playwright")
    if can_install():
        run(*playwright, "install-deps", "chromium")
    run(*playwright, "install", "chromium")
    return find_browser()


if __name__ == "__main__":
    main()
