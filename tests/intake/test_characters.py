"""Characters that look like others or like none, and the encodings that offices save them in."""

from __future__ import annotations

import codecs
import unicodedata

import pytest

from semibook.intake import FileError, ImportRefusedError, preview, propose
from semibook.intake.read import sheets
from tests.intake.conftest import HEADER, ROW


def imported(excel, place, row: list[str], header: list[str] = HEADER):
    proposal = propose(excel([header, row]), "rapidus_support", place)
    return proposal.rows[-1], preview(proposal)


@pytest.mark.parametrize(
    ("held", "text", "said"),
    [
        (unicodedata.normalize("NFD", "ポスト5G基金"), "ポスト5G基金", "are composed (NFC)"),
        ("⻑崎⼯場", "長崎工場", "⻑ (U+2ED1), a radical, is 長; ⼯ (U+2F2F), a radical, is 工"),
        ("⾦額⼀覧⻘森", "金額一覧青森", "⾦ (U+2FA6), a radical, is 金"),
        ("ポスト\u200b5G", "ポスト5G", "an invisible character (U+200B) is left out"),
        ("\u200e5G基金\ufeff", "5G基金", "(U+200E) is left out"),
        ("ﾚｲﾉ事業", "ﾚｲﾉ事業", ""),
    ],
)
def test_a_text_is_stored_as_it_looks_and_the_preview_says_so(excel, place, held, text, said):
    row, shown = imported(excel, place, [*ROW[:4], held, ROW[5]])
    assert row["programme_ja"] == text
    assert said in shown
    if said:
        assert "E2: " in shown


@pytest.mark.parametrize(
    "held",
    ["a\u202eb", "\u2066a", "⺁", "a\u2028b", "a\u0378", "\ue000", "図\ufffc", "***", "＊＊"],
)
def test_a_text_that_misleads_is_refused_by_its_cell(excel, place, held):
    with pytest.raises(ImportRefusedError, match=r"様式1!E2 \(事業（日本語）\)"):
        imported(excel, place, [*ROW[:4], held, ROW[5]])


def test_what_is_not_seen_changes_no_number_and_no_header(excel, place):
    header = ["年\u200b度", unicodedata.normalize("NFD", HEADER[1]), "採択⽉", *HEADER[3:]]
    row, _shown = imported(excel, place, [ROW[0], "5,900\u200b", *ROW[2:]], header)
    assert (row["fiscal_year"], row["cap"]) == ("2024", "5900")
    with pytest.raises(ImportRefusedError, match="B2"):
        imported(excel, place, [ROW[0], "\u202e5,900", *ROW[2:]])


# Encodings

KANA = "ﾚｲﾉｼﾞｷﾞｮｳ ﾚｲﾉｼﾞｷﾞｮｳ"
OURS = ["fiscal_year", "cap(1e8 JPY)", "adopted", "programme", "programme_ja", "source"]


def saved(tmp_path, encoding: str, *rows: list[str], mark: bytes = b""):
    text = "\r\n".join("\t".join(row) for row in rows)
    (tmp_path / "office.csv").write_bytes(mark + text.encode(encoding))
    return tmp_path / "office.csv"


@pytest.mark.parametrize(
    ("encoding", "mark", "how"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32", b"", "utf-32"),
        ("utf-8", codecs.BOM_UTF8, "utf-8-sig"),
        ("cp932", b"", "cp932"),
    ],
)
def test_the_encodings_of_offices_are_read(place, tmp_path, encoding, mark, how):
    file = saved(tmp_path, encoding, HEADER, ROW, mark=mark)
    proposal = propose(file, "rapidus_support", place)
    assert proposal.rows[-1]["programme_ja"] == ROW[4]
    assert proposal.read[0] == f"read as text in {how}; rows from line 2"


@pytest.mark.parametrize("header", [HEADER, OURS])
@pytest.mark.parametrize("text", [KANA, f"{KANA} {KANA} {KANA} {KANA}", "ｱｲ", "ﾃﾞｰﾀ"])
def test_half_width_kana_in_shift_jis_are_text(place, tmp_path, header, text):
    file = saved(tmp_path, "cp932", header, ["R6", "5,900", "R6.4", text, text, "s12"])
    assert propose(file, "rapidus_support", place).rows[-1]["programme_ja"] == text


@pytest.mark.parametrize("text", ["支援の状況", "カタカナ", "ひらがな", "半導体の事業"])
def test_euc_jp_is_named_and_not_read_as_half_width_kana(tmp_path, text):
    with pytest.raises(FileError, match=r"line 2: .*it seems EUC-JP"):
        sheets(saved(tmp_path, "euc_jp", OURS, ["2024", "5900", "", text, text, "s12"]))


def test_bytes_that_are_not_what_their_mark_says_are_refused(tmp_path):
    (tmp_path / "office.csv").write_bytes(codecs.BOM_UTF16_LE + b"abc")
    with pytest.raises(FileError, match="not utf-16; save the file as CSV in UTF-8"):
        sheets(tmp_path / "office.csv")
