"""The people who entered a funnel, each with the attempt that counts: what every table of it sums up."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints.analyses import plan, segments, walk
from touchpoints.analyses.plan import Plan
from touchpoints.model import Filters
from touchpoints.walks.events import KINDS, Flags, Keys, Kinds
from touchpoints.workspaces import Workspace

WEEK = 7 * 86_400


@dataclass(frozen=True)
class Entrants:
    """Arrays of one entry a person, and what their kinds of events mean. Not to be changed."""

    person: Keys
    reached: npt.NDArray[np.uint8]
    ticks: (
        Keys  # a column per step, in ticks since the origin of the layout; 0 beyond the one reached
    )
    still_open: (
        Flags  # whether the window of their latest attempt had not ended at the newest event
    )
    in_time: Flags  # the same of the attempt that counts
    opener: Kinds
    kinds: pd.DataFrame  # the rows of `step_kinds.sql`
    ticks_per_second: int

    def seconds(self, step: int, since: int) -> npt.NDArray[np.float64]:
        """From one step to a later one (1 is the first), of those who reached the later one."""
        there = self.reached >= step
        waited = self.ticks[there, step - 1] - self.ticks[there, since - 1]
        seconds: npt.NDArray[np.float64] = waited / self.ticks_per_second
        return seconds

    def opened(self, column: str) -> "pd.Series[str]":
        """The "channel" or "touchpoint" of the event that opened their attempt."""
        codes, names = pd.factorize(self.kinds[column])
        return pd.Series(pd.Categorical.from_codes(self._by_kind(codes)[self.opener], names))

    def week(self) -> npt.NDArray[np.int64]:
        """The week, counted from the origin (a Monday), in which they entered by the wall clock."""
        offset = self._by_kind(self.kinds["offset_minutes"].to_numpy(np.int64))[self.opener]
        second = self.ticks[:, 0] // self.ticks_per_second + offset * 60
        week: npt.NDArray[np.int64] = second // WEEK
        return week

    def _by_kind(self, values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        found = np.zeros(KINDS, np.int64)
        found[self.kinds["kind"].to_numpy()] = values
        return found


def entrants(workspace: Workspace, filters: Filters, asked: Plan) -> Entrants:
    """Everybody whom the filters leave and who entered. ChoiceNotPossible."""
    values = plan.values(workspace, filters, asked)
    packing = workspace.run("packing").to_pylist()[0]
    walked, bits = walk.everybody(workspace, values, len(asked.steps)), packing["time_bits"]
    if filters.segment is not None:
        walked = walked.of(segments.are_in(workspace, walked.latest >> bits, filters.segment))
    low_bits = (1 << bits) - 1
    window, ticks = values["window"], walked.moments & low_bits

    def has_time(opened: Keys) -> Flags:
        if window is None:
            return np.ones(len(opened), bool)
        left: Flags = packing["newest_ticks"] - opened < window
        return left

    return Entrants(
        person=walked.latest >> bits,
        reached=walked.reached,
        ticks=ticks,
        still_open=has_time(walked.latest & low_bits),
        in_time=has_time(ticks[:, 0]),
        opener=walked.opener,
        kinds=walk.kinds(workspace, values).to_pandas(),
        ticks_per_second=packing["ticks_per_second"],
    )


def reaching(reached: npt.NDArray[np.uint8], steps: int) -> npt.NDArray[np.int64]:
    """How many of some people reach each step."""
    stopped = np.bincount(reached, minlength=steps + 1)[1:]
    people: npt.NDArray[np.int64] = stopped[::-1].cumsum()[::-1]
    return people
