"""A page run without a browser: what it says, and the tables that its charts were given."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from touchpoints.workspaces import Workspace

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "touchpoints" / "ui" / "shell.py"
START = "start/welcome"
PAGES = (
    START,
    "start/overview",
    "start/data",
    "journey/funnel",
    "journey/heatmap",
    "journey/trends",
    "journey/scorecard",
    "journey/paths",
    "journey/changes",
    "journey/attribution",
    "journey/person",
    "journey/response",
    "journey/loyalty",
    "voice/feedback",
    "voice/score_trend",
    "voice/themes",
    "voice/terms",
    "voice/before",
    "voice/drivers",
    "voice/comments",
    "voice/adjust",
    "share/report",
    "share/present",
    "share/workspace",
    "share/privacy",
)

Link = Mapping[str, str | list[str]]


def visit(
    page: str, workspace: Workspace | None = None, language: str = "en", link: Link | None = None
) -> AppTest:
    """The page ("journey/funnel") inside the shell, as a link with these values opens it."""
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    app.query_params["lang"] = language
    if workspace is not None:
        app.query_params["w"] = workspace.identifier
    for name, value in (link or {}).items():
        app.query_params[name] = value
    app.run()
    return app if page == START else app.switch_page(f"../../pages/{page}.py").run()


def open_directly(page: str, workspace: Workspace, link: Link) -> AppTest:
    """The page as a link to it opens it, without the start page before: the link is still whole."""
    app = visit(page)
    app.query_params["w"] = workspace.identifier
    for name, value in link.items():
        app.query_params[name] = value
    return app.run()


def charted(app: AppTest, place: int = 0) -> pd.DataFrame:
    """The table that the chart at this place of the page draws."""
    return convert_arrow_bytes_to_pandas_df(app.get("vega_lite_chart")[place].proto.data.data)


def figures(app: AppTest) -> dict[str, str]:
    """The tiles: title -> figure."""
    return {tile.label.strip(): str(tile.value) for tile in app.metric}


def texts(app: AppTest) -> str:
    """Every sentence of the page and its sidebar, as Markdown."""
    kinds: Iterable[Iterable[object]] = (
        app.title, app.header, app.subheader, app.markdown, app.caption,
        app.info, app.warning, app.error, app.success,
    )  # fmt: skip
    return "\n".join(str(getattr(one, "value", "")) for kind in kinds for one in kind)


def choose(app: AppTest, title: str, *values: object) -> AppTest:
    """Set the choice of this title: one value of a switch, any number in a list."""
    for one in app.multiselect:
        if one.label == title:
            return one.set_value(list(values)).run()
    switch = next(one for one in app.button_group if one.label == title)
    return switch.set_value(values[0]).run()


def unfold(app: AppTest, name: str) -> AppTest:
    """The page with what is drawn once this line of it is unfolded."""
    app.session_state[f"folded {name}"] = True
    return app.run()


def unfolded(app: AppTest, table: str) -> pd.DataFrame:
    """The table behind a line of a page."""
    return unfold(app, f"table {table}").dataframe[-1].value
