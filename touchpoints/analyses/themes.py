"""Themes: what the comments talk about, how they feel about it, and what that does to a score."""

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import catalogue, intervals, pairs
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, number, percent
from touchpoints.model import Dimension, Filters
from touchpoints.workspaces import Workspace

LABELS = ("negative", "mixed", "neutral", "positive")
NAMES = {
    "delivery": N_("Delivery"),
    "packaging": N_("Packaging"),
    "price": N_("Price"),
    "payment": N_("Payment and billing"),
    "support": N_("Staff and support"),
    "product": N_("Product"),
    "website": N_("Website and app"),
    "store": N_("Shop premises"),
    "returns": N_("Returns and refunds"),
    "stock": N_("Stock and choice"),
    "communication": N_("Communication"),
    "cleanliness": N_("Cleanliness"),
    "comfort": N_("Comfort and noise"),
    "food": N_("Food and drink"),
    "location": N_("Location and parking"),
    "trust": N_("Trust"),
    "loyalty": N_("Loyalty and recommendation"),
}


def name(theme: str) -> str:
    """How a theme is shown: ours in the language in use, a user's own as it was written."""
    return _(NAMES[theme]) if theme in NAMES else theme


@kept
def themes(workspace: Workspace, filters: Filters, over: Dimension | None = None) -> pd.DataFrame:
    """One row per theme (and value of `over`): theme, [over], comments, n, negative, mixed, neutral,
    positive, share, low, high, few.

    `comments` name the theme, `n` of them say how they feel about it; `share` is the negative part of
    the n, with Wilson's interval; `few` marks n below 30. The theme with most comments comes first.
    """
    found = table(workspace, "themes", {**filters.values(), "over": over})
    wide = found.pivot(index=["theme", "place"], columns="label", values="comments")
    wide = wide.reindex(columns=[*LABELS, "no_evidence"]).fillna(0).astype("int64")
    rows = wide[list(LABELS)].reset_index()
    rows["comments"] = wide.sum(axis=1).to_numpy()
    rows["n"] = rows["comments"] - wide["no_evidence"].to_numpy()
    rows["share"] = (rows["negative"] / rows["n"]).where(rows["n"] > 0)
    rows["low"], rows["high"] = intervals.wilson(rows["negative"], rows["n"])
    rows["few"] = rows["n"] < intervals.FEW
    rows["most"] = rows.groupby("theme")["comments"].transform("sum")
    order = (
        {place: at for at, place in enumerate(catalogue.choices(workspace, over))} if over else {}
    )
    rows["at"] = rows["place"].map(order).fillna(len(order))
    rows = rows.sort_values(
        ["most", "theme", "at"], ascending=[False, True, True], ignore_index=True
    )
    kept = ["comments", "n", *LABELS, "share", "low", "high", "few"]
    columns = ["theme", *([over] if over else []), *kept]
    return rows.rename(columns={"place": over or "place"})[columns]


@kept
def impact(workspace: Workspace, filters: Filters, question: str) -> pd.DataFrame:
    """One row per theme: theme, measure, n, score, without, impact, low, high, few; the one that
    costs the question most comes first.

    `score` is that of everyone who was asked, `without` that of those who do not name the theme,
    `impact` the first less the second; n respondents name it. The interval is the share of those
    n times that of the difference of two means (normal approximation).
    """
    found = table(workspace, "theme_scores", filters.values())
    found = found[found["question"] == question]
    every = found[found["theme"] == ""].reset_index(drop=True)
    named = found[found["theme"] != ""].reset_index(drop=True)
    if every.empty or named.empty:
        columns = ["theme", "measure", "n", "score", "without", "impact", "low", "high", "few"]
        return pd.DataFrame(columns=columns)
    total = every.iloc[0]
    n, rest = named["n"].to_numpy(float), float(total["n"]) - named["n"].to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = (total["mean"] * total["n"] - named["mean"].to_numpy() * n) / rest
        inside = named["deviation"].to_numpy(float) ** 2 * (n - 1)
        squares = _squares(total["mean"], total["deviation"], total["n"])
        outside = squares - inside - n * named["mean"].to_numpy() ** 2 - rest * without**2
        spread = inside / (n - 1) / n + np.clip(outside, 0, None) / (rest - 1) / rest
        half = intervals.Z * n / total["n"] * np.sqrt(spread)
    effect = total["mean"] - without
    rows = pd.DataFrame(
        {
            "theme": named["theme"],
            "measure": named["measure"],
            "n": named["n"],
            "score": total["mean"],
            "without": without,
            "impact": effect,
            "low": effect - half,
            "high": effect + half,
            "few": named["n"] < intervals.FEW,
        }
    )
    rows = rows[np.isfinite(rows["impact"])]
    ranked: pd.DataFrame = rows.sort_values("impact", kind="stable", ignore_index=True)
    return ranked


def _squares(mean: float, deviation: float, n: float) -> float:
    """The sum of the squares of n values."""
    return float(deviation) ** 2 * (n - 1) + n * float(mean) ** 2 if n > 1 else float(mean) ** 2


def pairs_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The negative and the positive share of each theme, as `chart` draws them."""
    return pairs.long(rows, first=("negative", "n"), second=("positive", "n"))


def finding(rows: pd.DataFrame) -> str:
    """Which theme draws the largest share of complaints, and whether that is more than the next."""
    sure = rows[(~rows["few"]) & (rows["n"] > 0)]
    if "side" in sure:
        sure = sure[sure["side"] == 0]
    if sure.empty:
        return _("No theme has {few} comments or more yet.").format(few=intervals.FEW)
    ranked = sure.sort_values("share", ascending=False, kind="stable")
    worst = ranked.iloc[0]
    holes = {
        "theme": worst["theme"],
        "share": percent(worst["share"]),
        "n": number(worst["n"]),
    }
    if len(ranked) > 1 and worst["low"] <= ranked.iloc[1]["high"]:
        return _(
            "“{theme}” and “{next}” draw the most complaints: {share} of {n} and {next_share} of "
            "{next_n} comments on them are negative."
        ).format(
            **holes,
            next=ranked.iloc[1]["theme"],
            next_share=percent(ranked.iloc[1]["share"]),
            next_n=number(ranked.iloc[1]["n"]),
        )
    return _(
        "“{theme}” draws the most complaints: {share} of {n} comments on it are negative."
    ).format(**holes)


def finding_over(rows: pd.DataFrame) -> str:
    """In which group which theme draws the largest share of complaints, and whether that is sure."""
    sure = rows[(~rows["few"]) & (rows["n"] > 0)]
    if sure.empty:
        return _("No cell has {few} comments or more yet; the figures are hints.").format(
            few=intervals.FEW
        )
    ranked = sure.sort_values("share", ascending=False, kind="stable")
    worst, group = ranked.iloc[0], rows.columns[1]
    told = _(
        "Most complaints: “{theme}” at “{group}”, where {share} of {n} comments are negative."
    ).format(
        theme=worst["theme"],
        group=worst[group],
        share=percent(worst["share"]),
        n=number(worst["n"]),
    )
    if len(ranked) == 1 or worst["low"] > ranked.iloc[1]["high"]:
        return told
    return (
        told
        + " "
        + _("Not clearly more than “{theme}” at “{group}”.").format(
            theme=ranked.iloc[1]["theme"], group=ranked.iloc[1][group]
        )
    )


def finding_impact(rows: pd.DataFrame) -> str:
    """Which theme costs the score most, if any surely does."""
    sure = rows[~rows["few"]] if len(rows) else rows
    if not len(sure):
        return _("No theme has {few} answers or more yet.").format(few=intervals.FEW)
    worst, best = sure.iloc[0], sure.iloc[-1]
    if worst["high"] < 0:
        return _(
            "“{theme}” costs most: without the {n} answers that name it the score would be {without} "
            "instead of {score}."
        ).format(
            theme=worst["theme"],
            n=number(worst["n"]),
            without=figure(worst["measure"], worst["without"]),
            score=figure(worst["measure"], worst["score"]),
        )
    if best["low"] > 0:
        return _("“{theme}” lifts the score most: by {impact}.").format(
            theme=best["theme"], impact=figure(best["measure"], best["impact"])
        )
    return _("No theme moves the score by more than the margin of error.")


def figure(measure: str, value: float) -> str:
    """A score or a difference of scores of this measure, with one decimal where it has a point."""
    if measure == "csat":
        return percent(value, 1)
    return number(value, 1 if measure == "nps" else 2)


@charting.drawn
def chart(look: Look) -> alt.TopLevelMixin:
    """The negative and the positive share of each theme, for the rows of `pairs_of`."""
    return pairs.chart(
        look,
        row="theme",
        names=(_("Negative"), _("Positive")),
        right=f"'n ' + {charting.whole('datum.n')}",
    )


@charting.drawn
def chart_over(look: Look, over: Dimension = "channel") -> alt.TopLevelMixin:
    """A heatmap of themes by `over`: the share of negative comments, and their n below it; pale where
    there are fewer than 30."""
    palette = look.palette
    width = "bandwidth('x')"
    base = (
        alt.Chart(charting.source())
        .transform_filter("datum.n > 0")
        .transform_joinaggregate(most="sum(comments)", groupby=["theme"])
        .transform_joinaggregate(largest="sum(comments)", groupby=[over])
        .transform_calculate(
            interval=charting.sentence(
                _("{low} to {high}"),
                low=charting.percent("datum.low", 1),
                high=charting.percent("datum.high", 1),
            ),
        )
    )
    x = alt.X(
        f"{over}:N",
        sort=alt.EncodingSortField("largest", op="max", order="descending"),
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(**charting.column_titles(look)),
    )
    y = alt.Y(
        "theme:N",
        sort=alt.EncodingSortField("most", op="max", order="descending"),
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
        axis=alt.Axis(title=None, **charting.row_names(look)),
    )
    few = f"datum.n < {intervals.FEW}"
    strong, weak = palette.ink_on(palette.negative), palette.ink_on(palette.ghost)
    ink = f"!({few}) && datum.share > {palette.negative_turn} ? {strong!r} : {weak!r}"
    cell = base.mark_rect(cornerRadius=3).encode(
        x=x,
        y=y,
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(
                domain=[0, 1], range=[palette.ghost, palette.negative], interpolate="lab"
            ),
            legend=None,
        ),
        opacity=alt.when(few).then(alt.value(0.4)).otherwise(alt.value(1)),
        tooltip=[
            alt.Tooltip("theme:N", title=_("Theme")),
            alt.Tooltip(f"{over}:N", title=" "),
            alt.Tooltip("share:Q", title=_("Negative"), format=".1%"),
            alt.Tooltip("interval:N", title=_("95% interval")),
            alt.Tooltip("n:Q", title=_("Comments that say how they feel"), format=",.0f"),
            alt.Tooltip("comments:Q", title=_("Comments"), format=",.0f"),
        ],
    )
    tight = f"{width} < {look.scaled(38)}"
    whole = charting.whole("datum.n")
    percent_ = f"{tight} ? format(datum.share * 100, '.0f') : {charting.percent('datum.share')}"
    share = base.mark_text(
        baseline="middle",
        yOffset=-look.scaled(6),
        fontWeight=600,
        color=alt.ExprRef(ink),
        text=alt.ExprRef(percent_),
    ).encode(x=x, y=y)
    n = base.mark_text(
        baseline="middle",
        yOffset=look.scaled(9),
        fontSize=look.scaled(10.5),
        color=alt.ExprRef(ink),
        text=alt.ExprRef(f"{tight} ? {whole} : 'n ' + {whole}"),
    ).encode(x=x, y=y)
    return alt.layer(cell, share, n).properties(width="container", height=alt.Step(look.scaled(40)))


@charting.drawn
def chart_impact(look: Look, measure: str = "nps") -> alt.TopLevelMixin:
    """How much each theme moves the score, with its interval: left of the line it costs."""
    palette = look.palette
    digits = 1 if measure in ("nps", "csat") else 2
    field = "datum.{0} * 100" if measure == "csat" else "datum.{0}"
    signed = f"format({field.format('impact')}, '+,.{digits}f')"
    ends = [f"format({field.format(end)}, '+,.{digits}f')" for end in ("low", "high")]
    room = look.scaled(112)
    scale = alt.Scale(zero=True, nice=False, range=[0, alt.ExprRef(f"width - {room}")])
    axis = alt.Axis(
        orient="top", title=None, labels=False, grid=True, values=[0], gridColor=palette.quiet
    )
    base = (
        alt.Chart(charting.source())
        .transform_filter("isValid(datum.impact)")
        .transform_calculate(
            shown=f"{signed} + ' (' + {charting.whole('datum.n')} + ')'",
            interval=f"isValid(datum.low) ? {ends[0]} + ' … ' + {ends[1]} : '–'",
            colour=f"datum.impact < 0 ? {palette.negative!r} : {palette.positive!r}",
        )
        .encode(
            y=alt.Y(
                "theme:N",
                sort=alt.EncodingSortField("impact", op="min", order="ascending"),
                axis=alt.Axis(title=None, **charting.row_names(look)),
            ),
            tooltip=[
                alt.Tooltip("theme:N", title=_("Theme")),
                alt.Tooltip("shown:N", title=_("Effect on the score (answers)")),
                alt.Tooltip("interval:N", title=_("95% interval")),
                alt.Tooltip("score:Q", title=_("Score"), format=",.2f"),
                alt.Tooltip("without:Q", title=_("Score without these answers"), format=",.2f"),
            ],
        )
    )
    whisker = base.mark_rule(
        strokeWidth=look.scaled(4), opacity=0.35, color=alt.ExprRef("datum.colour")
    ).encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q")
    dot = base.mark_point(
        size=look.scaled(80),
        opacity=1,
        strokeWidth=2,
        stroke=alt.ExprRef("datum.colour"),
        fill=alt.ExprRef(f"datum.few ? {palette.paper!r} : datum.colour"),
    ).encode(x=alt.X("impact:Q", scale=scale, axis=axis))
    text = base.mark_text(align="right", baseline="middle", fontSize=look.small).encode(
        x=alt.value("width"), text="shown:N"
    )
    return alt.layer(whisker, dot, text).properties(
        width="container", height=alt.Step(look.scaled(30))
    )
