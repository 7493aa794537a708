"""What one sees: map, timeline, article."""
