"""What is held back until its day, in a few lines."""

from collections.abc import Sequence
from itertools import groupby

from hyoka.evaluation.embargo import HeldBack
from hyoka.terminal import sanitize
from hyoka.wording import Language


def waiting(held: Sequence[HeldBack], language: Language) -> str:
    """Each day to come, with the records that are published then; a part by its place in one."""
    return "\n".join(
        [language.word("embargo.waiting", count=str(len(held))), *days(held, language)]
    )


def days(held: Sequence[HeldBack], language: Language, form: str = "day") -> list[str]:
    """A line for each day of publication; `form`: how it is told, a word of `embargo`."""
    lines = []
    for day, of_day in groupby(sorted(held, key=_in_order), lambda one: one.publish_on):
        names = language.word("formats.list").join(_name(one, language) for one in of_day)
        lines.append(language.word(f"embargo.{form}", day=day.isoformat(), names=names))
    return lines


def _in_order(held: HeldBack) -> tuple[str, str, list[str]]:
    return held.publish_on.isoformat(), held.path, [str(step).zfill(6) for step in held.place]


def _name(held: HeldBack, language: Language) -> str:
    return sanitize(f"{held.path} {language.place(held.place)}".strip())
