"""Analysis with mathematics of its own; data come in as arguments."""
