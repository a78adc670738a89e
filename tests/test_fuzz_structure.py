"""Records changed by their structure, and pages by hand of any kind: a site, or problems.

No folder may end in a traceback, take five seconds or half a gigabyte; of one without an error
MkDocs makes a site, strictly. Without `--fuzz` the same few folders are tried each time, and of
these only the pages are given to MkDocs; with `--fuzz 10000` so many of each kind are tried, in
shares that the cores divide among themselves. A failure names the seed and the number by which its
folder is made again.
"""

import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from hyoka.content import read_folder
from hyoka.problems import errors_in
from hyoka.report import report
from hyoka.site import build, check
from hyoka.wording import load_language
from tests import building
from tests.building import REAL, ROOT, TOWN
from tests.commands import run_here
from tests.fuzz_pages import page
from tests.fuzz_records import Files, Mutator, difference
from tests.resource_limits import bounded

BASE = ROOT / "tests" / "rules" / "base"
FOLDERS = {"base": BASE, "real": REAL, "town": TOWN}
JAPANESE = load_language("ja")
SECONDS = 5
"""Of the processor's time: what else runs on the machine does not count."""
SHARE = 100
"""How many folders a test tries: a dot of pytest's."""
FEW = {"base": 30, "real": 10, "town": 3, "pages": 60}
"""How many are tried without `--fuzz`."""
_SITES = 10
"""Of so many shares one is made into sites, too."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each share of the folders to be tried."""
    wanted: int | None = metafunc.config.getoption("--fuzz")
    shares = range(-(-(wanted or 1) // SHARE))
    if "kind" in metafunc.fixturenames:
        kinds = list(FOLDERS)
        tried = [(kinds[n % 3], n) for n in shares] if wanted else [(kind, 0) for kind in kinds]
        metafunc.parametrize(("kind", "share"), tried)
    elif "share" in metafunc.fixturenames:
        metafunc.parametrize("share", shares)


def is_clean(content: Path) -> bool:
    """Whether a folder makes a site; it does, or there are problems that can be told."""
    _, problems = check(read_folder(content))
    assert report(problems, JAPANESE).encode()
    if errors_in(problems):
        return False
    made = build(read_folder(content), files=False)
    assert all(one.markdown.encode() for one in made.pages)
    return True


class Found(dict[str, str]):
    """What was uncovered: each fault once, by where it arose, with what uncovers it."""

    @contextmanager
    def note(self, told: str) -> Iterator[None]:
        """Note what ends in an error, and go on."""
        try:
            with bounded(SECONDS):
                yield
        except Exception as error:  # noqa: BLE001 - whatever is wrong, the other folders are tried, too
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
            self.setdefault(where, f"{str(error)[:500]}\n{told[:4000]}")

    def __str__(self) -> str:
        return "\n\n".join(f"{where}: {told}" for where, told in self.items())


def put(files: Files, content: Path) -> bool:
    """Write a folder's files; False: this file system has no such names."""
    shutil.rmtree(content, ignore_errors=True)
    try:
        for name, text in files.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_bytes(text)
    except OSError:
        return False
    return True


def read(folder: Path) -> Files:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def seed(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.getoption("--fuzz-seed"))


def numbers(kind: str, share: int, config: pytest.Config) -> range:
    """Of a share, the numbers of its folders."""
    many = SHARE if config.getoption("--fuzz") else FEW[kind]
    return range(share * SHARE, share * SHARE + many)


def refusal(content: Path, folder: Path) -> str:
    """Why MkDocs makes no site of a folder that check has nothing against; empty: it makes one."""
    config = building.configure(content, folder)
    done = run_here("mkdocs", "build", "--strict", "-f", str(config))
    return done.stderr[-3000:] if done.returncode else ""


def culprit(kept: Files, content: Path, folder: Path) -> tuple[str, str]:
    """The one of several pages of which MkDocs makes no site, with what it says, or neither."""
    said = ""
    while kept:
        put(kept, content / "about")
        if not (now := refusal(content, folder)):
            break
        said, names = now, list(kept)
        if len(names) == 1:
            return repr(kept[names[0]]), said
        half = dict.fromkeys(names[: len(names) // 2])
        first = {name: kept[name] for name in half}
        put(first, content / "about")
        wrong = refusal(content, folder)
        kept = first if wrong else {name: kept[name] for name in names if name not in half}
    return (f"together: {sorted(kept)}" if said else ""), said


def test_records_changed_by_structure_make_a_site_or_problems(
    kind: str, share: int, seed: int, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    files = read(FOLDERS[kind])
    mutator, found = Mutator(files), Found()
    content = tmp_path / "content"
    clean = ""
    for number in numbers(kind, share, pytestconfig):
        changed = mutator.changed(Random(f"{seed} {kind} {number}"))  # noqa: S311 - to be repeated
        if not put(changed, content):
            continue
        told = f"seed {seed}, {kind} {number}\n{difference(files, changed)}"
        with found.note(told):
            clean = told if is_clean(content) else clean
            if clean is told and share % _SITES == _SITES - 1:
                shutil.rmtree(tmp_path / "clean", ignore_errors=True)
                shutil.copytree(content, tmp_path / "clean")
    if (tmp_path / "clean").exists() and (said := refusal(tmp_path / "clean", tmp_path)):
        found[f"strict: {said}"] = clean
    assert not found, str(found)


def test_pages_by_hand_of_any_kind_make_a_site_or_problems(
    share: int, seed: int, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """All that are clean are built at once: none may stop the others."""
    content, found = tmp_path / "content", Found()
    shutil.copytree(BASE, content)
    folder = content / "about"
    folder.mkdir(exist_ok=True)
    kept: Files = {}
    for number in numbers("pages", share, pytestconfig):
        text = page(Random(f"{seed} pages {number}")).encode()  # noqa: S311 - to be repeated
        written = folder / f"page-{number}.md"
        written.write_bytes(text)
        with found.note(f"seed {seed}, pages {number}: {text!r}"):
            problems = check(read_folder(content))[1]
            assert report(problems, JAPANESE).encode()
            if not errors_in(problems):
                kept[written.name] = text
        written.unlink()
    put(kept, folder)
    with found.note(f"seed {seed}, all clean pages at once"):
        is_clean(content)
    if share % _SITES == 0:
        wrong, said = culprit(kept, content, tmp_path)
        if said:
            found[f"strict: {said}"] = wrong
    assert kept
    assert not found, str(found)


def test_a_seed_makes_the_same_folder_again() -> None:
    mutator = Mutator(read(BASE))
    for seed in range(20):
        one, same, other = (Random(number) for number in (seed, seed, seed + 1))  # noqa: S311 - as above
        assert page(one) == page(same) != page(other)
        assert mutator.changed(one) == mutator.changed(same) != mutator.changed(other)
