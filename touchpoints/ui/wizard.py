"""Load files in three short steps on one screen: choose, confirm what was understood, load."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import streamlit as st
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from touchpoints import i18n, workspaces
from touchpoints.errors import AnswerNeeded, UserError
from touchpoints.i18n import _, label, ngettext
from touchpoints.importing import load, mapping, sniff
from touchpoints.importing.load import Accepted, Report
from touchpoints.importing.mapping import Proposal
from touchpoints.importing.sniff import Table
from touchpoints.model import ANSWER_NOUNS, EVENT_NOUNS, STAGES, ColumnMapping, DateOrder, Kind
from touchpoints.ui import navigation, session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

TYPES = ["csv", "tsv", "txt", "xlsx"]


@dataclass
class Upload:
    """One chosen file, spooled to disk under a name of ours: its tables, or why it has none."""

    name: str
    tables: list[Table]
    refusal: UserError | None = None


def draw(target: Workspace | None) -> None:
    """The wizard. `target` None means that a new workspace is made when the files are loaded."""
    generation = st.session_state.setdefault("uploads", 0)
    files = st.file_uploader(
        _("Your files: events, surveys, reviews"),
        type=TYPES,
        accept_multiple_files=True,
        key=f"files {generation}",
    )
    uploads = [_spooled(file) for file in files or ()]
    for upload in uploads:
        if upload.refusal is not None:
            st.error(f"**{plain(upload.name)}** · {plain(upload.refusal.sentence())}")
    tables = [table for upload in uploads for table in upload.tables]
    if not tables:
        return
    accepted = [_confirm(number, table) for number, table in enumerate(tables)]
    ready = [one for one in accepted if one is not None]
    _load_button(target, ready, waiting=len(accepted) > len(ready), files=files or [])


def _spooled(file: UploadedFile) -> Upload:
    known: dict[str, Upload] = st.session_state.setdefault("spooled", {})
    if file.file_id not in known:
        scratch = st.session_state.setdefault("scratch", tempfile.TemporaryDirectory())
        path = Path(scratch.name) / f"upload-{len(known)}"
        with path.open("wb") as spool:
            shutil.copyfileobj(file, spool, 1 << 20)
        try:
            with st.spinner(_("Reading {name} …").format(name=plain(file.name))):
                known[file.file_id] = Upload(file.name, sniff.read(path, file.name))
        except UserError as refusal:
            known[file.file_id] = Upload(file.name, [], refusal)
    return known[file.file_id]


def _confirm(number: int, table: Table) -> Accepted | None:
    """One table's card; what the person accepts, or None while a question is open or it is left out."""
    with st.container(border=True):
        title = table.file if table.sheet is None else f"{table.file} · {table.sheet}"
        st.markdown(f"#### {plain(title)}")
        kind = _ask_kind(number, table)
        if kind is None:
            return None
        proposal = mapping.propose(table, kind)
        st.caption(plain(understood(table, proposal)))
        columns = _ask_columns(number, table, proposal, kind)
        order = _ask_date_order(number, proposal)
        chosen = replace(proposal.mapping, columns=columns, date_order=order)
        if kind == "events" and "touchpoint" in columns and "stage" not in columns:
            stages = _ask_stages(number, table, columns["touchpoint"])
            chosen = replace(chosen, stage_of_touchpoint=stages)
        return _preview(Accepted(table, chosen))


def _ask_kind(number: int, table: Table) -> Kind | None:
    """Events or answers, proposed; None where the table is left out."""
    names = {
        "events": _("Events: one row per contact"),
        "answers": _("Answers: scores and comments"),
        "leave out": _("Leave out"),
    }
    proposed = mapping.propose(table).kind
    kind = st.segmented_control(
        _("What is in this table?"),
        list(names),
        format_func=names.__getitem__,
        default=proposed if proposed in names else "leave out",
        key=f"kind {number} {table.file} {table.sheet}",
        required=True,
    )
    return None if kind == "leave out" else kind


def understood(table: Table, proposal: Proposal) -> str:
    """How the file was read, in one line."""
    facts = [
        ngettext("{count} row", "{count} rows", table.rows),
        _("header in row {row}").format(row=i18n.number(table.header_row)),
    ]
    if table.encoding:
        facts.append(table.encoding)
    if table.delimiter:
        names = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
        facts.append(_("separated by {mark}").format(mark=names.get(table.delimiter, table.delimiter)))
    if proposal.recognised_as:
        facts.insert(0, _("This looks like: {source}").format(source=proposal.recognised_as))
    return " · ".join(facts)


def noun_titles() -> dict[str, str]:
    """What the columns can mean, as a person would say it."""
    return {
        "person": _("Who (customer)"),
        "occurred_at": _("When"),
        "answered_at": _("When"),
        "channel": _("Channel"),
        "touchpoint": _("Touchpoint (what happened)"),
        "stage": _("Journey stage"),
        "value": _("Value"),
        "score": _("Score"),
        "comment": _("Comment"),
    }


def _ask_columns(
    number: int, table: Table, proposal: Proposal, kind: Kind
) -> Mapping[str, str]:
    nouns = EVENT_NOUNS if kind == "events" else ANSWER_NOUNS
    titles = noun_titles()
    chosen: dict[str, str] = {}
    for place, noun in enumerate(nouns):
        if place % 4 == 0:
            row = st.columns(4)
        proposed = proposal.mapping.columns.get(noun)
        with row[place % 4]:
            column = st.selectbox(
                titles[noun],
                table.columns,
                index=table.columns.index(proposed) if proposed in table.columns else None,
                placeholder=_("not in this file"),
                key=f"{noun} {kind} {number} {table.file} {table.sheet}",
            )
            if column is not None:
                chosen[noun] = column
                reason = proposal.reasons.get(noun) if column == proposed else None
                st.caption(plain(_reasoned(reason, _examples(table, column))))
    return chosen


def _reasoned(reason: UserError | None, examples: str) -> str:
    return examples
