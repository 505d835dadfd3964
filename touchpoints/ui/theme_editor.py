"""Change the themes: their names and words, with what each change does to the comments before it is kept."""

from functools import partial

import pandas as pd
import streamlit as st
from cachetools import LRUCache
from streamlit.delta_generator import DeltaGenerator

from touchpoints import i18n, recall
from touchpoints.analyses import sentiment
from touchpoints.analyses import themes as analysis
from touchpoints.i18n import _, ngettext, percent
from touchpoints.interpreting import applied, themes
from touchpoints.interpreting.themes import Change, Changes, Comments, Effect
from touchpoints.model import Filters
from touchpoints.text.masking import masked
from touchpoints.text.themes import theme_spans
from touchpoints.ui import comments, session
from touchpoints.ui.boundary import plain
from touchpoints.workspaces import Workspace

SHOWN_EXAMPLES = 5
NEW, NONE = "+", ""


def draw(workspace: Workspace) -> None:
    """Choose a theme, change it, see what that does, keep it."""
    changes = themes.read(workspace.folder)
    theme = _choose(changes)
    if theme == NEW:
        name, change = _asked_new()
        if not name:
            return
    else:
        name, change = theme, _asked(changes, theme)
    if change == changes.get(name, Change()):
        st.caption(_("Change something to see what it does to the comments."))
    else:
        _offer(workspace, changes, themes.checked(changes, name, change, _titles()))
    if theme in changes and st.button(
        _("Undo all changes to this theme") if theme in analysis.NAMES else _("Delete this theme"),
        type="tertiary",
        icon=":material/undo:",
        disabled=not session.may_write(workspace),
    ):
        _keep(workspace, themes.without(changes, theme))


def draw_all(workspace: Workspace) -> None:
    """Every theme, with how many comments name it and what people changed."""
    changes = themes.read(workspace.folder)
    found = analysis.themes(workspace, Filters()).set_index("theme")["comments"]
    rows = [
        {
            _("Theme"): _called(changes, theme),
            _("Comments"): int(found.get(themes.called(changes, theme), 0)),
            _("Changed"): _told(changes, theme),
        }
        for theme in themes.names(changes)
    ]
    table = pd.DataFrame(rows).sort_values(_("Comments"), ascending=False, kind="stable")
    st.dataframe(table, hide_index=True, width="stretch")


def _titles() -> dict[str, str]:
    return {theme: _(name) for theme, name in analysis.NAMES.items()}


def _called(changes: Changes, theme: str) -> str:
    return analysis.name(themes.called(changes, theme))


def _told(changes: Changes, theme: str) -> str:
    change = changes.get(theme, Change())
    told = []
    if theme not in analysis.NAMES:
        told.append(_("your own"))
    elif change.title:
        told.append(_("was “{name}”").format(name=analysis.name(theme)))
    if change.added:
        told.append("+ " + ", ".join(change.added[:6]))
    if change.removed:
        told.append("− " + ", ".join(change.removed[:6]))
    if change.into:
        told.append(_("part of “{name}”").format(name=_called(changes, change.into)))
    if change.hidden:
        told.append(_("left out"))
    return "; ".join(told)


def _choose(changes: Changes) -> str:
    options = [NEW, *sorted(themes.names(changes), key=lambda theme: _called(changes, theme))]
    usual = options[1]
    names = {theme: _called(changes, theme) for theme in options[1:]}
    names[NEW] = _("+ A new theme")
    key = session.hydrate_one("edit", options, usual)
    st.selectbox(_("Theme"), options, format_func=names.__getitem__, key=key)
    session.publish("edit", usual)
    return str(st.session_state[key])


def _asked_new() -> tuple[str, Change]:
    name = " ".join(
        st.text_input(
            _("Name of the theme"), key=session.key("new theme"), max_chars=themes.LONGEST_NAME
        ).split()
    )
    words = st.multiselect(
        _("Words that name it"),
        [],
        accept_new_options=True,
        key=session.key("new words"),
        placeholder=_("Type a word or phrase and press Enter"),
    )
    st.caption(_words_help())
    if not name or not words:
        st.info(_("Write a name and at least one word, to see which comments name the theme."))
        return "", Change()
    return name, Change(title=name, added=tuple(words))


def _asked(changes: Changes, theme: str) -> Change:
    before = changes.get(theme, Change())
    language = i18n.language()
    key = session.key(f"theme {theme} {hash(before)}")
    usual = _called(changes, theme)
    name = st.text_input(_("Name"), usual, key=f"{key} name", max_chars=themes.LONGEST_NAME)
    known = themes.words_of(changes, theme, language)
    options = [*known, *(term for term in before.removed if term not in known)]
    words = st.multiselect(
        _("Words that name it"),
        options,
        known,
        accept_new_options=True,
        key=f"{key} words",
        placeholder=_("Type a word or phrase and press Enter"),
    )
    st.caption(_words_help())
    others = [
        other
        for other in themes.names(changes)
        if themes.part_of(changes, other) not in (theme,) and other != theme
    ]
    names = {other: _called(changes, other) for other in others}
    names[NONE] = _("No, a theme of its own")
    into = st.selectbox(
        _("Count it as a part of another theme"),
        [NONE, *sorted(others, key=names.__getitem__)],
        index=0
        if before.into not in others
        else 1 + sorted(others, key=names.__getitem__).index(str(before.into)),
        format_func=names.__getitem__,
        key=f"{key} into",
    )
    hidden = st.toggle(_("Leave this theme out"), before.hidden, key=f"{key} hidden")
    left = tuple(term for term in known if term not in words)
    ours = [term for term in before.added if term not in left]
    back = {term for term in before.removed if term in words}
    return Change(
        title=before.title if name.strip() in (usual, "") else name.strip(),
        added=(*ours, *(term for term in words if term not in options)),
        removed=(
            *(term for term in before.removed if term not in back),
            *(term for term in left if term not in before.added),
        ),
        hidden=hidden,
        into=into or None,
    )


def _words_help() -> str:
    return _(
        "“refund*” stands for every word that begins so. Capitals and accents do not matter. Words count "
        "in comments of every language; a word that you take out, no longer does."
    )


def _offer(workspace: Workspace, before: Changes, after: Changes) -> None:
    """What the change does, with examples, and the button that keeps it."""
    said = _comments(workspace)
    bar = st.empty()
    found = _effect(workspace, tuple(before.items()), tuple(after.items()), bar)
    bar.empty()
    with st.container(border=True):
        st.markdown(f"##### {plain(_finding(found, len(said.texts)))}")
        for sentence in _sides(found):
            st.markdown(plain(sentence))
        for example in found.examples[:SHOWN_EXAMPLES]:
            _example(said, example, before, after)
        if not session.may_write(workspace):
            st.info(_("This workspace is not yours to change. Load a file of yours to keep this."))
        elif st.button(_("Keep this change"), type="primary", icon=":material/check:"):
            _keep(workspace, after)


def _finding(found: Effect, comments_: int) -> str:
    if not found.moved:
        return _("No comment changes its themes by this.")
    return ngettext(
        "One comment changes its themes ({share} of all).",
        "{count} comments change their themes ({share} of all).",
        found.moved,
    ).format(share=percent(found.moved / comments_, 1))


def _sides(found: Effect) -> list[str]:
    told = []
    for theme, count in sorted(found.gained.items(), key=lambda one: -one[1])[:4]:
        told.append(
            ngettext(
                "“{theme}” gains {count} comment.", "“{theme}” gains {count} comments.", count
            ).format(theme=analysis.name(theme))
        )
    for theme, count in sorted(found.lost.items(), key=lambda one: -one[1])[:4]:
        told.append(
            ngettext(
                "“{theme}” loses {count} comment.", "“{theme}” loses {count} comments.", count
            ).format(theme=analysis.name(theme))
        )
    return told


def _example(said: Comments, moved: themes.Moved, before: Changes, after: Changes) -> None:
    text, language = masked(said.texts[moved.at]), said.languages[moved.at]
    gained = [theme for theme in moved.after if theme not in moved.before]
    lost = [theme for theme in moved.before if theme not in moved.after]
    spans = [
        span
        for themes_, changes in ((gained, after), (lost, before))
        for theme in themes_
        for span in theme_spans(text, language, theme, table=themes.table_of(changes))
    ]
    names = [
        *(f":green-badge[+ {plain(analysis.name(theme))}]" for theme in gained),
        *(f":orange-badge[− {plain(analysis.name(theme))}]" for theme in lost),
    ]
    st.markdown(f"{comments.marked(text, [], spans)}  \n{' '.join(names)}")


@recall.remembered(LRUCache(2))
def _comments(workspace: Workspace) -> Comments:
    rows = workspace.read("every_comment", {**Filters().values(), **sentiment.EVERY.values()})
    columns = (rows[name].to_pylist() for name in ("answer_no", "comment", "language"))
    return Comments(*columns)


def _effect(
    workspace: Workspace,
    before: tuple[tuple[str, Change], ...],
    after: tuple[tuple[str, Change], ...],
    bar: DeltaGenerator,
) -> Effect:
    known = st.session_state.setdefault("effects", {})
    asked = (workspace, before, after)
    if asked not in known:
        known.clear()
        known[asked] = themes.effect(
            _comments(workspace),
            dict(before),
            dict(after),
            partial(_tell, bar),
        )
    found: Effect = known[asked]
    return found


def _tell(bar: DeltaGenerator, share: float) -> None:
    bar.progress(share, text=_("Reading the comments …"))


def _keep(workspace: Workspace, changes: Changes) -> None:
    session.show(applied.keep_themes(workspace.folder, changes, partial(_tell, st.empty())))
    st.toast(_("Kept. Every page now counts this way."), icon=":material/check:")
    st.session_state.pop(session.key("new theme"), None)
    st.session_state.pop(session.key("new words"), None)
    st.rerun()
