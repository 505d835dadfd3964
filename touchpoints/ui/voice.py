"""What the pages about comments share: choices, definitions, and the comments behind a figure."""

from functools import partial

import pandas as pd
import streamlit as st

from touchpoints.analyses import themes
from touchpoints.analyses.sentiment import Choice
from touchpoints.i18n import _, number
from touchpoints.model import Filters
from touchpoints.text.themes import theme_spans
from touchpoints.ui import charts, columns, comments, downloads, session
from touchpoints.workspaces import Workspace


def themes_definition() -> str:
    """How themes are found and counted, in small print."""
    return _(
        "A comment names a theme by its words, in its own language, and may name several. The "
        "sentiment is that of the part of the comment that is about the theme. Shares are of the "
        "comments that say how they feel (n), with their 95 % intervals; hollow where n is below 30."
    )


def cells_definition() -> str:
    """What the cells of the heatmap show, in small print."""
    return _(
        "The share of the comments on a theme that are negative about it, and below it how many say "
        "how they feel (n); pale where these are fewer than 30."
    )


def impact_definition() -> str:
    """What the effect of a theme is, in small print."""
    return _(
        "The score of all answers less the score without the answers that name the theme, with its "
        "95 % interval and how many name it. Who names a theme may differ in other ways too."
    )


def read_theme(workspace: Workspace, filters: Filters, found: pd.DataFrame) -> None:
    """Choose a theme and read the comments that name it; `found` is a table of `themes.themes`."""
    titles = {
        theme: f"{themes.name(theme)} ({number(n)})"
        for theme, n in zip(found["theme"], found["comments"], strict=True)
    }
    chosen = choose(_("Read what they say about"), "theme", titles, _("Choose a theme"))
    if chosen is not None:
        marks = partial(theme_spans, theme=chosen)
        comments.reader(workspace, filters, Choice(theme=chosen), marks=marks)


def choose(title: str, name: str, titles: dict[str, str], placeholder: str) -> str | None:
    """A choice of one or none that the link carries: a key of `titles`."""
    key = session.hydrate(name, list(titles))
    st.multiselect(
        title,
        list(titles),
        format_func=titles.__getitem__,
        key=key,
        max_selections=1,
        placeholder=placeholder,
    )
    session.publish(name)
    chosen = list(st.session_state[key])
    return str(chosen[0]) if chosen else None


def draw_impact(workspace: Workspace, filters: Filters, question: "pd.Series[float]") -> None:
    """What each theme does to the score of a question."""
    effects = themes.impact(workspace, filters, str(question["question"]))
    if effects.empty:
        return
    charts.draw(
        themes.chart_impact(charts.look(), str(question["measure"])),
        effects,
        finding=themes.finding_impact,
        definition=impact_definition(),
        key="theme impact",
    )
    downloads.row(effects, name="theme-impact", columns=columns.theme_impact())
