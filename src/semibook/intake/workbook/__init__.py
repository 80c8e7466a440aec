"""A vintage as one workbook, for people who work in a spreadsheet program, and back again."""
