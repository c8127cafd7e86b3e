"""A password is in no log, database, process list, error, page or pack, whatever a station does with it."""

from __future__ import annotations

import os
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bulletin.cli.main import COMMANDS
from tests.support.cli import Ran, run_bulletin
from tests.support.news import write_copy
from tests.support.playout import Icecast, icecast, open_folder

PASSWORD = "Wend&Marsh/4711 Ent%20e"
FORMS = (PASSWORD, "Wend%26Marsh%2F4711%20Ent%2520e", "Wend&amp;Marsh", "Wend\\u0026Marsh")


@pytest.fixture
def server(httpserver: HTTPServer) -> HTTPServer:
    """One that refuses every password, and tells it back in its answer."""

    def refuse(request: Request) -> Response:
        told = request.headers.get("Authorization", "") + request.headers.get("X-API-Key", "")
        return Response(f"wrong password: {told} {PASSWORD}", status=401)

    httpserver.expect_request("/feed.xml").respond_with_handler(refuse)
    httpserver.expect_request("/hook").respond_with_handler(refuse)
    httpserver.expect_request("/api/station/1/files").respond_with_handler(refuse)
    return httpserver


@pytest.fixture
def stream() -> Iterator[Icecast]:
    """A real one, which has another password."""
    with open_folder() as folder, icecast(folder) as running:
        yield running


@pytest.fixture
def radio(station: Path, server: HTTPServer, stream: Icecast) -> Path:
    """A station that uses its password in every way, all of them refused."""
    write_copy(station / "copy")
    (station / "bulletin.toml").write_text(
        f"""\
[station]
zone = "Europe/London"

[[source]]
name = "copy"
address = "copy"

[[source]]
name = "paper"
address = "{server.url_for("/feed.xml")}"
permission = "Jo Bell"

[network]
private_hosts = ["{server.host}:{server.port}"]

[[programme]]
name = "news"
voices = ["tone"]
length = "0:30"
every = "hour"

[[outlet]]
name = "stream"
kind = "icecast"
host = "127.0.0.1"
port = {stream.port}
mount = "/live"
wait = false
tries = 1

[[outlet]]
name = "cloud"
kind = "azuracast"
address = "{server.url_for("").rstrip("/")}"
station = "1"
tries = 1

[alerts]
webhook = "{server.url_for("/hook")}"
""",
        encoding="utf-8",
    )
    address = server.url_for("/feed.xml").replace("://", f"://reader:{FORMS[1]}@")
    secrets = station / "secrets.toml"
    secrets.write_text(
        f'[outlet.stream]\npassword = "{PASSWORD}"\n[outlet.cloud]\npassword = "{PASSWORD}"\n'
        f'[source.paper]\naddress = "{address}"\n',
        encoding="utf-8",
    )
    secrets.chmod(0o600)
    return station


class Watch:
    """Reads the process list over and over."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join(timeout=5)

    def _look(self) -> None:
        while not self._over.is_set():
            self.seen.update(command_lines())
            time.sleep(0.02)


def command_lines() -> Iterator[str]:
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield process.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue


def written_in(*folders: Path) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and path.name != "secrets.toml":
                yield path, path.read_bytes().decode("utf-8", "replace")


@pytest.mark.slow
def test_a_password_is_nowhere_but_in_its_file(radio: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    env = {"BULLETIN_CACHE": str(cache)}
    wanted = (
        ("check",),
        ("make",),
        ("run", "news"),
        ("tick",),
        ("status",),
        ("stop", "--by", "Ada", "--reason", "a test"),
        ("resume", "--by", "Ada"),
        ("outlet", "test", "stream"),
        ("outlet", "test", "cloud"),
        ("handover",),
        ("pack", tmp_path / "packs" / "a.zip"),
    )

    with Watch() as watch:
        ran: list[Ran] = [
            run_bulletin(*words, "--station", radio, env=env) for words in wanted if words[0] in COMMANDS
        ]

    said = [line for one in ran for line in (one.out, one.err)]
    basic = b64encode(f"source:{PASSWORD}".encode()).decode()
    for form in (*FORMS, basic):
        assert not [line for line in said if form in line]
        assert not [path for path, text in written_in(radio, cache, tmp_path / "packs") if form in text]
        if os.name != "nt":
            assert not [line for line in watch.seen if form in line]
    assert any("outlet" in line for line in said)
