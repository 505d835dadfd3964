"""Touchpoints: `streamlit run app.py`."""

import streamlit as st

from touchpoints.ui import server, sign_in

server.configure()
app = st.App(
    server.SCRIPT,
    secrets=sign_in.secrets(),
    lifespan=server.lifespan,
    on_script_error=server.on_script_error,
    middleware=server.middleware(),
    routes=server.routes(),
)

if __name__ == "__main__":
    app.run()
