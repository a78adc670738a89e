"""The rules as the reference tells them: what each finds, why, and how a record breaks it."""

from collections.abc import Iterator
from dataclasses import dataclass

from hyoka.problems import Severity, severity_of
from hyoka.wording import Language


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in words."""

    name: str
    message: str
    """What a report says, with … for what is found."""
    why: str
    file: str | None
    """Where the examples stand; `None` where they are names of files, or there are none."""
    wrong: str | None
    right: str | None


def rules_of(severity: Severity, language: Language) -> Iterator[Rule]:
    """The rules of a severity, in the order of the language's list."""
    for name, about in language.below("rules").items():
        if severity_of(name) is severity and isinstance(about, dict):
            words = {key: language.word(f"rules.{name}.{key}") for key in about}
            yield Rule(
                name,
                language.form(f"problems.{name}.message"),
                words["why"],
                words.get("file"),
                words.get("wrong"),
                words.get("right"),
            )
