"""Page specs into pages: Markdown with what the theme and the search need to know of it."""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import escape
from typing import Any

from markupsafe import Markup

from hyoka.charts import Picture
from hyoka.elements import Table
from hyoka.evaluation import EvaluatedSite
from hyoka.model import Document
from hyoka.pages.changes import Changes, changes_of
from hyoka.pages.kinds import PAGE_KINDS
from hyoka.pages.page_kind import PageKind
from hyoka.pages.page_spec import Breadcrumb, PageSpec
from hyoka.pages.picture_source import picture_source
from hyoka.pages.source import Origin
from hyoka.pages.standings import Standing, StandingWriter
from hyoka.pages.summary import Summary, SummaryWriter, summarize
from hyoka.pages.templates import Environment, environment_of
from hyoka.render import HtmlPrinter, Printer, collapse_blank_lines, html, placeholder
from hyoka.tables import OpenData, PageContext
from hyoka.units import FiscalYear
from hyoka.urls import Links, url_of
from hyoka.wording import Language

BY_HAND = '<div data-by-hand="text"></div>'
"""Stands for what is written by hand on a page that is made."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page says."""

    body: str
    """Its Markdown, with a placeholder for each table and `BY_HAND` for a text by hand."""
    tables: tuple[Table, ...]
    """Those that its placeholders stand for, in their order."""
    pictures: tuple[Picture, ...] = field(default=(), repr=False, compare=False)
    """Its charts as files beside it; what they show stands in its Markdown."""

    def with_text(self, by_hand: str) -> str:
        """Its Markdown, its tables in HTML, with the text by hand set in."""
        return with_tables(self.body.replace(BY_HAND, by_hand, 1), self.tables)


@dataclass(frozen=True)
class Page:
    """A page, with what the theme and the search may know of it; its text is made when needed."""

    path: str
    title: str
    kind: str
    """The page kind's name."""
    make_summary: Callable[[], Summary] = field(repr=False, compare=False)
    """Tells it in few words: of most pages of a site that is served, nobody asks."""
    make_meta: Callable[[Summary], Mapping[str, object]] = field(repr=False, compare=False)
    """Makes its front matter."""
    make_text: Callable[[], PageText] = field(repr=False, compare=False)
    """Makes what it says, anew each time: a site's pages together are too large to be kept.

    Whoever compares two pages compares their texts beside them.
    """
    make_standings: Callable[[], tuple[Standing, ...]] = field(repr=False, compare=False)
    """Tells how what it is about stands, for the search alone."""
    by_hand: str
    """The Markdown by hand that is set into it; mostly none."""
    record: str
    """The path of the record that it shows; see `PageSpec.record_path`."""
    shown: frozenset[str]
    """The paths of the records that it shows, and of folders of them: see `pages.inputs`."""
    fiscal_year: FiscalYear | None
    policy: str | None
    unique_title: str
    """The title, with as much beside it as no other page's has."""
    breadcrumbs: tuple[Breadcrumb, ...]
    find_documents: Callable[[], tuple[Document, ...]] = field(repr=False, compare=False)
    """Finds its `documents`."""
    sheet: str
    """Of an evaluation sheet, the name of its PDF: `112089_kizuna_2018.pdf`."""
    changes_with_all: bool
    """Whether a change of any record changes it."""
    tells_files: bool
    """Whether it tells of files to take away more than where they lie: each is made first."""
    begins_sheets: bool
    """Whether it leads to where the next sheet of its record is begun."""

    @cached_property
    def summary(self) -> Summary:
        """What it tells, in few words."""
        return self.make_summary()

    @cached_property
    def meta(self) -> Mapping[str, object]:
        """Its front matter: what MkDocs and the theme read of it, each text as HTML."""
        return self.make_meta(self.summary)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The official documents that its values were taken from."""
        return self.find_documents()

    @property
    def head(self) -> str:
        """Its front matter, as its Markdown begins."""
        lines = "".join(_line(key, value) for key, value in self.meta.items())
        return f"---\n{lines}---\n\n"

    @cached_property
    def markdown(self) -> str:
        """Its whole Markdown, its tables in HTML; kept once it was asked for."""
        return self.head + self.make_text().with_text(self.by_hand)

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
    specs = page_specs(evaluation, language)
    titles = _unique_titles(specs, language)
    origin = origin or Origin()
    printer = printer or HtmlPrinter()
    renderer = _Renderer(
        evaluation,
        language,
        data or OpenData((), evaluation.municipality, language, ""),
        origin,
        printer,
        environment_of(language, evaluation.municipality, printer),
        changes_of(origin, (page for _, page in specs), titles, language),
    )
    for kind, page in specs:
        if only is None or page.path in only:
            by_hand = texts.get(page.path, "").strip("\n")
            yield renderer.page(kind, page, titles[page.path], by_hand)


@dataclass(frozen=True)
class _Renderer:
    """What all pages of a site are rendered with."""

    evaluation: EvaluatedSite
    language: Language
    data: OpenData
    origin: Origin
    printer: Printer
    templates: Environment
    changes: Changes

    def page(
        self, kind: PageKind[Any], page: PageSpec[Any], unique_title: str, by_hand: str
    ) -> Page:
        """A page; `by_hand`: the Markdown by hand that is set into it."""
        code = self.evaluation.municipality.code
        return Page(
            page.path,
            page.title,
            kind.name,
            partial(self._summary, kind, page),
            partial(_front_matter, page, kind, self.language, unique_title),
            partial(self._text, kind, page, BY_HAND if by_hand else ""),
            partial(self._standings, kind, page),
            by_hand,
            page.record_path,
            page.shown,
            page.fiscal_year,
            page.policy,
            unique_title,
            page.breadcrumbs,
            page.find_documents,
            f"{code}_{page.sheet}.pdf" if page.sheet else "",
            kind.changes_with_all,
            kind.tells_files,
            kind.begins_sheets,
        )

    def _summary(self, kind: PageKind[Any], page: PageSpec[Any]) -> Summary:
        writer = SummaryWriter(self.evaluation.municipality, self.language)
        return summarize(kind.content(page.record, writer), page.title, writer)

    def _standings(self, kind: PageKind[Any], page: PageSpec[Any]) -> tuple[Standing, ...]:
        return tuple(kind.standings(page.record, StandingWriter(self.evaluation, self.language)))

    def _text(self, kind: PageKind[Any], page: PageSpec[Any], text: str) -> PageText:
        """The page's template, filled; `text`: what stands for the text by hand."""
        self.printer.begin_page()
        links = Links(page.url)
        context = PageContext(self.evaluation, self.language, links, self.origin.lines, self.data)
        template = self.templates.get_template(kind.template or f"{kind.name}.md")
        body = template.render(
            page=page,
            record=page.record,
            tables=kind.tables(page, context),
            context=context,
            site=self.evaluation,
            data=self.data,
            changes=self.changes,
            links=links,
            out=self.printer,
            kind=kind.name,
            text=Markup(text),  # noqa: S704 - a text of our own
        )
        return PageText(
            collapse_blank_lines(body),
            tuple(self.printer.tables),
            tuple(self._pictures(page)),
        )

    def _pictures(self, page: PageSpec[Any]) -> Iterator[Picture]:
        """The charts that were printed last, each with where it is from."""
        for name, chart, note in self.printer.pictures:
            address = f"{self.data.root}{page.url}#chart-{name}" if self.data.root else ""
            source = picture_source(self.evaluation.municipality, page.title, self.language)
            yield Picture(name, chart, note, (*source, *filter(None, (address,))))


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
) -> Mapping[str, object]:
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
    if page.tags:
        meta["tagged"] = [str(escape(name)) for name in page.tags]
    if title != page.title:
        meta["unique_title"] = title
    # Themes, Material as well, print texts as they are.
    return {key: escape(value) if isinstance(value, str) else value for key, value in meta.items()}


def _line(key: str, value: object) -> str:
    """A line of front matter."""
    # JSON is YAML: quoted so, no title can be read as anything else.
    return f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
