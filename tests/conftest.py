"""The data of a test on its own line."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from touchpoints import workspaces
from touchpoints.model import UNKNOWN
from touchpoints.workspaces import Workspace

START = dt.datetime(2026, 3, 2, 9, 0)  # a Monday

Journeys = Callable[..., Workspace]


def event(word: str, position: int) -> tuple[dt.datetime, str, str, str]:
    """ "buy@90/store/purchase" -> minute 90, touchpoint buy, channel store, stage purchase."""
    what, *places = word.split("/")
    touchpoint, _, minute = what.partition("@")
    moment = START + dt.timedelta(minutes=float(minute) if minute else 60 * position)
    channel = places[0] if places else UNKNOWN
    stage = places[1] if len(places) > 1 else UNKNOWN
    return moment, channel, touchpoint, stage


def build(folder: Path, people: Mapping[str, str]) -> Workspace:
    workspace = workspaces.create(folder, "test")
    rows = [
        [person, moment, 0, channel, touchpoint, stage, None]
        for person, words in people.items()
        for moment, channel, touchpoint, stage in (
            event(word, position) for position, word in enumerate(words.split())
        )
    ]
    with workspaces.next_version(workspace.folder) as connection:
        if rows:
            connection.executemany("insert into incoming_events values (?, ?, ?, ?, ?, ?, ?)", rows)
    return workspaces.at(workspace.folder)


@pytest.fixture
def journeys(tmp_path: Path) -> Journeys:
    """`journeys({"ana": "ad visit buy@90/store/purchase"})`: an event an hour unless @minute says.

    A word is touchpoint[@minute][/channel[/stage]], from Monday 2026-03-02 09:00.
    """
    return lambda people: build(tmp_path, people)
