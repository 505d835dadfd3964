"""The only code, with pages/ and app.py, that imports Streamlit."""
