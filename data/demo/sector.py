"""A sector as its file packs/SECTOR/sector.toml describes it: its words, its people, the steps they take.

A step of the file is one thing that may happen in a journey; the steps are walked from the top:

    meet   the touchpoint, where there is one; a step without is only a chance to leave
    on     the channels it may happen on, with weights; the journey's own entry where it is left out
    from   the entries for which the step holds, all where it is left out
    after  a touchpoint that this journey must have met; unless: one that it must not have met
    chance how likely the step is; stay: how likely the journey goes on after it
    times  weights of happening once, twice, ...
    hours  how long it takes to come to it, lowest and highest; clock: the hours that fit it
    pays   the lowest and the highest amount
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from data.demo.wording import Words

PACKS = Path(__file__).resolve().parent / "packs"
SECTORS = ("clinic", "restaurant", "ecommerce", "music")


@dataclass(frozen=True)
class Step:
    """One thing that may happen in a journey."""

    meet: str = ""
    on: tuple[tuple[str, float], ...] = ()
    entries: frozenset[str] = frozenset()
    after: str = ""
    unless: str = ""
    chance: float = 1.0
    stay: float = 1.0
    times: tuple[float, ...] = (1.0,)
    hours: tuple[float, float] = (0.0, 0.1)
    clock: str = "always"
    pays: tuple[int, int] | None = None


@dataclass(frozen=True)
class Clock:
    """When something happens: weights of the weekdays, Monday first, and of the hours, midnight first."""

    week: Sequence[float]
    hours: Sequence[float]


@dataclass(frozen=True)
class Touchpoint:
    """How eagerly a touchpoint is rated, and how people judge it (a name of shop.LIKELY)."""

    rated: float
    mood: str


@dataclass(frozen=True)
class Sector:
    """Everything of one sector but its phrases."""

    name: str
    seed: int
    people: int
    answers: int
    returns: float
    words: Words
    touchpoints: dict[str, Touchpoint]
    entries: dict[str, float]
    season: list[tuple[date, float]]
    clocks: dict[str, Clock]
    steps: list[Step]


@cache
def sector(name: str) -> Sector:
    """The sector of this name."""
    told = tomllib.loads((PACKS / name / "sector.toml").read_text(encoding="utf-8"))
    touchpoints = told["touchpoints"]
    return Sector(
        name=name,
        seed=told["seed"],
        people=told["people"],
        answers=told["answers"],
        returns=told["returns"],
        words=Words(
            channels=told["channels"],
            touchpoints=touchpoints,
            stages=told["stages"],
            stage_of={key: about["stage"] for key, about in touchpoints.items()},
            event_headers=told["event_headers"],
            answer_headers=told["answer_headers"],
        ),
        touchpoints={
            key: Touchpoint(about.get("rated", 0.0), about.get("mood", "usual"))
            for key, about in touchpoints.items()
        },
        entries=told["entries"],
        season=[(day, weight) for day, weight in told["season"]],
        clocks={key: Clock(**about) for key, about in told["clocks"].items()},
        steps=[_step(about) for about in told["steps"]],
    )


def _step(about: dict[str, object]) -> Step:
    lists = {key: tuple(value) for key, value in about.items() if isinstance(value, list)}
    given = {**about, **lists}
    if "on" in given:
        given["on"] = tuple(about["on"].items())  # type: ignore[attr-defined]
    given["entries"] = frozenset(lists.pop("from", ()))
    given.pop("from", None)
    return Step(**given)  # type: ignore[arg-type]
