"""What the shop answered to the questions and chats of its customers, and how late."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from data.demo.draw import Draw
from data.demo.journeys import Event, sitting
from data.demo.shop import DAY, DAYS, OFFICE_HOURS, OFFICE_WEEK, REPLIED, REPLY_MINUTES, SEED

REPLY_TO = {"product_question": "shop_reply", "support_chat": "support_reply"}
PATIENCE = 4 * DAY


def with_replies(events: Sequence[Event]) -> list[Event]:
    """The events and the shop's replies, in the order of time. Who asks again before they gave up gets
    one reply, after they asked last."""
    draw = Draw(SEED + 2)
    asked: dict[tuple[str, str, str], list[Event]] = {}
    for event in events:
        if event.touchpoint in REPLY_TO:
            asked.setdefault((event.person, event.channel, event.touchpoint), []).append(event)
    replies = []
    for questions in asked.values():
        for question, following in pairwise([*questions, None]):
            assert question is not None
            if following is not None and following.second - question.second < PATIENCE:
                continue
            second = replied_at(draw, question)
            if draw.chance(REPLIED[question.channel]) and second < DAYS * DAY:
                replies.append(
                    question._replace(second=second, touchpoint=REPLY_TO[question.touchpoint])
                )
    return sorted([*events, *replies], key=lambda event: (event.second, event.person))


def replied_at(draw: Draw, question: Event) -> int:
    """When the shop would reply: on WhatsApp once somebody in the office has read it, elsewhere at once."""
    second = question.second + int(draw.long_tailed(REPLY_MINUTES[question.channel]) * 60)
    if question.channel != "whatsapp":
        return second
    in_office = sitting(draw, second // DAY, OFFICE_WEEK, OFFICE_HOURS)
    return in_office if in_office > question.second else in_office + DAY
