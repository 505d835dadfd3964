"""A chart's picture needs nothing from elsewhere and says what the chart says."""

import io
import xml.etree.ElementTree as ET

import pandas as pd
import pytest
from PIL import Image

from touchpoints.analyses import funnel
from touchpoints.charting import Drawing, Look
from touchpoints.exports import exhibits, pictures

SVG = "{http://www.w3.org/2000/svg}"
TEXTS = {"finding": "A & B <lost>", "definition": "Counted once."}


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "step": ["ad", "<b>buy</b>"],
            "people": [4000, 1500],
            "share": [1.0, 0.375],
            "conversion": [None, 0.375],
            "low": [None, 0.36],
            "high": [None, 0.39],
            "lost": [0, 2500],
            "still_open": [0, 0],
            "median_seconds": [None, 90.0],
        }
    )


def test_a_picture_has_its_finding_as_title_its_figures_as_text_and_our_font(
    rows: pd.DataFrame,
) -> None:
    picture = pictures.alone(funnel.chart(Look("pt")), rows, stamp="Loja", **TEXTS)

    root = ET.fromstring(picture)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert root.findtext(f"{SVG}title") == "A & B <lost>"
    assert root.findtext(f"{SVG}desc") == "Counted once."
    assert {"4.000 pessoas", "1.500 pessoas", "A & B <lost>", "Loja"} <= set(texts)
    assert any("<b>buy</b>" in text for text in texts)
    assert {text.get("font-family") for text in root.iter(f"{SVG}text")} == {"Figtree, sans-serif"}
    assert picture.count("data:font/woff2;base64,") == 2
    assert "http" not in picture.replace("http://www.w3.org", "")


def test_a_png_is_as_sharp_as_asked_and_not_transparent(rows: pd.DataFrame) -> None:
    picture = pictures.svg(funnel.chart(Look()), rows, finding="", definition="", width=400)

    with Image.open(io.BytesIO(pictures.png(picture, 2.0))) as image:
        assert image.width == 800
        assert image.convert("RGBA").getpixel((1, 1)) == (255, 255, 255, 255)


def test_a_dark_chart_is_light_on_paper() -> None:
    dark = funnel.chart(Look("es", theme="dark"))

    assert isinstance(dark, Drawing)
    assert dark.again(Look("es")) is funnel.chart(Look("es"))
    assert exhibits.light(dark) == funnel.chart(Look())


def test_no_picture_fetches_anything(rows: pd.DataFrame) -> None:
    spec = {**funnel.chart(Look()), "data": {"url": "https://example.com/rows.json"}}

    with pytest.raises(ValueError, match="allowed"):
        pictures.svg(spec, rows, finding="", definition="")


def test_names_with_characters_that_no_xml_holds_are_drawn_without_them(rows: pd.DataFrame) -> None:
    """The converter ends the whole process where it is given one."""
    odd = "odd\x00\x0b\x1b[31m\ufffe name"
    texts = {"finding": odd, "definition": odd}

    picture = pictures.alone(funnel.chart(Look()), rows.assign(step=odd), stamp=odd, **texts)

    assert ET.fromstring(picture).findtext(f"{SVG}title") == "odd[31m name"
    assert picture.count("odd[31m name") >= 4
    assert pictures.png(picture)
