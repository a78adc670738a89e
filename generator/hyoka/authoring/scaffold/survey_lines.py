"""What a new survey takes over from the last one: its groups and its questions, without results."""

from collections.abc import Iterator, Sequence

from hyoka.authoring.field_reference import in_yaml
from hyoka.model import Survey, SurveyGroup, SurveyQuestion

_OF_QUESTION = ("asks", "share_of", "scale", "lowest_mean", "highest_mean")


def carried_over(last: Survey) -> dict[str, Sequence[str]]:
    """The lines of the fields that it has; the numbers of the new survey are still to come."""
    groups = [line for group in last.groups for line in _group(group)]
    questions = [line for question in last.questions for line in _question(question)]
    return {
        key: (f"{key}:", *(f"  {line}" for line in lines))
        for key, lines in (("groups", groups), ("questions", questions))
        if lines
    }


def _group(group: SurveyGroup) -> Iterator[str]:
    yield f"- id: {in_yaml(group.id)}"
    yield f"  name: {in_yaml(group.name)}"
    yield f"  kind: {group.kind}"


def _question(question: SurveyQuestion) -> Iterator[str]:
    yield f"- id: {in_yaml(question.id)}"
    lines = question.question.splitlines()
    if len(lines) == 1:
        yield f"  question: {in_yaml(lines[0])}"
    else:
        yield "  question: |-"
        yield from (f"    {line}".rstrip() for line in lines)
    for key in _OF_QUESTION:
        value = getattr(question, key)
        if value is not None:
            written = in_yaml(str(value)) if isinstance(value, str) else f"{value:f}"
            yield f"  {key}: {written}"
    if question.answers:
        yield "  answers:"
        yield from (f"    - {in_yaml(answer)}" for answer in question.answers)
    if question.several_answers:
        yield "  several_answers: true"
