"""The readers of YAML: libyaml's, and ruamel's own for a Python that it is not built for."""

import logging
import re
from collections.abc import Iterator
from typing import cast

from ruamel.yaml.composer import Composer
from ruamel.yaml.docinfo import DocInfo
from ruamel.yaml.error import StringMark, YAMLError
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent
from ruamel.yaml.nodes import Node
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError
from ruamel.yaml.tokens import BlockEndToken, KeyToken, ScalarToken, ValueToken

from hyoka.content.positions import Span

MAX_DEPTH = 32
"""No record nests deeper. libyaml's composer calls itself: enough levels would end the process."""

# A text with less of both cannot nest so deep that the composer is in danger.
_MANY_BRACKETS = 64
_LONG_PREFIX = re.compile(r"^[-?: ]{64}", re.MULTILINE)


def too_deep(text: str) -> Span | None:
    """Where the text nests deeper than `MAX_DEPTH`, found without recursion."""
    if text.count("[") + text.count("{") < _MANY_BRACKETS and not _LONG_PREFIX.search(text):
        return None
    depth = 0
    for event in events(text):
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return Span(event.start_mark.line + 1, event.start_mark.column + 1, 1)
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
    return None


class _WithoutKinds:
    """What kind of value a scalar is, `_scalar` tells from its text.

    ruamel's own rules for that are written in Python and take more time than all the reading.
    """

    def resolve(self, *_: object) -> None:
        """Every node is left without a tag but where its writer gave it one."""

    def descend_resolver(self, *_: object) -> None:
        """No kind depends on a node's place."""

    def ascend_resolver(self) -> None:
        """The way back from there."""


class PythonReader(_WithoutKinds, Reader, Scanner, Parser, Composer):
    """ruamel's reader in Python alone: slower, and it words what is wrong otherwise."""

    comment_handling = None
    max_depth = None  # `too_deep` sees to it
    allow_duplicate_keys = True  # the builder tells them, with both their lines
    processing_version = (1, 1)  # as libyaml

    def __init__(self, text: str) -> None:
        """`text`: a whole document."""
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        Composer.__init__(self, loader=self)

        self.doc_infos = [DocInfo()]  # a directive is noted there

    def scan_plain(self) -> ScalarToken:
        """As ruamel's; but libyaml takes no colon in a text between brackets.

        Raises:
            ScannerError: there is one.
        """
        token: ScalarToken = super().scan_plain()
        at = token.value.find(":") if self.flow_level else -1
        if at >= 0:
            begun = cast("StringMark", token.start_mark)
            where = (begun.index + at, begun.line, begun.column + at, begun.buffer)
            mark = StringMark(begun.name, *where, begun.pointer + at)
            words = ("while scanning a plain scalar", begun, "found unexpected ':'", mark)
            raise ScannerError(*words)
        return token

    def parse_block_mapping_value(self) -> Event:
        """As ruamel's, without its comments: for them it lets a blank value stand a line below."""
        self.state = self.parse_block_mapping_key
        if not self.check_token(ValueToken):
            return self.process_empty_scalar(self.peek_token().start_mark)  # type: ignore[no-any-return]
        end = self.get_token().end_mark
        if self.check_token(KeyToken, ValueToken, BlockEndToken):
            return self.process_empty_scalar(end)  # type: ignore[no-any-return]
        self.states.append(self.parse_block_mapping_key)
        return self.parse_block_node_or_indentless_sequence()  # type: ignore[no-any-return]

    @property
    def parser(self) -> "PythonReader":
        """Where the composer looks for events."""
        return self

    @property
    def resolver(self) -> "PythonReader":
        """Where the composer asks for tags."""
        return self

    def dispose(self) -> None:
        """Nothing is held outside Python."""


try:
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined] # exported, not by name
except ImportError:
    logging.getLogger(__name__).warning(
        "ruamel.yaml.clib is not there for this Python: records are read by a slower reader."
    )
    READER: type = PythonReader
else:

    class LibyamlReader(_WithoutKinds, CParser):  # type: ignore[misc] # it has no types
        """libyaml's reader."""

    READER = LibyamlReader
"""What reads YAML: libyaml where it is there for this Python."""


def compose(text: str) -> Node | None:
    """The root of the only document in the text; `None` when there is nothing.

    Raises:
        YAMLError: the text is not YAML.
    """
    reader = READER(text)
    try:
        root: Node | None = reader.get_single_node()
    finally:
        reader.dispose()
    return root


def events(text: str) -> Iterator[Event]:
    """What libyaml comes upon in the text, one after the other.

    Raises:
        YAMLError: the text is not YAML.
    """
    reader = READER(text)
    try:
        while reader.check_event():
            yield reader.get_event()
    finally:
        reader.dispose()


def last_quoted(text: str) -> ScalarEvent | None:
    """The last text in quotation marks that libyaml came to the end of."""
    last = None
    try:
        for event in events(text):
            if isinstance(event, ScalarEvent) and event.style in {"'", '"'}:
                last = event
    except YAMLError:
        pass
    return last
