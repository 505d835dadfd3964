"""What the figures of the overview are called, and what they count."""

from touchpoints.analyses import pulse
from touchpoints.analyses.scores import short_names
from touchpoints.captions import glossary
from touchpoints.i18n import _, label, ngettext

_ENTRIES = {"conversion": "goal", "negative": "negative", "response": "wait"}


def title(figure: pulse.Figure) -> str:
    """What a figure is called."""
    if figure.name == "score":
        return short_names()[figure.about[0]]
    if figure.name == "conversion":
        return _("Reach “{goal}”").format(goal=label(figure.about[0]))
    return {
        "people": _("People"),
        "negative": _("Negative comments"),
        "response": _("Median response time"),
    }[figure.name]


def meaning(figure: pulse.Figure) -> str:
    """What the figure means; "" where `explained` says it all."""
    name = figure.about[0] if figure.name == "score" else _ENTRIES.get(figure.name)
    return glossary.told(name) if name else ""


def explained(figure: pulse.Figure) -> str:
    """What the figure counts, with its interval and n."""
    holes = {
        "low": pulse.told(figure, figure.low),
        "high": pulse.told(figure, figure.high),
    }
    if figure.name == "people":
        return glossary.told("people")
    if figure.name == "conversion":
        return ngettext(
            "Of one person, whenever it was; 95% interval {low} to {high}.",
            "Of {count} people, how many got there, whenever it was; 95% interval {low} to {high}.",
            figure.n,
        ).format(**holes)
    if figure.name == "score":
        return ngettext(
            "{question} — 95% interval {low} to {high}, from one answer.",
            "{question} — 95% interval {low} to {high}, from {count} answers.",
            figure.n,
        ).format(question=figure.about[1], **holes)
    if figure.name == "response":
        return ngettext(
            "From a request to its reply; 95% interval {low} to {high}, from one reply.",
            "From a request to its reply; 95% interval {low} to {high}, from {count} replies.",
            figure.n,
        ).format(**holes)
    return ngettext(
        "Of one comment that says how it feels; 95% interval {low} to {high}.",
        "Of {count} comments that say how they feel; 95% interval {low} to {high}.",
        figure.n,
    ).format(**holes)
