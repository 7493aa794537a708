"""SummitMap: a news article as an event map that can be trusted."""
