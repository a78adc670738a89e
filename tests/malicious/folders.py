"""Folders of records that want to do something: what makes a good folder such a one.

Each is a function of the folder `content`, whose neighbour `outside/` holds the secret. Of every
one must come an error that is told, and nothing else: see `tests/test_malicious.py`.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

SECRET = "himitsu-4f1c"  # noqa: S105 - what may never be seen, not what opens anything
"""What stands in the files outside, which no output may hold."""
OUTSIDE = {
    "page.md": f"# {SECRET}\n",
    "r.yml": f"name: {SECRET}\n",
    "notes.txt": f"{SECRET}\n",
}
COMMANDS = (
    "::error file=a,line=1::x",
    "::set-output name=x::y",
    "::add-mask::x",
    "##[error]x",
    "##[command]x",
)
"""What a workflow of GitHub would obey at the beginning of a line, or anywhere in it."""
MATSURI = "projects/matsuri.yml"
MAX_BYTES = 50_000_000

Spoil = Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """What spoils a good folder, and the rule that refuses it."""

    rule: str
    spoil: Spoil


def make_outside(content: Path) -> None:
    """The files beside the folder that a link could lead to."""
    folder = content.parent / "outside"
    folder.mkdir()
    for name, text in OUTSIDE.items():
        (folder / name).write_text(text, encoding="utf-8")


def _file(path: str, text: str) -> Spoil:
    def spoil(content: Path) -> None:
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_bytes(text.encode())

    return spoil


def _more(text: str, path: str = MATSURI) -> Spoil:
    def spoil(content: Path) -> None:
        with (content / path).open("a", encoding="utf-8", newline="") as end:
            end.write(text)

    return spoil


def _other(old: str, new: str, path: str = "municipality.yml") -> Spoil:
    def spoil(content: Path) -> None:
        text = (content / path).read_text(encoding="utf-8")
        assert old in text
        (content / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def _large(path: str) -> Spoil:
    def spoil(content: Path) -> None:
        (content / path).parent.mkdir(exist_ok=True)
        with (content / path).open("wb") as file:
            file.truncate(MAX_BYTES)

    return spoil


def _link(path: str, target: str) -> Spoil:
    def spoil(content: Path) -> None:
        link = content / path
        link.parent.mkdir(parents=True, exist_ok=True)
        if link.is_dir():
            shutil.rmtree(link)
        link.unlink(missing_ok=True)
        link.symlink_to(target)

    return spoil


def _pipe(path: str) -> Spoil:
    def spoil(content: Path) -> None:
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).unlink(missing_ok=True)
        os.mkfifo(content / path)

    return spoil


def _laughs(levels: int = 40) -> str:
    lines = ["a0: &a0 笑"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


def _merges(levels: int = 40) -> str:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, levels)]
    return "\n".join(lines)


def _head(text: str) -> str:
    return f"---\n{text}\n---\n\n# 題\n"


DEEP = "[" * 100_000
MANY = "".join(f"k{number}: 1\n" for number in range(20_000))
ONE_LINE = "{" + ", ".join(f"k{number}: 1" for number in range(20_000)) + "}"

TEXTS: Mapping[str, Case] = {
    "a key that is a command": Case(
        "unknown_key", _more("".join(f'"{command}": 1\n' for command in COMMANDS))
    ),
    "a key that is Markdown": Case("unknown_key", _more('"```\\n# x <b>": 1\n')),
    "a command in place of a number": Case(
        "fiscal_year", _more("".join(f'started: "{command}"\n' for command in COMMANDS[:1]))
    ),
    "lines that are commands": Case("quote", _more('name: "\n::error::x\n##[error]x\n')),
    "a link that is a script": Case(
        "url_form", _other("  official:", "  url: javascript:alert(1)\n  official:")
    ),
    "a terminal's escape": Case("control_character", _more('purpose: "\\e[2J\\e]0;x\\a"\n')),
    "a terminal's escape as it is": Case("control_character", _more("purpose: \x1b[2J\x9b2J\n")),
    "text that turns around": Case("control_character", _more("purpose: あ\u202e\u2066いう\n")),
    "text that turns around, escaped": Case("control_character", _more('purpose: "\\u202e"\n')),
    "a null": Case("control_character", _more("purpose: \0\n")),
    "a page with a null": Case("control_character", _file("about/x.md", "# x\0\n")),
    "a page that turns around": Case("control_character", _file("index.md", "# あ\u202eい\n")),
    "an id that leads out": Case("id_form", _other("id: r1-hyoka", "id: ../../x")),
    "a reference that leads out": Case("id_form", _other("machi", "../../x", MATSURI)),
    "a code that leads out": Case("code_form", _file("municipality.yml", 'code: "../../../x"\n')),
}
"""What a record or a page says."""

NAMES: Mapping[str, Case] = {
    **{
        f"a record called {name!r}": Case(rule, _file(f"projects/{name}.yml", "name: x\n"))
        for rule, name in (
            *(("file_name", command) for command in COMMANDS),
            ("file_name", "a\n::error::x"),
            ("file_name", "a\r\n##[error]x"),
            ("file_name", "x..%2f..%2fy"),
            ("file_name", "x\\..\\y"),
            ("file_name", "\x1b[2J"),
            ("file_name", "a\u202elmy"),
            ("file_name", "<img src=x onerror=alert(1)>"),
        )
    },
    **{
        f"a page called {name!r}": Case("unsafe_name", _file(f"about/{name}.md", "# x\n"))
        for name in (*COMMANDS, "a\n::error::x", "x..%2f..%2fy", "\x1b[2J", "a\u202edm", '"><b>')
    },
    "the owner file of Excel": Case("program_file", _file("files/~$a.xlsx", "\bHanako")),
    "a device of Windows": Case("windows_name", _file("files/NUL.tar.zip", "")),
    "a folder called as a command": Case("unsafe_name", _file("a\n::error::x/a.png", "")),
    "a page that is a script": Case("unsafe_kind", _file("x.html", "<script>alert(1)</script>")),
    "a script": Case("unsafe_kind", _file("assets/javascripts/palette.js", "alert(1)")),
    "a drawing, which can hold scripts": Case("unsafe_kind", _file("about/x.SVG", "<svg/>")),
    "a style": Case("unsafe_kind", _file("assets/stylesheets/hyoka.css", "* {}")),
    "a file of no kind": Case("unsafe_kind", _file("about/x", "<script>alert(1)</script>")),
    **{
        f"a file called {name!r}": Case("obeyed_file", _file(name, text))
        for name, text in (
            ("robots.txt", "User-agent: *\nDisallow: /\n"),
            ("staticwebapp.config.json", '{"routes": []}\n'),
            ("projects/.gitattributes", "*.yml -diff\n"),
            ("about/.GITATTRIBUTES", "* linguist-generated\n"),
        )
    },
    **{
        f"a file in place of the site's own, {name!r}": Case("taken_name", _file(name, ""))
        for name in (
            *("data/999999_indicators.csv", "DATA/x.csv", "data/x.md", "data/columns.csv.md"),
            *("api/v1/index.json", "assets/images/card.png", "pagefind/site.json", "pdf/x.pdf"),
            *("feed.xml/x.png", "feed.xml.md", "404.html.md", "about/index.html/x.md"),
            *("calendar.ics/x.png", "policies/machi/chart-indicator-kanshin.svg.md"),
        )
    },
    **{
        f"a page at the address of another, {name!r}": Case("same_address", _file(name, "# x\n"))
        for name in ("projects/matsuri/index.md", "policies/machi.md", "about/method/index.md")
    },
    "a page that is not published": Case("left_out", _file("projects/README.md", "# x\n")),
    "a folder in a folder in a folder": Case("unreadable", _file("a/" * 40 + "x.md", "# x\n")),
}
"""What files are called."""

FILES: Mapping[str, Case] = {
    "a record of 50 MB": Case("too_large", _large("projects/x.yml")),
    "a page of 50 MB": Case("too_large", _large("about/x.md")),
    "a billion laughs": Case("sign", _file("projects/x.yml", _laughs())),
    "a billion laughs of merges": Case("sign", _file("projects/x.yml", _merges())),
    "a billion laughs in a page's head": Case("sign", _file("about/x.md", _head(_laughs()))),
    "a billion merges in a page's head": Case("sign", _file("about/x.md", _head(_merges()))),
    "deep nesting": Case("too_deep", _file("projects/x.yml", f"name: {DEEP}\n")),
    "deep nesting in a page's head": Case("too_deep", _file("about/x.md", _head(f"a: {DEEP}"))),
    "a huge number of keys": Case("too_many", _file("projects/x.yml", MANY)),
    "a huge number of keys on one line": Case("too_many", _file("projects/x.yml", ONE_LINE)),
    "a page with a template of its own": Case(
        "unknown_key", _file("about/x.md", _head("template: partials/content.html"))
    ),
    "a page with an object of Python": Case(
        "sign", _file("about/x.md", _head("title: !!python/object/apply:os.system [id]"))
    ),
    "a page that leads away": Case(
        "redirection", _file("index.md", '<meta Http-Equiv="refresh" content="0;url=//x">\n')
    ),
    "a link in place of a record": Case(
        "link", _link("projects/x.yml", "../../outside/record.yml")
    ),
    "a link to nothing": Case("link", _link("projects/x.yml", "nothing")),
    "a link in place of the records' folder": Case("link", _link("projects", "../outside")),
    "a link in place of the home page": Case("link", _link("index.md", "../outside/page.md")),
    "a link in place of a page": Case("link", _link("about/reading.md", "../../outside/page.md")),
    "a link in place of a picture": Case("link", _link("about/x.png", "../../outside/notes.txt")),
    "a linked folder": Case("link", _link("pictures", "../outside")),
    "a hidden link to a folder": Case("link", _link(".x", "../outside")),
    "a linked folder in a hidden one": Case("link", _link(".x/y", "../../outside")),
    "a folder in itself": Case("link", _link("about/x", ".")),
    "a pipe in place of a record": Case("unreadable", _pipe("projects/x.yml")),
    "a pipe in place of a page": Case("unreadable", _pipe("about/x.md")),
    "a pipe in place of the home page": Case("unreadable", _pipe("index.md")),
    "a pipe in place of a picture": Case("unreadable", _pipe("x.png")),
    "a device in place of a record": Case("link", _link("projects/x.yml", "/dev/zero")),
}
"""What files are."""

PAGES: Mapping[str, Case] = {
    f"a page that says {text[:40]!r}": Case(rule, _file("about/x.md", f"# x\n\n{text}\n"))
    for rule, text in (
        ("html_element", '<script src="../d.txt"></script>'),
        ("html_element", '<ScRiPt/src="../d.json">'),
        ("html_element", "<style>@import 'x.txt'</style>"),
        ("html_element", '<link rel="stylesheet" href="../d.txt">'),
        ("html_element", '<iframe srcdoc="<script src=../d.txt></script>"></iframe>'),
        ("html_element", '<object data="../d.pdf"></object><embed src="../d.zip">'),
        ("html_element", '<form action="../d.txt"><button>x</button></form>'),
        ("html_element", '<base href="https://elsewhere.invalid/">'),
        ("html_element", '<meta name="referrer" content="unsafe-url">'),
        ("html_element", "<template><b>x</b></template>"),
        ("html_element", '<svg><script href="../d.txt"></script></svg>'),
        ("html_element", "<math><mtext><style><img src onerror=alert(1)></style></mtext></math>"),
        ("html_element", '<body onload="alert(1)">'),
        ("html_element", "- a\n    - b <script src=../d.txt></script>"),
        ("html_element", "| a |\n|---|\n| <script src=../d.txt></script> |"),
        ("html_element", "> <script src=../d.txt></script>"),
        ("html_element", "# <script src=../d.txt></script>"),
        ("html_element", "[<script src=../d.txt></script>](index.md)"),
        ("html_element", "```\ncode\n~~~\n```\n<script src=../d.txt></script>"),
        ("html_element", "<javascript:alert(1)>"),
        ("html_element", "<x-y onclick=alert(1)>x</x-y>"),
        ("html_element", "<noscript><p title='</noscript><script src=../d.txt></script>'>"),
        ("html_attribute", '<b onclick="alert(1)">x</b>'),
        ("html_attribute", '<p style="position:fixed">x</p>'),
        ("html_attribute", '<p class="status">x</p>'),
        ("html_attribute", "x {: onclick=alert(1) }\n{: onclick=alert(1) }"),
        ("html_attribute", "# x {: style='color:red' }"),
        ("html_attribute", '[x](index.md){: onfocus=alert(1) autofocus="" }'),
        ("html_attribute", '<img src="x.png" srcset="https://elsewhere.invalid/x 2x" alt="x">'),
        ("html_attribute", '<a href="x.md" ping="https://elsewhere.invalid/">x</a>'),
        ("html_attribute", '<details name="x"><summary>x</summary>x</details>'),
        ("html_attribute", '<a name="main">x</a>'),
        ("unsafe_link", "[x](javascript:alert(1))"),
        ("unsafe_link", "[x](JAVASCRIPT&#58;alert(1))"),
        ("unsafe_link", '<a href="&#106;ava&Tab;script&colon;alert(1)">x</a>'),
        ("unsafe_link", '<a href="&#1; javascript:alert(1)">x</a>'),
        ("unsafe_link", "[x][y]\n\n[y]: data:text/html,x"),
        ("unsafe_link", "[x](index.md){: href=javascript:alert(1) }"),
        ("unsafe_link", "[x](\\\\\\\\elsewhere.invalid/)"),
        ("foreign_picture", "![x](https://elsewhere.invalid/x.png)"),
        ("foreign_picture", '<img src="//elsewhere.invalid/x.png" alt="x">'),
        ("foreign_picture", '![x](x.png){: src="https://elsewhere.invalid/x.png" }'),
        ("html_comment", "<!-- x -->"),
        ("html_comment", "x <!-- a --> x"),
        ("html_comment", "<?php x ?>"),
        ("html_unclosed", "<div><details>\n<summary>x</summary>"),
        ("html_end_tag", "x</div></article></main>"),
        ("own_id", "# x {#finder}"),
        ("same_anchor", '<p id="x">x</p><p id="x">x</p>'),
        ("rooted_link", '<a href="/about/method/">x</a>'),
        ("too_many_signs_in_block", "[" * 20_000),
        ("too_many_signs_in_block", "![" * 20_001),
        ("too_many_open_tags", "x<y " * 20_000),
        ("too_many_unclosed", "[x " * 400 + "長い段落" * 10_000),
        ("too_many_unclosed", "[x](y " * 400 + "長い段落" * 10_000),
        ("too_many_unclosed", "`x``y" * 1_000 + "長い段落" * 10_000),
        ("too_many_unclosed", "- x\n# x\n長い\n" + "- [x\n" * 400 + "長い段落" * 10_000),
        ("too_many_unclosed", "- - -\n長い\n" + "- [x\n" * 400 + "長い段落" * 10_000),
        ("too_many_unclosed", "|x|y|\n-|\n" + "[x\n" * 400 + "長い段落" * 10_000),
        ("page_too_long", "```\nx\n" * 60_000),
        ("nested_too_deep", "\n".join(f"{'    ' * n}- x" for n in range(150))),
        ("nested_too_deep", "> " * 300 + "x"),
    )
}
"""What a page by hand says."""

CASES: Mapping[str, Case] = {**TEXTS, **NAMES, **FILES, **PAGES}
