"""Draw a chart: the finding above it, the definition below, the table handed over as Arrow."""

from collections.abc import Callable, Mapping

import pandas as pd
import pyarrow as pa
import streamlit as st

from touchpoints import i18n
from touchpoints.captions import words
from touchpoints.charting import Drawing, Look, Spec
from touchpoints.i18n import _
from touchpoints.ui import downloads, session
from touchpoints.ui.boundary import plain


def look() -> Look:
    """How charts look for this visitor: language and theme."""
    theme = st.context.theme.type
    return Look(language=i18n.language(), theme="dark" if theme == "dark" else "light")


def again(spec: Spec) -> Spec:
    """A chart that was drawn for paper, as this visitor's screen wants it."""
    return spec.again(look()) if isinstance(spec, Drawing) else spec


def draw(
    spec: Spec,
    table: pd.DataFrame,
    *,
    finding: Callable[[pd.DataFrame], str],
    definition: str,
    key: str,
    on_click: Callable[[], None] | None = None,
) -> None:
    """The finding as a heading, the chart, and in small print how to read it. `on_click` is called where
    a mark was chosen that the spec offers for it, with the choice in the session under the key."""
    named = words.shown(table)
    found = finding(named)
    st.markdown(f"#### {i18n.unbroken(plain(found))}")
    place(spec, table, found, key=key, on_click=on_click)
    with st.container(horizontal=True, vertical_alignment="top", key=f"definition {key}"):
        st.caption(definition, width="stretch")
        menu = st.popover(_("Download"), icon=":material/download:", type="tertiary")
    downloads.offer(downloads.Drawn(key, spec, named, found, definition, menu))


def place(
    spec: Spec,
    table: pd.DataFrame,
    alternative: str,
    *,
    key: str,
    on_click: Callable[[], None] | None = None,
) -> None:
    """The chart alone; `alternative` says in words what it shows."""
    arrow = pa.Table.from_pandas(words.shown(table), preserve_index=False)
    st.vega_lite_chart(
        arrow,
        spec,
        theme=None,
        key=key,
        alt=alternative,
        width="stretch",
        on_select=on_click or "ignore",
    )


def switch(
    title: str, name: str, options: Mapping[str, str], default: str, *, is_drawn: bool = True
) -> str:
    """A choice of one that the link carries; the value chosen, also where it is not drawn."""
    values = list(options)
    key = session.hydrate_one(name, values, default)
    if is_drawn:
        st.segmented_control(
            title,
            values,
            format_func=dict(options).__getitem__,
            key=key,
            required=True,
            wrap=True,
        )
    session.publish(name, default)
    return str(st.session_state[session.key(name)])


def pick(title: str, name: str, options: Mapping[str, str], default: str) -> str:
    """The same for choices that are many or long: a list that drops down."""
    values = list(options)
    st.selectbox(
        title,
        values,
        format_func=dict(options).__getitem__,
        key=session.hydrate_one(name, values, default),
    )
    session.publish(name, default)
    return str(st.session_state[session.key(name)])
