"""Publishing under faults that are put into it from outside: a kill, a full disk or a broken one at each system call."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bulletin.publish.live import put_live
from bulletin.publish.places import Places
from tests.support.paths import PROJECT
from tests.support.playout import program

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="strace and private mounts are Linux"),
]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CALLS = ("openat", "write", "sendfile", "fsync", "/rename")
FAULTS = ("signal=SIGKILL", "error=ENOSPC", "error=EIO")
BEGINS = "/the-change-begins"

# It knows its own sign for the first system call that counts; what came before is the interpreter's.
CHANGE = f"""
import contextlib, sys
from datetime import datetime
from pathlib import Path
from bulletin.publish.live import put_live
from bulletin.publish.places import Places

root, audio, record, expires_at = sys.argv[1:]
with contextlib.suppress(OSError):
    open("{BEGINS}")
try:
    put_live(
        Places(root=Path(root)), audio=Path(audio), record=record, feed="<rss/>",
        expires_at=datetime.fromisoformat(expires_at),
    )
except OSError as error:
    sys.exit(f"refused: {{error}}")
"""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """An edition, or the filler, as it lies in its dated folder."""

    audio: Path
    expires_at: datetime

    @property
    def record(self) -> str:
        return json.dumps({"audio": self.audio.name, "expires_at": self.expires_at.isoformat()})


@dataclass(frozen=True, kw_only=True)
class Fault:
    call: str
    kind: str
    at: int

    @property
    def words(self) -> list[str]:
        return ["-e", f"inject={self.call}:{self.kind}:when={self.at}"]


def piece(folder: Path, name: str, *, valid: timedelta) -> Piece:
    audio = folder / f"{name}.mp3"
    audio.write_bytes(name.encode() * 50_000)
    return Piece(audio=audio, expires_at=NOW + valid)


def put(places: Places, one: Piece) -> None:
    put_live(places, audio=one.audio, record=one.record, feed="<rss/>", expires_at=one.expires_at)


def change(places: Places, new: Piece, *traced: str) -> subprocess.CompletedProcess[str]:
    """Put a piece live from a program of its own under strace."""
    strace = [program("strace"), "-f", "-qq", "--seccomp-bpf", "-e", f"trace={','.join(CALLS)}", *traced]
    words = [places.root, new.audio, new.record, new.expires_at.isoformat()]
    return subprocess.run(
        [*strace, sys.executable, "-c", CHANGE, *words],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=60,
    )


def every_fault(places: Places, new: Piece, log: Path) -> list[Fault]:
    """Watch an undisturbed change; give each fault at each of its system calls."""
    assert change(places, new, "-o", str(log)).returncode == 0
    before, during = log.read_text().split(BEGINS, maxsplit=1)
    faults = []
    for call in CALLS:
        pattern = re.compile(rf"^\d+ +{call.replace('/', '')}\w*\(", re.MULTILINE)
        first = len(pattern.findall(before))
        last = first + len(pattern.findall(during))
        faults += [Fault(call=call, kind=kind, at=at) for at in range(first + 1, last + 1) for kind in FAULTS]
    return faults


def require_safe(places: Places, old: Piece, new: Piece, when: str) -> None:
    """The live audio is one of the two, whole, and nothing says that it lives longer than it may."""
    live = places.audio.read_bytes()
    assert live in (old.audio.read_bytes(), new.audio.read_bytes()), when
    allowed = (old if live == old.audio.read_bytes() else new).expires_at
    assert int(places.expiry.read_text()) <= allowed.timestamp(), when
    record = json.loads(places.record.read_text())
    assert record in (json.loads(old.record), json.loads(new.record)), when
    assert datetime.fromisoformat(record["expires_at"]) <= allowed, when


@pytest.mark.parametrize(
    ("old_valid", "new_valid"),
    [
        pytest.param(timedelta(hours=1), timedelta(hours=2), id="over a bulletin that expires sooner"),
        pytest.param(timedelta(days=365), timedelta(hours=2), id="over the filler, which expires later"),
    ],
)
def test_a_fault_at_any_system_call_leaves_a_whole_file_that_is_never_stale(
    tmp_path: Path, old_valid: timedelta, new_valid: timedelta
) -> None:
    places = Places(root=tmp_path / "live")
    old, new = piece(tmp_path, "old", valid=old_valid), piece(tmp_path, "new", valid=new_valid)
    put(places, old)
    faults = every_fault(places, new, tmp_path / "strace.log")
    assert len(faults) > 60

    for fault in faults:
        put(places, old)
        done = change(places, new, *fault.words)

        when = f"{fault}: exit {done.returncode}"
        require_safe(places, old, new, when)
        if done.returncode == 0:
            assert places.audio.read_bytes() == new.audio.read_bytes(), when
            assert int(places.expiry.read_text()) == new.expires_at.timestamp(), when
            assert json.loads(places.record.read_text()) == json.loads(new.record), when
        if fault.kind != "signal=SIGKILL":
            assert done.returncode in (0, 1), when + done.stderr
            assert not list(places.root.glob(".*.part")), when


# Run in a mount namespace of its own, so that the disk is gone with the program.
SMALL_DISK = """
import contextlib, errno, json, os, subprocess, sys
from datetime import datetime
from pathlib import Path
from bulletin.publish.live import put_live
from bulletin.publish.places import Places

disk, old, new, old_until, new_until, fault = sys.argv[1:]
mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]
if subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
    sys.exit(99)
places = Places(root=Path(disk) / "live")

def put(audio, until):
    put_live(
        places, audio=Path(audio), record=json.dumps({"expires_at": until}), feed="<rss/>",
        expires_at=datetime.fromisoformat(until),
    )

def state():
    return {
        "audio": "old" if places.audio.read_bytes() == Path(old).read_bytes() else "new",
        "complete": places.audio.read_bytes() in (Path(old).read_bytes(), Path(new).read_bytes()),
        "record": json.loads(places.record.read_text())["expires_at"],
        "expires": int(places.expiry.read_text()),
        "parts": [part.name for part in places.root.glob(".*.part")],
    }

put(old, old_until)
ballast = Path(disk) / "ballast"
if fault == "full":
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
else:
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
refused = ""
try:
    put(new, new_until)
except OSError as error:
    refused = errno.errorcode[error.errno]
during = state()
if fault == "full":
    ballast.unlink()
else:
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
put(new, new_until)
print(json.dumps({"refused": refused, "during": during, "after": state()}))
"""


@pytest.mark.parametrize("old_valid", [timedelta(hours=1), timedelta(days=365)], ids=["sooner", "later"])
@pytest.mark.parametrize(("fault", "refusal"), [("full", "ENOSPC"), ("read-only", "EROFS")])
def test_a_disk_that_takes_nothing_leaves_everything_as_it_is(
    tmp_path: Path, fault: str, refusal: str, old_valid: timedelta
) -> None:
    old, new = piece(tmp_path, "old", valid=old_valid), piece(tmp_path, "new", valid=timedelta(hours=2))
    disk = tmp_path / "disk"
    disk.mkdir()

    seen = on_a_small_disk(disk, old, new, fault)

    assert seen["refused"] == refusal
    assert seen["during"] == as_live("old", old)
    assert seen["after"] == as_live("new", new)


def as_live(name: str, one: Piece) -> dict[str, object]:
    until = one.expires_at
    return {
        "audio": name,
        "complete": True,
        "record": until.isoformat(),
        "expires": int(until.timestamp()),
        "parts": [],
    }


def on_a_small_disk(disk: Path, old: Piece, new: Piece, fault: str) -> dict[str, object]:
    unshare = shutil.which("unshare")
    if unshare is None or os.geteuid() != 0:
        pytest.skip("a small disk of our own needs root and unshare (Debian: util-linux)")
    pieces = (old.audio, new.audio, old.expires_at.isoformat(), new.expires_at.isoformat())
    done = subprocess.run(
        [
            unshare,
            "--mount",
            "--propagation",
            "private",
            sys.executable,
            "-c",
            SMALL_DISK,
            disk,
            *pieces,
            fault,
        ],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    if done.returncode == 99 or "unshare failed" in done.stderr:
        pytest.skip("this machine lets nobody mount, not even root")
    assert done.returncode == 0, done.stderr
    seen: dict[str, object] = json.loads(done.stdout)
    return seen
