"""The whole mapping of a table: what a recognised tool says of it, the rest as its columns were judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from touchpoints.i18n import N_
from touchpoints.importing import guesses, recognise, surveys
from touchpoints.importing.profile import Profile
from touchpoints.importing.recognise import Recognised
from touchpoints.model import ANSWER_NOUNS, ColumnMapping, Kind, Question

Asked = Callable[[Mapping[str, str]], Sequence[Question]]


def whole(
    told: Recognised | None,
    kind: Kind,
    columns: Mapping[str, str],
    profiles: Sequence[Profile],
    labels: Mapping[str, str],
    asked: Asked,
) -> ColumnMapping:
    """The mapping of a table. `columns` are the nouns as judged, of which a recognised tool leaves open
    only those that it does not name; `asked` finds the questions beside given nouns."""
    mapping = ColumnMapping(kind=kind, columns=columns)
    if told is not None:
        mapping = recognise.mapping(told, profiles)
        of_survey = told.dialect.shape == "survey"
        open_nouns = ANSWER_NOUNS if of_survey else ("person",) if kind != "aggregate" else ()
        taken = set(mapping.columns.values())
        judged = {n: c for n, c in columns.items() if n in open_nouns and c not in taken}
        mapping = replace(mapping, columns={**judged, **mapping.columns})
    return with_questions(mapping, told, profiles, labels, asked)


def with_questions(
    mapping: ColumnMapping,
    told: Recognised | None,
    profiles: Sequence[Profile],
    labels: Mapping[str, str],
    asked: Asked,
) -> ColumnMapping:
    """A mapping with all that a survey asks beside its nouns."""
    if mapping.kind != "answers":
        return mapping
    mapping = replace(mapping, questions=tuple(asked(mapping.columns)))
    is_survey = told.dialect.shape == "survey" if told else surveys.asks(labels.values())
    if not is_survey:
        return replace(mapping, comments=(), choices=())
    used = {*mapping.columns.values(), *(question.column for question in mapping.questions)}
    comments, choices = surveys.further(profiles, labels, used)
    return replace(mapping, comments=comments, choices=choices)


def by_hand(
    mapping: ColumnMapping, told: Recognised | None, columns: Mapping[str, str]
) -> ColumnMapping:
    """A mapping after a person said which columns are which; what they said wins.

    A date chosen by hand is the one date of a row; a column of the items of an order makes each item
    an event; a noun chosen by hand is no constant any more.
    """
    changed = {noun for noun, column in columns.items() if mapping.columns.get(noun) != column}
    chosen = {columns[noun] for noun in changed}
    items = set(told.of_role("item")) if told is not None else set(filter(guesses.is_item, chosen))
    if items & chosen:
        mapping = replace(mapping, order=None, pack=None)
    moments = mapping.moments
    if "occurred_at" in changed:
        moments = ()
    elif "channel" in changed:
        moments = tuple(replace(moment, channel=None) for moment in moments)
    constants = {noun: text for noun, text in mapping.constants.items() if noun not in changed}
    return replace(mapping, moments=moments, constants=constants, date_order=None)


def missing(mapping: ColumnMapping) -> tuple[str, ...]:
    """The nouns that a kind needs and no column gave."""
    if mapping.kind not in ("events", "chat"):
        return ()
    needed = ("person",) if mapping.moments else ("person", "occurred_at")
    return tuple(noun for noun in needed if noun not in mapping.columns)


def notes(mapping: ColumnMapping) -> list[tuple[str, Mapping[str, object]]]:
    """What is done with rows that are not one event each: sentences with holes, and what fills them."""
    said: list[tuple[str, Mapping[str, object]]] = []
    if mapping.order is not None:
        said.append((N_("Each order is one event: the rows of its other items are left out."), {}))
    if mapping.moments:
        dates = ", ".join(moment.column for moment in mapping.moments)
        said.append(
            (N_("Each date of a row is an event of its own: {columns}."), {"columns": dates})
        )
    if mapping.comments or mapping.choices:
        texts, choices = len(mapping.comments), len(mapping.choices)
        counted = {"texts": texts, "choices": choices}
        both = N_(
            "Also kept: questions with free text: {texts}; questions with choices: {choices}."
        )
        only = (
            N_("Also kept: questions with free text: {texts}."),
            N_("Also kept: questions with choices: {choices}."),
        )
        said.append((both if texts and choices else only[0] if texts else only[1], counted))
    return said
