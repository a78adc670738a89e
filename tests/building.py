"""A site as MkDocs builds it, with the repository's own settings."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from hyoka import site
from hyoka.changes.difference import Side, side
from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.evaluation import EvaluatedSite, evaluate
from hyoka.pages.inputs import inputs_of
from hyoka.static_pages.reader import read_static_pages
from hyoka.tables import OpenData, PageContext
from hyoka.tables.source_lines import Lines
from hyoka.urls import Links
from hyoka.wording import Language, load_language
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


def configure(content: Path, folder: Path, settings: str = "") -> Path:
    """The settings in `folder` by which MkDocs makes `folder/site` of the records in `content`.

    `settings`: more of MkDocs's. The menu is the usual one, whatever pages a city added to its own.
    """
    config = folder / "mkdocs.yml"
    config.write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\n"
        f"docs_dir: {content}\n"
        f"site_dir: {folder / 'site'}\n"
        "nav:\n"
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


def side_of(content: Path, language: Language) -> Side:
    """The records in a folder as they are compared, whatever is wrong with them."""
    read = read_folder(content, digests=True)
    reading = read_records(read)
    evaluation, files = evaluate(reading.records), reading.files.values()
    inputs = inputs_of((file.entry for file in files), reading.records, evaluation)
    return side(evaluation, language, inputs, read_static_pages(read))


@cache
def made_of(content: Path, *, files: bool = False) -> site.Site:
    """What is made of the records in a folder that no test changes, once in a process."""
    return site.build(read_folder(content), files=files)


def page_context(evaluation: EvaluatedSite) -> PageContext:
    """What tables are made of, in Japanese, where there are neither files nor a repository."""
    language = load_language("ja")
    data = OpenData((), evaluation.municipality, language, "")
    return PageContext(evaluation, language, Links(""), Lines(), data)
