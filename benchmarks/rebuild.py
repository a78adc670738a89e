"""A process that builds a site, changes one file and builds again, as `mkdocs serve` does.

`python -m benchmarks.rebuild CONFIGURATION FILE CHANGED` prints how many seconds the second build
took, and then, if the site has our search index, how many that took alone. FILE then has the text
of CHANGED.
"""

import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from hyoka.mkdocs_plugin import HyokaPlugin
from hyoka.search import build_index

_ADDRESS = "http://127.0.0.1:8000/"


def rebuild_seconds(configuration: Path, file: Path, changed: Path) -> Iterator[float]:
    """How long the build after a change takes, and the search index alone, in seconds."""
    with tempfile.TemporaryDirectory() as site:
        first = _load(configuration, site)
        first.plugins.on_startup(command="serve", dirty=False)
        build(first, serve_url=_ADDRESS)
        _rest()
        shutil.copyfile(changed, file)
        start = time.perf_counter()
        # The server, too, reads the configuration again at each change.
        second = _load(configuration, site)
        build(second, serve_url=_ADDRESS)
        yield time.perf_counter() - start
        _rest()
        plugin = second.plugins.get("hyoka")
        if isinstance(plugin, HyokaPlugin):
            start = time.perf_counter()
            build_index(plugin.search_pages, Path(site))
            yield time.perf_counter() - start
        second.plugins.on_shutdown()


def _rest() -> None:
    """Wait for what a build still does behind the reader's back."""
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()


def _load(configuration: Path, site: str) -> MkDocsConfig:
    return load_config(config_file=str(configuration), site_dir=site, site_url=_ADDRESS)


if __name__ == "__main__":
    print(*rebuild_seconds(*map(Path, sys.argv[1:4])))
