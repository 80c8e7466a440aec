"""Number formats of spreadsheet cells: what the sheet shows is what the office meant.

A cell that holds 590,000,000,000 and is shown as 590,000 under a header in millions means 590,000
millions; one that holds 6 and is shown as 令和6年度 means that year.
"""

from __future__ import annotations

import re

_PIECE = re.compile(
    r'"(?P<text>[^"]*)"|\[[^\]]*\]|\\.|[_*].|(?P<digits>[0#?][0#?.,]*)|.', re.DOTALL
)
#: What formats write for a minus or a currency; the value has its sign, the header its unit.
_SIGNS = " ▲△−-¥￥$()"


def shown(value: int | float, shape: str) -> str:
    """A number as its format shows it, with all its digits and without separators.

    Args:
        value: what the cell holds.
        shape: its number format: `0.0%`, `#,##0,,`, `"令和"0"年度"`, `#,##0"千円"`.

    Returns:
        Such as `23.5%`, `590000`, `令和6年度`, `290千円`.
    """
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', shape)
    section = parts[1] if value < 0 and len(parts) > 1 else parts[0]
    pieces = [*_PIECE.finditer(section)]
    at = [number for number, each in enumerate(pieces) if each["digits"]]
    if not at:
        return format(value, ".15g")
    form = pieces[at[-1]]["digits"]
    thousands = len(form) - len(form.rstrip(","))
    percent = "%" in re.sub(r'"[^"]*"', "", section)
    digits = format(value * (100 if percent else 1) / 1000**thousands, ".15g")
    leading = form.partition(".")[0].count("0")
    digits = digits.zfill(leading + (value < 0)) if leading > 1 else digits
    words = [
        "".join(filter(None, (each["text"] for each in some)))
        for some in (pieces[: at[0]], pieces[at[-1] + 1 :])
    ]
    before, after = (each.strip(_SIGNS) for each in words)
    return f"{before}{digits}{'%' if percent else ''}{after}"
