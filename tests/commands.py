"""The project's commands, run in this process: nothing is imported or compiled once more."""

import logging
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from click.testing import CliRunner
from mkdocs.__main__ import cli as mkdocs
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig

from hyoka.__main__ import main as hyoka

_ROOT = Path(__file__).parent.parent
_COMMANDS = {"hyoka": hyoka, "mkdocs": mkdocs}


def run_here(module: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`hyoka` or `mkdocs`, run from the repository's root as `building.run` does.

    What belongs to a process (its settings, its signals, its end) is not tried by it.
    """
    assert not needs_process(environment)
    told = {"NO_MKDOCS_2_WARNING": "1"} | environment
    with chdir(_ROOT), _as_in_a_new_process():
        done = CliRunner().invoke(_COMMANDS[module], arguments, env=told, prog_name=module)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def needs_process(environment: dict[str, str]) -> bool:
    """Whether it holds what an interpreter reads as it starts, and never again."""
    return any(name.startswith(("PYTHON", "LC_", "LANG")) for name in environment)


@contextmanager
def _as_in_a_new_process() -> Iterator[None]:
    """The usual warnings, and of MkDocs neither a plugin nor a log that has been at work before."""
    logs = [logging.getLogger(name) for name in ("mkdocs", "mkdocs.commands.build")]
    before = [(log.propagate, log.level, log.filters[:], log.handlers[:]) for log in logs]
    plugins = MkDocsConfig.plugins
    assert isinstance(plugins, Plugins)
    plugins.plugin_cache.clear()
    try:
        with warnings.catch_warnings():
            warnings.resetwarnings()
            yield
    finally:
        for log, (propagate, level, filters, handlers) in zip(logs, before, strict=True):
            log.propagate = propagate
            log.setLevel(level)
            log.filters[:], log.handlers[:] = filters, handlers
