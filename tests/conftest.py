"""The data of a test on its own line."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.driver import chromium
from touchpoints import i18n, settings, workspaces
from touchpoints.model import UNKNOWN
from touchpoints.workspaces import Workspace

START = dt.datetime(2026, 3, 2, 9, 0)  # a Monday

Journeys = Callable[..., Workspace]
Answers = Callable[..., Workspace]
Setting = Callable[[str, object], None]


def event(word: str, position: int) -> tuple[dt.datetime, str, str, str]:
    """ "buy@90/store/purchase" -> minute 90, touchpoint buy, channel store, stage purchase."""
    what, *places = word.split("/")
    touchpoint, _, minute = what.partition("@")
    moment = START + dt.timedelta(minutes=float(minute) if minute else 60 * position)
    channel = places[0] if places else UNKNOWN
    stage = places[1] if len(places) > 1 else UNKNOWN
    return moment, channel, touchpoint, stage


def build(folder: Path, people: Mapping[str, str]) -> Workspace:
    workspace = workspaces.create(folder, "test")
    rows = [
        [person, moment, 0, channel, touchpoint, stage, None]
        for person, words in people.items()
        for moment, channel, touchpoint, stage in (
            event(word, position) for position, word in enumerate(words.split())
        )
    ]
    with workspaces.next_version(workspace.folder) as connection:
        if rows:
            connection.executemany("insert into incoming_events values (?, ?, ?, ?, ?, ?, ?)", rows)
    return workspaces.at(workspace.folder)


@pytest.fixture
def journeys(tmp_path: Path) -> Journeys:
    """`journeys({"ana": "ad visit buy@90/store/purchase"})`: an event an hour unless @minute says.

    A word is touchpoint[@minute][/channel[/stage]], from Monday 2026-03-02 09:00.
    """
    return lambda people: build(tmp_path, people)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser flows, which wait most, come first, and first in the second half too: two workers
    begin with a half each, and file by file share them."""
    flows: dict[Path, list[pytest.Item]] = {}
    others = []
    for item in items:
        if "e2e" in item.path.parts:
            flows.setdefault(item.path, []).append(item)
        else:
            others.append(item)
    files = list(flows.values())
    first, second = ([item for file in files[at::2] for item in file] for at in (0, 1))
    middle = max(0, len(items) // 2 - len(first))
    items[:] = [*first, *others[:middle], *second, *others[middle:]]


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Setting]:
    """`setting("THREADS", 2)`: as if the process had been started with it."""

    def start_with(name: str, value: object) -> None:
        monkeypatch.setenv(f"{settings.PREFIX}{name}", str(value))
        settings.current.cache_clear()

    yield start_with
    settings.current.cache_clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this process: a second would not start beside it."""
    with chromium() as started:
        yield started


@pytest.fixture(autouse=True)
def english() -> None:
    """Every test begins in English, whatever the one before spoke."""
    i18n.use("en")


ANSWER = {
    "import_no": 1,
    "person": None,
    "instant": START,
    "offset_minutes": 0,
    "channel": UNKNOWN,
    "touchpoint": UNKNOWN,
    "stage": UNKNOWN,
    "question": "How likely are you to recommend us?",
    "measure": "nps",
    "low": None,
    "high": None,
    "score": None,
    "comment": None,
    "language": None,
    "sentiment": None,
    "label": None,
}
SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "rating": (1.0, 5.0)}


def build_answers(
    folder: Path, answers: Sequence[Mapping[str, object]], people: Mapping[str, str]
) -> Workspace:
    workspace = build(folder, people)
    rows, themes = [], []
    for number, given in enumerate(answers, start=1):
        row = {"respondent_row": number, **ANSWER, **given}
        named = row.pop("themes", {})
        assert isinstance(named, dict)
        themes += [
            {**row, "theme": theme, "sentiment": 0.0, "label": label}
            for theme, label in named.items()
        ]
        if row["measure"] in SCALES and "high" not in given:
            row["low"], row["high"] = SCALES[str(row["measure"])]
        rows.append(row)
    names = ", ".join(["respondent_row", *ANSWER])
    holes = ", ".join(f"${name}" for name in ["respondent_row", *ANSWER])
    with workspaces.next_version(workspace.folder) as connection:
        connection.executemany(f"insert into incoming_answers ({names}) values ({holes})", rows)
        columns = connection.execute("select * from incoming_themes").description or ()
        for theme in themes:
            cells = [theme[column] for column, *_ in columns]
            marks = ", ".join("?" * len(cells))
            connection.execute(f"insert into incoming_themes values ({marks})", cells)
    return workspaces.at(workspace.folder)


@pytest.fixture
def answers(tmp_path: Path) -> Answers:
    """`answers([{"score": 9, "channel": "store"}, ...], {"ana": "ad visit"})`: see ANSWER for the rest.

    Without a measure an answer is one to an NPS question; its scale is the usual one of its measure.
    "themes" are those that its comment names, each with a label: {"delivery": "negative"}.
    """
    return lambda given, people={}: build_answers(tmp_path, given, people)
