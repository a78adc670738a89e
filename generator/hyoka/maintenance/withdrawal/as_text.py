"""What was found, as staff read it."""

from collections.abc import Iterable

from hyoka.maintenance.withdrawal.places import FoundPlace
from hyoka.terminal import sanitize
from hyoka.wording import Language


def as_text(places: Iterable[FoundPlace], language: Language) -> str:
    """A paragraph a place: what it is, how many hold it, what to do, whether the command can."""
    return "\n\n".join(_told(place, language) for place in places)


def _told(place: FoundPlace, language: Language) -> str:
    count = "unknown" if place.count is None else "some" if place.count else "none"
    name = language.word(f"withdraw.places.{place.name}.name")
    text = language.word(f"withdraw.{count}", name=name, count=str(place.count))
    if place.count == 0:
        return text
    lines = [text, *(f"    {sanitize(example)}" for example in place.examples)]
    if place.count and place.count > len(place.examples) > 0:
        lines.append("    …")
    todo = language.word(f"withdraw.places.{place.name}.todo")
    lines.append(language.word("withdraw.todo", todo=todo))
    if place.action:
        lines.append(language.word("withdraw.can", action=place.action.value))
    return "\n".join(lines)
