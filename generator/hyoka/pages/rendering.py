"""Subjects into pages: Markdown with what the theme and the search need to know of it."""

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from hyoka.addresses import Links, url_of
from hyoka.evaluation import Evaluation
from hyoka.language import Language
from hyoka.model import Document
from hyoka.pages.changes import changes_of
from hyoka.pages.data import OpenData
from hyoka.pages.kinds import PAGES, PageKind
from hyoka.pages.markdown import squeezed
from hyoka.pages.origin import Origin
from hyoka.pages.subject import Crumb, Subject
from hyoka.pages.templates import environment_of
from hyoka.summary import Summary, summarize
from hyoka.units import FiscalYear

BY_HAND = '<div data-by-hand="text"></div>'
"""Stands for what is written by hand on a page that is made."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as Markdown, with what the theme and the search may know of it."""

    path: str
    title: str
    kind: str
    """The page kind's name in `PAGES`."""
    markdown: str
    record: str
    fiscal_year: FiscalYear | None
    policy: str | None
    unique_title: str
    """The title, with as much beside it as no other page's has."""
    summary: Summary
    crumbs: tuple[Crumb, ...]
    documents: tuple[Document, ...]
    sheet: str
    """Of an evaluation sheet, the name of its PDF: `112089_kizuna_2018.pdf`."""
    frame: str = ""
    """Where a text by hand is set into the page: its Markdown with `BY_HAND` in that place."""

    @property
    def url(self) -> str:
        """Its address from the site's root."""
        return url_of(self.path)


def render(  # noqa: PLR0913 - what a page is made of, and of which pages
    evaluation: Evaluation,
    language: Language,
    texts: Mapping[str, str],
    data: OpenData | None = None,
    origin: Origin | None = None,
    *,
    only: Container[str] | None = None,
) -> Iterator[Page]:
    """Every page of the site, or `only` those of some paths.

    `texts`: hand-written Markdown by path, set into generated pages. `data`: what there is to take
    away. `origin`: where the records come from.
    """
    municipality = evaluation.municipality
    environment = environment_of(language, municipality)
    data = data or OpenData((), municipality, language, "")
    about = [(kind, subject) for kind in PAGES for subject in kind.subjects(evaluation, language)]
    origin = origin or Origin()
    titles = _unique_titles(about, language)
    changes = changes_of(origin, (subject for _, subject in about), titles, language)
    for kind, subject in about:
        if only is not None and subject.path not in only:
            continue
        template = environment.get_template(kind.template or f"{kind.name}.md")
        by_hand = texts.get(subject.path, "").strip("\n")
        body = template.render(
            page=subject,
            it=subject.it,
            site=evaluation,
            data=data,
            changes=changes,
            lines_of=origin.lines,
            links=Links(subject.url),
            kind=kind.name,
            text=Markup(BY_HAND if by_hand else ""),  # noqa: S704 - a text of our own
        )
        summary = summarize(subject.it, subject.title, municipality, language)
        title = titles[subject.path]
        front_matter = _front_matter(subject, kind, language, title, summary)
        whole = front_matter + squeezed(body)
        yield Page(
            subject.path,
            subject.title,
            kind.name,
            whole.replace(BY_HAND, by_hand, 1),
            subject.record,
            subject.fiscal_year,
            subject.policy,
            title,
            summary,
            subject.crumbs,
            subject.documents,
            f"{municipality.code}_{subject.sheet}.pdf" if subject.sheet else "",
            whole if by_hand else "",
        )


def _unique_titles(
    about: Iterable[tuple[PageKind, Subject]], language: Language
) -> Mapping[str, str]:
    """A title for every path that no other page has: two plans may have a measure of one name."""
    titles = {subject.path: subject.title for _, subject in about}
    for number in range(3):
        counts = Counter(titles.values())
        for kind, subject in about:
            if counts[titles[subject.path]] > 1:
                word = language.word(f"kinds_of_page.{kind.name}")
                above = subject.crumbs[-1].title if subject.crumbs else ""
                more = (word, f"{word}、{above}", subject.url)[number]
                titles[subject.path] = f"{subject.title}（{more}）"
    return titles


def _front_matter(
    subject: Subject, kind: PageKind, language: Language, unique_title: str, summary: Summary
) -> str:
    meta: dict[str, object] = {
        "title": subject.title,
        "description": summary.description,
        "kind": language.word(f"kinds_of_page.{kind.name}"),
        "record": subject.record,
    }
    if kind.script:
        meta["script"] = kind.script
    if subject.fiscal_year is not None:
        meta |= {
            "fiscal_year": subject.fiscal_year.year,
            "year": language.year(subject.fiscal_year),
        }
    if subject.policy is not None:
        meta["policy"] = subject.policy
    if unique_title != subject.title:
        meta["unique_title"] = unique_title
    return "".join(["---\n", *(_line(key, value) for key, value in meta.items()), "---\n\n"])


def _line(key: str, value: object) -> str:
    """A line of front matter, its text as HTML: themes, Material as well, print it as it is."""
    told = escape(value) if isinstance(value, str) else value
    # JSON is YAML: quoted so, no title can be read as anything else.
    return f"{key}: {json.dumps(told, ensure_ascii=False)}\n"
