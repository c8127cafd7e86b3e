"""Every test of the store runs on both databases, with a clock that the test moves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.store import Store, open_store
from tests.support.postgresql import Server, postgresql_server


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 6, 50, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, **much: float) -> datetime:
        self.time += timedelta(**much)
        return self.time


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    with postgresql_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Run a test on each database."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Lend the address of a database that is not there yet, or is empty."""
    if kind == "sqlite":
        return str(tmp_path / "bulletin.db")
    server: Server = request.getfixturevalue("server")
    return server.new_database()


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keep a new station's file: making its tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("ready") / "bulletin.db"
    open_store(path).close()
    return path


@pytest.fixture(scope="session")
def ready_server(server: Server) -> Server:
    """Keep a new station's database on the server, for the same reason."""
    open_store(server.new_database("ready")).close()
    return server


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(kind: str, request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """Lend a new station's store."""
    if kind == "sqlite":
        url = shutil.copy(request.getfixturevalue("ready_file"), tmp_path / "station.db")
    else:
        url = request.getfixturevalue("ready_server").new_database(template="ready")
    with open_store(url, now=clock) as store:
        yield store
