"""A table for readers says shares as per cents, waits as times, intervals in one cell."""

import datetime as dt

import pandas as pd
import pytest

from touchpoints import i18n
from touchpoints.captions import cells


@pytest.mark.parametrize(("language", "row"), [
    ("en", ["web", "1,200", "12.5%", "10.0% to 15.2%", "2 h 5 min", "Mar 2, 2026"]),
    ("pt", ["web", "1.200", "12,5%", "10,0% a 15,2%", "2 h 5 min", "2 de mar. de 2026"]),
    ("es", ["web", "1.200", "12,5\u00a0%", "10,0\u00a0% a 15,2\u00a0%", "2 h 5 min", "2 mar 2026"]),
])  # fmt: skip
def test_figures_are_written_as_their_readers_write_them(language: str, row: list[str]) -> None:
    i18n.use(language)
    table = pd.DataFrame(
        {
            "channel": ["web"],
            "people": [1200],
            "share": [0.125],
            "low": [0.1],
            "high": [0.152],
            "median_seconds": [7500.0],
            "begins_on": [dt.datetime(2026, 3, 2)],
        }
    )
    titles = {name: name for name in table.columns}

    told, figures = cells.told(table, titles)

    assert told.iloc[0].tolist() == row
    assert figures == {"people", "share", *told.columns[[3, 4]]}


def test_scores_are_written_in_their_measure() -> None:
    table = pd.DataFrame(
        {
            "measure": ["nps", "csat", "complaints"],
            "score": [-7.59, 0.6925, 0.35],
            "low": [-20.0, 0.6, 0.2],
            "high": [5.0, 0.7, 0.5],
        }
    )

    told, _figures = cells.told(table, {"score": "Score", "low": "from", "high": "to"})

    assert told["Score"].tolist() == ["-7.6", "69%", "35.0%"]
    assert told["95% interval"].tolist() == ["-20.0 to 5.0", "60% to 70%", "20.0% to 50.0%"]


def test_what_is_unknown_is_a_dash_and_hours_have_names() -> None:
    table = pd.DataFrame({"weekday": [1, 7], "rating": [4.25, None], "known": [True, False]})

    told, figures = cells.told(table, {"weekday": "day", "rating": "Rating", "known": "Known"})

    assert told.to_numpy().tolist() == [["Mon", "4.25", "Yes"], ["Sun", "–", "No"]]
    assert figures == {"Rating"}
