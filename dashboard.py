"""SummitMap's dashboard: `streamlit run dashboard.py`."""

import os
from pathlib import Path

import streamlit as st

from summitmap.web import page_script, routes
from summitmap.web.settings import STORIES

os.environ.setdefault(STORIES, str(Path(__file__).parent / "data" / "stories"))

app = st.App(page_script(), routes=routes.routes(), middleware=routes.middleware())
