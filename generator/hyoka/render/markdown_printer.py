"""Blocks as Markdown that a person reads and reviews."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from hyoka.charts import Chart
from hyoka.elements import Calculated, Inline, Link, Table
from hyoka.render import markdown
from hyoka.render.escape import escape, paragraphs
from hyoka.render.markdown import Footnotes, MarkdownInline
from hyoka.render.printer import Body

_BETWEEN_ITEMS = re.compile(r"\n\s*\n(?=- |\d+\. )")
_NEXT_ITEM = "\n"


class MarkdownPrinter:
    """The form in which a person reads and reviews pages."""

    form = "markdown"

    def __init__(self) -> None:
        """No page is begun yet."""
        self.tables: list[Table] = []
        self.pictures: list[tuple[str, Chart, str]] = []
        self.begin_page()

    def begin_page(self) -> None:
        """Count footnotes anew."""
        self._inline = MarkdownInline(Footnotes())

    def finalize(self, value: Table | Inline) -> Markup:
        """Whatever a template prints: a text, a phrase, a table."""
        return self.table(value) if isinstance(value, Table) else _safe(self._inline(value))

    def table(self, table: Table) -> Markup:
        """A pipe table."""
        return _safe(markdown.table(table, self._inline))

    def breadcrumbs(self, label: str, steps: Iterable[Link], title: str) -> Markup:  # noqa: ARG002 - see Printer
        """The way from the home page to this one."""
        return _safe(" › ".join([*map(self._inline, steps), escape(title)]))

    def navigation(self, label: str, links: Iterable[Link]) -> Markup:  # noqa: ARG002 - see Printer
        """The ways to the pages beside this one."""
        return _safe(" ".join(map(self._inline, links)))

    def bullets(self, kind: str = "", *, caller: Body) -> Markup:  # noqa: ARG002 - see Printer
        """A list of items, without empty lines between them."""
        return _safe(f"\n{_BETWEEN_ITEMS.sub(_NEXT_ITEM, caller())}\n")

    def numbered(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of items that are counted."""
        return self.bullets(kind, caller=caller)

    def item(self, *content: Inline, kind: str = "", number: int | None = None) -> Markup:  # noqa: ARG002 - see Printer
        """An item of a list."""
        mark = "-" if number is None else f"{number}."
        return _safe(f"{mark} {self._inline(content)}")

    def entry(self, kind: str = "", *, caller: Body) -> Markup:  # noqa: ARG002 - see Printer
        """What HTML has as an item of a list."""
        return _safe(f"\n{caller()}\n")

    def branch(self, title: Inline, *, caller: Body) -> Markup:
        """An item of a list with the items below it."""
        below = "\n".join(f"    {line}" for line in caller().splitlines() if line.strip())
        return _safe(f"- {self._inline(title)}\n{below}")

    def example(self, text: str) -> Markup:
        """What is typed, indented as code."""
        lines = "\n".join(f"    {line}" for line in text.splitlines())
        return Markup(f"\n{lines}\n")  # noqa: S704 - code is taken as it is

    def examples(self, *titled: tuple[str, str]) -> Markup:
        """Examples, each under its title."""
        every = (f"\n{escape(title)}\n{self.example(text)}" for title, text in titled)
        return _safe("".join(every))

    def unsearched(self, *, caller: Body) -> Markup:
        """Nothing is searched here."""
        return _safe(f"\n{caller()}\n")

    def terms(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of terms."""
        return self.bullets(kind, caller=caller)

    def term(self, term: Inline, *detail: Inline, id: str = "") -> Markup:  # noqa: A002, ARG002 - see Printer
        """A term and what it means."""
        return _safe(f"- **{self._inline(term)}**：{self._inline(detail)}")

    def facts(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of facts."""
        return self.bullets(kind, caller=caller)

    def fact(self, name: Inline, *detail: Inline) -> Markup:
        """A fact with its name."""
        return self.term(name, *detail)

    def definition(self, term: Inline, kind: str = "", *, caller: Body) -> Markup:  # noqa: ARG002 - see Printer
        """A term with paragraphs and charts about it."""
        return _safe(f"\n**{self._inline(term)}**\n\n{caller()}\n")

    def paragraph(self, *content: Inline, kind: str = "") -> Markup:
        """A paragraph, unless it is about what readers see on a screen."""
        if kind == "on-screen":
            return Markup()
        return _safe(f"\n{self._inline(content)}\n")

    def finding(self, status: Inline, content: Inline) -> Markup:
        """A status, and what the numbers say."""
        return _safe(f"\n{self._inline(status)} {self._inline(content)}\n")

    def finding_item(self, title: Inline, judgement: Calculated) -> Markup:
        """An item of a list of statuses, with what each rests on."""
        explained = " ".join(map(escape, judgement.calculation.told()))
        said = self._inline(judgement.content)
        return _safe(f"- {self._inline(title)}：{said}（{explained}）")

    def collapsed(self, kind: str, title: str, *, caller: Body) -> Markup:  # noqa: ARG002 - see Printer
        """What is shown to those who open it."""
        return _safe(f"\n{escape(title)}\n\n{caller()}\n")

    def folded(self, title: str, *, caller: Body) -> Markup:  # noqa: ARG002 - see Printer
        """Part of a text that is read as a whole."""
        return _safe(f"\n{caller()}\n")

    def remark(self, id: str, title: str, *, caller: Body) -> Markup:  # noqa: A002, ARG002 - see Printer
        """A remark with a title."""
        return _safe(f"\n**{escape(title)}**\n\n{caller()}\n")

    def heading(self, level: int, id: str, *content: Inline) -> Markup:  # noqa: A002 - see Printer
        """A heading."""
        name = f" {{#{id}}}" if id else ""
        return _safe(f"\n{'#' * level} {self._inline(content)}{name}\n")

    def block(self, kind: str, *, caller: Body) -> Markup:  # noqa: ARG002 - see Printer
        """Blocks, one after another."""
        return _safe(f"\n{caller()}\n")

    def prose(self, text: str) -> Markup:
        """A text of a record in its paragraphs."""
        return _safe("\n\n".join(map(escape, paragraphs(text))))

    def items(self, texts: Iterable[str]) -> Markup:
        """Texts of a record as a list."""
        return _safe("\n".join(f"- {'<br>'.join(map(escape, paragraphs(text)))}" for text in texts))

    def figure(self, chart: Chart, *caption: Inline, name: str = "", picture: str = "") -> Markup:  # noqa: ARG002 - see Printer
        """What a chart says in words."""
        said = chart.caption
        below = self._inline(caption)
        return _safe(f"\n{escape(said.title)}：{escape(said.description)} {below}\n")

    def drawing(self, chart: Chart) -> Markup:  # noqa: ARG002 - see Printer
        """Nothing: the same stands beside it in words."""
        return Markup()

    def interactive(self, *, caller: Body) -> Markup:  # noqa: ARG002 - see Printer
        """Nothing: there is no script."""
        return Markup()

    def sources(self, title: str, documents: Iterable[Inline], otherwise: str) -> Markup:
        """Where the page's values were taken from."""
        items = "\n".join(f"- {self._inline(document)}" for document in documents)
        return _safe(f"## {escape(title)} {{#sources}}\n\n{items or escape(otherwise)}\n")


def _safe(printed: str) -> Markup:
    """What was made here, its texts escaped."""
    return Markup(printed)  # noqa: S704 - see above
