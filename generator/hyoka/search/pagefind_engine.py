"""Pagefind's own part of the index: the programs that read it in a browser.

Pagefind is run on a page of our own. It tells what form this Pagefind gives an index: another one
would not be read by its script.
"""

import gzip
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from .coded_page import LANGUAGE, SIGNATURE
from .coding import letters
from .postings import inverted, joined, metadata, pieces

BUNDLE = "pagefind"
"""The folder of the index in the built site."""

ENGINE = f"{BUNDLE}/pagefind.js"
"""Pagefind's script, from the site's root."""

_SAMPLE = [letters(number, 4) for number in (*range(300), 0, 1, 0)]
"""Words once and again, near and far: what stands in one byte, and in more."""


class SearchError(Exception):
    """The index could not be built; the bundle of the built site is what it was before."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What reads an index, and what it reads first."""

    script: bytes
    program: bytes
    """In WebAssembly."""
    entry: Mapping[str, Any]
    """What the script is told of an index, of which only what it tells of its pages changes."""

    @property
    def version(self) -> str:
        """Pagefind's."""
        version: str = self.entry["version"]
        return version

    def files(self, name: str, page_count: int) -> dict[str, bytes]:
        """The files that are no part of the index itself, by their names; `name`: that of its head.

        The program is named by what it holds, as Pagefind names the other pieces: a new script
        would otherwise meet that of an older Pagefind in a browser that kept it.
        """
        program = sha256(self.program).hexdigest()[:12]
        told = {"hash": name, "wasm": program, "page_count": page_count}
        entry = {**self.entry, "languages": {LANGUAGE: told}}
        return {
            "pagefind.js": self.script,
            f"wasm.{program}.pagefind": self.program,
            "pagefind-entry.json": json.dumps(
                entry, ensure_ascii=False, separators=(",", ":")
            ).encode(),
        }


@cache
def engine() -> Engine:
    """The same for every index that this Pagefind reads.

    Pages name the digest of its script, and are made before the index is.

    Raises:
        SearchError: Pagefind failed, or writes indexes in another form.
    """
    with TemporaryDirectory() as temporary:
        pages, bundle = Path(temporary, "pages"), Path(temporary, BUNDLE)
        pages.mkdir()
        order = '<p data-pagefind-sort="order[data-n]" data-n="0"></p>'
        text = f"<body><p>{' '.join(_SAMPLE)}</p>{order}</body>"
        (pages / "index.html").write_text(f'<html lang="{LANGUAGE}">{text}</html>', "ascii")
        run(pages, bundle)
        entry = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))
        _compare(bundle, entry)
        script, program = bundle / "pagefind.js", bundle / "wasm.unknown.pagefind"
        return Engine(script.read_bytes(), program.read_bytes(), entry)


def run(pages: Path, bundle: Path) -> None:
    """Let Pagefind itself write the index of a folder of pages.

    Raises:
        SearchError: it failed.
    """
    # It brings an event loop, which takes a tenth of the time of a command that makes no index.
    from pagefind.service import get_executable  # noqa: PLC0415

    executable = get_executable()
    if executable is None:
        raise SearchError("Pagefind is not installed: uv sync")
    command = [str(executable), "--site", str(pages), "--output-path", str(bundle), "--silent"]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, check=False, encoding="utf-8", errors="replace"
    )
    if done.returncode != 0 or not bundle.is_dir():
        said = (done.stderr or done.stdout).strip()
        raise SearchError(f"Pagefind ended with {done.returncode}: {said}")


def _compare(bundle: Path, entry: Mapping[str, Any]) -> None:
    """See that Pagefind writes what is written here, byte by byte but for its names of files."""
    (first, last, piece), *_ = pieces(joined([inverted(_SAMPLE)]))
    names = [_name(bundle, f"{kind}/*.pf_{kind}") for kind in ("index", "fragment")]
    head = metadata(entry["version"], [(names[1], len(_SAMPLE))], [(first, last, names[0])])
    written = [
        _read(bundle / "index" / f"{names[0]}.pf_index"),
        _read(bundle / f"{_name(bundle, '*.pf_meta')}.pf_meta"),
    ]
    if written != [piece, head]:
        raise SearchError(f"this is not how Pagefind 1.5 writes an index: {entry['version']}")


def _name(bundle: Path, pattern: str) -> str:
    found: Sequence[Path] = [*bundle.glob(pattern)]
    if len(found) != 1:
        raise SearchError(f"Pagefind wrote {len(found)} files {pattern}")
    return found[0].stem


def _read(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE)
