"""Response time against requests worked by hand, and against a brute-force twin."""

import datetime as dt
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import START, Journeys, build
from touchpoints.analyses import hours, intervals, response
from touchpoints.analyses.hours import Hours
from touchpoints.analyses.response import Exchange
from touchpoints.errors import ChoiceNotPossible
from touchpoints.model import Filters

ASKING = Exchange(("ask",), ("reply",))
OPEN = Hours()
NAN = float("nan")
# Two people ask in the chat, one by mail; caio has no reply, davi's target has not run out.
SHOP = {
    "ana": "ask@0/chat ask@5/chat reply@30/chat ask@100/chat reply@400/mail",
    "bia": "reply@0/mail ask@10/mail look@20/site reply@70/mail",
    "caio": "ask@0/mail",
    "davi": "ask@390/chat",
}


def waits(found: pd.DataFrame) -> list[tuple[str, float]]:
    return list(zip(found["channel"], found["waited"] / 60, strict=True))


def test_a_request_waits_from_its_first_message_to_the_next_reply(journeys: Journeys) -> None:
    found = response.requests(journeys(SHOP), Filters(), ASKING, open_=OPEN)

    assert [(channel, minutes) for channel, minutes in waits(found) if minutes == minutes] == [
        ("chat", 30.0),
        ("mail", 60.0),
        ("chat", 300.0),
    ]
    assert found["waited"].isna().sum() == 2
    assert (found["watched"] / 60).tolist() == [400, 400, 390, 300, 10]


def test_the_figures_of_a_place(journeys: Journeys) -> None:
    found = response.requests(journeys(SHOP), Filters(), ASKING, open_=OPEN)

    rows = response.response(found, target=3_600, over="channel").set_index("place")

    # chat: 30 and 300 minutes, and one open for 10; mail: 60 minutes, and one open for 400.
    chat, mail = (rows.loc[place].to_dict() for place in ("chat", "mail"))
    assert (chat["requests"], chat["answered"], chat["unanswered"]) == (3, 2, 1)
    assert (chat["median"], chat["mean"]) == (165 * 60, 165 * 60)
    assert chat["p90"] == (30 + 0.9 * 270) * 60
    assert (chat["inside"], chat["judged"], chat["share"]) == (1, 2, 0.5)
    assert (mail["inside"], mail["judged"], mail["share"]) == (1, 2, 0.5)
    assert [[mail["low"]], [mail["high"]]] == [list(end) for end in intervals.wilson([1], [2])]


def test_filters_choose_the_requests_and_not_the_replies(journeys: Journeys) -> None:
    found = response.requests(
        journeys(SHOP), Filters(channels=("chat",), until=START.date()), ASKING, open_=OPEN
    )

    assert found["channel"].tolist() == ["chat", "chat", "chat"]
    assert found["waited"].iloc[1] == 300 * 60  # the reply came by mail


def test_at_one_instant_the_request_comes_before_the_reply(journeys: Journeys) -> None:
    workspace = journeys({"ana": "reply@0 ask@0"})

    assert response.requests(workspace, Filters(), ASKING, open_=OPEN)["waited"].tolist() == [0]


def test_nobody_asks(journeys: Journeys) -> None:
    found = response.requests(journeys({"ana": "reply"}), Filters(), ASKING, open_=OPEN)

    assert response.response(found, 60, "channel").empty
    assert response.finding(response.response(found, 60), 60) == "No request has a reply yet."


def test_the_names_of_a_chat_tell_who_asks_and_who_replies(journeys: Journeys) -> None:
    workspace = journeys({"ana": "Ticket_created look ticket_solved Dúvida Resposta"})

    assert response.exchange(workspace) == Exchange(
        inbound=("Dúvida", "Ticket_created"), outbound=("Resposta", "ticket_solved")
    )


def test_a_choice_is_kept_and_one_touchpoint_cannot_be_both(journeys: Journeys) -> None:
    workspace = journeys({"ana": "a b"})
    response.write(workspace, Exchange(("a", "gone"), ("b",), 900))

    assert response.exchange(workspace) == Exchange(("a",), ("b",), 900)

    with pytest.raises(ChoiceNotPossible, match="“a” cannot be"):
        response.write(workspace, Exchange(("a",), ("a",)))
    assert response.exchange(workspace).outbound == ("b",)


EVENT = st.tuples(st.integers(0, 60 * 24 * 3), st.sampled_from(["ask", "ask2", "reply", "look"]))


@settings(max_examples=12, deadline=None)
@given(st.dictionaries(st.sampled_from(["ana", "bia"]), st.lists(EVENT, max_size=12), min_size=1))
def test_requests_equal_the_twin(people: dict[str, list[tuple[int, str]]]) -> None:
    expected = []
    for events in people.values():
        since = None
        for at, name in sorted((at, name == "reply") for at, name in events if name != "look"):
            if name and since is not None:
                expected.append((since, 60.0 * (at - since)))
            since = None if name else at if since is None else since
        expected += [] if since is None else [(since, -1)]
    with tempfile.TemporaryDirectory() as folder:
        words = {who: " ".join(f"{n}@{at}" for at, n in events) for who, events in people.items()}
        workspace = build(Path(folder), words)
        if not any(words.values()):
            return
        asking = Exchange(("ask", "ask2"), ("reply",))
        found = response.requests(workspace, Filters(), asking, open_=OPEN)
    minutes = (found["asked_at"] - START).dt.total_seconds() / 60
    assert sorted(zip(minutes, found["waited"].fillna(-1), strict=True)) == sorted(expected)


MONDAY = dt.datetime(2026, 3, 2)


@pytest.mark.parametrize(
    ("begins", "ends", "expected_hours"),
    [
        ("2026-03-02 09:00", "2026-03-02 10:30", 1.5),
        ("2026-03-02 07:00", "2026-03-02 20:00", 10),
        ("2026-03-06 17:00", "2026-03-09 09:00", 2),  # over the weekend
        ("2026-03-07 10:00", "2026-03-08 10:00", 0),
        ("2026-03-02 17:30", "2026-03-03 08:15", 0.75),
        ("2026-04-02 17:00", "2026-04-06 09:00", 2),  # Good Friday between
        ("2026-03-10 09:00", "2026-03-12 09:00", 10),  # the 11th is closed
    ],
)
def test_business_hours_by_hand(begins: str, ends: str, expected_hours: float) -> None:
    open_ = Hours(country="BR", closed=(dt.date(2026, 3, 11),))
    start, end = (pd.Series(pd.to_datetime([text])) for text in (begins, ends))

    assert hours.within(open_, start, end).tolist() == [expected_hours * 3_600]


SPAN = st.tuples(st.integers(0, 23), st.integers(1, 24)).map(sorted).filter(lambda s: s[0] < s[1])


@settings(max_examples=40, deadline=None)
@given(
    week=st.lists(st.none() | SPAN.map(lambda s: (s[0] * 60, s[1] * 60)), min_size=7, max_size=7),
    closed=st.lists(st.integers(0, 20), max_size=3),
    begin=st.integers(0, 500),
    length=st.integers(0, 200),
)
def test_business_hours_equal_the_twin(
    week: list[tuple[int, int] | None], closed: list[int], begin: int, length: int
) -> None:
    def is_open(hour: dt.datetime) -> bool:
        span = None if (hour - MONDAY).days in closed else week[hour.weekday()]
        return span is not None and span[0] <= hour.hour * 60 < span[1]

    every = [MONDAY + dt.timedelta(hours=hour) for hour in range(begin, begin + length)]
    days = tuple((MONDAY + dt.timedelta(days=day)).date() for day in closed)
    ends = [MONDAY + dt.timedelta(hours=hour) for hour in (begin, begin + length)]
    start, end = (pd.Series(pd.to_datetime([moment])) for moment in ends)

    found = hours.within(Hours(week=tuple(week), closed=days), start, end)

    assert found.tolist() == [3_600 * sum(map(is_open, every))]


def test_a_missing_reply_has_no_business_time() -> None:
    start, end = pd.Series([pd.Timestamp(MONDAY)]), pd.Series([pd.NaT])

    assert np.isnan(hours.within(Hours(), start, end)).tolist() == [True]


def test_a_zone_moves_the_clock_and_business_time_with_it(journeys: Journeys) -> None:
    # Monday 9:00 in UTC is 6:00 in São Paulo, 2 hours before opening; 12:00 is 9:00.
    workspace = journeys({"ana": "ask@0 reply@180"})
    open_ = Hours(zone="America/Sao_Paulo")

    found = response.requests(workspace, Filters(), ASKING, open_=open_, business=True)

    assert found["hour"].tolist() == [6]
    assert found["waited"].tolist() == [3_600]


def test_hours_are_kept_and_senseless_ones_are_refused(journeys: Journeys) -> None:
    workspace = journeys({"ana": "ask"})
    kept = Hours(((480, 720), *[None] * 6), "America/Bogota", "CO", (dt.date(2026, 12, 24),))
    assert hours.hours(workspace) == Hours()
    hours.write(workspace, kept)

    for wrong in (
        Hours(week=(None,) * 7),
        Hours(week=((720, 480), *[None] * 6)),
        Hours(zone="Mars/Base"),
        Hours(country="XX"),
    ):
        with pytest.raises(ChoiceNotPossible):
            hours.write(workspace, wrong)

    assert hours.hours(workspace) == kept


def test_holidays_come_without_a_network() -> None:
    known = {country: hours.holidays_of(country, 2026) for country in hours.COUNTRIES}

    assert all(known.values())
    assert dt.date(2026, 9, 7) in known["BR"]
    assert dt.date(2026, 10, 12) in known["ES"]
    assert dt.date(2026, 11, 16) in known["MX"]
    assert dt.date(2026, 7, 9) in known["AR"]


def test_the_interval_of_a_median() -> None:
    # n = 30: (30 - 1.96 * 5.477) / 2 = 9.63, so 9 values lie on each side, the 9th and the 22nd.
    assert intervals.median(range(1, 31)) == (9, 22)
    assert intervals.median(range(1, 9)) == (1, 8)
    assert np.isnan(intervals.median(range(7))[0])
