"""A catalogue of voices on loopback, which can cut a line, damage a file, or not know how to go on."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass(slots=True)
class Catalogue:
    """What is served, and how it goes wrong."""

    files: dict[str, bytes] = field(default_factory=dict)
    rows: dict[str, object] = field(default_factory=dict)
    address: str = ""
    cut_after: int | None = None
    """The line breaks after so many bytes of a body."""
    goes_on: bool = True
    """Whether a range is obeyed."""
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Path and range of each request."""

    def add(self, model: Path, *, licence: str = "Licence: CC0") -> None:
        """Offer a voice."""
        name = model.stem
        base = f"en/en_GB/{name}/"
        own = {
            f"{base}{model.name}": model.read_bytes(),
            f"{base}{model.name}.json": Path(f"{model}.json").read_bytes(),
            f"{base}MODEL_CARD": f"# Model card\n\n* {licence}\n".encode(),
        }
        self.files.update({f"/{path}": body for path, body in own.items()})
        facts = {
            path: {"size_bytes": len(body), "md5_digest": hashlib.md5(body).hexdigest()}
            for path, body in own.items()
        }
        self.rows[name] = {"key": name, "language": {"code": "en_GB"}, "files": facts}
        self.files["/voices.json"] = json.dumps(self.rows).encode()


@contextlib.contextmanager
def serve_catalogue() -> Iterator[Catalogue]:
    """Serve until the block ends."""
    catalogue = Catalogue()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            catalogue.asked.append((self.path, wanted))
            body = catalogue.files.get(self.path)
            if body is None:
                self.send_error(404)
                return
            since = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and catalogue.goes_on else 0
            self.send_response(206 if since else 200)
            self.send_header("Content-Length", str(len(body) - since))
            self.end_headers()
            is_model = self.path.endswith(".onnx")
            end = since + catalogue.cut_after if catalogue.cut_after is not None and is_model else None
            self.wfile.write(body[since:end])
            self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    catalogue.address = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield catalogue
    finally:
        server.shutdown()
        server.server_close()
