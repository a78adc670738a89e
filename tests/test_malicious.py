"""Records and files that want to do something: nothing runs, nothing leaks, the error is told."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hyoka.__main__ import main
from hyoka.content import read_folder
from hyoka.problems import BadRecords
from hyoka.site import build
from tests.building import configure
from tests.commands import run_here
from tests.malicious.folders import CASES, COMMANDS, make_outside
from tests.malicious.outputs import ANNOTATION, commands, is_only_read
from tests.rule_cases import copy_base

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it has no such names and links")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A good folder, beside which lies what nobody may see."""
    made = copy_base(tmp_path / "content")
    make_outside(made)
    return made


@pytest.fixture(params=CASES)
def spoilt(request: pytest.FixtureRequest, content: Path) -> tuple[Path, str]:
    """A malicious folder, and the rule that refuses it."""
    case = CASES[request.param]
    case.spoil(content)
    return content, case.rule


def _hyoka(*command: str, **environment: str) -> Result:
    return CliRunner(env={"GITHUB_STEP_SUMMARY": "", **environment}).invoke(main, command)


def test_it_is_refused_in_text(spoilt: tuple[Path, str]) -> None:
    content, rule = spoilt
    done = _hyoka("check", "--content", str(content))
    assert done.exit_code == 1
    assert f"エラー[{rule}]" in done.output
    assert "直し方: " in done.output
    assert is_only_read(done.output)
    assert commands(done.output) == []


def test_it_is_refused_in_a_workflow(spoilt: tuple[Path, str], tmp_path: Path) -> None:
    content, rule = spoilt
    check = ("check", "--content", str(content), "--format", "github")
    done = _hyoka(*check)
    assert done.exit_code == 1
    assert f"エラー[{rule}]" in done.output
    assert is_only_read(done.output)
    told = commands(done.output)
    assert 1 <= len(told) <= 10
    assert [line for line in told if not ANNOTATION.fullmatch(line) or "##[" in line] == []
    summary = tmp_path / "summary.md"
    apart = _hyoka(*check, GITHUB_STEP_SUMMARY=str(summary))
    assert commands(apart.output) == told
    assert is_only_read(summary.read_text(encoding="utf-8"))


def test_it_is_refused_as_data(spoilt: tuple[Path, str]) -> None:
    content, rule = spoilt
    done = _hyoka("check", "--content", str(content), "--format", "json")
    assert done.exit_code == 1
    assert rule in {problem["rule"] for problem in json.loads(done.output)["problems"]}
    assert is_only_read(done.output)
    assert commands(done.output) == []


def test_nothing_is_made_of_it(spoilt: tuple[Path, str], tmp_path: Path) -> None:
    content, rule = spoilt
    with pytest.raises(BadRecords) as refused:  # so does MkDocs: see below
        build(read_folder(content))
    assert rule in {problem.rule for problem in refused.value.problems}
    for command in ("export", "write"):
        done = _hyoka(command, str(tmp_path / "made"), "--content", str(content))
        assert done.exit_code == 1
        assert f"エラー[{rule}]" in done.output
        assert is_only_read(done.output)
        assert not (tmp_path / "made").exists()


def _mkdocs(content: Path) -> tuple[int, str]:
    """MkDocs's exit code, and all that it says."""
    config = configure(content, content.parent)
    done = run_here("mkdocs", "build", "--strict", "-f", str(config))
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "name",
    [
        "a link in place of a page",
        "a pipe in place of a page",
        "a page called 'a\\n::error::x'",
    ],
)
def test_mkdocs_refuses_it_before_it_reads_a_page(name: str, content: Path) -> None:
    CASES[name].spoil(content)
    code, said = _mkdocs(content)
    assert code == 1
    assert f"エラー[{CASES[name].rule}]" in said
    assert is_only_read(said)
    assert commands(said) == []
    assert not (content.parent / "site").exists()


def test_what_a_page_s_links_say_is_no_command(content: Path) -> None:
    """Every link that leads nowhere is told, in the page's own words."""
    links = "".join(f"[x]({command}.md)\n[x](<a%0A{command}.md>)\n" for command in COMMANDS)
    (content / "about").mkdir()
    (content / "about/x.md").write_text(f"# x\n\n{links}", encoding="utf-8")
    code, said = _mkdocs(content)
    assert code == 1
    assert said.count("about/x.md") >= len(COMMANDS)
    assert commands(said) == []


def test_what_is_refused_is_not_published_were_it_not_checked(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hyoka.site.errors_in", lambda _: ())
    written = "# x\n\n<script src='../d.txt'></script> <b onclick=x>語</b> [a](javascript:x)\n"
    (content / "about").mkdir()
    (content / "about/x.md").write_text(written, encoding="utf-8")
    page = build(read_folder(content), files=False).by_hand["about/x.md"]
    assert page.refused
    assert page.html(str) == ""


def test_a_harmless_folder_is_not_refused(content: Path) -> None:
    (content / "about").mkdir()
    (content / "about/図（案）.png").write_bytes(b"")
    (content / "about/x.md").write_text("---\ntitle: 題\n---\n\n# 題\n", encoding="utf-8")
    (content / ".#x.yml").symlink_to("what an editor leaves behind")
    assert _hyoka("check", "--content", str(content)).exit_code == 0
