"""Computing capacity: the growth a target asks for, what it costs, and the electricity it draws."""

from __future__ import annotations

HOURS_A_YEAR = 8760.0


def required_growth(start: float, target: float, years: float) -> float:
    """Growth a year (0.5 = 50%) that leads from `start` to `target` in `years`.

    Raises:
        ValueError: if one of them is not above 0.
    """
    if min(start, target, years) <= 0:
        raise ValueError(f"found {start}, {target}, {years}, expected all above 0")
    return (target / start) ** (1 / years) - 1


def power(
    eflops: float, watts_per_tflops: float, server_overhead: float, facility_overhead: float
) -> float:
    """Electric power of computing capacity.

    Args:
        eflops: capacity, half precision.
        watts_per_tflops: power of the accelerators alone for each TFLOPS.
        server_overhead: power of the servers over that of their accelerators (1 or more).
        facility_overhead: power of the data centre over that of its servers (PUE, 1 or more).

    Returns:
        Power in megawatts, at full load.

    Raises:
        ValueError: if a capacity is negative, or an overhead is below 1.
    """
    if eflops < 0 or watts_per_tflops <= 0:
        raise ValueError(f"found {eflops} EFLOPS at {watts_per_tflops} W, expected at least 0")
    for name, value in (("server", server_overhead), ("facility", facility_overhead)):
        if value < 1:
            raise ValueError(f"{name} overhead: found {value}, expected at least 1")
    # 1 EFLOPS is a million TFLOPS, and a megawatt is a million watts.
    return eflops * watts_per_tflops * server_overhead * facility_overhead


def electricity(megawatts: float, load: float, yen_per_kwh: float) -> tuple[float, float]:
    """Electricity of a year.

    Args:
        megawatts: power at full load.
        load: mean load, as a share of full load (0 to 1).
        yen_per_kwh: price.

    Returns:
        Energy in terawatt hours, and its cost in yen.

    Raises:
        ValueError: if the load is not a share.
    """
    if not 0 <= load <= 1:
        raise ValueError(f"load: found {load}, expected a share 0 to 1")
    megawatt_hours = megawatts * load * HOURS_A_YEAR
    return megawatt_hours / 1e6, megawatt_hours * 1e3 * yen_per_kwh
