"""The whole flow on one screen: content -> records -> figures -> pages."""

from dataclasses import dataclass
from pathlib import Path

from generator.evaluation import Evaluation, evaluate
from generator.language import load_language
from generator.model import Records
from generator.pages import Page, render
from generator.problems import BadRecords, Problem
from generator.records import locate, read_records
from generator.rules import CHECKS

LANGUAGE = "ja"


@dataclass(frozen=True)
class Site:
    """Everything that is published, before any theme."""

    evaluation: Evaluation
    pages: tuple[Page, ...]


def check(content: Path) -> tuple[Records | None, tuple[Problem, ...]]:
    """The records in the folder `content`, and everything that is wrong with them, sorted."""
    reading = read_records(content)
    if reading.records is None:
        return None, reading.problems
    found = [finding for rule in CHECKS for finding in rule(reading.records)]
    return reading.records, tuple(sorted([*reading.problems, *locate(content, found)]))


def build(content: Path, language: str = LANGUAGE) -> Site:
    """The site that the folder `content` describes.

    Raises:
        BadRecords: something is wrong with the records; there is no site then.
    """
    records, problems = check(content)
    if problems or records is None:
        raise BadRecords(problems)
    evaluation = evaluate(records)
    pages = render(evaluation, load_language(language), _home_text(content))
    return Site(evaluation, tuple(page for page in pages if not _by_hand(content, page)))


def _home_text(content: Path) -> dict[str, str]:
    """The hand-written introduction, which stands on the generated home page."""
    home = content / "index.md"
    return {"index.md": home.read_text(encoding="utf-8")} if home.is_file() else {}


def _by_hand(content: Path, page: Page) -> bool:
    """Whether a hand-written page stands in place of a generated one (the home page takes both)."""
    return page.path != "index.md" and (content / page.path).is_file()
