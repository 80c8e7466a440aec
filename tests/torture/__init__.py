"""Kills and nonsense, by lot but the same each time: a few on each run, all by `make torture`."""
