"""Shared parts of the book that recomputes Japan's semiconductor strategy."""

import os

# Workbooks are to be the same bytes whether or not lxml, which openpyxl would then write with, is
# installed for another library.
os.environ.setdefault("OPENPYXL_LXML", "False")
