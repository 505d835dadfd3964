"""Choices that come out the same on every platform and every Python."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Draw:
    """Choices made from `Random.random()` alone."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed).random

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def whole(self, low: int, high: int) -> int:
        return low + int(self.random() * (high - low + 1))

    def pick(self, things: Sequence[Thing]) -> Thing:
        return things[int(self.random() * len(things))]

    def weighted(self, weights: dict[str, float]) -> str:
        return list(weights)[self.place(list(weights.values()))]

    def place(self, weights: Sequence[float]) -> int:
        """An index, drawn in proportion to its weight."""
        left = self.random() * fsum(weights)
        for index, weight in enumerate(weights):
            left -= weight
            if left < 0:
                return index
        return max(index for index, weight in enumerate(weights) if weight)

    def long_tailed(self, knots: Sequence[float]) -> float:
        """A value between the first and the last knot; each gap between knots is equally likely."""
        gap = self.whole(0, len(knots) - 2)
        return knots[gap] + self.random() * (knots[gap + 1] - knots[gap])
