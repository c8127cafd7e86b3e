"""One-minute stories of invented local news, as many as are asked for, each different."""

from __future__ import annotations

import random
from pathlib import Path

PLACES = (
    "Thornbury Vale|Marsh End|Hollins Cross|Upper Wick|Elderby|Castle Fold|Brackley Green|Saltmouth".split(
        "|"
    )
)
PEOPLE = "Ellen Marsh|Tom Ridley|Priya Nair|Joan Whitby|Daniel Okoro|Ruth Calder|Owen Price|Sara Lund".split(
    "|"
)
ROLES = "the ward manager|a councillor|the head teacher|a volunteer|the chairman|the surveyor".split("|")
THINGS = "footbridge|library|day centre|bus station|swimming pool|allotment|car park|playing field".split("|")
FACTS = (
    "The {thing} in {place} will close for {weeks} weeks while the roof is repaired.",
    "Work on the {thing} is to cost £{money},000, and {percent}% more is set aside in case of delays.",
    "{person}, {role}, said people had asked for the change for more than {years} years.",
    "Around {count} people use the {thing} each month, most of them from {place}.",
    "A meeting for residents will be held in {place} at {hour}.30pm, and everybody is welcome.",
    "The trust said clinics at {place} would go on as usual, and that patients need do nothing.",
    "Buses on route {route} will stop outside the {thing} until the work is done.",
    "Volunteers have raised £{money},500 towards a garden beside the {thing}.",
    "{person} said the team had worked hard and that the first visitors were pleased with what they saw.",
    "Nobody was hurt, and the road through {place} was open again after {weeks} hours.",
    "The plans can be seen at the library in {place}, or by calling the council.",
)
SENTENCES = 9


def write_stories(folder: Path, count: int) -> None:
    """Write `count` stories of about a minute each (150 words) as `.txt` files."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(2026)
    for number in range(count):
        (folder / f"story-{number:03d}.txt").write_text(_story(dice), encoding="utf-8")


def change_story(folder: Path, number: int) -> None:
    """Change one word run of one story: its last paragraph is replaced."""
    path = folder / f"story-{number:03d}.txt"
    kept = path.read_text(encoding="utf-8").split("\n\n")[:-1]
    path.write_text(
        "\n\n".join([*kept, "The council will look at the matter again in spring."]), encoding="utf-8"
    )


def _story(dice: random.Random) -> str:
    headline = f"New plans for the {dice.choice(THINGS)} in {dice.choice(PLACES)}"
    body = [_filled(fact, dice) for fact in dice.sample(FACTS, SENTENCES)]
    return "\n\n".join([headline, *body])


def _filled(fact: str, dice: random.Random) -> str:
    return fact.format(
        thing=dice.choice(THINGS),
        place=dice.choice(PLACES),
        person=dice.choice(PEOPLE),
        role=dice.choice(ROLES),
        weeks=dice.randint(2, 19),
        years=dice.randint(2, 30),
        money=dice.randint(2, 900),
        percent=dice.randint(2, 40),
        count=dice.randint(100, 9000),
        hour=dice.randint(1, 9),
        route=dice.randint(1, 90),
    )
