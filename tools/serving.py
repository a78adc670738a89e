"""Servers for a built site: such as the tests look at, and such as hosts of static sites are."""

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

_INTERVAL = 0.02
"""Seconds between two looks whether it is to end: whoever ends it waits as long."""
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as with any host of static sites

    def log_message(self, *_: object) -> None:
        """Say nothing: who serves says what there is to say."""


class _Host(_Handler):
    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The headers, then the file: of a folder its index, of what is not there 404.html."""
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        lost = not file.is_file()
        if lost:
            file = Path(self.directory) / "404.html"
        body, kind = file.read_bytes(), self.guess_type(file)
        self.send_response(HTTPStatus.NOT_FOUND if lost else HTTPStatus.OK)
        if file.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, kind = gzip.compress(body), f"{kind}; charset=utf-8"
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        return io.BytesIO(body)


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that went away before its answer came."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a built folder; the address ends with `/`."""
    with _serving(folder, _Handler) as address:
        yield address


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """Serve a built folder as it will be published: compressed, to be kept, with its 404.html."""
    with _serving(folder, _Host) as address:
        yield address


@contextmanager
def _serving(folder: Path, handler: type[_Handler]) -> Iterator[str]:
    with _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(_INTERVAL,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
