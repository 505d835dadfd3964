"""Who left a funnel after one of its steps: where they went next, when, and what they said."""

from dataclasses import dataclass
from itertools import chain

import altair as alt
import numpy as np
import pandas as pd
from cachetools import LRUCache

from touchpoints import charting, recall
from touchpoints.analyses import intervals, scores
from touchpoints.analyses.entrants import entrants
from touchpoints.analyses.plan import Plan
from touchpoints.analyses.tables import kept
from touchpoints.charting import Look
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, _, duration, ngettext, percent
from touchpoints.model import END, OTHER, Filters
from touchpoints.walks import following
from touchpoints.workspaces import Workspace

MOST_CONTACTS = 8
MOST_LISTED = 200
CACHE_BYTES = 16 * 2**20


@dataclass(frozen=True)
class Drop:
    """A place where a funnel loses people: the number of the step after which they are lost (1 is the
    first). Where they went next is their first contact after it, or `elsewhere`: the first one that is
    not at that step again."""

    plan: Plan
    after: int
    elsewhere: bool = False


@dataclass(frozen=True)
class Said:
    """What some people said: the rows of `scores.scores`, how many of the people answered at all,
    and the numbers of their comments."""

    scores: pd.DataFrame
    people: int
    comments: tuple[int, ...]


@recall.remembered(
    LRUCache(CACHE_BYTES, lambda rows: 512 + int(rows.memory_usage(deep=True).sum()))
)
def leavers(workspace: Workspace, filters: Filters, lost_at: Drop) -> pd.DataFrame:
    """One row per person who got no further than the step: person_no, person (the pseudonym),
    still_open (whether their window had not ended at the newest event of the data), contact (where
    they went next, END where nothing more happened), seconds (until then, NaN at END).

    Their next contact comes after the moment at which the counted attempt reached the step. Channels
    and stages of the filters choose the contacts; its days the people, by the day they enter. The
    caller must not change the rows. ChoiceNotPossible.
    """
    steps = lost_at.plan.steps
    if not 1 <= lost_at.after < len(steps):
        raise ChoiceNotPossible(
            N_("People can be lost after the steps 1 to {last} of this funnel."),
            last=len(steps) - 1,
        )
    entered = entrants(workspace, filters, lost_at.plan)
    lost = entered.reached == lost_at.after
    stopped = pd.DataFrame({"person_no": entered.person[lost], "is_open": entered.still_open[lost]})
    any_order = lost_at.plan.order == "any"
    passed = chain.from_iterable(steps) if any_order else steps[lost_at.after - 1]
    given = {
        "people": stopped["person_no"].tolist(),
        "moments": entered.ticks[lost, lost_at.after - 1].tolist(),
        "passed": list(passed) if lost_at.elsewhere else [],
        **{name: filters.values()[name] for name in ("channels", "stages")},
    }
    found = following.following(workspace, given)
    return pd.DataFrame(
        {
            "person_no": found["person_no"],
            "person": found["person"],
            "still_open": stopped["is_open"],
            "contact": found["contact"].fillna(END),
            "seconds": found["waited"] / entered.ticks_per_second,
        }
    )


@dataclass(frozen=True)
class Summary:
    """What a page tells of `leavers`: how many they are, how many of them are still open, half of them went on
    after so many seconds, the `next_contacts`, and the rows of the first of them."""

    people: int
    still_open: int
    median_seconds: float
    onward: pd.DataFrame
    first: pd.DataFrame


@kept
def summary(
    workspace: Workspace, filters: Filters, lost_at: Drop, still_open: bool | None = None
) -> Summary:
    """The `leavers` in short, of those whose window has ended (False) or has not (True): what a page needs
    again and again, a hundred times smaller. The caller must not change it."""
    people = chosen(leavers(workspace, filters, lost_at), still_open)
    return Summary(
        len(people),
        int(people["still_open"].sum()),
        float(people["seconds"].median()),
        next_contacts(people),
        people.head(MOST_LISTED).copy(),
    )


def next_contacts(people: pd.DataFrame) -> pd.DataFrame:
    """One row per next touchpoint of the rows of `leavers`: contact, people, share (of them all) with
    its Wilson interval low and high, median_seconds (until then).

    The 8 with most people and END by their people, then OTHER, as far as they occur.
    """
    grouped = people.groupby("contact", sort=True)["seconds"].agg(["size", "median"])
    named = grouped.drop(END, errors="ignore").sort_values("size", ascending=False, kind="stable")
    kept = named.index[:MOST_CONTACTS]
    contact = people["contact"].where(people["contact"].isin([*kept, END]), OTHER)
    rows = people["seconds"].groupby(contact).agg(["size", "median"])
    others = rows.reindex([OTHER])
    rows = rows.reindex([*kept, END]).sort_values("size", ascending=False, kind="stable")
    rows = pd.concat([rows, others]).dropna(subset=["size"])
    low, high = intervals.wilson(rows["size"], len(people))
    return pd.DataFrame(
        {
            "contact": rows.index.to_numpy(),
            "people": rows["size"].to_numpy(np.int64),
            "share": rows["size"].to_numpy() / max(len(people), 1),
            "low": low,
            "high": high,
            "median_seconds": rows["median"].to_numpy(np.float64),
        }
    )


@recall.remembered(LRUCache(CACHE_BYTES, lambda found: 4096 + 32 * len(found.comments)))
def said(
    workspace: Workspace, filters: Filters, lost_at: Drop, still_open: bool | None = None
) -> Said:
    """What the people of `leavers` answered, of all answers that the filters leave, whenever they gave
    them; `still_open` takes only those whose window has ended (False) or has not (True)."""
    people = chosen(leavers(workspace, filters, lost_at), still_open)
    if not workspace.run("packing").to_pylist()[0]["answers"]:
        people = people.head(0)
    values = {**filters.values(), "people": people["person_no"].tolist()}
    found = workspace.read("scores_of_people", values).to_pandas()
    answers = workspace.read("answers_of_people", values).to_pandas()
    return Said(
        scores=scores.summarised(found, None),
        people=int(answers["person_no"].nunique()),
        comments=tuple(answers.loc[answers["is_comment"].astype(bool), "answer_no"].tolist()),
    )


def chosen(people: pd.DataFrame, still_open: bool | None) -> pd.DataFrame:
    """The rows of `leavers` whose window has ended (False) or has not (True); None takes all."""
    return people if still_open is None else people[people["still_open"] == still_open]


def finding(rows: pd.DataFrame, median_seconds: float, elsewhere: bool = False) -> str:
    """Where most of those went whose `next_contacts` are given, and after how long (all of them together),
    in one sentence."""
    if rows.empty:
        return _("Nobody was lost here.")
    people, by_contact = int(rows["people"].sum()), rows.set_index("contact")
    ended = by_contact["people"].get(END, 0)
    going = by_contact.drop([END, OTHER], errors="ignore")
    if going.empty and elsewhere:
        return _("Nobody who left here did anything outside this step.")
    if going.empty:
        return _("Nobody who left here did anything more.")
    told = (
        ngettext(
            "The one person who left here went to “{contact}” first, after {time}.",
            "{ended} of the {count} who left here did nothing outside this step; of the others {share} "
            "went to “{contact}” first. Half of them took longer than {time}.",
            people,
        )
        if elsewhere
        else ngettext(
            "The one person who left here went to “{contact}” next, after {time}.",
            "{ended} of the {count} who left here did nothing more; of the others {share} went to "
            "“{contact}” next. Half of them took longer than {time}.",
            people,
        )
    )
    return told.format(
        ended=percent(ended / people),
        contact=going.index[0],
        share=percent(going["people"].iloc[0] / (people - ended)),
        time=duration(median_seconds),
    )


@charting.drawn
def chart(look: Look, rows: int) -> alt.TopLevelMixin:
    """A bar for each of the `rows` rows of `next_contacts`, with people, share and time beside its name;
    that nothing more happened is paler (the column `is_end`)."""
    palette = look.palette
    figure = charting.sentence(
        _("{people} ({share})"),
        people=charting.whole("datum.people"),
        share=charting.percent("datum.share"),
    )
    time = charting.sentence(_("after {time}"), time=charting.duration("datum.median_seconds"))
    interval = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()")
        .transform_calculate(
            figure=figure,
            after=f"isValid(datum.median_seconds) ? {time} : ''",
            waited=f"isValid(datum.median_seconds) ? {charting.duration('datum.median_seconds')} : '–'",
            interval=interval,
        )
        .encode(
            y=alt.Y("number:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
            tooltip=[
                alt.Tooltip("contact:N", title=_("Next touchpoint")),
                alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
                alt.Tooltip("share:Q", title=_("Of those who left"), format=".1%"),
                alt.Tooltip("interval:N", title=_("95% interval")),
                alt.Tooltip("waited:N", title=_("Median time until then")),
            ],
        )
    )
    down, up = look.scaled(11), -look.scaled(7)
    bar = base.mark_bar(size=look.scaled(10), yOffset=down).encode(
        x=alt.X("share:Q", axis=None, scale=alt.Scale(zero=True, nice=False)),
        color=alt.when("datum.is_end").then(alt.value(palette.neutral))
        .otherwise(alt.value(palette.accent)),
    )  # fmt: skip
    name = base.mark_text(
        align="left", baseline="middle", dy=up, fontWeight=600,
        limit=alt.ExprRef(f"width - {look.scaled(195)}"),
    ).encode(x=alt.value(0), text="contact:N")  # fmt: skip
    after = base.mark_text(
        align="right", baseline="middle", dy=up, fontSize=look.small, color=palette.quiet,
        dx=-look.scaled(96),
    ).encode(x=alt.value("width"), text="after:N")  # fmt: skip
    people = base.mark_text(align="right", baseline="middle", dy=up, fontWeight=600).encode(
        x=alt.value("width"), text="figure:N"
    )
    return alt.layer(bar, name, after, people).properties(
        width="container", height=rows * look.scaled(40)
    )
