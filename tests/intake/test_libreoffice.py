"""Files that LibreOffice Calc 7.4 made of rapidus.fods: .xlsx, and CSV in two encodings.

The table has notes above and beneath, a header merged over two rows, an amount in full-width
digits, and months of the Japanese calendar. To make them again:
soffice --headless --convert-to xlsx rapidus.fods, and for CSV
--convert-to "csv:Text - txt - csv (StarCalc):44,34,N,1" with N 64 for cp932 and 76 for UTF-8.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from semibook.intake import propose, write

FILES = Path(__file__).parent / "libreoffice"


@pytest.mark.parametrize("name", ["rapidus.xlsx", "rapidus_cp932.csv", "rapidus_utf8.csv"])
def test_a_table_is_read_whatever_it_was_saved_as(place, name):
    result = propose(FILES / name, "rapidus_support", place, source="s12")
    written = pd.read_csv(write(result), dtype=str).set_index("fiscal_year")
    assert list(written.loc["2024", ["cap", "cap_qualifier", "adopted"]]) == [
        "5900", "exact", "2024-04",
    ]  # fmt: skip
    assert list(written.loc["2025", ["cap", "cap_qualifier", "adopted"]]) == [
        "8025", "exact", "2025-03",
    ]  # fmt: skip
    assert len(result.added) == 2
    assert {"2022", "2023"} < set(written.index)
