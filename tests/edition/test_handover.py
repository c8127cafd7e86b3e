"""The handover page: true, without secrets, and one sheet of A4."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bulletin.config.settings import ProgrammeTable
from bulletin.config.station import read_station
from bulletin.edition.handover import make_handover, when_of
from bulletin.edition.handover_page import handover_html
from bulletin.edition.memory import open_memory
from bulletin.store import Outcome

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 23, 12, 30, tzinfo=LONDON)
SETTINGS = """\
[station]
name = "Radio <Wend>"
place = "Elderby General"
contact = "studio@wend.example"
zone = "Europe/London"

[[source]]
name = "The Gazette"
address = "https://gazette.example/feed.xml"

[[source]]
name = "Trust"
address = "https://trust.example/feed.xml"
permission = "Press office, 3 March 2026"

[[programme]]
name = "news"
at = ["08:00", "13:00"]
days = ["mon", "tue", "wed", "thu", "fri"]

[[outlet]]
name = "stream"
kind = "icecast"
host = "radio.example"
mount = "/live"
"""


def written(station: Path, text: str = SETTINGS) -> Path:
    (station / "bulletin.toml").write_text(text, encoding="utf-8")
    return station


def page(station: Path, *, following: Sequence[datetime] = ()) -> str:
    return handover_html(make_handover(read_station(station), now=NOW, following=lambda _: following))


def words(html: str) -> str:
    """What a person reads of a page."""
    body = html.split("</head>")[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_page_tells_what_runs_when_and_which_file_it_is(station: Path) -> None:
    said = words(page(written(station), following=[NOW + timedelta(minutes=30)]))

    assert (
        "news 08:00, 13:00, Monday to Friday 2:00 until the next one, or the end of the day Mon 13:00" in said
    )
    assert str(station / "output" / "news" / "latest.mp3") in said
    assert "stream icecast radio.example:8000/live" in said


def test_the_page_tells_how_to_stop_it_and_what_to_do_in_silence(station: Path) -> None:
    said = words(page(written(station)))

    for command in ("stop --by", "resume --by", "flash", "status", "run news", "check"):
        assert re.search(rf"bulletin\S* {command}", said), command
    assert f'cd "{station}"' in said


def test_the_page_tells_who_allowed_which_news(station: Path) -> None:
    said = words(page(written(station)))

    assert "The Gazette https://gazette.example/feed.xml NOBODY ASKED YET" in said
    assert "Trust https://trust.example/feed.xml Press office, 3 March 2026" in said


def test_nothing_of_the_settings_is_obeyed_as_markup(station: Path) -> None:
    html = page(written(station))

    assert "Radio <Wend>" not in html
    assert "Radio <Wend>: the news bulletin" in words(html)


def test_secrets_are_named_and_never_shown(station: Path) -> None:
    written(station)
    (station / "secrets.toml").write_text('[outlet.stream]\npassword = "swordfish"\n')

    html = page(station)

    assert "outlet.stream.password" in html
    assert "swordfish" not in html


def test_the_last_seven_days_come_from_the_database(station: Path) -> None:
    written(station)
    with open_memory(read_station(station)) as store:
        for days, outcome in (
            (0, Outcome.MADE),
            (1, Outcome.FILLER),
            (6, Outcome.MISSED),
            (9, Outcome.FAILED),
        ):
            airs_at = NOW - timedelta(days=days)
            store.claim("news", airs_at, by="test")
            store.finish("news", airs_at, outcome=outcome)
        store.stop("Ada", "a fire drill", NOW)

    said = words(page(station))

    assert "Tue 17 Wed 18 Thu 19 Fri 20 Sat 21 Sun 22 Mon 23 news 1 missed - - - - 1 filler 1 made" in said
    assert "Off air since 12:30 on 23 November by Ada: a fire drill" in said


def test_without_a_database_the_dated_folders_tell_the_week(station: Path) -> None:
    written(station)
    for hour in ("0800", "1300"):
        folder = station / "output" / "news" / "2026-11-22" / hour
        folder.mkdir(parents=True)
        (folder / "edition.json").write_text("{}")

    assert "news - - - - - 2 made -" in words(page(station))


@pytest.mark.parametrize(
    ("programme", "said"),
    [
        ({"every": "hour", "minute": 30}, "every hour at :30, every day"),
        ({"at": ("13:00", "08:00")}, "08:00, 13:00, every day"),
        ({"at": ("13:00",), "days": ("sun", "sat")}, "13:00, Sat, Sun"),
        ({}, "by hand only"),
    ],
)
def test_when_a_programme_airs_is_said_in_words(programme: dict[str, object], said: str) -> None:
    assert when_of(ProgrammeTable.model_validate({"name": "a", **programme})) == said


def full_station(station: Path) -> Path:
    """As many of everything, and as long names, as a page must bear."""
    rows = ['[station]\nname = "Hospital Radio of the Wend Valley and Marsh End"\nzone = "Europe/London"']
    rows.append('place = "Elderby General Hospital"\ntrust = "Wend Valley University Hospitals NHS Trust"')
    rows.append('contact = "studio manager, studio@hospitalradio-wendvalley.example, 01632 960 123"')
    for number in range(12):
        rows.append(
            f'[[source]]\nname = "The Wend Valley and Marsh End Gazette {number}"\n'
            f'address = "https://gazette-{number}.example/news/local/hospital/elderby/{"feed/" * 12}rss.xml"\n'
            f'permission = "{"Jo Bell, editor, by e-mail on 3 March 2026; " * 4}"'
        )
        rows.append(
            f'[[programme]]\nname = "programme-with-a-long-name-{number}"\nvalid_for = "65m"\n'
            'days = ["mon", "wed", "thu", "sat", "sun"]\n'
            'at = ["07:00", "08:00", "09:00", "12:00", "13:00", "17:00", "18:00", "22:00"]'
        )
        rows.append(
            f'[[outlet]]\nname = "playout-{number}"\nkind = "folder"\nfolder = "/srv/{"playout/" * 10}news"\n'
            'names = ["{programme}-{date}-{time}.mp3", "{cart}.mp3"]'
        )
    return written(station, "\n".join(rows) + "\n")


@pytest.mark.slow
@pytest.mark.parametrize("full", [False, True])
def test_the_page_is_one_sheet_of_a4(station: Path, tmp_path: Path, full: bool) -> None:
    browser = shutil.which("chromium")
    if browser is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is missing")
        pytest.skip("chromium is not on this machine")
    full_station(station) if full else written(station)
    (tmp_path / "page.html").write_text(page(station, following=[NOW] * 3), encoding="utf-8")

    subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer",
            f"--print-to-pdf={tmp_path / 'page.pdf'}", (tmp_path / "page.html").as_uri(),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    pdf = (tmp_path / "page.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    assert re.search(rb"/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]", pdf)
