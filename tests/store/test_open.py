"""Opening: ours, or refused in one line with the name of the thing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bulletin.errors import MissingToolError, MisuseError, StoreError
from bulletin.store import open_store
from bulletin.store.schema import VERSION
from tests.store.conftest import Clock
from tests.support.postgresql import Server


def test_a_new_database_is_made_and_found_again(url: str, clock: Clock) -> None:
    with open_store(url, now=clock) as store:
        store.event(None, "opened", "first")

    with open_store(url, now=clock) as store:
        assert [event.text for event in store.events()] == ["first"]


def test_a_file_is_set_so_that_a_power_cut_loses_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "bulletin.db") as store, store._reading() as connection:
        told = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "application_id",
                "user_version",
            )
        }

    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 10_000,
        "application_id": 0x424C544E,
        "user_version": VERSION,
    }


def test_a_closed_database_is_one_file(tmp_path: Path, clock: Clock) -> None:
    with open_store(tmp_path / "bulletin.db", now=clock) as store:
        store.event(None, "opened", "first")

    assert [path.name for path in tmp_path.iterdir()] == ["bulletin.db"]


@pytest.mark.parametrize("address", ["sqlite:///{}", "{}"])
def test_a_file_can_be_named_as_an_address(tmp_path: Path, address: str) -> None:
    path = tmp_path / "100 % Zoë" / "bulletin.db"

    open_store(address.format(path)).close()

    assert path.is_file()


def test_a_database_of_a_newer_bulletin_is_refused(url: str) -> None:
    with open_store(url) as store, store._writing() as connection:
        connection.execute(text("UPDATE bulletin_version SET version_num = '9002'"))
        if connection.dialect.name == "sqlite":
            connection.execute(text("PRAGMA user_version = 9002"))

    with pytest.raises(
        StoreError, match=rf"newer bulletin \(its version is 9002, this one knows {VERSION}\)\. Update"
    ):
        open_store(url)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "playout.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE slots (cart INTEGER)")
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"playout\.db is the database of another program"):
        open_store(path)

    assert path.read_bytes() == before


def test_tables_of_another_program_on_a_server_are_refused(server: Server) -> None:
    url = server.new_database()
    server.say("CREATE TABLE stories (title text)", database=url.rsplit("/", 1)[1])

    with pytest.raises(StoreError, match="holds tables of another program"):
        open_store(url)


def test_a_file_that_is_no_database_is_refused_by_name_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bulletin.toml"
    path.write_text("[station]\nname = 'Elderby'\n" * 100, encoding="ascii")
    before = path.read_bytes()

    with pytest.raises(StoreError, match=r"bulletin\.toml is no database"):
        open_store(path)

    assert path.read_bytes() == before


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="Cannot open"):
        open_store(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "wall").write_text("a file", encoding="ascii")

    with pytest.raises(StoreError, match=r"Cannot make the folder .*wall"):
        open_store(tmp_path / "wall" / "bulletin.db")


def test_a_damaged_file_is_one_line(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "bulletin.db"
    open_store(path).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    with (
        pytest.raises(StoreError, match=r"bulletin\.db is damaged\. Put a backup in its place"),
        open_store(path) as store,
    ):
        store.stopped()


def test_a_file_whose_tables_are_gone_is_one_line(tmp_path: Path, clock: Clock) -> None:
    with open_store(tmp_path / "bulletin.db", now=clock) as store, store._writing() as connection:
        connection.execute(text("DROP TABLE stops"))

    with (
        pytest.raises(StoreError, match=r"bulletin\.db cannot be used: no such table: stops\."),
        open_store(tmp_path / "bulletin.db") as store,
    ):
        store.stopped()


def test_a_server_that_is_not_there_is_one_line_without_the_password() -> None:
    with pytest.raises(
        StoreError, match=r"^Cannot reach the database station on 127\.0\.0\.1:1: .*server runs\.$"
    ) as told:
        open_store("postgresql://bulletin:hunter2@127.0.0.1:1/station")

    assert "hunter2" not in str(told.value)


def test_a_wrong_password_is_one_line(server: Server) -> None:
    wrong = server.new_database().replace(server.password, "hunter2")

    with pytest.raises(StoreError, match=r"^The database .* refused the user or the password") as told:
        open_store(wrong)

    assert "hunter2" not in str(told.value)


def test_a_database_that_nobody_made_is_one_line(server: Server) -> None:
    with pytest.raises(StoreError, match=r"^The database nowhere on .* does not exist\. Make it"):
        open_store(server.url("nowhere"))


@pytest.mark.parametrize(
    "address", ["mysql://bulletin:hunter2@host/station", "postgresql://a:hunter2@host:port/x", "://hunter2"]
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(MisuseError, match=r"\[store\] url") as told:
        open_store(address)

    assert "hunter2" not in str(told.value)


def test_a_missing_driver_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(MissingToolError, match=r"pip install bulletin\[postgresql\]"):
        open_store("postgresql://bulletin@127.0.0.1:1/station")


def test_the_rooms_learn_of_the_store_without_its_library() -> None:
    code = "import sys, bulletin.store; print([name for name in ('sqlalchemy', 'alembic', 'sqlite3') if name in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


def test_a_database_that_is_up_to_date_opens_without_the_migrations(tmp_path: Path) -> None:
    open_store(tmp_path / "bulletin.db").close()
    code = "import sys; from bulletin.store import open_store; open_store(sys.argv[1]).close(); print('alembic' in sys.modules)"

    said = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "bulletin.db")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "False"
