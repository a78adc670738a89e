"""The words of a language, as they stand in its files; Japanese ones where it has none.

A language is a folder in `locales/`, and needs to be named nowhere else. Its words stand in
`*.yml`, its long texts in folders beside them. Japanese alone must have all of them. What another
language does not have is said in Japanese, word by word, long text by long text: ten words make a
language, of reports on records. A page is in one language, which its head names (WCAG 3.1.1,
3.1.2): only a language that has every word and every long text can be that of the site.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from string import Formatter
from typing import Self

from hyoka.content.builder import Plain
from hyoka.content.documents import read_words

FOLDER = Path(__file__).parent.parent / "locales"

JAPANESE = "ja"
"""The language that has every word."""

_ABOUT = "language.yml"
"""What a language says of itself: which of its words are all there. No words."""


@dataclass(frozen=True)
class Words:
    """One language's words, each found by its path: `reasons.zero`."""

    code: str
    own: Mapping[str, Plain]
    """Those that the language has itself."""

    @cached_property
    def words(self) -> Mapping[str, Plain]:
        """All of them: those that it has not itself are Japanese."""
        words = self.own if self.code == JAPANESE else _over(words_of(JAPANESE), self.own)
        return _with_levels(words)

    @cached_property
    def of_calendar_years(self) -> Self:
        """The same words, but that a year is January to December: 2015年, never 2015年度."""
        told = type(self)(self.code, _over(self.words, self.below("calendar_years")))
        vars(told)["of_calendar_years"] = told  # else each step further would make words again
        return told

    @property
    def texts(self) -> tuple[Path, ...]:
        """The folders of its long texts; in the second stand those that the first has not."""
        return tuple(FOLDER / code for code in dict.fromkeys((self.code, JAPANESE)))

    def text(self, path: str) -> str:
        """The long text in the file `path` of its folder: `recipes/r.txt`."""
        files = (folder / path for folder in self.texts)
        return next(file for file in files if file.is_file()).read_text(encoding="utf-8")

    def word(self, path: str, /, **values: str) -> str:
        """The word at `path` (`reasons.zero`), with its `{names}` filled in.

        In place of a word that is nowhere stands its path: the tests name every such word.
        """
        if (plain := self._plain.get(path)) is not None:
            return plain
        template = self._templates.get(path)
        return no_word(path) if template is None else template % values

    def has(self, path: str) -> bool:
        """Whether there is a word at `path`."""
        return path in self._plain or path in self._templates

    def titled(self, text: str) -> str:
        """A field's title or description with the city's own names for the levels.

        The model tells of them by the usual names: it is the same for every city.
        """
        if self.below("levels") == usual_levels():
            return text
        return _USUAL_LEVEL.sub(lambda found: self.word(f"levels.{_LEVEL_CALLED[found[0]]}"), text)

    def form(self, path: str) -> str:
        """The word at `path` with … for each of its `{names}`."""
        if path in self._templates:
            return self._templates[path] % defaultdict(lambda: "…")
        return self.word(path)

    def below(self, name: str) -> Mapping[str, Plain]:
        """The words of a group by their keys: `statuses`; none where there is no such group."""
        words = self.words.get(name)
        return words if isinstance(words, dict) else {}

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        """Each word without `{names}`, by its path: a site says a million words."""
        words = _forms("", self.words)
        return {path: "".join(texts) for path, texts, names in words if not any(names)}

    @cached_property
    def _templates(self) -> Mapping[str, str]:
        """Each word with `{names}`, by its path, as `%` fills it in."""
        words = _forms("", self.words)
        return {path: _template(texts, names) for path, texts, names in words if any(names)}

    def label(self, name: str) -> str:
        """What a field, a figure or a noun is called."""
        return self.word(f"labels.{name}")


def usual_levels() -> Mapping[str, str]:
    """What levels are called where a municipality has no names of its own for them."""
    levels = words_of(JAPANESE).get("levels")
    return {name: str(word) for name, word in levels.items()} if isinstance(levels, dict) else {}


def no_word(path: str) -> str:
    """What stands in place of a word that is nowhere."""
    return f"〔{path}〕"


def languages() -> tuple[str, ...]:
    """The languages of which there are words: the folders that hold some; Japanese first."""
    found = {file.parent.name for file in FOLDER.glob("*/*.yml")}
    return (JAPANESE, *sorted(found - {JAPANESE}))


def site_languages() -> tuple[str, ...]:
    """The languages that have every long text and every word: those that a site can be in."""
    return tuple(code for code in languages() if code == JAPANESE or not any(lacking(code)))


def lacking(code: str) -> Iterator[str]:
    """What a language has not itself: long texts by their files, then words by their paths."""
    yield from sorted(_long_texts(JAPANESE) - _long_texts(code))
    own = {path for path, *_ in _forms("", words_of(code))}
    yield from (path for path, *_ in _forms("", words_of(JAPANESE)) if path not in own)


def declared_whole(code: str) -> tuple[str, ...]:
    """The groups of words of which a language says that it has them all: `problems`."""
    file = FOLDER / code / _ABOUT
    about = read_words(file.read_bytes(), file.name) if file.is_file() else {}
    groups = about.get("whole", ()) if isinstance(about, dict) else ()
    return tuple(map(str, groups)) if isinstance(groups, tuple) else ()


@cache
def words_of(code: str) -> Mapping[str, Plain]:
    """All words of the language `ja`, …, as its files hold them.

    Raises:
        FileNotFoundError: there is no such language.
        ValueError: a file of it cannot be read.
        TypeError: a file does not hold words by their keys.
    """
    words: dict[str, Plain] = {}
    for file in sorted(f for f in (FOLDER / code).iterdir() if f.suffix == ".yml"):
        if file.name != _ABOUT:
            read = read_words(file.read_bytes(), file.name)
            if not isinstance(read, dict):
                raise TypeError(file)
            words |= read
    return words


def _long_texts(code: str) -> frozenset[str]:
    folder = FOLDER / code
    files = (file for file in folder.rglob("*") if file.is_file() and file.parent != folder)
    return frozenset(file.relative_to(folder).as_posix() for file in files)


def _over(under: Mapping[str, Plain], own: Mapping[str, Plain]) -> dict[str, Plain]:
    """The words of `own`, and those of `under` of which it has none."""
    both: dict[str, Plain] = {**under, **own}
    for key in under.keys() & own.keys():
        below, word = under[key], own[key]
        if isinstance(below, dict) and isinstance(word, dict):
            both[key] = _over(below, word)
    return both


def _with_levels(words: Mapping[str, Plain]) -> Mapping[str, Plain]:
    """The words with the names of the levels in place of `{level.policy}`, …."""
    levels = words.get("levels")
    names = {name: str(word) for name, word in levels.items()} if isinstance(levels, dict) else {}

    def named(word: Plain) -> Plain:
        if isinstance(word, dict):
            return {key: named(below) for key, below in word.items()}
        if isinstance(word, str) and "{level." in word:
            return _LEVEL.sub(lambda found: names[found[1]], word)
        return word

    return {key: named(word) for key, word in words.items()}


_LEVEL_CALLED = {
    "章・施策": "part",
    "節（施策）": "measure",
    "施策（節）": "measure",
    "節": "measure",
    "施策": "measure",
    "章": "chapter",
    "重点課題": "policy",
    "市民意識調査": "survey",
    "事業": "project",
}
"""What the model calls the levels."""
_USUAL_LEVEL = re.compile(
    rf"(?<![文務本])(?<!予算の)(?<!予算書での)(?:{'|'.join(_LEVEL_CALLED)})(?![費期])"
)
"""Not where the word is part of another: 文章, 事務事業, 基本事業, 予算の事業, 事業費, 事業期間."""
_LEVEL = re.compile(r"\{level\.(\w+)\}")


def _forms(
    path: str, words: Mapping[str, Plain]
) -> Iterator[tuple[str, tuple[str, ...], tuple[str | None, ...]]]:
    """Every word by its path: its pieces, and the name of the value that follows each."""
    for key, word in words.items():
        if isinstance(word, dict):
            yield from _forms(f"{path}{key}.", word)
        elif isinstance(word, str):
            parts = [(text, name) for text, name, _, _ in Formatter().parse(word)]
            yield f"{path}{key}", tuple(text for text, _ in parts), tuple(name for _, name in parts)


def _template(texts: Iterable[str], names: Iterable[str | None]) -> str:
    """A word as `%` fills it in."""
    parts = zip((text.replace("%", "%%") for text in texts), names, strict=True)
    return "".join(f"{text}%({name})s" if name else text for text, name in parts)
