"""The dashboard: the page, its state, its HTTP routes."""
