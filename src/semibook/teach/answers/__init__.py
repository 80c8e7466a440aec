"""Answers of the lessons, a module a lesson: each public function is a fact of the lesson.

Its parameters are the names of the tables it needs (of a vintage or of data/reference/), of
parameters of chapters that the lesson names, or `region` or `vintage`. It returns plain numbers, or
a list or mapping of them, in the units of the question.
"""
