"""Links of pages by hand: what is found to lead nowhere, and what MkDocs takes."""

from pathlib import Path

import pytest

from hyoka import site
from hyoka.content import read_folder
from tests.building import build
from tests.rule_cases import copy_base

GOOD = (
    "[a](policies/index.md)",
    "[a](years/index.md#top)",
    "[a](about/%E6%A1%88%E5%86%85.md)",
    "![a](<img/地 図.png>)",
    "[a](https://city.example/x.md)",
    "<a@city.example>",
    "[a](mailto:a@city.example)",
    "[a](?q=1)",
    "![a](assets/images/card.png)",
    "`[a](x.md)`",
)
LOST = (
    "[a](z.md)",
    '<a href="z.md">a</a>',
    '<img src="img/x.png" alt="図">',
    "[a](data/x.csv)",
    "[a](policies/)",
    "![a](img/x.png)",
    "[a](../../x.md)",
    "[a][b]\n\n[b]: y.md",
)


def pages(folder: Path, links: tuple[str, ...]) -> Path:
    content = copy_base(folder / "content")
    for name in ("about", "img"):
        (content / name).mkdir()
    (content / "img/地 図.png").write_bytes(b"")
    (content / "about/案内.md").write_text("# 案内\n\n[b](../index.md)\n", encoding="utf-8")
    (content / "index.md").write_text("\n\n".join(links), encoding="utf-8")
    return content


def test_what_leads_somewhere_passes_and_is_built(tmp_path: Path) -> None:
    content = pages(tmp_path, tuple(link for link in GOOD if "#" not in link))
    _, problems = site.check(read_folder(content))
    assert problems == ()
    assert (build(content, tmp_path) / "index.html").is_file()


@pytest.mark.parametrize("link", LOST)
def test_what_leads_nowhere_is_told_with_its_place(link: str, tmp_path: Path) -> None:
    (problem,) = site.check(read_folder(pages(tmp_path, (*GOOD, link))))[1]
    assert (problem.rule, problem.path) == ("lost_link", "content/index.md")
    assert problem.line == 2 * len(GOOD) + (3 if "[b]" in link else 1)


def test_what_is_too_much_for_markdown_is_told_before_it_reads_any(tmp_path: Path) -> None:
    texts = (">" * 5000 + " [a](x.md)", "*" * 5000, "[" * 5000)
    found = {problem.rule for problem in site.check(read_folder(pages(tmp_path, texts)))[1]}
    assert found == {"nested_too_deep", "too_many_signs", "too_many_signs_in_block"}
