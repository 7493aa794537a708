"""The script that Streamlit runs for each reader; everything it does is elsewhere."""

from summitmap.web.explore import explore
from summitmap.web.settings import current

explore(current())
