"""Region packs as Excel forms: out and back, and what is refused."""

from __future__ import annotations

import shutil

import openpyxl
import pytest
from typer.testing import CliRunner

from semibook import toc
from semibook.cli import app
from semibook.teach import region_form, sources
from semibook.teach.region_form import FormError
from semibook.teach.schema import Region
from tests.teach.conftest import packs


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder of the packs that tests may write to."""
    folder = tmp_path / "regions"
    shutil.copytree(sources.REGIONS, folder)
    monkeypatch.setattr(sources, "REGIONS", folder)
    return folder


@pytest.fixture
def filled(tmp_path, place):
    """A function that makes a form, answers some of its fields, and gives its file."""

    def fill(name: str = "shikoku", **answers: str):
        form = region_form.write(name, tmp_path / "form.xlsx")
        book = openpyxl.load_workbook(form)
        for row in book[region_form.SHEET].iter_rows(min_row=2):
            field = row[0].value.replace(".", "_")
            if field in answers:
                row[3].value = answers.pop(field)
        assert not answers
        book.save(form)
        return form

    return fill


SHIKOKU = {"name_ja": "四国", "name_en": "Shikoku", "prefectures_37": "○", "prefectures_39": "〇"}


@pytest.mark.parametrize("name", packs())
def test_a_pack_comes_back_as_it_was(name, place, tmp_path):
    before = sources.read(place / f"{name}.yml", Region).entry
    form = region_form.write(name, tmp_path / "form.xlsx")
    after = sources.read(region_form.read(form, replace=True), Region)
    assert not after.problems
    in_order = [chapter for chapter in toc.chapters() if chapter in before.chapters]
    assert after.entry == before.model_copy(update={"chapters": in_order})


def test_a_new_region_is_made_from_its_form(filled):
    asks = {"asks_ja": "どの工場の話か。", "asks_en": "=Which plant?"}
    rows = {"rows_events": "jasm-opening, tohoku-*", "chapters_talent": "○"}
    target = region_form.read(filled(**SHIKOKU, **asks, **rows))
    region = sources.read(target, Region).entry
    assert target.name == "shikoku.yml"
    assert region.prefectures == ["37", "39"]
    assert (region.name.ja, region.asks.en) == ("四国", "=Which plant?")
    assert region.rows == {"events": ["jasm-opening", "tohoku-*"]}


def test_a_figure_of_the_region_needs_all_its_parts(filled):
    form = filled(**SHIKOKU, numbers_2_ja="工場は3か所。", numbers_2_en="Three plants.")
    with pytest.raises(FormError, match=r"line \d+: numbers.0.source: missing"):
        region_form.read(form)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"prefectures_37": "はい"}, r"line 44: found 'はい', expected ○"),
        ({"name_ja": ""}, r"name.ja: missing"),
        ({"consortium": "shikoku"}, r"line 5: consortium: found shikoku, expected one of"),
        ({"rows_events": "shikoku-*"}, r"rows.events.0: found shikoku-\*, which names no row"),
        ({"id": "../shikoku"}, r"line 2: id: found '../shikoku'"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_by_its_row(filled, place, answers, said):
    before = sorted(place.iterdir())
    with pytest.raises(FormError, match=said):
        region_form.read(filled(**(SHIKOKU | answers)))
    assert sorted(place.iterdir()) == before


def test_a_pack_is_replaced_only_if_told_so(filled, place):
    before = (place / "tohoku.yml").read_bytes()
    form = str(filled("tohoku", name_en="Tohoku region"))
    refused = CliRunner().invoke(app, ["region", "read", form])
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert (place / "tohoku.yml").read_bytes() == before
    assert CliRunner().invoke(app, ["region", "read", form, "--replace"]).exit_code == 0
    assert "Tohoku region" in (place / "tohoku.yml").read_text(encoding="utf-8")


def test_another_workbook_is_refused_in_a_line(place, tmp_path):
    openpyxl.Workbook().save(tmp_path / "other.xlsx")
    done = CliRunner().invoke(app, ["region", "read", str(tmp_path / "other.xlsx")])
    assert done.exit_code == 1
    assert len(done.output.splitlines()) == 1
