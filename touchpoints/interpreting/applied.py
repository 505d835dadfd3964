"""Read a snapshot's comments and questions as its workspace's people chose: only what changes is read anew.

The notebook says what they chose, the snapshot what it was read with. They part where somebody changes a
choice, or goes back to an earlier version; `catch_up` brings them together.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from cachetools import LRUCache

from touchpoints import recall, workspaces
from touchpoints.interpreting import learning, questions, themes
from touchpoints.text import comments as reader
from touchpoints.text.learned import Learned
from touchpoints.text.themes import ThemeTable
from touchpoints.workspaces import Workspace

AT_ONCE = 10_000

Progress = Callable[[float], None]
Means = tuple[ThemeTable, Learned | None]


def silent(_share: float) -> None:
    """No one is told."""


@dataclass(frozen=True)
class Kept:
    """What people chose, as the notebook keeps it."""

    themes: Mapping[str, Any]
    learned: Mapping[str, Any] | None
    questions: tuple[questions.Reading, ...]


def kept(folder: Path) -> Kept:
    """What the notebook says."""
    return Kept(
        themes.written(themes.read(folder)), learning.words(folder), tuple(questions.read(folder))
    )


def means(chosen: Kept) -> Means:
    """What comments are read with."""
    return themes.table_of(themes.parsed(chosen.themes)), learning.parsed(chosen.learned)


def catch_up(folder: Path, progress: Progress = silent) -> Workspace:
    """The newest version, read as the notebook says; it is read anew only where it was not.
    WorkspaceBusy, DiskFull."""
    workspace = workspaces.at(folder)
    chosen = kept(folder)
    if workspace.is_empty or _is_settled(workspace, chosen):
        return workspace
    _amend(folder, chosen, progress)
    return workspaces.at(folder)


def keep_themes(
    folder: Path, changes: themes.Changes, progress: Progress = silent, *, by: str = ""
) -> Workspace:
    """Read the comments with these themes from now on. WorkspaceBusy, DiskFull: nothing was changed."""
    _amend(folder, replace(kept(folder), themes=themes.written(changes)), progress)
    themes.write(folder, changes, by=by)
    return workspaces.at(folder)


def keep_questions(
    folder: Path, readings: Sequence[questions.Reading], *, by: str = ""
) -> Workspace:
    """Read the questions so from now on. WorkspaceBusy, DiskFull: nothing was changed."""
    _amend(folder, replace(kept(folder), questions=tuple(readings)), silent)
    questions.write(folder, readings, by=by)
    return workspaces.at(folder)


def keep_lesson(
    folder: Path, lesson: learning.Lesson | None, progress: Progress = silent, *, by: str = ""
) -> Workspace:
    """Read the comments with what was learned from now on, or (None) with the lexicon alone.
    WorkspaceBusy, DiskFull: nothing was changed."""
    words = None if lesson is None else learning.written(lesson.words)
    _amend(folder, replace(kept(folder), learned=words), progress)
    learning.write(folder, lesson, by=by)
    return workspaces.at(folder)


def _amend(folder: Path, chosen: Kept, progress: Progress) -> None:
    with workspaces.amended(folder) as connection:
        settle(connection, chosen, progress)


def _is_settled(workspace: Workspace, chosen: Kept) -> bool:
    asked = [(one["question"], one["measure"]) for one in workspace.run("asked").to_pylist()]
    read = questions.completed(chosen.questions, asked)
    known = workspace.run("question_readings").to_pylist()
    return of(workspace) == (chosen.themes, chosen.learned) and known == [
        asdict(one) for one in read
    ]


def of(workspace: Workspace) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
    """What the comments of this version were read with: changes to the themes, learned words."""
    found = {one["about"]: one["entry"] for one in workspace.run("readings").to_pylist()}
    return _parsed(found)


@recall.remembered(LRUCache(8))
def means_of(workspace: Workspace) -> Means:
    """The same as what the comments of this version were read with."""
    changes, words = of(workspace)
    return means(Kept(changes, words, ()))


def _parsed(found: Mapping[str, str]) -> tuple[Mapping[str, Any], Mapping[str, Any] | None]:
    return json.loads(found.get("themes", "{}")), json.loads(found.get("learned", "null"))


def settle(
    connection: duckdb.DuckDBPyConnection, chosen: Kept, progress: Progress = silent
) -> None:
    """Write what people chose into a snapshot that is being built, and read anew what it changes."""
    asked = connection.execute("select distinct question, measure from questions").fetchall()
    read = questions.completed(chosen.questions, asked)
    connection.execute("delete from question_readings")
    if read:
        rows = [astuple(one) for one in read]
        connection.executemany("insert into question_readings values (?, ?, ?, ?)", rows)
    before, learned_before = _parsed(
        dict(connection.execute("select about, entry from readings").fetchall())
    )
    if (before, learned_before) == (chosen.themes, chosen.learned):
        return
    every = connection.execute(
        "select answer_no, comment, coalesce(language, '') from answers"
        " where comment is not null and comment <> '' order by answer_no"
    ).fetchall()
    numbers, texts, languages = zip(*every, strict=True) if every else ((), (), ())
    told = themes.Comments(numbers, texts, languages)
    if learned_before == chosen.learned:
        old, new = (themes.terms_of(themes.parsed(one))[0] for one in (before, chosen.themes))
        places = themes.candidates(told, themes.touched(old, new))
    else:
        places = list(range(len(every)))
    table, learned = means(chosen)
    for start in range(0, len(places), AT_ONCE):
        progress(start / len(places))
        some = places[start : start + AT_ONCE]
        understood = reader.understand(
            [told.texts[at] for at in some], [told.languages[at] for at in some], table, learned
        )
        _rewrite(
            connection, [told.numbers[at] for at in some], understood,
            with_sentiment=learned_before != chosen.learned,
        )  # fmt: skip
    connection.execute("delete from readings")
    connection.executemany(
        "insert into readings values (?, ?)",
        [("themes", json.dumps(chosen.themes)), ("learned", json.dumps(chosen.learned))],
    )
    progress(1.0)


def _rewrite(
    connection: duckdb.DuckDBPyConnection,
    numbers: list[int],
    understood: list[reader.Understood],
    *,
    with_sentiment: bool,
) -> None:
    """Put what some comments say in the place of what they were read to say."""
    said = pa.table(
        {
            "answer_no": numbers,
            "sentiment": [each.sentiment.score for each in understood],
            "label": [each.sentiment.label for each in understood],
        }
    )
    named = [
        (number, theme, towards.score, towards.label)
        for number, each in zip(numbers, understood, strict=True)
        for theme, towards in each.themes.items()
    ]
    connection.register("said_anew", said)
    if with_sentiment:
        connection.execute(
            "update answers set sentiment = said_anew.sentiment, label = said_anew.label"
            " from said_anew where said_anew.answer_no = answers.answer_no"
        )
    connection.execute(
        "delete from answer_themes where answer_no in (select answer_no from said_anew)"
    )
    connection.unregister("said_anew")
    if named:
        columns = ("answer_no", "theme", "sentiment", "label")
        arrays = dict(zip(columns, map(list, zip(*named, strict=True)), strict=True))
        connection.register("named_anew", pa.table(arrays))
        connection.execute(
            "insert into answer_themes select answer_no, theme, sentiment, label from named_anew"
        )
        connection.unregister("named_anew")
