"""One-minute stories of invented local news, as many as are asked for, no two of them alike."""

from __future__ import annotations

import random
from pathlib import Path

STARTS = "Ash Bram Cald Dun El Fern Gar Hart Ing Kel Lang Marl Nor Oak Pen Roth Salt Thorn Wick Yar".split()
ENDS = "bury by combe dale field ford ham ley mouth stead ton wold".split()
GIVEN = "Ellen Tom Priya Joan Daniel Ruth Owen Sara Imran Grace Peter Nia Walter Aisha Colin Freya".split()
FAMILY = "Marsh Ridley Nair Whitby Okoro Calder Price Lund Bell Hussain Drew Tanner Moss Quill".split()
ROLES = "the ward manager|a councillor|the head teacher|a volunteer|the chairman|the surveyor".split("|")
THINGS = (
    "footbridge|library|day centre|bus station|swimming pool|allotment|car park|playing field|lido|bandstand|"
    "market hall|signal box|observatory|orchard|skate park|ferry|museum|windmill|fire station|sorting office"
).split("|")
DEEDS = "reopened|sold|moved|listed|repainted|flooded|extended|put up for rent|surveyed".split("|")
FACTS = (
    "The {thing} in {place} is to be {deed} after {weeks} weeks of talks with {person} and the town.",
    "Work on the {thing} is to cost £{money},000, and {percent}% more is set aside in case of delays.",
    "{person}, {role}, said people in {place} had asked for the change for more than {years} years.",
    "Around {count} people use the {thing} each month, most of them from {place} and {other}.",
    "A meeting for residents will be held in {other} at {hour}.30pm, and everybody is welcome.",
    "The trust said clinics at {other} would go on as usual, and that patients need do nothing.",
    "Buses on route {route} will stop outside the {thing} until the work is done.",
    "Volunteers have raised £{money},500 towards a garden beside the {thing}.",
    "{person} said the team had worked hard and that the first visitors were pleased with what they saw.",
    "Nobody was hurt, and the road through {other} was open again after {weeks} hours.",
    "The plans can be seen at the library in {other}, or by calling the council.",
)
SENTENCES = 10


def write_stories(folder: Path, count: int) -> None:
    """Write `count` stories of about a minute each as `.txt` files."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(2026)
    for number in range(count):
        (folder / f"story-{number:03d}.txt").write_text(_story(dice), encoding="utf-8")


def change_story(folder: Path, number: int) -> None:
    """Change one story: its last paragraph is replaced."""
    path = folder / f"story-{number:03d}.txt"
    kept = path.read_text(encoding="utf-8").split("\n\n")[:-1]
    path.write_text(
        "\n\n".join([*kept, "The council will look at the matter again in spring."]), encoding="utf-8"
    )


def _story(dice: random.Random) -> str:
    words = {
        "thing": dice.choice(THINGS),
        "deed": dice.choice(DEEDS),
        "place": _place(dice),
        "other": _place(dice),
        "person": f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}",
        "role": dice.choice(ROLES),
    }
    headline = "{place} {thing} to be {deed}".format(**words)
    body = [FACTS[0], *dice.sample(FACTS[1:], SENTENCES - 1)]
    return "\n\n".join([headline, *(fact.format(**words, **_numbers(dice)) for fact in body)])


def _place(dice: random.Random) -> str:
    return dice.choice(STARTS) + dice.choice(ENDS)


def _numbers(dice: random.Random) -> dict[str, int]:
    return {
        "weeks": dice.randint(2, 19),
        "years": dice.randint(2, 30),
        "money": dice.randint(2, 900),
        "percent": dice.randint(2, 40),
        "count": dice.randint(100, 9000),
        "hour": dice.randint(1, 9),
        "route": dice.randint(1, 90),
    }
