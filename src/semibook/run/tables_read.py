"""Imported by the process that runs are forked from: the deck's tables are then read once for all.

A table that has changed since is read again (see `semibook.cache`), and one that cannot be read is
told of where it is asked for.
"""

from __future__ import annotations

from contextlib import suppress

from semibook.tables import frames, schema

for table in schema.package()["resources"]:
    with suppress(OSError, ValueError):
        frames.load(table["name"])
