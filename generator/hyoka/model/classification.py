"""How a municipality sorts its projects 事業の区分, and where each project belongs."""

from typing import Annotated

from pydantic import Field

from hyoka.model.fields import Id, Line, Record


class Classification(Record):
    """A way to sort projects, with the values that there are: 法定受託／自治, ハード／ソフト."""

    id: Id = Field(title="識別子", description="事業の classes がこの名前で指します。")
    name: Line = Field(
        title="名称",
        description="例：{example}。",
        json_schema_extra={"example": "事務の区分、事業の種類"},
    )
    values: Annotated[tuple[Line, ...], Field(min_length=2)] = Field(
        title="区分", description="選べる区分の一覧。法定受託事務、自治事務など。"
    )


class ProjectClass(Record):
    """Where a project belongs by one of the municipality's classifications."""

    classification: Id = Field(
        title="分け方", description="municipality.yml の classifications の id。"
    )
    value: Line = Field(
        title="区分",
        description="その分け方での区分。classifications の values のとおりに書きます。",
        examples=["法定受託事務"],
    )
