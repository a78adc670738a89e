"""What somebody concluded: ratings on a declared scale, evaluations, and what is done next."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, PlainValidator, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from hyoka.model.fields import Date, Id, Line, Record, Text, one_line

EVALUATIONS = ("self_evaluation", "council_evaluation", "external_evaluation")
"""The fields that hold an evaluation, wherever one can stand, in the order in which they follow."""
EVALUATION_FIELDS = (EVALUATIONS[0], "evaluations", *EVALUATIONS[1:])
"""These, and between them that of the municipality's own steps."""


def _mark(raw: object) -> str:
    """The mark as it is printed: 1, 1.0, A and ◎ alike are texts, to be compared as such."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise PydanticCustomError("string_type", "not a mark")
    return one_line(f"{raw:f}" if isinstance(raw, Decimal) else str(raw))


Mark = Annotated[str, PlainValidator(_mark), WithJsonSchema({"type": ["string", "number"]})]
"""A rating's sign as the sheet prints it: S, 3, ◎."""


class Best(StrEnum):
    """Which end of a scale's list is the best."""

    FIRST = "first"
    LAST = "last"
    NONE = "none"
    """Neither: what the ratings tell is not good or bad 余地がある／ない."""


class ScaleRating(Record):
    """A rating that a scale has, and what it means."""

    value: Mark = Field(
        title="評価区分",
        description="評価表に印刷される記号や数字。例：S、1、◎。",
        examples=["S", "1", "◎"],
    )
    meaning: Line | None = Field(
        None,
        title="意味",
        description="この区分が表すこと。例：{example}。",
        json_schema_extra={"example": "計画を上回る成果があった"},
    )


class RatingScale(Record):
    """A scale 評価区分の段階 that ratings are given on, such as S–D or 1–5."""

    id: Id = Field(title="識別子", description="評価の ratings がこの名前で指します。")
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "総合評価、事業の達成度"},
    )
    best: Annotated[Best, Field(strict=False)] = Field(
        title="最もよい端",
        description="ratings の最初の区分が最もよいなら first、最後の区分が最もよいなら last。"
        "「余地がある・ない」のように、よい・悪いの順ではないなら none。",
    )
    ratings: Annotated[tuple[ScaleRating, ...], Field(min_length=2)] = Field(
        title="評価区分", description="段階の順に並べた区分の一覧。"
    )

    def meaning_of(self, value: str) -> str | None:
        """What one of its ratings stands for, where that is recorded."""
        return next(step for step in self.ratings if step.value == value).meaning


class Rating(Record):
    """A rating 評価区分 that was given. Its meaning is that of its place on its scale."""

    scale: Id = Field(title="段階", description="municipality.yml の rating_scales の id。")
    value: Mark = Field(
        title="評価区分",
        description="評価表に印刷された記号や数字。rating_scales のとおりに書きます。",
        examples=["B", "2", "○"],
    )
    aspect: Line | None = Field(
        None,
        title="観点",
        description="何についての評価か。例：{example}。",
        json_schema_extra={"example": "必要性、有効性、効率性"},
    )
    text: Text | None = Field(
        None, title="区分の理由", description="なぜその区分か。段落は改行で分けます。"
    )


class NextAction(Record):
    """A next action 今後の方向性 that the municipality decides among."""

    id: Id = Field(title="識別子", description="next_action がこの名前で指します。")
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "拡充、継続、見直し、縮小、統合、休止、廃止"},
    )


class ExpectedChange(StrEnum):
    """What the next action is to do to an outcome or to a cost."""

    INCREASE = "increase"
    MAINTAIN = "maintain"
    DECREASE = "decrease"


class ChosenAction(Record):
    """The next action that was decided on, what it is to bring, and why."""

    id: Id = Field(title="今後の方向性", description="municipality.yml の next_actions の id。")
    outcome: Annotated[ExpectedChange, Field(strict=False)] | None = Field(
        None,
        title="成果の方向",
        description="成果を上げるなら increase、保つなら maintain、下がってもよいなら decrease。",
    )
    cost: Annotated[ExpectedChange, Field(strict=False)] | None = Field(
        None,
        title="コストの方向",
        description="コストを増やすなら increase、保つなら maintain、減らすなら decrease。",
    )
    note: Text | None = Field(
        None, title="説明", description="理由や、これから行うこと。段落は改行で分けます。"
    )

    @model_validator(mode="before")
    @classmethod
    def _has_its_keys(cls, raw: object) -> object:
        if isinstance(raw, str):
            raise PydanticCustomError("chosen_action", "an id without its key")
        return raw


class Evaluation(Record):
    """What somebody concluded, and when: in words, in ratings, in next actions."""

    date: Date | None = Field(
        None,
        title="記入日",
        description="例：{example}。",
        json_schema_extra={"example": "2019-07-26"},
    )
    evaluator: Line | None = Field(
        None,
        title="評価者",
        description="評価した人や会議。例：{example}。",
        json_schema_extra={"example": "行政評価委員会"},
    )
    ratings: tuple[Rating, ...] = Field(
        (), title="評価区分", description="S・A・B や 1〜5 などの区分による評価。"
    )
    text: Text | None = Field(
        None,
        title="評価",
        description="評価の文章。段落は改行で分けます。区分だけの評価なら要りません。",
    )
    next_actions: tuple[ChosenAction, ...] = Field(
        (),
        title="この評価での今後の方向性",
        description="この評価をした人や会議が選んだ方向性。いくつでも書けます。",
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and not self.ratings and not self.next_actions:
            raise PydanticCustomError("evaluation_empty", "no text, no ratings, no next actions")
        return self


class EvaluationStep(Record):
    """A step 評価の段階 that evaluations go through: the division, its head, the mayor."""

    id: Id = Field(title="識別子", description="evaluations の step がこの名前で指します。")
    name: Line = Field(
        title="名称",
        description="評価の欄の見出しになります。例：{example}。",
        json_schema_extra={"example": "一次評価（課長）、二次評価（部長）、最終評価（市長）"},
    )


class _OfStep(Record):
    """Which step it is of; a base, so that this is the first of an evaluation's fields."""

    step: Id = Field(title="評価の段階", description="municipality.yml の evaluation_steps の id。")


class StepEvaluation(Evaluation, _OfStep):
    """The evaluation of one of the municipality's own steps."""


STEP_EVALUATIONS = (
    "municipality.yml の evaluation_steps で決めた段階ごとの評価。ページでは、自己評価のあとに、"
    "決めた順に並びます。"
)
"""What the field `evaluations` is for, wherever there is one."""
