"""html-validate over every page of both sites, as the published files stand."""

import json
import subprocess
from pathlib import Path

import pytest

from tools.node import CHECKS, NODE, is_installed

COMMAND = CHECKS / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


def problems(folder: Path, told: Path) -> list[str]:
    """What is wrong with the pages in `folder`; told in a file, for a pipe may lose its end."""
    assert is_installed(CHECKS), "html-validate is missing; `make test` installs it"
    config = CHECKS / "html-validate.cjs"
    done = subprocess.run(
        [NODE, COMMAND, "--config", config, "--formatter", f"json={told}", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return [
        f"{file['filePath']}:{found['line']}: {found['ruleId']}: {found['message']}"
        for file in json.loads(told.read_text(encoding="utf-8"))
        for found in file["messages"]
    ]


@pytest.mark.parametrize("site", ["town_site", "real_site"])
def test_every_page_is_valid_html(
    site: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assert problems(request.getfixturevalue(site), tmp_path / "told.json") == []


def test_what_is_not_valid_would_be_found(tmp_path: Path) -> None:
    page = '<!DOCTYPE html><html lang="ja"><head><title>x</title></head><body>{}</body></html>'
    (tmp_path / "index.html").write_text(page.format("<p><div>x</div></p>"), encoding="utf-8")
    assert any("close-order" in found for found in problems(tmp_path, tmp_path / "told.json"))
