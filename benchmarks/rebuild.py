"""A process that builds a site of stock MkDocs, changes a page and builds again, as `serve` does.

`python -m benchmarks.rebuild CONFIGURATION FILE CHANGED` prints how many seconds the second build
took. FILE then has the text of CHANGED. What we take is in `benchmarks.whole`: ours makes a page
when it is asked for.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

_ADDRESS = "http://127.0.0.1:8000/"


def rebuild_seconds(configuration: Path, file: Path, changed: Path) -> float:
    """How long the build after a change takes, in seconds."""
    with tempfile.TemporaryDirectory() as site:
        build(_load(configuration, site), serve_url=_ADDRESS)
        shutil.copyfile(changed, file)
        start = time.perf_counter()
        # The server, too, reads the configuration again at each change.
        build(_load(configuration, site), serve_url=_ADDRESS)
        return time.perf_counter() - start


def _load(configuration: Path, site: str) -> MkDocsConfig:
    return load_config(config_file=str(configuration), site_dir=site, site_url=_ADDRESS)


if __name__ == "__main__":
    print(rebuild_seconds(*map(Path, sys.argv[1:4])))
