"""What this repository publishes is what the tests know.

A city with records of its own removes this file, and no other test.
"""

import json
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

from tests.building import REAL, ROOT, menu


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_the_published_records_are_those_of_the_tests() -> None:
    published, known = files(ROOT / "content"), files(REAL)
    differing = {name for name, _ in published.items() ^ known.items()}
    assert differing == set(), "change both alike: content/ and tests/seed/content/"


def test_the_published_menu_is_that_of_the_tests() -> None:
    settings = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert menu() == f"nav: {json.dumps(settings['nav'])}\n"
