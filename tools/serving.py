"""A server for a built site, such as the tests and the screenshots look at."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as with any host of static sites

    def log_message(self, *_: object) -> None:
        """Say nothing: who serves says what there is to say."""


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that went away before its answer came."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a built folder; the address ends with `/`."""
    handler = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
