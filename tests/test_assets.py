"""The theme's own scripts and styles: addresses by their content, and what they name themselves."""

import re
from pathlib import Path

import pytest

from hyoka.mkdocs_plugin.assets import Asset, AssetError, Assets
from tests.building import PUBLISHED, REPOSITORY, ROOT, build
from tests.commands import run_here
from tests.rule_cases import copy_base

THEME = {
    "js/one.js": b'import { a } from "./two.js";\nimport "../three.mjs"; from("./none.js");',
    "js/two.js": b"export * from '../three.mjs'; export const a = 1;",
    "three.mjs": b"export const b = 2;",
    "css/one.css": b'@import "two.css"; a { background: url(../i/a.png) } b { x: url("b.png") }'
    b' c { x: url("data:image/svg+xml,<svg fill=url(#a)>") } d { x: url(https://a.example/b.png) }',
    "css/two.css": b"",
    "i/a.png": b"1",
}


def addresses(files: dict[str, bytes]) -> dict[str, str]:
    assets = Assets(files)
    return {path: assets.of(path).address for path in files}


def test_an_address_has_the_digest_of_the_content() -> None:
    assert Asset("i/a.png", b"1").address == "i/a.png?6b86b273ff34"
    assert Asset("x.js", b"").integrity == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="


@pytest.mark.parametrize(
    ("changed", "renamed"),
    [
        ("three.mjs", {"three.mjs", "js/two.js", "js/one.js"}),
        ("js/two.js", {"js/two.js", "js/one.js"}),
        ("js/one.js", {"js/one.js"}),
        ("i/a.png", {"i/a.png", "css/one.css"}),
        ("css/two.css", {"css/two.css", "css/one.css"}),
    ],
)
def test_what_names_a_changed_file_has_a_new_address(changed: str, renamed: set[str]) -> None:
    before, after = addresses(THEME), addresses(THEME | {changed: THEME[changed] + b" "})
    assert {path for path in THEME if before[path] != after[path]} == renamed


def test_what_a_file_names_has_its_address() -> None:
    assets = Assets(THEME)
    one, two, three = (assets.of(path) for path in ("js/one.js", "js/two.js", "three.mjs"))
    assert f'from "./{two.address.removeprefix("js/")}";' in one.content.decode()
    assert f'import "../{three.address}";' in one.content.decode()
    assert 'from("./none.js")' in one.content.decode()
    assert one.imports == ("three.mjs", "js/two.js")
    style = assets.of("css/one.css").content.decode()
    assert style == THEME["css/one.css"].decode().replace(
        "two.css", assets.of("css/two.css").address.removeprefix("css/")
    ).replace("i/a.png", assets.of("i/a.png").address)
    assert {asset.path for asset in assets.changed} == {"js/one.js", "js/two.js", "css/one.css"}


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({}, "a.js"),
        ({"a.js": b'import "./b.js";'}, "b.js"),
        ({"a.js": b'import "./b.js";', "b.js": b'import "./a.js";'}, "a.js"),
        ({"a.js": b'import "./a.js";'}, "a.js"),
    ],
)
def test_a_script_that_does_not_exist_or_imports_itself_is_named(
    files: dict[str, bytes], named: str
) -> None:
    with pytest.raises(AssetError) as error:
        Assets(files).of("a.js")
    assert error.value.path == named


def frame_of(page: Path) -> list[str]:
    """The addresses of scripts, styles and icons in a page."""
    text = page.read_text(encoding="utf-8")
    tag = r'<(?:script|link)\b[^>]*? (?:src|href)="([^"]*\.(?:js|css|png)\b[^"]*)"'
    return re.findall(tag, text)


@pytest.mark.parametrize("where", ["", PUBLISHED])
def test_every_page_names_its_scripts_and_styles_by_their_digests(
    where: str, tmp_path: Path
) -> None:
    site = build(copy_base(tmp_path / "content"), tmp_path, **REPOSITORY, SITE_URL=where)
    pages = [site / "404.html", *site.rglob("index.html")]
    assert len(pages) > 10
    for page in pages:
        named = frame_of(page)
        assert len(named) > 10
        # Another address of the same file, for a browser that remembers that it did not come.
        again = r"((?<=pagefind\.js\?[0-9a-f]{12})(&amp;|&)again=[12])?"
        assert [one for one in named if not re.search(rf"\?[0-9a-f]{{12}}{again}$", one)] == []


def test_a_build_names_a_script_that_the_settings_name_and_that_is_nowhere(tmp_path: Path) -> None:
    folder = tmp_path / "theme"
    content = copy_base(tmp_path / "content")
    for settings in ("extra_javascript: [a/b.js]", "extra_css: [a/b.css]"):
        config = tmp_path / "mkdocs.yml"
        config.write_text(
            f"INHERIT: {ROOT / 'mkdocs.yml'}\ndocs_dir: {content}\nsite_dir: {folder}\n"
            f"nav: [index.md]\n{settings}\n",
            encoding="utf-8",
        )
        done = run_here("mkdocs", "build", "-f", str(config))
        path = settings.partition("[")[2].rstrip("]")
        assert done.returncode == 1
        assert f"サイトのすべてのページが使うファイル {path} がありません" in done.stderr
        assert "Traceback" not in done.stderr
