"""A lesson's slides as PPTX: what is on them and in the notes, and that they come out alike."""

from __future__ import annotations

import io
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
from pptx import Presentation

from semibook.teach import build, places, slides, tasks


def read(content: bytes) -> list:
    return list(Presentation(io.BytesIO(content)).slides)


def texts(slide) -> str:
    frames = (shape.text_frame for shape in slide.shapes if shape.has_text_frame)
    return "\n".join(frame.text for frame in frames)


def notes(slide) -> str:
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def test_every_question_is_asked_once_and_answered_on_the_next_slide(copy):
    deck = read(slides.slides(copy))
    for step in copy.lesson.timeline:
        for name in step.ask:
            question = copy.lesson.questions[name]
            asked = copy.say(question.ask).strip()
            (place,) = (at for at, slide in enumerate(deck) if asked in texts(slide))
            if step.phase == "introduction" and not question.answer:
                continue
            after = texts(deck[place + 1])
            assert (
                all(value in after for value in copy.answer(question)) if question.answer else True
            )
            if question.key:
                assert copy.say(question.key).strip() in after
                assert copy.say(question.key).strip() not in texts(deck[place])


def test_a_guess_is_answered_when_the_class_knows_better(copy_of):
    copy = copy_of("good-die")
    deck = [texts(slide) for slide in read(slides.slides(copy))]

    def place(text):
        (found,) = (at for at, shown in enumerate(deck) if copy.say(text).strip() in shown)
        return found

    questions = copy.lesson.questions
    assert place(questions["q1"].ask) < place(questions["q5"].key)
    assert place(questions["q5"].key) < place(questions["q1"].key) < place(questions["q6"].ask)


def test_a_long_table_is_readable_on_as_many_slides_as_it_needs(copy_of):
    copy = copy_of("consortium-agenda", region="chubu")
    shown = copy.exhibit("everywhere")
    long = replace(shown, table=pd.concat([shown.table] * 3))
    parts = slides._parts(long)
    assert len(parts) > 1
    assert sum(len(part.table) for part in parts) == len(long.table)
    assert all(map(slides._is_low_enough, parts))


def test_the_notes_have_what_the_teacher_says_and_does(copy):
    deck = read(slides.slides(copy))
    said = "\n".join(map(notes, deck))
    for objective in copy.lesson.objectives.values():
        assert copy.say(objective.standard).strip() in notes(deck[0])
        assert copy.say(objective.standard).strip() not in texts(deck[0])
    assert copy.say(copy.lesson.notes.opening).strip() in said
    for step in copy.lesson.timeline:
        if step.ask or step.show:
            assert copy.say(step.does).strip() in said


def test_pictures_are_described_and_tables_are_tables(copy):
    shapes = [shape for slide in read(slides.slides(copy)) for shape in slide.shapes]
    described = {s._element.nvPicPr.cNvPr.get("descr") for s in shapes if s.shape_type == 13}
    exhibits = [copy.exhibit(name) for step in copy.lesson.timeline for name in step.show]
    assert {exhibit.alt for exhibit in exhibits if exhibit.table is None} <= described
    assert all(described)
    heads = [
        [cell.text for cell in shape.table.rows[0].cells] for shape in shapes if shape.has_table
    ]
    assert all(list(each.table) in heads for each in exhibits if each.table is not None)


def test_the_same_lesson_gives_the_same_bytes(copy_of):
    copy = copy_of("kyushu-ripple", "ja")
    assert slides.slides(copy) == slides.slides(copy)


def test_a_teacher_gets_them_and_pupils_do_not(copy_of, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "FOLDER", tmp_path)
    monkeypatch.setattr(build.pdf, "browser", lambda: None)
    copy = copy_of("about-yen")
    build.make(copy, "2024-02")
    made = {file.relative_to(tmp_path) for file in tmp_path.rglob("slides.pptx")}
    assert [file.parts[-2:] for file in made] == [("teacher", "slides.pptx")]


def test_without_the_library_the_rest_is_made(copy_of, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(places, "FOLDER", tmp_path)
    monkeypatch.setattr(build.pdf, "browser", lambda: None)
    monkeypatch.setattr(slides, "find_spec", lambda _name: None)
    monkeypatch.setattr("semibook.teach.check.problems", lambda _vintage: [])

    book = SimpleNamespace(vintage=SimpleNamespace(address="2024-02"))
    assert tasks._check(book) is None
    assert "python-pptx (the extra `teach`) is not installed" in capsys.readouterr().out
    build.make(copy_of("about-yen"), "2024-02")
    assert list(tmp_path.rglob("deck.html"))
    assert not list(tmp_path.rglob("slides.pptx"))
