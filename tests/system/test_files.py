"""Files that are whole or not there."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import HeldOpenError, MisuseError
from bulletin.system import files
from bulletin.system.files import (
    copy_whole,
    part_file,
    put_in_place,
    require_folder,
    sweep_parts,
    write_whole,
)


def held_open(code: int) -> OSError:
    """Make what Windows raises when another program has the file."""
    error = PermissionError(13, "The process cannot access the file")
    error.winerror = code  # type: ignore[attr-defined,unused-ignore]
    return error


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Record the waits in place of waiting."""
    waited: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waited.append)
    return waited


@given(data=st.one_of(st.binary(max_size=500), st.text(max_size=500)))
def test_what_was_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, data: bytes | str
) -> None:
    path = tmp_path_factory.mktemp("files") / "new" / "folder" / "file"

    write_whole(path, data)

    assert path.read_bytes() == (data.encode() if isinstance(data, str) else data)
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_write_leaves_the_old_file_whole_and_no_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "latest.mp3"
    write_whole(path, b"yesterday")

    def fill(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"today")

    assert path.read_bytes() == b"yesterday"
    assert list(tmp_path.iterdir()) == [path]


def test_a_reader_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "latest.json"
    write_whole(path, "a" * 100_000)

    with path.open() as reader:
        write_whole(path, "b" * 100_000) if os.name != "nt" else None
        seen = reader.read()

    assert set(seen) == {"a"}


def test_a_copy_is_whole(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(os.urandom(50_000))

    copy_whole(source, tmp_path / "there" / "copy")

    assert (tmp_path / "there" / "copy").read_bytes() == source.read_bytes()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_another_user_may_read_what_is_published(tmp_path: Path) -> None:
    write_whole(tmp_path / "latest.mp3", b"sound")

    assert (tmp_path / "latest.mp3").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_file_that_is_held_open_for_a_moment_is_replaced_in_the_end(
    tmp_path: Path, waits: list[float], code: int
) -> None:
    path = tmp_path / "latest.mp3"
    path.write_bytes(b"old")
    refusals = [held_open(code), held_open(code)]

    def replace(part: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        os.replace(part, target)  # noqa: PTH105 - the call that stands behind it

    with part_file(path) as part:
        part.write_bytes(b"new")
        put_in_place(part, path, replace=replace)

    assert path.read_bytes() == b"new"
    assert waits == [0.1, 0.2]


def test_a_file_that_is_held_open_to_the_end_stays_and_is_named(tmp_path: Path, waits: list[float]) -> None:
    path = tmp_path / "latest.mp3"
    path.write_bytes(b"old")

    def refuse(part: Path, target: Path) -> None:
        raise held_open(32)

    with part_file(path) as part:
        part.write_bytes(b"new")
        with pytest.raises(HeldOpenError, match=r"latest\.mp3 is held open by another program"):
            put_in_place(part, path, replace=refuse)

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    assert sum(waits) == pytest.approx(3.1)


def test_any_other_refusal_is_raised_at_once(tmp_path: Path, waits: list[float]) -> None:
    path = tmp_path / "latest.mp3"

    def refuse(part: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    with part_file(path) as part, pytest.raises(OSError, match="No space left"):
        put_in_place(part, path, replace=refuse)

    assert waits == []


def test_a_folder_is_made_when_it_is_required(tmp_path: Path) -> None:
    require_folder(tmp_path / "new" / "folder")

    assert list((tmp_path / "new" / "folder").iterdir()) == []


def test_a_folder_that_is_a_file_is_misuse_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file")

    with pytest.raises(MisuseError, match=r"Cannot write in the folder .*output: .*--out"):
        require_folder(tmp_path / "output")


def test_old_parts_are_swept_and_new_ones_and_other_files_stay(tmp_path: Path) -> None:
    old, new, other = (
        tmp_path / name for name in (".latest.mp3.abc.part", ".latest.mp3.def.part", "latest.mp3")
    )
    for path in (old, new, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (time.time() - 7200, time.time() - 7200))

    swept = sweep_parts(tmp_path)

    assert swept == 1
    assert sorted(tmp_path.iterdir()) == sorted([new, other])


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    import subprocess

    path = tmp_path / "latest.mp3"
    write_whole(path, b"0" * 300_000)
    script = (
        "import sys, itertools\nfrom pathlib import Path\nfrom bulletin.system.files import write_whole\n"
        "for turn in itertools.count(1): write_whole(Path(sys.argv[1]), str(turn % 10).encode() * 300_000)\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    for moment in range(5):
        with subprocess.Popen([sys.executable, "-c", script, str(path)], env=env) as writer:
            time.sleep(0.15 + moment * 0.013)
            writer.kill()

        data = path.read_bytes()
        assert len(data) == 300_000
        assert len(set(data)) == 1
