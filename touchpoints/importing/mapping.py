"""Columns to nouns: a proposal with its reasons, from names in three languages and from values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from touchpoints.i18n import N_
from touchpoints.importing import (
    figures,
    guesses,
    names,
    personal,
    profile,
    recognise,
    shapes,
    wholes,
)
from touchpoints.importing.judged import Columns
from touchpoints.importing.profile import Profile
from touchpoints.importing.sniff import Table
from touchpoints.importing.stages import propose_stages, stage_of
from touchpoints.importing.told import Told
from touchpoints.model import (
    ANSWER_NOUNS,
    EVENT_NOUNS,
    FIGURE_NOUNS,
    ColumnMapping,
    DateOrder,
    Kind,
)

__all__ = ["Proposal", "propose", "propose_stages", "stage_of", "with_columns"]


@dataclass(frozen=True)
class Proposal:
    """What a table seems to be.

    `reasons` are by noun ("kind" says why the kind). `date_question` holds two examples where the
    order of the dates must be asked; `date_order` is the settled order, None where there is no date
    or it must be asked. `missing` are the nouns that the kind needs and no column gave. `personal` are
    the columns that tell something of people (column -> sort).
    """

    kind: Kind
    mapping: ColumnMapping
    reasons: Mapping[str, Told]
    profiles: tuple[Profile, ...]
    date_order: DateOrder | None = None
    date_question: tuple[str, str] | None = None
    recognised_as: str | None = None
    missing: tuple[str, ...] = ()
    notes: tuple[Told, ...] = ()
    personal: Mapping[str, str] = field(default_factory=dict)


def propose(table: Table, kind: Kind | None = None) -> Proposal:
    """What the columns of a table seem to mean, as `kind` where the person said it."""
    seen = recognise.best(table)
    told = recognise.unless_told(seen, kind)
    with profile.connect() as connection:
        profiles = profile.profile(connection, table)
        found = _columns(table, profiles)
        if told is not None:
            chosen = told.dialect.kind
            why = Told(N_("This looks like: {source}"), {"source": told.name})
        else:
            chosen, why = (kind, Told(N_("You said so."))) if kind else _kind(found)
        columns, reasons = found.assign(chosen)
        hidden = personal.columns(profiles, found.labels)
        mapping = wholes.whole(told, chosen, columns, found.profiles, found.labels, found.questions)
        if chosen == "aggregate":
            is_wanted = kind is not None or table.period is not None
            has_period = table.period is not None
            mapping = figures.mapping(
                profiles, hidden, told, is_wanted=is_wanted, has_period=has_period
            )
        if told is None:
            mapping = guesses.shape(connection, table, mapping, found.profiles)
        reasons = {n: said for n, said in reasons.items() if mapping.columns.get(n) == columns[n]}
        reasons["kind"] = why
        order, examples = settle_dates(connection, table, mapping)
    return Proposal(
        kind=chosen,
        mapping=replace(mapping, date_order=order),
        reasons=reasons,
        profiles=profiles,
        date_order=order,
        date_question=examples,
        recognised_as=seen.name if seen else None,
        missing=wholes.missing(mapping),
        notes=tuple(Told(*note) for note in wholes.notes(mapping)),
        personal=hidden,
    )


def as_before(table: Table, proposal: Proposal, before: ColumnMapping | None) -> Proposal:
    """The proposal with the mapping that the last table of the same columns was loaded with."""
    if before is None:
        return proposal
    with profile.connect() as connection:
        order, examples = settle_dates(connection, table, replace(before, date_order=None))
    order = order or before.date_order
    why = Told(N_("As you loaded this kind of file the last time."))
    return replace(
        proposal,
        kind=before.kind,
        mapping=replace(before, date_order=order),
        reasons=dict.fromkeys((*before.columns, "kind"), why),
        date_order=order,
        date_question=None if order else examples,
        missing=wholes.missing(before),
    )


def _columns(table: Table, profiles: Sequence[Profile]) -> Columns:
    """The columns of a table that may mean something."""
    seen = recognise.best(table)
    aside = set(seen.of_role("metadata", "personal")) if seen else set()
    return Columns(table, [each for each in profiles if each.column not in aside])


def touchpoints(table: Table, mapping: ColumnMapping, limit: int = 2000) -> list[str]:
    """The touchpoints of a table, the most frequent first."""
    column = mapping.columns.get("touchpoint")
    if column is None:
        return []
    return profile.values(table, column)[:limit]


def settle_dates(
    connection: duckdb.DuckDBPyConnection, table: Table, mapping: ColumnMapping
) -> tuple[DateOrder | None, tuple[str, str] | None]:
    """The order of the dates of the mapped column, or the two examples to ask about."""
    read = shapes.dates(connection, table, mapping)
    return (None, None) if read is None else (read.order, read.examples)


def with_columns(
    table: Table, proposal: Proposal, columns: Mapping[str, str], kind: Kind | None = None
) -> Proposal:
    """The proposal after the person has changed columns; a noun mapped to "" is taken out, and with
    the score every question."""
    chosen = kind or proposal.kind
    if chosen != proposal.kind:
        proposal = propose(table, chosen)
    if chosen == "aggregate":
        wanted = {**proposal.mapping.columns, **columns}
        kept = {noun: column for noun, column in wanted.items() if column and noun in FIGURE_NOUNS}
        return replace(proposal, mapping=replace(proposal.mapping, columns=kept))
    nouns = ANSWER_NOUNS if chosen == "answers" else EVENT_NOUNS
    wanted = {**proposal.mapping.columns, **columns}
    kept = {noun: column for noun, column in wanted.items() if column and noun in nouns}
    found = _columns(table, proposal.profiles)
    scored = chosen == "answers" and columns.get("score") != ""
    told = recognise.unless_told(recognise.best(table), chosen)
    mapping = replace(wholes.by_hand(proposal.mapping, told, columns), columns=kept)
    mapping = wholes.with_questions(
        mapping, told, found.profiles, found.labels, found.questions if scored else lambda _: ()
    )
    with profile.connect() as connection:
        order, examples = settle_dates(connection, table, mapping)
    return replace(
        proposal,
        kind=chosen,
        mapping=replace(mapping, date_order=order),
        date_order=order,
        date_question=examples,
        missing=wholes.missing(mapping),
        notes=tuple(Told(*note) for note in wholes.notes(mapping)),
    )


def _kind(found: Columns) -> tuple[Kind, Told]:
    """What the table is as a whole."""
    person, _person = found.best(found.person)
    moment, when = found.best(found.moment)
    score, _score = found.best(found.score)
    comment, _comment = found.best(found.comment)
    touchpoint, _touchpoint = found.best(found.touchpoint)
    survey, _survey = found.best(lambda seen: names.fit("survey", seen.column)[0])
    questions_asked = sum("?" in label for label in found.labels.values())
    is_survey = survey >= 0.5 or questions_asked >= 3 or questions_asked >= 0.5 * len(found.labels)
    someone = person or moment or score or is_survey
    if not someone and (_comment is None or comment < 0.97):
        comment = 0.0
    if (comment >= 0.4 and comment > touchpoint - 0.2) or (
        score >= 0.65 and score > touchpoint - 0.2
    ):
        return "answers", Told(N_("It has scores or comments."))
    scores = sum(found.score(seen) >= 0.5 for seen in found.profiles)
    if scores >= 2 or (scores and comment >= 0.2):
        return "answers", Told(N_("It has scores or comments."))
    if is_survey and (score or comment or touchpoint < 0.4):
        return "answers", Told(N_("It has the columns of a survey, with scores or comments."))
    if when is not None and (person >= 0.1 or touchpoint >= 0.4):
        return "events", Told(N_("Each row has a person and a date."))
    if (score >= 0.5 or comment >= 0.2) and (person or moment):
        return "answers", Told(N_("It has scores or comments."))
    if person >= 0.1 and touchpoint >= 0.4 and found.best(found.moment_of_events)[1] is not None:
        return "events", Told(N_("Each row has a person and a date."))
    numbers = sum(seen.numbers > 0.7 for seen in found.profiles)
    if numbers and len(found.profiles) >= 2:
        return "aggregate", Told(N_("It has totals and no column that tells people apart."))
    return "unusable", Told(N_("No column tells people apart, and none holds scores or comments."))
