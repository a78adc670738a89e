"""What the publisher states of the site's accessibility: a policy, and the results of tests.

The items are those that these ask for:

- 総務省「みんなの公共サイト運用ガイドライン」: a policy and, every year, a test, both published;
- ウェブアクセシビリティ基盤委員会 (WAIC)「ウェブアクセシビリティ方針策定ガイドライン」: the policy;
- JIS X 8341-3:2016 附属書JB.3, WAIC「JIS X 8341-3:2016 試験実施ガイドライン」: the results;
- WAIC「ウェブコンテンツの JIS X 8341-3:2016 対応度表記ガイドライン」: the words of `Conformance`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal, get_args

from pydantic import Field

from hyoka.model.fields import Date, Line, Record, Text, Url


class Level(StrEnum):
    """A level 適合レベル of JIS X 8341-3:2016. Public bodies are asked for AA."""

    A = "A"
    AA = "AA"


class Conformance(StrEnum):
    """How far a site follows the standard 対応度. Only its publisher can say so, never hyoka."""

    FULL = "準拠"
    PARTIAL = "一部準拠"
    CONSIDERED = "配慮"


class Outcome(StrEnum):
    """What a test found of a success criterion."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"


_OfA = Literal[
    "1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.3.1", "1.3.2", "1.3.3", "1.4.1", "1.4.2",
    "2.1.1", "2.1.2", "2.2.1", "2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4",
    "3.1.1", "3.2.1", "3.2.2", "3.3.1", "3.3.2", "4.1.1", "4.1.2",
]  # fmt: skip
_OfAA = Literal[
    "1.2.4", "1.2.5", "1.4.3", "1.4.4", "1.4.5", "2.4.5", "2.4.6", "2.4.7",
    "3.1.2", "3.2.3", "3.2.4", "3.3.3", "3.3.4",
]  # fmt: skip
Criterion = Literal[_OfA, _OfAA]
"""A success criterion 達成基準 of JIS X 8341-3:2016, by its number; the same as WCAG 2.0's."""

CRITERIA: Mapping[Level, tuple[str, ...]] = {
    Level.A: get_args(_OfA),
    Level.AA: tuple(sorted(get_args(Criterion))),
}
"""What a level asks for, in the standard's order; AA asks for all of A's too."""


def level_of(criterion: str) -> Level:
    """The level that a criterion belongs to."""
    return Level.A if criterion in CRITERIA[Level.A] else Level.AA


class AccessibilityPolicy(Record):
    """What the publisher aims at ウェブアクセシビリティ方針: an aim, not what was reached."""

    published: Date | None = Field(
        None,
        title="公開日",
        description="方針を定めて公開した日。例：{example}。",
        json_schema_extra={"example": "2026-03-31"},
    )
    scope: Text = Field(
        title="対象範囲",
        description="方針が及ぶ範囲。サイトの名前とアドレス（ドメイン）で示します。",
    )
    level: Annotated[Level, Field(strict=False)] = Field(
        title="目標とする適合レベル", description="A か AA。公的機関に求められるのは AA です。"
    )
    conformance: Annotated[Conformance, Field(strict=False)] = Field(
        title="目標とする対応度",
        description="目標とする対応度。今の対応度ではありません。",
        examples=["配慮"],  # an example that is copied must not claim the most
    )
    deadline: Date | None = Field(
        None,
        title="目標を達成する期限",
        description="期限の日。例：{example}。",
        json_schema_extra={"example": "2027-03-31"},
    )
    exceptions: tuple[Text, ...] = Field(
        (), title="例外事項", description="対応が難しいものと、その理由や代わりの手段の一覧。"
    )
    additional_criteria: tuple[Line, ...] = Field(
        (),
        title="追加する達成基準",
        description="目標のレベルのほかに満たす達成基準の一覧。例：2.4.8 現在位置。",
    )
    known_problems: tuple[Text, ...] = Field(
        (),
        title="把握している問題点",
        description="方針を公開する時点で把握している問題点と、その対応についての考え方の一覧。",
    )
    division: Line = Field(
        title="担当部署",
        description="例：{example}。",
        json_schema_extra={"example": "企画部広報課"},
    )
    contact: Line | None = Field(
        None, title="担当部署の連絡先", description="使いにくいときに知らせる先。電話番号など。"
    )


class CheckedPage(Record):
    """A page that was tested."""

    title: Line = Field(
        title="ページの題名", description="例：{example}。", json_schema_extra={"example": "入口"}
    )
    url: Url = Field(title="ページの URL", description="試験をしたときのアドレス。")


class CriterionResult(Record):
    """What a test found of one success criterion, on all the pages together."""

    id: Criterion = Field(
        title="達成基準",
        description="JIS X 8341-3:2016 の番号。引用符は要りません。例：{example}。",
        json_schema_extra={"example": "1.1.1"},
    )
    outcome: Annotated[Outcome, Field(strict=False)] = Field(
        title="結果",
        description="passed（満たしている）、failed（満たしていないページがある）、"
        "not_applicable（当てはまるものがない）のどれか。",
    )
    note: Text | None = Field(None, title="注記", description="満たしていないところや、確かめ方。")


class AccessibilityResult(Record):
    """What a test found 試験結果, as the standard's 附属書JB.3 has it shown."""

    published: Date = Field(
        title="表明日",
        description="試験結果を公開した日。例：{example}。",
        json_schema_extra={"example": "2026-03-31"},
    )
    standard: Line = Field(
        title="規格の番号と改正年",
        description="試験に使った規格。例：{example}。",
        json_schema_extra={"example": "JIS X 8341-3:2016"},
    )
    level: Annotated[Level, Field(strict=False)] = Field(
        title="適合レベル", description="試験をした適合レベル。A か AA。"
    )
    conformance: Annotated[Conformance, Field(strict=False)] = Field(
        title="対応度",
        description="試験をもとに、発行者が判断した対応度。",
        examples=["配慮"],
    )
    scope: Text = Field(title="対象の説明", description="試験の対象にしたページの範囲。")
    technologies: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        title="依存したウェブコンテンツ技術", description="HTML、CSS、JavaScript などの一覧。"
    )
    selection: Text = Field(
        title="ページの選び方", description="試験をするページをどのように選んだか。"
    )
    pages: Annotated[tuple[CheckedPage, ...], Field(min_length=1)] = Field(
        title="試験をしたページ", description="試験をしたページの一覧。"
    )
    tested_from: Date = Field(
        title="試験の始まり",
        description="試験を始めた日。例：{example}。",
        json_schema_extra={"example": "2026-02-02"},
    )
    tested_until: Date = Field(
        title="試験の終わり",
        description="試験を終えた日。例：{example}。",
        json_schema_extra={"example": "2026-02-20"},
    )
    tools: tuple[Line, ...] = Field(
        (),
        title="使った道具",
        description="試験に使ったチェックツール、ブラウザー、読み上げソフトの一覧。",
    )
    plan: Text | None = Field(
        None, title="今後の対応方針", description="満たしていないところを、いつまでにどう直すか。"
    )
    criteria: tuple[CriterionResult, ...] = Field(
        (), title="達成基準ごとの結果", description="達成基準チェックリスト。番号ごとに1行。"
    )


class Accessibility(Record):
    """What the publisher states of the site's accessibility."""

    policy: AccessibilityPolicy | None = Field(
        None, title="ウェブアクセシビリティ方針", description="発行者が定めた方針。"
    )
    results: tuple[AccessibilityResult, ...] = Field(
        (), title="試験結果", description="これまでの試験の結果の一覧。古いものも残します。"
    )
