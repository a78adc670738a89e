"""What `mkdocs serve` needs besides its builds: an address, an orderly end, watching that lasts."""

import logging
import os
import posixpath
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserverVFS

_INTERVAL = 0.1
"""Seconds between two looks at what is watched."""
_DELAY = 0.01
"""Seconds until nothing more of what a look found is told."""
_FIRST_FREE = 8000
"""The usual port; those below 1024 are the system's own."""


def end_in_order() -> None:
    """Let a closed terminal or a request to end do what Ctrl+C does: nothing is left behind."""
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.default_int_handler)


def try_address(host: str, port: int, words: Callable[..., str]) -> None:
    """See to it that the site can be shown at an address before it is built for a minute.

    Raises:
        Abort: it cannot, with the reason and how to name another port.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        if sys.platform != "win32":  # where it would let two share a port
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _or_abort(lambda: tried.bind((host, port)), host, port, words)


def _or_abort(bind: Callable[[], None], host: str, port: int, words: Callable[..., str]) -> None:
    try:
        bind()
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        other = port + 1 if _FIRST_FREE <= port < 1 << 16 - 1 else _FIRST_FREE
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        text = words("report.not_served", address=address, reason=reason, port=str(other))
        raise Abort(text) from None


def prepare(server: LiveReloadServer, watched: Iterable[str], words: Callable[..., str]) -> None:
    """Let a server tell in one line that its port is taken, and outlive failed builds.

    It sees changes of what is `watched` also where that was away for a while.
    """
    bind, build = server.server_bind, server.builder
    host, port = server.server_address[:2]

    def rebuild() -> None:
        try:
            build()
        except (MkDocsException, OSError) as error:
            # MkDocs would let every request wait until a build succeeds.
            logging.getLogger("mkdocs.plugins.hyoka").error(  # noqa: TRY400 - one line will do
                "%s\n%s", error, words("report.kept")
            )

    server.build_delay = _DELAY
    server.server_bind = lambda: _or_abort(bind, str(host), port, words)  # type: ignore[method-assign]
    server.builder = rebuild
    _end_before_it_began(server)
    _watch_for_good(server, watched)


def build_by(server: LiveReloadServer, refresh: Callable[[], bool], content: str) -> None:
    """Let a server show what is saved in `content` by `refresh`, where that can be done.

    It says whether it could. Where something else that is watched has changed since MkDocs last
    built the site, MkDocs builds it again.
    """

    def besides() -> _State:
        content_path = os.path.abspath(content)  # noqa: PTH100 - as MkDocs does
        return _state(path for path in server._watched_paths if path != content_path)  # noqa: SLF001

    build, built = server.builder, [besides()]

    def rebuild() -> None:
        found = besides()
        if built == [found] and refresh():
            return
        built[:] = []
        build()
        built[:] = [found]

    server.builder = rebuild


def build_again(server: LiveReloadServer) -> None:
    """Let a server build as if it had seen a change of what it watches."""
    with server._rebuild_cond:  # noqa: SLF001 - MkDocs has no other way
        server._want_rebuild = True  # noqa: SLF001
        server._rebuild_cond.notify_all()  # noqa: SLF001


_State = frozenset[tuple[str, int, int]]
"""Files, when they were changed, and how large they are."""


def _state(paths: Iterable[str]) -> _State:
    found = set()
    for path in map(Path, paths):
        for file in (path, *path.rglob("*")):
            with suppress(FileNotFoundError):
                known = file.stat()
                found.add((str(file), known.st_mtime_ns, known.st_size))
    return frozenset(found)


@contextmanager
def asking(ask: Callable[[str], None]) -> Iterator[None]:
    """Let MkDocs's server `ask` for each file before it answers, by its path in the site's folder.

    It is told so by its class: where nothing is watched (`--no-livereload`) no plugin gets to see
    the server.
    """
    answer = LiveReloadServer._serve_request  # noqa: SLF001 - MkDocs has no other way

    def answer_when_made(server: LiveReloadServer, environ: Any, start_response: Any) -> Any:  # noqa: ANN401 - WSGI
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith(server.mount_path) and not path.startswith("/livereload/"):
            with server._epoch_cond:  # noqa: SLF001
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)  # noqa: SLF001
            inside = posixpath.normpath(f"/{path[len(server.mount_path) :]}").lstrip("/")
            ask(inside)
            ask(posixpath.join(inside, "index.html"))
        return answer(server, environ, start_response)

    LiveReloadServer._serve_request = answer_when_made  # type: ignore[assignment, method-assign] # noqa: SLF001
    try:
        yield
    finally:
        LiveReloadServer._serve_request = answer  # type: ignore[method-assign] # noqa: SLF001


def _end_before_it_began(server: LiveReloadServer) -> None:
    """Let the thread that answers say nothing where Ctrl+C closed the server before it ran."""
    serve_forever = server.serve_forever

    def answer(poll_interval: float = _INTERVAL) -> None:
        try:
            serve_forever(poll_interval)
        except ValueError:
            if server.fileno() != -1:
                raise

    server.serve_forever = answer  # type: ignore[method-assign]


def _watch_for_good(server: LiveReloadServer, paths: Iterable[str]) -> None:
    """Watch what MkDocs watches already, of `paths`; its own way ends when a path is away once."""
    watched = []
    for path in paths:
        with suppress(KeyError):
            server.unwatch(path)
            watched.append(path)
    observer = PollingObserverVFS(_stat, os.scandir, polling_interval=_INTERVAL)
    server.observer = observer  # type: ignore[assignment]
    for path in watched:
        server.watch(path)


_AWAY = os.stat_result((stat.S_IFDIR, *[0] * 9))
"""A folder in which nothing lies."""


def _stat(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116 - as the observer wants it
    except (FileNotFoundError, NotADirectoryError):
        return _AWAY
