"""The pages about comments show what was worked by hand, and a figure opens its comments."""

import datetime as dt

import pytest

from tests.conftest import Answers
from tests.pages.screen import charted, texts, visit

LATE = {
    "comment": "Late delivery",
    "language": "en",
    "label": "negative",
    "sentiment": -0.6,
    "themes": {"delivery": "negative"},
    "channel": "web",
    "score": 2,
}
CHEAP = {
    "comment": "The price is great",
    "language": "en",
    "label": "positive",
    "sentiment": 0.6,
    "themes": {"price": "positive"},
    "channel": "store",
    "score": 10,
}


def test_the_themes_page_counts_themes_and_opens_one(answers: Answers) -> None:
    workspace = answers([LATE, LATE, CHEAP])

    app = visit("voice/themes", workspace)
    shares = charted(app, 0)
    cells = charted(app, 1).set_index(["theme", "channel"])["n"]
    effects = charted(app, 2).set_index("theme")["impact"]

    negative = shares[shares["side"] == 0].set_index("theme")["count"]
    assert negative.to_dict() == {"Delivery": 2, "Price": 0}
    assert cells.to_dict() == {("Delivery", "web"): 2, ("Price", "store"): 1}
    # NPS (1 - 2) / 3; 100 without delivery, -100 without price.
    assert effects.round(1).to_dict() == {"Delivery": -133.3, "Price": 66.7}
    assert "background[price]" not in texts(app)

    app = visit("voice/themes", workspace, link={"theme": "price"})
    assert ":gray-background[price]" in texts(app)
    assert "Late" not in texts(app)


def test_the_terms_page_holds_low_scores_against_high_ones(answers: Answers) -> None:
    workspace = answers([*[LATE] * 30, *[CHEAP] * 30])

    app = visit("voice/terms", workspace, link={"term": "late delivery"})

    shares = charted(app, 0).set_index(["shown", "side"])["share"]
    assert shares.loc["late delivery"].to_dict() == {0: 1.0, 1: 0.0}
    assert "Late" in texts(app)
    assert "great" not in texts(app)


def test_the_page_before_the_answer_places_answers_and_shows_what_came_before(
    answers: Answers,
) -> None:
    workspace = answers(
        [{**LATE, "person": "ana", "instant": dt.datetime(2026, 3, 2, 12)}],
        {"ana": "ad@0/web/awareness chat@60/web/service"},
    )

    app = visit("voice/before", workspace)

    assert "1 of 1 respondents" in texts(app)
    shares = charted(app, 0)
    low = shares[shares["side"] == 0].set_index("touchpoint")["count"]
    assert low.to_dict() == {"ad": 1, "chat": 1}
    assert charted(app, 1)["trail"].tolist() == ["ad → chat"] * 2


def test_the_drivers_page_says_what_goes_with_the_score(answers: Answers) -> None:
    rows = []
    for n in range(40):
        place = {"respondent_row": n, "touchpoint": "call"}
        csat = {"measure": "csat", "question": "Satisfied?", "score": 1 + n % 5}
        rows += [{**place, "score": 2 * (n % 5)}, {**place, **csat}]

    app = visit("voice/drivers", answers(rows))

    assert charted(app, 0)[["driver", "n"]].values.tolist() == [["call", 40]]
    assert "“call” goes with the score most: it explains 100% of the differences" in texts(
        app
    ).replace("\\", "")


def test_the_reading_room_searches_queues_and_hides_names(answers: Answers) -> None:
    slip = {**LATE, "score": 10, "sentiment": -0.9, "comment": "My name is Ana. Terrible delay"}
    workspace = answers([slip, CHEAP])

    app = visit("voice/comments", workspace, link={"queue": "high score"})
    searched = visit("voice/comments", workspace, link={"search": "price"})

    assert "Terrible" in texts(app)
    assert "great" not in texts(app)
    assert "My name is •••" in texts(app)
    assert "price" in texts(searched)
    assert "Terrible" not in texts(searched)


def test_the_page_of_scores_over_time_has_a_point_for_each_month_or_week(answers: Answers) -> None:
    days = [dt.datetime(2026, 3, 2), dt.datetime(2026, 3, 9), dt.datetime(2026, 4, 6)]
    workspace = answers([{**LATE, "instant": day, "score": 10} for day in days])

    months = charted(visit("voice/score_trend", workspace), 0)
    weeks = charted(visit("voice/score_trend", workspace, link={"unit": "week"}), 0)

    assert months[["n", "score"]].values.tolist() == [[2, 100], [1, 100]]
    assert weeks["n"].tolist() == [1, 1, 1]


def test_a_theme_of_ones_own_shows_its_effect_and_is_kept(answers: Answers) -> None:
    workspace = answers([LATE, LATE, CHEAP])

    app = visit("voice/adjust", workspace, link={"edit": "delivery"})
    words = next(box for box in app.multiselect if box.label == "Words that name it")
    words.set_value(
        [word for word in words.value if not word.startswith(("deliver", "late"))]
    ).run()
    assert "2 comments change their themes (66.7% of all)" in texts(app).replace("\\", "")
    next(button for button in app.button if button.label == "Keep this change").click().run()

    assert not app.exception
    assert "“Delivery” loses" not in texts(app)
    shares = charted(visit("voice/themes", workspace), 0)
    assert set(shares["theme"]) == {"Price"}


def test_a_click_on_a_card_says_that_a_comment_was_answered(answers: Answers) -> None:
    workspace = answers([LATE, CHEAP])

    app = visit("voice/comments", workspace)
    cards = [group for group in app.segmented_control if (group.key or "").startswith("state v")]
    cards[0].set_value("answered").run()
    answered = visit("voice/comments", workspace, link={"state": "answered"})

    assert not app.exception
    assert "Late" in texts(answered)
    assert "great" not in texts(answered)


def test_questions_are_joined_by_a_click(answers: Answers) -> None:
    rows = [{"question": name, "score": 9} for name in ("NPS", "Would you recommend us?")]
    workspace = answers(rows)

    app = visit("voice/adjust", workspace, link={"part": "questions"})
    assert "Are these one question?" in texts(app)
    next(button for button in app.button if button.label == "Join them").click().run()

    assert "2 wordings count as one question" in texts(app)


def test_learning_says_how_many_comments_it_needs(answers: Answers) -> None:
    app = visit("voice/adjust", answers([LATE, CHEAP]), link={"part": "learning"})
    next(button for button in app.button if button.label.startswith("Learn")).click().run()

    assert "There are 2 comments. To learn, 200 are needed" in app.info[0].value


VOICE = ("score_trend", "themes", "terms", "before", "drivers", "comments")


@pytest.mark.parametrize("page", VOICE)
def test_filters_that_leave_nothing_are_told_and_draw_nothing(page: str, answers: Answers) -> None:
    workspace = answers([{**LATE, "stage": "service"}], {"ana": "ad/store/purchase"})

    app = visit(f"voice/{page}", workspace, link={"channel": "store"})

    assert "Loosen the filters" in app.info[0].value
    assert not app.get("vega_lite_chart")
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize("page", VOICE)
@pytest.mark.parametrize("language", ["pt", "es", "en"])
def test_one_answer_is_enough_for_no_page_to_fail(
    page: str, language: str, answers: Answers
) -> None:
    one = {"score": 9, "instant": None, "comment": "ok", "label": "neutral", "language": "pt"}

    app = visit(f"voice/{page}", answers([one], {"ana": "ad"}), language)

    assert not app.exception
    assert not app.error
