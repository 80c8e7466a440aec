"""How cells of the lessons' workbooks look."""

from __future__ import annotations

from openpyxl.styles import Font, PatternFill

#: Cells to write in.
YELLOW = PatternFill("solid", fgColor="FFF2B3")
BOLD = Font(bold=True)
