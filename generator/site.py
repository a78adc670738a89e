"""The whole flow on one screen: content -> records -> figures -> pages."""

from dataclasses import dataclass
from pathlib import Path

from generator.evaluation import Evaluation, evaluate
from generator.language import load_language
from generator.model import Records
from generator.pages import Page, render
from generator.problems import BadRecords, Problem, by_importance, errors_in
from generator.records import locate, read_records
from generator.rules import find

LANGUAGE = "ja"


@dataclass(frozen=True)
class Site:
    """Everything that is published, before any theme."""

    evaluation: Evaluation
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()
    """The warnings and notices: what does not keep the site from being made."""


def check(content: Path) -> tuple[Records, tuple[Problem, ...]]:
    """The records in the folder `content`, and everything that is wrong with them, errors first."""
    reading = read_records(content)
    located = locate(content, find(reading.records))
    return reading.records, by_importance([*reading.problems, *located])


def build(content: Path, language: str = LANGUAGE) -> Site:
    """The site that the folder `content` describes.

    Raises:
        BadRecords: the records have an error; there is no site then.
    """
    records, problems = check(content)
    if errors_in(problems):
        raise BadRecords(problems)
    evaluation = evaluate(records)
    pages = render(evaluation, load_language(language), _home_text(content))
    generated = tuple(page for page in pages if not _by_hand(content, page))
    return Site(evaluation, generated, problems)


def _home_text(content: Path) -> dict[str, str]:
    """The hand-written introduction, which stands on the generated home page."""
    home = content / "index.md"
    return {"index.md": home.read_text(encoding="utf-8")} if home.is_file() else {}


def _by_hand(content: Path, page: Page) -> bool:
    """Whether a hand-written page stands in place of a generated one (the home page takes both)."""
    return page.path != "index.md" and (content / page.path).is_file()
