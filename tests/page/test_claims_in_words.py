"""What a chapter says of its claims, and that a reader meets no name of a table or row."""

from importlib import import_module

from semibook.claims.ledger import CheckedClaim, checked_claims
from semibook.page.claims import sentences
from semibook.tables import frames, vintages
from semibook.tables.interval import Interval


def _claim(kind, statement, recomputed):
    return CheckedClaim(
        id=statement,
        chapter="",
        source="s01",
        statement=statement,
        kind=kind,
        unit="1",
        printed="1",
        stated=Interval.point(1.0),
        recomputed=recomputed,
        missing="",
        tables=(),
    )


def test_what_differs_beside_sums_that_hold_is_said_to_be_no_sum():
    agreeing = _claim("arithmetic", "the sum", Interval.point(1.0))
    differing = _claim("restatement", "the year", Interval.point(2.0))
    assert "But the source contradicts itself on: the year." in sentences(
        [agreeing, differing], "en"
    )
    assert "But" not in sentences([differing], "en")


def test_what_is_missing_is_said_without_the_names_of_tables():
    tables = [table.name for table in vintages.find().tables()]
    missing = [
        claim.missing
        for chapter in frames.load("claims")["chapter"].unique()
        for claim in checked_claims(import_module(f"semibook.claims.{chapter}"))
    ]
    assert any(missing)
    assert not [text for text in missing if any(table in text for table in tables)]
