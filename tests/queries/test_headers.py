"""Every file of queries/ keeps what its header says."""

import re
from pathlib import Path

import pytest

from tests.conftest import build_answers
from tests.queries import readme
from touchpoints import asking, queries
from touchpoints.queries import FOLDER
from touchpoints.workspaces import Workspace

QUESTIONS = [path for path in readme.files() if not path.stem.startswith("_")]
FRAGMENTS = [path for path in readme.files() if path.stem.startswith("_")]
VALUES = {
    **{f"step_{number}": [] for number in range(1, 11)},
    "step_1": ["touchpoint:ad"],
    "step_2": ["touchpoint:buy"],
    "over": "touchpoint",
    "window": None,
    "gaps": [None] * 10,
    "strictly": False,
    "in_any_order": False,
    "without": [],
    "inside": False,
    "passed": [],
    "segment_rules": [0],
    "segment_facts": ["touchpoint:ad"],
    "segment_has": [True],
    "segment_outside": False,
    "channels": None,
    "stages": None,
    "since": None,
    "until": None,
    "label": None,
    "theme": None,
    "touchpoint": None,
    "among": None,
    "search": None,
    "order": "newest",
    "limit": 10,
    "offset": 0,
    "ticks_per_second": 1,
    "newest_ticks": 10**9,
    "from_key": 0,
    "to_key": 1 << 62,
    "import_no": 1,
    "person_no": 0,
    "person": "nobody",
    "place": 0,
    "unit": "week",
    "by_value": False,
    "kept": None,
    "folded": True,
    "goal_over": "touchpoint",
    "goal": ["buy"],
    "anchor": None,
    "backwards": False,
    "most": 10,
    "columns": 3,
    "lookback": 90 * 86400,
    "half_life": 7 * 86400,
    "run_folded": False,
    "blocks": 100,
    "inbound": ["ad"],
    "outbound": ["buy"],
}


def name_of(path: Path) -> str:
    return str(path.relative_to(FOLDER))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    given = [{"score": 9, "comment": "great"}, {"score": 4, "measure": "csat", "question": "?"}]
    return build_answers(tmp_path_factory.mktemp("headers"), given, {"ana": "ad visit buy"})


def columns_of(path: Path) -> list[str]:
    """The columns that the grain line, and the lines it runs over, name."""
    header = " ".join(
        line[2:].strip()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("--")
    )
    found = re.search(r"One row per [^:]*: (.*?)\.( |$)", header)
    assert found, f"{path.name} has no grain with columns"
    bare = re.sub(r"\([^)]*\)", "", found[1])
    return [column.strip() for column in bare.split(",")]


@pytest.mark.parametrize("path", QUESTIONS, ids=name_of)
def test_a_query_returns_the_columns_of_its_grain(path: Path, workspace: Workspace) -> None:
    engine = "duckdb" if path.parent != FOLDER else None
    _, bound = queries.compose(path.stem, engine)
    values = {name: VALUES.get(name) for name in bound}

    answer = workspace.run(path.stem, values, engine=engine)

    assert answer.column_names == columns_of(path)


@pytest.mark.parametrize("path", FRAGMENTS, ids=name_of)
def test_a_fragment_has_the_columns_of_its_grain(path: Path, workspace: Workspace) -> None:
    engine = "duckdb" if path.parent != FOLDER else None
    fragment = queries.read(path)
    query = queries.Query(
        name="probe", question="?", grain="One row per row.", uses=(path.stem,), params=(), body=""
    )
    ctes, bound = composed(query, engine)
    last = re.findall(
        r"^(?:\), )?([a-z_]+) as (?:not )?(?:materialized )?\($", fragment.body, re.M
    )[-1]
    named = path.stem.removeprefix("_")
    cte = named if re.search(rf"\b{named} as ", fragment.body) else last
    snapshot = workspace.folder / f"{workspace.version}.duckdb"
    cursor = asking.connection_of(str(snapshot)).cursor()

    answer = cursor.sql(
        f"with {ctes} select * from {cte}",
        params={name: VALUES.get(name) for name in bound},
    )

    assert set(columns_of(path)) <= set(answer.columns)


def composed(query: queries.Query, engine: str | None) -> tuple[str, set[str]]:
    """The fragments of a query as leading CTEs, and what they bind."""
    order: list[queries.Query] = []

    def add(name: str) -> None:
        found = queries.read(queries.path_of(name, engine))
        for needed in found.uses:
            add(needed)
        if found not in order:
            order.append(found)

    for name in query.uses:
        add(name)
    return ",\n".join(part.body for part in order), {name for part in order for name in part.params}


@pytest.mark.parametrize("path", readme.files(), ids=name_of)
def test_only_the_filtered_fragments_of_the_portable_form_read_tables(path: Path) -> None:
    tables = re.compile(
        r"(?:from|join) (events|survey_answers|event_keys|kinds|stages|answers|questions|people|layout)\b"
    )
    read = set(tables.findall(queries.read(path).body))
    # `answers` is also what comments.sql calls its answers.
    if path.parent == FOLDER and not path.stem.startswith("_filtered_"):
        assert read == set()
    elif path.parent != FOLDER:
        whole = {"survey_answers"} if path.stem == "packing" else set()
        assert read <= {"event_keys", "kinds", "layout", "people"} | whole


def test_a_portable_query_ends_in_an_order(workspace: Workspace) -> None:
    unordered = [
        path.name
        for path in QUESTIONS
        if path.parent == FOLDER and "\norder by" not in queries.read(path).body
    ]

    assert unordered == []


def test_the_readme_is_current() -> None:
    assert readme.README.read_text(encoding="utf-8") == readme.text()
