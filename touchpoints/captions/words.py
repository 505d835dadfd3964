"""Tables in the language of their reader."""

import pandas as pd

from touchpoints.analyses import attribution, journeys, loyalty, sentiment, themes, timeline
from touchpoints.i18n import _, label

PLACES = (
    *("channel", "touchpoint", "stage", "step", "group"),
    *("place", "next_place", "origin", "destination"),
)


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """The table with our own names of channels, touchpoints, stages and themes in the visitor's
    language."""
    names = {
        **dict.fromkeys(PLACES, label),
        "step": _step,
        "theme": themes.name,
        "path": journeys.told,
        "model": attribution.name,
    }
    known = {name: own for name, own in names.items() if name in table.columns}
    return table.assign(
        **{name: table[name].map(own, na_action="ignore") for name, own in known.items()}
    )


def _step(step: object) -> object:
    """The name of a step of a funnel; the number of a step of a path as it is."""
    return " / ".join(map(label, step.split(" / "))) if isinstance(step, str) else step


def spoken(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of `shown` with every other word of ours in the visitor's language too: kinds of rows
    and of people, sentiments, yes and no. For readers only: charts and findings need the plain values.
    """
    names = {**timeline.KINDS, **loyalty.KINDS, **sentiment.NAMES}
    table = shown(table)
    words = {
        name: table[name].map(lambda value: _(names[value]) if value in names else value)
        for name in ("kind", "label")
        if name in table.columns
    }
    truths = {
        str(name): table[name].map({True: _("Yes"), False: _("No")})
        for name in table.select_dtypes("bool").columns
    }
    return table.assign(**words, **truths)
