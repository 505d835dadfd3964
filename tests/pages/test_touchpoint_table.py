"""Classes and owners are changed on the scorecard's page, and kept."""

import pandas as pd

from tests.conftest import Journeys
from tests.pages.screen import texts, visit
from touchpoints.analyses import classes
from touchpoints.analyses.classes import Classes
from touchpoints.ui import touchpoint_table


def test_only_the_rows_that_were_changed_are_kept(journeys: Journeys) -> None:
    workspace = journeys({"ana": "checkout call other"})
    known = classes.rows(workspace)
    edited = known.assign(touchpoint=["as", "it", "reads"], owner=["", "Bia", ""])

    changed = touchpoint_table._changed(known, edited)

    assert changed == {known["touchpoint"][1]: _of(known, 1, "Bia")}


def _of(known: pd.DataFrame, place: int, owner: str) -> Classes:
    row = known.iloc[place]
    return Classes(row["medium"], row["setting"], row["directness"], owner)


def test_the_page_shows_classes_and_owners(journeys: Journeys) -> None:
    workspace = journeys({"ana": "checkout call"})
    classes.write(workspace, {"call": Classes("human", "offline", "direct", "Bia")})

    app = visit("journey/scorecard", workspace, language="pt")

    assert not app.exception
    shown = app.dataframe[0].value
    about = shown.loc[shown["place"] == "call", ["medium", "setting", "directness", "owner"]]
    assert about.to_numpy().tolist() == [["Humano", "Off-line", "Direto", "Bia"]]
    assert "100 ×" in texts(app)
