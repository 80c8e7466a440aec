"""Excel files as programs write them: formats by number, formulas, other dialects, too much."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from semibook.intake import FileError, ImportRefusedError, preview, propose, write
from semibook.intake.read import sheets, xlsx
from semibook.intake.read.number_formats import (
    FormatError,
    builtin_format,
    date_as_shown,
    number_as_shown,
    text_as_shown,
)
from tests.intake.conftest import HEADER, ROW

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


def patched(file: Path, part: str, old: str, new: str) -> Path:
    """The workbook with a text of one part replaced, as another program would have written it."""
    with zipfile.ZipFile(file) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    changed = re.sub(old, new, parts[part].decode(), count=1, flags=re.DOTALL)
    assert changed != parts[part].decode(), "nothing was replaced"
    parts[part] = changed.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


def adopted(file: Path, place: Path) -> str:
    return propose(file, "rapidus_support", place).rows[-1]["adopted"]


# Formats


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (27, "2024-04-01"), (28, "2024-04-01"), (30, "2024-04-01"), (31, "2024-04-01"),
        (34, "2024-04"), (36, "2024-04-01"), (50, "2024-04-01"), (52, "2024-04"),
        (54, "2024-04-01"), (55, "2024-04"), (57, "2024-04-01"), (58, "2024-04-01"),
    ],
)  # fmt: skip
def test_formats_that_files_name_by_number_are_those_of_japan(number, shown):
    assert date_as_shown(datetime(2024, 4, 1), builtin_format(number)) == shown


@pytest.mark.parametrize("number", [35, 53, 56])
def test_a_day_without_its_year_is_refused(number):
    with pytest.raises(FormatError, match="whole year"):
        date_as_shown(datetime(2024, 4, 1), builtin_format(number))


@pytest.mark.parametrize(
    ("number", "expected"),
    [("55", "2024-04"), ("34", "2024-04"), ("31", ""), ("32", ""), ("56", "")],
)
def test_a_month_may_be_a_day_that_only_its_style_makes_a_month(excel, place, number, expected):
    file = excel([HEADER, [*ROW[:2], 45383, *ROW[3:]]], shapes={"C2": "0000"})
    patched(file, STYLES, r'(<cellXfs.*?)numFmtId="164"', rf'\1numFmtId="{number}"')
    if expected:
        assert adopted(file, place) == expected
        return
    with pytest.raises(ImportRefusedError, match="様式1!C2"):
        adopted(file, place)


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("5,900", '"約"@', "約5,900"),
        ("5,900", '"約"@"億円"', "約5,900億円"),
        ("5,900", r"@\億\円", "5,900億円"),
        ("5,900", '0;-0;0;"最大"@', "最大5,900"),
        ("5,900", "[Red]@", "5,900"),
        ("基金", "General", "基金"),
        ("基金", "#,##0", "基金"),
    ],
)
def test_a_text_is_what_its_format_shows(value, code, shown):
    assert text_as_shown(value, code) == shown


def test_words_that_a_format_puts_beside_a_text_count(excel, place):
    file = excel([[HEADER[0], "支援上限", *HEADER[2:]], ROW], shapes={"B2": '"約"@"兆円"'})
    row = propose(file, "rapidus_support", place).rows[-1]
    assert (row["cap"], row["cap_qualifier"]) == ("59000000", "about")


@pytest.mark.parametrize(
    ("value", "code"), [(-5, "0;0"), (-5, '#,##0;"△なし"0;0'), (5, '"▲"#,##0'), (5, "(0)")]
)
def test_a_format_that_shows_another_sign_is_refused(value, code):
    if "△" in code:
        assert number_as_shown(value, code) == "なし-5"  # no number: its cell is refused
        return
    with pytest.raises(FormatError, match="its sign"):
        number_as_shown(value, code)


@pytest.mark.parametrize("shown", ['m"月"d"日"', "yyyy/m/d", "m/d", "h:mm", "[h]:mm", "mmm-yy"])
def test_a_date_that_was_an_item_number_is_no_text(excel, place, shown):
    file = excel([HEADER, [*ROW[:4], datetime(2026, 3, 1, 1, 30), ROW[5]]], shapes={"E2": shown})
    with pytest.raises(ImportRefusedError, match=r"様式1!E2 .*text, not the date or time"):
        propose(file, "rapidus_support", place)


@pytest.mark.parametrize("column", [0, 1])
def test_a_time_of_day_is_no_number(excel, place, column):
    row = [*ROW]
    row[column] = 0.5
    file = excel([HEADER, row], shapes={f"{'AB'[column]}2": "h:mm"})
    with pytest.raises(ImportRefusedError, match=r"not a(?: date or)? time"):
        propose(file, "rapidus_support", place)


# Formulas


def with_formula(excel, cell: str) -> Path:
    file = excel([HEADER, [*ROW[:2], "=Z9", *ROW[3:]]])
    # As Excel leaves a workbook: computed.
    patched(file, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    return patched(file, SHEET, r'<c r="C2"[^>]*>.*?</c>', cell)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="C2" t="str"><f>IF(Z9="","",Z9)</f><v></v></c>',
        '<c r="C2" t="str"><f>IF(Z9="","",Z9)</f></c>',
        '<c r="C2" t="str"><f t="shared" si="0"/><v/></c>',
    ],
)
def test_a_formula_that_came_to_an_empty_text_is_an_empty_cell(excel, place, cell):
    assert adopted(with_formula(excel, cell), place) == ""


@pytest.mark.parametrize("cell", ['<c r="C2"><f>Z9</f><v></v></c>', '<c r="C2"><f>Z9</f></c>'])
def test_a_formula_without_a_result_is_refused(excel, place, cell):
    with pytest.raises(ImportRefusedError, match=r"様式1!C2 .*'=Z9'.*formula without its result"):
        adopted(with_formula(excel, cell), place)


def test_a_result_that_no_program_computed_is_none(excel, place):
    """Some programs write 0 for every formula, and leave it to Excel to compute when it loads."""
    cell = '<c r="B2"><f>Z9</f><v>0</v></c>'
    file = patched(excel([HEADER, ROW]), SHEET, r'<c r="B2"[^>]*>.*?</c>', cell)
    with pytest.raises(ImportRefusedError, match="formula without its result"):
        propose(file, "rapidus_support", place)
    patched(file, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")
    assert propose(file, "rapidus_support", place).rows[-1]["cap"] == "0"


@pytest.mark.parametrize("number", ["9" * 400, "1E400", "1E29"])
def test_a_number_that_no_sheet_holds_or_shows_is_refused_by_its_cell(excel, place, number):
    file = excel([HEADER, [*ROW[:1], 5900, *ROW[2:]]], shapes={"B2": "#,##0"})
    patched(file, SHEET, r'(<c r="B2"[^>]*>).*?</c>', rf"\1<v>{number}</v></c>")
    with pytest.raises(ImportRefusedError, match=r"様式1!B2 .*expected a number of fewer digits"):
        propose(file, "rapidus_support", place)


# Texts


def test_escaped_line_breaks_are_line_breaks_and_joined_outside_notes(excel, place):
    header = [HEADER[0], "支援上限_x000D_\n（億円）", *HEADER[2:]]
    file = excel([header, [*ROW[:4], "ポスト5G_x000D_\n基金_x000a_事業", ROW[5]]])
    row = propose(file, "rapidus_support", place).rows[-1]
    assert (row["cap"], row["programme_ja"]) == ("5900", "ポスト5G基金事業")


def test_readings_above_the_characters_are_no_text(excel, place):
    """Excel for Japan keeps how a text was typed (furigana) beside it."""
    file = excel([HEADER, ROW])
    text = "<is><r><t>例の</t></r><r><t>事業</t></r><rPh sb='0' eb='1'><t>レイ</t></rPh></is>"
    patched(file, SHEET, r'(<c r="E2"[^>]*>)<is>.*?</is>|(<c r="E2"[^>]*)><v>.*?</v>', rf"\1{text}")
    assert propose(file, "rapidus_support", place).rows[-1]["programme_ja"] == "例の事業"


# Dialects


def test_strict_open_xml_is_named(excel):
    file = excel([HEADER, ROW])
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    with pytest.raises(FileError, match="Strict Open XML Spreadsheet; save it as Excel Workbook"):
        sheets(patched(file, "xl/workbook.xml", re.escape(main), strict))


def test_a_binary_workbook_is_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsb", "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    with pytest.raises(FileError, match="binary Excel file"):
        sheets(tmp_path / "a.xlsb")


def test_parts_that_are_not_read_make_no_noise(excel, place, recwarn):
    file = excel([HEADER, ROW])
    extension = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    patched(file, SHEET, "</worksheet>", extension)
    propose(file, "rapidus_support", place)
    assert not recwarn.list


# Too much


def merged_to_the_end(file: Path) -> None:
    """Two cells merged as far as a sheet goes."""
    book = Workbook()
    book.active["A1"] = "年度"
    book.save(file)
    patched(
        file,
        SHEET,
        "</sheetData>",
        '</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )


def unpacked_600_mb(file: Path) -> None:
    """A sheet of blanks that packs well."""
    Workbook().save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            if name != SHEET:
                archive.writestr(name, content)
        with archive.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(parts[SHEET].partition(b"<sheetData")[0] + b"<sheetData>")
            for _megabyte in range(600):
                sheet.write(b" " * 1_000_000)
            sheet.write(b"</sheetData></worksheet>")


def five_million_cells(file: Path) -> None:
    """As short as cells can be."""
    Workbook().save(file)
    row = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    patched(
        file,
        SHEET,
        "<sheetData ?/>|<sheetData></sheetData>",
        "<sheetData>" + row * 5000 + "</sheetData>",
    )


def many_strings(file: Path) -> None:
    """Few cells, and more text than any table has."""
    Workbook().save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst>" + b"<si><t>x</t></si>" * 5_000_000)


def nested_entities(file: Path) -> None:
    """Text that grows each time it is named."""
    Workbook().save(file)
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE x [<!ENTITY e0 "x">{names}]><worksheet'
    patched(file, SHEET, "<worksheet", document)
    patched(
        file,
        SHEET,
        "<sheetData ?/>|<sheetData></sheetData>",
        "<sheetData><row><c><v>&e9;</v></c></row></sheetData>",
    )


@pytest.mark.parametrize(
    "make",
    [merged_to_the_end, unpacked_600_mb, five_million_cells, many_strings, nested_entities],
)
def test_too_much_is_refused_at_once_and_in_little_memory(make, tmp_path):
    file = tmp_path / "office.xlsx"
    make(file)
    program = (
        "import re, sys, time\n"
        "from pathlib import Path\n"
        "from semibook.intake import FileError\n"
        "from semibook.intake.read import sheets\n"
        "began = time.process_time()\n"
        "try:\n"
        "    sheets(Path(sys.argv[1]))\n"
        "except FileError as error:\n"
        "    print(error)\n"
        # Not getrusage: its peak is that of pytest's own process, until this one is larger.
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]\n"
        "print(time.process_time() - began, peak)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True
    )
    *said, last = done.stdout.splitlines()
    seconds, kilobytes = map(float, last.split())
    assert len(said) == 1
    assert str(file) in said[0]
    assert seconds < 2
    assert kilobytes < 500_000


def test_a_text_file_of_too_many_cells_is_refused(tmp_path):
    file = tmp_path / "office.csv"
    file.write_text("1," * 2_000_000, encoding="utf-8")
    with pytest.raises(FileError, match="more than 500,000 cells"):
        sheets(file)


def test_only_the_sheet_that_is_named_is_read(tmp_path):
    whole, spoilt = tmp_path / "whole.xlsx", tmp_path / "spoilt.xlsx"
    book = Workbook(write_only=True)
    for number in range(3):
        book.create_sheet(f"様式{number}").append(HEADER)
    book.save(whole)
    with zipfile.ZipFile(whole) as read, zipfile.ZipFile(spoilt, "w") as written:
        for part in read.namelist():
            others = part.startswith("xl/worksheets/") and not part.endswith("sheet2.xml")
            written.writestr(part, b"no sheet" if others else read.read(part))
    (sheet,) = sheets(spoilt, "様式1")
    assert sheet.name == "様式1"
    with pytest.raises(FileError):
        sheets(spoilt, "様式2")
    with pytest.raises(FileError, match=r"found the sheets 様式0, .*expected '様式99'"):
        sheets(whole, "様式99")


def test_a_hidden_sheet_is_read_only_if_it_is_named(excel, place):
    file = excel([HEADER, ROW])
    book = load_workbook(file)
    book.create_sheet("メモ")["A1"] = "備忘"
    book["様式1"].sheet_state = "hidden"
    book.save(file)
    assert [each.name for each in sheets(file)] == ["メモ"]
    found = propose(file, "rapidus_support", place, sheet="様式1")
    assert "read as Excel, sheet 様式1" in preview(found)
    assert write(found).is_file()


def test_a_fault_of_ours_is_not_called_the_files(tmp_path, monkeypatch):
    def fail(*_arguments: object) -> str:
        raise TypeError("ours")

    book = Workbook()
    book.active["A1"] = 5
    book.save(tmp_path / "office.xlsx")
    monkeypatch.setattr(xlsx, "number_as_shown", fail)
    with pytest.raises(TypeError, match="ours"):
        sheets(tmp_path / "office.xlsx")
