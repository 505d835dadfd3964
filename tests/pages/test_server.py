"""Around the pages: the health page, the log of a hosted server, and what it closes."""

import json
import logging
import shutil
from pathlib import Path

import pytest
from starlette.requests import Request

from tests.conftest import Journeys
from touchpoints import demo
from touchpoints.ui import health, logs

REQUEST = Request({"type": "http", "method": "GET", "path": "/healthz", "headers": []})


@pytest.fixture(autouse=True)
def _small_demo(journeys: Journeys, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = journeys({"ana": "ad visit"})
    monkeypatch.setattr(demo, "workspace", lambda _root, _language: workspace)


def asked() -> tuple[int, dict[str, object]]:
    answer = health.answer(REQUEST)
    return answer.status_code, json.loads(bytes(answer.body))


def test_a_server_that_can_work_says_so() -> None:
    assert asked() == (200, {"status": "ok", "disk": True, "room": True, "query": True})


def test_a_server_without_room_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOUCHPOINTS_FREE_MEGABYTES", str(10**9))

    assert asked() == (503, {"status": "failing", "disk": True, "room": False, "query": True})


def test_a_server_whose_folder_is_gone_says_so_without_naming_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(tmp_path)

    status, body = asked()

    assert (status, body["disk"], body["query"]) == (503, False, False)
    assert str(tmp_path) not in json.dumps(body) + caplog.text


def line(
    name: str, text: str, *values: object, error: Exception | None = None
) -> dict[str, object]:
    """What the log of a hosted server writes."""
    told = (type(error), error, error.__traceback__) if error else None
    record = logs.Line(name, logging.ERROR, "file.py", 1, text, values, told)
    written: dict[str, object] = json.loads(logging.Formatter("%(message)s").format(record))
    assert str(written.pop("time")).endswith("+00:00")
    return written


def test_a_line_of_the_log_has_the_reference_and_no_cell() -> None:
    try:
        int("ana@example.com")
    except ValueError as error:
        found = line("touchpoints", "reference %(reference)s", {"reference": "3F2A91"}, error=error)

    raised = found.pop("raised")
    assert found == {
        "level": "ERROR",
        "logger": "touchpoints",
        "message": "reference 3F2A91",
        "reference": "3F2A91",
        "error": "ValueError",
    }
    assert isinstance(raised, list)
    assert raised[0].startswith("test_server.py:")


def test_what_others_log_is_written_without_its_values() -> None:
    found = line("uvicorn.error", '%s - "WebSocket %s" [accepted]', "10.0.0.7", "/?w=secret")

    assert found["message"] == '%s - "WebSocket %s" [accepted]'
