"""The claim ledger: figures the source states that its other figures imply.

A claim is a function in the module of its chapter. Its name is the claim's id in `claims.csv`, its
parameters are the names of the tables it needs, and it returns the recomputed figure as an interval
in base units (yen, not 100 million yen; a percentage of 25 as 25).
"""

from semibook.claims.registry import NotStated, claim

__all__ = ["NotStated", "claim"]
