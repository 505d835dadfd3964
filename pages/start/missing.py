"""Missing: what an address shows that no page has."""

import streamlit as st

from touchpoints.i18n import _
from touchpoints.ui import navigation

st.title(_("There is no page at this address"))
st.markdown(_("Check the address, or choose a page in the menu above."))
navigation.link("start/welcome.py", _("To the start page"))
