"""What was understood of a file is shown before anything is loaded."""

import tempfile
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import StopException, get_script_run_ctx
from streamlit.testing.v1 import AppTest

from tests.e2e.uploads import EVENTS
from tests.pages.screen import START, visit
from touchpoints import permissions
from touchpoints.importing import load, sniff
from touchpoints.importing.watch import Tell
from touchpoints.workspaces import all_in

ANSWERS = """\
date,channel,How likely are you to recommend us?,How easy was it?,comment
2026-03-13,web,10,6,Great shop
2026-03-14,store,3,,
"""


def uploaded(language: str, name: str, content: bytes) -> AppTest:
    app = visit(START, language=language)
    app.file_uploader[0].upload(name, content)
    return app.run()


@pytest.mark.parametrize(
    ("language", "moment", "value"),
    [("pt", "13/03/2026 10:00", "1.234,50"), ("en", "3/13/26, 10:00\u202fAM", "1,234.50")],
)
def test_the_preview_speaks_the_language_of_the_reader(
    language: str, moment: str, value: str
) -> None:
    app = uploaded(language, "visitas.csv", EVENTS.encode("cp1252"))

    rows = app.dataframe[-1].value.values.tolist()
    assert rows[2] == [moment, "Ana", "Loja física", "Compra", rows[2][4], value]
    assert "" in rows[0], "a missing value is an empty cell"
    assert "None" not in str(rows)


def test_the_preview_of_a_survey_shows_the_scores_beside_the_comment() -> None:
    app = uploaded("en", "survey.csv", ANSWERS.encode())

    preview = app.dataframe[-1].value
    assert preview.columns.tolist() == [
        "When",
        "Channel",
        "How likely are you to recommend us?",
        "How easy was it?",
        "Comment",
    ]
    assert preview.values.tolist() == [
        ["Mar 13, 2026", "web", "10", "6", "Great shop"],
        ["Mar 14, 2026", "store", "3", "", ""],
    ]


def test_columns_that_nothing_is_taken_from_are_named() -> None:
    app = uploaded(
        "en", "shop.csv", b"customer;date;event;note;sent by\n" + b"c1;2026-03-02;buy;x;y\n" * 3
    )

    told = [one.value.replace("\\", "") for one in app.caption]
    assert "Not used: note, sent by." in told


def test_nothing_is_offered_to_load_while_every_table_is_left_out() -> None:
    app = uploaded("en", "words.csv", b"poem\nroses are red\nviolets are blue\n")

    assert "load" not in [one.key for one in app.button]


def test_a_report_of_many_tables_is_a_list_to_unfold_that_loads_at_once() -> None:
    blocks = [
        f"# Start date: 20260801\n# End date: 20260831\nNth day,{name}\n0000,{n}\n0001,5\n\n"
        for n, name in enumerate(["Sessions", "Users", "New users", "Views"])
    ]
    app = uploaded("en", "ga4.csv", "".join(blocks).encode())

    assert any("4 tables found" in one.value for one in app.caption)
    lines = [one.label for one in app.expander if "Nth day" in one.label]
    assert [line.split(" · ")[1:] for line in lines] == [["Totals", "2 rows"]] * 4
    assert [row[0] for row in app.dataframe[0].value.values.tolist()] == [
        "Aug 1, 2026",
        "Aug 2, 2026",
    ]
    assert app.button(key="load").label == "Load 8 rows"


def test_many_questions_are_asked_in_one_list() -> None:
    head = "person,date," + ",".join(f"How good was part {n}?" for n in range(6))
    scores = [[(row + n) % 5 + 1 for n in range(6)] for row in range(8)]
    rows = "".join(
        f"p{row},2026-03-{row + 13},{','.join(map(str, of_row))}\n"
        for row, of_row in enumerate(scores)
    )
    app = uploaded("en", "survey.csv", f"{head}\n{rows}".encode())

    asked = [one.value for one in app.dataframe if "measure" in one.value.columns]
    assert [table["question"].tolist() for table in asked] == [
        [f"How good was part {n}?" for n in range(6)]
    ]
    assert not [one for one in app.selectbox if one.label.startswith("How good")]


def test_totals_alone_are_loaded_and_said_file_by_file() -> None:
    blocks = "".join(
        f"# Start date: 20260801\n# End date: 20260831\nchannel,{name}\nsite,1\nstore,2\n\n"
        for name in ("Sessions", "Users")
    )
    app = uploaded("en", "channels.csv", blocks.encode())

    app.button(key="load").click().run()

    assert not app.error
    assert [one.value for one in app.success] == [
        "**channels\\.csv** · 2 tables  \n4 rows read = 4 loaded \\+ 0 refused"
    ]
    assert "Figures without people" in [one.value for one in app.subheader]


def test_a_cancelled_loading_leaves_no_workspace_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit ends a cancelled run wherever the session is asked something, once more in its clean-up."""

    def cancelled(*_: object) -> None:
        monkeypatch.setattr(permissions, "_answer", stopped)
        raise StopException

    def stopped(_folder: Path) -> None:
        raise StopException

    app = uploaded("en", "visits.csv", EVENTS.encode())
    monkeypatch.setattr(load, "load", cancelled)

    app.button(key="load").click().run()

    assert [one.name for one in all_in(tmp_path)] == []


def test_a_stopped_reading_says_so_and_can_be_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    read = sniff.read

    def stopped(*_: object, progress: Tell, **__: object) -> None:
        running = get_script_run_ctx()
        assert running is not None
        assert running.script_requests is not None
        running.script_requests.request_stop()
        progress(0.5)

    monkeypatch.setattr(sniff, "read", stopped)
    app = uploaded("en", "visits.csv", EVENTS.encode())
    assert app.info[0].value == "The reading of visits\\.csv was stopped."

    monkeypatch.setattr(sniff, "read", read)
    next(one for one in app.button if one.label == "Read it again").click().run()
    assert not app.info
    assert app.button(key="load").label == "Load 8 rows"


@pytest.mark.parametrize("way_out", ["loaded", "taken out"])
def test_the_cells_of_a_file_are_gone_from_the_disk_while_its_page_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way_out: str
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = uploaded("en", "visits.csv", EVENTS.encode())
    assert list(tmp_path.glob("touchpoints-*"))

    if way_out == "loaded":
        app.button(key="load").click().run()
        assert app.success
    else:
        app.file_uploader[0].set_value([])
        app.run()

    assert not list(tmp_path.glob("touchpoints-*"))
