"""The demos to choose from: a made-up business of each sector."""

import streamlit as st

from touchpoints import demo
from touchpoints.i18n import _
from touchpoints.ui import navigation, session


def choose() -> None:
    """One button a sector; a click opens it."""
    with st.container(gap="small"):
        for identifier, (name, told, icon) in _sectors().items():
            if st.button(
                f"**{name}** · {told}",
                key=f"open {identifier}",
                icon=f":material/{icon}:",
                width="stretch",
            ):
                session.show_demo(identifier)
                navigation.go("start/overview.py")


def switch() -> None:
    """The same in a row, for a room that looks at one of them already; keys of a number press them."""
    looked_at = st.query_params.get("w")
    with st.container(horizontal=True, gap="small", key="story_demos"):
        for number, (identifier, (name, _told, icon)) in enumerate(_sectors().items(), start=1):
            st.button(
                f"{number}\\. {name}",
                key=f"story_choice_{number}",
                icon=f":material/{icon}:",
                type="primary" if identifier == looked_at else "secondary",
                on_click=session.show_demo,
                args=(identifier,),
            )


def _sectors() -> dict[str, tuple[str, str, str]]:
    """Of each demo its sector, what it sells, and its icon."""
    told = {
        demo.IDENTIFIER: (_("Shop"), _("decoration and gifts"), "storefront"),
        "demo-clinic": (_("Clinic"), _("appointments and exams"), "stethoscope"),
        "demo-restaurant": (_("Restaurant"), _("tables and delivery"), "restaurant"),
        "demo-ecommerce": (_("Online shop"), _("clothes and trainers"), "shopping_cart"),
        "demo-music": (_("Band"), _("streaming, shows, merch"), "music_note"),
    }
    return {identifier: told[identifier] for identifier in demo.NAMES}
