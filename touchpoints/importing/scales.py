"""Answers in words ("Very satisfied", "Muito ruim") as places on a scale, in three languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from touchpoints.importing import names
from touchpoints.model import Measure

_NEARLY_ALL = 0.8
_SIGN_PARTS = re.compile(r"[\s\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff☆✩]")


@dataclass(frozen=True)
class Scale:
    """A scale of words: what it measures, how many places it has, the place of each wording."""

    name: str
    measure: Measure
    high: int
    place_of: dict[str, int]


@lru_cache
def scales() -> tuple[Scale, ...]:
    """The scales of names/scales.toml."""
    found = []
    for name, entry in names.read("scales").items():
        place_of = {
            wording: place
            for place, wordings in enumerate(entry["places"], start=1)
            for wording in wordings.split("|")
        }
        found.append(Scale(name, entry["measure"], len(entry["places"]), place_of))
    return tuple(found)


def scale_of(values: Sequence[str]) -> Scale | None:
    """The scale that nearly all of a column's different values stand on; at least two of them."""
    wordings = {_key(value) for value in values} - {""}
    for scale in scales():
        known = wordings & scale.place_of.keys()
        places = {scale.place_of[wording] for wording in known}
        if len(places) >= 2 and len(known) >= _NEARLY_ALL * len(wordings):
            return scale
    return None


def score_of(scale: Scale, value: str) -> int | None:
    """The place of a value on a scale, 1 for the lowest."""
    return scale.place_of.get(_key(value))


def _key(value: str) -> str:
    """How a wording is compared; of stars and faces, the signs themselves."""
    return names.plain(value) or _SIGN_PARTS.sub("", value)
