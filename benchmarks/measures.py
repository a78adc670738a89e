"""MEASURES: what is timed, each from the outside as a person at a shell would."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import ROOT, Corpus

# Material's announcement, and nothing that a build does.
_ENVIRONMENT = os.environ | {"NO_MKDOCS_2_WARNING": "1"}


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done, and the rows of the table that this fills."""

    rows: tuple[str, ...]
    seconds: Callable[[Corpus], tuple[float, ...]]
    """Does it once, from nothing; one number a row."""


def _check(corpus: Corpus) -> tuple[float, ...]:
    return _timed("hyoka", "check", "--content", corpus.content)


def _write(corpus: Corpus) -> tuple[float, ...]:
    return _timed("hyoka", "write", _emptied(corpus, "again"), "--content", corpus.content)


def _build(corpus: Corpus) -> tuple[float, ...]:
    return _mkdocs(corpus, corpus.ours)


def _stock(corpus: Corpus) -> tuple[float, ...]:
    return _mkdocs(corpus, corpus.stock)


def _stock_without_search(corpus: Corpus) -> tuple[float, ...]:
    return _mkdocs(corpus, corpus.stock_without_search)


def _stock_rebuild(corpus: Corpus) -> tuple[float, ...]:
    return _after_edit(corpus, corpus.stock, *corpus.edited_page())


STOCK = "stock: `mkdocs build`"
"""The row that the others are compared with."""

MEASURES = (
    Measure(("`hyoka check`",), _check),
    Measure(("`hyoka write`",), _write),
    Measure(("`mkdocs build`",), _build),
    Measure((STOCK,), _stock),
    Measure(("stock: without its search",), _stock_without_search),
    Measure(("stock: rebuild after one edit",), _stock_rebuild),
)


def _mkdocs(corpus: Corpus, configuration: Path) -> tuple[float, ...]:
    site = _emptied(corpus, "site")
    return _timed("mkdocs", "build", "--quiet", "-f", configuration, "--site-dir", site)


def _after_edit(corpus: Corpus, configuration: Path, file: Path, changed: str) -> tuple[float, ...]:
    before = file.read_bytes()
    after = corpus.folder / "changed"
    after.write_text(changed, encoding="utf-8")
    try:
        printed = _run("benchmarks.rebuild", configuration, file, after)
        return tuple(map(float, printed.split()))
    finally:
        file.write_bytes(before)


def _emptied(corpus: Corpus, name: str) -> Path:
    folder = corpus.folder / name
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    return folder


def _timed(module: str, *arguments: str | Path) -> tuple[float]:
    start = time.perf_counter()
    _run(module, *arguments)
    return (time.perf_counter() - start,)


def _run(module: str, *arguments: str | Path) -> str:
    """What a module's command prints.

    Raises:
        RuntimeError: it failed; with all that it said.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    process = subprocess.run(
        command, cwd=ROOT, env=_ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{process.stdout}{process.stderr}")
    return process.stdout
