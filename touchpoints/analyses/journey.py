"""Feedback on the journey: at which touchpoint people were when they answered, and what came before."""

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd
from cachetools import LRUCache

from touchpoints import charting, recall
from touchpoints.analyses import catalogue, intervals, pairs, plan, scores, sentiment
from touchpoints.analyses.entrants import entrants, reaching
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import _, number, percent
from touchpoints.model import UNKNOWN, Dimension, Filters
from touchpoints.workspaces import Workspace

MATCHED = ("named", "before")
MOST_TRAILS = 12
ARROW = " → "


def match_rate(workspace: Workspace, filters: Filters) -> dict[str, int]:
    """How many respondents are placed on the journey by the touchpoint that they "named" or the
    contact "before", and how many are not: "no person", "no date", "no contact"."""
    found = table(workspace, "match_rate", filters.values())
    return dict(zip(found["matched"], found["respondents"].astype(int), strict=True))


@kept
def scores_by_contact(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """The rows of `scores.scores` over "touchpoint": the one named, else the last contact before."""
    found = table(workspace, "scores_by_contact", filters.values())
    return scores.summarised(found, "touchpoint")


@kept
def sentiment_by_contact(workspace: Workspace, filters: Filters) -> pd.DataFrame:
    """The rows of `sentiment.sentiment` over "touchpoint": the one named, else the last before."""
    found = table(workspace, "sentiment_by_contact", filters.values())
    return sentiment.summarised(found, "touchpoint")


@kept
def contacts_before(workspace: Workspace, filters: Filters, question: str) -> pd.DataFrame:
    """One row per touchpoint among the last three contacts of respondents: touchpoint, n, unhappy,
    happy, share (unhappy of n), low, high, few; the largest share of 30 answers or more first."""
    found = table(workspace, "contacts_before", filters.values())
    found = found[(found["question"] == question) & (found["contact"] != UNKNOWN)]
    rows = found.drop(columns="question").rename(columns={"contact": "touchpoint"})
    return _ranked(rows)


@kept
def trails_before(workspace: Workspace, filters: Filters, question: str) -> pd.DataFrame:
    """One row per trail of the last three contacts: trail (a tuple, oldest first), n, unhappy, happy,
    share, low, high, few; the 12 that most respondents came by, the largest share first."""
    found = table(workspace, "trails_before", filters.values())
    found = found[found["question"] == question].head(MOST_TRAILS)
    contacts = found[["third_last", "second_last", "last"]].to_numpy().tolist()
    trails = [tuple(contact for contact in each if contact) for each in contacts]
    rows = found[["n", "unhappy", "happy"]].assign(
        trail=pd.Series(trails, found.index, dtype=object)
    )
    return _ranked(rows[["trail", "n", "unhappy", "happy"]])


def _ranked(rows: pd.DataFrame) -> pd.DataFrame:
    low, high = intervals.wilson(rows["unhappy"], rows["n"])
    few = rows["n"] < intervals.FEW
    rows = rows.assign(share=rows["unhappy"] / rows["n"], low=low, high=high, few=few)
    return rows.sort_values(
        ["few", "share", "n"], ascending=[True, False, False], kind="stable", ignore_index=True
    )


def pairs_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The unhappy and the happy share of each row, as the charts draw them."""
    return pairs.long(rows, first=("unhappy", "n"), second=("happy", "n"))


@kept
def funnel_by_verdict(
    workspace: Workspace, filters: Filters, question: str, *, over: Dimension = "stage"
) -> pd.DataFrame:
    """One row per group and step, as `groups.by_channel` gives them: group ("happy", "unhappy":
    by the newest answer of each person to the question), step, people, share, conversion, low, high.

    The steps are the usual ones, without a window; empty where fewer than two are known.
    """
    steps = catalogue.usual_steps(workspace, over)[: plan.MOST_STEPS]
    columns = ["group", "step", "people", "share", "conversion", "low", "high"]
    if len(steps) < plan.FEWEST_STEPS:
        return pd.DataFrame(columns=columns)
    people = reached_by_verdict(workspace, filters, question, over, tuple(steps))
    if not people[:, 0].all():
        return pd.DataFrame(columns=columns)
    before = np.hstack([np.zeros((2, 1), dtype=np.int64), people[:, :-1]])
    low, high = intervals.wilson(people, before)
    with np.errstate(divide="ignore", invalid="ignore"):
        conversion = np.where(before > 0, people / before, np.nan)
    return pd.DataFrame(
        {
            "group": [verdict for verdict in ("happy", "unhappy") for _step in steps],
            "step": steps * 2,
            "people": people.ravel(),
            "share": (people / people[:, :1]).ravel(),
            "conversion": conversion.ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    )


@recall.remembered(LRUCache(64))
def reached_by_verdict(
    workspace: Workspace, filters: Filters, question: str, over: Dimension, steps: tuple[str, ...]
) -> npt.NDArray[np.int64]:
    """How many of those who score high (first row) and low reach each step: the fast form of
    `queries/funnel_by_verdict.sql`."""
    asked = plan.plan(over, steps)
    entered = entrants(workspace, filters, asked)
    found = table(workspace, "verdicts", {**filters.values(), "question": question})
    people = []
    for verdict in ("happy", "unhappy"):
        judged = found["person_no"][found["verdict"] == verdict].to_numpy(np.int64)
        people.append(reaching(entered.reached[np.isin(entered.person, judged)], len(steps)))
    return np.array(people, dtype=np.int64)


def finding_match(found: dict[str, int]) -> str:
    """How many answers have a place on the journey, how, and what the others lack."""
    every = sum(found.values())
    placed = sum(found.get(how, 0) for how in MATCHED)
    told = _(
        "{placed} of {every} respondents ({share}) have a place on the journey: {named} name their "
        "touchpoint, {before} by their last contact in the 30 days before."
    ).format(
        placed=number(placed),
        every=number(every),
        share=percent(placed / every if every else None),
        named=number(found.get("named", 0)),
        before=number(found.get("before", 0)),
    )
    if placed == every:
        return told
    return (
        told
        + " "
        + _(
            "Not placed: {person} without a person, {date} without a date, {contact} without a contact "
            "in those 30 days."
        ).format(
            person=number(found.get("no person", 0)),
            date=number(found.get("no date", 0)),
            contact=number(found.get("no contact", 0)),
        )
    )


def finding_before(rows: pd.DataFrame) -> str:
    """After which contact the largest share of respondents scores low."""
    sure = rows[~rows["few"]]
    if "side" in sure:
        sure = sure[sure["side"] == 0]
    if sure.empty:
        return _("No contact comes before {few} answers or more yet.").format(few=intervals.FEW)
    ranked = sure.sort_values("share", ascending=False, kind="stable")
    worst, best = ranked.iloc[0], ranked.iloc[-1]
    name = "touchpoint" if "touchpoint" in rows else "trail"
    holes = {
        "contact": worst[name],
        "share": percent(worst["share"]),
        "n": number(worst["n"]),
    }
    if len(ranked) > 1 and worst["low"] <= best["high"]:
        return _("Low scores follow no contact clearly more often than another.")
    return _("After “{contact}” {share} of {n} respondents give a low score.").format(**holes)


def finding_funnel(rows: pd.DataFrame) -> str:
    """At which step those who score high and low differ most surely; `group` is what either is
    called."""
    first, second = (rows[rows["group"] == name].reset_index(drop=True) for name in _two(rows))
    apart = (first["low"] > second["high"]) | (second["low"] > first["high"])
    if not apart.any():
        return _("Those who score low get as far in the journey as those who score high.")
    gap = (first["conversion"] - second["conversion"]).abs().where(apart, 0)
    one, two = first.iloc[int(gap.argmax())], second.iloc[int(gap.argmax())]
    return _(
        "They part at “{step}”: {first} of “{one}” get there from the step before, {second} of “{two}”."
    ).format(
        step=one["step"],
        first=percent(one["conversion"]),
        second=percent(two["conversion"]),
        one=one["group"],
        two=two["group"],
    )


def _two(rows: pd.DataFrame) -> list[str]:
    return list(rows["group"].unique()[:2])


@charting.drawn
def chart_before(look: Look, row: str = "touchpoint") -> alt.TopLevelMixin:
    """The share of low and of high scores of those who met each touchpoint (or came by each "trail"),
    for the rows of `pairs_of`."""
    return pairs.chart(
        look,
        row=row,
        names=(_("Low score"), _("High score")),
        right=f"'n ' + {charting.whole('datum.n')}",
        height=40 if row == "touchpoint" else 58,
        split_at=None if row == "touchpoint" else ARROW,
        counted=_("Answers"),
    )
