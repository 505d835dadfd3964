"""Sentiment: how the comments feel, and the comments themselves."""

from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals, parts
from touchpoints.analyses.scores import GROUPS
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, nameless, ngettext, number, percent
from touchpoints.model import Dimension, Filters
from touchpoints.workspaces import Workspace

LABELS = ("negative", "mixed", "neutral", "positive")
NAMES = {
    "negative": N_("Negative"),
    "mixed": N_("Mixed"),
    "neutral": N_("Neutral"),
    "positive": N_("Positive"),
    "no_evidence": N_("Not sure"),
}
Order = Literal["most negative", "most positive", "newest"]


@dataclass(frozen=True)
class Choice:
    """Which comments are to be read: of a theme, on a touchpoint, of a list of answer numbers, with some
    words in them; `None` means no restriction."""

    theme: str | None = None
    among: tuple[int, ...] | None = None
    search: str | None = None
    touchpoint: str | None = None

    def values(self) -> dict[str, object]:
        """The values that `_chosen_comments.sql` binds."""
        among = None if self.among is None else list(self.among)
        return {
            "theme": self.theme,
            "touchpoint": self.touchpoint,
            "among": among,
            "search": self.search,
        }


EVERY = Choice()


@kept
def sentiment(
    workspace: Workspace, filters: Filters, over: Dimension | None = None
) -> pd.DataFrame:
    """One row per label (and value of `over`): [over], label, comments, share, low, high, n, few,
    coverage.

    The share is of the n comments in which at least one word says how they feel, with Wilson's
    interval; `coverage` is the share of all comments that these are. `few` marks n below 30.
    """
    return summarised(table(workspace, "sentiment", {**filters.values(), "over": over}), over)


def summarised(found: pd.DataFrame, over: str | None) -> pd.DataFrame:
    """The rows of `sentiment` from counts: place, label, comments; the column `place` is then called
    `over`."""
    wide = found.pivot(index="place", columns="label", values="comments")
    wide = wide.reindex(columns=[*LABELS, "no_evidence"]).fillna(0).astype("int64")
    every = wide.sum(axis=1)
    n = every - wide["no_evidence"]
    long = wide[list(LABELS)].melt(ignore_index=False, value_name="comments").reset_index()
    long = long.sort_values("place", kind="stable", ignore_index=True)
    long["n"] = long["place"].map(n).astype("int64")
    long["share"] = (long["comments"] / long["n"]).where(long["n"] > 0)
    long["low"], long["high"] = intervals.wilson(long["comments"], long["n"])
    long["few"] = long["n"] < intervals.FEW
    long["coverage"] = long["place"].map(n / every).astype("float64")
    columns = ["label", "comments", "share", "low", "high", "n", "few", "coverage"]
    return long.rename(columns={"place": over or "place"})[[over, *columns] if over else columns]


def counts(workspace: Workspace, filters: Filters, choice: Choice = EVERY) -> dict[str, int]:
    """How many of the comments to be read carry each label, "no_evidence" included."""
    found = table(workspace, "comment_labels", {**filters.values(), **choice.values()})
    return dict(zip(found["label"], found["comments"].astype(int), strict=True))


def comments(
    workspace: Workspace,
    filters: Filters,
    *,
    choice: Choice = EVERY,
    label: str | None = None,
    order: Order = "most negative",
    limit: int = 20,
    offset: int = 0,
) -> pd.DataFrame:
    """One row per comment: answer_no, person (a pseudonym or ""), answered_at, channel, touchpoint, stage,
    question, measure, score, comment, language, sentiment (-1 to 1), label.

    `label` None gives every comment; "no_evidence" those in which no word says how they feel.
    """
    page = {"label": label, "order": order, "limit": limit, "offset": offset}
    return table(workspace, "comments", {**filters.values(), **choice.values(), **page})


def finding(rows: pd.DataFrame) -> str:
    """How the comments feel in one sentence; for several groups, which one complains most."""
    if rows.empty or rows["n"].sum() == 0:
        return _("There are no comments for these filters.")
    negative = rows[rows["label"] == "negative"]
    if rows.columns[0] == "label":
        row = negative.iloc[0]
        positive = rows[rows["label"] == "positive"].iloc[0]
        return ngettext(
            "{negative} of {count} comment is negative, {positive} is positive.",
            "{negative} of {count} comments are negative, {positive} are positive.",
            int(row["n"]),
        ).format(negative=percent(row["share"]), positive=percent(positive["share"]))
    group = rows.columns[0]
    if negative["few"].all():
        return _("No group has {few} comments or more.").format(few=intervals.FEW)
    worst = most_complaints(rows)
    if worst is None:
        return _("The differences are within the margin of error.")
    return _("“{group}” gets the most complaints: {share} of {n} comments are negative.").format(
        group=worst[group], share=percent(worst["share"]), n=number(worst["n"])
    )


def most_complaints(rows: pd.DataFrame) -> "pd.Series[Any] | None":
    """The known group with the largest share of negative comments, of those with enough; None where it
    cannot be told apart from the one with the smallest."""
    negative = rows[(rows["label"] == "negative") & ~rows["few"]]
    sure = negative[~negative[rows.columns[0]].isin(nameless())].sort_values(
        "share", ascending=False
    )
    if sure.empty or (len(sure) > 1 and sure.iloc[0]["low"] <= sure.iloc[-1]["high"]):
        return None
    return sure.iloc[0]


@charting.drawn
def chart(look: Look, over: Dimension | None = None) -> alt.TopLevelMixin:
    """Parts of one bar for each group of `sentiment`, the group with most complaints first; the
    number of comments stands on the right, with "few" below 30."""
    palette = look.palette
    narrow = f"width < {look.scaled(560)}"
    comments = charting.counted(
        "datum.n", _("{n} comment"), _("{n} comments"), n=charting.whole("datum.n")
    )
    rows = (
        alt.Chart(charting.source())
        .transform_filter("datum.n > 0")
        .transform_calculate(
            place=f"indexof({list(LABELS)}, datum.label)",
            complaints="datum.label == 'negative' ? datum.share : 0",
            total=f"{narrow} ? 'n ' + {charting.whole('datum.n')} : {comments}",
            interval=charting.sentence(
                _("{low} to {high}"),
                low=charting.percent("datum.low", 1),
                high=charting.percent("datum.high", 1),
            ),
        )
    )
    return parts.chart(
        rows,
        look,
        over or "",
        names=[_(NAMES[label]) for label in LABELS],
        colours=[palette.negative, palette.mixed, palette.neutral, palette.positive],
        first="complaints",
        room=f"({narrow} ? {look.scaled(62)} : {look.scaled(120)})",
        legend=f"{charting.WHOLE_WIDTH} < {look.scaled(420)} ? 2 : 4",
        tooltip=[
            *([alt.Tooltip(f"{over}:N", title=_(GROUPS[over]))] if over else []),
            alt.Tooltip("name:N", title=_("Sentiment")),
            alt.Tooltip("comments:Q", title=_("Comments"), format=",.0f"),
            alt.Tooltip("share:Q", title=_("Share"), format=".1%"),
            alt.Tooltip("interval:N", title=_("95% interval")),
        ],
        total={"fontSize": look.small, "color": palette.quiet},
    )
