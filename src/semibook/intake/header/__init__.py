"""The second step: where a table begins, which column is which, and what they are in."""
