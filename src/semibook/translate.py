"""Texts in the reader's language, from the catalogues `locale/<lang>/<domain>.po`."""

from __future__ import annotations

from collections.abc import Callable

from semibook import paths

SOURCE_LANGUAGE = "en"


def languages(domain: str) -> list[str]:
    """The languages in which `domain` (a chapter, or `semibook` for shared texts) can be read."""
    catalogues = sorted(paths.LOCALE.glob(f"*/{domain}.po"))
    return [SOURCE_LANGUAGE, *(each.parent.name for each in catalogues)]


def translator(lang: str, domain: str) -> Callable[[str], str]:
    """The function `_` that puts a text of `domain` into `lang`.

    Texts that a catalogue lacks stay English.

    Raises:
        ValueError: if there is no catalogue of that domain in that language.
    """
    if lang == SOURCE_LANGUAGE:
        return str
    if lang not in languages(domain):
        raise ValueError(
            f"lang: found {lang!r}; {domain} can be read in: {', '.join(languages(domain))}"
        )
    from babel.messages.pofile import read_po  # only editions other than the English one need it

    with (paths.LOCALE / lang / f"{domain}.po").open("rb") as file:
        texts = {
            m.id: m.string for m in read_po(file, locale=lang) if m.id and m.string and not m.fuzzy
        }
    return lambda text: texts.get(text, text)
