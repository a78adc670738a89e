"""Page specs into pages: Markdown with what the theme and the search need to know of it."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from markupsafe import Markup

from hyoka.addresses import Links, url_of
from hyoka.elements import Table
from hyoka.evaluation import EvaluatedSite
from hyoka.language import Language
from hyoka.model import Document
from hyoka.pages.changes import changes_of
from hyoka.pages.kinds import PAGE_KINDS
from hyoka.pages.origin import Origin
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import Breadcrumb, PageSpec
from hyoka.pages.summary import Summary, SummaryWriter, summarize
from hyoka.pages.templates import environment_of
from hyoka.render import HtmlPrinter, Printer, collapse_blank_lines, html, placeholder
from hyoka.tables import OpenData, PageContext
from hyoka.units import FiscalYear

BY_HAND = '<div data-by-hand="text"></div>'
"""Stands for what is written by hand on a page that is made."""


@dataclass(frozen=True)
class Page:
    """A page as Markdown, with what the theme and the search may know of it."""

    path: str
    title: str
    kind: str
    """The page kind's name."""
    body: str
    """Its Markdown, with a placeholder for each table and the text by hand set in."""
    tables: tuple[Table, ...]
    """Those that its placeholders stand for, in their order."""
    record: str
    """The path of the record that it shows; see `PageSpec.record_path`."""
    fiscal_year: FiscalYear | None
    policy: str | None
    unique_title: str
    """The title, with as much beside it as no other page's has."""
    summary: Summary
    breadcrumbs: tuple[Breadcrumb, ...]
    documents: tuple[Document, ...]
    sheet: str
    """Of an evaluation sheet, the name of its PDF: `112089_kizuna_2018.pdf`."""
    changes_with_all: bool
    """Whether a change of any record changes it."""
    begins_sheets: bool
    """Whether it leads to where the next sheet of its record is begun."""
    frame: str = ""
    """Where a text by hand is set into the page: its Markdown with `BY_HAND` in that place."""

    @cached_property
    def markdown(self) -> str:
        """Its Markdown, its tables in HTML."""
        return with_tables(self.body, self.tables)

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return url_of(self.path)


def with_tables(text: str, tables: Iterable[Table]) -> str:
    """A page, as Markdown or as HTML, with its tables in place of what stands for them."""
    for number, table in enumerate(tables):
        text = text.replace(placeholder(number), html.table(table), 1)
    return text


def page_specs(
    evaluation: EvaluatedSite, language: Language
) -> list[tuple[PageKind[Any], PageSpec[Any]]]:
    """What every page of the site is about, in the site's order."""
    return [(kind, page) for kind in PAGE_KINDS for page in kind.subjects(evaluation, language)]


def render(  # noqa: PLR0913 - what a page is made of, of which pages, in which form
    evaluation: EvaluatedSite,
    language: Language,
    texts: Mapping[str, str],
    data: OpenData | None = None,
    origin: Origin | None = None,
    *,
    only: Container[str] | None = None,
    printer: Printer | None = None,
) -> Iterator[Page]:
    """Every page of the site, or `only` those of some paths.

    `texts`: hand-written Markdown by path, set into generated pages. `data`: what there is to take
    away. `origin`: where the records come from. `printer`: the form of tables and lists, HTML
    unless another is given.
    """
    printer = printer or HtmlPrinter()
    municipality = evaluation.municipality
    environment = environment_of(language, municipality, printer)
    data = data or OpenData((), municipality, language, "")
    origin = origin or Origin()
    pages = page_specs(evaluation, language)
    titles = _unique_titles(pages, language)
    changes = changes_of(origin, (page for _, page in pages), titles, language)
    writer = SummaryWriter(municipality, language)
    for kind, page in pages:
        if only is not None and page.path not in only:
            continue
        printer.begin_page()
        by_hand = texts.get(page.path, "").strip("\n")
        links = Links(page.url)
        context = PageContext(evaluation, language, links, origin.lines, data)
        body = environment.get_template(kind.template or f"{kind.name}.md").render(
            page=page,
            record=page.record,
            tables=kind.tables(page, context),
            context=context,
            site=evaluation,
            data=data,
            changes=changes,
            links=links,
            out=printer,
            kind=kind.name,
            text=Markup(BY_HAND if by_hand else ""),  # noqa: S704 - a text of our own
        )
        summary = summarize(kind.content(page.record, writer), page.title, writer)
        title = titles[page.path]
        front_matter = _front_matter(page, kind, language, title, summary)
        whole = front_matter + collapse_blank_lines(body)
        yield Page(
            page.path,
            page.title,
            kind.name,
            whole.replace(BY_HAND, by_hand, 1),
            tuple(printer.tables),
            page.record_path,
            page.fiscal_year,
            page.policy,
            title,
            summary,
            page.breadcrumbs,
            page.documents,
            f"{municipality.code}_{page.sheet}.pdf" if page.sheet else "",
            kind.changes_with_all,
            kind.begins_sheets,
            whole if by_hand else "",
        )


def _unique_titles(
    pages: Iterable[tuple[PageKind[Any], PageSpec[Any]]], language: Language
) -> Mapping[str, str]:
    """A title for every path that no other page has: two plans may have a measure of one name."""
    titles = {page.path: page.title for _, page in pages}
    for number in range(3):
        counts = Counter(titles.values())
        for kind, page in pages:
            if counts[titles[page.path]] > 1:
                word = language.word(f"kinds_of_page.{kind.name}")
                above = page.breadcrumbs[-1].title if page.breadcrumbs else ""
                more = (word, f"{word}、{above}", page.url)[number]
                titles[page.path] = f"{page.title}（{more}）"
    return titles


def _front_matter(
    page: PageSpec[Any], kind: PageKind[Any], language: Language, title: str, summary: Summary
) -> str:
    meta: dict[str, object] = {
        "title": page.title,
        "description": summary.description,
        "kind": language.word(f"kinds_of_page.{kind.name}"),
        "record": page.record_path,
    }
    if kind.script:
        meta["script"] = kind.script
    if page.fiscal_year is not None:
        meta |= {"fiscal_year": page.fiscal_year.year, "year": language.year(page.fiscal_year)}
    if page.policy is not None:
        meta["policy"] = page.policy
    if title != page.title:
        meta["unique_title"] = title
    return "".join(["---\n", *(_line(key, value) for key, value in meta.items()), "---\n\n"])


def _line(key: str, value: object) -> str:
    """A line of front matter, its text as HTML: themes, Material as well, print it as it is."""
    told = escape(value) if isinstance(value, str) else value
    # JSON is YAML: quoted so, no title can be read as anything else.
    return f"{key}: {json.dumps(told, ensure_ascii=False)}\n"
