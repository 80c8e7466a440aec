"""What a reader gets with a table or figure: caption, source, alternative text, no stray markup."""

from __future__ import annotations

import io
import struct
from html import escape

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image, ImageChops

from semibook import paths
from semibook.page import figures, findings, headlines, markup, placeholders, sources, tables
from semibook.tables import vintages

DECK = vintages.DEFAULT
CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Source: "
msgstr "出典："

msgid "slides"
msgstr "スライド"
"""


@pytest.fixture
def shown(monkeypatch) -> list[dict]:
    """What the package hands to the notebook, in order: data and metadata of each bundle."""
    bundles = []

    def keep(data, *, raw, metadata=None):
        bundles.append({"data": data, "metadata": metadata or {}})

    monkeypatch.setattr(tables, "display", keep)
    monkeypatch.setattr(figures, "display", keep)
    monkeypatch.setattr(findings, "display", keep)
    return bundles


@pytest.fixture
def drawing():
    """A small figure in the book's style; all figures are closed afterwards."""
    with mpl.rc_context():
        figures.use_style()
        figure, ax = plt.subplots()
        ax.plot([0, 1], [0, 1])
        yield figure
        plt.close("all")


@pytest.fixture
def show_table(shown):
    """A function that shows a frame with a caption from slide 8, and gives its HTML, parsed."""

    def show(frame: pd.DataFrame, **how) -> BeautifulSoup:
        given = {"caption": "Plans", "sources": ["s08"], "tables": ["supply_plans"]} | how
        tables.show(frame, vintage=DECK, **given)
        return BeautifulSoup(shown[-1]["data"]["text/html"], "html.parser")

    return show


@pytest.fixture
def show_figure(shown):
    """A function that shows a figure, and gives the bundle that the notebook gets."""

    def show(figure, **how) -> dict:
        given = {
            "title": "Plans cost more than caps",
            "subtitle": "100 million yen",
            "alt": "A line that rises from 0 to 1.",
            "sources": ["s08"],
            "tables": ["supply_plans"],
        }
        figures.show(figure, vintage=DECK, **given | how)
        return shown[-1]

    return show


PLANS = pd.DataFrame({"firm": ["Renesas", "Canon"], "cost": [477.0, None]})


# sources


def test_slides_are_named_once_each_in_the_order_of_the_deck():
    line = sources.credit_line(["s08", "s04", "s08"], [], DECK)
    assert line == "Source: METI, 9 February 2024, slides 4, 8"


def test_one_slide_is_in_the_singular():
    assert sources.credit_line(["s05"], [], DECK).endswith("slide 5")


def test_the_japanese_line_has_japanese_words_and_date(tmp_path, monkeypatch):
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "semibook.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(paths, "LOCALE", tmp_path)
    line = sources.credit_line(["s04", "s08"], [], DECK, "ja")
    assert line == "出典：経済産業省、2024年2月9日、スライド4、8"


def test_captions_link_each_slide_and_each_file():
    soup = BeautifulSoup(sources.credit_html(["s04", "s08"], ["budgets"], DECK), "html.parser")
    assert {link["href"]: link.get_text() for link in soup.find_all("a")} == {
        "../book/references.html#s04": "4",
        "../book/references.html#s08": "8",
        "../data/2024-02/budgets.csv": "budgets.csv",
    }


def test_a_file_is_linked_where_it_is_when_the_vintage_takes_it_from_its_base(tmp_path):
    (tmp_path / "vintage.yml").write_text("title: x\nas_of: 2026-03-01\nbase: 2024-02\n")
    assert "../data/2024-02/budgets.csv" in sources.data_link("budgets", tmp_path)


def test_every_unknown_source_is_named():
    with pytest.raises(KeyError, match="s98, s99"):
        sources.credit_line(["s98", "s08", "s99"], [], DECK)


def test_an_unknown_table_is_refused():
    with pytest.raises(KeyError, match="no table 'nowhere'"):
        sources.credit_html(["s08"], ["nowhere"], DECK)


# tables


def test_a_table_has_a_caption_and_a_scope_for_every_header(show_table):
    soup = show_table(PLANS.set_index("firm"), headers={"firm": "Firm", "cost": "Cost"})
    assert soup.table.find(recursive=False).name == "caption"
    assert soup.caption.get_text() == "Plans"
    heads = [(th["scope"], th.get_text()) for th in soup.find_all("th")]
    assert heads == [("col", "Firm"), ("col", "Cost"), ("row", "Renesas"), ("row", "Canon")]


def test_a_table_that_scrolls_can_be_reached_and_is_named(show_table):
    region = show_table(PLANS).find(role="region")
    assert (region["tabindex"], region["aria-label"]) == ("0", "Plans")


def test_a_table_ends_with_note_and_source(show_table):
    foot = show_table(PLANS, note="Two of sixteen.").find(class_="table-source")
    assert foot.get_text() == (
        "Two of sixteen. Source: METI, 9 February 2024, slide 8. Data: supply_plans.csv."
    )


def test_what_the_source_leaves_open_is_a_dash(show_table):
    cells = [td.get_text() for td in show_table(PLANS).find_all("td")]
    assert cells == ["Renesas", "477", "Canon", "–"]


def test_a_row_header_left_open_is_a_dash_too(show_table):
    soup = show_table(pd.DataFrame({"firm": ["Canon", None], "cost": [1.0, 2.0]}).set_index("firm"))
    assert [th.get_text() for th in soup.tbody.find_all("th")] == ["Canon", "–"]


@pytest.mark.parametrize("text", ["<b>bold</b>", "<script>alert(1)</script>", "R&D < 5 nm"])
@pytest.mark.parametrize("place", ["cell", "row header", "column header", "caption"])
def test_text_stays_text_wherever_it_stands(show_table, text, place):
    frame, how = pd.DataFrame({"firm": ["Canon"], "item": ["Lithography"]}), {}
    match place:
        case "cell":
            frame["item"] = text
        case "row header":
            frame = frame.assign(firm=text).set_index("firm")
        case "column header":
            how = {"headers": {"item": text}}
        case "caption":
            how = {"caption": text}
    soup = show_table(frame, **how)
    assert not soup.find_all(["b", "script"])
    assert text in [each.get_text() for each in soup.find_all(["td", "th", "caption"])]


def test_a_column_of_sentences_is_given_room(show_table):
    frame = pd.DataFrame({"firm": ["Canon", "JASM"], "event": ["A sentence. " * 9, "short"]})
    kinds = [td.get("class", []) for td in show_table(frame).find_all("td")]
    assert kinds == [[], ["long"], [], ["long"]]


@pytest.mark.parametrize(("lang", "named"), [("en", "Filter"), ("ja", "絞り込み")])
def test_a_filter_is_named_in_the_readers_language(lang, named):
    html = tables.html_table(PLANS, "Plans", filters=["firm"], lang=lang)
    region = BeautifulSoup(html, "html.parser").find(role="region")
    assert region["data-filter-text"] == named


def test_what_a_format_gives_is_shown(show_table):
    soup = show_table(PLANS, formats={"cost": "{:,.2f}", "firm": str.upper})
    assert [td.get_text() for td in soup.find_all("td")] == ["RENESAS", "477.00", "CANON", "–"]


def test_what_a_format_gives_is_text_too(show_table):
    names = {"Renesas": "<b>R&D</b>", "Canon": "C"}
    soup = show_table(PLANS, formats={"firm": names.get})
    assert [td.get_text() for td in soup.find_all("td")][::2] == ["<b>R&D</b>", "C"]


def test_only_the_pages_of_the_book_and_the_web_are_linked_from_cells(show_table):
    soup = show_table(PLANS, links={"firm": ["javascript:live()", "https://example.org/a"]})
    assert [link["href"] for link in soup.tbody.find_all("a")] == ["https://example.org/a"]


def test_numbers_are_marked_for_alignment_together_with_their_header(show_table):
    soup = show_table(PLANS, headers={"cost": "Cost"})
    assert [each.get_text() for each in soup.find_all(class_="number")] == ["Cost", "477", "–"]


@pytest.mark.parametrize("kind", ["int64", "Int64"])
def test_years_have_no_thousands_separator(show_table, kind):
    soup = show_table(pd.DataFrame({"year": pd.array([2024, 2030], dtype=kind)}))
    assert [td.get_text() for td in soup.find_all("td")] == ["2024", "2030"]


def test_years_have_no_separator_beside_a_missing_one(show_table):
    soup = show_table(pd.DataFrame({"year": pd.array([2024, None], dtype="Int64")}))
    assert [td.get_text() for td in soup.find_all("td")] == ["2024", "–"]


def test_large_numbers_have_separators(show_table):
    soup = show_table(pd.DataFrame({"n": [12000], "x": [2e6]}))
    assert [td.get_text() for td in soup.find_all("td")] == ["12,000", "2,000,000"]


def test_days_are_written_without_a_time(show_table):
    soup = show_table(pd.DataFrame({"day": [pd.Timestamp(2024, 2, 9)]}))
    assert soup.td.get_text() == "2024-02-09"


def test_a_table_can_be_read_without_html(show_table, shown):
    show_table(PLANS)
    plain = shown[0]["data"]["text/plain"]
    assert "Renesas" in plain
    assert "NaN" not in plain


def test_an_unknown_source_or_column_shows_no_table(show_table, shown):
    with pytest.raises(KeyError, match="s99"):
        show_table(PLANS, sources=["s99"])
    with pytest.raises(KeyError, match="no such column: prize"):
        show_table(PLANS, headers={"prize": "Prize"}, formats={"firm": "{}"})
    assert not shown


def test_what_stands_for_an_open_value_is_text_too(show_table):
    cells = [td.get_text() for td in show_table(PLANS, missing="<b>any</b>").find_all("td")]
    assert cells[-1] == "<b>any</b>"


def test_a_row_header_that_comes_again_heads_both_rows(show_table):
    rows = [("Fab", "cost", 1.0), ("Fab", "cap", 2.0), ("Line", "cost", 3.0)]
    frame = pd.DataFrame(rows, columns=["what", "of it", "x"]).set_index(["what", "of it"])
    heads = [(th.get_text(), th.get("rowspan")) for th in show_table(frame).tbody.find_all("th")]
    assert heads == [
        ("Fab", "2"), ("cost", None), ("cap", None), ("Line", None), ("cost", None),
    ]  # fmt: skip


# figures


def test_the_style_has_the_colours_that_charts_name(drawing):
    named = {figures.INK: "text.color", figures.GREY: "axes.edgecolor", figures.PALE: "grid.color"}
    assert {colour: mpl.rcParams[setting] for colour, setting in named.items()} == {
        colour: colour for colour in named
    }


@pytest.mark.parametrize("empty", [{"alt": ""}, {"title": ""}, {"sources": []}])
def test_a_figure_without_alternative_text_title_or_source_is_refused(
    show_figure, drawing, shown, empty
):
    with pytest.raises(
        ValueError, match="needs a title, an alternative text, and a source or a note"
    ):
        show_figure(drawing, **empty)
    assert not shown


def test_an_unknown_source_shows_no_figure(show_figure, drawing, shown):
    with pytest.raises(KeyError, match="s99"):
        show_figure(drawing, sources=["s08", "s99"])
    assert not shown


def test_a_figure_comes_with_its_alternative_text_and_caption(show_figure, drawing):
    bundle = show_figure(drawing, note="Caps only.", name="fig-plans")
    assert bundle["data"]["text/plain"] == "A line that rises from 0 to 1."
    assert bundle["metadata"]["semibook"] == {
        "alt": "A line that rises from 0 to 1.",
        "caption": "**Plans cost more than caps** 100 million yen\n\n"
        r"Caps only\. " + sources.credit_markdown(["s08"], ["supply_plans"], DECK),
        "name": "fig-plans",
    }


def test_the_image_says_what_it_shows_and_where_it_is_from(show_figure, drawing):
    show_figure(drawing)
    assert [each.get_text() for each in drawing.texts] == [
        "Plans cost more than caps",
        "100 million yen",
        "Source: METI, 9 February 2024, slide 8",
    ]


def test_the_image_is_the_same_bytes_every_time_and_names_no_software(show_figure, drawing):
    image = show_figure(drawing)["data"]["image/png"]
    again, ax = plt.subplots()
    ax.plot([0, 1], [0, 1])
    assert show_figure(again)["data"]["image/png"] == image
    assert _chunks(image) <= {b"IHDR", b"pHYs", b"tEXt", b"IDAT", b"IEND"}
    with Image.open(io.BytesIO(image)) as picture:
        assert set(picture.info) == {"dpi", markup.FOOT}


def test_the_image_says_where_the_foot_begins_that_names_its_sources(show_figure, drawing):
    image = show_figure(drawing, besides="a model")["data"]["image/png"]
    with Image.open(io.BytesIO(image)) as picture:
        marks = ImageChops.invert(picture.convert("L"))
        foot = int(picture.info[markup.FOOT])
        width, height = picture.size
    above, below = (0, 0, width, height - foot), (0, height - foot, width, height)
    assert marks.crop(below).getbbox()
    # No letter is cut: the axes end above the line at which the foot begins.
    assert marks.crop(above).getbbox()[3] < height - foot


def _chunks(png: bytes) -> set[bytes]:
    file, kinds = io.BytesIO(png[8:]), set()
    while head := file.read(8):
        length, kind = struct.unpack(">I4s", head)
        kinds.add(kind)
        file.seek(length + 4, io.SEEK_CUR)
    return kinds


def test_dollar_signs_in_names_are_no_formula(show_figure, drawing):
    show_figure(drawing, title=r"From $1 to \frac{$2")
    assert drawing.texts[0].get_text() == r"From $1 to \frac{$2"


def test_a_figure_is_closed_once_it_is_shown(show_figure, drawing):
    show_figure(drawing)
    assert drawing.number not in plt.get_fignums()


JAPANESE = (
    "半導体産業の基盤強化に向けた支援策の総額は、三年間で約四兆円に達し、"
    "諸外国と比べても遜色のない水準である。Rapidusの2nm世代への研究開発を含む。"
)
ENGLISH = (
    "The certified plans together cost a good deal more than three times what they may receive"
)


@pytest.mark.parametrize("text", [JAPANESE, ENGLISH], ids=["Japanese", "English"])
def test_long_titles_are_broken_into_lines_that_fit(show_figure, drawing, text):
    show_figure(drawing, title=text)
    lines = [each for each in drawing.texts if each.get_fontsize() == 15]
    assert len(lines) > 1
    renderer = FigureCanvasAgg(drawing).get_renderer()
    assert max(each.get_window_extent(renderer).x1 for each in lines) <= drawing.bbox.width
    joined = (" " if text == ENGLISH else "").join(each.get_text() for each in lines)
    assert joined == text


def test_no_japanese_line_begins_with_a_comma_or_full_stop(show_figure, drawing):
    show_figure(drawing, title=JAPANESE)
    lines = [each.get_text() for each in drawing.texts]
    assert not [line for line in lines if line.startswith(("、", "。", "）", "」"))]


def test_a_label_stands_beside_its_point(drawing):
    (ax,) = drawing.axes
    figures.label(ax, 1, 1, "Renesas", color=figures.ACCENT)
    (text,) = ax.texts
    assert (text.get_text(), text.xy, text.get_color()) == ("Renesas", (1, 1), figures.ACCENT)


def test_html_in_a_publishers_name_is_escaped(tmp_path):
    deck = vintages.find().folder
    (tmp_path / "vintage.yml").write_text("title: x\nas_of: 2026-03-01\nbase: 2024-02\n")
    text = (deck / "sources.csv").read_text(encoding="utf-8").replace(",METI,", ",<b>METI</b>,")
    (tmp_path / "sources.csv").write_text(text, encoding="utf-8")
    caption = sources.credit_html(["s08"], [], tmp_path)
    assert escape("<b>METI</b>") in caption
    assert "<b>" not in caption


def test_a_month_or_range_keeps_to_one_line():
    frame = pd.DataFrame({"when": ["2022-08", "9.6–13.3%"], "what": ["a long text", "another"]})
    table = BeautifulSoup(tables.html_table(frame, "c"), "html.parser")
    kinds = [cell.get("class") for cell in table.find_all("td")]
    assert kinds == [["date"], None, ["date"], None]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("供給開始は2025年から2031年度まで", ["供給開始は", "2025年から", "2031年度まで"]),
        ("JASM（第2工場）の採用者数", ["JASM（第2工場）の", "採用者数"]),
        ("Plans that reach the floor", ["Plans that reach", "the floor"]),
        (
            "ディスアグリゲーテッドコンピューティング",
            ["ディスアグリゲー", "テッドコンピュー", "ティング"],
        ),
    ],
)
def test_labels_break_between_phrases_and_never_in_a_number(text, lines):
    assert figures.folded(text, 1.6).split("\n") == lines


NASTY = "<img src=x onerror=alert(1)>*b*`c`[d](javascript:e)"


def test_a_name_in_a_finding_is_never_markup(shown):
    findings.finding(f"The leader is {NASTY}.")
    page = MarkdownIt("commonmark").render(shown[-1]["data"]["text/markdown"])
    assert {tag.name for tag in BeautifulSoup(page, "html.parser").find_all()} == {
        "blockquote",
        "p",
    }
    assert NASTY in BeautifulSoup(page, "html.parser").get_text()


def test_a_name_in_a_figures_note_is_never_markup(show_figure, drawing):
    caption = show_figure(drawing, note=f"Of {NASTY}.")["metadata"]["semibook"]["caption"]
    page = BeautifulSoup(MarkdownIt("commonmark").render(caption), "html.parser")
    assert {tag.name for tag in page.find_all()} == {"p", "strong", "a"}  # the title, the links
    assert NASTY in page.get_text()


def test_a_name_in_a_tables_note_is_never_markup(show_table):
    page = show_table(pd.DataFrame({"a": [1]}), note=f"Of {NASTY}.")
    assert page.find("img") is None
    assert NASTY in page.select_one(".table-source").get_text()


def test_a_headline_figure_without_end_is_refused_by_its_name(shown):
    with pytest.raises(ValueError, match="the headline figure dies, expected a finite number"):
        findings.finding("There are many dies.", share=0.3, dies=float("inf"))
    assert not shown
    with pytest.raises(ValueError, match="found inf, expected a finite number"):
        headlines.text(float("inf"), "count")


def test_what_rounds_to_zero_has_no_minus():
    write = placeholders.filters("en")
    assert write["fixed"](-0.0004) == "0"
    assert write["points"](-0.0004) == "+0.0 points"
    assert write["points"](-0.004) == "−0.4 points"


def test_a_figure_that_is_drawn_once_looks_as_matplotlib_saves_it():
    figures.use_style()

    def figure() -> plt.Figure:
        made, ax = plt.subplots()
        ax.barh(["a label that takes room", "b"], [1, 2])
        ax.annotate("an arrow", (1, 0), xytext=(1.6, 0.4), arrowprops={"arrowstyle": "->"})
        figures._set_titles(made, "What it finds", "the measure", "Source: slide 4")
        return made

    saved = io.BytesIO()
    shape = {"format": "png", "dpi": 240, "facecolor": "white", "metadata": {"Software": None}}
    figure().savefig(saved, **shape)
    assert figures._drawn(figure()) == saved.getvalue()
    plt.close("all")
