"""What is written around the charts of scores and comments: how they are counted."""

from touchpoints.i18n import _, label
from touchpoints.model import Goal, Measure


def reading_limits() -> str:
    """What the reading of comments cannot do, in small print; the same wherever they are counted."""
    return _("Irony, complaints without a bad word and long comments are often read wrong.")


def sentiment_definition() -> str:
    """How comments are read, in small print."""
    told = _(
        "Read word by word, in the language of each comment, with our own lexicon; comments without a "
        "word that says how they feel are left out."
    )
    return f"{told} {reading_limits()}"


def complaints_definition() -> str:
    """What the share of negative comments is, in small print."""
    told = _("The share of negative comments among those that say how they feel.")
    return f"{told} {reading_limits()}"


def themes_definition() -> str:
    """How themes are found and counted, in small print."""
    told = _(
        "A comment names a theme by its words, in its own language, and may name several. The "
        "sentiment is that of the part of the comment that is about the theme. Shares are of the "
        "comments that say how they feel (n), with their 95% intervals; hollow where n is below 30."
    )
    return f"{told} {reading_limits()}"


def cells_definition() -> str:
    """What the cells of the heatmap show, in small print."""
    told = _(
        "The share of the comments on a theme that are negative about it, and below it how many say "
        "how they feel (n); pale where these are fewer than 30."
    )
    return f"{told} {reading_limits()}"


def impact_definition() -> str:
    """What the effect of a theme is, in small print."""
    return _(
        "The score of all answers less the score without the answers that name the theme, with its "
        "95% interval and how many name it. Who names a theme may differ in other ways too."
    )


def terms_definition() -> str:
    """How terms are found, in small print."""
    told = _(
        "Words and phrases of up to three words that at least three comments hold, and that one group "
        "says more often than chance would have it (log-odds with an informative prior, z from 1.96). "
        "The dots are the shares of the comments of either group, with their 95% intervals; on the "
        "right, how many comments these are."
    )
    return f"{told} {reading_limits()}"


def drivers_definition() -> str:
    """What a driver is, in small print."""
    return _(
        "The correlation of the rating at a touchpoint, of another question, or of how a theme is "
        "spoken of, with the score, and its 95% interval; how much of the differences in the score it "
        "explains (R²), and n. Only what has 30 answers or more and surely differs from none. It goes "
        "with the score; whether it causes it, only a trial can tell."
    )


def places_definition() -> str:
    """How importance and performance are cut, in small print."""
    return _(
        "The lines are the medians of the drivers shown. To the left they do worse than half of the "
        "others, above they matter more. Larger dots have more answers."
    )


def before_definition() -> str:
    return _(
        "For each touchpoint, the respondents who met it among their last three contacts in the 30 "
        "days before the answer (n): how many of them score low (NPS 0 to 6, or the lowest quarter of "
        "the scale) and high (9 or 10, or the highest quarter), with 95% intervals."
    )


def verdict_paths_definition(goal: Goal) -> str:
    """Which paths are compared, in small print."""
    return _(
        "The six paths that most people with a low or a high score take, each with its share of all of "
        "them, how many these are, and the 95% interval. A path ends at the first contact that reaches "
        "“{goal}”, or with the journey; what is repeated at once is one step. Whoever answered several "
        "times counts by the newest answer."
    ).format(goal=label(goal.value))


def score_definition(measure: Measure) -> str:
    """What a score means, in small print."""
    return {
        "nps": _("NPS: the share of promoters (9 to 10) less the share of detractors (0 to 6)."),
        "csat": _("CSAT: the share of answers in the top two boxes of the scale."),
        "ces": _("CES: the mean on the question's own scale."),
    }.get(measure, _("The mean on the question's own scale."))


def rating_definition() -> str:
    """What the mean rating of a place is, in small print."""
    return _("The mean of the satisfaction ratings whose channel and place are known.")


def periods_definition() -> str:
    """How a course over weeks or months is drawn, in small print."""
    return _(
        "The band is the 95% interval; hollow where there are fewer than 30 answers. The first and the "
        "last period may be incomplete."
    )


def groups_definition() -> str:
    """When groups are ranked, in small print."""
    return _("Two groups whose intervals overlap are not ranked one above the other.")
