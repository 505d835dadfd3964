"""Columns to nouns: a proposal with its reasons, from names in three languages and from values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from touchpoints.i18n import N_
from touchpoints.importing import (
    figures,
    guesses,
    names,
    personal,
    profile,
    questions,
    recognise,
    shapes,
    wholes,
)
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
    Question,
)

__all__ = ["Proposal", "propose", "propose_stages", "stage_of", "with_columns"]

_SEGMENTS = frozenset({
    "new", "returning", "loyal", "novo", "recorrente", "fiel", "nuevo", "recurrente", "active", "inactive",
    "ativo", "inativo", "activo", "inactivo",
})  # fmt: skip
_PERSON_LIMIT = 120
_CLEAR_NAME = 0.4
_FEW = 5
_MOST = 0.75


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


_Score = Callable[[Profile], float]


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


def _columns(table: Table, profiles: Sequence[Profile]) -> "_Columns":
    """The columns of a table that may mean something."""
    seen = recognise.best(table)
    aside = set(seen.of_role("metadata", "personal")) if seen else set()
    return _Columns(table, [each for each in profiles if each.column not in aside])


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


class _Columns:
    """The columns of one table, judged noun by noun."""

    def __init__(self, table: Table, profiles: Sequence[Profile]) -> None:
        self.table = table
        self.profiles = [seen for seen in profiles if seen.looks != "empty"]
        labels = table.labels or table.columns
        self.labels = dict(zip(table.columns, labels, strict=True))

    def best(self, score: _Score, taken: Sequence[str] = ()) -> tuple[float, Profile | None]:
        judged = [
            (score(seen), -i, seen)
            for i, seen in enumerate(self.profiles)
            if seen.column not in taken
        ]
        top = max(judged, key=lambda item: item[:2], default=(0.0, 0, None))
        return (top[0], top[2]) if top[0] > 0 else (0.0, None)

    def name(self, noun: str, seen: Profile) -> float:
        return names.fit(noun, seen.column)[0]

    def person(self, seen: Profile) -> float:
        fit = self.name("person", seen)
        alone = seen.different < 2 and (fit < _CLEAR_NAME or seen.filled > _FEW)
        unusable = seen.looks == "date" or seen.lists > 0.2 or seen.damaged_ids > 0.5
        broken = seen.numbers > 0.9 and seen.integers < 0.5
        sparse = seen.mean_length > _PERSON_LIMIT or seen.empty_share > 0.5
        if fit < 0 or alone or unusable or broken or sparse:
            return 0.0
        if fit > 0:
            return fit
        repeats = 0.001 < seen.distinct_share < 0.95 and seen.different > 2
        return (
            0.1
            if seen.looks == "id" and repeats and (seen.numbers < 0.9 or seen.mean_length >= 6)
            else 0.0
        )

    def moment(self, seen: Profile) -> float:
        fit = self.name("occurred_at", seen)
        if fit < 0 or seen.filled == 0:
            return 0.0
        if seen.dates >= 0.5:
            return max(fit, 0.05) + 0.5 * seen.dates * (1 - seen.empty_share)
        as_number = seen.numbers > 0.9 and (seen.lowest or 0) >= 20000
        return 0.3 * fit if as_number and fit >= 0.7 else 0.0

    def moment_of_events(self, seen: Profile) -> float:
        """As `moment`; failing that a column called a date, so that its dates are what is refused."""
        named = self.name("occurred_at", seen)
        return self.moment(seen) or (0.01 * named if named >= 0.7 and seen.filled else 0.0)

    def touchpoint(self, seen: Profile) -> float:
        fit = self.name("touchpoint", seen)
        unlike = seen.looks in ("date", "number", "id") or seen.mean_length > 90
        if fit < 0 or unlike or (seen.distinct_share > 0.9 and seen.filled > 30 and fit < 0.9):
            return 0.0
        if fit > 0:
            return fit
        other = max(
            self.name(noun, seen)
            for noun in ("channel", "stage", "person", "value", "score", "comment")
        )
        plain = names.plain(seen.column)
        decoy = any(f" {word}" in f" {plain}" for word in _NOT_TOUCHPOINTS)
        few = seen.looks == "category" and 2 <= seen.different <= 300 and seen.empty_share < 0.2
        if not few or other > 0 or decoy:
            return 0.0
        return (0.01 if self.names_channels(seen) else 0.05) + 0.0001 * min(seen.different, 100)

    def category(self, noun: str, limit: int) -> _Score:
        def score(seen: Profile) -> float:
            fit = self.name(noun, seen)
            unlike = seen.looks in ("date", "number") or seen.mean_length > 80
            if (
                fit <= 0
                or unlike
                or seen.different > limit
                or seen.different > max(8, 0.6 * seen.filled)
            ):
                return 0.0
            return fit

        return score

    def channel(self, seen: Profile) -> float:
        return self.category("channel", 500)(seen)

    def channel_of_events(self, seen: Profile) -> float:
        """As `channel`; failing that a column of names of channels, which a survey would ask for."""
        return self.channel(seen) or (0.05 if self.names_channels(seen) else 0.0)

    def names_channels(self, seen: Profile) -> bool:
        """Whether the values of a column are mostly channels, and its name does not say otherwise."""
        known = [example for example in seen.examples if names.heading("channels", example)]
        most = len(known) >= max(2, _MOST * len(seen.examples))
        return most and seen.looks == "category" and self.name("channel", seen) >= 0

    def stage(self, seen: Profile) -> float:
        values = {names.plain(example) for example in seen.examples}
        return 0.0 if values and values <= _SEGMENTS else self.category("stage", 60)(seen)

    def value(self, seen: Profile) -> float:
        fit = self.name("value", seen)
        return fit if fit > 0 and seen.numbers >= 0.8 and seen.looks != "date" else 0.0

    def comment(self, seen: Profile) -> float:
        fit = self.name("comment", seen)
        if fit < 0 or seen.looks not in ("text", "category") or seen.lists > 0.2:
            return 0.0
        free = (
            seen.with_spaces > 0.5 and seen.mean_length >= 20 and seen.different > 0.3 * seen.filled
        )
        length = min(seen.mean_length, 400) / 4000
        if fit >= 0.3 and seen.with_spaces > 0.2 and seen.different > 0.2 * seen.filled:
            return fit + length
        label = self.labels[seen.column]
        asks = "?" in label or len(label) > 25
        return (
            0.3 + length
            if free and asks
            else 0.2 + length
            if free and seen.mean_length > 60
            else 0.0
        )

    def score(self, seen: Profile) -> float:
        return questions.is_score(seen, self.labels[seen.column])

    def assign(self, kind: Kind) -> tuple[dict[str, str], dict[str, Told]]:
        """The best column of each noun, each column used once, and why."""
        moment = self.moment_of_events if kind == "events" else self.moment
        scorers: dict[str, _Score] = {shapes.time_noun(kind): moment, "person": self.person}
        if kind == "answers":
            scorers |= {"score": self.score, "comment": self.comment}
        scorers |= {
            "touchpoint": self.touchpoint_of_answers if kind == "answers" else self.touchpoint,
            "channel": self.channel_of_events if kind == "events" else self.channel,
            "stage": self.stage,
        }
        if kind == "events":
            scorers["value"] = self.value
        columns: dict[str, str] = {}
        reasons: dict[str, Told] = {}
        if kind not in ("events", "answers"):
            return columns, reasons
        for noun, scorer in scorers.items():
            _fit, seen = self.best(scorer, list(columns.values()))
            if seen is not None:
                columns[noun] = seen.column
                reasons[noun] = self.reason(noun, seen)
        order = ANSWER_NOUNS if kind == "answers" else EVENT_NOUNS
        return {noun: columns[noun] for noun in order if noun in columns}, reasons

    def touchpoint_of_answers(self, seen: Profile) -> float:
        fit = self.touchpoint(seen)
        return fit if fit >= 0.4 else 0.0

    def reason(self, noun: str, seen: Profile) -> Told:
        alias_noun = "occurred_at" if noun == "answered_at" else noun
        fit, _alias = names.fit(alias_noun, seen.column)
        if fit >= 0.3:
            return Told(N_("The name “{column}” says so."), {"column": seen.column})
        if personal.sort_of(seen, self.labels[seen.column]):
            return Told(N_("Its values tell people apart."))
        return Told(_BY_VALUES[noun], {"example": seen.examples[0], "different": seen.different})

    def questions(self, columns: Mapping[str, str]) -> list[Question]:
        """The main score's question first, then every other column of scores."""
        main = columns.get("score")
        taken = set(columns.values()) - {main}
        scores = [
            seen
            for seen in self.profiles
            if seen.column not in taken and (seen.column == main or self.score(seen) >= 0.5)
        ]
        scores.sort(key=lambda seen: seen.column != main)
        return [questions.question(seen, self.labels[seen.column]) for seen in scores]


_NOT_TOUCHPOINTS = (
    "employee", "agent", "resource", "gender", "sexo", "genero", "state", "country", "pais", "uf", "cidade",
    "city", "ciudad", "currency", "moeda", "moneda", "language", "idioma", "priority", "prioridade", "lifecycle",
    "cohort", "segment", "dismissal", "name", "nome", "nombre", "age", "idade", "edad",
    "vehicle", "titulo", "title", "product", "produto",
    "producto", "item", "sku", "brand", "marca", "registration type", "notification", "weekday", "month",
)  # fmt: skip

_BY_VALUES = {
    "person": N_("Its values look like ids of people ({example})."),
    "occurred_at": N_("Its values are dates ({example})."),
    "answered_at": N_("Its values are dates ({example})."),
    "touchpoint": N_("It repeats {different} values, such as “{example}”."),
    "channel": N_("It repeats {different} values, such as “{example}”."),
    "stage": N_("It repeats {different} values, such as “{example}”."),
    "value": N_("Its values are amounts ({example})."),
    "score": N_("Its values are scores ({example})."),
    "comment": N_("Its values are free text."),
}


def _kind(found: _Columns) -> tuple[Kind, Told]:
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
