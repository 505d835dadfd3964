"""What can be taken away: each chart as a picture, its table as a spreadsheet, the page as a report.

A file is written when it is asked for, after the page is drawn: it remembers the language it is for.
"""

import contextvars
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from touchpoints.captions import cells
from touchpoints.charting import Spec
from touchpoints.exports import pictures, tables
from touchpoints.exports.exhibits import Exhibit, built, light, titled
from touchpoints.i18n import _, language, ngettext
from touchpoints.ui import session, sheets, sidebar
from touchpoints.ui.folding import folded

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_PAGE = "drawn on this page"


@dataclass
class Drawn:
    """A chart of this page with its menu; the table comes later, with `row`."""

    name: str
    spec: Spec
    data: pd.DataFrame
    finding: str
    definition: str
    menu: Any = field(repr=False)
    table: pd.DataFrame | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def exhibit(self) -> Exhibit:
        """The same for a report."""
        table = pd.DataFrame() if self.table is None else self.table
        return built(
            self.name,
            table,
            self.columns,
            finding=self.finding,
            definition=self.definition,
            chart=self.spec,
            data=self.data,
        )

    def svg(self, stamp: str) -> str:
        """The chart as a picture of its own."""
        texts = {"finding": self.finding, "definition": self.definition, "stamp": stamp}
        return pictures.alone(light(self.spec), self.data, **texts)


def _on_page() -> dict[str, Drawn]:
    drawn: dict[str, Drawn] = st.session_state.setdefault(ON_PAGE, {})
    return drawn


def offer(drawn: Drawn) -> None:
    """A chart's pictures in its menu, which waits for the table."""
    _on_page()[drawn.name] = drawn
    stamp = " · ".join((session.workspace().name, sidebar.sentence_in_force()))
    with drawn.menu:
        _button(f"{drawn.name}.png", "PNG", "image", lambda: pictures.png(drawn.svg(stamp)))
        _button(f"{drawn.name}.svg", "SVG", "polyline", lambda: drawn.svg(stamp).encode())


def row(table: pd.DataFrame, *, name: str, columns: Mapping[str, str]) -> None:
    """An expander with the table (`columns`: titles, in order); it joins the menus of the charts that it
    is behind, or has its own where there is none."""
    files = partial(titled, table, columns)
    waiting = [drawn for drawn in _on_page().values() if drawn.table is None]
    for drawn in waiting:
        drawn.table, drawn.columns = table, columns
        with drawn.menu:
            _sheets(files, name, drawn.name)
    with folded(_("Table"), "table", f"table {name}") as is_open:
        if not is_open:
            return
        shown = files()
        shares = {
            title
            for name, title in columns.items()
            if name in table and cells.is_share(table, name)
        }
        st.dataframe(
            shown,
            hide_index=True,
            width="stretch",
            placeholder="–",
            column_config=sheets.explained(shown, shares),
        )
        if not waiting:
            with st.container(horizontal=True):
                _sheets(files, name, name)


def _sheets(files: Callable[[], pd.DataFrame], name: str, key: str) -> None:
    _button(f"{name}.xlsx", "Excel", "table", lambda: tables.xlsx(files()), EXCEL, key)
    _button(f"{name}.csv", "CSV", "csv", lambda: tables.csv(files(), language()), "text/csv", key)


def _button(
    file: str,
    title: str,
    icon: str,
    write: Callable[[], bytes],
    mime: str | None = None,
    key: str = "",
) -> None:
    """A download of a menu."""
    button(
        title,
        file.replace(" ", "-"),
        write,
        mime,
        key=f"download {file} {key}",
        icon=icon,
        type="tertiary",
    )


def button(
    title: str,
    file: str,
    write: Callable[[], bytes],
    mime: str | None = None,
    *,
    icon: str = "download",
    **look: Any,
) -> None:
    """The one way in which a file leaves: it is written when it is asked for, in the language of now, and
    that is noted."""
    context = contextvars.copy_context()
    st.download_button(
        title,
        session.noted("exported", file, lambda: context.copy().run(write)),
        file,
        mime,
        icon=f":material/{icon}:",
        on_click="ignore",
        **look,
    )


def people(count: int, file: str, rows: Callable[[], pd.DataFrame]) -> None:
    """So many people as a list to take away."""
    button(
        ngettext("List of {count} person (CSV)", "List of {count} people (CSV)", count),
        file,
        lambda: tables.csv(rows()),
        "text/csv",
        help=_("Pseudonyms, never the ids of your file."),
    )


def page(title: str) -> None:
    """Everything that this page shows as a report, at its end."""
    drawn = list(_on_page().values())
    if not drawn:
        return
    workspace, filters = session.workspace(), sidebar.in_force()

    def writer(kind: str) -> Callable[[], bytes]:
        def write() -> bytes:
            from touchpoints.exports import report
            from touchpoints.exports.exhibits import Asked, silent

            exhibits = [one.exhibit() for one in drawn]
            made = report.of(Asked(workspace, filters), [(title, exhibits)])
            return report.FORMATS[kind].write(made, silent)

        return write

    name = st.session_state.get("page") or "report"
    with st.popover(_("This page as a report"), icon=":material/download:", type="tertiary"):
        for kind, format_, icon in (
            ("pdf", "PDF", "picture_as_pdf"),
            ("pptx", "PowerPoint", "slideshow"),
            ("html", "HTML", "html"),
        ):
            _button(f"{name}.{kind}", format_, icon, writer(kind))
