"""What of the key stands in files that pupils get."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from semibook.teach.copy import Copy

_READING = re.compile(r"<rt>.*?</rt>", re.S)
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r'\b(?:alt|title)="([^"]*)"')
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.S)
_SPACE = re.compile(r"\s+")
_PICTURE = re.compile(r'"data:image/[^"]*"')
#: Shorter numbers stand in any text.
_TELLING = 3
_TEXTS = (".html", ".ipynb", ".csv", ".txt")


def leaks(copy: Copy, files: Mapping[str, bytes]) -> list[str]:
    """What pupils would find: a line for each text of the key, and each answer beside a picture.

    Args:
        copy: the lesson.
        files: what pupils get, by name; pages that are printed are looked at before.
    """
    found = []
    texts = list(_secrets(copy))
    values = _values(copy)
    for name, content in files.items():
        for source in _texts(name, content):
            plain = _plain(source)
            found += [f"{name}: has {text!r:.60} of the key" for text in texts if _has(plain, text)]
            for said in _ATTRIBUTE.findall(_PICTURE.sub("", source)):
                numbers = set(re.findall(r"[\d.,]*\d", html.unescape(said)))
                found += [f"{name}: a picture's text says {value}" for value in values & numbers]
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


def _texts(name: str, content: bytes) -> Iterator[str]:
    if name.endswith(_TEXTS):
        yield content.decode("utf-8-sig")
    elif name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                if part.endswith(".xml"):
                    yield archive.read(part).decode("utf-8")


def _has(plain: str, text: str) -> bool:
    """Whether a text stands there whole: `2, 3` is no part of `32, 304`."""
    return bool(re.search(rf"(?<!\d){re.escape(text)}(?!\d)", plain))


def _plain(text: str) -> str:
    """What a reader reads, the readings above words aside."""
    shown = _TAG.sub("", _READING.sub("", _STYLE.sub("", text)))
    return _SPACE.sub(" ", html.unescape(shown)).strip()
