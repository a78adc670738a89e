"""A site as MkDocs builds it, with the repository's own settings."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TypeAlias

from mkdocs.utils.yaml import yaml_load

from hyoka import site
from tests.commands import needs_process, run_here

ROOT = Path(__file__).parent.parent
TOWN = ROOT / "tests" / "town" / "content"
REAL = ROOT / "tests" / "seed" / "content"
"""The records of 所沢市; `tests/seed/README.md` says why they stand here, too."""
REPOSITORY = {"GITHUB_REPOSITORY": "city/hyoka", "HYOKA_BRANCH": "main"}
"""Where the edit links of the tests' sites lead, whichever branch `mkdocs.yml` names."""
PUBLISHED = "https://town.example/hyoka/"
"""Where the fictional town's site is published, in the tests that need to know."""


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A module of the project, run as a command from the repository's root."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


Menu: TypeAlias = "str | dict[str, Menu] | list[Menu]"
"""`nav` in `mkdocs.yml`, or a part of it."""


@cache
def menu() -> str:
    """`nav` as a line of settings, without the pages that a city wrote by hand and added to it."""
    settings = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    made = {page.path for page in site.build(REAL, files=False).pages}
    return f"nav: {json.dumps(_leading_to(made, settings['nav']))}\n"


def _leading_to(made: set[str], part: Menu) -> Menu:
    """What of a menu leads to pages that are made of records."""
    if isinstance(part, str):
        return part if part in made else ""
    if isinstance(part, dict):
        return {title: kept for title, to in part.items() if (kept := _leading_to(made, to))}
    return [kept for entry in part if (kept := _leading_to(made, entry))]


def configure(content: Path, folder: Path, settings: str = "") -> Path:
    """The settings in `folder` by which MkDocs makes `folder/site` of the records in `content`.

    `settings`: more of MkDocs's.
    """
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\n"
        f"docs_dir: {content}\n"
        f"site_dir: {folder / 'site'}\n"
        f"theme: {{custom_dir: {ROOT / 'theme'}}}\n"
        f"{menu()}"
        f"{settings}",
        encoding="utf-8",
    )
    return config


def build(content: Path, folder: Path, settings: str = "", **environment: str) -> Path:
    """The folder of the site that the records in `content` make; `settings`: more of MkDocs's."""
    config = configure(content, folder, settings)
    run_by = run if needs_process(environment) else run_here
    done = run_by("mkdocs", "build", "--strict", "-f", str(config), **environment)
    assert done.returncode == 0, done.stderr
    return folder / "site"
