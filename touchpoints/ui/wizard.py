"""Load files in three short steps on one screen: choose, confirm what was understood, load."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from touchpoints import permissions, workspaces
from touchpoints.errors import UserError
from touchpoints.i18n import _, ngettext
from touchpoints.importing import load, sniff
from touchpoints.importing.load import Accepted, Report
from touchpoints.importing.watch import Tell
from touchpoints.ui import imports, navigation, session, uploads
from touchpoints.ui.boundary import plain
from touchpoints.ui.table_card import Card, Upload, Waiting
from touchpoints.workspaces import Workspace

TYPES = [
    "csv",
    "tsv",
    "txt",
    "xlsx",
    "xls",
    "xlsb",
    "ods",
    "json",
    "ndjson",
    "jsonl",
    "parquet",
    "zip",
    "gz",
]


def choose() -> list[Upload]:
    """Step one: the upload box; the chosen files, read."""
    generation = st.session_state.setdefault("uploads", 0)
    files = st.file_uploader(
        _("Your files: events, surveys, reviews (Excel, CSV, JSON, ZIP, …)"),
        type=TYPES,
        accept_multiple_files=True,
        key=f"files {generation}",
    )
    known: dict[str, Upload] = st.session_state.setdefault("spooled", {})
    for gone in known.keys() - {file.file_id for file in files}:
        known.pop(gone).forget()
    return [_spooled(file, known) for file in files]


def confirm(target: Workspace | None, chosen: Sequence[Upload]) -> None:
    """Steps two and three: what was understood of each table, and the button that loads them.

    `target` None means that a new workspace is made when the files are loaded.
    """
    for upload in chosen:
        if upload.refusal is not None:
            st.error(f"**{plain(upload.name)}**  \n{plain(upload.refusal.sentence())}")
    drawn: list[Accepted | Waiting | None] = []
    for upload in chosen:
        cards = [Card(target, upload, place) for place in range(len(upload.tables))]
        if upload.is_folded:
            with st.container(border=True):
                found = ngettext("one table found", "{count} tables found", len(cards))
                st.markdown(f"#### {plain(upload.name)}")
                st.caption(_("{tables}: unfold one to see or change it.").format(tables=found))
                with st.container(gap="xsmall"):
                    drawn += [card.draw() for card in cards]
        else:
            drawn += [card.draw() for card in cards]
    decisions = [one for one in drawn if one is not None]
    if decisions:
        _draw_load_button(target, decisions)


def _spooled(file: UploadedFile, known: dict[str, Upload]) -> Upload:
    if file.file_id not in known:
        name = plain(file.name)
        told = _("Reading {name} …").format(name=name)
        stopped = _("The reading of {name} was stopped.").format(name=name)
        with (
            tempfile.TemporaryDirectory(prefix="touchpoints-") as scratch,
            _progress(told, stopped, _("Read it again"), key=file.file_id) as tell,
        ):
            path = Path(scratch) / "upload"
            try:
                uploads.copy(file, path)
                tables = sniff.read(path, file.name, progress=tell)
                known[file.file_id] = Upload(file.name, tables)
            except UserError as refusal:
                known[file.file_id] = Upload(file.name, [], refusal)
    return known[file.file_id]


def _draw_load_button(target: Workspace | None, decisions: Sequence[Accepted | Waiting]) -> None:
    accepted = [one for one in decisions if isinstance(one, Accepted)]
    rows = sum(one.table.rows for one in accepted)
    ready = len(accepted) == len(decisions) and rows > 0
    if not st.button(
        ngettext("Load one row", "Load {count} rows", rows),
        key="load",
        type="primary",
        disabled=not ready,
        icon=":material/check:",
    ):
        return
    stopped = _("The loading was stopped, and nothing was loaded.")
    workspace = target or session.create(Path(accepted[0].table.file).stem)
    try:
        with _progress(_("Loading …"), stopped, _("Back to the files"), key="loading") as tell:
            reports = load.load(workspace.folder, accepted, tell)
    except BaseException:
        if target is None:
            with permissions.granted():  # to ask the session would end a cancelled run right here
                workspaces.delete(workspace)
        raise
    _free_uploads()
    st.session_state["loaded"] = reports
    session.show(workspace)
    for report in reports:
        session.note("imported", report.file)
    session.sweep(workspace)
    navigation.go("start/data.py")


@contextlib.contextmanager
def _progress(told: str, stopped: str, go_on: str, *, key: str) -> Iterator[Tell]:
    """A bar for the share done. Streamlit ends the run where a share is told and the visitor has clicked
    elsewhere or pressed Stop, after which nothing more is sent: what to say then stands below the bar, and
    is shown when nothing runs any more (chrome)."""
    frame = st.empty()
    with frame.container(key=f"working {key}"):
        bar = st.progress(0.0, text=told)
        with st.container(key=f"stopped {key}"):
            st.info(stopped, icon=":material/block:")
            st.button(go_on, key=f"again {key}")

    def tell(share: float) -> None:
        bar.progress(share, text=told)

    try:
        yield tell
    finally:
        frame.empty()


def _free_uploads() -> None:
    """Give the bytes of the uploaded files back at once, not when the session ends."""
    for file_id, upload in st.session_state.pop("spooled", {}).items():
        upload.forget()
        uploads.forget(file_id)
    st.session_state["uploads"] += 1


def _draw_result(file: str, reports: Sequence[Report]) -> None:
    """The rows of a file's tables together."""
    told = imports.balance(
        sum(report.rows_read for report in reports),
        sum(report.rows_loaded for report in reports),
        sum(report.rows_refused for report in reports),
        sum(report.rows_left_out for report in reports),
    )
    many = ngettext("one table", "{count} tables", len(reports)) if len(reports) > 1 else ""
    title = f"**{plain(file)}**" + (f" · {many}" if many else "")
    st.success(f"{title}  \n{plain(told)}", icon=":material/check:")


def result() -> bool:
    """What has just been loaded, said once, and where to look next; whether there was anything."""
    reports: Sequence[Report] = st.session_state.pop("loaded", ())
    for file, of_file in groupby(reports, lambda report: report.file):
        _draw_result(file, list(of_file))
    kinds = {report.kind for report in reports}
    with st.container(horizontal=True):
        if kinds:
            navigation.link("start/overview.py", _("See the overview"))
        if "events" in kinds:
            navigation.link("journey/funnel.py", _("See the funnel"))
            navigation.link("journey/heatmap.py", _("See the heatmap"))
        if "answers" in kinds:
            navigation.link("voice/feedback.py", _("See what customers say"))
    return bool(reports)
