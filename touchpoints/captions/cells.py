"""A table as people read it: every figure as text, an interval in one cell."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from touchpoints import i18n
from touchpoints.analyses import scores
from touchpoints.captions.words import spoken
from touchpoints.i18n import _, duration, number, percent

PER_CENTS = {
    *("share", "conversion", "other_conversion", "previous_conversion", "without", "staying"),
    *("negative", "coverage", "performance", "explained", "difference"),
}
# In the measure of the question, where the table is about one.
SCORES = {"score", "without", "impact"}
LOW, HIGH = "low", "high"


def told(table: pd.DataFrame, columns: Mapping[str, str]) -> tuple[pd.DataFrame, frozenset[str]]:
    """The columns of `columns` (titles, in order) as text, and which of them hold figures; what is
    unknown is "–"."""
    named = spoken(table)
    intervals, others = _intervals(), _other_titles()
    cells: dict[str, list[str]] = {}
    of_figures = set()
    for column, title in columns.items():
        if column not in named or column.endswith(HIGH):
            continue
        figures = named[column]
        written = _writer(table, column)
        rows = range(len(named))
        if column in intervals and column.replace(LOW, HIGH) in named:
            title, highs = intervals[column], named[column.replace(LOW, HIGH)]
            cells[title] = [_span(written, row, figures.iloc[row], highs.iloc[row]) for row in rows]
        else:
            title = others.get(column, title)
            cells[title] = [written(row, figures.iloc[row]) for row in rows]
        if pd.api.types.is_numeric_dtype(named[column]) and column != "weekday":
            of_figures.add(title)
    return pd.DataFrame(cells), frozenset(of_figures)


def _intervals() -> dict[str, str]:
    return {
        LOW: _("95% interval"),
        "without_low": _("Without it: 95% interval"),
        "staying_low": _("Staying: 95% interval"),
        "rating_low": _("Rating: 95% interval"),
        "negative_low": _("Negative: 95% interval"),
    }


def _other_titles() -> dict[str, str]:
    """Of columns that a spreadsheet holds as plain numbers and a reader sees otherwise."""
    return {
        "seconds": _("Time until then"),
        "median_seconds": _("Median time"),
        "mean_seconds": _("Mean time"),
        "p90_seconds": _("90th percentile of the time"),
        "weekday": _("Weekday"),
    }


Writer = Callable[[int, Any], str]


def _span(written: Writer, row: int, low: Any, high: Any) -> str:
    return (
        "–"
        if pd.isna(low)
        else _("{low} to {high}").format(low=written(row, low), high=written(row, high))
    )


def _writer(table: pd.DataFrame, column: str) -> Writer:
    """How the cells of a column are written: (row, value) -> text."""
    of_scores = _is_of_scores(table)
    main, is_per_cent = _main(table, column), is_share(table, column)
    is_whole = pd.api.types.is_integer_dtype(table[column]) or _are_whole(table[column])

    def write(row: int, value: Any) -> str:
        if isinstance(value, str):
            return i18n.day(dt.date.fromisoformat(value)) if column == "begins_on" else value
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if pd.isna(value):
            return "–"
        if isinstance(value, dt.datetime):
            return i18n.moment(value) if value.hour or value.minute else i18n.day(value.date())
        if isinstance(value, dt.date):
            return i18n.day(value)
        if column == "weekday":
            return i18n.weekdays()[int(value) - 1]
        if main.endswith("seconds"):
            return duration(value)
        if of_scores and main in SCORES:
            return _score(str(table["measure"].iloc[row]), float(value), 0 if is_whole else 1)
        if is_per_cent:
            return percent(value, 1)
        return number(value, 0 if is_whole else 2)

    return write


def _are_whole(column: "pd.Series[Any]") -> bool:
    return pd.api.types.is_float_dtype(column) and bool((column.dropna() % 1 == 0).all())


def is_share(table: pd.DataFrame, column: str) -> bool:
    """Whether the column holds shares of one, to be read as per cent."""
    main = _main(table, column)
    is_score = _is_of_scores(table) and main in SCORES
    return main in PER_CENTS and not is_score and pd.api.types.is_float_dtype(table[column])


def _is_of_scores(table: pd.DataFrame) -> bool:
    return "measure" in table and bool(SCORES & set(table.columns))


def _main(table: pd.DataFrame, column: str) -> str:
    """The column whose interval this one bounds; else itself."""
    if column not in (LOW, HIGH):
        return column.removesuffix(f"_{LOW}").removesuffix(f"_{HIGH}")
    if _is_of_scores(table):
        return "score"
    figures = ("correlation", "difference", "conversion", "share")
    return next((name for name in figures if name in table), "")


def _score(measure: str, value: float, decimals: int) -> str:
    if measure == "complaints":
        return percent(value, 1)
    if measure == "nps":
        return number(value, decimals)
    return scores.figure(measure, value)
