"""The refusal of a file that cannot become a table."""

from __future__ import annotations


class ImportRefusedError(ValueError):
    """A file that cannot become the table; `problems` has a line for each cell that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
