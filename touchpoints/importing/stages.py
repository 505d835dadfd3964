"""Which stage of the journey a touchpoint belongs to, from its name in three languages."""

from collections.abc import Iterable, Sequence

from touchpoints.importing import names
from touchpoints.model import STAGES


def stage_of(touchpoint: str) -> str | None:
    """The stage that the name of a touchpoint tells; None where it tells none."""
    return names.heading("stages", touchpoint)


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
