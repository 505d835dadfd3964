"""The glossary: every figure of the main pages has an entry, found by its name and by its words."""

from typing import get_args

import pandas as pd
import pytest

from tests.pages.screen import texts, visit
from touchpoints import i18n
from touchpoints.analyses import pulse, scores
from touchpoints.captions import columns, figures, glossary, heatmaps, journeys


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    i18n.use(request.param)
    return str(request.param)


def test_every_title_of_the_main_tables_is_explained_in_every_language(language: str) -> None:
    tables = (
        columns.funnel(),
        columns.heatmap(),
        columns.scores(),
        heatmaps.measures_columns(),
        journeys.scorecard_columns(),
    )
    shown = {title for table in tables for title in table.values()}

    assert shown - set(glossary.by_title()) == set()
    assert set(scores.short_names().values()) <= set(glossary.by_title())


@pytest.mark.parametrize("name", get_args(pulse.Name))
def test_every_figure_of_the_overview_says_what_it_means_from_the_glossary(
    name: pulse.Name,
) -> None:
    i18n.use("en")
    meanings = {entry.meaning for entry in glossary.entries()}
    for about in (("nps", "?"), ("csat", "?"), ("ces", "?"), ("rating", "?")):
        figure = pulse.Figure(name, 1, 1, 1, 40, pd.DataFrame(), about)
        assert meanings & {figures.meaning(figure), figures.explained(figure)}


def test_names_and_titles_of_entries_are_their_own(language: str) -> None:
    entries = glossary.entries()
    titles = [title for entry in entries for title in entry.titles]

    assert len({entry.name for entry in entries}) == len(entries)
    assert all(entry.titles and entry.meaning for entry in entries)
    assert [title for title in titles if titles.count(title) > 1] == []


def test_a_link_finds_a_figure_by_a_word_without_its_accents() -> None:
    assert "Tempo mediano" in texts(
        visit("share/glossary", language="pt", link={"term": "mediáno"})
    )
    assert "No figure is called so." in texts(visit("share/glossary", link={"term": "zebra"}))
