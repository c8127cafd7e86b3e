"""A ceiling on a child's memory and processor time."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bulletin.system.limits import MIB, Hold, hold


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the limit back where Linux keeps it")
def test_the_limit_is_in_force_on_the_process_and_not_on_us() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        held = hold(process, memory_mb=256, cpu_s=3)

        limit = resource.prlimit(process.pid, resource.RLIMIT_AS)
        time = resource.prlimit(process.pid, resource.RLIMIT_CPU)
        process.communicate(b"\n")
    held.close()

    assert limit == (256 * MIB, 256 * MIB)
    assert time == (3, 4)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_process_that_has_ended_cannot_be_limited_and_that_is_no_trouble() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()

    hold(process, memory_mb=256).close()


def test_a_hold_may_be_closed_twice() -> None:
    held = Hold()

    held.close()
    held.close()


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="needs the limits of Linux")
def test_a_process_over_its_limit_is_refused_memory() -> None:
    script = "input()\ntry:\n bytearray(500_000_000)\nexcept MemoryError:\n print('refused')"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        hold(process, memory_mb=256)
        heard, _ = process.communicate(b"\n")

    assert heard.strip() == b"refused"
