"""The entries of the bibliography as an edition shows them: in its language, each told apart.

book/references.bib holds what an entry is called in Japanese beside the English: `title_ja`,
`author_ja` and the like. What stands for an entry in a text is its author, or else its publisher.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from string import ascii_lowercase

from babel.dates import get_month_names
from pybtex.database import Entry, Person

_ENGLISH_MONTHS = {name: number for number, name in get_month_names(locale="en").items()}
_IN_JAPANESE = "_ja"


def prepare(entries: Mapping[str, Entry], lang: str) -> None:
    """Put entries into an edition's language, name who stands for each, tell namesakes apart.

    Args:
        entries: by key; they are changed. To do it again changes nothing more.
        lang: the language of the edition.
    """
    for entry in entries.values():
        if lang == "ja":
            _translate(entry)
        publisher = entry.fields.get("howpublished")
        if not publisher:
            continue
        names = [_one_name(publisher)]
        # Done again, `_translate` brings back the publisher that stands as the author already.
        if not entry.persons or entry.persons.get("author") == names:
            entry.persons["author"] = names
            del entry.fields["howpublished"]
    _tell_apart(entries, "年不明" if lang == "ja" else "n.d.")


def _translate(entry: Entry) -> None:
    """Let what an entry says in Japanese stand where the English stood."""
    author = entry.fields.get(f"author{_IN_JAPANESE}")
    if author:
        entry.persons["author"] = [_one_name(author)]
    for field in [name for name in entry.fields if name.endswith(_IN_JAPANESE)]:
        entry.fields[field.removesuffix(_IN_JAPANESE)] = entry.fields[field]
    month = _ENGLISH_MONTHS.get(entry.fields.get("month"))
    if month:
        entry.fields["month"] = f"{month}月"
    if entry.fields.get("year", "").isdigit():
        entry.fields["year"] += "年"


def _one_name(text: str) -> Person:
    """The name of an office or a firm, which has no first and last."""
    return Person(text if text.startswith("{") else f"{{{text}}}")


def _tell_apart(entries: Mapping[str, Entry], undated: str) -> None:
    """Give entries of one author and year a letter each, in the order of their keys."""
    namesakes = defaultdict(list)
    for key in sorted(entries):
        entry = entries[key]
        entry.fields.setdefault("year", undated)
        names = entry.persons.get("author", [entry.fields["title"]])
        namesakes[tuple(map(str, names)), entry.fields["year"]].append(entry)
    for (_names, year), alike in namesakes.items():
        for letter, entry in zip(ascii_lowercase, alike if len(alike) > 1 else [], strict=False):
            entry.fields["year"] = f"{year}{'-' if year == undated else ''}{letter}"
