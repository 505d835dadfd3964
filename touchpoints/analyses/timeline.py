"""One journey: what a single person, known by a pseudonym, did and said."""

import random
from dataclasses import dataclass

import pandas as pd

from touchpoints.analyses.tables import table
from touchpoints.errors import ChoiceNotPossible
from touchpoints.i18n import N_, _, duration, ngettext
from touchpoints.model import Dimension, Filters
from touchpoints.workspaces import Workspace

# What the rows of a journey are called, as a person reads it.
KINDS = {"event": N_("Event"), "answer": N_("Answer")}


@dataclass(frozen=True)
class Person:
    """Somebody's pseudonym and place in the list of the people that the filters leave: the number of
    people before them, and of all."""

    person_no: int
    pseudonym: str
    place: int
    people: int


def person_at(workspace: Workspace, filters: Filters, place: int) -> Person | None:
    """The person at a place of the list, counted around its ends; None where the list is empty."""
    people = _people(workspace, filters)
    if not people:
        return None
    found = table(workspace, "person_at", {**filters.values(), "place": place % people})
    row = found.iloc[0]
    return Person(int(row["person_no"]), str(row["person"]), place % people, people)


def named(workspace: Workspace, filters: Filters, pseudonym: str) -> Person:
    """The person of a pseudonym. ChoiceNotPossible where there is none."""
    found = table(workspace, "place_of_person", {**filters.values(), "person": pseudonym})
    if found.empty:
        raise ChoiceNotPossible(
            N_("There is no person “{person}” in this workspace. Choose one by the buttons."),
            person=pseudonym,
        )
    row = found.iloc[0]
    return Person(int(row["person_no"]), str(row["person"]), int(row["place"]), int(row["people"]))


def anybody(workspace: Workspace, filters: Filters, seed: int | None = None) -> Person | None:
    """Somebody chosen at random; None where the filters leave nobody."""
    people = _people(workspace, filters)
    place = random.Random(seed).randrange(people) if people else 0  # noqa: S311 no secret
    return person_at(workspace, filters, place) if people else None


def people_at(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "touchpoint",
    place: str | None = None,
    weekday: int | None = None,
    hour: int | None = None,
) -> pd.DataFrame:
    """One row per person who met a place, or came at an hour of a weekday (1 is Monday): person, events."""
    asked = {"over": over, "place": place, "weekday": weekday, "hour": hour}
    return table(workspace, "people_at", {**filters.values(), **asked})


def somebody_at(workspace: Workspace, filters: Filters, over: Dimension, place: str) -> str | None:
    """The pseudonym of somebody who met a place; None where nobody did."""
    found = table(workspace, "somebody_at", {**filters.values(), "over": over, "place": place})
    return str(found["person"].iloc[0]) if len(found) else None


def _people(workspace: Workspace, filters: Filters) -> int:
    return int(table(workspace, "reach", filters.values())["people"].iloc[0])


def timeline(workspace: Workspace, person: Person) -> pd.DataFrame:
    """One row per event and answer of a person, in the order of time: moment, kind ("event" or
    "answer"), channel, touchpoint, stage, value, waited (seconds since the event before), question,
    measure, score, comment, label. The whole journey, whatever the filters."""
    clock = table(workspace, "clock", {})["ticks_per_second"].iloc[0].item()
    values = {"person_no": person.person_no, "ticks_per_second": clock}
    return table(workspace, "timeline", values)


def finding(rows: pd.DataFrame) -> str:
    """How long the journey is, in one sentence."""
    events = rows[rows["kind"] == "event"]
    answers = len(rows) - len(events)
    if events.empty:
        return ngettext("{count} answer and no event.", "{count} answers and no event.", answers)
    span = (events["moment"].max() - events["moment"].min()).total_seconds()
    told = ngettext("{count} event", "{count} events", len(events))
    replies = ngettext("{count} answer", "{count} answers", answers)
    return _("{events} and {answers} in {time}, on {channels}.").format(
        events=told,
        answers=replies,
        time=duration(span),
        channels=ngettext("{count} channel", "{count} channels", events["channel"].nunique()),
    )
