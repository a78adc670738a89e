"""What is told while a site is built, so that nobody's log obeys it."""

import logging

from mkdocs.plugins import get_plugin_logger

from hyoka.terminal import sanitize

log = get_plugin_logger("hyoka")


def only_show() -> None:
    """See to it that all of MkDocs's log is only read.

    MkDocs tells of a page's links as they stand there; a workflow would obey some of them.
    """
    for handler in logging.getLogger("mkdocs").handlers:
        handler.addFilter(_only_shown)


def _only_shown(record: logging.LogRecord) -> bool:
    lines = record.getMessage().split("\n")
    record.msg, record.args = "\n".join(sanitize(line) for line in lines), ()
    return True
