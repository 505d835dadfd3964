"""Bars whose parts sum to 100%: the groups of an NPS, the labels of comments."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from touchpoints import charting
from touchpoints.charting import Look


def chart(
    rows: alt.Chart,
    look: Look,
    row: str,
    *,
    names: Sequence[str],
    colours: Sequence[str],
    first: str,
    room: str,
    legend: str,
    tooltip: Sequence[alt.Tooltip],
    total: dict[str, Any],
) -> alt.TopLevelMixin:
    """A bar for each value of the field `row` ("" for a single bar), the one with the most of the field
    `first` on top, and the field "total" on the right in the style `total`.

    `rows` has a row for each part: "place" (0, 1, … in the order of `names` and `colours`), "share" (0 to
    1), "few" and "total". `room` and `legend` are expressions: the pixels kept on the right, the columns
    of the legend.
    """
    palette = look.palette
    base = (
        rows.transform_calculate(name=f"{list(names)}[datum.place]", only="''")
        .transform_stack(
            stack="share",
            groupby=[row or "only"],
            sort=[alt.SortField("place")],
            as_=["from", "to"],
        )
        .transform_calculate(
            middle="(datum.from + datum.to) / 2",
            part=f"datum.share * width > {look.scaled(60)} ? {charting.percent('datum.share')} : ''",
        )
    )
    scale = alt.Scale(domain=[0, 1], range=[0, alt.ExprRef(f"width - {room}")])
    y = alt.Y(
        f"{row or 'only'}:N",
        sort=alt.EncodingSortField(first, op="max", order="descending"),
        axis=alt.Axis(title=None, **charting.row_names(look)) if row else None,
    )
    bar = base.mark_bar(height={"band": 0.64}, cornerRadius=0).encode(
        x=alt.X("from:Q", scale=scale, axis=None),
        x2="to:Q",
        y=y,
        color=alt.Color(
            "name:N",
            scale=alt.Scale(domain=list(names), range=list(colours)),
            legend=alt.Legend(title=None, columns=alt.ExprRef(legend)),
        ),
        opacity=alt.when("datum.few").then(alt.value(0.5)).otherwise(alt.value(1)),
        tooltip=list(tooltip),
    )
    inks = [palette.ink_on(colour) for colour in colours]
    part = base.mark_text(
        baseline="middle",
        fontSize=look.small,
        color=alt.ExprRef(f"datum.few ? {palette.ink!r} : {inks}[datum.place]"),
    ).encode(x=alt.X("middle:Q", scale=scale, axis=None), y=y, text="part:N")
    value = (
        base.transform_filter("datum.place == 0")
        .mark_text(align="right", baseline="middle", **total)
        .encode(x=alt.value("width"), y=y, text="total:N")
    )
    return alt.layer(bar, part, value).properties(
        width="container", height=alt.Step(look.scaled(44))
    )
