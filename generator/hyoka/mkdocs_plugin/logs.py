"""What is told while a site is built, so that nobody's log obeys it."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.plugins import get_plugin_logger

from hyoka.progress import in_words, shown
from hyoka.terminal import sanitize
from hyoka.wording import Language

log = get_plugin_logger("hyoka")


def only_show() -> None:
    """See to it that all of MkDocs's log is only read.

    MkDocs tells of a page's links as they stand there; a workflow would obey some of them.
    """
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(_only_shown)


@contextmanager
def progress(language: Language) -> Iterator[None]:
    """Tell somebody who waits at a terminal meanwhile how far it is, unless that is to be quiet."""
    if not log.isEnabledFor(logging.INFO):
        yield
        return
    with shown(sys.stderr, in_words(language.word)):
        yield


def _only_shown(record: logging.LogRecord) -> bool:
    lines = record.getMessage().split("\n")
    record.msg, record.args = "\n".join(sanitize(line) for line in lines), ()
    return True
