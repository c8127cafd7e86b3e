"""Who is told, by which way, and that none of it can harm a run."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from bulletin.schedule.alerting import Bell
from tests.schedule.conftest import ONE, Radio, settings_of


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters as a plain SMTP server does."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        self.letters: list[str] = []
        super().__init__(("127.0.0.1", 0), MailTalk)


class MailTalk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            word = line.strip().upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    letter += part
                self.server.letters.append(letter.decode())  # type: ignore[attr-defined]
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def with_alerts(radio: Radio, alerts: str) -> Bell:
    (radio.folder / "bulletin.toml").write_text(settings_of(more=f"[alerts]\n{alerts}"), encoding="utf-8")
    return Bell(radio.station, now=radio.clock)


def test_a_webhook_gets_the_trouble_as_json(radio: Radio, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/hook", method="POST").respond_with_data("")
    bell = with_alerts(radio, f'webhook = "{httpserver.url_for("/hook")}"\n')

    bell.trouble("no new news", "Nothing came.\nThe filler is on air.")

    ((asked, _),) = httpserver.log
    told = json.loads(asked.get_data())
    assert told["state"] == "trouble"
    assert told["cause"] == "no new news"
    assert told["station"] == "Radio Wend"
    assert told["text"].startswith("Nothing came.")


def test_a_letter_is_sent_and_its_subject_stays_one_line(radio: Radio, mail: MailServer) -> None:
    port = mail.server_address[1]
    bell = with_alerts(
        radio,
        f'[alerts.email]\nto = ["jo@example.org"]\nsender = "news@example.org"\nhost = "127.0.0.1"\n'
        f'port = {port}\nsecurity = "none"\n',
    )

    bell.well("no new\nnews", "It is on air again.")

    (letter,) = mail.letters
    assert "Subject: Well again at Radio Wend: no new news" in letter
    assert "To: jo@example.org" in letter
    assert "It is on air again." in letter


def test_a_good_run_is_reported_to_the_dead_mans_address(radio: Radio, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/ping").respond_with_data("")
    with_alerts(radio, f'ping = "{httpserver.url_for("/ping")}"\n')

    radio.run(ONE)

    assert [asked.path for asked, _ in httpserver.log] == ["/ping"]


def test_ways_that_fail_harm_nobody_and_are_logged(radio: Radio, caplog: pytest.LogCaptureFixture) -> None:
    bell = with_alerts(
        radio,
        'command = ["/no/such/program"]\nwebhook = "http://127.0.0.1:9/hook"\n'
        '[alerts.email]\nto = ["jo@example.org"]\nsender = "n@example.org"\nhost = "127.0.0.1"\nport = 9\n',
    )
    began_s = time.monotonic()

    bell.trouble("no new news", "Nothing came.")

    assert time.monotonic() - began_s < 15


def test_braces_in_a_text_are_data(radio: Radio) -> None:
    with radio.ledger() as ledger:
        ledger.trouble("a cause", "a text with {state} and $(touch x)")

    assert radio.alerts == ["trouble | a cause | a text with {state} and $(touch x)"]


def test_people_are_told_once_for_each_cause_also_without_the_store(radio: Radio) -> None:
    (radio.folder / "bulletin.db").mkdir()  # no database can be there

    for _ in range(3):
        with radio.ledger() as ledger:
            ledger.tell_of_store()
    (radio.folder / "bulletin.db").rmdir()
    for _ in range(2):
        with radio.ledger() as ledger:
            ledger.tell_of_store()

    assert [line.split(" | ")[:2] for line in radio.alerts] == [
        ["trouble", "the database"],
        ["well", "the database"],
    ]
