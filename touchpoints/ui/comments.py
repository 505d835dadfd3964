"""Comments as cards: what was said, the words that moved the score, and why."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from touchpoints import i18n
from touchpoints.analyses import catalogue, scores, sentiment, themes, typical
from touchpoints.captions import columns
from touchpoints.captions import voice as captions
from touchpoints.captions.voice import reading_limits
from touchpoints.i18n import _, label
from touchpoints.interpreting import applied
from touchpoints.model import Dimension, Filters
from touchpoints.text.learned import explain_learned
from touchpoints.text.sentiment import Contribution, Sentiment, explain
from touchpoints.text.themes import theme_sentiments
from touchpoints.ui import charts, downloads, navigation
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

PAGE_SIZE = 10
LEAST_TOLD = 0.005
COLOURS = {True: "blue", False: "orange"}

Spans = Callable[[str, str], list[tuple[int, int]]]


def draw_feelings(workspace: Workspace, filters: Filters, by: Dimension) -> None:
    """How the comments feel, of all and by group where there is more than one."""
    for over in (None, by):
        feelings = sentiment.sentiment(workspace, filters, over=over)
        if over and feelings[over].nunique() < 2:
            continue
        charts.draw(
            sentiment.chart(charts.look(), over),
            feelings,
            finding=sentiment.finding,
            definition=captions.sentiment_definition(),
            key=f"sentiment {over}",
        )
        downloads.row(feelings, name=f"sentiment-{over or 'all'}", columns=columns.sentiment())


def reader(
    workspace: Workspace,
    filters: Filters,
    choice: sentiment.Choice = sentiment.EVERY,
    *,
    marks: Spans | None = None,
    below: Callable[[int], None] | None = None,
) -> None:
    """Choose which of the comments, and read them page by page; `marks` says which other words of
    a comment (its text, its language) are marked beside those that moved its score; `below` draws more in
    the last line of the card of an answer."""
    counts = sentiment.counts(workspace, filters, choice)
    names = {feeling: _(name) for feeling, name in sentiment.NAMES.items()}
    orders = {
        "most negative": _("Most negative"),
        "most positive": _("Most positive"),
        "newest": _("Newest"),
        "typical": _("Most typical"),
    }
    with st.container(horizontal=True):
        shown = charts.switch(_("Comments"), "feel", {"all": _("All"), **names}, default="all")
        order = charts.switch(_("Order"), "order", orders, default="most negative")
    total = sum(counts.values()) if shown == "all" else counts.get(shown, 0)
    page = 1
    if total > PAGE_SIZE:
        page = st.pagination(-(-total // PAGE_SIZE), key=f"page of {shown} {total} {hash(choice)}")
    feeling = None if shown == "all" else shown
    found = (
        _typical(workspace, filters, choice, feeling, page)
        if order == "typical"
        else sentiment.comments(
            workspace,
            filters,
            choice=choice,
            label=feeling,
            order=order,  # type: ignore[arg-type]
            limit=PAGE_SIZE,
            offset=(page - 1) * PAGE_SIZE,
        )
    )
    means = applied.means_of(workspace)
    if found.empty:
        st.info(_("No comment of this kind for these filters."))
    on_journey = catalogue.totals(workspace, Filters()).events > 0
    for one in found.itertuples(index=False):
        _card(one, names, marks, means, below, on_journey)


def _typical(
    workspace: Workspace, filters: Filters, choice: sentiment.Choice, feeling: str | None, page: int
) -> pd.DataFrame:
    order = typical.typical(workspace, filters, choice, feeling)
    numbers = order[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    found = sentiment.comments(
        workspace, filters, choice=sentiment.Choice(among=numbers), limit=PAGE_SIZE
    )
    return found.set_index("answer_no").loc[list(numbers)].reset_index()


def _card(
    one: Any,
    names: dict[str, str],
    marks: Spans | None,
    means: applied.Means,
    below: Callable[[int], None] | None,
    on_journey: bool,
) -> None:
    """One row of `analyses.sentiment.comments`, with the way to the person's journey where there is one."""
    table, learned = means
    score, parts = (
        explain(one.comment, one.language)
        if learned is None
        else explain_learned(one.comment, one.language, learned)
    )
    told = i18n.number(score.score, 2)
    named = theme_sentiments(one.comment, one.language, table=table)
    with st.container(border=True):
        st.markdown(marked(one.comment, parts, marks(one.comment, one.language) if marks else []))
        st.caption(plain(" · ".join(_facts(one))) + _badges(named))
        with st.container(horizontal=True, vertical_alignment="center"):
            if one.person and on_journey:
                navigation.link("journey/person.py", _("Their journey"), person=one.person)
            with st.popover(f"{names[score.label]} {told}", type="tertiary"):
                st.markdown(_("These parts add up to the score of {score}:").format(score=told))
                st.dataframe(_told(parts), hide_index=True)
                st.caption(reading_limits())
            if below is not None:
                below(one.answer_no)


def _badges(named: Mapping[str, Sentiment]) -> str:
    """The themes of a comment, each in the colour of what is said about it."""
    colours = {"negative": "orange", "positive": "blue"}
    return "".join(
        f" :{colours.get(towards.label, 'gray')}-badge[{plain(themes.name(theme))}]"
        for theme, towards in named.items()
    )


def _facts(one: Any) -> list[str]:
    facts = [
        label(it) for it in (one.channel, one.touchpoint, one.stage) if it not in i18n.nameless()
    ]
    if not pd.isna(one.score):
        measure = scores.short_names().get(one.measure, _("Score"))
        facts.insert(0, f"{measure} {i18n.number(one.score)}")
    if not pd.isna(one.answered_at):
        facts.append(i18n.day(one.answered_at.date()))
    return facts


def marked(
    comment: str, parts: list[Contribution], others: list[tuple[int, int]] | None = None
) -> str:
    """The comment with the words that moved its score on the colour of their sign and underlined in it,
    and other words of interest on grey; safe Markdown."""
    telling = [part for part in parts if abs(part.weight) >= LEAST_TOLD]
    spans = [(part.start, part.end, COLOURS[part.weight > 0]) for part in telling]
    taken = {at for start, end, _colour in spans for at in range(start, end)}
    spans += [(*span, "gray") for span in others or () if taken.isdisjoint(range(*span))]
    pieces, at = [], 0
    for start, end, colour in sorted(spans):
        if start < at or start == end:
            continue
        words = plain(comment[start:end]).replace("\n", " ")
        pieces.append(plain(comment[at:start]))
        pieces.append(f":{colour}[:{colour}-background[{words}]]")
        at = end
    return "".join([*pieces, plain(comment[at:])])


def _told(parts: list[Contribution]) -> pd.DataFrame:
    kinds = {
        "word": _("word"),
        "negation": _("negation"),
        "contrast": _("what stands before a “but” counts less"),
        "exclamation": _("exclamation marks"),
        "question": _("question mark"),
        "baseline": _("starting point"),
        "learned": _("learned here"),
    }
    return pd.DataFrame(
        {
            _("Words"): [part.words for part in parts],
            _("Part"): [kinds.get(part.kind, part.kind) for part in parts],
            _("Weight"): [i18n.number(part.weight, 2) for part in parts],
        }
    )
