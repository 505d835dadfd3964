"""A chart as SVG and PNG: drawn here, offline, in our own font, with its finding as its text."""

import base64
import copy
import functools
import json
import re
import textwrap
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd

from touchpoints.charting import PALETTES, SOURCE, Spec
from touchpoints.exports.legible import legible

FONTS = Path(__file__).parent / "fonts"
WEB_FONTS = Path(__file__).parents[1] / "ui" / "static"
VEGA_LITE = "6.4"
WIDTH, HEIGHT = 860, 300
LETTERS = 84  # of a line of the title
SHARP = 3.0  # pixels of a PNG for each of the chart


@functools.cache
def _converter() -> Any:
    """Loaded when the first picture is asked for: it takes longer than everything else of a start."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


@functools.cache
def font_face() -> str:
    """A style that carries our font, for pictures and pages that are opened elsewhere."""
    faces = []
    for part, characters in (
        ("latin", ""),
        ("latin-ext", "unicode-range:U+100-2BA,U+1E00-1EFF,U+20A0-20C0;"),
    ):
        font = base64.b64encode((WEB_FONTS / f"figtree-{part}-wght-normal.woff2").read_bytes())
        faces.append(
            f"@font-face{{font-family:Figtree;font-weight:300 900;{characters}"
            f"src:url(data:font/woff2;base64,{font.decode()}) format('woff2')}}"
        )
    return "".join(faces)


def titled(spec: Spec, finding: str, stamp: str) -> Spec:
    """The chart with its finding above it and whose it is below, to be shown on its own."""
    whole = copy.deepcopy(spec)
    text = {"anchor": "start", "frame": "group", "fontSize": 18, "fontWeight": 600, "offset": 16}
    ink, quiet = PALETTES["light"].ink, PALETTES["light"].quiet
    whole["title"] = {
        "text": textwrap.wrap(finding, LETTERS),
        "subtitle": textwrap.wrap(stamp, LETTERS + 40),
        "color": ink,
        "subtitleColor": quiet,
        "subtitlePadding": 6,
        **text,
    }
    return whole


def alone(spec: Spec, data: pd.DataFrame, *, finding: str, definition: str, stamp: str) -> str:
    """The chart as a file of its own: with its finding, its stamp and its font."""
    drawn = svg(titled(spec, finding, stamp), data, finding=finding, definition=definition)
    return drawn.replace("</desc>", f"</desc><style>{font_face()}</style>", 1)


def complete(spec: Spec, data: pd.DataFrame, width: int = WIDTH) -> Spec:
    """The spec with its data in it, as wide as asked for, on white paper: it needs nothing else."""
    whole = copy.deepcopy(spec)
    whole["datasets"] = {**whole.get("datasets", {}), SOURCE: records(data)}
    whole["width"] = width
    if whole.get("height") == "container":
        whole["height"] = HEIGHT
    whole["config"]["background"] = "#ffffff"
    whole["padding"] = 12
    cleaned: Spec = legible(whole)
    return cleaned


def records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as the chart reads them; moments without a zone, as in the browser."""
    moments = data.select_dtypes(["datetime"]).columns
    plain = data.assign(**{name: data[name].dt.strftime("%Y-%m-%dT%H:%M:%S") for name in moments})
    rows: list[dict[str, Any]] = json.loads(plain.to_json(orient="records"))
    return rows


def svg(
    spec: Spec, data: pd.DataFrame, *, finding: str, definition: str, width: int = WIDTH
) -> str:
    """The chart as an image with a title and a description, for eyes and for screen readers."""
    drawn: str = _converter().vegalite_to_svg(
        complete(spec, data, width), vl_version=VEGA_LITE, allowed_base_urls=[]
    )
    told = f"<title>{escape(legible(finding))}</title><desc>{escape(legible(definition))}</desc>"
    return re.sub(r"(<svg\b[^>]*)>", lambda tag: f'{tag[1]} role="img">{told}', drawn, count=1)


def png(picture: str, sharp: float = SHARP) -> bytes:
    """A picture of `svg` in pixels, `sharp` of them for each of the chart."""
    drawn: bytes = _converter().svg_to_png(picture, scale=sharp)
    return drawn
