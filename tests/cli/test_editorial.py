"""A person has the last word: preview, hold, release, approve and withdraw, and nothing held is ever heard."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from bulletin.config.station import read_station
from bulletin.edition.memory import open_memory
from tests.support.cli import Ran, bulletin

BRIDGE = (
    "Footbridge over the Wend reopens",
    "The footbridge over the Wend reopened on Monday after two years of repairs.",
    "Residents of Marsh End had walked a mile round to reach the shops in Elderby.",
    "The county council said the new deck should last for sixty years.",
)
STRIKE = (
    "Nurses at Elderby General to strike",
    "Nurses at Elderby General Hospital are to strike on Thursday in a dispute over parking charges.",
    "Elderby General NHS Trust said emergency care would go on as usual.",
    "A spokesman said patients should come to their appointments unless they heard otherwise.",
)
CHOIR = (
    "Choir sings for forty years",
    "A choir that began in a garage in Elderby has sung together for forty years.",
    "Its first conductor, Ruth Bell, will lead the birthday concert in the market hall.",
    "All the money from the tickets goes to the lifeboat.",
)
STRIKE_ELSEWHERE = (
    "Parking row leads nurses to walk out at Elderby General",
    "A dispute over parking charges means nurses at Elderby General Hospital will strike on Thursday.",
    "The NHS trust said emergency care goes on and patients should come unless they heard otherwise.",
)
WARD_CHOIR = (
    "Ward choir",
    "The ward choir sings in the chapel at two on Monday, and everybody who can leave the ward is welcome.",
    "Song sheets in large print are at the door, and the porters will bring beds and chairs.",
)
NOROVIRUS = (
    "Norovirus closes two wards",
    "Two wards at Marlow Infirmary closed to visitors after norovirus was found on Monday.",
    "The infirmary said all other wards are open, and asked visitors to wash their hands.",
)
COURT = (
    "Man in court",
    "A man appeared before magistrates in Elderby on Monday, charged with taking a boat from the lido.",
    "The boat was found a week later under the footbridge, and nobody was hurt.",
)
WHO = ("--by", "Jo Bell", "--reason", "asked the press office")


def write(radio: Path, *stories: tuple[str, ...], folder: str = "copy") -> None:
    for headline, *paragraphs in stories:
        name = re.sub(r"\W+", "-", headline.casefold()) + ".txt"
        text = "\n\n".join([headline, *paragraphs]) + "\n"
        (radio / folder).mkdir(exist_ok=True)
        (radio / folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def radio(station: Path) -> Path:
    (station / "bulletin.toml").write_text(
        '[station]\nname = "Radio Wend"\ntrust = "Elderby General NHS Trust"\n'
        '[[source]]\nname = "copy"\naddress = "copy"\n'
        '[[programme]]\nname = "news"\nlength = "0:45-2:00"\nvoices = ["tone"]\n',
        encoding="utf-8",
    )
    write(station, BRIDGE, STRIKE, CHOIR)
    return station


def command(capsys: pytest.CaptureFixture[str], radio: Path, name: str, *words: str) -> Ran:
    return bulletin(capsys, name, *words, "--station", radio)


def number_of(seen: Ran, headline: str) -> str:
    (found,) = re.findall(rf"^ +(\d+)  {re.escape(headline)}", seen.out, re.MULTILINE)
    return str(found)


def outputs(radio: Path) -> dict[str, str]:
    """All that leaves the station, but for the list of what is held."""
    live = radio / "output" / "news"
    texts = {path.name: path for path in live.rglob("*") if path.suffix in (".txt", ".html", ".vtt", ".xml")}
    texts["chapters.json"] = next(live.rglob("chapters.json"))
    found = {name: path.read_text(encoding="utf-8") for name, path in texts.items()}
    found["mp3"] = (live / "latest.mp3").read_bytes().decode("latin-1")
    return found


def test_what_is_said_of_our_own_trust_waits_and_is_in_no_output(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = command(capsys, radio, "make", "--json")

    assert made.status == 0
    (held,) = made.record["held"]
    assert held["what"] == STRIKE[0]
    assert held["why"].startswith("own trust (“Elderby General Hospital”, “strike”")
    assert all(STRIKE[0] not in story["headline"] for story in made.record["stories"])
    assert STRIKE[1] not in str(made.record)
    for name, text in outputs(radio).items():
        assert "parking" not in text.casefold().split("<h2>held")[0], name
        if name != "report.html":
            assert "Nurses" not in text, name


def test_without_a_trust_in_the_settings_it_airs(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = radio / "bulletin.toml"
    settings.write_text(settings.read_text().replace('trust = "Elderby General NHS Trust"\n', ""))

    made = command(capsys, radio, "make", "--json")

    assert STRIKE[0] in [story["headline"] for story in made.record["stories"]]


def test_a_released_story_airs_and_the_record_says_who_let_it(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = command(capsys, radio, "preview")
    released = command(capsys, radio, "release", number_of(seen, STRIKE[0]), *WHO)
    made = command(capsys, radio, "make", "--json")

    assert "Held, until somebody releases it:" in seen.out
    assert released.status == 0
    assert made.record["held"] == []
    assert STRIKE[0] in [story["headline"] for story in made.record["stories"]]
    with open_memory(read_station(radio)) as store:
        assert any(event.text.startswith("Jo Bell: Nurses") for event in store.events())


def test_a_story_that_is_held_by_hand_stays_out_whoever_tells_it(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = radio / "bulletin.toml"
    settings.write_text(settings.read_text().replace('trust = "Elderby General NHS Trust"\n', ""))
    seen = command(capsys, radio, "preview")
    held = command(capsys, radio, "hold", number_of(seen, STRIKE[0]), *WHO)
    next((radio / "copy").glob("nurses*")).unlink()
    write(radio, STRIKE_ELSEWHERE)

    made = command(capsys, radio, "make", "--json")

    assert held.status == 0
    assert [hold["what"] for hold in made.record["held"]] == [STRIKE_ELSEWHERE[0]]
    assert "held by Jo Bell" in made.record["held"][0]["why"]
    assert len(made.record["stories"]) == 2


def test_when_all_waits_the_reason_and_the_cure_are_told(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (radio / "copy").iterdir():
        path.unlink()
    write(radio, STRIKE)

    made = command(capsys, radio, "make")
    seen = command(capsys, radio, "preview")

    assert made.status == 3
    assert "own trust" in made.err
    assert "bulletin preview" in made.err
    assert seen.status == 0
    assert number_of(seen, STRIKE[0]) == "1"


def test_what_needs_an_approval_waits_for_it(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = radio / "bulletin.toml"
    text = settings.read_text().replace('address = "copy"\n', 'address = "copy"\napproval = true\n')
    settings.write_text(text + '[[source]]\nname = "desk"\naddress = "desk"\n')
    write(radio, WARD_CHOIR, folder="desk")
    before = command(capsys, radio, "make", "--json", "--length", "0:15-0:45")
    seen = command(capsys, radio, "preview")

    approved = command(capsys, radio, "approve", "--by", "Jo Bell")
    after = command(capsys, radio, "make", "--json")

    assert [story["headline"] for story in before.record["stories"]] == ["Ward choir"]
    assert "a person approves" in seen.out
    assert approved.status == 0
    assert CHOIR[0] in approved.err
    assert {CHOIR[0], BRIDGE[0]} <= {story["headline"] for story in after.record["stories"]}


def test_a_withdrawn_story_is_gone_in_seconds_and_does_not_come_back(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(capsys, radio, "make")
    begun = time.monotonic()

    taken = command(capsys, radio, "withdraw", "choir", *WHO)
    took_s = time.monotonic() - begun
    after = outputs(radio)
    again = command(capsys, radio, "make", "--json")

    assert taken.status == 0, taken.err
    assert took_s < 10
    live = (radio / "output" / "news" / "latest.json").read_text(encoding="utf-8")
    assert "Footbridge" in live
    feed = after["feed.xml"]
    assert "Choir" not in feed
    assert "choir" not in after["mp3"].casefold()
    assert [hold["what"] for hold in again.record["held"] if "Jo Bell" in hold["why"]] == [CHOIR[0]]


def test_withdrawing_all_there_is_leaves_the_filler(radio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (radio / "copy").glob("[nc]*"):
        path.unlink()
    command(capsys, radio, "make")

    taken = command(capsys, radio, "withdraw", "1", *WHO)

    assert taken.status == 3
    assert "the filler is on air" in taken.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hold", "1", *WHO), "First: bulletin preview"),
        (("release", "1", *WHO), "First: bulletin preview"),
        (("approve", "--by", "Jo"), "First: bulletin preview"),
        (("withdraw", "1", *WHO), "Nothing is live"),
    ],
)
def test_without_a_list_there_is_nothing_to_count_in(
    radio: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    ran = command(capsys, radio, *words)

    assert ran.status == 2
    assert said in ran.err


def test_a_number_or_name_that_means_nothing_is_told_what_there_is(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command(capsys, radio, "preview")
    command(capsys, radio, "make")

    assert "no story 9" in command(capsys, radio, "hold", "9", *WHO).err
    assert "is not held" in command(capsys, radio, "release", "1", *WHO).err
    assert CHOIR[0] in command(capsys, radio, "withdraw", "zebra", *WHO).err


def test_an_outbreak_is_neither_the_first_nor_the_last_thing_that_is_heard(
    radio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        radio,
        NOROVIRUS,
    )
    settings = radio / "bulletin.toml"
    settings.write_text(settings.read_text() + '[editorial]\nactions = { "own trust" = "allow" }\n')

    made = command(capsys, radio, "make", "--json", "--length", "2:00")

    told = [story["headline"] for story in made.record["stories"]]
    assert "Norovirus closes two wards" in told[1:-1]


def test_without_a_station_what_is_named_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, COURT)

    made = bulletin(
        capsys, "make", tmp_path / "copy", "--engine", "tone", "--out", tmp_path / "out", "--json"
    )

    assert made.status == 0
    assert made.record["held"] == []
