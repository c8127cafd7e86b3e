"""Folders and shares: whole files only, and what is done where renaming is refused."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.config.outlets import FolderTable
from bulletin.errors import HeldOpenError, PublishError
from bulletin.model import Edition
from bulletin.publish.outlet import Surroundings
from bulletin.publish.outlets.directory import directory_outlet

Refusal = Callable[[Path, Path], None]


@pytest.fixture
def playout(tmp_path: Path) -> Path:
    folder = tmp_path / "playout"
    folder.mkdir()
    return folder


def outlet_of(playout: Path, around: Surroundings, *, replace: Refusal = os.replace, **words: Any) -> Any:
    table = FolderTable(name="there", kind="folder", folder=playout, names=("news.mp3",), **words)
    return directory_outlet(table, around, replace=replace)


def refuses_over_a_file(part: Path, path: Path) -> None:
    """A share that renames, but not over a file."""
    if path.exists():
        raise FileExistsError(errno.EEXIST, "File exists")
    part.rename(path)


def refuses_always(part: Path, path: Path) -> None:
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


def is_another_disk(part: Path, path: Path) -> None:
    if part.parent != path.parent:
        raise OSError(errno.EXDEV, "Invalid cross-device link")
    part.replace(path)


@pytest.mark.parametrize(
    ("replace", "told"),
    [
        (os.replace, "renamed into place"),
        (refuses_over_a_file, "moved away first"),
        (refuses_always, "written in place"),
    ],
)
@pytest.mark.parametrize("was_there", [True, False])
def test_the_file_is_whole_and_nothing_is_left_whatever_the_share_can_do(
    replace: Refusal,
    told: str,
    was_there: bool,
    playout: Path,
    around: Surroundings,
    edition: Edition,
    sound: Path,
) -> None:
    if was_there:
        (playout / "news.mp3").write_bytes(b"the one before")

    receipt = outlet_of(playout, around, replace=replace).send(edition)

    assert [p.name for p in playout.iterdir()] == ["news.mp3"]
    assert (playout / "news.mp3").read_bytes() == sound.read_bytes()
    assert told in receipt.checked or (not was_there and "renamed into place" in receipt.checked)


def test_a_share_that_breaks_off_half_way_has_its_old_file_back(
    playout: Path, around: Surroundings, edition: Edition
) -> None:
    (playout / "news.mp3").write_bytes(b"the one before")
    tries: list[str] = []

    def breaks(part: Path, path: Path) -> None:
        tries.append(path.name)
        if part.suffix == ".part":
            raise (
                OSError(errno.EIO, "Input/output error")
                if len(tries) > 2
                else OSError(errno.EEXIST, "File exists")
            )
        part.rename(path)

    with pytest.raises(PublishError, match="Input/output error"):
        outlet_of(playout, around, replace=breaks).send(edition)

    assert (playout / "news.mp3").read_bytes() == b"the one before"
    assert [p.name for p in playout.iterdir()] == ["news.mp3"]


def test_the_copy_is_made_outside_the_watched_folder(
    playout: Path, around: Surroundings, edition: Edition, tmp_path: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    seen: list[tuple[Path, list[str]]] = []

    def watch(part: Path, path: Path) -> None:
        seen.append((part.parent, [p.name for p in playout.iterdir()]))
        part.replace(path)

    outlet_of(playout, around, replace=watch, work=work).send(edition)

    assert seen == [(work, [])]


def test_a_work_folder_on_another_disk_still_ends_with_a_rename(
    playout: Path, around: Surroundings, edition: Edition, tmp_path: Path, sound: Path
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (playout / "news.mp3").write_bytes(b"the one before")

    receipt = outlet_of(playout, around, replace=is_another_disk, work=work).send(edition)

    assert (playout / "news.mp3").read_bytes() == sound.read_bytes()
    assert "from the other disk" in receipt.checked
    assert list(work.iterdir()) == []


def test_a_share_that_is_not_connected_is_named_and_not_made(
    playout: Path, around: Surroundings, edition: Edition
) -> None:
    with pytest.raises(PublishError, match="connect the share"):
        outlet_of(playout / "gone", around).send(edition)

    assert not (playout / "gone").exists()


def test_a_playout_that_holds_the_file_open_is_named(
    playout: Path, around: Surroundings, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bulletin.system.files.REPLACE_WAITS_S", (0.0,))
    (playout / "news.mp3").write_bytes(b"on air")

    def held(part: Path, path: Path) -> None:
        error = PermissionError(errno.EACCES, "The process cannot access the file")
        error.winerror = 32  # type: ignore[attr-defined]
        raise error

    with pytest.raises(HeldOpenError, match=r"news\.mp3 is held open"):
        outlet_of(playout, around, replace=held).send(edition)

    assert (playout / "news.mp3").read_bytes() == b"on air"


def test_a_full_disk_leaves_the_old_file_and_no_part(
    playout: Path, around: Surroundings, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    (playout / "news.mp3").write_bytes(b"the one before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("bulletin.publish.outlets.directory.shutil.copyfile", full)
    with pytest.raises(PublishError, match="No space left"):
        outlet_of(playout, around).send(edition)

    assert [p.name for p in playout.iterdir()] == ["news.mp3"]


def test_what_a_killed_run_left_goes_after_an_hour(
    playout: Path, around: Surroundings, edition: Edition
) -> None:
    old, new = playout / ".news.mp3.1.part", playout / ".news.mp3.2.part"
    old.write_bytes(b"")
    new.write_bytes(b"")
    os.utime(old, (time.time() - 7200,) * 2)

    outlet_of(playout, around).send(edition)

    assert not old.exists()
    assert new.exists()


def test_the_playout_may_read_what_another_user_publishes(
    playout: Path, around: Surroundings, edition: Edition
) -> None:
    outlet_of(playout, around).send(edition)

    assert os.name == "nt" or (playout / "news.mp3").stat().st_mode & 0o044 == 0o044
