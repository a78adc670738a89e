"""What is kept for the next process: only what was put there on this machine is ever read."""

import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hyoka.files import theme_folder
from hyoka.files.cache import FOLDER, OFF, RESTORED, SETTING, Cache, digest_of_hyoka, key_of
from tests.git_histories import begin, commit, git

pytestmark = pytest.mark.usefixtures("cached")

KEY, OTHER = key_of("a"), key_of("b")
VALUE = "値".encode() * 1000


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """One with a value."""
    folder = tmp_path / "city"
    folder.mkdir()
    made = Cache(folder)
    made.put("check", KEY, VALUE)
    assert Cache(folder).get("check", KEY) == VALUE
    return made


def _value(cache: Cache) -> Path:
    return cache.above / FOLDER / "check" / KEY


def _secret(cache: Cache) -> Path:
    return cache.above / FOLDER / "secret"


def test_a_value_is_found_under_its_kind_and_key_alone(cache: Cache) -> None:
    assert cache.get("check", OTHER) is None
    assert cache.get("pages", KEY) is None
    cache.put("check", KEY, b"")
    assert cache.get("check", KEY) == b""
    assert Cache(cache.above / "other").get("check", KEY) is None


@pytest.mark.parametrize("key", ["", "../x", "A" * 64, "a" * 63, f"{KEY}\n"])
def test_a_key_is_a_digest(cache: Cache, key: str) -> None:
    with pytest.raises(ValueError, match="check"):
        cache.get("check", key)
    with pytest.raises(ValueError, match=KEY):
        cache.put("../check", KEY, VALUE)


def _as_another_key(cache: Cache) -> None:
    cache.put("check", OTHER, b"other")
    shutil.copy(_value(cache).with_name(OTHER), _value(cache))


def _secret_again(cache: Cache) -> None:
    """As git would bring the very secret: the same bytes, set down later."""
    data = _secret(cache).read_bytes()
    _secret(cache).unlink()
    _secret(cache).write_bytes(data)


def _locked_secret_again(cache: Cache) -> None:
    _secret_again(cache)
    _secret(cache).chmod(0o400)


def _linked_secret(cache: Cache) -> None:
    _secret(cache).rename(cache.above / "elsewhere")
    _secret(cache).symlink_to(cache.above / "elsewhere")


def _linked_value(cache: Cache) -> None:
    _value(cache).rename(cache.above / "elsewhere")
    _value(cache).symlink_to(cache.above / "elsewhere")


def _linked(depth: int) -> Callable[[Cache], None]:
    def link(cache: Cache) -> None:
        folder = _value(cache).parents[depth]
        folder.rename(cache.above / "elsewhere")
        folder.symlink_to(cache.above / "elsewhere", target_is_directory=True)

    return link


def _writable(depth: int) -> Callable[[Cache], None]:
    return lambda cache: _value(cache).parents[depth].chmod(0o777)


def _changed(at: int) -> Callable[[Cache], None]:
    def change(cache: Cache) -> None:
        data = bytearray(_value(cache).read_bytes())
        data[at] ^= 1
        _value(cache).write_bytes(data)

    return change


def _grown(cache: Cache) -> None:
    _value(cache).write_bytes(_value(cache).read_bytes() + b" ")


def _as_folder(cache: Cache) -> None:
    _value(cache).unlink()
    _value(cache).mkdir()


SPOILED: dict[str, Callable[[Cache], None]] = {
    "the value's first byte": _changed(32),
    "its last byte": _changed(-1),
    "its signature": _changed(0),
    "cut short": lambda cache: os.truncate(_value(cache), 40),
    "empty": lambda cache: os.truncate(_value(cache), 0),
    "grown": _grown,
    "of another key": _as_another_key,
    "a folder": _as_folder,
    "no value": lambda cache: _value(cache).unlink(),
    "no secret": lambda cache: _secret(cache).unlink(),
    "the same secret, set down again": _secret_again,
    "the same secret, set down again and locked": _locked_secret_again,
    "a secret that its owner may write to": lambda cache: _secret(cache).chmod(0o600),
    "a secret elsewhere": _linked_secret,
    "a value elsewhere": _linked_value,
    "a folder elsewhere": _linked(0),
    "all folders elsewhere": _linked(1),
    "the outermost elsewhere": _linked(2),
    "a folder that anybody may write to": _writable(0),
    "folders that anybody may write to": _writable(1),
}


@pytest.mark.parametrize("how", SPOILED)
def test_what_is_not_as_it_was_put_there_is_not_read(cache: Cache, how: str) -> None:
    SPOILED[how](cache)
    assert cache.get("check", KEY) is None
    cache.put("check", KEY, b"anew")  # whether or not it can be kept there, nobody is troubled
    assert cache.get("check", KEY) in {b"anew", None}
    cache.keep("check", ())
    assert cache.get("check", KEY) is None


@pytest.mark.parametrize("how", ["copied", "cloned", "moved into place by git"])
def test_what_comes_from_elsewhere_is_not_read(cache: Cache, tmp_path: Path, how: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    if how == "copied":
        shutil.copytree(cache.above, elsewhere)
    else:
        begin(cache.above)
        git(cache.above, "add", "-f", ".cache")
        commit(cache.above, "2026-01-01")
        if how == "cloned":
            git(tmp_path, "clone", "-q", str(cache.above), str(elsewhere))
        else:
            elsewhere = cache.above
            shutil.rmtree(elsewhere / ".cache")
            git(elsewhere, "checkout", "-q", ".")
    assert (elsewhere / FOLDER / "check" / KEY).read_bytes() == _value(cache).read_bytes()
    assert Cache(elsewhere).get("check", KEY) is None
    Cache(elsewhere).put("check", KEY, b"anew")
    assert Cache(elsewhere).get("check", KEY) == b"anew"


def test_nothing_is_written_or_dropped_behind_a_linked_folder(tmp_path: Path) -> None:
    city, victim = tmp_path / "city", tmp_path / "victim"
    city.mkdir()
    (victim / "hyoka/check").mkdir(parents=True)
    (victim / "hyoka/check/letter").write_bytes(b"")
    (city / ".cache").symlink_to(victim, target_is_directory=True)
    cache = Cache(city)
    cache.put("check", KEY, VALUE)
    cache.keep("check", ())
    assert [file.name for file in victim.rglob("*")] == ["hyoka", "check", "letter"]


@pytest.mark.parametrize("name", ["secret", ".gitignore", f"check/{KEY}"])
def test_nothing_is_written_through_a_linked_file(tmp_path: Path, name: str) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"a letter")
    link = tmp_path / FOLDER / name
    link.parent.mkdir(parents=True, mode=0o700)
    link.symlink_to(victim)
    Cache(tmp_path).put("check", KEY, VALUE)
    assert victim.read_bytes() == b"a letter"
    assert Cache(tmp_path).get("check", KEY) == VALUE


def test_a_pipe_is_not_opened(cache: Cache) -> None:
    _value(cache).unlink()
    os.mkfifo(_value(cache))
    assert cache.get("check", KEY) is None
    cache.put("check", KEY, VALUE)
    assert cache.get("check", KEY) == VALUE


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_bytes(b"a file")
    cache = Cache(tmp_path)
    cache.put("check", KEY, VALUE)
    cache.keep("check", (KEY,))
    assert cache.get("check", KEY) is None
    assert [file.name for file in tmp_path.iterdir()] == [".cache"]


def test_only_what_is_named_is_kept(cache: Cache) -> None:
    cache.put("check", OTHER, b"other")
    cache.put("pages", OTHER, b"page")
    _value(cache).with_name(".half-written").write_bytes(b"")
    cache.keep("check", (OTHER,))
    assert [file.name for file in _value(cache).parent.iterdir()] == [OTHER]
    assert cache.get("check", OTHER) == b"other"
    assert cache.get("pages", OTHER) == b"page"


def test_git_and_other_users_see_nothing_of_it(cache: Cache) -> None:
    begin(cache.above)
    assert git(cache.above, "status", "--porcelain", "-uall") == ""
    if sys.platform != "win32":
        assert stat.S_IMODE((cache.above / FOLDER).stat().st_mode) == 0o700


def test_keys_differ_where_their_parts_do() -> None:
    keys = [
        key_of(),
        key_of(""),
        key_of("a", "b"),
        key_of("ab"),
        key_of("", "ab"),
        key_of("b", "a"),
    ]
    assert len({*keys, key_of("\udcff"), key_of("ÿ")}) == len(keys) + 2
    assert key_of("値") == key_of("値".encode())


def test_the_digest_of_hyoka_is_that_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = tmp_path / "theme"
    shutil.copytree(theme_folder.FOLDER, theme)
    monkeypatch.setattr(theme_folder, "FOLDER", theme)
    found = [digest_of_hyoka.__wrapped__()]
    (theme / "assets/new.css").write_bytes(b"")
    found.append(digest_of_hyoka.__wrapped__())
    (theme / "assets/new.css").write_bytes(b" ")
    found.append(digest_of_hyoka.__wrapped__())
    (theme / "assets/new.css").rename(theme / "assets/newer.css")
    found.append(digest_of_hyoka.__wrapped__())
    installed = tmp_path / "installed"
    (installed / "pydantic-9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(installed)
    found.append(digest_of_hyoka.__wrapped__())
    assert len(set(found)) == len(found)
    (theme / "__pycache__").mkdir()
    (theme / "__pycache__/a.pyc").write_bytes(b"")
    assert digest_of_hyoka.__wrapped__() == found[-1]


def test_where_it_is_off_nothing_is_found_or_kept(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, OFF)
    assert cache.get("check", KEY) is None
    cache.put("check", OTHER, VALUE)
    monkeypatch.delenv(SETTING)
    assert cache.get("check", KEY) == VALUE
    assert cache.get("check", OTHER) is None


def test_a_restored_folder_is_read_where_somebody_vouches_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, RESTORED)
    (tmp_path / "run").mkdir()
    Cache(tmp_path / "run").put("pages", KEY, VALUE)
    copy = Path(shutil.copytree(tmp_path / "run", tmp_path / "next"))
    assert Cache(copy).get("pages", KEY) == VALUE
    (copy / FOLDER / "pages" / KEY).write_bytes(b"x" * 40)
    assert Cache(copy).get("pages", KEY) is None
    monkeypatch.delenv(SETTING)
    assert Cache(copy).get("pages", KEY) is None
