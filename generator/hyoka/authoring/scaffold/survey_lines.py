"""What a new survey takes over from the last one: its groups and its questions, without results."""

from collections.abc import Sequence

from hyoka.authoring.yaml_writer import pair
from hyoka.content.builder import Plain
from hyoka.model import Survey, SurveyGroup, SurveyQuestion

_OF_QUESTION = ("share_of", "scale", "lowest_mean", "highest_mean", "answers")


def carried_over(last: Survey) -> dict[str, Sequence[str]]:
    """The lines of the fields that it has; the numbers of the new survey are still to come."""
    groups: Plain = tuple(map(_group, last.groups))
    questions: Plain = tuple(map(_question, last.questions))
    parts = {"groups": groups, "questions": questions}
    return {key: tuple(pair(key, value, 0)) for key, value in parts.items() if value}


def _group(group: SurveyGroup) -> Plain:
    return {"id": group.id, "name": group.name, "kind": group.kind.value}


def _question(question: SurveyQuestion) -> Plain:
    told: dict[str, Plain] = {"id": question.id, "question": question.question}
    told["asks"] = question.asks.value
    recorded = {key: getattr(question, key) for key in _OF_QUESTION}
    told |= {key: value for key, value in recorded.items() if value not in (None, ())}
    return told | ({"several_answers": True} if question.several_answers else {})
