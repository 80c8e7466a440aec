"""Making a book in this process, as `make book` does it in one of its own: the tasks of dodo.py."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen

from semibook import paths
from semibook.run.plan import Book
from semibook.site import actions, processes, publishing
from semibook.tables import vintages
from semibook.translation.catalogues import NAMES

_TASKS = paths.ROOT / "dodo.py"
#: Chapters that run at once.
_BESIDE = 2


@dataclass(frozen=True)
class Making:
    """Which book is made, and where it goes.

    Attributes:
        vintage: its name, or the path of its folder.
        lang: the only language, if not all.
        out: a folder of books side by side; None for the only one under _build/.
        trust: the vintage's folder, if the code of its own claims may run; empty: it does not.
    """

    vintage: str
    lang: str = ""
    out: Path | None = None
    trust: str = ""

    @classmethod
    def of(
        cls, vintage: str, lang: str = "", out: Path | None = None, trust: Path | None = None
    ) -> Making:
        """The same with paths that hold in any folder, looked at before anything runs.

        Raises:
            OSError: if there is no such vintage.
            ValueError: if it cannot be used, there is no such language, or something else than a
                book stands where it would go.
        """
        place = vintages.find(vintage)
        trusted = str(trust.absolute()) if trust else ""
        made = cls(place.address, lang, out.absolute() if out else None, trusted)
        publishing.place(Book.of(place.address, lang, trusted).vintage, str(made.out or ""))
        return made

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it is made."""
        return (self.lang,) if self.lang else tuple(NAMES)

    @property
    def folder(self) -> Path:
        """Where the book is published."""
        return publishing.place(vintages.find(self.vintage), str(self.out or ""))

    def make(self) -> int:
        """Make it.

        Returns:
            0 if it stands there; what failed was told on the error stream.
        """
        return self._doit({})

    def start(self) -> Popen[bytes]:
        """Make it in a process beside this one, in a group of its own; what fails is told."""
        command = [sys.executable, "-m", "doit", *self._arguments({})]
        return Popen(command, cwd=paths.ROOT, stdin=DEVNULL, stdout=DEVNULL, start_new_session=True)

    def prepare(self) -> None:
        """Load what `show` needs, on a book that is whole."""
        book = Book.of(self.vintage, self.lang, self.trust)
        for lang in self.languages:
            actions.Edition(book, lang).prepare()
        actions.load()

    def show(self, chapters: Sequence[str], tables: Sequence[str]) -> int:
        """Make some chapters' pages again, ahead of the rest of the book, which is whole.

        Args:
            chapters: their names.
            tables: those that changed, which are checked.

        Returns:
            0 if the pages stand there; what failed was told on the error stream.
        """
        return self._doit({"ahead": ",".join(chapters), "changed": ",".join(tables)})

    def _arguments(self, more: dict[str, str]) -> list[str]:
        told = {"vintage": self.vintage, "lang": self.lang, "out": self.out or ""}
        told |= {"trust": self.trust} | more
        given = [f"{name}={value}" for name, value in told.items()]
        return ["-f", str(_TASKS), "-n", str(_BESIDE), *given, "book"]

    def _doit(self, more: dict[str, str]) -> int:
        from doit.doit_cmd import DoitMain

        sys.modules.pop("dodo", None)  # its plan is of the files as they were
        try:
            with chdir(paths.ROOT):  # doit goes there, and would stay
                return DoitMain().run(self._arguments(more))
        except SystemExit as refusal:  # before the first task, in a line
            if isinstance(refusal.code, str):
                print(refusal.code, file=sys.stderr)
                return 1
            raise
        finally:
            processes.end_ahead()  # this process may go on for hours
