"""Real playout programs on loopback: found, configured in temp folders, started as nobody, killed at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

SOURCE_PASSWORD = "quiet-ward"
START_S = 30.0


def program(name: str) -> Path:
    """Find a program; without it a test fails in CI and is skipped elsewhere."""
    if sys.platform == "win32":
        pytest.skip(f"{name} is tested on Linux")
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/bin:/usr/local/bin:/usr/sbin")
    if found:
        return Path(found)
    reason = f"{name} is not installed (Debian: apt-get install {name})"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """Lend a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """Lend a folder that another user may read and write: pytest's own are closed to all but their owner."""
    with tempfile.TemporaryDirectory(prefix="playout-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder


@contextlib.contextmanager
def daemon(argv: Sequence[str | Path], *, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a session of its own, as nobody where we are root; its whole group is killed at the end."""
    argv = [str(word) for word in argv]
    with log.open("ab") as said:
        process = subprocess.Popen(
            argv,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env={**os.environ, "HOME": str(log.parent)},
            **_nobody(),
        )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _nobody() -> dict[str, object]:
    """Icecast and Liquidsoap refuse to run as root."""
    if os.geteuid() != 0:
        return {}
    import pwd  # POSIX only, as all of this is

    entry = pwd.getpwnam("nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def wait_for(
    question: Callable[[], bool], *, what: str, within_s: float = START_S, log: Path | None = None
) -> None:
    """Ask until the answer is yes."""
    ends = time.monotonic() + within_s
    while not question():
        if time.monotonic() > ends:
            said = log.read_text(errors="replace")[-2000:] if log and log.is_file() else ""
            raise AssertionError(f"{what} did not come within {within_s:g} s.\n{said}")
        time.sleep(0.05)


def answers(port: int) -> bool:
    """Whether somebody listens on a port of loopback."""
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@dataclass(kw_only=True)
class Icecast:
    """A real Icecast server that can be killed and started again on its port."""

    folder: Path
    port: int = field(default_factory=free_port)
    burst: bool = False
    """Whether a listener who comes gets what has just been played; Icecast does so if nobody says otherwise."""
    fallbacks: dict[str, str] = field(default_factory=dict)
    """Mount -> the mount whose sound its listeners get while nothing feeds it."""
    _running: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / "icecast.log"

    def start(self) -> None:
        """Start it, and wait until it listens."""
        config = self.folder / "icecast.xml"
        config.write_text(self._config(), encoding="utf-8")
        self._running.enter_context(daemon([program("icecast2"), "-c", config], log=self.log))
        wait_for(lambda: answers(self.port), what="Icecast", log=self.log)

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._running.close()

    def has_mount(self, mount: str) -> bool:
        """Whether a source feeds a mount."""
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", self.port), timeout=2) as asked,
        ):
            asked.sendall(f"GET /{mount} HTTP/1.0\r\n\r\n".encode())
            return b" 200 " in asked.recv(64)
        return False

    def _config(self) -> str:
        folder = escape(str(self.folder))
        mounts = "".join(
            f"<mount><mount-name>/{mount}</mount-name><fallback-mount>/{other}</fallback-mount>"
            "<fallback-override>1</fallback-override></mount>"
            for mount, other in self.fallbacks.items()
        )
        return f"""<icecast>
  <limits><clients>20</clients><sources>5</sources>
    <burst-on-connect>{int(self.burst)}</burst-on-connect></limits>
  <authentication><source-password>{SOURCE_PASSWORD}</source-password>
    <admin-user>admin</admin-user><admin-password>{SOURCE_PASSWORD}</admin-password></authentication>
  <hostname>localhost</hostname>
  <listen-socket><port>{self.port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
  {mounts}
  <paths><logdir>{folder}</logdir><webroot>/usr/share/icecast2/web</webroot>
    <adminroot>/usr/share/icecast2/admin</adminroot></paths>
  <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>3</loglevel></logging>
  <security><chroot>0</chroot></security>
</icecast>
"""


@contextlib.contextmanager
def icecast(
    folder: Path, *, burst: bool = False, fallbacks: dict[str, str] | None = None
) -> Iterator[Icecast]:
    """Lend a running Icecast server."""
    server = Icecast(folder=folder, burst=burst, fallbacks=fallbacks or {})
    try:
        server.start()
        yield server
    finally:
        server.kill()
