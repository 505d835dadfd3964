"""Generated journeys for the benches: deterministic, as skewed and as untidy as real ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

STAGES = ("awareness", "consideration", "purchase", "retention", "advocacy")
CHANNELS = tuple(f"channel {number}" for number in range(1, 9))
TOUCHPOINTS = tuple(f"touchpoint {number:02d}" for number in range(1, 41))
SECONDS = 2 * 365 * 86400
START = np.datetime64("2024-01-01T00:00:00")


def events(count: int, seed: int = 7) -> pd.DataFrame:
    """`count` events: person, instant, channel, touchpoint, stage.

    Activity follows Pareto(1.16) up to 20 000 events a person; a journey is sessions with long gaps
    between; 3 % of the events share the second of the one before; one stage in five is noise.
    """
    random = np.random.default_rng(seed)
    activity = np.minimum(3 * (1 + random.pareto(1.16, size=count)), 20_000).astype(np.int64)
    people = int(np.searchsorted(np.cumsum(activity), count)) + 1
    person = np.repeat(np.arange(people), activity[:people])[:count]
    is_first = np.r_[True, person[1:] != person[:-1]]
    gaps = np.where(
        random.random(count) < 0.3,
        random.exponential(9 * 86400, size=count),
        random.exponential(240, size=count),
    ).astype(np.int64)
    gaps[random.random(count) < 0.03] = 0
    gaps[is_first] = random.integers(0, SECONDS, size=int(is_first.sum()))
    walked = np.cumsum(gaps)
    start_of = np.maximum.accumulate(np.where(is_first, np.arange(count), 0))
    seconds = (walked - walked[start_of] + gaps[start_of]) % SECONDS
    progress = np.minimum((np.arange(count) - start_of) % 24, 23) / 24 * 5
    wandering = progress + random.normal(0, 1.1, size=count)
    noise = random.random(count) < 0.2
    stage = np.clip(wandering, 0, 4).astype(np.int64)
    stage[noise] = random.integers(0, 5, size=int(noise.sum()))
    touchpoint = stage * 8 + np.minimum(random.geometric(0.28, size=count) - 1, 7)
    channel = np.minimum(random.geometric(0.3, size=count) - 1, 7)
    table = pd.DataFrame(
        {
            "person": np.char.add("customer-", person.astype(str)),
            "instant": START + seconds.astype("timedelta64[s]"),
            "channel": np.asarray(CHANNELS, dtype=object)[channel],
            "touchpoint": np.asarray(TOUCHPOINTS, dtype=object)[touchpoint],
            "stage": np.asarray(STAGES, dtype=object)[stage],
        }
    )
    return table.sort_values("instant", kind="stable", ignore_index=True)
