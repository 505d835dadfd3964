"""The paths of low against high scores: by hand, and the fast form against a twin."""

import tempfile
from collections import Counter
from itertools import groupby
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, build_answers
from touchpoints.analyses import verdict_paths
from touchpoints.model import Filters

ASKED = "How likely are you to recommend us?"


def test_the_paths_of_either_side_have_their_shares(answers: Answers) -> None:
    people = {
        "ana": "a/web b/web c/store",
        "bia": "a/web",
        "caio": "a/web b/store",
        "davi": "a/mail",
        "eva": "a/mail",
    }
    given_ = [
        {"person": who, "score": score}
        for who, score in (("ana", 10), ("bia", 9), ("caio", 2), ("davi", 8), ("eva", 0))
    ]

    rows = verdict_paths.paths(answers(given_, people), Filters(), ASKED)

    found = rows.set_index(["path", "side"])[["count", "n"]].apply(tuple, axis=1).to_dict()
    assert found == {
        ("web › store", 0): (1, 2),
        ("web › store", 1): (1, 2),
        ("mail", 0): (1, 2),
        ("mail", 1): (0, 2),
        ("web", 0): (0, 2),
        ("web", 1): (1, 2),
    }
    assert verdict_paths.finding(rows).startswith("Fewer than 30 people")


def test_the_path_that_parts_the_sides_is_named(answers: Answers) -> None:
    people = {f"p{n}": "a/web" if n < 30 else "a/mail b/web" for n in range(60)}
    given_ = [{"person": f"p{n}", "score": 1 if n < 30 else 10} for n in range(60)]

    rows = verdict_paths.paths(answers(given_, people), Filters(), ASKED)

    assert verdict_paths.finding(rows) == (
        "web: 100% of those who score low came this way, 0% of those who score high."
    )


@settings(max_examples=7, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["ana", "bia", "caio", "davi"]),
        st.tuples(st.integers(0, 10), st.lists(st.sampled_from("xyz"), min_size=1, max_size=5)),
        min_size=1,
    )
)
def test_paths_by_score_equal_their_twin(people: dict[str, tuple[int, list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = verdict_paths.paths(
            build_answers(
                Path(folder),
                [{"person": who, "score": score} for who, (score, _ways) in people.items()],
                {
                    who: " ".join(f"t/{place}" for place in ways)
                    for who, (_s, ways) in people.items()
                },
            ),
            Filters(),
            ASKED,
        )

    sides = [
        Counter(
            " › ".join(place for place, _same in groupby(ways))
            for score, ways in people.values()
            if (score < 7 if side == 0 else score >= 9)
        )
        for side in (0, 1)
    ]
    expected = {
        (path, side): sides[side][path]
        for path in {*sides[0], *sides[1]}
        for side in (0, 1)
        if sides[0] and sides[1]
    }
    assert rows.set_index(["path", "side"])["count"].to_dict() == expected
