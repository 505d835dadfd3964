"""95% intervals of rates and scores (docs/metrics.md). Arrays in, arrays out; NaN where n is 0."""

from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

Z = 1.959963984540054
FEW = 30


def wilson(successes: npt.ArrayLike, n: npt.ArrayLike) -> tuple[Numbers, Numbers]:
    """Wilson's interval of the proportion successes / n, as two arrays: low and high, 0 to 1."""
    hits, count = _arrays(successes, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / count
        centre = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
        half = Z * np.sqrt(share * (1 - share) / count + (Z / (2 * count)) ** 2)
        half /= 1 + Z**2 / count
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def newcombe(
    successes: npt.ArrayLike, n: npt.ArrayLike, others: npt.ArrayLike, other_n: npt.ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """The proportion successes / n less that of others / other_n, with Newcombe's interval (1998, method
    10: from the two Wilson intervals): difference, low, high, each -1 to 1; NaN where an n is 0."""
    hits, count, other_hits, other_count = _arrays(successes, n, others, other_n)
    low, high = wilson(hits, count)
    other_low, other_high = wilson(other_hits, other_count)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, other_share = hits / count, other_hits / other_count
    difference = share - other_share
    below = np.sqrt((share - low) ** 2 + (other_high - other_share) ** 2)
    above = np.sqrt((high - share) ** 2 + (other_share - other_low) ** 2)
    return difference, difference - below, difference + above


def nps(
    promoters: npt.ArrayLike, passives: npt.ArrayLike, detractors: npt.ArrayLike
) -> tuple[Numbers, Numbers, Numbers]:
    """Net promoter score with its adjusted Wald interval: score, low, high, each -100 to 100."""
    for_us, between, against = _arrays(promoters, passives, detractors)
    count = for_us + between + against
    with np.errstate(divide="ignore", invalid="ignore"):
        score = 100 * (for_us - against) / count
    plus, minus = (for_us + 0.75) / (count + 3), (against + 0.75) / (count + 3)
    half = Z * np.sqrt((plus + minus - (plus - minus) ** 2) / (count + 3))
    low, high = 100 * (plus - minus - half), 100 * (plus - minus + half)
    nothing = np.where(count > 0, 0.0, np.nan)
    return score, np.clip(low, -100, 100) + nothing, np.clip(high, -100, 100) + nothing


def mean(
    average: npt.ArrayLike, deviation: npt.ArrayLike, n: npt.ArrayLike
) -> tuple[Numbers, Numbers]:
    """The interval of a mean, from the sample's standard deviation; NaN where n is below 2."""
    middle, spread, count = _arrays(average, deviation, n)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.where(count > 1, Z * spread / np.sqrt(count), np.nan)
    return middle - half, middle + half


def median(values: npt.ArrayLike) -> tuple[float, float]:
    """The interval of the median of these values, between the two that lie 1.96 root(n) / 2 places from
    the middle, so that nothing is assumed of their shape; NaN below 8 values."""
    (ordered,) = _arrays(np.sort(np.asarray(values)))
    count = len(ordered)
    outside = int((count - Z * count**0.5) // 2)
    if outside < 1:
        return np.nan, np.nan
    return float(ordered[outside - 1]), float(ordered[count - outside])


def _arrays(*values: Any) -> tuple[Numbers, ...]:
    return tuple(np.asarray(value, dtype=np.float64) for value in values)
