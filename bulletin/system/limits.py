"""A ceiling on a child's memory and processor time: resource limits on POSIX, a job object on Windows."""

from __future__ import annotations

import contextlib
import ctypes
import subprocess
import sys
from typing import Any

MIB = 1024 * 1024


class Hold:
    """A limit in force; it ends when the child does, or with `close`."""

    def __init__(self, handle: int | None = None) -> None:
        self._handle = handle

    def close(self) -> None:
        """Give the operating system its handle back."""
        if self._handle is not None and sys.platform == "win32":
            ctypes.WinDLL("kernel32").CloseHandle(ctypes.c_void_p(self._handle))
        self._handle = None


def hold(process: subprocess.Popen[bytes], *, memory_mb: int, cpu_s: int | None = None) -> Hold:
    """
    Limit the memory, and the processor time, of a process that was just started.

    Where the operating system will not (macOS has no limit for another process), the deadline and the
    byte cap on what the child is given still hold.
    """
    if sys.platform == "win32":
        return Hold(_job_object(process, memory_mb * MIB, cpu_s))
    with contextlib.suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.prlimit(process.pid, resource.RLIMIT_AS, (memory_mb * MIB, memory_mb * MIB))
        if cpu_s is not None:
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))
    return Hold()


# winnt.h: JOB_OBJECT_LIMIT_PROCESS_MEMORY and _TIME, JobObjectExtendedLimitInformation, and the start of
# JOBOBJECT_EXTENDED_LIMIT_INFORMATION, of which only the flags and these two limits are set.
_LIMIT_PROCESS_MEMORY = 0x0100
_LIMIT_PROCESS_TIME = 0x0002
_UNITS_OF_100_NS = 10_000_000
_EXTENDED_LIMIT_INFORMATION = 9


class _ExtendedLimits(ctypes.Structure):
    _fields_ = [
        ("process_user_time", ctypes.c_int64),
        ("job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    ]


def _job_object(process: subprocess.Popen[bytes], limit_bytes: int, cpu_s: int | None) -> int | None:
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return None
    wanted = _ExtendedLimits(limit_flags=_LIMIT_PROCESS_MEMORY, process_memory=limit_bytes)
    if cpu_s is not None:
        wanted.limit_flags |= _LIMIT_PROCESS_TIME
        wanted.process_user_time = cpu_s * _UNITS_OF_100_NS
    handle = ctypes.c_void_p(int(process._handle))  # type: ignore[attr-defined,unused-ignore]
    kernel.SetInformationJobObject(
        ctypes.c_void_p(job), _EXTENDED_LIMIT_INFORMATION, ctypes.byref(wanted), ctypes.sizeof(wanted)
    )
    kernel.AssignProcessToJobObject(ctypes.c_void_p(job), handle)
    return int(job)
