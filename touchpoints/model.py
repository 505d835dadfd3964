"""The shared nouns, frozen."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

UNKNOWN = "(unknown)"

Dimension = Literal["channel", "touchpoint", "stage"]
Kind = Literal["events", "answers", "aggregate", "chat", "unusable"]
DateOrder = Literal["dmy", "mdy", "ymd"]
Measure = Literal["nps", "csat", "ces", "rating", "comment"]

EVENT_NOUNS = ("person", "occurred_at", "channel", "touchpoint", "stage", "value")
ANSWER_NOUNS = ("person", "answered_at", "channel", "touchpoint", "stage", "score", "comment")

STAGES = ("awareness", "consideration", "purchase", "service", "loyalty")


@dataclass(frozen=True)
class Filters:
    """What part of a workspace is looked at: `None` means no restriction, `()` nothing.

    `since` and `until` are days on the wall clock of the file, both inclusive.
    """

    channels: tuple[str, ...] | None = None
    stages: tuple[str, ...] | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def values(self) -> dict[str, object]:
        """The values that `_filtered_*.sql` binds."""
        return {
            "channels": None if self.channels is None else list(self.channels),
            "stages": None if self.stages is None else list(self.stages),
            "since": self.since,
            "until": self.until,
        }


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
class ColumnMapping:
    """Which column of a table is which noun; the questions of a survey beside it."""

    kind: Kind
    columns: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    date_order: DateOrder | None = None
    stage_of_touchpoint: Mapping[str, str] = field(default_factory=dict)
