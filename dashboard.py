"""SummitMap's dashboard: `streamlit run dashboard.py`."""

import os
from pathlib import Path

import streamlit as st

from summitmap.web import page_script
from summitmap.web.settings import STORIES, at_the_door

os.environ.setdefault(STORIES, str(Path(__file__).parent / "data" / "stories"))
at_the_door()

# What it imports goes by the settings, which have been looked at before it.
from summitmap.web import routes  # noqa: E402

app = st.App(page_script(), routes=routes.routes(), middleware=routes.middleware())
