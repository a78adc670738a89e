"""Hugo beside us: as many pages, of a size that does not move when our own pages become lighter."""

import shutil
from pathlib import Path

from benchmarks.usage import Usage, used

PAGES = 835
"""As many as a city of 640 projects over ten years had when Hugo was first measured beside it."""
_ROWS = 130
_CELLS = "<td>平成30年度（2018年度）</td><td>1,234</td><td>65.0％</td><td>達成</td>"
_LAYOUT = (
    "<!doctype html><html lang=ja><title>{{ .Title }} | {{ .Site.Title }}</title>"
    "<h1>{{ .Title }}</h1>{{ .Content }}"
)


def write_pages(folder: Path, pages: int = PAGES) -> None:
    """A site of Hugo in a new folder: Markdown pages of some 70 kB, most of it tables in HTML."""
    content, layouts = folder / "content", folder / "layouts"
    content.mkdir(parents=True)
    layouts.mkdir()
    for kind in ("single", "list", "home"):
        (layouts / f"{kind}.html").write_text(_LAYOUT, "utf-8")
    settings = 'baseURL = "https://town.example/"\ntitle = "架空"\n'
    settings += (
        'disableKinds = ["taxonomy", "term", "rss"]\n[markup.goldmark.renderer]\nunsafe = true\n'
    )
    (folder / "hugo.toml").write_text(settings, "utf-8")
    # Hugo takes `index.md` for one page with its files, `_index.md` for a page of many.
    (content / "_index.md").write_text(_page(0), "utf-8")
    for number in range(1, pages):
        (content / f"page-{number}.md").write_text(_page(number), "utf-8")


def _page(number: int) -> str:
    text = f"目標に届いていません。{number}番目の頁です。\n\n{_table(number)}\n\n"
    sections = "".join(f"## 指標{section} {{#s-{section}}}\n\n{text}" for section in range(5))
    return f"---\ntitle: 架空の事業{number}\n---\n\n{sections}"


def _table(number: int) -> str:
    rows = "\n".join(f"<tr><th>{number + row}</th>{_CELLS}</tr>" for row in range(_ROWS))
    return f"<table>\n<caption>推移</caption>\n{rows}\n</table>"


def build(folder: Path) -> Usage:
    """What Hugo takes to lay the pages out into a new folder."""
    public = folder / "public"
    if public.exists():
        shutil.rmtree(public)
    return used("hugo", "--quiet", "--source", str(folder), "--destination", str(public))
