"""Files to keep: the page, the tables, the deck and the bundle of them all."""
