"""Discovered terms: the words and phrases that one group of comments says more than another."""

from collections import Counter
from typing import Literal

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd
from cachetools import LRUCache

from touchpoints import charting, recall
from touchpoints.analyses import intervals, pairs
from touchpoints.analyses.sentiment import EVERY
from touchpoints.analyses.tables import table
from touchpoints.charting import Look
from touchpoints.i18n import _, percent
from touchpoints.model import UNKNOWN, Filters
from touchpoints.text import terms as words
from touchpoints.workspaces import Workspace

Comparison = Literal["verdict", "label", "channel", "touchpoint", "month"]
SIDES = {"verdict": ("unhappy", "happy"), "label": ("negative", "positive")}

MOST_COMMENTS = 20_000
MOST_FIRST = 12
MOST_SECOND = 8
SEEN_FOR_SPELLING = 40


def comparisons(workspace: Workspace, filters: Filters) -> list[Comparison]:
    """The comparisons that these comments allow: with both groups there, the surest first."""
    said, _held = read(workspace, filters)
    found: list[Comparison] = []
    for compare, sides in SIDES.items():
        if set(sides) <= set(said[compare]):
            found.append("verdict" if compare == "verdict" else "label")
    if len(groups(workspace, filters, "channel")) > 1:
        found.append("channel")
    if len(groups(workspace, filters, "touchpoint")) > 1:
        found.append("touchpoint")
    if _months(said).nunique() > 1:
        found.append("month")
    return found


def groups(workspace: Workspace, filters: Filters, compare: Comparison) -> list[str]:
    """The channels or touchpoints that have comments, the one with most first."""
    said, _held = read(workspace, filters)
    return [str(one) for one in said[compare].value_counts().index if one != UNKNOWN]


def terms(
    workspace: Workspace, filters: Filters, compare: Comparison, group: str | None = None
) -> pd.DataFrame:
    """One row per term: term (folded), shown (as most write it), z, first, first_n, second, second_n.

    What the first group says more comes first, then what the second does: at most 12 and 8 terms
    that 3 comments or more hold, with |z| >= 1.96 and without overlaps. `first` of the first_n
    comments of the first group hold the term. The groups: unhappy and happy by "verdict", negative
    and positive by "label", `group` and the rest by "channel" or "touchpoint", the newest month and
    all before it by "month". Of more than 20,000 comments the newest are read.
    """
    said, held = read(workspace, filters)
    one, two = _sides(said, compare, group)
    z, first, second = words.contrast(held, one, two)
    rows = []
    for sign, most in ((1, MOST_FIRST), (-1, MOST_SECOND)):
        sure = [
            int(at) for at in np.argsort(-sign * z, kind="stable") if sign * z[at] >= intervals.Z
        ]
        sure = [at for at in sure if first[at] + second[at] >= words.FEWEST_COMMENTS]
        for at in words.without_overlaps(held, sure, most):
            rows.append(
                {
                    "term": held.terms[at],
                    "shown": _spelling(said, held, held.terms[at]),
                    "z": z[at],
                    "first": first[at],
                    "first_n": one.sum(),
                    "second": second[at],
                    "second_n": two.sum(),
                }
            )
    columns = ["term", "shown", "z", "first", "first_n", "second", "second_n"]
    return pd.DataFrame(rows, columns=columns)


def comments_with(workspace: Workspace, filters: Filters, term: str) -> tuple[int, ...]:
    """The numbers of the answers whose comment holds a term."""
    said, held = read(workspace, filters)
    return tuple(int(number) for number in said["answer_no"].to_numpy()[held.holding(term)])


def pairs_of(rows: pd.DataFrame) -> pd.DataFrame:
    """How often either group says each term, as `chart` draws it."""
    return pairs.long(rows, first=("first", "first_n"), second=("second", "second_n"))


def finding(rows: pd.DataFrame, first: str, second: str) -> str:
    """What the first group says most surely more often than the second; the groups are called so."""
    sides = rows[rows["side"] == 0]
    if sides.empty or sides.iloc[0]["z"] < 0:
        return _("No word or phrase tells the two groups apart.")
    most = sides.iloc[0]
    other = rows[(rows["side"] == 1) & (rows["term"] == most["term"])].iloc[0]
    return _(
        "“{term}” stands out: in {share} of the comments of “{first}”, {other} of “{second}”."
    ).format(
        term=most["shown"],
        share=_fine(most["share"]),
        other=_fine(other["share"]),
        first=first,
        second=second,
    )


def _fine(share: float) -> str:
    return percent(share, 0 if share == 0 or share >= 0.1 else 1)


@charting.drawn
def chart(look: Look, first: str = "", second: str = "", judges: bool = True) -> alt.TopLevelMixin:
    """How often the two groups, called `first` and `second`, say each term of `pairs_of`; in the
    colours of bad and good where the comparison `judges`."""
    return pairs.chart(
        look,
        row="shown",
        names=(first, second),
        right=f"{charting.whole('datum.first')} + {charting.whole('datum.second')}".replace(
            " + ", " + ' + ' + "
        ),
        judges=judges,
        digits=1,
    )


@recall.remembered(LRUCache(8))
def read(workspace: Workspace, filters: Filters) -> tuple[pd.DataFrame, words.Index]:
    """The newest comments, at most 20,000, and which of them hold which terms."""
    values = {**filters.values(), **EVERY.values(), "limit": MOST_COMMENTS}
    said = table(workspace, "comment_texts", values)
    return said, words.index(said["comment"].tolist(), said["language"].fillna("").tolist())


def _months(said: pd.DataFrame) -> "pd.Series[str]":
    months: pd.Series[str] = said["answered_at"].dt.strftime("%Y-%m")
    return months


def _sides(
    said: pd.DataFrame, compare: Comparison, group: str | None
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    if compare in SIDES:
        bad, good = SIDES[compare]
        return (said[compare] == bad).to_numpy(), (said[compare] == good).to_numpy()
    if compare == "month":
        months = _months(said)
        newest = (months == months.max()).to_numpy()
        return newest, months.notna().to_numpy() & ~newest
    chosen = (said[compare] == group).to_numpy()
    return chosen, ~chosen


def _spelling(said: pd.DataFrame, held: words.Index, term: str) -> str:
    """The term as most of its first comments write it."""
    written: Counter[str] = Counter()
    for at in held.holding(term)[:SEEN_FOR_SPELLING]:
        text = said["comment"].iloc[int(at)]
        written.update(text[i:j].lower() for i, j in words.term_spans(text, term))
    return written.most_common(1)[0][0] if written else term
