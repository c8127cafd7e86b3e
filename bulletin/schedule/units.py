"""What a system needs to start us: systemd units, a cron line, a Task Scheduler file. Text alone."""

from __future__ import annotations

import re
import shlex
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

EVERY_MINUTES = 5
STAY = timedelta(minutes=4, seconds=50)
"""How long a tick stays for what expires meanwhile: to just before the next one."""
LONGEST_TICK_MINUTES = 60
TASK_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

# `systemd.exec(5)`. No MemoryDenyWriteExecute: pyttsx3 speaks through ctypes, which writes code as it runs.
SANDBOX = """\
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=strict
ProtectHome=read-only
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictSUIDSGID=yes
RestrictRealtime=yes
RestrictNamespaces=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
LockPersonality=yes
SystemCallArchitectures=native
CapabilityBoundingSet=
"""
# A user's own manager has no right to the rest.
USER_SANDBOX = "NoNewPrivileges=yes\nLockPersonality=yes\nSystemCallArchitectures=native\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be started, for which station, and what it may write."""

    python: Path
    station: Path
    """Absolute."""
    writes: tuple[Path, ...] = ()
    """Folders besides the station's: output, and those of outlets."""
    user: str = ""
    """Whose service it is; empty for a user's own."""
    cache: str = ""
    """BULLETIN_CACHE, where it is set."""
    starts_programs: bool = False
    """Whether the station has programs of its own started, of which nobody knows what they write."""

    @property
    def name(self) -> str:
        """What the service is called, by the station folder's name."""
        slug = re.sub(r"[^a-z0-9]+", "-", self.station.name.lower()).strip("-")
        return f"bulletin-{slug}" if slug else "bulletin"

    @property
    def words(self) -> tuple[str, ...]:
        """The command line."""
        stay = f"{STAY.seconds}s"
        return (str(self.python), "-m", "bulletin", "tick", "--station", str(self.station), "--stay", stay)


def service(job: Job) -> str:
    """Write the systemd service: one tick."""
    own = not job.user
    lines = [
        "[Unit]",
        f"Description=Bulletin: what is due at {_plain(job.station.name)}",
        *(() if own else ("Wants=network-online.target", "After=network-online.target time-sync.target")),
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart={' '.join(map(_quoted, job.words))}",
        "# 4: done, and a part failed; people are told of that by ourselves.",
        "SuccessExitStatus=4",
        f"TimeoutStartSec={LONGEST_TICK_MINUTES}min",
        *_environment(job),
        *(() if own else (f"User={job.user}",)),
        _sandbox(job).rstrip("\n"),
        *(() if own else (_writable(str(path)) for path in (job.station, *job.writes))),
    ]
    return "\n".join(lines) + "\n"


def timer(job: Job) -> str:
    """Write the systemd timer; which slots are due the tick decides, on clock-change nights too."""
    return (
        "[Unit]\n"
        f"Description=Bulletin: every {EVERY_MINUTES} minutes at {_plain(job.station.name)}\n\n"
        "[Timer]\n"
        f"OnCalendar=*:0/{EVERY_MINUTES}:00\n"
        "AccuracySec=1s\n"
        "Persistent=true\n\n"
        "[Install]\n"
        "WantedBy=timers.target\n"
    )


def cron_lines(job: Job) -> str:
    """Write the two lines of a crontab: a mark to find them by, and the tick."""
    command = " ".join(shlex.quote(word) for word in job.words)
    # In a crontab % is the end of the command, unless it is escaped.
    return (
        f"{cron_mark(job)}\n*/{EVERY_MINUTES} * * * * {_cron(_cache_word(job) + command)} >/dev/null 2>&1\n"
    )


def cron_mark(job: Job) -> str:
    """Give the comment above our line."""
    return f"# {job.name}: {job.station}"


def without_cron(table: str, job: Job) -> str:
    """Take our lines out of a crontab."""
    lines = table.splitlines()
    ours = {n + k for n, line in enumerate(lines) if line == cron_mark(job) for k in (0, 1)}
    kept = [line for n, line in enumerate(lines) if n not in ours]
    return "\n".join(kept) + "\n" if kept else ""


def station_of(text: str) -> Path | None:
    """Find whose station a unit or a task of ours starts; None in one that is not ours."""
    found = re.search(r'--station"? (?:"(.+?)"|(\S+)) "?--stay', text)
    if found is None:
        return None
    path = found[1] or found[2]
    return (
        Path(re.sub(r"\\\\|%%|\$\$", lambda twice: twice[0][0], path)) if "[Service]" in text else Path(path)
    )


def windows_task(job: Job) -> str:
    """Write the task for Task Scheduler; it runs while its user is logged on, as on a playout's PC."""
    task = ET.Element("Task", version="1.2", xmlns=TASK_NAMESPACE)
    _add(task, "RegistrationInfo", Description=f"Bulletin: what is due at {job.station.name}")
    trigger = _add(_add(task, "Triggers"), "CalendarTrigger")
    # In the order of the schema's triggerBaseType.
    trigger.append(_text("StartBoundary", "2026-01-01T00:00:00"))
    _add(trigger, "Repetition", Interval=f"PT{EVERY_MINUTES}M", Duration="P1D")
    _add(trigger, "ScheduleByDay", DaysInterval="1")
    principal = _add(_add(task, "Principals"), "Principal", LogonType="InteractiveToken")
    principal.set("id", "Author")
    _add(
        task,
        "Settings",
        MultipleInstancesPolicy="IgnoreNew",
        DisallowStartIfOnBatteries="false",
        StopIfGoingOnBatteries="false",
        StartWhenAvailable="true",
        ExecutionTimeLimit=f"PT{LONGEST_TICK_MINUTES}M",
    )
    actions = _add(task, "Actions")
    actions.set("Context", "Author")
    _add(actions, "Exec", Command=job.words[0], Arguments=_windows_words(job.words[1:]))
    ET.indent(task)
    return '<?xml version="1.0" encoding="UTF-16"?>\n' + ET.tostring(task, encoding="unicode") + "\n"


def _environment(job: Job) -> tuple[str, ...]:
    if job.cache:
        return (
            f"Environment={_quoted(f'BULLETIN_CACHE={job.cache}')}",
            _writable(job.cache),
        )
    if not job.user:
        return ()
    # A service has no home that it may write: its clips and logs go where systemd makes room for them.
    return (f"CacheDirectory={job.name}", f"Environment=BULLETIN_CACHE=%C/{job.name}")


def _sandbox(job: Job) -> str:
    if not job.user:
        return USER_SANDBOX
    return SANDBOX.replace("ProtectSystem=strict", "ProtectSystem=full") if job.starts_programs else SANDBOX


def _writable(path: str) -> str:
    return f"ReadWritePaths={_quoted(f'-{path}')}"


def _cache_word(job: Job) -> str:
    return f"BULLETIN_CACHE={shlex.quote(job.cache)} " if job.cache else ""


def _quoted(word: str) -> str:
    """Quote a word for a unit file: % and $ have meanings of their own there."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).replace("%", "%%")


def _cron(command: str) -> str:
    return command.replace("%", "\\%")


def _windows_words(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"' if re.search(r"\s", word) else word for word in words)


def _add(parent: ET.Element, name: str, **texts: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    for key, text in texts.items():
        element.append(_text(key, text))
    return element


def _text(name: str, text: str) -> ET.Element:
    element = ET.Element(name)
    element.text = text
    return element
