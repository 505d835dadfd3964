"""How long people take through a funnel: the whole of it or one of its steps, as a histogram."""

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses.entrants import entrants
from touchpoints.analyses.plan import Plan
from touchpoints.analyses.tables import kept
from touchpoints.charting import Look
from touchpoints.i18n import _, duration, ngettext, number
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

MOST_BARS = 12
MINUTE, HOUR, DAY = 60, 3_600, 86_400
WIDTHS = (
    *(1, 5, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR),
    *(4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY),
)


@kept
def durations(workspace: Workspace, filters: Filters, asked: Plan) -> pd.DataFrame:
    """One row per step from the second on, and step 0 for the whole funnel: number, people (who got
    there), median_seconds, mean_seconds, p90_seconds; the whole is from the first step to the last,
    a step from the one before it. ChoiceNotPossible."""
    found, steps = entrants(workspace, filters, asked), len(asked.steps)
    rows = []
    for step in (0, *range(2, steps + 1)):
        times = found.seconds(step or steps, since=step - 1 if step else 1)
        middle, most = np.quantile(times, [0.5, 0.9]) if len(times) else (np.nan, np.nan)
        mean = times.mean() if len(times) else np.nan
        rows.append((step, len(times), middle, mean, most))
    columns = ["number", "people", "median_seconds", "mean_seconds", "p90_seconds"]
    return pd.DataFrame(rows, columns=columns)


@kept
def histogram(workspace: Workspace, filters: Filters, asked: Plan, step: int = 0) -> pd.DataFrame:
    """The rows of `bars` for the times of the row `step` of `durations`. ChoiceNotPossible."""
    found, steps = entrants(workspace, filters, asked), len(asked.steps)
    return bars(found.seconds(step or steps, since=step - 1 if step else 1))


def bars(times: npt.NDArray[np.float64]) -> pd.DataFrame:
    """One row per range of times: since and until (seconds; a time is in the range that begins with it;
    NaN for the end of the twelfth, which holds all that is longer), people, share.

    Ranges are of one round width, the narrowest whose first eleven hold nine tenths of the people.
    """
    if not len(times):
        return pd.DataFrame(columns=["since", "until", "people", "share"])
    enough = 0.9 * len(times)
    held = (width for width in WIDTHS if (times < width * (MOST_BARS - 1)).sum() >= enough)
    width = next(held, WIDTHS[-1])
    bar = np.minimum(times // width, MOST_BARS - 1).astype(np.int64)
    people = np.bincount(bar)
    since = np.arange(len(people)) * float(width)
    is_last = np.arange(len(people)) == MOST_BARS - 1
    return pd.DataFrame(
        {
            "since": since,
            "until": np.where(is_last, np.nan, since + width),
            "people": people,
            "share": people / len(times),
        }
    )


def finding(row: "pd.Series[float]") -> str:
    """How long it takes, for a row of `durations`, in one sentence."""
    if not row["people"]:
        return _("Nobody got this far.")
    told = ngettext(
        "The one person who got there took {middle}.",
        "Half of the {count} people took {middle} or less; one in ten took longer than {most}.",
        int(row["people"]),
    )
    return told.format(middle=duration(row["median_seconds"]), most=duration(row["p90_seconds"]))


def ranges(rows: pd.DataFrame) -> list[str]:
    """What the ranges of `histogram` are called."""
    return [
        _("{since} or more").format(since=duration(since))
        if np.isnan(until)
        else _("up to {until}").format(until=duration(until))
        if since == 0
        else _("{since} to {until}").format(since=duration(since), until=duration(until))
        for since, until in zip(rows["since"], rows["until"], strict=True)
    ]


def people_told(row: "pd.Series[float]") -> str:
    """Mean and p90 in small print, for a row of `durations`."""
    return _("{people} people: median {middle}, mean {mean}, 90th percentile {most}.").format(
        people=number(row["people"]),
        middle=duration(row["median_seconds"]),
        mean=duration(row["mean_seconds"]),
        most=duration(row["p90_seconds"]),
    )


@charting.drawn
def chart(look: Look, rows: int) -> alt.TopLevelMixin:
    """A bar for each of the `rows` rows of `histogram`, top to bottom, with `name` (as `ranges` tells)
    on the left and people and share behind its end."""
    palette = look.palette
    names, values = look.scaled(120), look.scaled(96)
    figure = charting.sentence(
        _("{people} ({share})"),
        people=charting.whole("datum.people"),
        share=charting.percent("datum.share"),
    )
    base = (
        alt.Chart(charting.source())
        .transform_window(place="row_number()")
        .transform_calculate(figure=figure)
        .encode(
            y=alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1)),
            tooltip=[
                alt.Tooltip("name:N", title=_("Time")),
                alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
                alt.Tooltip("share:Q", title=_("Share"), format=".1%"),
            ],
        )
    )
    across = alt.X(
        "people:Q",
        axis=None,
        scale=alt.Scale(zero=True, nice=False, range=[names, alt.ExprRef(f"width - {values}")]),
    )
    bar = base.mark_bar(color=palette.accent, height=alt.RelativeBandSize(1)).encode(x=across)
    name = base.mark_text(align="right", baseline="middle", fontSize=look.small).encode(
        x=alt.value(names - look.scaled(10)), text="name:N"
    )
    told = base.mark_text(
        align="left", baseline="middle", fontSize=look.small, dx=look.scaled(6)
    ).encode(x=across, text="figure:N")
    return alt.layer(bar, name, told).properties(width="container", height=rows * look.scaled(26))
