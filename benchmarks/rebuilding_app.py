"""What one would write first: a page that rebuilds its folium map on every rerun.

`?map=basemap` embeds the land of SummitMap's own basemap; `?map=tiles` has a plain tile layer.
"""

from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

from summitmap.places import basemap
from summitmap.story import folder

STORY = Path(__file__).parent.parent / "data" / "stories" / "kim-russia-2023"


@st.cache_data
def land() -> dict:
    codes = {label.id for label in basemap.labels("en") if label.kind == "country"}
    shapes = [
        {"type": "Feature", "properties": {}, "geometry": basemap.country(c)} for c in sorted(codes)
    ]
    return {"type": "FeatureCollection", "features": shapes}


story, places = (opened := folder.read(STORY)).story, opened.places
events = [event for event in story.events if event.place in places]
st.session_state.setdefault("event", events[0].id)
for event in events:
    if st.sidebar.button(event.headline["en"], key=event.id):
        st.session_state["event"] = event.id
here = places[story.event(st.session_state["event"]).place].position
embedded = st.query_params.get("map") == "basemap"
tiles = None if embedded else "OpenStreetMap"
drawn = folium.Map((here.latitude, here.longitude), zoom_start=5, tiles=tiles)
if embedded:
    folium.GeoJson(land()).add_to(drawn)
for place in places.values():
    spot = (place.position.latitude, place.position.longitude)
    folium.Marker(spot, tooltip=place.provenance.matched).add_to(drawn)
st_folium(drawn, width=800, height=600, returned_objects=[])
