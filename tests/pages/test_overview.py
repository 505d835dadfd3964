"""The overview says what stands out, and nothing that the workspace cannot answer."""

from tests.conftest import Answers, Journeys
from tests.pages.screen import figures, texts, visit

PEOPLE = {
    "ana": "ad/web/awareness look/web/consideration buy/store/purchase",
    "bia": "ad/web/awareness look/web/consideration",
    "caio": "ad/social/awareness",
    "davi": "look/web/consideration buy/store/purchase",
}


def test_the_overview_of_events_tells_the_weakest_step(journeys: Journeys) -> None:
    app = visit("start/overview", journeys(PEOPLE))

    assert figures(app) == {"People": "4", "Reach “Purchase”": "50%"}
    assert "33% of 3 people reach “Purchase”" in texts(app).replace("\\", "")
    assert "What do they complain about?" not in texts(app)


def test_the_overview_of_nothing_says_what_to_loosen(journeys: Journeys) -> None:
    app = visit("start/overview", journeys(PEOPLE), link={"stage": "awareness", "channel": "store"})

    assert "There is nothing for these filters." in texts(app)


def test_complaints_without_a_touchpoint_are_told_by_channel(answers: Answers) -> None:
    said = [
        {
            "measure": "comment",
            "comment": "bad",
            "label": feeling,
            "sentiment": 0.0,
            "language": "en",
        }
        | {"channel": channel}
        for channel, feeling in [("phone", "negative"), ("web", "positive")]
        for _ in range(40)
    ]

    app = visit("start/overview", answers(said))

    assert "“phone” gets the most complaints: 100% of 40 comments" in texts(app).replace("\\", "")
