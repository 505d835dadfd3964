"""What people chose: counted against a brute-force twin, whoever chose several."""

from collections.abc import Sequence
from functools import lru_cache

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from touchpoints import queries
from touchpoints.model import Filters

Chosen = tuple[int, int, str, str, str]  # import, row, channel, question, choice


@lru_cache
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(config={"threads": 1})
    connection.execute(
        "create table choices (import_no integer, respondent_row bigint, channel varchar,"
        " stage varchar, answered_at timestamp, question varchar, choice varchar)"
    )
    return connection


def asked(chosen: Sequence[Chosen], filters: Filters) -> list[tuple[object, ...]]:
    connection = database()
    connection.execute("delete from choices")
    if chosen:
        connection.executemany(
            "insert into choices values (?, ?, ?, '(unknown)', null, ?, ?)",
            [list(row) for row in chosen],
        )
    found = queries.run(connection, "choices", filters.values())
    return [tuple(row.values()) for row in found.to_pylist()]


def counted(chosen: Sequence[Chosen]) -> list[tuple[object, ...]]:
    told: list[tuple[object, ...]] = []
    for question in dict.fromkeys(q for *_who, _channel, q, _c in sorted(chosen)):
        of_it = {(who[:2], who[4]) for who in chosen if who[3] == question}
        people = len({who for who, _choice in of_it})
        tally = {choice: sum(c == choice for _w, c in of_it) for _w, choice in of_it}
        order = sorted(tally, key=lambda choice: (-tally[choice], choice))
        told += [(question, c, tally[c], people, place) for place, c in enumerate(order, 1)]
    return told


ROWS = st.lists(
    st.tuples(
        st.integers(1, 2),
        st.integers(2, 5),
        st.sampled_from(["site", "store"]),
        st.sampled_from(["Where?", "Why?"]),
        st.sampled_from("abc"),
    ),
    max_size=25,
)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(ROWS, st.sampled_from([None, ("site",), ()]))
def test_choices_are_those_of_the_twin(
    chosen: list[Chosen], channels: tuple[str, ...] | None
) -> None:
    left = [row for row in chosen if channels is None or row[2] in channels]

    found = asked(chosen, Filters(channels=channels))

    assert sorted(found, key=repr) == sorted(counted(left), key=repr)


def test_a_question_of_forty_choices_is_shown_and_one_of_more_is_a_list_of_texts() -> None:
    def rows(choices: int) -> list[Chosen]:
        return [(1, n + 2, "site", "Where?", f"{n:02}") for n in range(choices)]

    assert len(asked(rows(40), Filters())) == 40
    assert asked(rows(41), Filters()) == []
