"""The wheel is whole: with nothing else, a folder of records and a few settings make the site."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from tests.building import REPOSITORY, ROOT, run
from tests.git_histories import git


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the source distribution."""
    return pack(ROOT, tmp_path_factory.mktemp("packed"), "sdist", "wheel")


def pack(source: Path, folder: Path, *targets: str) -> Path:
    wanted = [part for target in targets for part in ("-t", target)]
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), *wanted]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def wheel_in(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


def tracked(*folders: str) -> dict[str, bytes]:
    """The files in a folder of the repository that git keeps or would keep, by their paths."""
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders)
    files = {name: ROOT / name for name in filter(None, listed.split("\0"))}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file()}


def test_the_wheel_holds_the_package_with_the_theme_and_nothing_else(packed: Path) -> None:
    with ZipFile(wheel_in(packed)) as wheel:
        held = {name: wheel.read(name) for name in wheel.namelist()}
    package = tracked("generator/hyoka")
    theme = tracked("theme")
    assert len(theme) > 40
    expected = {name.removeprefix("generator/"): content for name, content in package.items()}
    expected |= {f"hyoka/{name}": content for name, content in theme.items()}
    told = {name: content for name, content in held.items() if ".dist-info/" in name}
    assert {name: content for name, content in held.items() if name not in told} == expected
    licences = {Path(name).name: told[name] for name in told if "/licenses/" in name}
    assert licences == {name: (ROOT / name).read_bytes() for name in ("LICENSE", "NOTICE.md")}


def test_the_source_distribution_makes_the_same_wheel(packed: Path, tmp_path: Path) -> None:
    (archive,) = packed.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(tmp_path, filter="data")
    source = tmp_path / archive.name.removesuffix(".tar.gz")
    held = {file.relative_to(source).as_posix() for file in source.rglob("*") if file.is_file()}
    assert held - {"PKG-INFO"} == set(tracked())
    again = wheel_in(pack(source, tmp_path / "again", "wheel"))
    assert again.read_bytes() == wheel_in(packed).read_bytes()


def installed(wheel: Path, folder: Path) -> Path:
    """An environment's Python, with the wheel and what it requires, in the locked versions."""
    venv.create(folder, with_pip=True, symlinks=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    python_does(python, "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel))
    where = python_does(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    packages = Path(where.strip())
    (own,) = distributions(name="hyoka", path=[str(packages)])
    for required in requirements(own):
        for name in {file.parts[0] for file in required.files or ()} - {"..", "__pycache__"}:
            if not (packages / name).exists():
                (packages / name).symlink_to(str(required.locate_file(name)))
    python_does(python, "-m", "pip", "check")
    return python


def python_does(python: Path, *command: str, folder: Path = ROOT) -> str:
    """What a command prints that sees nothing but the environment of its Python."""
    done = subprocess.run(
        [python, "-I", *command],
        cwd=folder,
        env=os.environ | REPOSITORY | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def requirements(root: Distribution) -> Iterator[Distribution]:
    """All that a distribution requires, as it is installed here."""
    waiting, seen = [(root, "")], set()
    while waiting:
        one, extra = waiting.pop()
        for text in one.requires or ():
            needed = Requirement(text)
            if needed.marker and not needed.marker.evaluate({"extra": extra}):
                continue
            for wanted in ("", *needed.extras):
                if (needed.name, wanted) not in seen:
                    seen.add((needed.name, wanted))
                    found = distribution(needed.name)
                    waiting.append((found, wanted))
                    yield found


def files_of(site: Path) -> dict[str, bytes]:
    files = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in files}


def test_the_wheel_alone_makes_this_repository_s_site(packed: Path, tmp_path: Path) -> None:
    """Of a clone with the records, the settings, and the form that GitHub shows; byte for byte."""
    clone = tmp_path / "clone"
    git(ROOT, "clone", "-q", str(ROOT), str(clone))
    shutil.copy(ROOT / "mkdocs.yml", clone)
    usual = run("mkdocs", "build", "--strict", "-f", str(clone / "mkdocs.yml"), **REPOSITORY)
    assert usual.returncode == 0, usual.stderr
    expected = files_of(clone / "site")
    for entry in clone.iterdir():
        if entry.name not in {".git", ".github", "content", "mkdocs.yml"}:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    python = installed(wheel_in(packed), tmp_path / "environment")
    python_does(python, "-m", "hyoka", "check", folder=clone)
    python_does(python, "-m", "mkdocs", "build", "--strict", folder=clone)
    made = files_of(clone / "site")
    assert len(expected) > 100
    assert made.keys() == expected.keys()
    assert [path for path in expected if made[path] != expected[path]] == []
