"""Pieces that patterns share. Every repeat is bounded or possessive, so that matching stays linear."""

from __future__ import annotations

NUMBER = r"(?:\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?"
WHOLE = r"(?:\d{1,3}(?:,\d{3})++(?![\d.])|\d++)"
DASH = r" ?[-–—] ?"
"""What stands between the ends of a range."""
HYPHEN = "[-–—]"
SPACE = r"[^\S\n]*+"
END = r"(?![^\W_])"
"""Not inside a longer word or number."""
CURRENCY = r"\$US|(?:US|AU|NZ|HK|CA|A|C)?\$|[£€¥₹₽₩₺₴₦₪฿]"
SCALE = r"(?:thousand|million|billion|trillion|mn|mln|mil|m|M|bn|BN|Bn|B|b|trn|tn|TN|Tn|k|K)" + END
SCALES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "mln": "million",
    "mil": "million",
    "b": "billion",
    "bn": "billion",
    "tn": "trillion",
    "trn": "trillion",
}
MERIDIEM = r"(?P<half>[aApP])\.?[mM](?![^\W_])\.?"


def scale_word(written: str | None) -> str:
    """Thousand, million, billion or trillion for any of their short forms; nothing for nothing."""
    if not written:
        return ""
    return SCALES.get(written.lower(), written.lower())
