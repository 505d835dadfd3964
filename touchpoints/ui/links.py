"""Read-only links: the form that makes one, the list that revokes one, and what its visitor sees."""

import datetime as dt
from collections.abc import Iterator

import streamlit as st

from touchpoints import i18n, links, permissions, privacy
from touchpoints.captions.filters import sentence
from touchpoints.exports import findings, suppression
from touchpoints.exports.exhibits import Asked, Exhibit
from touchpoints.i18n import _, ngettext
from touchpoints.links import Link
from touchpoints.model import Filters
from touchpoints.ui import boundary, charts, session, sheets, sidebar, sign_in, views, writing
from touchpoints.ui.boundary import plain
from touchpoints.ui.folding import folded
from touchpoints.workspaces import Workspace

DAYS = (7, 30, 90, 365)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def draw(workspace: Workspace) -> None:
    """The links of a workspace; an owner makes and revokes them."""
    st.caption(
        _(
            "Whoever holds the link sees the findings that you choose, with the filters of now, without "
            "signing in; nothing that rests on fewer than {fewest} people or answers, and no other page."
        ).format(fewest=suppression.FEWEST)
    )
    if not permissions.reaches(permissions.role(workspace.folder), "owner"):
        st.caption(_("Only an owner makes links."))
        return
    writing.say_kept()
    if session.is_local():
        st.caption(
            _(
                "On this computer the app itself is open to whoever reaches it, with or without a link."
            )
        )
    for link in links.links(workspace.folder):
        _draw_link(workspace, link)
    with st.popover(_("New read-only link"), icon=":material/add_link:"):
        _draw_form(workspace)


def _draw_link(workspace: Workspace, link: Link) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        is_over = _today() > link.ends_on
        told = _("ended on {day}") if is_over else _("until {day}")
        with st.container(width="stretch", gap="xsmall"):
            st.markdown(f"**{plain(link.name)}** · {told.format(day=i18n.day(link.ends_on))}")
            count = ngettext("One finding", "{count} findings", len(link.findings))
            st.caption(plain(f"{count} · {_filters(link.filters)}"))
        if not is_over:
            with st.container(width=180):
                here = (st.context.url or "").partition("?")[0].rpartition("/")[0]
                address = f"{here}/?{session.GUEST}="
                views.copy_link(
                    address + links.token(workspace.folder, link), key=f"copy {link.identifier}"
                )
        if st.button(_("Revoke"), key=f"revoke {link.identifier}", type="tertiary"):
            with boundary.errors():
                links.revoke(workspace.folder, link.identifier, by=sign_in.address() or "")
                session.note("revoked", link.name)
                st.rerun()


def _draw_form(workspace: Workspace) -> None:
    filters = sidebar.in_force()
    titles = {
        one.name: _(one.title)
        for one in findings.possible(Asked(workspace, filters))
        if one.name != links.COMMENTS
    }
    spans = {days: ngettext("{count} day", "{count} days", days) for days in DAYS}
    with st.form("new link", border=False):
        name = st.text_input(_("For whom"), max_chars=links.LONGEST_NAME)
        chosen = st.multiselect(
            _("Findings"), list(titles), format_func=titles.__getitem__, placeholder=_("Choose")
        )
        days = st.selectbox(_("Opens for"), DAYS, index=1, format_func=spans.__getitem__)
        comments = st.checkbox(_("Also the most negative comments, as customers wrote them"))
        st.caption(plain(_filters(filters)))
        pressed = st.form_submit_button(_("Make the link"), type="primary")
    if pressed:
        wanted = [*chosen, *([links.COMMENTS] if comments else [])]
        until = _today() + dt.timedelta(days=int(days))

        def make() -> None:
            who = sign_in.address() or ""
            links.create(workspace.folder, name, wanted, filters, until, comments=comments, by=who)
            session.note("shared", name)

        writing.keep(make)


def _filters(filters: Filters) -> str:
    return _("Everything, no filter.") if filters == Filters() else sentence(filters)


def show() -> None:
    """What the holder of the link in the address sees. WorkspaceNotFound."""
    given = st.query_params[session.GUEST]
    workspace, link = links.check(session.folder(), given, _today())
    if st.session_state.get("opened") != given:
        st.session_state["opened"] = given
        privacy.note(workspace.folder, "", "opened by link", link.name)
    st.title(plain(workspace.name))
    st.caption(plain(_filters(link.filters)))
    st.caption(
        _("What rests on fewer than {fewest} people or answers is not shown.").format(
            fewest=suppression.FEWEST
        )
    )
    made = list(_made(workspace, link))
    for title, exhibit in made:
        _draw_exhibit(title, exhibit)
    if not made:
        st.info(_("There is nothing that may be shown."))


def _made(workspace: Workspace, link: Link) -> Iterator[tuple[str, Exhibit]]:
    """The findings of a link. A comment rests on one person: it is told only where the link allows it."""
    asked = Asked(workspace, link.filters)
    figures = [name for name in link.findings if name != links.COMMENTS]
    with suppression.at_least():
        made = list(findings.made(asked, figures))
    if link.comments:
        made += [
            (finding, exhibit)
            for finding, exhibit in findings.made(asked, [links.COMMENTS])
            if exhibit is not None and len(exhibit.table) >= suppression.FEWEST
        ]
    yield from ((_(finding.title), exhibit) for finding, exhibit in made if exhibit is not None)


def _draw_exhibit(title: str, exhibit: Exhibit) -> None:
    st.subheader(title)
    if exhibit.finding:
        st.markdown(f"#### {plain(exhibit.finding)}")
    else:
        st.caption(_("Some rows rest on too few and are not shown."))
    if exhibit.chart is not None and exhibit.data is not None and not exhibit.data.empty:
        spec = charts.again(exhibit.chart)
        charts.place(spec, exhibit.data, exhibit.finding or title, key=exhibit.name)
    st.caption(exhibit.definition)
    with folded(_("Table"), "table", f"table {exhibit.name}") as is_open:
        if is_open:
            st.dataframe(
                exhibit.told,
                hide_index=True,
                width="stretch",
                column_config=sheets.explained(exhibit.told),
            )
