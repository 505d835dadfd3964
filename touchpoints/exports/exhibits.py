"""A finding with what proves it, ready for any kind of report."""

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from touchpoints import i18n
from touchpoints.analyses import goals, scores
from touchpoints.captions import cells, words
from touchpoints.charting import Drawing, Look, Spec
from touchpoints.errors import ChoiceNotPossible
from touchpoints.exports import pictures, suppression
from touchpoints.exports.tables import neutralise
from touchpoints.i18n import N_
from touchpoints.model import Filters, Goal
from touchpoints.workspaces import Workspace

# Hears how much is done, from 0 to 1, and what is being done.
Progress = Callable[[float, str], None]


def silent(_share: float, _doing: str) -> None:
    """Nobody looks."""


@dataclass(frozen=True)
class Exhibit:
    """The finding as a sentence, how it was counted, the chart with its rows, and the table: with figures
    for a spreadsheet, in words for a reader (`figures`: which of its columns hold figures). `name` names
    its files; `about` are the rows that the finding was read from."""

    name: str
    finding: str
    definition: str
    table: pd.DataFrame
    told: pd.DataFrame
    figures: frozenset[str]
    chart: Spec | None = None
    data: pd.DataFrame | None = None
    about: pd.DataFrame | None = None

    def svg(self, width: int = pictures.WIDTH) -> str:
        """The chart as an image; "" where there is none."""
        if self.chart is None or self.data is None:
            return ""
        told = {"finding": self.finding, "definition": self.definition}
        return pictures.svg(self.chart, self.data, **told, width=width)


@dataclass(frozen=True)
class Asked:
    """What a report is of."""

    workspace: Workspace
    filters: Filters

    @property
    def look(self) -> Look:
        return Look(i18n.language())

    @functools.cached_property
    def goal(self) -> Goal:
        """What journeys are meant to reach. ChoiceNotPossible where there is none."""
        return goals.usual(self.workspace)

    @functools.cached_property
    def question(self) -> "pd.Series[Any]":
        """The first question that has a score. ChoiceNotPossible where there is none."""
        asked = scores.scores(self.workspace, self.filters)
        if asked.empty:
            raise ChoiceNotPossible(N_("There are no scores in this workspace."))
        return asked.iloc[0]


@dataclass(frozen=True)
class Report:
    """Findings with the stamp that every page of a report carries, all in one language."""

    language: str
    workspace: str
    filters: str
    period: str
    size: str
    made_on: str
    figures: tuple[tuple[str, str, str], ...]
    sections: tuple[tuple[str, tuple[Exhibit, ...]], ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        return tuple(exhibit for _name, inside in self.sections for exhibit in inside)

    def each(self, progress: Progress) -> Iterator[Exhibit]:
        """One exhibit after another, with a word on how far it is."""
        for place, exhibit in enumerate(self.exhibits):
            progress(place / len(self.exhibits), exhibit.finding)
            yield exhibit

    @property
    def stamp(self) -> str:
        """Whose report, of what, from when: on every page."""
        return " · ".join((self.workspace, self.filters.rstrip("."), self.size, self.made_on))


def exhibit(
    name: str,
    table: pd.DataFrame,
    *,
    columns: Mapping[str, str],
    finding: Callable[[pd.DataFrame], str],
    definition: str,
    chart: Spec | None = None,
    data: pd.DataFrame | None = None,
    about: pd.DataFrame | None = None,
) -> Exhibit | None:
    """An exhibit of an analysis' rows, None where there are none: `columns` titles the columns that are
    shown, the most telling first; `data` are the rows of the chart, and `about` those that the finding is
    about, where they are others. What `suppression` keeps back is in none of them; where that is anything,
    the finding is not told ("")."""
    given = [rows for rows in (table, data, about) if rows is not None]
    rows = suppression.kept(table)
    if rows.empty:
        return None
    drawn = words.shown(suppression.kept(table if data is None else data))
    read = drawn if about is None else words.shown(suppression.kept(about))
    is_whole = all(len(suppression.kept(one)) == len(one) for one in given)
    told = finding(read) if is_whole else ""
    made = built(name, rows, columns, finding=told, definition=definition, chart=chart, data=drawn)
    return replace(made, about=read)


def built(
    name: str,
    table: pd.DataFrame,
    columns: Mapping[str, str],
    *,
    finding: str,
    definition: str,
    chart: Spec | None,
    data: pd.DataFrame | None,
) -> Exhibit:
    """An exhibit of what is already told: the finding in words, the chart's rows as they are shown."""
    read, figures = cells.told(table, columns)
    # A table of a slide or a page is copied into a spreadsheet, too.
    for title in set(read.columns) - figures:
        read[title] = read[title].map(neutralise)
    drawing = None if chart is None else light(chart)
    return Exhibit(name, finding, definition, titled(table, columns), read, figures, drawing, data)


def titled(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """The columns of `columns` under their titles, in order; words of ours in the reader's language."""
    kept = [column for column in columns if column in table.columns]
    return words.spoken(table)[kept].rename(columns=dict(columns))


def light(chart: Spec) -> Spec:
    """The chart as paper wants it, whatever the screen's theme."""
    return chart.again(Look(i18n.language())) if isinstance(chart, Drawing) else chart


def only(every: Mapping[str, str], *names: str) -> dict[str, str]:
    """Some of the titles of columns, in this order."""
    return {name: every[name] for name in names}


def column_widths(told: pd.DataFrame, letter: float, gap: float, most: int = 70) -> list[float]:
    """How wide the columns of a table want to be, as their longest cell, of which `most` letters count,
    and the longest word of their title; `letter` is the width of one."""
    return [
        letter
        * max(
            [len(word) for word in str(name).split()]
            + [min(len(cell), most) for cell in told[name]]
        )
        + gap
        for name in told
    ]


def fitted(widths: list[float], width: float) -> list[float]:
    """The same in so much width: narrowed alike, or what is left goes to the first."""
    total = sum(widths)
    if total > width:
        return [width * one / total for one in widths]
    return [widths[0] + width - total, *widths[1:]]
