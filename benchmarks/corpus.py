"""Fictional corpora of a wanted number of pages, each with what the builds need beside it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.demo import write_demo

ROOT = Path(__file__).parents[1]
_PROBES = (20, 120)
"""Numbers of projects from which the number of pages for any other is reckoned."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Records, the pages made of them, and a configuration for each build."""

    folder: Path
    pages: int
    """How many Markdown pages `hyoka write` writes."""
    page_bytes: int
    """How large they are on the average."""

    @property
    def content(self) -> Path:
        """The records and the hand-written pages."""
        return self.folder / "content"

    @property
    def written(self) -> Path:
        """What `hyoka write` wrote."""
        return self.folder / "pages"

    @property
    def ours(self) -> Path:
        """MkDocs with the repository's configuration."""
        return self.folder / "ours.yml"

    @property
    def stock(self) -> Path:
        """MkDocs with the stock theme and its search."""
        return self.folder / "stock.yml"

    @property
    def stock_without_search(self) -> Path:
        """MkDocs with the stock theme alone."""
        return self.folder / "stock-without-search.yml"

    def edited_page(self) -> tuple[Path, str]:
        """The page of the same project, and its text with a paragraph more."""
        file = min(file for file in (self.written / "projects").rglob("*.md"))
        return file, file.read_text(encoding="utf-8") + "\n架空の一文。\n"


def corpora(folder: Path, sizes: tuple[int, ...]) -> tuple[Corpus, ...]:
    """A corpus of nearly each of `sizes` pages below `folder`, after the smallest there can be."""
    counts = [
        _corpus(folder / f"probe-{projects}", projects, years=10).pages for projects in _PROBES
    ]
    a_project = (counts[1] - counts[0]) / (_PROBES[1] - _PROBES[0])
    others = counts[0] - a_project * _PROBES[0]
    smallest = _corpus(folder / "smallest", 1, policies=1, years=1)
    return (
        smallest,
        *(
            _corpus(folder / f"size-{size}", max(1, round((size - others) / a_project)), years=10)
            for size in sizes
        ),
    )


def _corpus(folder: Path, projects: int, *, years: int, policies: int = 4) -> Corpus:
    write_demo(folder, policies=policies, projects=projects, years=years)
    content = folder / "content"
    # Whatever people wrote by hand belongs to every site.
    shutil.copytree(
        ROOT / "content", content, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.yml")
    )
    written = folder / "pages"
    command = [sys.executable, "-m", "hyoka", "write", str(written), "--content", str(content)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    sizes = [page.stat().st_size for page in written.rglob("*.md")]
    corpus = Corpus(folder, len(sizes), sum(sizes) // len(sizes))
    _configure(corpus)
    return corpus


def _configure(corpus: Corpus) -> None:
    ours = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": "content",
        "site_dir": "site-ours",
    }
    stock = {
        "site_name": "stock",
        "docs_dir": "pages",
        "site_dir": "site-stock",
        "theme": {"name": "material", "language": "ja", "font": False},
        # The same dialect of Markdown, and pages outside the navigation: inside it, the time
        # would grow with the square of their number.
        "markdown_extensions": ["attr_list"],
        "nav": ["index.md"],
        "plugins": [{"search": {"lang": "ja"}}],
    }
    _write(corpus.ours, ours)
    _write(corpus.stock, stock)
    _write(corpus.stock_without_search, stock | {"site_dir": "site-without", "plugins": []})


def _write(file: Path, configuration: Mapping[str, object]) -> None:
    # JSON is YAML.
    file.write_text(json.dumps(configuration, ensure_ascii=False, indent=2), encoding="utf-8")
