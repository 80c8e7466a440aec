"""What the built book weighs, and what each page of it loads."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont
from jinja2 import Environment, FileSystemLoader
from PIL import Image, ImageChops, ImageDraw
from PIL.PngImagePlugin import PngInfo

from semibook import paths
from semibook.page import markup
from semibook.site import compiled_templates, drawings, embedding, kept, needed_styles, typeface
from semibook.site.pictures import foot, reduced
from semibook.translation.catalogues import NAMES
from tests.pages import parsed
from tests.site.test_site import HTML, PAGES


def _within(folder: str) -> set[Path]:
    return {file for file in paths.BOOK.glob(f"*/{folder}/**/*") if file.is_file()}


def test_both_editions_weigh_less_than_25_megabytes_and_what_they_hand_out_little():
    files = {file for file in paths.BOOK.rglob("*") if file.is_file()}
    # Tables as CSV, Excel and JSON, drawings, and frames are loaded by nobody who only reads.
    most = {"data": 6, drawings.FOLDER: 16, embedding.FOLDER: 2}
    handed_out = {folder: _within(folder) for folder in most}
    assert sum(file.stat().st_size for file in files.difference(*handed_out.values())) < 25 * 2**20
    for folder, limit in most.items():
        assert 0 < sum(file.stat().st_size for file in handed_out[folder]) < limit * 2**20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HTML)))
def test_a_page_loads_the_scripts_that_it_needs(page):
    loaded = {Path(script["src"]).name.split("?")[0] for script in parsed(page)("script", src=True)}
    assert ("formulas.js" in loaded) == bool(parsed(page).select(".math"))
    assert "tex-svg.js" not in loaded  # formulas.js loads it where a formula is near
    assert ("what_if.js" in loaded) == bool(parsed(page).select(".what-if"))
    assert ("searchindex.js" in loaded) == (page.name == "search.html")
    assert "fontawesome.js" not in loaded


@pytest.mark.parametrize("lang", NAMES)
def test_every_script_and_style_that_a_page_asks_for_is_there(lang):
    for page in [each for each in PAGES if each.is_relative_to(HTML / lang)]:
        asked = [tag["src"] for tag in parsed(page)("script", src=True)]
        asked += [tag["href"] for tag in parsed(page)("link", rel="stylesheet")]
        assert not [each for each in asked if not (page.parent / each.split("?")[0]).is_file()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HTML)))
def test_a_page_weighs_at_most_400_kilobytes_before_its_pictures_and_waits_for_no_script(page):
    scripts = [script["src"] for script in parsed(page)("script", src=True)]
    asked = [*scripts, *(link["href"] for link in parsed(page)("link", rel="stylesheet"))]
    files = [page, *(page.parent / each.split("?")[0] for each in asked)]
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 400_000
    assert all(script.has_attr("defer") for script in parsed(page)("script", src=True))


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        (".shown{a:b}.gone{c:d}.e .gone{f:g}", ".shown{a:b}"),
        (".gone,.shown a{a:b}", ".gone,.shown a{a:b}"),
        ("p:not(.gone){a:b}", "p:not(.gone){a:b}"),
        ('a[href$=".gone/x;"]{a:b}', 'a[href$=".gone/x;"]{a:b}'),
        ('@charset "UTF-8";/*! by .x */.gone{a:b}p{c:d}', '@charset "UTF-8";/*! by .x */p{c:d}'),
        ('.gone:before{a:"}"}p{c:d}', "p{c:d}"),
        (".shown\\:e{a:b}.gone\\:e{c:d}", ".shown\\:e{a:b}"),
        ("@supports (a:b){@media print{.gone{a:b}}}p{c:d}", "p{c:d}"),
        ("@media print{.gone{a:b}}@media print{p{a:b}}", "@media print{p{a:b}}"),
        ("@keyframes x{0%{a:b}to{c:d}}", "@keyframes x{0%{a:b}to{c:d}}"),
    ],
)
def test_a_style_sheet_keeps_the_rules_that_a_page_may_need(sheet, left):
    assert needed_styles.needed(sheet, {"shown", "e"}) == left


def test_a_style_sheet_is_thinned_again_only_for_other_classes(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FOLDER", tmp_path)
    sheet = ".a{b:c}.d{e:f}p{g:h}"
    assert needed_styles._kept(sheet, {"a"}) == needed_styles._kept(sheet, {"a", "other"})
    (once,) = tmp_path.iterdir()
    once.write_text("kept")
    assert needed_styles._kept(sheet, {"a", "new"}) == "kept"
    assert needed_styles._kept(sheet, {"a", "d"}) == sheet


@pytest.mark.parametrize("lang", NAMES)
def test_the_icons_that_pages_show_are_in_the_font_that_they_load(lang):
    statics = HTML / lang / "_static"
    sheet = (statics / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")
    (file,) = re.findall(r"url\(([^()]*fa-solid[^()]*)\)", sheet)
    with_glyph = set(map(chr, TTFont(statics / "styles" / file).getBestCmap()))
    named = {
        name
        for page in PAGES
        if page.is_relative_to(HTML / lang)
        for icon in parsed(page).select("i.fa-solid, i.fas")
        for name in icon["class"]
        if name.startswith("fa-") and name not in {"fa-solid", "fa-lg"}
    }
    assert len(named) > 5
    for name in named:
        (code,) = re.findall(rf'\.{name}:before[^{{}}]*{{content:"\\(\w+)"', sheet)
        assert chr(int(code, 16)) in with_glyph


def test_a_picture_says_its_size_and_waits_until_it_is_near():
    for page in PAGES:
        pictures = parsed(page).select(".bd-article img")
        for picture in pictures:
            with Image.open(page.parent / picture["src"]) as image:
                assert image.mode == "P"
                assert (picture["width"], picture["height"]) == tuple(map(str, image.size))
        assert all(picture.get("loading") == "lazy" for picture in pictures[1:])


def test_a_picture_with_a_palette_still_says_how_high_its_foot_is(tmp_path):
    said = PngInfo()
    said.add_text(markup.FOOT, "40")
    Image.new("RGB", (300, 200), "white").save(tmp_path / "one.png", pnginfo=said)
    reduced(tmp_path / "one.png")
    assert foot(tmp_path / "one.png") == 40


def test_a_page_leaves_away_the_foot_of_a_picture_whose_caption_credits_its_sources():
    for page in PAGES:
        for figure in parsed(page).select(".bd-article figure:has(.legend) > img"):
            cut = foot(page.parent / figure["src"])
            assert cut > 0
            left = f"aspect-ratio: {figure['width']} / {int(figure['height']) - cut};"
            assert figure["style"].startswith(left)


def test_a_picture_with_a_palette_looks_the_same_and_is_the_same_each_time(tmp_path):
    drawn = Image.new("RGBA", (300, 200), "white")
    for at in range(300):  # more colours than a palette holds, as at the edges of letters
        ImageDraw.Draw(drawn).line((at, 0, at, 90), fill=(at * 255 // 300, 64, 255 - at // 2))
    files = [tmp_path / "one.png", tmp_path / "other.png"]
    for file in files:
        drawn.save(file)
        assert reduced(file) == (300, 200)
    assert files[0].read_bytes() == files[1].read_bytes()
    before = files[0].read_bytes()
    assert reduced(files[0]) == (300, 200)  # once is enough
    assert files[0].read_bytes() == before
    assert foot(files[0]) == 0
    with Image.open(files[0]) as image:
        differences = ImageChops.difference(image.convert("RGB"), drawn.convert("RGB"))
    assert max(high for _low, high in differences.getextrema()) <= 4


def test_a_part_of_a_font_is_made_once_and_anew_for_another_character(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FOLDER", tmp_path)
    part = typeface.part(typeface.original(), {"年"}, "A Part")
    assert typeface.part(typeface.original(), {"年"}, "A Part") == part
    assert len([*tmp_path.iterdir()]) == 1
    both = TTFont(io.BytesIO(typeface.part(typeface.original(), {"年", "月"}, "A Part")))
    assert {"年", "月"} <= {chr(code) for code in both.getBestCmap()}


def test_a_template_is_compiled_anew_once_it_is_another(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "FOLDER", tmp_path / "kept")
    template = tmp_path / "page.html"

    def rendered(text):
        template.write_text(text)
        environment = Environment(loader=FileSystemLoader(tmp_path), autoescape=True)
        builder = SimpleNamespace(format="html", templates=SimpleNamespace(environment=environment))
        compiled_templates._keep_compiled(SimpleNamespace(builder=builder))
        return environment.get_template("page.html").render()

    assert rendered("old") == rendered("old") == "old"
    assert len([*kept.FOLDER.iterdir()]) == 1
    assert rendered("new") == "new"


def test_downloaded_chapters_have_code_and_no_outputs():
    chapters = list(HTML.glob("*/_sources/notebooks/*.ipynb"))
    assert chapters
    for file in chapters:
        cells = [c for c in json.loads(file.read_bytes())["cells"] if c["cell_type"] == "code"]
        assert cells
        assert not any(cell["outputs"] for cell in cells)


@pytest.mark.parametrize("lang", NAMES)
def test_the_font_has_every_japanese_character_of_the_pages(lang):
    folder = HTML / lang / "_static" / "fonts"
    font = TTFont(folder / typeface.FILE)
    shown = {
        sign
        for page in PAGES
        if page.is_relative_to(HTML / lang)
        for sign in typeface.CHARACTERS.findall(page.read_text(encoding="utf-8"))
    }
    with_glyph = {chr(code) for code in font.getBestCmap()}
    # IPAex Gothic lacks a few rare signs, as it did whole.
    assert len(shown - with_glyph) <= 2, shown - with_glyph
    # What its licence asks of a part of the font.
    assert not any("IPAex" in str(each) for each in font["name"].names if each.nameID in (1, 4, 6))
    assert {"README.txt", "IPA_Font_License_Agreement_v1.0.txt"} <= {
        file.name for file in folder.iterdir()
    }
