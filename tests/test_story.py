"""The story for a room: which scenes there are, what is right to guess, and which customer speaks."""

from tests.conftest import Answers, Journeys
from touchpoints.exports.exhibits import Asked
from touchpoints.exports.story import Story, story
from touchpoints.model import Filters
from touchpoints.workspaces import Workspace

PEOPLE = {
    "ana": "ad/web/awareness look/web/consideration buy/store/purchase",
    "bia": "ad/web/awareness look/web/consideration",
    "caio": "ad/web/awareness look/web/consideration",
    "davi": "ad/social/awareness",
}


def told(workspace: Workspace, *, names_hidden: bool = False) -> Story:
    return story(Asked(workspace, Filters()), names_hidden=names_hidden)


def complaint(text: str, **places: object) -> dict[str, object]:
    return {
        **places,
        "measure": "comment",
        "comment": text,
        "language": "en",
        "sentiment": -0.8,
        "label": "negative",
    }


def test_the_step_that_loses_most_is_the_right_guess(journeys: Journeys) -> None:
    first = told(journeys(PEOPLE)).chapters[0]

    assert first.question == "On the way to which step do we lose most people?"
    assert first.answer.choices == ("Consideration", "Purchase")
    assert first.answer.right == "Purchase"
    assert first.exhibit.finding == (
        "25% of 4 people reach “Purchase”; most are lost on the way to “Purchase” (2)."
    )
    assert first.verdict("") == ""
    assert first.verdict("Purchase") == "You guessed “Purchase”, and you are right."
    assert first.verdict("Consideration") == "You guessed “Consideration”. It is “Purchase”."


def test_where_the_channels_cannot_be_told_apart_no_guess_is_right(journeys: Journeys) -> None:
    second = told(journeys(PEOPLE)).chapters[1]

    assert second.name == "funnel-by-channel"
    assert second.answer.right == ""
    assert second.verdict("web") == (
        "You guessed “web”. The figures are too close to say who is right."
    )


def test_each_finding_is_asked_guessed_revealed_and_then_a_customer_speaks(
    answers: Answers,
) -> None:
    here = {"channel": "web", "stage": "consideration", "touchpoint": "look"}
    workspace = answers([complaint("Nobody at all replied to my three questions.", **here)], PEOPLE)

    addresses = [scene.address for scene in told(workspace).scenes]

    assert addresses[:5] == [
        "cover",
        "funnel.question",
        "funnel.guess",
        "funnel.reveal",
        "funnel.comment",
    ]
    assert addresses[-1] == "end"
    assert len(addresses) == len(set(addresses))


def test_the_customer_who_speaks_was_where_people_are_lost_and_stays_unnamed(
    answers: Answers,
) -> None:
    before = {"channel": "web", "stage": "consideration", "touchpoint": "look"}
    elsewhere = {"channel": "store", "stage": "purchase", "touchpoint": "buy"}
    workspace = answers(
        [
            complaint("The queue at the till was endless, terrible.", **elsewhere),
            complaint("Slow!", **before),
            complaint("Nobody replied, write to me at ana@example.com please.", **before),
        ],
        PEOPLE,
    )

    quote = told(workspace).chapters[0].quote

    assert quote == ("Nobody replied, write to me at ••• please.", ("look", "web"))


def test_hidden_names_are_letters_in_choices_charts_and_comments(answers: Answers) -> None:
    here = {"channel": "WhatsApp", "stage": "awareness", "touchpoint": "chat"}
    said = [complaint("On whatsapp the chat never gets answered.", **here)]
    workspace = answers(
        said,
        {"ana": "chat/WhatsApp/awareness buy/store/purchase", "bia": "chat/WhatsApp/awareness"},
    )

    funnel, by_channel, *_others = told(workspace, names_hidden=True).chapters

    assert funnel.quote == (
        "On Channel A the Touchpoint A never gets answered.",
        ("Touchpoint A", "Channel A"),
    )
    assert by_channel.answer.choices == ("Channel A",)
    assert by_channel.exhibit.data is not None
    assert set(by_channel.exhibit.data["group"]) == {"Channel A"}
    assert told(workspace).chapters[1].answer.choices == ("WhatsApp",)


def test_a_workspace_of_events_says_that_it_cannot_tell_what_people_say(journeys: Journeys) -> None:
    found = told(journeys(PEOPLE))

    assert found.lacks == "Without answers, the story cannot tell what people say."
    assert {chapter.name for chapter in found.chapters} == {
        "funnel",
        "funnel-by-channel",
        "heatmap-weekday",
    }


def test_a_workspace_of_answers_says_that_it_cannot_tell_where_people_are_lost(
    answers: Answers,
) -> None:
    good, bad = {"score": 10, "touchpoint": "delivery"}, {"score": 0, "touchpoint": "exchange"}
    found = told(answers([good] * 40 + [bad] * 40))

    assert found.lacks == "Without events, the story cannot tell where people are lost."
    (scores,) = (chapter for chapter in found.chapters if chapter.name == "scores-by-touchpoint")
    assert scores.answer.choices == ("delivery", "exchange")
    assert scores.answer.right == "exchange"


def test_an_empty_workspace_has_a_cover_and_an_end(journeys: Journeys) -> None:
    found = told(journeys({}))

    assert [scene.address for scene in found.scenes] == ["cover", "end"]
    assert (
        found.lacks == "There is nothing here to tell of yet. Load a file, or loosen the filters."
    )


def test_a_room_sees_the_fourteen_hours_in_a_row_that_hold_most(journeys: Journeys) -> None:
    """Two contacts in the first hour, one each in the 13 hours after it, and one in the 14th."""
    found = told(
        journeys({"ana": " ".join(f"ad@{60 * hour}" for hour in range(15)), "bia": "ad@0"})
    )

    (hours,) = (chapter for chapter in found.chapters if chapter.name == "heatmap-weekday")

    assert hours.exhibit.data is not None
    assert hours.seen.rows is not None
    first = int(hours.exhibit.data.nlargest(1, "events")["hour"].iloc[0])
    assert (len(hours.exhibit.data), len(hours.seen.rows)) == (15, 14)
    assert first + 14 not in set(hours.seen.rows["hour"])


def test_a_room_sees_the_places_that_the_finding_names_though_others_have_more_answers(
    answers: Answers,
) -> None:
    """Nine touchpoints with 40 answers of 5, and two with 30 that the scores tell apart."""
    usual = [{"score": 5, "touchpoint": f"place {number}"} for number in range(9)] * 40
    best, worst = {"score": 10, "touchpoint": "gift"}, {"score": 0, "touchpoint": "queue"}
    found = told(answers(usual + [best] * 30 + [worst] * 30))

    (scores,) = (chapter for chapter in found.chapters if chapter.name == "scores-by-touchpoint")

    assert scores.seen.rows is not None
    assert scores.exhibit.data is not None
    assert len(scores.seen.rows) == 7
    assert {"gift", "queue"} <= set(scores.seen.rows["touchpoint"])
    assert {"gift", "queue"} <= set(scores.exhibit.data["touchpoint"])
