"""What is written around the charts of journeys: how they are counted, and titles of columns."""

from touchpoints.analyses import classes, flow, trends
from touchpoints.analyses.plan import Plan, dimension_of, value_of
from touchpoints.i18n import _, duration, label, number
from touchpoints.model import Goal


def funnel_definition(asked: Plan) -> str:
    """How the funnel counts, in small print."""
    orders = {
        "in order": _(
            "A person counts at the deepest step they reach in order; other events in between do not "
            "matter."
        ),
        "strictly": _(
            "A person counts at the deepest step they reach in order, with no event at a moment between "
            "two steps."
        ),
        "any": _(
            "A person counts by how many of the steps they meet, in whatever order; any of them may be "
            "the first."
        ),
    }
    told = [
        orders[asked.order],
        _("The whisker is the 95% interval of the step's conversion; the pale part was lost."),
    ]
    if asked.within is not None:
        told.append(
            _("From the first step to the last at most {time}.").format(time=duration(asked.within))
        )
    told += [
        _("To step {number} at most {time} after the step before it.").format(
            number=number(place), time=duration(gap)
        )
        for place, gap in enumerate(asked.gaps, start=2)
        if gap is not None
    ]
    if asked.without:
        told.append(
            _(
                "Who meets {places} between the first and the last step does not count there."
            ).format(places=", ".join(label(value_of(place)) for place in asked.without))
        )
    if asked.inside:
        told.append(_("All events lie inside the period; who enters late has less time."))
    return " ".join(told)


def place_told(place: str) -> str:
    """A place with what it is: "Stage: Service"."""
    named = {
        "stage": _("Stage: {name}"),
        "touchpoint": _("Touchpoint: {name}"),
        "channel": _("Channel: {name}"),
    }
    return named[dimension_of(place)].format(name=label(value_of(place)))


def flow_definition(reading: flow.Reading) -> str:
    """How the flow is drawn, in small print."""
    drawn = _(
        "Each column holds everybody and sums to 100%: the six places with most people, the others "
        "together, and the journeys that have ended."
    )
    if reading.anchor is None:
        return drawn
    counted = _(
        "Read from the first contact of each person at “{place}”; people without one are left out."
    )
    return drawn + " " + counted.format(place=label(reading.anchor))


def variants_definition(goal: Goal) -> str:
    """How paths are counted, in small print."""
    return _(
        "A path is a person's journey up to the first contact that reaches “{goal}”, or to its end. The "
        "dark part of a bar reached the goal; in brackets its 95% interval."
    ).format(goal=label(goal.value))


def transitions_definition() -> str:
    """How moves are counted, in small print."""
    return _(
        "Each row says where people went next from there and sums to 100%; a contact again at the same "
        "place is a move too. Pale where fewer than 30 moves left."
    )


def handoffs_definition(goal: Goal) -> str:
    """How hand-offs are read, in small print."""
    return _(
        "The dot: of those who made the change, how many reached “{goal}” afterwards, with the 95% "
        "interval. The upright line: of those who had two contacts in a row at the first place. Coloured "
        "where the two differ beyond the margin of error. Who changes differs from who stays, so this is "
        "an association, not an effect."
    ).format(goal=label(goal.value))


def attribution_definition(goal: Goal, lookback: int) -> str:
    """What each model credits, in small print."""
    return _(
        "Each model shares out the conversions on “{goal}” among the contacts in the {days} days before "
        "them. First and last: all to one contact; linear: the same to each; position: 40% to the first, "
        "40% to the last, 20% between; time decay: half as much for every 7 days earlier; Markov: by how "
        "many conversions would be lost without the place. The bands come from drawing the people anew. "
        "Orange where two models have bands with nothing in common. None of them proves a cause."
    ).format(goal=label(goal.value), days=number(lookback))


def scorecard_definition(goal: Goal) -> str:
    """How the scorecard is read, in small print."""
    return _(
        "With it: of the people who met the place before they reached “{goal}”, or never reached it, how "
        "many reached it; without it: the same of everybody else. Told as more or fewer only where the "
        "95% intervals have nothing in common. This is an association, not an effect: who meets a place "
        "differs from who does not. The rating is of the satisfaction question; figures of fewer than 30 "
        "answers are to be read with care."
    ).format(goal=label(goal.value))


def critical_definition() -> str:
    """How the critical touchpoints are found, in small print."""
    return _(
        "Critical, a score of ours alone: 100 × share of all people × importance × how far the mean rating is "
        "below the best one, as a part of the scale. Importance is the correlation of the rating with the "
        "first question’s score, where it is sure, else the difference of conversion with and without the "
        "touchpoint beyond the margin of error. Empty where one of them is not known from 30 answers or more."
    )


def returns_definition(goal: Goal) -> str:
    """How returning is counted, in small print."""
    return _(
        "The share of those who reached “{goal}” and reached it again within so many days, with its 95% "
        "interval. Whoever has not come back yet is watched until the newest event, so that recent "
        "buyers do not count as lost (Kaplan and Meier)."
    ).format(goal=label(goal.value))


def cohorts_definition() -> str:
    """How cohorts are counted, in small print."""
    return _(
        "Each row holds the people whose first event fell in that month (their number in brackets); each "
        "cell says how many of them were seen so many months later. Months that are not over are blank; "
        "pale below 30 people."
    )


def newcomers_definition() -> str:
    """How new and returning people are told apart, in small print."""
    return _(
        "New: people in the month of their first event. Returning: all others with an event in the month. "
        "Pale where the month is not over."
    )


def trends_definition(quantity: trends.Quantity, goal: Goal) -> str:
    """How a trend is drawn, in small print."""
    drawn = _(
        "The dashed line is the period of the same length directly before; a hollow point is not over yet."
    )
    if quantity != "conversion":
        return drawn
    counted = _(
        "Of the people with an event in each point, those who reach “{goal}” in it, with the 95% interval."
    )
    return counted.format(goal=label(goal.value)) + " " + drawn


def flow_columns() -> dict[str, str]:
    """Of `analyses.flow.flow`."""
    return {
        "step": _("Step"),
        "place": _("Place"),
        "next_place": _("Next place"),
        "people": _("People"),
        "share": _("Of all journeys"),
    }


def variants_columns() -> dict[str, str]:
    """Of `analyses.variants.variants`."""
    return {
        "path": _("Path"),
        "steps": _("Steps"),
        "people": _("People"),
        "share": _("Of all journeys"),
        "converted": _("Reach the goal"),
        "conversion": _("Conversion"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def transitions_columns() -> dict[str, str]:
    """Of `analyses.transitions.transitions`."""
    return {
        "origin": _("From"),
        "destination": _("To"),
        "times": _("Times"),
        "people": _("People"),
        "share": _("Of the moves from there"),
        "low": _("95% interval from"),
        "high": _("to"),
        "median_seconds": _("Median seconds between"),
        "p90_seconds": _("90th percentile, seconds"),
    }


def handoffs_columns() -> dict[str, str]:
    """Of `analyses.handoffs.handoffs`."""
    return {
        "origin": _("From"),
        "destination": _("To"),
        "people": _("People"),
        "converted": _("Reach the goal"),
        "conversion": _("Conversion"),
        "low": _("95% interval from"),
        "high": _("to"),
        "stayed": _("People who stay"),
        "staying": _("Conversion of those who stay"),
        "staying_low": _("Staying: 95% interval from"),
        "staying_high": _("Staying: to"),
        "difference": _("Difference"),
    }


def attribution_columns() -> dict[str, str]:
    """Of `analyses.attribution.attribution`."""
    return {
        "place": _("Place"),
        "model": _("Model"),
        "credit": _("Credit"),
        "share": _("Of the credit"),
        "low": _("95% band from"),
        "high": _("to"),
        "disagree": _("Models disagree"),
    }


def scorecard_columns() -> dict[str, str]:
    """Of `analyses.scorecard.scorecard`."""
    return {
        "place": _("Place"),
        "people": _("People"),
        "share": _("Of all people"),
        "events": _("Events"),
        "conversion": _("Goal with it"),
        "low": _("95% interval from"),
        "high": _("to"),
        "met": _("People with it"),
        "without": _("Goal without it"),
        "without_low": _("Without it: 95% interval from"),
        "without_high": _("Without it: to"),
        "others": _("People without it"),
        "association": _("Association"),
        "rating": _("Mean rating"),
        "rating_low": _("Rating: 95% interval from"),
        "rating_high": _("Rating: to"),
        "ratings": _("Ratings"),
        "negative": _("Negative comments"),
        "negative_low": _("Negative: 95% interval from"),
        "negative_high": _("Negative: to"),
        "comments": _("Comments that say how they feel"),
        "wait": _("Median seconds to the reply"),
        "replies": _("Requests with a reply"),
        "critical": _("Critical (ours alone)"),
        "importance": _("Importance"),
        "gap": _("Below the best"),
        **{name: _(classes.NAMES[name]) for name in (*classes.CLASSES, "owner")},
        "trend": _("Events per week"),
    }


def returns_columns() -> dict[str, str]:
    """Of `analyses.loyalty.returns`."""
    return {
        "days": _("Days"),
        "at_risk": _("People watched so long"),
        "came": _("Came back on that day"),
        "share": _("Came back within"),
        "low": _("95% interval from"),
        "high": _("to"),
    }


def cohorts_columns() -> dict[str, str]:
    """Of `analyses.loyalty.cohorts`."""
    return {
        "cohort": _("Month of the first event"),
        "size": _("People"),
        "months": _("Months since"),
        "people": _("Of these seen"),
        "share": _("Share"),
    }


def newcomers_columns() -> dict[str, str]:
    """Of `analyses.loyalty.newcomers`."""
    return {
        "month": _("Month"),
        "kind": _("New or returning"),
        "people": _("People"),
        "share": _("Of the month"),
        "complete": _("Whole month"),
    }


def trends_columns() -> dict[str, str]:
    """Of `analyses.trends.trends`."""
    return {
        "begins_on": _("From"),
        "events": _("Events"),
        "people": _("People"),
        "converted": _("Reach the goal"),
        "conversion": _("Conversion"),
        "low": _("95% interval from"),
        "high": _("to"),
        "previous_begins_on": _("Before: from"),
        "previous_events": _("Before: events"),
        "previous_people": _("Before: people"),
        "previous_conversion": _("Before: conversion"),
    }
