"""By what policies, chapters, measures and projects are found across plans and divisions."""

from typing import Annotated, Protocol

from pydantic import Field

from hyoka.model.fields import Id, Line, Record, Text

LAST_GOAL = 17
"""The Sustainable Development Goals (SDGs) are numbered from 1 to this."""
Goal = Annotated[int, Field(ge=1, le=LAST_GOAL)]


class Tagged(Protocol):
    """A policy, a chapter or measure, or a project, by what it is found."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The ids of its tags."""

    @property
    def sdgs(self) -> tuple[int, ...]:
        """The numbers of the goals that it contributes to."""


TAGS = "municipality.yml の tags の id。いくつでも書けます。"
SDGS = "関係するSDGsの目標の番号（1〜17）。評価表や計画に書かれているとき。"


class Tag(Record):
    """A theme that a municipality sorts by: 子育て, 防災, デジタル化."""

    id: Id = Field(title="識別子", description="政策、施策、事業の tags がこの名前で指します。")
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "子育て、防災"},
    )
    description: Text | None = Field(
        None, title="説明", description="どんなものに付ける分類か。わかりにくいときだけ。"
    )
