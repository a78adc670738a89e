"""The pre-commit hooks: their entries run, pass what is good and stop what is bad."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.building import REAL, ROOT

Hook = dict[str, Any]


def read(name: str) -> Any:  # noqa: ANN401 - YAML is any
    return YAML(typ="safe", pure=True).load((ROOT / name).read_text(encoding="utf-8"))


(_REPOSITORY,) = read(".pre-commit-config.yaml")["repos"]
OWN: list[Hook] = [hook for hook in _REPOSITORY["hooks"] if hook["id"].startswith("hyoka-")]
OF_CODE: list[Hook] = [hook for hook in _REPOSITORY["hooks"] if hook not in OWN]
FOREIGN: list[Hook] = read(".pre-commit-hooks.yaml")
HOOKS = pytest.mark.parametrize("hook", [*OWN, *FOREIGN], ids=lambda hook: hook["entry"])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    shutil.copytree(REAL, tmp_path / "content")
    return tmp_path


def run(hook: Hook, repository: Path) -> subprocess.CompletedProcess[str]:
    """The hook's entry as pre-commit runs it, with the files of the repository that it is for."""
    program, *arguments = hook["entry"].split()
    files = [f.relative_to(repository).as_posix() for f in sorted(repository.rglob("*"))]
    fitting = [file for file in files if re.search(hook["files"], file)]
    named = fitting if hook.get("pass_filenames", True) else []
    assert fitting
    return subprocess.run(
        [ROOT / ".venv" / "bin" / Path(program).name, *arguments, *named],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )


def test_both_lists_have_the_same_hooks() -> None:
    assert [hook["id"] for hook in OWN] == [hook["id"] for hook in FOREIGN]
    assert [hook["files"] for hook in OWN] == [hook["files"] for hook in FOREIGN]
    assert {hook["language"] for hook in OWN} == {"system"}
    assert {hook["language"] for hook in FOREIGN} == {"python"}
    for own, foreign in zip(OWN, FOREIGN, strict=True):
        assert own["entry"] == f".venv/bin/{foreign['entry']}"


@HOOKS
def test_good_records_pass(hook: Hook, repository: Path) -> None:
    done = run(hook, repository)
    assert done.returncode == 0, done.stdout + done.stderr


@HOOKS
def test_a_record_with_an_error_is_stopped(hook: Hook, repository: Path) -> None:
    file = repository / "content" / "projects" / "kominkan-shusai.yml"
    file.write_text(file.read_text(encoding="utf-8") + "years: [\n", encoding="utf-8")
    done = run(hook, repository)
    assert done.returncode == 1
    assert "content/projects/kominkan-shusai.yml:" in done.stdout + done.stderr


def test_a_record_that_is_laid_out_otherwise_is_stopped(repository: Path) -> None:
    file = repository / "content" / "projects" / "kominkan-shusai.yml"
    text = file.read_text(encoding="utf-8").replace("name: ", "name:   ", 1)
    file.write_text(text, encoding="utf-8")
    (hook,) = (hook for hook in OWN if hook["id"] == "hyoka-format")
    done = run(hook, repository)
    assert done.returncode == 1
    assert "+name: 公民館主催事業" in done.stdout
    assert file.read_text(encoding="utf-8") == text


# Those of the code.


def test_the_code_is_looked_at_as_make_test_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"^test: .*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    steps = re.findall(r"\$\(call step,\w+,(.*)\)", recipe)
    entries = [hook["entry"].removeprefix(".venv/bin/") for hook in OF_CODE]
    assert [entry.removesuffix(" --force-exclude") for entry in entries] == steps[: len(entries)]
    assert {entry.split()[0] for entry in entries} == {"ruff", "mypy", "lint-imports"}
    assert {hook["language"] for hook in OF_CODE} == {"system"}


@pytest.mark.parametrize("hook", OF_CODE, ids=lambda hook: hook["id"])
def test_the_code_s_own_files_are_those_of_the_hook(hook: Hook) -> None:
    assert re.search(hook["files"], "generator/hyoka/site.py")
    assert not re.search(hook["files"], "content/municipality.yml")


@pytest.mark.parametrize("name", ["ruff-format", "ruff-check", "mypy"])
def test_bad_code_is_stopped_and_good_code_passes(name: str, tmp_path: Path) -> None:
    (hook,) = (hook for hook in OF_CODE if hook["id"] == name)
    good, bad = ROOT / "tools" / "programs.py", tmp_path / "bad.py"
    bad.write_text('"""Nothing."""\n\nimport os\nX : int = ""\n', encoding="utf-8")
    command = [ROOT / hook["entry"].split()[0], *hook["entry"].split()[1:]]
    done = [
        subprocess.run([*command, file], cwd=ROOT, capture_output=True, text=True, check=False)
        for file in (good, bad)
    ]
    assert [each.returncode for each in done] == [0, 1], done
    assert "bad.py" in done[1].stdout
