"""The intervals against the vectors of docs/metrics.md."""

import math

import pytest

from touchpoints.analyses import intervals


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (0, 10, 0, 0.2775),
        (1, 30, 0.0059, 0.1667),
        (8, 10, 0.4902, 0.9433),
        (50, 100, 0.4038, 0.5962),
        (300, 1000, 0.2724, 0.3291),
    ],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    found = intervals.wilson(hits, n)

    assert (round(float(found[0]), 4), round(float(found[1]), 4)) == (low, high)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 5, 5), (25, -11.7, 55.2)),
        ((50, 25, 25), (25, 8.3, 40.2)),
        ((10, 0, 0), (100, 47.5, 100)),
        ((0, 0, 10), (-100, -100, -47.5)),
    ],
)
def test_nps(counts: tuple[int, int, int], expected: tuple[float, float, float]) -> None:
    assert tuple(round(float(value), 1) for value in intervals.nps(*counts)) == expected


def test_the_interval_of_a_mean() -> None:
    # 2, 4, 4, 4, 5, 5, 7, 9: mean 5, sample deviation 2.1381; 1.96 * 2.1381 / sqrt(8) = 1.4816.
    low, high = intervals.mean(5, 2.1381, 8)

    assert (round(float(low), 3), round(float(high), 3)) == (3.518, 6.482)


@pytest.mark.parametrize(
    ("hits", "n", "others", "other_n", "expected"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table II, method 10.
        (56, 70, 48, 80, (0.2, 0.0524, 0.3339)),
        (9, 10, 3, 10, (0.6, 0.1705, 0.8090)),
        (5, 56, 0, 29, (0.0893, -0.0381, 0.1926)),
        (0, 10, 0, 20, (0, -0.1611, 0.2775)),
        (10, 10, 0, 20, (1, 0.6791, 1)),
        # By hand: Wilson of 8/10 is .4902 to .9433, of 50/100 .4038 to .5962. Below sqrt(.3098^2 +
        # .0962^2) = .3244, above sqrt(.1433^2 + .0962^2) = .1726.
        (8, 10, 50, 100, (0.3, -0.0244, 0.4726)),
    ],
)
def test_newcombe(
    hits: int, n: int, others: int, other_n: int, expected: tuple[float, float, float]
) -> None:
    found = intervals.newcombe(hits, n, others, other_n)

    assert tuple(float(value) for value in found) == pytest.approx(expected, abs=6e-5)


def test_newcombe_turns_round_with_its_proportions() -> None:
    one, two = intervals.newcombe(7, 34, 1, 34), intervals.newcombe(1, 34, 7, 34)

    assert [float(value) for value in one] == pytest.approx([-two[0], -two[2], -two[1]])


def test_nothing_has_no_interval() -> None:
    assert all(math.isnan(float(bound)) for bound in intervals.wilson(0, 0))
    assert all(math.isnan(float(bound)) for bound in intervals.nps(0, 0, 0))
    assert all(math.isnan(float(bound)) for bound in intervals.newcombe(1, 2, 0, 0))
    assert all(math.isnan(float(bound)) for bound in intervals.mean(3, 0, 1))
