"""The files for other programs: both languages, base units, and a schema that holds."""

from __future__ import annotations

import json

import jsonschema
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from semibook import files, paths, toc
from semibook.claims import ledger
from semibook.claims.every import MODULES
from semibook.site import api, kept, results
from semibook.tables import vintages
from semibook.tables.promises import promised

STORED = {name: toc.notebook(name) for name in toc.chapters()}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("api")
    results.write(folder, "2024-02", {"en": STORED, "ja": STORED})
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


def test_they_are_made_anew_once_a_run_or_a_table_is_another(tmp_path, later, monkeypatch):
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    made = []
    monkeypatch.setattr(api, "texts", lambda *_: made.append("") or {"x.json": str(len(made))})
    run, data = tmp_path / "rapidus.ipynb", later("newer", "2026-03", "rapidus_support")

    def written(output):
        cell = new_code_cell(id="cell", outputs=output)
        files.write(run, nbformat.writes(new_notebook(cells=[cell])))
        results.write(tmp_path / "api", str(data), {"en": {"rapidus": run}})
        return (tmp_path / "api" / "x.json").read_text()

    assert written([]) == written([]) == "1"
    assert written([new_output("stream", text="said")]) == "2"
    table = data / "rapidus_support.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    assert written([new_output("stream", text="said")]) == "3"


def test_the_published_book_has_them(written):
    """Built by `make book`, of which this test is a part."""
    folder = paths.BOOK / results.FOLDER
    assert _read(folder, "claims.json")["claims"]
    ids = [finding["id"] for finding in _read(folder, "findings.json")["findings"]]
    assert len(ids) == len(set(ids)) > 0
