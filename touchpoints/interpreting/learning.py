"""Learn from a workspace's own comments, as an offer: what it gains is measured before it is taken.

Kept in the notebook: the choice, what was measured, and the words; so that a new file is read with the same
words until somebody learns again.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from touchpoints import notebook
from touchpoints.text import learned
from touchpoints.text.learned import Feature, Learned
from touchpoints.text.sentiment import NEUTRAL_BELOW, judge, lexicon_of, read
from touchpoints.text.tokens import tokens

TOPIC = "learning"
FEWEST = 200
MOST = 20_000
# Of a comment that nobody rated, the lexicon must be this sure.
SURE = 0.45
FOLDS = 5
_Z = 1.959963984540054

Source = Literal["ratings", "words"]
Booleans = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Gain:
    """What learning changes on rated comments that it did not learn from.

    `before` and `after` are the shares judged right, the unhappy and the happy counting alike; low and
    high the 95 % interval of their difference. n is 0 where no comment is rated.
    """

    n: int
    before: float
    after: float
    low: float
    high: float

    @property
    def verdict(self) -> Literal["better", "worse", "same", "unknown"]:
        """Whether it surely helps, surely harms, cannot be told apart, or cannot be checked."""
        if not self.n:
            return "unknown"
        return "better" if self.low > 0 else "worse" if self.high < 0 else "same"


@dataclass(frozen=True)
class Lesson:
    """What was learned: from how many comments, by whose judgement, what it gains, how many comments
    lie on a side before and after, and the words."""

    source: Source
    comments: int
    gain: Gain
    decided_before: float
    decided_after: float
    words: Learned


@dataclass(frozen=True)
class Said:
    """A comment: its words, the lexicon's score, and what its author's rating says: True for happy,
    False for unhappy, None where there is none or it is in between."""

    features: tuple[Feature, ...]
    score: float
    is_happy: bool | None
    fold: int


def said(text: str, language: str, verdict: str) -> Said:
    """A comment as it is learned from. Equal comments stand in the same fold."""
    lexicon = lexicon_of(language)
    found = tokens(text)
    fold = hashlib.sha256(" ".join(found).encode()).digest()[0] % FOLDS
    happy = {"happy": True, "unhappy": False}.get(verdict)
    return Said(
        tuple(learned.features(found, lexicon)), judge(read(found, lexicon)).score, happy, fold
    )


def source_of(comments: Sequence[Said]) -> Source | None:
    """Whose judgement is learned from: ratings where 200 comments have one of either side, else the
    sure comments; None where there are too few of these too."""
    rated = [one.is_happy for one in comments if one.is_happy is not None]
    if len(rated) >= FEWEST and min(rated.count(True), rated.count(False)) >= FOLDS:
        return "ratings"
    sure = [one.score > 0 for one in comments if abs(one.score) > SURE]
    enough = len(sure) >= FEWEST and min(sure.count(True), sure.count(False)) >= FOLDS
    return "words" if enough else None


def learn(
    comments: Sequence[Said],
    source: Source,
    progress: Callable[[float], None] = lambda _share: None,
) -> Lesson:
    """Learn, and measure on each fifth of the comments what the other four fifths teach."""
    target = np.array(
        [(one.is_happy if source == "ratings" else one.score > 0) or False for one in comments]
    )
    usable = np.array(
        [
            one.is_happy is not None if source == "ratings" else abs(one.score) > SURE
            for one in comments
        ]
    )
    folds = np.array([one.fold for one in comments])
    before = np.array([one.score for one in comments])
    after = before.copy()
    for fold in range(FOLDS):
        progress(fold / (FOLDS + 1))
        words = _fit(comments, target, usable & (folds != fold))
        for at in np.flatnonzero(folds == fold).tolist():
            logit = sum(words.shares(comments[at].features).values(), 0.0)
            after[at] = learned.fused(before[at], logit)
    progress(FOLDS / (FOLDS + 1))
    words = _fit(comments, target, usable)
    rated = np.array([one.is_happy is not None for one in comments])
    happy = np.array([bool(one.is_happy) for one in comments])
    lesson = Lesson(
        source,
        int(usable.sum()),
        gain(before[rated], after[rated], happy[rated]),
        float((np.abs(before) >= NEUTRAL_BELOW).mean()),
        float((np.abs(after) >= NEUTRAL_BELOW).mean()),
        words,
    )
    progress(1.0)
    return lesson


def gain(before: Numbers, after: Numbers, is_happy: Booleans) -> Gain:
    """What the scores after judge better than those before; undecided is not right."""
    if not is_happy.any() or is_happy.all():
        return Gain(0, 0.0, 0.0, 0.0, 0.0)
    shares = np.zeros(2)
    difference = variance = 0.0
    for side in (True, False):
        sign = 1 if side else -1
        right = [sign * scores[is_happy == side] >= NEUTRAL_BELOW for scores in (before, after)]
        shares += [each.mean() / 2 for each in right]
        change = right[1].astype(float) - right[0]
        difference += change.mean() / 2
        variance += change.var() / len(change) / 4
    half = _Z * float(np.sqrt(variance))
    return Gain(
        len(is_happy),
        float(shares[0]),
        float(shares[1]),
        float(difference - half),
        float(difference + half),
    )


def _fit(comments: Sequence[Said], target: Booleans, chosen: Booleans) -> Learned:
    places = np.flatnonzero(chosen).tolist()
    return learned.learn([comments[at].features for at in places], target[places].tolist())


def write(folder: Path, lesson: Lesson | None, *, by: str = "") -> None:
    """Keep what was learned, or nothing."""
    entries: dict[str, Any] = {"lesson": None, "words": None}
    if lesson is not None:
        about = {name: value for name, value in vars(lesson).items() if name != "words"}
        entries = {
            "lesson": about | {"gain": asdict(lesson.gain)},
            "words": written(lesson.words),
        }
    notebook.write(folder, TOPIC, entries, by=by)


def written(words: Learned) -> dict[str, dict[str, float]]:
    """The words as JSON keeps them."""
    return {"rarity": dict(words.rarity), "weight": dict(words.weight)}


def lesson(folder: Path) -> Lesson | None:
    """What is read with, or None."""
    entries = notebook.read(folder, TOPIC)
    if "lesson" not in entries:
        return None
    about, found = entries["lesson"], parsed(entries["words"])
    assert found is not None
    return Lesson(**{**about, "gain": Gain(**about["gain"]), "words": found})


def words(folder: Path) -> Mapping[str, Any] | None:
    """The words that were learned, as the notebook keeps them; None where nothing is."""
    found: Mapping[str, Any] | None = notebook.read(folder, TOPIC).get("words")
    return found


def parsed(entry: Mapping[str, Any] | None) -> Learned | None:
    """The words from the JSON that the notebook keeps."""
    return None if entry is None else Learned(entry["rarity"], entry["weight"])


def strongest(found: Learned, most: int = 12) -> tuple[list[str], list[str]]:
    """The words that point most to the bad side, and those that point most to the good one."""
    ranked = sorted(found.weight, key=lambda name: (found.weight[name], name))
    bad = [name for name in ranked if found.weight[name] < 0][:most]
    good = [name for name in reversed(ranked) if found.weight[name] > 0][:most]
    return bad, good
