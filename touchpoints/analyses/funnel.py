"""Funnel: how many people reach each step, in order, and how long they take."""

from collections.abc import Sequence
from itertools import chain

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import catalogue, intervals, walk
from touchpoints.analyses.tables import table
from touchpoints.charting import Look
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, _, duration, ngettext, number, percent
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
    values, is_fast = bound(workspace, filters, over, steps, within)
    if is_fast:
        found = walk.times(workspace, values, len(steps))
    else:
        clock = workspace.run("clock").to_pylist()[0]
        found = table(workspace, "funnel_times", {**values, **clock}, None)
    at = found["step"].to_numpy(np.int64) - 1
    people, stopped, still_open = np.zeros((3, len(steps)), np.int64)
    people[at], stopped[at], still_open[at] = found[["people", "stopped", "open"]].to_numpy().T
    seconds = np.full((3, len(steps)), np.nan)
    seconds[:, at] = found[["median_seconds", "mean_seconds", "p90_seconds"]].to_numpy().T
    before = np.append(0, people[:-1])
    low, high = intervals.wilson(people, before)
    return pd.DataFrame(
        {
            "step": [label(step) for step in steps],
            "people": people,
            "share": _ratio(people, people[0]),
            "conversion": _ratio(people, before),
            "low": low,
            "high": high,
            "lost": np.append(0, stopped[:-1]),
            "still_open": np.append(0, still_open[:-1]),
            "median_seconds": seconds[0],
            "mean_seconds": seconds[1],
            "p90_seconds": seconds[2],
        }
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
    values, is_fast = bound(workspace, filters, over, steps, within)
    if is_fast:
        found = walk.by_channel(workspace, values, len(steps))
    else:
        found = table(workspace, "funnel_by_channel", values, None)
    wide = found.pivot(index="channel", columns="step", values="people")
    wide = wide.reindex(columns=range(1, len(steps) + 1)).fillna(0).astype("int64")
    wide = wide.sort_values(list(wide.columns), ascending=False, kind="stable")
    people = wide.to_numpy()
    before = np.pad(people[:, :-1], ((0, 0), (1, 0)))
    low, high = intervals.wilson(people, before)
    return pd.DataFrame(
        {
            "channel": np.repeat(wide.index.to_numpy(), len(steps)),
            "step": [label(step) for step in steps] * len(wide),
            "people": people.ravel(),
            "share": _ratio(people, people[:, :1]).ravel(),
            "conversion": _ratio(people, before).ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    )


def _ratio(part: npt.ArrayLike, whole: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """part / whole, NaN where the whole is 0."""
    one, every = np.asarray(part, np.float64), np.asarray(whole, np.float64)
    ratio = np.full(one.shape, np.nan)
    np.divide(one, every, out=ratio, where=every != 0)
    return ratio


def label(step: Step) -> str:
    """What a step is called: its value, or its values side by side."""
    return step if isinstance(step, str) else " / ".join(step)


def bound(
    workspace: Workspace,
    filters: Filters,
    over: Dimension,
    steps: Sequence[Step],
    within: float | None,
) -> tuple[dict[str, object], bool]:
    """What the queries bind, and whether the fast form can answer: not where steps overlap."""
    members = [[step] if isinstance(step, str) else list(step) for step in steps]
    if not FEWEST_STEPS <= len(members) <= MOST_STEPS or not all(members):
        raise ChoiceNotPossible(
            N_("A funnel has {fewest} to {most} steps. Choose the steps in the order you expect."),
            fewest=FEWEST_STEPS,
            most=MOST_STEPS,
        )
    known = set(workspace.run("places").column(over).to_pylist())
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
    return values, len(every) == len(set(every))


def finding(table: pd.DataFrame) -> str:
    """What the funnel shows, in one sentence: how many get through and where most are lost."""
    first, last = table.iloc[0], table.iloc[-1]
    if first["people"] == 0:
        return _("Nobody entered this funnel.")
    lost = table.sort_values("lost", ascending=False, kind="stable").iloc[0]
    if lost["lost"] == 0:
        return ngettext(
            "Everybody who starts reaches “{last}”: {count} person.",
            "Everybody who starts reaches “{last}”: {count} people.",
            int(first["people"]),
        ).format(last=last["step"])
    return ngettext(
        "The one person who starts does not reach “{last}” and is lost on the way to “{step}”.",
        "{share} of {count} people reach “{last}”; most are lost on the way to “{step}” ({lost}).",
        int(first["people"]),
    ).format(
        share=percent(last["share"], 0 if last["share"] >= 0.1 else 1),
        last=last["step"],
        step=lost["step"],
        lost=number(lost["lost"]),
    )


def pace(table: pd.DataFrame) -> str:
    """The slowest step, in one sentence; "" where nobody got beyond the first."""
    timed = table.dropna(subset=["median_seconds"]).sort_values("median_seconds", kind="stable")
    if timed.empty:
        return ""
    row = timed.iloc[-1]
    return _("The slowest step is “{step}”: half of the people take longer than {time}.").format(
        step=row["step"], time=duration(row["median_seconds"])
    )


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """Bars from top to bottom, for the rows of `funnel`: people, the part lost since the step before
    as a pale bar, the interval of the conversion as a whisker."""
    palette = look.palette
    percents = charting.sentence(
        _("{share} of the first, {conversion} of the previous step"),
        share=charting.percent("datum.share"),
        conversion=charting.percent("datum.conversion"),
    )
    times = charting.sentence(_("; median {time}"), time=charting.duration("datum.median_seconds"))
    interval = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    unknown = "!isValid(datum.conversion)"
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()")
        .transform_window(before="lag(people)")
        .transform_calculate(
            title="datum.number + '. ' + datum.step",
            amount=charting.counted(
                "datum.people",
                _("{people} person"),
                _("{people} people"),
                people=charting.whole("datum.people"),
            ),
            note=(
                f"{unknown} ? '' : {percents}"
                f" + (width < {look.scaled(430)} || !isValid(datum.median_seconds) ? '' : {times})"
            ),
            least="datum.low * datum.before",
            most="datum.high * datum.before",
            from_first=charting.percent("datum.share", 1),
            from_previous=f"{unknown} ? '–' : {charting.percent('datum.conversion', 1)}",
            interval=f"{unknown} ? '–' : {interval}",
            time=f"isValid(datum.median_seconds) ? {charting.duration('datum.median_seconds')} : '–'",
        )
        .encode(
            y=alt.Y("number:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
            tooltip=[
                alt.Tooltip("title:N", title=_("Step")),
                alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
                alt.Tooltip("from_first:N", title=_("Of the first step")),
                alt.Tooltip("from_previous:N", title=_("Of the previous step")),
                alt.Tooltip("interval:N", title=_("95 % interval")),
                alt.Tooltip("lost:Q", title=_("Lost since the previous step"), format=",.0f"),
                alt.Tooltip("still_open:Q", title=_("Of these, still open"), format=",.0f"),
                alt.Tooltip("time:N", title=_("Median time from the previous step")),
            ],
        )
    )
    across = alt.Scale(zero=True, nice=False)
    thick, above, below = look.scaled(20), -look.scaled(24), look.scaled(22)
    amount = alt.X("people:Q", axis=None, scale=across)
    lost = base.mark_bar(size=thick, color=palette.ghost).encode(
        x=alt.X("before:Q", axis=None, scale=across)
    )
    reached = base.mark_bar(size=thick, color=palette.accent).encode(x=amount)
    converted = base.transform_filter("isValid(datum.conversion)")
    whisker = converted.mark_rule(color=palette.ink, strokeWidth=1.5).encode(
        x=alt.X("least:Q", axis=None, scale=across), x2="most:Q"
    )
    ends = [
        converted.mark_tick(color=palette.ink, thickness=1.5, size=look.scaled(9)).encode(
            x=alt.X(f"{end}:Q", axis=None, scale=across)
        )
        for end in ("least", "most")
    ]
    title = base.mark_text(
        align="left",
        baseline="middle",
        dy=above,
        fontWeight=600,
        limit=alt.ExprRef(f"width - {look.scaled(110)}"),
    ).encode(x=alt.value(0), text="title:N")
    people = base.mark_text(align="right", baseline="middle", dy=above, fontWeight=600).encode(
        x=alt.value("width"), text="amount:N"
    )
    note = base.mark_text(
        align="left", baseline="middle", dy=below, fontSize=look.small, color=palette.quiet
    ).encode(x=alt.value(0), text="note:N")
    return alt.layer(lost, reached, whisker, *ends, title, people, note).properties(
        width="container", height=alt.Step(look.scaled(78))
    )


@charting.drawn
def chart_by_channel(look: Look, channels: int, steps: int) -> alt.TopLevelMixin:
    """For the rows of `by_channel`: under each step one line per channel, its conversion from the step
    before as a dot with its interval, best first; hollow below 30 people."""
    palette = look.palette
    row, header = look.scaled(30), 1.25
    value = charting.sentence(
        _("{share} of {people}"),
        share=charting.percent("datum.conversion"),
        people=charting.whole("datum.base"),
    )
    interval = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    names = f"min({look.scaled(190)}, width * 0.34)"
    values = f"{look.scaled(90)}"
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()", groupby=["channel"])
        .transform_window(base="lag(people)", groupby=["channel"])
        .transform_filter("datum.number > 1")
        .transform_window(
            place="row_number()",
            sort=[
                alt.SortField("number", order="ascending"),
                alt.SortField("conversion", order="descending"),
                alt.SortField("base", order="descending"),
            ],
        )
        .transform_calculate(
            line=f"datum.place + (datum.number - 1) * {header} - 0.5",
            heading=f"(datum.number - 1) * ({channels} + {header}) - {channels} - 0.45",
            value=f"datum.base > 0 ? {value} : '–'",
            interval=f"datum.base > 0 ? {interval} : '–'",
            few=f"datum.base < {intervals.FEW}",
            lines=charting.wrapped("datum.channel", look.scaled(600)),
        )
    )
    height = (steps - 1) * (channels + header)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    x = alt.Scale(
        domain=[0, 1],
        range=[alt.ExprRef(names), alt.ExprRef(f"width - {values} - {look.scaled(12)}")],
    )
    percents = alt.Axis(
        orient="top", values=[0, 0.5, 1], format=".0%", title=None, labelColor=palette.quiet
    )
    rows = base.encode(
        y=alt.Y("line:Q", axis=None, scale=down),
        tooltip=[
            alt.Tooltip("channel:N", title=_("Channel")),
            alt.Tooltip("step:N", title=_("Step")),
            alt.Tooltip("value:N", title=_("Of the previous step")),
            alt.Tooltip("interval:N", title=_("95 % interval")),
            alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
        ],
    )
    zero = rows.mark_rule(color=palette.line).encode(
        x=alt.XDatum(0, type="quantitative", axis=percents, scale=x), x2=alt.X2Datum(1)
    )
    whisker = rows.mark_rule(color=palette.accent, strokeWidth=look.scaled(4), opacity=0.4).encode(
        x=alt.X("low:Q", axis=percents, scale=x), x2="high:Q"
    )
    dot = rows.mark_point(size=look.scaled(64), filled=True, opacity=1, strokeWidth=2).encode(
        x=alt.X("conversion:Q", axis=percents, scale=x),
        color=alt.when("datum.few")
        .then(alt.value(palette.paper))
        .otherwise(alt.value(palette.accent)),
        stroke=alt.value(palette.accent),
    )
    name = rows.mark_text(
        align="left", baseline="middle", fontSize=look.small, **charting.centred_lines(look)
    ).encode(x=alt.value(0), text="lines:N")
    figure = rows.mark_text(align="right", baseline="middle", fontSize=look.small).encode(
        x=alt.value("width"), text="value:N"
    )
    heading = (
        base.transform_aggregate(groupby=["number", "step", "heading"])
        .transform_calculate(title="datum.number + '. ' + datum.step")
        .mark_text(align="left", baseline="middle", fontWeight=600, limit=alt.ExprRef("width"))
        .encode(
            x=alt.value(0),
            y=alt.Y("heading:Q", axis=None, scale=down),
            text="title:N",
        )
    )
    return alt.layer(zero, whisker, dot, name, figure, heading).properties(
        width="container", height=height * row
    )


def finding_by_channel(table: pd.DataFrame) -> str:
    """At which step the channels part most, in one sentence; that nothing can be said where the
    intervals overlap or people are few."""
    rows = table.assign(base=table.groupby("channel", sort=False)["people"].shift())
    sure = rows[rows["base"] >= intervals.FEW].sort_values("conversion", kind="stable")
    pairs = [(step.iloc[0], step.iloc[-1]) for _name, step in sure.groupby("step", sort=False)]
    pairs = [(worst, best) for worst, best in pairs if worst["channel"] != best["channel"]]
    if not pairs:
        return _("No two channels have {few} people or more to compare.").format(few=intervals.FEW)
    apart = [(worst, best) for worst, best in pairs if worst["high"] < best["low"]]
    if not apart:
        return _("The channels do not differ beyond the margin of error.")
    worst, best = max(apart, key=lambda pair: float(pair[1]["conversion"] - pair[0]["conversion"]))
    return _(
        "On the way to “{step}”, {least} go on of those who entered at “{worst}”, {most} of those "
        "who entered at “{best}”."
    ).format(
        step=worst["step"],
        worst=worst["channel"],
        least=percent(worst["conversion"]),
        best=best["channel"],
        most=percent(best["conversion"]),
    )
