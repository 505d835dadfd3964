"""The story on a projector: one scene fills the screen, keys and buttons step through it.

Where the story stands is said by the link alone: `scene`, `guess` (the number of the choice) and `hide`.
A key does what its button does, so that who has no keyboard lacks nothing.
"""

from collections.abc import Sequence
from typing import cast

import streamlit as st

from touchpoints import i18n
from touchpoints.exports import story
from touchpoints.exports.exhibits import Asked
from touchpoints.exports.story import Chapter, Scene, Story
from touchpoints.i18n import _
from touchpoints.model import Filters
from touchpoints.ui import charts, demos, navigation, projector, session, sidebar
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

TOLD = "story told"


def names_hidden() -> bool:
    """Whether letters stand for channels and touchpoints."""
    return st.query_params.get("hide") == "1"


def told(asked: Asked) -> Story:
    """The story, put together once for all its scenes."""
    wanted = (asked.workspace, asked.filters, i18n.language(), names_hidden())
    known = st.session_state.get(TOLD)
    if known is None or known[0] != wanted:
        known = (wanted, story.story(asked, names_hidden=names_hidden()))
        st.session_state[TOLD] = known
    return cast(Story, known[1])


def draw(workspace: Workspace, found: Story) -> None:
    """The scene that the link names, and the bar beneath it."""
    projector.dress()
    scenes = found.scenes
    addresses = [scene.address for scene in scenes]
    named = st.query_params.get("scene", "")
    at = addresses.index(named) if named in addresses else 0
    with st.container(key="story"), st.container(key="story_scene", gap="medium"):
        _scene(scenes[at], workspace, found)
    _bar(scenes, at)


def _scene(scene: Scene, workspace: Workspace, found: Story) -> None:
    chapter = scene.chapter
    if chapter is None:
        _cover(workspace, found) if scene.kind == "cover" else _end(found)
    elif scene.kind == "question":
        number = found.chapters.index(chapter) + 1
        st.caption(
            _("Question {number} of {count}").format(number=number, count=len(found.chapters))
        )
        st.title(plain(chapter.question), anchor=False)
    elif scene.kind == "guess":
        _guess(chapter)
    elif scene.kind == "reveal":
        with st.container(key="story_reveal"):
            _reveal(chapter)
    elif chapter.quote is not None:
        st.caption(_("A customer says:"))
        st.markdown(f"> {plain(chapter.quote.text)}".replace("\n", "\n> "))
        st.caption(plain(" · ".join(chapter.quote.places)))


def _cover(workspace: Workspace, found: Story) -> None:
    st.title(_("What do our customers live through with us?"), anchor=False)
    filters = sidebar.in_force()
    told = [] if names_hidden() else [workspace.name]
    if filters != Filters():
        told.append(sidebar.sentence_in_force())
    if told:
        st.subheader(plain(" · ".join(told)), anchor=False)
    if found.lacks:
        st.markdown(found.lacks)
    if found.chapters:
        st.markdown(
            _(
                "First guess, then look. Go on with the arrow keys, a clicker or the buttons below; the "
                "keys 1 to 9 guess, F fills the screen, H hides the names, R starts again, Esc leaves."
            )
        )
    if session.is_demo():
        st.caption(_("Made up, to try it out. Another sector by its number:"))
        demos.switch()


def _end(found: Story) -> None:
    st.title(_("What we have seen"), anchor=False)
    for chapter in found.chapters:
        st.markdown(f"- {plain(chapter.exhibit.finding)}")
    st.subheader(_("What do we change first, and who does it?"), anchor=False)


def _guess(chapter: Chapter) -> None:
    st.header(plain(chapter.question), anchor=False)
    st.caption(_("What does the room think? Choose before you look."))
    guess = _guessed(chapter)
    columns = 1 if len(chapter.answer.choices) < 6 else 2
    with st.grid(columns, min_column_width=260, row_height="content"):
        for number, choice in enumerate(chapter.answer.choices, start=1):
            st.button(
                f"{number}\\. {plain(choice)}",
                key=f"story_choice_{number}",
                type="primary" if choice == guess else "secondary",
                width="stretch",
                on_click=_set,
                args=("guess", str(number)),
            )


def _guessed(chapter: Chapter) -> str:
    """The choice that the link names, "" where it names none of this question."""
    numbers = [str(number) for number, _choice in enumerate(chapter.answer.choices, start=1)]
    number = st.query_params.get("guess", "")
    return chapter.answer.choices[numbers.index(number)] if number in numbers else ""


def _reveal(chapter: Chapter) -> None:
    verdict = chapter.verdict(_guessed(chapter))
    if verdict:
        st.markdown(f"**{plain(verdict)}**")
    finding, seen = chapter.exhibit.finding, chapter.seen
    st.header(plain(finding), anchor=False)
    if seen.chart is not None and seen.rows is not None:
        charts.place(charts.again(seen.chart), seen.rows, finding, key=f"story {chapter.name}")


def _bar(scenes: Sequence[Scene], at: int) -> None:
    """The way back and on, and what the room need not see: small, at the bottom."""
    addresses = [scene.address for scene in scenes]
    with st.container(key="story_bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("Back"),
            key="story_back",
            icon=":material/arrow_back:",
            disabled=at == 0,
            on_click=_go,
            args=(addresses, at - 1),
        )
        st.button(
            _("Forward"),
            key="story_forward",
            icon=":material/arrow_forward:",
            type="secondary" if at == len(addresses) - 1 else "primary",
            disabled=at == len(addresses) - 1,
            on_click=_go,
            args=(addresses, at + 1),
        )
        st.caption(f"{at + 1}/{len(addresses)}", width="content")
        st.space("stretch")
        chapter = scenes[at].chapter
        if chapter is not None and scenes[at].kind == "reveal":
            _how(chapter)
        hidden = names_hidden()
        st.button(
            _("Show names") if hidden else _("Hide names"),
            key="story_names",
            type="tertiary",
            on_click=_set,
            args=("hide", "" if hidden else "1"),
        )
        st.button(_("Start again"), key="story_restart", type="tertiary", on_click=_restart)
        projector.buttons()
        if st.button(_("Leave"), key="story_leave", type="tertiary"):
            navigation.go("start/overview.py")


def _how(chapter: Chapter) -> None:
    """How the figures of the scene are counted, for who asks."""
    with st.popover(_("How it is counted"), type="tertiary"):
        st.markdown(chapter.exhibit.definition)
        if chapter.seen.is_part:
            st.markdown(_("Only what tells most is drawn here; the report has all of it."))


def _set(name: str, value: str) -> None:
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def _go(addresses: list[str], to: int) -> None:
    """To another scene; a guess is forgotten where its question is left."""
    before = st.query_params.get("scene", "").partition(".")[0]
    _set("scene", addresses[to] if to else "")
    if addresses[to].partition(".")[0] != before:
        _set("guess", "")


def _restart() -> None:
    """Back to the beginning, for the next room; hidden names stay hidden."""
    _set("scene", "")
    _set("guess", "")
