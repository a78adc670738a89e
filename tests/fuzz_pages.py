"""Pages by hand of any kind: Markdown and HTML, made by a grammar of what there is to write."""

from random import Random

WORDS = [
    *(
        "評価",
        "指標",
        "a",
        "A_b",
        "*",
        "_",
        "`",
        "\\",
        "<",
        ">",
        "&",
        "&amp;",
        "&#x202e;",
        "&nbsp",
        "&#0;",
        "&lt;b>",
    ),
    *(
        "&#99999999;",
        "\u2028",
        "\u200b",
        "\u0085",
        "\0",
        "\x0c",
        "\t",
        "　",
        "!",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "|",
    ),
    *(
        "{: .a }",
        "{#x}",
        "{: #評価 a=b onclick=c }",
        "{: style='a' }",
        "http://a.example",
        "a@b.example",
        "🎏",
    ),
    *(
        "https://",
        "://",
        "#",
        "# #",
        "===",
        "---",
        "\ufeff",
        "\u0002",
        "\u0003",
        "wzxhzdk:0",
        "klzzwxh:0001",
        "か\u3099",
    ),
]
TARGETS = [
    *(
        "",
        "#",
        "#評価",
        "#none",
        "index.md",
        "./",
        "../",
        "../../..",
        "/",
        "/data/",
        "//a.example",
        "about/",
        "none.md",
    ),
    *(
        "index.md#a",
        "index.md?a",
        "data/index.md",
        "../data/index.md",
        "feed.xml",
        "a b.md",
        "<a b>",
        "a%20b.md",
    ),
    *(
        "https://a.example/",
        "https://[::1",
        "http://a:99999999/",
        "javascript:a",
        " JAVASCRIPT&colon;a",
        "data:,a",
    ),
    *(
        "mailto:a",
        "file:///etc/passwd",
        "\\\\a\\b",
        "C:\\a",
        "%",
        "%zz",
        "%00",
        "a\\)b",
        "a(b)c",
        "評価.md",
        "か\u3099.md",
    ),
    *(
        "none.png",
        "assets/a.png",
        "policies/kizuna/2018/index.md",
        "policies/kizuna/2018.md",
        "?",
        "..",
        ".",
        "a" * 3000,
    ),
]
_ELEMENTS = """
a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption
center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
fieldset figcaption figure font footer form frame frameset h1 h2 h6 head header hgroup hr html
i iframe image img input ins kbd label legend li link main map mark marquee math menu meta meter
mi nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext
portal pre progress q rb rp rt rtc ruby s samp script search section select slot small source
span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead
time title tr track tt u ul use var video wbr xmp x-a a:b A1 foreignObject annotation-xml
"""
ELEMENTS = _ELEMENTS.split()
ATTRIBUTES = [
    *(
        "href",
        "src",
        "id",
        "name",
        "class",
        "style",
        "onclick",
        "srcset",
        "srcdoc",
        "action",
        "http-equiv",
        "data",
    ),
    *(
        "xlink:href",
        "formaction",
        "poster",
        "background",
        "ping",
        "target",
        "content",
        "hidden",
        "is",
        "slot",
        "<",
        "=",
    ),
]
HEADS = [
    *(
        "title: 評価\n",
        "title: ''\n",
        "title: [a]\n",
        "title: {a: b}\n",
        "title: 2018\n",
        "hide: [toc]\n",
        "hide: toc\n",
    ),
    *(
        "template: a.html\n",
        "description: 評価\n",
        "description: |\n  a\n",
        "a: &a [*a]\n",
        ": \n",
        "- a\n",
        "!!python/a: b\n",
    ),
    *(
        "title: a\ntitle: b\n",
        "title: \u2028\n",
        "\ttitle: a\n",
        "title: 'a\n",
        "title: 0001-01-01\n",
        "exclude: true\n",
    ),
]
_DEEP = (1, 1, 2, 3, 60, 300)


def page(random: Random) -> str:
    """A page of some blocks, at times with a head, at times broken off."""
    text = "\n\n".join(_block(random, 0) for _ in range(random.randint(1, 6)))
    if random.random() < 0.2:
        head = "".join(random.sample(HEADS, random.randint(0, 3)))
        text = (
            random.choice(("---\n", "--- \n", "---\r\n", "﻿---\n"))
            + head
            + random.choice(("---\n", "...\n", "", "--- a\n"))
            + text
        )
    if random.random() < 0.15:
        at = random.randint(0, len(text))
        text = text[:at] + random.choice(("", random.choice(WORDS) + text[at:]))
    if random.random() < 0.05:
        text = text.replace("\n", random.choice(("\r\n", "\r", "\u2028", "\n\n", " ")))
    return text


def _words(random: Random) -> str:
    return random.choice(("", " ")).join(random.choices(WORDS, k=random.randint(0, 4)))


def _inline(random: Random, depth: int) -> str:
    if depth > 3:
        return _words(random)
    inner, target = _inline(random, depth + 1), random.choice(TARGETS)
    title = random.choice(("", ' "題"', " '題", ' "a"b"', " (題)"))
    kinds = (
        *(
            f"[{inner}]({target}{title})",
            f"![{inner}]({target}{title})",
            f"[{inner}][{_words(random)}]",
        ),
        *(
            f"[{inner}]",
            f"<{target}>",
            f"*{inner}*",
            f"**{inner}**",
            f"`{inner}`",
            f"``{inner}`",
            f"\\{inner}",
        ),
        *(
            f"[{inner}](<{target}>)",
            f"[{inner}]({target}",
            f"{inner}  \n{inner}",
            f"{inner}{{: {inner} }}",
        ),
        *(
            _html(random, depth + 1),
            f"<!-- {inner} -->",
            f"<!-- {inner}",
            f"<? {inner} ?>",
            f"<![CDATA[{inner}]]>",
        ),
    )
    return "".join(random.choices((*kinds, _words(random), inner), k=random.randint(1, 2)))


def _html(random: Random, depth: int) -> str:
    name = random.choice(ELEMENTS)
    quote = random.choice(('"', "'", ""))
    said = "".join(
        f" {random.choice(ATTRIBUTES)}={quote}{random.choice((*TARGETS, *WORDS))}{quote}"
        for _ in range(random.choice((0, 0, 1, 2)))
    )
    inner = _inline(random, depth + 1)
    end = random.choice(
        (
            f"</{name}>",
            f"</{name}>",
            f"</{name.upper()} >",
            "",
            "</",
            f"</{random.choice(ELEMENTS)}>",
        ),
    )
    return f"<{name}{said}{random.choice(('>', '>', '/>', ' >', ''))}{inner}{end}"


def _block(random: Random, depth: int) -> str:
    inner = _inline(random, depth)
    below = _block(random, depth + 1) if depth < 3 else inner
    often = random.choice(_DEEP)
    kinds = (
        *_quoted(inner, below, often),
        *_listed(random, inner, below, often),
        *_fenced(random, inner, below),
        *(inner, _html(random, 0), f"{'#' * random.randint(1, 8)} {inner}", f"{inner}\n==="),
        *(f"|{inner}|b|\n|-|:-:|\n|{inner}|{inner}|\n|c|", f"a|b\n-|-\n{inner}"),
        *("|a" * often + "\n" + "|-" * often, "* * *", f"[^1]: {inner}", f"*[{inner}]: {inner}"),
        f"[{_words(random)}]: {random.choice(TARGETS)} '{inner}'",
        *("[" * often + inner + "](a)" * often, "*" * often + inner, "&" * often),
        f"{inner}\n{{: {inner} #a .b c=d }}",
    )
    return random.choice(kinds)


def _quoted(inner: str, below: str, often: int) -> tuple[str, ...]:
    lines = below.split("\n")
    return (
        "\n".join(f"> {line}" for line in lines),
        "> " * often + inner,
        "\n".join(f"    {line}" for line in lines),
    )


def _listed(random: Random, inner: str, below: str, often: int) -> tuple[str, ...]:
    lines = below.split("\n")
    signs = [random.choice("-*+") for _ in range(min(often, 60))]
    return (
        "\n".join(("- " if n == 0 else "    ") + line for n, line in enumerate(lines)),
        "\n".join(f"{'    ' * n}{sign} a" for n, sign in enumerate(signs)),
        "- " * often + inner,
        f"1. {inner}\n9. {inner}",
        f"{inner}\n: {inner}",
    )


def _fenced(random: Random, inner: str, below: str) -> tuple[str, ...]:
    often = random.choice(_DEEP)
    return (
        f"```{_words(random)}\n{below}\n```",
        f"~~~ {{.a #b}}\n{below}\n",
        f"```\n{below}",
        f"<div markdown='1'>\n\n{below}\n\n</div>",
        "<div>" * often + below,
        "<details><summary>" * often + inner,
    )
