"""Inputs by lot: refused in plain words or sound; never a traceback, a hang, or live on a page."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from openpyxl import Workbook

from semibook import paths, toc
from semibook.check.tables import problems
from semibook.intake import FileError, ImportRefusedError, propose, write
from semibook.page.markup import as_markdown
from semibook.page.sources import credit_html
from semibook.page.tables import html_table
from semibook.run import dependencies, scenarios
from semibook.run.combinations import grid
from semibook.run.parameters import ParameterError, checked, parameters
from semibook.tables import frames, schema, vintages
from tests.intake.conftest import HEADER, ROW, csv_text

#: What was found to do harm somewhere, and what no table should hold.
PIECES = (
    "", " ", ",", '"', "\n", "\r", "\t", ";", "\0", "\x1b[31m", "\u202e", "\u200b", "\ufeff", "　",
    "−1", "-1", "1e999", "nan", "inf", "1_000", "１２", "٣", "12,345", "0x10", "1/0", "true",
    "2024-02-30", "2024-13", "0000-00-00", "令和99年", "約", "〃", "💥", "e\u0301", "x" * 70_000,
    "=1+1", "@x", "+1", "<script>live()</script>", "<img src=x onerror=live()>", "{{ 7 * 7 }}",
    "```{include} /etc/hostname\n```", "[a](javascript:live())", "$x$", "|", "`", "\\", "&amp;",
    "../../etc/passwd", "~nosuchuser", "/dev/zero", "&a [*a]", "!!python/object:os.system", "{a: ",
    "[[[[[[[[", "- ", ": ", "? ", "%TAG", "---", "null", "~", "1:2:3", "::", "1:1e9:1", "a=b=c",
)  # fmt: skip
#: Seconds of computing after which an input hangs.
PATIENCE = 10
#: How an input is refused.
REFUSALS = (OSError, ValueError)


class HangsError(BaseException):
    """An input took too long."""


@contextmanager
def patiently(about: object) -> Iterator[None]:
    """Let nothing compute longer than PATIENCE; other work on the machine does not count."""

    def stop(*_: object) -> None:
        raise HangsError(about)

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def spoilt(content: bytes, lots: Random) -> bytes:
    """A file with up to three things done to it."""
    for _ in range(lots.randint(1, 3)):
        at, to = sorted(lots.randrange(len(content) + 1) for _ in range(2))
        piece = lots.choice(PIECES).encode("utf-8", "surrogatepass")
        content = lots.choice(
            [
                lambda c, a, _t, p: c[:a] + p + c[a:],
                lambda c, a, t, p: c[:a] + p + c[min(t, a + 20) :],
                lambda c, a, t, _p: c[:a] + c[t:],
                lambda c, a, t, _p: c[:t] + c[a:],
                lambda c, a, _t, _p: c[:a] + bytes([lots.randrange(256)]) + c[a + 1 :],
                lambda c, _a, _t, _p: c.decode("utf-8", "replace").encode("utf-16"),
                lambda c, _a, _t, _p: c.replace(b",", lots.choice([b";", b"\t", b", ", b"|"])),
                lambda c, _a, _t, _p: c.replace(b"\n", lots.choice([b"\r", b"\r\n", b"\n\n"])),
                cell_spoilt,
                cell_spoilt,
                cell_spoilt,
            ]
        )(content, at, to, piece)
    return content


def cell_spoilt(content: bytes, at: int, _to: int, piece: bytes) -> bytes:
    """One cell in the place of another text; what most people do."""
    start = content.rfind(b",", 0, at) + 1
    end = content.find(b",", start)
    quoted = b'"' + piece.replace(b'"', b'""') + b'"'
    return content[:start] + quoted + content[end if end >= 0 else len(content) :]


def is_live(html: str) -> bool:
    """Whether something of a page would run or lead elsewhere than to the web."""
    soup = BeautifulSoup(html, "html.parser")
    return bool(
        soup.find_all(["script", "iframe", "object", "embed", "img", "style", "form"])
        or soup.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))
        or soup.find_all(
            href=lambda to: to and to.strip().lower().startswith(("javascript", "data:", "file"))
        )
    )


@pytest.fixture(scope="module")
def deck(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("vintage") / "received"
    shutil.copytree(vintages.find().folder, folder)
    return folder


def use(table: str, vintage: Path) -> None:
    """Do with a sound table what chapters and pages do."""
    for lang in ("en", "ja"):
        frame = frames.load(table, vintage, lang)
        assert not is_live(html_table(frame, table))
        assert not is_live(credit_html([], [table], vintage, lang))
    for field in schema.resource(table)["schema"]["fields"]:
        if field.get("unit") or field.get("unitField"):
            frames.intervals(frame, field["name"])
    for cell in frame.select_dtypes(["object", "string"]).stack():
        html = MarkdownIt("commonmark").render(as_markdown(str(cell)))
        shown = BeautifulSoup(html, "html.parser")
        assert {tag.name for tag in shown.find_all()} <= {"p"}, cell
    frames.dates(table, vintage)


def test_a_table_that_passes_the_check_can_be_loaded_and_shown(deck, lots, times):
    tables = [each["name"] for each in schema.package()["resources"] if each["name"] != "sources"]
    sound = 0
    for number in range(times(25, 400, "spoilt tables")):
        table = lots.choice(tables)
        file = deck / f"{table}.csv"
        whole = file.read_bytes()
        file.write_bytes(content := spoilt(whole, lots))
        try:
            with patiently((number, table)):
                found = problems(deck, [table])
                assert all(len(str(each).splitlines()) == 1 for each in found)
                if not found:
                    sound += 1
                    use(table, deck)
        except Exception as error:
            raise AssertionError(f"number {number}, {table}: {content[:2000]!r}") from error
        finally:
            file.write_bytes(whole)
    assert sound


def refused_plainly(read: Callable[[], object], about: object) -> None:
    """Read something that may be refused, in one line, and no other way."""
    try:
        with patiently(about):
            read()
    except REFUSALS as error:
        assert str(error), about
        assert type(error).__module__.startswith("semibook") or type(error) in (
            ValueError, FileNotFoundError, OSError,
        ), (about, error)  # fmt: skip
        if not isinstance(error, ImportRefusedError):
            assert len(str(error).splitlines()) == 1, (about, str(error))
    except Exception as error:
        raise AssertionError(about) from error


def test_a_description_of_a_vintage_is_read_or_refused(deck, lots, times):
    about = deck.parent / "described" / "vintage.yml"
    about.parent.mkdir()
    whole = (vintages.find("2026-03").folder / "vintage.yml").read_bytes()
    for number in range(times(40, 150, "spoilt vintage.yml")):
        about.write_bytes(content := spoilt(whole, lots))
        refused_plainly(lambda: vintages.find(about.parent), (number, content[:2000]))
    shutil.rmtree(about.parent)


def test_a_scenario_is_read_or_refused(tmp_path, lots, times):
    known = sorted(scenarios.FOLDER.glob("*.yml"))
    for number in range(times(40, 150, "spoilt scenarios")):
        file = tmp_path / "mine.yml"
        file.write_bytes(content := spoilt(lots.choice(known).read_bytes(), lots))
        refused_plainly(lambda: scenarios.read(file), (number, content[:2000]))  # noqa: B023


def test_parameters_and_grids_are_taken_or_refused(lots, times):
    chapters = dependencies.with_headlines()
    for number in range(times(60, 150, "nonsense parameters")):
        chapter = lots.choice(chapters)
        known = parameters(toc.notebook(chapter))
        name, piece = lots.choice([*known, lots.choice(PIECES)]), lots.choice(PIECES)
        value = lots.choice([piece, [piece], {piece: piece}, 1e308, -1, None, True, [], [[1]]])
        axis = f"{name}={piece}{lots.choice(['', ':', ',', ':2:1'])}{lots.choice(PIECES)}"
        about = (number, chapter, name, value, axis[:2000])
        notebook = toc.notebook(chapter)
        for read in (
            lambda: checked(notebook, {name: value}),  # noqa: B023
            lambda: grid(chapter, [axis]),  # noqa: B023
        ):
            with pytest.MonkeyPatch.context() as here:
                here.chdir(paths.NOTEBOOKS)
                try:
                    with patiently(about):
                        read()
                except ParameterError as error:
                    assert len(str(error).splitlines()) == 1, about
                except Exception as error:
                    raise AssertionError(about) from error


def office_file(folder: Path, lots: Random) -> Path:
    """A file as offices save them, spoilt: cells, bytes, or both."""
    rows = [list(HEADER), list(ROW), ["令和7年度", *ROW[1:]]]
    for _ in range(lots.randint(0, 2)):
        lots.choice(rows)[lots.randrange(len(HEADER))] = lots.choice(PIECES)
    if lots.random() < 0.6:
        file, content = folder / "office.csv", csv_text(*rows).encode("utf-8", "surrogatepass")
        file.write_bytes(spoilt(content, lots) if lots.random() < 0.5 else content)
        return file
    file, book = folder / "office.xlsx", Workbook()
    for row in rows:
        book.active.append(["".join(c for c in cell if c >= " ")[:30_000] for cell in row])
    book.save(file)
    if lots.random() < 0.5:
        content = bytearray(file.read_bytes())
        for _ in range(lots.randint(1, 5)):
            content[lots.randrange(len(content))] = lots.randrange(256)
        file.write_bytes(content)
    return file


def test_what_the_import_takes_the_check_passes_and_a_chapter_can_load(tmp_path, lots, times):
    place = vintages.create(tmp_path / "2026-04").folder
    table = place / "rapidus_support.csv"
    for number in range(times(20, 150, "spoilt files of offices")):
        file = office_file(tmp_path, lots)
        about = (number, file.name, file.read_bytes()[:2000])
        try:
            with patiently(about):
                write(propose(file, table.stem, place, source="s12"))
        except (FileError, ImportRefusedError) as error:
            assert str(error), about
            assert not table.exists(), about
        except Exception as error:
            raise AssertionError(about) from error
        else:
            assert problems(place, [table.stem]) == [], about
            use(table.stem, place)
            table.unlink()
