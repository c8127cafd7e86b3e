"""FTP and SFTP against real servers: what they cannot do, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bulletin.config.outlets import TABLES
from bulletin.errors import NoRetryError, PublishError
from bulletin.model import Edition
from bulletin.publish.outlet import Outlet, Surroundings, find_outlet
from tests.support.servers import PASSWORD, USER, Server, ftp_server, sftp_server

Make = Callable[..., Outlet]


@pytest.fixture(params=["ftp", "sftp"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextmanager
def server_of(kind: str, base: Path, **words: Any) -> Iterator[Server]:
    folder = base / "there"
    folder.mkdir()
    make = ftp_server if kind == "ftp" else sftp_server
    with make(folder, base / "trust", **words) as server:
        yield server


def outlet_at(kind: str, server: Server, around: Surroundings, **words: Any) -> Outlet:
    plain = {"tls": False} if kind == "ftp" else {"known_hosts": server.trust}
    table = TABLES[kind].model_validate(
        {
            "name": "there",
            "kind": kind,
            "host": "127.0.0.1",
            "port": server.port,
            "user": USER,
            **plain,
            **words,
        }
    )
    return find_outlet(kind)(table, around)


def test_a_server_that_renames_over_nothing_gets_the_new_file_all_the_same(
    kind: str, tmp_path: Path, around: Surroundings, edition: Edition, sound: Path
) -> None:
    with server_of(kind, tmp_path, renames_over=False) as server:
        (server.folder / "bulletin.mp3").write_bytes(b"the one before")

        receipt = outlet_at(kind, server, around).send(edition)

        assert (server.folder / "bulletin.mp3").read_bytes() == sound.read_bytes()
        assert [p.name for p in server.folder.iterdir()] == ["bulletin.mp3"]
    assert "replaces none" in receipt.checked


def test_folders_in_a_name_are_made(
    kind: str, tmp_path: Path, around: Surroundings, edition: Edition, sound: Path
) -> None:
    with server_of(kind, tmp_path) as server:
        receipt = outlet_at(kind, server, around, names=("{year}/{month}/{date}.mp3",)).send(edition)

        (found,) = server.folder.rglob("*.mp3")

        assert found.read_bytes() == sound.read_bytes()
        assert found.relative_to(server.folder).as_posix() == f"{edition.slot:%Y/%m/%Y-%m-%d}.mp3"
    assert f"{sound.stat().st_size} bytes there" in receipt.checked


def test_a_wrong_password_is_not_tried_again_and_not_shown(
    kind: str, tmp_path: Path, around: Surroundings, edition: Edition
) -> None:
    with server_of(kind, tmp_path) as server:
        outlet = outlet_at(kind, server, replace(around, secret=lambda _: "wrong-pass-word"))

        with pytest.raises(NoRetryError, match="refused the user radio") as caught:
            outlet.send(edition)

    assert "wrong-pass-word" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(
    kind: str, tmp_path: Path, around: Surroundings, edition: Edition
) -> None:
    with server_of(kind, tmp_path) as server, pytest.raises(PublishError, match="folder"):
        outlet_at(kind, server, around, folder="nowhere").send(edition)


def test_a_stranger_is_sent_nothing_over_ssh(tmp_path: Path, around: Surroundings, edition: Edition) -> None:
    with server_of("sftp", tmp_path) as server:
        server.trust.write_text("", encoding="utf-8")

        with pytest.raises(NoRetryError, match=r"does not know 127\.0\.0\.1.*ssh -p"):
            outlet_at("sftp", server, around).send(edition)

        assert list(server.folder.iterdir()) == []


def test_a_certificate_that_nobody_vouches_for_is_refused(
    tmp_path: Path, around: Surroundings, edition: Edition
) -> None:
    with server_of("ftp", tmp_path, tls=True) as server:
        with pytest.raises(PublishError, match="certificate is not trusted"):
            outlet_at("ftp", server, around, tls=True).send(edition)

        assert list(server.folder.iterdir()) == []


def test_a_password_never_goes_to_a_server_that_does_not_encrypt(
    tmp_path: Path, around: Surroundings, edition: Edition
) -> None:
    with server_of("ftp", tmp_path) as server, pytest.raises(NoRetryError, match="does not encrypt"):
        outlet_at("ftp", server, around, tls=True).send(edition)


def test_a_key_opens_the_door_instead_of_a_password(
    tmp_path: Path, around: Surroundings, edition: Edition
) -> None:
    with server_of("sftp", tmp_path) as server:
        (tmp_path / "bad-key").write_text("no key", encoding="utf-8")

        with pytest.raises(NoRetryError, match="cannot be read"):
            outlet_at("sftp", server, around, key=tmp_path / "bad-key").send(edition)


def test_no_word_of_the_library_shows_the_password(
    kind: str, tmp_path: Path, around: Surroundings, edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")

    with server_of(kind, tmp_path) as server:
        outlet_at(kind, server, around).send(edition)

    told = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("pyftpdlib"))
    assert PASSWORD not in told
