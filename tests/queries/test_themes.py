"""Themes: what is talked about, how it feels, what it does to a score."""

import tempfile
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, build_answers
from touchpoints import i18n, workspaces
from touchpoints.analyses import sentiment, themes
from touchpoints.analyses.sentiment import Choice
from touchpoints.model import Filters

ASKED = "How likely are you to recommend us?"


def said(label: str, theme: str = "delivery", **more: object) -> dict[str, object]:
    return {"comment": f"{theme}: {label}", "label": label, "themes": {theme: label}, **more}


def test_a_theme_counts_its_comments_and_shares_those_that_say_how_they_feel(
    answers: Answers,
) -> None:
    workspace = answers(
        [
            said("negative"),
            said("negative"),
            said("positive"),
            said("mixed"),
            said("no_evidence"),
            said("positive", "price"),
            {"comment": "hello", "label": "positive"},
        ]
    )

    rows = themes.themes(workspace, Filters())

    assert rows["theme"].tolist() == ["delivery", "price"]
    assert rows["comments"].tolist() == [5, 1]
    assert rows["n"].tolist() == [4, 1]
    assert rows["share"].tolist() == [0.5, 0.0]
    # Wilson of 2/4.
    assert [rows["low"][0], rows["high"][0]] == pytest.approx([0.15, 0.85], abs=0.001)
    assert rows["few"].tolist() == [True, True]


def test_a_comment_counts_in_each_theme_with_what_it_says_about_that_one(answers: Answers) -> None:
    both = {"comment": "late but cheap", "label": "mixed"}
    workspace = answers([{**both, "themes": {"delivery": "negative", "price": "positive"}}])

    rows = themes.themes(workspace, Filters()).set_index("theme")

    assert list(rows.loc["delivery", ["negative", "positive"]]) == [1, 0]
    assert list(rows.loc["price", ["negative", "positive"]]) == [0, 1]


def test_themes_are_split_by_channel_and_obey_the_filters(answers: Answers) -> None:
    workspace = answers(
        [
            said("negative", channel="web"),
            said("positive", channel="web"),
            said("positive", channel="store"),
        ]
    )

    rows = themes.themes(workspace, Filters(), over="channel").set_index("channel")
    only_store = themes.themes(workspace, Filters(channels=("store",)))

    assert rows["n"].to_dict() == {"web": 2, "store": 1}
    assert rows["share"].to_dict() == {"web": 0.5, "store": 0.0}
    assert only_store["comments"].tolist() == [1]


def test_the_impact_is_the_score_less_the_score_without_those_who_name_the_theme(
    answers: Answers,
) -> None:
    # NPS 100 (3 - 1) / 4 = 50; without the detractor, who names delivery, 100.
    workspace = answers(
        [{"score": 10}, {"score": 9}, {"score": 9}, {**said("negative"), "score": 2}]
    )

    row = themes.impact(workspace, Filters(), ASKED).iloc[0]

    assert (row["theme"], row["n"]) == ("delivery", 1)
    assert (row["score"], row["without"], row["impact"]) == (50, 100, -50)


def test_the_theme_of_a_comment_belongs_to_every_score_of_its_respondent(answers: Answers) -> None:
    # The satisfaction of the second respondent is asked in a row of its own, without a comment.
    csat = {"measure": "csat", "question": "Satisfied?"}
    workspace = answers(
        [
            {"respondent_row": 1, **csat, "score": 5},
            {"respondent_row": 2, **said("negative"), "score": 2},
            {"respondent_row": 2, **csat, "score": 1},
        ]
    )

    row = themes.impact(workspace, Filters(), "Satisfied?").iloc[0]

    assert (row["score"], row["without"], row["impact"]) == (0.5, 1.0, -0.5)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 10), st.sampled_from(["", "price", "trust"])),
        min_size=2,
        max_size=12,
    )
)
def test_the_impact_equals_its_twin(replies: list[tuple[int, str]]) -> None:
    value = {score: 100.0 * ((score >= 9) - (score <= 6)) for score in range(11)}
    rows = [{"score": s, **(said("neutral", theme) if theme else {})} for s, theme in replies]
    with tempfile.TemporaryDirectory() as folder:
        found = themes.impact(build_answers(Path(folder), rows, {}), Filters(), ASKED)
    effects = dict(zip(found["theme"], found["impact"], strict=True))

    expected = {
        theme: mean(value[s] for s, _ in replies) - mean(value[s] for s, t in replies if t != theme)
        for theme in {theme for _, theme in replies} - {""}
        if any(t != theme for _, t in replies)
    }
    assert effects == pytest.approx(expected)


def test_the_interval_of_an_impact_is_that_of_the_difference_of_two_groups(
    answers: Answers,
) -> None:
    # Ratings 1, 2 with the theme and 4, 5, 3 without it. Means 1.5 and 4, variances 0.5 and 1:
    # 2/5 of 1.96 sqrt(0.5/2 + 1/3) = 0.5988 around 3 - 4 = -1.
    rated = {"measure": "rating", "question": "Stars"}
    named = [{**said("negative"), **rated, "score": score} for score in (1, 2)]
    workspace = answers([*named, *({**rated, "score": score} for score in (4, 5, 3))])

    row = themes.impact(workspace, Filters(), "Stars").iloc[0]

    assert row["impact"] == pytest.approx(-1)
    assert [row["low"], row["high"]] == pytest.approx([-1.5988, -0.4012], abs=1e-4)


def test_the_finding_names_the_worst_theme_or_two_that_cannot_be_told_apart(
    answers: Answers,
) -> None:
    clear = [said("negative") for _ in range(40)] + [said("positive", "price") for _ in range(40)]

    assert (
        themes.finding(themes.themes(answers(clear), Filters()))
        == "“delivery” draws the most complaints: 100% of 40 comments on it are negative."
    )


def test_two_themes_with_overlapping_intervals_are_not_ranked(answers: Answers) -> None:
    close = [said("negative") for _ in range(40)] + [said("negative", "price") for _ in range(40)]

    found = themes.finding(themes.themes(answers(close), Filters()))

    assert found.startswith("“delivery” and “price” draw the most complaints")


def test_a_theme_opens_its_comments_and_their_labels(answers: Answers) -> None:
    workspace = answers([said("negative"), said("positive", "price"), said("positive")])

    page = sentiment.comments(workspace, Filters(), choice=Choice(theme="delivery"))
    counts = sentiment.counts(workspace, Filters(), Choice(theme="delivery"))

    assert sorted(page["comment"]) == ["delivery: negative", "delivery: positive"]
    assert counts == {"negative": 1, "positive": 1}


def test_comments_can_be_asked_for_by_the_touchpoint_they_are_about(answers: Answers) -> None:
    workspace = answers(
        [said("negative") | {"touchpoint": "store"}, said("positive") | {"touchpoint": "site"}]
    )

    page = sentiment.comments(workspace, Filters(), choice=Choice(touchpoint="store"))

    assert page["comment"].tolist() == ["delivery: negative"]
    assert sentiment.counts(workspace, Filters(), Choice(touchpoint="site")) == {"positive": 1}


def test_comments_can_be_asked_for_by_number_and_by_words(answers: Answers) -> None:
    workspace = answers([said("negative"), said("positive", "price"), {"score": 3}])

    first = sentiment.comments(workspace, Filters(), choice=Choice(among=(1, 3)))
    found = sentiment.comments(workspace, Filters(), choice=Choice(search="PRICE"))
    none = sentiment.comments(workspace, Filters(), choice=Choice(among=()))

    assert first["comment"].tolist() == ["delivery: negative"]
    assert found["comment"].tolist() == ["price: positive"]
    assert none.empty


def test_themes_survive_a_second_import(answers: Answers) -> None:
    workspace = answers([said("negative")])
    with workspaces.next_version(workspace.folder):
        pass

    again = themes.themes(workspaces.at(workspace.folder), Filters())

    assert again[["theme", "negative"]].values.tolist() == [["delivery", 1]]


def test_our_themes_have_names_in_the_language_in_use() -> None:
    i18n.use("en")

    assert themes.name("delivery") == "Delivery"
    assert themes.name("My own theme") == "My own theme"


def test_the_worst_cell_is_named_with_the_next_where_they_cannot_be_told_apart(
    answers: Answers,
) -> None:
    given = [said("negative", channel=channel) for channel in ("web", "store") for _ in range(40)]

    found = themes.finding_over(themes.themes(answers(given), Filters(), over="channel"))

    assert "Not clearly more than “delivery” at “" in found
