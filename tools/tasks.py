"""How far readers have to go for what they come for: `python -m tools.tasks CONTENT SITE`.

`CONTENT`: the records; `SITE`: the site that was built of them. Prints a row a task: taps, screens
scrolled through, whether something was typed, and whether the answer is right. The tests do the
same on a small town; this is for large ones.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from hyoka import site
from hyoka.content import read_folder
from hyoka.evaluation import EvaluatedSite
from tests.web.reader import Reader, open_phone
from tests.web.tasks import MOST_TAPS, TASKS, first_screen
from tools.browser import launch, need_browser
from tools.serving import host


def main() -> None:
    """Print the table; fails where a task cannot be done, or takes too many taps."""
    parser = ArgumentParser(prog="python -m tools.tasks", description=__doc__)
    parser.add_argument("content", type=Path)
    parser.add_argument("site", type=Path)
    asked = parser.parse_args()
    executable = need_browser()
    records = site.build(read_folder(asked.content), files=False).evaluation
    with sync_playwright() as playwright, host(asked.site) as address:
        browser = launch(playwright, executable)
        done = [_try(name, browser, address, records) for name in ("first_screen", *TASKS)]
        browser.close()
    sys.exit(not all(done))


def _try(name: str, browser: Browser, address: str, records: EvaluatedSite) -> bool:
    """Do a task, and print its row; whether it was done."""
    reader = Reader(open_phone(browser), address)
    do = TASKS.get(name, first_screen)
    right = "right"
    try:
        reader.begin()
        do(reader, records)
    except (AssertionError, Error) as error:
        right = f"wrong: {str(error).splitlines()[0]}"
    reader.page.context.close()
    typed = f"typed {reader.typed}" if reader.typed else ""
    about = (do.__doc__ or "").splitlines()[0]
    print(f"{about} | {reader.taps} | {reader.screens} | {typed} | {right}", flush=True)
    return right == "right" and reader.taps <= MOST_TAPS


if __name__ == "__main__":
    main()
