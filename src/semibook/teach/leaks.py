"""What of the key stands in files that pupils get."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping

from bs4 import BeautifulSoup

from semibook.teach.copy import Copy

#: What a reader does not read: styles, scripts, and the readings above words.
_UNREAD = ("style", "script", "rt", "rp")
#: Attributes that no program reads out or shows: where and how an element stands, its files.
_UNSAID = {"class", "colspan", "height", "href", "id", "rowspan", "src", "style", "width"}
#: In a workbook's XML, the few that say something; all others number cells and styles.
_SAID_IN_XML = {"descr", "error", "errortitle", "prompt", "prompttitle", "title"}
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"[\d.,]*\d")
#: Shorter numbers stand in any text.
_TELLING = 3


def leaks(copy: Copy, files: Mapping[str, bytes]) -> list[str]:
    """What pupils would find: a line for each text of the key, and each answer in an attribute.

    Args:
        copy: the lesson.
        files: what pupils get, by name; pages that are printed are looked at before.
    """
    found = []
    texts = list(_secrets(copy))
    values = _values(copy)
    for name, content in files.items():
        for plain, attributes in _read(name, content):
            for text in texts:
                if any(_has(each, text) for each in (plain, *attributes)):
                    found.append(f"{name}: has {text!r:.60} of the key")
            for said in attributes:
                numbers = set(_NUMBER.findall(said))
                found += [f"{name}: an attribute says {value}" for value in values & numbers]
    return sorted(dict.fromkeys(found))


def _secrets(copy: Copy) -> Iterator[str]:
    """Texts that stand in the key alone, and answers in a row."""
    for question in copy.lesson.questions.values():
        known = [question.key, question.hint, *(mistake.say for mistake in question.mistakes)]
        yield from (_plain(copy.say(text)) for text in known if text)
        values = copy.answer(question) if question.answer else []
        if len(values) > 1:
            yield from (mark.join(values) for mark in (", ", "、", " "))


def _values(copy: Copy) -> set[str]:
    questions = copy.lesson.questions.values()
    values = {value for each in questions if each.answer for value in copy.answer(each)}
    return {value for value in values if sum(map(str.isdigit, value)) >= _TELLING}


def _read(name: str, content: bytes) -> Iterator[tuple[str, list[str]]]:
    """What the parts of a file say, and what their attributes do."""
    if name.endswith(".html"):
        yield _markup(content.decode())
    elif name.endswith(".ipynb"):
        for cell in json.loads(content)["cells"]:
            shown = [cell["source"]]
            for output in cell.get("outputs", []):
                shown += [output.get("text", ""), *output.get("data", {}).values()]
            yield from (_markup("".join(lines)) for lines in shown)
    elif name.endswith((".csv", ".txt")):
        yield _SPACE.sub(" ", content.decode("utf-8-sig")).strip(), []
    elif name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                if part.endswith(".xml"):
                    soup = _soup(archive.read(part).decode())
                    yield _text(soup), _attributes(soup, lambda each: each in _SAID_IN_XML)


def _markup(text: str) -> tuple[str, list[str]]:
    soup = _soup(text)
    return _text(soup), _attributes(soup, lambda each: each not in _UNSAID)


def _soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(f"<div>{text}</div>", "html.parser")


def _attributes(soup: BeautifulSoup, is_said: Callable[[str], bool]) -> list[str]:
    return [
        " ".join(value) if isinstance(value, list) else value
        for element in soup.find_all()
        for name, value in element.attrs.items()
        if is_said(name)
    ]


def _has(plain: str, text: str) -> bool:
    """Whether a text stands there whole: `2, 3` is no part of `32, 304`."""
    return bool(re.search(rf"(?<!\d){re.escape(text)}(?!\d)", plain))


def _plain(text: str) -> str:
    """What a reader reads of a text with markup."""
    return _text(_soup(text))


def _text(soup: BeautifulSoup) -> str:
    for element in soup.find_all(_UNREAD):
        element.decompose()
    return _SPACE.sub(" ", soup.get_text()).strip()
