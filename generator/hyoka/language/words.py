"""The words of a language, as they stand in its files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Formatter

from hyoka.content.builder import Plain
from hyoka.content.documents import read_words

FOLDER = Path(__file__).parent.parent / "languages"

_Part = tuple[str, str | None]
"""A piece of a word as it stands, and the name of the value that follows it."""


@dataclass(frozen=True)
class Words:
    """One language's words, each found by its path: `reasons.zero`."""

    code: str
    words: Mapping[str, Plain]

    @property
    def texts(self) -> Path:
        """The folder of its long texts."""
        return FOLDER / self.code

    def word(self, path: str, /, **values: str) -> str:
        """The word at `path` (`reasons.zero`), with its `{names}` filled in.

        Raises:
            KeyError: there is no such word: a bug, found by the tests.
        """
        parts = self._forms[path]
        if len(parts) == 1 and parts[0][1] is None:
            return parts[0][0]
        return "".join(text + (values[name] if name else "") for text, name in parts)

    def form(self, path: str) -> str:
        """The word at `path` with … for each of its `{names}`."""
        return "".join(text + ("…" if name else "") for text, name in self._forms[path])

    @cached_property
    def _forms(self) -> Mapping[str, tuple[_Part, ...]]:
        """Every word by its path, cut at its `{names}` once: a site says a million words."""
        return dict(_forms("", self.words))

    def label(self, name: str) -> str:
        """What a field, a figure or a noun is called."""
        return self.word(f"labels.{name}")


def languages_with(file: str) -> tuple[str, ...]:
    """The languages that have such a file of words: `pages.yml`, those of the site's pages."""
    return tuple(sorted(found.parent.name for found in FOLDER.glob(f"*/{file}")))


def words_of(code: str) -> Mapping[str, Plain]:
    """All words of the language `ja`, …, as its files hold them.

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    words: dict[str, Plain] = {}
    for file in sorted(f for f in (FOLDER / code).iterdir() if f.suffix == ".yml"):
        read = read_words(file.read_bytes(), file.name)
        if not isinstance(read, dict):
            raise TypeError(file)
        words |= read
    return words


def _forms(path: str, words: Mapping[str, Plain]) -> Iterator[tuple[str, tuple[_Part, ...]]]:
    for key, word in words.items():
        if isinstance(word, dict):
            yield from _forms(f"{path}{key}.", word)
        elif isinstance(word, str):
            parts = ((text, name) for text, name, _, _ in Formatter().parse(word))
            yield f"{path}{key}", tuple(parts)
