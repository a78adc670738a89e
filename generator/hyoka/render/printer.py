"""What templates write blocks with, in whatever form."""

from collections.abc import Callable, Iterable
from typing import Protocol

from markupsafe import Markup

from hyoka.charts import Chart
from hyoka.elements import Calculated, Inline, Link, Table

Body = Callable[[], str]
"""What stands in a block: Jinja's `caller`."""


def placeholder(number: int) -> str:
    """What stands in a page for one of its tables until Markdown is read.

    They are HTML already; to read their thousands of tags would be most of a build's time.
    """
    return f'<div data-table="{number}"></div>'


class Printer(Protocol):
    """One form that pages are written in: `out` in the templates.

    A method that has a `caller` is used as a block, `{% call out.bullets() %}…{% endcall %}`.
    """

    form: str
    """`html`, `markdown` or `text`."""

    tables: list[Table]
    """Those of the page that a placeholder stands for."""

    pictures: list[tuple[str, Chart, str]]
    """The charts of the page that there are files of: each with its name and how it is read."""

    def begin_page(self) -> None:
        """Forget what was counted on the page before."""

    def finalize(self, value: Table | Inline) -> Markup:
        """Whatever a template prints: a text, a phrase, a table."""

    def table(self, table: Table) -> Markup:
        """A table with its caption, and the ways from it."""

    def breadcrumbs(self, label: str, steps: Iterable[Link], title: str) -> Markup:
        """The way from the home page to this one."""

    def navigation(self, label: str, links: Iterable[Link]) -> Markup:
        """The ways to the pages beside this one."""

    def bullets(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of items; `kind`: how the theme shows it."""

    def numbered(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of items that are counted."""

    def item(self, *content: Inline, kind: str = "", number: int | None = None) -> Markup:
        """An item of a list, in a line."""

    def entry(self, kind: str = "", *, caller: Body) -> Markup:
        """An item of a list that holds headings, paragraphs, lists."""

    def branch(self, title: Inline, *, caller: Body) -> Markup:
        """An item of a list with the items below it, if there are any."""

    def example(self, text: str) -> Markup:
        """What is typed, in its lines."""

    def examples(self, *titled: tuple[str, str]) -> Markup:
        """Examples, each under its title."""

    def unsearched(self, *, caller: Body) -> Markup:
        """What the search does not find."""

    def terms(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of terms, each with what it means."""

    def term(self, term: Inline, *detail: Inline, id: str = "") -> Markup:  # noqa: A002 - HTML's
        """A term and what it means."""

    def facts(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of facts, each with its name."""

    def fact(self, name: Inline, *detail: Inline) -> Markup:
        """A fact with its name."""

    def definition(self, term: Inline, kind: str = "", *, caller: Body) -> Markup:
        """A term with paragraphs and charts about it."""

    def paragraph(self, *content: Inline, kind: str = "") -> Markup:
        """A paragraph; `kind`: how the theme shows it."""

    def finding(self, status: Inline, content: Inline) -> Markup:
        """A status, and what the numbers say."""

    def finding_item(self, title: Inline, judgement: Calculated) -> Markup:
        """An item of a list of statuses: whose it is, and the status, which opens."""

    def collapsed(self, kind: str, title: str, *, caller: Body) -> Markup:
        """What is shown to those who open it."""

    def folded(self, title: str, *, caller: Body) -> Markup:
        """A part of what the page says, for those who open it, look for it or print the page."""

    def remark(self, id: str, title: str, *, caller: Body) -> Markup:  # noqa: A002 - HTML's
        """A remark with a title, beside what the page says."""

    def heading(self, level: int, id: str, *content: Inline) -> Markup:  # noqa: A002 - HTML's
        """A heading within a block."""

    def block(self, kind: str, *, caller: Body) -> Markup:
        """Blocks that the theme shows together."""

    def prose(self, text: str) -> Markup:
        """A text of a record in its paragraphs."""

    def items(self, texts: Iterable[str]) -> Markup:
        """Texts of a record as a list."""

    def figure(self, chart: Chart, *caption: Inline, name: str = "", picture: str = "") -> Markup:
        """A chart with what is said below it; `name`: by which it has an address on its page.

        `picture`: what the way to the chart as a file is called, where there is one.
        """

    def drawing(self, chart: Chart) -> Markup:
        """A chart without words of its own."""

    def interactive(self, *, caller: Body) -> Markup:
        """What only a script brings to life: nothing but HTML has it."""

    def sources(self, title: str, documents: Iterable[Inline], otherwise: str) -> Markup:
        """Where the page's values were taken from."""
