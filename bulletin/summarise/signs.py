"""Signs: what stands in a text for the eye alone, and which nobody hears."""

from __future__ import annotations

import re
from dataclasses import replace

from bulletin.model import Passage
from bulletin.text.patterns import later

# "(pictured, right)", "[see video above]", "[3]": signs on a page, which nobody hears.
_POINTER = re.compile(
    r" ?\[\d{1,3}\]| ?[(\[](?:(?:also |not )?pictured|(?:left|right|centre|above|below)(?=[,)\]])|click|tap|"
    r"read (?:more|next|also)|full (?:story|report)|watch(?: (?:here|below|above|now|the|our))?[:)\]]|"
    r"(?:photo|picture|image|video|gallery|link)s?\b|see (?:also |the |our )?(?:map|pages?|panel|box|table|"
    r"chart|graphic|pictures?|photos?|video|gallery|link|story|here|above|below|left|right)\b"
    r"|(?-i:NASDAQ|NYSE|AMEX|LSE|LON|OTC|ASX|TSX)\s?:|(?:previous story|(?:first|originally|last) )?"
    r"(?:, )?(?:posted|published|updated) (?:at|on)\b"
    r")[^()\[\]]*[)\]]",
    re.IGNORECASE,
)
# "Nell Barrow has more.": the news goes on in a film, which nobody hears.
_HANDOVER = re.compile(
    r"^(?:(?:Morning|Midday|Afternoon|Evening|Latest|Final) )?[Uu]pdate(?: \d)?[.:] (?=[A-Z“\"])|"
    r"(?<=[.!?”\"] )(?:[A-Z][\w’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]+ has (?:more|the (?:story|details|latest))|"
    r"(?:Additional r|R)eporting by [A-Z][^.!?]{1,80})\.$"
)
PICTURE_AGENCIES = r"Getty(?: Images)?|Reuters|Shutterstock|Alamy|AFP|EPA|SWNS"
_AGENCY = (
    rf"(?:{PICTURE_AGENCIES}|AP(?: Photo)?|PA(?: Wire| Media)?|REX|"
    r"Yonhap|Xinhua|WireImage|FilmMagic|CNET|Bloomberg)"
)
# "(Ada Pryce/Vale News via AP)", "Ada Pryce/Getty Images.": whose picture was seen.
_CREDIT = later(
    rf" ?[(\[][^()\[\]]{{0,80}}(?:/| via |: ?){_AGENCY}[)\]]|"
    r"(?:^|(?<=[.!?”\"] ))(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]+(?: ?/ ?[A-Z]\w+){0,2} ?/ ?"
    rf"{_AGENCY}\b\.?(?: |$)"
)
# "forms.example/kwGhi7Nk2umj", "vale.example/a?id=31": a browser can follow it, a listener cannot.
_CODE = later(
    r"\b(?:https?://)?[\w.-]{1,80}\.[a-z]{2,24}/[\w/.~-]{0,200}(?:[?&=%]|"
    r"(?<=/)(?=\w{0,40}\d)(?=\w{0,40}[A-Za-z])\w{7}|[a-z][A-Z]\w{0,40}[a-z][A-Z])"
)


def without_signs(passage: Passage) -> Passage:
    """A sign inside a sentence goes, and the sentence stays; so does the news before a hand-over."""
    patterns = (_POINTER, _CREDIT, _HANDOVER)
    signs = [found for pattern in patterns for found in pattern.finditer(passage.text)]
    if not signs:
        return passage
    text = passage.text
    for pattern in patterns:
        text = pattern.sub("", text)
    return replace(passage, text=text.strip(), edits=tuple(f"{found[0].strip()} left out" for found in signs))


def holds_a_code(sentence: str) -> bool:
    """Whether a sentence gives a web address that is no words, so that only a browser can follow it."""
    return bool(_CODE.search(sentence))
