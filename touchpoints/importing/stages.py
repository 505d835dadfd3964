"""Which stage of the journey a touchpoint belongs to, from its name in three languages."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from touchpoints.importing import names
from touchpoints.model import STAGES


@lru_cache
def _patterns() -> tuple[tuple[int, int, str, re.Pattern[str]], ...]:
    """(words, letters, stage, pattern), the longest first, later stages before earlier ones."""
    found = []
    for place, (stage, entry) in enumerate(names.read("stages").items()):
        for word in entry["words"]:
            pattern = re.compile(
                rf"\b{re.escape(word.rstrip('*'))}" + (r"\w*" if "*" in word else r"\b")
            )
            found.append((-word.count(" "), -len(word.rstrip("*")), -place, stage, pattern))
    found.sort(key=lambda item: item[:3])
    return tuple((spaces, letters, stage, pattern) for spaces, letters, _, stage, pattern in found)


def stage_of(touchpoint: str) -> str | None:
    """The stage that the name of a touchpoint tells; None where it tells none."""
    wanted = names.plain(touchpoint)
    return next((stage for *_, stage, pattern in _patterns() if pattern.search(wanted)), None)


def propose_stages(touchpoints: Sequence[str] | Iterable[str]) -> dict[str, str]:
    """The stage of each touchpoint that the dictionary knows; the others are absent."""
    found = ((touchpoint, stage_of(touchpoint)) for touchpoint in touchpoints)
    return {touchpoint: stage for touchpoint, stage in found if stage}


def in_order(met: Sequence[str]) -> list[str]:
    """The stages of a file, given as people meet them, in the order of the journey: those whose names
    tell a stage of ours stand where ours stands, any other after the one that people met before it."""
    places: dict[str, int] = {}
    before = 0
    for stage in met:
        known = stage if stage in STAGES else stage_of(stage)
        before = places[stage] = STAGES.index(known) if known else before
    return sorted(met, key=places.__getitem__)
