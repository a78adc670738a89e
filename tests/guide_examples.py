"""What the guide for staff shows, done to the fictional town's records."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from hyoka.authoring.scaffold import RecordScaffolder
from hyoka.content import read_folder
from hyoka.content.builder import Plain
from hyoka.wording import load_language
from tests.building import TOWN

JAPANESE = load_language("ja")


@dataclass(frozen=True)
class Example:
    """A change of a record, as the guide shows it."""

    name: str
    file: str
    after: str
    before: str = ""
    kind: str = ""
    """Where there is no `before`."""

    def lay(self, content: Path) -> None:
        """Make the change in a folder of records."""
        file = content / self.file
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if self.before:
            _write(file, _replaced(text, self.before, self.after))
        else:
            _write(file, f"{text}{self.after}\n")


def _replaced(text: str, before: str, after: str) -> str:
    """The text with one part changed, which may stand deeper in it."""
    for column in range(0, 12, 2):
        deep = f"\n{' ' * column}"
        old, new = (f"\n{part}\n".replace("\n", deep).rstrip(" ") for part in (before, after))
        if old in text:
            assert text.count(old) == 1, before
            return text.replace(old, new)
    raise AssertionError(before)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def examples() -> Iterator[Example]:
    """All that the guide shows, in its order."""
    for name in _mapping("examples"):
        yield _example(name, f"examples.{name}")


def mistake() -> Example:
    """What the guide shows an error of; it follows the first example."""
    return _example("mistake", "mistake")


def _example(name: str, path: str) -> Example:
    words = {key: JAPANESE.word(f"guide.{path}.{key}") for key in _mapping(path)}
    return Example(name, **words)


def _mapping(path: str) -> Mapping[str, Plain]:
    found: Plain = JAPANESE.words["guide"]
    for key in path.split("."):
        assert isinstance(found, dict)
        found = found[key]
    assert isinstance(found, dict)
    return found


SHEET = "policies/anzen/index.md"
"""The page whose next sheet the guide begins."""


def begin_sheet(content: Path) -> None:
    """Save the sheet that the page's button begins."""
    begun = RecordScaffolder.at(read_folder(content), JAPANESE).next_sheet(SHEET)
    assert begun is not None
    _write(content / begun.path, begun.texts[0])


def copy_town(folder: Path) -> Path:
    """The town's records in `folder`, to be changed."""
    return Path(shutil.copytree(TOWN, folder / "content"))
