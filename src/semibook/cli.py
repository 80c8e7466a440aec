"""The command `semibook`."""

from __future__ import annotations

import inspect
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from semibook import paths, toc
from semibook.run.failure import RunError
from semibook.run.parameters import ParameterError, parameters
from semibook.tables import vintages, yamlfile

if TYPE_CHECKING:
    from semibook.intake import Proposal
    from semibook.intake.recipes import Recipe


class OneLine(TyperGroup):
    """Commands that tell in a line what a disk or a network refuses, or what was given amiss."""

    def invoke(self, ctx: typer.Context) -> Any:
        """Called by typer to run a command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # the reader of the output is gone: typer ends quietly
        except (OSError, ValueError, RunError) as error:
            raise _refused(error) from error


app = typer.Typer(
    cls=OneLine, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)

translations = typer.Typer(no_args_is_help=True, help="Keep the translations up to date.")
app.add_typer(translations, name="translate")

updates = typer.Typer(no_args_is_help=True, help="Make, fill and compare vintages of the data.")
app.add_typer(updates, name="vintage")

tabling = typer.Typer(no_args_is_help=True, help="Add and remove tables of a vintage's own.")
app.add_typer(tabling, name="table")

teaching = typer.Typer(no_args_is_help=True, help="Make, check and list lessons.")
app.add_typer(teaching, name="lesson")
packs = typer.Typer(no_args_is_help=True, help="Make, check and list region packs.")
app.add_typer(packs, name="region")

_INTERRUPTED = 130  # what shells say of a process that Ctrl-C ended
#: A file of another table has a problem in each of its cells.
_MOST_LINES = 100

VintageArgument = Annotated[str, typer.Argument(help="A name under data/ or a path to a folder.")]


@app.callback()
def main() -> None:
    """Check data and run chapters of the book."""


TrustOption = Annotated[
    Path | None,
    typer.Option(help="The vintage's folder, to run the code of its own claims, claims.py."),
]


@app.command()
def check(vintage: VintageArgument = vintages.DEFAULT, trust: TrustOption = None) -> None:
    """Check every table of a vintage and list all problems at once."""
    from semibook.check.tables import problems  # imported late: frictionless takes a while to load

    found = problems(vintage)
    for each in found:
        typer.echo(each, err=True)
    if found:
        typer.echo(f"{len(found)} problem(s) in vintage {vintage}; nothing was changed.", err=True)
        raise typer.Exit(1)
    typer.echo(f"vintage {vintage}: {len(vintages.find(vintage).tables())} tables, no problems")
    _show_own_claims(vintage, trust)


@app.command(name="claims")
def list_claims(vintage: VintageArgument, trust: TrustOption = None) -> None:
    """List the claims that a vintage brings itself; with --trust, recompute them by its code."""
    if not _show_own_claims(vintage, trust):
        typer.echo(f"vintage {vintage}: no claims of its own")


def _show_own_claims(vintage: str, trust: Path | None) -> bool:
    """Show how the vintage's own claims come out, or that its code was not run; whether it has any.

    Raises:
        typer.Exit: if the code is trusted and is none, or fails.
    """
    from semibook.claims import own
    from semibook.tables.units import span

    place = vintages.find(vintage)
    names = own.stated(place)
    checked = own.checked(place, trust) if trust else []
    for claim in checked:
        found = span(claim.recomputed, claim.unit) if claim.recomputed else claim.missing
        typer.echo(f"  {claim.id}: {claim.printed} stated, {found} recomputed: {claim.verdict}")
    if not trust:
        how = f"not run: own code; use --trust {paths.shown(place.folder)}"
        for name in names:
            typer.echo(f"  {name}: {how}")
        if own.has_code(place) and not names:
            typer.echo(f"  {vintages.CLAIMS}: {how}")
    return bool(names or checked or own.has_code(place))


@app.command()
def run(
    chapter: Annotated[str, typer.Argument(help="A chapter, such as kumamoto.")],
    parameter: Annotated[
        list[str], typer.Option("--parameter", "-p", help="name=value, the value in YAML.")
    ] = [],  # noqa: B006 (typer reads it, never changes it)
    parameter_file: Annotated[
        Path | None, typer.Option("--parameters", "-f", help="A YAML file of parameters.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The executed notebook.")
    ] = None,
) -> None:
    """Run one chapter with parameters of your own, checked by name and type first."""
    from semibook.run.chapter import run as run_chapter

    given = yamlfile.read(parameter_file) if parameter_file else {}
    given |= dict(_assigned(each) for each in parameter)
    target = output or paths.BUILD / "runs" / "own" / f"{chapter}.ipynb"
    run_chapter(toc.notebook(chapter), target, given)
    typer.echo(paths.shown(target))


LangOption = Annotated[
    str,
    typer.Option(
        help="The only language to make, en or ja. The book then has no other: an edition in the"
        " other language goes, as it would show other data."
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="A folder of books side by side, each in a folder of its own."),
]


@app.command(name="book")
def make_book(
    vintage: Annotated[str, typer.Option(help="A name under data/ or a path to a folder.")] = (
        vintages.DEFAULT
    ),
    out: OutOption = None,
    lang: LangOption = "",
    trust: TrustOption = None,
) -> None:
    """Make the book of a vintage: run what changed, build its pages, publish it in one step."""
    from semibook.site.making import Making

    making = Making.of(vintage, lang, out, trust)
    raise typer.Exit(making.make())


@app.command(name="watch")
def watch_vintage(
    vintage: VintageArgument,
    chapter: Annotated[
        str, typer.Argument(help="The only page to come first; none for each that shows the table.")
    ] = "",
    workbook: Annotated[
        Path | None,
        typer.Option(help="A workbook of `semibook workbook`, read back each time it is saved."),
    ] = None,
    out: OutOption = None,
    lang: LangOption = "",
    trust: TrustOption = None,
) -> None:
    """Make the book, and again as its tables are saved, the pages of each first; until Ctrl-C."""
    from semibook.site.making import Making
    from semibook.site.watch import Watch

    try:
        watching = Watch(Making.of(vintage, lang, out, trust), chapter, workbook)
        watching.run(typer.echo)
    except KeyboardInterrupt:
        typer.echo("Ended; the book stays as it was last made.", err=True)


@app.command(name="workbook")
def write_workbook(
    vintage: VintageArgument,
    output: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
) -> None:
    """Write all tables of a vintage into one workbook, which `vintage import` reads back."""
    from semibook.intake.workbook.write import write_workbook

    typer.echo(paths.shown(write_workbook(vintage, output)))


@app.command()
def links() -> None:
    """Ask every address of sources and references whether it still opens (needs the network)."""
    from semibook.site.links import addresses, problems

    found = addresses()
    gone = 0
    for line in problems(found):
        gone += 1
        typer.echo(line)
    typer.echo(f"{gone} of {len(found)} addresses do not open", err=True)
    raise typer.Exit(1 if gone else 0)


@app.command(name="licences")
def list_licences() -> None:
    """Print the licence of every package, font and script that the book is made with."""
    from semibook.site import licences

    typer.echo(licences.report(), nl=False)


@app.command(name="sweep")
def run_sweep(
    chapter: Annotated[str, typer.Argument(help="A chapter, such as kumamoto.")],
    axes: Annotated[
        list[str],
        typer.Option("--grid", help="name=first:last:step or name=a,b,c; repeat it for more."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file of results, .csv or .parquet.")
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(help="A picture of the results too, .svg or .png.")
    ] = None,
    scheduler: Annotated[
        str, typer.Option(help="Address of a Dask scheduler, such as tcp://10.0.0.5:8786.")
    ] = "",
    workers: Annotated[
        int, typer.Option(min=0, help="Processes on this machine; 0: one a core.")
    ] = 0,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file that is no result of this sweep.")
    ] = False,
) -> None:
    """Run a chapter with every combination of parameters and collect its headline figures.

    Started again after it was cut short, it goes on where it was.
    """
    if not all(map(find_spec, ("dask", "distributed"))):
        raise _refused(ImportError('a sweep needs Dask: pip install -e ".[sweep]"'))
    from semibook.run.combinations import grid
    from semibook.run.sweep import sweep
    from semibook.run.sweep_picture import ENDINGS, draw

    target = output or paths.BUILD / "sweeps" / f"{chapter}.csv"
    # The file that nobody named holds the last sweep, whatever it was.
    where = {"scheduler": scheduler, "workers": workers, "overwrite": overwrite or output is None}
    if plot:
        paths.writable(plot, plot.suffix if plot.suffix in ENDINGS else ENDINGS[0])
    sets = grid(chapter, axes)
    with _runs_counted() as progress:
        frame = sweep(chapter, sets, target, progress=progress, **where)
    typer.echo(paths.shown(target))
    if plot:
        draw(chapter, frame, list(sets[0]), plot)
        typer.echo(paths.shown(plot))
    failed = frame["error"].dropna() if "error" in frame else []
    if len(failed):
        typer.echo(failed.iloc[0], err=True)
        typer.echo(f"{len(failed)} of {len(frame)} runs failed; see the column error.", err=True)
        raise typer.Exit(1)


@contextmanager
def _runs_counted() -> Iterator[Callable[[int, int], None]]:
    """A function that shows how many runs of a sweep are done, and of how many.

    Raises:
        typer.Exit: if Ctrl-C ended the sweep.
    """
    from semibook.run.progress import bar

    shown = None

    def show(done: int, of: int) -> None:
        nonlocal shown
        shown = bar(of, "runs", done) if shown is None else shown
        shown.update(done - shown.n)
        if done == of:
            shown.close()
            typer.echo(f"{done} of {of} runs", err=True)

    try:
        try:
            yield show
        finally:
            if shown is not None:
                shown.close()
    except KeyboardInterrupt:
        typer.echo("What came in is kept; the same command goes on from there.", err=True)
        raise typer.Exit(_INTERRUPTED) from None


@app.command(name="parameters")
def list_parameters(chapter: Annotated[str, typer.Argument(help="A chapter.")]) -> None:
    """List what can be set in a chapter: name, type, default and meaning."""
    known = parameters(toc.notebook(chapter))
    for each in known.values():
        typer.echo(f"{each.name}: {each.type} = {each.default!r}  # {each.help}")


@updates.command(name="new")
def new_vintage(
    name: Annotated[str, typer.Argument(help="A name under data/ (2026-03), or a new folder.")],
    base: Annotated[str, typer.Option(help="Where its missing tables come from.")] = (
        vintages.DEFAULT
    ),
    title: Annotated[str, typer.Option(help="What the data are.")] = "",
    as_of: Annotated[str, typer.Option(help="The date (ISO) at which they are known.")] = "",
) -> None:
    """Make an empty vintage on a base."""
    made = vintages.create(name, base, title, as_of)
    typer.echo(f"made {paths.shown(made.folder)} on {made.base.name}, as of {made.as_of}")
    if not made.folder.is_relative_to(Path.cwd()) and Path(name).name == name:
        typer.echo(f"A name alone goes under data/; for a folder here, write ./{name}", err=True)


SourceOption = Annotated[str, typer.Option(help="Id in sources.csv for rows that name none.")]
AsOfOption = Annotated[str, typer.Option(help="Date (ISO) of rows that have none.")]
ReplaceOption = Annotated[
    bool, typer.Option("--replace", help="Drop rows that the file does not have.")
]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Write without asking.")]


def _recipe(
    *,
    sheet: Annotated[str, typer.Option(help="The worksheet, if several could be meant.")] = "",
    unit: Annotated[
        list[str],
        typer.Option(help="What numbers are in, if the file does not say: 百万円, or cap=百万円."),
    ] = [],  # noqa: B006 (typer reads it, never changes it)
    skip: Annotated[
        list[str],
        typer.Option(
            help="A column of the file to leave out, or the number of lines at its top."
            " Repeat it for more."
        ),
    ] = [],  # noqa: B006
    melt: Annotated[
        str,
        typer.Option(help="The table's column whose values stand across: fiscal_year, month, ..."),
    ] = "",
    value: Annotated[
        str, typer.Option(help="The table's column of the numbers beneath what stands across.")
    ] = "",
    header_rows: Annotated[int, typer.Option(help="How many rows the header has.")] = 0,
    rows: Annotated[str, typer.Option(help="First and last line of the data: 8:54.")] = "",
    without: Annotated[
        list[str],
        typer.Option(help="Rows to leave out, by a text in a cell: 全国. Repeat it for more."),
    ] = [],  # noqa: B006
    carry: Annotated[
        list[str],
        typer.Option(
            help="A column whose cells take from those above what they leave out: a year that"
            " stands once, 2月 beneath 2024年1月. Repeat it for more."
        ),
    ] = [],  # noqa: B006
    column: Annotated[
        list[str],
        typer.Option(
            help="What the file calls a column of the table: 支援額=cap, or of a header of several"
            " rows 7032305/金額=ic_value."
        ),
    ] = [],  # noqa: B006
    only_named: Annotated[
        bool, typer.Option("--only-named", help="Leave out columns that --column does not name.")
    ] = False,
) -> Recipe:
    """What is told of a file's layout; a number to skip is one of lines."""
    from pydantic import ValidationError

    from semibook.intake.recipes import Recipe

    lines = [each for each in skip if each.isdecimal()]
    named = [each.rpartition("=") for each in column]
    if wrong := [each for each, parts in zip(column, named, strict=True) if not all(parts)]:
        raise ValueError(f"--column: found {wrong[0]!r}, expected such as 支援額=cap")
    if len(lines) > 1:
        raise ValueError(f"--skip: found {' and '.join(lines)} lines, expected one number")
    told = {"sheet": sheet, "units": unit, "melt": melt, "value": value, "rows": rows}
    told |= {"header_rows": header_rows, "without": without, "carry": carry}
    told |= {
        "only_named": only_named,
        "skip_lines": int(lines[0]) if lines else 0,
        "skip": [each for each in skip if each not in lines],
        "columns": {said.strip(): name.strip() for said, _equals, name in named},
    }
    try:
        return Recipe.model_validate(told)
    except ValidationError as error:
        first = error.errors()[0]
        option = f"--{first['loc'][0]}".replace("_", "-")
        raise ValueError(f"{option}: found {first['input']!r}; {first['msg']}") from error


def _with_recipe(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `_recipe`, and what they say in its argument `recipe`."""
    unloaded = {"Recipe": object}  # readers of types alone import it above
    options, own = (
        inspect.signature(function, eval_str=True, locals=unloaded).parameters
        for function in (_recipe, command)
    )

    @wraps(command)
    def with_options(**given: Any) -> None:
        recipe = _recipe(**{name: given.pop(name) for name in options})
        command(**given, recipe=recipe)

    rest = [parameter for name, parameter in own.items() if name != "recipe"]
    with_options.__signature__ = inspect.Signature([*rest, *options.values()])
    with_options.__annotations__ = {}
    return with_options


@updates.command(name="import")
@_with_recipe
def import_table(
    vintage: VintageArgument,
    table: Annotated[
        str,
        typer.Argument(
            metavar="[TABLE]", help="A table of data/datapackage.json; none for a whole workbook."
        ),
    ],
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="CSV or .xlsx, as an office saves it.")
    ] = None,
    *,
    recipe: Recipe,
    source: SourceOption = "",
    as_of: AsOfOption = "",
    replace: ReplaceOption = False,
    correct_the_deck: Annotated[
        bool, typer.Option("--correct-the-deck", help="Allow a vintage that has no base.")
    ] = False,
    yes: YesOption = False,
) -> None:
    """Read a file into a table, or a workbook of `semibook workbook` into all of them.

    Shows what it understood, then asks, then writes: all of it or nothing.
    """
    from semibook.intake import propose, propose_workbook, recipes

    given = {"source": source, "as_of": as_of, "replace": replace, "correct": correct_the_deck}
    with _one_line_each(vintage):
        kept = recipe != recipes.Recipe()
        if file is None:
            if kept:
                said = "found options for a single table, expected its name before the file"
                raise ValueError(f"{table}: {said} (a workbook has all tables as they are)")
            _write_if_agreed(propose_workbook(Path(table), vintage, **given), yes)
            return
        proposal = propose(file, table, vintage, **recipe.options, **given)
        if _write_if_agreed([proposal], yes) and kept:
            typer.echo(f"wrote {paths.shown(recipes.keep(vintages.find(vintage), table, recipe))}")


@tabling.command(name="add")
@_with_recipe
def add_table(
    vintage: VintageArgument,
    name: Annotated[str, typer.Argument(help="What the table is called, such as chip_exports.")],
    file: Annotated[Path, typer.Option("--from", help="CSV or .xlsx, as an office saves it.")],
    title: Annotated[str, typer.Option(help="Its title in English.")] = "",
    title_ja: Annotated[str, typer.Option(help="Its title in Japanese.")] = "",
    key: Annotated[
        str, typer.Option(help="The columns that tell rows apart, with commas; else as found.")
    ] = "",
    *,
    recipe: Recipe,
    source: SourceOption = "",
    as_of: AsOfOption = "",
    kind: Annotated[
        list[str],
        typer.Option(
            "--type",
            help="What a column holds, if it is not to be found: code=string. One of string,"
            " number, integer, boolean, date, month, year.",
        ),
    ] = [],  # noqa: B006
    marks: Annotated[
        bool,
        typer.Option(
            "--marks",
            help="Give every column of numbers a place for 約, 以上, p, r, X, not only those that"
            " have some.",
        ),
    ] = False,
    yes: YesOption = False,
) -> None:
    """Describe a table that the book does not have, from a file, and read its rows.

    Shows the description and what it understood, then asks, then writes both into the vintage.
    """
    from semibook.intake import recipes
    from semibook.intake.own_table import propose_table, scaled

    with _one_line_each(vintage):
        place = vintages.find(vintage)
        made = propose_table(
            file,
            name,
            place,
            titles=(title, title_ja),
            key=[each.strip() for each in key.split(",")] if key else [],
            source=source,
            as_of=as_of,
            types=_types(kind),
            marks=marks,
            **recipe.options,
        )
        typer.echo("\n".join([f"{name}: a new table of {place.name}", *_indented(made.notes)]))
        if _write_if_agreed([made.proposal], yes, lambda _proposals: made.write()):
            told = {"sheet": recipe.sheet, "units": scaled(recipe.units), "skip": made.skip}
            kept = recipes.Recipe(**made.shape.model_dump(exclude_defaults=True) | told)
            if kept != recipes.Recipe():
                typer.echo(f"wrote {paths.shown(recipes.keep(place, name, kept))}")


@tabling.command(name="remove")
def remove_table(
    vintage: VintageArgument,
    name: Annotated[str, typer.Argument(help="A table that the vintage brings itself.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Remove without asking.")] = False,
) -> None:
    """Take out a table that a vintage brings itself: its rows, its description and its recipe.

    Asks first. Nothing is removed while a claim, a chapter, another table or a vintage reads it.
    """
    from semibook.intake import own_removal
    from semibook.site import catalogue

    place = vintages.find(vintage)
    own_removal.refuse(place, name, catalogue.users(vintage).get(name, []))
    file = paths.shown(place.folder / f"{name}.csv")
    if not yes and not _agreed(f"Remove {file}, its description and its recipe?"):
        typer.echo("Nothing was removed.")
        raise typer.Exit(1)
    for each in own_removal.remove(place, name):
        typer.echo(f"{'wrote' if each.exists() else 'removed'} {paths.shown(each)}")


def _types(said: list[str]) -> dict[str, str]:
    """What --type says of columns, by name or header.

    Raises:
        ValueError: if it is none, or no type.
    """
    from semibook.intake.own_columns import TYPES

    named = [text.rpartition("=") for text in said]
    for text, (column, _equals, kind) in zip(said, named, strict=True):
        if not column or kind not in TYPES:
            raise ValueError(f"--type: found {text!r}, expected column=one of {', '.join(TYPES)}")
    return {column.strip(): kind for column, _equals, kind in named}


@updates.command()
def refresh(
    vintage: VintageArgument,
    file: Annotated[Path, typer.Argument(help="The new file, laid out as the last one was.")],
    table: Annotated[str, typer.Option(help="Its table, if the vintage has several recipes.")] = "",
    source: SourceOption = "",
    as_of: AsOfOption = "",
    replace: ReplaceOption = False,
    yes: YesOption = False,
) -> None:
    """Read the next file of a table as the last one was read: its recipe is in the vintage."""
    from semibook.intake import propose, recipes

    with _one_line_each(vintage):
        name, recipe = recipes.only(vintages.find(vintage), table)
        given = {"source": source, "as_of": as_of, "replace": replace}
        _write_if_agreed([propose(file, name, vintage, **recipe.options, **given)], yes)


@contextmanager
def _one_line_each(vintage: str) -> Iterator[None]:
    """Tell what an import refuses, a line a cell, and that nothing was written."""
    from semibook.intake import ImportRefusedError

    try:
        yield
    except ImportRefusedError as error:
        for each in error.problems[:_MOST_LINES]:
            typer.echo(each, err=True)
        if len(error.problems) > _MOST_LINES:
            typer.echo(f"... and {len(error.problems) - _MOST_LINES:,} more", err=True)
        typer.echo(f"{len(error.problems):,} problem(s); {vintage} stays as it was.", err=True)
        raise typer.Exit(1) from error
    except KeyError as error:  # no such table
        raise _refused(error) from error


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _write_if_agreed(
    proposals: list[Proposal],
    yes: bool,
    write: Callable[[list[Proposal]], list[Path]] | None = None,
) -> bool:
    """Show proposals, ask, and write them (as `write` does); whether something was written."""
    from semibook.intake import ImportRefusedError, preview, write_all

    for each in proposals:
        if len(proposals) == 1 or each.changes or each.read or each.kept:
            typer.echo(preview(each))
    changed = [each for each in proposals if each.changes]
    if not changed:
        typer.echo("The vintage has all of this already; nothing was written.")
        return False
    assumed = [line for each in changed for line in each.assumed]
    if yes and assumed:
        raise ImportRefusedError(assumed)
    targets = ", ".join(str(paths.shown(each.target)) for each in changed)
    if not yes and not _agreed(f"Write {targets}?"):
        typer.echo("Nothing was written.")
        raise typer.Exit(1)
    for file in (write or write_all)(changed):
        typer.echo(f"wrote {paths.shown(file)}")
    return True


def _agreed(question: str) -> bool:
    said = typer.prompt(f"{question} [y/N]", default="n", show_default=False)
    return unicodedata.normalize("NFKC", said).strip().lower() in ("y", "yes", "はい")


@updates.command(name="diff")
def compare(
    old: VintageArgument,
    new: VintageArgument,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="For a commit message or a mail.")
    ] = False,
    figures: Annotated[
        bool, typer.Option(help="Run the chapters too, to compare their headline figures.")
    ] = True,
) -> None:
    """Show what changed between two vintages: tables, claims, headline figures."""
    from semibook.run import comparison
    from semibook.run.headlines import write_all

    # Both are looked for before the minute that the runs take.
    places = [vintages.find(each).address for each in (old, new)]
    moved = None
    if figures:
        with tempfile.TemporaryDirectory() as space:
            files = [Path(space, name) for name in ("before.csv", "after.csv")]
            for place, file in zip(places, files, strict=True):
                write_all(place, file)
            moved = comparison.headline_changes(*files)
    typer.echo(comparison.report(old, new, moved, markdown=markdown))


LanguageArgument = Annotated[str, typer.Argument(help="Language of the catalogues.")]


@translations.command()
def extract(lang: LanguageArgument = "ja") -> None:
    """Bring the catalogues up to date with the English texts."""
    from semibook.translation import catalogues

    for path in catalogues.extract(lang):
        typer.echo(f"updated {path.relative_to(paths.ROOT)}")


@translations.command()
def status(lang: LanguageArgument = "ja") -> None:
    """Show how much of each page and chapter is translated, and what changed in English."""
    from semibook.translation import catalogues

    for each in catalogues.status(lang):
        share = each.done / each.total if each.total else 1.0
        typer.echo(f"{each.domain:24}{each.done:>5} of {each.total:<5}{share:>6.0%}")
        for before, now in each.fuzzy:
            typer.echo(f"  - {before}\n  + {now}")


@translations.command(name="check")
def check_catalogues(lang: LanguageArgument = "ja") -> None:
    """List what is missing, out of date, or lost a placeholder, link or number; exit 1 if any."""
    from semibook.translation import catalogues

    found = list(catalogues.problems(lang))
    for each in found:
        typer.echo(each, err=True)
    if found:
        typer.echo(f"{len(found)} problem(s) in locale/{lang}.", err=True)
        raise typer.Exit(1)
    typer.echo(f"locale/{lang}: complete")


@teaching.command(name="list")
def list_lessons() -> None:
    """List the lessons: id, minutes, grade, regions, title."""
    from semibook.teach.listing import rows

    for row in rows():
        typer.echo(row)


@teaching.command(name="check")
def check_lessons(vintage: VintageArgument = vintages.DEFAULT) -> None:
    """Check every lesson and region pack, and list all problems at once."""
    from semibook.teach.check import problems

    _list_problems(problems, vintage, "lessons")


@teaching.command(name="new")
def new_lesson(
    name: Annotated[str, typer.Argument(help="Its id, such as people-stock.")],
) -> None:
    """Write a lesson to fill in, with its modules of answers and exhibits."""
    from semibook.teach.listing import create

    made = create(name)
    for path in made:
        typer.echo(f"made {paths.shown(path)}")


@packs.command(name="list")
def list_regions() -> None:
    """List the region packs: id, prefectures, name."""
    from semibook.teach.listing import region_rows

    for row in region_rows():
        typer.echo(row)


@packs.command(name="check")
def check_regions(vintage: VintageArgument = vintages.DEFAULT) -> None:
    """Check every region pack, and list all problems at once."""
    from semibook.teach.check import region_problems

    _list_problems(region_problems, vintage, "regions")


@packs.command(name="new")
def new_region(
    name: Annotated[str, typer.Argument(help="Its id, such as shikoku.")],
) -> None:
    """Write a region pack to fill in; the book then has a page for it."""
    from semibook.teach.listing import create_region

    made = create_region(name)
    for path in made:
        typer.echo(f"made {paths.shown(path)}")


@packs.command(name="form")
def region_form(
    name: Annotated[str, typer.Argument(help="The id of a pack, or of a new one.")],
    target: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
) -> None:
    """Write a region pack as an Excel form, to be filled in by someone without this program."""
    from semibook.teach.region_form import write

    typer.echo(f"made {paths.shown(write(name, target))}")


@packs.command(name="read")
def read_region_form(
    form: Annotated[Path, typer.Argument(help="The filled-in .xlsx file.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Write over a pack of that id, comments included.")
    ] = False,
) -> None:
    """Write the region pack that an Excel form describes; the book then has a page for it."""
    from semibook.teach.region_form import read

    typer.echo(f"made {paths.shown(read(form, replace=replace))}")


def _list_problems(problems: Callable[[str], list], vintage: str, what: str) -> None:
    """List what is wrong with lessons or regions, and end with an error if anything is."""
    found = problems(vintage)
    for problem in found:
        typer.echo(problem, err=True)
    if found:
        typer.echo(f"{len(found)} problem(s) in {what}; nothing was made.", err=True)
        raise typer.Exit(1)
    typer.echo(f"{what}: no problems")


def _assigned(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError(f"parameter: found {text!r}, expected name=value")
    return name.strip(), yamlfile.value(value, f"parameter {name.strip()}")


def _refused(error: Exception) -> typer.Exit:
    # A KeyError puts its message in quotation marks.
    typer.echo(str(error.args[0] if isinstance(error, KeyError) else error), err=True)
    return typer.Exit(1)
