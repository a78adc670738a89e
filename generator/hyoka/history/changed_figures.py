"""Which figures each commit wrote anew in the records that it changed, by git's own comparison."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from hyoka.git import GitFolder

FIGURES = ("actual", "target", "baseline", "settlement", "budget")
"""What is told of by its name, in this order. All else is seen in the change itself."""
_DETAILS = (
    *("diff-tree", "--stdin", "-r", "--diff-merges=first-parent", "--diff-filter=M"),
    *("-p", "-U0", "--ignore-all-space", "--no-ext-diff", "--no-textconv", "--no-color"),
    *("--relative", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=none", "--", "."),
)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_FILE = re.compile(r"\+\+\+ b/(\S+)\s*")
_WRITTEN = re.compile(rf"\+\s*(?:- )?({'|'.join(FIGURES)}): *[-+]?\.?[0-9]")
"""A number: why there is none is no figure."""

Written = Mapping[tuple[str, str], Mapping[str, int]]
"""How often each figure was written, by the commit and the path."""


@lru_cache(maxsize=4)
def changed_figures(folder: GitFolder, commits: Sequence[str]) -> Written:
    """What each of the `commits` wrote; nothing where git does not answer."""
    told = folder.ask_or_none(*_DETAILS, given="".join(f"{name}\n" for name in commits).encode())
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for place, figure in _written((told or b"").decode(errors="replace")):
        found[place][figure] += 1
    return found


def _written(told: str) -> Iterator[tuple[tuple[str, str], str]]:
    commit = path = ""
    for line in told.splitlines():
        if _COMMIT.fullmatch(line):
            commit, path = line, ""
        elif match := _FILE.fullmatch(line):
            path = match[1]
        elif match := _WRITTEN.match(line):
            yield (commit, path), match[1]
