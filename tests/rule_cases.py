"""The bad records of `rules/`: a file for each rule, with its cases and their whole reports."""

import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

RULES = Path(__file__).parent / "rules"
BASE = RULES / "base"
"""A small municipality without a problem, over which the files of a case are laid."""


@dataclass(frozen=True)
class Case:
    """What makes the base a bad one, and what is reported then."""

    rule: str
    """The rule that it is about: the name of its file."""
    name: str
    files: Mapping[str, str]
    """Texts by their paths inside `content/`."""
    encoding: str
    """UTF-8, unless the case is about another one."""
    report: str

    def make(self, content: Path) -> None:
        """Lay the files over the folder."""
        for path, text in self.files.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_bytes(text.encode(self.encoding))


def copy_base(folder: Path) -> Path:
    """The base, to be changed."""
    return shutil.copytree(BASE, folder)


def rule_names() -> list[str]:
    """The rules that have a file."""
    return sorted(path.stem for path in RULES.glob("*.yml"))


def read_cases(rule: str) -> list[Case]:
    """The cases of a rule's file."""
    read = YAML(typ="safe").load((RULES / f"{rule}.yml").read_text(encoding="utf-8"))
    return [
        Case(
            rule, case["name"], case["files"], case.get("encoding", "utf-8"), case.get("report", "")
        )
        for case in read["cases"]
    ]


def write_cases(rule: str, cases: Iterable[Case]) -> None:
    """A rule's file anew."""
    text = "\n".join(["cases:", *(line for case in cases for line in _lines(case))])
    (RULES / f"{rule}.yml").write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _lines(case: Case) -> Iterator[str]:
    yield f"  - name: {case.name}"
    if case.encoding != "utf-8":
        yield f"    encoding: {case.encoding}"
    yield "    files:" if case.files else "    files: {}"
    for path, text in case.files.items():
        name = path if path == path.strip() else json.dumps(path, ensure_ascii=False)
        yield f"      {name}: {_scalar(text, 8)}"
    yield f"    report: {_scalar(case.report, 6)}"


_UNSEEN = re.compile(
    "[^\n\t -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\uff01-\uffee\ufffd\U00010000-\U0010ffff]"
)
"""What a reader would not see in a block, or YAML would not keep there."""


def _scalar(text: str, indent: int) -> str:
    """A text as a block, as it is to be read; in quotation marks where a block would change it."""
    if not text.strip() or _UNSEEN.search(text) or text.startswith((" ", "\n")):
        quoted = json.dumps(text, ensure_ascii=False)
        return _UNSEEN.sub(lambda unseen: f"\\u{ord(unseen[0]):04x}", quoted)
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    lines = [f"{' ' * indent}{line}" if line else "" for line in body.split("\n")]
    return "\n".join([{0: "|-", 1: "|"}.get(ends, "|+"), *lines, *[""] * (ends - 1)])
