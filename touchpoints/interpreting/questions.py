"""How the questions of a workspace are read: which end of the scale is good, and which wordings are one
question. People's choices are kept in the notebook."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from touchpoints import notebook
from touchpoints.model import Measure
from touchpoints.text.tokens import fold, tokens

TOPIC = "questions"
ALIKE = 0.6

Best = Literal["high", "low"]
# In the wording of a question about effort: what a high number then means.
_HARD = ("esforc", "esfuerz", "effort", "dific", "difficult", "trabajo", "trabalho", "hard")
_EASY = ("facil", "easy", "ease", "simples", "sencill")


@dataclass(frozen=True)
class Asked:
    """A question as its file words it."""

    question: str
    measure: Measure
    low: float | None
    high: float | None
    answers: int


@dataclass(frozen=True)
class Reading:
    """How a question is read: counted with the question `joined_as`, its good end `best`; None: as it
    is."""

    question: str
    measure: str
    joined_as: str | None = None
    best: Best | None = None


def read(folder: Path) -> list[Reading]:
    """What people chose."""
    return [Reading(**entry) for entry in notebook.read(folder, TOPIC).values()]


def write(folder: Path, readings: Sequence[Reading], *, by: str = "") -> None:
    """Keep these choices and no others."""
    erased = dict.fromkeys(notebook.read(folder, TOPIC))
    chosen = {
        f"{one.measure} {one.question}": asdict(one)
        for one in readings
        if one.joined_as is not None or one.best is not None
    }
    notebook.write(folder, TOPIC, {**erased, **chosen}, by=by)


def guessed(question: str) -> Best | None:
    """Which end of a scale of effort is good, by the wording; None where it does not tell."""
    words = fold(question)
    hard = any(word in words for word in _HARD)
    easy = any(word in words for word in _EASY)
    if hard == easy:
        return None
    return "low" if hard else "high"


def completed(chosen: Sequence[Reading], asked: Sequence[tuple[str, str]]) -> list[Reading]:
    """What people chose, with what the wordings of questions about effort tell; `asked` is (question,
    measure)."""
    result = {(one.question, one.measure): one for one in chosen}
    for question, measure in asked:
        one = result.get((question, measure), Reading(question, measure))
        if measure == "ces" and one.best is None and (best := guessed(question)):
            result[question, measure] = Reading(question, measure, one.joined_as, best)
    return [result[key] for key in sorted(result)]


def proposals(asked: Sequence[Asked], joined: Mapping[tuple[str, str], str]) -> list[list[Asked]]:
    """Groups of questions that may be one in differing words: the same measure and scale, and wordings
    alike (of NPS any two). `joined` are those that are joined already, which are left out."""
    groups: list[list[Asked]] = []
    for one in sorted(asked, key=lambda each: -each.answers):
        if (one.question, one.measure) in joined or one.measure == "comment":
            continue
        for group in groups:
            if _same_scale(one, group[0]) and (
                one.measure == "nps" or alike(one.question, group[0].question) >= ALIKE
            ):
                group.append(one)
                break
        else:
            groups.append([one])
    return [group for group in groups if len(group) > 1]


def alike(one: str, two: str) -> float:
    """How alike two wordings are, from 0 to 1."""
    first, second = (
        " ".join(word for word in tokens(text) if word.isalnum()) for text in (one, two)
    )
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _same_scale(one: Asked, two: Asked) -> bool:
    return (one.measure, one.low, one.high) == (two.measure, two.low, two.high)
