"""What the shop's customers answered when it asked them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.demo.draw import Draw
from data.demo.journeys import Event
from data.demo.shop import ANSWERS, BY_EMAIL, CSAT_GIVEN, DAY, DAYS, LIKELY, RATED, SEED


class Answer(NamedTuple):
    person: str
    second: int
    channel: str
    touchpoint: str
    nps: int
    csat: int
    has_comment: bool
    ease: int | None = None


def answers(events: Sequence[Event]) -> list[Answer]:
    """What 1,200 respondents answered, in the order of time; nobody is asked twice in three weeks."""
    draw = Draw(SEED + 1)
    surveys: dict[str, list[int]] = {}
    for event in events:
        if event.touchpoint == "satisfaction_survey":
            surveys.setdefault(event.person, []).append(event.second)
    queue = []
    for event in events:
        key = draw.random() / RATED[event.touchpoint]
        second = answered_at(draw, event, surveys.get(event.person, []))
        if event.last_of_its_kind and second is not None and second < DAYS * DAY:
            queue.append((key, second, event))
    asked: dict[str, list[int]] = {}
    chosen: list[tuple[int, Event]] = []
    for _, second, event in sorted(queue):
        before = asked.setdefault(event.person, [])
        if (
            len(chosen) < ANSWERS
            and len(before) < 4
            and all(abs(second - one) > 21 * DAY for one in before)
        ):
            before.append(second)
            chosen.append((second, event))
    return [rated(draw, second, event) for second, event in sorted(chosen)]


def answered_at(draw: Draw, event: Event, surveys: Sequence[int]) -> int | None:
    """When this contact is rated: with the survey e-mail that follows it, or soon after; None if it is not."""
    minutes = int(draw.long_tailed([1, 2, 4, 9, 25, 110]) * 60) + draw.whole(0, 59)
    if event.touchpoint not in BY_EMAIL:
        return event.second + minutes
    following = [second for second in surveys if 0 <= second - event.second <= 25 * DAY]
    return following[0] + draw.whole(40, 400) if following else None


def rated(draw: Draw, second: int, event: Event) -> Answer:
    nps = draw.place(LIKELY[mood(event)])
    csat = 1 + draw.place(CSAT_GIVEN[nps])
    if event.touchpoint == "exchange" and csat > 2 and nps < 9 and draw.chance(0.45):
        csat -= 1
    has_comment = draw.chance(0.84 if nps <= 6 else 0.62 if nps <= 8 else 0.72)
    return Answer(event.person, second, event.channel, event.touchpoint, nps, csat, has_comment)


def mood(event: Event) -> str:
    if event.touchpoint == "exchange":
        return "worst"
    if event.channel == "whatsapp":
        return "bad"
    if event.touchpoint in ("store_purchase", "store_visit", "pix_payment", "loyalty_coupon"):
        return "best"
    if event.touchpoint in ("support_call", "delivery"):
        return "fair"
    return "usual"
