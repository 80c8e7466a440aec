"""How long work stays at a tool that takes one load at a time, or gathers several, as queues.

A load is whatever moves together: a wafer, or a lot of wafers. Times and rates are in any one unit
of time (hours, loads an hour). Variability is the squared coefficient of variation of the time
between arrivals, or of processing (0: regular, 1: as random as an exponential time).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq, minimize_scalar

#: Largest relative error of `stay` for a process variability up to the key, as a test finds it by
#: simulation: arrivals at random, batches of 2 to 25 loads, tools busy 0.15 to 0.9 of the time.
STATED_ERRORS = {0.0: 0.07, 0.25: 0.10, 1.0: 0.14}


class Stay(NamedTuple):
    """Mean time of a load at a tool, by what it does there.

    Attributes:
        forming: until the last load of its batch has come; 0 where loads are taken one by one.
        waiting: of the complete batch, until the tool is free.
        processing: on the tool.
    """

    forming: float
    waiting: float
    processing: float

    @property
    def total(self) -> float:
        """The three together."""
        return self.forming + self.waiting + self.processing


def stay(
    arrivals: float,
    process: float,
    size: int,
    arrival_variability: float,
    process_variability: float,
) -> Stay:
    """Mean time at a tool that takes `size` loads at once and starts only when all have come.

    The wait follows Kingman's approximation [@chipfoundry_queue], which is exact for random
    (Poisson) arrivals taken one by one. Batches arrive more regularly than loads do, by the factor
    1 / size. Forming takes (size - 1) / 2 times between arrivals on average [@vanforeest_batch;
    @factoryphysics_batch]. That forming and waiting are added as if independent leaves an error
    [@wu2011batch]: see `stated_error`.

    Args:
        arrivals: loads by unit of time.
        process: time for `size` loads together.
        size: loads taken at once, at least 1.
        arrival_variability: of the time between loads.
        process_variability: of the process time.

    Raises:
        ValueError: if loads arrive as fast as the tool can take them, or a value is out of range.
    """
    rho = utilisation(arrivals, process, size)
    _check_variability(arrival_variability, process_variability)
    forming = (size - 1) / (2 * arrivals)
    variability = (arrival_variability / size + process_variability) / 2
    return Stay(forming, rho / (1 - rho) * variability * process, process)


def stated_error(arrival_variability: float, process_variability: float) -> float:
    """The largest relative error of `stay` that the tests allow; infinite where none is stated.

    Args:
        arrival_variability: of the time between loads; only random arrivals (1) were tested.
        process_variability: of the process time.

    Raises:
        ValueError: if a variability is below 0.
    """
    _check_variability(arrival_variability, process_variability)
    if arrival_variability != 1:
        return math.inf
    allowed = (error for upto, error in STATED_ERRORS.items() if process_variability <= upto)
    return next(allowed, math.inf)


def utilisation(arrivals: float, process: float, size: int = 1) -> float:
    """The share of time in which the tool works, below 1; arguments as for `stay`.

    Raises:
        ValueError: if it would be 1 or more, or a value is out of range.
    """
    if size < 1:
        raise ValueError(f"size: found {size}, expected at least 1")
    if not process > 0:
        raise ValueError(f"process: found {process}, expected a time above 0")
    capacity = size / process
    if not 0 < arrivals < capacity:
        raise ValueError(
            f"found {arrivals:g} arrivals at a capacity of {capacity:g}, expected fewer, above 0"
        )
    return arrivals / capacity


def single_wafer(
    arrivals: float, process: float, arrival_variability: float, process_variability: float
) -> float:
    """The total of `stay` for loads taken one by one."""
    return stay(arrivals, process, 1, arrival_variability, process_variability).total


def batch(
    arrivals: float,
    process: float,
    size: int,
    arrival_variability: float,
    process_variability: float,
) -> float:
    """The total of `stay`."""
    return stay(arrivals, process, size, arrival_variability, process_variability).total


def fastest_arrivals(
    process: float, size: int, arrival_variability: float, process_variability: float
) -> float:
    """The rate of arrivals at which loads pass a batch tool in the least time.

    Fewer arrivals make batches form slowly, more make them queue. For a size of 1 the least time is
    that of an empty line, at a rate of 0.
    """
    if size == 1:
        return 0.0
    capacity = size / process
    found = minimize_scalar(
        lambda share: batch(
            share * capacity, process, size, arrival_variability, process_variability
        ),
        bounds=(1e-9, 1 - 1e-9),
        method="bounded",
        options={"xatol": 1e-12},
    )
    return float(found.x * capacity)


def equal_arrivals(
    single_process: float,
    process: float,
    size: int,
    arrival_variability: float,
    process_variability: float,
) -> float | None:
    """The rate of arrivals above which the batch tool passes loads faster than the single one.

    Args:
        single_process: time for one load on the tool that takes them one by one.
        process: time for a batch.
        size: loads taken at once by the batch tool.
        arrival_variability: of the time between loads.
        process_variability: of the process time, the same for both tools.

    Returns:
        The rate; None if the batch tool is slower wherever both can work.
    """
    limit = min(1 / single_process, size / process)

    def lead(arrivals: float) -> float:
        """By how much the batch tool is slower."""
        alone = single_wafer(arrivals, single_process, arrival_variability, process_variability)
        return batch(arrivals, process, size, arrival_variability, process_variability) - alone

    # Nearer to the limit the waits are so long that rounding alone would make them cross.
    low, high = limit * 1e-6, limit * (1 - 1e-6)
    return float(brentq(lead, low, high)) if lead(high) < 0 < lead(low) else None


def simulate(
    arrivals: float,
    process: float,
    size: int,
    arrival_variability: float,
    process_variability: float,
    loads: int = 200_000,
    seed: int = 1,
) -> Stay:
    """Mean times found by simulation, without the formulas' approximations.

    Gamma-distributed times with the given variability; the wait of batches by Lindley's recursion
    W(n+1) = max(0, W(n) + S(n) - A(n)), written with running sums and minima.

    Args:
        arrivals: loads by unit of time; it and the next four are as for `stay`.
        process: time for `size` loads together.
        size: loads taken at once.
        arrival_variability: of the time between loads.
        process_variability: of the process time.
        loads: how many to simulate; the first tenth is left out.
        seed: of the random generator.

    Raises:
        ValueError: as for `stay`, and if there are not enough loads for ten batches.
    """
    utilisation(arrivals, process, size)
    _check_variability(arrival_variability, process_variability)
    count = loads // size
    if count < 10:
        raise ValueError(f"loads: found {loads}, expected at least ten batches of {size}")
    draw = np.random.default_rng(seed)
    arrived = _times(draw, 1 / arrivals, arrival_variability, count * size).cumsum()
    arrived = arrived.reshape(count, size)
    complete = arrived[:, -1]
    services = _times(draw, process, process_variability, count)
    walk = np.concatenate([[0.0], (services[:-1] - np.diff(complete)).cumsum()])
    waits = walk - np.minimum.accumulate(walk)
    kept = slice(count // 10, None)
    forming = complete[kept] - arrived[kept].mean(axis=1)
    return Stay(*(float(each.mean()) for each in (forming, waits[kept], services[kept])))


class Turnaround(NamedTuple):
    """Mean time of a wafer from the first step of a line to the last, by what it does there.

    Attributes:
        processing: on tools, with the lot or batch that it is part of.
        transport: between tools.
        waiting: for tools that are busy.
        forming: for its batch to be complete.
    """

    processing: float
    transport: float
    waiting: float
    forming: float

    @property
    def total(self) -> float:
        """The four together."""
        return sum(self)


class Step(NamedTuple):
    """One step of a line: the arguments of `stay` and `simulate`, in their order.

    Attributes:
        arrivals: loads by unit of time.
        process: time for `size` loads together.
        size: loads taken at once.
        arrival_variability: of the time between loads.
        process_variability: of the process time.
    """

    arrivals: float
    process: float
    size: int
    arrival_variability: float
    process_variability: float

    @property
    def capacity(self) -> float:
        """Loads by unit of time that the tool can take."""
        return self.size / self.process

    def busy(self, share: float) -> Step:
        """The same step where the tool works for a share of the time, above 0 and below 1."""
        return self._replace(arrivals=share * self.size / self.process)


@dataclass(frozen=True)
class Line:
    """A production line: a row of steps, each a queue of its own, through which lots go.

    A lot moves on when its last wafer is done. Steps that take wafers one by one work through a lot
    wafer after wafer; batch steps take several lots together.

    Attributes:
        arrivals: wafers an hour.
        steps: of one wafer.
        batch_share: the part of them, 0 to 1, on batch tools.
        lot_size: wafers that move together.
        single_hours: for one wafer on a single-wafer tool.
        batch_size: wafers that a batch tool takes at once; whole lots.
        batch_hours: for one batch.
        transport_hours: for each step.
        arrival_variability: of the time between lots.
        process_variability: of the time for a lot, or for a batch.
    """

    arrivals: float
    steps: int
    batch_share: float
    lot_size: int
    single_hours: float
    batch_size: int
    batch_hours: float
    transport_hours: float
    arrival_variability: float
    process_variability: float

    def __post_init__(self) -> None:
        if not 0 <= self.batch_share <= 1:
            raise ValueError(f"batch_share: found {self.batch_share}, expected 0 to 1")
        if self.steps < 1 or self.transport_hours < 0:
            raise ValueError(
                f"found {self.steps} steps, {self.transport_hours} hours of transport; "
                "expected a step or more, and no time below 0"
            )
        if self.lot_size < 1 or self.batch_size < 1 or self.batch_size % self.lot_size:
            raise ValueError(
                f"batch_size: found {self.batch_size} with lots of {self.lot_size}, "
                "expected a whole number of lots"
            )

    @property
    def capacity(self) -> float:
        """Wafers an hour that the slowest kind of step can take."""
        single = 1 / self.single_hours if self.batch_share < 1 else np.inf
        batches = self.batch_size / self.batch_hours if self.batch_share > 0 else np.inf
        return min(single, batches)

    def single_step(self) -> Step:
        """A step that takes wafers one by one; loads are lots."""
        return self._step(self.single_hours * self.lot_size, 1)

    def batch_step(self) -> Step:
        """A batch step; loads are lots."""
        return self._step(self.batch_hours, self.batch_size // self.lot_size)

    def _step(self, process: float, size: int) -> Step:
        lots = self.arrivals / self.lot_size
        return Step(lots, process, size, self.arrival_variability, self.process_variability)

    def turnaround(self) -> Turnaround:
        """Mean time through all steps, in hours, by the formulas of `stay`.

        Raises:
            ValueError: if wafers arrive as fast as a kind of step can take them.
        """
        batched, single = self.steps * self.batch_share, self.steps * (1 - self.batch_share)
        there = stay(*self.batch_step()) if batched else Stay(0.0, 0.0, 0.0)
        here = stay(*self.single_step()) if single else Stay(0.0, 0.0, 0.0)
        return Turnaround(
            processing=batched * there.processing + single * here.processing,
            transport=self.steps * self.transport_hours,
            waiting=batched * there.waiting + single * here.waiting,
            forming=batched * there.forming,
        )


def _check_variability(*values: float) -> None:
    if min(values) < 0:
        raise ValueError(f"variability: found {min(values)}, expected at least 0")


def _times(draw: np.random.Generator, mean: float, variability: float, count: int) -> np.ndarray:
    if variability == 0:
        return np.full(count, mean)
    return draw.gamma(1 / variability, mean * variability, count)
