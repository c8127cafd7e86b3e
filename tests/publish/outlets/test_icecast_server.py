"""Refusals of a real Icecast server, and a test that is heard back through it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin.config.outlets import IcecastTable
from bulletin.errors import NoRetryError, PublishError
from bulletin.model import Edition
from bulletin.publish.outlet import TEST_MODE, Surroundings
from bulletin.publish.outlets.icecast import IcecastOutlet
from bulletin.publish.outlets.icecast_source import Mount, connect
from tests.support.playout import SOURCE_PASSWORD, Icecast, icecast, open_folder

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[Icecast]:
    with open_folder() as folder, icecast(folder) as lent:
        yield lent


def outlet(
    server: Icecast, around: Surroundings, *, password: str = SOURCE_PASSWORD, mount: str = "/a.mp3"
) -> IcecastOutlet:
    table = IcecastTable(name="stream", kind="icecast", host="127.0.0.1", port=server.port, mount=mount)
    return IcecastOutlet(table, replace(around, secret=lambda _: password))


def hold(server: Icecast, path: str) -> Mount:
    return Mount(
        host="127.0.0.1",
        port=server.port,
        path=path,
        user="source",
        password=SOURCE_PASSWORD,
        tls=False,
        station="x",
        public=False,
    )


def test_a_wrong_password_is_refused_in_words(
    server: Icecast, around: Surroundings, edition: Edition
) -> None:
    with pytest.raises(NoRetryError, match="refused the user source or the password") as caught:
        outlet(server, around, password="wrong-pass-word").send(edition)

    assert "wrong-pass-word" not in str(caught.value)


def test_a_mount_in_use_is_told_in_words(server: Icecast, around: Surroundings, edition: Edition) -> None:
    source = connect(hold(server, "/busy.mp3"))
    try:
        with pytest.raises(PublishError, match=r"the mount /busy\.mp3 is in use"):
            outlet(server, around, mount="/busy.mp3").send(edition)
    finally:
        source.close()


def test_too_many_sources_are_told_in_words(server: Icecast, around: Surroundings, edition: Edition) -> None:
    sources = [connect(hold(server, f"/{number}.mp3")) for number in range(5)]
    try:
        with pytest.raises(PublishError, match="as many sources as it allows"):
            outlet(server, around).send(edition)
    finally:
        for source in sources:
            source.close()


def test_a_test_is_heard_back_through_the_server(
    server: Icecast, around: Surroundings, edition: Edition
) -> None:
    receipt = outlet(server, around, mount="/test.mp3").send(replace(edition, mode=TEST_MODE))

    assert "a listener got" in receipt.checked
    assert "title shown" in receipt.checked


def test_the_password_is_in_no_process_list_while_it_plays(
    server: Icecast, around: Surroundings, edition: Edition
) -> None:
    import threading

    seen: list[str] = []
    pushing = threading.Thread(target=outlet(server, around, mount="/ps.mp3").send, args=(edition,))
    pushing.start()
    while pushing.is_alive():
        seen.append(subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout)
        pushing.join(timeout=0.2)

    assert seen
    assert all(SOURCE_PASSWORD not in listing for listing in seen)
    assert all(
        SOURCE_PASSWORD not in path.read_text(errors="replace") for path in Path(server.folder).glob("*.log")
    )
