"""How current the data of an edition are, in words."""

from __future__ import annotations

from datetime import date

from semibook.page.placeholders import filters
from semibook.run.dependencies import newest
from semibook.tables import vintages
from semibook.translation.catalogues import PACKAGE, translator


def known_on(vintage: str, lang: str) -> str:
    """The day at which a vintage's data were known, in words."""
    return filters(lang)["day"](date.fromisoformat(vintages.find(vintage).as_of))


def known_up_to(vintage: str, lang: str) -> str:
    """The day at which an edition's data were known; of the deck's own, that of later facts too.

    Args:
        vintage: the vintage that the edition is made on.
        lang: its language.
    """
    _, known = translator(lang, PACKAGE), known_on(vintage, lang)
    if vintages.find(vintage).base:
        return known
    later = known_on(newest().address, lang)
    return _("{deck} (later facts: {later})").format(deck=known, later=later)


def basis(vintage: str, lang: str) -> str:
    """How current an edition's data are, as a sentence.

    The deck's own edition shows later facts beside the deck: it names the day of both.

    Args:
        vintage: the vintage that the edition is made on.
        lang: its language.
    """
    _, known, place = translator(lang, PACKAGE), known_on(vintage, lang), vintages.find(vintage)
    if place.base:
        title = place.title_in(lang)
        return _("Data: {title}, as known on {date}.").format(title=title, date=known)
    later = known_on(newest().address, lang)
    return _("Deck: {deck}; later facts up to {later}.").format(deck=known, later=later)
