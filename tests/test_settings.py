"""Settings of the theme: honoured, refused in one line, or told to change nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.utils import get_theme_dir

from hyoka.content import read_folder
from hyoka.content.records import read_records
from hyoka.links.reserved_paths import made_paths
from hyoka.mkdocs_plugin.menu import menu
from hyoka.mkdocs_plugin.settings import has_palettes, unused
from hyoka.wording import load_language
from tests.building import REPOSITORY, ROOT, run
from tests.commands import run_here
from tests.rule_cases import BASE, copy_base

JAPANESE = load_language("ja")
PICTURE = ROOT / "theme/assets/images/card.png"


def mkdocs(folder: Path, settings: dict[str, object], **environment: str) -> tuple[int, str]:
    """Exit code and log of a build of a few records; `settings`: besides the usual ones."""
    theme = settings.pop("theme", {})
    assert isinstance(theme, dict)
    usual = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "docs_dir": "content",
        "theme": theme,
        "nav": ["index.md"],
    }
    (folder / "mkdocs.yml").write_text(json.dumps(usual | settings), encoding="utf-8")
    if not (folder / "content").exists():
        copy_base(folder / "content")
    config = str(folder / "mkdocs.yml")
    run_by = run if environment else run_here
    done = run_by("mkdocs", "build", "--strict", "-f", config, **REPOSITORY, **environment)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            {"theme": {"language": "en"}},
            "theme.language の en は、このサイトでは使えません。使えるもの：ja。",
        ),
        ({"theme": {"language": "../ja"}}, "theme.language の ../ja は"),
        ({"theme": {"language": None}}, "theme.language の None は"),
        (
            {"plugins": [{"hyoka": {"language": "en"}}]},
            "plugins: hyoka: language の en は、このサイトでは使えません。使えるもの：ja。",
        ),
        ({"plugins": [{"hyoka": {"language": "nope"}}]}, "language の nope は"),
        ({"theme": {"name": "material", "language": "ja"}}, "theme が material では、"),
        ({"theme": {"name": None, "custom_dir": "content"}}, "theme が None では、"),
        ({"theme": {"icon": {"logo": "a/nope"}}}, "アイコン a/nope がありません"),
        ({"theme": {"palette": {"scheme": "default"}}}, "theme.palette には"),
        ({"theme": {"logo": "files/nope.png"}}, "ファイル files/nope.png がありません"),
        ({"theme": {"favicon": "https://x.example/a.png"}}, "https://x.example/a.png がありません"),
    ],
)
def test_what_no_page_can_be_made_by_is_refused_in_one_line(
    settings: dict[str, object], told: str, tmp_path: Path
) -> None:
    code, log = mkdocs(tmp_path, settings)
    assert code == 1
    errors = [line for line in log.splitlines() if line and not line.startswith("INFO")]
    assert len(errors) == 1
    assert told in errors[0]


def test_what_changes_nothing_is_told_in_one_line(tmp_path: Path) -> None:
    settings: dict[str, object] = {
        "theme": {"features": ["navigation.tabs"], "icon": {"repo": "fontawesome/brands/git"}},
        "extra": {"analytics": {"provider": "google"}},
        "extra_css": ["https://x.example/a.css", "assets/stylesheets/hyoka.css"],
    }
    code, log = mkdocs(tmp_path, settings)
    assert code == 0, log
    told = [line for line in log.splitlines() if "使わない設定" in line]
    names = "theme.features、extra.analytics、theme.icon.repo、extra_css: https://x.example/a.css"
    assert [line.partition("：")[2].partition("。")[0] for line in told] == [names]
    assert "Deprecation" not in log
    assert "x.example" not in (tmp_path / "site/index.html").read_text(encoding="utf-8")


def test_the_project_s_own_settings_are_all_used() -> None:
    settings = {"theme": {"name": "hyoka", "font": False, "logo": "a.png", "icon": {"logo": "x"}}}
    assert list(unused(settings | {"extra": {"generator": False, "social": []}})) == []
    assert list(unused({"theme": "hyoka", "extra": None, "extra_css": None})) == []


@pytest.mark.parametrize("palette", [None, "default", {}, [], ["x"], [{"scheme": "default"}]])
def test_palettes_without_their_buttons_are_none(palette: object) -> None:
    assert not has_palettes({"palette": palette})


def test_a_logo_and_an_icon_of_the_city_s_own_are_shown(tmp_path: Path) -> None:
    content = copy_base(tmp_path / "content")
    (content / "files").mkdir()
    for name in ("logo.png", "icon.png"):
        shutil.copy(PICTURE, content / "files" / name)
    theme = {"logo": "files/logo.png", "favicon": "files/icon.png"}
    code, log = mkdocs(tmp_path, {"theme": theme})
    assert code == 0, log
    for page in ("index.html", "policies/index.html", "404.html"):
        html = (tmp_path / "site" / page).read_text(encoding="utf-8")
        header = html[html.index("<header") : html.index("</header>")]
        assert re.search(
            r'<img src="[./]*files/logo\.png\?[0-9a-f]{12}" alt="[^"]+のロゴ">', header
        )
        assert re.search(r'<link rel="icon" href="[./]*files/icon\.png\?[0-9a-f]{12}">', html)


def test_another_version_of_material_changes_no_style(tmp_path: Path) -> None:
    """Its style sheets are called otherwise in each version."""
    package = Path(get_theme_dir("material")).parent
    icons = "templates/.icons"  # ten thousand files, which are the same in each version
    other = shutil.copytree(
        package, tmp_path / "packages/material", ignore=shutil.ignore_patterns(".icons")
    )
    (other / icons).symlink_to(package / icons)
    sheets = other / "templates/assets/stylesheets"
    renamed = [
        sheet.rename(sheets / f"{sheet.name.partition('.')[0]}.0badcafe.min.css")
        for sheet in sheets.glob("*.css")
    ]
    assert len(renamed) == 2
    code, log = mkdocs(tmp_path, {}, PYTHONPATH=str(tmp_path / "packages"))
    assert code == 0, log
    site = tmp_path / "site"
    assert "packages" in where_material_is(tmp_path / "packages")
    html = (site / "index.html").read_text(encoding="utf-8")
    named = re.findall(r'<link rel="stylesheet" href="([^"?]+)', html)
    assert "assets/stylesheets/material.css" in named
    assert [path for path in named if not (site / path).is_file()] == []
    assert list(site.rglob("*.min.css")) == []


def where_material_is(packages: Path) -> str:
    command = [sys.executable, "-c", "import material; print(material.__file__)"]
    environment = os.environ | {"PYTHONPATH": str(packages)}
    return subprocess.check_output(command, env=environment, text=True)


def test_a_page_that_names_a_style_that_is_nowhere_stops_the_build(tmp_path: Path) -> None:
    """As a template of a city's own may."""
    theme = Path(shutil.copytree(ROOT / "theme", tmp_path / "theme"))
    head = theme / "partials/head.html"
    link = """<link rel="stylesheet" href="{{ 'assets/nope.css' | url }}">"""
    head.write_text(head.read_text(encoding="utf-8") + link, encoding="utf-8")
    code, log = mkdocs(tmp_path, {"theme": {"name": "hyoka", "custom_dir": str(theme)}})
    assert code == 1
    assert "assets/nope.css がありません" in log
    assert "Traceback" not in log


def test_the_menu_leads_to_every_list_and_every_text_about_the_site() -> None:
    made = made_paths(read_records(read_folder(BASE)).records, JAPANESE).always
    listed = [path for it in menu(JAPANESE, made) for paths in it.values() for path in many(paths)]
    tables = {path for path in made if re.fullmatch(r"data/(?!index)\w+\.md", path)}
    assert sorted(listed) == sorted(made - tables)


def many(paths: str | list[str]) -> list[str]:
    return [paths] if isinstance(paths, str) else paths


def test_no_setting_publishes_a_record(tmp_path: Path) -> None:
    code, log = mkdocs(tmp_path, {"exclude_docs": "!*.yml"})
    assert code == 0, log
    assert list((tmp_path / "site").rglob("*.yml")) == []
