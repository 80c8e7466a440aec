"""What a chapter depends on: its tables, and the modules of the package that it uses."""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import grimp

from semibook import paths, toc
from semibook.cache import until_changed
from semibook.run.parameters import DECIDES, TOLD, VINTAGE, parameters
from semibook.tables import promises, schema, vintages
from semibook.tables.vintages import Vintage
from semibook.translation import words
from semibook.translation.notebook_code import code_cells, parse

#: Bytes that a name of a file can have on every system.
_LONGEST_NAME = 255
#: Every chapter names slides and checks claims, so each reads these two.
_ALWAYS = ("claims", "sources")
_CLAIMS = "semibook.claims."
#: The parameter of the chapter that runs the claims of a vintage's own: its folder.
TRUST = "trust"


def tables(chapter: str) -> tuple[str, ...]:
    """The tables a chapter reads: by name, for its claims, and for the promises it tells of."""
    if compares(chapter):
        return tuple(sorted(each["name"] for each in schema.package()["resources"]))
    said = words.file(chapter)
    needed = {
        *_ALWAYS,
        *_loaded(toc.notebook(chapter)),
        *(_shown(said) if said.is_file() else ()),
        *(table for file in _claims(chapter) for table in _claimed(file)),
        *(promises.tables() if promises.__name__ in _imports(toc.notebook(chapter)) else ()),
    }
    return tuple(sorted(needed))


def compares(chapter: str) -> bool:
    """Whether a chapter compares vintages: it then reads every table of both."""
    return "semibook.run.comparison" in _imports(toc.notebook(chapter))


def compared() -> str:
    """The later vintage with which the book of the deck compares the deck: its chapter's default.

    Other folders under data/ are an analyst's own until that chapter names them.
    """
    comparing = next(each for each in toc.chapters() if compares(each))
    return parameters(toc.notebook(comparing))[VINTAGE].default


def looks_ahead(chapter: str) -> bool:
    """Whether a chapter of the deck's book shows what a later vintage knows of the deck."""
    return bool(_names_later(chapter))


def _names_later(chapter: str) -> list[str]:
    """The parameters of a chapter that name a later vintage; none has both."""
    declared = parameters(toc.notebook(chapter))
    return [name for name in (DECIDES, TOLD) if name in declared]


def ahead(chapter: str, given: Mapping[str, Any] = MappingProxyType({})) -> Vintage:
    """The later vintage of which a chapter that looks ahead shows rows.

    Args:
        chapter: its name.
        given: parameters that differ from its defaults.

    Raises:
        KeyError: if it does not look ahead.
    """
    return vintages.find(_name_ahead(chapter, given))


def _name_ahead(chapter: str, given: Mapping[str, Any] = MappingProxyType({})) -> str:
    declared = parameters(toc.notebook(chapter))
    name = next(iter(_names_later(chapter)), DECIDES)
    return given.get(name, declared[name].default)


def newest() -> Vintage:
    """The newest vintage of which the book of the deck shows rows."""
    shown = [_name_ahead(each) for each in toc.chapters() if looks_ahead(each)]
    named = dict.fromkeys([compared(), *shown])  # most chapters name the same one
    return max(map(vintages.find, named), key=lambda vintage: vintage.as_of)


def trusts(chapter: str) -> bool:
    """Whether a chapter can run the claims of a vintage's own."""
    return TRUST in parameters(toc.notebook(chapter))


def collects(chapter: str) -> bool:
    """Whether a chapter is about the headline figures of the others, and has none for them."""
    used = _imports(toc.notebook(chapter))
    return not used.isdisjoint({"semibook.run.comparison", "semibook.run.scenarios"})


def is_about_scenarios(chapter: str) -> bool:
    """Whether a chapter shows the headline figures under the scenarios."""
    return "semibook.run.scenarios" in _imports(toc.notebook(chapter))


def with_headlines() -> list[str]:
    """The chapters whose headline figures are those of the book's vintage, in its order."""
    return [each for each in toc.chapters() if not (collects(each) or _decided_later(each))]


def _decided_later(chapter: str) -> bool:
    return DECIDES in parameters(toc.notebook(chapter))


def modules(chapter: str) -> tuple[Path, ...]:
    """The files of the package that a chapter uses, directly or through another."""
    return package_files(*_imports(toc.notebook(chapter)))


@cache
def package_files(*names: str) -> tuple[Path, ...]:
    """The files of modules of the package and of all that these import, and what those read.

    Args:
        names: of modules, `semibook.run.chapter`; names of other things count for nothing.
    """
    graph = _graph()
    named = [name for name in names if name in graph.modules]
    used = {*named}.union(*(graph.find_upstream_modules(name) for name in named))
    rooms = {name.rpartition(".")[0] for name in used} | {"semibook"}
    files = {_file(name) for name in used | rooms if name}
    return tuple(sorted(files.union(*(_read_by(folder) for folder in {f.parent for f in files}))))


def _read_by(folder: Path) -> set[Path]:
    """The templates and styles that lie with the modules of a folder."""
    return {file for form in ("*.mplstyle", "templates/*") for file in folder.glob(form)}


def room_files(room: str) -> tuple[Path, ...]:
    """The files of all modules of a room (`site`), and of all that these import."""
    within = f"semibook.{room}."
    return package_files(*(name for name in _graph().modules if name.startswith(within)))


def _claims(chapter: str) -> set[Path]:
    """The files of the modules of claims that a chapter names, also through the list of all."""
    named = {name for name in _imports(toc.notebook(chapter)) if name.startswith(_CLAIMS)}
    return {_file(module) for module in _used(named) if module.startswith(_CLAIMS)}


def _used(names: set[str]) -> set[str]:
    """The modules among the names, and those that they import."""
    graph = _graph()
    direct = names & graph.modules
    return direct.union(*(graph.find_upstream_modules(module) for module in direct))


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("semibook", cache_dir=None)


def _file(module: str) -> Path:
    path = paths.PACKAGE_CODE.parent / Path(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _imports(path: Path) -> set[str]:
    """Names that may be modules of the package: `from semibook import x` may import one or not."""
    return _read_code(path)[0]


def _calls(path: Path) -> list[ast.Call]:
    return _read_code(path)[1]


@until_changed
def _read_code(path: Path) -> tuple[set[str], list[ast.Call]]:
    """What a chapter's cells may import of the package, and their calls, by one walk."""
    found: set[str] = set()
    calls = []
    for node in ast.walk(parse("\n".join(cell["source"] for cell in code_cells(path)))):
        match node:
            case ast.ImportFrom(module=str(module), names=members):
                found |= {module, *(f"{module}.{each.name}" for each in members)}
            case ast.Import(names=members):
                found |= {each.name for each in members}
            case ast.Call():
                calls.append(node)
    if any(_called(call) == "claims" for call in calls):
        found.add(f"semibook.claims.{path.stem}")  # `Chapter.claims` finds it by the chapter's name
    return {each for each in found if each.split(".")[0] == "semibook"}, calls


#: Calls whose first argument, if it is plain text, is the name of a table.
_READS = {"load", "intervals", "amounts", "dates"}


@until_changed
def _loaded(path: Path) -> set[str]:
    """The tables that a chapter's cells read by name."""
    return {
        call.args[0].value
        for call in _calls(path)
        if _called(call) in _READS and call.args and isinstance(call.args[0], ast.Constant)
    }


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


@until_changed
def _shown(file: Path) -> set[str]:
    """The tables that a chapter's words say it shows."""
    said = words.read(file.stem)
    entries = [*said.tables.values(), *said.figures.values()]
    return {table for each in entries for table in each.tables}


@until_changed
def _claimed(module: Path) -> set[str]:
    """Parameters of the claims in a module, which are the names of tables."""
    tree = parse(module.read_text(encoding="utf-8"))
    return {
        parameter.arg
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and any(getattr(each, "id", "") == "claim" for each in node.decorator_list)
        for parameter in node.args.args
    }


def extra_files(chapter: str, given: Mapping[str, Any] = MappingProxyType({})) -> tuple[Path, ...]:
    """Files other than tables that a chapter reads: its words, and those that parameters name.

    Args:
        chapter: its name.
        given: parameters that differ from its defaults; a file that is built first counts too.
    """
    declared = parameters(toc.notebook(chapter))
    values = {name: parameter.default for name, parameter in declared.items()} | dict(given)
    texts = [
        text
        for value in values.values()
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str) and _may_be_a_file(text)
    ]
    named = [(paths.NOTEBOOKS / text).resolve() for text in texts] + [words.file(chapter)]
    built = paths.BUILD.resolve()
    return tuple(sorted(f for f in named if f.is_file() or f.is_relative_to(built)))


def _may_be_a_file(text: str) -> bool:
    # Of a name that no file can have, some systems raise where others say that there is none.
    return 0 < len(os.fsencode(text)) < _LONGEST_NAME and "\0" not in text
