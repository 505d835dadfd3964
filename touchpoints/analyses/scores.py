"""Scores: NPS, CSAT, effort and ratings, with their intervals."""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals, parts
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look, Spec
from touchpoints.i18n import N_, _, nameless, ngettext, number, percent
from touchpoints.model import Dimension, Filters, Measure
from touchpoints.workspaces import Workspace

# What the score of a measure is called, as a person reads it.
NAMES = {
    "nps": N_("Net promoter score"),
    "csat": N_("Satisfied (top two boxes)"),
    "ces": N_("Mean effort score"),
    "rating": N_("Mean rating"),
}
# Of these the score is a mean, so that a low one is the better where the low end is good.
MEANS = ("ces", "rating")
# What the rows of a chart are, as a person reads it.
GROUPS = {
    "question": N_("Question"),
    "channel": N_("Channel"),
    "touchpoint": N_("Touchpoint"),
    "stage": N_("Journey stage"),
}


@kept
def scores(workspace: Workspace, filters: Filters, over: Dimension | None = None) -> pd.DataFrame:
    """One row per question (and value of `over`): question, measure, [over], n, score, low, high,
    mean, few, promoters, passives, detractors (these three for NPS only), best (the good end of the scale).

    `score` is -100..100 for "nps", the share of the top two boxes for "csat", the mean of "ces" and
    "rating"; low and high are its 95% interval; `few` marks n below 30.
    """
    return summarised(table(workspace, "scores", {**filters.values(), "over": over}), over)


def summarised(found: pd.DataFrame, over: str | None) -> pd.DataFrame:
    """The rows of `scores` from counts: question, measure, low, high (of the scale), place, n, mean,
    deviation, promoters, detractors, top_two; the column `place` is then called `over`."""
    passives = found["n"] - found["promoters"] - found["detractors"]
    nps = intervals.nps(found["promoters"], passives, found["detractors"])
    csat = (found["top_two"] / found["n"], *intervals.wilson(found["top_two"], found["n"]))
    means = intervals.mean(found["mean"], found["deviation"], found["n"])
    floor, ceiling = found["low"].fillna(-np.inf), found["high"].fillna(np.inf)
    mean = (found["mean"], means[0].clip(floor, ceiling), means[1].clip(floor, ceiling))
    is_nps = (found["measure"] == "nps").to_numpy()
    is_csat = (found["measure"] == "csat").to_numpy()
    score, low, high = (
        pd.Series(three).mask(is_csat, two).mask(is_nps, one)
        for one, two, three in zip(nps, csat, mean, strict=True)
    )
    rows = pd.DataFrame(
        {
            "question": found["question"],
            "measure": found["measure"],
            "n": found["n"],
            "score": score,
            "low": low,
            "high": high,
            "mean": found["mean"],
            "few": found["n"] < intervals.FEW,
            "promoters": found["promoters"].where(is_nps),
            "passives": passives.where(is_nps),
            "detractors": found["detractors"].where(is_nps),
            "best": found["best"],
        }
    )
    if over:
        rows.insert(2, over, found["place"])
    return rows


@kept
def distribution(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """One row per question and score given: question, measure, score, answers, share, and whether the
    score satisfies (is one of the two best of the scale)."""
    found = table(workspace, "score_distribution", filters.values())
    highest = found["high"].fillna(found.groupby("question_no")["score"].transform("max"))
    found["satisfies"] = (found["score"] > highest - 2).where(
        found["best"] != "low", found["score"] < found["low"] + 2
    )
    found["share"] = found["answers"] / found.groupby("question_no")["answers"].transform("sum")
    return found[["question", "measure", "score", "answers", "share", "satisfies"]]


def figure(measure: str, value: float) -> str:
    """A score as it is read: NPS 25, CSAT 80%, a mean 4.3."""
    if measure == "csat":
        return percent(value)
    return number(value, 0 if measure == "nps" else 2)


def short_names() -> dict[str, str]:
    """What the measures are called where there is little room."""
    return {"nps": "NPS", "csat": "CSAT", "ces": "CES", "rating": _("Rating")}


def finding(rows: pd.DataFrame) -> str:
    """The score of a question in one sentence, with its interval and n; for several groups of it,
    which is best and which is worst, or that they cannot be told apart."""
    if rows.empty:
        return _("There are no answers for these filters.")
    measure = str(rows["measure"].iloc[0])
    is_turned = measure in MEANS and rows["best"].iloc[0] == "low"
    ranked = rows.sort_values("score", ascending=is_turned, kind="stable")
    if len(rows) == 1:
        return _single(ranked.iloc[0])
    group = rows.columns[2]
    if (~rows["few"]).sum() < 2:
        return _("Fewer than two groups have {few} answers or more.").format(few=intervals.FEW)
    apart = extremes(rows)
    if apart is None:
        return _("The differences are within the margin of error.")
    best, worst = apart
    return _("“{best}” scores best ({top}), “{worst}” worst ({bottom}).").format(
        best=best[group],
        top=figure(measure, best["score"]),
        worst=worst[group],
        bottom=figure(measure, worst["score"]),
    )


def extremes(rows: pd.DataFrame) -> "tuple[pd.Series[Any], pd.Series[Any]] | None":
    """The best and the worst known group that have enough answers; None where they cannot be told apart."""
    sure = rows[~rows["few"] & ~rows[rows.columns[2]].isin(nameless())]
    sure = sure.sort_values("score", ascending=False, kind="stable")
    if len(sure) < 2:
        return None
    best, worst = sure.iloc[0], sure.iloc[-1]
    overlap = max(best["low"], worst["low"]) <= min(best["high"], worst["high"])
    return None if overlap else (best, worst)


def _single(row: "pd.Series[Any]") -> str:
    measure = str(row["measure"])
    return ngettext(
        "{name}: {score} (95% interval {low} to {high}), from {count} answer.",
        "{name}: {score} (95% interval {low} to {high}), from {count} answers.",
        int(row["n"]),
    ).format(
        name=_(NAMES[measure]),
        score=figure(measure, row["score"]),
        low=figure(measure, row["low"]),
        high=figure(measure, row["high"]),
    )


def _formatted(measure: Measure, expression: str) -> str:
    if measure == "csat":
        return charting.percent(expression)
    return charting.decimals(expression, 0 if measure == "nps" else 1)


@charting.drawn
def chart(
    look: Look,
    measure: Measure = "nps",
    over: Dimension | None = None,
    low: float = 1,
    high: float = 5,
) -> alt.TopLevelMixin:
    """A dot with its interval for each row of `scores` of one measure, best first; hollow where there
    are few answers. `low` and `high` are the ends of the scale of "ces" and "rating"."""
    palette = look.palette
    ends = {"nps": [-100.0, 100.0], "csat": [0.0, 1.0]}.get(measure, [low, high])
    middle = [0.0] if measure == "nps" else []
    is_share = measure == "csat"
    value = charting.counted(
        "datum.n",
        _("{score} of {n} answer") if is_share else _("{score} ({n} answer)"),
        _("{score} of {n} answers") if is_share else _("{score} ({n} answers)"),
        score=_formatted(measure, "datum.score"),
        n=charting.whole("datum.n"),
    )
    brief = charting.sentence(
        "{score} ({n})", score=_formatted(measure, "datum.score"), n=charting.whole("datum.n")
    )
    interval = charting.sentence(
        _("{low} to {high}"),
        low=_formatted(measure, "datum.low"),
        high=_formatted(measure, "datum.high"),
    )
    group = over or "question"
    row = alt.Y(
        f"{group}:N",
        sort=alt.EncodingSortField("rank", op="max", order="descending"),
        axis=alt.Axis(
            title=None,
            **charting.row_names(look),
        ),
    )
    scale = alt.Scale(
        domain=ends,
        nice=False,
        range=[
            0,
            alt.ExprRef(
                f"width - (width < {look.scaled(560)} ? {look.scaled(80)} : {look.scaled(150)})"
            ),
        ],
    )
    marks = alt.Axis(
        orient="top",
        values=[ends[0], *middle, ends[1]],
        format=".0%" if measure == "csat" else ",.0f",
        title=_(NAMES[measure]) if measure in NAMES else None,
        labelColor=palette.quiet,
        grid=True,
    )
    base = (
        alt.Chart(charting.source())
        .transform_calculate(
            value=f"width < {look.scaled(560)} ? {brief} : {value}",
            interval=f"isValid(datum.low) ? {interval} : '–'",
            shown=_formatted(measure, "datum.score"),
            rank="datum.best == 'low' ? -datum.score : datum.score"
            if measure in MEANS
            else "datum.score",
        )
        .encode(
            y=row,
            tooltip=[
                alt.Tooltip(f"{group}:N", title=_(GROUPS[group])),
                alt.Tooltip("shown:N", title=_(NAMES.get(measure, "rating"))),
                alt.Tooltip("interval:N", title=_("95% interval")),
                alt.Tooltip("n:Q", title=_("Answers"), format=",.0f"),
                alt.Tooltip("mean:Q", title=_("Mean score"), format=",.2f"),
            ],
        )
    )
    whisker = base.mark_rule(color=palette.accent, strokeWidth=look.scaled(5), opacity=0.4).encode(
        x=alt.X("low:Q", scale=scale, axis=marks), x2="high:Q"
    )
    dot = base.mark_point(size=look.scaled(90), filled=True, opacity=1, strokeWidth=2).encode(
        x=alt.X("score:Q", scale=scale, axis=marks),
        **charting.hollow_where_few(look),
    )
    text = base.mark_text(align="right", baseline="middle", fontWeight=600).encode(
        x=alt.value("width"), text="value:N"
    )
    return alt.layer(whisker, dot, text).properties(
        width="container", height=alt.Step(look.scaled(38))
    )


@charting.drawn
def chart_nps(look: Look, over: Dimension | None = None) -> alt.TopLevelMixin:
    """Detractors, passives and promoters as parts of one bar for each NPS row of `scores`, with the
    score and the answers on the right; pale where there are few."""
    palette = look.palette
    group = over or "question"
    groups: list[str | alt.FieldName] = ["detractors", "passives", "promoters"]
    total = charting.sentence(
        _("NPS {score} ({n})"),
        score=charting.decimals("datum.score", 0),
        n=charting.whole("datum.n"),
    )
    rows = (
        alt.Chart(charting.source())
        .transform_filter("datum.measure == 'nps'")
        .transform_fold(groups, as_=["part", "answers"])
        .transform_calculate(
            share="datum.answers / datum.n", place=f"indexof({groups}, datum.part)", total=total
        )
    )
    return parts.chart(
        rows,
        look,
        group,
        names=[_("Detractors (0–6)"), _("Passives (7–8)"), _("Promoters (9–10)")],
        colours=[palette.negative, palette.neutral, palette.positive],
        first="score",
        room=str(look.scaled(105)),
        legend=f"{charting.WHOLE_WIDTH} >= {look.scaled(560)} ? 3 : 2",
        tooltip=[
            alt.Tooltip(f"{group}:N", title=_(GROUPS[group])),
            alt.Tooltip("name:N", title=_("Group")),
            alt.Tooltip("answers:Q", title=_("Answers"), format=",.0f"),
            alt.Tooltip("share:Q", title=_("Share"), format=".1%"),
        ],
        total={"fontWeight": 600},
    )


@charting.drawn
def chart_distribution(look: Look, measure: Measure = "rating") -> alt.TopLevelMixin:
    """A bar for each score given, for the rows of `distribution` of one question."""
    palette = look.palette
    group = {
        "nps": "datum.score < 7 ? 0 : datum.score < 9 ? 1 : 2",
        "csat": "datum.satisfies ? 2 : 1",
    }.get(measure, "2")
    good = palette.positive if measure in ("nps", "csat") else palette.accent
    colours = [palette.negative, palette.neutral, good]
    base = (
        alt.Chart(charting.source())
        .transform_calculate(
            colour=f"{colours}[{group}]",
            label=charting.percent("datum.share"),
            count=charting.whole("datum.answers"),
        )
        .encode(
            x=alt.X("score:O", axis=alt.Axis(title=_("Score"), labelAngle=0, labelOverlap=True)),
            tooltip=[
                alt.Tooltip("score:Q", title=_("Score"), format=",.2~f"),
                alt.Tooltip("answers:Q", title=_("Answers"), format=",.0f"),
                alt.Tooltip("share:Q", title=_("Share"), format=".1%"),
            ],
        )
    )
    y = alt.Y("answers:Q", axis=None, scale=alt.Scale(zero=True))
    bar = base.mark_bar(width={"band": 0.86}, color=alt.ExprRef("datum.colour")).encode(y=y)
    roomy = f"bandwidth('x') > {look.scaled(26)}"
    share = base.mark_text(
        baseline="bottom",
        dy=-4,
        fontWeight=600,
        fontSize=look.small,
        text=alt.ExprRef(f"{roomy} ? datum.label : ''"),
    ).encode(y=y)
    count = base.mark_text(
        baseline="bottom",
        dy=-look.scaled(19),
        fontSize=look.small,
        color=palette.quiet,
        text=alt.ExprRef(
            f"bandwidth('x') > length(datum.count) * {look.scaled(7)} ? datum.count : ''"
        ),
    ).encode(y=y)
    return alt.layer(bar, share, count).properties(width="container", height=look.scaled(230))


def comparison(look: Look, measure: Measure, over: Dimension, given: "pd.Series[float]") -> Spec:
    """The chart that compares the groups of a question; `given` are the scores that were given."""
    if measure == "nps":
        return chart_nps(look, over)
    return chart(look, measure, over, float(given.min()), float(given.max()))
