"""What a report can say of journeys: each finding from its analysis, with the usual choices."""

from collections.abc import Callable

from touchpoints.analyses import (
    attribution,
    catalogue,
    flow,
    funnel,
    groups,
    handoffs,
    heatmap,
    heatmap_chart,
    loyalty,
    plan,
    scorecard,
    transitions,
    trends,
    variants,
)
from touchpoints.captions import columns as titles
from touchpoints.captions import heatmaps
from touchpoints.captions import journeys as captions
from touchpoints.exports.exhibits import Asked, Exhibit, exhibit, only
from touchpoints.i18n import _

MONTH = 30 * 86_400
# What a chart on a slide has room for; the tables hold all.
MOST_PATHS, MOST_PLACES = 8, 4


def stages(asked: Asked) -> Exhibit | None:
    steps = catalogue.usual_steps(asked.workspace, "stage")
    if len(steps) < plan.FEWEST_STEPS:
        return None
    wanted = plan.plan("stage", steps, MONTH)
    rows = funnel.funnel(asked.workspace, asked.filters, wanted)
    if not rows["people"].iloc[0]:
        return None
    shown = ("step", "people", "conversion", "low", "high", "share", "lost", "median_seconds")
    return exhibit(
        "funnel",
        rows,
        columns=only(titles.funnel(), *shown),
        finding=funnel.finding,
        definition=captions.funnel_definition(wanted),
        chart=funnel.chart(asked.look),
    )


def stages_by_channel(asked: Asked) -> Exhibit | None:
    steps = catalogue.usual_steps(asked.workspace, "stage")
    if len(steps) < plan.FEWEST_STEPS:
        return None
    shown = ("group", "step", "people", "conversion", "low", "high", "share")
    rows = groups.by_channel(asked.workspace, asked.filters, plan.plan("stage", steps, MONTH))
    return exhibit(
        "funnel-by-channel",
        rows,
        columns=only(titles.funnel_by_group(), *shown),
        finding=groups.finding,
        definition=_("A person counts in the channel of the event that opened their best attempt."),
        chart=groups.chart(asked.look, rows["group"].nunique(), len(steps)),
    )


def heatmap_of(place: heatmap.Rows) -> Callable[[Asked], Exhibit | None]:
    def make(asked: Asked) -> Exhibit | None:
        cells = heatmap.over(asked.workspace, asked.filters, place)
        if cells.empty:
            return None
        return exhibit(
            f"heatmap-{place}",
            cells.sort_values("events", ascending=False, kind="stable"),
            columns=titles.heatmap(),
            finding=lambda named: heatmap.finding(named, "events"),
            definition=heatmaps.heatmap_definitions()["events"],
            chart=heatmap_chart.chart(asked.look, place, "events"),
            data=cells,
        )

    return make


def conversion(asked: Asked) -> Exhibit | None:
    rows = trends.trends(asked.workspace, asked.filters, unit="week", goal=asked.goal)
    return exhibit(
        "trend",
        rows,
        columns=captions.trends_columns(),
        finding=lambda named: trends.finding(named, "conversion"),
        definition=captions.trends_definition("conversion", asked.goal),
        chart=trends.chart(asked.look, "conversion", "week"),
    )


def card(asked: Asked) -> Exhibit | None:
    rows = scorecard.scorecard(asked.workspace, asked.filters, over="touchpoint", goal=asked.goal)
    shown = ("place", "people", "conversion", "without", "rating", "ratings", "negative")
    return exhibit(
        "scorecard",
        rows.drop(columns="trend"),
        columns=only(captions.scorecard_columns(), *shown),
        finding=scorecard.finding,
        definition=captions.scorecard_definition(asked.goal),
    )


def ways(asked: Asked) -> Exhibit | None:
    moves = flow.flow(asked.workspace, asked.filters, over="channel", columns=4)
    return exhibit(
        "flow",
        moves.sort_values(["step", "people"], ascending=[True, False], kind="stable"),
        columns=captions.flow_columns(),
        finding=flow.finding,
        definition=captions.flow_definition(flow.Reading()),
        chart=flow.chart(asked.look, 4),
        data=flow.bands(moves),
        about=moves,
    )


def paths(asked: Asked) -> Exhibit | None:
    rows = variants.variants(asked.workspace, asked.filters, over="channel", goal=asked.goal)
    shown = ("path", "people", "conversion", "low", "high", "share")
    return exhibit(
        "paths",
        rows,
        columns=only(captions.variants_columns(), *shown),
        finding=variants.finding,
        definition=captions.variants_definition(asked.goal),
        chart=variants.chart(asked.look, has_goal=True),
        data=rows.head(MOST_PATHS),
        about=rows,
    )


def changes(asked: Asked) -> Exhibit | None:
    rows = handoffs.handoffs(asked.workspace, asked.filters, over="channel", goal=asked.goal)
    shown = ("origin", "destination", "people", "conversion", "low", "high", "staying")
    return exhibit(
        "hand-offs",
        rows,
        columns=only(captions.handoffs_columns(), *shown),
        finding=handoffs.finding,
        definition=captions.handoffs_definition(asked.goal),
        chart=handoffs.chart(asked.look, min(len(rows), handoffs.MOST)),
    )


def moves(asked: Asked) -> Exhibit | None:
    rows = transitions.transitions(
        asked.workspace, asked.filters, over="channel", largest=transitions.LARGEST
    )
    shown = ("origin", "destination", "people", "share", "low", "high", "median_seconds")
    return exhibit(
        "moves",
        rows,
        columns=only(captions.transitions_columns(), *shown),
        finding=transitions.finding,
        definition=captions.transitions_definition(),
        chart=transitions.chart(asked.look),
    )


def credit(asked: Asked) -> Exhibit | None:
    rows = attribution.attribution(asked.workspace, asked.filters, over="channel", goal=asked.goal)
    return exhibit(
        "attribution",
        rows,
        columns=captions.attribution_columns(),
        finding=attribution.finding,
        definition=captions.attribution_definition(asked.goal, attribution.LOOKBACK),
        chart=attribution.chart(asked.look, min(rows["place"].nunique(), MOST_PLACES)),
        data=rows[rows["place"].isin(rows["place"].unique()[:MOST_PLACES])],
        about=rows,
    )


def returns(asked: Asked) -> Exhibit | None:
    rows = loyalty.returns(asked.workspace, asked.filters, goal=asked.goal)
    return exhibit(
        "returns",
        rows[rows["days"] % 30 == 0],
        columns=captions.returns_columns(),
        finding=loyalty.finding,
        definition=captions.returns_definition(asked.goal),
        chart=loyalty.chart(asked.look),
        data=rows,
    )


def cohorts(asked: Asked) -> Exhibit | None:
    rows = loyalty.cohorts(asked.workspace, asked.filters)
    return exhibit(
        "cohorts",
        rows,
        columns=captions.cohorts_columns(),
        finding=loyalty.finding_of_cohorts,
        definition=captions.cohorts_definition(),
        chart=loyalty.chart_of_cohorts(asked.look),
    )
