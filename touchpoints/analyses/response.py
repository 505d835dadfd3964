"""Response time: from what a person asks to the next reply to that person."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from touchpoints import charting, notebook
from touchpoints.analyses import catalogue, hours, intervals
from touchpoints.analyses.hours import Hours
from touchpoints.analyses.tables import kept
from touchpoints.charting import Look
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, _, duration, hour, percent
from touchpoints.importing import names
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

Over = Literal["touchpoint", "channel", "stage", "hour", "weekday"]

HOUR = 3_600
TARGETS = (300, 900, 1_800, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR, 48 * HOUR, 120 * HOUR)
TOPIC = "response"
COLUMNS = [
    *("place", "requests", "answered", "unanswered", "median", "median_low", "median_high"),
    *("mean", "p90", "inside", "judged", "share", "low", "high"),
]


@dataclass(frozen=True)
class Exchange:
    """Which touchpoints are requests of customers and which are replies to them, and within how many
    seconds a reply is due."""

    inbound: tuple[str, ...] = ()
    outbound: tuple[str, ...] = ()
    target: int = HOUR


def proposed(workspace: Workspace) -> Exchange:
    """What the names of the touchpoints tell."""
    told = {one: names.heading("directions", one) for one in catalogue.touchpoints(workspace)}
    inbound, outbound = (
        tuple(one for one, direction in told.items() if direction == wanted)
        for wanted in ("inbound", "outbound")
    )
    return Exchange(inbound, outbound)


def exchange(workspace: Workspace) -> Exchange:
    """What people wrote, else what the names tell. Touchpoints that are no longer there are left out."""
    written = notebook.read(workspace.folder, TOPIC).get("")
    if written is None:
        return proposed(workspace)
    known = catalogue.touchpoints(workspace)
    inbound, outbound = (
        tuple(one for one in written[side] if one in known) for side in ("inbound", "outbound")
    )
    return Exchange(inbound, outbound, written["target"])


def write(workspace: Workspace, kept: Exchange, *, by: str = "") -> None:
    """Keep what is a request and what a reply. ChoiceNotPossible where a touchpoint would be both; then
    nothing changes."""
    for both in set(kept.inbound) & set(kept.outbound):
        raise ChoiceNotPossible(
            N_("“{touchpoint}” cannot be a request and a reply. Choose one."), touchpoint=both
        )
    notebook.write(workspace.folder, TOPIC, {"": asdict(kept)}, by=by)


@kept
def requests(
    workspace: Workspace, filters: Filters, given: Exchange, *, open_: Hours, business: bool = False
) -> pd.DataFrame:
    """One row per request: channel, touchpoint, stage, asked_at (on the clock of the business), weekday
    (1 = Monday), hour, waited (seconds up to the reply, NaN while there is none), watched (seconds up to
    the newest event). With `business` only the seconds while the business is open count."""
    values = {
        **filters.values(),
        "inbound": list(given.inbound),
        "outbound": list(given.outbound),
    }
    answer = workspace.run("requests", values)
    for name in ("channel", "touchpoint", "stage"):
        place = answer.column_names.index(name)
        answer = answer.set_column(place, name, answer[name].dictionary_encode())
    found: pd.DataFrame = answer.to_pandas()
    found["asked_at"] = hours.local(workspace, open_, found["asked_at"], found["ticks"])
    found["weekday"] = found["asked_at"].dt.day_of_week + 1
    found["hour"] = found["asked_at"].dt.hour
    if business:
        for name in ("waited", "watched"):
            until = found["asked_at"] + pd.to_timedelta(found[name], unit="s")
            found[name] = hours.within(open_, found["asked_at"], until)
    return found.drop(columns="ticks")


def response(found: pd.DataFrame, target: int, over: Over | None = None) -> pd.DataFrame:
    """Of `requests`, one row per place (one in all without `over`), the one with most requests first;
    weekdays and hours in their order: place, requests, answered, unanswered; of those answered the median
    with its interval, mean and p90, in seconds; inside (answered within the target), judged (answered, or
    unanswered for longer than the target), share (inside of judged) with Wilson's low and high."""
    places = found[over] if over else pd.Series("", index=found.index)
    judged = found["waited"].notna() | (found["watched"] > target)
    grouped = (
        found.assign(place=places, inside=found["waited"] <= target, judged=judged)
        .dropna(subset=["place"])
        .groupby("place", observed=True)
    )
    waited = grouped["waited"]
    rows = pd.DataFrame(
        {
            "requests": grouped.size(),
            "answered": waited.count(),
            "median": waited.median(),
            "mean": waited.mean(),
            "p90": waited.quantile(0.9),
            "inside": grouped["inside"].sum().astype("int64"),
            "judged": grouped["judged"].sum().astype("int64"),
        }
    )
    ends = [intervals.median(values.dropna()) for _place, values in waited]
    rows["median_low"], rows["median_high"] = zip(*ends, strict=True) if ends else ([], [])
    rows["unanswered"] = rows["requests"] - rows["answered"]
    rows["share"] = rows["inside"] / rows["judged"].where(rows["judged"] > 0)
    rows["low"], rows["high"] = intervals.wilson(rows["inside"], rows["judged"])
    rows = rows.reset_index(names="place")
    if over in ("hour", "weekday"):
        return rows.sort_values("place", ignore_index=True)[COLUMNS]
    rows["place"] = rows["place"].astype("str")
    return rows.sort_values(["requests", "place"], ascending=[False, True], ignore_index=True)[
        COLUMNS
    ]


def finding(rows: pd.DataFrame, target: int) -> str:
    """How long people wait, in one sentence; `rows` is the one row of all requests."""
    if rows.empty or not rows["answered"].iloc[0]:
        return _("No request has a reply yet.")
    one = rows.iloc[0]
    return _(
        "Half of the replies came within {median}; {share} of the requests had one within {target}."
    ).format(median=duration(one["median"]), share=percent(one["share"]), target=duration(target))


def finding_of_places(rows: pd.DataFrame) -> str:
    """Where people wait longest, in one sentence, beyond the margin of error."""
    sure = rows[rows["answered"] >= intervals.FEW].sort_values("median", ascending=False)
    if len(sure) > 1 and sure["median_low"].iloc[0] > sure["median_high"].iloc[-1]:
        slow, quick = sure.iloc[0], sure.iloc[-1]
        return _(
            "At “{slow}” half of the replies took more than {time}, at “{quick}” {shorter}."
        ).format(
            slow=slow["place"],
            time=duration(slow["median"]),
            quick=quick["place"],
            shorter=duration(quick["median"]),
        )
    return _("No two places differ in their median wait beyond the margin of error.")


def finding_of_hours(rows: pd.DataFrame) -> str:
    """At which hour of the day people wait longest, in one sentence."""
    sure = rows[rows["answered"] >= intervals.FEW]
    if sure.empty:
        return _("No hour has {few} replies or more yet.").format(few=intervals.FEW)
    worst = sure.sort_values("median", kind="stable").iloc[-1]
    return _(
        "Who asks at {hour} waits longest: half of the replies came after {time} or more."
    ).format(hour=hour(int(worst["place"])), time=duration(worst["median"]))


MINUTE, DAY = 60, 24 * HOUR
TICKS = [
    *(1, 5, 20, MINUTE, 5 * MINUTE, 20 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR),
    *(DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY),
]


@charting.drawn
def chart(look: Look, target: int = HOUR, over: Over = "touchpoint") -> alt.TopLevelMixin:
    """Of each place the median wait with its interval and the 90th percentile, on a scale of ratios; hours
    of the day side by side."""
    palette = look.palette
    is_hour = over == "hour"
    base = (
        alt.Chart(charting.source())
        .transform_filter("datum.answered > 0")
        .transform_calculate(
            middle="max(datum.median, 1)",
            late="max(datum.p90, 1)",
            from_="max(datum.median_low, 1)",
            to="max(datum.median_high, 1)",
            told=charting.duration("datum.median"),
            told_p90=charting.duration("datum.p90"),
            told_mean=charting.duration("datum.mean"),
            told_share=f"isValid(datum.share) ? {charting.percent('datum.share')} : '–'",
        )
    )
    axis = alt.Axis(
        title=None,
        grid=True,
        values=TICKS,
        labelExpr=charting.duration("datum.value"),
        labelOverlap=True,
        labelSeparation=8,
    )
    scale = alt.Scale(type="log", nice=False, padding=look.scaled(12))
    place = (
        alt.X(
            "place:O",
            scale=alt.Scale(domain=list(range(24))),
            axis=alt.Axis(
                title=None,
                labelAngle=0,
                labelOverlap=True,
                labelSeparation=6,
                labelExpr=charting.sentence(_("{hour} h"), hour="datum.label"),
            ),
        )
        if is_hour
        else alt.Y("place:N", sort=None, axis=alt.Axis(title=None, **charting.row_names(look)))
    )
    wait, end, other = ("y", "y2", "x") if is_hour else ("x", "x2", "y")
    of = alt.Y if is_hour else alt.X

    def at(field: str) -> dict[str, Any]:
        return {other: place, wait: of(f"{field}:Q", axis=axis, scale=scale)}

    tooltip = [
        alt.Tooltip("place:N", title=_("Hour") if is_hour else _("Place")),
        alt.Tooltip("told:N", title=_("Median")),
        alt.Tooltip("told_mean:N", title=_("Mean")),
        alt.Tooltip("told_p90:N", title=_("90th percentile")),
        alt.Tooltip("told_share:N", title=_("Within the target")),
        alt.Tooltip("answered:Q", title=_("Requests with a reply"), format=",.0f"),
        alt.Tooltip("unanswered:Q", title=_("Without a reply"), format=",.0f"),
    ]
    paint = (
        alt.when(f"datum.middle > {target}")
        .then(alt.value(palette.negative))
        .otherwise(alt.value(palette.accent))
    )
    faint = (
        alt.when(f"datum.answered < {intervals.FEW}").then(alt.value(0.45)).otherwise(alt.value(1))
    )
    whisker = (
        base.transform_filter("isValid(datum.median_low)")
        .mark_rule(strokeWidth=2)
        .encode(
            **at("from_"),
            **{end: "to:Q"},
            color=paint,
            opacity=faint,
        )
    )
    dot = base.mark_point(size=look.scaled(80), filled=True).encode(
        **at("middle"),
        color=paint,
        opacity=faint,
        tooltip=tooltip,
    )
    tick = base.mark_tick(thickness=2, size=look.scaled(14), color=palette.quiet).encode(
        **at("late"), tooltip=tooltip
    )
    across: dict[str, Any] = {wait: of("target:Q", axis=axis, scale=scale)}
    due = (
        alt.Chart(charting.source())
        .transform_aggregate(rows="count()")
        .transform_calculate(target=str(target))
        .encode(**across)
    )
    rule = due.mark_rule(strokeDash=[4, 3], color=palette.quiet)
    beside: dict[str, Any] = {"dy": -7, "x": 2} if is_hour else {"dx": 4, "y": -8}
    name = due.mark_text(
        text=_("target: {time}").format(time=duration(target)),
        align="left",
        color=palette.quiet,
        fontSize=look.small,
        **beside,
    )
    height = look.scaled(240) if is_hour else alt.Step(look.scaled(34))
    return alt.layer(rule, name, whisker, tick, dot).properties(width="container", height=height)
