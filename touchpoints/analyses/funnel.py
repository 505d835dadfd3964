"""Funnel: how many people reach each step, in order, and how long they take."""

from collections.abc import Sequence
from itertools import chain

import pandas as pd

from touchpoints.analyses import catalogue, intervals
from touchpoints.analyses.tables import table
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_
from touchpoints.model import Dimension, Filters
from touchpoints.workspaces import Workspace

FEWEST_STEPS, MOST_STEPS = 2, 10

Step = str | Sequence[str]


def funnel(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "touchpoint",
    steps: Sequence[Step],
    within: float | None = None,
) -> pd.DataFrame:
    """One row per step: step, people, share (of the first), conversion (of the step before) with
    its Wilson interval low and high, lost (since the step before), still_open (of the lost, those
    whose window had not ended), median_seconds, mean_seconds, p90_seconds (since the step before).

    A step is one value of `over` or several; `within` is the window in seconds, None for no limit.
    The days of the filters select the people by the day they enter. ChoiceNotPossible.
    """
    values, engine = _bound(workspace, filters, over, steps, within)
    clock = workspace.run("clock").to_pylist()[0]
    found = table(workspace, "funnel_times", {**values, **clock}, engine)
    reached = found.set_index("step").reindex(range(1, len(steps) + 1))
    counts = ["people", "stopped", "open"]
    reached[counts] = reached[counts].fillna(0).astype("int64")
    before = reached["people"].shift(fill_value=0)
    low, high = intervals.wilson(reached["people"], before)
    return (
        pd.DataFrame(
            {
                "step": [label(step) for step in steps],
                "people": reached["people"],
                "share": reached["people"] / reached["people"].iloc[0],
                "conversion": reached["people"] / before,
                "low": low,
                "high": high,
                "lost": reached["stopped"].shift(fill_value=0),
                "still_open": reached["open"].shift(fill_value=0),
                **{
                    name: reached[name]
                    for name in ("median_seconds", "mean_seconds", "p90_seconds")
                },
            }
        )
        .replace([float("inf")], float("nan"))
        .reset_index(drop=True)
    )


def by_channel(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "touchpoint",
    steps: Sequence[Step],
    within: float | None = None,
) -> pd.DataFrame:
    """One row per channel and step: channel, step, people, share (of the channel's first step),
    conversion (of the step before), low, high (Wilson's interval of the conversion).

    People are split by the channel of the event that opened their counted attempt; channels with
    most people come first. ChoiceNotPossible.
    """
    values, engine = _bound(workspace, filters, over, steps, within)
    found = table(workspace, "funnel_by_channel", values, engine)
    wide = found.pivot(index="channel", columns="step", values="people")
    wide = wide.reindex(columns=range(1, len(steps) + 1)).fillna(0).astype("int64")
    wide = wide.sort_values(list(wide.columns), ascending=False, kind="stable")
    before = wide.shift(axis=1, fill_value=0)
    low, high = intervals.wilson(wide, before)
    return pd.DataFrame(
        {
            "channel": [channel for channel in wide.index for _ in steps],
            "step": [label(step) for step in steps] * len(wide),
            "people": wide.to_numpy().ravel(),
            "share": wide.div(wide[1], axis=0).to_numpy().ravel(),
            "conversion": (wide / before).to_numpy().ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    ).replace([float("inf")], float("nan"))


def label(step: Step) -> str:
    """What a step is called: its value, or its values side by side."""
    return step if isinstance(step, str) else " / ".join(step)


def _bound(
    workspace: Workspace,
    filters: Filters,
    over: Dimension,
    steps: Sequence[Step],
    within: float | None,
) -> tuple[dict[str, object], str | None]:
    """The values that the queries bind, and the engine: overlapping steps need the portable form."""
    members = [[step] if isinstance(step, str) else list(step) for step in steps]
    if not FEWEST_STEPS <= len(members) <= MOST_STEPS or not all(members):
        raise ChoiceNotPossible(
            N_("A funnel has {fewest} to {most} steps. Choose the steps in the order you expect."),
            fewest=FEWEST_STEPS,
            most=MOST_STEPS,
        )
    known = set(catalogue.choices(workspace, over))
    for value in chain.from_iterable(members):
        if value not in known:
            raise ChoiceNotPossible(
                N_("There is no “{value}” in this workspace. Choose one of: {choices}."),
                value=value,
                choices=", ".join(catalogue.choices(workspace, over)),
            )
    if within is not None and within <= 0:
        raise ChoiceNotPossible(N_("The window must be longer than nothing. Try 30 days."))
    clock = workspace.run("clock").to_pylist()[0]
    values: dict[str, object] = {
        **filters.values(),
        "over": over,
        "window": None if within is None else round(within * clock["ticks_per_second"]),
        **{f"step_{number}": [] for number in range(1, MOST_STEPS + 1)},
        **{f"step_{number}": list(chosen) for number, chosen in enumerate(members, start=1)},
    }
    every = list(chain.from_iterable(set(chosen) for chosen in members))
    return values, "duckdb" if len(every) == len(set(every)) else None
