"""What was made once, kept on the disk for the next process; whoever deletes it loses only time.

It lies in `.cache/hyoka` in a folder of the caller's choice: a folder for each kind of value, and
in it a file for each value, named by its key. Nothing in it is ever run.

Nothing in it is trusted either, for a proposal can bring files of these names. Each value is signed
with a secret that lies beside it, together with the moment in which the system set that down
(`st_ctime`, which no program can choose), and nobody may write to the secret: git makes no such
file. So of what was not put there on this machine, in this very folder, nothing is read, wherever
it comes from. git is not asked what it tracks: what it brings is signed wrongly. A folder that was
copied, cloned or restored begins anew, unless who restored it vouches for it (`RESTORED`).
"""

import hashlib
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hyoka.files import theme_folder
from hyoka.files.atomic_write import replace_files

FOLDER = Path(".cache", "hyoka")
"""Where the values lie, as seen from the folder that the cache is given."""
SETTING = "HYOKA_CACHE"
"""The variable of the environment that says how far the folder is trusted."""
OFF = "off"
"""Of `SETTING`: nothing is found or kept."""
RESTORED = "restored"
"""Of `SETTING`: a workflow restored the folder from what it kept itself, and removed what the
commit brought: its secret holds wherever it lies."""
_SECRET = "secret"  # noqa: S105 - its file's name
_SECRET_BYTES = 32
_SIGNATURE_BYTES = 32
_KEY = re.compile(r"[0-9a-f]{64}")
_KIND = re.compile(r"[a-z]+")
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ANYBODY_MAY_WRITE = stat.S_IWUSR | _OTHERS_MAY_WRITE


@dataclass(frozen=True, slots=True)
class Cache:
    """Values of several kinds by their keys, each the SHA-256 digest of all that it depends on.

    Where the folder cannot be written, is a link or another user's, nothing is found or kept.
    """

    above: Path
    """The folder that holds `FOLDER`: the one in which the content's folder lies."""

    @property
    def is_used(self) -> bool:
        """Whether anything may be found or kept: else nobody need make a key."""
        return os.environ.get(SETTING) != OFF

    def get(self, kind: str, key: str) -> bytes | None:
        """The value that was put there under the key; none where it is not, or another wrote it."""
        if not self.is_used:
            return None
        file, secret = self._file(kind, key), self._secret()
        if secret is None or not _is_own_folder(file.parent):
            return None
        data = _read(file) or b""
        signature, value = data[:_SIGNATURE_BYTES], data[_SIGNATURE_BYTES:]
        return value if signature == _signature(secret, kind, key, value) else None

    def put(self, kind: str, key: str, data: bytes) -> None:
        """Keep a value under its key; where that cannot be, nothing happens."""
        if not self.is_used:
            return
        file = self._file(kind, key)
        with suppress(OSError):
            if (secret := self._secret() or self._new_secret()) is not None:
                file.parent.mkdir(mode=0o700, exist_ok=True)
                if _is_own_folder(file.parent):
                    _write(file, _signature(secret, kind, key, data) + data)

    def keep(self, kind: str, keys: Iterable[str]) -> None:
        """Drop all values of a kind but those of `keys`, and what a killed process left there."""
        if not self.is_used:
            return
        folder, kept = self._folder / kind, frozenset(keys)
        with suppress(OSError):
            if _is_own_folder(self._folder) and _is_own_folder(folder):
                for file in [file for file in folder.iterdir() if file.name not in kept]:
                    with suppress(OSError):  # another process has dropped it, or it is a folder
                        file.unlink()

    @property
    def _folder(self) -> Path:
        return self.above / FOLDER

    def _file(self, kind: str, key: str) -> Path:
        if not _KIND.fullmatch(kind) or not _KEY.fullmatch(key):
            raise ValueError(kind, key)
        return self._folder / kind / key

    def _secret(self) -> bytes | None:
        """What values are signed with; none where there is no secret that was made here."""
        file = self._folder / _SECRET
        if not _is_own_folder(self._folder) or (data := _read(file)) is None:
            return None
        try:
            status = file.lstat()
        except OSError:
            return None
        if status.st_mode & _ANYBODY_MAY_WRITE:
            return None
        place = f"{status.st_ino} {status.st_ctime_ns}"
        if os.environ.get(SETTING) == RESTORED:
            place = RESTORED
        return hashlib.sha256(data + place.encode()).digest()

    def _new_secret(self) -> bytes | None:
        """The same, made where it can be.

        Raises:
            OSError: it cannot be written.
        """
        if self._folder.parent.is_symlink():
            return None
        self._folder.parent.mkdir(exist_ok=True)
        self._folder.mkdir(mode=0o700, exist_ok=True)
        if _is_own_folder(self._folder):
            secret = self._folder / _SECRET
            _write(secret.with_name(".gitignore"), b"*\n")
            _write(secret, os.urandom(_SECRET_BYTES))
            secret.chmod(0o400)
        return self._secret()


def _signature(secret: bytes, kind: str, key: str, value: bytes) -> bytes:
    begun = f"{kind}/{key}/".encode()
    return hashlib.blake2b(begun + value, key=secret, digest_size=_SIGNATURE_BYTES).digest()


def _is_own_folder(folder: Path) -> bool:
    """Whether it is there, no link, its parent no link, and nobody else's to write to."""
    try:
        status = folder.lstat()
        is_linked = folder.parent.is_symlink()
    except OSError:
        return False
    if is_linked or not stat.S_ISDIR(status.st_mode):
        return False
    return sys.platform == "win32" or (
        status.st_uid == os.getuid() and not status.st_mode & _OTHERS_MAY_WRITE
    )


def _read(file: Path) -> bytes | None:
    """What a regular file holds; none of what is none: a link or a pipe is never opened."""
    try:
        return file.read_bytes() if stat.S_ISREG(file.lstat().st_mode) else None
    except OSError:
        return None


def _write(file: Path, data: bytes) -> None:
    """Put a file in the place of whatever stands there: a link is not followed."""
    file.unlink(missing_ok=True)
    replace_files({file: data}, flush=False)


def key_of(*parts: str | bytes) -> str:
    """A key for what depends on all of the parts, in their order."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@cache
def digest_of_hyoka() -> str:
    """A digest of all that decides what this program makes of its input; in a process always one.

    Those are the files of the package and the theme, byte by byte; Python; and the versions of
    whatever is installed beside, by the names of their folders.
    """
    folders = [Path(__file__).parents[1]]
    if theme_folder.FOLDER.is_dir():  # the package may have been copied without
        folders.append(theme_folder.FOLDER)
    files = [(path, folder / path) for folder in folders for path in sorted(_files(folder))]
    parts = [part for path, file in files for part in (path, file.read_bytes())]
    return key_of(sys.version, *_installed(), *parts)


def _installed() -> Iterator[str]:
    """The name and version of each distribution that can be imported: `pydantic-2.14.dist-info`."""
    for folder in sys.path:
        with suppress(OSError):
            names = [file.name for file in Path(folder).iterdir()]
            yield from sorted(name for name in names if name.endswith((".dist-info", ".egg-info")))


def _files(folder: Path, inside: str = "") -> Iterator[str]:
    """The paths of all files in the folder but for those that Python itself keeps there."""
    for one in os.scandir(folder / inside):
        path = f"{inside}{one.name}"
        if one.is_dir():
            if one.name != "__pycache__":
                yield from _files(folder, f"{path}/")
        elif not one.name.endswith(".pyc"):
            yield path
