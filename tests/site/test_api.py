"""The files for other programs: both languages, base units, and a schema that holds."""

from __future__ import annotations

import json

import jsonschema
import pytest

from semibook import paths, toc
from semibook.claims import ledger
from semibook.claims.every import MODULES
from semibook.site import api
from semibook.tables import vintages
from semibook.tables.promises import promised

STORED = {name: toc.notebook(name) for name in toc.chapters()}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    api.write(folder, "2024-02", {"en": STORED, "ja": STORED})
    return folder


def _read(folder, name):
    return json.loads((folder / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["claims", "promises", "findings"])
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


def test_every_promise_is_there_with_its_days_and_what_became_of_it(written):
    told = _read(written, "promises.json")
    assert (told["outcomes"], told["known_on"]) == ("2026-11", vintages.find("2026-11").as_of)
    found = {promise["id"]: promise for promise in told["promises"]}
    assert set(found) == set(promised().index)
    jasm = found["jasm-shipment"]
    assert jasm["due"] == {"first": "2024-12-01", "last": "2024-12-31"}
    assert jasm["money_yen"] == pytest.approx(476e9)
    assert jasm["outcome"] == "kept"
    assert jasm["who"]["en"] and jasm["promise"]["ja"] != jasm["promise"]["en"]


def test_what_no_fact_is_known_of_has_no_days(written):
    promises = _read(written, "promises.json")["promises"]
    unknown = [promise for promise in promises if promise["outcome"] == "unknown"]
    assert unknown and all(promise["happened"] is None for promise in unknown)


def test_the_published_book_has_them(written):
    """Built by `make book`, of which this test is a part."""
    folder = paths.BOOK / api.FOLDER
    assert _read(folder, "claims.json")["claims"]
    ids = [finding["id"] for finding in _read(folder, "findings.json")["findings"]]
    assert len(ids) == len(set(ids)) > 0
