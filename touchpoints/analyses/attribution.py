"""Attribution: which contacts the conversions are owed to, by six models side by side."""

import datetime as dt

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from touchpoints import charting
from touchpoints.analyses import goals, journeys
from touchpoints.analyses.tables import kept, table
from touchpoints.charting import Look
from touchpoints.i18n import N_, _, percent
from touchpoints.model import END, GOAL, START, Dimension, Filters, Goal
from touchpoints.walks.touches import RULES
from touchpoints.workspaces import Workspace

Array = npt.NDArray[np.float64]

DAY = 86_400
LOOKBACK = 90
HALF_LIFE = 7
LARGEST = 12
MODELS = {
    "first_touch": N_("First contact"),
    "last_touch": N_("Last contact"),
    "linear": N_("Linear"),
    "position_based": N_("Position 40-20-40"),
    "decay": N_("Time decay"),
    "markov": N_("Markov"),
}
COLUMNS = ["place", "model", "credit", "share", "low", "high", "disagree"]
BLOCKS, DRAWS, SEED = 100, 400, 7


@kept
def attribution(
    workspace: Workspace,
    filters: Filters,
    *,
    over: Dimension = "channel",
    goal: Goal | None = None,
    lookback: int = LOOKBACK,
    by_value: bool = False,
    largest: int = LARGEST,
) -> pd.DataFrame:
    """One row per place and model: place, model, credit (conversions, or their value), share (of all
    credit) with its 95 % band low and high, disagree (whether two models of the place have bands with
    nothing in common); the place with most credit first.

    Only contacts in the `lookback` days before a conversion have credit; the days of the filters select
    the conversions. The bands come from drawing the people anew (in 100 blocks, 400 times, seeded). A
    conversion without a contact before it is credited to "(nothing before)".
    """
    values = _bound(workspace, filters, over, goal or goals.usual(workspace), lookback, largest)
    ticks = table(workspace, "clock", {})["ticks_per_second"].iloc[0].item()
    owed_rows = table(
        workspace,
        "attribution",
        {**values, "by_value": by_value, "half_life": HALF_LIFE * DAY * ticks},
    )
    moves = table(workspace, "attribution_moves", values)
    places = sorted(owed_rows["place"].unique())
    if not places:
        return pd.DataFrame(columns=COLUMNS)
    owed = _dense(owed_rows, [owed_rows["place"]], [places], list(RULES))
    known = [START, *sorted(set(moves["origin"]) - {START}), END, GOAL]
    walked = _dense(moves, [moves["origin"], moves["destination"]], [known, known], ["times"])
    found = pd.Index(places).get_indexer(pd.Index(known)).astype(np.int64)
    once = _models(owed.sum(axis=0), walked.sum(axis=0)[..., 0], found)
    drawn = _drawn(owed, walked[..., 0], found)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    total = float(owed.sum(axis=(0, 1))[0])
    rows = pd.DataFrame(
        {
            "place": np.repeat(places, len(MODELS)),
            "model": list(MODELS) * len(places),
            "credit": once.ravel() * total,
            "share": once.ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
        }
    )
    each = rows.groupby("place")
    rows["disagree"] = each["low"].transform("max") > each["high"].transform("min")
    rows["order"] = -each["share"].transform("mean")
    return rows.sort_values(["order", "place"], kind="stable", ignore_index=True).drop(
        columns="order"
    )


def _bound(
    workspace: Workspace,
    filters: Filters,
    over: Dimension,
    goal: Goal,
    lookback: int,
    largest: int,
) -> dict[str, object]:
    clock = table(workspace, "clock", {})["ticks_per_second"].iloc[0].item()
    since = filters.since and filters.since - dt.timedelta(days=lookback)
    values = journeys.bound(
        workspace,
        filters,
        over=over,
        folded=False,
        goal=goal,
        kept=journeys.kept_places(workspace, over, largest),
    )
    for unused in ("folded", "anchor", "backwards"):
        del values[unused]
    return {
        **values,
        "since": since,
        "ends_since": filters.since,
        "lookback": lookback * DAY * clock,
        "run_folded": goal.over != "touchpoint",
        "blocks": BLOCKS,
    }


def _dense(
    rows: pd.DataFrame,
    keys: list[pd.Series],
    names: list[list[str]],
    figures: list[str],
) -> Array:
    """The figures as an array of blocks x one axis for each key x figures, zero where there is none."""
    dense = np.zeros([BLOCKS, *(len(axis) for axis in names), len(figures)])
    places = [
        pd.Index(axis).get_indexer(pd.Index(key)) for axis, key in zip(names, keys, strict=True)
    ]
    dense[(rows["block"].to_numpy(), *places)] = rows[figures].to_numpy()
    return dense


def _models(owed: Array, walked: Array, found: npt.NDArray[np.int64]) -> Array:
    """Shares of each place (rows) by each model (columns) from credits and moves; leading axes are
    independent draws."""
    effects = removal_effects(walked)
    markov = np.zeros(owed.shape[:-1])
    inner = found >= 0
    markov[..., found[inner]] = effects[..., inner]
    whole = np.concatenate([owed, markov[..., None]], axis=-1)
    total = whole.sum(axis=-2, keepdims=True)
    shares: Array = np.divide(whole, total, out=np.zeros_like(whole), where=total > 0)
    return shares


def removal_effects(walked: Array) -> Array:
    """How much of the probability of converting is lost without each state, 1 = all of it.

    `walked` counts moves between states (from the rows to the columns): the first state is the start,
    the last two are the end without and with a conversion. Leading axes are independent chains. The
    effect of the three outer states is 0.
    """
    leaving = walked.sum(axis=-1, keepdims=True)
    chances = np.divide(walked, leaving, out=np.zeros_like(walked), where=leaving > 0)
    inner = walked.shape[-1] - 2
    onwards, reached = chances[..., :inner, :inner], chances[..., :inner, -1:]
    unit = np.eye(inner)
    everything = np.linalg.solve(unit - onwards, reached)[..., 0, 0]
    effects = np.zeros(walked.shape[:-1])
    for state in range(1, inner):
        without = onwards.copy()
        without[..., :, state] = 0
        left = np.linalg.solve(unit - without, reached)[..., 0, 0]
        effects[..., state] = 1 - np.divide(
            left, everything, out=np.ones_like(left), where=everything > 0
        )
    return np.clip(effects, 0, 1)


def _drawn(owed: Array, walked: Array, found: npt.NDArray[np.int64]) -> Array:
    """The models' shares for each of DRAWS samples of the blocks with replacement."""
    random = np.random.default_rng(SEED)
    weights = random.multinomial(BLOCKS, np.full(BLOCKS, 1 / BLOCKS), size=DRAWS).astype(float)
    sampled = [np.tensordot(weights, counts, axes=1) for counts in (owed, walked)]
    return _models(sampled[0], sampled[1], found)


def name(model: str) -> str:
    """What a model is called, in the visitor's language."""
    return _(MODELS.get(model, model))


def finding(rows: pd.DataFrame) -> str:
    """Whether the models agree, and about what they do not, in one sentence."""
    if rows.empty or not rows["credit"].sum():
        return _("Nobody reached the goal, so there is nothing to credit.")
    apart = rows[rows["disagree"]]
    if apart.empty:
        first = rows[rows["place"] == rows["place"].iloc[0]]
        return _("The models agree: “{place}” has most credit, {least} to {most}.").format(
            place=first["place"].iloc[0],
            least=percent(first["share"].min()),
            most=percent(first["share"].max()),
        )
    spread = apart.groupby("place")["share"].agg(lambda shares: shares.max() - shares.min())
    place = spread.idxmax()
    here = apart[apart["place"] == place].sort_values("share", kind="stable")
    return _(
        "The models disagree, most about “{place}”: {least} of the credit by “{low}”, {most} by “{high}”."
    ).format(
        place=place,
        least=percent(here["share"].iloc[0]),
        low=name(here["model"].iloc[0]),
        most=percent(here["share"].iloc[-1]),
        high=name(here["model"].iloc[-1]),
    )


@charting.drawn
def chart(look: Look, places: int) -> alt.TopLevelMixin:
    """Under each place one line per model, its share of the credit as a dot with its band; coloured
    where the models disagree."""
    palette = look.palette
    row, header = look.scaled(21), 1.9
    models = len(MODELS)
    band = charting.sentence(
        _("{low} to {high}"),
        low=charting.percent("datum.low", 1),
        high=charting.percent("datum.high", 1),
    )
    base = (
        alt.Chart(charting.source())
        .transform_window(number="row_number()")
        .transform_calculate(
            name="datum.model",
            group=f"floor((datum.number - 1) / {models})",
            told=charting.percent("datum.share", 1),
            credit_told=charting.decimals("datum.credit"),
            band=band,
            nothing="0",
        )
        .transform_calculate(
            line=f"datum.number + (datum.group + 1) * {header} - 0.5",
            heading=f"datum.group * ({models} + {header}) + {header} - 0.55",
        )
    )
    height = places * (models + header)
    down = alt.Scale(domain=[0, height], reverse=True, nice=False)
    across = alt.Scale(
        domainMin=0,
        nice=False,
        range=[
            alt.ExprRef(f"min({look.scaled(150)}, width * 0.4)"),
            alt.ExprRef(f"width - {look.scaled(56)}"),
        ],
    )
    rows = base.encode(
        y=alt.Y("line:Q", axis=None, scale=down),
        tooltip=[
            alt.Tooltip("place:N", title=_("Place")),
            alt.Tooltip("name:N", title=_("Model")),
            alt.Tooltip("told:N", title=_("Of the credit")),
            alt.Tooltip("band:N", title=_("95% band")),
            alt.Tooltip("credit_told:N", title=_("Credit")),
        ],
    )
    shade = (
        alt.when("datum.disagree")
        .then(alt.value(palette.negative))
        .otherwise(alt.value(palette.accent))
    )
    zero = rows.mark_rule(color=palette.line).encode(
        x=alt.X("nothing:Q", axis=None, scale=across), x2="share:Q"
    )
    whisker = rows.mark_rule(strokeWidth=look.scaled(4), opacity=0.4).encode(
        x=alt.X("low:Q", axis=None, scale=across), x2="high:Q", color=shade
    )
    dot = rows.mark_point(size=look.scaled(50), filled=True, opacity=1).encode(
        x=alt.X("share:Q", axis=None, scale=across), color=shade
    )
    name = rows.mark_text(
        align="left", baseline="middle", fontSize=look.small, color=palette.quiet
    ).encode(x=alt.value(0), text="name:N")
    figure = rows.mark_text(align="right", baseline="middle", fontSize=look.small).encode(
        x=alt.value("width"), text="told:N"
    )
    heading = (
        base.transform_aggregate(groupby=["place", "heading"])
        .mark_text(align="left", baseline="middle", fontWeight=600, limit=alt.ExprRef("width"))
        .encode(x=alt.value(0), y=alt.Y("heading:Q", axis=None, scale=down), text="place:N")
    )
    return alt.layer(zero, whisker, dot, name, figure, heading).properties(
        width="container", height=height * row
    )
