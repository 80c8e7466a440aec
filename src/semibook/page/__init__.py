"""What a chapter shows: figures, tables, findings, and where they come from."""
