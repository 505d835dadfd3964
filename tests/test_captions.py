"""Titles of a table's columns are told apart in every language: a table with two of one name cannot be drawn."""

import inspect
from collections import Counter
from types import ModuleType

import pytest

from touchpoints import i18n
from touchpoints.captions import columns, journeys


def titles(module: ModuleType) -> dict[str, dict[str, str]]:
    """Every table of titles of a module, by the name of its function."""
    made = {
        name: function()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not inspect.signature(function).parameters
    }
    return {name: table for name, table in made.items() if isinstance(table, dict)}


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
@pytest.mark.parametrize("module", [columns, journeys])
def test_no_table_has_two_columns_of_one_name(module: ModuleType, language: str) -> None:
    i18n.use(language)

    found = {name: Counter(table.values()) for name, table in titles(module).items()}

    assert found
    twice = {
        name: [title for title, times in counts.items() if times > 1]
        for name, counts in found.items()
    }
    assert {name: many for name, many in twice.items() if many} == {}
