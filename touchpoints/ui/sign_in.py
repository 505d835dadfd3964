"""Who is visiting: nobody in particular on one's own machine, a signed-in address on a hosted server."""

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from touchpoints import settings
from touchpoints.i18n import _
from touchpoints.ui.boundary import plain

SESSION_SECONDS = 7 * 86_400


def secrets() -> dict[str, Any]:
    """What Streamlit's sign-in wants to know; empty where people do not sign in through it."""
    told = settings.current()
    if not (told.is_hosted and told.sign_in_client_id):
        return {}
    return {
        "auth": {
            "redirect_uri": f"{'https' if is_behind_tls() else 'http'}://{told.host}/oauth2callback",
            "cookie_secret": told.cookie_secret,
            "client_id": told.sign_in_client_id,
            "client_secret": told.sign_in_client_secret,
            "server_metadata_url": told.sign_in_metadata_url,
        }
    }


def is_behind_tls() -> bool:
    """Whether visitors reach this server by TLS: everywhere but on the machine itself."""
    return settings.current().host.partition(":")[0] not in ("127.0.0.1", "localhost")


def address() -> str | None:
    """The e-mail address of the visitor of this rerun; None where nobody has signed in."""
    if not settings.current().is_hosted or get_script_run_ctx() is None:
        return None
    user = st.user.to_dict()
    if settings.current().sign_in_header:
        return str(user.get("email") or "").strip().casefold() or None
    if not user.get("is_logged_in") or user.get("email_verified") is False or _is_over(user):
        return None
    return str(user.get("email") or "").strip().casefold() or None


def _is_over(user: Mapping[str, object]) -> bool:
    signed_in_at = user.get("iat")
    return isinstance(signed_in_at, int) and time.time() - signed_in_at > SESSION_SECONDS


def is_done() -> bool:
    """Whether the visitor has signed in, or need not."""
    return not settings.current().is_hosted or address() is not None


def gate() -> None:
    """On a hosted server, stop here until the visitor has signed in."""
    if is_done():
        return
    st.title(_("Sign in"))
    if _is_over(st.user.to_dict()):
        st.info(_("Your sign-in has ended. Sign in again, and you come back to this page."))
    st.markdown(_("This server shows each person their own workspaces."))
    if settings.current().sign_in_header:
        st.info(
            _(
                "The gate in front of this server did not say who you are. Reload the page to sign in."
            )
        )
    elif st.button(_("Sign in"), type="primary", icon=":material/login:"):
        st.login()
    st.stop()


def draw() -> None:
    """Who has signed in, and the way out."""
    who = address()
    if who is None:
        return
    st.caption(plain(who))
    if not settings.current().sign_in_header:
        st.button(_("Sign out"), icon=":material/logout:", type="tertiary", on_click=st.logout)
