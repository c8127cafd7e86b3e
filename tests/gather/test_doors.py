"""Which machines a source may lead to."""

from __future__ import annotations

import pytest

from bulletin.gather.doors import Doors, authority, doors_of


def test_a_typed_address_opens_its_own_host_and_no_other() -> None:
    doors = doors_of("http://Intranet.local.:8000/news.xml", is_typed=True)

    assert all(doors.opens("intranet.local", port) for port in (80, 443, 8000))
    assert not doors.opens("intranet.local", 22)
    assert not doors.opens("files.local", 80)


def test_an_address_in_the_settings_opens_nothing_in_the_house() -> None:
    doors = doors_of("http://intranet.local:8000/news.xml", is_typed=False)

    assert not doors.opens("intranet.local", 8000)
    assert doors.uses("intranet.local", 8000)
    assert not doors.uses("intranet.local", 8001)


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("intranet.local", {("intranet.local", 80), ("intranet.local", 443)}),
        ("192.168.1.20:8080", {("192.168.1.20", 8080)}),
        ("[fd00::5]:8080", {("fd00::5", 8080)}),
        ("", set()),
        ("host:notaport", set()),
    ],
)
def test_the_station_s_list_names_hosts_with_or_without_a_port(written: str, opened: set[object]) -> None:
    assert doors_of("https://echo.example/", is_typed=False, allowed=[written]).private == opened


def test_a_host_that_is_found_on_the_internet_is_shut_in_the_house() -> None:
    doors = doors_of("http://echo.example:8000/", is_typed=True, allowed=["other.local"])

    shut = doors.without_private("echo.example")

    assert not shut.opens("echo.example", 8000)
    assert shut.uses("echo.example", 8000)
    assert shut.opens("other.local", 80)


def test_an_authority_has_the_usual_port_of_its_scheme() -> None:
    assert authority("HTTPS://Echo.Example/x") == ("echo.example", 443)
    assert authority("http://echo.example") == ("echo.example", 80)
    assert Doors().uses("echo.example", 443)
