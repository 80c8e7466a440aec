"""Leontief's input-output model: how demand in one sector becomes output in all [@millerblair2022].

A table is a frame with one row and one column for each sector (row: seller, column: buyer, same
order), and a column `final_demand`; `value_added` is a row. Output is what a sector sells in all.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

FINAL_DEMAND, VALUE_ADDED = "final_demand", "value_added"


@dataclass(frozen=True)
class InputOutput:
    """An input-output table and what follows from it.

    Attributes:
        flows: sales between sectors, square, rows sell to columns, in one unit of money.
        final_demand: sales to final users by sector.
        output: output by sector: flows and final demand together.
    """

    flows: pd.DataFrame
    final_demand: pd.Series
    output: pd.Series

    @property
    def coefficients(self) -> pd.DataFrame:
        """Inputs for each unit of output: the matrix A, columns are buyers."""
        return self.flows / self.output

    @property
    def inverse(self) -> pd.DataFrame:
        """The Leontief inverse: output by sector for each unit of final demand."""
        size = len(self.output)
        matrix = np.linalg.inv(np.eye(size) - self.coefficients.to_numpy())
        return pd.DataFrame(matrix, index=self.output.index, columns=self.output.index)

    @property
    def value_added_share(self) -> pd.Series:
        """Value added for each unit of output, by sector."""
        return 1 - self.coefficients.sum()

    @property
    def multipliers(self) -> pd.Series:
        """Output of all sectors for each unit of final demand of one."""
        return self.inverse.sum()

    def respond(self, demand: pd.Series, local: float = 1.0) -> pd.Series:
        """Output by sector that a demand calls for.

        Args:
            demand: added final demand by sector; sectors left out have none.
            local: share of each purchase between sectors that stays in the region, 0 to 1.

        Returns:
            Added output by sector, in the unit of the demand.

        Raises:
            KeyError: for a sector that the table does not have.
            ValueError: if `local` is not a share.
        """
        strangers = sorted(set(demand.index) - set(self.output.index))
        if strangers:
            raise KeyError(f"no sector {', '.join(strangers)}; have {', '.join(self.output.index)}")
        if not 0 <= local <= 1:
            raise ValueError(f"local: found {local}, expected a share 0 to 1")
        full = demand.reindex(self.output.index, fill_value=0.0).to_numpy(dtype=float)
        matrix = np.eye(len(full)) - local * self.coefficients.to_numpy()
        return pd.Series(np.linalg.solve(matrix, full), index=self.output.index)


def read(path: Path | str) -> InputOutput:
    """Read a table from a CSV file.

    The first column names the selling sectors; the other columns are the same sectors in the same
    order, then `final_demand`. Other columns and the row `value_added` may follow and are checked.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: naming file, row and column, if sectors do not match, a cell is no number or is
            negative, a sector has no output, or its inputs reach its output.
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
    numbers = text.loc[sectors, [*sectors, FINAL_DEMAND]].apply(pd.to_numeric, errors="coerce")
    wrong = numbers.isna() | (numbers < 0)
    if wrong.to_numpy().any():
        row, column = wrong.stack().idxmax()  # the place of the first
        found = text.loc[row, column]
        raise ValueError(f"{path}, row {row}, column {column}: found {found!r}, expected >= 0")
    flows, final = numbers[sectors], numbers[FINAL_DEMAND]
    output = flows.sum(axis=1) + final
    inputs = flows.sum()
    for sector in sectors:
        if output[sector] <= inputs[sector]:
            raise ValueError(
                f"{path}, column {sector}: found inputs of {inputs[sector]:g},"
                f" expected less than its output of {output[sector]:g}"
            )
    return InputOutput(flows, final, output)
