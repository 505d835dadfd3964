"""One table of an upload: what was understood of it, and what the person says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from textwrap import shorten
from typing import TypeVar, cast

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from touchpoints import i18n
from touchpoints.errors import UserError
from touchpoints.i18n import _, label, ngettext
from touchpoints.importing import known, load, mapping, memory, personal, profile
from touchpoints.importing.load import Accepted
from touchpoints.importing.mapping import Proposal
from touchpoints.importing.report import veiled_rows
from touchpoints.importing.sniff import Table
from touchpoints.model import (
    ANSWER_NOUNS,
    EVENT_NOUNS,
    STAGES,
    ColumnMapping,
    DateOrder,
    Kind,
)
from touchpoints.ui import imports, measures, preview, repeats, understood
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

Found = TypeVar("Found")
UNFOLDED_TABLES = 3


@dataclass
class Upload:
    """One chosen file, spooled under a name of ours: its tables, or why it has none.

    `known` keeps what was computed about them, so that a rerun computes nothing twice.
    """

    name: str
    tables: list[Table]
    refusal: UserError | None = None
    known: dict[object, object] = field(default_factory=dict)

    def forget(self) -> None:
        """Delete its cells now: the widgets that name its columns hold it until the visitor leaves."""
        for table in self.tables:
            table.staged.delete()

    @property
    def is_folded(self) -> bool:
        """Whether the file holds so many tables that each is told in a line."""
        return len(self.tables) > UNFOLDED_TABLES

    def once(self, key: object, compute: Callable[[], Found]) -> Found:
        """The value under this key, computed the first time."""
        if key not in self.known:
            self.known[key] = compute()
        return cast(Found, self.known[key])


@dataclass(frozen=True)
class Waiting:
    """A table with an open question, in a sentence."""

    sentence: str


class Card:
    """One table: what was understood, and what the person says of it."""

    def __init__(self, target: Workspace | None, upload: Upload, place: int) -> None:
        self.target, self.upload, self.place = target, upload, place
        self.table = upload.tables[place]
        self.name = f"{upload.name} {place}"

    def draw(self) -> Accepted | Waiting | None:
        """What the person accepts; None where the table is left out."""
        with self._frame():
            kind = self._ask_kind()
            if kind is None:
                st.caption(plain(" ".join(_(note) for note in self.table.notes)))
                return None
            proposal = self._proposal(kind)
            st.markdown(plain(understood.taken(self.table, proposal)))
            st.caption(plain(understood.understood(self.table, proposal)))
            st.caption(plain(understood.unused(self.table, proposal)))
            decided = self._ask(kind, proposal)
            return decided if isinstance(decided, Waiting) else self._ask_repeat(decided)

    def _frame(self) -> DeltaGenerator:
        """A card; one of many tables of a file is a line to unfold, unless it asks something."""
        if not self.upload.is_folded:
            card = st.container(border=True)
            card.markdown(f"#### {plain(self._title())}")
            return card
        proposal = self._proposal(None)
        kind = cast(Kind, st.session_state.get(self._kind_key, self._usual_kind(proposal)))
        asks = bool(proposal.missing) or proposal.date_question is not None
        told = [self._title(), understood.kind_titles()[kind], understood.rows(self.table)]
        icon = "remove" if kind == "unusable" else "help" if asks else "check"
        line = " · ".join(plain(word) for word in told)
        return st.expander(
            line, expanded=asks and kind not in ("unusable", "aggregate"), icon=f":material/{icon}:"
        )

    def _title(self) -> str:
        """The file and the sheet, and the columns where that is not enough to tell tables apart."""
        file, sheet = self.table.file, self.table.sheet
        beside = [one for one in self.upload.tables if (one.file, one.sheet) == (file, sheet)]
        columns = shorten(", ".join(self.table.columns), 60, placeholder="…")
        part = columns if len(beside) > 1 else ""
        is_told = self.upload.is_folded and file == self.upload.name
        return " · ".join(word for word in ("" if is_told else file, sheet, part) if word)

    @property
    def _kind_key(self) -> str:
        return f"kind {self.name}"

    def _ask_repeat(self, accepted: Accepted) -> Accepted | None:
        """What becomes of rows that the workspace holds already: usually they are skipped, and a table of
        nothing else is left out."""
        if self.target is None:
            return replace(accepted, repeat="again")
        target = self.target
        held = self.upload.once(
            (self.place, "held", target.version, repr(accepted.mapping)),
            lambda: known.known(target, accepted),
        )
        if not held.rows and not held.replaceable:
            return replace(accepted, repeat="again")
        repeat = repeats.ask(held, accepted.table.rows, f"repeat {self.name}")
        return None if repeat is None else replace(accepted, repeat=repeat)

    def _ask(self, kind: Kind, proposal: Proposal) -> Accepted | Waiting:
        if kind == "aggregate":
            return self._preview(self._accepted(proposal, proposal.mapping))
        with st.expander(
            _("Which column is which"),
            expanded=bool(proposal.missing) or not proposal.mapping.columns,
            icon=":material/view_column:",
        ):
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
            chosen = replace(chosen, questions=measures.ask(chosen.questions, self.name))
        elif "touchpoint" in columns and "stage" not in columns:
            stages = self._ask_stages(columns["touchpoint"])
            chosen = replace(chosen, stage_of_touchpoint=stages)
        if proposal.missing:
            titles = understood.noun_titles()
            missing = ", ".join(titles[noun] for noun in proposal.missing)
            return self._wait(_("Say which column holds: {missing}.").format(missing=missing))
        if proposal.date_question is not None and order is None:
            return self._wait(_("Say how the dates are written."))
        chosen = replace(chosen, kept=self._ask_personal(proposal))
        return self._preview(self._accepted(proposal, chosen))

    def _accepted(self, proposal: Proposal, chosen: ColumnMapping) -> Accepted:
        vendor, notes = proposal.recognised_as, proposal.notes
        return Accepted(self.table, chosen, vendor, notes, personal=proposal.personal)

    def _ask_personal(self, proposal: Proposal) -> tuple[str, ...]:
        """Which columns of personal data are kept all the same: usually none."""
        used = set(proposal.mapping.columns.values())
        columns = [column for column in proposal.personal if column not in used]
        if not columns:
            return ()
        told = ngettext(
            "Personal data: one column is not kept",
            "Personal data: {count} columns are not kept",
            len(columns),
        )
        with st.expander(told, icon=":material/shield_person:"):
            for column in columns:
                sort = _(personal.SORTS[proposal.personal[column]])
                st.caption(plain(f"{column}: {sort}"))
            return tuple(
                st.multiselect(
                    _("Keep these all the same"),
                    columns,
                    default=[c for c in proposal.mapping.kept if c in columns],
                    key=f"kept {self.name}",
                    help=_(
                        "Whoever opens this workspace sees them on the page Feedback, under what "
                        "people chose, and in its downloads."
                    ),
                )
            )

    def _wait(self, sentence: str) -> Waiting:
        st.warning(plain(sentence), icon=":material/help:")
        return Waiting(sentence)

    def _proposal(self, kind: Kind | None) -> Proposal:
        first = self.upload.once((self.place, "proposal"), self._first_proposal)
        if kind in (None, first.kind):
            return first
        return self.upload.once((self.place, kind), lambda: mapping.propose(self.table, kind))

    def _first_proposal(self) -> Proposal:
        """As the last table of this shape was loaded here, else from names and values."""
        return mapping.as_before(
            self.table,
            mapping.propose(self.table),
            None if self.target is None else memory.recall(self.target.folder, self.table),
        )

    def _ask_kind(self) -> Kind | None:
        kinds = understood.kind_titles()
        proposal = self._proposal(None)
        kind = st.segmented_control(
            _("What is in this table?"),
            list(kinds),
            format_func=kinds.__getitem__,
            default=self._usual_kind(proposal),
            key=self._kind_key,
            required=True,
            wrap=True,
        )
        said = [understood.kind_told(kind)]
        if kind == self._usual_kind(proposal) and not self.table.aside:
            said.append(proposal.reasons["kind"].sentence())
        st.caption(plain(" ".join(said)))
        return None if kind == "unusable" else cast(Kind, kind)

    def _usual_kind(self, proposal: Proposal) -> Kind:
        """What the table seems to be; totals beside other tables of a file are but their summary, and a
        hidden sheet or a copy is left out."""
        if self.table.aside and len(self.upload.tables) > 1:
            return "unusable"
        is_report = proposal.recognised_as is not None or self.table.period is not None
        is_alone = len(self.upload.tables) == 1 or is_report
        if proposal.kind == "aggregate":
            return "aggregate" if proposal.mapping.figures and is_alone else "unusable"
        return "events" if proposal.kind == "chat" else proposal.kind

    def _ask_columns(self, kind: Kind, proposal: Proposal) -> dict[str, str]:
        titles = understood.noun_titles()
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
                        format_func=partial(understood.column_title, self.table),
                        placeholder=_("not in this file"),
                        key=f"{noun} {kind} {self.name}",
                    )
                    if column is not None:
                        chosen[noun] = column
                        reason = proposal.reasons.get(noun) if column == proposed else None
                        shown = (
                            "" if column in proposal.personal else ", ".join(examples[column][:3])
                        )
                        st.caption(plain((reason.sentence() if reason else shown)[:120]))
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

    def _ask_stages(self, column: str) -> Mapping[str, str]:
        touchpoints = self.upload.once(
            (self.place, "values", column), lambda: profile.values(self.table, column)
        )
        remembered = self._proposal(None).mapping.stage_of_touchpoint
        proposed = {**mapping.propose_stages(touchpoints), **remembered}
        proposed = {one: proposed[one] for one in touchpoints if one in proposed}
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
        if accepted.mapping.kind == "aggregate":
            preview.draw_figures(checked.first_rows, understood.noun_titles())
        else:
            preview.draw(veiled_rows(accepted, checked.first_rows), understood.noun_titles())
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
        for reason, count in checked.left_out.items():
            st.caption(plain(f"{_(reason)} ({i18n.number(count)})"))
        for warning in checked.warnings:
            st.caption(f":material/info: {plain(warning.sentence())}")
        return accepted
