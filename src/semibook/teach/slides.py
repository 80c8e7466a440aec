"""A lesson's slides as a PPTX file that teachers can edit, with what they say in the notes.

python-pptx is in the extra `teach`; without it a lesson has the slides as a page alone.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import datetime
from importlib.util import find_spec
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from semibook.site.bundle import undated
from semibook.tables.characters import half_ems
from semibook.teach import content
from semibook.teach.copy import Copy, Shown
from semibook.teach.labels import labels
from semibook.translation.language import language

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

#: In inches: a slide of 16:9, its margin, and where what stands under the title begins and ends.
_WIDTH, _HEIGHT, _MARGIN, _TOP, _BOTTOM = 13.333, 7.5, 0.7, 1.55, 6.75
_TITLE_ONLY = 5  # among the layouts of python-pptx's own template
#: The height that is left for what a slide shows.
_ROOM = _BOTTOM - _TOP
_LOCALES = {"en": "en-GB", "ja": "ja-JP"}
#: Sizes in points: of titles, of text, of much text, of sources; of tables, the largest first.
_TITLE, _TEXT, _MUCH, _SMALL = 32, 26, 20, 12
_CELLS = (18, 16, 14, 12)
#: The width, in half ems, from which a text is set smaller.
_MANY_SIGNS = 300
#: The height of a line and the width of a Latin letter, in sizes and in half ems of the font.
_LINE, _LATIN = 1.45, 1.2
#: The least and most half ems by which a column of a table is measured.
_NARROWEST, _WIDEST = 4, 50
#: Slides say when they were made; the same lesson is to give the same bytes.
_MADE = datetime(2024, 2, 9)


class Place(NamedTuple):
    """Where something stands from left to right, in inches."""

    left: float
    width: float


_WHOLE = Place(_MARGIN, _WIDTH - 2 * _MARGIN)
_LEFT, _RIGHT = Place(_MARGIN, 5.4), Place(_MARGIN + 5.7, _WIDTH - 2 * _MARGIN - 5.7)


def can_make() -> bool:
    """Whether the library that makes them is installed."""
    return find_spec("pptx") is not None


def slides(copy: Copy) -> bytes:
    """The slides as a .pptx file, for the teacher: each answer follows its question.

    Raises:
        ModuleNotFoundError: if python-pptx is not installed.
    """
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    _about(deck, copy)
    _Maker(deck, copy).make()
    file = io.BytesIO()
    deck.save(file)
    return undated(file.getvalue())


def _about(deck: Presentation, copy: Copy) -> None:
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = copy.say(copy.lesson.title), "semibook", ""
    about.created = about.modified = _MADE
    about.language = _LOCALES[copy.lang]


class _Maker:
    """Puts the slides of a lesson into a deck, in the order in which they are shown."""

    def __init__(self, deck: Presentation, copy: Copy) -> None:
        self.deck, self.copy = deck, copy
        self.words, self.marks = labels(copy.lang), language(copy.lang)

    def make(self) -> None:
        self._title()
        self.questions = content.answered(self.copy)
        guessed: list[int] = []
        for step in content.steps(self.copy):
            if step["closing"]:
                self._guessed(guessed)
            if not step["guess"]:  # a guess comes before what would settle it
                self._exhibits(step)
            for number in step["asks"]:
                self._asked(number, step)
                if step["guess"] and not self.questions[number - 1]["answer"]:
                    guessed.append(number)
                else:
                    self._answered(number)
            if step["guess"]:
                self._exhibits(step)

    def _title(self) -> None:
        lesson, words = self.copy.lesson, self.words
        grade, minutes = content.grade(self.copy), f"{lesson.minutes}{self.marks.space}"
        slide = self._slide(self.copy.say(lesson.title))
        self._text(slide, [f"{grade}{self.marks.comma}{minutes}{words['minutes']}"])
        # Not on the slide: what a class shall learn would answer what it is asked to guess.
        objectives = [each["standard"] for each in content.objectives(self.copy)]
        said = [(words["opening"], self.copy.say(lesson.notes.opening))]
        self._notes(slide, [*said, *((words["objective"], each) for each in objectives)])

    def _exhibits(self, step: dict[str, Any]) -> None:
        for shown in step["exhibits"]:
            for part in _parts(shown):
                slide = self._slide(shown.title)
                self._exhibit(slide, part, _WHOLE)
                self._write(self._box(slide, _BOTTOM, 0.5), [shown.sources], _SMALL)
                self._notes(slide, [self._when(step)])

    def _asked(self, number: int, step: dict[str, Any]) -> None:
        """A question, beside the table or figure that it is about."""
        words, question = self.words, self.questions[number - 1]
        minutes = f"{question['minutes']}{self.marks.space}{words['minutes']}"
        slide = self._slide(f"{words['question']} {number} ({minutes})")
        beside = [
            shown
            for shown in question["exhibits"]
            if shown.table is None or _fits_legibly(shown, _RIGHT)
        ][:1]
        self._text(slide, [question["ask"]], _LEFT if beside else _WHOLE)
        for shown in beside:
            self._exhibit(slide, shown, _RIGHT)
        self._notes(slide, [self._when(step), *self._help(question)])

    def _answered(self, number: int) -> None:
        words, question = self.words, self.questions[number - 1]
        slide = self._slide(f"{words['question']} {number}{words['colon']}{words['answer']}")
        self._text(slide, [*self._numbers(question), question["key"]])
        self._notes(slide, [*self._help(question), (words["remark"], question["remark"])])

    def _guessed(self, guesses: list[int]) -> None:
        """What was guessed at the beginning, once the class knows better."""
        while guesses:
            self._answered(guesses.pop(0))

    def _help(self, question: dict[str, Any]) -> list[tuple[str, str]]:
        mistakes = [(self.words["mistake"], mistake) for mistake in question["mistakes"]]
        return [(self.words["hint"], question["hint"]), *mistakes]

    def _numbers(self, question: dict[str, Any]) -> list[str]:
        """A line for each number of an answer: `in 3 years: 0.20 trillion yen`."""
        colon, space = self.words["colon"], self.marks.space
        return [
            f"{blank}{colon if blank else ''}{value}{space}{question['unit']}".strip()
            for blank, value in question["answer"]
        ]

    def _when(self, step: dict[str, Any]) -> tuple[str, str]:
        minutes = f"{step['start']}–{step['end']}{self.marks.space}{self.words['minutes']}"
        return f"{minutes}{self.marks.comma}{step['form']}", step["does"]

    def _slide(self, title: str) -> Slide:
        from pptx.util import Inches

        slide = self.deck.slides.add_slide(self.deck.slide_layouts[_TITLE_ONLY])
        place = slide.shapes.title
        place.left, place.top = Inches(_MARGIN), Inches(0.35)
        place.width, place.height = Inches(_WIDTH - 2 * _MARGIN), Inches(1.1)
        place.text_frame.word_wrap = True
        self._write(place.text_frame, [title], _TITLE)
        return slide

    def _box(self, slide: Slide, top: float, height: float, place: Place = _WHOLE) -> TextFrame:
        from pptx.util import Inches

        left, width = Inches(place.left), Inches(place.width)
        box = slide.shapes.add_textbox(left, Inches(top), width, Inches(height))
        box.text_frame.word_wrap = True
        return box.text_frame

    def _text(self, slide: Slide, paragraphs: list[str], place: Place = _WHOLE) -> None:
        length = sum(map(half_ems, paragraphs)) * _WHOLE.width / place.width
        size = _MUCH if length > _MANY_SIGNS else _TEXT
        self._write(self._box(slide, _TOP, _ROOM, place), paragraphs, size)

    def _write(
        self, frame: TextFrame, paragraphs: list[str], size: int, *, right: bool = False
    ) -> None:
        """Write paragraphs in the lesson's language; empty ones are left out."""
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        for place, text in enumerate(filter(None, paragraphs)):
            paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text, run.font.size = text, Pt(size)
            run.font._element.set("lang", _LOCALES[self.copy.lang])

    def _notes(self, slide: Slide, said: list[tuple[str, str]]) -> None:
        lines = [f"{name}{self.words['colon']}{text}" for name, text in said if text]
        slide.notes_slide.notes_text_frame.text = "\n".join(lines)

    def _exhibit(self, slide: Slide, shown: Shown, place: Place) -> None:
        draw = self._picture if shown.table is None else self._table
        draw(slide, shown, place)

    def _picture(self, slide: Slide, shown: Shown, place: Place) -> None:
        from pptx.util import Inches

        file, top, room = io.BytesIO(shown.picture), Inches(_TOP), Inches(_ROOM)
        picture = slide.shapes.add_picture(file, Inches(place.left), top, height=room)
        if picture.width > (widest := Inches(place.width)):
            picture.height = round(picture.height * widest / picture.width)
            picture.width = widest
        picture._element.nvPicPr.cNvPr.set("descr", shown.alt)

    def _table(self, slide: Slide, shown: Shown, place: Place) -> None:
        from pptx.util import Inches

        texts = _texts(shown)
        shares = _shares(texts)
        size = _size(texts, shares, place)
        width, height = Inches(place.width), Inches(0.4)
        frame = slide.shapes.add_table(
            len(texts), len(shares), Inches(place.left), Inches(_TOP), width, height
        )
        for column, share in zip(frame.table.columns, shares, strict=True):
            column.width = round(width * share)
        kinds = [kind for _name, kind in shown.heads()]
        for line, row in zip(frame.table.rows, texts, strict=True):
            for cell, text, kind in zip(line.cells, row, kinds, strict=True):
                self._write(cell.text_frame, [text], size, right=kind == "number")


def _texts(shown: Shown) -> list[list[str]]:
    """The cells of a table, its headers first."""
    return [
        [name for name, _kind in shown.heads()],
        *([text for text, _kind in row] for row in shown.rows()),
    ]


def _parts(shown: Shown) -> list[Shown]:
    """A table in as many parts as it needs slides; anything else as it is."""
    if shown.table is None:
        return [shown]
    count, length = 1, len(shown.table)
    while True:
        rows = ceil(length / count)
        starts = range(0, length, rows)
        parts = [replace(shown, table=shown.table.iloc[at : at + rows]) for at in starts]
        if rows == 1 or all(map(_is_low_enough, parts)):
            return parts
        count += 1


def _is_low_enough(shown: Shown) -> bool:
    texts = _texts(shown)
    return _height(texts, _rooms(_shares(texts), _CELLS[-1], _WHOLE), _CELLS[-1]) <= _ROOM


def _fits_legibly(shown: Shown, place: Place) -> bool:
    texts = _texts(shown)
    return _fits(texts, _shares(texts), _CELLS[-1], place)


def _size(rows: list[list[str]], shares: list[float], place: Place) -> int:
    """The largest size at which a table fits; the least if none does."""
    return next((size for size in _CELLS if _fits(rows, shares, size, place)), _CELLS[-1])


def _fits(rows: list[list[str]], shares: list[float], size: int, place: Place) -> bool:
    """Whether a table is no higher than a slide has room, and no word of it wider than a cell."""
    rooms = _rooms(shares, size, place)
    return _height(rows, rooms, size) <= _ROOM and all(
        _longest_word(text) <= room for row in rows for text, room in zip(row, rooms, strict=True)
    )


def _rooms(shares: list[float], size: int, place: Place) -> list[float]:
    """The width of a line in each column, in half ems."""
    return [(place.width * share - 0.2) * 72 / size * 2 for share in shares]


def _height(rows: list[list[str]], rooms: list[float], size: int) -> float:
    """The height of a table in inches, with the margins of its cells."""
    lines = [
        max(ceil(half_ems(text) / room) or 1 for text, room in zip(row, rooms, strict=True))
        for row in rows
    ]
    return sum(lines) * size * _LINE / 72 + 0.1 * len(rows)


def _shares(rows: list[list[str]]) -> list[float]:
    """How much of the width each column has: as its longest text wants, within bounds."""
    columns = zip(*rows, strict=True)
    wanted = [
        max(
            _NARROWEST,
            *(min(half_ems(text), _WIDEST) for text in column),
            *(_longest_word(text) + 2 for text in column),
        )
        for column in columns
    ]
    return [each / sum(wanted) for each in wanted]


def _longest_word(text: str) -> float:
    """The width of the longest word in half ems: of Latin letters, figures or katakana alone.

    Other Japanese breaks anywhere.
    """
    latin, katakana = re.findall(r"[!-~]+", text), re.findall(r"[ァ-ー]+", text)
    return max([0, *(len(word) * _LATIN for word in latin), *map(half_ems, katakana)])
