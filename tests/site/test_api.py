"""The files for other programs: both languages, base units, and a schema that holds."""

from __future__ import annotations

import json

import jsonschema
import pytest

from semibook import paths, toc
from semibook.claims import ledger
from semibook.claims.every import MODULES
from semibook.site import api

STORED = {name: toc.notebook(name) for name in toc.chapters()}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    api.write(folder, "2024-02", {"en": STORED, "ja": STORED})
    return folder


def _read(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["claims", "findings"])
def test_each_file_is_as_its_schema_says(written, name):
    jsonschema.validate(_read(written, f"{name}.json"), _read(written, f"{name}.schema.json"))


def test_every_claim_is_there_with_the_ledgers_verdict(written):
    found = {claim["id"]: claim for claim in _read(written, "claims.json")["claims"]}
    claims = {claim.id: claim for module in MODULES for claim in ledger.checked_claims(module)}
    assert {name: claim["verdict"] for name, claim in found.items()} == {
        name: claim.verdict for name, claim in claims.items()
    }
    jasm = found["cap_of_jasm"]
    assert jasm["stated"] == {"low": pytest.approx(4759.5e8), "high": pytest.approx(4760.5e8)}
    assert jasm["statement"]["ja"] != jasm["statement"]["en"]
    assert len(jasm["tables"]["advanced_fabs"]) == 64


def test_an_open_end_is_null(written):
    found = {claim["id"]: claim for claim in _read(written, "claims.json")["claims"]}
    assert found["total_cap_of_plans"]["recomputed"]["high"] is None


def test_findings_have_an_address_and_figures_with_units(written):
    findings = _read(written, "findings.json")["findings"]
    assert {finding["chapter"] for finding in findings} == set(toc.chapters())
    figures = {
        (finding["chapter"], figure["name"]): figure
        for finding in findings
        for figure in finding["figures"]
    }
    assert figures["power_semiconductors", "fewest_japanese_firms"]["value"] == 3
    assert all(figure["title"]["ja"] and figure["unit"] for figure in figures.values())


def test_the_published_book_has_them(written):
    """Built by `make book`, of which this test is a part."""
    folder = paths.BOOK / api.FOLDER
    assert _read(folder, "claims.json")["claims"]
    ids = [finding["id"] for finding in _read(folder, "findings.json")["findings"]]
    assert len(ids) == len(set(ids)) > 0
