"""Run a command and watch what it costs: wall time, CPU time, peak memory of its process tree (Linux)."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.02
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    """Resident memory, summed over the process tree; shared pages count once for each process."""
    peak_once_mib: float | None = None
    """The same, shared pages counted once (Linux's PSS): what the run takes of the machine's memory."""


def watch(argv: Sequence[str], *, env: Mapping[str, str], cwd: Path, weigh: bool = False) -> Cost:
    """
    Run a command to its end; raise when it fails.

    Args:
        argv: The command.
        env: All of its environment.
        cwd: Where it runs.
        weigh: Count shared pages once as well. Looking costs the run some time, so such a run is not timed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(argv, env=env, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    peaks = [0, 0]
    watcher = threading.Thread(target=_sample, args=(process, peaks, weigh), daemon=True)
    watcher.start()
    said, _ = process.communicate()
    wall_s = time.perf_counter() - started
    watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{argv[0]} ended with {process.returncode}:\n{said.decode(errors='replace')}")
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    once_mib = peaks[1] / MIB if weigh else None
    return Cost(wall_s=wall_s, cpu_s=cpu_s, peak_mib=peaks[0] / MIB, peak_once_mib=once_mib)


def _sample(process: subprocess.Popen[bytes], peaks: list[int], weigh: bool) -> None:
    while process.poll() is None:
        tree = _tree(process.pid)
        peaks[0] = max(peaks[0], sum(_resident(pid) for pid in tree))
        if weigh:
            peaks[1] = max(peaks[1], sum(_proportional(pid) for pid in tree))
        time.sleep(SAMPLE_S)


def _tree(root: int) -> list[int]:
    tree, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        tree.append(pid)
        try:
            for children in Path(f"/proc/{pid}/task").glob("*/children"):
                waiting.extend(int(child) for child in children.read_text().split())
        except OSError:
            continue  # it has ended meanwhile
    return tree


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    except (OSError, IndexError):
        return 0


def _proportional(pid: int) -> int:
    """Resident memory, each shared page divided by the number of those who share it."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0)
