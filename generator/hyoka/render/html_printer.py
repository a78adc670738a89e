"""Blocks as HTML, each without an empty line: Markdown takes such a block as it is."""

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from hyoka.charts import Chart, file_of
from hyoka.elements import Calculated, Inline, Link, Table
from hyoka.render import html, text
from hyoka.render.addresses import joined
from hyoka.render.escape import escape, paragraphs
from hyoka.render.printer import Body, placeholder


class HtmlPrinter:
    """The form in which the site shows pages."""

    form = "html"

    def __init__(self) -> None:
        """No page is begun yet."""
        self.tables: list[Table] = []
        self.pictures: list[tuple[str, Chart, str]] = []

    def begin_page(self) -> None:
        """No table is printed yet, and no chart."""
        self.tables, self.pictures = [], []

    def finalize(self, value: Table | Inline) -> Markup:
        """Whatever a template prints: a text, a phrase, a table."""
        return self.table(value) if isinstance(value, Table) else _safe(html.inline(value))

    def table(self, table: Table) -> Markup:
        """What stands for the table until Markdown is read."""
        printed = placeholder(len(self.tables))
        self.tables.append(table)
        if not table.is_searchable:
            printed = f'<div data-search="off">\n\n{printed}\n</div>\n'
        return _safe(printed)

    def breadcrumbs(self, label: str, steps: Iterable[Link], title: str) -> Markup:
        """The way from the home page to this one."""
        items = "".join(f"<li>{html.inline(step)}</li>\n" for step in steps)
        here = f'<li aria-current="page">{escape(title)}</li>'
        return _safe(
            f'<nav class="breadcrumbs" aria-label="{escape(label)}">\n'
            f"<ol>\n{items}{here}\n</ol>\n</nav>"
        )

    def navigation(self, label: str, links: Iterable[Link]) -> Markup:
        """The ways to the pages beside this one."""
        items = "".join(f"<li>{html.inline(link)}</li>\n" for link in links)
        if not items:
            return Markup()
        return _safe(
            f'<nav class="beside" aria-label="{escape(label)}">\n'
            f'<ul class="ways">\n{items}</ul>\n</nav>'
        )

    def bullets(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of items."""
        return _element("ul", kind, caller())

    def numbered(self, kind: str = "", *, caller: Body) -> Markup:
        """A list of items that are counted."""
        return _element("ol", kind, caller())

    def item(self, *content: Inline, kind: str = "", number: int | None = None) -> Markup:
        """An item of a list."""
        attributes = f' class="{kind}"' if kind else ""
        attributes += f' value="{number}"' if number is not None else ""
        return _safe(f"<li{attributes}>{html.inline(content)}</li>")

    def entry(self, kind: str = "", *, caller: Body) -> Markup:
        """An item of a list that holds headings, paragraphs, lists."""
        return _element("li", kind, caller())

    def branch(self, title: Inline, *, caller: Body) -> Markup:
        """An item of a list with the items below it, if there are any."""
        items = _without_empty_lines(caller())
        below = f"\n<ul>\n{items}\n</ul>\n" if items else "\n"
        return _safe(f"<li>{html.inline(title)}{below}</li>")

    def example(self, text: str) -> Markup:
        """What is typed, in its lines."""
        return _safe(f'<pre class="example">{escape(text)}</pre>')

    def examples(self, *titled: tuple[str, str]) -> Markup:
        """Examples, each under its title."""
        every = "\n".join(
            f"<dt>{escape(title)}</dt><dd>{self.example(text)}</dd>" for title, text in titled
        )
        return _safe(f'<dl class="examples">\n{every}\n</dl>')

    def unsearched(self, *, caller: Body) -> Markup:
        """What the search does not find."""
        return _safe(f'<div data-search="off">\n{_without_empty_lines(caller())}\n</div>')

    def terms(self, kind: str = "terms", *, caller: Body) -> Markup:
        """A list of terms."""
        return _element("dl", kind, caller())

    def term(self, term: Inline, *detail: Inline, id: str = "") -> Markup:  # noqa: A002 - HTML's
        """A term and what it means."""
        name = f' id="{id}"' if id else ""
        return _safe(f"<dt{name}>{html.inline(term)}</dt><dd>{html.inline(detail)}</dd>")

    def facts(self, kind: str = "facts", *, caller: Body) -> Markup:
        """A list of facts."""
        return _element("dl", kind, caller())

    def fact(self, name: Inline, *detail: Inline) -> Markup:
        """A fact with its name."""
        return _safe(f"<div><dt>{html.inline(name)}</dt><dd>{html.inline(detail)}</dd></div>")

    def definition(self, term: Inline, kind: str = "", *, caller: Body) -> Markup:
        """A term with paragraphs and charts about it."""
        body = f"<dt>{html.inline(term)}</dt>\n<dd>\n{caller()}\n</dd>"
        return _element("dl", kind, body)

    def paragraph(self, *content: Inline, kind: str = "") -> Markup:
        """A paragraph."""
        attributes = f' class="{kind}"' if kind else ""
        return _safe(f"<p{attributes}>{html.inline(content)}</p>")

    def finding(self, status: Inline, content: Inline) -> Markup:
        """A status, and what the numbers say."""
        said = f"{html.inline(status)} <span>{html.inline(content)}</span>"
        return _safe(f'<p class="finding">{said}</p>')

    def finding_item(self, title: Inline, judgement: Calculated) -> Markup:
        """An item of a list of statuses."""
        calculation = judgement.calculation
        opens = replace(judgement, calculation=replace(calculation, row=""))
        name = f' id="{joined(calculation.row)}"' if calculation.row else ""
        return _safe(f"<li{name}><span>{html.inline(title)}</span>\n{html.inline(opens)}</li>")

    def collapsed(self, kind: str, title: str, *, caller: Body) -> Markup:
        """What is shown to those who open it."""
        body = _without_empty_lines(caller())
        summary = f"<summary>{escape(title)}</summary>"
        return _safe(f'<details class="{kind}" data-search="off">\n{summary}\n{body}\n</details>')

    def folded(self, title: str, *, caller: Body) -> Markup:
        """A part of what the page says; the browser opens it for a link and a search into it."""
        return _element("details", "folded", f"<summary>{escape(title)}</summary>\n{caller()}")

    def remark(self, id: str, title: str, *, caller: Body) -> Markup:  # noqa: A002 - HTML's
        """A remark with a title."""
        body = _without_empty_lines(caller())
        return _safe(
            f'<div class="{id}" role="note" aria-labelledby="{id}">\n'
            f'<p class="{id}-name" id="{id}">{escape(title)}</p>\n{body}\n</div>'
        )

    def heading(self, level: int, id: str, *content: Inline) -> Markup:  # noqa: A002 - HTML's
        """A heading within a block."""
        name = f' id="{escape(id)}"' if id else ""
        return _safe(f"<h{level}{name}>{html.inline(content)}</h{level}>")

    def block(self, kind: str, *, caller: Body) -> Markup:
        """Blocks that the theme shows together."""
        return _element("div", kind, caller())

    def prose(self, text: str) -> Markup:
        """A text of a record in its paragraphs."""
        lines = "\n".join(f"<p>{escape(line)}</p>" for line in paragraphs(text))
        return _safe(f'<div class="prose">\n{lines}\n</div>')

    def items(self, texts: Iterable[str]) -> Markup:
        """Texts of a record as a list."""
        items = "\n".join(
            f"<li>{'<br>'.join(map(escape, paragraphs(text)))}</li>" for text in texts
        )
        return _safe(f"<ul>\n{items}\n</ul>")

    def figure(self, chart: Chart, *caption: Inline, name: str = "", picture: str = "") -> Markup:
        """A chart with what is said below it."""
        way = ""
        if name and picture:
            self.pictures.append((name, chart, "".join(map(text.inline, caption))))
            link = html.inline(Link(picture, file_of(name), is_file=True))
            way = f'<p class="picture" data-search="off">{link}</p>'
        below = f"<figcaption>{html.inline(caption)}{way}</figcaption>"
        address = f' id="chart-{escape(name)}"' if name else ""
        return _safe(f'<figure class="trend"{address}>{chart}{below}</figure>')

    def drawing(self, chart: Chart) -> Markup:
        """A chart without words of its own."""
        return _safe(str(chart))

    def interactive(self, *, caller: Body) -> Markup:
        """What a script brings to life."""
        return _safe(_without_empty_lines(caller()))

    def sources(self, title: str, documents: Iterable[Inline], otherwise: str) -> Markup:
        """Where the page's values were taken from."""
        items = "".join(f"<li>{html.inline(document)}</li>\n" for document in documents)
        body = f"<ul>\n{items}</ul>" if items else f"<p>{escape(otherwise)}</p>"
        return _safe(
            '<aside class="sources" aria-labelledby="sources">\n'
            f'<h2 id="sources">{escape(title)}</h2>\n{body}\n</aside>'
        )


def _element(tag: str, kind: str, body: str) -> Markup:
    attributes = f' class="{kind}"' if kind else ""
    return _safe(f"<{tag}{attributes}>\n{_without_empty_lines(body)}\n</{tag}>")


def _without_empty_lines(body: str) -> str:
    return "\n".join(line for line in body.splitlines() if line.strip())


def _safe(printed: str) -> Markup:
    """What was made here, its texts escaped."""
    return Markup(printed)  # noqa: S704 - see above
