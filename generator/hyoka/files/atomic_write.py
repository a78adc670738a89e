"""Files and folders that are written whole or not at all: beside their place, then moved there."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp


def replace_file(file: Path, content: str | bytes) -> None:
    """Write a file, text as UTF-8, in place of the one that stands there; a link is followed.

    It is on the disk before it takes its place, for of a record there is no other copy. What is no
    regular file, such as a pipe, is written to as it is.

    Raises:
        OSError: it cannot be written; `file` is as it was.
    """
    if file.exists() and not file.is_file():
        file.write_bytes(_bytes(content))
    else:
        replace_files({file: content})


def replace_files(contents: Mapping[Path, str | bytes], *, flush: bool = True) -> None:
    """Write regular files, each in place of the one that stands there; none before all are written.

    `flush`: wait until the disk has what is written, as of all that cannot be made again.

    Raises:
        OSError: one cannot be written; each is as it was, unless its last step, a rename, failed.
    """
    with ExitStack() as written:
        ready = [
            (written.enter_context(_beside(real, _bytes(content), flush=flush)), real)
            for file, content in contents.items()
            for real in [Path(os.path.realpath(file))]
        ]
        for new, file in ready:
            new.replace(file)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


@contextmanager
def _beside(file: Path, data: bytes, *, flush: bool) -> Iterator[Path]:
    """A new file with `data`, beside `file` and with its rights; it is gone after the block."""
    handle, name = mkstemp(dir=file.parent, prefix=f".{file.name[:100]}-")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
            if flush:
                opened.flush()
                os.fsync(opened.fileno())
        _take_rights(new, file)
        yield new
    finally:
        new.unlink(missing_ok=True)


def _take_rights(new: Path, file: Path) -> None:
    """A file that only its owner may write keeps its rights, and one that nobody may, too."""
    if file.exists():
        if not os.access(file, os.W_OK):
            raise PermissionError(13, os.strerror(13), str(file))
        shutil.copymode(file, new)
    else:
        new.chmod(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def create_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write `folder`, which is not there or is empty, with `files` by their paths; how many.

    Raises:
        OSError: it cannot be written; nothing is.
    """
    fixed = folder.exists() and _is_fixed(folder)
    place = folder if fixed else folder.parent
    with new_parents(folder), TemporaryDirectory(dir=place, prefix=".new-") as temporary:
        whole = Path(temporary, "files")
        whole.mkdir()
        count = _write_all(whole, files)
        if fixed:
            for entry in whole.iterdir():
                entry.rename(folder / entry.name)
        else:
            if folder.exists():
                folder.rmdir()
            whole.rename(folder)
    return count


def _is_fixed(folder: Path) -> bool:
    """Whether no other folder can take its place: somebody stands in it, or a link leads there."""
    return folder.is_symlink() or folder.is_mount() or folder.samefile(Path())


def _write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    count = 0
    for path, content in files:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        count += 1
    return count


@contextmanager
def new_parents(path: Path) -> Iterator[None]:
    """Make the folders above `path`; those that are new are removed again if the block fails.

    Raises:
        OSError: one cannot be made.
    """
    new = [folder for folder in path.parents if not folder.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except (OSError, KeyboardInterrupt):
        for folder in new:
            with suppress(OSError):  # it was not made, or somebody has put something there
                folder.rmdir()
        raise


def error_values(error: OSError, unnamed: str) -> dict[str, str]:
    """What the system says of a file: its path, or `unnamed`, and the reason."""
    named = error.filename2 or error.filename
    file = os.fsdecode(named) if isinstance(named, (str, bytes, os.PathLike)) else unnamed
    return {"file": file, "reason": error.strerror or str(error)}
