"""`mkdocs serve`: a change is seen at the next save, a broken record takes nothing away."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.building import TOWN, configure
from tests.rule_cases import copy_base

PATIENCE = 30
"""Seconds until a change must be seen."""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_base(tmp_path_factory.mktemp("served") / "content")


@pytest.fixture(scope="module")
def address(content: Path) -> Iterator[str]:
    with served(content, "--livereload") as address:
        yield address


@contextmanager
def served(content: Path, *options: str) -> Iterator[str]:
    """The address at which a server shows `content`; what it says is in `log` beside that."""
    config = configure(content, content.parent)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["serve", *options, "-f", str(config), "--dev-addr", f"127.0.0.1:{port}"]
    with (content.parent / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", *command],
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(PATIENCE)


def eventually(true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.2)
    return False


def test_a_save_is_shown_and_a_broken_record_is_told(content: Path, address: str) -> None:
    record = content / "municipality.yml"
    good = record.read_text(encoding="utf-8")
    name = next(line for line in good.splitlines() if line.startswith("name: "))

    def shows(text: str) -> bool:
        try:
            with urllib.request.urlopen(f"{address}about/", timeout=PATIENCE) as answer:
                return text in answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return False

    assert eventually(lambda: shows("政策評価"))
    record.write_text(good.replace(name, "name: 新架空市"), encoding="utf-8")
    assert eventually(lambda: shows("新架空市 政策評価"))

    record.write_text(good.replace(name, "nama: 架空市"), encoding="utf-8")
    log = content.parent / "log"
    assert eventually(lambda: "「name」の書き誤り" in log.read_text(encoding="utf-8"))
    assert shows("新架空市 政策評価")

    record.write_text(good.replace(name, "name: 直った市"), encoding="utf-8")
    assert eventually(lambda: shows("直った市 政策評価"))
    # The index is built behind the reader's back.
    assert eventually(lambda: answers(f"{address}pagefind/pagefind.js"))


def text_at(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        text: str = answer.read().decode()
        return text


def shows(url: str, text: str) -> bool:
    return text in text_at(url)


def test_a_saved_record_is_shown_on_every_page_without_a_build(content: Path, address: str) -> None:
    log = content.parent / "log"
    assert eventually(lambda: answers(f"{address}policies/machi/"))
    record = content / "policies" / "machi" / "policy.yml"
    good = record.read_text(encoding="utf-8")
    name = next(line for line in good.splitlines() if line.startswith("name: "))
    before = log.read_text(encoding="utf-8").count("Building documentation")

    record.write_text(good.replace(name, "name: 新しいまち"), encoding="utf-8")
    for page in ("policies/machi/", "policies/", "", "years/2018/"):
        assert eventually(partial(shows, address + page, "新しいまち")), page
    assert log.read_text(encoding="utf-8").count("Building documentation") == before
    for page in ("policies/machi/index.html", "policies/machi"):  # other ways to the same page
        assert "新しいまち" in text_at(address + page)

    # A feed of which there is nothing more to tell is gone.
    feed = f"{address}feeds/policies/machi.xml"
    assert "新しいまち" in text_at(feed)
    recommended = content / "recommendations" / "keibi.yml"
    asked = recommended.read_text(encoding="utf-8")
    recommended.write_text(asked.replace("projects:\n  - matsuri\n", ""), encoding="utf-8")
    assert eventually(lambda: not answers(feed))
    assert log.read_text(encoding="utf-8").count("Building documentation") == before

    # Another page than there was: MkDocs puts it into its place.
    project = content / "projects" / "atarashii.yml"
    festival = (content / "projects" / "matsuri.yml").read_text(encoding="utf-8")
    project.write_text(festival.replace("祭り支援事業", "新しい事業"), encoding="utf-8")
    assert eventually(lambda: answers(f"{address}projects/atarashii/"))
    assert "新しい事業" in text_at(f"{address}projects/")
    project.unlink()
    assert eventually(lambda: not answers(f"{address}projects/atarashii/"))

    # A save right after another one, which leaves the file as large and as old as it was.
    for text in ("新しい町", "新しい村"):
        at = record.stat()
        record.write_text(good.replace(name, f"name: {text}"), encoding="utf-8")
        if text == "新しい村":
            os.utime(record, ns=(at.st_atime_ns, at.st_mtime_ns))
        assert eventually(partial(shows, f"{address}policies/machi/", text)), text

    # A page by hand is MkDocs's own.
    (content / "annai.md").write_text("# 案内\n\n手で書きました。\n", encoding="utf-8")
    assert eventually(lambda: answers(f"{address}annai/"))
    assert "手で書きました。" in text_at(f"{address}annai/")


def test_only_what_is_served_lets_mkdocs_script_in(address: str, town_site: Path) -> None:
    assert eventually(lambda: answers(address))
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        served = answer.read().decode()
    assert "<script>" in served  # it reloads the page after a save
    assert "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval';" in served
    assert "unsafe-inline" not in (town_site / "index.html").read_text(encoding="utf-8")


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except urllib.error.URLError:
        return False


def serve_in(folder: Path, port: int) -> subprocess.Popen[str]:
    """A server of the small base; what is left in its temporary folder is in `folder/tmp`."""
    (folder / "tmp").mkdir()
    config = configure(copy_base(folder / "content"), folder)
    command = ["mkdocs", "serve", "--livereload", "-f", str(config)]
    return subprocess.Popen(
        [sys.executable, "-m", *command, "--dev-addr", f"127.0.0.1:{port}"],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_page_is_there_as_soon_as_the_server_where_nothing_is_watched(tmp_path: Path) -> None:
    content = Path(shutil.copytree(TOWN, tmp_path / "content"))
    with served(content, "--no-livereload") as address:
        for page in ("surveys/2024/", "projects/", ""):  # the last of which the index asks for
            assert eventually(partial(answers_or_waits, address + page))


def answers_or_waits(url: str) -> bool:
    """Whether it answers; not yet while nobody listens. A page that is not there is an error."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        raise
    except urllib.error.URLError:
        return False


def test_a_port_that_is_taken_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said, _ = serve_in(tmp_path, port).communicate()
    assert f"http://127.0.0.1:{port}/ では表示できません（" in said
    assert "make serve PORT=" in said
    assert "Traceback" not in said
    assert not list((tmp_path / "tmp").iterdir())


@pytest.mark.parametrize("moment", ["Cleaning site directory", "Serving on"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_server_ends_in_order(moment: str, number: int, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve_in(tmp_path, port)
    assert server.stdout
    before = ""
    while moment not in before:
        before += server.stdout.readline()
    server.send_signal(number)  # in the first build, or while the index is made
    said, _ = server.communicate()
    assert server.returncode == (0 if moment == "Serving on" else 1)
    assert "Traceback" not in said
    assert not list((tmp_path / "tmp").iterdir())


def test_records_that_are_replaced_as_a_whole_are_seen(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = serve_in(tmp_path, port)
    assert server.stdout
    shutil.copytree(tmp_path / "content", tmp_path / "next")
    told: list[str] = []
    for line in server.stdout:
        told.append(line)
        if "Serving on" in line:
            (tmp_path / "content").rename(tmp_path / "before")
        if "直すまで、直前の正しいサイトを表示します。" in line:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                assert answer.status == 200
            (tmp_path / "next").rename(tmp_path / "content")
        if "".join(told).count("Reloading browsers") == 2:  # it is away, it is there again
            break
    server.terminate()
    server.communicate()
    assert server.returncode == 0
