"""The files of a workspace: what came in, what was refused and why."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd
import streamlit as st

from touchpoints import i18n, workspaces
from touchpoints.exports import tables
from touchpoints.i18n import _, ngettext
from touchpoints.importing import load
from touchpoints.importing.told import read
from touchpoints.interpreting import applied
from touchpoints.ui import downloads, session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

UNFOLDED = 3


def history(workspace: Workspace) -> None:
    """A card per loaded table, newest first, those of a file with many of them in a line to unfold."""
    loaded = workspace.run("imports").to_pylist()
    for (file, _minute), at_once in groupby(loaded, _loaded_together):
        found = list(at_once)
        many = ngettext("one table", "{count} tables", len(found))
        frame = st.container() if len(found) <= UNFOLDED else st.expander(plain(f"{file} · {many}"))
        with frame:
            for one in found:
                _draw_import(workspace, one)


def _loaded_together(one: Mapping[str, Any]) -> tuple[str, dt.datetime]:
    """The file and the minute in which a table was loaded."""
    return str(one["file"]), one["imported_at"].replace(second=0, microsecond=0)


def _draw_import(workspace: Workspace, one: Mapping[str, Any]) -> None:
    title = one["file"] if one["sheet"] is None else f"{one['file']} · {one['sheet']}"
    told = balance(
        one["rows_read"], one["rows_loaded"], one["rows_refused"], one["rows_left_out"] or 0
    )
    with st.container(border=True):
        loaded_at = one["imported_at"].replace(tzinfo=dt.UTC).astimezone()
        when = plain(i18n.moment(loaded_at))
        st.markdown(f"**{plain(title)}**  \n{plain(told)}  \n:small[:gray[{when}]]")
        with st.container(horizontal=True):
            report = kept_report(workspace, one["import_no"])
            _report(report, one["import_no"], told)
            if one["rows_refused"]:
                refused_rows(workspace, one["import_no"], one["file"])
            if not session.is_demo():
                _remove(workspace, one["import_no"])


def kept_report(workspace: Workspace, import_no: int) -> dict[str, Any]:
    """The report of an import as it was kept."""
    kept = workspace.run("import_report", {"import_no": import_no}).to_pylist()[0]["report"]
    found: dict[str, Any] = json.loads(kept)
    return found


def _report(report: Mapping[str, Any], import_no: int, told: str) -> None:
    """What was changed, left out and lacking, to read and to download."""
    lines = report_lines(report)
    with st.popover(_("Report"), icon=":material/description:"):
        st.markdown(plain(told))
        for part, told_line, rows in lines:
            counted = "" if rows is None else f" ({i18n.number(rows)})"
            st.markdown(f":gray[{plain(part)}]  \n{plain(told_line)}{counted}")
        downloads.button(
            _("Download the report"),
            f"report-{import_no}.csv",
            lambda: tables.csv(report_table(told, lines), i18n.language()),
            "text/csv",
            key=f"report {import_no}",
        )


def report_lines(report: Mapping[str, Any]) -> list[tuple[str, str, int | None]]:
    """(part of the report, sentence, rows) of a kept report."""
    refused = Counter(problem["reason"] for problem in report.get("problems", ()))
    changes = [read(each) for each in report.get("changes", ()) if isinstance(each, dict)]
    warnings = [read(each) for each in report.get("warnings", ()) if isinstance(each, dict)]
    lines: list[tuple[str, str, int | None]] = [
        (_("Be careful"), each.sentence(), None) for each in warnings
    ]
    lines += [(_("Left out"), _(why), rows) for why, rows in report.get("left_out", {}).items()]
    lines += [(_("Refused or with a remark"), _(why), rows) for why, rows in refused.items()]
    lines += [(_("What was done"), each.sentence(), None) for each in changes]
    unused = [c for c in report.get("unused_columns", ()) if c not in report.get("personal", {})]
    if unused:
        lines.append((_("Columns of which nothing is kept"), ", ".join(unused), None))
    return lines


def report_table(told: str, lines: Sequence[tuple[str, str, int | None]]) -> pd.DataFrame:
    """The report as a table."""
    rows = [(_("Rows"), told, None), *lines]
    return pd.DataFrame(rows, columns=[_("Part"), _("What"), _("Rows")])


def _remove(workspace: Workspace, import_no: int) -> None:
    with st.popover(_("Remove"), icon=":material/delete:"):
        st.markdown(_("Everything that came with this file is taken out again. It can be undone."))
        if st.button(_("Remove this file"), type="primary", key=f"remove {import_no}"):
            load.remove(workspace.folder, import_no)
            session.show(applied.catch_up(workspace.folder))
            st.rerun()


def undo(workspace: Workspace) -> None:
    """Offer to take the newest import back, while the version before it is kept."""
    if workspaces.before(workspace) is None:
        return
    with st.popover(_("Undo the last import"), icon=":material/undo:"):
        st.markdown(_("The workspace goes back to what it was before its last files were loaded."))
        if st.button(_("Undo it"), type="primary"):
            session.show(applied.catch_up(workspaces.undo(workspace).folder))
            st.rerun()


def balance(read: int, loaded: int, refused: int, left_out: int = 0) -> str:
    """Rows read = loaded + refused + left out, in one sentence."""
    told = {
        "read": ngettext("one row read", "{count} rows read", read),
        "loaded": ngettext("{count} loaded", "{count} loaded", loaded),
        "refused": ngettext("{count} refused", "{count} refused", refused),
    }
    if not left_out:
        return _("{read} = {loaded} + {refused}").format(**told)
    left = ngettext("{count} left out", "{count} left out", left_out)
    return _("{read} = {loaded} + {refused} + {left_out}").format(**told, left_out=left)


def refused_rows(workspace: Workspace, import_no: int, file: str) -> None:
    """A button that downloads the refused rows of one import with their place and the reason."""

    def rows() -> bytes:
        return tables.csv(refused_table(workspace, import_no))

    downloads.button(
        _("Refused rows"),
        f"refused-{import_no}.csv",
        rows,
        "text/csv",
        key=f"refused {import_no} {file}",
    )


def refused_table(workspace: Workspace, import_no: int) -> pd.DataFrame:
    """Columns: row in the file, column, reason, then the cells as they stood."""
    refused = workspace.run("refused_rows", {"import_no": import_no}).to_pylist()
    cells = pd.DataFrame([one["cells"] for one in refused])
    cells.columns = pd.Index([f"{place + 1}" for place in range(cells.shape[1])])
    told = pd.DataFrame(
        {
            _("row in the file"): [one["file_row"] for one in refused],
            _("column"): [one["column_name"] for one in refused],
            _("reason"): [_(one["reason"]) for one in refused],
        }
    )
    return pd.concat([told, cells], axis="columns")
