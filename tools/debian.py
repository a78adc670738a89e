"""Programs of the system that the tests need, from Debian's packages where they are missing."""

import os
import shutil
import subprocess
import sys


def apt_install(*packages: str) -> None:
    """Install Debian packages; where apt or the right to use it is missing, do nothing."""
    apt, root_by = shutil.which("apt-get"), _root_by()
    if apt is None or root_by is None:
        return
    unasked = (*root_by, "env", "DEBIAN_FRONTEND=noninteractive", apt)
    run(*unasked, "update", "--quiet")
    run(*unasked, "install", "--yes", "--quiet", "--no-install-recommends", *packages)


def can_install() -> bool:
    """Whether packages can be installed here without a password."""
    return shutil.which("apt-get") is not None and _root_by() is not None


def run(*command: str) -> None:
    """Say and run what installs something; whether it helped is seen by what is there then."""
    print("+", *command, flush=True)
    subprocess.run(command, stdin=subprocess.DEVNULL, check=False)


def _root_by() -> tuple[str, ...] | None:
    """What to put before a command to run it as root without a password; None: impossible."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        sudo = None
    return (sudo, "-n") if sudo else None
