"""What the pages about whole journeys share: choices that travel in the link, definitions, titles of
columns."""

from typing import cast

import pandas as pd
import streamlit as st

from touchpoints.analyses import attribution, catalogue, flow, goals, loyalty, trends
from touchpoints.i18n import _, label, ngettext, number, percent
from touchpoints.model import Dimension, Goal
from touchpoints.ui import charts, session, tiles
from touchpoints.workspaces import Workspace

NOWHERE = ""
LOOKBACKS = (7, 30, 90, 180)
QUANTITIES: tuple[trends.Quantity, ...] = ("people", "events", "conversion")


def between() -> Dimension:
    """What the steps of a journey are."""
    kinds = {"channel": _("Channels"), "touchpoint": _("Touchpoints"), "stage": _("Journey stages")}
    return cast(Dimension, charts.switch(_("Steps are"), "between", kinds, default="channel"))


def rows() -> Dimension:
    """What the rows of the scorecard are."""
    kinds = {"touchpoint": _("Touchpoints"), "channel": _("Channels"), "stage": _("Journey stages")}
    return cast(Dimension, charts.switch(_("Rows"), "each", kinds, default="touchpoint"))


def unit() -> trends.Unit:
    """Of what a trend has a point each."""
    units = {"day": _("Days"), "week": _("Weeks"), "month": _("Months")}
    return cast(trends.Unit, charts.switch(_("Over"), "unit", units, default="week"))


def repeats() -> bool:
    """Whether an immediate repeat is a step of its own."""
    options = {"folded": _("Counted once"), "kept": _("Each counted")}
    return charts.switch(_("Repeats in a row"), "repeats", options, default="folded") == "kept"


def columns() -> int:
    """How many steps the flow shows."""
    counts = {
        str(count): ngettext("{count} step", "{count} steps", count) for count in flow.COLUMNS
    }
    return int(charts.switch(_("Show"), "columns", counts, default="4"))


def goal(workspace: Workspace) -> Goal:
    """What journeys are meant to reach."""
    choices = {f"{one.over}:{one.value}": one for one in goals.choices(workspace)}
    usual = goals.usual(workspace)
    default = f"{usual.over}:{usual.value}"
    titles = {
        name: (_("Stage: {name}") if one.over == "stage" else _("Touchpoint: {name}")).format(
            name=label(one.value)
        )
        for name, one in choices.items()
    }
    st.selectbox(
        _("Goal"),
        list(choices),
        format_func=titles.__getitem__,
        key=session.hydrate_one("goal", list(choices), default),
    )
    session.publish("goal", default)
    return choices[str(st.session_state[session.key("goal")])]


def lookback() -> int:
    """How many days before a conversion a contact may have credit."""
    days = {str(count): ngettext("{count} day", "{count} days", count) for count in LOOKBACKS}
    return int(charts.switch(_("Look back"), "lookback", days, default=str(attribution.LOOKBACK)))


def by_value() -> bool:
    """Whether credit is of the conversions' value instead of their number."""
    options = {"conversions": _("Conversions"), "value": _("Their value")}
    return charts.switch(_("Credit is of"), "credit", options, default="conversions") == "value"


def reading(workspace: Workspace, over: Dimension) -> flow.Reading:
    """From where, and in which direction, the flow is read."""
    places = catalogue.choices(workspace, over)
    titles = {NOWHERE: _("The start of the journey"), **{place: label(place) for place in places}}
    name = f"from_{over}"
    st.selectbox(
        _("Read from"),
        list(titles),
        format_func=titles.__getitem__,
        key=session.hydrate_one(name, list(titles), NOWHERE),
    )
    session.publish(name, NOWHERE)
    anchor = str(st.session_state[session.key(name)])
    if anchor == NOWHERE:
        return flow.Reading()
    options = {"after": _("What comes after"), "before": _("What came before")}
    chosen = charts.switch(_("Direction"), "reading", options, default="after")
    return flow.Reading("before" if chosen == "before" else "after", anchor)


def returns_tiles(rows: pd.DataFrame) -> None:
    """How many buy, how many come back, how soon."""
    rate = loyalty.repeat_rate(rows).iloc[0]
    tiles.row(
        {
            _("Reached the goal"): (number(rate["people"]), _("People, at least once.")),
            _("Came back to it"): (
                percent(rate["share"], 1),
                ngettext(
                    "One person; 95% interval {low} to {high}.",
                    "{count} people; 95% interval {low} to {high}.",
                    int(rate["returned"]),
                ).format(
                    low=percent(rate["low"], 1),
                    high=percent(rate["high"], 1),
                ),
            ),
            _("Median days until then"): (
                number(rate["median_days"]),
                _("Of those who have come back."),
            ),
        }
    )
