"""The good end of a scale and joined questions: chosen by people, honoured by every score."""

import pytest

from tests.conftest import Answers
from touchpoints.analyses import drivers, heatmap, scores, terms
from touchpoints.interpreting import applied, questions
from touchpoints.interpreting.questions import Asked, Reading
from touchpoints.model import Filters

NPS = [
    ("How likely are you to recommend us?", [10, 10, 9, 0]),
    ("Would you recommend our shop to a friend?", [0, 0, 0, 0, 0, 10]),
]


def test_joined_questions_are_one_in_which_every_answer_counts_once(answers: Answers) -> None:
    given = [{"question": name, "score": score} for name, given in NPS for score in given]
    workspace = answers(given)

    joined = [Reading(name, "nps", joined_as=NPS[0][0]) for name, _given in NPS]
    kept = applied.keep_questions(workspace.folder, joined)

    found = scores.scores(kept, Filters())
    # 4 promoters, 6 detractors of 10; the mean of the two scores, 50 and -67, would be -8.
    assert found[["question", "n", "score"]].values.tolist() == [[NPS[0][0], 10, -20.0]]
    apart = applied.keep_questions(workspace.folder, [])
    assert scores.scores(apart, Filters())["n"].tolist() == [4, 6]


def test_where_the_low_end_is_good_it_is_what_satisfies(answers: Answers) -> None:
    csat = {"measure": "csat", "question": "Grade?"}
    workspace = answers([{**csat, "score": score} for score in (1, 1, 2, 5)])
    before = scores.scores(workspace, Filters())["score"].tolist()

    kept = applied.keep_questions(workspace.folder, [Reading("Grade?", "csat", best="low")])

    assert before == [0.25]
    assert scores.scores(kept, Filters())["score"].tolist() == [0.75]


def test_the_wording_tells_the_good_end_of_effort_and_people_may_say_otherwise(
    answers: Answers,
) -> None:
    easy = {"measure": "ces", "question": "Was it easy?", "language": "en", "label": "neutral"}
    rows = [{**easy, "score": 7, "comment": "good"}, {**easy, "score": 1, "comment": "bad"}]
    workspace = applied.catch_up(answers(rows).folder)

    assert workspace.run("question_readings").to_pylist()[0]["best"] == "high"
    assert "verdict" in terms.comparisons(workspace, Filters())
    kept = applied.keep_questions(workspace.folder, [Reading("Was it easy?", "ces", best="low")])
    said = kept.run(
        "comment_texts",
        {
            **Filters().values(),
            "theme": None,
            "touchpoint": None,
            "among": None,
            "search": None,
            "limit": 9,
        },
    )
    assert dict(zip(said["comment"].to_pylist(), said["verdict"].to_pylist(), strict=True)) == {
        "good": "unhappy",
        "bad": "happy",
    }


def test_a_driver_whose_low_end_is_good_goes_with_the_score(answers: Answers) -> None:
    rows = []
    for n in range(40):
        row = {"respondent_row": n}
        rows += [
            {**row, "score": n % 5},
            {**row, "measure": "rating", "question": "Wait", "score": 5 - n % 5},
        ]
    workspace = applied.keep_questions(
        answers(rows).folder, [Reading("Wait", "rating", best="low")]
    )

    found = drivers.drivers(workspace, Filters(), "How likely are you to recommend us?")

    assert found["correlation"].tolist() == pytest.approx([1.0])


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("Quanto esforço você fez?", "low"),
        ("Foi fácil resolver seu problema?", "high"),
        ("¿Qué tan difícil fue?", "low"),
        ("Was it easy or difficult?", None),
        ("CES", None),
    ],
)
def test_the_good_end_is_guessed_only_where_the_wording_tells(
    question: str, best: str | None
) -> None:
    assert questions.guessed(question) == best


def test_only_questions_of_one_measure_and_scale_are_proposed_to_be_joined() -> None:
    asked = [
        Asked("How satisfied are you with the store?", "csat", 1, 5, 9),
        Asked("How satisfied are you with our store?", "csat", 1, 5, 5),
        Asked("How satisfied are you with the store?", "csat", 1, 7, 9),
        Asked("Was the parcel on time?", "csat", 1, 5, 9),
        Asked("NPS", "nps", 0, 10, 9),
        Asked("Would you recommend us?", "nps", 0, 10, 9),
    ]

    found = questions.proposals(asked, {})

    assert [[one.question for one in group] for group in found] == [
        [asked[0].question, asked[1].question],
        ["NPS", "Would you recommend us?"],
    ]
    assert questions.proposals(asked, {("NPS", "nps"): "NPS"})[1:] == []


def test_charts_and_findings_turn_where_the_low_end_is_good(answers: Answers) -> None:
    grade = {"measure": "csat", "question": "Grade?", "stage": "bought"}
    given = [
        *[{**grade, "score": 1, "channel": "web"}] * 30,
        *[{**grade, "score": 4, "channel": "store"}] * 30,
    ]
    workspace = applied.keep_questions(
        answers(given).folder, [Reading("Grade?", "csat", best="low")]
    )

    satisfies = scores.distribution(workspace, Filters()).set_index("score")["satisfies"]
    ends = heatmap.scale(workspace, Filters())
    cells = heatmap.cells(workspace, Filters(), "stage")

    assert satisfies.to_dict() == {1: True, 4: False}
    assert ends == (5, 1)
    assert heatmap.finding(cells, "rating", *ends).startswith("Worst mean rating: 4.0")
    assert heatmap.finding(cells, "rating", 1, 5).startswith("Worst mean rating: 1.0")
