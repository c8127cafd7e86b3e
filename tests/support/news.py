"""Articles of an invented town, as files, pages and a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article."""

    headline: str
    paragraphs: tuple[str, ...]

    def as_text(self) -> str:
        """As a `.txt` file of the copy folder."""
        return "\n\n".join((self.headline, *self.paragraphs)) + "\n"

    def as_page(self) -> str:
        """As a newspaper's page: menu, teaser, caption and sign-up box around the text."""
        body = "\n".join(f"<p>{escape(text)}</p>" for text in self.paragraphs)
        return (
            f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(self.headline)} | '
            f"Elderby Echo</title></head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
            f"<main><article><h1>{escape(self.headline)}</h1><p class='byline'>By Ada Quill</p>"
            f"<figure><img src='a.jpg' alt=''><figcaption>The site in June</figcaption></figure>{body}"
            "<p><a href='/other'>Read more: Ten things to do this weekend</a></p>"
            "<p>Sign up to our newsletter for the latest news.</p></article></main>"
            "<footer>Copyright Elderby Echo</footer></body></html>"
        )


BRIDGE = Piece(
    headline="Footbridge over the Wend to close for repairs",
    paragraphs=(
        "The footbridge beside Elderby General Hospital will close for six weeks from 11 January while its deck "
        "is replaced.",
        "Elderby Town Council said the £340,000 job could not wait, because 14% of the boards are rotten.",
        "People walking to the hospital should use Mill Lane, where a crossing with lights has been put in.",
        "The number 9 bus will stop at the main entrance every 20 minutes from 7am to 8pm while the work goes on.",
        "Councillor Jean Abbot said the bridge had served the town for 52 years and would be ready by spring.",
        "Ramps will be added at both ends, so that wheelchairs and prams can cross without a detour.",
    ),
)
CLINIC = Piece(
    headline="Evening blood tests come to Elderby General",
    paragraphs=(
        "Patients will be able to have blood tests in the evening at Elderby General Hospital for the first time.",
        "The clinic opens from 5.30pm to 9pm on Tuesdays and Thursdays, and no appointment is needed.",
        "The hospital said one in five people had missed a test last year because they could not leave work.",
        "Sister Maya Dunn, who runs the clinic, said the first two evenings had been calm and busy.",
        "Results go to the patient's GP within three days, as they do for tests in the daytime.",
        "Those who need a test for A&E or for a planned operation should keep the time they were given.",
    ),
)
GARDEN = Piece(
    headline="Pupils plant a garden for the children's ward",
    paragraphs=(
        "Thirty pupils of Marsh End Primary School have planted a garden outside the children's ward.",
        "They chose herbs and tall grasses, so that there is something to smell and to hear from the windows.",
        "The school raised £1,250 with a sale of cakes and a walk along the river.",
        "Head teacher Owen Price said the children had asked what would be kind, and had then done it.",
        "A bench made from an old gymnasium floor stands in the middle of the beds.",
        "Volunteers will water the plants, and more of them are welcome on Saturday mornings.",
    ),
)
PIECES = (BRIDGE, CLINIC, GARDEN)


def write_copy(folder: Path, pieces: Sequence[Piece] = PIECES) -> Path:
    """Write articles as text files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, piece in enumerate(pieces):
        (folder / f"story-{number}.txt").write_text(piece.as_text(), encoding="utf-8")
    return folder


def feed_of(addresses: Sequence[str], pieces: Sequence[Piece] = PIECES) -> str:
    """An RSS feed that links to the articles' pages."""
    items = "".join(
        f"<item><title>{escape(piece.headline)}</title><link>{escape(address)}</link>"
        f"<description>{escape(piece.paragraphs[0])}</description></item>"
        for piece, address in zip(pieces, addresses, strict=True)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Echo</title>{items}</channel></rss>'
