"""Text as XML may hold it. Pictures and slides are XML, and what draws them stops, the server with it, where a
name of a file has more: NUL, escapes of a terminal."""

import re
from typing import Any

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legible(value: Any) -> Any:
    """A text, or whatever of lists and objects holds texts, without the characters that XML cannot hold."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, list):
        return [legible(one) for one in value]
    if isinstance(value, dict):
        return {legible(name): legible(one) for name, one in value.items()}
    return value
