"""The shared nouns, frozen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

UNKNOWN = "(unknown)"
START, END, OTHER, GOAL = "(start)", "(end)", "(other)", "(goal)"
NOTHING_BEFORE = "(nothing before)"

Dimension = Literal["channel", "touchpoint", "stage"]
Kind = Literal["events", "answers", "aggregate", "chat", "unusable"]
DateOrder = Literal["dmy", "mdy", "ymd"]
Repeat = Literal["ask", "skip", "replace", "again"]
Measure = Literal["nps", "csat", "ces", "rating", "comment"]

EVENT_NOUNS = ("person", "occurred_at", "channel", "touchpoint", "stage", "value")
ANSWER_NOUNS = ("person", "answered_at", "channel", "touchpoint", "stage", "score", "comment")

FIGURE_NOUNS = ("occurred_at", "channel")

STAGES = ("awareness", "consideration", "purchase", "service", "loyalty")


@dataclass(frozen=True)
class Rule:
    """People of whom one of these facts is true at least, or (`has` False) none of them.

    A fact is a place that they met ("touchpoint:checkout", "stage:service", "channel:store"), their
    first channel ("first channel:store"), their newest NPS answer ("nps:promoter", "nps:passive",
    "nps:detractor") or whether they came on "days:one" or on "days:several".
    """

    facts: tuple[str, ...]
    has: bool = True


@dataclass(frozen=True)
class Segment:
    """The people for whom every rule holds over all the data, whatever the filters; with `outside`
    everybody else."""

    name: str
    rules: tuple[Rule, ...]
    outside: bool = False

    def values(self) -> dict[str, object]:
        """The values that `_filtered_segment.sql` binds."""
        told = [
            (number, fact, rule.has)
            for number, rule in enumerate(self.rules)
            for fact in rule.facts
        ]
        return {
            "segment_rules": [number for number, _fact, _has in told],
            "segment_facts": [fact for _number, fact, _has in told],
            "segment_has": [has for _number, _fact, has in told],
            "segment_outside": self.outside,
        }


@dataclass(frozen=True)
class Filters:
    """What part of a workspace is looked at: `None` means no restriction, `()` nothing.

    `since` and `until` are days on the wall clock of the file, both inclusive.
    """

    channels: tuple[str, ...] | None = None
    stages: tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    segment: Segment | None = None

    def values(self) -> dict[str, object]:
        """The values that `_filtered_*.sql` binds. Those of a segment put it before any query."""
        segment = {} if self.segment is None else self.segment.values()
        return {
            **segment,
            "channels": None if self.channels is None else list(self.channels),
            "stages": None if self.stages is None else list(self.stages),
            "since": self.since,
            "until": self.until,
        }


@dataclass(frozen=True)
class Goal:
    """What counts as success: an event at this touchpoint, channel or stage."""

    over: Dimension
    value: str

    def values(self) -> dict[str, object]:
        """The values that the queries about a goal bind."""
        return {"goal_over": self.over, "goal": [self.value]}


@dataclass(frozen=True)
class Problem:
    """One refused row: its number in the file (the header is counted), the column, the reason."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Question:
    """One survey question: the column it came from, what it measures and its scale."""

    column: str
    measure: Measure
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Moment:
    """One of several dates of a row, each of which is an event: the column of the date, what happened
    then, and the columns of its own channel and value. It is no event where it repeats another date."""

    column: str
    touchpoint: str
    stage: str | None = None
    channel: str | None = None
    value: str | None = None
    unless_same_as: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """Rows that are left out: those whose cell in a column begins with one of these texts
    (lower case), and why."""

    column: str
    begins: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ColumnMapping:
    """Which column of a table is which noun; the questions of a survey beside it.

    `moments` are the dates of a row that holds several. `order` is the column of the order's id where
    each item of an order has a row, `pack` the one that says how many rows below belong to an order.
    `constants` are nouns that no column tells. `comments` and `choices` are the columns of further
    answers in free text, and of answers that were chosen. `figures` are the columns of a report without
    people that hold its figures, `items` those that together say what a row of it is about. `kept` are
    columns of personal data that a person wants to keep.
    """

    kind: Kind
    columns: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    date_order: DateOrder | None = None
    stage_of_touchpoint: Mapping[str, str] = field(default_factory=dict)
    moments: tuple[Moment, ...] = ()
    order: str | None = None
    pack: str | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    figures: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[str]:
        """Every column that something is taken from."""
        of_moments = (
            named for one in self.moments for named in (one.column, one.channel, one.value) if named
        )
        one_each = (named for named in (self.order, self.pack) if named)
        many = (self.comments, self.choices, self.figures, self.items, self.kept)
        return frozenset(self.columns.values()).union(
            of_moments, one_each, *many, (one.column for one in self.questions)
        )
