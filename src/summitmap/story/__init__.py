"""What happened: a story, its events and dates, its folder, its itinerary."""
