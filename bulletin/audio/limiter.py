"""Limiter: look ahead, and turn down before a true peak would pass the ceiling."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bulletin.audio.peaks import HALO, row_peaks, true_row_peaks
from bulletin.audio.samples import ROW_S, Grid, Samples, ratio

# The gain falls and rises on straight lines in dB. Espeak's peaks need 3 to 4 dB, so the fall begins
# about 3 ms ahead; a rise this slow does not follow the single pitch periods of a voice, which would rasp.
ATTACK_DB_PER_ROW = 1.5
RELEASE_DB_PER_ROW = 60.0 * ROW_S
DEEPEST_DB = 24.0
"""Over this much reduction the lines are cut short: the gain jumps, but the ceiling holds."""

# The rows whose true peak is worth knowing: lower ones stay under the ceiling (see peaks.MARGIN_DB).
WATCHED_DB = 6.0


def limit(samples: Samples, *, rate_hz: int, ceiling_dbtp: float) -> Samples:
    """
    Hold a piece under a true peak.

    Args:
        samples: float32, shape (frames,).
        rate_hz: Frames per second.
        ceiling_dbtp: The highest true peak allowed.

    Returns:
        As many samples; equal to the input wherever no peak is near.
    """
    row = Grid.at(rate_hz).row
    short = -len(samples) % row
    whole = np.pad(samples, (0, short))
    peaks = watched_peaks(np.pad(whole, HALO), row=row, over=ratio(ceiling_dbtp - WATCHED_DB))
    room_db = ceiling_dbtp - peaks_db(peaks)
    return turn(whole, edge_gains_db(room_db), row=row)[: len(samples)]


def watched_peaks(padded: Samples, *, row: int, over: float) -> Samples:
    """Row peaks of samples with a halo on either side; true peaks where the sample peak is over a level."""
    peaks = row_peaks(padded[HALO:-HALO], row=row)
    near = np.flatnonzero(peaks >= over)
    peaks[near] = true_row_peaks(padded, near, row=row)
    return peaks


def peaks_db(peaks: Samples) -> Samples:
    """Peaks in dB, silence at -120."""
    db: Samples = np.float32(20) * np.log10(np.maximum(peaks, np.float32(1e-6)))
    return db


def edge_gains_db(room_db: Samples) -> Samples:
    """
    The gain at the edges of rows.

    Args:
        room_db: Shape (rows,): how far each row may be turned up before it passes the ceiling;
            negative where it must be turned down.

    Returns:
        Shape (rows + 1,), in dB, never over 0: a row between two edges is nowhere louder than its room.
    """
    edges = np.zeros(len(room_db) + 1, dtype=np.float32)
    np.minimum(edges[:-1], room_db, out=edges[:-1])
    np.minimum(edges[1:], room_db, out=edges[1:])
    if edges.min(initial=0.0) < 0:
        _spread(edges, slope=RELEASE_DB_PER_ROW)
        _spread(edges[::-1], slope=ATTACK_DB_PER_ROW)
    return edges


def _spread(edges: NDArray[np.float32], *, slope: float) -> None:
    """Let every dip rise along a line towards the end, in place: a minimum over doubling distances."""
    reach = 1
    while reach < len(edges) and (reach - 1) * slope < DEEPEST_DB:
        risen = edges[:-reach] + np.float32(slope * reach)
        np.minimum(edges[reach:], risen, out=edges[reach:])
        reach *= 2


def turn(samples: Samples, edges_db: Samples, *, row: int) -> Samples:
    """Apply the gains at the edges of rows, on straight lines between them; whole rows only."""
    edges = np.power(np.float32(10), edges_db / np.float32(20), dtype=np.float32)
    along = np.arange(row, dtype=np.float32) / np.float32(row)
    gains = np.multiply.outer(np.diff(edges), along)
    gains += edges[:-1, None]
    gains *= samples.reshape(-1, row)
    turned: Samples = gains.reshape(-1)
    return turned
