"""Whether this process can work, asked by a proxy or a container at `/healthz`: no path and no name in it."""

import logging
import secrets
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse

from touchpoints import demo, room
from touchpoints.model import Filters
from touchpoints.ui import session

NOT_KEPT = {"Cache-Control": "no-store"}
log = logging.getLogger("touchpoints")


def answer(_request: Request) -> JSONResponse:
    """200 where everything works, else 503 with the reference of the log; what works and what does not."""
    reference = secrets.token_hex(3).upper()
    found = {name: _works(name, check, reference) for name, check in CHECKS.items()}
    if all(found.values()):
        return JSONResponse({"status": "ok", **found}, 200, NOT_KEPT)
    return JSONResponse({"status": "failing", **found, "reference": reference}, 503, NOT_KEPT)


def _works(name: str, check: Callable[[], None], reference: str) -> bool:
    try:
        check()
    except Exception as error:  # noqa: BLE001 whatever it is, it does not work
        told = {"reference": reference, "check": name, "why": type(error).__name__}
        log.warning("reference %(reference)s: the check of %(check)s failed: %(why)s", told)
        return False
    return True


def _can_write() -> None:
    probe = session.folder() / f".health-{secrets.token_hex(4)}"
    try:
        probe.write_bytes(b"ok")
    finally:
        probe.unlink(missing_ok=True)


def _has_room() -> None:
    room.require(session.folder(), 0)


def _a_query_answers() -> None:
    demo.workspace(session.folder(), "en").read("period", Filters().values())


CHECKS = {"disk": _can_write, "room": _has_room, "query": _a_query_answers}
