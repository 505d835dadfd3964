"""The people behind a cell of a heatmap that was clicked on: how many, their list, the journey of each."""

from typing import Any

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import leavers, timeline
from touchpoints.i18n import _, label, ngettext
from touchpoints.model import Filters
from touchpoints.ui import downloads, person
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace


def clicked(key: str) -> dict[str, Any]:
    """The cell of the chart of this key that was clicked on, by its fields; none where none is chosen."""
    cells = st.session_state.get(key, {}).get("selection", {}).get("cell") or [{}]
    return dict(cells[0])


def draw_hour(workspace: Workspace, filters: Filters, key: str) -> None:
    """Who came at the hour of a weekday that was clicked on."""
    cell = clicked(key)
    if {"weekday", "hour"} <= set(cell):
        weekday, hour = int(cell["weekday"]), int(cell["hour"])
        title = f"{i18n.weekdays()[weekday - 1]}, {i18n.hour(hour)}"
        people = timeline.people_at(workspace, filters, weekday=weekday, hour=hour)
        _draw(title, people["person"].to_list(), f"people-weekday-{weekday}-hour-{hour}")


def draw_touchpoint(
    workspace: Workspace, filters: Filters, key: str, touchpoints: dict[str, str]
) -> None:
    """Who met the touchpoint whose row was clicked on; `touchpoints` by the names that the chart shows."""
    touchpoint = touchpoints.get(str(clicked(key).get("touchpoint")))
    if touchpoint is not None:
        people = timeline.people_at(workspace, filters, place=touchpoint)
        _draw(label(touchpoint), people["person"].to_list(), "people-touchpoint")


def _draw(title: str, people: list[str], name: str) -> None:
    with st.container(border=True, key="people of a cell"):
        told = ngettext("{count} person was there.", "{count} people were there.", len(people))
        st.markdown(f"**{plain(title)}** · {told}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            listed = {one: one for one in people[: leavers.MOST_LISTED]}
            person.pick(listed, len(people), key=f"one of {title}")
            rows = pd.DataFrame({_("Person (pseudonym)"): people})
            downloads.people(len(people), f"{name}.csv", lambda: rows)
