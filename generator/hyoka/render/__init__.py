"""Printers: the same phrases, tables and blocks as HTML, as Markdown and as plain text."""

from collections.abc import Callable, Mapping

from hyoka.render.escape import collapse_blank_lines, escape, paragraphs
from hyoka.render.html_printer import HtmlPrinter
from hyoka.render.line_breaks import kept_together, with_whole_words
from hyoka.render.markdown_printer import MarkdownPrinter
from hyoka.render.printer import Printer, placeholder

PRINTERS: Mapping[str, Callable[[], Printer]] = {
    printer.form: printer for printer in (HtmlPrinter, MarkdownPrinter)
}
"""By their forms."""

__all__ = [
    "PRINTERS",
    "HtmlPrinter",
    "MarkdownPrinter",
    "Printer",
    "collapse_blank_lines",
    "escape",
    "kept_together",
    "paragraphs",
    "placeholder",
    "with_whole_words",
]
