"""The command `semibook`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
import yaml

from semibook import chapters, paths, vintages
from semibook.parameters import ParameterError, parameters

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)

VintageArgument = Annotated[str, typer.Argument(help="A name under data/ or a path to a folder.")]


@app.callback()
def main() -> None:
    """Check data and run chapters of the book."""


@app.command()
def check(vintage: VintageArgument = vintages.DEFAULT) -> None:
    """Check every table of a vintage and list all problems at once."""
    from semibook.check import problems  # imported late: frictionless takes a while to load

    try:
        found = problems(vintage)
    except (FileNotFoundError, ValueError) as error:
        raise _refused(error) from error
    for each in found:
        typer.echo(each, err=True)
    if found:
        typer.echo(f"{len(found)} problem(s) in vintage {vintage}; nothing was changed.", err=True)
        raise typer.Exit(1)
    typer.echo(f"vintage {vintage}: {len(vintages.package()['resources'])} tables, no problems")


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
    from semibook.run import run as run_chapter

    try:
        given = yaml.safe_load(parameter_file.read_text(encoding="utf-8")) if parameter_file else {}
        given |= dict(_assigned(each) for each in parameter)
        target = output or paths.BUILD / "runs" / "own" / f"{chapter}.ipynb"
        run_chapter(chapters.notebook(chapter), target, given)
    except (FileNotFoundError, ParameterError) as error:
        raise _refused(error) from error
    typer.echo(target)


@app.command(name="parameters")
def list_parameters(chapter: Annotated[str, typer.Argument(help="A chapter.")]) -> None:
    """List what can be set in a chapter: name, type, default and meaning."""
    try:
        known = parameters(chapters.notebook(chapter))
    except FileNotFoundError as error:
        raise _refused(error) from error
    for each in known.values():
        typer.echo(f"{each.name}: {each.type} = {each.default!r}  # {each.help}")


def _assigned(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals:
        raise ParameterError(f"parameter: found {text!r}, expected name=value")
    return name.strip(), yaml.safe_load(value)


def _refused(error: Exception) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(1)
