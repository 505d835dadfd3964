"""Notes are kept, changed all at once, and stand on the charts over time."""

import datetime as dt

import pytest

from tests.conftest import Journeys
from touchpoints.analyses import notes, trends
from touchpoints.analyses.notes import Note
from touchpoints.charting import Look
from touchpoints.errors import ChoiceNotPossible

CHECKOUT = Note(dt.date(2026, 3, 2), "new checkout")
STRIKE = Note(dt.date(2026, 2, 9), "strike")
OTHERS = Note(dt.date(2026, 5, 1), "written meanwhile")


def test_notes_are_added_changed_and_deleted_and_those_of_others_stay(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad"})
    notes.write(workspace, [], [CHECKOUT, STRIKE])
    assert notes.notes(workspace) == [STRIKE, CHECKOUT]

    notes.write(workspace, [], [OTHERS])
    changed = Note(CHECKOUT.day, " new\n checkout,  faster ")
    notes.write(workspace, [STRIKE, CHECKOUT], [changed])

    assert notes.notes(workspace) == [Note(CHECKOUT.day, "new checkout, faster"), OTHERS]


def test_a_note_that_says_nothing_changes_nothing(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ad"})
    notes.write(workspace, [], [CHECKOUT])

    with pytest.raises(ChoiceNotPossible):
        notes.write(workspace, [CHECKOUT], [Note(CHECKOUT.day, "  ")])

    assert notes.notes(workspace) == [CHECKOUT]


def test_only_the_notes_of_the_period_stand_on_a_chart() -> None:
    spec = trends.chart(Look())
    written = [STRIKE, CHECKOUT, OTHERS]

    marked = notes.marked(spec, Look(), written, dt.date(2026, 3, 2), dt.date(2026, 4, 1))

    assert [one["text"] for one in marked["layer"][-1]["data"]["values"]] == ["new checkout"]
    assert len(marked["layer"]) == len(spec["layer"]) + 2
    assert notes.marked(spec, Look(), written, dt.date(2027, 1, 1), dt.date(2027, 2, 1)) is spec
