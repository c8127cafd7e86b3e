"""Which language an article is in."""

from __future__ import annotations

import pytest

from bulletin.clean.language import language_of

SAID = {
    "cy": "Bydd bws newydd yn rhedeg o ganol y dref i'r ysbyty bob hanner awr o ddechrau mis Mehefin.",
    "de": "Ein neuer Bus fährt ab Juni jede halbe Stunde vom Zentrum der Stadt zum Krankenhaus.",
    "el": "Ένα νέο λεωφορείο θα πηγαίνει από το κέντρο της πόλης στο νοσοκομείο κάθε μισή ώρα.",
    "en": "A new bus will run from the middle of the town to the hospital every half hour from June.",
    "es": "Un nuevo autobús irá del centro de la ciudad al hospital cada media hora desde junio.",
    "fr": "Un nouveau bus reliera le centre de la ville à l'hôpital toutes les demi-heures dès juin.",
    "ga": "Beidh seirbhís nua bus ag rith ó lár an bhaile go dtí an t-ospidéal gach leathuair.",
    "gd": "Bidh seirbheis bus ùr a' ruith bho mheadhan a' bhaile chun an ospadail gach leth uair.",
    "gu": "નવી બસ સેવા શહેરના કેન્દ્રથી હોસ્પિટલ સુધી દર અડધા કલાકે ચાલશે.",
    "ja": "六月の初めから、新しいバスが三十分ごとに町の中心から病院まで走ります。",
    "lt": "Naujas autobusas važiuos iš miesto centro į ligoninę kas pusvalandį nuo birželio pradžios.",
    "pl": "Od czerwca nowy autobus będzie jeździł z centrum miasta do szpitala co pół godziny.",
    "ro": "Un nou autobuz va circula din centrul orașului la spital la fiecare jumătate de oră.",
    "ur": "نئی بس شہر کے مرکز سے ہسپتال تک ہر آدھے گھنٹے چلے گی اور مریض مفت سفر کریں گے۔",
}


@pytest.mark.parametrize("claim", [None, "en"])
@pytest.mark.parametrize("language", SAID)
def test_a_language_is_named_whatever_an_english_template_claims(language: str, claim: str | None) -> None:
    assert language_of(SAID[language], claim) == language


def test_a_claim_is_believed_but_not_against_plain_english() -> None:
    assert language_of(SAID["gd"], "gd") == "gd"
    assert language_of(SAID["en"], "cy") == "en"


def test_a_few_words_have_no_language_but_what_is_claimed() -> None:
    assert language_of("Mayor opens shed") is None
    assert language_of("Mayor opens shed", "en") == "en"


def test_a_short_english_line_without_little_words_is_english() -> None:
    assert language_of("Why do Manchester City fans sing Blue Moon?") == "en"
