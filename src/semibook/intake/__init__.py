"""Reading tables as Japanese offices save them, into the canonical form of a vintage."""
