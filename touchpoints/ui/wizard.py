"""Load files in three short steps on one screen: choose, confirm what was understood, load."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, cast

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from touchpoints import i18n, workspaces
from touchpoints.errors import UserError
from touchpoints.i18n import _, label, ngettext
from touchpoints.importing import load, mapping, profile, sniff
from touchpoints.importing.load import Accepted, Report
from touchpoints.importing.mapping import Proposal
from touchpoints.importing.sniff import Table
from touchpoints.model import ANSWER_NOUNS, EVENT_NOUNS, STAGES, DateOrder, Kind, Measure, Question
from touchpoints.ui import imports, navigation, preview, session
from touchpoints.ui.boundary import plain
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
Found = TypeVar("Found")


@dataclass
class Upload:
    """One chosen file, spooled under a name of ours: its tables, or why it has none.

    `known` keeps what was computed about them, so that a rerun computes nothing twice.
    """

    name: str
    tables: list[Table]
    refusal: UserError | None = None
    known: dict[object, object] = field(default_factory=dict)

    def once(self, key: object, compute: Callable[[], Found]) -> Found:
        """The value under this key, computed the first time."""
        if key not in self.known:
            self.known[key] = compute()
        return cast(Found, self.known[key])


def choose() -> list[Upload]:
    """Step one: the upload box; the chosen files, read."""
    generation = st.session_state.setdefault("uploads", 0)
    files = st.file_uploader(
        _("Your files: events, surveys, reviews (Excel, CSV, JSON, ZIP, …)"),
        type=TYPES,
        accept_multiple_files=True,
        key=f"files {generation}",
    )
    return [_spooled(file) for file in files or ()]


def confirm(target: Workspace | None, uploads: Sequence[Upload]) -> None:
    """Steps two and three: what was understood of each table, and the button that loads them.

    `target` None means that a new workspace is made when the files are loaded.
    """
    for upload in uploads:
        if upload.refusal is not None:
            st.error(f"**{plain(upload.name)}**  \n{plain(upload.refusal.sentence())}")
    tables = [(upload, place) for upload in uploads for place in range(len(upload.tables))]
    drawn = [_Card(upload, place).draw() for upload, place in tables]
    decisions = [one for one in drawn if one is not None]
    if decisions:
        _draw_load_button(target, decisions)


def _spooled(file: UploadedFile) -> Upload:
    known: dict[str, Upload] = st.session_state.setdefault("spooled", {})
    if file.file_id not in known:
        with tempfile.TemporaryDirectory(prefix="touchpoints-") as scratch:
            path = Path(scratch) / "upload"
            with path.open("wb") as spool:
                shutil.copyfileobj(file, spool, 1 << 20)
            try:
                with st.spinner(_("Reading {name} …").format(name=plain(file.name))):
                    known[file.file_id] = Upload(file.name, sniff.read(path, file.name))
            except UserError as refusal:
                known[file.file_id] = Upload(file.name, [], refusal)
    return known[file.file_id]


@dataclass(frozen=True)
class Waiting:
    """A table with an open question, in a sentence."""

    sentence: str


class _Card:
    """One table: what was understood, and what the person says of it."""

    def __init__(self, upload: Upload, place: int) -> None:
        self.upload, self.place = upload, place
        self.table = upload.tables[place]
        self.name = f"{upload.name} {place}"

    def draw(self) -> Accepted | Waiting | None:
        """What the person accepts; None where the table is left out."""
        with st.container(border=True):
            title = [self.table.file, self.table.sheet or ""]
            st.markdown(f"#### {plain(' · '.join(part for part in title if part))}")
            kind = self._ask_kind()
            if kind is None:
                return None
            proposal = self._proposal(kind)
            st.caption(plain(understood(self.table, proposal)))
            return self._ask(kind, proposal)

    def _ask(self, kind: Kind, proposal: Proposal) -> Accepted | Waiting:
        columns = self._ask_columns(kind, proposal)
        if columns != proposal.mapping.columns:
            cleared = dict.fromkeys(proposal.mapping.columns, "")
            proposal = self.upload.once(
                (self.place, kind, tuple(columns.items())),
                lambda: mapping.with_columns(self.table, proposal, {**cleared, **columns}, kind),
            )
        order = self._ask_date_order(proposal)
        chosen = replace(proposal.mapping, date_order=order)
        if kind == "answers":
            chosen = replace(chosen, questions=self._ask_questions(chosen.questions))
        elif "touchpoint" in columns and "stage" not in columns:
            stages = self._ask_stages(columns["touchpoint"])
            chosen = replace(chosen, stage_of_touchpoint=stages)
        if proposal.missing:
            titles = noun_titles()
            missing = ", ".join(titles[noun] for noun in proposal.missing)
            return self._wait(_("Say which column holds: {missing}.").format(missing=missing))
        if proposal.date_question is not None and order is None:
            return self._wait(_("Say how the dates are written."))
        notes = tuple(note.sentence() for note in proposal.notes)
        return self._preview(Accepted(self.table, chosen, proposal.recognised_as, notes))

    def _wait(self, sentence: str) -> Waiting:
        st.warning(plain(sentence), icon=":material/help:")
        return Waiting(sentence)

    def _proposal(self, kind: Kind | None) -> Proposal:
        first = self.upload.once((self.place, "proposal"), lambda: mapping.propose(self.table))
        if kind in (None, first.kind):
            return first
        return self.upload.once((self.place, kind), lambda: mapping.propose(self.table, kind))

    def _ask_kind(self) -> Kind | None:
        kinds: dict[Kind, str] = {
            "events": _("Events: one row per contact"),
            "answers": _("Answers: scores and comments"),
            "unusable": _("Leave this table out"),
        }
        proposal = self._proposal(None)
        kind = st.segmented_control(
            _("What is in this table?"),
            list(kinds),
            format_func=kinds.__getitem__,
            default={"chat": "events"}.get(proposal.kind, proposal.kind)
            if proposal.kind in (*kinds, "chat")
            else "unusable",
            key=f"kind {self.name}",
            required=True,
            wrap=True,
        )
        st.caption(plain(proposal.reasons["kind"].sentence()))
        return None if kind == "unusable" else kind

    def _ask_columns(self, kind: Kind, proposal: Proposal) -> dict[str, str]:
        titles = noun_titles()
        nouns = [
            one for one in (EVENT_NOUNS if kind == "events" else ANSWER_NOUNS) if one != "score"
        ]
        examples = {seen.column: seen.examples for seen in proposal.profiles}
        chosen: dict[str, str] = {}
        with st.container(horizontal=True, gap="medium"):
            for noun in nouns:
                proposed = proposal.mapping.columns.get(noun)
                with st.container(width=270, gap="xsmall"):
                    column = st.selectbox(
                        titles[noun],
                        self.table.columns,
                        index=self.table.columns.index(proposed) if proposed else None,
                        placeholder=_("not in this file"),
                        key=f"{noun} {kind} {self.name}",
                    )
                    if column is not None:
                        chosen[noun] = column
                        known = proposal.reasons.get(noun) if column == proposed else None
                        told = known.sentence() if known else ", ".join(examples[column][:3])
                        st.caption(plain(told[:120]))
        score = proposal.mapping.columns.get("score")
        return {**chosen, "score": score} if score else chosen

    def _ask_date_order(self, proposal: Proposal) -> DateOrder | None:
        if proposal.date_question is None:
            return proposal.date_order
        first, second = proposal.date_question
        orders: dict[DateOrder, str] = {
            "dmy": _("day first: day/month/year"),
            "mdy": _("month first: month/day/year"),
        }
        sentence = _(
            "The dates can be read in two ways, for example {first} and {second}. "
            "How are they written?"
        )
        return st.radio(
            sentence.format(first=plain(first), second=plain(second)),
            list(orders),
            format_func=orders.__getitem__,
            index=None,
            key=f"order {self.name}",
        )

    def _ask_questions(self, questions: Sequence[Question]) -> tuple[Question, ...]:
        measures: dict[Measure | None, str] = {
            "nps": _("NPS, 0 to 10"),
            "csat": _("Satisfaction (CSAT)"),
            "ces": _("Effort (CES)"),
            "rating": _("Another rating"),
            None: _("Leave out"),
        }
        kept = []
        for question in questions:
            choice = st.selectbox(
                plain(question.column),
                list(measures),
                format_func=measures.__getitem__,
                index=list(measures).index(question.measure),
                key=f"question {question.column} {self.name}",
            )
            if choice is not None:
                kept.append(replace(question, measure=choice))
        return tuple(kept)

    def _ask_stages(self, column: str) -> Mapping[str, str]:
        touchpoints = self.upload.once(
            (self.place, "values", column), lambda: profile.values(self.table, column)
        )
        proposed = mapping.propose_stages(touchpoints)
        told = ngettext(
            "Journey stages: one proposed from the names",
            "Journey stages: {count} proposed from the names",
            len(proposed),
        )
        names = {label(stage): stage for stage in STAGES}
        with st.expander(told, icon=":material/route:"):
            st.caption(
                _("The file names no stages. Say which stage of the journey each touchpoint is in.")
            )
            asked = pd.DataFrame(
                {
                    "touchpoint": touchpoints,
                    "stage": [
                        label(proposed[one]) if one in proposed else None for one in touchpoints
                    ],
                }
            )
            answered = st.data_editor(
                asked,
                hide_index=True,
                disabled=["touchpoint"],
                column_config={
                    "touchpoint": _("Touchpoint"),
                    "stage": st.column_config.SelectboxColumn(
                        _("Journey stage"), options=list(names)
                    ),
                },
                key=f"stages {column} {self.name} {i18n.language()}",
            )
        pairs = zip(answered["touchpoint"], answered["stage"], strict=True)
        return {touchpoint: names[stage] for touchpoint, stage in pairs if stage in names}

    def _preview(self, accepted: Accepted) -> Accepted | Waiting:
        try:
            checked = self.upload.once(repr(accepted.mapping), lambda: load.check(accepted))
        except UserError as open_question:
            return self._wait(open_question.sentence())
        preview.draw(checked.first_rows, noun_titles())
        st.caption(
            plain(
                imports.balance(
                    checked.rows_read,
                    checked.rows_loaded,
                    checked.rows_refused,
                    checked.rows_left_out,
                )
            )
        )
        return accepted


def understood(table: Table, proposal: Proposal) -> str:
    """How the file was read, in one line."""
    facts = [ngettext("one row", "{count} rows", table.rows)]
    if proposal.recognised_as:
        facts.insert(0, _("This looks like: {source}").format(source=proposal.recognised_as))
    if table.header_row:
        facts.append(_("header in row {row}").format(row=i18n.number(table.header_row)))
    if table.encoding:
        facts.append(table.encoding)
    if table.delimiter:
        marks = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
        mark = marks.get(table.delimiter, table.delimiter)
        facts.append(_("separated by {mark}").format(mark=mark))
    told = [*(_(note) for note in table.notes), *(note.sentence() for note in proposal.notes)]
    return " · ".join([*facts, *told])


def noun_titles() -> dict[str, str]:
    """What the columns can mean, as a person would say it."""
    return {
        "occurred_at": _("When"),
        "person": _("Who (customer)"),
        "answered_at": _("When"),
        "channel": _("Channel"),
        "touchpoint": _("Touchpoint (what happened)"),
        "stage": _("Journey stage"),
        "value": _("Value"),
        "score": _("Score"),
        "comment": _("Comment"),
    }


def _draw_load_button(target: Workspace | None, decisions: Sequence[Accepted | Waiting]) -> None:
    accepted = [one for one in decisions if isinstance(one, Accepted)]
    rows = sum(one.table.rows for one in accepted)
    ready = len(accepted) == len(decisions) and rows > 0
    if not st.button(
        ngettext("Load one row", "Load {count} rows", rows),
        type="primary",
        disabled=not ready,
        icon=":material/check:",
    ):
        return
    shown = st.progress(0.0, text=_("Loading …"))
    workspace = target or workspaces.create(session.folder(), Path(accepted[0].table.file).stem)
    try:
        reports = load.load(workspace.folder, accepted, lambda share: _tell(shown, share))
    except BaseException:
        if target is None:
            workspaces.delete(workspace)
        raise
    _free_uploads()
    st.session_state["loaded"] = reports
    session.show(workspace)
    navigation.go("start/data.py")


def _tell(progress: DeltaGenerator, share: float) -> None:
    progress.progress(share, text=_("Loading …"))


def _free_uploads() -> None:
    """Give the bytes of the uploaded files back at once, not when the session ends."""
    context = get_script_run_ctx()
    manager = cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)
    for file_id in st.session_state.pop("spooled", {}):
        if context is not None:
            manager.remove_file(context.session_id, file_id)
    st.session_state["uploads"] += 1


def result() -> None:
    """What has just been loaded, said once, and where to look next."""
    reports: Sequence[Report] = st.session_state.pop("loaded", ())
    for report in reports:
        told = imports.balance(
            report.rows_read, report.rows_loaded, report.rows_refused, report.rows_left_out
        )
        st.success(f"**{plain(report.file)}**  \n{plain(told)}", icon=":material/check:")
    kinds = {report.kind for report in reports}
    with st.container(horizontal=True):
        if kinds:
            navigation.link("start/overview.py", _("See the overview"))
        if "events" in kinds:
            navigation.link("journey/funnel.py", _("See the funnel"))
            navigation.link("journey/heatmap.py", _("See the heatmap"))
        if "answers" in kinds:
            navigation.link("voice/feedback.py", _("See what customers say"))
