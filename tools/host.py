"""A server that answers as hosts of static sites do: compressed, to be kept, 404.html when lost."""

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

_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """The headers, then the file: of a folder its index, of what is not there 404.html."""
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        lost = not file.is_file()
        if lost:
            file = Path(self.directory) / "404.html"
        body = file.read_bytes()
        packed = file.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        if packed:
            body = gzip.compress(body)
        self.send_response(HTTPStatus.NOT_FOUND if lost else HTTPStatus.OK)
        self.send_header("Content-Type", self._type(file))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        return io.BytesIO(body)

    def _type(self, file: Path) -> str:
        guessed = self.guess_type(file)
        return f"{guessed}; charset=utf-8" if file.suffix in _COMPRESSED else guessed

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing of a browser that went away before its answer came."""


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """Serve a built folder while the block lasts; the address ends with `/`."""
    handler = functools.partial(_Handler, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
