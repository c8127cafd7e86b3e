"""What starts us: units that systemd itself approves, a cron line that a shell understands, a task in XML."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bulletin.config.station import read_station
from bulletin.errors import MisuseError
from bulletin.publish.live import read_live
from bulletin.publish.places import Places
from bulletin.schedule.install import Plan, Way, install, plan, uninstall, units_folder
from bulletin.schedule.units import Job, cron_lines, service, station_of, timer, windows_task, without_cron
from tests.schedule.conftest import Radio, settings_of
from tests.support.cli import bulletin

ODD = Path("/srv/St Wend's 100% $radio")
JOB = Job(python=Path("/opt/venv/bin/python"), station=ODD, user="radio", writes=(Path("/srv/play out"),))


def require(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"{program} is missing")
        pytest.skip(f"{program} is not on this machine")
    return found


@pytest.mark.parametrize("user", ["root", ""])
def test_systemd_approves_of_the_units(user: str, tmp_path: Path) -> None:
    analyse = require("systemd-analyze")
    job = replace(JOB, python=Path(shutil.which("python3") or "/usr/bin/python3"), user=user)
    (tmp_path / f"{job.name}.service").write_text(service(job), encoding="utf-8")
    (tmp_path / f"{job.name}.timer").write_text(timer(job), encoding="utf-8")

    seen = subprocess.run(
        [analyse, "verify", *sorted(map(str, tmp_path.iterdir()))], capture_output=True, text=True
    )

    complaints = [line for line in seen.stderr.splitlines() if "bulletin" in line]
    assert seen.returncode == 0, seen.stderr
    assert complaints == []


def test_systemd_understands_when_the_timer_elapses() -> None:
    analyse = require("systemd-analyze")
    (when,) = (line.partition("=")[2] for line in timer(JOB).splitlines() if line.startswith("OnCalendar"))

    seen = subprocess.run([analyse, "calendar", when], capture_output=True, text=True)

    assert seen.returncode == 0, seen.stderr
    assert "*:00/5:00" in seen.stdout


def test_the_units_say_what_the_tick_needs() -> None:
    text = service(JOB)

    for line in (
        "SuccessExitStatus=4",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
        "User=radio",
        'ReadWritePaths="-/srv/St Wend\'s 100%% $$radio"',
        'ReadWritePaths="-/srv/play out"',
    ):
        assert line in text.splitlines()
    assert "Persistent=true" in timer(JOB).splitlines()


def test_a_shell_hears_the_cron_line_as_it_was_meant(tmp_path: Path) -> None:
    script = tmp_path / "python"
    script.write_text('#!/bin/sh\nfor word in "$@"; do echo "$word"; done > "$0.said"\n')
    script.chmod(0o755)
    job = replace(JOB, python=script)

    _, line, _ = cron_lines(job).split("\n")
    command = line.split(" ", 5)[5].replace("\\%", "%")
    subprocess.run(["sh", "-c", command], check=True)

    said = (tmp_path / "python.said").read_text().splitlines()
    assert said == list(job.words[1:])
    assert line.startswith("*/5 * * * * ")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root may try a table of another user")
def test_cron_itself_takes_the_lines() -> None:
    crontab = require("crontab")
    user = ["-u", "nobody"]
    before = subprocess.run([crontab, *user, "-l"], capture_output=True, text=True)
    if before.returncode == 0:
        pytest.skip("nobody has a crontab on this machine, which is left alone")
    try:
        taken = subprocess.run([crontab, *user, "-"], input=cron_lines(JOB), capture_output=True, text=True)
        held = subprocess.run([crontab, *user, "-l"], capture_output=True, text=True)
        refused = subprocess.run(
            [crontab, *user, "-"], input="*/5 * * * banana\n", capture_output=True, text=True
        )
    finally:
        subprocess.run([crontab, *user, "-r"], capture_output=True)

    assert taken.returncode == 0, taken.stderr
    assert cron_lines(JOB) in held.stdout
    assert refused.returncode != 0, "this cron takes anything, so it proves nothing"


def test_our_lines_leave_a_crontab_and_nothing_else_does() -> None:
    others = "# mine\n0 7 * * 1 /bin/true\n"

    assert without_cron(others + cron_lines(JOB), JOB) == others
    assert without_cron(others, JOB) == others
    assert without_cron(cron_lines(JOB), JOB) == ""


def test_the_windows_task_is_xml_that_names_the_command() -> None:
    task = ET.fromstring(windows_task(JOB).partition("\n")[2])
    names = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}

    assert task.findtext("t:Actions/t:Exec/t:Command", namespaces=names) == "/opt/venv/bin/python"
    assert f'"{ODD}"' in (task.findtext("t:Actions/t:Exec/t:Arguments", namespaces=names) or "")
    assert task.findtext("t:Triggers/t:CalendarTrigger/t:Repetition/t:Interval", namespaces=names) == "PT5M"
    assert task.findtext("t:Settings/t:StartWhenAvailable", namespaces=names) == "true"


# Source: the sequence of triggerBaseType and calendarTriggerType in Microsoft's Task Scheduler schema.
TRIGGER_ORDER = (
    "Enabled",
    "StartBoundary",
    "EndBoundary",
    "Repetition",
    "ExecutionTimeLimit",
    "ScheduleByDay",
)
DURATION = re.compile(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


def test_the_windows_task_keeps_the_rules_of_its_schema() -> None:
    text = windows_task(JOB)
    task = ET.fromstring(text.encode("utf-16"))
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    names = [child.tag.removeprefix(space) for child in task]
    (trigger,) = task.iterfind(f"{space}Triggers/*")
    order = [TRIGGER_ORDER.index(child.tag.removeprefix(space)) for child in trigger]
    (principal,) = task.iterfind(f"{space}Principals/*")
    durations = [
        element.text or ""
        for name in ("Interval", "Duration", "ExecutionTimeLimit")
        for element in task.iter(f"{space}{name}")
    ]

    assert task.get("version") == "1.2"
    assert sorted(names) == ["Actions", "Principals", "RegistrationInfo", "Settings", "Triggers"]
    assert order == sorted(order)
    assert len(durations) == 3 and all(DURATION.fullmatch(duration) for duration in durations)
    assert datetime.fromisoformat(trigger.findtext(f"{space}StartBoundary") or "")
    assert [principal.get("id")] == [one.get("Context") for one in task.iterfind(f"{space}Actions")]
    policy = task.findtext(f"{space}Settings/{space}MultipleInstancesPolicy")
    assert policy in {"Parallel", "Queue", "IgnoreNew", "StopExisting"}
    assert all(element.text in {"true", "false"} for element in task.iter() if "Batteries" in element.tag)


def test_a_plan_lets_the_service_write_where_the_station_does(radio: Radio, tmp_path: Path) -> None:
    outside = tmp_path / "playout"
    more = (
        f'[[outlet]]\nname = "play"\nkind = "folder"\nfolder = "{outside.as_posix()}"\nnames = ["news.mp3"]\n'
    )
    (radio.folder / "bulletin.toml").write_text(settings_of(more=more), encoding="utf-8")

    wanted = plan(read_station(radio.folder), way=Way.SYSTEMD, user=False)

    assert outside.resolve() in wanted.job.writes


@pytest.mark.skipif(os.name == "nt", reason="crontab is POSIX")
def test_cron_is_told_once_however_often_we_install(
    radio: Radio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = fake_crontab(tmp_path, monkeypatch, "0 7 * * 1 /bin/true\n")
    wanted: Plan = plan(radio.station, way=Way.CRON, user=False)

    install(wanted)
    install(wanted)
    installed = table.read_text()
    uninstall(wanted)

    assert installed.count("bulletin tick") == 1
    assert table.read_text() == "0 7 * * 1 /bin/true\n"


def test_print_writes_nothing_and_shows_all(radio: Radio, capsys: pytest.CaptureFixture[str]) -> None:
    shown = bulletin(capsys, "schedule", "install", "--station", radio.folder, "--systemd", "--print")

    assert shown.status == 0
    assert "[Timer]" in shown.out and "[Service]" in shown.out
    assert str(radio.folder.resolve()) in shown.out


def test_the_preview_marks_what_clock_changes_do(
    radio: Radio, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import time_machine

    (radio.folder / "bulletin.toml").write_text(settings_of(when='at = ["01:30"]'), encoding="utf-8")

    with time_machine.travel("2027-03-26T12:00:00+00:00", tick=False):
        shown = bulletin(capsys, "schedule", "next", "--station", radio.folder, "-n", "3")

    assert shown.out.splitlines() == [
        "Sat 27 Mar 2027 01:30 GMT  01:30 UTC  news",
        "Sun 28 Mar 2027 02:00 BST  01:00 UTC  news  "
        "(01:30 does not exist on 28 March 2027; the clocks go forward to 02:00)",
        "Mon 29 Mar 2027 01:30 BST  00:30 UTC  news",
    ]


def fake_crontab(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> Path:
    """A crontab program over a file: the real one would change the table of whoever runs the tests."""
    table = folder / "table"
    table.write_text(text)
    program = folder / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then cat "{table}"; else cat > "{table}"; fi\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return table


@pytest.mark.parametrize("write", [service, windows_task])
@pytest.mark.parametrize("folder", [ODD, Path("/srv/radio"), Path("/srv/Hospital Süd")])
def test_what_is_installed_tells_whose_it_is(write: Callable[[Job], str], folder: Path) -> None:
    assert station_of(write(replace(JOB, station=folder))) == folder
    assert station_of("[Service]\nExecStart=/bin/true\n") is None


def test_a_station_of_the_same_name_elsewhere_is_not_taken_over(
    radio: Radio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    other = tmp_path / "elsewhere" / radio.folder.name
    shutil.copytree(radio.folder, other)
    theirs = plan(read_station(other), way=Way.SYSTEMD, user=True)
    unit = units_folder(True) / theirs.files[0][0]
    unit.parent.mkdir(parents=True)
    unit.write_text(theirs.files[0][1], encoding="utf-8")
    ours = plan(radio.station, way=Way.SYSTEMD, user=True)

    for act in (install, uninstall):
        with pytest.raises(MisuseError, match="starts another station"):
            act(ours)

    assert unit.read_text(encoding="utf-8") == theirs.files[0][1]


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="cron is POSIX")
def test_the_cron_line_makes_what_is_due_in_the_poor_surroundings_of_cron(
    radio: Radio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    radio.make_nothing_ahead()
    folder = tmp_path / "St Wend's 100% Süd"
    shutil.copytree(radio.folder, folder)
    monkeypatch.setenv("BULLETIN_CACHE", str(tmp_path / "clips of Süd"))
    wanted = plan(read_station(folder), way=Way.CRON, user=True)
    _, line, _ = wanted.files[0][1].split("\n")
    # What crond does: the first % that is not escaped ends the command, and these variables are all there is.
    command = re.sub(r" --stay \d+s", "", line.split(" ", 5)[5].replace("\\%", "%"))
    poor = {"HOME": str(tmp_path), "LOGNAME": "radio", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}

    done = subprocess.run(["/bin/sh", "-c", command], env=poor, cwd=tmp_path, timeout=90)

    live = read_live(Places(root=folder / "output" / "news"))
    assert done.returncode == 0
    assert live is not None and live.is_fresh(datetime.now(UTC))
