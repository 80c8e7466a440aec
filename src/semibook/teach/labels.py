"""The words that all sheets share, in the reader's language."""

from __future__ import annotations

from semibook.translation.catalogues import translator
from semibook.translation.language import language


def labels(lang: str) -> dict[str, str]:
    """Words by the name that templates call them."""
    _ = translator(lang, "semibook")
    return {
        "colon": language(lang).colon,
        "worksheet": _("Worksheet"),
        "key": _("Answer key (teachers only)"),
        "plan": _("Lesson plan"),
        "deck": _("Slides"),
        "slides": _("Slides to be edited (PPTX)"),
        "vocabulary": _("Words of this lesson"),
        "excerpt": _("Reader: what the chapters say"),
        "workbook": _("Workbook"),
        "notebook": _("Notebook"),
        "what_if": _("Try other values"),
        "name_line": _("Class ______  No. ____  Name ____________________"),
        "question": _("Question"),
        "minutes": _("min"),
        "hint": _("Hint"),
        "mistake": _("Common mistake"),
        "answer": _("Answer"),
        "says": _("A right answer says"),
        "objectives": _("Objectives"),
        "objective": _("Objective"),
        "before": _("Before the class"),
        "opening": _("The first minutes, word by word"),
        "if_short": _("If time is short, leave out"),
        "extension": _("For whoever is done early"),
        "cannot_say": _("What the data cannot say"),
        "true": _("If somebody asks: is this true?"),
        "true_slide": _(
            "A figure with a slide number is what the deck prints. This book does not confirm it."
        ),
        "true_assumption": _(
            "A figure called an assumption is one: change it, and say how the answer changes."
        ),
        "true_made_up": _(
            "A table called made up is an example with round numbers, to be worked by hand."
        ),
        "time": _("Time"),
        "phase": _("Phase"),
        "what": _("What teacher and class do"),
        "form": _("Form"),
        "materials": _("Shown"),
        "needs": _("Pupils need"),
        "grade": _("Grade"),
        "tier": _("Tier (beginner to advanced: slide 28)"),
        "region": _("Region"),
        "regions": _("Regions"),
        "chapters": _("Chapters"),
        "first_question": _("The first question"),
        "files": _("Files: {title} (made by the command “make lessons”)"),
        "pupils": _("For pupils"),
        "teachers_file": _("For the teacher"),
        "frameworks": _("Curriculum"),
        "mdash": _("Mathematics, data science and AI (literacy): {items}"),
        "rubric": _("Rubric"),
        "ideal": _("Ideal"),
        "standard": _("Standard"),
        "missed": _("Not reached"),
        "aspect": _("Aspect"),
        "term": _("Term"),
        "reading": _("Reading"),
        "other": _("English"),
        "meaning": _("Meaning"),
        "source": _("Source"),
        "unpack": _("Unpack this folder first; then open these files."),
        "apart": _(
            "This folder holds the answers: keep it apart from the class (its sources are public)."
        ),
        "no_network": _("Nothing here needs a network."),
        "made_from": _(
            "Slides by number are those of {deck}. Computed from data as of {date}. Not an "
            "official document."
        ),
        "to_print": _(" (to print)"),
        "for_jupyter": _(" (for Jupyter; paper or the workbook will do)"),
        "show_answer": _("Show the answer"),
        "taught_never": _("Not taught yet: its minutes are planned, not measured."),
        "taught": _("Minutes really taken"),
        "local": _("In your region"),
        "needs_paper": _("paper"),
        "needs_calculator": _("calculator"),
        "needs_workbook": _("workbook"),
        "needs_whatif": _("what-if page"),
        "introduction": _("Introduction"),
        "development": _("Work"),
        "closing": _("Closing"),
        "class": _("whole class"),
        "pairs": _("pairs"),
        "alone": _("alone"),
        "groups": _("groups of four"),
        "knowledge": _("Knowledge and skills"),
        "thinking": _("Thinking, judgement, expression"),
        "attitude": _("Attitude to learning"),
        "operation": _("Operators of plants"),
        "beginner": _("Beginner"),
        "intermediate": _("Intermediate"),
        "advanced": _("Advanced"),
        "staff": _("Staff of consortia"),
        "hs-1": _("High school, first year"),
        "hs-2": _("High school, second year"),
        "kosen-4": _("Kosen, fourth year"),
        "kosen-5": _("Kosen, fifth year, or advanced course"),
        "univ": _("University"),
        "workers": _("People at work"),
        "teachers": _("Teachers"),
        "audience_staff": _("Staff of consortia, and teachers"),
    }
