"""The settings, choices and figures of the page about response times."""

import datetime as dt
from typing import Any, cast

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import catalogue, hours, response
from touchpoints.analyses.hours import Hours
from touchpoints.analyses.response import Exchange
from touchpoints.i18n import _, duration, label, ngettext, number, percent
from touchpoints.ui import charts, downloads, sidebar, tiles, writing
from touchpoints.workspaces import Workspace


def settings(workspace: Workspace) -> tuple[Exchange, Hours]:
    """What counts as a request and as a reply, and when the business is open; to be changed here. The
    page stops until there are both."""
    given, open_ = response.exchange(workspace), hours.hours(workspace)
    complete = bool(given.inbound and given.outbound)
    if not complete:
        st.info(
            _(
                "Say which touchpoints are requests of customers and which are your replies: from the one "
                "to the other the time is measured."
            )
        )
    writing.say_kept()
    with st.expander(
        _("Requests, replies and business hours"),
        icon=":material/tune:",
        expanded=not complete,
        key="response settings",
    ):
        _ask(workspace, given, open_)
    if not complete:
        st.stop()
    return given, open_


def _ask(workspace: Workspace, given: Exchange, open_: Hours) -> None:
    allowed = writing.allowed(workspace)
    with st.form("response settings form", border=False):
        asked = _ask_exchange(workspace, given)
        chosen = _ask_hours(open_)
        if st.form_submit_button(_("Save"), type="primary", disabled=not allowed):
            writing.keep(lambda: _write(workspace, asked, chosen))


def _write(workspace: Workspace, given: Exchange, open_: Hours) -> None:
    hours.check(open_)
    response.write(workspace, given)
    hours.write(workspace, open_)


def _ask_exchange(workspace: Workspace, given: Exchange) -> Exchange:
    touchpoints = list(catalogue.touchpoints(workspace))
    labels = {one: label(one) for one in touchpoints}
    sides = {
        _("Requests of customers"): given.inbound,
        _("Your replies"): given.outbound,
    }
    inbound, outbound = (
        tuple(
            st.multiselect(
                title,
                touchpoints,
                default=list(side),
                format_func=labels.__getitem__,
                select_all=False,
                placeholder=_("Choose touchpoints"),
            )
        )
        for title, side in sides.items()
    )
    target = st.selectbox(
        _("A reply is due within"),
        response.TARGETS,
        index=response.TARGETS.index(given.target),
        format_func=duration,
    )
    return Exchange(inbound, outbound, target)


def _ask_hours(open_: Hours) -> Hours:
    week = pd.DataFrame(
        {
            "weekday": i18n.weekdays(),
            "opens": [dt.time(*divmod(span[0], 60)) if span else None for span in open_.week],
            "closes": [
                dt.time(*divmod(span[1] % hours.MIDNIGHT, 60)) if span else None
                for span in open_.week
            ],
        }
    )
    st.markdown(_("**Business hours.** Leave a day without times where you are closed."))
    answered = st.data_editor(
        week,
        hide_index=True,
        disabled=["weekday"],
        placeholder=_("closed"),
        column_config={
            "weekday": _("Weekday"),
            "opens": st.column_config.TimeColumn(_("from"), format="HH:mm", step=300),
            "closes": st.column_config.TimeColumn(_("to"), format="HH:mm", step=300),
        },
        key=f"hours {i18n.language()} {open_.week}",
    )
    with st.container(horizontal=True):
        zone = st.selectbox(
            _("Time zone"),
            ["", *hours.zones()],
            index=["", *hours.zones()].index(open_.zone),
            format_func=lambda name: name.replace("_", " ") or _("The clock of the files"),
            help=_("Choose a zone where the times of the files are in UTC."),
        )
        country = st.selectbox(
            _("Closed on the public holidays of"),
            ["", *sorted(hours.COUNTRIES, key=i18n.country)],
            index=["", *sorted(hours.COUNTRIES, key=i18n.country)].index(open_.country),
            format_func=lambda code: i18n.country(code) if code else _("no country"),
        )
    days = st.data_editor(
        pd.DataFrame({"day": pd.Series(open_.closed, dtype="object")}),
        num_rows="dynamic",
        placeholder="–",
        hide_index=True,
        column_config={
            "day": st.column_config.DateColumn(
                _("Further closed days"), format=sidebar.DATE_FORMATS[i18n.language()]
            )
        },
        key=f"closed {i18n.language()} {open_.closed}",
    )
    return Hours(
        week=tuple(map(_span, answered["opens"], answered["closes"])),
        zone=zone,
        country=country,
        closed=tuple(pd.to_datetime(days["day"].dropna()).dt.date),
    )


def _span(opens: Any, closes: Any) -> hours.Span | None:
    if pd.isna(opens) and pd.isna(closes):
        return None
    # An end that is missing makes no sense, and is refused when it is written.
    minutes = [-1 if pd.isna(one) else one.hour * 60 + one.minute for one in (opens, closes)]
    return minutes[0], minutes[1] or hours.MIDNIGHT


def business() -> bool:
    """Whether only the time while the business is open counts."""
    clocks = {"calendar": _("All hours"), "business": _("Business hours")}
    return charts.switch(_("Count"), "clock", clocks, default="calendar") == "business"


def over() -> response.Over:
    """By what waits are compared."""
    places = {"touchpoint": _("Touchpoint"), "channel": _("Channel"), "stage": _("Journey stage")}
    return cast(response.Over, charts.switch(_("Compare by"), "by", places, default="touchpoint"))


def draw_tiles(rows: pd.DataFrame, target: int) -> None:
    """The figures of all requests together."""
    one = rows.iloc[0]
    tiles.row(
        {
            _("Median wait"): (
                duration(one["median"]),
                ngettext(
                    "Of one reply; 95% interval {low} to {high}.",
                    "Of {count} replies; 95% interval {low} to {high}.",
                    int(one["answered"]),
                ).format(low=duration(one["median_low"]), high=duration(one["median_high"])),
            ),
            _("90th percentile"): (
                duration(one["p90"]),
                _("Nine of ten replies came within it. The mean is {mean}.").format(
                    mean=duration(one["mean"])
                ),
            ),
            _("Within {time}").format(time=duration(target)): (
                percent(one["share"]),
                ngettext(
                    "Of one request; 95% interval {low} to {high}.",
                    "Of {count} requests; 95% interval {low} to {high}.",
                    int(one["judged"]),
                ).format(low=percent(one["low"]), high=percent(one["high"])),
            ),
            _("Without a reply"): (
                number(one["unanswered"]),
                ngettext("Of one request.", "Of {count} requests.", int(one["requests"])),
            ),
        }
    )


def draw(found: pd.DataFrame, target: int, by: response.Over, is_business: bool) -> None:
    """How long people wait at each place or hour."""
    rows = response.response(found, target, by)
    charts.draw(
        response.chart(charts.look(), target, by),
        rows,
        finding=response.finding_of_hours if by == "hour" else response.finding_of_places,
        definition=definition(by, is_business),
        key=f"response {by}",
    )
    downloads.row(rows, name=f"response-by-{by}", columns=columns())


def definition(by: response.Over, is_business: bool) -> str:
    """How waits are counted, in small print; below the chart of hours only what is new."""
    if by == "hour":
        return _("By the hour at which people asked, on the clock of the business; else as above.")
    counted = _(
        "From the first message of a person to the next reply to that person, whatever its channel. The "
        "dot is the median of the replies with its 95% interval, the bar beyond it the 90th percentile; "
        "each line of the scale is a multiple of the one before. Orange where the median is later than the "
        "target, pale below 30 replies."
    )
    if not is_business:
        return counted
    return counted + " " + _("Only the time while the business is open counts.")


def columns() -> dict[str, str]:
    """Of `analyses.response.response`, in seconds."""
    return {
        "place": _("Place"),
        "requests": _("Requests"),
        "answered": _("With a reply"),
        "unanswered": _("Without a reply"),
        "median": _("Median seconds"),
        "median_low": _("Median: 95% interval from"),
        "median_high": _("Median: to"),
        "mean": _("Mean seconds"),
        "p90": _("90th percentile, seconds"),
        "inside": _("Within the target"),
        "judged": _("Requests judged"),
        "share": _("Share within the target"),
        "low": _("95% interval from"),
        "high": _("to"),
    }
