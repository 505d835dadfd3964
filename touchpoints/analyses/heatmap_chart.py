"""The picture of a heatmap: cells with their number and what it is of."""

import altair as alt

from touchpoints import charting
from touchpoints.analyses import intervals
from touchpoints.analyses.heatmap import BASES, NAMES, Quantity, Rows
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, weekdays

# Of these, more or less is good or bad, and told so by colour.
JUDGED = ("rating", "complaints", "wait")
OF = {
    "met": N_("People there before the goal"),
    "answers": N_("Ratings"),
    "told": N_("Comments that say how they feel"),
    "replies": N_("Requests with a reply"),
}


def figures(quantity: Quantity, field: str = "") -> tuple[str, str]:
    """Vega expressions of a quantity: exact, and in few characters."""
    value = f"datum.{field or quantity}"
    return {
        "rating": (charting.decimals(value, 2), charting.decimals(value)),
        "conversion": (charting.percent(value), charting.percent(value)),
        "complaints": (charting.percent(value), charting.percent(value)),
        "wait": (charting.duration(value), charting.brief_duration(value)),
    }.get(quantity, (charting.whole(value), charting.short(value)))


def strength(quantity: Quantity, worst: float, best: float) -> str:
    """A Vega expression, 0 to 1: how strong the colour is; where it judges, 1 is the best."""
    value = f"datum.{quantity}"
    spread = "(log(max(datum.largest, 2)) - log(max(datum.smallest, 1)))"
    return {
        "rating": f"({value} - {worst}) / {best - worst}",
        "complaints": f"1 - {value}",
        "wait": f"{spread} > 0 ? (log(max(datum.largest, 2)) - log(max({value}, 1))) / {spread} : 0.5",
    }.get(quantity, f"{value} / datum.largest")


def ink(look: Look, is_judged: bool, base: str | None) -> str:
    """A Vega expression: the colour of a number that can be read on its cell. Pale below 30 of `base`."""
    sure = f"datum.{base} >= {intervals.FEW}" if base else "true"
    if not is_judged:
        return charting.ink(look, "datum.strength", sure)
    palette = look.palette
    vivid, pale = palette.ink_on(palette.diverging[0]), palette.ink_on(palette.diverging[3])
    low, high = palette.diverging_turns
    ends = f"datum.strength < {low} || datum.strength > {high}"
    return f"{sure} && ({ends}) ? {vivid!r} : {pale!r}"


@charting.drawn
def chart(
    look: Look,
    rows: Rows = "stage",
    quantity: Quantity = "events",
    worst: float = 1,
    best: float = 5,
) -> alt.TopLevelMixin:
    """Cells with their number on them, for the rows of a heatmap; `worst` and `best` are the ends of the
    rating's scale. Weekdays stand side by side over the hours, so that a phone can show them."""
    palette = look.palette
    down, across = {
        "stage": ("stage", "channel"),
        "channel": ("stage", "channel"),
        "touchpoint": ("touchpoint", "channel"),
        "weekday": ("hour", "weekday"),
    }[rows]
    base = BASES.get(quantity)
    is_judged = quantity in JUDGED
    names = f"[{', '.join(repr(name) for name in weekdays())}]"
    shown = f"{names}[datum.weekday - 1]" if across == "weekday" else f"datum.{across}"
    exact, brief = figures(quantity)
    cells = (
        alt.Chart(charting.source())
        .transform_joinaggregate(across_total="sum(events)", groupby=[across])
        .transform_joinaggregate(down_total="sum(events)", groupby=[down])
        .transform_filter(f"isValid(datum.{quantity})" if base else f"datum.{quantity} > 0")
        .transform_joinaggregate(largest=f"max({quantity})", smallest=f"min({quantity})")
        .transform_calculate(
            strength=strength(quantity, worst, best),
            exact=exact,
            brief=brief,
            column=shown,
            of="''" if base is None else f"'n ' + {charting.short(f'datum.{base}')}",
        )
        .transform_calculate(length="max(length(datum.brief), length(datum.of) * 0.75)")
        .transform_joinaggregate(longest="max(length)")
        .transform_calculate(ink=ink(look, is_judged, base))
    )
    many = across == "channel"
    by_events = [
        alt.EncodingSortField(f"{side}_total", op="max", order="descending")
        for side in ("across", "down")
    ]
    x = alt.X(
        f"{across}:{'O' if across == 'weekday' else 'N'}",
        sort=by_events[0] if many else "ascending",
        scale=alt.Scale(paddingInner=0.04, paddingOuter=0),
        axis=alt.Axis(
            **(
                charting.column_titles(look)
                if many
                else {
                    "orient": "top",
                    "title": None,
                    "labelExpr": f"{names}[datum.value - 1]",
                    "labelAngle": 0,
                    "labelOverlap": False,
                    "labelFontSize": look.small,
                }
            )
        ),
    )
    y = alt.Y(
        f"{down}:{'O' if down == 'hour' else 'N'}",
        sort="ascending" if down == "hour" else by_events[1] if down == "touchpoint" else None,
        scale=alt.Scale(paddingInner=0.06, paddingOuter=0),
        axis=alt.Axis(
            title=None,
            **(
                {"labelExpr": charting.sentence(_("{hour} h"), hour="datum.label")}
                if down == "hour"
                else charting.row_names(look)
            ),
        ),
    )
    tooltip = [
        alt.Tooltip(f"{down}:N", title=_(NAMES[down])),
        alt.Tooltip("column:N", title=_(NAMES[across])),
        *([alt.Tooltip("exact:N", title=_(NAMES[quantity]))] if base else []),
        *([alt.Tooltip(f"{base}:Q", title=_(OF[base]), format=",.0f")] if base else []),
        alt.Tooltip("events:Q", title=_("Events"), format=",.0f"),
        alt.Tooltip("people:Q", title=_("People"), format=",.0f"),
    ]
    ramp = list(palette.diverging if is_judged else palette.sequential)
    few = alt.when(f"datum.{base} < {intervals.FEW}").then(alt.value(0.45)).otherwise(alt.value(1))
    cell = cells.mark_rect(cornerRadius=3, cursor="pointer").encode(
        x=x,
        y=y,
        color=alt.Color(
            "strength:Q", scale=alt.Scale(domain=[0, 1], range=ramp, interpolate="lab"), legend=None
        ),
        tooltip=tooltip,
        opacity=few if base else alt.value(1),
    )
    # A click on a cell; whoever draws the chart may listen to it.
    cell = cell.add_params(alt.selection_point(name="cell", fields=[down, across]))
    room = "bandwidth('x')"
    fits = (
        f"{room} > length(datum.exact) * {look.scaled(7.5)} ? datum.exact"
        f" : {room} > datum.longest * {look.scaled(5.2)} ? datum.brief : ''"
    )
    if down == "hour" and base:
        both = "datum.exact + ' · ' + datum.of"
        fits = f"{room} > length({both}) * {look.scaled(7)} ? {both} : ({fits})"
    tight = f"{room} < datum.longest * {look.scaled(6.2)} ? {look.scaled(10)} : {look.small}"
    two_lines = base is not None and down != "hour"
    figure = cells.mark_text(
        baseline="middle",
        dy=look.scaled(-6) if two_lines else 0,
        fontSize=alt.ExprRef(tight),
        text=alt.ExprRef(fits),
        color=alt.ExprRef("datum.ink"),
    ).encode(x=x, y=y)
    layers = [cell, figure]
    if two_lines:
        fits = f"{room} > datum.longest * {look.scaled(5.2)} ? datum.of : ''"
        layers.append(
            cells.mark_text(
                baseline="middle",
                dy=look.scaled(9),
                fontSize=look.scaled(9.5),
                text=alt.ExprRef(fits),
                color=alt.ExprRef("datum.ink"),
            ).encode(x=x, y=y)
        )
    height = 24 if down == "hour" else 42 if two_lines else 36
    return alt.layer(*layers).properties(width="container", height=alt.Step(look.scaled(height)))
