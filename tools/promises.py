"""What the README and docs/security.md promise, and the tests that try to break each promise.

`python -m tools.promises` prints the list and fails where a promise has no test, where a test is
not there, or where the list holds what is no longer promised. The tests of a promise stand in
`tests/promises.yml`, by the words that the promise begins with.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
LISTED = ROOT / "tests" / "promises.yml"

_BULLET = re.compile(r"^- \*\*(.+?)\*\*(.*(?:\n  .*)*)", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.)])\s+(?=[A-Z`「\[])")
_ROW = re.compile(r"^\| (?!---|what is tried)(.+?) \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Promise:
    """One sentence of the README, or one kind of attack that docs/security.md says is stopped."""

    document: str
    """Its path from the repository's root."""
    text: str
    tests: tuple[str, ...] = ()
    """As pytest names them: `tests/test_site.py::test_nothing_is_loaded_from_elsewhere`."""


def readme_promises(text: str) -> Iterator[str]:
    """Every sentence under "What it does", with the words in bold that begin its paragraph."""
    section = _section(text, "What it does")
    for name, rest in _BULLET.findall(section):
        first, *others = _SENTENCE_END.split(" ".join(f"{name} {rest}".split()))
        # "Exact." alone says nothing: what it promises is the sentence after it.
        if first == name and others:
            first, *others = f"{first} {others[0]}", *others[1:]
        yield from (first, *others)


def security_promises(text: str) -> Iterator[str]:
    """Every attack in the table "What stops it"."""
    yield from _ROW.findall(_section(text, "What stops it"))


def promises(listed: Mapping[str, Mapping[str, Sequence[str]]]) -> tuple[list[Promise], list[str]]:
    """All promises with their tests, and what is wrong with the list: a line each."""
    found, faults = [], []
    for document, read in (("README.md", readme_promises), ("docs/security.md", security_promises)):
        beginnings = dict(listed.get(document, {}))
        for text in read((ROOT / document).read_text(encoding="utf-8")):
            fitting = [start for start in beginnings if text.startswith(start)]
            tests = [test for start in fitting for test in beginnings.pop(start)]
            found.append(Promise(document, text, tuple(tests)))
        faults += [f"{document}: no longer promised: {start}" for start in beginnings]
    faults += [f"{one.document}: no test: {one.text}" for one in found if not one.tests]
    missing = _missing({test for one in found for test in one.tests})
    return found, faults + [f"no such test: {test}" for test in sorted(missing)]


def _missing(tests: AbstractSet[str]) -> AbstractSet[str]:
    """Those that pytest would not find."""
    cases = {test for test in tests if "[" in test}
    files = tuple(sorted({test.split("::")[0] for test in cases}))
    return (tests - cases - set(_functions())) | (cases - set(_collected(files)))


def _functions() -> Iterator[str]:
    """Every test function, as pytest names it."""
    for file in (ROOT / "tests").rglob("test_*.py"):
        path = file.relative_to(ROOT).as_posix()
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{path}::{node.name}"


@cache
def _collected(files: tuple[str, ...]) -> list[str]:
    """Every test of these files with its cases, which only pytest knows."""
    collect = ("pytest", "--collect-only", "--quiet", "--numprocesses=0", "--no-header")
    command = [sys.executable, "-m", *collect, *files]
    return subprocess.check_output(command, cwd=ROOT, text=True).splitlines() if files else []


def read_listed() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The tests of each promise, by document and the promise's first words."""
    listed: Mapping[str, Mapping[str, Sequence[str]]] = YAML(typ="safe").load(LISTED)
    return listed


def _section(text: str, title: str) -> str:
    return re.split(r"^## ", text.split(f"## {title}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def main() -> None:
    """Print every promise with its tests."""
    found, faults = promises(read_listed())
    for one in found:
        print(f"{one.document}: {one.text}")
        print(*(f"    {test}" for test in one.tests), sep="\n")
    print(f"{len(found)} promises, {len({t for one in found for t in one.tests})} tests")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
