"""`bulletin check`: each fault named with its cure, and the exit status true."""

from __future__ import annotations

import json
import os
import stat
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from pytest_httpserver import HTTPServer

from bulletin.config.station import read_station
from bulletin.edition import checking
from bulletin.edition.checking import check_all
from bulletin.edition.checks import machine, sources
from bulletin.edition.checks.finding import Finding, Visit
from bulletin.edition.checks.settings import readers_of
from bulletin.edition.checks.voice import is_british, offer_of
from bulletin.edition.memory import open_memory
from bulletin.errors import EngineError, MissingToolError
from bulletin.gather import Limits
from bulletin.model import Voice
from bulletin.speak import Offer
from tests.support.checks import COPY, TONE, Check, about
from tests.support.cli import bulletin
from tests.support.news import PIECES, feed_of, write_copy


def test_a_station_that_can_make_a_bulletin_passes(station: Path, check: Check) -> None:
    write_copy(station / "copy")

    findings = check(TONE + COPY)

    assert not any(finding.needed and not finding.good for finding in findings)
    assert about(findings, "source Copy").found == "3 articles"
    assert all(finding.cure for finding in findings if not finding.good)
    assert all("\n" not in finding.found + finding.cure for finding in findings)


def test_settings_that_cannot_be_read_end_it_with_the_line(check: Check) -> None:
    (finding,) = check('[station]\nzone = "Europe/Lundon"\n')

    assert not finding.good
    assert "line 2" in finding.found


def test_secrets_that_cannot_be_read_are_named_and_the_rest_is_looked_at(station: Path, check: Check) -> None:
    (station / "secrets.toml").write_text("[outlet\nswordfish")

    findings = check(TONE)

    assert not about(findings, "secrets").good
    assert about(findings, "ffmpeg").good
    assert not any("swordfish" in finding.found for finding in findings)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_secrets_that_others_could_read_are_closed_and_it_is_said(station: Path, check: Check) -> None:
    (station / "secrets.toml").write_text('[outlet.a]\npassword = "swordfish"\n')
    (station / "secrets.toml").chmod(0o644)

    first = about(check(TONE), "secrets")
    second = about(check(TONE), "secrets")

    assert not first.good
    assert "change the passwords" in first.cure
    assert second.good
    assert stat.S_IMODE((station / "secrets.toml").stat().st_mode) == 0o600


def test_on_windows_other_readers_are_found_in_what_icacls_tells() -> None:
    told = (
        r"C:\radio\secrets.toml BUILTIN\Users:(I)(RX)" + "\n"
        r"                      NT AUTHORITY\SYSTEM:(I)(F)" + "\n"
        r"                      STUDIO\ada:(I)(F)"
    )

    assert readers_of(told) == (r"BUILTIN\Users",)
    assert readers_of(told.replace(r"BUILTIN\Users:(I)(RX)", "")) == ()


def test_a_password_in_a_note_of_the_settings_is_named(check: Check) -> None:
    findings = check(TONE + '# password = "swordfish"\n')

    assert any("a note on line 4 holds a password" in finding.found for finding in findings)
    assert not any("swordfish" in finding.found + finding.cure for finding in findings)


@pytest.mark.parametrize(
    ("written", "odd"), [("01:00", True), ("01:59", True), ("00:59", False), ("02:00", False)]
)
def test_a_time_that_a_clock_change_makes_odd_is_named(check: Check, written: str, odd: bool) -> None:
    findings = check(TONE + f'at = ["{written}"]\n')

    assert any(finding.what == "programme news" and not finding.good for finding in findings) is odd


def test_a_station_without_times_is_told_so(check: Check) -> None:
    assert not about(check(TONE), "times").good


def test_a_newsreader_that_is_not_there_stops_a_bulletin(check: Check) -> None:
    finding = about(check('[[programme]]\nname = "news"\nvoices = ["nobody"]\n'), "voice")

    assert finding.needed
    assert "nobody" in finding.found


def test_an_engine_that_lacks_a_voice_is_a_fault_unless_another_takes_over(
    station: Path, check: Check
) -> None:
    (station / "voices").mkdir()
    profile = 'engine = "tone"\nvoice = "treble"\n'
    (station / "voices" / "alone.toml").write_text(profile)
    (station / "voices" / "backed.toml").write_text(profile + 'fallback = "tone"\n')

    findings = check('[[programme]]\nname = "news"\nvoices = ["alone", "backed"]\n')

    assert about(findings, "voice alone").needed
    assert not about(findings, "voice backed").needed
    assert "tone speaks instead" in about(findings, "voice backed").found


@pytest.mark.parametrize(
    ("language", "british"),
    [("en-GB", True), ("en_GB", True), ("en-gb-x-rp", True), ("en-US", False), ("", False), ("de-DE", False)],
)
def test_the_accent_is_told_by_the_language_of_the_voice(language: str, british: bool) -> None:
    assert is_british(Offer(id="a", label="A", language=language)) is british


def test_a_voice_without_a_name_is_the_best_one_of_the_machine() -> None:
    offered = (Offer(id="z", label="Zira", language="en-US"), Offer(id="h", label="Hazel", language="en-GB"))
    voice = Voice(name="windows", label="W", engine="pyttsx3", voice="")

    assert offer_of(voice, offered).label == "Hazel"
    with pytest.raises(EngineError):
        offer_of(Voice(name="w", label="W", engine="pyttsx3", voice="George"), offered)


def test_a_machine_without_ffmpeg_cannot_make_a_bulletin(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Path:
        raise MissingToolError("ffmpeg is missing.")

    monkeypatch.setattr(machine, "find_ffmpeg", missing)

    finding = about(check(TONE), "ffmpeg")

    assert finding.needed
    assert "pip install" in finding.cure


def test_a_clock_from_long_ago_is_a_fault(station: Path, check: Check) -> None:
    with time_machine.travel(datetime(2019, 1, 1, tzinfo=UTC)):
        finding = about(check(TONE), "clock")

    assert finding.needed
    assert not finding.good


def test_a_machine_that_names_no_zone_is_told_to_name_one(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "machine_zone", lambda: UTC)

    assert 'zone = "Europe/London"' in about(check(TONE), "clock").cure


@pytest.mark.parametrize(
    ("free_mb", "good", "needed"), [(1_000_000, True, True), (20, False, False), (1, False, True)]
)
def test_disk_is_told_in_days(
    check: Check, monkeypatch: pytest.MonkeyPatch, free_mb: int, good: bool, needed: bool
) -> None:
    monkeypatch.setattr(
        machine.shutil, "disk_usage", lambda _: type("Usage", (), {"free": free_mb * 1_000_000})()
    )

    finding = about(check(TONE + 'at = ["08:00", "13:00"]\n'), "output folder")

    assert (finding.good, finding.needed) == (good, needed)
    assert "days" in finding.found


def test_sources_are_really_asked(
    station: Path, check: Check, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "SHORT", Limits(deadline_s=1.0))
    feed = feed_of([httpserver.url_for(f"/{number}") for number in range(len(PIECES))])
    httpserver.expect_request("/feed.xml").respond_with_data(feed, content_type="application/rss+xml")
    rows = f'[network]\nprivate_hosts = ["{httpserver.host}:{httpserver.port}"]\n' + "".join(
        f'[[source]]\nname = "{name}"\naddress = "{httpserver.url_for(path)}"\npermission = "Jo Bell"\n'
        for name, path in (("good", "/feed.xml"), ("gone", "/gone.xml"))
    )

    findings = check(TONE + rows)
    offline = check_all(station, offline=True)

    assert about(findings, "source good").found == "3 articles"
    assert not about(findings, "source gone").good
    assert not any(finding.needed and not finding.good for finding in findings)
    assert not any(finding.what.startswith("source ") for finding in offline)
    assert "were not asked" in about(offline, "sources").found


def test_when_no_source_gives_anything_no_bulletin_could_be_made(check: Check) -> None:
    finding = about(check(TONE + '[[source]]\nname = "a"\naddress = "nowhere"\n'), "sources")

    assert finding.needed
    assert not finding.good


def test_news_that_nobody_was_asked_for_is_named_and_not_read(check: Check) -> None:
    row = '[[source]]\nname = "{0}"\naddress = "http://127.0.0.1:9/{0}"\n'
    text = TONE + row.format("asked") + 'permission = "Jo Bell"\n' + row.format("taken")

    findings = check(text, offline=True)  # type: ignore[call-arg]

    assert "nobody's permission" in about(findings, "source taken").found
    assert "permission = " in about(findings, "source taken").cure
    assert "how to reach you" in about(findings, "contact").found
    assert not any(finding.what == "source asked" for finding in findings)


def test_invented_stories_are_named_before_they_go_on_air(check: Check) -> None:
    findings = check(TONE + '[[source]]\nname = "Demo"\naddress = "demo"\n')

    assert about(findings, "source Demo").found == "6 articles"
    assert "invented" in about(findings, "sources").found


def test_an_outlet_says_what_it_lacks(station: Path, check: Check) -> None:
    (station / "there").mkdir()
    text = (
        TONE + '[[outlet]]\nname = "stream"\nkind = "icecast"\nhost = "127.0.0.1"\nmount = "/live"\n'
        '[[outlet]]\nname = "gone"\nkind = "folder"\nfolder = "gone"\n'
        '[[outlet]]\nname = "fine"\nkind = "folder"\nfolder = "there"\n'
        '[[outlet]]\nname = "tool"\nkind = "command"\ncommand = ["no-such-program-here", "{audio}"]\n'
    )

    findings = check(text)

    assert "BULLETIN_OUTLET_STREAM_PASSWORD" in about(findings, "outlet stream").cure
    assert "is not there" in about(findings, "outlet gone").found
    assert about(findings, "outlet fine").good
    assert "no-such-program-here" in about(findings, "outlet tool").found
    assert not list((station / "there").iterdir())


def test_the_database_is_opened_and_never_made(station: Path, check: Check) -> None:
    before = about(check(TONE), "database")
    made = (station / "bulletin.db").exists()
    with open_memory(read_station(station)):
        pass
    after = about(check_all(station), "database")
    (station / "bulletin.db").write_text("no database at all, but a long enough text to be read as one" * 20)
    broken = about(check_all(station), "database")

    assert before.good
    assert not made
    assert after.good
    assert not broken.good


def test_a_station_that_tells_nobody_is_told_so(check: Check) -> None:
    mail = (
        '[alerts.email]\nto = ["a@b.example"]\nsender = "c@d.example"\nhost = "127.0.0.1"\nuser = "radio"\n'
    )

    nobody = check(TONE)
    by_mail = check(TONE + mail)

    assert "nobody is told" in about(nobody, "alerts").found
    assert "BULLETIN_ALERTS_EMAIL_PASSWORD" in about(by_mail, "alerts").cure


@pytest.mark.parametrize(
    ("version", "good", "said"),
    [("Liquidsoap 2.1.3", True, "liquidsoap-2.1.liq fits"), ("Liquidsoap 1.4.0", False, "no configuration")],
)
@pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for the program")
def test_the_configuration_that_fits_the_installed_liquidsoap_is_named(
    check: Check, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, good: bool, said: str
) -> None:
    program = tmp_path / "bin" / "liquidsoap"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho '{version}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")

    finding = about(check(TONE), "liquidsoap")

    assert finding.good is good
    assert said in finding.found


def test_one_look_that_fails_leaves_the_others(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def look_at_moon(_: Visit) -> list[Finding]:
        raise MissingToolError("It is cloudy.")

    monkeypatch.setattr(checking, "LOOKS", (look_at_moon, machine.look_at_ffmpeg))

    findings = check(TONE)

    assert about(findings, "moon").found == "It is cloudy."
    assert about(findings, "ffmpeg").good


def test_the_command_exits_1_when_a_bulletin_could_not_be_made(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (station / "bulletin.toml").write_text(TONE + COPY, encoding="utf-8")
    without_news = bulletin(capsys, "check", "--station", station, "--json")
    write_copy(station / "copy")
    with_news = bulletin(capsys, "check", "--station", station)

    assert without_news.status == 1
    assert any(row["needed"] and not row["good"] for row in json.loads(without_news.out))
    assert with_news.status == 0
    assert "ok    source Copy: 3 articles" in with_news.out


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one zone for all programs")
@pytest.mark.parametrize(
    ("zone", "differs"), [("UTC", True), ("Europe/Lisbon", False), ("Europe/London", False)]
)
def test_a_machine_with_a_clock_of_another_zone_is_named(
    check: Check, monkeypatch: pytest.MonkeyPatch, zone: str, differs: bool
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        findings = check('[station]\nzone = "Europe/London"\n' + TONE)
    finally:
        monkeypatch.undo()
        time.tzset()

    assert any(finding.what == "zone" for finding in findings) is differs
