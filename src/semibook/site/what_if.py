"""What a reader may try in a chapter, as HTML: every sentence and number of it was written here.

The script of the page only chooses among the points; without it, a table shows some of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from semibook import toc
from semibook.page import headlines, markup
from semibook.page.speaker import Speaker
from semibook.page.tables import html_table
from semibook.run import what_if
from semibook.run.parameters import parameters
from semibook.run.what_if import Point
from semibook.translation.catalogues import PACKAGE, translator
from semibook.translation.what_if import Lever, WhatIf, file

#: The script and the style sheet that a page with one of these needs.
SCRIPT, STYLE = "what_if.js", "what_if.css"
_TEMPLATES = markup.templates(Path(__file__).parent / "templates")


def html(chapter: str, results: Path, lang: str) -> str:
    """The part of a page where a reader changes the chapter's parameters.

    Args:
        chapter: its name.
        results: the file of its runs, `semibook.run.what_if.Runs.target`.
        lang: `en` or `ja`.

    Raises:
        WhatIfError: if the chapter lacks what its file names.
        WordsError: if a text of that file cannot be filled in.
        ValueError: if the results are those of other runs.
    """
    panel = _Panel(chapter, lang, what_if.checked(chapter), what_if.points(chapter, results))
    return _TEMPLATES.get_template("what_if.html").render(
        title=panel.say("title"),
        levers=panel.levers,
        sentence=panel.sentence(panel.default),
        rows=[
            (title, panel.text(panel.default, figure))
            for figure, title in panel.described["title"].items()
        ],
        words=panel.words,
        some_points=Markup(panel.some_points()),  # noqa: S704 (html_table escapes its cells)
        content=Markup(panel.content()),  # noqa: S704 (JSON in which nothing ends the element)
    )


@dataclass(frozen=True)
class _Panel:
    """A chapter's *what if* in one language.

    Attributes:
        chapter: its name.
        lang: the language.
        about: what its file says.
        points: all points, in the order of the levers' values.
    """

    chapter: str
    lang: str
    about: WhatIf
    points: list[Point]

    @cached_property
    def speaker(self) -> Speaker:
        """Fills its texts in."""
        return Speaker(self.chapter, self.lang, file(self.chapter))

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """The chapter's parameters as it states them."""
        known = parameters(toc.notebook(self.chapter))
        return {name: parameter.default for name, parameter in known.items()}

    @cached_property
    def default(self) -> Point:
        """The point of the chapter's own parameters."""
        own = {name: self.defaults[name] for name in self.about.levers}
        return next(point for point in self.points if point.given == own)

    @cached_property
    def described(self) -> pd.DataFrame:
        """Title and unit of each figure, by its name."""
        pairs = pd.MultiIndex.from_product([[self.chapter], self.about.figures])
        return headlines.described(pairs, lang=self.lang).droplevel(0)

    @cached_property
    def words(self) -> dict[str, str]:
        """The words of the page around the figures."""
        _ = translator(self.lang, PACKAGE)
        first = next(iter(self.about.levers))
        return {
            "figure": _("Headline figure"),
            "default": _("As in the chapter"),
            "chosen": _("Your choice"),
            "reset": _("Back to the chapter's values"),
            "compared": _("What your choice changes"),
            "legend": _(
                "Across: {parameter}. A dashed line, all else as in the chapter, "
                "shows once you move another slider."
            ).format(parameter=self._label(first)),
            "none": _("For this choice the chapter gives no such figure."),
        }

    def say(self, name: str, **values: Any) -> str:
        """A text of the file."""
        return self.speaker.say(getattr(self.about, name), name, **values)

    def sentence(self, point: Point) -> str:
        """What follows at a point."""
        if not point.is_whole:
            return self.words["none"]
        return self.say("sentence", **(self.defaults | point.given | point.figures))

    def text(self, point: Point, figure: str) -> str:
        """A figure at a point, for a table."""
        return headlines.text(point.figures[figure], self.described.loc[figure, "unit"], self.lang)

    @property
    def levers(self) -> list[dict[str, Any]]:
        """Name, label, values as texts and as numbers, and the place of the default, of each."""
        return [self._lever(name, lever) for name, lever in self.about.levers.items()]

    def _lever(self, name: str, lever: Lever) -> dict[str, Any]:
        values = list(dict.fromkeys(point.given[name] for point in self.points))
        where = f"levers.{name}.value"
        return {
            "name": name,
            "label": self._label(name),
            "texts": [self.speaker.say(lever.value, where, value=value) for value in values],
            "numbers": values,
            "default": values.index(self.defaults[name]),
        }

    def _label(self, name: str) -> str:
        return self.speaker.say(self.about.levers[name].label, f"levers.{name}.label")

    def some_points(self) -> str:
        """A table of the points at which only the first parameter differs from the chapter's."""
        first, *others = self.levers
        shown = [
            point
            for point in self.points
            if all(point.given[each["name"]] == self.defaults[each["name"]] for each in others)
        ]
        index = pd.Index(first["texts"], name=first["name"])
        frame = pd.DataFrame([point.figures for point in shown], index=index, dtype=float)
        _ = translator(self.lang, PACKAGE)
        return html_table(
            frame,
            _("{parameter}: what other values lead to").format(parameter=first["label"]),
            headers={first["name"]: first["label"], **self.described["title"]},
            formats={figure: self._writer(figure) for figure in frame},
            lang=self.lang,
        )

    def _writer(self, figure: str) -> Any:
        unit = self.described.loc[figure, "unit"]
        return lambda value: headlines.text(value, unit, self.lang)

    def content(self) -> str:
        """What the page's script chooses among, as JSON for a script element."""
        drawn = self.about.figures[0]
        points = [
            {
                "sentence": self.sentence(point),
                "texts": [self.text(point, figure) for figure in self.about.figures],
                "drawn": point.figures[drawn] if point.is_whole else None,
            }
            for point in self.points
        ]
        zero = headlines.text(0.0, self.described.loc[drawn, "unit"], self.lang)
        levers = [
            {key: each[key] for key in ("texts", "numbers", "default")} for each in self.levers
        ]
        said = json.dumps({"levers": levers, "points": points, "zero": zero}, ensure_ascii=False)
        # No text can end the element: `<` is written as JSON writes any character.
        return said.replace("<", "\\u003c")
