"""Text to draft: the places, dates and events that a news article tells of."""
