"""Figures in a row: the number, what it is, how sure."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from touchpoints.analyses import intervals
from touchpoints.analyses.catalogue import Totals
from touchpoints.captions import glossary
from touchpoints.i18n import _, day, label, ngettext, number, percent
from touchpoints.ui.boundary import plain


def row(figures: Mapping[str, tuple[str, str]]) -> None:
    """`figures`: title -> (value, the small print that explains it on hover or tap)."""
    with st.container(horizontal=True):
        for title, (value, help_text) in figures.items():
            st.metric(title, value, help=help_text or None, border=True, height="stretch")


def funnel(table: pd.DataFrame) -> None:
    """How many enter, how many get through, where most is lost."""
    first, last = table.iloc[0], table.iloc[-1]
    low, high = intervals.wilson([last["people"]], [first["people"]])
    weakest = table.iloc[int(table["conversion"].iloc[1:].argmin()) + 1]
    row(
        {
            _("Enter the funnel"): (number(first["people"]), glossary.told("entered")),
            _("Reach the last step"): (
                percent(last["share"], 1),
                ngettext(
                    "{reached} of one person; 95% interval {low} to {high}.",
                    "{reached} of {count} people; 95% interval {low} to {high}.",
                    first["people"],
                ).format(
                    reached=number(last["people"]),
                    low=percent(float(low[0]), 1),
                    high=percent(float(high[0]), 1),
                ),
            ),
            _("Weakest step: {step}").format(step=plain(label(weakest["step"]))): (
                percent(weakest["conversion"], 1),
                _(
                    "The lowest conversion from the step before it; 95% interval {low} to {high}."
                ).format(
                    low=percent(weakest["low"], 1),
                    high=percent(weakest["high"], 1),
                ),
            ),
        }
    )


def totals(found: Totals, period: tuple[dt.date, dt.date] | None) -> None:
    """What a workspace holds."""
    row(
        {
            _("People"): (number(found.people), glossary.told("people")),
            _("Events"): (number(found.events), glossary.told("events")),
            _("Answers"): (number(found.answers), glossary.told("answers")),
            _("Comments"): (number(found.comments), glossary.told("comments")),
        }
    )
    if period is not None:
        since, until = (day(one) for one in period)
        st.caption(_("From {since} to {until}").format(since=since, until=until))


def feedback(scores: Mapping[str, tuple[str, str]], found: Totals) -> None:
    """The scores, and how many people they come from."""
    row(
        {
            **scores,
            _("Respondents"): (number(found.respondents), glossary.told("respondents")),
            _("Comments"): (number(found.comments), glossary.told("comments")),
        }
    )
