"""The findings that a report can hold. A new analysis joins with a function and a line in `FINDINGS`."""

import contextlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from touchpoints.analyses import catalogue
from touchpoints.errors import ChoiceNotPossible
from touchpoints.exports import about_journeys, about_voice
from touchpoints.exports.exhibits import Asked, Exhibit
from touchpoints.i18n import N_

Section = Literal["journey", "voice"]
SECTIONS: dict[Section, str] = {"journey": N_("Journey"), "voice": N_("Voice")}


@dataclass(frozen=True)
class Finding:
    """One that can be chosen. `make` gives None where the workspace cannot answer."""

    name: str
    section: Section
    title: str
    make: Callable[[Asked], Exhibit | None]
    usual: bool = True


FINDINGS: tuple[Finding, ...] = (
    Finding("funnel", "journey", N_("Funnel"), about_journeys.stages),
    Finding(
        "funnel-by-channel", "journey", N_("Funnel by channel"), about_journeys.stages_by_channel
    ),
    Finding(
        "heatmap-stage", "journey", N_("Touchpoint heatmap"), about_journeys.heatmap_of("stage")
    ),
    Finding(
        "heatmap-weekday", "journey", N_("Weekdays and hours"), about_journeys.heatmap_of("weekday")
    ),
    Finding("trend", "journey", N_("Conversion over time"), about_journeys.conversion),
    Finding("scorecard", "journey", N_("Scorecard"), about_journeys.card, usual=False),
    Finding("flow", "journey", N_("Flow of journeys"), about_journeys.ways, usual=False),
    Finding("paths", "journey", N_("Paths"), about_journeys.paths),
    Finding("moves", "journey", N_("Moves"), about_journeys.moves, usual=False),
    Finding("hand-offs", "journey", N_("Hand-offs"), about_journeys.changes, usual=False),
    Finding("attribution", "journey", N_("Attribution"), about_journeys.credit),
    Finding("returns", "journey", N_("Coming back"), about_journeys.returns, usual=False),
    Finding("cohorts", "journey", N_("Cohorts"), about_journeys.cohorts, usual=False),
    Finding("scores", "voice", N_("Score"), about_voice.score),
    Finding(
        "scores-by-touchpoint",
        "voice",
        N_("Scores by touchpoint"),
        about_voice.scores_by_touchpoint,
    ),
    Finding("scores-by-month", "voice", N_("Scores over time"), about_voice.score_over_time),
    Finding("sentiment-by-touchpoint", "voice", N_("Sentiment"), about_voice.feelings),
    Finding("themes", "voice", N_("Themes"), about_voice.topics),
    Finding(
        "theme-impact",
        "voice",
        N_("What themes do to the score"),
        about_voice.theme_impact,
        usual=False,
    ),
    Finding(
        "contacts-before",
        "voice",
        N_("Before the answer"),
        about_voice.contacts_before,
        usual=False,
    ),
    Finding("drivers", "voice", N_("Drivers of the score"), about_voice.causes, usual=False),
    Finding("comments", "voice", N_("Comments"), about_voice.comments),
)


def possible(asked: Asked) -> tuple[Finding, ...]:
    """Those that the workspace has data for."""
    totals = catalogue.totals(asked.workspace, asked.filters)
    has = {"journey": totals.events, "voice": totals.answers}
    return tuple(finding for finding in FINDINGS if has[finding.section])


def made(asked: Asked, chosen: Collection[str]) -> Iterator[tuple[Finding, Exhibit | None]]:
    """The chosen findings one after another, in the order of the list; None for one without an answer."""
    for finding in possible(asked):
        if finding.name in chosen:
            exhibit = None
            with contextlib.suppress(ChoiceNotPossible):
                exhibit = finding.make(asked)
            yield finding, exhibit
