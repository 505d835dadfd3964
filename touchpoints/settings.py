"""Every setting of the app, in one place: environment variables, else `config.toml`, else what is usual.

The names here in capitals with `TOUCHPOINTS_` before them are the environment variables; in lower case
they are the keys of `config.toml` (beside app.py, or where TOUCHPOINTS_CONFIG says). docs/settings.md
is written from this file.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from touchpoints.errors import SettingsWrong

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "TOUCHPOINTS_"
Mode = Literal["local", "hosted"]
SHORTEST_SECRET = 32


def _means(meaning: str) -> dict[str, str]:
    return {"meaning": meaning}


@dataclass(frozen=True)
class Settings:
    """What the app was told. SettingsWrong where a value cannot be meant."""

    mode: Mode = field(
        default="local",
        metadata=_means(
            "`local`: whoever opens the page owns the machine; `hosted`: people sign in and see theirs"
        ),
    )
    data: Path = field(
        default=ROOT / "data" / "workspaces",
        metadata=_means("the folder that holds the workspaces"),
    )
    memory: str = field(
        default="1GB", metadata=_means("memory that the queries of one workspace may use")
    )
    threads: int = field(
        default=0, metadata=_means("threads that they may use; 0 means all processors, at most 4")
    )
    query_seconds: int = field(default=60, metadata=_means("seconds that one query may take"))
    upload_megabytes: int = field(default=1024, metadata=_means("megabytes that one file may have"))
    rows_per_file: int = field(default=20_000_000, metadata=_means("rows that one table may have"))
    workspace_megabytes: int = field(
        default=20_000,
        metadata=_means(
            "megabytes of disk that one workspace may take, its last versions included"
        ),
    )
    free_megabytes: int = field(
        default=500,
        metadata=_means("megabytes of disk that stay free: what would need them is refused before"),
    )
    host: str = field(
        default="", metadata=_means("hosted: the name under which the server is reached")
    )
    cookie_secret: str = field(
        default="",
        metadata=_means("hosted: signs cookies and links; 32 characters or more, kept secret"),
    )
    sign_in_metadata_url: str = field(
        default="",
        metadata=_means(
            "hosted, OpenID Connect: the provider's `.well-known/openid-configuration`"
        ),
    )
    sign_in_client_id: str = field(
        default="", metadata=_means("hosted, OpenID Connect: the client's id")
    )
    sign_in_client_secret: str = field(
        default="", metadata=_means("hosted, OpenID Connect: the client's secret")
    )
    sign_in_header: str = field(
        default="",
        metadata=_means(
            "hosted, instead of OpenID Connect: the header in which a trusted proxy tells the e-mail address"
        ),
    )
    workspaces_per_owner: int = field(
        default=20, metadata=_means("hosted: workspaces that one person may own")
    )

    def __post_init__(self) -> None:
        if self.mode not in get_args(Mode):
            raise _wrong("mode", "It is “local” or “hosted”.")
        if self.mode == "hosted":
            self._check_hosted()

    def _check_hosted(self) -> None:
        if not self.host:
            raise _wrong("host", "A hosted server needs the name under which it is reached.")
        if len(self.cookie_secret) < SHORTEST_SECRET:
            raise _wrong(
                "cookie_secret", "A hosted server needs a secret of 32 characters or more."
            )
        openid = (self.sign_in_metadata_url, self.sign_in_client_id, self.sign_in_client_secret)
        if all(openid) == bool(self.sign_in_header) or any(openid) != all(openid):
            raise _wrong(
                "sign_in",
                "A hosted server needs either all three settings of OpenID Connect or the header "
                "of a trusted proxy.",
            )

    @property
    def is_hosted(self) -> bool:
        """Whether people sign in and see what is theirs."""
        return self.mode == "hosted"

    @property
    def processors(self) -> int:
        """The threads of a workspace's queries."""
        return self.threads or min(os.cpu_count() or 2, 4)


def _wrong(name: str, reason: str) -> SettingsWrong:
    return SettingsWrong(PREFIX + name.upper(), reason)


def read(environment: Mapping[str, str], file: Path) -> Settings:
    """The settings of an environment and a file. SettingsWrong."""
    written = _written(file) if file.exists() else {}
    known = {one.name: one for one in fields(Settings)}
    for name in written:
        if name not in known:
            raise _wrong(name, "There is no such setting.")
    values: dict[str, Any] = {}
    for name, one in known.items():
        given = environment.get(PREFIX + name.upper(), written.get(name))
        if given is not None:
            values[name] = _typed(name, one.type, given)
    return Settings(**values)


def _written(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise _wrong("config", f"The file {file} cannot be read: {error}.") from error


def _typed(name: str, kind: Any, given: object) -> object:
    if kind is Path:
        return Path(str(given)).expanduser()
    if kind is not int:
        return str(given)
    try:
        number = int(str(given))
    except ValueError:
        number = -1
    if number < 0:
        raise _wrong(name, "It is a whole number, 0 or more.")
    return number


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings of this process, as it was started. SettingsWrong."""
    file = os.environ.get(f"{PREFIX}CONFIG")
    return read(os.environ, Path(file) if file else ROOT / "config.toml")


def documented() -> str:
    """The text of docs/settings.md."""
    rows = [
        f"| `{PREFIX}{one.name.upper()}` | `{one.name}` | {one.metadata['meaning']} | {_shown(one.default)} |"
        for one in fields(Settings)
    ]
    return "\n".join([_PAGE, *rows, ""])


def _shown(default: object) -> str:
    path = default.relative_to(ROOT).as_posix() if isinstance(default, Path) else default
    return f"`{path}`" if path != "" else ""


_PAGE = """\
# Settings

An environment variable goes before the key of `config.toml`, which stands beside `app.py` or where
`TOUCHPOINTS_CONFIG` says. A setting that cannot be meant stops the start with a sentence. The address and
the port are Streamlit's, in `.streamlit/config.toml` or as `STREAMLIT_SERVER_ADDRESS` and so on.

| environment variable | key | meaning | usual |
|---|---|---|---|"""
