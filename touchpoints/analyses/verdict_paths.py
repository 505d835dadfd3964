"""The paths of those who score high against those of who score low."""

import altair as alt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals, journeys, pairs
from touchpoints.analyses.tables import kept, table
from touchpoints.analyses.variants import STEPS, path_of
from touchpoints.charting import Look
from touchpoints.i18n import _, percent
from touchpoints.model import Dimension, Filters, Goal
from touchpoints.workspaces import Workspace

MOST = 6
EVERY = 10_000


@kept
def paths(
    workspace: Workspace,
    filters: Filters,
    question: str,
    *,
    over: Dimension = "channel",
    goal: Goal | None = None,
) -> pd.DataFrame:
    """Two rows per path, for low scores (side 0) and high ones (1), as `pairs.long` gives them: path,
    side, count (people on it), n (people on any path), share, low, high, few, order.

    A path is that of `variants.variants`, repeats folded; a person scores by the newest answer to the
    question. The six paths that most take on either side; none where a side has nobody on a journey.
    """
    values = journeys.bound(
        workspace,
        filters,
        over=over,
        folded=True,
        goal=goal,
        kept=journeys.kept_places(workspace, over, journeys.MOST_PLACES),
    )
    judged = table(workspace, "verdicts", {**filters.values(), "question": question})
    low, high = (
        _people_on(values, workspace, judged.loc[judged["verdict"] == verdict, "person_no"])
        for verdict in ("unhappy", "happy")
    )
    if low.empty or high.empty:
        return pd.DataFrame(columns=COLUMNS)
    top = low.index[:MOST].union(high.index[:MOST], sort=False)
    rows = pd.DataFrame({"low": low, "high": high}).reindex(top).fillna(0).astype("int64")
    rows = rows.assign(all_low=low.sum(), all_high=high.sum())
    rows["most"] = rows[["low", "high"]].div([low.sum(), high.sum()]).max(axis=1)
    rows = rows.sort_values("most", ascending=False, kind="stable").reset_index(names="path")
    return pairs.long(rows, first=("low", "all_low"), second=("high", "all_high"))[COLUMNS]


def _people_on(
    values: dict[str, object], workspace: Workspace, people: "pd.Series[int]"
) -> "pd.Series[int]":
    """How many of some people are on each path, most first."""
    asked = {**values, "most": EVERY, "people": people.tolist()}
    found = table(workspace, "variants", asked)
    paths = list(map(path_of, found[STEPS].to_numpy().tolist(), found["is_longer"]))
    return pd.Series(found["people"].to_numpy(), paths, dtype="int64")


COLUMNS = ["path", "side", "count", "n", "share", "low", "high", "few", "order"]


def finding(rows: pd.DataFrame) -> str:
    """The path that the one side takes most surely more often than the other, in one sentence."""
    low, high = (rows[rows["side"] == side].reset_index(drop=True) for side in (0, 1))
    if low["few"].any() or high["few"].any():
        return _("Fewer than {few} people score low, or high: too few to compare paths.").format(
            few=intervals.FEW
        )
    apart = (low["low"] > high["high"]) | (high["low"] > low["high"])
    if not apart.any():
        return _("No path is clearly more frequent among low scores than among high ones.")
    place = int((low["share"] - high["share"]).abs().where(apart, -1).argmax())
    one, other = low.iloc[place], high.iloc[place]
    return _(
        "{path}: {low} of those who score low came this way, {high} of those who score high."
    ).format(path=one["path"], low=percent(one["share"]), high=percent(other["share"]))


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """For the rows of `paths`: the path above two bars, the share of low and of high scores that took it,
    each with its interval; pale where there are few."""
    palette = look.palette
    names = [_("Low score"), _("High score")]
    colours = [palette.negative, palette.positive]
    characters = f"floor(width / {look.scaled(6.6)})"
    base = (
        alt.Chart(charting.source())
        .transform_calculate(
            side_name=f"{names}[datum.side]",
            lines=charting.wrapped("datum.path", 1e9, characters),
            told=charting.sentence(
                _("{share} ({people})"),
                share=charting.percent("datum.share", 1),
                people=charting.whole("datum.count"),
            ),
            interval=charting.sentence(
                _("{low} to {high}"),
                low=charting.percent("datum.low", 1),
                high=charting.percent("datum.high", 1),
            ),
        )
        .transform_calculate(shown=charting.two_lines("datum.lines"))
        .encode(
            y=alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
            tooltip=[
                alt.Tooltip("path:N", title=_("Path")),
                alt.Tooltip("side_name:N", title=_("Score")),
                alt.Tooltip("count:Q", title=_("People"), format=",.0f"),
                alt.Tooltip("n:Q", title=_("Of"), format=",.0f"),
                alt.Tooltip("told:N", title=_("Share")),
                alt.Tooltip("interval:N", title=_("95% interval")),
            ],
        )
    )
    room = look.scaled(110)
    scale = alt.Scale(domainMin=0, nice=False, zero=True, range=[0, alt.ExprRef(f"width - {room}")])
    layers: list[alt.Chart] = []
    for side in (0, 1):
        down = look.scaled(12 + 18 * side)
        one = base.transform_filter(f"datum.side == {side}")
        layers += [
            one.mark_bar(size=look.scaled(13), yOffset=down).encode(
                x=alt.X("share:Q", axis=None, scale=scale),
                color=alt.Color(
                    "side_name:N",
                    scale=alt.Scale(domain=names, range=colours),
                    legend=alt.Legend(title=None, symbolOpacity=1),
                ),
                opacity=alt.when("datum.few").then(alt.value(0.45)).otherwise(alt.value(1)),
            ),
            one.mark_rule(strokeWidth=1.5, color=palette.ink, yOffset=down).encode(
                x=alt.X("low:Q", axis=None, scale=scale), x2="high:Q"
            ),
            one.mark_text(
                align="left", baseline="middle", dx=6, fontSize=look.small, yOffset=down
            ).encode(x=alt.X("high:Q", axis=None, scale=scale), text="told:N"),
        ]
    path = (
        base.transform_filter("datum.side == 0")
        .mark_text(
            align="left",
            baseline="bottom",
            fontWeight=600,
            fontSize=look.small,
            lineHeight=look.scaled(14),
            dy=alt.ExprRef(f"-(length(datum.shown) - 1) * {look.scaled(14)} - {look.scaled(2)}"),
        )
        .encode(x=alt.value(0), text="shown:N")
    )
    return alt.layer(*layers, path).properties(width="container", height=alt.Step(look.scaled(86)))
