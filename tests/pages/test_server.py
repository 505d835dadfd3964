"""Around the pages: the health page, the log of a hosted server, and what it closes."""

import asyncio
import json
import logging
import shutil
import socket
from asyncio import base_events
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import (
    BackendOperationRequest,
    BackMsg,
    DeferredFileRequestPayload,
    DismissSkillsNudgeRequestPayload,
    InstallSkillsRequestPayload,
)
from streamlit.proto.ClientState_pb2 import ClientState

from tests.conftest import Journeys, Setting
from touchpoints import asking, demo
from touchpoints.ui import health, logs, server
from touchpoints.workspaces import Workspace

REQUEST = Request({"type": "http", "method": "GET", "path": "/healthz", "headers": []})


@pytest.fixture(autouse=True)
def small_demo(journeys: Journeys, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    workspace = journeys({"ana": "ad visit"})
    monkeypatch.setattr(demo, "workspace", lambda _root, _language: workspace)
    return workspace


def asked() -> tuple[int, dict[str, object], str]:
    """The status, the answer, and the reference in it."""
    answer = health.answer(REQUEST)
    body = json.loads(bytes(answer.body))
    return answer.status_code, body, body.pop("reference", "")


def test_a_server_that_can_work_says_so() -> None:
    assert asked() == (200, {"status": "ok", "disk": True, "room": True, "query": True}, "")


def test_a_server_without_room_says_so(setting: Setting) -> None:
    setting("FREE_MEGABYTES", str(10**9))

    status, body, _reference = asked()

    assert (status, body) == (
        503,
        {"status": "failing", "disk": True, "room": False, "query": True},
    )


def test_a_server_whose_folder_is_gone_says_so_without_naming_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(tmp_path)

    status, body, _reference = asked()

    assert (status, body["disk"], body["query"]) == (503, False, False)
    assert str(tmp_path) not in json.dumps(body) + caplog.text


def test_a_server_whose_snapshot_is_broken_says_so_and_the_log_says_why(
    small_demo: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    assert asked()[0] == 200
    asking.forget_answers()
    small_demo.snapshot.write_bytes(b"no database" * 1_000)

    status, body, reference = asked()

    assert (status, body) == (
        503,
        {"status": "failing", "disk": True, "room": True, "query": False},
    )
    assert f"reference {reference}: the check of query failed: IOException" in caplog.text


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


def operation(**payload: Any) -> BackMsg:
    return BackMsg(backend_operation_request=BackendOperationRequest(**payload))


@pytest.mark.parametrize(
    ("asked_for", "is_ours"),
    [
        (BackMsg(rerun_script=ClientState()), True),
        (operation(deferred_file=DeferredFileRequestPayload(file_id="a")), True),
        (operation(install_skills=InstallSkillsRequestPayload()), False),
        (operation(dismiss_skills_nudge=DismissSkillsNudgeRequestPayload()), False),
        (BackMsg(load_git_info=True), False),
        (BackMsg(clear_cache=True), False),
        (BackMsg(set_run_on_save=True), False),
        (BackMsg(), False),
    ],
)
def test_a_hosted_server_hears_only_what_its_pages_say(asked_for: BackMsg, is_ours: bool) -> None:
    message = {"type": "websocket.receive", "bytes": asked_for.SerializeToString()}

    assert server.is_asked_by_us(message) is is_ours


def test_what_is_no_message_is_left_to_streamlit_to_refuse() -> None:
    assert server.is_asked_by_us({"type": "websocket.receive", "bytes": b"\xff\xff"})


@pytest.mark.parametrize(("is_behind_tls", "flag"), [(True, "; Secure"), (False, "")])
def test_behind_tls_no_cookie_travels_without(is_behind_tls: bool, flag: str) -> None:
    answer, sent = Response(), list[Message]()
    answer.set_cookie("a", "1")
    answer.set_cookie("b", "2")

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    guarded = server.SecurityHeaders(answer, is_hosted=True, is_behind_tls=is_behind_tls)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, guarded(REQUEST.scope, receive, send)).result()

    given = Headers(raw=sent[0]["headers"]).getlist("set-cookie")
    assert given == [f"{one}; Path=/; SameSite=lax{flag}" for one in ("a=1", "b=2")]


def test_a_connection_sends_at_once_though_streamlit_names_no_protocol(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(base_events, "_set_nodelay", base_events._set_nodelay)  # type: ignore[attr-defined]
    server.configure()

    with socket.socket(socket.AF_INET) as streamlits, socket.socket(socket.AF_UNIX) as no_tcp:
        for one in (streamlits, no_tcp):
            base_events._set_nodelay(one)  # type: ignore[attr-defined]
        assert streamlits.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
