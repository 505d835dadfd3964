"""Charts: specs that hold for every look, hold no data, and speak the reader's language."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from touchpoints import charting, i18n
from touchpoints.analyses import (
    compared,
    drivers,
    funnel,
    groups,
    heatmap_chart,
    journey,
    leavers,
    measures,
    response,
    score_trend,
    scores,
    sentiment,
    terms,
    themes,
    verdict_paths,
)
from touchpoints.charting import Look

CHARTS: dict[str, Callable[[Look], dict[str, Any]]] = {
    "funnel": funnel.chart,
    "funnel by channel": lambda look: groups.chart(look, groups=3, steps=4),
    "funnel of two periods": lambda look: compared.chart(look, rows=4),
    "who left": lambda look: leavers.chart(look, rows=9),
    "heatmap": heatmap_chart.chart,
    "heatmap of touchpoints": lambda look: heatmap_chart.chart(look, rows="touchpoint"),
    "heatmap of ratings": lambda look: heatmap_chart.chart(
        look, quantity="rating", worst=1, best=7
    ),
    "heatmap of hours": lambda look: heatmap_chart.chart(look, rows="weekday", quantity="people"),
    "heatmap of conversion": lambda look: heatmap_chart.chart(look, quantity="conversion"),
    "heatmap of complaints": lambda look: heatmap_chart.chart(look, quantity="complaints"),
    "heatmap of waits": lambda look: heatmap_chart.chart(look, rows="touchpoint", quantity="wait"),
    "measures": measures.chart,
    "response": response.chart,
    "response by hour": lambda look: response.chart(look, target=900, over="hour"),
    "scores": lambda look: scores.chart(look, measure="csat", over="channel"),
    "nps": lambda look: scores.chart_nps(look, over="stage"),
    "distribution": lambda look: scores.chart_distribution(look, measure="nps"),
    "sentiment": sentiment.chart,
    "sentiment by channel": lambda look: sentiment.chart(look, over="channel"),
    "themes": themes.chart,
    "themes by stage": lambda look: themes.chart_over(look, over="stage"),
    "effect of themes": lambda look: themes.chart_impact(look, measure="csat"),
    "terms": lambda look: terms.chart(look, "Web", "The rest", judges=False),
    "before a score": journey.chart_before,
    "trails": lambda look: journey.chart_before(look, row="trail"),
    "drivers": drivers.chart,
    "importance and performance": drivers.chart_places,
    "scores by week": lambda look: score_trend.chart(look, measure="csat", unit="week"),
    "complaints": lambda look: score_trend.chart(look, measure="complaints"),
    "waits": lambda look: score_trend.chart(look, measure="wait", unit="day"),
    "paths by score": verdict_paths.chart,
}
LOOKS = [Look("pt", "light", "normal"), Look("es", "dark", "large"), Look("en", "dark", "normal")]


def fields(part: object) -> set[str]:
    """Every field that an encoding draws."""
    if isinstance(part, dict):
        own = {part["field"]} if "field" in part and "type" in part else set()
        return own.union(*(fields(value) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(fields(value) for value in part))
    return set()


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", CHARTS)
def test_a_spec_names_its_data_and_holds_none(name: str, look: Look) -> None:
    spec = CHARTS[name](look)

    assert spec.get("data") == {"name": "source"} or all(
        layer["data"] == {"name": "source"} for layer in spec["layer"]
    )
    assert "datasets" not in spec
    assert spec["width"] == "container"
    assert spec["config"]["locale"]["number"]["decimal"] == ("." if look.language == "en" else ",")
    assert fields(spec["layer"])


def tooltips(part: object) -> Iterator[dict[str, Any]]:
    """Every line of every tooltip."""
    if isinstance(part, dict):
        shown = part.get("tooltip", [])
        yield from shown if isinstance(shown, list) else [shown]
    for value in (
        part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    ):
        yield from tooltips(value)


@pytest.mark.parametrize("name", CHARTS)
def test_a_tooltip_never_shows_the_name_of_a_field(name: str) -> None:
    nameless = [line for line in tooltips(CHARTS[name](Look("pt"))) if not line.get("title")]

    assert nameless == []


def test_one_of_something_is_told_as_one() -> None:
    told = charting.counted("datum.n", "{n} person", "{n} people", n="datum.n")

    assert told == '(datum.n == 1 ? (datum.n) + " person" : (datum.n) + " people")'


@pytest.mark.parametrize("name", CHARTS)
def test_a_spec_is_built_once_for_each_look(name: str) -> None:
    assert CHARTS[name](Look("en")) is CHARTS[name](Look("en"))
    assert CHARTS[name](Look("en")) is not CHARTS[name](Look("en", theme="dark"))


def test_a_spec_speaks_the_language_of_its_look_whatever_is_in_use() -> None:
    i18n.use("es")

    titles = json.dumps(funnel.chart(Look("en", "light", "large")))

    assert "Of the previous step" in titles
    assert i18n.language() == "es"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_the_paper(theme: charting.Theme) -> None:
    palette = charting.PALETTES[theme]

    assert contrast(palette.ink, palette.paper) > 7
    assert contrast(palette.quiet, palette.paper) > 4.5
    assert contrast(palette.accent, palette.paper) > 4.5
    for colour in (palette.negative, palette.positive):
        assert contrast(colour, palette.paper) > 3


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it, 1 to 21."""

    def light(colour: str) -> float:
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dim = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
