"""The parts of the funnel page that compare: with the period before, and the channels."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from touchpoints.analyses import catalogue, compared, funnel
from touchpoints.i18n import _, day, label, ngettext
from touchpoints.model import Dimension, Filters
from touchpoints.ui import charts, columns, downloads
from touchpoints.workspaces import Workspace


def draw_before(
    workspace: Workspace,
    filters: Filters,
    over: Dimension,
    steps: Sequence[str],
    within: float | None,
    still_open: int,
) -> None:
    """The difference of each step from the period of equal length before; nothing where no period is
    filtered. `still_open` people of this period may yet go on."""
    period = catalogue.period(workspace)
    before = compared.period_before(filters, period)
    if before is None:
        return
    st.subheader(_("Against the period before"))
    rows = compared.compared(workspace, filters, before, over=over, steps=steps, within=within)
    if rows["difference"].isna().all():
        st.info(_("Nobody entered the funnel in the period before."))
        return
    rows["step"] = [
        _("Whole funnel") if name == compared.WHOLE else f"{place}. {label(name)}"
        for place, name in enumerate(rows["step"], start=2)
    ]
    charts.draw(
        compared.chart(charts.look(), len(rows)),
        rows,
        finding=compared.finding,
        definition=_definition(before, period, still_open),
        key="period before",
    )
    downloads.row(rows, name="funnel-against-before", columns=columns.compared())


def _definition(before: Filters, period: tuple[dt.date, dt.date] | None, still_open: int) -> str:
    assert before.since is not None
    assert before.until is not None
    assert period is not None
    told = _(
        "Conversion from the step before, in percentage points against {since} to {until}, with "
        "Newcombe's 95 % interval: coloured where it leaves out zero, hollow below 30 people."
    ).format(since=day(before.since), until=day(before.until))
    if before.since < period[0]:
        told += " " + _("The data begin on {first}: the period before is not whole.").format(
            first=day(period[0])
        )
    if still_open:
        told += " " + ngettext(
            "{count} person of this period is still open and may yet go on.",
            "{count} people of this period are still open and may yet go on.",
            still_open,
        )
    return told


def draw_channels(
    workspace: Workspace,
    filters: Filters,
    over: Dimension,
    steps: Sequence[str],
    within: float | None,
) -> None:
    """The funnel of each channel."""
    rows = funnel.by_channel(workspace, filters, over=over, steps=steps, within=within)
    charts.draw(
        funnel.chart_by_channel(charts.look(), rows["channel"].nunique(), len(steps)),
        rows,
        finding=funnel.finding_by_channel,
        definition=_("A person counts in the channel of the event that opened their best attempt."),
        key="funnel by channel",
    )
    downloads.row(rows, name="funnel-by-channel", columns=columns.funnel_by_channel())
