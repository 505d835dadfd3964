"""The only code, with pages/ and app.py, that imports Streamlit."""

from touchpoints.captions import columns as columns
