"""The dashboard: the page, its state, its HTTP routes."""

from pathlib import Path


def page_script() -> Path:
    """The script that Streamlit runs for each reader."""
    return Path(__file__).with_name("page.py")
