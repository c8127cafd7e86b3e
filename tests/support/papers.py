"""Local papers on loopback: each a feed and its pages on a port of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.support.news import Piece, feed_of

# One story a row: what it is about, who does it, what they need, who speaks, and where.
STORIES = tuple(
    tuple(part.strip() for part in row.split("|"))
    for row in """\
library|readers|bookshelves|Ada Finch|Elderby
market hall|greengrocers|stalls|Owen Price|Marsh End
swimming pool|lifeguards|changing cubicles|Maya Dunn|Thorpe
bus station|drivers|shelters|Jean Abbot|Saltby
museum|curators|display cabinets|Hugh Lacey|Kings Mill
allotment|beekeepers|hives|Ruth Amis|Upper Wend
bandstand|trombonists|concerts|Carl Boyd|Nether Wend
ferry|sailors|crossings|Nell Gray|Wend Bridge
lighthouse|painters|ladders|Sam Oakes|Saltby Head
orchard|cider makers|presses|Vera Holt|Appleford
cinema|projectionists|screens|Ivan Pugh|Castle Row
skate park|skaters|ramps|Lola Birch|Mill Lane
windmill|millers|sails|Fred Tansy|Windhill
zoo|penguin keepers|ponds|Rita Crane|Otterbourne
forge|blacksmiths|anvils|Colin Steel|Hammerwich
choir|altos|hymn books|Grace Lark|Priory Green
canal|lock keepers|gates|Tom Barge|Long Reach
bakery|pastry cooks|ovens|Rosa Crumb|Bridge Street
observatory|astronomers|telescopes|Neil Comet|Beacon Down
chess club|grandmasters|tournaments|Olga Rook|Bishops Walk
pottery|potters|kilns|Clay Hardy|Stokeley
vineyard|grape pickers|barrels|Bella Vine|Sunny Bank
railway|signalmen|sidings|Percy Track|Junction Road
theatre|understudies|costumes|Diana Stage|Curtain Street
dairy|cheese makers|churns|Daisy Curd|Lower Meadow
quarry|masons|slabs|Rock Hudson|Granite Hill
ice rink|curlers|brooms|Frost Winter|Chill Lane
aquarium|divers|tanks|Marina Shoal|Harbour Wall
printing works|compositors|typefaces|Ink Wells|Caxton Yard
weaving shed|weavers|looms|Shirley Warp|Cotton End""".splitlines()
)


def piece(number: int) -> Piece:
    """Write one of thirty stories, no two of which tell one event."""
    thing, people, parts, who, town = STORIES[number]
    return Piece(
        headline=f"{thing.capitalize()} of {town} asks for {number + 12} {parts}",
        paragraphs=(
            f"The {people} of the {thing} in {town} have asked for {number + 12} {parts} to be ready by the spring.",
            f"{who}, one of the {people}, said the old {parts} had served the {thing} for {number + 31} years.",
            f"{town} has raised £{(number + 3) * 900} for the {parts} with a raffle in which {people} took part.",
            f"Anyone who would like to help the {thing} may bring gloves and meet the {people} at {town} on Saturday.",
        ),
    )


@contextlib.contextmanager
def paper(pieces: Sequence[Piece]) -> Iterator[str]:
    """Lend the address of a paper's feed."""
    answers: dict[str, tuple[str, bytes]] = {
        f"/news/{number}-story": ("text/html; charset=utf-8", one.as_page().encode())
        for number, one in enumerate(pieces)
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kind, body = answers.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_port}"
    feed = feed_of([address + path for path in answers], pieces)
    answers["/feed.xml"] = ("application/rss+xml", feed.encode())
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    serving.start()
    try:
        yield f"{address}/feed.xml"
    finally:
        server.shutdown()
        server.server_close()
        serving.join()
