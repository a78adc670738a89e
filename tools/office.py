"""The spreadsheet program that the tests open published files with: LibreOffice without a window.

`make test` runs this module before pytest: what is missing is installed, and what cannot be
installed is a failure with a hint.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.debian import apt_install
from tools.programs import ask

_COMMANDS = ("soffice", "libreoffice", "localc")
_MAC = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
_PACKAGE = "libreoffice-calc-nogui"
"""Of Debian and Ubuntu the smallest that reads workbooks: 88 MB to fetch, 271 MB on the disk."""

AS_EXCEL = "Text - txt - csv (StarCalc):44,34,76,1,,1041,false,true"
"""How a CSV file is read: commas, quotation marks, UTF-8, from row 1, in Japanese; numbers and
dates are looked for in quoted cells too, and a cell that begins with `=` is computed."""

_HANGS = 600
"""Seconds after which it is thought to wait for something that never comes."""

_NO_OFFICE = f"""
hyoka: the tests need LibreOffice: none was found that runs, and none could be installed.
  Debian, Ubuntu: sudo apt-get install {_PACKAGE}
  Elsewhere: install LibreOffice, or name yours: SOFFICE=/path/to/soffice make test"""


def find_office() -> Path | None:
    """The LibreOffice to test with: $SOFFICE, or that of the system."""
    if named := os.environ.get("SOFFICE"):
        return Path(named) if _runs(Path(named)) else None
    on_path = [Path(found) for command in _COMMANDS if (found := shutil.which(command))]
    return next((office for office in (*on_path, _MAC) if _runs(office)), None)


def convert(
    office: Path, files: Sequence[Path], form: str, folder: Path, reading: str = ""
) -> list[Path]:
    """Open `files` with `office`, one start for all, and save each as `form` into `folder`.

    `reading`: LibreOffice's import filter with its options, such as `AS_EXCEL`; empty: it sees by
    itself what a file is.
    """
    if not files:  # it would wait for one
        return []
    with TemporaryDirectory(prefix="hyoka-office-") as profile:
        # A profile of its own: two that share one wait for each other, or one does nothing.
        own = ("--headless", "--norestore", f"-env:UserInstallation={Path(profile).as_uri()}")
        filtered = (f"--infilter={reading}",) if reading else ()
        into = ("--convert-to", form, "--outdir", str(folder))
        command = (str(office), *own, *filtered, *into, *map(str, files))
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_HANGS,
        )
    made = [folder / f"{file.stem}.{form}" for file in files]
    missing = [file.name for file in made if not file.is_file()]
    if done.returncode or missing:
        message = f"LibreOffice made no {', '.join(missing)}: {done.stdout}{done.stderr}"
        raise RuntimeError(message)
    return made


def main() -> None:
    """See to it that there is an office program, or end with a hint."""
    office = find_office()
    if office is None and "SOFFICE" not in os.environ:
        apt_install(_PACKAGE)
        office = find_office()
    if office is None:
        sys.exit(_NO_OFFICE)
    print(office)


def _runs(office: Path) -> bool:
    # A file alone proves nothing: a command may be a stub that asks for a snap.
    return office.is_file() and not ask(office, "--version").failure


if __name__ == "__main__":
    main()
