"""What the columns of the tables are called, and which of them are shown."""

from touchpoints.i18n import _


def funnel() -> dict[str, str]:
    """Of `analyses.funnel.funnel`."""
    return {
        "step": _("Step"),
        "people": _("People"),
        "share": _("Of the first step"),
        "conversion": _("Of the previous step"),
        "low": _("95% interval from"),
        "high": _("to"),
        "lost": _("Lost since the previous step"),
        "still_open": _("Of these, still open"),
        "median_seconds": _("Median seconds from the previous step"),
        "mean_seconds": _("Mean seconds"),
        "p90_seconds": _("90th percentile, seconds"),
    }


def funnel_by_group() -> dict[str, str]:
    """Of `analyses.groups`."""
    return {
        "group": _("Group"),
        "step": _("Step"),
        "people": _("People"),
        "share": _("Of the first step"),
        "conversion": _("Of the previous step"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def compared() -> dict[str, str]:
    """Of `analyses.compared.compared`."""
    return {
        "step": _("Step"),
        "people": _("People"),
        "base": _("of"),
        "conversion": _("Of the previous step"),
        "other_people": _("People on the other side"),
        "other_base": _("of these"),
        "other_conversion": _("Of the previous step, other side"),
        "difference": _("Difference"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def histogram() -> dict[str, str]:
    """Of `analyses.durations.histogram`."""
    return {"name": _("Time"), "people": _("People"), "share": _("Share")}


def entry_weeks() -> dict[str, str]:
    """Of `analyses.entry_weeks.entry_weeks`."""
    return {
        "week": _("Week of entry"),
        "entered": _("Enter the funnel"),
        "people": _("Reach the last step"),
        "conversion": _("Share"),
        "low": _("95% interval from"),
        "high": _("to"),
        "still_open": _("Still open"),
    }


def next_contacts() -> dict[str, str]:
    """Of `analyses.leavers.next_contacts`."""
    return {
        "contact": _("Next touchpoint"),
        "people": _("People"),
        "share": _("Of those who left"),
        "low": _("95% interval from"),
        "high": _("to"),
        "median_seconds": _("Median seconds until then"),
    }


def leavers() -> dict[str, str]:
    """Of `analyses.leavers.leavers`."""
    return {
        "person": _("Person (pseudonym)"),
        "still_open": _("Still open"),
        "contact": _("Next touchpoint"),
        "seconds": _("Seconds until then"),
    }


def heatmap() -> dict[str, str]:
    """Of every table of `analyses.heatmap`."""
    return {
        "stage": _("Journey stage"),
        "touchpoint": _("Touchpoint"),
        "channel": _("Channel"),
        "weekday": _("Weekday (1 = Monday)"),
        "hour": _("Hour"),
        "events": _("Events"),
        "people": _("People"),
        "rating": _("Mean rating"),
        "answers": _("Ratings"),
        "met": _("People there before the goal"),
        "conversion": _("Conversion"),
        "complaints": _("Negative comments"),
        "told": _("Comments that say how they feel"),
        "wait": _("Median seconds"),
        "replies": _("Requests with a reply"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def scores() -> dict[str, str]:
    """Of `analyses.scores.scores`."""
    return {
        "channel": _("Channel"),
        "stage": _("Journey stage"),
        "touchpoint": _("Touchpoint"),
        "n": _("Answers"),
        "score": _("Score"),
        "low": _("95% interval from"),
        "high": _("to"),
        "mean": _("Mean"),
        "promoters": _("Promoters"),
        "passives": _("Passives"),
        "detractors": _("Detractors"),
        "question": _("Question"),
    }


def verdict_paths() -> dict[str, str]:
    """Of `analyses.verdict_paths.paths`."""
    return {
        "path": _("Path"),
        "side": _("Score"),
        "count": _("People"),
        "n": _("Of"),
        "share": _("Share"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def distribution() -> dict[str, str]:
    """Of `analyses.scores.distribution`."""
    return {
        "score": _("Score"),
        "answers": _("Answers"),
        "share": _("Share"),
        "question": _("Question"),
    }


def sentiment() -> dict[str, str]:
    """Of `analyses.sentiment.sentiment`."""
    return {
        "channel": _("Channel"),
        "stage": _("Journey stage"),
        "touchpoint": _("Touchpoint"),
        "label": _("Sentiment"),
        "comments": _("Comments"),
        "share": _("Share"),
        "low": _("95% interval from"),
        "high": _("to"),
        "n": _("Comments that say how they feel"),
        "coverage": _("Of all comments"),
    }


def comments() -> dict[str, str]:
    """Of `analyses.sentiment.comments`."""
    return {
        "answered_at": _("When"),
        "channel": _("Channel"),
        "touchpoint": _("Touchpoint"),
        "stage": _("Journey stage"),
        "question": _("Question"),
        "score": _("Score"),
        "comment": _("Comment"),
        "language": _("Language"),
        "sentiment": _("Sentiment, -1 to 1"),
        "label": _("Sentiment"),
    }


def themes() -> dict[str, str]:
    """Of `analyses.themes.themes`."""
    return {
        "theme": _("Theme"),
        "channel": _("Channel"),
        "stage": _("Journey stage"),
        "touchpoint": _("Touchpoint"),
        "comments": _("Comments"),
        "n": _("Comments that say how they feel"),
        "negative": _("Negative"),
        "mixed": _("Mixed"),
        "neutral": _("Neutral"),
        "positive": _("Positive"),
        "share": _("Share negative"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def theme_impact() -> dict[str, str]:
    """Of `analyses.themes.impact`."""
    return {
        "theme": _("Theme"),
        "n": _("Answers"),
        "score": _("Score"),
        "without": _("Score without these answers"),
        "impact": _("Effect on the score"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def terms(first: str, second: str) -> dict[str, str]:
    """Of `analyses.terms.terms`, whose groups are called so."""
    return {
        "shown": _("Word or phrase"),
        "first": _("Comments: {group}").format(group=first),
        "first_n": _("of"),
        "second": _("Comments: {group}").format(group=second),
        "second_n": _("of all"),
        "z": _("z (from 1.96 on hardly chance)"),
    }


def contacts_before() -> dict[str, str]:
    """Of `analyses.journey.contacts_before` and `trails_before`."""
    return {
        "touchpoint": _("Touchpoint"),
        "trail": _("Last contacts"),
        "n": _("Answers"),
        "unhappy": _("Low score"),
        "happy": _("High score"),
        "share": _("Share low"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def drivers() -> dict[str, str]:
    """Of `analyses.drivers.drivers`."""
    return {
        "driver": _("What may drive it"),
        "n": _("Answers"),
        "performance": _("Performance (share of the scale)"),
        "correlation": _("Correlation with the score"),
        "low": _("95% interval from"),
        "high": _("to"),
        "explained": _("Explains of the differences"),
    }


def waits() -> dict[str, str]:
    """Of `analyses.score_trend.waits`."""
    return {
        "begins_on": _("From"),
        "n": _("Replies"),
        "score": _("Median seconds"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def score_trend() -> dict[str, str]:
    """Of `analyses.score_trend.score_trend` and `complaints`."""
    return {"begins_on": _("From"), **scores()}
