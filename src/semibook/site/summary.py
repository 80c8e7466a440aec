"""What a chapter says in short: the findings that lead its page, and the first page of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from semibook.page.findings import Told, told
from semibook.page.markup import as_markdown
from semibook.page.speaker import Speaker
from semibook.site.data_dates import basis
from semibook.translation import words
from semibook.translation.catalogues import PACKAGE, translator


def leading(chapter: str, cells: Iterable[NotebookNode]) -> list[str]:
    """The sentences with which a chapter leads, plain text, in the order of its words.

    Those that the run did not say, as its data gave no reason to, are left out.

    Args:
        chapter: its name.
        cells: of the chapter as it was run.
    """
    said: dict[str, list[str]] = {}
    for finding in told(cells):
        said.setdefault(finding.key, []).append(finding.sentence)
    return [sentence for key in words.read(chapter).in_short for sentence in said.get(key, [])]


def said(executed: Path) -> dict[str, Told]:
    """The findings of a run that are in its words, by their keys.

    Args:
        executed: the chapter as it was run.
    """
    found: dict[str, Told] = {}
    times: Counter[str] = Counter()
    for finding in told(nbformat.read(executed, as_version=4).cells):
        if key := finding.key:
            times[key] += 1
            # A finding may be said of several things, one after another.
            found[key if times[key] == 1 else f"{key}-{times[key]}"] = finding
    return found


def in_short(chapter: str, cells: Iterable[NotebookNode], vintage: str, lang: str) -> str:
    """A box of Markdown for the top of a chapter; empty if its words lead with nothing.

    Args:
        chapter: its name.
        cells: of the chapter as it was run.
        vintage: the vintage that it was run on.
        lang: language of the edition.
    """
    found = leading(chapter, cells)
    if not found:
        return ""
    _ = translator(lang, PACKAGE)
    lines = [f"- {as_markdown(sentence)}" for sentence in found]
    speaker = Speaker(chapter, lang)
    limits = speaker.say(words.read(chapter).limits, "limits")
    last = as_markdown(speaker.language.sentences([basis(vintage, lang), limits]))
    return "\n".join(
        [f"```{{admonition}} {_('In short')}", ":class: in-short", "", *lines, "", last, "```"]
    )
