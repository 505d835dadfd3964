"""Touchpoints: `streamlit run app.py`."""

from touchpoints.ui import server

app = server.app()

if __name__ == "__main__":
    app.run()
