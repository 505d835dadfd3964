"""The story on the screen: the link says the scene and the guess, the buttons change them."""

from streamlit.testing.v1 import AppTest

from tests.conftest import Journeys
from tests.pages.screen import texts, visit

PEOPLE = {
    "ana": "ad/web/awareness look/web/consideration buy/store/purchase",
    "bia": "ad/web/awareness look/web/consideration",
    "caio": "ad/web/awareness look/web/consideration",
}


def words(app: AppTest) -> str:
    return texts(app).replace("\\", "")


def test_a_guess_is_judged_when_the_answer_is_revealed(journeys: Journeys) -> None:
    app = visit("share/present", journeys(PEOPLE))
    app.button(key="story_forward").click().run()
    assert "On the way to which step do we lose most people?" in words(app)
    app.button(key="story_forward").click().run()
    app.button(key="story_choice_1").click().run()
    app.button(key="story_forward").click().run()

    assert "You guessed “Consideration”. It is “Purchase”." in words(app)
    assert "33% of 3 people reach “Purchase”" in words(app)

    app.button(key="story_restart").click().run()
    assert "What do our customers live through with us?" in words(app)


def test_a_link_opens_the_scene_it_names_with_the_names_hidden(journeys: Journeys) -> None:
    link = {"scene": "funnel-by-channel.reveal", "hide": "1"}
    app = visit("share/present", journeys(PEOPLE), link=link)

    assert app.button(key="story_names").label == "Show names"
    assert "web" not in words(app)


def test_a_scene_that_is_not_there_is_the_cover(journeys: Journeys) -> None:
    app = visit("share/present", journeys(PEOPLE), link={"scene": "drivers.reveal"})

    assert "Without answers, the story cannot tell what people say." in words(app)
