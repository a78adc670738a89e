"""The changed pages and their neighbours in one file, which needs no other and runs no script."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape, unescape
from pathlib import Path

from hyoka.changes.difference import (
    ChangeType,
    Overview,
    changes_in_words,
    fact_name,
    omitted_count,
    overview_in_words,
    page_note,
)
from hyoka.changes.review.html_sanitizer import ArticlePlace, article, ways_up
from hyoka.changes.review.summary import Review
from hyoka.wording import Language

MAX_BYTES = 8_000_000
"""Of pages; a file that is larger takes a browser seconds to open."""
_OWN_STYLE = """
.part { border-top: 0.2rem solid var(--md-default-fg-color--lighter); margin-top: 2rem; }
.part__note { font-size: 0.7rem; margin: 1rem; }
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A page that is in the file."""

    url: str
    title: str
    page: str
    """Its HTML, as it was built."""
    changed: bool


def preview(
    review: Review, site: Path, language: Language, root: str = "", most: int = MAX_BYTES
) -> str:
    """An HTML document.

    Args:
        review: names the pages.
        site: the folder of the built site.
        language: of what is said around the pages.
        root: the address of the public site, with its final `/`, where it is known.
        most: bytes of pages; those for which there is no room are counted.

    Raises:
        FileNotFoundError: there is no built site in the folder.
    """
    home = (site / "index.html").read_text(encoding="utf-8")
    wanted = tuple(_parts(review, site))
    parts = tuple(_fitting(wanted, most))
    names = {part.url: f"p{number}" for number, part in enumerate(parts, 1)}
    left = len(wanted) - len(parts) + review.changes.all - len(review.pages)
    texts = [_contents(review, names, parts, left, language)]
    for part in parts:
        place = ArticlePlace(part.url, names[part.url], names, root)
        texts.append(_section(part, place, language))
    return _document("\n".join(texts), _styles(home, site), language)


_LISTS = ("projects", "indicators")
"""The lists below a year's page, in which its values stand once more."""


def _parts(review: Review, site: Path) -> Iterator[_Part]:
    """The pages that change, in the order of the site, then those that lead to them."""
    changed = {page.url: page for page in review.pages if page.what is not ChangeType.REMOVED}
    sheets_of = cache(partial(_sheets, site))  # many pages may change in one year
    beside: dict[str, None] = {}
    lists: dict[str, None] = {}
    for url, change in changed.items():
        if page := _read(site, url):
            yield _Part(url, change.title, page, changed=True)
            years = dict.fromkeys(fact.fiscal_year for fact in change.facts if fact.fiscal_year)
            beside |= dict.fromkeys(f"years/{year}/" for year in years)
            beside |= dict.fromkeys(
                way for year in years for way in _showing(url, year, sheets_of(year))
            )
            beside |= dict.fromkeys(ways_up(page, url))
            lists |= dict.fromkeys(f"years/{year}/{of}/" for year in years for of in _LISTS)
    for url in beside | lists:
        if url not in changed and (page := _read(site, url)):
            yield _Part(url, _title(page), page, changed=False)


def _sheets(site: Path, year: int) -> Mapping[str, str]:
    """The evaluation sheets of a year, by their addresses."""
    folders = (f"policies/*/{year}", f"plans/*/*/{year}")
    found = sorted(file for folder in folders for file in site.glob(folder))
    urls = (f"{file.relative_to(site).as_posix()}/" for file in found)
    return {url: _read(site, url) for url in urls}


def _showing(url: str, year: int, sheets: Mapping[str, str]) -> Iterator[str]:
    """Those of a year's sheets that are of the page at `url`, or lead to it as what they list.

    To the year's own page and to the home page, all of them lead.
    """
    if url in {"", f"years/{year}/"}:
        return
    for sheet, page in sheets.items():
        if sheet.startswith(url) or f'/{url}"' in page or f"/{url}#" in page:
            yield sheet


def _read(site: Path, url: str) -> str:
    """A built page; nothing where there is none."""
    file = site / url / "index.html"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


_TITLE = re.compile(r"<title>([^<]*)</title>")


def _title(page: str) -> str:
    """A page's title without the site's."""
    found = _TITLE.search(page)
    whole = unescape(found[1]).strip() if found else ""
    return whole.rpartition(" - ")[0] or whole


def _fitting(parts: Iterable[_Part], most: int) -> Iterator[_Part]:
    room = most
    for part in parts:
        size = len(part.page.encode())
        if size <= room:
            room -= size
            yield part


def _contents(
    review: Review,
    names: Mapping[str, str],
    parts: Sequence[_Part],
    left: int,
    language: Language,
) -> str:
    """What the file is, and its pages with what changes on each."""
    word = {
        key: escape(language.word(f"review.preview_page.{key}"))
        for key in ("title", "about", "changed", "beside")
    }
    found = escape(
        overview_in_words(Overview(review.changes, review.base, review.others), language)
    )
    lines = [f"<h1>{word['title']}</h1>\n<p>{word['about']}</p>\n<p>{found}</p>"]
    if review.pages:
        lines += [f"<h2>{word['changed']}</h2>\n<ul>", *_changes(review, names, language), "</ul>"]
    if beside := [part for part in parts if not part.changed]:
        lines += [f"<h2>{word['beside']}</h2>\n<ul>"]
        lines += [
            f'<li><a href="#{names[part.url]}">{escape(part.title)}</a></li>' for part in beside
        ]
        lines += ["</ul>"]
    if left:
        text = language.word("review.preview_page.left", count=language.number(left))
        lines.append(f"<p>{escape(text)}</p>")
    inner = "\n".join(lines)
    return f'<article class="md-content__inner md-typeset" id="contents">\n{inner}\n</article>'


def _changes(review: Review, names: Mapping[str, str], language: Language) -> Iterator[str]:
    for page in review.pages:
        title, note = escape(page.title), escape(page_note(page, language))
        named = f'<a href="#{names[page.url]}">{title}</a>' if page.url in names else title
        yield f"<li>{named}{note}\n<ul>"
        for fact in page.facts:
            told = changes_in_words(fact, language)
            yield f"<li>{escape(fact_name(fact, language))}"
            yield f"<ul>{''.join(f'<li>{escape(words)}</li>' for words in told)}</ul></li>"
        if page.omitted_count:
            yield f"<li>{escape(omitted_count(page, language))}</li>"
        yield "</ul></li>"


def _section(part: _Part, place: ArticlePlace, language: Language) -> str:
    kind = language.word(f"review.preview_page.{'changed' if part.changed else 'beside'}")
    back = escape(language.word("review.preview_page.back"))
    return (
        f'<section class="part" id="{place.name}">\n'
        f'<p class="part__note md-typeset">{escape(kind)} /{escape(part.url)}'
        f' <a href="#contents">{back}</a></p>\n'
        f"{article(part.page, place, language)}\n</section>"
    )


_SHEET = re.compile(r'<link rel="stylesheet" href="(assets/stylesheets/[\w.-]+)(?:\?\w+)?"')


def _styles(home: str, site: Path) -> str:
    """The style sheets that the home page names, one after the other."""
    files = (site / name for name in _SHEET.findall(home))
    sheets = [file.read_text(encoding="utf-8") for file in files]
    whole = "\n".join([*sheets, _OWN_STYLE])
    return re.sub(r"</(?=style)", r"<\\/", whole, flags=re.IGNORECASE)


def _document(text: str, styles: str, language: Language) -> str:
    digest = base64.b64encode(hashlib.sha256(styles.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language.code}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(language.word('review.preview_page.title'))}</title>\n"
        f"<style>{styles}</style>\n</head>\n"
        '<body dir="ltr" data-md-color-scheme="default" data-md-color-primary="custom"'
        ' data-md-color-accent="custom">\n'
        '<div class="md-container"><div class="md-main__inner md-grid">\n'
        f'<main class="md-content">\n{text}\n</main>\n</div></div>\n</body>\n</html>\n'
    )
