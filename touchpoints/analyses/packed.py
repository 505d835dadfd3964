"""Packed events as the walks of a funnel see them: what each kind means, and how far everybody got."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from touchpoints.walks.events import KINDS, Flags, Keys, Kinds, begins, spread


@dataclass(frozen=True)
class Walked:
    """The counted attempt of everybody who opened one: arrays of one entry a person."""

    reached: npt.NDArray[np.uint8]
    moments: Keys  # a column per step, 0 beyond the one reached
    latest: Keys  # when the person's latest attempt opened, as a key
    opener: Kinds  # the kind of the event that opened the counted attempt

    def of(self, chosen: Flags) -> "Walked":
        """The chosen people alone."""
        return Walked(
            self.reached[chosen], self.moments[chosen], self.latest[chosen], self.opener[chosen]
        )

    @property
    def nbytes(self) -> int:
        """How much memory it takes."""
        return self.reached.nbytes + self.moments.nbytes + self.latest.nbytes + self.opener.nbytes


@dataclass(frozen=True)
class Matching:
    """What each kind of event (the place in the arrays) means to a funnel."""

    is_left: Flags  # by the filters
    mask: Kinds  # bit k - 1 is set where it matches step k
    breaks: Flags  # no attempt may meet it
    opens_at: Keys | None  # the days of the filters, in ticks; None without one
    closes_at: Keys | None

    @classmethod
    def of(cls, kinds: pa.Table) -> "Matching":
        """From the rows of `step_kinds.sql`."""
        is_left = np.zeros(KINDS, bool)
        is_left[kinds["kind"].to_numpy()] = True
        days = (
            spread(kinds, name, 0) if kinds[name].null_count < len(kinds) else None
            for name in ("opens_at", "closes_at")
        )
        mask = spread(kinds, "mask", 0).astype(np.uint16)
        return cls(is_left, mask, spread(kinds, "breaks", False), *days)

    @property
    def overlaps(self) -> bool:
        """Whether an event may match two steps."""
        return bool((self.mask & (self.mask - 1)).any())

    def in_period(self, key: Keys, kind: Kinds, time_bits: int) -> Flags:
        """Which events happened on the days of the filters."""
        ticks, inside = key & ((1 << time_bits) - 1), np.ones(len(key), bool)
        if self.opens_at is not None:
            inside &= ticks >= self.opens_at[kind]
        if self.closes_at is not None:
            inside &= ticks < self.closes_at[kind]
        return inside


def first_of_person(key: Keys, time_bits: int) -> npt.NDArray[np.intp]:
    """Where each person's first one is, among keys in order."""
    return np.flatnonzero(begins(key >> time_bits))
