"""The first rows of a table as they will be loaded, in the words and numbers of the reader."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.i18n import label
from touchpoints.model import UNKNOWN

PERSON_WIDTH = 140
PLACES = ("channel", "touchpoint", "stage")


def draw(rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> None:
    """`rows` as `importing.load.check` gives them; `titles` of the nouns, in order."""
    asked = dict.fromkeys(one["question"] for row in rows for one in row.get("scores") or ())
    table = pd.DataFrame(
        [
            {**_told(row, titles), **_scores(row), titles["comment"]: row.get("comment") or ""}
            for row in rows
        ]
    ).fillna("")
    filled = [name for name in table.columns if table[name].astype(bool).any()]
    words = {
        titles["comment"]: st.column_config.Column(width="large"),
        titles["person"]: st.column_config.Column(width=PERSON_WIDTH),
    }
    figures = {
        name: st.column_config.Column(alignment="right") for name in (titles["value"], *asked)
    }
    st.dataframe(
        table[filled],
        hide_index=True,
        height=212,
        width="stretch",
        column_config={name: how for name, how in {**words, **figures}.items() if name in filled},
    )


def draw_figures(rows: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> None:
    """The first rows of a report without people."""
    table = pd.DataFrame(
        [
            {
                titles["occurred_at"]: "" if row["since"] is None else i18n.day(row["since"]),
                titles["channel"]: "" if row["channel"] == UNKNOWN else label(row["channel"]),
                "": row["item"] or "",
                **{one["figure"]: i18n.number(one["value"], 2) for one in row["figures"]},
            }
            for row in rows
        ]
    ).fillna("")
    filled = [name for name in table.columns if table[name].astype(bool).any()]
    st.dataframe(table[filled], hide_index=True, height=212, width="stretch")


def _told(row: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, str]:
    """The nouns of a row; empty where the file says nothing of them."""
    told = {titles["occurred_at"]: _moment(row)}
    for noun, title in titles.items():
        if noun == "value":
            told[title] = "" if row.get(noun) is None else i18n.number(row[noun], 2)
        elif noun in PLACES:
            told[title] = "" if row.get(noun) in (None, UNKNOWN) else label(row[noun])
        elif noun == "person":
            told[title] = row.get(noun) or ""
    return told


def _moment(row: Mapping[str, Any]) -> str:
    if row["instant"] is None:
        return ""
    wall_clock = row["instant"] + dt.timedelta(minutes=row["offset_minutes"] or 0)
    if wall_clock.time() == dt.time():
        return i18n.day(wall_clock.date())
    return i18n.moment(wall_clock)


def _scores(row: Mapping[str, Any]) -> dict[str, str]:
    """Question -> score, with decimals only where it has some."""
    return {
        one["question"]: i18n.number(one["score"], 0 if one["score"] == int(one["score"]) else 1)
        for one in row.get("scores") or ()
    }
