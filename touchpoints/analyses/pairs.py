"""A chart of two shares per row, each a dot with its interval."""

import altair as alt
import numpy as np
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import intervals
from touchpoints.charting import Look
from touchpoints.i18n import _


def long(rows: pd.DataFrame, *, first: tuple[str, str], second: tuple[str, str]) -> pd.DataFrame:
    """Two rows for each of `rows`, whose columns `first` and `second` are a count and its base:
    every column of `rows` and side (0, 1), count, n, share, low, high, few, order."""
    sides = [
        rows.assign(side=side, count=rows[count], n=rows[base], order=np.arange(len(rows)))
        for side, (count, base) in enumerate((first, second))
    ]
    both = pd.concat(sides, ignore_index=True)
    both["share"] = (both["count"] / both["n"]).where(both["n"] > 0)
    both["low"], both["high"] = intervals.wilson(both["count"], both["n"])
    both["few"] = both["n"] < intervals.FEW
    return both.sort_values(["order", "side"], ignore_index=True)


def chart(
    look: Look,
    *,
    row: str,
    names: tuple[str, str],
    right: str,
    judges: bool = True,
    digits: int = 0,
    height: int = 40,
    counted: str | None = None,
    split_at: str | None = None,
) -> alt.TopLevelMixin:
    """Two dots per row of `long`, hollow where there are few answers: in the colours of bad and good,
    or where nothing `judges`, of what is looked at and the rest. `right` is a Vega expression of what
    stands at the right of the row; small shares have so many `digits`; `counted` is
    what is counted, comments unless it is said; the names of rows go on in a new line at `split_at`."""
    palette = look.palette
    colours = [palette.negative, palette.positive] if judges else [palette.accent, palette.quiet]
    room = look.scaled(92)
    scale = alt.Scale(domainMin=0, nice=False, zero=True, range=[0, alt.ExprRef(f"width - {room}")])
    axis = alt.Axis(
        orient="top",
        format=".0%",
        title=None,
        labelColor=palette.quiet,
        labelOverlap=True,
        labelSeparation=8,
        grid=True,
        tickCount=4,
    )
    names_of_rows = charting.row_names(look)
    if split_at:
        names_of_rows |= {
            "labelExpr": f"split(datum.label, {split_at!r})",
            "labelBaseline": "middle",
            "labelOffset": -look.scaled(14),
        }
    base = (
        alt.Chart(charting.source())
        .transform_filter("datum.n > 0")
        .transform_calculate(
            side_name=f"{list(names)}[datum.side]",
            right=right,
            written=f"datum.share == 0 || datum.share >= 0.1 ? {charting.percent('datum.share')}"
            f" : format(datum.share, '.{digits}%')",
            interval=charting.sentence(
                _("{low} to {high}"),
                low=charting.percent("datum.low", 1),
                high=charting.percent("datum.high", 1),
            ),
        )
        .encode(
            y=alt.Y(
                f"{row}:N",
                sort=alt.EncodingSortField("order", op="min"),
                axis=alt.Axis(title=None, **names_of_rows),
            ),
            color=alt.Color(
                "side_name:N",
                scale=alt.Scale(domain=list(names), range=colours),
                legend=alt.Legend(
                    title=None,
                    symbolOpacity=1,
                    columns=alt.ExprRef(f"{charting.WHOLE_WIDTH} < {look.scaled(420)} ? 1 : 2"),
                ),
            ),
            tooltip=[
                alt.Tooltip(f"{row}:N", title=" "),
                alt.Tooltip("side_name:N", title="  "),
                alt.Tooltip("count:Q", title=counted or _("Comments"), format=",.0f"),
                alt.Tooltip("n:Q", title=_("Of"), format=",.0f"),
                alt.Tooltip("share:Q", title=_("Share"), format=".1%"),
                alt.Tooltip("interval:N", title=_("95% interval")),
            ],
        )
    )
    layers = []
    for side in (0, 1):
        shift = look.scaled(-8 if side == 0 else 8)
        one = base.transform_filter(f"datum.side == {side}")
        x = alt.X("share:Q", scale=scale, axis=axis)
        layers += [
            one.mark_rule(strokeWidth=look.scaled(4), opacity=0.35, yOffset=shift).encode(
                x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q"
            ),
            one.mark_point(
                size=look.scaled(60),
                opacity=1,
                strokeWidth=2,
                yOffset=shift,
                fill=alt.ExprRef(f"datum.few ? {palette.paper!r} : {colours[side]!r}"),
            ).encode(x=x),
            one.mark_text(
                align="left", baseline="middle", dx=5, fontSize=look.small, yOffset=shift
            ).encode(x=alt.X("high:Q", scale=scale, axis=axis), text="written:N"),
        ]
    total = (
        base.transform_filter("datum.side == 0")
        .mark_text(align="right", baseline="middle", fontSize=look.small)
        .encode(x=alt.value("width"), text="right:N", color=alt.value(palette.quiet))
    )
    return alt.layer(*layers, total).properties(
        width="container", height=alt.Step(look.scaled(height))
    )
