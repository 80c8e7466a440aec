"""A lesson's slides as a PPTX file that teachers can edit, with what they say in the notes.

python-pptx is in the extra `teach`; without it a lesson has the slides as a page alone.
"""

from __future__ import annotations

import io
from datetime import datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from semibook.site.bundle import undated
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
_LOCALES = {"en": "en-GB", "ja": "ja-JP"}
#: Sizes in points: of titles, of text, of much text, of tables, of long tables, of sources.
_TITLE, _TEXT, _MUCH, _CELL, _LONG_CELL, _SMALL = 32, 26, 20, 16, 11, 12
#: Signs and rows from which a text or a table is set smaller.
_MANY_SIGNS, _MANY_ROWS = 220, 9
#: The least and most signs by which a column of a table is measured.
_NARROWEST, _WIDEST = 6, 40
#: Slides say when they were made; the same lesson is to give the same bytes.
_MADE = datetime(2024, 2, 9)


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
        questions = content.answered(self.copy)
        for step in content.steps(self.copy):
            if not step["guess"]:  # a guess comes before what would settle it
                self._exhibits(step)
            for number in step["asks"]:
                self._question(number, questions[number - 1], step)
            if step["guess"]:
                self._exhibits(step)

    def _title(self) -> None:
        lesson, words = self.copy.lesson, self.words
        grade, minutes = content.grade(self.copy), f"{lesson.minutes}{self.marks.space}"
        slide = self._slide(self.copy.say(lesson.title))
        objectives = [f"• {each['standard']}" for each in content.objectives(self.copy)]
        self._text(slide, [f"{grade}{self.marks.comma}{minutes}{words['minutes']}", *objectives])
        self._notes(slide, [(words["opening"], self.copy.say(lesson.notes.opening))])

    def _exhibits(self, step: dict[str, Any]) -> None:
        for shown in step["exhibits"]:
            slide = self._slide(shown.title)
            self._table(slide, shown) if shown.table is not None else self._picture(slide, shown)
            self._write(self._box(slide, _BOTTOM, 0.5), [shown.sources], _SMALL)
            self._notes(slide, [self._when(step)])

    def _question(self, number: int, question: dict[str, Any], step: dict[str, Any]) -> None:
        words = self.words
        title = f"{words['question']} {number}"
        asked = self._slide(f"{title} ({question['minutes']}{self.marks.space}{words['minutes']})")
        self._text(asked, [question["ask"]])
        known = [(words["hint"], question["hint"])]
        known += [(words["mistake"], mistake) for mistake in question["mistakes"]]
        self._notes(asked, [self._when(step), *known])
        answer = self._slide(f"{title}{words['colon']}{words['answer']}")
        self._text(answer, [*self._numbers(question), question["key"]])

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

    def _box(self, slide: Slide, top: float, height: float) -> TextFrame:
        from pptx.util import Inches

        width = Inches(_WIDTH - 2 * _MARGIN)
        box = slide.shapes.add_textbox(Inches(_MARGIN), Inches(top), width, Inches(height))
        box.text_frame.word_wrap = True
        return box.text_frame

    def _text(self, slide: Slide, paragraphs: list[str]) -> None:
        length = sum(map(len, paragraphs))
        size = _MUCH if length > _MANY_SIGNS else _TEXT
        self._write(self._box(slide, _TOP, _BOTTOM - _TOP), paragraphs, size)

    def _write(self, frame: TextFrame, paragraphs: list[str], size: int) -> None:
        """Write paragraphs to the left, in the lesson's language; empty ones are left out."""
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        for place, text in enumerate(filter(None, paragraphs)):
            paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text, run.font.size = text, Pt(size)
            run.font._element.set("lang", _LOCALES[self.copy.lang])

    def _notes(self, slide: Slide, said: list[tuple[str, str]]) -> None:
        lines = [f"{name}{self.words['colon']}{text}" for name, text in said if text]
        slide.notes_slide.notes_text_frame.text = "\n".join(lines)

    def _picture(self, slide: Slide, shown: Shown) -> None:
        from pptx.util import Inches

        file, top, room = io.BytesIO(shown.picture), Inches(_TOP), Inches(_BOTTOM - _TOP)
        picture = slide.shapes.add_picture(file, Inches(_MARGIN), top, height=room)
        if picture.width > (widest := Inches(_WIDTH - 2 * _MARGIN)):
            picture.height = round(picture.height * widest / picture.width)
            picture.width = widest
        picture._element.nvPicPr.cNvPr.set("descr", shown.alt)

    def _table(self, slide: Slide, shown: Shown) -> None:
        from pptx.util import Inches

        heads, rows = shown.heads(), shown.rows()
        size = _LONG_CELL if len(rows) > _MANY_ROWS else _CELL
        width, height = Inches(_WIDTH - 2 * _MARGIN), Inches(0.4)
        frame = slide.shapes.add_table(
            len(rows) + 1, len(heads), Inches(_MARGIN), Inches(_TOP), width, height
        )
        texts = [[name for name, _kind in heads], *([text for text, _kind in row] for row in rows)]
        for column, share in zip(frame.table.columns, _shares(texts), strict=True):
            column.width = round(width * share)
        for line, row in zip(frame.table.rows, texts, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                self._write(cell.text_frame, [text], size)


def _shares(rows: list[list[str]]) -> list[float]:
    """How much of the width each column has: as its longest text wants, within bounds."""
    longest = [max(map(len, column)) for column in zip(*rows, strict=True)]
    wanted = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    return [each / sum(wanted) for each in wanted]
