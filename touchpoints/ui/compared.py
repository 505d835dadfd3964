"""The parts of the funnel page that compare: with the period before, and the channels."""

from collections.abc import Sequence

import streamlit as st

from touchpoints.analyses import catalogue, compared, funnel
from touchpoints.i18n import _, day, label, number
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
    before = compared.period_before(filters, catalogue.period(workspace))
    if before is None or before.since is None or before.until is None:
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
        definition=_(
            "Conversion from the step before, in percentage points against {since} to {until}, with "
            "Newcombe's 95 % interval: coloured where it leaves out zero, hollow below 30 people. {open} "
            "people of this period are still open and may yet go on."
        ).format(since=day(before.since), until=day(before.until), open=number(still_open)),
        key="period before",
    )
    downloads.row(rows, name="funnel-against-before", columns=columns.compared())


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
