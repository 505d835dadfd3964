"""A project file comes back as it was saved; whatever is not one is refused, and nothing is made of it."""

import datetime as dt
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Answers, Journeys, Setting, build
from touchpoints import cli, links, members, notebook, permissions, views, workspaces
from touchpoints.analyses import catalogue, classes, notes, segments, sentiment
from touchpoints.analyses.notes import Note
from touchpoints.errors import FileRefused, NotAllowed
from touchpoints.exports import project
from touchpoints.importing import load, mapping, memory, sniff
from touchpoints.model import Filters, Rule, Segment
from touchpoints.views import View
from touchpoints.workspaces import Workspace

PEOPLE = {"ana": "ad/web/awareness buy/shop/purchase", "bia": "ad/web/awareness"}
DAY = dt.date(2026, 3, 2)


def there_and_back(workspace: Workspace, *, data: bool = True) -> Workspace:
    file = workspace.folder.parent / "shop.zip"
    project.save(workspace, file, data=data)
    return project.load(workspace.folder.parent, file, file.name)


def test_a_workspace_comes_back_with_its_data_and_what_people_wrote(answers: Answers) -> None:
    given = [{"person": "ana", "score": 9, "comment": "great shop"}, {"score": 2, "comment": "bad"}]
    workspace = answers(given, PEOPLE)
    views.save(workspace.folder, View("Mine", "funnel", {"channel": ["web"]}))
    notes.write(workspace, [], [Note(DAY, "new shop")])
    segments.keep(workspace, Segment("web", (Rule(("channel:web",)),)))
    classes.write(workspace, {"ad": classes.Classes(owner="Bia")})
    members.found(workspace.folder, "ana@x.org")
    links.create(workspace.folder, "Ana", ["funnel"], Filters(), DAY)

    back = there_and_back(workspace)

    assert back.identifier != workspace.identifier
    assert back.name == workspace.name
    assert catalogue.totals(back, Filters()) == catalogue.totals(workspace, Filters())
    assert sentiment.counts(back, Filters()) == sentiment.counts(workspace, Filters())
    assert views.views(back.folder) == views.views(workspace.folder)
    assert notes.notes(back) == [Note(DAY, "new shop")]
    assert segments.written(back) == segments.written(workspace)
    assert classes.classes(back) == classes.classes(workspace)
    assert members.members(back.folder) == {}
    assert links.links(back.folder) == []


def test_without_the_data_the_next_file_is_mapped_as_before(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("customer_id;timestamp;event\nana;02/03/2026;ad\nbia;13/03/2026;buy\n")
    workspace = workspaces.create(tmp_path, "shop")
    (table,) = sniff.read(file, file.name)
    load.load(workspace.folder, [load.Accepted(table, mapping.propose(table).mapping)])

    back = there_and_back(workspaces.at(workspace.folder), data=False)

    assert back.is_empty
    assert memory.recall(back.folder, table) == memory.recall(workspace.folder, table)
    assert workspaces.secret(back.folder) != workspaces.secret(workspace.folder)


def test_a_person_is_the_same_in_files_that_are_loaded_afterwards(journeys: Journeys) -> None:
    back = there_and_back(journeys(PEOPLE))

    with workspaces.next_version(back.folder) as connection:
        connection.execute(
            "insert into incoming_events values ('ana', '2026-04-01', 0, 'web', 'ad', 'x', null)"
        )

    totals = catalogue.totals(workspaces.at(back.folder), Filters())
    assert (totals.people, totals.events) == (2, 4)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
WAYS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.lists(st.sampled_from(["ad/web/see", "buy@9/shop/pay", "call"]), max_size=5).map(" ".join),
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    WAYS,
    st.dictionaries(
        WORDS, st.tuples(WORDS, st.dictionaries(WORDS, st.lists(WORDS), max_size=2)), max_size=3
    ),
)
def test_whatever_is_saved_comes_back_and_is_saved_as_the_same(
    people: dict[str, str], written: dict[str, tuple[str, dict[str, list[str]]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = build(Path(folder), people)
        entries = {name: {"page": page, "values": held} for name, (page, held) in written.items()}
        notebook.write(workspace.folder, views.TOPIC, entries)

        back = there_and_back(workspace)
        again = there_and_back(back)

        assert notebook.read(again.folder, views.TOPIC) == entries
        for query in ("reach", "places"):
            values = Filters().values() if query == "reach" else {}
            assert again.run(query, values) == workspace.run(query, values)


Change = Callable[[dict[str, bytes]], object]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of a project file."""
    root = tmp_path_factory.mktemp("saved")
    project.save(build(root, PEOPLE), root / "shop.zip", data=True)
    with zipfile.ZipFile(root / "shop.zip") as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed_into(file: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def told(parts: dict[str, bytes], part: str, **changed: object) -> None:
    parts[part] = json.dumps({**json.loads(parts[part]), **changed}).encode()


def older(parts: dict[str, bytes]) -> dict[str, bytes]:
    """As a program of schema 2 would have saved it."""
    told(parts, project.ABOUT, schema=2)
    for table in ("question_readings", "readings"):
        del parts[f"data/{table}.parquet"]
    return parts


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts.update({"../../evil": b""}),
        lambda parts: parts.update({"/etc/cron.d/evil": b""}),
        lambda parts: parts.pop(project.ABOUT),
        lambda parts: parts.pop("data/kinds.parquet"),
        lambda parts: told(parts, project.ABOUT, format=99),
        lambda parts: told(parts, project.ABOUT, schema=99),
        lambda parts: told(parts, project.ABOUT, schema=1),
        lambda parts: told(parts, project.ABOUT, schema="2"),
        lambda parts: older(parts).pop("data/kinds.parquet"),
        lambda parts: older(parts).update({"data/kinds.parquet": parts["data/people.parquet"]}),
        lambda parts: told(parts, project.ABOUT, key="short"),
        lambda parts: told(parts, project.ABOUT, name=["x"]),
        lambda parts: told(parts, project.NOTEBOOK, members={"eve@x.org": "owner"}),
        lambda parts: told(parts, project.NOTEBOOK, links={"a": {}}),
        lambda parts: told(parts, project.NOTEBOOK, views={"a": {"page": 1, "values": {}}}),
        lambda parts: told(parts, project.NOTEBOOK, notes={"a": {"day": "soon", "text": "b"}}),
        lambda parts: told(parts, project.NOTEBOOK, hours={"": {"zone": "Nowhere"}}),
        lambda parts: told(parts, project.NOTEBOOK, touchpoints={"ad": {"evil": "x"}}),
        lambda parts: told(parts, project.MAPPINGS, a={"kind": "events"}),
        lambda parts: parts.update({project.NOTEBOOK: b'{"views": ' + b"[" * 100_000}),
        lambda parts: parts.update({"data/people.parquet": b"PAR1 no PAR1"}),
        lambda parts: parts.update({"data/people.parquet": parts["data/kinds.parquet"]}),
        lambda parts: parts.update({"data/people.parquet": parts["data/people.parquet"][:-99]}),
    ],
)
def test_what_is_wrong_with_a_file_makes_no_workspace(
    saved: dict[str, bytes], tmp_path: Path, change: Change
) -> None:
    parts = dict(saved)
    change(parts)
    packed_into(tmp_path / "shop.zip", parts)

    with pytest.raises(FileRefused):
        project.load(tmp_path, tmp_path / "shop.zip", "shop.zip")

    assert {path.name for path in tmp_path.iterdir()} == {"shop.zip"}


def test_a_file_of_an_older_program_is_brought_up_to_date(
    saved: dict[str, bytes], tmp_path: Path
) -> None:
    parts = older(dict(saved))
    packed_into(tmp_path / "shop.zip", parts)

    back = project.load(tmp_path, tmp_path / "shop.zip", "shop.zip")

    totals = catalogue.totals(back, Filters())
    assert (totals.people, totals.events) == (2, 3)
    with workspaces.next_version(back.folder) as connection:
        connection.execute(
            "insert into incoming_events values ('ana', '2026-04-01', 0, 'web', 'ad', 'x', null)"
        )
    totals = catalogue.totals(workspaces.at(back.folder), Filters())
    assert (totals.people, totals.events) == (2, 4)


def test_what_is_no_project_file_or_too_large_is_refused(
    journeys: Journeys, setting: Setting
) -> None:
    workspace = journeys(PEOPLE)
    root = workspace.folder.parent
    for content in (b"", b"PK", b"no zip"):
        (root / "shop.zip").write_bytes(content)
        with pytest.raises(FileRefused):
            project.load(root, root / "shop.zip", "shop.zip")
    parts: Any = {project.ABOUT: b"{}", project.NOTEBOOK: b" " * 3 * 2**20}
    with zipfile.ZipFile(root / "shop.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    setting("UPLOAD_MEGABYTES", "1")
    with pytest.raises(FileRefused, match="larger"):
        project.load(root, root / "shop.zip", "shop.zip")


def test_the_command_line_saves_and_opens(
    journeys: Journeys, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, file = journeys(PEOPLE), str(tmp_path / "shop.zip")

    assert (
        cli.main(["project", "save", "--workspace", str(workspace.folder), "--data", "--out", file])
        == 0
    )
    assert cli.main(["project", "open", file, "--into", str(tmp_path / "other")]) == 0

    back = workspaces.at(Path(capsys.readouterr().out.splitlines()[-1]))
    assert catalogue.totals(back, Filters()) == catalogue.totals(workspace, Filters())
    assert cli.main(["project", "open", "nothing.zip", "--into", str(tmp_path)]) == cli.REFUSED


def test_the_data_is_an_owners_to_take_away(
    journeys: Journeys, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workspace = journeys(PEOPLE)
    monkeypatch.setattr(permissions, "_answer", lambda _folder: "editor")

    project.save(workspace, tmp_path / "a.zip", data=False)
    with pytest.raises(NotAllowed):
        project.save(workspace, tmp_path / "b.zip", data=True)
