"""Units that stand around a table: each is read or refused, and none is assumed unseen."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from semibook.cli import app
from semibook.intake import ImportRefusedError, propose
from semibook.intake.header.unit_text import stated_units, written_unit
from tests.intake.conftest import HEADER, ROW

H = [HEADER[0], "支援上限", *HEADER[2:]]
R = [ROW[0], "590,000", *ROW[2:]]


@pytest.fixture
def cap(place, tmp_path):
    """A function from rows to the amount that they would be stored as, in 1e8 JPY, and how."""

    def read(*rows: list[str], **options) -> tuple[str, bool]:
        file = tmp_path / "office.csv"
        with file.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines).writerows(rows)
        proposal = propose(file, "rapidus_support", place, **options)
        return proposal.rows[-1]["cap"], bool(proposal.assumed)

    return read


def run(place: Path, file: Path, *options: str):
    command = ["vintage", "import", str(place), "rapidus_support", str(file), *options]
    return CliRunner().invoke(app, command)


MILLIONS = [
    "（単 位 ： 百 万 円）", "（¥百万）", "単位：100万円", "（100万円）", "（百万円・税抜）",
    "［百万円］", "＜単位：百万円＞", "(yen in millions)", "(Yen, millions)",
    "Unit: Millions of Yen",
    "¥ in millions", "(¥m)", "JPY mn", "(単位：百万円（税抜）)", "本表は百万円表示",
    "金額単位：百万円",
    "（支援上限：百万円、率：％）", "（単位：百万）", "(¥100万)", "注：金額の表示は百万円である。",
]  # fmt: skip
OTHERS = [
    ("（金額：百億円、率：％）", "59000000"),
    ("（単位：1,000円）", "5.9"),
    ("（千円）", "5.9"),
    ("(単位:億円、％)", "590000"),
    ("兆円表示", "5900000000"),
    ("（単位：10億円）", "5900000"),
    ("(Unit: 100 million yen)", "590000"),
    ("（円）", "0.0059"),
]


@pytest.mark.parametrize(("line", "amount"), [*((each, "5900") for each in MILLIONS), *OTHERS])
@pytest.mark.parametrize("where", ["above", "below", "beside", "beside the header"])
def test_a_unit_is_read_wherever_it_stands(cap, line, amount, where):
    rows = {
        "above": ([line], H, R),
        "below": (H, R, [line]),
        "beside": ([*H, ""], [*R, line]),
        "beside the header": ([*H, line], [*R, ""]),
    }[where]
    assert cap(*rows) == (amount, False)


@pytest.mark.parametrize(
    ("title", "amount"),
    [
        ("支援の状況（百万円）", "5900"),
        ("支援の状況【単位：100万円】", "5900"),
        ("支援の状況　単位：百万円", "5900"),
        ("Support (JPY million)", "5900"),
    ],
)
def test_a_unit_in_the_title_is_read(cap, title, amount):
    assert cap([title], H, R) == (amount, False)


@pytest.mark.parametrize(
    "line",
    [
        "（兆円／％）", "（単位：円／ドル）", "（予算：百億円、率：％）", "支援の状況（10億円）",
        "数値は原則百万円単位", "1 unit = 1 million yen", "参考表の単位：百万円",
        "100 million yen", "100万円",
    ],
)  # fmt: skip
def test_a_line_that_leaves_the_unit_open_is_refused_by_its_cell(cap, line):
    with pytest.raises(ImportRefusedError, match=r"office\.csv: A1: found .*says the unit plainly"):
        cap([line], H, R)


@pytest.mark.parametrize("line", ["（US$百万）", "(US$ million)", "（千米ドル）", "US$1,000"])
def test_another_currency_is_refused_with_the_line_that_names_it(cap, line):
    with pytest.raises(ImportRefusedError, match=r"B3 .*a unit of JPY, not USD \(A1"):
        cap([line], H, R)


def test_a_line_that_is_not_understood_does_not_matter_to_columns_with_units(cap):
    header = [H[0], "支援上限（億円）", *H[2:]]
    assert cap(["1兆円規模の支援（単位は別紙）"], header, ROW) == ("5900", False)


def test_the_unit_of_a_table_above_is_not_taken_past_a_nearer_line(cap):
    with pytest.raises(ImportRefusedError, match="A2: found '（兆円／％）'"):
        cap(["（単位：億円）"], ["（兆円／％）"], H, R)
    assert cap(["（兆円／％）"], ["（単位：億円）"], H, R) == ("590000", False)


def test_a_unit_in_two_cells_of_a_line_is_one(cap):
    assert cap(["", "単位", "百万円"], H, R) == ("5900", False)


def test_two_columns_have_each_their_own_unit(place, tmp_path):
    file = tmp_path / "office.csv"
    file.write_text("（単位：兆円、％）\nid,円表記,率\nus-chips-tax,5,25\n", encoding="utf-8")
    proposal = propose(file, "policy_measures", place, source="s12")
    row = next(each for each in proposal.rows if each["id"] == "us-chips-tax")
    assert (row["yen"], row["rate"], proposal.assumed) == ("5", "25", [])


def test_a_place_value_is_in_the_unit_of_its_figure(cap, place, tmp_path):
    header = ["年度", "支援上限（百万円）", "支援上限の最小桁", *HEADER[2:]]
    cap(header, [ROW[0], "590,000", "1,000", *ROW[2:]])
    proposal = propose(tmp_path / "office.csv", "rapidus_support", place)
    assert proposal.rows[-1]["cap_resolution"] == "10"


# Nothing is assumed unseen


def test_a_unit_that_no_one_names_is_asked_for(cap):
    assert cap(H, R) == ("590000", True)
    assert cap(H, R, units=["百万円"]) == ("5900", False)
    assert cap(H, R, units=["支援上限=百万円"]) == ("5900", False)
    assert cap(H, R, units=["cap=1e6 JPY"]) == ("5900", False)


def test_how_figures_were_rounded_does_not_say_what_they_are_in(cap):
    assert cap(H, R, ["※百万円未満切り捨て"]) == ("590000", True)


def test_an_assumed_unit_is_written_only_when_someone_agrees(cap, place, tmp_path):
    cap(H, R)
    done = run(place, tmp_path / "office.csv", "-y")
    assert done.exit_code == 1
    assert "office.csv, B1 (支援上限): found numbers without a unit" in done.output
    assert not (place / "rapidus_support.csv").exists()
    assert run(place, tmp_path / "office.csv", "-y", "--unit", "百万円").exit_code == 0


def test_the_form_of_the_table_itself_needs_no_unit(place, tmp_path):
    cap = (
        "fiscal_year,cap,cap_qualifier,cap_resolution,adopted,programme,programme_ja,budget,source"
    )
    row = "2024,5900,exact,1,2024-04,Example,例,,s12"
    (tmp_path / "office.csv").write_text(f"{cap}\n{row}\n", encoding="utf-8")
    assert not propose(tmp_path / "office.csv", "rapidus_support", place).assumed
    (tmp_path / "office.csv").write_text(f"支援の状況\n{cap}\n{row}\n", encoding="utf-8")
    assert propose(tmp_path / "office.csv", "rapidus_support", place).assumed


@pytest.mark.parametrize(
    ("units", "said"),
    [
        (["百萬円"], "--unit: found '百萬円'; expected one such as 百万円"),
        (["人"], "--unit: found no column without a unit that may be in persons"),
        (["百万円", "億円"], "--unit: found several for cap"),
        (["備考=億円"], "--unit: found no column"),
    ],
)
def test_a_unit_that_no_column_can_have_is_refused(cap, units, said):
    with pytest.raises(ImportRefusedError, match=said):
        cap(H, R, units=units)


def test_a_given_unit_does_not_contradict_the_file(cap):
    with pytest.raises(
        ImportRefusedError, match="expected 1e8 JPY, which A1 '（単位：億円）' says"
    ):
        cap(["（単位：億円）"], H, R, units=["百万円"])
    assert cap(["（単位：百万円）"], H, R, units=["百万円"]) == ("5900", False)


# Texts


@pytest.mark.parametrize(
    "text", ["円貨", "JP¥", "百萬円", "m", "k", "1兆円", "$MM", "万円相当", "円/ドル", "1e8JPY", ""]
)
def test_what_only_looks_like_a_unit_is_none(text):
    assert written_unit(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "1,000",
        "5,900",
        "総額2兆円",
        "令和6年度",
        "千代田区",
        "基金（1兆円）",
        "(2) 注記",
        "100万円",
    ],
)
def test_amounts_and_names_state_no_unit(text):
    assert not stated_units(text)
