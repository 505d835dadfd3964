"""One style for every chart: colours, type, numbers in the reader's language.

A chart function builds a Vega-Lite 6 spec once for each look and keeps it; the data are a dataset named
"source" that the caller hands over beside it. Nothing in a spec depends on the data, so what depends
on them (which label fits, which side a number stands) is said as a Vega expression.
"""

import contextvars
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Concatenate, Literal, ParamSpec

import altair as alt
from babel import Locale
from babel.dates import get_day_names, get_month_names

from touchpoints import i18n

Theme = Literal["light", "dark"]
Size = Literal["normal", "large"]
Spec = dict[str, Any]


class Drawing(Spec):
    """A spec that can be drawn again in another look: reports are light whatever the screen is."""

    again: "Callable[[Look], Drawing]"


Options = ParamSpec("Options")

SOURCE = "source"
FONT = "Figtree, sans-serif"
# A Vega expression: how wide the chart is with the names of its rows. `width` is that at first, then what they
# leave; a legend or a title that broke anew in between would find no room above the chart.
WHOLE_WIDTH = "(width && containerSize()[0] || width)"


def contrast(one: str, other: str) -> float:
    """How far apart two colours are in lightness, from 1 to 21, as WCAG 2 counts."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return sum(part * one for part, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; told apart with every common kind of colour blindness."""

    paper: str
    ink: str
    quiet: str
    line: str
    ghost: str
    accent: str
    negative: str
    mixed: str
    neutral: str
    positive: str
    sequential: tuple[str, ...]
    diverging: tuple[str, ...]
    # Where on a ramp from 0 to 1 the words on it change between black and white.
    sequential_turn: float
    diverging_turns: tuple[float, float]
    negative_turn: float
    on_dark: str = "#ffffff"
    on_light: str = "#000000"

    def ink_on(self, colour: str) -> str:
        """The colour of words on a mark of this colour: black or white, whichever stands out more."""
        return max((self.on_dark, self.on_light), key=lambda words: contrast(words, colour))


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#fdfcfa",
        ink="#1c2526",
        quiet="#566164",
        line="#d9d4ca",
        ghost="#e4dfd5",
        accent="#0b6b63",
        negative="#a63c06",
        mixed="#b8860b",
        neutral="#918e86",
        positive="#0a6aa6",
        sequential=("#e6f1ef", "#b7d9d4", "#7dbbb3", "#3f958c", "#0b6b63", "#064741"),
        diverging=("#a33f06", "#dd8a4f", "#f3d3ba", "#ece9e2", "#bdd7e8", "#5b9fcb", "#0a5a8f"),
        sequential_turn=0.69,
        diverging_turns=(0.07, 0.92),
        negative_turn=0.82,
    ),
    "dark": Palette(
        paper="#12191b",
        ink="#e9eeec",
        quiet="#a3b1b1",
        line="#37454a",
        ghost="#2a363a",
        accent="#58c4b6",
        negative="#e8762e",
        mixed="#f0cf6a",
        neutral="#74848a",
        positive="#5fb3e6",
        sequential=("#1b2c2e", "#1f4645", "#266460", "#33897f", "#58c4b6", "#a9ebe0"),
        diverging=("#ff9d5c", "#b8622b", "#5e3a25", "#2c3538", "#23475c", "#2f7fae", "#7cc8f5"),
        sequential_turn=0.57,
        diverging_turns=(0.18, 0.83),
        negative_turn=0.69,
    ),
}


@dataclass(frozen=True)
class Look:
    """How a chart is to look: language "pt", "es" or "en"; theme; "large" for a projector."""

    language: str = "en"
    theme: Theme = "light"
    size: Size = "normal"

    @property
    def palette(self) -> Palette:
        return PALETTES[self.theme]

    @property
    def text(self) -> int:
        """The size of ordinary text in pixels."""
        return 18 if self.size == "large" else 13

    @property
    def small(self) -> int:
        """The size of notes in pixels."""
        return 15 if self.size == "large" else 12

    def scaled(self, pixels: float) -> float:
        """A length that grows with the text."""
        return pixels * self.text / 13


def drawn(
    build: Callable[Concatenate[Look, Options], alt.TopLevelMixin],
) -> Callable[Concatenate[Look, Options], Drawing]:
    """Make a function that builds a chart one that returns its spec: in our style and in the look's
    language, built once for each combination of arguments. The caller must not change the spec."""

    @lru_cache(maxsize=512)
    def kept(look: Look, options: tuple[Any, ...], names: tuple[tuple[str, Any], ...]) -> Drawing:
        def speaking() -> Spec:
            i18n.use(look.language)
            return styled(build(look, *options, **dict(names)), look)

        drawing = Drawing(contextvars.copy_context().run(speaking))
        drawing.again = lambda other: kept(other, options, names)
        return drawing

    def spec(look: Look, /, *options: Options.args, **names: Options.kwargs) -> Drawing:
        return kept(look, options, tuple(sorted(names.items())))

    spec.__name__, spec.__doc__ = build.__name__, build.__doc__
    return spec


def source() -> alt.NamedData:
    """The dataset that the caller hands over beside the spec."""
    return alt.NamedData(name=SOURCE)


def styled(chart: alt.TopLevelMixin, look: Look) -> Spec:
    """The chart's spec with our configuration in it."""
    # Each part was checked when it was made; the whole takes as long again as building it.
    spec: Spec = chart.to_dict(validate=False)
    palette = look.palette
    spec["autosize"] = {"type": "fit-x", "contains": "padding"}
    spec["config"] = {
        # The picture has one name, its finding, and a table; its marks need none in field names.
        "aria": False,
        "background": "transparent",
        "font": FONT,
        "padding": {"left": 2, "right": 6, "top": 4, "bottom": 4},
        "view": {"stroke": None},
        "text": {"font": FONT, "fontSize": look.text, "color": palette.ink},
        "bar": {"cornerRadius": 3},
        "axis": {
            "domain": False,
            "ticks": False,
            "grid": False,
            "labelFont": FONT,
            "titleFont": FONT,
            "labelFontSize": look.text,
            "titleFontSize": look.small,
            "labelColor": palette.ink,
            "titleColor": palette.quiet,
            "titleFontWeight": "normal",
            "labelPadding": 6,
            "gridColor": palette.line,
        },
        "legend": {
            "labelFont": FONT,
            "titleFont": FONT,
            "labelFontSize": look.small,
            "titleFontSize": look.small,
            "labelColor": palette.ink,
            "titleColor": palette.quiet,
            "titleFontWeight": "normal",
            "orient": "top",
            "symbolType": "square",
            "labelLimit": 240,
        },
        "locale": locale(look.language),
    }
    return spec


@lru_cache
def locale(language: str) -> Spec:
    """Numbers and dates of a language as d3 wants them."""
    decimal, thousands = (".", ",") if language == "en" else (",", ".")
    babel = Locale.parse(i18n.LOCALES[language])
    days = [get_day_names(width, locale=babel) for width in ("wide", "abbreviated")]
    months = [get_month_names(width, locale=babel) for width in ("wide", "abbreviated")]
    dates = ("%m/%d/%Y" if language == "en" else "%d/%m/%Y", "%H:%M:%S")
    return {
        "number": {
            "decimal": decimal,
            "thousands": thousands,
            "grouping": [3],
            "currency": ["R$ ", ""] if language == "pt" else ["", ""],
            "percent": "\u00a0%" if language == "es" else "%",
        },
        "time": {
            "dateTime": f"{dates[0]} {dates[1]}",
            "date": dates[0],
            "time": dates[1],
            "periods": ["AM", "PM"],
            "days": [str(days[0][(index + 6) % 7]) for index in range(7)],
            "shortDays": [str(days[1][(index + 6) % 7]) for index in range(7)],
            "months": [str(months[0][index]) for index in range(1, 13)],
            "shortMonths": [str(months[1][index]) for index in range(1, 13)],
        },
    }


def sentence(template: str, **holes: str) -> str:
    """A Vega expression that fills the holes of a translated sentence, each with an expression."""
    parts = re.split(r"(\{\w+\})", template)
    return " + ".join(
        f"({holes[part[1:-1]]})" if part.startswith("{") else json.dumps(part, ensure_ascii=False)
        for part in parts
        if part
    )


def counted(count: str, one: str, many: str, **holes: str) -> str:
    """A Vega expression: the sentence that fits the number `count` (an expression), `one` where it is 1,
    with its holes filled as in `sentence`."""
    return f"({count} == 1 ? {sentence(one, **holes)} : {sentence(many, **holes)})"


def ink(look: Look, strength: str, sure: str = "true") -> str:
    """A Vega expression: the colour of words on a cell of the sequential ramp at `strength` (an expression
    from 0 to 1); a cell that is not `sure` (an expression) is drawn pale."""
    palette = look.palette
    strong, weak = palette.ink_on(palette.sequential[-1]), palette.ink_on(palette.sequential[0])
    return f"{sure} && {strength} > {palette.sequential_turn} ? {strong!r} : {weak!r}"


def whole(expression: str) -> str:
    """A Vega expression: a number with its thousands marked."""
    return f"format({expression}, ',.0f')"


def short(expression: str) -> str:
    """A Vega expression: a number in few characters (1.2k)."""
    return f"({expression} < 1000 ? format({expression}, ',.0f') : format({expression}, '.2~s'))"


def decimals(expression: str, digits: int = 1) -> str:
    """A Vega expression: a number with `digits` decimals."""
    return f"format({expression}, ',.{digits}f')"


def percent(expression: str, digits: int = 0) -> str:
    """A Vega expression: a share as a per cent; below 1% with two decimals."""
    fine = f"abs({expression}) > 0 && abs({expression}) < 0.01"
    return f"({fine} ? format({expression}, '.2%') : format({expression}, '.{digits}%'))"


def duration(expression: str) -> str:
    """A Vega expression: seconds in their two largest units, "2 d 3 h" (as `i18n.duration`)."""
    clauses = []
    for size, unit, finer, finer_unit in (
        (86400, "d", 3600, "h"),
        (3600, "h", 60, "min"),
        (60, "min", 1, "s"),
    ):
        left = f"floor((s % {size}) / {finer})".replace("s %", f"round({expression}) %")
        clauses.append(
            f"round({expression}) >= {size} ? format(floor(round({expression}) / {size}), ',') + ' {unit}'"
            f" + ({left} > 0 ? ' ' + {left} + ' {finer_unit}' : '')"
        )
    return f"({' : '.join(clauses)} : round({expression}) + ' s')"


def brief_duration(expression: str) -> str:
    """A Vega expression: seconds in their largest unit, "2 d"."""
    units = ((86400, "d"), (3600, "h"), (60, "min"))
    clauses = [
        f"{expression} >= {size} ? format(round({expression} / {size}), ',') + ' {unit}'"
        for size, unit in units
    ]
    return f"({' : '.join(clauses)} : round({expression}) + ' s')"


def wrapped(expression: str, roomy: float = 600, characters: str = "18") -> str:
    """A Vega expression: the lines (an array) of a long name, of at most so many characters (an
    expression too) where the chart is narrower than `roomy` pixels and the words allow it."""
    line = f"regexp('(.{{1,' + {characters} + '}})( |$)', 'g')"
    lines = f"replace(replace({expression}, {line}, '$1\\n'), /\\n$/, '')"
    return f"split(width < {roomy} ? {lines} : {expression}, '\\n')"


def column_width(look: Look) -> str:
    """A Vega expression: about how wide the columns of a matrix are, where `bandwidth('x')` would change
    after its titles found their room (see WHOLE_WIDTH): by the longest name of its rows."""
    letters = " + ".join(
        f"4 * test(regexp('[^|]{{{least},}}'), join(domain('y'), '|'))" for least in (7, 11, 15, 19)
    )
    return f"(({WHOLE_WIDTH} - {look.scaled(6.6)} * (6 + {letters})) / length(domain('x')))"


def column_titles(look: Look, narrowest: float = 48, longest: float = 220) -> dict[str, Any]:
    """Properties of the axis above a matrix: titles wrap where they are longer than their column; below
    `narrowest` pixels they stand upright."""
    column = column_width(look)
    narrow = f"{column} < {look.scaled(narrowest)}"
    letters = f"max(7, floor({column} / {look.scaled(6.4)}))"
    more_lines = " + ".join(
        f"test(regexp('[^|]{{' + ({times} * {letters} + 1) + ',}}'), join(domain('x'), '|'))"
        for times in (1, 2, 3)
    )
    return {
        "orient": "top",
        "title": None,
        "labelExpr": f"{narrow} ? datum.label : {wrapped('datum.label', 1e9, letters)}",
        "labelAngle": alt.ExprRef(f"{narrow} ? -90 : 0"),
        "labelAlign": alt.ExprRef(f"{narrow} ? 'left' : 'center'"),
        "labelBaseline": alt.ExprRef(f"{narrow} ? 'middle' : 'bottom'"),
        "labelPadding": alt.ExprRef(f"6 + ({narrow} ? 0 : {look.scaled(14)} * ({more_lines}))"),
        "labelLimit": look.scaled(longest),
        "labelOverlap": False,
        "labelFontSize": look.small,
    }


def two_lines(expression: str) -> str:
    """A Vega expression: of `wrapped` lines the first two, where there are more marked as cut."""
    cut = f"truncate({expression}[1] + ' ', length({expression}[1]) - 1) + '…'"
    return f"length({expression}) > 2 ? [{expression}[0], {cut}] : {expression}"


def hollow_where_few(look: Look) -> dict[str, Any]:
    """Encodings of a dot: filled, or only its outline where `few` is true."""
    palette = look.palette
    filled = alt.when("datum.few").then(alt.value(palette.paper))
    return {
        "color": filled.otherwise(alt.value(palette.accent)),
        "stroke": alt.value(palette.accent),
    }


def centred_lines(look: Look, field: str = "lines") -> Spec:
    """Properties of a text mark whose text is `wrapped` lines, centred on their row."""
    height = look.scaled(14)
    middle = f"-(length(datum.{field}) - 1) * {height / 2}"
    return {"lineHeight": height, "dy": alt.ExprRef(middle)}


def row_names(look: Look, roomy: float = 600) -> Spec:
    """Properties of a vertical axis that shows long names whole: on two lines where it is narrow."""
    long = f"width < {roomy} && length(datum.label) > 18"
    return {
        "labelExpr": wrapped("datum.label", roomy),
        "labelBaseline": {"condition": {"test": long, "value": "bottom"}, "value": "middle"},
        "labelLineHeight": look.scaled(14),
        "labelLimit": look.scaled(260),
        "labelOverlap": False,
    }
