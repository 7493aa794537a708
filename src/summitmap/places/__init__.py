"""Where it was: gazetteer, geocoders, resolving a name to a place, the basemap."""
