"""The colours: words and marks stand out from what is behind them, and from each other for everybody."""

import itertools
import tomllib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from touchpoints.charting import PALETTES, Theme, contrast

ROOT = Path(__file__).resolve().parents[1]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
WORDS, MARKS = 4.5, 3.0  # WCAG 2.2 AA: contrast of text, and of what must be seen to understand
APART = 14.0  # in CIELAB; 2.3 is the least that an eye tells apart side by side
# How linear RGB reaches eyes without one kind of cone (Machado, Oliveira and Fernandes 2009, severity 1).
EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}  # fmt: skip
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
# What charts draw beside each other.
TOGETHER = (
    ("negative", "mixed", "neutral", "positive"),
    ("negative", "accent"),
    ("accent", "neutral"),
    ("accent", "ghost"),
    ("negative", "quiet", "positive"),
)
themes = pytest.mark.parametrize("theme", list(PALETTES))


def linear(colour: str) -> np.ndarray:
    shares = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    part = XYZ @ rgb / XYZ.sum(axis=1)
    x, y, z = np.where(part > 0.008856, np.cbrt(part), 7.787 * part + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def seen(colour: str, eye: np.ndarray) -> np.ndarray:
    return lab(np.clip(eye @ linear(colour), 0, 1))


def mixed(ramp: tuple[str, ...], at: float) -> str:
    """The colour of a ramp at a place from 0 to 1, between its colours as Vega's "lab" goes."""
    place = at * (len(ramp) - 1)
    first = min(int(place), len(ramp) - 2)
    low, high = (lab(linear(colour)) for colour in ramp[first : first + 2])
    lightness, a, b = low + (high - low) * (place - first)
    y = (lightness + 16) / 116
    part = np.array([y + a / 500, y, y - b / 200])
    part = np.where(part**3 > 0.008856, part**3, (part - 16 / 116) / 7.787)
    rgb = np.clip(np.linalg.inv(XYZ) @ (part * XYZ.sum(axis=1)), 0, 1)
    shares = np.where(rgb <= 0.0031308, rgb * 12.92, 1.055 * rgb ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(float(share) * 255):02x}" for share in shares)


def test_black_on_white_has_the_contrast_that_the_standard_states() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@themes
def test_words_stand_out_from_every_background_of_the_theme(theme: Theme) -> None:
    palette, told = PALETTES[theme], THEME[theme]
    papers = [one[name] for one in (told, told["sidebar"])
              for name in ("backgroundColor", "secondaryBackgroundColor")]  # fmt: skip
    words = [told[name] for name in ("textColor", "linkColor", "orangeTextColor", "blueTextColor")]
    pairs = [*itertools.product([*words, palette.quiet, palette.ink], papers)]
    pairs += [
        (told["textColor"], told[f"{name}BackgroundColor"]) for name in ("orange", "blue", "gray")
    ]
    pairs += [
        (told[f"{name}TextColor"], told[f"{name}BackgroundColor"]) for name in ("orange", "blue")
    ]

    assert palette.paper == told["backgroundColor"]
    assert palette.ink == told["textColor"]
    assert {pair: found for pair in pairs if (found := contrast(*pair)) < WORDS} == {}


@themes
def test_marks_stand_out_from_the_paper_and_words_from_the_marks(theme: Theme) -> None:
    palette = PALETTES[theme]

    for name in ("accent", "negative", "mixed", "neutral", "positive"):
        colour = getattr(palette, name)
        assert contrast(colour, palette.paper) >= MARKS, name
        assert contrast(palette.ink_on(colour), colour) >= WORDS, name


@themes
def test_a_number_can_be_read_on_every_cell_of_a_heatmap(theme: Theme) -> None:
    palette = PALETTES[theme]
    low, high = palette.diverging_turns
    ramps: tuple[tuple[tuple[str, ...], Callable[[float], bool], int, int], ...] = (
        (palette.sequential, lambda at: at > palette.sequential_turn, -1, 0),
        (palette.diverging, lambda at: at < low or at > high, 0, 3),
        ((palette.ghost, palette.negative), lambda at: at > palette.negative_turn, 1, 0),
    )

    for ramp, is_vivid, vivid, pale in ramps:
        for at in np.linspace(0, 1, 101):
            words = palette.ink_on(ramp[vivid if is_vivid(at) else pale])
            assert contrast(words, mixed(ramp, float(at))) >= WORDS, (ramp, at)


@themes
@pytest.mark.parametrize("eye", list(EYES))
def test_colours_that_stand_together_are_told_apart_by_every_eye(theme: Theme, eye: str) -> None:
    palette = PALETTES[theme]
    apart = {
        pair: float(np.linalg.norm(np.subtract(*(seen(getattr(palette, name), EYES[eye]) for name in pair))))
        for names in TOGETHER
        for pair in itertools.combinations(names, 2)
    }  # fmt: skip

    assert {pair: found for pair, found in apart.items() if found < APART} == {}


@themes
@pytest.mark.parametrize("eye", list(EYES))
def test_a_ramp_goes_from_less_to_more_for_every_eye(theme: Theme, eye: str) -> None:
    palette = PALETTES[theme]
    less_to_more = [seen(colour, EYES[eye]) for colour in palette.sequential]
    worse_to_better = [seen(colour, EYES[eye]) for colour in palette.diverging]

    lighter = np.diff([one[0] for one in less_to_more]) * (-1 if theme == "light" else 1)
    assert min(lighter) > 5
    assert min(np.linalg.norm(np.diff(worse_to_better, axis=0), axis=1)) > 12
    assert np.linalg.norm(worse_to_better[0] - worse_to_better[-1]) > 3 * APART
