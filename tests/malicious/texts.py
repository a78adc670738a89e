"""Text that wants to be HTML, in every text of a folder of records."""

import json
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from typing import Any, get_args

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from hyoka.content.builder import Plain
from hyoka.content.documents import YamlDocument, read_document
from hyoka.content.folder import read_file
from hyoka.content.record_paths import FILE_KINDS, FileKind
from hyoka.model import Headings, LevelNames, Municipality
from hyoka.model.fields import Line, Text

RAN = "ran"
"""What a script that runs sets, of the window."""
ELSEWHERE = "https://elsewhere.invalid/"

_SCRIPTS = st.sampled_from(
    [f"window.{RAN}=1", f"alert(window.{RAN}=1)", f"fetch('{ELSEWHERE}'+(window.{RAN}=1))"]
)
_OUT = st.sampled_from(
    ["", "'>", '">', "-->", "]]>", "</td></table>", "</title>", "</script>", "</textarea>",
     "</template>", "</style>", "</svg>", "`", "```\n", "\\", "&quot;>", "&lt;", "\n\n", "    ",
     "> ", "- ", "# ", "[a]: ", "{{ x }}{% raw %}", "{##", "wzxhzdk:0", "klzzwxh:0"]
)  # fmt: skip
"""Ways out of where a text stands."""
_MARKUP = st.sampled_from(
    ["<script>{}</script>", "<script src=https://elsewhere.invalid/x.js></script>{}",
     "<img src=x onerror={}>", "<img src=https://elsewhere.invalid/x.png alt='{}'>",
     "<svg onload={}>", "<svg><script>{}</script></svg>",
     "<math><mtext><style><img src onerror={}>",
     "<iframe srcdoc='<script>{}</script>'>", "<iframe src='javascript:{}'>",
     "<a href='javascript:{}' autofocus onfocus={}>", "[a](javascript:{})",
     "![a](x){: onerror={} }",
     "<details open ontoggle={}>", "<input autofocus onfocus={}>", "<style>@import 'x'; {}</style>",
     "<b style='background:url(https://elsewhere.invalid/)' onclick={}>", "<base href='//x/{}'>",
     "<meta http-equiv=refresh content='0;url=javascript:{}'>", "<object data='javascript:{}'>",
     "<form action='javascript:{}'><button autofocus>", "<body onload={}>", "<template><b>{}",
     "<script type=module>{}//", "<!--<script>{}", "a\n{: onclick={} }", '" onmouseover="{}" x="',
     "' onfocus='{}' autofocus tabindex=0 x='", "\\u003cscript\\u003e{}\\u003c/script\\u003e"]
)  # fmt: skip
SHAPED = st.builds(
    lambda out, markup, script, rest: out + markup.replace("{}", script) + rest,
    _OUT,
    _MARKUP,
    _SCRIPTS,
    _OUT | st.text(st.sampled_from("<>&\"'`=/\\{}[]()!#-あ "), max_size=8),
)


def shaped(count: int) -> list[str]:
    """So many texts, always the same ones."""
    found: list[str] = []

    @settings(
        max_examples=count, derandomize=True, database=None, deadline=None, phases=[Phase.generate]
    )
    @given(SHAPED)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found


CHECKED = {
    "Silenced.rule": "the name of a rule",
    "Silenced.place": "a place in the record",
    "Correction.place": "the same",
    "Uncertain.place": "the same",
}
"""Texts that are read, not only shown, and why no other text can stand there."""

PERCENT = "％"
"""The unit that other fields ask for."""
CHOSEN = (
    *("Classification.values", "ProjectClass.value"),
    *("SurveyQuestion.answers", "AnswerFinding.answer"),
)
"""What is chosen from what is declared: the same text stands in both places."""
COUNTED = "Indicator.unit"
"""No text with a sign of per cent in it may stand there."""
ABSENT: Mapping[type[BaseModel], Collection[str]] = {
    Headings: Headings.model_fields,
    LevelNames: LevelNames.model_fields,
    Municipality: ["rights"],
}
"""What the records that are filled leave out, and may have beside the rest."""

_LINE, _TEXT = (
    next(one.func for one in get_args(kind) if isinstance(one, AfterValidator))
    for kind in (Line, Text)
)


def text_fields() -> set[str]:
    """Every field of the model that is a text: `Project.name`."""
    nouns: set[type[BaseModel]] = set()
    left: list[type[BaseModel]] = [kind.noun for kind in FILE_KINDS]
    while left:
        nouns.add(noun := left.pop())
        fields = noun.model_fields.values()
        left += {found for field in fields for found in _nouns(field.annotation)} - nouns
    return {
        f"{noun.__name__}.{name}"
        for noun in nouns
        for name, field in noun.model_fields.items()
        if _makers(field)
    } - CHECKED.keys()


def fill(content: Path, folder: Path, texts: list[str]) -> set[str]:
    """The records in `content`, but for their texts, into `folder`; which fields were filled."""
    filler = _Filler(cycle(texts))
    for file in sorted(content.rglob("*.yml")):
        path = file.relative_to(content).as_posix()
        document = read_document(read_file(file), path)
        assert isinstance(document, YamlDocument)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        filled = filler.mapping(document.data, _kind(path).noun)
        (folder / path).write_text(flow(filled), encoding="utf-8")
    return filler.filled


def _kind(path: str) -> FileKind:
    """The kind of record whose path has the same known steps, the fewest unknown ones."""

    def fits(kind: FileKind) -> bool:
        steps = list(zip(kind.path.split("/"), path.split("/"), strict=False))
        same = kind.path.count("/") == path.count("/")
        return same and all(one == step or "<" in step for step, one in steps)

    return min((kind for kind in FILE_KINDS if fits(kind)), key=lambda kind: kind.path.count("<"))


def _nouns(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - an annotation is any
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _nouns(part)


def _makers(field: FieldInfo) -> set[object]:
    """Whether a line or a text may stand in the field: what would check it."""
    return {*_checkers(field.metadata), *_checkers(get_args(field.annotation))} & {_LINE, _TEXT}


def _checkers(parts: Any) -> Iterator[object]:  # noqa: ANN401 - an annotation is any
    for part in parts:
        if isinstance(part, AfterValidator):
            yield part.func
        yield from _checkers(get_args(part))


class _Filler:
    """Puts the next text wherever the model has one."""

    def __init__(self, texts: Iterator[str]) -> None:
        self.texts = texts
        self.filled: set[str] = set()
        self.chosen: dict[str, str] = {}
        """What stands in place of what is chosen."""

    def mapping(self, data: Plain, noun: type[BaseModel]) -> dict[str, Plain]:
        assert isinstance(data, dict)
        every = dict.fromkeys(ABSENT.get(noun, ())) | data
        filled = {key: self.field(value, noun, key) for key, value in every.items()}
        # A rank's unit is that of a place, or there is none.
        return (
            filled | {"unit": data["unit"]} if "rank_among" in data and "unit" in data else filled
        )

    def field(self, value: Plain, noun: type[BaseModel], key: str) -> Plain:
        name, field = f"{noun.__name__}.{key}", noun.model_fields[key]
        makers = _makers(field)
        if makers and name not in CHECKED:
            self.filled.add(name)
            if name in CHOSEN:
                return self.choice(value)
            if name == COUNTED and value != PERCENT:
                return next(self.lines()).replace("%", "")
            return self.text(value, lines=_TEXT in makers)
        inner = list(_nouns(field.annotation))
        return self.inside(value, inner[0]) if inner else value

    def inside(self, value: Plain, noun: type[BaseModel]) -> Plain:
        if isinstance(value, tuple):
            return tuple(self.inside(item, noun) for item in value)
        return self.mapping(value, noun) if isinstance(value, dict) else value

    def lines(self) -> Iterator[str]:
        return (" ".join(text.split("\n")) for text in self.texts)

    def choice(self, value: Plain) -> Plain:
        if isinstance(value, tuple):
            return tuple(map(self.choice, value))
        return self.chosen.setdefault(str(value), next(self.lines()))

    def text(self, value: Plain, *, lines: bool) -> Plain:
        if isinstance(value, tuple):
            return tuple(self.text(item, lines=lines) for item in value)
        if value == PERCENT:
            return value
        return next(self.texts) if lines else next(self.lines())


def flow(value: Plain) -> str:
    """Data as YAML on one line, every number with the digits it has."""
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(k)}: {flow(v)}" for k, v in value.items()) + "}"
        case tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
