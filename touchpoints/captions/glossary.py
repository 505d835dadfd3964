"""What every figure is called, means and how it is counted: the one home of these sentences.

The page of the glossary lists them; the small print of figures and the titles of columns take theirs from here.
"""

from typing import NamedTuple

from touchpoints.analyses import classes, scores
from touchpoints.captions import heatmaps, journeys, voice
from touchpoints.i18n import _, once_a_language


class Entry(NamedTuple):
    """A figure: its name in links, what it means, and the titles it is shown under, its own first."""

    name: str
    meaning: str
    titles: tuple[str, ...]


def told(name: str) -> str:
    """What the figure of this name means."""
    return {entry.name: entry.meaning for entry in entries()}[name]


@once_a_language
def by_title() -> dict[str, str]:
    """What stands under each title, in the language of the visitor."""
    return {title: entry.meaning for entry in entries() for title in entry.titles}


def entries() -> list[Entry]:
    """Every figure, in the order of the page."""
    return [entry for group in groups().values() for entry in group]


def groups() -> dict[str, list[Entry]]:
    """The figures by subject."""
    return {
        _("People and contacts"): _contacts(),
        _("Funnel"): _funnel(),
        _("Conversion"): _conversion(),
        _("Scores"): _scores(),
        _("Comments"): _comments(),
        _("Response time"): _response(),
        _("Ours alone"): _ours(),
        _("How sure"): _certainty(),
    }


def _contacts() -> list[Entry]:
    return [
        Entry("people", _("Customers with at least one event."), (_("People"),)),
        Entry(
            "share-of-people",
            _("The people who meet the place, as a share of all people whom the filters leave."),
            (_("Of all people"),),
        ),
        Entry(
            "events",
            _("One contact of one person at one moment."),
            (_("Events"), _("Events per week")),
        ),
        Entry(
            "touchpoint",
            _("What happened in a contact, as your file names it: an ad, a call, a checkout."),
            (_("Touchpoint"), _("Place")),
        ),
        Entry(
            "channel",
            _("Where a contact happened, as your file names it: website, store, WhatsApp."),
            (_("Channel"),),
        ),
        Entry(
            "stage",
            _("Where in the journey a touchpoint stands: each belongs to one stage."),
            (_("Journey stage"),),
        ),
        Entry(
            "class",
            _(
                "What kind of contact a touchpoint is, told from its name until somebody changes it; the "
                "owner is who answers for it."
            ),
            tuple(_(classes.NAMES[name]) for name in (*classes.CLASSES, "owner")),
        ),
        Entry(
            "hour",
            _("The hour and the weekday of a contact, by the clock of your file."),
            (_("Hour"), _("Weekday"), _("Weekday (1 = Monday)")),
        ),
        Entry("moves", journeys.transitions_definition(), (_("Of the moves from there"),)),
        Entry("cohort", journeys.cohorts_definition(), (_("Month of the first event"),)),
        Entry("new-people", journeys.newcomers_definition(), (_("New or returning"),)),
    ]


def _funnel() -> list[Entry]:
    return [
        Entry(
            "step",
            _("One of the stages, touchpoints or channels that people are to reach in this order."),
            (_("Step"),),
        ),
        Entry(
            "entered",
            _("People with the first step."),
            (_("Enter the funnel"),),
        ),
        Entry(
            "reached",
            _("The people who reach the step, as a share of those with the first step."),
            (_("Of the first step"), _("Reach the last step")),
        ),
        Entry(
            "step-conversion",
            _(
                "The people who reach the step, as a share of those who reached the one before it. The step "
                "where it is lowest is the weakest."
            ),
            (_("Of the previous step"), _("Weakest step")),
        ),
        Entry(
            "lost",
            _("The people who reached the step before and did not reach this one."),
            (_("Lost since the previous step"),),
        ),
        Entry(
            "still-open",
            _("Of the people lost, those whose time has not run out: they may still come."),
            (_("Of these, still open"), _("Still open")),
        ),
        Entry(
            "time-to-step",
            _(
                "From the step before to this one, over the people who reached it. Half of them took no "
                "longer than the median, nine in ten no longer than the 90th percentile."
            ),
            (
                _("Median time"),
                _("Median seconds from the previous step"),
                _("Mean time"),
                _("Mean seconds"),
                _("90th percentile of the time"),
                _("90th percentile, seconds"),
            ),
        ),
    ]


def _conversion() -> list[Entry]:
    return [
        Entry(
            "conversion",
            _(
                "Of the people who met the place before they reached the goal, or never reached it, how many "
                "reached it; without it, the same of everybody else. They go together, which need not "
                "be the cause."
            ),
            (_("Conversion"), _("Goal with it"), _("Goal without it")),
        ),
        Entry(
            "goal",
            _("The stage or touchpoint that a journey is meant to reach."),
            (_("Reach the goal"),),
        ),
        Entry(
            "conversion-base",
            _("The people of whom a conversion is a share."),
            (_("People there before the goal"), _("People with it"), _("People without it")),
        ),
        Entry(
            "association",
            _(
                "Whether more or fewer reach the goal with the place than without it: said only where the two "
                "95% intervals have nothing in common and there are 30 people or more on either side."
            ),
            (_("Association"),),
        ),
    ]


def _scores() -> list[Entry]:
    measures = scores.short_names()
    return [
        Entry(
            "answers",
            _("Replies to a question of a survey."),
            (_("Answers"), _("Ratings")),
        ),
        Entry("respondents", _("People, or rows without a person."), (_("Respondents"),)),
        Entry("question", _("A column of a survey, in its own words."), (_("Question"),)),
        Entry(
            "score",
            _("What the answers to a question come to: NPS, CSAT, CES or the mean."),
            (_("Score"),),
        ),
        Entry("nps", voice.score_definition("nps"), (measures["nps"],)),
        Entry(
            "promoters",
            _("Answers of 9 and 10, of 7 and 8, and of 0 to 6 to the question of NPS."),
            (_("Promoters"), _("Passives"), _("Detractors")),
        ),
        Entry("csat", voice.score_definition("csat"), (measures["csat"],)),
        Entry("ces", voice.score_definition("ces"), (measures["ces"],)),
        Entry("mean", voice.score_definition("rating"), (_("Mean"),)),
        Entry("rating", voice.rating_definition(), (_("Mean rating"), measures["rating"])),
        Entry("driver", voice.drivers_definition(), (_("Correlation with the score"),)),
    ]


def _comments() -> list[Entry]:
    return [
        Entry("comments", _("Answers with words."), (_("Comments"),)),
        Entry(
            "sentiment",
            voice.sentiment_definition(),
            (_("Sentiment"), _("Comments that say how they feel")),
        ),
        Entry("negative", voice.complaints_definition(), (_("Negative comments"),)),
        Entry("theme", voice.themes_definition(), (_("Theme"), _("Share negative"))),
        Entry("theme-effect", voice.impact_definition(), (_("Effect on the score"),)),
        Entry("words", voice.terms_definition(), (_("Word or phrase"),)),
    ]


def _response() -> list[Entry]:
    return [
        Entry(
            "wait",
            heatmaps.wait_definition(),
            (_("Median response time"), _("Median seconds"), _("Median seconds to the reply")),
        ),
        Entry(
            "request",
            _(
                "A request is what a person sends at a touchpoint of requests, all of it until the business "
                "replies; the reply is their next contact at a touchpoint of replies."
            ),
            (_("Requests with a reply"),),
        ),
    ]


def _ours() -> list[Entry]:
    return [
        Entry(
            "critical",
            journeys.critical_definition(),
            (_("Critical (ours alone)"), _("Importance"), _("Below the best")),
        ),
        Entry(
            "consistency",
            heatmaps.consistency_definition(),
            (_("Consistency of the stages"), _("Index")),
        ),
    ]


def _certainty() -> list[Entry]:
    return [
        Entry(
            "interval",
            _(
                "Where the true value lies, as far as so many answers or people can tell: so wide that it holds "
                "it 19 times in 20."
            )
            + " "
            + voice.groups_definition(),
            (
                _("95% interval"),
                _("95% interval from"),
                _("to"),
                _("Without it: 95% interval"),
                _("Without it: 95% interval from"),
                _("Without it: to"),
                _("Rating: 95% interval"),
                _("Rating: 95% interval from"),
                _("Rating: to"),
                _("Negative: 95% interval"),
                _("Negative: 95% interval from"),
                _("Negative: to"),
            ),
        ),
        Entry(
            "few",
            _(
                "Fewer than 30 answers or people: pale or hollow in charts, and left out where a best and "
                "a worst are named."
            ),
            (_("Few answers"),),
        ),
    ]
