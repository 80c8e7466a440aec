"""Making a copy of a lesson: its pages and files, and the two bundles, for pupils and teachers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from semibook import files
from semibook.site import bundle, pdf
from semibook.teach import leaks, notebook, sheets, slides
from semibook.teach.copy import Copy
from semibook.teach.workbook import workbook

#: The largest bundle that pupils are given.
LARGEST = 5_000_000
#: Pages for pupils and pages for the teacher alone, by the name of their file.
_PUPILS: dict[str, Callable[[Copy], str]] = {
    "worksheet": sheets.worksheet,
    "excerpt": sheets.reader,
    "vocabulary": sheets.vocabulary,
}
_TEACHERS: dict[str, Callable[[Copy], str]] = {
    "plan": sheets.plan,
    "key": sheets.key,
    "deck": sheets.deck,
}
_PRINTED = ("worksheet", "vocabulary", "plan", "key")


class LeakError(ValueError):
    """Something of the key among what pupils get; a line each."""


def make(copy: Copy, vintage: str) -> None:
    """Make a copy, and put it in the place of the last one once it is whole.

    Raises:
        LeakError: if pupils would get something of the key, or more than a slow line carries.
        OSError: if it cannot be written.
    """
    pupils = for_pupils(copy)
    if found := leaks.leaks(copy, pupils):
        raise LeakError("\n".join(f"{copy.lesson.id} ({copy.lang}), {line}" for line in found))
    teachers = {name: page(copy).encode() for name, page in _named(_TEACHERS).items()}
    if slides.can_make():
        teachers["slides.pptx"] = slides.slides(copy)
    pupils, teachers = _with_print(pupils), _with_print(teachers)
    handed_out = _started(copy, pupils, teacher=False)
    everything = _started(copy, _in("student", handed_out) | _in("teacher", teachers), teacher=True)
    student = bundle.zipped(handed_out)
    if len(student) > LARGEST:
        reason = f"found {len(student):,} bytes for pupils, expected at most {LARGEST:,}"
        raise LeakError(f"{copy.lesson.id} ({copy.lang}): {reason}")
    zips = (student, bundle.zipped(everything))
    with files.replacing_folder(copy.place.folder(vintage)) as place:
        _write(place / "student", handed_out)
        _write(place / "teacher", everything)
        for target, content in zip(copy.place.bundles(vintage), zips, strict=True):
            (place / target.name).write_bytes(content)


def for_pupils(copy: Copy) -> dict[str, bytes]:
    """What pupils get, by name, as it is before it is printed."""
    wanted = _PUPILS | ({"what_if": sheets.what_if} if copy.lesson.what_if else {})
    pages = {name: page(copy).encode() for name, page in _named(wanted).items()}
    return {
        **pages,
        "workbook.xlsx": bundle.undated(workbook(copy)),
        "notebook.ipynb": notebook.notebook(copy).encode(),
        **notebook.tables(copy),
    }


def _named(pages: dict[str, Callable[[Copy], str]]) -> dict[str, Callable[[Copy], str]]:
    return {f"{name}.html": page for name, page in pages.items()}


def _with_print(pages: dict[str, bytes]) -> dict[str, bytes]:
    """The files, with those that are for paper as PDF too, if this machine can print."""
    prints = {
        f"{name}.pdf": pdf.printed(pages[f"{name}.html"].decode())
        for name in _PRINTED
        if f"{name}.html" in pages
    }
    return pages | {name: content for name, content in prints.items() if content}


def _started(copy: Copy, contents: dict[str, bytes], *, teacher: bool) -> dict[str, bytes]:
    """The files with the page that leads to them."""
    listed = [name for name in contents if not name.endswith((".csv", "START.html"))]
    page = sheets.start(copy, listed, teacher=teacher)
    return {"START.html": page.encode(), **contents}


def _in(folder: str, contents: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": content for name, content in contents.items()}


def _write(place: Path, contents: dict[str, bytes]) -> None:
    for name, content in contents.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
