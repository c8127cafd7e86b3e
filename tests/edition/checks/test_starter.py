"""What starts a station is found on the machine, whichever way it was set up."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.config.station import read_station
from bulletin.edition.checking import check_all
from bulletin.edition.checks import starter
from bulletin.edition.checks.starter import starts_us
from bulletin.schedule.install import Way, plan
from tests.support.checks import TONE, Check, about

REAL_TEXTS = starter._texts


@pytest.mark.parametrize(
    ("line", "starts"),
    [
        ("*/5 * * * * /opt/bulletin/bin/bulletin tick --station {here}", True),
        ("ExecStart=/usr/bin/bulletin run news --station {here}", True),
        ("# */5 * * * * bulletin tick --station {here}", False),
        ("*/5 * * * * bulletin tick --station /another/station", False),
        ("*/5 * * * * bulletin tick --station {here}-2", False),
        ('ExecStart="/p/python" "-m" "bulletin" "tick" "--station" "{here}" "--stay" "290s"', True),
        ("*/5 * * * * bulletin check --station {here}", False),
        ("0 3 * * * backup", False),
    ],
)
def test_what_starts_the_station_is_told_from_other_lines(station: Path, line: str, starts: bool) -> None:
    assert starter.starts_us(line.format(here=station), station) is starts


def test_a_station_with_times_that_nothing_starts_is_told_so(
    station: Path, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = TONE + 'at = ["13:00"]\n'
    without = about(check(text), "schedule")
    line = f"*/5 * * * * bulletin tick --station {station}"
    monkeypatch.setattr(starter, "_texts", lambda: iter([("cron", line)]))

    with_cron = about(check_all(station), "schedule")

    assert not without.good
    assert "schedule install" in without.cure
    assert with_cron.good
    assert with_cron.found == "started by cron"


def test_what_schedule_install_writes_is_recognised(
    station: Path, check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(TONE + 'at = ["13:00"]\n')
    monkeypatch.setattr(starter, "_texts", REAL_TEXTS)
    monkeypatch.setattr(starter, "SYSTEM_UNITS", tmp_path / "none")
    monkeypatch.setattr(starter, "CRON", ())
    monkeypatch.setattr(starter, "_told", lambda _: "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    units = tmp_path / "systemd" / "user"
    (units / "timers.target.wants").mkdir(parents=True)
    for name, text in plan(read_station(station), way=Way.SYSTEMD, user=True).files:
        (units / name).write_text(text)

    written = about(check_all(station), "schedule")
    timer = next(units.glob("*.timer"))
    (units / "timers.target.wants" / timer.name).symlink_to(timer)
    enabled = about(check_all(station), "schedule")

    assert not written.good
    assert enabled.found == f"started by systemd ({timer.name})"


@pytest.mark.parametrize("way", list(Way))
def test_each_way_to_start_us_is_recognised(station: Path, check: Check, way: Way) -> None:
    check(TONE + 'at = ["13:00"]\n')
    written = "\n".join(text for _, text in plan(read_station(station), way=way, user=True).files)
    # Task Scheduler tells the command line of a task in one cell.
    told = re.sub(r"</Command>\s*<Arguments>", " ", written)

    assert starter.starts_us(told, station)


def test_a_station_in_a_folder_with_odd_letters_is_found_in_what_starts_it(tmp_path: Path) -> None:
    folder = tmp_path / "St Wend's 100% $radio Süd"
    folder.mkdir()
    (folder / "bulletin.toml").write_text(TONE, encoding="utf-8")

    for way in (Way.SYSTEMD, Way.CRON):
        text = "\n".join(text for _, text in plan(read_station(folder), way=way, user=True).files)
        assert starts_us(text, folder), text
