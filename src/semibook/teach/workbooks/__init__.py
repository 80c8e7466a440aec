"""Live models of the lessons' workbooks, a module a lesson: `fill` writes formulas into a sheet."""
