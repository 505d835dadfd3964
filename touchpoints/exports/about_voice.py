"""What a report can say of scores and comments: each finding from its analysis, with the usual choices."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from touchpoints.analyses import drivers, journey, score_trend, scores, sentiment, themes
from touchpoints.captions import columns as titles
from touchpoints.captions import voice as captions
from touchpoints.exports.exhibits import Asked, Exhibit, exhibit, only
from touchpoints.i18n import label, ngettext

COMMENTS = 12
# What a chart on a slide has room for; the tables hold all.
MOST_ROWS = 10


def busiest(
    rows: pd.DataFrame, told: "Sequence[pd.Series[Any]] | None", most: int = MOST_ROWS
) -> pd.DataFrame:
    """The rows of the touchpoints with most answers, and of those that are `told` of, at most so many."""
    named = [one["touchpoint"] for one in told or ()]
    others = rows[~rows["touchpoint"].isin(named)].groupby("touchpoint")["n"].max()
    kept = [*named, *others.nlargest(most - len(named)).index]
    return rows[rows["touchpoint"].isin(kept)]


def told_of(rows: pd.DataFrame) -> "Sequence[pd.Series[Any]] | None":
    """The touchpoints that the finding on these rows names."""
    if "label" not in rows:
        return scores.extremes(rows)
    worst = sentiment.most_complaints(rows)
    return None if worst is None else (worst,)


def score(asked: Asked) -> Exhibit | None:
    question = asked.question
    given = scores.distribution(asked.workspace, asked.filters)
    given = given[given["question"] == question["question"]]
    overall = scores.scores(asked.workspace, asked.filters)
    overall = overall[overall["question"] == question["question"]]
    return exhibit(
        "scores",
        given.drop(columns="measure"),
        columns=only(titles.distribution(), "score", "answers", "share"),
        finding=lambda _given: scores.finding(overall),
        definition=captions.score_definition(question["measure"]),
        chart=scores.chart_distribution(asked.look, question["measure"]),
    )


def scores_by_touchpoint(asked: Asked) -> Exhibit | None:
    question = asked.question
    groups = scores.scores(asked.workspace, asked.filters, over="touchpoint")
    groups = groups[groups["question"] == question["question"]]
    if len(groups) < 2:
        return None
    given = scores.distribution(asked.workspace, asked.filters)
    given = given[given["question"] == question["question"]]
    return exhibit(
        "scores-by-touchpoint",
        groups,
        columns=only(titles.scores(), "touchpoint", "n", "score", "low", "high"),
        finding=scores.finding,
        definition=captions.groups_definition(),
        chart=scores.comparison(asked.look, question["measure"], "touchpoint", given["score"]),
        data=busiest(groups, told_of(groups)),
        about=groups,
    )


def score_over_time(asked: Asked) -> Exhibit | None:
    question = asked.question
    rows = score_trend.score_trend(
        asked.workspace, asked.filters, str(question["question"]), "month"
    )
    measure = question["measure"]
    return exhibit(
        "scores-by-month",
        rows,
        columns=only(titles.score_trend(), "begins_on", "n", "score", "low", "high"),
        finding=lambda named: score_trend.finding(named, "month"),
        definition=" ".join((captions.score_definition(measure), captions.periods_definition())),
        chart=score_trend.chart(asked.look, measure, "month"),
    )


def feelings(asked: Asked) -> Exhibit | None:
    rows = sentiment.sentiment(asked.workspace, asked.filters, over="touchpoint")
    return exhibit(
        "sentiment-by-touchpoint",
        rows[rows["label"] == "negative"],
        columns=only(titles.sentiment(), "touchpoint", "comments", "share", "low", "high", "n"),
        finding=sentiment.finding,
        definition=captions.sentiment_definition(),
        chart=sentiment.chart(asked.look, "touchpoint"),
        data=busiest(rows, told_of(rows)),
        about=rows,
    )


def topics(asked: Asked) -> Exhibit | None:
    rows = themes.themes(asked.workspace, asked.filters)
    return exhibit(
        "themes",
        rows,
        columns=only(titles.themes(), "theme", "comments", "share", "low", "high", "n"),
        finding=themes.finding,
        definition=captions.themes_definition(),
        chart=themes.chart(asked.look),
        data=themes.pairs_of(rows.head(MOST_ROWS)),
        about=themes.pairs_of(rows),
    )


def theme_impact(asked: Asked) -> Exhibit | None:
    question = asked.question
    rows = themes.impact(asked.workspace, asked.filters, str(question["question"]))
    return exhibit(
        "theme-impact",
        rows,
        columns=only(titles.theme_impact(), "theme", "n", "impact", "low", "high", "without"),
        finding=themes.finding_impact,
        definition=captions.impact_definition(),
        chart=themes.chart_impact(asked.look, str(question["measure"])),
        data=rows.head(MOST_ROWS),
        about=rows,
    )


def contacts_before(asked: Asked) -> Exhibit | None:
    question = asked.question
    rows = journey.contacts_before(asked.workspace, asked.filters, str(question["question"]))
    return exhibit(
        "contacts-before",
        rows,
        columns=only(titles.contacts_before(), "touchpoint", "n", "share", "low", "high"),
        finding=journey.finding_before,
        definition=captions.before_definition(),
        chart=journey.chart_before(asked.look),
        data=journey.pairs_of(rows.head(MOST_ROWS)),
        about=journey.pairs_of(rows),
    )


def causes(asked: Asked) -> Exhibit | None:
    question = asked.question
    rows = drivers.drivers(asked.workspace, asked.filters, str(question["question"]))
    if rows.empty:
        return None
    kind = str(rows["kind"].iloc[0])
    named = {"touchpoint": label, "theme": themes.name}.get(kind, str)
    rows = rows[rows["kind"] == kind].reset_index(drop=True)
    rows["driver"] = rows["driver"].map(named)
    return exhibit(
        "drivers",
        rows,
        columns=only(
            titles.drivers(),
            "driver",
            "n",
            "correlation",
            "low",
            "high",
            "explained",
            "performance",
        ),
        finding=drivers.finding,
        definition=captions.drivers_definition(),
        chart=drivers.chart(asked.look),
        data=rows.head(MOST_ROWS),
        about=rows,
    )


def comments(asked: Asked) -> Exhibit | None:
    rows = sentiment.comments(
        asked.workspace, asked.filters, label="negative", order="most negative", limit=COMMENTS
    )
    return exhibit(
        "comments",
        rows,
        columns=only(titles.comments(), "comment", "touchpoint", "score"),
        finding=lambda named: ngettext(
            "The most negative comment.", "The {count} most negative comments.", len(named)
        ),
        definition=captions.sentiment_definition(),
    )
