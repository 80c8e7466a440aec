"""A vintage's own claims: its code runs for those who name its folder, and never else."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from semibook import toc
from semibook.check import tables
from semibook.claims import own
from semibook.cli import app
from semibook.page.claims import own_claims
from semibook.run.parameters import parameters
from semibook.run.plan import Book
from semibook.tables import frames, vintages

CODE = '''
import pandas as pd
from semibook.claims import NotStated, claim
from semibook.tables.interval import Interval

@claim
def sum_of_goals(targets: pd.DataFrame) -> Interval:
    """Twice fifteen trillion yen."""
    return Interval.point(30e12)

@claim
def left_open(targets: pd.DataFrame) -> Interval:
    raise NotStated("targets: the other goal")
'''
HOSTILE = "from pathlib import Path\nPath(__file__).with_name('ran').touch()\n"


def with_rows(folder: Path, *names: str) -> None:
    """Claims of these names, beside those of the deck."""
    deck = pd.read_csv(vintages.find().path("claims"), dtype=str, keep_default_na=False)
    row = {"chapter": "own", "statement": "Both", "statement_ja": "両方", "kind": "arithmetic"}
    row |= {"stated": "30", "unit": "1e12 JPY", "qualifier": "exact", "resolution": "1"}
    row |= {"explanation": "", "explanation_ja": "", "source": "s21"}
    rows = pd.concat([deck, pd.DataFrame([row | {"id": name} for name in names])])
    rows.assign(as_of="2024-02-09").to_csv(folder / "claims.csv", index=False)


@pytest.fixture
def place(tmp_path) -> vintages.Vintage:
    return vintages.create(tmp_path / "mine")


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(each) for each in arguments])
    return done.exit_code, done.output


def test_own_claims_are_recomputed_for_who_names_the_folder(place):
    with_rows(place.folder, "sum_of_goals", "left_open")
    (place.folder / "claims.py").write_text(CODE)
    code, shown = run("claims", place.folder, "--trust", place.folder)
    assert code == 0, shown
    assert "sum_of_goals: ¥30 trillion stated, ¥30 trillion recomputed: agrees" in shown
    assert "left_open: ¥30 trillion stated, targets: the other goal recomputed: open" in shown
    assert not list(place.folder.rglob("*.pyc"))


def test_without_it_they_are_listed_as_not_run(place):
    with_rows(place.folder, "sum_of_goals")
    (place.folder / "claims.py").write_text(CODE)
    assert tables.problems(place.folder) == []
    code, shown = run("claims", place.folder)
    assert code == 0
    assert f"sum_of_goals: not run: own code; use --trust {place.folder}" in shown


def test_a_hostile_folder_s_code_does_not_run(place, tmp_path):
    (place.folder / "claims.py").write_text(HOSTILE)
    (place.folder / "semibook.py").write_text(HOSTILE)
    other = tmp_path / "other"
    other.mkdir()
    run("claims", place.folder)
    run("check", place.folder)
    run("claims", place.folder, "--trust", other)
    frames.load("targets", place.folder)
    assert not list(place.folder.glob("ran"))
    run("claims", place.folder, "--trust", place.folder)
    assert list(place.folder.glob("ran"))  # the code is one that would have shown itself


def test_the_book_shows_them_as_not_run_unless_its_maker_trusts_the_folder(place):
    with_rows(place.folder, "sum_of_goals")
    (place.folder / "claims.py").write_text(HOSTILE + CODE.replace("left_open", "_left_open"))
    rows = own_claims(str(place.folder))
    assert list(rows["verdict"]) == ["not run: the book was made without trust in its code"]
    assert not (place.folder / "ran").exists()
    with_rows(place.folder, "sum_of_goals", "_left_open")
    rows = own_claims(str(place.folder), str(place.folder))
    assert list(rows["verdict"]) == ["agrees", "open"]
    assert own_claims(str(place.base.folder)).empty


def test_only_the_maker_s_word_reaches_the_ledger_s_run(place):
    (place.folder / "claims.py").write_text(HOSTILE)
    about = place.folder / "vintage.yml"
    ledger = Book.of(str(place.folder)).pages("en")["claims_audit"]
    assert "trust" not in ledger.given
    assert place.folder / "claims.py" not in ledger.files
    trusted = Book.of(str(place.folder), trust=str(place.folder)).pages("en")
    assert trusted["claims_audit"].given["trust"] == str(place.folder)
    assert place.folder / "claims.py" in trusted["claims_audit"].files
    assert [name for name, run in trusted.items() if "trust" in run.given] == ["claims_audit"]
    assert parameters(toc.notebook("claims_audit"))["trust"].default == ""
    about.write_text(f"{about.read_text()}trust: {place.folder}\n")
    with pytest.raises(ValueError, match="trust"):
        Book.of(str(place.folder))


def test_trust_in_another_folder_makes_no_book(place, tmp_path):
    with pytest.raises(ValueError, match=r"--trust: found .*, expected the vintage's folder"):
        Book.of(str(place.folder), trust=str(tmp_path))


def test_a_claim_of_ones_own_that_does_not_hold_is_no_later_fact(place):
    with_rows(place.folder, "sum_of_goals")
    (place.folder / "claims.py").write_text(
        CODE.partition("@claim\ndef left_open")[0].replace("30e12", "40e12")
    )
    (claim,) = own.checked(place, place.folder)
    assert claim.verdict == "contradicts"


def test_another_folder_is_not_the_vintage_s(place, tmp_path):
    code, shown = run("claims", place.folder, "--trust", tmp_path)
    assert code == 1
    assert "--trust: found" in shown


def test_a_link_in_the_place_of_the_code_is_refused(place, tmp_path):
    (tmp_path / "elsewhere.py").write_text(HOSTILE)
    (place.folder / "claims.py").symlink_to(tmp_path / "elsewhere.py")
    with pytest.raises(ValueError, match="found a symbolic link, expected a module of claims"):
        own.checked(place, place.folder)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1 / 0", "found ZeroDivisionError"),
        ("def", "found SyntaxError"),
        ("", "claims.csv alone has"),
        (None, "found no such file"),
    ],
)
def test_code_that_is_no_module_of_claims_is_refused_in_one_line(place, code, said):
    with_rows(place.folder, "sum_of_goals")
    if code is not None:
        (place.folder / "claims.py").write_text(code)
    with pytest.raises(ValueError, match=said) as refused:
        own.checked(place, place.folder)
    assert "\n" not in str(refused.value)
