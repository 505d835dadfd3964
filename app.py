"""Touchpoints: `streamlit run app.py`."""

import streamlit as st
from starlette.middleware import Middleware

from touchpoints.ui import server

app = st.App(
    server.SCRIPT,
    lifespan=server.lifespan,
    on_script_error=server.on_script_error,
    middleware=[Middleware(server.SecurityHeaders)],
)

if __name__ == "__main__":
    app.run()
