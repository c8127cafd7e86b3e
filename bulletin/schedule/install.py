"""Install: let the system start us by itself, and take that back. Done twice, it is done once."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bulletin.config.station import FILE_NAME, Station
from bulletin.errors import BulletinError, MisuseError
from bulletin.schedule.units import Job, cron_lines, service, station_of, timer, windows_task, without_cron
from bulletin.system.files import write_whole
from bulletin.system.programs import run
from bulletin.system.typed import typed

PROGRAM_S = 30.0
SYSTEM_UNITS = Path("/etc/systemd/system")


class Way(StrEnum):
    """What starts us."""

    SYSTEMD = "systemd"
    CRON = "cron"
    WINDOWS = "windows"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is written where; nothing is done yet."""

    way: Way
    job: Job
    user: bool
    files: tuple[tuple[str, str], ...]
    """Name and text; for cron the lines that are added."""


def usual_way() -> Way:
    """Choose what this system has."""
    if os.name == "nt":
        return Way.WINDOWS
    return Way.SYSTEMD if Path("/run/systemd/system").is_dir() else Way.CRON


def plan(station: Station, *, way: Way, user: bool) -> Plan:
    """
    Write down what an installation consists of.

    Raises:
        MisuseError: There is no station folder.
    """
    if station.folder is None:
        raise MisuseError("Name the station folder with --station.")
    own = user or way is not Way.SYSTEMD
    job = Job(
        python=_python(way),
        station=station.folder.resolve(),
        writes=_written(station),
        user="" if own else station.folder.owner(),  # may write there, and need not be root
        cache=os.environ.get("BULLETIN_CACHE", ""),
        starts_programs=_starts_programs(station),
    )
    files: tuple[tuple[str, str], ...] = (
        (f"{job.name}.service", service(job)),
        (f"{job.name}.timer", timer(job)),
    )
    if way is Way.CRON:
        files = (("crontab", cron_lines(job)),)
    elif way is Way.WINDOWS:
        files = ((f"{job.name}.xml", windows_task(job)),)
    return Plan(way=way, job=job, user=user, files=files)


def install(wanted: Plan) -> str:
    """
    Do it; return one line that says what starts us now.

    Raises:
        BulletinError: The system's program refused or is not there.
    """
    _refuse_namesake(wanted)
    if wanted.way is Way.CRON:
        table = without_cron(_crontab(), wanted.job) + wanted.files[0][1]
        _must(["crontab", "-"], stdin=table)
        return "cron calls bulletin every five minutes."
    if wanted.way is Way.WINDOWS:
        _create_task(wanted)
        return f"Task Scheduler calls bulletin every five minutes, as the task {wanted.job.name}."
    _require("systemctl", "Use --cron instead.")
    for name, text in wanted.files:
        _write(units_folder(wanted.user) / name, text)
    _must([*_systemctl(wanted.user), "daemon-reload"])
    _must([*_systemctl(wanted.user), "enable", "--now", f"{wanted.job.name}.timer"])
    said = f"The timer {wanted.job.name}.timer calls bulletin every five minutes."
    return f"{said} To run while nobody is logged in: loginctl enable-linger" if wanted.user else said


def uninstall(wanted: Plan) -> str:
    """
    Take it back; nothing happens where nothing is installed.

    Raises:
        BulletinError: The system's program refused or is not there.
    """
    _refuse_namesake(wanted)
    if wanted.way is Way.CRON:
        table = _crontab()
        left = without_cron(table, wanted.job)
        if left != table:
            _must(["crontab", "-"], stdin=left)
    elif wanted.way is Way.WINDOWS:
        run(["schtasks", "/Delete", "/F", "/TN", wanted.job.name], timeout_s=PROGRAM_S)
    else:
        _require("systemctl", "Use --cron instead.")
        run([*_systemctl(wanted.user), "disable", "--now", f"{wanted.job.name}.timer"], timeout_s=PROGRAM_S)
        for name, _ in wanted.files:
            (units_folder(wanted.user) / name).unlink(missing_ok=True)
        _must([*_systemctl(wanted.user), "daemon-reload"])
    return f"Nothing starts bulletin for {wanted.job.station} any more."


def units_folder(user: bool) -> Path:
    """Find where unit files go."""
    if not user:
        return SYSTEM_UNITS
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "systemd" / "user"


def _refuse_namesake(wanted: Plan) -> None:
    """
    Leave alone what starts another station whose folder has the same name; one that is gone has no say.

    Raises:
        MisuseError: There is one.
    """
    other = station_of(_installed(wanted))
    if other is None or other == wanted.job.station or not (other / FILE_NAME).is_file():
        return
    raise MisuseError(
        f"{wanted.job.name} starts another station, {other}. Give this station's folder another name, "
        f"or take the other out first: bulletin schedule uninstall --station {typed(other)}"
    )


def _installed(wanted: Plan) -> str:
    """Read what is installed under a plan's name; cron's lines are told apart by the folder itself."""
    if wanted.way is Way.CRON:
        return ""
    if wanted.way is Way.WINDOWS:
        done = run(["schtasks", "/Query", "/XML", "/TN", wanted.job.name], timeout_s=PROGRAM_S)
        return "" if done.code else done.stdout.decode("utf-8", "replace")
    path = units_folder(wanted.user) / wanted.files[0][0]
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _written(station: Station) -> tuple[Path, ...]:
    """Find the folders that a run writes into, outside of the station folder."""
    assert station.folder is not None
    folders = [station.output, *filter(None, [station.cache])]
    folders += [
        station.folder / folder
        for row in station.settings.outlet
        if isinstance(folder := getattr(row, "folder", None), Path)
    ]
    inside = station.folder.resolve()
    return tuple(
        dict.fromkeys(path.resolve() for path in folders if not path.resolve().is_relative_to(inside))
    )


def _starts_programs(station: Station) -> bool:
    kinds = {row.kind for row in station.settings.outlet}
    return "command" in kinds or bool(station.settings.alerts.command)


def _python(way: Way) -> Path:
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")  # no black window over the playout
    return windowless if way is Way.WINDOWS and windowless.is_file() else python


def _create_task(wanted: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / wanted.files[0][0]
        file.write_text(wanted.files[0][1], encoding="utf-16")
        _must(["schtasks", "/Create", "/F", "/TN", wanted.job.name, "/XML", str(file)])


def _crontab() -> str:
    _require("crontab", "Install the package cron.")
    done = run(["crontab", "-l"], timeout_s=PROGRAM_S)
    return "" if done.code else done.stdout.decode("utf-8", "replace")


def _systemctl(user: bool) -> list[str]:
    return ["systemctl", "--user"] if user else ["systemctl"]


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        raise BulletinError(
            f"Cannot write {path}: {error.strerror or error}. Use sudo, or install for yourself with --user."
        ) from error


def _require(program: str, cure: str) -> None:
    if shutil.which(program) is None:
        raise MisuseError(f"There is no {program} on this machine. {cure}")


def _must(argv: list[str], *, stdin: str | None = None) -> None:
    done = run(argv, stdin=None if stdin is None else stdin.encode(), timeout_s=PROGRAM_S)
    if done.code:
        said = done.last_words
        raise BulletinError(f"{argv[0]} refused: {said}. What it was asked: {' '.join(argv)}")
