"""Leontief's input-output model: how demand in one sector becomes output in all [@millerblair2022].

A table is a frame with one row and one column for each sector (row: seller, column: buyer, same
order), and a column `final_demand`; `value_added` is a row. Output is what a sector sells in all.

A region's table also has what it sells to and buys from elsewhere: the columns `exports` and
`imports`. It is then of the competitive-import type: its flows hold goods from anywhere, and
imports are taken off once, row by row. A good's import share is imports over demand in the region
[@toyama_io1995].
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

FINAL_DEMAND, VALUE_ADDED = "final_demand", "value_added"
EXPORTS, IMPORTS = "exports", "imports"


@dataclass(frozen=True)
class InputOutput:
    """An input-output table and what follows from it.

    Attributes:
        flows: sales between sectors, square, rows sell to columns, in one unit of money.
        final_demand: sales to final users by sector, those outside the region left out where the
            table has them apart.
        output: output by sector: flows, final demand and exports together, less imports.
        local_share: by seller, the part of the region's demand that its own sectors meet, 0 to 1;
            None where the table has no imports.
    """

    flows: pd.DataFrame
    final_demand: pd.Series
    output: pd.Series
    local_share: pd.Series | None = None

    @property
    def coefficients(self) -> pd.DataFrame:
        """Inputs for each unit of output: the matrix A, columns are buyers."""
        return self.flows / self.output

    def inverse(self, local: pd.Series | float | None = None) -> pd.DataFrame:
        """The Leontief inverse: output by sector for each unit of demand for the region's goods.

        Args:
            local: share of each purchase between sectors that stays in the region, 0 to 1: one for
                all goods, or by seller. Without it the table's own (`local_share`); all, where the
                table has no imports.

        Raises:
            ValueError: if `local` is not a share.
        """
        if local is None:
            local = 1.0 if self.local_share is None else self.local_share
        sectors = self.output.index
        shares = pd.Series(local, index=sectors, dtype=float)
        if not shares.between(0, 1).all():
            raise ValueError(f"local: found {local}, expected a share 0 to 1")
        bought = self.coefficients.mul(shares, axis=0).to_numpy()
        matrix = np.linalg.inv(np.eye(len(sectors)) - bought)
        return pd.DataFrame(matrix, index=sectors, columns=sectors)

    @property
    def value_added_share(self) -> pd.Series:
        """Value added for each unit of output, by sector."""
        return 1 - self.coefficients.sum()

    def multipliers(self, local: pd.Series | float | None = None) -> pd.Series:
        """Output of all sectors for each unit of demand for one's goods; `local` as above."""
        return self.inverse(local).sum()

    def next_round(self, output: pd.Series, local: pd.Series | float = 1.0) -> pd.Series:
        """Output that the inputs of an output call for: one round of purchases.

        Args:
            output: by sector, all sectors of the table.
            local: the part of each purchase that stays in the region, one for all goods or by
                seller.
        """
        return (self.coefficients @ output) * local

    def respond(self, demand: pd.Series, local: pd.Series | float | None = None) -> pd.Series:
        """Output by sector that a demand calls for.

        Args:
            demand: added final demand by sector, for goods of the region; sectors left out have
                none.
            local: as in `inverse`.

        Returns:
            Added output by sector, in the unit of the demand.

        Raises:
            KeyError: for a sector that the table does not have.
            ValueError: if `local` is not a share.
        """
        strangers = sorted(set(demand.index) - set(self.output.index))
        if strangers:
            raise KeyError(f"no sector {', '.join(strangers)}; have {', '.join(self.output.index)}")
        return self.inverse(local) @ demand.reindex(self.output.index, fill_value=0.0)


def read(path: Path | str) -> InputOutput:
    """Read a table from a CSV file.

    The first column names the selling sectors; the other columns are the same sectors in the same
    order, then `final_demand`, and for a region `exports` and `imports` (amounts without sign).
    Other columns and the row `value_added` may follow and are not read.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: naming file, row and column, if sectors do not match, a cell is no number or is
            negative where it must not be, imports exceed the region's demand, a sector has no
            output, or its inputs reach its output.
    """
    path = Path(path)
    text = pd.read_csv(path, index_col=0, dtype=str, comment="#")
    if FINAL_DEMAND not in text:
        raise ValueError(f"{path}: found no column {FINAL_DEMAND!r}")
    sectors = [name for name in text.columns if name in text.index]
    rows = [name for name in text.index if name != VALUE_ADDED]
    if sectors != rows:
        raise ValueError(
            f"{path}: found rows {rows}, expected the sectors of the columns {sectors}"
        )
    numbers = _numbers(path, text.loc[sectors], sectors)
    flows, final = numbers[sectors], numbers[FINAL_DEMAND]
    at_home = flows.sum(axis=1) + final
    output = at_home + numbers.get(EXPORTS, 0.0) - numbers.get(IMPORTS, 0.0)
    inputs = flows.sum()
    for sector in sectors:
        if output[sector] <= inputs[sector]:
            raise ValueError(
                f"{path}, column {sector}: found inputs of {inputs[sector]:g},"
                f" expected less than its output of {output[sector]:g}"
            )
    if IMPORTS not in numbers:
        return InputOutput(flows, final, output)
    for sector in sectors:
        if numbers.loc[sector, IMPORTS] > max(at_home[sector], 0.0):
            raise ValueError(
                f"{path}, row {sector}, column {IMPORTS}: found {numbers.loc[sector, IMPORTS]:g},"
                f" expected no more than the region's demand of {at_home[sector]:g}"
            )
    # A good that nobody in the region asks for has no share; none of it is bought either.
    share = 1 - (numbers[IMPORTS] / at_home.where(at_home > 0)).fillna(0.0)
    return InputOutput(flows, final, output, share.rename("local_share"))


def _numbers(path: Path, text: pd.DataFrame, sectors: list[str]) -> pd.DataFrame:
    """The cells that are read, as numbers; a good's stocks may shrink by more than users take."""
    amounts = [name for name in (EXPORTS, IMPORTS) if name in text]
    numbers = text[[*sectors, FINAL_DEMAND, *amounts]].apply(pd.to_numeric, errors="coerce")
    negative = numbers < 0
    if IMPORTS in numbers:
        negative[FINAL_DEMAND] = False
    wrong = numbers.isna() | negative
    if not wrong.to_numpy().any():
        return numbers
    row, column = wrong.stack().idxmax()  # the place of the first
    hint = {
        FINAL_DEMAND: f"; where it is net of imports, give these a column {IMPORTS!r} of their own",
        IMPORTS: ", the amount that the table deducts, without its sign",
    }.get(column, "")
    raise ValueError(
        f"{path}, row {row}, column {column}: found {text.loc[row, column]!r}, expected >= 0{hint}"
    )
