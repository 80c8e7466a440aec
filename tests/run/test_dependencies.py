"""What a chapter depends on: also what it names only through another module."""

from __future__ import annotations

import yaml

from semibook import paths
from semibook.claims.every import MODULES
from semibook.claims.registry import claims_of, tables_of
from semibook.run import dependencies
from semibook.translation import words


def test_a_chapter_on_all_claims_reads_the_tables_of_each():
    functions = [claim for module in MODULES for claim in claims_of(module).values()]
    needed = {table for function in functions for table in tables_of(function)}
    assert needed <= set(dependencies.tables("claims_audit"))


def test_a_chapter_reads_the_tables_of_its_own_claims_alone():
    own, others = dependencies.tables("three_step_strategy"), dependencies.tables("claims_audit")
    assert {"advanced_fabs", "budgets"} <= set(own)
    assert not set(others) <= set(own)


def test_what_a_page_is_made_with_counts_though_it_is_no_module():
    names = {file.name for file in dependencies.modules("rapidus")}
    assert {"table.html", "book.mplstyle"} <= names


def test_words_that_change_are_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "file", lambda chapter: tmp_path / f"{chapter}.yml")
    before = dependencies.tables("rapidus")
    figure = {"title": "A", "subtitle": "B", "alt": "C", "from": ["starting_wages"]}
    text = yaml.safe_dump({"figures": {"new": figure}})
    (tmp_path / "rapidus.yml").write_text(text, encoding="utf-8")
    assert {*dependencies.tables("rapidus")} - {*before} == {"starting_wages"}


def test_the_code_that_counts_is_the_code_that_runs():
    assert dependencies._file("semibook.run") == paths.PACKAGE_CODE / "run" / "__init__.py"
