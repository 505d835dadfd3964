"""The log of a hosted server: one JSON object a line, in which nothing of a visitor stands.

A record of ours has its values as a mapping, and none of them comes from a file or a person. Of another
library's record the template is written without its values, which may be addresses; of an exception
its kind and where it was raised, without its message, which may quote a cell.
"""

import datetime as dt
import json
import logging
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import uvicorn.config
from streamlit import config

OURS = "touchpoints"


def as_json() -> None:
    """From now on every record of this process is one such line, whoever formats it."""
    config.set_option("logger.messageFormat", "%(message)s")
    uvicorn.config.LOGGING_CONFIG["formatters"]["default"]["fmt"] = "%(message)s"
    logging.setLogRecordFactory(Line)
    threading.excepthook = _thread_stopped


def _thread_stopped(told: threading.ExceptHookArgs) -> None:
    logging.getLogger(OURS).error("a thread stopped", exc_info=told.exc_value)


class Line(logging.LogRecord):
    """A record whose message is the whole line, so that no formatter can add to it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.error = self.exc_info[1] if self.exc_info else None
        self.exc_info = self.stack_info = None

    def getMessage(self) -> str:
        """The line."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(self.created, dt.UTC).isoformat(),
            "level": self.levelname,
            "logger": self.name,
            "message": str(self.msg),
        }
        if self.name == OURS:
            line["message"] = super().getMessage()
            line |= self.args if isinstance(self.args, Mapping) else {}
        if self.error is not None:
            frames = traceback.extract_tb(self.error.__traceback__)
            line["error"] = type(self.error).__name__
            line["raised"] = [
                f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames
            ]
        return json.dumps(line, ensure_ascii=False, default=str)
