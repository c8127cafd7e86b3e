"""A PostgreSQL server of our own, on loopback, for as long as the tests run."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

START_WITHIN_S = 20.0
USER = "bulletin"


class Server:
    """A running server; it can be stopped and started again, as machines are."""

    def __init__(self, programs: Path, folder: Path, port: int, password: str) -> None:
        self.port = port
        self.password = password
        self._programs = programs
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0

    def new_database(self, name: str = "", *, template: str = "template1") -> str:
        """Make a database, empty or like another, and give its URL."""
        self._databases += 1
        name = name or f"station_{self._databases}"
        self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{name}"

    def say(self, sql: str, *, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(sql)

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "shared_buffers": "16MB",
        }
        words = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        argv = [
            str(self._programs / "postgres"),
            "-D",
            str(self._folder / "data"),
            "-p",
            str(self.port),
            *words,
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", **_as_nobody_special()
            )
        self._wait()

    def stop(self) -> None:
        """Stop at once: connections are broken off, what was committed stays."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(START_WITHIN_S)
            self._process = None

    def _wait(self) -> None:
        import psycopg

        end = time.monotonic() + START_WITHIN_S
        while True:
            try:
                self.say("SELECT 1")
                return
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)


@contextlib.contextmanager
def postgresql_server() -> Iterator[Server]:
    """Lend a server; without its programs a test fails in CI and is skipped elsewhere."""
    programs = _programs()
    # A folder of pytest's is closed to the user that the server must run as.
    folder = Path(tempfile.mkdtemp(prefix="bulletin-postgresql-"))
    try:
        _give(folder)
        password = secrets.token_hex(8)
        (folder / "password").write_text(password, encoding="ascii")
        _give(folder / "password")
        subprocess.run(
            [str(programs / "initdb"), "-D", str(folder / "data"), "-U", USER, "-A", "scram-sha-256",
             "--pwfile", str(folder / "password"), "-E", "UTF8", "--locale=C", "--no-sync"],
            check=True, cwd="/", stdout=subprocess.DEVNULL, **_as_nobody_special(),
        )  # fmt: skip
        server = Server(programs, folder, _free_port(), password)
        try:
            server.start()
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = shutil.which("initdb")
    homes = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    homes = [home for home in homes if (home / "initdb").is_file() and (home / "postgres").is_file()]
    if homes:
        return homes[-1]
    reason = "PostgreSQL's server is not here. Install Debian's postgresql package."
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def _as_nobody_special() -> dict[str, Any]:
    """PostgreSQL refuses to run as root; its package brings a user for it."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if is_root else {}


def _give(path: Path) -> None:
    if _as_nobody_special():
        shutil.chown(path, "postgres", "postgres")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
