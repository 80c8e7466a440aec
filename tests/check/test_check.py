"""Bad data is refused: every damage is reported with file, row, column, found and expected.

A check of a whole vintage takes seconds, so each copy of the deck is damaged in many ways at once.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from semibook.check import form
from semibook.check.tables import Problem, problems
from semibook.intake import merge as merging
from semibook.run import comparison
from semibook.tables import frames, reference, schema, vintages
from tests.cells import put, rows_of, write


def get(folder: Path, table: str, row: int, column: str) -> str:
    rows = rows_of(folder, table)
    return rows[row - 1][rows[0].index(column)]


def copy_of_the_deck(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("vintage") / "copy"
    return Path(shutil.copytree(vintages.find().folder, folder))


def at(found: list[Problem], table: str, row: int, column: str = "") -> list[Problem]:
    """The problems of one row (0: of the file), in a column if one is given."""
    return [
        each
        for each in found
        if (Path(each.file).name, each.row) == (f"{table}.csv", row)
        and column in ("", *each.column.split(", "))
    ]


def test_the_deck_is_sound():
    assert problems(vintages.DEFAULT) == []


@pytest.fixture(scope="module")
def damaged(tmp_path_factory) -> Path:
    """A copy of the deck with seven damages in budgets.csv and one each in other tables."""
    folder = copy_of_the_deck(tmp_path_factory)
    put(folder, "budgets", 2, "amount", "-6170")
    put(folder, "budgets", 3, "amount", "約4500")
    put(folder, "budgets", 4, "source", "s99")
    put(folder, "budgets", 5, "amount_resolution", "")
    put(folder, "budgets", 6, "amount_unit", "1e8JPY")
    put(folder, "budgets", 7, "parent", get(folder, "budgets", 7, "id"))
    lines = rows_of(folder, "budgets")
    write(folder, "budgets", [*lines, lines[7]])

    put(folder, "kumamoto_impact", 3, "parent", "e2022-09-production")
    put(folder, "starting_wages", 1, "employer", "boss")
    put(folder, "supply_plans", 3, "cost_resolution", "")
    put(folder, "rapidus_milestones", 2, "date_from", "2022-11")
    put(folder, "rapidus_milestones", 2, "date_to", "2022-10")
    short = rows_of(folder, "kyushu_investment")
    write(folder, "kyushu_investment", [short[0], short[1][:-2], *short[2:]])
    cp932 = folder / "technology_nodes.csv"
    cp932.write_bytes(cp932.read_text(encoding="utf-8").encode("cp932"))
    (folder / "fab_customers.csv").unlink()
    (folder / "notes.csv").write_text("id\n1\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def found(damaged) -> list[Problem]:
    return problems(damaged)


@pytest.mark.parametrize(
    ("table", "row", "column", "what", "expected"),
    [
        pytest.param("budgets", 2, "amount", "-6170", "at least 0", id="negative amount"),
        pytest.param("budgets", 3, "amount", "約4500", "number", id="text for a number"),
        pytest.param("budgets", 4, "source", "s99", "sources.csv", id="unknown source"),
        pytest.param("budgets", 5, "amount_resolution", "empty", "amount", id="no resolution"),
        pytest.param("budgets", 6, "amount_unit", "1e8JPY", "1e8 JPY", id="bad unit"),
        pytest.param("budgets", 7, "parent", "", "no loop", id="its own parent"),
        pytest.param("kumamoto_impact", 3, "parent", "e2022-09-production", "no loop", id="loop"),
        pytest.param("kumamoto_impact", 4, "parent", "e2022-09", "no loop", id="loop, other end"),
        pytest.param("starting_wages", 1, "", "boss", "no row was checked", id="wrong header"),
        pytest.param("supply_plans", 3, "cost_resolution", "empty", "333", id="cost alone"),
        pytest.param("rapidus_milestones", 2, "date_to", "2022-10", "2022-11", id="dates"),
        pytest.param("kyushu_investment", 2, "source", "ends early", "16 cells", id="short row"),
        pytest.param("technology_nodes", 2, "firm_ja", "encoding", "UTF-8", id="cp932"),
        pytest.param("fab_customers", 0, "", "no such file", "fab_customers", id="missing file"),
        pytest.param("notes", 0, "", "notes", "datapackage.json", id="stranger"),
    ],
)
def test_damage_is_reported_where_it_is(found, table, row, column, what, expected):
    reported = at(found, table, row, column)
    assert [each for each in reported if what in each.found and expected in each.expected], reported
    assert all(each.found and each.expected for each in reported)


def test_a_duplicate_key_is_reported_at_its_second_row(found, damaged):
    last = len(rows_of(damaged, "budgets"))
    (duplicate,) = at(found, "budgets", last, "id")
    assert (duplicate.found, duplicate.twin) == ("a duplicate key", 8)
    assert "found a duplicate key, the same as in row 8; expected" in str(duplicate)


def test_a_wrong_header_is_one_problem_and_not_one_a_cell(found):
    (problem,) = [each for each in found if "starting_wages" in each.file]
    assert problem.found == "no column employer and the unknown column boss"


def test_a_file_in_another_encoding_is_told_to_be_in_utf8(found):
    (problem,) = [each for each in found if "technology_nodes" in each.file]
    assert "utf-8" in problem.expected.lower()


def test_what_is_sound_is_not_reported(found):
    harmed = {
        "budgets",
        "kumamoto_impact",
        "starting_wages",
        "supply_plans",
        "rapidus_milestones",
        "kyushu_investment",
        "technology_nodes",
        "fab_customers",
        "notes",
    }
    assert {Path(each.file).stem for each in found} == harmed


def test_problems_are_in_the_order_of_files_and_rows(found):
    assert [(each.file, each.row) for each in found] == sorted(
        (each.file, each.row) for each in found
    )


def test_a_problem_reads_as_a_sentence_and_leaves_out_what_does_not_apply():
    cell = Problem("a.csv", 3, "amount", "'x'", "a number")
    assert str(cell) == "a.csv, row 3, column amount: found 'x'; expected a number"
    assert str(Problem("a.csv", 0, "", "no such file", "the table a")) == (
        "a.csv: found no such file; expected the table a"
    )


def test_a_row_with_too_many_cells_is_reported(tmp_path_factory):
    folder = copy_of_the_deck(tmp_path_factory)
    rows = rows_of(folder, "supply_plans")
    write(folder, "supply_plans", [*rows[:2], [*rows[2], "more"], *rows[3:]])
    (problem,) = problems(folder, ["supply_plans"])
    assert (Path(problem.file).name, problem.row) == ("supply_plans.csv", 3)
    assert "more" in problem.found
    assert f"{len(rows[0])} cells" in problem.expected


def test_an_empty_file_is_reported(tmp_path_factory):
    folder = copy_of_the_deck(tmp_path_factory)
    (folder / "starting_wages.csv").write_bytes(b"")
    (problem,) = problems(folder, ["starting_wages"])
    assert problem.found == "an empty file"
    assert problem.expected.startswith("a header (id, ")


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory) -> list[Problem]:
    """Problems of a copy without one table and with another in cp932 that other tables refer to."""
    folder = copy_of_the_deck(tmp_path_factory)
    (folder / "strategy_steps.csv").unlink()
    places = folder / "places.csv"
    places.write_bytes(places.read_text(encoding="utf-8").encode("cp932"))
    put(folder, "budgets", 2, "amount", "-6170")
    return problems(folder)


def test_tables_that_refer_to_an_unreadable_one_are_not_blamed(unreadable):
    blamed = {Path(each.file).stem for each in unreadable}
    assert blamed == {"strategy_steps", "places", "budgets"}


def test_their_own_problems_are_still_reported(unreadable):
    assert [each.found for each in at(unreadable, "budgets", 2, "amount")] == ["'-6170'"]


@pytest.fixture(scope="module")
def respelt(tmp_path_factory) -> tuple[Path, list[Problem]]:
    """A vintage on the deck with three tables of its own, as other programs may save them."""
    folder = tmp_path_factory.mktemp("vintage") / "later"
    folder.mkdir()
    about = "title: later\nas_of: 2026-03-01\nbase: 2024-02\n"
    (folder / "vintage.yml").write_text(about, encoding="utf-8")
    for table in ("budgets", "kumamoto_impact", "supply_plans"):
        header, *rows = rows_of(vintages.find().folder, table)
        dated = [[*header, "as_of"], *([*row, "2024-02-09"] for row in rows)]
        write(folder, table, dated)
    put(folder, "budgets", 2, "amount", "INF")
    put(folder, "budgets", 3, "as_of", "2026-03-02")
    put(folder, "budgets", 4, "as_of", "")
    put(folder, "supply_plans", 2, "sites_complete", "TRUE")
    put(folder, "kumamoto_impact", 2, "estimator", "Kyushu\nFinancial Group")
    put(folder, "kumamoto_impact", 3, "resolution", "")
    plans = folder / "supply_plans.csv"
    put(folder, "supply_plans", 3, "cost_resolution", "")
    plans.write_bytes(b"\xef\xbb\xbf" + plans.read_bytes())
    return folder, problems(folder)


def test_tables_of_the_base_are_checked_too_and_named_by_their_own_folder(respelt):
    folder, found = respelt
    assert found
    assert {Path(each.file).resolve().parent for each in found} == {folder}


def test_a_row_dated_after_its_vintage_or_not_at_all_is_reported(respelt):
    (late,) = at(respelt[1], "budgets", 3, "as_of")
    assert (late.found, late.expected) == ("2026-03-02", "not after the vintage's 2026-03-01")
    assert at(respelt[1], "budgets", 4, "as_of")


def test_a_later_vintage_must_date_its_rows(tmp_path):
    about = "title: undated\nas_of: 2026-03-01\nbase: 2024-02\n"
    (tmp_path / "vintage.yml").write_text(about, encoding="utf-8")
    shutil.copy(vintages.find().path("starting_wages"), tmp_path)
    (found,) = problems(tmp_path, ["starting_wages"])
    assert found.found == "no column as_of"


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (["a", "c", "b"], "the column c in the place of b"),
        (["a", "b"], "no column c"),
        (["a", "b", "c", ""], "the unknown column without a name"),
        (["a", "a", "b", "c"], "twice the column a"),
        (["a;b;c"], "semicolons between the cells, and no commas"),
    ],
)
def test_a_header_is_described_by_its_difference(found, said):
    assert form.difference(found, ["a", "b", "c"]) == said


@pytest.fixture(scope="module")
def misspelt(tmp_path_factory) -> list[Problem]:
    """Problems of a copy with dates without zeros, a key without a value and a stray byte."""
    folder = copy_of_the_deck(tmp_path_factory)
    put(folder, "rapidus_milestones", 2, "date_from", "2022-8")
    put(folder, "rapidus_milestones", 2, "date_to", "2022-11")
    put(folder, "sources", 2, "date", "2024-2-9")
    put(folder, "budgets", 3, "id", "")
    put(folder, "kumamoto_impact", 2, "estimator", "Kyushu\nFinancial Group")
    strange = folder / "kumamoto_impact.csv"
    lines = strange.read_bytes().split(b"\n")
    lines[4] += b"\x8c"
    strange.write_bytes(b"\n".join(lines))
    return problems(folder)


def test_a_month_without_its_zero_is_reported_itself_and_not_blamed_on_another(misspelt):
    (found,) = at(misspelt, "rapidus_milestones", 2)
    assert (found.column, found.found) == ("date_from", "'2022-8'")
    assert found.expected == "the form YYYY-MM"
    assert [each.expected for each in at(misspelt, "sources", 2)] == ["the form YYYY-MM-DD"]


def test_an_empty_key_is_called_so(misspelt):
    said = {(each.found, each.expected) for each in at(misspelt, "budgets", 3, "id")}
    assert said == {("''", "a value"), ("an empty key", "a value")}


def test_the_row_that_is_not_utf8_is_named_as_a_spreadsheet_counts(misspelt):
    (found,) = [each for each in misspelt if "kumamoto_impact" in each.file]
    assert (found.row, found.column) == (4, "source")


def test_an_infinite_amount_is_reported(respelt):
    assert at(respelt[1], "budgets", 2, "amount")


def test_a_boolean_that_load_cannot_read_is_reported(respelt):
    assert at(respelt[1], "supply_plans", 2, "sites_complete")


def test_a_byte_order_mark_hides_no_other_problem(respelt):
    assert at(respelt[1], "supply_plans", 3, "cost_resolution")


def test_rows_are_counted_as_a_spreadsheet_does_where_a_cell_has_two_lines(respelt):
    assert at(respelt[1], "kumamoto_impact", 3, "resolution")
    assert not at(respelt[1], "kumamoto_impact", 4)


def test_an_address_that_is_no_web_address_is_refused(tmp_path_factory):
    folder = copy_of_the_deck(tmp_path_factory)
    put(folder, "sources", 2, "address", "javascript:alert(1)")
    put(folder, "sources", 3, "address", "https://example.org/a b")
    put(folder, "sources", 4, "address", "http://example.org/a?b=c")
    found = problems(folder)
    assert [(each.row, each.column) for each in found] == [(2, "address"), (3, "address")]
    assert all("https?://" in each.expected for each in found)


def test_a_table_is_held_again_against_what_changed_around_it(later):
    folder = later("own", "2024-02", "sources")
    sources, wages = (
        rows_of(vintages.find().folder, each) for each in ("sources", "starting_wages")
    )
    for table, (header, *rows) in {"sources": sources, "starting_wages": wages}.items():
        write(folder, table, [[*header, "as_of"], *([*row, "2024-02-09"] for row in rows)])
    assert problems(folder, ["starting_wages"]) == []
    put(folder, "sources", 7, "id", "moved")  # slide 6
    moved = problems(folder, ["starting_wages"])
    assert {(Path(each.file).stem, each.found) for each in moved} >= {("starting_wages", "'s06'")}
    put(folder, "sources", 7, "id", "s06")
    assert problems(folder, ["starting_wages"]) == []
    about = folder / "vintage.yml"
    about.write_text(about.read_text("utf-8").replace("2026-03-01", "2024-02-08"), "utf-8")
    assert at(problems(folder, ["starting_wages"]), "starting_wages", 2, "as_of")


def test_a_wrong_reference_table_is_reported_with_every_vintage(tmp_path, monkeypatch):
    folder = shutil.copytree(reference.FOLDER, tmp_path / "reference")
    put(folder, "node_years", 2, "year", "soon")
    monkeypatch.setattr(reference, "FOLDER", folder)
    (found,) = problems(vintages.DEFAULT)
    assert (Path(found.file).name, found.row, found.column) == ("node_years.csv", 2, "year")
    assert not problems(vintages.DEFAULT, about=["starting_wages"])


@pytest.fixture(scope="module")
def odd(tmp_path_factory) -> list[Problem]:
    """Problems of a copy whose cells hold what cannot be seen, or what only Python reads."""
    folder = copy_of_the_deck(tmp_path_factory)
    put(folder, "sources", 2, "publisher", "METI\n```{include} /etc/passwd\n```")
    put(folder, "sources", 3, "publisher", "METI\u202egro.live")
    put(folder, "sources", 4, "publisher", "ME\u200bTI")
    put(folder, "sources", 5, "publisher", "ME\x1b[31mTI")
    put(folder, "sources", 6, "publisher", "\u3000 ")
    put(folder, "sources", 7, "publisher", "M" * 40_000)
    put(folder, "sources", 8, "address", "https:///path")
    put(folder, "sources", 9, "note", "one line\nand another")
    put(folder, "sources", 10, "note", "one line\n\x00and another")
    put(folder, "sources", 11, "publisher", "ME\u2028TI")
    put(folder, "sources", 12, "publisher", "ME\ufffdTI")
    put(folder, "budgets", 2, "amount", "６１７０")
    put(folder, "budgets", 3, "amount", "4_500")
    put(folder, "budgets", 4, "amount", " 4500")
    put(folder, "rapidus_milestones", 2, "date_from", "２０２２-11")
    put(folder, "strategy_steps", 2, "order", "２")
    return problems(folder)


@pytest.mark.parametrize(
    ("table", "row", "column", "what"),
    [
        ("sources", 2, "publisher", "a line break"),
        ("sources", 3, "publisher", "U+202E"),
        ("sources", 4, "publisher", "U+200B"),
        ("sources", 5, "publisher", "a control character (U+001B)"),
        ("sources", 6, "publisher", "blanks alone"),
        ("sources", 7, "publisher", "40,000 characters"),
        ("sources", 8, "address", "https:///path"),
        ("sources", 10, "note", "a control character (U+0000)"),
        ("sources", 11, "publisher", "a line break (U+2028)"),
        ("sources", 12, "publisher", "a character that was lost"),
        ("budgets", 2, "amount", "６１７０"),
        ("budgets", 3, "amount", "4_500"),
        ("budgets", 4, "amount", " 4500"),
        ("rapidus_milestones", 2, "date_from", "２０２２-11"),
        ("strategy_steps", 2, "order", "２"),
    ],
)
def test_what_no_one_can_see_or_write_is_reported_once_in_one_line(odd, table, row, column, what):
    (reported,) = at(odd, table, row)
    assert reported.column == column
    assert what in reported.found
    assert str(reported).isprintable()


def test_a_note_may_have_lines(odd):
    assert not at(odd, "sources", 9)


@pytest.fixture(scope="module")
def saved(tmp_path_factory) -> list[Problem]:
    """Problems of a copy whose tables were saved in other ways than the fixed one."""
    folder = copy_of_the_deck(tmp_path_factory)

    def save(table: str, how) -> None:
        file = folder / f"{table}.csv"
        file.write_bytes(how(file.read_text(encoding="utf-8")).encode())

    save("budgets", lambda text: text.replace(",", ";"))
    save("targets", lambda text: text.replace(",", "\t"))
    save("starting_wages", lambda text: text.replace("id,employer", "id, employer", 1))
    save("guardrails", lambda text: text.replace("id,", "ID,", 1))
    save("places", lambda text: text + '"open')
    return problems(folder)


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ("budgets", "semicolons between the cells"),
        ("targets", "tabs between the cells"),
        ("starting_wages", "no column employer and the unknown column ' employer'"),
        ("guardrails", "no column id and the unknown column ID"),
        ("places", "text that is no CSV"),
    ],
)
def test_a_table_saved_in_another_way_is_one_problem(saved, table, what):
    (reported,) = [each for each in saved if Path(each.file).stem == table]
    assert what in reported.found


def test_a_table_saved_in_another_way_is_held_against_no_other(saved):
    assert len(saved) == 5


def test_a_byte_order_mark_and_windows_lines_are_read_alike_everywhere(tmp_path_factory):
    folder = copy_of_the_deck(tmp_path_factory)
    for file in folder.glob("*.csv"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert not problems(folder)
    assert frames.load("budgets", folder).equals(frames.load("budgets"))
    assert frames.dates("budgets", folder).equals(frames.dates("budgets"))
    assert not any(comparison.table_changes(vintages.DEFAULT, folder))
    place = vintages.find(folder)
    deck, budgets = vintages.find(), place.table("budgets")
    assert merging.existing(place, budgets) == merging.existing(deck, budgets)


def test_a_broken_header_in_the_base_is_told_and_not_traced(later, tmp_path):
    base = later("base", "", *[each["name"] for each in schema.package()["resources"]])
    place = base / "sources.csv"
    place.write_text(place.read_text(encoding="utf-8").replace("id,", "key,", 1), encoding="utf-8")
    shutil.copy(base / "budgets.csv", later("own", base))
    found = problems(tmp_path / "own")
    assert [Path(each.file).name for each in found] == ["sources.csv", "budgets.csv"]


def test_what_is_no_table_in_a_folder_is_named_and_not_followed(later):
    folder = later("received", "2024-02")
    (folder / "page.html").write_text("<script>")
    (folder / "more").mkdir()
    (folder / "targets.csv").symlink_to("/etc/hostname")
    (folder / "secret.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / "sources.csv")
    (folder / "a\nb\x1b[31m.txt").write_text("")
    (folder / ".DS_Store").write_bytes(b"\0")
    found = problems(folder)
    assert all(str(each).isprintable() for each in found)
    assert [(Path(each.file).name, each.found) for each in found] == [
        ("a\nb\x1b[31m.txt", "another file"),
        ("more", "a folder"),
        ("page.html", "another file"),
        ("secret.txt", "a symbolic link"),
        ("sources.csv", "a pipe"),
        ("targets.csv", "a symbolic link"),
    ]


def test_an_unknown_vintage_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no vintage\.yml"):
        problems(tmp_path)
