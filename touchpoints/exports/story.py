"""A story for a room: of each finding its question, the choices to guess from, the answer, and a voice.

The findings are the report's; a finding joins the story with a line in `QUESTIONS`.
"""

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import pandas as pd

from touchpoints import i18n
from touchpoints.analyses import catalogue, funnel, groups, scores, sentiment
from touchpoints.analyses.catalogue import Totals
from touchpoints.captions import words
from touchpoints.charting import Look, Spec
from touchpoints.exports import about_voice, findings
from touchpoints.exports.exhibits import Asked, Exhibit
from touchpoints.i18n import N_, _, label
from touchpoints.model import UNKNOWN
from touchpoints.text.masking import masked
from touchpoints.workspaces import Workspace

MOST_CHOICES = 9  # as many as keys
# What fits a screen in letters of 24 pixels.
MOST_HOURS, MOST_PLACES = 14, 7
SHORTEST, LONGEST = 25, 220  # characters of a comment that a room can read
LOOKED_AT = 1_000  # comments, the most negative ones

Kind = Literal["cover", "question", "guess", "reveal", "comment", "end"]


class Answer(NamedTuple):
    """What can be guessed, what is right ("" where the figures cannot tell), and the place that a
    comment ought to be about: a column and its value."""

    choices: tuple[str, ...]
    right: str = ""
    about: tuple[str, str] | None = None


class Quote(NamedTuple):
    """What a customer said, and where."""

    text: str
    places: tuple[str, ...]


class Seen(NamedTuple):
    """What the room sees of an exhibit: a chart of so few rows that its back can read them."""

    chart: Spec | None
    rows: pd.DataFrame | None
    is_part: bool = False  # whether the exhibit has more rows


@dataclass(frozen=True)
class Chapter:
    """One finding: a question, its answer with the exhibit that proves it, and what a customer said."""

    name: str
    question: str
    answer: Answer
    exhibit: Exhibit
    quote: Quote | None
    seen: Seen

    def verdict(self, guess: str) -> str:
        """What to say of a guess; "" where there was none."""
        if not guess:
            return ""
        if not self.answer.right:
            return _(
                "You guessed “{guess}”. The figures are too close to say who is right."
            ).format(guess=guess)
        if guess == self.answer.right:
            return _("You guessed “{guess}”, and you are right.").format(guess=guess)
        return _("You guessed “{guess}”. It is “{right}”.").format(
            guess=guess, right=self.answer.right
        )


class Scene(NamedTuple):
    """One screen of the story; `address` stands in the link."""

    kind: Kind
    chapter: Chapter | None = None

    @property
    def address(self) -> str:
        return f"{self.chapter.name}.{self.kind}" if self.chapter else self.kind


@dataclass(frozen=True)
class Story:
    """All of it, with a sentence on what it cannot tell ("" where nothing is missing)."""

    chapters: tuple[Chapter, ...]
    lacks: str

    @property
    def scenes(self) -> tuple[Scene, ...]:
        """The screens in their order."""
        inside = [Scene(kind, chapter) for chapter in self.chapters for kind in _kinds(chapter)]
        return (Scene("cover"), *inside, Scene("end"))


def _kinds(chapter: Chapter) -> tuple[Kind, ...]:
    kinds: tuple[Kind, ...] = ("question", "guess", "reveal", "comment")
    left_out = {"guess": len(chapter.answer.choices) < 2, "comment": chapter.quote is None}
    return tuple(kind for kind in kinds if not left_out.get(kind))


def story(asked: Asked, *, names_hidden: bool = False) -> Story:
    """The story of a workspace, with letters for its channels and touchpoints where they are hidden."""
    letters = in_letters(asked.workspace) if names_hidden else {}
    with i18n.renamed(letters):
        said = words.shown(
            sentiment.comments(asked.workspace, asked.filters, label="negative", limit=LOOKED_AT)
        )
        chapters: list[Chapter] = []
        for finding, exhibit in findings.made(asked, QUESTIONS):
            if exhibit is not None and exhibit.about is not None:
                question, answer_of, seen_of = QUESTIONS[finding.name]
                answer = answer_of(exhibit.about)
                told = {chapter.quote.text[:SHORTEST] for chapter in chapters if chapter.quote}
                quote = _quote(said, answer.about, told, letters)
                chapters.append(
                    Chapter(finding.name, _(question), answer, exhibit, quote, seen_of(exhibit))
                )
    return Story(tuple(chapters), lacking(catalogue.totals(asked.workspace, asked.filters)))


def lacking(totals: Totals) -> str:
    """What a story of so much cannot tell."""
    if not totals.events and not totals.answers:
        return _("There is nothing here to tell of yet. Load a file, or loosen the filters.")
    if not totals.events:
        return _("Without events, the story cannot tell where people are lost.")
    if not totals.answers:
        return _("Without answers, the story cannot tell what people say.")
    return ""


def in_letters(workspace: Workspace) -> dict[str, str]:
    """A name that gives nothing away for each channel and touchpoint."""
    titles = {"touchpoint": _("Touchpoint {letter}"), "channel": _("Channel {letter}")}
    places = {
        "touchpoint": list(catalogue.touchpoints(workspace)),
        "channel": catalogue.channels(workspace),
    }
    return {
        name: titles[kind].format(letter=_letter(place))
        for kind, names in places.items()
        for place, name in enumerate(name for name in names if name != UNKNOWN)
    }


def _letter(place: int) -> str:
    """A to Z, then A1 to Z1, and so on."""
    around, letter = divmod(place, len(string.ascii_uppercase))
    return string.ascii_uppercase[letter] + (str(around) if around else "")


def _quote(
    said: pd.DataFrame,
    about: tuple[str, str] | None,
    told: set[str],
    letters: Mapping[str, str],
) -> Quote | None:
    """The most negative comment about this place that a room can read and has not read yet."""
    if about is None:
        return None
    column, value = about
    for one in said[said[column] == value].to_dict("records"):
        text = _unnamed(masked(str(one["comment"]).strip()), letters)
        if SHORTEST <= len(text) <= LONGEST and text[:SHORTEST] not in told:
            places = [str(one[name]) for name in ("touchpoint", "channel")]
            return Quote(text, tuple(place for place in places if place != label(UNKNOWN)))
    return None


def _unnamed(text: str, letters: Mapping[str, str]) -> str:
    """The text with letters in the places of names, in capitals or not."""
    if not letters:
        return text
    known = {name.lower(): letter for name, letter in letters.items()}
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    return re.sub(
        rf"(?<!\w)(?:{names})(?!\w)",
        lambda found: known.get(found[0].lower(), found[0]),
        text,
        flags=re.IGNORECASE,
    )


def _lost(rows: pd.DataFrame) -> Answer:
    """The step on the way to which most are lost."""
    steps, lost = rows["step"].astype(str).to_list(), rows["lost"].to_list()
    if not max(lost):
        return Answer(tuple(steps[1:]))
    worst = lost.index(max(lost))
    return Answer(tuple(steps[1:]), steps[worst], ("stage", steps[worst - 1]))


def _channel(rows: pd.DataFrame) -> Answer:
    apart = groups.furthest_apart(rows)
    answer = _among(rows, "group", "people", apart and apart[0])
    return answer._replace(about=answer.about and ("channel", answer.right))


def _score(rows: pd.DataFrame) -> Answer:
    apart = scores.extremes(rows)
    return _among(rows[~rows["few"]], "touchpoint", "n", apart and apart[1])


def _complaints(rows: pd.DataFrame) -> Answer:
    return _among(rows[~rows["few"]], "touchpoint", "n", sentiment.most_complaints(rows))


def _among(rows: pd.DataFrame, column: str, size: str, right: "pd.Series[Any] | None") -> Answer:
    """The largest groups to choose from, by their names, the right one among them."""
    sizes = rows.groupby(column)[size].max().sort_values(ascending=False, kind="stable")
    names = [str(name) for name in sizes.index]
    if right is None:
        return Answer(tuple(sorted(names[:MOST_CHOICES])))
    found = str(right[column])
    others = [name for name in names if name != found][: MOST_CHOICES - 1]
    return Answer(tuple(sorted([found, *others])), found, (column, found))


def _weekday(cells: pd.DataFrame) -> Answer:
    busiest = cells.sort_values("events", ascending=False, kind="stable").iloc[0]
    days = i18n.weekdays("wide")
    return Answer(tuple(days), days[int(busiest["weekday"]) - 1])


def _whole(exhibit: Exhibit) -> Seen:
    return Seen(exhibit.chart, exhibit.data)


def _dense(exhibit: Exhibit) -> Seen:
    return Seen(funnel.chart(Look(i18n.language()), dense=True), exhibit.data)


def _step_told_of(exhibit: Exhibit) -> Seen:
    """Of a funnel by group the step that the finding is about."""
    rows = exhibit.data
    apart = None if rows is None else groups.furthest_apart(rows)
    if rows is None or apart is None:
        return _whole(exhibit)
    steps = list(rows["step"].unique())
    at = steps.index(apart[0]["step"])
    chart = groups.chart(Look(i18n.language()), rows["group"].nunique(), 2, numbered=False)
    return Seen(chart, rows[rows["step"].isin(steps[at - 1 : at + 1])], is_part=len(steps) > 2)


def _busy_hours(exhibit: Exhibit) -> Seen:
    """Of the hours of the week those in a row that hold most."""
    rows = exhibit.data
    if rows is None:
        return _whole(exhibit)
    events = rows.groupby("hour")["events"].sum().reindex(range(24), fill_value=0)
    last = int(events.rolling(MOST_HOURS).sum().argmax())
    seen = rows[rows["hour"].between(last - MOST_HOURS + 1, last)]
    return Seen(exhibit.chart, seen, is_part=len(seen) < len(rows))


def _few_places(exhibit: Exhibit) -> Seen:
    """The touchpoints that the finding names, and those with most answers."""
    rows = exhibit.about
    if rows is None:
        return _whole(exhibit)
    few = about_voice.busiest(rows, about_voice.told_of(rows), most=MOST_PLACES)
    return Seen(exhibit.chart, few, is_part=len(few) < len(rows))


QUESTIONS: dict[str, tuple[str, Callable[[pd.DataFrame], Answer], Callable[[Exhibit], Seen]]] = {
    "funnel": (N_("On the way to which step do we lose most people?"), _lost, _dense),
    "funnel-by-channel": (
        N_("Which channel brings the people who give up most often?"),
        _channel,
        _step_told_of,
    ),
    "heatmap-weekday": (
        N_("On which day of the week is our busiest hour?"),
        _weekday,
        _busy_hours,
    ),
    "scores-by-touchpoint": (
        N_("Which touchpoint gets the worst score?"),
        _score,
        _few_places,
    ),
    "sentiment-by-touchpoint": (
        N_("Which touchpoint gets the most complaints?"),
        _complaints,
        _few_places,
    ),
}
