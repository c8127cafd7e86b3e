"""Secrets: found in two places, written in none."""

from __future__ import annotations

import logging
import os
import pickle
import stat
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bulletin.config import secrets
from bulletin.config.secrets import RedactingFormatter, Secrets, read_secrets, redact, variable_of
from bulletin.config.station import read_station
from bulletin.errors import MisuseError
from tests.support.cli import run_bulletin

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
PASSWORD = "correct horse/battery&staple"


def kept(station: Path, text: str, *, mode: int = 0o600) -> Path:
    path = station / "secrets.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return station


def test_a_secret_stands_under_its_part(station: Path) -> None:
    seen = read_secrets(kept(station, f'[outlet.stream]\npassword = "{PASSWORD}"\n'))

    assert seen.get("outlet.stream.password") == PASSWORD
    assert seen.get("outlet.stream.user") is None


def test_a_variable_stands_before_the_file(station: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(station, '[outlet.my-stream]\npassword = "from the file"\n')
    monkeypatch.setenv("BULLETIN_OUTLET_MY_STREAM_PASSWORD", "from the variable")

    assert read_secrets(station).get("outlet.my-stream.password") == "from the variable"
    assert read_secrets(None).get("outlet.my-stream.password") == "from the variable"


def test_a_station_without_secrets_has_none(station: Path) -> None:
    assert read_secrets(station).keys == ()


def test_what_is_printed_of_secrets_names_keys_alone(station: Path) -> None:
    seen = read_secrets(kept(station, f'[outlet.stream]\npassword = "{PASSWORD}"\n'))

    assert repr(seen) == "Secrets(outlet.stream.password)"
    with pytest.raises(TypeError, match="do not travel"):
        pickle.dumps(seen)


@posix
def test_a_file_that_others_can_read_is_closed(station: Path, caplog: pytest.LogCaptureFixture) -> None:
    kept(station, 'word = "swordfish"\n', mode=0o644)

    with caplog.at_level(logging.WARNING, logger="bulletin"):
        read_secrets(station)

    assert stat.S_IMODE((station / "secrets.toml").stat().st_mode) == 0o600


@posix
def test_a_disk_that_keeps_it_open_is_told_with_the_cure(
    station: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(station, 'word = "swordfish"\n', mode=0o644)
    monkeypatch.setattr(Path, "chmod", lambda *_: None)

    with pytest.raises(MisuseError, match="BULLETIN_OUTLET_NAME_PASSWORD"):
        read_secrets(station)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[outlet.stream\npassword = "swordfish"\n', "line 1"),
        ("[outlet.stream]\npassword = swordfish\n", "quotation marks"),
        ("[outlet.stream]\npassword = 73921846\n", "outlet.stream.password is no text"),
        ('[outlet.stream]\npassword = "abc"\n', "fewer than 4"),
    ],
)
def test_a_mistake_is_one_line_without_the_value(station: Path, text: str, said: str) -> None:
    with pytest.raises(MisuseError, match=said) as caught:
        read_secrets(kept(station, text))

    assert len(str(caught.value).splitlines()) == 1
    assert not any(value in str(caught.value) for value in ("swordfish", "73921846", "abc"))
    assert caught.value.__cause__ is None


def test_a_secret_that_is_not_typed_yet_is_not_there(station: Path) -> None:
    assert read_secrets(kept(station, '[outlet.stream]\npassword = ""\n')).keys == ()


@posix
def test_a_new_file_is_for_its_owner_and_asks_for_what_is_missing(station: Path) -> None:
    path = secrets.new_secrets(station, wanted=["outlet.stream.password", "outlet.my stream.token"])

    text = path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert '[outlet.stream]\npassword = ""' in text
    assert '[outlet."my stream"]\ntoken = ""' in text
    assert read_secrets(station).keys == ()


def test_an_existing_file_is_left_alone(station: Path) -> None:
    kept(station, 'word = "swordfish"\n')

    secrets.new_secrets(station, wanted=["other.word"])

    assert read_secrets(station).keys == ("word",)


@given(value=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="["), min_size=4, max_size=30))
def test_any_secret_that_was_asked_for_is_hidden_in_any_text(value: str) -> None:
    assume(value not in secrets.HIDDEN)
    Secrets({"a.password": value}).get("a.password")

    shown = redact(f"before {value} after, {value!r} too")

    assert value not in shown
    secrets._forms.clear()


@pytest.mark.parametrize(
    "written", ["correct%20horse%2Fbattery%26staple", "correct horse/battery&amp;staple"]
)
def test_a_secret_in_an_address_or_a_page_is_hidden(written: str) -> None:
    Secrets({"a.password": PASSWORD}).get("a.password")

    assert redact(f"PUT http://source:{written}@radio.example/ refused") == (
        "PUT http://source:[hidden]@radio.example/ refused"
    )


def test_the_password_inside_an_address_is_hidden_alone_too() -> None:
    Secrets({"store.url": "postgresql://radio:sword%2Ffish@db.example/news"}).get("store.url")

    assert (
        redact("login of radio failed: sword/fish, sword%2Ffish")
        == "login of radio failed: [hidden], [hidden]"
    )


def test_a_key_file_is_hidden_line_by_line() -> None:
    Secrets({"a.key": "-----BEGIN KEY-----\nb3BlbnNzaC1rZXk\n-----END KEY-----\n"}).get("a.key")

    assert redact("bad line b3BlbnNzaC1rZXk in key") == "bad line [hidden] in key"


def test_a_log_line_hides_it_in_its_trace_too() -> None:
    Secrets({"a.password": PASSWORD}).get("a.password")
    try:
        raise ConnectionError(f"login with {PASSWORD} failed")
    except ConnectionError as error:
        record = logging.LogRecord(
            "bulletin", 40, "f", 1, "sent %s", (PASSWORD,), (type(error), error, error.__traceback__)
        )

    line = RedactingFormatter("%(message)s").format(record)

    assert PASSWORD not in line
    assert "ConnectionError: login with [hidden] failed" in line


def test_variables_are_hidden_from_the_log_and_the_error_line_of_a_command(tmp_path: Path) -> None:
    env = {"BULLETIN_OUTLET_STREAM_PASSWORD": "swordfish", "BULLETIN_CACHE": str(tmp_path / "cache")}

    ran = run_bulletin("make", "https://u:swordfish@127.0.0.1:9/swordfish.xml", "--engine", "tone", env=env)

    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "cache" / "log").glob("*"))
    assert ran.status != 0
    assert "swordfish" not in ran.err + ran.out + written


@pytest.mark.parametrize(
    ("row", "cure"),
    [
        ('password = "swordfish"', "BULLETIN_OUTLET_STREAM_PASSWORD"),
        ('api_key = "swordfish"', "[outlet.stream]"),
        ('address = "icecast://source:swordfish@radio.example/live"', "secrets.toml"),
        ('options = { Token = "swordfish" }', "[outlet"),
    ],
)
def test_a_password_in_the_settings_is_sent_where_it_belongs(station: Path, row: str, cure: str) -> None:
    (station / "bulletin.toml").write_text(f'[[outlet]]\nname = "stream"\nkind = "icecast"\n{row}\n')

    with pytest.raises(MisuseError) as caught:
        read_station(station)

    assert "line 4" in str(caught.value)
    assert cure in str(caught.value)
    assert "swordfish" not in str(caught.value)


def test_a_source_whose_address_holds_a_password_is_read_from_the_secrets(station: Path) -> None:
    kept(station, '[source."The paper"]\naddress = "https://us:swordfish@paper.example/feed.xml"\n')
    (station / "bulletin.toml").write_text(
        '[[source]]\nname = "The paper"\naddress = "https://paper.example"\n'
    )

    seen = read_station(station)

    assert seen.source_address(seen.settings.source[0]) == "https://us:swordfish@paper.example/feed.xml"


def test_each_key_has_its_variable() -> None:
    assert variable_of("outlet.my-stream.password") == "BULLETIN_OUTLET_MY_STREAM_PASSWORD"
