"""One week of Elderby, an invented town, as three papers tell it, each in its own words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bulletin.model import Article, Paragraph

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ECHO, POST, RADIO = "Elderby Echo", "County Post", "Wend FM"

# event -> outlet -> headline and text
WEEK: dict[str, dict[str, tuple[str, str]]] = {
    "lorry": {
        ECHO: (
            "Lorry of cheese blocks Wend bridge for nine hours",
            "The bridge over the Wend was shut for nine hours on Monday when a lorry loaded with cheese tipped on its side. "
            "Nobody was badly hurt. The driver, who is 51, was helped out of his cab by firefighters. Crews shovelled "
            "twelve tonnes of cheddar into skips while traffic was sent round by Marsh End.",
        ),
        POST: (
            "Cheddar chaos as lorry topples on bridge",
            "Twelve tonnes of cheddar ended up on the carriageway of the Wend bridge after a lorry toppled over in high wind. "
            "Firefighters freed the driver, aged 51, who had cuts and bruises. The bridge did not reopen until the evening, "
            "and queues reached back to Marsh End.",
        ),
        RADIO: (
            "Wend bridge open again after cheese lorry crash",
            "Drivers can use the Wend bridge again. It was closed all day when a lorry carrying cheese fell on its side. "
            "Fire crews say the driver got away with cuts. The diversion through Marsh End has been lifted.",
        ),
    },
    "library": {
        ECHO: (
            "Council votes to keep village libraries open",
            "Six village libraries will stay open after councillors threw out a plan to save £400,000 by shutting them. "
            "More than 9,000 people had signed a petition. Volunteers will run the desks on two afternoons a week, and "
            "the mobile library will go to Thorpe Green as well.",
        ),
        POST: (
            "Reprieve for six libraries after 9,000 sign petition",
            "Councillors last night rejected the closure of six village libraries. The petition against it had 9,000 names. "
            "The council must now find £400,000 elsewhere. Volunteers are to look after the libraries on two afternoons.",
        ),
    },
    "scanner": {
        ECHO: (
            "New MRI scanner lowered through hospital roof",
            "A crane lifted an MRI scanner weighing six tonnes through the roof of Elderby General on Sunday. The machine cost "
            "£1.3m, a third of it raised by the League of Friends, and will see its first patients in January. Waits for a scan "
            "should fall from eleven weeks to six.",
        ),
        RADIO: (
            "Hospital's £1.3m scanner arrives by crane",
            "Elderby General has a new MRI scanner. It came in through the roof, by crane, because it weighs six tonnes. "
            "The League of Friends paid a third of the £1.3m. Patients will be scanned from January, and the wait should "
            "go down to six weeks.",
        ),
    },
    "school": {
        POST: (
            "Pupils sent home as boiler fails at Hallam Road school",
            "All 420 pupils of Hallam Road Primary were sent home on Tuesday because the boiler had failed and classrooms were at "
            "eight degrees. Head teacher Asha Lyle hopes to open again on Thursday with heaters that are borrowed.",
        ),
        RADIO: (
            "Freezing classrooms shut primary school",
            "Hallam Road Primary is closed until Thursday. Its boiler broke down, and it was eight degrees in the classrooms. "
            "The head, Asha Lyle, is borrowing heaters for the 420 children.",
        ),
    },
    "otters": {
        ECHO: (
            "Otters return to the Wend after forty years",
            "A family of otters has been filmed beside the old mill, the first on the river Wend since the 1980s. Naturalists set "
            "up cameras after an angler found footprints in the mud. The mother has three cubs.",
        ),
        POST: (
            "First otter cubs on river since the 1980s",
            "Cameras beside the old mill have filmed an otter with three cubs on the Wend. Naturalists say there had been none on "
            "the river for forty years. An angler saw the footprints first.",
        ),
    },
    "bakery": {
        ECHO: (
            "Last baker in Thorpe Green hangs up his apron",
            "Harold Binns baked his last loaf on Saturday after 46 years in Thorpe Green. The shop will become a flat. Neighbours "
            "queued round the corner for a final tin loaf.",
        ),
    },
    "bus": {
        ECHO: (
            "Number 9 bus to run later on Fridays",
            "The last number 9 bus will leave the market place at 23:10 on Fridays from January, the operator says, so that "
            "people who work evenings at Elderby General can get home.",
        ),
    },
    "theft": {
        POST: (
            "Thieves strip lead from chapel roof",
            "Lead worth £7,000 was taken from the roof of Marsh End chapel on Sunday night. Rain came in over the organ. "
            "Police ask anyone who saw a white van to ring 101.",
        ),
    },
}


def telling(
    event: str, outlet: str, *, hours_old: float = 1.0, text: str = "", headline: str = ""
) -> Article:
    """One outlet's article on one event."""
    own_headline, own_text = WEEK[event][outlet]
    return Article(
        id=f"{event}-{outlet.split()[0].lower()}",
        source=outlet,
        headline=headline or own_headline,
        paragraphs=tuple(Paragraph(text=part + ".") for part in (text or own_text).rstrip(".").split(". ")),
        published=NOON - timedelta(hours=hours_old),
    )


def whole_week() -> list[tuple[str, Article]]:
    """All there is, with the event of each."""
    return [(event, telling(event, outlet)) for event, told in WEEK.items() for outlet in told]
