"""Flow: the journeys unrolled step by step, as bands that sum to 100% in each column."""

from dataclasses import dataclass
from typing import Literal

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import journeys
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import _, label, percent
from touchpoints.model import END, OTHER, START, Dimension, Filters
from touchpoints.workspaces import Workspace

Direction = Literal["start", "after", "before"]

COLUMNS = (3, 4, 5, 6)
LARGEST = 6
_GAP = 0.012  # between two bars of a column, as a share of its height
_BAR = 0.05  # the width of a bar, as a share of its column
_CURVE = np.linspace(0, 1, 13)


@dataclass(frozen=True)
class Reading:
    """From where a flow is read: the start of the journey, or the first contact at `anchor` and what
    comes after or came before it."""

    direction: Direction = "start"
    anchor: str | None = None


@kept
def flow(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "channel",
    columns: int = 4,
    largest: int = LARGEST,
    repeats: bool = False,
    reading: Reading = Reading(),
) -> pd.DataFrame:
    """One row per step and move: step, place, next_place, people, share (of everybody), where the
    shares of a step sum to 1.

    In each step the `largest` places by people stand alone and the rest are "(other)". Journeys that
    have ended stay at "(end)"; read backwards they come from "(start)". In the last step the next place
    is what comes after the last column.
    """
    backwards = reading.direction == "before"
    values = journeys.bound(
        workspace,
        filters,
        over=over,
        folded=not repeats,
        anchor=reading.anchor,
        backwards=backwards,
    )
    found = table(workspace, "path_steps", {**values, "columns": columns})
    over_there = START if backwards else END
    found["next_place"] = found["next_place"].replace(END, over_there)
    kept = {
        step: set(rows.groupby("place")["people"].sum().nlargest(largest).index)
        for step, rows in found.groupby("step")
    }
    kept[columns + 1] = set(
        found[found["step"] == columns]
        .groupby("next_place")["people"]
        .sum()
        .nlargest(largest)
        .index
    )
    for name, ahead in (("place", 0), ("next_place", 1)):
        found[name] = [
            place if place == over_there or place in kept.get(step + ahead, ()) else OTHER
            for place, step in zip(found[name], found["step"], strict=True)
        ]
    moves = found.groupby(["step", "place", "next_place"], as_index=False).agg(
        people=("people", "sum")
    )
    everybody = int(moves.loc[moves["step"] == 1, "people"].sum())
    steps = range(1, columns + 1)
    left = everybody - moves.groupby("step")["people"].sum().reindex(steps, fill_value=0)
    ended = pd.DataFrame({"people": left[left > 0]}).reset_index(names="step")
    ended = ended.assign(place=over_there, next_place=over_there)
    moves = pd.concat([moves, ended[list(moves.columns)]], ignore_index=True)
    moves["share"] = moves["people"] / everybody
    return moves.sort_values(
        ["step", "people"], ascending=[True, False], kind="stable", ignore_index=True
    )


def bands(moves: pd.DataFrame, direction: Direction = "start") -> pd.DataFrame:
    """The drawing of `flow`'s rows: one row per bar (part "bar": x, x2, y, y2) and one per point of a
    band (part "band": band, x, y, y2), x in columns and y in shares, with step, place, next_place,
    people, share. Backwards, the columns stand in the order of time, the anchor last."""
    backwards = direction == "before"
    columns = max(moves["step"].to_list(), default=0)
    tops: dict[tuple[int, str], float] = {}
    rows: list[dict[str, object]] = []
    held = moves.groupby(["step", "place"], as_index=False)[["people", "share"]].sum()
    for step in range(1, columns + 1):
        bars = held[held["step"] == step].to_dict("records")
        left = float(columns - step if backwards else step - 1)
        top = 0.0
        for bar in sorted(bars, key=lambda bar: (_last(bar["place"]), -bar["share"], bar["place"])):
            tops[step, bar["place"]] = top
            ends = {"x": left, "x2": left + _BAR, "y": top, "y2": top + bar["share"]}
            rows.append({"part": "bar", **{str(key): value for key, value in bar.items()}, **ends})
            top += bar["share"] + _GAP
    arrived, left_from = dict(tops), dict(tops)
    inner = sorted(
        moves[moves["step"] < columns].to_dict("records"),
        key=lambda move: (
            tops[move["step"], move["place"]],
            tops[move["step"] + 1, move["next_place"]],
        ),
    )
    points: list[npt.NDArray[np.float64]] = []
    for move in inner:
        here, there = (move["step"], move["place"]), (move["step"] + 1, move["next_place"])
        start, end = left_from[here], arrived[there]
        left_from[here] += move["share"]
        arrived[there] += move["share"]
        across = move["step"] - 1 + _BAR + (1 - _BAR) * _CURVE
        if backwards:
            across = columns - 1 + _BAR - across
        down = start + (end - start) * _CURVE**2 * (3 - 2 * _CURVE)
        points.append(np.stack([across, down, down + move["share"]], axis=1))
    places = ["part", "band", "step", "place", "next_place"]
    corners = ["x", "x2", "y", "y2"]
    drawn = pd.DataFrame(rows, columns=[*places, "people", "share", *corners])
    if not inner:
        return drawn
    bands = pd.DataFrame(inner).assign(part="band", band=range(len(inner)))
    bands = bands.loc[bands.index.repeat(len(_CURVE))].reset_index(drop=True)
    bands[["x", "y", "y2"]] = np.concatenate(points)
    return pd.concat([drawn, bands])[drawn.columns]


def _last(place: str) -> int:
    return {OTHER: 1, END: 2, START: 2}.get(place, 0)


def finding(moves: pd.DataFrame, direction: Direction = "start") -> str:
    """Where journeys go or end, in one sentence."""
    if moves.empty:
        return _("There are no journeys for these filters.")
    first = moves[moves["step"] == 1]
    outside = {START, END, OTHER, label(START), label(END), label(OTHER)}
    inside = first[~first["next_place"].isin(outside)]
    most = (inside if len(inside) else first).iloc[0]
    holes = {
        "place": label(most["place"]),
        "next": label(most["next_place"]),
        "share": percent(most["share"]),
        "ended": percent(first[first["next_place"].isin([END, label(END)])]["share"].sum()),
        "began": percent(first[first["next_place"].isin([START, label(START)])]["share"].sum()),
    }
    if direction == "before":
        return _(
            "Before “{place}” people most often were at “{next}” ({share}); for {began} it was the start."
        ).format(**holes)
    if direction == "after":
        return _(
            "After “{place}” people most often go to “{next}” ({share}); {ended} go nowhere."
        ).format(**holes)
    return _(
        "{ended} of the journeys end after the first step; the most frequent way on is from “{place}” "
        "to “{next}” ({share})."
    ).format(**holes)


@charting.drawn
def chart(look: Look, columns: int, direction: Direction = "start") -> alt.TopLevelMixin:
    """Bars and bands for the rows of `bands`: each column holds everybody."""
    palette = look.palette
    height = look.scaled(440)
    base = alt.Chart(charting.source())
    outside = f"indexof({[END, START, label(END), label(START)]!r}, "
    rest = f"indexof({[OTHER, label(OTHER)]!r}, "
    x_scale = alt.Scale(domain=[0, columns], nice=False)
    y_scale = alt.Scale(domain=[0, 1 + (LARGEST + 1) * _GAP], reverse=True, nice=False)
    x = alt.X("x:Q", axis=None, scale=x_scale)
    y = alt.Y("y:Q", axis=None, scale=y_scale)
    told = {
        "exact": charting.percent("datum.share", 1),
        "way": charting.sentence(
            _("{place} → {next}"), place="datum.place", next="datum.next_place"
        ),
    }
    figures = [
        alt.Tooltip("exact:N", title=_("Of all journeys")),
        alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
    ]
    bands_ = (
        base.transform_filter("datum.part == 'band'")
        .transform_calculate(**told)
        .mark_area(interpolate="linear", line=False)
        .encode(
            x=x,
            y=y,
            y2="y2:Q",
            detail="band:N",
            color=alt.when(f"{outside}datum.next_place) >= 0")
            .then(alt.value(palette.neutral))
            .otherwise(alt.value(palette.accent)),
            opacity=alt.when(f"{outside}datum.next_place) >= 0")
            .then(alt.value(0.25))
            .otherwise(alt.value(0.28)),
            tooltip=[alt.Tooltip("way:N", title=_("Way")), *figures],
        )
    )
    room = f"(width / {columns} * {1 - _BAR} - {look.scaled(8)})"
    wrapped = charting.wrapped("datum.place", 1e9, f"max(6, floor({room} / {look.scaled(6.4)}))")
    # A name of two lines and its share need three; where there is less room the name stays on one.
    is_high = f"datum.share * {height} > {look.scaled(42)}"
    three = f"split(join({wrapped}, '\\n') + '\\n' + {told['exact']}, '\\n')"
    named = f"({is_high} ? {three} : [datum.place, {told['exact']}])"
    bars = base.transform_filter("datum.part == 'bar'").transform_calculate(
        **told,
        # As many lines as the bar is high enough for.
        lines=f"slice({named}, 0, max(0, floor((datum.share * {height} + {look.scaled(3)})"
        f" / {look.scaled(14)})))",
        middle="(datum.y + datum.y2) / 2",
    )
    nodes = bars.mark_rect(cornerRadius=2).encode(
        x=x,
        x2="x2:Q",
        y=y,
        y2="y2:Q",
        color=alt.when(f"{outside}datum.place) >= 0")
        .then(alt.value(palette.line))
        .when(f"{rest}datum.place) >= 0")
        .then(alt.value(palette.neutral))
        .otherwise(alt.value(palette.accent)),
        tooltip=[alt.Tooltip("place:N", title=_("Place")), *figures],
    )
    names = bars.mark_text(
        align="left",
        baseline="middle",
        dx=look.scaled(4),
        fontSize=look.small,
        **charting.centred_lines(look),
        limit=alt.ExprRef(room),
    ).encode(x=alt.X("x2:Q", axis=None, scale=x_scale), y=alt.Y("middle:Q"), text="lines:N")
    heading = {
        "start": charting.sentence(_("Step {number}"), number="datum.step"),
        "after": f"datum.step == 1 ? '' : {charting.sentence(_('{number} after'), number='datum.step - 1')}",
        "before": f"datum.step == 1 ? '' : {charting.sentence(_('{number} before'), number='datum.step - 1')}",
    }[direction]
    titles = (
        base.transform_filter("datum.part == 'bar'")
        .transform_aggregate(groupby=["step", "x"])
        .transform_calculate(title=heading)
        .mark_text(align="left", baseline="bottom", fontSize=look.small, color=palette.quiet, dy=-6)
        .encode(x=x, y=alt.value(0), text="title:N")
    )
    return alt.layer(bands_, nodes, names, titles).properties(width="container", height=height)
