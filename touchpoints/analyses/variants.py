"""Variants: which paths people take, and how many of those who take one reach the goal."""

import altair as alt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals, journeys
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import _, number, percent
from touchpoints.model import START, Dimension, Filters, Goal
from touchpoints.workspaces import Workspace

LONGEST = 12
MOST = 15
STEPS = [f"step_{number}" for number in range(1, LONGEST + 1)]


@kept
def variants(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "channel",
    goal: Goal | None = None,
    repeats: bool = False,
    most: int = MOST,
) -> pd.DataFrame:
    """One row per path, the most travelled first: path ("a › b › c", "…" after twelve steps), steps (how
    many of them are shown), people, share (of everybody), converted, conversion with its Wilson interval
    low and high.

    With a goal, a path is the journey up to it (or to its end, for those who never reach it), and
    conversion is the share of those on the path for whom the goal comes next; without one it is the
    whole journey and conversion is NaN. An immediate repeat is no step of its own unless `repeats`.
    """
    values = journeys.bound(
        workspace,
        filters,
        over=over,
        folded=not repeats,
        goal=goal,
        kept=journeys.kept_places(workspace, over, journeys.MOST_PLACES),
    )
    found = table(workspace, "variants", {**values, "most": most, "people": None})
    low, high = intervals.wilson(found["converted"], found["people"])
    known = goal is not None
    return pd.DataFrame(
        {
            "path": [
                path_of(places, longer)
                for places, longer in zip(
                    found[STEPS].to_numpy().tolist(), found["is_longer"], strict=True
                )
            ],
            "steps": found[STEPS].notna().sum(axis=1),
            "people": found["people"],
            "share": found["people"] / found["everybody"],
            "converted": found["converted"] if known else float("nan"),
            "conversion": found["converted"] / found["people"] if known else float("nan"),
            "low": low if known else float("nan"),
            "high": high if known else float("nan"),
        }
    )


def path_of(steps: list[object], is_longer: bool) -> str:
    """A path in words, from the columns `STEPS` of one row."""
    places = [place for place in steps if isinstance(place, str)]
    return journeys.ARROW.join([*(places or [START]), *(["…"] if is_longer else [])])


def finding(paths: pd.DataFrame) -> str:
    """How alike journeys are, and which frequent path converts best, in one sentence."""
    if paths.empty:
        return _("There are no journeys for these filters.")
    top = paths.iloc[0]
    told = {"path": top["path"], "share": percent(top["share"], 1), "people": number(top["people"])}
    sure = paths[(paths["people"] >= intervals.FEW) & paths["conversion"].notna()]
    ranked = sure.sort_values("conversion", kind="stable")
    if len(ranked) < 2 or ranked["low"].iloc[-1] <= ranked["high"].iloc[0]:
        return _("The most frequent path is {path}: {share} of the journeys ({people}).").format(
            **told
        )
    return _(
        "Of the frequent paths, {best} converts best ({most}) and {worst} worst ({least})."
    ).format(
        best=ranked["path"].iloc[-1],
        most=percent(ranked["conversion"].iloc[-1]),
        worst=ranked["path"].iloc[0],
        least=percent(ranked["conversion"].iloc[0]),
    )


@charting.drawn
def chart(look: Look, *, has_goal: bool) -> alt.TopLevelMixin:
    """For the rows of `variants`: the path above a bar of its people, of whom the dark part converted."""
    palette = look.palette
    people = charting.counted(
        "datum.people",
        _("{people} person, {share}"),
        _("{people} people, {share}"),
        people=charting.whole("datum.people"),
        share=charting.percent("datum.share", 1),
    )
    conversion = charting.sentence(
        _("{share} reach the goal ({low} to {high})"),
        share=charting.percent("datum.conversion"),
        low=charting.percent("datum.low"),
        high=charting.percent("datum.high"),
    )
    short = charting.percent("datum.conversion")
    roomy = f"width > {look.scaled(520)}"
    characters = f"floor(width / {look.scaled(6.6)})"
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()")
        .transform_calculate(
            lines=charting.wrapped("datum.path", 1e9, characters),
            people_told=people,
            converted_told=conversion if has_goal else "''",
            told=f"{people} + ({roomy} ? ' · ' + ({conversion}) : ' · ' + {short})"
            if has_goal
            else people,
        )
        .transform_calculate(shown=charting.two_lines("datum.lines"))
        .encode(
            y=alt.Y("number:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
            tooltip=[
                alt.Tooltip("path:N", title=_("Path")),
                alt.Tooltip("people_told:N", title=_("People")),
                *([alt.Tooltip("converted_told:N", title=_("Conversion"))] if has_goal else []),
            ],
        )
    )
    across = alt.X("people:Q", axis=None, scale=alt.Scale(zero=True, nice=False))
    thick, down = look.scaled(14), look.scaled(22)
    everyone = base.mark_bar(
        size=thick, yOffset=down, color=palette.ghost if has_goal else palette.accent
    ).encode(x=across)
    converted = base.mark_bar(size=thick, yOffset=down, color=palette.accent).encode(
        x=alt.X("converted:Q", axis=None)
    )
    path = base.mark_text(
        align="left",
        baseline="bottom",
        fontWeight=600,
        fontSize=look.small,
        lineHeight=look.scaled(14),
        dy=alt.ExprRef(f"-(length(datum.shown) - 1) * {look.scaled(14)} - {look.scaled(4)}"),
    ).encode(x=alt.value(0), text="shown:N")
    note = base.mark_text(
        align="left", baseline="middle", dy=look.scaled(5), fontSize=look.small, color=palette.quiet
    ).encode(x=alt.value(0), text="told:N")
    layers = [everyone, *([converted] if has_goal else []), path, note]
    return alt.layer(*layers).properties(width="container", height=alt.Step(look.scaled(78)))
