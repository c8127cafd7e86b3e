"""Thirty sources, half of them bad: the bulletin is made in time from the others, and each bad one is named."""

from __future__ import annotations

import contextlib
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.cli import run_bulletin
from tests.support.hostile import hostile_server
from tests.support.papers import paper, piece
from tests.support.servers import closed_port

MOST_S = 30.0
STORIES_EACH = 2
DEAD = ("status-404", "status-410", "status-500")
SLOW = ("hang", "drip-head", "drip-body", "always-going-on", "hang")
HOSTILE = ("bomb", "endless", "deep-feed", "to-the-cloud", "mail-server")


@pytest.fixture
def addresses() -> Iterator[dict[str, str]]:
    """Fifteen good papers, five that are dead, five that are slow and five that are hostile, in turn."""
    with contextlib.ExitStack() as servers:
        bad = [
            "http://no-such-paper.invalid/feed.xml",
            f"http://127.0.0.1:{closed_port()}/feed.xml",
            *(servers.enter_context(hostile_server(name)) + "/feed.xml" for name in DEAD + SLOW + HOSTILE),
        ]
        stories = [[piece(STORIES_EACH * at + one) for one in range(STORIES_EACH)] for at in range(15)]
        good = [servers.enter_context(paper(pieces)) for pieces in stories]
        named = [(f"bad {at:02}", one) for at, one in enumerate(bad)]
        named += [(f"paper {at:02}", one) for at, one in enumerate(good)]
        yield dict(sorted(named, key=lambda pair: pair[0][-2:]))


@pytest.fixture
def radio(station: Path, addresses: dict[str, str]) -> Path:
    hosts = [urlsplit(address).netloc for address in addresses.values() if "127.0.0.1" in address]
    rows = "".join(
        f'[[source]]\nname = "{name}"\naddress = "{address}"\npermission = "Jo Bell"\n'
        for name, address in addresses.items()
    )
    (station / "bulletin.toml").write_text(
        f'[station]\nname = "Radio Wend"\n[network]\nprivate_hosts = {json.dumps(hosts)}\n{rows}'
        '[[programme]]\nname = "news"\nlength = "2:00"\nvoices = ["tone"]\n',
        encoding="utf-8",
    )
    return station


@pytest.mark.slow
def test_half_of_the_sources_are_bad_and_the_bulletin_goes_out(
    radio: Path, addresses: dict[str, str]
) -> None:
    began = time.monotonic()

    made = run_bulletin("make", "--station", radio, "--json", timeout_s=2 * MOST_S)

    assert time.monotonic() - began < MOST_S
    assert made.status == 4, made.err
    left_out = [line for line in made.err.splitlines() if line.startswith("Left out: ")]
    bad = {name: address for name, address in addresses.items() if name.startswith("bad")}
    assert len(bad) == len(left_out) == 15
    assert sorted(row["what"] for row in made.record["skipped"]) == sorted(bad)
    for row in made.record["skipped"]:
        assert bad[row["what"]] in row["why"]
    told = {article["id"]: article["source"] for article in made.record["articles"]}
    assert Counter(told.values()) == {f"paper {at:02}": STORIES_EACH for at in range(15)}
    sources = [told[story["article"]] for story in made.record["stories"]]
    assert len(sources) >= 3
    assert max(Counter(sources).values()) == 1
