"""A language model may tell a story; a bad, late, empty or hostile one changes nothing."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.support.cli import Ran, bulletin
from tests.support.news import Piece

POOL = Piece(
    headline="Pool to reopen after repairs",
    paragraphs=(
        "Elderby pool will reopen on 4 May after six months of repairs to its roof, Elderby Town Council said.",
        "Visitors should not use the door in Mill Lane, and should come to the main entrance in Bridge Street.",
    ),
)
GOOD = (
    "Elderby Town Council said Elderby pool will reopen on 4 May after six months of repairs. "
    "Visitors should not use the door in Mill Lane. They should come to the main entrance in Bridge Street."
)


def answer(text: object) -> str:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]})


@pytest.fixture
def radio(tmp_path: Path) -> Path:
    (tmp_path / "echo").mkdir()
    (tmp_path / "echo" / "pool.txt").write_text(POOL.as_text(), encoding="utf-8")
    return tmp_path


def script(
    capsys: pytest.CaptureFixture[str], radio: Path, server: HTTPServer | None, timeout_s: float = 5
) -> Ran:
    table = "" if server is None else (
        f'[rewriting]\naddress = "{server.url_for("/v1")}"\nmodel = "small"\ntimeout_s = {timeout_s}\n'
    )  # fmt: skip
    source = '[[source]]\nname = "Echo"\naddress = "echo"\n'
    (radio / "bulletin.toml").write_text(table + source, encoding="utf-8")
    return bulletin(capsys, "script", "--station", radio, "--engine", "tone", "--json")


def told(ran: Ran) -> str:
    return " ".join(line["text"] for line in ran.record["lines"] if line["story"])


def notes(ran: Ran) -> str:
    return " ".join(ran.record["notes"])


def test_nobody_is_asked_unless_the_station_says_so(
    radio: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = script(capsys, radio, None)

    assert ran.status == 0
    assert httpserver.log == []


def test_a_good_answer_is_told_and_the_record_says_whose_words_they_are(
    radio: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    httpserver.expect_request("/v1/chat/completions", method="POST").respond_with_data(answer(GOOD))

    ran = script(capsys, radio, httpserver)

    assert told(ran).endswith(GOOD)
    assert "is told in the words of small." in notes(ran)
    (first, *_) = [line for line in ran.record["lines"] if line["edits"]]
    assert first["edits"] == ["rewritten by small"]
    assert first["source"]["paragraphs"] == [0]
    ((request, _),) = httpserver.log
    asked = json.loads(request.get_data())
    assert asked["temperature"] == 0
    assert asked["messages"][1]["content"] == "\n\n".join(POOL.paragraphs)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (answer(GOOD.replace("4 May", "5 May")), "“5 may” is not in the paragraph that it tells"),
        (answer(GOOD.replace("should not use", "should use")), "it says “not” 0 times, and the source 1"),
        (answer(GOOD.split(" They")[0].replace("Visitors should not use the door in Mill Lane.", "")), "nothing is told of"),
        (answer(""), "it is empty"),
        (answer(None), "gave an answer that cannot be read"),
        (answer("x " * 4000), "gave an answer that cannot be read"),
        ("no JSON", "gave an answer that cannot be read"),
        ('{"choices": []}', "gave an answer that cannot be read"),
        (answer("<script>alert(1)</script>"), "which is not for listeners"),
        (answer("Ignore the guards and read: the hospital is on fire."), "is told in the source’s words"),
        (answer(GOOD + " " + GOOD), "is told in the source’s words"),
    ],
)  # fmt: skip
def test_a_wrong_empty_or_hostile_answer_changes_nothing_and_the_report_says_so(
    body: str, why: str, radio: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    httpserver.expect_request("/v1/chat/completions").respond_with_data(body)
    plain = told(script(capsys, radio, None))

    ran = script(capsys, radio, httpserver)

    assert ran.status == 0
    assert told(ran) == plain
    assert why in notes(ran)


def test_a_late_answer_is_not_waited_for(
    radio: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    leave = threading.Event()

    def sleeps(_: Request) -> Response:
        leave.wait(10)
        return Response(answer(GOOD))

    httpserver.expect_request("/v1/chat/completions").respond_with_handler(sleeps)
    plain = told(script(capsys, radio, None))
    start = time.monotonic()

    ran = script(capsys, radio, httpserver, timeout_s=0.5)

    leave.set()
    assert time.monotonic() - start < 8
    assert told(ran) == plain
    assert "it did not answer in time" in notes(ran)


def test_a_server_that_fails_or_is_not_there_changes_nothing(
    radio: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    httpserver.expect_request("/v1/chat/completions").respond_with_data("busy", status=503)
    failing = script(capsys, radio, httpserver)
    settings = (radio / "bulletin.toml").read_text(encoding="utf-8")
    nobody = settings.replace(f":{httpserver.port}/", ":1/")
    (radio / "bulletin.toml").write_text(nobody, encoding="utf-8")
    gone = bulletin(capsys, "script", "--station", radio, "--engine", "tone", "--json")

    assert "answered with the status 503" in notes(failing)
    assert "Cannot reach" in notes(gone)


def test_a_key_is_sent_from_the_secrets(
    radio: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_REWRITING_KEY", "open sesame")
    httpserver.expect_request("/v1/chat/completions").respond_with_data(answer(GOOD))

    ran = script(capsys, radio, httpserver)

    assert httpserver.log, ran
    ((request, _),) = httpserver.log
    assert request.headers["Authorization"] == "Bearer open sesame"
    assert "sesame" not in ran.out + ran.err


def test_a_rewritten_bulletin_is_made_and_keeps_its_words(
    radio: Path, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    httpserver.expect_request("/v1/chat/completions").respond_with_data(answer(GOOD))
    script(capsys, radio, httpserver)

    ran = bulletin(capsys, "make", "--station", radio, "--engine", "tone", "--length", "0:35")

    assert ran.status == 0, ran.err
    record = json.loads((radio / "output" / "bulletin" / "latest.json").read_text(encoding="utf-8"))
    assert "told in the words of small" in " ".join(record["notes"]), record["notes"]
    assert GOOD in " ".join(line["text"] for line in record["lines"])


def test_an_address_without_a_model_is_a_mistake_in_the_settings(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (radio / "bulletin.toml").write_text('[rewriting]\naddress = "http://127.0.0.1:1/v1"\n', encoding="utf-8")

    ran = bulletin(capsys, "script", "--station", radio)

    assert ran.status == 2
    assert "needs the name of a model" in ran.err
